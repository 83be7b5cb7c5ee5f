"""A panel over time: lines stop at breaks, figures that join no line are hollow with a letter."""

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from talent.charts import timeline
from talent.charts.axis import ticks
from talent.charts.picture import Line, Mark, Panel
from talent.charts.placing import Room, Spot
from talent.charts.svg import key
from talent.charts.svg.brush import SMALL, Brush, head_height, middle
from talent.charts.svg.scene import Scene, text_width
from talent.charts.svg.signs import sign
from talent.i18n import format_number, text

# Lengths in type sizes.
# A plot is the lower the more rows of panels there are.
_HEIGHTS = (17.0, 11.0, 9.0)
_LOWEST = 7.0
_AXIS = 2.1
_RADIUS = 0.4
# From this width on, the key stands right of the plot and takes this share.
_WIDE, _KEY = 64, 0.4
# Free places for words are sought at the type size for which `placing` was made.
_PLACED_AT = 12.5
# How far right of and below its point the middle of words stands; where a letter goes when all is taken.
Free = tuple[float, float]
_CROWDED: Free = (12.0, 0.0)
# A value may be so many times as wide as points of its line are apart: it stands over its own point.
_REACH = 1.5


@dataclass(frozen=True)
class _Plot:
    """Where days and values lie: the plot's left, top, width, height in pixels, its axes' ends."""

    left: float
    top: float
    width: float
    height: float
    days: timeline.Axis
    low: float
    high: float

    def x(self, day: date) -> float:
        return self.left + self.width * self.days.share(day)

    def y(self, value: float) -> float:
        return self.top + self.height * (self.high - value) / (self.high - self.low)


def plot_height(rows: int, low: bool) -> float:
    """Type sizes a plot is tall where there are so many rows of panels; `low` where room is short."""
    tall = _HEIGHTS[min(rows, len(_HEIGHTS)) - 1]
    return max(_LOWEST, tall * 0.6) if low else tall


def panel(brush: Brush, panel: Panel, x: float, y: float, width: float, head: float, tall: float) -> float:
    """Draw the panel: head, plot, then a key with every value; the height it takes.

    `head` is the height of the tallest head beside this one, so that plots stand level; `tall` that of the
    plot in type sizes.
    """
    brush.head(panel.title, panel.note, x, y, width, brush.theme.dim)
    top = y + head + 0.5 * brush.size
    bottom = top
    if panel.drawn:
        letters = timeline.letters(panel)
        right = _beside(brush, panel, width, letters, tall)
        if right:
            wide = width * (1 - _KEY) - 2.5 * brush.size
            key.draw(brush, panel, x + width * (1 - _KEY), top, width * _KEY, letters)
            tall = max(tall, min(right / brush.size - _AXIS, 1.6 * tall))
            bottom += max(right, _draw(brush, panel, x, top, wide, letters, tall))
        else:
            bottom += _draw(brush, panel, x, top, width, letters, tall)
            bottom += key.draw(brush, panel, x, bottom, width, letters)
    for absent in panel.missing:
        words = text("chart.absent", brush.picture.language, city=absent.label, why=absent.text)
        bottom += brush.scene.paragraph(words, x, bottom, width, brush.size, brush.theme.dim)
    return bottom + 0.5 * brush.size - y


def _beside(brush: Brush, panel: Panel, width: float, letters: dict[str, str], tall: float) -> float:
    """How tall the key is right of the plot; 0 where that is too narrow or takes more height than below."""
    if width <= _WIDE * brush.size:
        return 0
    trial = replace(brush, scene=Scene())
    right = key.draw(trial, panel, 0, 0, width * _KEY, letters)
    plot = (tall + _AXIS) * brush.size
    return right if max(right, plot) <= plot + key.draw(trial, panel, 0, 0, width, letters) else 0


def head(brush: Brush, panel: Panel, width: float) -> float:
    """How tall the head of a panel is."""
    return head_height(panel.title, panel.note, width, brush.size)


def _draw(
    brush: Brush, panel: Panel, x: float, y: float, width: float, letters: dict[str, str], tall: float
) -> float:
    """The plot with its axes; the height it takes."""
    picture, size = brush.picture, brush.size
    low, high = timeline.reach(panel)
    levels = ticks(low, high, 5 if tall > 12 else 4 if tall > 8 else 3)
    names = [format_number(level, picture.language) for level in levels]
    numbers = max(text_width(name, brush.small) for name in names) + 0.5 * size
    left, wide = x + numbers, width - numbers - 0.3 * size
    days = timeline.axis(picture, brush.small, wide)
    plot = _Plot(left, y, wide, tall * size, days, low, high)
    _axes(brush, plot, dict(zip(levels, names, strict=True)))
    _gaps(brush, panel, plot)
    for line in panel.lines:
        colour = brush.colour(line.city)
        for segment in line.segments:
            points = [(plot.x(mark.x), plot.y(mark.value)) for mark in segment]
            if len(points) > 1:
                thick = {"stroke": colour, "stroke_width": 0.17 * size, "stroke_linejoin": "round"}
                brush.scene.path(points, closed=False, fill="none", **thick, data_part="line")
    for pair in panel.pairs:
        ends = [(plot.x(mark.x), plot.y(mark.value)) for mark in (pair[0], pair[-1])]
        line = {"stroke": brush.theme.ink, "stroke_width": 0.12 * size}
        brush.scene.path(ends, closed=False, fill="none", **line, data_part="pair")
    for line in panel.lines:
        # Filled ones last: of two figures for one thing the adopted one stays on top.
        for mark in sorted(line.marks, key=lambda one: one.code not in letters):
            _mark(brush, mark, plot, hollow=mark.code in letters)
    _words(brush, panel, plot, letters)
    return (tall + _AXIS) * size


def _axes(brush: Brush, plot: _Plot, levels: dict[float, str]) -> None:
    scene, theme, size, small = brush.scene, brush.theme, brush.size, brush.small
    right, bottom = plot.left + plot.width, plot.top + plot.height
    for level, words in levels.items():
        y = plot.y(level)
        colour = theme.dim if level == 0 else theme.line
        scene.line(plot.left, y, right, y, colour, brush.hair)
        scene.text(words, plot.left - 0.5 * size, middle(y, small), small, theme.dim, anchor="end")
    for day, words in plot.days.ticks:
        x = plot.x(day)
        scene.line(x, bottom, x, bottom + 0.35 * size, theme.dim, brush.hair)
        scene.text(words, x, bottom + 1.35 * size, small, theme.dim, anchor="middle")


def _mark(brush: Brush, mark: Mark, plot: _Plot, *, hollow: bool) -> None:
    """A figure: its span, where its value may lie, its marker, the arrow of its bound."""
    scene, size, colour = brush.scene, brush.size, brush.colour(mark.city)
    x, y = plot.x(mark.x), plot.y(mark.value)
    brush.open(mark)
    if mark.start is not None:
        first = plot.x(mark.start)
        scene.line(first, y, x, y, colour, 0.1 * size, data_part="span")
        scene.line(first, y - 0.3 * size, first, y + 0.3 * size, colour, 0.1 * size)
    _spread(brush, mark, plot, colour)
    fill = brush.theme.ground if hollow else colour
    sign(scene, brush.picture.ink(mark.city), x, y, _RADIUS * size, fill, colour)
    if mark.cap != "none":
        _bound(brush, x, y, colour, -1 if mark.cap == "open" else 1)
    scene.end()


def _spread(brush: Brush, mark: Mark, plot: _Plot, colour: str) -> None:
    """A thin line where a computed value may lie, a thick one over a printed range."""
    printed = mark.high_value is not None
    ends = [mark.high_value] if printed else [mark.low, mark.high]
    x, thick = plot.x(mark.x), (0.24 if printed else 0.1) * brush.size
    half = (0.45 if printed else 0.25) * brush.size
    for value in ends:
        if value is not None:
            y = plot.y(value)
            brush.scene.line(x, plot.y(mark.value), x, y, colour, thick, data_part="spread")
            brush.scene.line(x - half, y, x + half, y, colour, thick)


def _bound(brush: Brush, x: float, y: float, colour: str, down: int) -> None:
    """An arrow to the side on which the true value lies."""
    size = brush.size
    near, far = y + down * 0.55 * size, y + down * 1.75 * size
    brush.scene.line(x, near, x, far - down * 0.3 * size, colour, 0.14 * size)
    head = [(x, far), (x - 0.34 * size, far - down * 0.6 * size), (x + 0.34 * size, far - down * 0.6 * size)]
    brush.scene.path(head, fill=colour, data_part="arrow")


def _gaps(brush: Brush, panel: Panel, plot: _Plot) -> None:
    """Dotted lines where a series breaks."""
    for gap in panel.breaks:
        x = plot.x(gap.x)
        brush.scene.begin()
        brush.scene.describe(gap.text)
        dots = {"stroke_dasharray": f"{0.12 * brush.size:.2f} {0.28 * brush.size:.2f}", "data_part": "break"}
        brush.scene.line(x, plot.top, x, plot.top + plot.height, brush.theme.dim, 0.12 * brush.size, **dots)
        brush.scene.end()


@dataclass(frozen=True)
class _Writer:
    """Writes beside points where nothing else is; `room` is in the pixels for which `placing` was made."""

    brush: Brush
    plot: _Plot
    room: Room

    @property
    def scale(self) -> float:
        return self.brush.size / _PLACED_AT

    def place(self, day: date, value: float) -> Spot:
        plot = self.plot
        return Spot(plot.days.share(day), 0, (plot.y(value) - plot.top) / self.scale)

    def write(
        self, mark: Mark, choices: tuple[str, ...], colour: str, otherwise: Free | None = None
    ) -> str | None:
        """The first of the choices that fits, written; the last of them stands `otherwise`, if at all.

        Only what must be written may stand further off, where it could be taken for another point's.
        """
        point = self.place(mark.x, mark.value)
        for words in choices:
            wide = text_width(words, SMALL * _PLACED_AT)
            free = self.room.beside(point, wide, close=otherwise is None)
            if free is None and words == choices[-1]:
                free = otherwise
            if free is not None:
                self._set(words, mark, free, colour)
                return words
        return None

    def keeps_apart(self, mark: Mark, segment: tuple[Mark, ...]) -> bool:
        """Whether the value of a point reaches no further than halfway over the next points of its line."""
        days = sorted(self.plot.x(one.x) for one in segment)
        apart = min(after - before for before, after in pairwise(days))
        return text_width(mark.text, self.brush.small) < _REACH * apart

    def _set(self, words: str, mark: Mark, free: Free, colour: str) -> None:
        brush, scale = self.brush, self.scale
        x, y = self.plot.x(mark.x) + free[0] * scale, self.plot.y(mark.value) + free[1] * scale
        # A rim of the ground keeps words apart from the lines of the grid.
        rim = {"stroke": brush.theme.ground, "stroke_width": 0.25 * brush.size, "paint_order": "stroke"}
        brush.scene.text(words, x, middle(y, brush.small), brush.small, colour, anchor="middle", **rim)


def _words(brush: Brush, panel: Panel, plot: _Plot, letters: dict[str, str]) -> None:
    """Letters with why a figure stands alone; then cities and values at the points of lines, where free."""
    scale = brush.size / _PLACED_AT
    writer = _Writer(brush, plot, Room(plot.width / scale, plot.height / scale, multiples=(1.0,)))
    timeline.take(panel, writer.place, writer.room)
    for mark in timeline.singles(panel):
        letter = letters[mark.code]
        choices = (f"{letter} {mark.short}", letter) if mark.short else (letter,)
        writer.write(mark, choices, brush.theme.ink, _CROWDED)
    unnamed = [line for line in panel.lines if not _named(writer, line)]
    for line in panel.lines:
        ends = [segment[-1] for segment in line.segments]
        inner = [one for part in line.segments for one in part[:-1] if writer.keeps_apart(one, part)]
        for mark in (*(ends if line in unnamed else ends[:-1]), *inner):
            writer.write(mark, (mark.text,), brush.colour(line.city))
    for line in unnamed:
        ends = (mark for segment in reversed(line.segments) for mark in (segment[-1], segment[0]))
        any(writer.write(mark, (line.label,), brush.colour(line.city)) for mark in ends)


def _named(writer: _Writer, line: Line) -> bool:
    """Write a line's name with its last value, once for all its pieces; whether there is room or no need."""
    if not line.segments:
        return True
    last = line.segments[-1][-1]
    return bool(writer.write(last, (f"{line.label} {last.text}",), writer.brush.colour(line.city)))
