"""A band over the years on a scene."""

from collections.abc import Sequence
from dataclasses import dataclass

from talent.charts.draw_fan import apart, shown_years
from talent.charts.model_picture import Fan
from talent.charts.svg.model_brush import Brush
from talent.charts.svg.scene import fitted, text_width

# Height of the plot in type sizes.
_TALL = 15
_ENDS = 0.45
# How thick the lines are, in type sizes, and the dash of the exact one.
EDGE, MIDDLE, EXACT, DASH = 0.08, 0.2, 0.13, (0.45, 0.3)


@dataclass(frozen=True)
class _Plot:
    """The plot's sides in pixels, and where values and years stand in it."""

    panel: Fan
    left: float
    right: float
    top: float
    bottom: float
    inset: float

    def x(self, place: int) -> float:
        last = len(self.panel.years) - 1
        left, right = self.left + self.inset, self.right - self.inset
        return left + (right - left) * (place / last if last else 0.5)

    def y(self, value: float) -> float:
        axis = self.panel.axis
        return self.top + (self.bottom - self.top) * (axis.high - value) / (axis.high - axis.low)

    def points(self, values: Sequence[float]) -> list[tuple[float, float]]:
        """One year alone is drawn as wide as a bar."""
        if len(values) == 1:
            wide = self.right - self.left
            return [(self.left + wide * share, self.y(values[0])) for share in (0.3, 0.7)]
        return [(self.x(place), self.y(value)) for place, value in enumerate(values)]


def draw(brush: Brush, panel: Fan, x: float, y: float, width: float) -> float:
    """The plot with its axes and the last year's values in words; the height it takes."""
    size, top = brush.size, y
    if panel.nothing:
        y += brush.heading(panel.title, "", x, y, width) + size * 0.3
        return y - top + brush.nothing(panel.nothing, x, y, width)
    y += brush.heading(panel.title, panel.axis.unit_text, x, y, width) + size * 0.6
    marks = max(text_width(mark.text, brush.small) for mark in panel.axis.marks)
    ends = min(max(text_width(mark.text, brush.words) for mark in panel.ends), width * _ENDS)
    plot = _Plot(
        panel,
        left=x + marks + size * 0.5,
        right=x + width - ends - size * 0.5,
        top=y,
        bottom=y + size * _TALL,
        inset=text_width("0000", brush.small) / 2,
    )
    _grid(brush, plot)
    _shapes(brush, plot)
    _years(brush, plot)
    _ends(brush, plot, x + width - plot.right - size * 0.5)
    _readings(brush, plot)
    return plot.bottom + brush.small * 1.9 - top


def _grid(brush: Brush, plot: _Plot) -> None:
    theme = brush.scene.theme
    for mark in plot.panel.axis.marks:
        at, nought = plot.y(mark.value), mark.value == 0
        colour, thick = (theme.dim, 0.11) if nought else (theme.line, 0.07)
        brush.scene.line(plot.left, at, plot.right, at, colour, brush.size * thick)
        side, baseline = plot.left - brush.size * 0.4, at + brush.small * 0.36
        brush.scene.text(mark.text, side, baseline, brush.small, theme.dim, anchor="end")


def _shapes(brush: Brush, plot: _Plot) -> None:
    panel = plot.panel
    low, high = plot.points(panel.p10), plot.points(panel.p90)
    if panel.p10 != panel.p90:
        band(brush, low, high)
    if panel.exact:
        exact(brush, plot.points(panel.exact))
    middle(brush, plot.points(panel.p50))


def band(brush: Brush, low: Sequence[tuple[float, float]], high: Sequence[tuple[float, float]]) -> None:
    """What lies between two lines, and the lines."""
    brush.scene.path([*high, *reversed(low)], fill=brush.colour, fill_opacity=0.22)
    for edge in (low, high):
        _line(brush, edge, brush.colour, EDGE)


def middle(brush: Brush, points: Sequence[tuple[float, float]]) -> None:
    _line(brush, points, brush.colour, MIDDLE)


def exact(brush: Brush, points: Sequence[tuple[float, float]]) -> None:
    _line(brush, points, brush.scene.theme.ink, EXACT, brush.dashes(DASH))


def _line(
    brush: Brush, points: Sequence[tuple[float, float]], colour: str, thick: float, dash: str | None = None
) -> None:
    brush.scene.path(
        points,
        closed=False,
        fill="none",
        stroke=colour,
        stroke_width=brush.size * thick,
        stroke_dasharray=dash,
        stroke_linejoin="round",
    )


def _years(brush: Brush, plot: _Plot) -> None:
    years, baseline = plot.panel.years, plot.bottom + brush.small * 1.5
    most = int((plot.right - plot.left) / (text_width("0000", brush.small) * 1.5))
    for place in shown_years(len(years), max(2, min(most, 6))):
        said, dim = str(years[place]), brush.scene.theme.dim
        brush.scene.text(said, plot.x(place), baseline, brush.small, dim, anchor="middle")


def _ends(brush: Brush, plot: _Plot, room: float) -> None:
    """The last year's words, each led to from its value; none stands on another."""
    words = [fitted(mark.text, brush.words, room) for mark in plot.panel.ends]
    step = brush.words * 1.24
    heights = apart(
        [plot.y(mark.value) - plot.top for mark in plot.panel.ends],
        step * max(map(len, words)),
        plot.bottom - plot.top,
    )
    start = plot.points(plot.panel.p50)[-1][0]
    theme = brush.scene.theme
    for mark, lines, height in zip(plot.panel.ends, words, heights, strict=True):
        middle = plot.top + height
        brush.scene.path(
            [
                (start, plot.y(mark.value)),
                (plot.right, plot.y(mark.value)),
                (plot.right + brush.size * 0.4, middle),
            ],
            closed=False,
            fill="none",
            stroke=theme.dim,
            stroke_width=brush.size * 0.05,
        )
        for number, line in enumerate(lines):
            baseline = middle + step * (number + 0.5 - len(lines) / 2) + brush.words * 0.36
            brush.scene.text(line, plot.right + brush.size * 0.5, baseline, brush.words, theme.ink)


def _readings(brush: Brush, plot: _Plot) -> None:
    """One strip a year over the plot, which tells all its values."""
    last = len(plot.panel.readings) - 1
    between = [(plot.x(place) + plot.x(place + 1)) / 2 for place in range(last)]
    for start, end, words in zip(
        [plot.left, *between], [*between, plot.right], plot.panel.readings, strict=True
    ):
        brush.scene.begin(pointer_events="all")
        brush.scene.describe(words)
        brush.scene.rect(start, plot.top, end - start, plot.bottom - plot.top, "none")
        brush.scene.end()
