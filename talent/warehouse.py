"""The DuckDB file: built from `data/`, ledger and `queries/`, replaced whole, never edited, read-only.

One fingerprint of everything it is built from names the file and keys every cache, so nothing is ever
invalidated by hand and no reader waits for a writer.
"""

import hashlib
import logging
import os
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, partial
from operator import attrgetter
from pathlib import Path

import duckdb
import pyarrow as pa

from talent import catalogue, ledger
from talent.catalogue import STATEMENT_COLUMNS, Catalogue, Statement
from talent.errors import TalentError
from talent.ledger import force
from talent.ledger.force import NOTHING, Force, SetAside
from talent.reading import numerals

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
QUERIES = ROOT / "queries"
KEPT = 3
_OPEN = 8  # warehouses held open: now, and as of the batches somebody looks back at
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
# So little data are sooner read by one thread than handed out to several; readers are parted by cursors.
_ALONE = {"threads": "1"}
# Nothing in the file may reach the machine around it.
_LOCKED = _ALONE | {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "lock_configuration": "true",
}


@dataclass(frozen=True)
class Warehouse:
    """An open warehouse and the catalogue it was filled with.

    `version` is the data version: curated files and rows in force. `data_date` is the day of the newest
    source, None where no source is dated. `standing` is what the ledger adds, `aside` the rows of it that do
    not fit today's curated data.
    """

    path: Path
    version: str
    data_date: date | None
    catalogue: Catalogue
    aside: tuple[SetAside, ...]
    standing: Force
    connection: duckdb.DuckDBPyConnection

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor of its own for each use: a shared connection mixes the rows of threads."""
        return self.connection.cursor()


def state_folder() -> Path:
    """Where built files live: TALENT_STATE or `.talent/` beside the code."""
    return ledger.state_folder()


@lru_cache(maxsize=_OPEN)
def declared(version: str, standing: Force = NOTHING) -> tuple[Catalogue, tuple[SetAside, ...]]:
    """The catalogue of one data version, with what the ledger adds, and the rows that do not fit in.

    Raises TalentError `data_changed` where `data/` is of another version, and as `catalogue.read` does.
    """
    found = _read(DATA, data_version())
    if data_version(standing) != version:
        raise TalentError("data_changed")
    return force.merged(found, standing)


@lru_cache(maxsize=2)
def _read(folder: Path, version: str) -> Catalogue:
    """What the files of one version declare: read once, whatever the ledger adds to it."""
    found = catalogue.read(folder)
    if data_version() != version:
        raise TalentError("data_changed")
    return found


def curated() -> Catalogue:
    """What is declared in `data/` alone, without the ledger."""
    return declared(data_version())[0]


def data_version(standing: Force = NOTHING) -> str:
    """Short hash of the curated files and of the rows in force."""
    return _hash(_files(DATA), *filter(None, [standing.mark]))[:8]


def fingerprint(standing: Force = NOTHING) -> str:
    """Hash of all the file depends on: data, rows in force, queries, the code that loads them, DuckDB."""
    here = Path(__file__).parent
    code = [(name, here / name) for name in ("warehouse.py", "catalogue.py")]
    files = [*_files(DATA), *_files(QUERIES), *code, *_files(here / "reading"), *_files(here / "ledger")]
    return _hash(files, duckdb.__version__, *filter(None, [standing.mark]))[:16]


def _files(folder: Path) -> list[tuple[str, Path]]:
    """Every file that counts, with the name it has inside its folder."""
    # As plain texts: this is asked for again and again, and `Path.rglob` takes twice as long.
    begins = len(str(folder)) + 1
    found = (f"{at}{os.sep}{name}" for at, _, names in os.walk(folder) for name in names)
    counting = (path for path in found if path.endswith((".toml", ".csv", ".json", ".sql", ".py")))
    return sorted((path[begins:].replace(os.sep, "/"), Path(path)) for path in counting)


def _hash(files: list[tuple[str, Path]], *more: str) -> str:
    digest = hashlib.sha256("\0".join(more).encode())
    for name, path in files:
        try:
            content = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError as error:
            raise TalentError("catalogue_unreadable", file=path.name, why=error.strerror) from error
        digest.update(f"{name}\0{content}\0".encode())
    return digest.hexdigest()


def locate(as_of: str | None = None) -> Warehouse:
    """The warehouse of the data as they are now, or were right after the batch `as_of`; built where missing.

    Raises TalentError as `catalogue.read` does, `ledger.no_such_batch`, `data_changed` where the files change
    meanwhile, and `state_not_writable` where the state folder cannot be written.
    """
    with _one_at_a_time:
        standing = force.in_force(ledger.open_ledger(), as_of)
        return _open(state_folder(), fingerprint(standing), standing)


@lru_cache(maxsize=_OPEN)
def _open(folder: Path, mark: str, standing: Force) -> Warehouse:
    path = folder / f"warehouse-{mark}.duckdb"
    found = _connect(path, mark, standing) if path.exists() else None
    if found is None:
        if path.exists():
            logging.getLogger(__name__).warning("%s is damaged; building it again from data/", path.name)
        build(path, mark, standing)
        found = _connect(path, mark, standing)
    if found is None:
        raise TalentError(
            "state_not_writable", folder=str(folder), why="what was written cannot be read back"
        )
    # The files last used are the ones kept.
    with suppress(OSError):
        os.utime(path)
    return found


def _connect(path: Path, mark: str, standing: Force) -> Warehouse | None:
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
    return Warehouse(path, rows[0][0], rows[0][2], *declared(rows[0][0], standing), standing, connection)


def trial(found: Catalogue, version: str = "") -> Warehouse:
    """A warehouse in memory of a catalogue that is in force nowhere (yet); whoever asks closes it."""
    connection = duckdb.connect(":memory:", config=_ALONE)
    fill(connection, found, version, "")
    return Warehouse(Path(":memory:"), version, newest(found), found, (), NOTHING, connection)


def foreseen(standing: Force) -> Warehouse:
    """The warehouse as it would be with these batches in force, in memory; whoever asks closes it."""
    version = data_version(standing)
    found, aside = declared(version, standing)
    return replace(trial(found, version), aside=aside, standing=standing)


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
        again = partial(_open, state_folder(), fingerprint(broken.standing), broken.standing)
        if again() is broken:
            _open.cache_clear()
            broken.connection.close()
            broken.path.unlink(missing_ok=True)
        return again()


def build(path: Path, mark: str, standing: Force = NOTHING) -> None:
    """Write the warehouse file to `path`, aside first and then into place; the last three are kept."""
    version = data_version(standing)
    found, _ = declared(version, standing)
    aside = path.with_name(f"{path.stem}.{os.getpid()}.building")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.unlink(missing_ok=True)
        with duckdb.connect(aside, config=_ALONE) as connection:
            fill(connection, found, version, mark)
            # On closing it would be done too, but a full disk passed over in silence.
            connection.execute("CHECKPOINT")
        if fingerprint(standing) != mark:
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
    # One transaction: otherwise the disk is waited for after every statement.
    connection.begin()
    for script in sorted((QUERIES / "tables").glob("*.sql")):
        connection.execute(script.read_text(encoding="utf-8"))
    _insert(connection, "meta", [(version, mark, newest(found))])
    for table, rows in _rows(found).items():
        _insert(connection, table, rows)
    # What is not committed has no statistics, and joins over it would be planned blindly.
    connection.commit()
    for script in sorted((QUERIES / "views").glob("*.sql")):
        connection.execute(script.read_text(encoding="utf-8"))


def newest(found: Catalogue) -> date | None:
    """The day of the newest source; None where no source is dated."""
    return max((source.published for source in found.sources.values() if source.published), default=None)


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[tuple]) -> None:
    if not rows:
        return
    types = connection.table(table).limit(0).to_arrow_table().schema
    columns = zip(types, zip(*rows, strict=True), strict=True)
    found = pa.table([pa.array(cells, one.type) for one, cells in columns], schema=types)
    connection.from_arrow(found).insert_into(table)


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
            (*_cells(s), *found.origins.get(code, (1, "")), *_printed(s))
            for code, s in found.statements.items()
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


_cells = attrgetter(*STATEMENT_COLUMNS)


def _printed(statement: Statement) -> tuple[float, bool]:
    """One unit of the last printed digit, and whether it is printed in units of 10,000 or more."""
    return numerals.printed(statement.as_printed, statement.unit, statement.value)


def _both(name) -> tuple[str | None, str | None]:
    return (name.zh, name.en) if name else (None, None)
