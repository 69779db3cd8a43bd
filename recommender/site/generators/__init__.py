"""What each static-site generator makes of files: one generator a file, all of the same shape."""
