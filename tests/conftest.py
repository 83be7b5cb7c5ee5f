"""For all tests: nobody's uploads play a part, what is quick comes first, browsers last."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# No test is timed: how fast examples are made says how busy the machine is.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture(autouse=True, scope="session")
def no_uploads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty ledger: what was committed on this machine is not what the tests speak of."""
    empty = tmp_path_factory.mktemp("empty") / "ledger"
    os.environ["TALENT_LEDGER"] = str(empty)
    return empty


def pytest_collection_modifyitems(items: list) -> None:
    # A group is one long piece: it begins before the pieces that can fill the time beside it.
    items.sort(
        key=lambda item: ("browser" in item.path.parts, item.get_closest_marker("xdist_group") is None)
    )
