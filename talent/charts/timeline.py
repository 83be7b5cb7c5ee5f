"""What every pen needs to draw figures over time: the axis, the letters of single figures, their words."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from talent.charts.lettering import width_of
from talent.charts.picture import Mark, Panel, Picture
from talent.charts.placing import Room, Spot
from talent.i18n import text, with_unit

# The arrow of a bound reaches so far from its point, in pixels at the type sizes of the page.
ARROW = 17


@dataclass(frozen=True)
class Axis:
    """Days from `first` to `last`, and the ticks between: the last day of a year and its words."""

    first: date
    last: date
    ticks: tuple[tuple[date, str], ...]

    def share(self, day: date) -> float:
        """How far along the axis a day lies, 0 to 1."""
        return (day - self.first).days / max((self.last - self.first).days, 1)


def axis(picture: Picture, size: float, width: float) -> Axis:
    """The axis that all panels share, `width` pixels long with labels of that type size."""
    panels = (*picture.panels, *picture.beside)
    days = [m.x for p in panels for m in p.drawn]
    days += [gap.x for p in panels for gap in p.breaks]
    days += [m.start for p in panels for m in singles(p) if m.start]
    # A year stands at its end; where spans show their first day too, the years say that.
    spans = any(m.start for p in panels for m in singles(p))

    def name(year: int) -> str:
        return text("tag.year_end", picture.language, year=year) if spans else str(year)

    widest = max(width_of(name(day.year), size) for day in days)
    first, last = _span(days, widest / 2 / width)
    years = _years(first, last, int(width / (widest + 1.6 * size)))
    found = Axis(first, last, tuple((date(year, 12, 31), name(year)) for year in years))
    # A year that ends where the axis does has no room for its words.
    most = 1 - (widest / 2 - size) / width
    return replace(found, ticks=tuple(one for one in found.ticks if found.share(one[0]) <= most))


def _span(days: Sequence[date], label: float) -> tuple[date, date]:
    """The axis' ends: half a year's label (a share of the width) fits beyond the last figure."""
    whole = (max(days) - min(days)).days
    room = max(150, whole // 14)
    after = max(room, int((whole + room) * label / (1 - label)))
    return min(days) - timedelta(days=room), max(days) + timedelta(days=after)


def _years(first: date, last: date, most: int) -> list[int]:
    """Years whose end lies on the axis, thinned to at most `most`: a year's figure stands at its end."""
    years = [year for year in range(first.year, last.year + 1) if first <= date(year, 12, 31) <= last]
    step = max(1, -(-len(years) // max(most, 1)))
    return years[::-1][::step][::-1]


def reach(panel: Panel) -> tuple[float, float]:
    """The ends of a panel's axis of values; nought lies on it."""
    marks = panel.drawn
    low = min(0, *(m.value for m in marks), *(m.low or 0 for m in marks))
    high = panel.top or max(m.high_value or m.high or m.value for m in marks)
    beyond = (high - low or 1) * 0.16
    return low - beyond / 2 if low < 0 else low, high + beyond


def singles(panel: Panel) -> list[Mark]:
    """The figures that join no line, by day."""
    return sorted((m for line in panel.lines for m in line.singles), key=lambda m: m.x)


def letters(panel: Panel) -> dict[str, str]:
    """A letter for every single figure, by code."""
    return dict(zip((mark.code for mark in singles(panel)), _letters(), strict=False))


def _letters() -> Iterator[str]:
    """a to z, then a2 to z2 and so on."""
    round_ = 1
    while True:
        yield from (f"{chr(code)}{round_ if round_ > 1 else ''}" for code in range(ord("a"), ord("z") + 1))
        round_ += 1


def take(panel: Panel, place: Callable[[date, float], Spot], room: Room) -> None:
    """Keep words away from everything drawn in the plot."""
    for mark in panel.drawn:
        here = place(mark.x, mark.value)
        room.take(here, here, clear=5)
        ends = [place(mark.x, end) for end in (mark.low, mark.high, mark.high_value) if end is not None]
        for end in ends:
            room.take(here, end, clear=3)
        if mark.cap != "none":
            far = 2 * ARROW if mark.cap == "faded" else -2 * ARROW
            room.take(here, replace(here, top=here.top + far / 1.6), clear=4)
        if mark.start:
            room.take(place(mark.start, mark.value), here, clear=2)
    for line in panel.lines:
        for segment in line.segments:
            for one, other in pairwise(segment):
                room.take(place(one.x, one.value), place(other.x, other.value), clear=2)
    for pair in panel.pairs:
        room.take(place(pair[0].x, pair[0].value), place(pair[-1].x, pair[-1].value), clear=2)
    for gap in panel.breaks:
        here = place(gap.x, 0)
        room.take(replace(here, top=0), replace(here, top=room.height), clear=2)


def alone_text(mark: Mark, unit: str, language: str) -> str:
    """A figure by itself in the key: value, tags, code."""
    said = [
        f"{mark.label} {with_unit(mark.text, unit, language)}",
        *(tag.text for tag in mark.tags),
        mark.code,
    ]
    return text("chart.dot", language).join(said)


def along_text(segment: Sequence[Mark], unit: str, language: str) -> str:
    """A line's figures, each with its code; what holds for all of them once, at the end."""
    if len(segment) == 1:
        return alone_text(segment[0], unit, language)
    shared = [tag for tag in segment[0].tags if all(tag in mark.tags for mark in segment)]
    said = []
    for mark in segment:
        value = with_unit(mark.text, unit, language)
        words = f"{text('chart.at', language, period=mark.period, value=value)} {mark.code}"
        own = [tag.text for tag in mark.tags if tag not in shared and tag.text != mark.period]
        if own:
            listed = text("chart.comma", language).join(own)
            words = text("picture.limited", language, figure=words, tags=listed)
        said.append(words)
    values = text("chart.semicolon", language).join(said)
    return text("chart.dot", language).join([segment[0].label, values, *(tag.text for tag in shared)])
