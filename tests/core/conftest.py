"""For tests of the core: a state folder of their own, and small hand-made data."""

from pathlib import Path

import pytest

from talent import warehouse

from . import made


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh state folder; nothing is ever built beside the code."""
    folder = tmp_path / "state"
    monkeypatch.setenv("TALENT_STATE", str(folder))
    return folder


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A valid, small data folder that `warehouse.locate` reads instead of the repository's."""
    folder = made.data(tmp_path / "data")
    monkeypatch.setattr(warehouse, "DATA", folder)
    monkeypatch.setattr(warehouse, "declared", warehouse.declared.__wrapped__)
    return folder
