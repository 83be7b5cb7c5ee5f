"""What writes a deck as a file: one module for each format."""
