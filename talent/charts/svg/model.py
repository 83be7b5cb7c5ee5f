"""A `ModelPicture` on a scene: its legend and panels; the words around them are its frame's."""

from collections.abc import Callable, Mapping

from talent.charts.lettering import width_of
from talent.charts.model_picture import Fan, Key, ModelPicture, Panel, Rows, Tornado
from talent.charts.svg import fan, rows, tornado
from talent.charts.svg.model_brush import BARS, Brush
from talent.charts.svg.scene import LEADING, Scene, fitted

# Type sizes a panel needs to stand beside another, and between two.
_LEAST: Mapping[type, float] = {Rows: 36, Fan: 21, Tornado: 30}
_BETWEEN = 2.4
# Of a legend's mark, in type sizes.
_WIDE, _TALL = 1.9, 0.9


def draw(scene: Scene, picture: ModelPicture, x: float, y: float, width: float, size: float) -> float:
    """Legend and panels in `width` pixels from the top `y` down, type of `size`; the height they take."""
    brush = Brush(scene, picture.ink.shade(scene.dark), size)
    if picture.nothing:
        return brush.nothing(picture.nothing, x, y, width)
    top = y
    if picture.legend:
        y += _legend(brush, picture, x, y, width) + size * 0.6
    gap = size * _BETWEEN
    least = size * max(_LEAST[type(panel)] for panel in picture.panels)
    columns = max(1, min(len(picture.panels), int((width + gap) // (least + gap))))
    wide = (width - gap * (columns - 1)) / columns
    for first in range(0, len(picture.panels), columns):
        y += size * 1.4 if first else 0
        y += max(
            _panel(brush, panel, x + place * (wide + gap), y, wide, picture.language)
            for place, panel in enumerate(picture.panels[first : first + columns])
        )
    return y - top


def _panel(brush: Brush, panel: Panel, x: float, y: float, width: float, language: str) -> float:
    if isinstance(panel, Rows):
        return rows.draw(brush, panel, x, y, width, language)
    if isinstance(panel, Fan):
        return fan.draw(brush, panel, x, y, width)
    return tornado.draw(brush, panel, x, y, width, language)


def _legend(brush: Brush, picture: ModelPicture, x: float, y: float, width: float) -> float:
    """Looks and what they mean, one after the other, each on lines of its own where it is too long."""
    size, top, at = brush.size, y, x
    mark = size * (_WIDE + 0.5)
    step = brush.words * LEADING
    for key in picture.legend:
        lines = fitted(key.text, brush.words, width - mark)
        wide = mark + max(width_of(line, brush.words) for line in lines)
        if at > x and at + wide > x + width:
            at, y = x, y + step
        _swatch(brush, key, picture, at, y + step / 2)
        brush.scene.stacked(lines, at + mark, y, brush.words, brush.scene.theme.dim)
        y += step * (len(lines) - 1)
        at = at + wide + size * 1.3 if len(lines) == 1 else x + width
    return y + step - top


def _swatch(brush: Brush, key: Key, picture: ModelPicture, x: float, middle: float) -> None:
    brush.scene.begin()
    brush.scene.describe(key.text)
    if key.look in BARS:
        _box(brush, key.look, x, middle)
    else:
        _LINES[key.look](brush, picture, x, middle)
    brush.scene.end()


def _box(brush: Brush, look: str, x: float, middle: float) -> None:
    wide, tall = brush.size * _WIDE, brush.size * _TALL
    brush.bar(look, x, middle - tall / 2, wide, tall)


def _cohort(brush: Brush, picture: ModelPicture, x: float, middle: float) -> None:
    """From the newest to the oldest."""
    wide, tall = brush.size * _WIDE / 3, brush.size * _TALL
    for place, age in enumerate((0, 2, 4)):
        brush.bar("cohort", x + place * wide, middle - tall / 2, wide, tall, age=age)


def _limit(brush: Brush, picture: ModelPicture, x: float, middle: float) -> None:
    half = brush.size * _TALL * 0.6
    rows.limit_line(brush, x + brush.size * _WIDE / 2, middle - half, middle + half)


def _band(brush: Brush, picture: ModelPicture, x: float, middle: float) -> None:
    far, half = x + brush.size * _WIDE, brush.size * _TALL / 2
    fan.band(brush, [(x, middle + half), (far, middle + half)], [(x, middle - half), (far, middle - half)])


def _middle(brush: Brush, picture: ModelPicture, x: float, middle: float) -> None:
    """A line over the years, or that of a tornado's median across its bars."""
    if picture.kind == "tornado":
        half = brush.size * _TALL * 0.6
        tornado.median(brush, x + brush.size * _WIDE / 2, middle - half, middle + half)
    else:
        fan.middle(brush, [(x, middle), (x + brush.size * _WIDE, middle)])


def _exact(brush: Brush, picture: ModelPicture, x: float, middle: float) -> None:
    fan.exact(brush, [(x, middle), (x + brush.size * _WIDE, middle)])


_LINES: Mapping[str, Callable[[Brush, ModelPicture, float, float], None]] = {
    "cohort": _cohort,
    "limit": _limit,
    "band": _band,
    "middle": _middle,
    "exact": _exact,
}
