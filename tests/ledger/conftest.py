"""A ledger of its own for each test, over the small hand-made data."""

from pathlib import Path

import pytest

from talent import ledger, warehouse
from talent.catalogue import Catalogue
from tests.core import made
from tests.core.conftest import data, state

__all__ = ["data", "state"]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of this test's ledger."""
    folder = tmp_path / "ledger"
    monkeypatch.setenv("TALENT_LEDGER", str(folder))
    return folder


@pytest.fixture
def book(place: Path) -> ledger.Ledger:
    return ledger.open_ledger()


@pytest.fixture
def curated(data: Path, monkeypatch: pytest.MonkeyPatch) -> Catalogue:
    """The small data with one curated statement, AA-01-001."""
    monkeypatch.setattr(warehouse, "_open", warehouse._open.__wrapped__)
    made.write_statements(data, made.numbered({}))
    return warehouse.declared(warehouse.data_version())[0]
