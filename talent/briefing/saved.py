"""Briefings kept by name behind the ledger; read by anybody, written by whoever may write data."""

import hashlib
from functools import lru_cache

from talent import ledger
from talent.access import Credential
from talent.briefing import notation
from talent.briefing.briefing import Briefing
from talent.errors import TalentError
from talent.keeping import Keeper
from talent.ledger import Kept

# Of all texts kept, so many stay understood.
_MOST_UNDERSTOOD = 200

_keeper = Keeper("briefing", notation.LARGEST, lambda: ledger.open_ledger().shelf("briefings"))
names, remove = _keeper.names, _keeper.remove


def load(name: str) -> Briefing:
    """A kept briefing; TalentError as `Keeper.load` and `notation.parse`."""
    return _understood(_keeper.load(name))


@lru_cache(maxsize=_MOST_UNDERSTOOD)
def _understood(text: bytes) -> Briefing:
    """A kept text, understood once, whoever kept it and however often it is looked through."""
    return notation.parse(text)


def save(credential: Credential | None, name: str, briefing: Briefing, replace: bool = False) -> Kept:
    """Keep a briefing; TalentError as `Keeper.save` and `notation.to_json`."""
    return _keeper.save(credential, name, notation.to_json(briefing), replace)


def state() -> str:
    """Some letters that change with whatever is kept."""
    found = hashlib.sha256()
    for kept in names():
        try:
            found.update(hashlib.sha256(kept.name.encode() + b"\n" + _keeper.load(kept.name)).digest())
        except TalentError:
            continue
    return found.hexdigest()


def using(code: str) -> tuple[str, ...]:
    """The names of the kept briefings in which a figure is shown; what cannot be read is passed over."""
    return tuple(kept.name for kept in names() if _shows(kept.name, code))


def _shows(name: str, code: str) -> bool:
    try:
        items = load(name).items
    except TalentError:
        # Whoever opens it is told.
        return False
    return any(shown.key == code for item in items for shown in item.shown)


def strays() -> tuple[str, ...]:
    """Files on the shelf that were changed or damaged so that not even their name can be read."""
    return ledger.open_ledger().shelf("briefings").strays()
