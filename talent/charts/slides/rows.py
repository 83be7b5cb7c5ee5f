"""Bars of a modelled picture as a native chart: one bar a year and run, its words beside its name."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
from pptx.enum.dml import MSO_LINE

from talent.charts import series
from talent.charts.axis import ticks
from talent.charts.lettering import width_of
from talent.charts.model_picture import Bar, ModelPicture, Row, Rows
from talent.charts.series import Kind
from talent.charts.slides import looks, native
from talent.charts.slides.native import Label, Series
from talent.charts.slides.paint import DIM, INK, Area
from talent.charts.slides.words import Para, broken

_AXIS, _TALLEST_ROW = 18.0, 34.0
# More lines than this are set in smaller type, not below the floor and closer together.
_CROWDED, _FLOOR, _LINE = 14, 8.5, 1.16
# Names take at most this share of the width.
_NAMES = 0.45


@dataclass(frozen=True)
class _Line:
    """One line of the chart: a bar with its name, or a heading without one."""

    name: str
    bar: Bar | None


def _lines(panel: Rows) -> Iterator[_Line]:
    headed = False
    for row in panel.rows:
        if row.later and not headed and panel.later_title:
            headed = True
            yield _Line(panel.later_title, None)
        for bar in row.bars:
            yield _Line(_name(row, bar), bar)


def _name(row: Row, bar: Bar) -> str:
    """Year, run and the words of the bar: `2023 现行标准 8,845,632`."""
    run = bar.label if len(row.bars) > 1 else ""
    return "  ".join(filter(None, [row.label, row.note, run, bar.end]))


def head(panel: Rows, size: float) -> tuple[Para, ...]:
    return (Para(panel.title, size, bold=True),) if panel.title else ()


def _foot(panel: Rows, size: float) -> tuple[Para, ...]:
    """The unit, and what the upright line means."""
    limit = [Para(f"┊  {panel.limit.text}", max(9, size - 3), INK)] if panel.limit else []
    return (Para(panel.unit_text, max(9, size - 3), DIM), *limit)


def _named(panel: Rows, width: float, size: float) -> list[_Line]:
    """The lines with names no wider than their share of a width."""
    lines = list(_lines(panel))
    small = _type(len(lines), size)
    return [replace(one, name="\n".join(broken(one.name, small, width * _NAMES))) for one in lines]


def least(picture: ModelPicture, panel: Rows, width: float, size: float) -> float:
    """Points the panel takes at least."""
    lines = _named(panel, width, size)
    around = native.title_height(head(panel, size), width) + native.note_height(_foot(panel, size), width)
    legend = native.legend_height(_legend(picture, _kinds(lines)), width, size - 2.5)
    return around + legend + _row(lines, size) * len(lines) + _AXIS


def _type(count: int, size: float) -> float:
    """The type of names: smaller where there are very many."""
    return size - 2 if count <= _CROWDED else max(_FLOOR, size - 3.5)


def _row(lines: list[_Line], size: float) -> float:
    names = max(line.name.count("\n") + 1 for line in lines)
    return names * _type(len(lines), size) * _LINE + 1


def draw(slide, picture: ModelPicture, panel: Rows, area: Area, size: float, alt: str) -> None:
    """The panel as a chart of at most the area's height."""
    lines = _named(panel, area.width, size)
    above, under = head(panel, size), _foot(panel, size)
    kinds = _kinds(lines)
    shown = _legend(picture, kinds)
    head_height = native.title_height(above, area.width)
    top = head_height + native.legend_height(shown, area.width, size - 2.5)
    below = _AXIS + native.note_height(under, area.width)
    row = max(_row(lines, size), min(_TALLEST_ROW, (area.height - top - below) / len(lines)))
    area = Area(area.left, area.top, area.width, top + row * len(lines) + below)
    small = _type(len(lines), size)
    left = _left(picture, area.width, size, small)
    plot = Area(left, top, area.width - left - 8, row * len(lines))
    values = [tuple(series.value(line.bar, kind) if line.bar else None for line in lines) for kind in kinds]
    drawn = [Series(series.called(kind, picture), row) for kind, row in zip(kinds, values, strict=True)]
    frame = native.add(slide, XL_CHART_TYPE.BAR_STACKED, [line.name for line in lines], drawn, area)
    native.named(frame, panel.title or picture.title, alt)
    chart = frame.chart
    if above:
        native.titled(chart, above, area.width)
    native.plotted(chart, plot, area)
    chart.plots[0].overlap = 100
    chart.plots[0].gap_width = 35
    native.category_axis(chart.category_axis, small)
    chart.category_axis.reverse_order = True
    native.crossing(chart.value_axis, "crosses", "max")
    native.noted(chart.value_axis, under, plot, area, _AXIS - 2)
    steps = ticks(0, panel.top or 1, max(3, int(plot.width / 90)))
    high = (panel.top or 1) * 1.02
    native.value_axis(chart.value_axis, 0, high, steps[1] - steps[0], size - 3, picture.language)
    for (look, age), one in zip(kinds, chart.series, strict=True):
        looks.fill(one.format, look, age, picture.ink.colour)
    _inside(chart, lines, kinds, plot.width / high, size)
    if shown:
        native.legend(chart, range(len(kinds)), area, head_height, size - 2.5)
    if panel.limit:
        x = area.left + plot.left + plot.width * panel.limit.value / high
        ends = (x, area.top + plot.top, x, area.top + plot.bottom)
        native.connected(slide, ends, panel.limit.text, INK, 1.5, MSO_LINE.ROUND_DOT)


def _left(picture: ModelPicture, width: float, size: float, small: float) -> float:
    """Room for names, the same for all charts of a picture: their lengths can be compared."""
    panels = [panel for panel in picture.panels if isinstance(panel, Rows)]
    names = [
        part for panel in panels for line in _named(panel, width, size) for part in line.name.split("\n")
    ]
    return min(max(width_of(name, small) for name in names), width * _NAMES) + native.BESIDE


def _kinds(lines: list[_Line]) -> list[Kind]:
    return series.kinds(line.bar for line in lines if line.bar)


def _legend(picture: ModelPicture, kinds: list[Kind]) -> list[str]:
    """All series where the legend names the look of one; arrivals are labelled in their bars."""
    told = {key.look for key in picture.legend} - {"cohort"}
    names = [series.called(kind, picture) for kind in kinds]
    return names if any(look in told for look, _ in kinds) else []


def _inside(chart, lines: list[_Line], kinds: list[Kind], scale: float, size: float) -> None:
    """Labels in the parts that are wide enough for them."""
    for kind, one in zip(kinds, chart.series, strict=True):
        for n, line in enumerate(lines):
            for part in line.bar.parts if line.bar else ():
                if (
                    (part.look, part.age) == kind
                    and part.label
                    and width_of(part.label, size - 3) + 8 < part.value * scale
                ):
                    label = Label((((part.label, size - 3, INK, False),),))
                    native.labelled(one.points[n], label, XL_LABEL_POSITION.CENTER)
