"""What is known of each city: cards, matrix, a city by theme, what is new and what is missing."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from talent.catalogue import THEMES, Catalogue, City, Indicator, NotFigure, Slot
from talent.comparability import lead, whole_city
from talent.i18n import Name, choice, text
from talent.queries import Reading

# A figure that many years behind the newest source counts as old in the matrix.
OLD = 3


@dataclass(frozen=True)
class Lead:
    """One row of a card: the leading figure, or None where nothing is printed; `other` contradicts it."""

    slot: Slot
    reading: Reading | None
    other: Reading | None


@dataclass(frozen=True)
class Card:
    city: City
    population: Reading | None
    leads: tuple[Lead, ...]


@dataclass(frozen=True)
class Cell:
    """One cell of the matrix. `state`: new, old, undated, definition, part, planned or missing."""

    city: City
    slot: Slot
    state: str
    year: int | None
    code: str | None
    conflict: bool


@dataclass(frozen=True)
class Entry:
    """All figures of one indicator in one city, the leading one first."""

    indicator: Indicator
    readings: tuple[Reading, ...]


@dataclass(frozen=True)
class Theme:
    id: str
    entries: tuple[Entry, ...]


def cards(catalogue: Catalogue, readings: Iterable[Reading]) -> tuple[Card, ...]:
    """One card per city, with the leading figure of each slot and its population."""
    rows = tuple(readings)
    return tuple(
        Card(
            city=city,
            population=_first(rows, city, ("resident_population",)),
            leads=tuple(_lead(rows, city, slot) for slot in catalogue.slots),
        )
        for city in catalogue.cities.values()
    )


def _lead(rows: Sequence[Reading], city: City, slot: Slot) -> Lead:
    found = _first(rows, city, slot.indicators)
    other = next(
        (r for r in rows if found and found.conflict and r.conflict == found.conflict and r is not found),
        None,
    )
    return Lead(slot, found, other)


def _first(rows: Sequence[Reading], city: City, indicators: Sequence[str]) -> Reading | None:
    """The leading figure of the first indicator that has one for the whole city, else of the first at all."""
    found = [lead(r for r in rows if r.city == city.id and r.indicator == one) for one in indicators]
    found = [reading for reading in found if reading]
    return next((r for r in found if whole_city(r) and r.standing == "achieved"), next(iter(found), None))


def matrix(catalogue: Catalogue, readings: Iterable[Reading]) -> tuple[tuple[Cell, ...], ...]:
    """One row of cells per city, one cell per declared column: is there a figure, how old, how whole?"""
    rows = tuple(readings)
    newest = max(r.published.year for r in rows if r.published)
    return tuple(
        tuple(_cell(rows, city, column, newest) for column in catalogue.columns)
        for city in catalogue.cities.values()
    )


def _cell(rows: Sequence[Reading], city: City, column: Slot, newest: int) -> Cell:
    found = _first(rows, city, column.indicators)
    if found is None:
        return Cell(city, column, "missing", None, None, False)
    year = found.year or (found.period_start.year if found.period_basis == "effective_from" else None)
    if not whole_city(found):
        state = "part"
    elif found.standing in ("planned", "in_progress"):
        state = "planned"
    elif found.definition or found.indicator != column.indicators[0]:
        state = "definition"
    elif year is None:
        state = "undated"
    else:
        state = "old" if newest - year > OLD else "new"
    return Cell(city, column, state, year, found.statement_id, found.conflict is not None)


def cell_text(cell: Cell, language: str) -> str:
    """A cell of the matrix in a word: the year of its figure, or its state; ×2 where two contradict."""
    word = str(cell.year) if cell.state in ("new", "old") else choice("cell", cell.state, language)
    return f"{word} ×2" if cell.conflict else word


# Rows of `coverage.sql` that have figures


def covered_state(row: Mapping) -> str:
    """How a year with figures is shaded, as in the matrix."""
    if row["state"] != "printed":
        return row["state"]
    if row["year"] is None:
        return "undated"
    return "old" if row["age"] > OLD else "new"


def year_text(row: Mapping, language: str) -> str:
    """A year with figures; in brackets where the best is not the whole city's or not done."""
    shown = str(row["year"] or choice("cell", "undated", language))
    return shown if row["state"] == "printed" else f"({shown})"


def best_year(rows: Sequence[Mapping]) -> Mapping:
    """The newest of one city's years of an indicator, a whole city's figure before others."""
    return max(rows, key=lambda row: (row["state"] == "printed", row["year"] or 0))


def covered(rows: Sequence[Mapping], language: str) -> tuple[str, str]:
    """The state of one city's years of an indicator, and what is to be said of it: a limit, the age."""
    best = best_year(rows)
    state = covered_state(best)
    said = [choice("cell", state, language)] if state in ("part", "definition", "planned") else []
    said += [text("catalogue.age", language, n=best["age"])] if best["age"] else []
    return state, choice("punctuation", "comma", language).join(said)


# A city by theme


def themes(catalogue: Catalogue, readings: Iterable[Reading], city: str) -> tuple[Theme, ...]:
    """Everything printed about one city, by theme and indicator in declared order."""
    by_indicator: dict[str, list[Reading]] = {}
    for reading in readings:
        if reading.city == city:
            by_indicator.setdefault(reading.indicator, []).append(reading)
    return tuple(
        Theme(theme, entries)
        for theme in THEMES
        if (
            entries := tuple(
                Entry(indicator, _lead_first(by_indicator[indicator.id]))
                for indicator in catalogue.indicators.values()
                if indicator.theme == theme and indicator.id in by_indicator
            )
        )
    )


def _lead_first(rows: list[Reading]) -> tuple[Reading, ...]:
    first = lead(rows) or rows[0]
    rest = sorted((r for r in rows if r is not first), key=_newest_first)
    return (first, *rest)


def newest(readings: Iterable[Reading], count: int) -> tuple[Reading, ...]:
    """The figures on talent published last: one for each city and theme, newest source first."""
    rows = [
        r
        for r in readings
        if r.published and r.shown and whole_city(r) and r.standing == "achieved" and r.theme != "background"
    ]
    seen: dict[tuple[str, str], Reading] = {}
    for reading in sorted(rows, key=_newest_first):
        seen.setdefault((reading.city, reading.theme), reading)
    return tuple(sorted(seen.values(), key=lambda r: r.published, reverse=True)[:count])


def _newest_first(reading: Reading) -> tuple:
    day = reading.period_end or reading.published
    return (-(day.toordinal() if day else 0), reading.statement_id)


def whole_city_count(cards: Iterable[Card], slot: str) -> int:
    """How many cities print the slot's own indicator, as it is defined, achieved and for the whole city."""
    found = ((one.slot, one.reading) for card in cards for one in card.leads if one.slot.id == slot)
    return sum(
        1
        for wanted, r in found
        if r and r.indicator == wanted.indicators[0] and not r.definition
        if whole_city(r) and r.standing == "achieved"
    )


@dataclass(frozen=True)
class Highlight:
    """A computed sentence worth reading first: a text key, its figures, and the readings it rests on."""

    key: str
    readings: tuple[Reading, ...]
    fields: tuple[tuple[str, object], ...] = ()


def highlights(
    catalogue: Catalogue, readings: Iterable[Reading], found_cards: Sequence[Card]
) -> tuple[Highlight, ...]:
    """What is worth seeing first: who contradicts whom, what few cities print, what the terms are."""
    by_id = {r.statement_id: r for r in readings}
    disputes = (
        Highlight("dispute", (one.reading, one.other))
        for card in found_cards
        for one in card.leads
        if one.reading and one.other
    )
    scarce = (
        Highlight("scarce", (), (("slot", slot), ("count", whole_city_count(found_cards, slot.id))))
        for slot in catalogue.slots
        if whole_city_count(found_cards, slot.id) < len(catalogue.cities)
    )
    return (*_terms(catalogue, by_id), *disputes, *scarce)


def _terms(catalogue: Catalogue, by_id: dict[str, Reading]) -> tuple[Highlight, ...]:
    """The newest printed monthly subsidy of a master's graduate with its duration, city by city."""
    pairs: list[Reading] = []
    named: list[Name] = []
    for city in catalogue.cities:
        rows = [
            p
            for p in catalogue.policies.values()
            if (p.city, p.tier, p.benefit_type, p.standing)
            == (city, "master", "monthly_subsidy", "policy_term")
            and p.amount in by_id
            and p.duration in by_id
        ]
        if rows:
            newest_term = max(rows, key=lambda p: (p.effective_from is not None, p.effective_from))
            pairs += [by_id[newest_term.amount], by_id[newest_term.duration]]
            named.append(newest_term.instrument)
    return (Highlight("terms", tuple(pairs), (("instruments", tuple(named)),)),) if pairs else ()


def search_words(asked: str) -> tuple[str, ...] | None:
    """What is asked as lower-case words without digit grouping; None = everything."""
    plain = unicodedata.normalize("NFKC", asked).lower()
    return tuple(re.sub(r"(?<=\d),(?=\d)", "", word) for word in plain.split()) or None


def not_figures_with(catalogue: Catalogue, words: Iterable[str] | None) -> tuple[NotFigure, ...]:
    """Numbers of the documents that are no figures and hold all of `words`; none where no words are given."""
    wanted = tuple(words or ())
    return tuple(
        row for row in catalogue.not_figures if wanted and all(word in row.text.lower() for word in wanted)
    )
