"""Scenarios kept by name under the state folder; read by anybody, written by whoever may write data."""

from talent import ledger
from talent.access import Credential
from talent.keeping import Keeper
from talent.ledger import Kept
from talent.ledger.shelf import Shelf
from talent.what_if import notation
from talent.what_if.scenario import Assumptions, Scenario

_keeper = Keeper(
    "scenario", notation.LARGEST_FILE, lambda: Shelf(ledger.state_folder() / "scenarios", ".toml")
)
names, remove = _keeper.names, _keeper.remove


def load(name: str, defaults: Assumptions) -> Scenario:
    """A kept scenario; TalentError as `Keeper.load` and `notation.parse_toml`."""
    return notation.parse_toml(_keeper.load(name), defaults)


def save(credential: Credential | None, name: str, scenario: Scenario, replace: bool = False) -> Kept:
    """Keep a scenario; TalentError as `Keeper.save`."""
    return _keeper.save(credential, name, notation.to_toml(scenario), replace)
