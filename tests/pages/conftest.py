"""Page tests share one warehouse, in a state folder of their own."""

from collections.abc import Iterator

import pytest

from talent import queries, warehouse
from talent.catalogue import Catalogue
from talent.queries import Reading
from talent.warehouse import Warehouse


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
