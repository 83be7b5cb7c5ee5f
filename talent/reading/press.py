"""Press-release intake 新闻稿录入: statements that rules propose from a text, for an analyst to accept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from talent.catalogue import Catalogue
from talent.reading import documents, press_periods, press_scope
from talent.reading.periods import Period
from talent.reading.press_figures import Setting, Span, figures
from talent.reading.press_lists import Listed, lists
from talent.reading.press_periods import Clock, Phrases
from talent.reading.press_scope import Areas, Mention, Running
from talent.reading.press_units import definition, fitting, printed, units_of
from talent.reading.press_words import Keywords, meaning, nearness


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


@dataclass(frozen=True)
class _Paragraph:
    """What is known of one paragraph: its number, where keywords, areas and words of time stand."""

    number: int
    places: Sequence[tuple[int, str]]
    mentions: Sequence[Mention]
    phrases: Phrases
    running: Running


def propose(
    text: str, catalogue: Catalogue, city: str = "", published: date | None = None
) -> tuple[Proposal, ...]:
    """Every figure of the text as a statement, as far as its words say; in order; never an error.

    `city` is an id (found by its name in the text where not given), `published` the day of the text (the
    first date in its opening where not given), against which 去年 and 今年以来 are resolved.
    """
    paragraphs = documents.paragraphs(text)
    city = city or city_of(paragraphs, catalogue)
    published = published or press_periods.date_of(text)
    document = _Document(
        Keywords(catalogue.indicators.values()),
        Areas(catalogue, city),
        published,
        press_periods.in_force(text, published),
    )
    found: list[Proposal] = []
    running = Running(city)
    for number, paragraph in enumerate(paragraphs, 1):
        mentions = document.areas.named(paragraph)
        running = press_scope.moved_on(running, paragraph, document.areas, mentions)
        here = press_scope.topic(running, paragraph, document.areas, mentions)
        found += _of_paragraph(document, paragraph, number, here, mentions)
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
    document: _Document, text: str, number: int, running: Running, mentions: Sequence[Mention]
) -> list[Proposal]:
    found = figures(text)
    if not found:
        return []
    paragraph = _Paragraph(
        number, document.keywords.places(text), mentions, press_periods.phrases(text), running
    )
    listed, starts = lists(text, found), press_scope.sentence_starts(text)
    begins = (press_scope.sentence_start(text, starts, one.start) for one in found)
    settings = [Setting(text, found, index, begin) for index, begin in enumerate(begins)]
    proposals = (_proposal(document, paragraph, at, listed.get(at.index)) for at in settings)
    return [one for one in proposals if one]


def _proposal(
    document: _Document, paragraph: _Paragraph, at: Setting, listed: Listed | None
) -> Proposal | None:
    """The figure as a statement; None where it cannot be read, or its words do not say of what it is."""
    standing, why = press_scope.standing(at, paragraph.running.planned)
    near = nearness(at, listed)
    units = units_of(at, near)
    meant = meaning(document.keywords, paragraph.places, near, fitting(at, units, standing))
    unit = meant.indicator.unit.id if meant else units[0] if units else ""
    figure = printed(at, unit)
    if figure is None or (at.one.needs and not meant):
        return None
    area, where = press_scope.area_of(at, document.areas, paragraph.mentions, paragraph.running.area)
    spoken, indicator = press_periods.governing(at, paragraph.phrases), meant.indicator if meant else None
    when = Period()
    if spoken:
        clock = Clock(document.published, paragraph.running.year)
        when = press_periods.period_of(at, spoken, indicator, standing, clock)
        if standing == "achieved" and press_periods.is_to_come(when, document.published):
            standing, why = "planned", spoken
    elif standing == "policy_term" and document.in_force:
        when = document.in_force
    return Proposal(
        figure.as_printed, figure.value, figure.value_high, unit, figure.bound, standing, document.areas.city,
        area, indicator.id if indicator else "", definition(at, meant, near) if meant else "", when.start,
        when.end, when.basis, when.years, when.inferred, paragraph.number, figure.start, figure.end,
        evidence=_evidence(
            standing=[why], area=[where], period=[spoken], indicator=meant.spans if meant else []
        ),
    )  # fmt: skip


def _evidence(**spans: Sequence[Span | None]) -> Mapping[str, tuple[Span, ...]]:
    found = {name: tuple(span for span in some if span) for name, some in spans.items()}
    return MappingProxyType({name: some for name, some in found.items() if some})
