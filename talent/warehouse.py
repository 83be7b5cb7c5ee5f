"""The DuckDB file: built from `data/` and `queries/`, replaced whole, never edited, opened read-only.

One fingerprint of everything it is built from names the file and keys every cache, so nothing is ever
invalidated by hand and no reader waits for a writer.
"""

import hashlib
import logging
import os
import threading
import time
from contextlib import suppress
from dataclasses import astuple, dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import duckdb
import pandas as pd

from talent import catalogue
from talent.catalogue import Catalogue, Statement
from talent.errors import TalentError
from talent.reading import numerals

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
QUERIES = ROOT / "queries"
KEPT = 3
# What a killed build left behind is cleared away after this many seconds.
_STALE = 3600
_one_at_a_time = threading.RLock()
# What DuckDB raises when an open file goes bad under it.
FILE_TROUBLE = (
    duckdb.IOException,
    duckdb.FatalException,
    duckdb.InternalException,
    duckdb.ConnectionException,
)
# What DuckDB raises when the disk fails it; a mistake in our SQL is none of these.
_DISK_TROUBLE = (
    duckdb.IOException,
    duckdb.TransactionException,
    duckdb.FatalException,
    duckdb.OutOfMemoryException,
)
# Nothing in the file may reach the machine around it.
_LOCKED = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "lock_configuration": "true",
}


@dataclass(frozen=True)
class Warehouse:
    """An open warehouse file. `version` is the data version: curated files and rows in force.

    `data_date` is the day of the newest source, None where no source is dated.
    """

    path: Path
    version: str
    data_date: date | None
    connection: duckdb.DuckDBPyConnection

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor of its own for each use: a shared connection mixes the rows of threads."""
        return self.connection.cursor()


def state_folder() -> Path:
    """Where built files live: TALENT_STATE or `.talent/` beside the code."""
    return Path(os.environ.get("TALENT_STATE") or ROOT / ".talent")


@lru_cache(maxsize=KEPT)
def declared(version: str) -> Catalogue:
    """The catalogue of one data version.

    Raises TalentError `data_changed` where `data/` is of another version, and as `catalogue.read` does.
    """
    found = catalogue.read(DATA)
    if data_version() != version:
        raise TalentError("data_changed")
    return found


def data_version() -> str:
    """Short hash of the curated files."""
    return _hash(_files(DATA))[:8]


def fingerprint() -> str:
    """Hash of everything the warehouse file depends on: data, queries, the code that loads them, DuckDB."""
    here = Path(__file__).parent
    code = [(name, here / name) for name in ("warehouse.py", "catalogue.py")]
    return _hash([*_files(DATA), *_files(QUERIES), *code, *_files(here / "reading")], duckdb.__version__)[:16]


def _files(folder: Path) -> list[tuple[str, Path]]:
    """Every file that counts, with the name it has inside its folder."""
    found = (p for p in folder.rglob("*") if p.suffix in (".toml", ".csv", ".sql", ".py"))
    return sorted((p.relative_to(folder).as_posix(), p) for p in found)


def _hash(files: list[tuple[str, Path]], *more: str) -> str:
    digest = hashlib.sha256("\0".join(more).encode())
    for name, path in files:
        try:
            content = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError as error:
            raise TalentError("catalogue_unreadable", file=path.name, why=error.strerror) from error
        digest.update(f"{name}\0{content}\0".encode())
    return digest.hexdigest()


def locate() -> Warehouse:
    """The warehouse of the data as it is now, built first where it is missing or damaged.

    Raises TalentError as `catalogue.read` does, `data_changed` where the files change meanwhile, and
    `state_not_writable` where the state folder cannot be written.
    """
    with _one_at_a_time:
        return _open(state_folder(), fingerprint())


@lru_cache(maxsize=KEPT)
def _open(folder: Path, mark: str) -> Warehouse:
    path = folder / f"warehouse-{mark}.duckdb"
    found = _connect(path, mark) if path.exists() else None
    if found is None:
        if path.exists():
            logging.getLogger(__name__).warning("%s is damaged; building it again from data/", path.name)
        build(path, mark)
        found = _connect(path, mark)
    if found is None:
        raise TalentError(
            "state_not_writable", folder=str(folder), why="what was written cannot be read back"
        )
    declared(found.version)
    return found


def _connect(path: Path, mark: str) -> Warehouse | None:
    """The file opened read-only; None where it is damaged, or is not the warehouse of this fingerprint."""
    try:
        connection = duckdb.connect(path, read_only=True, config=_LOCKED)
    except duckdb.Error:
        return None
    try:
        rows = connection.execute("SELECT data_version, fingerprint, data_date FROM meta").fetchall()
    except duckdb.Error:
        rows = []
    if len(rows) != 1 or rows[0][1] != mark or not _whole(connection):
        connection.close()
        return None
    return Warehouse(path, rows[0][0], rows[0][2], connection)


def _whole(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether every block can be read: DuckDB notices a damaged one only when it is."""
    tables = connection.execute("SELECT table_name FROM duckdb_tables() ORDER BY table_name").fetchall()
    try:
        for (name,) in tables:
            connection.table(name).aggregate("bit_xor(hash(COLUMNS(*)))").fetchall()
    except duckdb.Error:
        return False
    return True


def reopen(broken: Warehouse) -> Warehouse:
    """A fresh warehouse in place of one whose file went bad while it was open."""
    with _one_at_a_time:
        if locate() is broken:
            _open.cache_clear()
            broken.connection.close()
            broken.path.unlink(missing_ok=True)
        return locate()


def build(path: Path, mark: str) -> None:
    """Write the warehouse file to `path`, aside first and then into place; the last three are kept."""
    version = data_version()
    found = declared(version)
    aside = path.with_name(f"{path.stem}.{os.getpid()}.building")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.unlink(missing_ok=True)
        with duckdb.connect(aside) as connection:
            fill(connection, found, version, mark)
        if fingerprint() != mark:
            raise TalentError("data_changed")
        os.replace(aside, path)
        _clear_away(path.parent)
    except (OSError, *_DISK_TROUBLE) as error:
        raise TalentError("state_not_writable", folder=str(path.parent), why=_why(error)) from error
    finally:
        for left in (aside, Path(f"{aside}.wal")):
            with suppress(OSError):
                left.unlink(missing_ok=True)


def _why(error: Exception) -> str:
    """What the machine said, without paths."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error).rpartition(": ")[2]


def _clear_away(folder: Path) -> None:
    built = sorted(folder.glob("warehouse-*.duckdb"), key=lambda p: p.stat().st_mtime)
    left_behind = [p for p in folder.glob("*.building*") if p.stat().st_mtime < time.time() - _STALE]
    for old in (*built[:-KEPT], *left_behind):
        old.unlink(missing_ok=True)


def fill(connection: duckdb.DuckDBPyConnection, found: Catalogue, version: str, mark: str) -> None:
    """Create every table and view in an empty database, with what `found` declares."""
    for script in sorted((QUERIES / "tables").glob("*.sql")):
        connection.execute(script.read_text(encoding="utf-8"))
    newest = max((source.published for source in found.sources.values() if source.published), default=None)
    _insert(connection, "meta", [(version, mark, newest)])
    for table, rows in _rows(found).items():
        _insert(connection, table, rows)
    for script in sorted((QUERIES / "views").glob("*.sql")):
        connection.execute(script.read_text(encoding="utf-8"))


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[tuple]) -> None:
    if not rows:
        return
    target = connection.table(table)
    frame = pd.DataFrame(rows, columns=target.columns, dtype=object)
    # DuckDB guesses a type from an object column; all-empty columns need the table's own.
    casts = ", ".join(f'"{c}"::{t} AS "{c}"' for c, t in zip(target.columns, target.types, strict=True))
    connection.from_df(frame).project(casts).insert_into(table)


def _rows(found: Catalogue) -> dict[str, list[tuple]]:
    """Rows of every table, in the order of its columns."""
    return {
        "cities": [
            (c.id, n, c.code, *_both(c.name), *_both(c.province), c.colour, c.colour_dark)
            for n, c in enumerate(found.cities.values())
        ],
        "areas": [(a.id, a.city, a.level, *_both(a.name)) for a in found.areas.values()],
        "indicators": [
            (
                i.id, n, i.theme, i.unit.id, i.kind, i.better, i.decimals, i.min, i.max, i.per_capita,
                i.parent, *_both(i.name), *_both(i.text), *_both(i.unit.name),
            )
            for n, i in enumerate(found.indicators.values())
        ],
        "sources": [
            (
                s.id, s.number, s.city, *_both(s.title), *_both(s.publisher), s.published,
                s.published_inferred, s.kind, s.address, s.linkable, s.grade, s.reprint,
            )
            for s in found.sources.values()
        ],
        "statements": [
            (*astuple(s), 1, "", *_printed(s)) for s in found.statements.values()
        ],
        "policies": [
            (
                p.policy_id, n, p.city, *_both(p.package), *_both(p.instrument), p.tier, p.benefit_type,
                p.amount, p.duration, *_both(p.payer), p.recipient, *_both(p.conditions),
                p.effective_from, p.effective_to, p.replaces, p.standing,
            )
            for n, p in enumerate(found.policies.values())
        ],
        "derivations": [
            (
                d.id, d.city, d.area, d.indicator, d.operation, n, operand, d.period_basis, d.period_start,
                d.period_end, *_both(d.note),
            )
            for d in found.derived.values()
            for n, operand in enumerate(d.operands, start=1)
        ],
        "relations": [
            (c.id, c.operation, n, operand, c.total, *_both(c.note))
            for c in found.checks.values()
            for n, operand in enumerate(c.operands, start=1)
        ],
        "breaks": [(b.indicator, b.city, b.start, *_both(b.reason)) for b in found.breaks],
        "adoptions": [(a.adopted, loser, *_both(a.reason)) for a in found.adoptions for loser in a.over],
    }  # fmt: skip


def _printed(statement: Statement) -> tuple[float, bool]:
    """One unit of the last printed digit, and whether it is printed in units of 10,000 or more."""
    return numerals.printed(statement.as_printed, statement.unit, statement.value)


def _both(name) -> tuple[str | None, str | None]:
    return (name.zh, name.en) if name else (None, None)
