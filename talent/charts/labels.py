"""A reading in words: its tags, its period, one spoken sentence, the line of its source."""

from collections.abc import Iterable
from datetime import date

from talent.catalogue import Catalogue, Derived, Indicator, Source
from talent.charts.picture import Ink, Tag
from talent.comparability import attribution_text
from talent.history import Revision
from talent.i18n import choice, format_number, format_value, text
from talent.queries import Reading
from talent.reading.press import Proposal

_HEDGED = ("over", "at_least", "nearly", "at_most", "about")
_HAPPENS_OVER_TIME = ("flow", "cumulative", "growth")


def figure_text(reading: Reading, catalogue: Catalogue, language: str) -> str:
    """A figure as printed, with the sign of its bound and its unit."""
    unit = catalogue.indicators[reading.indicator].unit
    return format_value(reading.value, unit, language, high=reading.value_high, bound=reading.bound)


def ink(city: str, catalogue: Catalogue, language: str) -> Ink:
    """A city's name and colours, and its place among all cities."""
    found = catalogue.cities[city]
    place = list(catalogue.cities).index(city)
    return Ink(city, found.name[language], found.colour, found.colour_dark, place)


def limits_text(low: float | None, high: float | None, indicator: Indicator, language: str) -> str:
    """The range that rounding leaves of a value computed from printed ones."""
    if low == high:
        return text("block.exact", language)
    ends = (
        format_number(end, language, indicator.decimals) if end is not None else "∞" for end in (low, high)
    )
    return " – ".join(dict.fromkeys(ends))


def tags(reading: Reading, catalogue: Catalogue, language: str) -> tuple[Tag, ...]:
    """What a reader must know beside the figure: warnings first, then period, definition and voice."""
    source = catalogue.sources[reading.source]
    found = [
        Tag(scope_text(reading, catalogue, language), True) if reading.area != reading.city else None,
        Tag(choice("standing", reading.standing, language), True)
        if reading.standing in ("planned", "in_progress")
        else None,
        Tag(text("tag.encouraged", language), True) if is_encouraged(reading, catalogue) else None,
        Tag(choice("bound", reading.bound, language), True) if reading.bound in _HEDGED else None,
        *_dispute(reading, language),
        Tag(_inferred(reading, language), True) if reading.period_inferred else None,
        Tag(text("tag.reprint", language), True) if source.reprint else None,
        Tag(text("tag.second_hand", language), True)
        if source.grade == "medium" and not source.reprint
        else None,
        Tag(period_text(reading, language)),
        Tag(definition_text(reading, catalogue, language), True) if reading.definition else None,
        Tag(attribution_text(reading, catalogue, language)) if reading.conflict else None,
    ]
    return tuple(tag for tag in found if tag)


def _inferred(reading: Reading, language: str) -> str:
    """What is inferred: the day a term takes effect, an end of a span, or the year of a figure."""
    keys = {"effective_from": "effect_inferred", "since": "since_inferred"}
    return text(f"tag.{keys.get(reading.period_basis, 'inferred')}", language)


def _dispute(reading: Reading, language: str) -> tuple[Tag, ...]:
    if reading.conflict is None:
        return ()
    differ = Tag(text("tag.two_departments" if reading.attributed_to else "tag.two_sources", language), True)
    if reading.adopted is None:
        return (differ, Tag(text("tag.none_adopted", language), True))
    if reading.adopted:
        rule = choice("tag.rule", reading.adopted_rule or "declared", language)
        return (differ, Tag(text("tag.adopted", language, rule=rule)))
    return (differ, Tag(text("tag.not_adopted", language)))


def is_encouraged(reading: Reading, catalogue: Catalogue) -> bool:
    """Whether the figure is a sum that others are merely encouraged to pay: no entitlement."""
    return any(
        policy.amount == reading.statement_id and policy.standing == "encouraged"
        for policy in catalogue.policies.values()
    )


def scope_text(reading: Reading, catalogue: Catalogue, language: str) -> str:
    """What the figure covers: `哈尔滨全市`, or `仅哈尔滨新区`."""
    name = catalogue.areas[reading.area].name[language]
    if reading.area_level in ("city", "province", "national"):
        return name
    return text("tag.only", language, area=name)


def definition_text(reading: Reading, catalogue: Catalogue, language: str) -> str:
    return catalogue.indicators[reading.indicator].definitions[reading.definition][language]


def period_text(reading: Reading | Proposal | Derived, language: str, kind: str = "") -> str:
    """The period as far as it was printed; a period that was not printed says so.

    `kind` is the indicator's, for what does not know it itself.
    """
    start, end, basis = reading.period_start, reading.period_end, reading.period_basis
    if basis == "multi_year":
        return _several_years(reading, language)
    if basis in ("year", "half_year") and end:
        half = "tag.second_half" if end.month > 6 else "tag.first_half"
        key = "tag.year" if basis == "year" else half
        return text(key, language, year=end.year)
    if basis == "months" and start and end:
        return text("tag.span", language, start=f"{start:%Y-%m}", end=f"{end:%Y-%m}")
    if basis == "as_of" and end:
        if (end.month, end.day) == (12, 31):
            return text("tag.year_end", language, year=end.year)
        return text("tag.as_of", language, day=end.isoformat())
    if basis == "since" and start:
        return _since(start, end, language)
    if basis == "effective_from" and start:
        return text("tag.effective_from", language, day=start.isoformat())
    happens = (kind or getattr(reading, "kind", "")) in _HAPPENS_OVER_TIME
    unknown = "tag.period_unstated" if happens else "tag.day_unstated"
    return text(unknown, language)


def short_text(reading: Reading, language: str) -> str:
    """Why a figure stands alone on a time axis, in a word or two: `三年累计`, `1–10月`, `计划`, `超过`."""
    said = [
        _part_text(reading, language),
        choice("standing", reading.standing, language) if reading.standing != "achieved" else "",
        choice("bound", reading.bound, language) if reading.bound in _HEDGED else "",
    ]
    if reading.conflict and not reading.adopted:
        undecided = reading.adopted is None
        said.append(text("tag.none_adopted" if undecided else "tag.not_adopted", language))
    return text("chart.dot", language).join(filter(None, said))


def _part_text(reading: Reading, language: str) -> str:
    """The span of a figure that is none of one full year or one day; "" for those."""
    start, end = reading.period_start, reading.period_end
    match reading.period_basis:
        case "multi_year":
            return _together(reading, language)
        case "half_year" if end:
            return text("tag.short_second_half" if end.month > 6 else "tag.short_first_half", language)
        case "months" if start and end and start.year == end.year:
            key = "tag.short_month" if start.month == end.month else "tag.short_months"
            return text(key, language, first=start.month, last=end.month)
        case "since" if start:
            return text("tag.short_since", language, first=start.year)
        case "year" | "as_of":
            return ""
    return period_text(reading, language)


def span_start(reading: Reading) -> date | None:
    """The first day of a span of several months or years; None unless both its ends are printed."""
    spans = reading.period_basis in ("multi_year", "half_year", "months", "since")
    return reading.period_start if spans and reading.period_end and not reading.period_inferred else None


def span_text(reading: Reading, language: str) -> str:
    """What kind of period the figures of a panel share: a year, three years together, one day …"""
    if reading.period_basis == "multi_year":
        return _together(reading, language)
    basis = reading.span.partition(":")[0]
    return period_text(reading, language) if basis == "unstated" else choice("tag.basis", basis, language)


def _together(reading: Reading | Proposal | Derived, language: str) -> str:
    years = getattr(reading, "period_years", None)
    if years is None:
        return text("tag.several_years", language)
    return text("tag.years_together", language, years=_count(years, language))


def _several_years(reading: Reading | Proposal | Derived, language: str) -> str:
    start, end = reading.period_start, reading.period_end
    together = _together(reading, language)
    if not (start and end):
        return text("tag.undated_years", language, together=together)
    whole = (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)
    pattern = "%Y" if whole else "%Y-%m"
    span = text("tag.span", language, start=start.strftime(pattern), end=end.strftime(pattern))
    return text("tag.dated_years", language, span=span, together=together)


def _count(years: float, language: str) -> str:
    if years == int(years) and 1 <= years <= 10:
        return choice("tag.count", str(int(years)), language)
    return format_number(years, language)


def _since(start: date, end: date | None, language: str) -> str:
    last = end.isoformat() if end else ""
    if (start.month, start.day) == (1, 1):
        return text("tag.since_until" if end else "tag.since", language, first=start.year, last=last)
    key = "tag.since_day_until" if end else "tag.since_day"
    return text(key, language, first=start.isoformat(), last=last)


def describe(
    reading: Reading,
    catalogue: Catalogue,
    language: str,
    *,
    measure: str = "printed",
    value_text: str | None = None,
) -> str:
    """One spoken sentence that stands alone: city, indicator, value, period, scope, hedges, source, code.

    `value_text` replaces the printed value where `measure` is a computed one (it carries its own unit).
    """
    indicator = catalogue.indicators[reading.indicator]
    # A definition may name a level of its own, so nothing is called the whole city beside one.
    whole = reading.definition and reading.area == reading.city
    scope = [] if whole else [scope_text(reading, catalogue, language)]
    parts = [period_text(reading, language), *scope]
    parts += [tag.text for tag in tags(reading, catalogue, language) if tag.text not in parts]
    if reading.attributed_to and not reading.conflict:
        parts.append(attribution_text(reading, catalogue, language))
    if reading.standing in ("achieved", "policy_term"):
        parts.append(choice("standing", reading.standing, language))
    printed = figure_text(reading, catalogue, language)
    if measure != "printed" and value_text:
        parts.append(text("chart.computed_from", language, printed=printed))
    return text(
        "chart.describe",
        language,
        city=catalogue.cities[reading.city].name[language],
        indicator=indicator.name[language],
        value=value_text or printed,
        parts=text("chart.semicolon", language).join(parts),
        source=source_line(catalogue.sources[reading.source], language),
        code=reading.statement_id,
    )


def source_line(source: Source, language: str) -> str:
    """`03 大庆日报 2023-01-15（日期推断）`, with the mark of a reprint."""
    when = source.published.isoformat() if source.published else text("tag.day_unstated", language)
    if source.published and source.published_inferred:
        when = text("chart.date_inferred", language, date=when)
    line = f"{source.number:02d} {source.publisher[language]} {when}"
    return f"{line} · {text('tag.reprint', language)}" if source.reprint else line


def source_lines(sources: Iterable[Source], language: str) -> tuple[str, ...]:
    """One line for each source, by number."""
    by_number = {source.number: source for source in sources}
    return tuple(source_line(by_number[number], language) for number in sorted(by_number))


def place_text(source: Source, paragraph: int | None, language: str) -> str:
    """The line of a source with the paragraph in it, where one is known."""
    line = source_line(source, language)
    return f"{line} {text('block.paragraph', language, n=paragraph)}" if paragraph else line


def revision_text(revision: Revision, language: str) -> str:
    """One wording of a figure, by whom and when it came, and what became of it."""
    came = text("passport.curated", language)
    if revision.committed:
        came = text(
            "passport.committed",
            language,
            batch=revision.batch,
            author=revision.author,
            day=revision.committed.date().isoformat(),
        )
    state = choice("revision", revision.state, language)
    fields = {"number": revision.number, "printed": revision.as_printed, "came": came, "state": state}
    return text("passport.revision_line", language, **fields)
