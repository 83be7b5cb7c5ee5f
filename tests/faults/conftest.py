"""A ledger of its own for each test of faults, over the small hand-made data."""

from tests.ledger.conftest import book, curated, data, place, state

__all__ = ["book", "curated", "data", "place", "state"]
