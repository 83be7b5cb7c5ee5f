"""A ledger of its own for each test, over the small hand-made data."""

from pathlib import Path

import pytest

from talent import ledger, warehouse
from talent.catalogue import Catalogue
from tests.core import made
from tests.core.conftest import data

__all__ = ["data"]


@pytest.fixture(scope="package")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One state folder for all: many begin with the same data, and the same data are the same file."""
    return tmp_path_factory.mktemp("built") / "state"


@pytest.fixture(autouse=True)
def state(built: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TALENT_STATE", str(built))
    return built


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
