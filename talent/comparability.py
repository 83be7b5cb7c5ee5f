"""The gate: which figures may stand side by side, and why not. Pure functions over readings.

A verdict is the worst of the differences found: `different` separates figures into panels, `caution` marks
them. Nothing here computes a score, and nothing ranks.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from talent.catalogue import Break, Catalogue
from talent.i18n import choice, text
from talent.queries import Reading

FIELDS = (
    "area",
    "standing",
    "definition",
    "unit",
    "period_basis",
    "bound",
    "period",
    "attribution",
    "precision",
)
# Printed precision a hundred times coarser than another's hides any difference between the two.
COARSE = 100
WORDS = ("same", "caution", "different")
# Begins the value of a `period` reason that names the year of a population, not of a figure.
_POPULATION = "population:"
_STANDINGS = ("achieved", "in_progress", "policy_term", "planned")


@dataclass(frozen=True)
class Reason:
    """One difference: the field, how much it matters, and what each statement has there."""

    field: str
    level: str
    values: Mapping[str, str]

    @property
    def of_population(self) -> bool:
        """Whether a `period` reason is about the years of populations, not of the figures themselves."""
        return any(value.startswith(_POPULATION) for value in self.values.values())


@dataclass(frozen=True)
class Verdict:
    """`same`, `caution` or `different`, with every reason; `same` has none."""

    word: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class PanelKey:
    """What the figures of one panel share; `area` is "" for a whole city, `span` is basis and length."""

    standing_group: str
    area: str
    definition: str
    indicator: str
    unit: str
    span: str


@dataclass(frozen=True)
class Panel:
    key: PanelKey
    readings: tuple[Reading, ...]
    verdict: Verdict


@dataclass(frozen=True)
class LineUp:
    """Figures side by side as far as they are comparable.

    `missing` are cities without any figure, `set_aside` counts figures of these cities that are not drawn.
    """

    panels: tuple[Panel, ...]
    verdict: Verdict
    missing: tuple[str, ...]
    set_aside: int

    @property
    def readings(self) -> tuple[Reading, ...]:
        return tuple(reading for panel in self.panels for reading in panel.readings)


@dataclass(frozen=True)
class Series:
    """One city's figures over time: `segments` may be joined by a line, `alone` stand by themselves."""

    city: str
    area: str
    definition: str
    standing_group: str
    segments: tuple[tuple[Reading, ...], ...]
    alone: tuple[Reading, ...]


def standing_group(reading: Reading) -> str:
    """What must never share an axis with another: done, in_progress, policy_term or planned."""
    return "done" if reading.standing == "achieved" else reading.standing


def whole_city(reading: Reading) -> bool:
    """Whether the figure covers the city asked for, not a part of it or something larger."""
    return reading.area == reading.city


def judge(readings: Iterable[Reading], measure: str = "printed") -> Verdict:
    """The verdict on a set of readings: the worst difference between any two, with all reasons in order.

    With `per_10k` a population of another year than its figure is a reason of its own, after the others.
    """
    rows = tuple(readings)
    found = [_difference(field, rows) for field in FIELDS]
    if measure == "per_10k":
        found.append(_population_years(rows))
    reasons = tuple(reason for reason in found if reason)
    word = max((reason.level for reason in reasons), key=WORDS.index, default="same")
    return Verdict(word, reasons)


def _difference(field: str, rows: Sequence[Reading]) -> Reason | None:
    level, value, differs = _RULES[field]
    values = {row.statement_id: value(row) for row in rows}
    return Reason(field, level, MappingProxyType(values)) if differs(rows, values) else None


def _population_years(rows: Sequence[Reading]) -> Reason | None:
    """Which figures are divided by the residents of another year, and of which."""
    values = {
        row.statement_id: f"{_POPULATION}{row.population_year}"
        for row in rows
        if row.population_year is not None and row.population_year != row.year
    }
    return Reason("period", "caution", MappingProxyType(values)) if values else None


def _unlike(rows: Sequence[Reading], values: Mapping[str, str]) -> bool:
    return len(set(values.values())) > 1


def _not_the_city(rows: Sequence[Reading], values: Mapping[str, str]) -> bool:
    return not all(whole_city(row) for row in rows)


def _undated_or_unlike(rows: Sequence[Reading], values: Mapping[str, str]) -> bool:
    doubtful = any(value == "unstated" or value.startswith("inferred:") for value in values.values())
    return doubtful or _unlike(rows, values)


def _contradicted(rows: Sequence[Reading], values: Mapping[str, str]) -> bool:
    return any(row.conflict for row in rows)


def _coarse(rows: Sequence[Reading], values: Mapping[str, str]) -> bool:
    steps = [row.step for row in rows]
    return bool(steps) and max(steps) >= COARSE * min(steps)


_Rule = tuple[str, Callable[[Reading], str], Callable[[Sequence[Reading], Mapping[str, str]], bool]]
_RULES: Mapping[str, _Rule] = MappingProxyType(
    {
        "area": ("different", lambda r: r.area, _not_the_city),
        "standing": ("different", lambda r: r.standing, _unlike),
        "definition": ("different", lambda r: f"{r.indicator}:{r.definition}".removesuffix(":"), _unlike),
        "unit": ("different", lambda r: r.unit, _unlike),
        "period_basis": ("different", lambda r: r.span, _unlike),
        "bound": (
            "caution",
            lambda r: r.bound,
            lambda rows, values: set(values.values()) - {"exact"} != set(),
        ),
        "period": ("caution", lambda r: r.period_label, _undated_or_unlike),
        "attribution": ("caution", lambda r: r.attributed_to or r.source, _contradicted),
        "precision": ("caution", lambda r: f"{r.step:g}", _coarse),
    }
)


def panel_key(reading: Reading) -> PanelKey:
    """What must be equal for two readings to share an axis: the fields whose difference is `different`."""
    return PanelKey(
        standing_group=reading.standing,
        area="" if whole_city(reading) else reading.area,
        definition=reading.definition,
        indicator=reading.indicator,
        unit=reading.unit,
        span=reading.span,
    )


def _preference(reading: Reading) -> tuple:
    """Which of one city's figures leads: whole city, done, own definition, a year or a day, newest."""
    newest = reading.period_end or reading.published or date.min
    return (
        not whole_city(reading),
        _STANDINGS.index(reading.standing),
        reading.definition != "",
        reading.period_basis not in ("year", "as_of"),
        reading.adopted is False,
        -newest.toordinal(),
        reading.statement_id,
    )


def lead(readings: Iterable[Reading]) -> Reading | None:
    """The one figure of a city (or None) to show where there is room for one."""
    return min((r for r in readings if r.shown), key=_preference, default=None)


def line_up(
    readings: Iterable[Reading], cities: Sequence[str], *, anyway: bool = False, measure: str = "printed"
) -> LineUp:
    """Put the figures of one indicator side by side.

    Each city enters with its leading figure of each standing (done, planned, policy term), in the definition
    and over the span that most of the cities share; both sides of a conflict enter. Panels hold only what may
    share an axis; `anyway` puts everything on one, the verdict stays what it is. `measure` is what is drawn.
    """
    cities = tuple(dict.fromkeys(cities))
    shown = tuple(r for r in readings if r.shown and r.city in cities)
    chosen = _chosen(shown, cities)
    if anyway and chosen:
        first = panel_key(chosen[0])
        panels: tuple[Panel, ...] = (Panel(first, chosen, judge(chosen, measure)),)
    else:
        keys = dict.fromkeys(panel_key(r) for r in chosen)
        groups = [(key, tuple(r for r in chosen if panel_key(r) == key)) for key in keys]
        panels = tuple(
            Panel(key, rows, judge(rows, measure)) for key, rows in sorted(groups, key=_panel_order)
        )
    present = {r.city for r in shown}
    return LineUp(
        panels=panels,
        verdict=judge(chosen, measure),
        missing=tuple(city for city in cities if city not in present),
        set_aside=len(shown) - len(chosen),
    )


def _panel_order(group: tuple[PanelKey, tuple[Reading, ...]]) -> tuple:
    key, rows = group
    return (
        key.area != "",
        _STANDINGS.index(key.standing_group),
        -len({r.city for r in rows}),
        key.definition,
        key.span,
    )


def _chosen(shown: Sequence[Reading], cities: Sequence[str]) -> tuple[Reading, ...]:
    chosen: list[Reading] = []
    for standing in _STANDINGS:
        rows = [r for r in shown if r.standing == standing]
        rarity = _rarity(rows)
        for city in cities:
            own = [r for r in rows if r.city == city]
            best = min(own, key=lambda r: (not whole_city(r), rarity(r), *_preference(r)), default=None)
            if best is not None:
                chosen.append(best)
                chosen += [r for r in own if best.conflict and r.conflict == best.conflict and r is not best]
    return tuple(chosen)


def _rarity(rows: Sequence[Reading]) -> Callable[[Reading], int]:
    """Smaller for a figure whose definition and span more cities share, if only for a part of them."""
    cities = Counter(kind for kind, _ in {((r.definition, r.span), r.city) for r in rows})
    return lambda r: -cities[r.definition, r.span]


def series(readings: Iterable[Reading], breaks: Iterable[Break]) -> tuple[Series, ...]:
    """One city's like figures over time, for each city, area, indicator, definition and standing.

    A segment joins exact figures of full years (or days) only and never crosses a declared break, nor more
    than two years without a figure in between. Partial years, several years together, open bounds and plans
    stand alone; so do both sides of an undecided conflict and two figures of one day.
    """
    breaks = tuple(breaks)
    groups: dict[tuple, list[Reading]] = {}
    for r in readings:
        if r.shown and r.period_end:
            groups.setdefault((r.city, r.area, r.indicator, r.definition, standing_group(r)), []).append(r)
    return tuple(_series(rows, breaks) for rows in groups.values())


def _series(rows: Sequence[Reading], breaks: Sequence[Break]) -> Series:
    first = rows[0]
    starts = [b.start for b in breaks if (b.city, b.indicator) == (first.city, first.indicator)]
    days = Counter((r.period_basis, r.period_end) for r in rows if _joinable(r))
    segments: dict[tuple, list[Reading]] = {}
    alone: list[Reading] = []
    for r in sorted(rows, key=lambda r: (r.period_end, r.statement_id)):
        if _joinable(r) and days[r.period_basis, r.period_end] == 1:
            passed = sum(r.period_end is not None and start <= r.period_end for start in starts)
            segments.setdefault((r.period_basis, passed), []).append(r)
        else:
            alone.append(r)
    return Series(
        city=first.city,
        area=first.area,
        definition=first.definition,
        standing_group=standing_group(first),
        segments=tuple(part for segment in segments.values() for part in _without_gaps(segment)),
        alone=tuple(alone),
    )


def _without_gaps(segment: Sequence[Reading]) -> Iterator[tuple[Reading, ...]]:
    """The parts of a segment in order of time, cut where more than two years lie between two figures."""
    part: list[Reading] = []
    for r in segment:
        if part and _more_than_two_years(part[-1].period_end, r.period_end):
            yield tuple(part)
            part = []
        part.append(r)
    yield tuple(part)


def _more_than_two_years(earlier: date | None, later: date | None) -> bool:
    if earlier is None or later is None:
        return False
    return (later.year - 2, later.month, later.day) > (earlier.year, earlier.month, earlier.day)


def _joinable(reading: Reading) -> bool:
    return (
        reading.standing == "achieved"
        and reading.bound == "exact"
        and reading.value_high is None
        and reading.period_basis in ("year", "as_of")
        and (reading.conflict is None or reading.adopted is True)
    )


def explained(
    verdict: Verdict, readings: Sequence[Reading], catalogue: Catalogue, language: str
) -> tuple[str, ...]:
    """A sentence on each reason of a verdict, in order."""
    return tuple(explain(reason, readings, catalogue, language) for reason in verdict.reasons)


def explain(reason: Reason, readings: Iterable[Reading], catalogue: Catalogue, language: str) -> str:
    """One short sentence on a reason, with the names of cities, areas, departments and definitions in it."""
    by_id = {r.statement_id: r for r in readings}
    parts: dict[str, list[str]] = {}
    for code in reason.values:
        reading = by_id[code]
        if reason.of_population:
            word = text("reason.over", language, year=reading.year, population=reading.population_year)
        else:
            word = _wording(reason.field, reading, catalogue, language)
        parts.setdefault(word, []).append(catalogue.cities[reading.city].name[language])
    if reason.field == "area":
        parts = {word: names for word, names in parts.items() if word}
    comma, colon, semicolon = (
        choice("punctuation", mark, language) for mark in ("comma", "colon", "semicolon")
    )
    listed = semicolon.join(
        f"{comma.join(dict.fromkeys(names))}{colon}{word}" for word, names in parts.items()
    )
    return text(
        "reason.population" if reason.of_population else f"reason.{reason.field}", language, listed=listed
    )


def _wording(field: str, reading: Reading, catalogue: Catalogue, language: str) -> str:
    """What one statement has in a field, in words."""
    indicator = catalogue.indicators[reading.indicator]
    match field:
        case "area":
            return "" if whole_city(reading) else catalogue.areas[reading.area].name[language]
        case "standing" | "bound":
            return choice(field, getattr(reading, field), language)
        case "definition":
            named = indicator.definitions.get(reading.definition)
            return (named or indicator.name)[language]
        case "unit":
            return indicator.unit.name[language]
        case "period_basis":
            return span_text(reading, language)
        case "period":
            year = reading.period_label.removeprefix("inferred:")
            if year == "unstated":
                return choice("basis", "unstated", language)
            return (
                text("reason.inferred", language, year=year) if "inferred" in reading.period_label else year
            )
        case "attribution":
            return attribution_text(reading, catalogue, language)
    return text("reason.step", language, step=f"{reading.step:,.10g}")


def span_text(reading: Reading, language: str) -> str:
    """The basis of a period with its length, in words."""
    years = f"{reading.period_years:g}" if reading.period_years else ""
    return text(f"basis.{reading.span.partition(':')[0]}", language, years=years)


def attribution_text(reading: Reading, catalogue: Catalogue, language: str) -> str:
    """Who printed the figure: the department where one is named, else the publisher."""
    source = catalogue.sources[reading.source]
    return (source.departments.get(reading.attributed_to) or source.publisher)[language]
