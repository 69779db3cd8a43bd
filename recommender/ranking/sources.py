"""Where an item of a list came from."""

#: In the order in which items stand in a list; arrays hold positions in it.
SOURCES = ("pin", "scored", "same_tag", "recent")
