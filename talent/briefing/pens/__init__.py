"""Each pen writes a deck, or one slide of it, as one kind of file."""
