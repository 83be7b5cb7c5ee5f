"""Uploads of a few made-up figures over the small data, and what a ledger of them must come to."""

from collections.abc import Iterable, Mapping

from talent import access, ledger, queries, warehouse
from talent.catalogue import Catalogue
from talent.ledger import Batch, Draft, Ledger
from talent.uploads import commit, examine
from talent.uploads.commit import Receipt
from talent.uploads.model import Checked, Choices
from talent.warehouse import Warehouse
from tests.ledger import drafts

# Of one kind, so that a year is a whole year for each.
INDICATORS = ("arrivals", "balance")
AREAS = ("alpha", "alpha_district", "beta")
YEARS = range(2019, 1879, -1)
PLACES = tuple((i, a, y) for y in YEARS for i in INDICATORS for a in AREAS)
# What makes a figure one of PLACES, with its value.
Figures = Mapping[tuple[str, str, int], float]


def of(n: int) -> Figures:
    """What the upload `n` says: two figures of its own, and its word on one that all speak of."""
    return {
        PLACES[0]: 1000.0 + n,
        PLACES[2 * n + 1]: 100.0 + n,
        PLACES[2 * n + 2]: 200.0 + n,
    }


def checked(now: Warehouse, figures: Figures) -> Checked:
    """An upload of these figures, checked."""
    rows = [
        {
            "city": area.partition("_")[0],
            "area": area,
            "indicator": indicator,
            "value": f"{value:.0f}",
            "period": str(year),
            "source": "first",
        }
        for (indicator, area, year), value in figures.items()
    ]
    return examine.book(now, examine.rows(rows), Choices()).checked


def commit_all(found: Checked, by: str = "tester") -> Receipt:
    """Commit what was checked, every warning accepted."""
    return commit.commit(access.by_command(by), found, commit.upload(found), found.of("warning"))


def drafted(found: Catalogue, version: str, figures: Figures) -> Draft:
    """The same upload as the draft of a batch, without the check."""
    known = {(s.indicator, s.area, s.period_end.year): s.statement_id for s in found.statements.values()}
    rows = (
        drafts.statement(
            known.get((indicator, area, year), ""), city=area.partition("_")[0], area=area,
            indicator=indicator, year=year, value=value,
        )
        for (indicator, area, year), value in figures.items()
    )  # fmt: skip
    return drafts.draft(*rows, base_version=version)


def committed(figures: Figures, by: str = "tester") -> Receipt:
    """Check and commit against the data as they are."""
    return commit_all(checked(warehouse.locate(), figures), by)


def marked(batch: str, undone: bool, by: str = "tester") -> Receipt:
    """Undo a batch or put it back, against the data as they are."""
    return commit.undo(access.by_command(by), batch, undone, "", warehouse.locate().version)


def in_batch(book: Ledger, batch: str) -> Figures:
    """What one batch says."""
    rows = book.rows(batch).to_pylist()
    return {(row["indicator"], row["area"], row["period_end"].year): row["value"] for row in rows}


def replayed(batches: Iterable[tuple[bool, Figures]]) -> Figures:
    """What batches in order come to, each with whether it is undone: the last word counts."""
    found: dict = {}
    for undone, figures in batches:
        found |= {} if undone else figures
    return found


def expected(book: Ledger) -> Figures:
    """The figures in force by replaying the whole ledger."""
    return replayed((batch.undone, in_batch(book, batch.id)) for batch in book.batches())


def served() -> Figures:
    """The figures a page would show now."""
    found = queries.readings(warehouse.locate())
    return {(r.indicator, r.area, r.year or 0): r.value for r in found if r.batch}


def last_in_force(undone: bool) -> Batch | None:
    """The newest batch that is undone, or is not."""
    found = [batch for batch in ledger.open_ledger().batches() if batch.undone == undone]
    return found[-1] if found else None
