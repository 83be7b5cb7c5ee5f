"""A ledger of its own for each test of faults, over the small hand-made data."""

from functools import lru_cache
from pathlib import Path

import pytest

from talent import warehouse
from tests.core import made
from tests.core.conftest import data, state
from tests.ledger.conftest import book, place

__all__ = ["book", "data", "place", "state"]


@pytest.fixture(autouse=True)
def world(data: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The small data with one curated statement, kept in memory for one test only."""
    made.write_statements(data, made.numbered({}))
    monkeypatch.setattr(warehouse, "declared", lru_cache(warehouse.declared))
    monkeypatch.setattr(warehouse, "_open", lru_cache(warehouse._open.__wrapped__))
