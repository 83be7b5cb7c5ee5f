"""Readings, verdict and language in; a `Picture` out; drawn with several pens."""
