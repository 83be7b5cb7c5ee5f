"""A panel of bars as a native chart: cities with their tags at the left, values at the ends of the bars."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION

from talent.charts.axis import ticks
from talent.charts.lettering import width_of
from talent.charts.picture import Absent, Mark, Panel, Picture
from talent.charts.slides import native
from talent.charts.slides.native import Label, Series
from talent.charts.slides.paint import DIM, INK, LEADING, WARN, Area, tint
from talent.charts.slides.words import Para, broken
from talent.i18n import text

# Room at a bar's end beside its words, between rows, and below the plot for the axis.
_END, _BETWEEN, _AXIS = 14.0, 8.0, 18.0
# Names take at most so much of the width; words at a bar's end at most so much of the plot.
_NAMES, _WORDS = 0.36, 0.5
_TALLEST_ROW = 62.0
_OPEN = "▶ "


@dataclass(frozen=True)
class Fit:
    """How a panel is drawn at a width: names broken, words broken, ends of the axis, height of a row."""

    names: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]
    left: float
    low: float
    high: float
    row: float
    head: tuple[Para, ...]
    head_height: float
    foot: tuple[Para, ...]
    foot_height: float

    @property
    def least(self) -> float:
        """Points the panel takes at least."""
        return self.head_height + self.row * len(self.names) + _AXIS + self.foot_height


def fit(picture: Picture, panel: Panel, width: float, size: float) -> Fit:
    """Panels of one scale share their axis and the room for names, so that lengths can be compared."""
    small, language = size - 2, picture.language
    alike = picture.alike(panel)
    absent = tuple(a for p in picture.panels if p.scale == panel.scale for a in p.missing)
    lines = [line for name in _names(alike, absent, size, width, language) for line in name.split("\n")]
    left = max((width_of(line, small) for line in lines), default=40) + native.BESIDE
    plot = width - left
    words = {m.code: _tags(m, plot * _WORDS, small, language) for m in alike}
    low, high = _range(alike, words, plot, size)
    names = _names(panel.marks, panel.missing, size, width, language)
    ends = tuple(words[m.code] for m in panel.marks)
    tall = [small * LEADING * (name.count("\n") + 1) for name in names]
    tall += [(size + small * len(end)) * LEADING for end in ends]
    head = (Para(panel.title, size, bold=True),)
    foot = _foot(panel, size, language)
    heights = native.title_height(head, width), native.note_height(foot, width)
    return Fit(names, ends, left, low, high, max(tall) + _BETWEEN, head, heights[0], foot, heights[1])


def _names(
    marks: Sequence[Mark], absent: Sequence[Absent], size: float, width: float, language: str
) -> tuple[str, ...]:
    """What stands at the left of every row."""
    drawn = [_name(mark, size, width, language) for mark in marks]
    return (*drawn, *(f"{one.label}\n{one.text}" for one in absent))


def _foot(panel: Panel, size: float, language: str) -> tuple[Para, ...]:
    """The unit, and what keeps the lengths from being compared with those of other panels."""
    unit = text("chart.unit", language, unit=panel.unit_text)
    said = [words for words in (unit, panel.note) if words and words not in panel.title]
    words = text("chart.dot", language).join(said)
    return (Para(words, max(9, size - 3), WARN if panel.note else DIM),) if said else ()


def _name(mark: Mark, size: float, width: float, language: str) -> str:
    """City, then what must be known of its figure that limits nothing, and its code."""
    calm = [tag.text for tag in mark.tags if not tag.warn]
    below = broken(text("chart.dot", language).join([*calm, mark.code]), size - 2, width * _NAMES)
    return "\n".join([mark.label, *below])


def _tags(mark: Mark, width: float, size: float, language: str) -> tuple[str, ...]:
    """The warnings of a figure, in lines."""
    words = text("chart.dot", language).join(tag.text for tag in mark.tags if tag.warn)
    return broken(words, size, width) if words else ()


def _range(
    marks: Sequence[Mark], words: dict[str, tuple[str, ...]], plot: float, size: float
) -> tuple[float, float]:
    """The axis' ends: behind the longest bar there is room for its words."""
    low = min([0.0, *(m.value for m in marks), *(m.low for m in marks if m.low is not None)])
    high = low
    for mark in marks:
        value = width_of(_OPEN + mark.text, size * 1.1)
        wide = max([value, *(width_of(line, size - 2) for line in words[mark.code])]) + _END
        high = max(high, low + (mark.far - low) / (1 - min(0.7, wide / plot)))
    return low, high if high > low else low + 1


def draw(slide, picture: Picture, panel: Panel, area: Area, size: float, alt: str) -> None:
    """The panel as a chart of at most the area's height."""
    found = fit(picture, panel, area.width, size)
    rows = len(found.names)
    row = max(
        found.row, min(_TALLEST_ROW, (area.height - found.head_height - _AXIS - found.foot_height) / rows)
    )
    area = Area(area.left, area.top, area.width, found.head_height + row * rows + _AXIS + found.foot_height)
    plot = Area(found.left, found.head_height, area.width - found.left - 2, row * rows)
    blank = (None,) * len(panel.missing)
    series = [Series(picture.title, (*(m.value for m in panel.marks), *blank))]
    ranged = any(m.high_value is not None for m in panel.marks)
    if ranged:
        # Behind the value, not on top of it: both numbers in the workbook are as printed.
        name = text("slides.upper_end", picture.language, indicator=picture.title)
        series.insert(0, Series(name, (*(m.high_value for m in panel.marks), *blank)))
    frame = native.add(slide, XL_CHART_TYPE.BAR_CLUSTERED, found.names, series, area)
    native.named(frame, panel.title or picture.title, alt)
    chart = frame.chart
    native.titled(chart, found.head, area.width)
    native.plotted(chart, plot, area)
    chart.plots[0].overlap = 100
    chart.plots[0].gap_width = round(100 * max(0.6, row / 22 - 1))
    names, values = chart.category_axis, chart.value_axis
    native.category_axis(names, size - 2)
    names.reverse_order = True
    native.crossing(values, "crosses", "max")
    native.noted(values, found.foot, plot, area, _AXIS - 2)
    steps = ticks(found.low, found.high, max(3, int(plot.width / 90)))
    native.value_axis(values, found.low, found.high, steps[1] - steps[0], size - 3, picture.language)
    for n, mark in enumerate(panel.marks):
        _bar(list(chart.series), n, mark, picture, found.words[n], size)
    _whiskers(list(chart.series)[-1], panel, len(found.names))
    _pairs(slide, panel, Area(area.left + plot.left, area.top + plot.top, plot.width, plot.height), found)


def _bar(series, n: int, mark: Mark, picture: Picture, tags: Sequence[str], size: float) -> None:
    """One bar with its words."""
    colour = picture.ink(mark.city).colour
    point = series[-1].points[n]
    if mark.shape == "hatched":
        native.filled(point.format, colour, hatched=True)
    elif mark.cap == "faded":
        native.faded(point.format, colour)
    else:
        native.filled(point.format, colour)
    if mark.high_value is not None:
        native.filled(series[0].points[n].format, tint(colour, 0.4))
    head = [(mark.text, size, INK, True)]
    if mark.cap == "open":
        head.insert(0, (_OPEN, size, colour, False))
    label = Label((tuple(head), *(((line, size - 2, WARN, False),) for line in tags)))
    behind = series[0].points[n] if mark.high_value is not None else point
    native.labelled(behind, label, XL_LABEL_POSITION.OUTSIDE_END)


def _whiskers(series, panel: Panel, count: int) -> None:
    if all(m.low is None and m.high is None for m in panel.marks):
        return
    plus, minus = [0.0] * count, [0.0] * count
    for n, mark in enumerate(panel.marks):
        plus[n] = (mark.high or mark.value) - mark.value
        minus[n] = mark.value - mark.low if mark.low is not None else 0.0
    native.whiskers(series, plus, minus, INK)


def _pairs(slide, panel: Panel, plot: Area, found: Fit) -> None:
    """The ends of two figures for one thing, joined."""
    rows = {mark.code: n for n, mark in enumerate(panel.marks)}

    def end(mark: Mark) -> tuple[float, float]:
        x = plot.left + plot.width * (mark.value - found.low) / (found.high - found.low)
        return x, plot.top + plot.height * (rows[mark.code] + 0.5) / len(found.names)

    for pair in panel.pairs:
        for one, other in pairwise(pair):
            native.connected(slide, (*end(one), *end(other)), panel.title, DIM, 1.5)
