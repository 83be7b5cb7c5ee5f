"""Scenarios kept by name under the state folder; read by anybody, written by whoever may write data."""

import hashlib
import os
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from filelock import FileLock, Timeout

from talent import access, audit, ledger
from talent.access import Credential
from talent.disk import flush_folder, flushed
from talent.errors import TalentError
from talent.what_if import notation
from talent.what_if.checking import clean, nearest
from talent.what_if.scenario import Assumptions, Scenario

# Characters of a name.
LONGEST_NAME = 60
# Of a name that is too long, so many are shown.
_SHORT_NAME = 20
# Seconds a writer waits for another.
PATIENCE = 30
SAVE, REMOVE = "save_scenario", "remove_scenario"


@dataclass(frozen=True)
class Saved:
    """A kept scenario: its name, and the day it was last saved by this machine's clock."""

    name: str
    day: date


def names() -> tuple[Saved, ...]:
    """Every kept scenario by name; a file that holds none under its own name is passed over."""
    found = []
    for path in sorted(_folder().glob("*.toml")):
        try:
            with path.open("rb") as file:
                first = file.readline(1024).decode("utf-8", "replace")
            day = date.fromtimestamp(path.stat().st_mtime)
        except OSError:
            continue  # Taken away meanwhile, or not for us to read: `load` says why.
        name = first.removeprefix("# ").strip()
        if _path(name) == path:
            found.append(Saved(name, day))
    return tuple(sorted(found, key=lambda saved: saved.name))


def load(name: str, defaults: Assumptions) -> Scenario:
    """A kept scenario; TalentError `scenario.not_saved`, `cannot_read`, and as `notation.parse_toml`."""
    known = _known(name)
    path = _path(known)
    try:
        with path.open("rb") as file:
            content = file.read(notation.LARGEST_FILE + 1)
    except FileNotFoundError as error:
        raise _not_saved(known) from error
    except OSError as error:
        raise TalentError("cannot_read", file=path.name, why=error.strerror or str(error)) from error
    return notation.parse_toml(content, defaults)


def save(credential: Credential | None, name: str, scenario: Scenario, replace: bool = False) -> Saved:
    """Keep a scenario, on the disk when this returns, whole or not at all.

    Raises TalentError `access.denied`, `scenario.bad_name`, `scenario.name_taken` unless it may `replace`,
    `ledger.busy`, `state_not_writable`, and `cannot_write` where the audit log takes no line.
    """
    with _logged(credential, SAVE, name):
        known = _known(name)
        path = _path(known)
        with _locked():
            if path.exists() and not replace:
                raise TalentError("scenario.name_taken", name=known)
            aside = path.with_name(f".{path.name}.{os.getpid()}.part")
            try:
                flushed(aside, notation.to_toml(scenario, known).encode())
                os.replace(aside, path)
            finally:
                aside.unlink(missing_ok=True)
            flush_folder(_folder())
            return Saved(known, date.fromtimestamp(path.stat().st_mtime))


def remove(credential: Credential | None, name: str) -> None:
    """Drop a kept scenario; TalentError as `save`, `scenario.not_saved` where there is none."""
    with _logged(credential, REMOVE, name):
        known = _known(name)
        path = _path(known)
        if not path.exists():
            raise _not_saved(known)
        with _locked():
            path.unlink(missing_ok=True)
            flush_folder(_folder())


def _known(name: str) -> str:
    """A name fit to be shown and kept, without outer blanks; TalentError `scenario.bad_name`, `long_name`."""
    known = unicodedata.normalize("NFC", name.strip())
    # Controls, signs that turn a line around or cannot be seen, ends of lines and paragraphs.
    hidden = any(
        unicodedata.category(sign) in ("Zl", "Zp") or unicodedata.category(sign)[0] == "C" for sign in known
    )
    if len(known) > LONGEST_NAME:
        short = clean(known)[:_SHORT_NAME]
        raise TalentError("scenario.long_name", name=short, length=len(known), most=LONGEST_NAME)
    if hidden or not any(sign.isalnum() for sign in known):
        raise TalentError("scenario.bad_name", name=clean(name), most=LONGEST_NAME)
    return known


def _folder() -> Path:
    return ledger.state_folder() / "scenarios"


def _path(name: str) -> Path:
    """The file of a name: its hash, as no file system takes every name; the name is its first line."""
    return _folder() / f"{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:20]}.toml"


def _not_saved(name: str) -> TalentError:
    kept = [saved.name for saved in names()]
    return TalentError("scenario.not_saved", name=name, near=nearest(name, kept) if kept else "—")


@contextmanager
def _locked() -> Iterator[None]:
    """One writer at a time; what the disk refuses is told as the state folder's."""
    folder = _folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / "lock", timeout=PATIENCE):
            yield
    except Timeout as error:
        raise TalentError("ledger.busy", seconds=PATIENCE) from error
    except OSError as error:
        why = error.strerror or str(error)
        raise TalentError("state_not_writable", folder=ledger.state_folder().name, why=why) from error


@contextmanager
def _logged(credential: Credential | None, event: str, name: str) -> Iterator[None]:
    """Ask who writes, and log the attempt and what became of it."""
    journal = ledger.open_ledger().journal()
    try:
        actor = access.writer(credential)
    except TalentError as error:
        audit.log(journal, event, None, result="refused", error=error.key)
        raise
    audit.log(journal, event, actor, note=name, result="asked")
    try:
        yield
    except TalentError as error:
        audit.log(journal, event, actor, note=name, result="refused", error=error.key)
        raise
    audit.log(journal, event, actor, note=name, result="done")
