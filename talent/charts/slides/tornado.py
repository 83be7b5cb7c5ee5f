"""How far each assumption moves a result, as a native chart whose bars begin at the median."""

import math

from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION

from talent.charts.axis import ticks
from talent.charts.lettering import width_of
from talent.charts.model_picture import ModelPicture, Sway, Tornado
from talent.charts.slides import looks, native
from talent.charts.slides.native import Label, Series
from talent.charts.slides.paint import DIM, INK, LEADING, WARN, Area
from talent.charts.slides.words import Para, broken
from talent.i18n import text

_AXIS, _BETWEEN, _TALLEST_ROW = 18.0, 8.0, 46.0
_NAMES = 0.42


def head(panel: Tornado, size: float) -> tuple[Para, ...]:
    return (Para(panel.title, size, bold=True),)


def _foot(panel: Tornado, size: float) -> tuple[Para, ...]:
    """The unit and the median in words, and the note."""
    said = Para(f"{panel.axis.unit_text}  ┃ {panel.middle.text}", max(9, size - 3), DIM)
    return (said, *([Para(panel.note, max(9, size - 3), WARN)] if panel.note else []))


def _name(sway: Sway, width: float, size: float, language: str) -> str:
    """The assumption, its tags, its rank correlation, and why it has no bar."""
    tags = text("chart.dot", language).join(tag.text for tag in sway.tags)
    said = [sway.label, tags, sway.still or sway.correlation_text]
    return "\n".join(line for words in said if words for line in broken(words, size, width))


def _names(picture: ModelPicture, panel: Tornado, width: float, size: float) -> list[str]:
    return [_name(sway, width * _NAMES, size - 2, picture.language) for sway in panel.sways]


def least(picture: ModelPicture, panel: Tornado, width: float, size: float) -> float:
    """Points the panel takes at least."""
    names = _names(picture, panel, width, size)
    around = native.title_height(head(panel, size), width) + native.note_height(_foot(panel, size), width)
    return around + _row(names, size) * len(names) + _AXIS


def _row(names: list[str], size: float) -> float:
    return max(name.count("\n") + 1 for name in names) * (size - 2) * LEADING + _BETWEEN


def draw(slide, picture: ModelPicture, panel: Tornado, area: Area, size: float, alt: str) -> None:
    """The panel as a chart of at most the area's height; values in the unit its title names."""
    above, under = head(panel, size), _foot(panel, size)
    top, below = native.title_height(above, area.width), _AXIS + native.note_height(under, area.width)
    names = _names(picture, panel, area.width, size)
    row = max(_row(names, size), min(_TALLEST_ROW, (area.height - top - below) / len(names)))
    area = Area(area.left, area.top, area.width, top + row * len(names) + below)
    left = max(width_of(line, size - 2) for name in names for line in name.split("\n")) + native.BESIDE
    plot = Area(left, top, area.width - left - 4, row * len(names))
    unit = panel.axis.size
    named = {key.look: key.text for key in picture.legend}
    series = [
        Series(named[look], tuple(None if s.still else getattr(s, look) / unit for s in panel.sways))
        for look in ("at_low", "at_high")
    ]
    frame = native.add(slide, XL_CHART_TYPE.BAR_CLUSTERED, names, series, area)
    native.named(frame, panel.title, alt)
    chart = frame.chart
    native.titled(chart, above, area.width)
    native.plotted(chart, plot, area)
    chart.plots[0].overlap = 100
    chart.plots[0].gap_width = 70
    native.category_axis(chart.category_axis, size - 2)
    chart.category_axis.reverse_order = True
    low, high, step = _range(panel, plot.width, size)
    native.value_axis(chart.value_axis, low, high, step, size - 3, picture.language)
    # The bars begin at the median; the values' marks stay below the plot.
    native.crossing(chart.category_axis, "crossesAt", repr(panel.middle.value / unit))
    native.crossing(chart.value_axis, "crosses", "max")
    native.noted(chart.value_axis, under, plot, area, _AXIS - 2)
    for one, look in zip(chart.series, ("at_low", "at_high"), strict=True):
        looks.fill(one.format, look, 0, picture.ink.colour)
        for n, sway in enumerate(panel.sways):
            if not sway.still:
                words = sway.low_text if look == "at_low" else sway.high_text
                label = Label((((words, size - 3, INK, False),),))
                native.labelled(one.points[n], label, XL_LABEL_POSITION.OUTSIDE_END)


def _range(panel: Tornado, plot: float, size: float) -> tuple[float, float, float]:
    """Round ends with room for the words outside the bars, and the step between the marks."""
    unit = panel.axis.size
    words = [w for s in panel.sways if not s.still for w in (s.low_text, s.high_text)]
    room = min(0.3, (max((width_of(w, size - 3) for w in words), default=0) + 8) / plot)
    span = (panel.axis.high - panel.axis.low or 1) / unit / (1 - 2 * room)
    low, high = panel.axis.low / unit - span * room, panel.axis.high / unit + span * room
    tried = []
    for most in range(3, 9):
        shown = ticks(low, high, most)
        step = shown[1] - shown[0] if len(shown) > 1 else span
        ends = math.floor(low / step) * step, math.ceil(high / step) * step
        wide = max(width_of(f"{end:,.10g}", size - 3) for end in ends) + 10
        if (ends[1] - ends[0]) / step * wide <= plot or most == 3:
            tried.append((*ends, step))
    return min(tried, key=lambda one: one[1] - one[0])
