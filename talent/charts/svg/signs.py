"""The marker of each city: a shape of its own, so that colour is never the only sign."""

from math import cos, pi, sin

from talent.charts.picture import Ink
from talent.charts.svg.scene import Scene

# Corners as (angle in turns from the top, distance in radii); shapes of the same weight to the eye.
_SQUARE = tuple((turn / 8, 1.2) for turn in (1, 3, 5, 7))
_DIAMOND = tuple((turn / 4, 1.3) for turn in range(4))
_UP = tuple((turn / 3, 1.3) for turn in range(3))
_DOWN = tuple((0.5 + turn / 3, 1.3) for turn in range(3))
_STAR = tuple((turn / 10, 0.6 if turn % 2 else 1.4) for turn in range(10))
_FIVE = tuple((turn / 5, 1.15) for turn in range(5))
_SIX = tuple((turn / 6, 1.12) for turn in range(6))
_PLUS = tuple((turn / 12 + 1 / 24, 0.55 if turn % 3 == 1 else 1.25) for turn in range(12))
_TIMES = tuple((turn + 1 / 8, far) for turn, far in _PLUS)
# In the order of the cities, used again after ten; the circle has no corners.
_SHAPES = ((), _SQUARE, _DIAMOND, _UP, _DOWN, _STAR, _FIVE, _SIX, _PLUS, _TIMES)


def sign(scene: Scene, ink: Ink, x: float, y: float, radius: float, fill: str, stroke: str) -> None:
    """The city's marker around a point; hollow where `fill` is the ground."""
    corners = _SHAPES[ink.place % len(_SHAPES)]
    line = {"stroke": stroke, "stroke_width": radius * 0.4}
    if not corners:
        scene.circle(x, y, radius, fill, **line)
        return
    points = [
        (x + radius * far * sin(2 * pi * turn), y - radius * far * cos(2 * pi * turn))
        for turn, far in corners
    ]
    scene.path(points, fill=fill, stroke_linejoin="round", **line)
