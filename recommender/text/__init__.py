"""Second room: a post's text becomes prose, prose becomes words, words become vectors."""
