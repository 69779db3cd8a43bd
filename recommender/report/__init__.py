"""Pages that show a person what the figures say: one file each, readable without a network."""
