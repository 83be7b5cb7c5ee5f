"""Pens: each writes a whole deck, or one slide of it, as the bytes of one kind of file."""
