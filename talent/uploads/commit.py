"""Writing: a checked upload, a withdrawal, a decision, an undo. Each by somebody who may, each in the log."""

from collections.abc import Container, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import pyarrow as pa

from talent import access, audit, history, ledger, queries, warehouse
from talent.access import Actor, Credential
from talent.catalogue import Adoption
from talent.errors import TalentError
from talent.i18n import Name
from talent.ledger import CHANGES, SCHEMA, Draft, force
from talent.uploads.model import Checked, Finding
from talent.warehouse import Warehouse

# Longest note, reason or author's remark that is kept.
LONGEST = 500


@dataclass(frozen=True)
class Receipt:
    """What was written: the batch ("" = there was nothing to write) and the data version there is now."""

    batch: str
    version: str
    counts: Mapping[str, int]


def counts(checked: Checked) -> dict[str, int]:
    """How many rows of a checked file are new, corrected, agreeing, conflicting and unchanged."""
    found = checked.statements["change"].value_counts()
    return {change: int(found.get(change, 0)) for change in CHANGES}


def upload(checked: Checked, note: str = "", original: bytes = b"") -> Draft:
    """A checked file as the draft of a batch, without an author yet; unchanged rows are left out."""
    rows = checked.statements[checked.statements["change"] != "unchanged"].assign(revision=0)
    table = pa.Table.from_pandas(rows[SCHEMA.names], schema=SCHEMA, preserve_index=False)
    return Draft(
        kind="upload",
        author="",
        note=note,
        base_version=checked.data_version,
        rows=table,
        new_source=checked.new_source if "" in set(rows["source"]) else None,
        counts=counts(checked),
        file_name=checked.file,
        original=original,
    )


def withdrawal(now: Warehouse, code: str, why: str) -> Draft:
    """The draft that takes one wrong statement out of force.

    Raises TalentError `no_such_figure`, `withdrawn_figure` and `commit.no_reason`.
    """
    if code not in now.catalogue.statements:
        gone = next((batch for batch in history.withdrawals(code) if not batch.undone), None)
        if gone:
            raise TalentError("withdrawn_figure", code=code, batch=gone.id, why=gone.note)
        raise TalentError("no_such_figure", code=code)
    return Draft("withdrawal", "", _reason(why), now.version, SCHEMA.empty_table(), withdrawn=(code,))


def decision(now: Warehouse, adopted: str, why: str) -> Draft:
    """The draft that adopts one of the statements that contradict each other, for a reason.

    Raises TalentError `no_such_figure`, `commit.no_conflict` and `commit.no_reason`.
    """
    chosen = queries.reading(now, adopted)
    if chosen.conflict is None:
        raise TalentError("commit.no_conflict", code=adopted)
    group = queries.readings(now, indicator=chosen.indicator, city=chosen.city)
    others = (r.statement_id for r in group if r.conflict == chosen.conflict)
    over = tuple(code for code in others if code != adopted)
    choice = Adoption(adopted, over, Name(_reason(why), _reason(why)))
    return Draft("decision", "", why.strip(), now.version, SCHEMA.empty_table(), adoptions=(choice,))


def _reason(why: str) -> str:
    if not why.strip():
        raise TalentError("commit.no_reason")
    return why.strip()


def commit(
    credential: Credential | None, checked: Checked, draft: Draft, accepted: Container[Finding] = ()
) -> Receipt:
    """Commit a checked upload; `draft` is what `upload` made of it.

    Raises TalentError `commit.errors` while the file has errors, `commit.warnings` while a warning is not in
    `accepted`, `commit.moved` where the data are no longer those of the check, and as `access.writer` does.
    """
    if errors := checked.of("error"):
        raise TalentError("commit.errors", count=len(errors))
    if waiting := [warning for warning in checked.of("warning") if warning not in accepted]:
        raise TalentError("commit.warnings", count=len(waiting))
    return write(credential, draft)


def write(credential: Credential | None, draft: Draft) -> Receipt:
    """Commit a draft; a draft that changes nothing leaves no batch. Errors as `commit`."""
    book = ledger.open_ledger()
    actor = _writer(credential, book, draft.kind)
    if not (len(draft.rows) or draft.withdrawn or draft.adoptions):
        return Receipt("", warehouse.data_version(force.in_force(book)), draft.counts)
    _whole(book)
    if len(draft.note) > LONGEST:
        raise TalentError("commit.long", most=LONGEST)
    signed = Draft(**{**draft.__dict__, "author": actor.name})
    with _logged(book, draft.kind, actor, base=draft.base_version, file=draft.file_name) as facts:
        batch = book.append(signed, warehouse.curated(), lambda: _still(book, draft.base_version))
        version = warehouse.data_version(force.in_force(book))
        facts |= {
            "batch": batch.id,
            "version": version,
            "sha256": batch.file_hash,
            "counts": dict(draft.counts),
        }
    return Receipt(batch.id, version, draft.counts)


def undo(credential: Credential | None, batch: str, undone: bool, why: str, base_version: str) -> Receipt:
    """Take a batch out of force (`undone`) or put it back; errors as `write`.

    TalentError `commit.collides` where a batch put back would no longer fit beside what came since.
    """
    event = "undo" if undone else "redo"
    book = ledger.open_ledger()
    actor = _writer(credential, book, event)
    _whole(book)
    if len(why) > LONGEST:
        raise TalentError("commit.long", most=LONGEST)

    def expected() -> None:
        _still(book, base_version)
        _fits(book, batch, undone)

    with _logged(book, event, actor, base=base_version, batch=batch, reason=why) as facts:
        book.mark(batch, undone, actor.name, why, expected)
        facts["version"] = warehouse.data_version(force.in_force(book))
    return Receipt(batch, facts["version"], {})


def _whole(book: ledger.Ledger) -> None:
    """Refuse to build upon a record that was changed by hand; what is gone is told and built upon."""
    damaged = [one.id for one in book.damage() if one.id[:1] in "BU"]
    if damaged:
        raise TalentError("commit.damaged", entries=", ".join(dict.fromkeys(damaged)))


def _writer(credential: Credential | None, book: ledger.Ledger, event: str) -> Actor:
    """Who writes; whoever may not is refused, and that goes into the log too."""
    try:
        return access.writer(credential)
    except TalentError as error:
        audit.log(book.journal(), event, None, result="refused", error=error.key)
        raise


def _still(book: ledger.Ledger, base_version: str) -> None:
    """Refuse where the data are not those of the preview."""
    now = warehouse.data_version(force.in_force(book))
    if now != base_version:
        raise TalentError("commit.moved", seen=base_version, now=now)


def _fits(book: ledger.Ledger, batch: str, undone: bool) -> None:
    """Refuse where a row would have to be set aside that is not now."""
    curated = warehouse.curated()
    now = force.merged(curated, force.in_force(book))[1]
    then = force.merged(curated, force.with_mark(book, batch, undone))[1]
    for row in then:
        if row not in now:
            raise TalentError("commit.collides", batch=row.batch, code=row.code, why=row.why)


@contextmanager
def _logged(book: ledger.Ledger, event: str, actor: Actor, **facts: object):
    """Log an attempt and what became of it; `facts` may grow meanwhile."""
    found: dict = dict(facts)
    audit.log(book.journal(), event, actor, **found, result="asked")
    try:
        yield found
    except TalentError as error:
        audit.log(book.journal(), event, actor, **found, result="refused", error=error.key)
        raise
    try:
        audit.log(book.journal(), event, actor, **found, result="done")
    except TalentError as error:
        raise TalentError("commit.unlogged", batch=found["batch"], why=error.fields["why"]) from error
