"""Figures that were taken out of force, so that a file which speaks of one can be told so."""

import pyarrow as pa
import pyarrow.compute as pc

from talent import warehouse
from talent.catalogue import Catalogue
from talent.ledger import open_ledger

_KEY = (
    "city", "area", "indicator", "definition", "standing", "period_start", "period_end", "period_basis",
    "period_years", "period_inferred", "source", "attributed_to",
)  # fmt: skip
_COLUMNS = ("statement_id", "batch", *_KEY)


def withdrawn(catalogue: Catalogue) -> pa.Table:
    """The withdrawn figures `catalogue` lacks: code, the batch that took it out, its key as texts."""
    book = open_ledger()
    batches = [batch for batch in book.batches() if not batch.undone]
    taken = {code: batch.id for batch in batches for code in batch.withdrawn}
    taken = {code: batch for code, batch in taken.items() if code not in catalogue.statements}
    last: dict[str, dict] = {}
    if taken:
        known = warehouse.curated().statements
        last = {code: {name: getattr(known[code], name) for name in _KEY} for code in taken if code in known}
        for batch in batches:
            rows = book.rows(batch.id)
            for row in rows.filter(pc.is_in(rows["statement_id"], pa.array(list(taken)))).to_pylist():
                last[row["statement_id"]] = {name: row[name] for name in _KEY}
    records = [{"statement_id": code, "batch": taken[code], **key} for code, key in last.items()]
    return pa.table({name: pa.array([_text(row[name]) for row in records], pa.string()) for name in _COLUMNS})


def _text(value: object) -> str | None:
    return None if value is None else str(value)
