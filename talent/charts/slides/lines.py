"""A panel over time as a native chart: one series for each stretch of a line, one for each figure alone."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from pptx.enum.chart import XL_CHART_TYPE, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE

from talent.charts import timeline
from talent.charts.axis import ticks
from talent.charts.lettering import width_of
from talent.charts.picture import Ink, Line, Mark, Panel, Picture
from talent.charts.slides import native
from talent.charts.slides import ticks as written
from talent.charts.slides.native import Label, Series
from talent.charts.slides.paint import DIM, GROUND, LEADING, Area
from talent.charts.slides.room import Room
from talent.charts.slides.words import Para, broken, rgb
from talent.i18n import text

# Points of a plot by how many figures it has: one or two, some, many.
_SINGLE, _LEAST, _CROWDED = 52.0, 92.0, 116.0
_TALLEST, _AXIS = 330.0, 18.0
# A marker and its signs in words, filled and hollow, for each city; used again after five.
_SIGNS = (
    (XL_MARKER_STYLE.CIRCLE, "●", "○"),
    (XL_MARKER_STYLE.SQUARE, "■", "□"),
    (XL_MARKER_STYLE.DIAMOND, "◆", "◇"),
    (XL_MARKER_STYLE.TRIANGLE, "▲", "△"),
    (XL_MARKER_STYLE.STAR, "★", "☆"),
)
_ARROWS = {"open": "↑ ", "faded": "↓ "}
_BEGINNING = date(1899, 12, 30)


@dataclass(frozen=True)
class _Run:
    """Figures of one series: joined, or one alone."""

    line: Line
    marks: tuple[Mark, ...]
    alone: bool

    def at(self, day: date) -> float | None:
        """The value on a day; the first day of a span has the value of its last."""
        found = next((m.value for m in self.marks if m.x == day), None)
        if found is None and self.alone and self.marks[0].start == day:
            return self.marks[0].value
        return found


def head(panel: Panel, width: float, size: float, language: str) -> tuple[tuple[Para, ...], tuple[Para, ...]]:
    """What stands above a panel and below it: title and unit; its note, and the cities that have nothing."""
    unit = text("chart.unit", language, unit=panel.unit_text)
    both = text("chart.dot", language).join(filter(None, (panel.title, unit)))
    absent = (text("chart.absent", language, city=a.label, why=a.text) for a in panel.missing)
    short = unit not in panel.title and len(broken(both, size, width * native.TITLE, bold=True)) == 1
    below = ["" if short or unit in panel.title else unit, panel.note, *absent]
    words = text("chart.dot", language).join(filter(None, below))
    above = Para(both if short else panel.title, size, bold=True)
    return (above,), (Para(words, max(9, size - 3), DIM),) if words else ()


def least(picture: Picture, panel: Panel, width: float, size: float) -> float:
    """Points the panel takes at least."""
    above, below = head(panel, width, size, picture.language)
    around = native.title_height(above, width) + native.note_height(below, width)
    plot = _SINGLE if len(panel.drawn) < 3 else _LEAST if len(panel.drawn) < 9 else _CROWDED
    return around + _legend_height(panel, size) + plot + _AXIS


def _legend_height(panel: Panel, size: float) -> float:
    return (size - 1) * 1.9 if len({line.city for line in panel.lines}) > 1 else 0


def _runs(panel: Panel) -> list[_Run]:
    joined = [_Run(line, segment, False) for line in panel.lines for segment in line.segments]
    return joined + [_Run(line, (mark,), True) for line in panel.lines for mark in line.singles]


def sign(ink: Ink) -> tuple[XL_MARKER_STYLE, str, str]:
    """A city's marker, and its signs in words, filled and hollow."""
    return _SIGNS[ink.place % len(_SIGNS)]


def draw(slide, picture: Picture, panel: Panel, area: Area, size: float, alt: str) -> Area:
    """The panel as a chart of at most the area's height; where it stands."""
    above, under = head(panel, area.width, size, picture.language)
    top = native.title_height(above, area.width)
    legend = _legend_height(panel, size)
    below = _AXIS + native.note_height(under, area.width)
    area = Area(area.left, area.top, area.width, min(area.height, top + legend + _TALLEST + below))
    runs = _runs(panel)
    days = sorted({day for run in runs for m in run.marks for day in (m.start, m.x) if day})
    series = [Series(_name(run, runs), tuple(run.at(day) for day in days)) for run in runs]
    frame = native.add(slide, XL_CHART_TYPE.LINE_MARKERS, days, series, area)
    native.named(frame, panel.title or picture.title, alt)
    chart = frame.chart
    native.titled(chart, above, area.width)
    native.spanning(chart)
    low, high, step = _values(panel)
    left = written.wide(low, high, size - 3, picture.language) + 12
    plot = Area(left, top + legend + 4, area.width - left - 40, area.height - top - legend - 4 - below)
    native.plotted(chart, plot, area)
    native.noted(chart.category_axis, under, plot, area, _AXIS)
    native.value_axis(chart.value_axis, low, high, step, size - 3, picture.language)
    first, last = _years(picture, chart, plot, size)
    for run, one in zip(runs, chart.series, strict=True):
        _style(one, run, picture.ink(run.line.city), days)
    if legend:
        cities = [run.line.city for run in runs]
        native.legend(chart, [cities.index(city) for city in dict.fromkeys(cities)], area, top, size - 2)

    def spot(day: date, value: float) -> tuple[float, float]:
        across = (day - first).days / max((last - first).days, 1)
        return plot.left + plot.width * across, plot.top + plot.height * (high - value) / (high - low)

    taken = [(x - 5, y - 5, x + 5, y + 5) for x, y in _drawn(runs, spot)]
    faint = [(x - 2, plot.top, x + 2, plot.bottom) for x, _ in (spot(gap.x, 0) for gap in panel.breaks)]
    points = [spot(mark.x, mark.value) for mark in panel.drawn]
    inside = Area(plot.left, top + legend, area.width - plot.left, plot.height + 4)
    _labels(chart, runs, days, Room(inside, spot, timeline.letters(panel), taken, points, faint), size)
    _beside(slide, panel, area, plot, spot)
    return area


def _name(run: _Run, runs: Sequence[_Run]) -> str:
    """The city; of its further stretches and figures alone also when and why."""
    if run is next(one for one in runs if one.line.city == run.line.city):
        return run.line.label
    periods = dict.fromkeys((run.marks[0].period, run.marks[-1].period))
    return " ".join(filter(None, [run.line.label, *periods, run.marks[0].short if run.alone else ""]))


def _values(panel: Panel) -> tuple[float, float, float]:
    """The value axis: round ends and the step between its marks."""
    marks = panel.drawn
    low = min([0.0, *(m.value for m in marks), *(m.low for m in marks if m.low is not None)])
    far = panel.top or max(max(m.value, m.high_value or m.value, m.high or m.value) for m in marks)
    shown = ticks(low, low + (far - low or 1) * 1.12, 5)
    step = shown[1] - shown[0] if len(shown) > 1 else far or 1
    least = math.floor(low / step) * step
    most = math.ceil(far / step) * step
    return least, most if most > far * 1.02 else most + step, step


def _years(picture: Picture, chart, plot: Area, size: float) -> tuple[date, date]:
    """Make the axis of days one of years, the same in all panels; a year stands at its end."""
    marks = picture.drawn
    days = [m.x for m in marks if m.x] + [m.start for m in marks if m.start]
    days += [gap.x for p in picture.panels for gap in p.breaks]
    first = date(min(days).year - 1, 12, 31)
    last = max(days)
    last = date(last.year + (1 if (last.month, last.day) == (12, 31) else 0), 12, 31)
    spans = any(m.start for m in marks)
    before, after = text("tag.year_end", picture.language, year="|").split("|") if spans else ("", "")
    wide = width_of(f"{before}2000{after}", size - 3) + 16
    step = max(1, -(-(last.year - first.year) // max(1, int(plot.width / wide))))
    axis = chart.category_axis
    native.category_axis(axis, size - 3)
    native.small(axis, size - 3)
    axis.minimum_scale, axis.maximum_scale = ((day - _BEGINNING).days for day in (first, last))
    quoted = [f'"{words}"' if words else "" for words in (before, after)]
    native.years(axis, step, "days", f"{quoted[0]}yyyy{quoted[1]}")
    return first, last


def _style(series, run: _Run, ink: Ink, days: Sequence[date]) -> None:
    """A line with filled markers, or one hollow marker with a thin line over its span."""
    series.smooth = False
    native.dashed(series.format.line, ink.colour, 1 if run.alone else 2.25)
    marker = series.marker
    marker.style, marker.size = sign(ink)[0], 9
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = rgb(GROUND if run.alone else ink.colour)
    native.dashed(marker.format.line, ink.colour, 1.75)
    start = run.marks[0].start if run.alone else None
    if start and start != run.marks[0].x:
        series.points[days.index(start)].marker.style = XL_MARKER_STYLE.DASH
    marks = {m.x: m for m in run.marks}
    plus, minus = [0.0] * len(days), [0.0] * len(days)
    for day, mark in marks.items():
        at = days.index(day)
        plus[at] = (mark.high_value or mark.high or mark.value) - mark.value
        minus[at] = mark.value - mark.low if mark.low is not None else 0.0
    if any(plus) or any(minus):
        ranged = any(m.high_value is not None for m in run.marks)
        native.whiskers(series, plus, minus, ink.colour, 3 if ranged else 1.25)


def _labels(chart, runs: Sequence[_Run], days: Sequence[date], room: Room, size: float) -> None:
    """Letters of figures alone with what limits them; values of lines where they meet nothing else.

    What a figure alone is stands in the list on the same slide: without its letter it would pass for one
    of a line. Words are in the colour of their city, so that they pass for no other's.
    """
    for run, n, choices in _wanted(runs, room.letters):
        mark = run.marks[n]
        arrow = _ARROWS.get(mark.cap, "")
        for said in choices:
            wide = width_of(arrow + said, size - 1) + 2
            must = run.alone and said == choices[-1]
            place = room.take(room.spot(mark.x, mark.value), wide, (size - 1) * LEADING, must=must)
            if place is not None:
                ink = f"#{chart.series[runs.index(run)].format.line.color.rgb}"
                line = [(arrow, size - 1, ink, True)] if arrow else []
                label = Label(((*line, (said, size - 1, ink, False)),))
                point = chart.series[runs.index(run)].points[days.index(mark.x)]
                native.labelled(point, label, place)
                break


def _drawn(runs: Sequence[_Run], spot) -> Iterator[tuple[float, float]]:
    """Places that words must not cover: every point, and points along the lines between them."""
    for run in runs:
        for mark in run.marks:
            yield spot(mark.x, mark.value)
            if mark.start:
                yield from _between(spot(mark.start, mark.value), spot(mark.x, mark.value))
        for one, other in pairwise(run.marks):
            yield from _between(spot(one.x, one.value), spot(other.x, other.value))


def _between(start: tuple[float, float], end: tuple[float, float]) -> Iterator[tuple[float, float]]:
    count = int(max(abs(end[0] - start[0]), abs(end[1] - start[1])) / 8) + 1
    for n in range(count + 1):
        share = n / count
        yield start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _wanted(runs: Sequence[_Run], letters: Mapping[str, str]) -> Iterator[tuple[_Run, int, tuple[str, ...]]]:
    """Figures in the order in which they get their words, each with its choices: alone, last, all others."""
    for run in runs:
        if run.alone:
            mark = run.marks[0]
            letter, short = letters[mark.code], mark.short
            whole = " ".join(filter(None, (letter, mark.text, short)))
            yield run, 0, (whole, *([f"{letter} {short}"] if short else []), letter)
    lined = [run for run in runs if not run.alone]
    yield from ((run, len(run.marks) - 1, (run.marks[-1].text,)) for run in lined)
    for run in lined:
        yield from ((run, n, (mark.text,)) for n, mark in enumerate(run.marks[:-1]))


def _beside(slide, panel: Panel, area: Area, plot: Area, spot) -> None:
    """Breaks as dotted upright lines, two figures for one thing joined."""
    lines = []
    for gap in panel.breaks:
        x, _ = spot(gap.x, 0)
        lines.append(((x, plot.top), (x, plot.bottom), gap.text, MSO_LINE.ROUND_DOT))
    for pair in panel.pairs:
        for one, other in pairwise(pair):
            lines.append((spot(one.x, one.value), spot(other.x, other.value), panel.title, MSO_LINE.SOLID))
    for (x0, y0), (x1, y1), name, dash in lines:
        ends = (area.left + x0, area.top + y0, area.left + x1, area.top + y1)
        native.connected(slide, ends, name, DIM, 1.25, dash)
