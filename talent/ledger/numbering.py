"""Numbers for what a batch brings: given under the ledger's lock, after the largest ever used."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import pyarrow as pa

from talent.catalogue import Catalogue, Source
from talent.ledger import SCHEMA, Batch, Draft

# The series of source numbers among those of statement codes (HRB-01, …).
SOURCES = "sources"


def sources(
    draft: Draft, curated: Catalogue, batches: Iterable[Batch], used: Mapping[str, int]
) -> tuple[Source, ...]:
    """The new source of a draft with its number and id, or none."""
    if draft.new_source is None:
        return ()
    known = [source.number for source in curated.sources.values()]
    known += [source.number for batch in batches for source in batch.sources]
    number = max([*known, used.get(SOURCES, 0)], default=0) + 1
    return (replace(draft.new_source, number=number, id=f"upload-{number:02}"),)


def numbered(
    draft: Draft,
    new: Sequence[Source],
    curated: Catalogue,
    batches: Sequence[Batch],
    earlier: Iterable[pa.Table],
    used: Mapping[str, int],
) -> pa.Table:
    """The rows of a draft with codes, sources and revisions filled in; SCHEMA's columns.

    `earlier` are the rows of all `batches`, `used` the largest number each series ever had here.
    """
    rows = draft.rows.select(SCHEMA.names).cast(SCHEMA).to_pydict()
    known = (*curated.sources.values(), *(s for batch in batches for s in batch.sources), *new)
    numbers = {source.id: source.number for source in known}
    revisions = _revisions(earlier)
    last = Counter(used)
    for code in (*curated.statements, *curated.renamed, *curated.renamed.values()):
        _count(last, code)
    rows["source"] = [source or new[0].id for source in rows["source"]]
    codes = []
    for code, city, source in zip(rows["statement_id"], rows["city"], rows["source"], strict=True):
        if not code:
            series = f"{curated.cities[city].code}-{numbers[source]:02}"
            last[series] += 1
            code = f"{series}-{last[series]:03}"
        codes.append(code)
    rows["statement_id"] = codes
    rows["revision"] = [revisions.get(code, 1 if code in curated.statements else 0) + 1 for code in codes]
    return pa.table(rows, schema=SCHEMA)


def _revisions(earlier: Iterable[pa.Table]) -> dict[str, int]:
    """The last revision of every code that a batch ever held."""
    found: dict[str, int] = {}
    for table in earlier:
        for code, revision in zip(
            table["statement_id"].to_pylist(), table["revision"].to_pylist(), strict=True
        ):
            found[code] = max(revision, found.get(code, 0))
    return found


def largest(new: Sequence[Source], rows: pa.Table) -> dict[str, int]:
    """The largest number of every series that a batch uses."""
    last: Counter[str] = Counter()
    for source in new:
        last[SOURCES] = source.number
    for code in rows["statement_id"].unique().to_pylist():
        _count(last, code)
    return dict(last)


def _count(last: Counter[str], code: str) -> None:
    series, _, number = code.rpartition("-")
    if number.isdecimal():
        last[series] = max(last[series], int(number))
