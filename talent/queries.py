"""Runs the questions in `queries/reads/` and the checks of `queries/rules/`; no SQL is put together."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache

import duckdb
import pandas as pd
import pyarrow as pa

from talent.errors import TalentError
from talent.warehouse import FILE_TROUBLE, QUERIES, Warehouse, reopen


@dataclass(frozen=True, slots=True)
class Reading:
    """One statement in force as the warehouse reads it; None = unknown, in every field.

    Values in base units; `low` and `high` bound the true value (None = unbounded), `per_year` divides flows
    over several years, `per_10k` is per 10,000 residents of the same area with the population it names.
    `span` and `period_label` are what the gate compares of a period: its basis with length, and its year.
    """

    statement_id: str
    city: str
    area: str
    area_level: str
    indicator: str
    definition: str
    theme: str
    kind: str
    unit: str
    value: float
    value_high: float | None
    bound: str
    standing: str
    period_start: date | None
    period_end: date | None
    period_basis: str
    period_years: float | None
    period_inferred: bool
    as_printed: str
    source: str
    attributed_to: str
    paragraph: int | None
    witnesses: str
    note_zh: str
    note_en: str
    batch: str
    revision: int
    published: date | None
    grade: str
    year: int | None
    low: float | None
    high: float | None
    low_open: bool
    high_open: bool
    conflict: str | None
    adopted: bool | None
    adopted_rule: str | None
    shown: bool
    shown_by: str | None
    per_year: float | None
    per_year_low: float | None
    per_year_high: float | None
    population: float | None
    population_year: int | None
    population_id: str | None
    per_10k: float | None
    per_10k_low: float | None
    per_10k_high: float | None
    step: float
    span: str
    period_label: str


@cache
def _question(name: str) -> tuple[str, frozenset[str]]:
    """The text of one read and the names of its parameters."""
    path = QUERIES / "reads" / f"{name}.sql"
    if not path.exists():
        known = ", ".join(sorted(p.stem for p in path.parent.glob("*.sql")))
        raise KeyError(f"no query {name}; there are {known}")
    sql = path.read_text(encoding="utf-8")
    return sql, frozenset(re.findall(r"\$([a-z_]+)", sql))


def _run(warehouse: Warehouse, name: str, params: Mapping[str, object]):
    sql, wanted = _question(name)
    if unknown := set(params) - wanted:
        raise TypeError(f"{name} takes {sorted(wanted)}, not {sorted(unknown)}")
    values = dict.fromkeys(wanted) | dict(params)
    try:
        return warehouse.cursor().execute(sql, values)
    except FILE_TROUBLE:
        return reopen(warehouse).cursor().execute(sql, values)


def ask(warehouse: Warehouse, name: str, **params: object) -> pd.DataFrame:
    """The answer to the question `queries/reads/<name>.sql` as a frame; parameters left out are NULL."""
    return _run(warehouse, name, params).df()


def records(warehouse: Warehouse, name: str, **params: object) -> tuple[dict, ...]:
    """The same answer as plain dicts, None for NULL and dates as `datetime.date`."""
    result = _run(warehouse, name, params)
    columns = [column[0] for column in result.description]
    return tuple(dict(zip(columns, row, strict=True)) for row in result.fetchall())


def readings(
    warehouse: Warehouse,
    indicator: str | None = None,
    cities: tuple[str, ...] | None = None,
    city: str | None = None,
    code: str | None = None,
) -> tuple[Reading, ...]:
    """Readings in force, by indicator, cities, one city or one code; all where nothing is given."""
    rows = records(warehouse, "readings", indicator=indicator, city=city, code=code)
    found = (Reading(**row) for row in rows)
    return tuple(r for r in found if cities is None or r.city in cities)


def reading(warehouse: Warehouse, code: str) -> Reading:
    """The reading behind one passport code; TalentError `no_such_figure` where there is none."""
    for found in readings(warehouse, code=code):
        return found
    raise TalentError("no_such_figure", code=code)


@cache
def _script(folder: str, name: str) -> str:
    return (QUERIES / folder / f"{name}.sql").read_text(encoding="utf-8")


_NOTHING = pd.DataFrame({"n": []})


class Staged:
    """Rows of an upload beside the warehouse, in tables that only this object sees."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self._cursor = cursor

    def register(self, name: str, rows: pa.Table) -> None:
        """Make these rows a table that the SQL of uploads can name."""
        self._cursor.register(name, rows)

    def create(self, name: str) -> None:
        """Create the tables of `queries/staging/<name>.sql`."""
        self._cursor.execute(_script("staging", name))

    def rule(self, name: str) -> pd.DataFrame:
        """What breaks the rule `queries/rules/<name>.sql`: `n`, `field` and the fields of its sentence."""
        found = self._cursor.execute(_script("rules", name)).to_arrow_table()
        # Most rules nobody breaks, and even an empty frame takes its time.
        return found.to_pandas() if len(found) else _NOTHING

    def rows(self, name: str) -> pd.DataFrame:
        """All rows of one of these tables, in the order of the file."""
        return self._cursor.table(name).order("n").df()


@contextmanager
def staged(warehouse: Warehouse) -> Iterator[Staged]:
    """A place for the rows of one upload, gone when it is left; nothing reaches the warehouse file."""
    cursor = warehouse.cursor()
    try:
        yield Staged(cursor)
    finally:
        cursor.close()


@cache
def rules() -> tuple[str, ...]:
    """The checks of an upload in the order they run, by file name: `30_duplicate_row`."""
    return tuple(sorted(path.stem for path in (QUERIES / "rules").glob("*.sql")))
