"""What is in force: the curated catalogue with what the batches in force add, correct and take away."""

import hashlib
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from types import MappingProxyType

import pyarrow as pa
from pyarrow import csv

from talent.catalogue import (
    STATEMENT_COLUMNS,
    Adoption,
    Catalogue,
    Policy,
    Source,
    Statement,
    faults_of_statement,
    statement_key,
)
from talent.errors import TalentError, clean
from talent.i18n import text
from talent.ledger import SCHEMA, Batch, Draft, Ledger, Mark


@dataclass(frozen=True)
class Force:
    """What the batches in force come to; equal where the rows in force are equal.

    `rows` holds SCHEMA's columns and `batch`, one row per code, the latest revision. `mark` is a hash of all
    this, "" where nothing is in force.
    """

    mark: str
    rows: pa.Table = field(compare=False)
    withdrawn: frozenset[str] = field(compare=False)
    sources: tuple[Source, ...] = field(compare=False)
    adoptions: tuple[Adoption, ...] = field(compare=False)


_ROWS = SCHEMA.append(pa.field("batch", pa.string()))
NOTHING = Force("", _ROWS.empty_table(), frozenset(), (), ())


# Names the state before the first entry.
BEGINNING = "B0000"


def moments(batches: Sequence[Batch]) -> Mapping[str, int]:
    """Every state there was, in order: BEGINNING, then each batch and mark by its id; with its position.

    Empty where nothing was ever committed.
    """
    entries = [*batches, *(mark for batch in batches for mark in batch.marks)]
    positions = sorted((entry.position, entry.id) for entry in entries)
    return {BEGINNING: 0, **{id: position for position, id in positions}} if positions else {}


def in_force(ledger: Ledger, as_of: str | None = None) -> Force:
    """What is in force now, or was right after `as_of`: a batch, an undo, or BEGINNING (`moments`).

    Raises TalentError `ledger.no_such_batch`.
    """
    batches = ledger.batches()
    if as_of is not None:
        at = moments(batches).get(as_of)
        if at is None:
            raise TalentError("ledger.no_such_batch", batch=clean(as_of))
        batches = tuple(_as_of(batch, at) for batch in batches if batch.position <= at)
    return _force(ledger.rows, batches)


def with_draft(ledger: Ledger, draft: Draft, curated: Catalogue) -> Force:
    """What would be in force if the draft were committed now."""
    batch, rows = ledger.prepared(draft, curated)
    return _force(lambda id: rows if id == batch.id else ledger.rows(id), (*ledger.batches(), batch))


def with_mark(ledger: Ledger, batch: str, undone: bool) -> Force:
    """What would be in force if the batch were undone or put back now."""
    mark = Mark("", 0, undone, "", "", datetime.now(UTC))
    return _force(
        ledger.rows,
        tuple(replace(b, marks=(*b.marks, mark)) if b.id == batch else b for b in ledger.batches()),
    )


def _as_of(batch: Batch, position: int) -> Batch:
    return replace(batch, marks=tuple(mark for mark in batch.marks if mark.position <= position))


def _force(rows_of: Callable[[str], pa.Table], batches: Sequence[Batch]) -> Force:
    """The last word of the batches in force on every code."""
    standing = [batch for batch in batches if not batch.undone]
    if not standing:
        return NOTHING
    tables = [_of(rows_of(batch.id), batch.id) for batch in standing]
    taken = {code: batch.position for batch in standing for code in batch.withdrawn}
    last: dict[str, tuple[int, int]] = {}
    place = 0
    for batch, table in zip(standing, tables, strict=True):
        for code in table["statement_id"].to_pylist():
            last[code] = (batch.position, place)
            place += 1
    kept = [at for code, (position, at) in last.items() if position > taken.get(code, -1)]
    rows = pa.concat_tables(tables).take(pa.array(kept, pa.int64())).sort_by("statement_id")
    withdrawn = frozenset(code for code, position in taken.items() if position > last.get(code, (-1, 0))[0])
    used = set(rows["source"].unique().to_pylist())
    # A source goes with its batch, but not from under figures that later batches took from it.
    sources = tuple(s for b in batches for s in b.sources if not b.undone or s.id in used)
    adoptions = tuple(adoption for batch in standing for adoption in batch.adoptions)
    return Force(_mark(rows, withdrawn, sources, adoptions), rows, withdrawn, sources, adoptions)


def _of(rows: pa.Table, batch: str) -> pa.Table:
    return rows.append_column("batch", pa.array([batch] * len(rows), pa.string()))


def _mark(rows: pa.Table, withdrawn: frozenset[str], sources: tuple, adoptions: tuple) -> str:
    out = io.BytesIO()
    csv.write_csv(rows, out)
    digest = hashlib.sha256(out.getvalue())
    digest.update(repr((sorted(withdrawn), sources, adoptions)).encode())
    return digest.hexdigest()


@dataclass(frozen=True)
class SetAside:
    """A row of a batch that does not fit the curated data of today, with the reason; it is left out."""

    batch: str
    code: str
    why: str

    def message(self, language: str) -> str:
        """The sentence of this row."""
        return text("ledger.set_aside", language, batch=self.batch, code=self.code, why=self.why)


def merged(curated: Catalogue, force: Force) -> tuple[Catalogue, tuple[SetAside, ...]]:
    """The catalogue in force, and the rows that had to be set aside to keep it whole."""
    if not force.mark:
        return curated, ()
    aside: list[SetAside] = []
    sources = {**curated.sources, **{source.id: source for source in force.sources}}
    known = replace(curated, sources=MappingProxyType(sources))
    statements = {code: s for code, s in curated.statements.items() if code not in force.withdrawn}
    origins: dict[str, tuple[int, str]] = {}
    keys = {statement_key(s): code for code, s in statements.items()}
    for statement, revision, batch in _statements(force.rows):
        code = statement.statement_id
        why = next(faults_of_statement(statement, known), "")
        twin = keys.get(statement_key(statement), code)
        if why or twin != code:
            aside.append(SetAside(batch, code, why or f"the same figure of the same source as {twin}"))
            continue
        if code in statements:
            keys.pop(statement_key(statements[code]))
        keys[statement_key(statement)] = code
        statements[code] = statement
        origins[code] = (revision, batch)
    return _fitting(known, statements, origins, force), tuple(aside)


def _statements(rows: pa.Table) -> Iterator[tuple[Statement, int, str]]:
    columns = [rows[name].to_pylist() for name in STATEMENT_COLUMNS]
    for cells, revision, batch in zip(
        zip(*columns, strict=True), rows["revision"].to_pylist(), rows["batch"].to_pylist(), strict=True
    ):
        yield Statement(*cells), revision, batch


def _fitting(
    known: Catalogue,
    statements: Mapping[str, Statement],
    origins: Mapping[str, tuple[int, str]],
    force: Force,
) -> Catalogue:
    """The catalogue with these statements, and nothing left in it that rests on one that is gone."""

    def there(*codes: str) -> bool:
        return all(code in statements for code in codes)

    return replace(
        known,
        statements=MappingProxyType(dict(statements)),
        origins=MappingProxyType(dict(origins)),
        adoptions=tuple(
            a for a in _last_words((*known.adoptions, *force.adoptions)) if there(a.adopted, *a.over)
        ),
        derived=_those(known.derived, lambda d: there(*d.operands)),
        checks=_those(known.checks, lambda c: there(*c.operands, *filter(None, [c.total]))),
        policies=MappingProxyType(
            {id: _printed_still(policy, known, statements) for id, policy in known.policies.items()}
        ),
    )


def _last_words(adoptions: Iterable[Adoption]) -> tuple[Adoption, ...]:
    """Of several choices about one figure the last one counts."""
    kept: list[Adoption] = []
    decided: set[str] = set()
    for adoption in reversed(tuple(adoptions)):
        codes = {adoption.adopted, *adoption.over}
        if not codes & decided:
            kept.append(adoption)
        decided |= codes
    return tuple(reversed(kept))


def _those(things: Mapping, fits) -> Mapping:
    return MappingProxyType({id: thing for id, thing in things.items() if fits(thing)})


def _printed_still(policy: Policy, known: Catalogue, statements: Mapping[str, Statement]) -> Policy:
    """A term whose figure was withdrawn is one without a printed figure; it cites the same paragraph."""
    gone = [code for code in (policy.amount, policy.duration) if code and code not in statements]
    if not gone:
        return policy
    was = known.statements[gone[0]]
    return replace(
        policy,
        amount=None if policy.amount in gone else policy.amount,
        duration=None if policy.duration in gone else policy.duration,
        source=policy.source or was.source,
        paragraph=policy.paragraph if policy.source else was.paragraph,
    )
