"""Reading what a document prints: numerals, bound words, paragraphs. Plain functions on text."""
