"""One bar: hatched for plans, an arrow for more, a faded end for less, a paler part, a whisker."""

from collections.abc import Callable, Sequence

from talent.charts.picture import Mark
from talent.charts.svg.brush import Brush

# Lengths in type sizes; the arrow adds to the bar.
THICK = 1.7
_ARROW = 0.75
_AFTER = 0.55
_DOT = 0.34
# A nearly or at-most bar fades over its last part.
_FADE_FROM = 0.7

At = Callable[[float], float]


def after(brush: Brush, mark: Mark) -> float:
    """Pixels between the end of all that is drawn for a mark and its words."""
    ems = _AFTER + (_ARROW if mark.cap == "open" else 0) + (_DOT if mark.partner else 0)
    return ems * brush.size


def draw(brush: Brush, mark: Mark, y: float, at: At) -> None:
    """The bar around the height `y`; `at` gives the pixel of a value."""
    colour, half = brush.colour(mark.city), THICK / 2 * brush.size
    scene, zero, tip = brush.scene, at(0), at(mark.value)
    left, wide = min(zero, tip), max(abs(tip - zero), 1.5)
    fill = _fading(brush, colour, leftward=tip < zero) if mark.cap == "faded" else colour
    scene.rect(left, y - half, wide, 2 * half, fill, data_part="bar")
    if mark.high_value is not None:
        beyond = at(mark.high_value)
        scene.rect(tip, y - half, beyond - tip, 2 * half, colour, opacity=0.4, data_part="range")
        wide += beyond - tip
        tip = beyond
    if mark.shape == "hatched":
        scene.rect(left, y - half, wide, 2 * half, _hatching(brush), data_part="hatching")
        edge = {"stroke": colour, "stroke_width": brush.hair}
        if mark.cap != "faded":
            scene.rect(left, y - half, wide, 2 * half, "none", **edge)
    if mark.cap == "open":
        _arrow(brush, tip, y, half, colour)
    _whisker(brush, mark, y, at)


def _arrow(brush: Brush, x: float, y: float, half: float, colour: str) -> None:
    """The true value lies further: the bar ends in a head, set off by a thin cut."""
    cut, tip = 0.14 * brush.size, _ARROW * brush.size
    corners = [(x + cut, y - half), (x + tip, y), (x + cut, y + half)]
    brush.scene.path(corners, fill=colour, data_part="arrow")


def _whisker(brush: Brush, mark: Mark, y: float, at: At) -> None:
    ends = [one for one in (mark.low, mark.high) if one is not None]
    if not ends:
        return
    first, last = min([mark.value, *ends]), max([mark.value, *ends])
    line = {"stroke": brush.theme.ink, "width": 0.11 * brush.size}
    brush.scene.line(at(first), y, at(last), y, **line, data_part="whisker")
    for one in ends:
        brush.scene.line(at(one), y - 0.32 * brush.size, at(one), y + 0.32 * brush.size, **line)


def join(brush: Brush, pair: Sequence[tuple[Mark, float]], at: At) -> None:
    """Two figures for one thing: their ends joined, the adopted one filled."""
    theme, size = brush.theme, brush.size
    points = [(at(mark.value), y) for mark, y in pair]
    brush.scene.path(points, closed=False, fill="none", stroke=theme.ink, stroke_width=0.12 * size)
    for (mark, _), (x, y) in zip(pair, points, strict=True):
        fill = theme.ink if mark.adopted else theme.ground
        brush.scene.circle(x, y, _DOT * size, fill, stroke=theme.ink, stroke_width=0.12 * size)


def _hatching(brush: Brush) -> str:
    """Slanting stripes of the ground over a bar."""
    step = round(0.6 * brush.size, 1)
    name = f"stripes-{brush.theme.ground[1:]}-{step * 10:.0f}"
    brush.scene.define(
        f'<pattern id="{name}" width="{step:g}" height="{step:g}" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="{step * 0.42:.2f}" height="{step:g}" '
        f'fill="{brush.theme.ground}" fill-opacity="0.8"/></pattern>'
    )
    return f"url(#{name})"


def _fading(brush: Brush, colour: str, *, leftward: bool) -> str:
    """The colour that ends in almost nothing."""
    name = f"fading-{'left-' if leftward else ''}{colour[1:]}"
    ends = ' x1="1" x2="0"' if leftward else ""
    stops = ((_FADE_FROM, 1), (1, 0.08))
    shades = "".join(
        f'<stop offset="{offset}" stop-color="{colour}" stop-opacity="{opacity}"/>'
        for offset, opacity in stops
    )
    brush.scene.define(f'<linearGradient id="{name}"{ends}>{shades}</linearGradient>')
    return f"url(#{name})"
