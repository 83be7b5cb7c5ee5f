"""Where words fit beside the points of a plot: on no marker, no line and no other words."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

# A plot of fluid width may be shown wider than promised; words must stay free at each of these multiples.
FLUID = (1.0, 1.4, 2.0)
_HALF_LINE = 7
_FAR = (10, 18, 28, 40)
_ASIDE = 3


@dataclass(frozen=True)
class Spot:
    """A place in the plot: a share of its width, pixels to the right of that, pixels from its top."""

    share: float
    right: float
    top: float


@dataclass
class Room:
    """What is taken in a plot of `width` × `height` pixels, or of these multiples of that width."""

    width: float
    height: float
    multiples: tuple[float, ...] = FLUID
    _taken: list[tuple[Spot, Spot, float]] = field(default_factory=list)

    def take(self, start: Spot, end: Spot, clear: float) -> None:
        """Keep words `clear` pixels away from the straight line between two spots."""
        self._taken.append((start, end, clear))

    def beside(self, point: Spot, wide: float, *, close: bool = False) -> tuple[float, float] | None:
        """How far right of and below a point the middle of words `wide` pixels long fits; takes the place.

        `close` = only beside, over or under the point, where nobody takes the words for those of another.
        """
        for right, below in _close(wide / 2) if close else _around(wide / 2):
            middle = Spot(point.share, point.right + right, point.top + below)
            if all(self._free(middle, wide / 2, self.width * times) for times in self.multiples):
                half = max(0, wide / 2 - _HALF_LINE)
                ends = (Spot(middle.share, middle.right + side * half, middle.top) for side in (-1, 1))
                self.take(*ends, clear=_HALF_LINE)
                return right, below
        return None

    def _free(self, middle: Spot, half: float, width: float) -> bool:
        x, y = middle.share * width + middle.right, middle.top
        if x - half < 0 or x + half > width + 6 or y - _HALF_LINE < -2 or y + _HALF_LINE > self.height:
            return False
        return not any(
            _meets(
                (start.share * width + start.right, start.top),
                (end.share * width + end.right, end.top),
                (x - half - clear, y - _HALF_LINE - clear, x + half + clear, y + _HALF_LINE + clear),
            )
            for start, end, clear in self._taken
        )


def _close(half: float) -> Iterator[tuple[float, float]]:
    """Straight beside the point; then over or under it, more and more to one side until words end at it."""
    yield from islice(_around(half), 4)
    most, up = max(0, half - _HALF_LINE), _FAR[0] + _HALF_LINE
    yield from (
        (side * most * step / _ASIDE, below * up)
        for step in range(1, _ASIDE + 1)
        for below in (-1, 1)
        for side in (-1, 1)
    )


def _around(half: float) -> Iterator[tuple[float, float]]:
    """Places for the middle of words around a point, the nearest first; the first four straight beside it."""
    for far in _FAR:
        yield from ((far + half, 0), (0, -far - _HALF_LINE), (0, far + _HALF_LINE), (-far - half, 0))
        yield from (
            (side * (half + 4), below * (far + _HALF_LINE - 2)) for below in (-1, 1) for side in (1, -1)
        )


def _meets(
    start: tuple[float, float], end: tuple[float, float], box: tuple[float, float, float, float]
) -> bool:
    """Whether a straight line touches a box (left, top, right, bottom): clipped against its four sides."""
    enters, leaves = 0.0, 1.0
    for axis in (0, 1):
        step = end[axis] - start[axis]
        near, far = box[axis] - start[axis], box[axis + 2] - start[axis]
        if step == 0:
            if near > 0 or far < 0:
                return False
            continue
        first, last = sorted((near / step, far / step))
        enters, leaves = max(enters, first), min(leaves, last)
        if enters > leaves:
            return False
    return True
