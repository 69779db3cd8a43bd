"""First room: read a blog's files into posts with their addresses, tags, dates and visibility."""
