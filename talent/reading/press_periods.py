"""The words of time in a press release, and the period they give a figure."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from talent.catalogue import Indicator
from talent.errors import TalentError
from talent.reading.numerals import folded
from talent.reading.periods import Period, parse_period
from talent.reading.press_figures import Setting, Span, pattern, words
from talent.reading.press_units import is_growth


@dataclass(frozen=True, slots=True)
class Clock:
    """What dates words of time: the day of publication, the year a heading names."""

    published: date | None
    year: int | None = None


@cache
def _phrases() -> re.Pattern:
    return re.compile("|".join(f"(?:{one})" for one in words()["period"]["phrase"]))


@dataclass(frozen=True, slots=True)
class Phrases:
    """The words of time in a paragraph: those that hold until others come, and those compared with."""

    lasting: Sequence[Span]
    compared: Sequence[Span]


def phrases(paragraph: str) -> Phrases:
    """The words of time in a paragraph: 近三年, 2020年以来, 截至6月底; 较2016年 is only compared with."""
    plain = folded(paragraph)
    before, after = pattern("period", "base_before"), pattern("period", "base_after")
    lasting: list[Span] = []
    compared: list[Span] = []
    for found in _phrases().finditer(plain):
        is_base = before.search(plain, max(0, found.start() - 4), found.start())
        (compared if is_base or after.match(plain, found.end()) else lasting).append(found.span())
    return Phrases(lasting, compared)


def governing(at: Setting, spoken: Phrases) -> Span | None:
    """The last words of time before a figure in its sentence; 目前 holds only until a semicolon.

    What is compared with dates the figure directly after it: 较2016年的603万人增长12%.
    """
    base = _last(spoken.compared, at)
    gap = at.paragraph[base[1] : at.one.first] if base else None
    if gap in words()["period"]["directly"] and not {"times", "percent"} & set(at.one.units):
        return base
    if (span := _last(spoken.lasting, at)) is None:
        return None
    start, end = span
    between = at.paragraph[end : at.one.start]
    is_now = at.paragraph[start:end] == words()["period"]["now"]
    is_over = is_now and pattern("period", "until_semicolon").search(between)
    return None if is_over else span


def _last(spans: Sequence[Span], at: Setting) -> Span | None:
    """The last span before a figure, in its sentence."""
    last = bisect_right(spans, (at.one.first, len(at.paragraph))) - 1
    return spans[last] if last >= 0 and spans[last][0] >= at.begin else None


def period_of(at: Setting, span: Span, indicator: Indicator | None, standing: str, clock: Clock) -> Period:
    """The period of a figure by its words of time; `unstated` where they cannot be dated."""
    is_level = pattern("near", "level").search(at.piece) is not None
    kind = indicator.kind if indicator else "flow"
    if kind == "cumulative" and not is_level:
        kind = "flow"  # 2022年引进75人 is of that year, though all years are counted together
    found = _dated(folded(at.paragraph[slice(*span)]), kind, standing == "planned", clock)
    if standing == "achieved" and "percent" in at.one.units and is_growth(at):
        found = _of_its_year(found, at.piece)
    # 近三年引进5.2万人,总量达到49.7万人: the total is not of these years.
    return Period() if is_level and found.basis == "multi_year" and not found.start else found


def _of_its_year(when: Period, piece: str) -> Period:
    """The year that ends on a day, for growth is of a year: 截至2024年末,同比增长12.5%."""
    end = when.end
    if when.basis != "as_of" or end is None or (end.month, end.day) != (12, 31):
        return when
    if pattern("period", "other_base").search(piece):
        return when
    return replace(when, start=date(end.year, 1, 1), basis="year")


def is_to_come(when: Period, published: date | None) -> bool:
    """Whether a period begins after the day of the text, or a level is of a later year."""
    if published is None:
        return False
    if when.basis == "as_of" and when.end:
        return when.end.year > published.year
    return when.start is not None and when.start > published


def _dated(text: str, kind: str, planned: bool, clock: Clock) -> Period:
    said, year = words()["period"], clock.year
    if found := re.fullmatch(said["until_year"], text):
        return Period(None, date(int(found[1]), 12, 31), "as_of")
    if year and re.fullmatch(said["whole_year"], text):
        text = said["of_year"].format(year)
    elif year and re.match(said["no_year"], text):
        text = said["of_year"].format(year) + text.removeprefix(said["year"])
    elif text == said["now"]:
        text = said["until_now"]
    elif text == said["this_year"] and not planned:
        text = said["since_this_year"]
    return _parsed(text, kind, clock.published)


@lru_cache(maxsize=1024)
def _parsed(text: str, kind: str, published: date | None) -> Period:
    try:
        return parse_period(text, kind, published)
    except TalentError:
        return Period()


def in_force(text: str, published: date | None) -> Period | None:
    """From when the measures of a text hold (自7月1日起施行); None where it does not say so."""
    for found in pattern("period", "in_force").finditer(folded(text)):
        year = int(found[1][:4]) if found[1] else published.year if published else None
        if year and (start := _day(year, found[2], found[3])):
            return Period(start, None, "effective_from", None, not found[1])
    return None


def date_of(text: str) -> date | None:
    """The first whole date in the opening of a text, taken as the day it was published; None without one."""
    opening = folded(text[: words()["period"]["opening"]])
    days = (_day(int(found[1]), found[2], found[3]) for found in pattern("period", "day").finditer(opening))
    return next(filter(None, days), None)


def _day(year: int, month: str, day: str) -> date | None:
    try:
        return date(year, int(month), int(day))
    except ValueError:  # a month 13, a 30th of February
        return None
