"""What each static-site generator makes of files: one file or folder a generator, all of the same shape."""
