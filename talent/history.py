"""What became of a figure: every wording it ever had, by which batch, and whether that still counts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

import pyarrow.compute as pc

from talent import warehouse
from talent.catalogue import Statement
from talent.ledger import Batch, Ledger, force, open_ledger

# States looked at for one data version.
_MOST_TRIED = 20


@dataclass(frozen=True)
class Revision:
    """One wording of a figure; `batch`, `author` and `committed` are empty for the curated one.

    `state` is `in_force`, `replaced` (by a later wording), `undone` (its batch is) or `withdrawn`.
    """

    number: int
    value: float
    value_high: float | None
    bound: str
    as_printed: str
    batch: str
    author: str
    committed: datetime | None
    state: str


@dataclass(frozen=True)
class Event:
    """What a batch did to a figure.

    `kind` is added, corrected, withdrawn, decided; undone or redone where the batch is what that was done to.
    """

    batch: str
    kind: str
    time: datetime


def revisions(code: str) -> tuple[Revision, ...]:
    """Every wording of a figure in the order they came; empty for a code that never was."""
    book = open_ledger()
    curated = warehouse.curated().statements.get(code)
    found = [*([_first(curated)] if curated else []), *_committed(book, code)]
    withdrawn = [batch.position for batch in withdrawals(code) if not batch.undone]
    positions = {batch.id: batch.position for batch in book.batches()}
    last = max(withdrawn, default=0)
    valid = [one for one in found if one.state == "in_force"]
    in_force = valid[-1] if valid and positions.get(valid[-1].batch, 0) >= last else None
    return tuple(_told(one, in_force, bool(in_force is None and withdrawn)) for one in found)


def withdrawals(code: str) -> tuple[Batch, ...]:
    """The batches that took a figure out of force, undone ones too."""
    return tuple(batch for batch in open_ledger().batches() if code in batch.withdrawn)


def events(codes: Iterable[str], after: str, until: str) -> Mapping[str, Event]:
    """What happened last to each of these figures between two states there were, named as in `force.moments`.

    A figure to which nothing happened then is left out.
    """
    book, asked = open_ledger(), frozenset(codes)
    batches = book.batches()
    places = force.moments(batches)
    between = range(places[after] + 1, places[until] + 1)
    found: dict[str, tuple[int, Event]] = {}
    for batch in batches:
        marks = [one for one in batch.marks if one.position in between]
        if not marks and batch.position not in between:
            continue
        for code, kind in _kinds(book, batch, asked).items():
            position, event = batch.position, Event(batch.id, kind, batch.committed)
            if marks:
                last = marks[-1]
                position = last.position
                event = Event(batch.id, "undone" if last.undone else "redone", last.time)
            if code not in found or found[code][0] < position:
                found[code] = position, event
    return {code: event for code, (_, event) in found.items()}


def _kinds(book: Ledger, batch: Batch, codes: frozenset[str]) -> Mapping[str, str]:
    """What a batch did to each of these figures, as `Event.kind`."""
    rows = book.rows(batch.id).select(["statement_id", "revision"]).to_pylist()
    written = {row["statement_id"]: "corrected" if row["revision"] > 1 else "added" for row in rows}
    decided = {code: "decided" for one in batch.adoptions for code in (one.adopted, *one.over)}
    kinds = {**decided, **written, **dict.fromkeys(batch.withdrawn, "withdrawn")}
    return {code: kind for code, kind in kinds.items() if code in codes}


def moment(version: str) -> str:
    """What names the state that had this data version (`force.moments`), the first of several.

    "" where none had with `data/` as it is now: then that state cannot be had back.
    """
    book = open_ledger()
    batches = book.batches()
    names = list(force.moments(batches))
    # A batch tells the version it came upon; of a state that an undo ended, or that lasts, nothing tells.
    came_upon = {batch.id: batch.base_version for batch in batches}
    after = {name: came_upon.get(following) for name, following in pairwise([*names, ""])}
    told = [name for name in names if after[name] == version]
    untold = [name for name in reversed(names) if after[name] is None]
    for name in (*told, *untold)[:_MOST_TRIED]:
        if warehouse.data_version(force.in_force(book, name)) == version:
            return name
    return ""


def _first(statement: Statement) -> Revision:
    return Revision(
        1,
        statement.value,
        statement.value_high,
        statement.bound,
        statement.as_printed,
        "",
        "",
        None,
        "in_force",
    )


def _committed(book: Ledger, code: str) -> Iterator[Revision]:
    for batch in book.batches():
        rows = book.rows(batch.id)
        for row in rows.filter(pc.field("statement_id") == code).to_pylist():
            yield Revision(
                row["revision"],
                row["value"],
                row["value_high"],
                row["bound"],
                row["as_printed"],
                batch.id,
                batch.author,
                batch.committed,
                "undone" if batch.undone else "in_force",
            )


def _told(one: Revision, in_force: Revision | None, withdrawn: bool) -> Revision:
    """The wording with what became of it."""
    if one.state == "undone" or one is in_force:
        return one
    state = "withdrawn" if withdrawn else "replaced"
    return Revision(**{**one.__dict__, "state": state})
