"""What a batch would change, worked out before anything is written: figures, verdicts, ranks, coverage."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass

from talent import comparability, measures, profiles, queries, warehouse
from talent.catalogue import Catalogue, City, Indicator
from talent.i18n import Name
from talent.ledger.force import Force, SetAside
from talent.profiles import Card
from talent.queries import Reading
from talent.warehouse import Warehouse


@dataclass(frozen=True)
class Figure:
    """One figure before and after; None where it is not there. Equal figures are left out."""

    code: str
    before: Reading | None
    after: Reading | None


@dataclass(frozen=True)
class Verdict:
    """The gate's word on one indicator over all cities ("" = no figure), and the ranks it allows, or None."""

    indicator: Indicator
    before: str
    after: str
    ranks_before: Mapping[str, int] | None
    ranks_after: Mapping[str, int] | None


@dataclass(frozen=True)
class Lead:
    """Which figure leads a row of a city's card on the overview."""

    city: City
    slot: str
    before: Reading | None
    after: Reading | None


@dataclass(frozen=True)
class Cell:
    """One cell of the coverage whose state changes; `year` None = undated."""

    city: str
    indicator: str
    year: int | None
    before: str
    after: str


@dataclass(frozen=True)
class Computed:
    """A computed value or check that changes: its value (or whether it holds), None where it is not there.

    `city` and `indicator` are ids, None for a check; `note` says what is computed or checked.
    """

    id: str
    city: str | None
    indicator: str | None
    note: Name
    before: float | bool | None
    after: float | bool | None


@dataclass(frozen=True)
class Effects:
    """Everything a reader of the dashboard would notice; `version` is the data version it would have.

    `aside` are rows of batches that would no longer fit in (and did before).
    """

    version: str
    figures: tuple[Figure, ...]
    verdicts: tuple[Verdict, ...]
    leads: tuple[Lead, ...]
    coverage: tuple[Cell, ...]
    derived: tuple[Computed, ...]
    checks: tuple[Computed, ...]
    policies: tuple[str, ...]
    aside: tuple[SetAside, ...]


def effects(now: Warehouse, standing: Force) -> Effects:
    """What would be different from `now` if `standing` were in force; nothing is written anywhere."""
    after = warehouse.foreseen(standing)
    with closing(after.connection):
        return compared(now, after)


def compared(now: Warehouse, then: Warehouse) -> Effects:
    """The differences between two states of the data."""
    before, after = ({r.statement_id: r for r in queries.readings(one)} for one in (now, then))
    figures = tuple(_figures(before, after))
    touched = {r.indicator for f in figures for r in (f.before, f.after) if r}
    cards = _cards(now, before), _cards(then, after)
    changed = {f.code for f in figures}
    return Effects(
        version=then.version,
        figures=figures,
        verdicts=tuple(_verdicts(now, then, _by_indicator(before), _by_indicator(after), touched)),
        leads=tuple(lead for old, new in zip(*cards, strict=True) for lead in _leads(old, new)),
        coverage=tuple(_coverage(now, then, touched)),
        derived=tuple(_computed(now, then, "derived", "derived", "value")),
        checks=tuple(_computed(now, then, "checks", "relation", "holds")),
        policies=tuple(_policies((now.catalogue, then.catalogue), changed)),
        aside=tuple(row for row in then.aside if row not in now.aside),
    )


# What a reader sees of a figure; what follows from other figures (per 10,000, say) is no change of it.
_SEEN = (
    "city", "area", "indicator", "definition", "value", "value_high", "unit", "bound", "standing",
    "period_start", "period_end", "period_basis", "period_years", "period_inferred", "as_printed", "source",
    "attributed_to", "note_zh", "note_en", "adopted", "shown",
)  # fmt: skip


def _figures(before: Mapping[str, Reading], after: Mapping[str, Reading]) -> Iterable[Figure]:
    for code in sorted(before.keys() | after.keys()):
        old, new = before.get(code), after.get(code)
        if old is None or new is None or _differ(old, new):
            yield Figure(code, old, new)


def _differ(old: Reading, new: Reading) -> bool:
    # A conflict is named after one of its figures: that another one joins is no change of the rest.
    disputed = (old.conflict is None) != (new.conflict is None)
    return disputed or any(getattr(old, name) != getattr(new, name) for name in _SEEN)


def _by_indicator(readings: Mapping[str, Reading]) -> Mapping[str, list[Reading]]:
    found = defaultdict(list)
    for reading in readings.values():
        found[reading.indicator].append(reading)
    return found


def _verdicts(
    now: Warehouse,
    then: Warehouse,
    before: Mapping[str, list[Reading]],
    after: Mapping[str, list[Reading]],
    touched: Iterable[str],
) -> Iterable[Verdict]:
    for id in sorted(touched, key=list(then.catalogue.indicators).index):
        indicator = then.catalogue.indicators[id]
        word, ranks = _judged(now, before.get(id, ()), indicator)
        word_after, ranks_after = _judged(then, after.get(id, ()), indicator)
        if (word, ranks) != (word_after, ranks_after):
            yield Verdict(indicator, word, word_after, ranks, ranks_after)


def _judged(
    found: Warehouse, readings: Iterable[Reading], indicator: Indicator
) -> tuple[str, Mapping[str, int] | None]:
    """The gate's word and the place of each city, as the page Compare shows them."""
    lined = comparability.line_up(readings, tuple(found.catalogue.cities))
    if not lined.readings:
        return "", None
    ranks = measures.ranks(lined.readings, indicator.better, breaks=found.catalogue.breaks)
    by_city = ranks and {r.city: ranks[r.statement_id] for r in lined.readings if r.statement_id in ranks}
    return lined.verdict.word, by_city


def _cards(found: Warehouse, readings: Mapping[str, Reading]) -> tuple[Card, ...]:
    """The cards of the overview, from the few figures that could lead there."""
    leading = {one for slot in found.catalogue.slots for one in slot.indicators}
    return profiles.cards(found.catalogue, (r for r in readings.values() if r.indicator in leading))


def _leads(before: Card, after: Card) -> Iterable[Lead]:
    for old, new in zip(before.leads, after.leads, strict=True):
        shown = [
            one.reading and (one.reading.statement_id, one.reading.value, one.reading.as_printed)
            for one in (old, new)
        ]
        if shown[0] != shown[1]:
            yield Lead(after.city, new.slot.id, old.reading, new.reading)


def _coverage(now: Warehouse, then: Warehouse, touched: Container[str]) -> Iterable[Cell]:
    states = [
        {
            (row["indicator"], row["city"], row["year"]): row["state"]
            for row in queries.records(one, "coverage")
            if row["indicator"] in touched
        }
        for one in (now, then)
    ]
    # A new year brings a new column; its cells were empty.
    for key in sorted(states[0].keys() | states[1].keys(), key=lambda key: (*key[:2], key[2] or 0)):
        old, new = (state.get(key, "empty") for state in states)
        if old != new:
            indicator, city, year = key
            yield Cell(city, indicator, year, old, new)


def _computed(now: Warehouse, then: Warehouse, name: str, id: str, value: str) -> Iterable[Computed]:
    old, new = ({row[id]: row for row in queries.records(one, name)} for one in (now, then))
    for one in sorted(old.keys() | new.keys()):
        before, after = (rows[one][value] if one in rows else None for rows in (old, new))
        if before != after:
            row = new.get(one) or old[one]
            note = Name(row["note_zh"], row["note_en"])
            yield Computed(one, row.get("city"), row.get("indicator"), note, before, after)


def _policies(catalogues: Iterable[Catalogue], changed: set[str]) -> Iterable[str]:
    """Ids of the policy terms that rest on a changed figure, before or after."""
    terms = (p for catalogue in catalogues for p in catalogue.policies.values())
    return dict.fromkeys(p.policy_id for p in terms if {p.amount, p.duration} & changed)
