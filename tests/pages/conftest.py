"""Page tests share one warehouse, in a state folder of their own."""

from collections.abc import Iterator

import pytest

from pages._parts import store
from talent import access, queries, warehouse
from talent.catalogue import Catalogue
from talent.queries import Reading
from talent.warehouse import Warehouse
from tests.access.conftest import STORED


@pytest.fixture(scope="package", autouse=True)
def state(tmp_path_factory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TALENT_STATE", str(tmp_path_factory.mktemp("state")))
        patch.delenv("TALENT_SOURCES", raising=False)
        yield


@pytest.fixture(scope="package")
def house(state) -> Warehouse:
    return warehouse.locate()


@pytest.fixture(scope="package")
def catalogue(house) -> Catalogue:
    return house.catalogue


@pytest.fixture(scope="package")
def readings(house) -> tuple[Reading, ...]:
    return queries.readings(house)


@pytest.fixture
def own_ledger(tmp_path, monkeypatch) -> Iterator[None]:
    """A ledger of its own for a test, and nobody who may write by sitting here."""
    monkeypatch.setenv("TALENT_LEDGER", str(tmp_path / "ledger"))
    monkeypatch.setenv(access.HASH, STORED)
    monkeypatch.delenv("TALENT_LOCAL_ANALYST", raising=False)
    store.refresh()
    yield
    store.refresh()
