"""A deck as files: each pen writes one format, all of them the same words."""
