"""Press-release intake 新闻稿录入: statements that rules propose from a text, for an analyst to accept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from talent.catalogue import Catalogue
from talent.reading import documents, press_periods, press_scope
from talent.reading.periods import Period
from talent.reading.press_figures import Setting, Span, figures
from talent.reading.press_lists import Listed, lists
from talent.reading.press_periods import Clock, Phrases
from talent.reading.press_scope import Areas, Mention, Running
from talent.reading.press_units import definition, fitting, per_person, printed, units_of, was_before
from talent.reading.press_words import Keywords, meaning, nearness


@dataclass(frozen=True)
class Proposal:
    """One statement a text seems to make. Ids as in a statement; "" = not found, for the analyst to choose.

    `paragraph` counts non-empty lines from 1; `start` and `end` are characters in it, so that
    `paragraph[start:end] == as_printed`. `evidence` gives, by field, the spans of the words it rests on.
    `place` is a place as printed that is declared nowhere, and `area` "" then.
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
    place: str = ""
    evidence: Mapping[str, tuple[Span, ...]] = field(default_factory=lambda: MappingProxyType({}))


# What is rounded, or told by another speaker, differs by no more than this share.
_TOLD_AGAIN = 0.1


@dataclass(frozen=True)
class _Read:
    """A proposal, and how sure its indicator is (only to be compared)."""

    proposal: Proposal
    sureness: float


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
    found: list[_Read] = []
    running = Running(city)
    for number, paragraph in enumerate(paragraphs, 1):
        mentions = document.areas.named(paragraph)
        running = press_scope.moved_on(running, paragraph, document.areas, mentions)
        here = press_scope.topic(running, paragraph, document.areas, mentions)
        found += _of_paragraph(document, paragraph, number, here, mentions)
    return _claimed_once(found)


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
) -> list[_Read]:
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


def _proposal(document: _Document, paragraph: _Paragraph, at: Setting, listed: Listed | None) -> _Read | None:
    """The figure as a statement; None where it cannot be read, or its words do not say of what it is."""
    standing, why = press_scope.standing(at, paragraph.running.planned)
    near = nearness(at, listed)
    units = units_of(at, near)
    meant = None
    for possible in per_person(units, at), units:
        if meant is None:
            meant = meaning(document.keywords, paragraph.places, near, fitting(at, possible, standing))
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
    proposal = Proposal(
        figure.as_printed, figure.value, figure.value_high, unit, figure.bound, standing, document.areas.city,
        area, indicator.id if indicator else "", definition(at, meant, near) if meant else "", when.start,
        when.end, when.basis, when.years, when.inferred, paragraph.number, figure.start, figure.end,
        place=at.paragraph[slice(*where)] if where and not area else "",
        evidence=_evidence(
            standing=[why], area=[where], period=[spoken], indicator=meant.spans if meant else []
        ),
    )  # fmt: skip
    return _Read(proposal, meant.sureness if meant and not was_before(at) else 0.0)


def _claimed_once(found: Sequence[_Read]) -> tuple[Proposal, ...]:
    """The proposals, no two of which say that one thing is of two sizes: the surest keeps its indicator.

    Others keep it where they tell the same again: equal, or nearly so in another paragraph.
    """
    told: dict[tuple, dict[int, Proposal]] = {}
    proposals = [one.proposal for one in found]
    for place in sorted(range(len(found)), key=lambda place: -found[place].sureness):
        one = proposals[place]
        by_paragraph = told.setdefault(_claim(one), {})
        other = by_paragraph.get(one.paragraph) or next(iter(by_paragraph.values()), one)
        nearly = _TOLD_AGAIN if one.paragraph not in by_paragraph else 0.0
        if one.indicator and not _is_same(one, other, nearly):
            proposals[place] = _left_open(one)
        else:
            by_paragraph.setdefault(one.paragraph, one)
    return tuple(proposals)


def _claim(one: Proposal) -> tuple:
    period = one.period_start, one.period_end, one.period_basis, one.period_years
    return one.indicator, one.definition, one.area, one.place, one.standing, *period


def _is_same(one: Proposal, other: Proposal, nearly: float) -> bool:
    if (one.value, one.value_high) == (other.value, other.value_high):
        return True
    return nearly > 0 and abs(one.value - other.value) <= nearly * max(abs(one.value), abs(other.value))


def _left_open(one: Proposal) -> Proposal:
    evidence = {name: spans for name, spans in one.evidence.items() if name != "indicator"}
    return replace(one, indicator="", definition="", evidence=MappingProxyType(evidence))


def _evidence(**spans: Sequence[Span | None]) -> Mapping[str, tuple[Span, ...]]:
    found = {name: tuple(span for span in some if span) for name, some in spans.items()}
    return MappingProxyType({name: some for name, some in found.items() if some})
