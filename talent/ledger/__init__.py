"""Committed uploads: an append-only record of batches; what is in force is worked out from it."""
