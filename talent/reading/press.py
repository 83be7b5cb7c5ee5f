"""Press-release intake 新闻稿录入: statements proposed from a text by rules, for an analyst to accept or drop."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from talent.catalogue import Catalogue, Indicator
from talent.errors import TalentError
from talent.reading import documents, numerals, press_scope
from talent.reading.bounds import bound_of
from talent.reading.periods import Period
from talent.reading.press_figures import Found, figures, pattern, words
from talent.reading.press_lists import lists
from talent.reading.press_scope import Areas, Running
from talent.reading.press_words import Keywords, Meaning, Nearness, is_growth, meaning, nearness

Span = tuple[int, int]


@dataclass(frozen=True)
class Proposal:
    """One statement a text seems to make. Ids as in a statement; "" = not found, for the analyst to choose.

    `paragraph` counts non-empty lines from 1; `start` and `end` are characters in it, so that
    `paragraph[start:end] == as_printed`. `evidence` gives, by field, the spans of the words it rests on.
    """

    as_printed: str
    value: float
    value_high: float | None
    unit: str
    bound: str
    standing: str
    city: str
    area: str
    indicator: str
    definition: str
    period_start: date | None
    period_end: date | None
    period_basis: str
    period_years: float | None
    period_inferred: bool
    paragraph: int
    start: int
    end: int
    attributed_to: str = ""
    evidence: Mapping[str, tuple[Span, ...]] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class _Document:
    """What is known of the whole text."""

    keywords: Keywords
    areas: Areas
    published: date | None
    in_force: Period | None


def propose(
    text: str, catalogue: Catalogue, city: str = "", published: date | None = None
) -> tuple[Proposal, ...]:
    """Every figure of the text as a statement, as far as its words say; in order; never an error.

    `city` is an id (found by its name in the text where not given), `published` the day of the text (the
    first date in its opening where not given), against which 去年 and 今年以来 are resolved.
    """
    paragraphs = documents.paragraphs(text)
    city = city or city_of(paragraphs, catalogue)
    published = published or press_scope.date_of(text)
    document = _Document(
        Keywords(catalogue.indicators.values()),
        Areas(catalogue, city),
        published,
        press_scope.in_force(text, published),
    )
    found: list[Proposal] = []
    running = Running(city)
    for number, paragraph in enumerate(paragraphs, 1):
        mentions = document.areas.named(paragraph)
        running = press_scope.moved_on(running, paragraph, document.areas, mentions)
        found += _of_paragraph(document, paragraph, number, running, mentions)
    return tuple(found)


def city_of(paragraphs: Sequence[str], catalogue: Catalogue) -> str:
    """The id of the city a text speaks of: named first of all in its headline, else most often; "" = none."""
    for lines in (paragraphs[:1], paragraphs):
        counts = {one.id: sum(line.count(one.name.zh) for line in lines) for one in catalogue.cities.values()}
        most = max(counts.values(), default=0)
        named = [id for id, count in counts.items() if count == most]
        if most and len(named) == 1:
            return named[0]
    return ""


def _of_paragraph(
    document: _Document, paragraph: str, number: int, running: Running, mentions: Sequence
) -> list[Proposal]:
    found = figures(paragraph)
    if not found:
        return []
    listed, places = lists(paragraph, found), document.keywords.places(paragraph)
    starts, phrases = press_scope.sentence_starts(paragraph), press_scope.phrases(paragraph)
    planned = running.planned or press_scope.opens_with_plan(paragraph)
    proposals = []
    for index, one in enumerate(found):
        begin = press_scope.sentence_start(starts, one.start)
        standing, why = press_scope.standing(paragraph, begin, one, planned)
        near = nearness(paragraph, found, index, listed.get(index))
        units = _units(paragraph, begin, one, near)
        meant = meaning(document.keywords, places, near, _test(paragraph, one, units, standing))
        unit = meant.indicator.unit.id if meant else units[0] if units else ""
        read = _value(paragraph, one, unit)
        if read is None or (one.needs and not meant):
            continue
        area, where = press_scope.area_of(document.areas, mentions, begin, one, running.area)
        spoken = press_scope.governing(paragraph, phrases, starts, one)
        when = _period(document, paragraph, spoken, meant, standing, running)
        proposals.append(
            Proposal(
                **read, unit=unit, standing=standing, city=document.areas.city, area=area,
                indicator=meant.indicator.id if meant else "", definition=_definition(paragraph, meant, near),
                period_start=when.start, period_end=when.end, period_basis=when.basis,
                period_years=when.years, period_inferred=when.inferred, paragraph=number,
                evidence=_evidence(standing=[why], area=[where], period=[spoken], indicator=meant.spans if meant else ()),
            )
        )  # fmt: skip
    return proposals


def _units(paragraph: str, begin: int, one: Found, near: Nearness) -> tuple[str, ...]:
    """The units a figure may have, the likeliest first; for a bare 万 by what stands around it."""
    said, units = words()["figures"], one.units
    if not units:
        before, after = paragraph[max(begin, one.start - 20) : one.start], paragraph[one.end : one.end + 20]
        if pattern("figures", "people_words").search(after) or pattern("figures", "people_before").search(
            before
        ):
            return ("person",)
        if not pattern("figures", "money_words").search(before + after):
            return ()
        units = tuple(words()["measure"][said["money"]])
    if "yuan" not in units:
        return units
    first = near.listed.start if near.listed else one.start
    clause = paragraph[max(begin, first - 12) : first]
    per_month = pattern("figures", "monthly").search(clause) or pattern("figures", "per_month_after").search(
        paragraph[one.end : one.end + 6]
    )
    if per_month:
        return ("yuan_per_month",)
    monthly = pattern("figures", "monthly").search(paragraph, begin, one.start)
    return units if monthly else tuple(unit for unit in units if unit != "yuan_per_month")


def _test(paragraph: str, one: Found, units: Sequence[str], standing: str):
    """Whether an indicator can be of this figure: its unit, growth or level, promised or paid."""
    grows = "percent" in units and is_growth(paragraph, one)
    is_points = one.measure in words()["figures"]["points"]
    promised = standing == "policy_term"
    terms = ("rate", "cap", "duration")

    def fits(indicator: Indicator) -> bool:
        if is_points or (units and indicator.unit.id not in units):
            return False
        if indicator.unit.id == "percent":
            return (indicator.kind == "growth") is grows
        return not indicator.unit.money or promised is (indicator.kind in terms)

    return fits


def _value(paragraph: str, one: Found, unit: str) -> dict | None:
    """The printed words, value, upper value and bound; None where no single figure can be read."""
    for start, end in ((one.first, one.last), (one.start, one.end)):
        printed = paragraph[start:end]
        try:
            figure = numerals.base_value(printed, unit)
        except TalentError:
            continue
        high = None if figure.high is None or figure.high == figure.value else float(figure.high)
        return {
            "as_printed": printed, "value": float(figure.value), "value_high": high,
            "bound": bound_of(printed), "start": start, "end": end,
        }  # fmt: skip
    return None


def _period(
    document: _Document, paragraph: str, spoken: Span | None, meant: Meaning | None, standing: str,
    running: Running,
) -> Period:  # fmt: skip
    if spoken:
        kind = meant.indicator.kind if meant else "flow"
        text, planned = numerals.folded(paragraph[slice(*spoken)]), standing == "planned"
        return press_scope.period(text, kind, planned, document.published, running.year)
    if standing == "policy_term" and document.in_force:
        return document.in_force
    return Period()


def _definition(paragraph: str, meant: Meaning | None, near: Nearness) -> str:
    """The narrower definition whose own words stand beside the figure; "" = the indicator's own."""
    if not meant:
        return ""
    text = paragraph[max(0, near.start) : near.start + len(near.weights)]
    for id, name in meant.indicator.definitions.items():
        words_of_it = name.zh.removeprefix(words()["figures"]["only"])
        at = text.rfind(words_of_it)
        if at >= 0 and near.weights[at] >= 0.7:
            return id
    return ""


def _evidence(**spans: Sequence[Span | None]) -> Mapping[str, tuple[Span, ...]]:
    found = {name: tuple(span for span in some if span) for name, some in spans.items()}
    return MappingProxyType({name: some for name, some in found.items() if some})
