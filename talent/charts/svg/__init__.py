"""Pictures as SVG of our own: no browser takes part, and what is drawn is made of plain data alone."""
