"""The lists in the posts' own files: a block at the end of the article, every other byte as it was."""
