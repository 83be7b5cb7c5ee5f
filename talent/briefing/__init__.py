"""Briefings: views of the dashboard put in order, said in words, and written as files that can be checked."""
