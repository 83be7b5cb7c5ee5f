"""What this machine has and lacks for the dashboard, each with what it is for."""

import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from talent import access
from talent.errors import TalentError
from talent.i18n import message, text

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "chrome",
)
FONTS = tuple(f"noto-sans-sc-{face}" for face in ("400.woff2", "700.woff2", "400.otf", "700.otf"))


@dataclass(frozen=True)
class Finding:
    """One thing looked at: `word` is ok, missing or optional, `detail` a sentence for the reader."""

    word: str
    detail: str


def examine(language: str) -> tuple[Finding, ...]:
    """Everything looked at; the machine lacks something needed where a finding's word is `missing`."""
    return tuple(
        Finding(word, text(f"doctor.{key}", language, **fields)) for word, key, fields in _findings(language)
    )


def _findings(language: str) -> Iterator[tuple[str, str, dict]]:
    enough = sys.version_info >= (3, 11)
    yield "ok" if enough else "missing", "python", {"found": platform.python_version()}
    yield from _packages(ROOT / "requirements.txt")
    yield from _fonts(ROOT / "static" / "fonts")
    yield _browser()
    yield from _data(language)
    yield from _ledger(language)
    yield _sources()
    yield from _writers()


def _packages(requirements: Path) -> Iterator[tuple[str, str, dict]]:
    """Each pinned package that is absent or of another version; one finding where all are as pinned."""
    try:
        from packaging.requirements import Requirement
    except ModuleNotFoundError as error:
        yield "missing", "package", {"name": error.name, "wanted": ""}
        return
    lines = requirements.read_text(encoding="utf-8").splitlines()
    pins = [Requirement(line) for line in lines if line.strip() and not line.lstrip().startswith("#")]
    wanted = [pin for pin in pins if pin.marker is None or pin.marker.evaluate()]
    alike = 0
    for pin in wanted:
        pinned = str(pin.specifier).removeprefix("==")
        try:
            found = version(pin.name)
        except PackageNotFoundError:
            yield "missing", "package", {"name": pin.name, "wanted": pinned}
            continue
        if pin.specifier.contains(found, prereleases=True):
            alike += 1
        else:
            yield "optional", "package_differs", {"name": pin.name, "found": found, "wanted": pinned}
    if alike == len(wanted):
        yield "ok", "packages", {"count": alike}


def _fonts(folder: Path) -> Iterator[tuple[str, str, dict]]:
    absent = [name for name in FONTS if not (folder / name).is_file()]
    yield from (("missing", "font", {"name": name}) for name in absent)
    if not absent:
        yield "ok", "fonts", {"count": len(FONTS)}


def _browser() -> tuple[str, str, dict]:
    named = os.environ.get("TALENT_BROWSER")
    found = next(filter(None, map(shutil.which, [named] if named else BROWSERS)), None)
    return ("ok", "browser", {"name": Path(found).name}) if found else ("optional", "no_browser", {})


def _data(language: str) -> Iterator[tuple[str, str, dict]]:
    """The state folder and the warehouse in it."""
    try:
        # Here, because it needs packages that may be what is missing.
        from talent import warehouse
    except ModuleNotFoundError as error:
        yield "missing", "no_warehouse", {"why": error.name}
        return
    folder = warehouse.state_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            yield "ok", "state", {"folder": folder}
    except OSError:
        yield "missing", "no_state", {"folder": folder}
        return
    try:
        found = warehouse.locate()
    except TalentError as error:
        yield "missing", "no_warehouse", {"why": message(error, language)}
        return
    yield "ok", "warehouse", {"file": found.path.name, "version": found.version}


def _ledger(language: str) -> Iterator[tuple[str, str, dict]]:
    """Committed uploads and the audit log: whole, or what is wrong with them."""
    from talent import audit
    from talent.ledger import open_ledger

    try:
        book = open_ledger()
    except TalentError as error:
        yield "missing", "no_ledger", {"why": message(error, language)}
        return
    damage = book.damage()
    yield from (("missing", "entry", {"why": one.message(language)}) for one in damage)
    faults = audit.verify(book.journal())
    yield from (("missing", "audit", {"why": fault.message(language)}) for fault in faults)
    if not damage:
        yield "ok", "ledger", {"count": len(book.batches())}


def _sources() -> tuple[str, str, dict]:
    folder = os.environ.get("TALENT_SOURCES")
    if not folder:
        return "optional", "no_sources", {}
    there = Path(folder).is_dir()
    return (
        ("ok", "sources", {"folder": folder})
        if there
        else ("optional", "no_sources_folder", {"folder": folder})
    )


def _writers() -> Iterator[tuple[str, str, dict]]:
    """Who may write: on the command line, on the page."""
    yield "ok", "access.command", {"user": access.os_user()}
    try:
        known = access.has_passphrase()
    except TalentError as error:
        yield "missing", "access.bad_hash", error.fields
        return
    yield ("ok", "access.passphrase", {}) if known else ("optional", "access.no_passphrase", {})
