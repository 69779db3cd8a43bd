"""What each markup writes besides the author's words, and how to be rid of it: one kind of it a file."""
