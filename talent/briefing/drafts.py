"""Unsaved briefings: a file each in the state folder, those changed last, whosever they are.

They are no record: keeping one needs no right and is not logged, and nothing tells whose it is but the name
of a browser, hashed. What the folder does not take, this process holds in its memory.
"""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from talent import ledger
from talent.briefing import notation
from talent.briefing.briefing import Briefing
from talent.errors import TalentError

# So many are kept, each of at most `notation.LARGEST` bytes.
MOST = 200
_ID = re.compile(r"[0-9A-Za-z_-]{1,32}")
# By file name, the one changed last at the end.
_held: dict[str, str] = {}


@dataclass(frozen=True)
class Draft:
    """A draft as it is kept; `text` is its notation."""

    id: str
    text: str
    briefing: Briefing


def keep(id: str, browser: str, text: str) -> None:
    """Keep a draft of a browser, in place of what was kept under that id; the oldest of too many goes."""
    name = _name(id, browser)
    _held.pop(name, None)
    try:
        _write(name, text)
    except OSError:
        _held[name] = text
        for old in list(_held)[:-MOST]:
            _held.pop(old, None)


def found(id: str) -> Draft | None:
    """The draft kept under an id, of whatever browser; None where there is none, or none that can be read."""
    name = _named(id)
    return _draft(name) if name else None


def of(browser: str, but: str = "") -> Iterator[Draft]:
    """The drafts of one browser but the one of that id, the one changed last first."""
    for name in _names():
        if name.startswith(f"{_owner(browser)}.") and _id(name) != but and (draft := _draft(name)):
            yield draft


def is_untouched(id: str, browser: str, text: str) -> bool:
    """Whether nothing is kept under an id but that text, by that browser."""
    name = _named(id)
    return name is None or (name == _name(id, browser) and _text(name) == text)


def _name(id: str, browser: str) -> str:
    return f"{_owner(browser)}.{id}.json"


def _owner(browser: str) -> str:
    return hashlib.sha256(browser.encode()).hexdigest()[:16]


def _id(name: str) -> str:
    return name.split(".")[1]


def _named(id: str) -> str | None:
    """The name of the file that is kept under an id, which may be anything that stood in an address."""
    known = _names() if _ID.fullmatch(id) else []
    return next((name for name in known if _id(name) == id), None)


def _names() -> list[str]:
    """All names, the one changed last first."""
    kept = [path.name for path in reversed(_files()) if path.suffix == ".json"]
    return list(dict.fromkeys([*reversed(_held), *kept]))


def _draft(name: str) -> Draft | None:
    text = _text(name)
    try:
        return Draft(_id(name), text, notation.parse(text))
    except TalentError:
        return None


def _text(name: str) -> str:
    """What a file holds, as much as a briefing may have; "" where it cannot be read."""
    if name in _held:
        return _held[name]
    try:
        with (_folder() / name).open("rb") as file:
            return file.read(notation.LARGEST + 1).decode("utf-8", "replace")
    except OSError:
        return ""


def _write(name: str, text: str) -> None:
    """A file whole or not at all, for the server's own user to read; OSError."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(".part", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
        os.replace(aside, folder / name)
    finally:
        Path(aside).unlink(missing_ok=True)
    # What a killed writer left aside counts too.
    for old in _files()[:-MOST]:
        old.unlink(missing_ok=True)


def _files() -> list[Path]:
    """All files, the one changed last at the end."""
    changed = []
    with suppress(OSError):
        for entry in os.scandir(_folder()):
            # Another server may be taking it away.
            with suppress(OSError):
                changed.append((entry.stat().st_mtime_ns, entry.path))
    return [Path(path) for _, path in sorted(changed)]


def _folder() -> Path:
    return ledger.state_folder() / "drafts"
