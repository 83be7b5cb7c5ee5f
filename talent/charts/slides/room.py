"""Where words stand beside the points of a native chart."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pptx.enum.chart import XL_LABEL_POSITION

from talent.charts.slides.paint import Area

Box = tuple[float, float, float, float]
# Points of others are at least so far from words; their own is nearer.
_BERTH = 10.0


@dataclass
class Room:
    """Where words may stand: within `area`, away from what is `taken`; `spot` is where a value lies.

    Words keep further away from all `points` but their own, so that they pass for the value of no other.
    They stand on what is `faint` only where there is no place beside it.
    """

    area: Area
    spot: Callable[[date, float], tuple[float, float]]
    letters: Mapping[str, str]
    taken: list[Box]
    points: Sequence[tuple[float, float]]
    faint: Sequence[Box] = ()

    def take(
        self, point: tuple[float, float], wide: float, tall: float, *, must: bool
    ) -> XL_LABEL_POSITION | None:
        """The place beside a point where words fit, from now on taken.

        None where there is none; words that `must` stand get the one that meets the fewest others.
        """
        x, y = point
        corners = {
            XL_LABEL_POSITION.RIGHT: (x + 6, y - tall / 2),
            XL_LABEL_POSITION.ABOVE: (x - wide / 2, y - tall - 5),
            XL_LABEL_POSITION.BELOW: (x - wide / 2, y + 5),
            XL_LABEL_POSITION.LEFT: (x - wide - 6, y - tall / 2),
        }
        boxes = {place: (left, top, left + wide, top + tall) for place, (left, top) in corners.items()}
        within = {place: box for place, box in boxes.items() if self._holds(box)}
        met = {
            place: (_meets(box, self.taken) + self._strays(box, point), _meets(box, self.faint))
            for place, box in within.items()
        }
        place = min(met, key=met.__getitem__, default=XL_LABEL_POSITION.RIGHT)
        if not must and (place not in met or met[place][0]):
            return None
        self.taken.append(boxes[place])
        return place

    def _holds(self, box: Box) -> bool:
        left, top, right, bottom = box
        area = self.area
        return left >= area.left and right <= area.right and top >= area.top and bottom <= area.bottom

    def _strays(self, box: Box, own: tuple[float, float]) -> int:
        """How many points of others are about as near to the words as their own."""
        others = (point for point in self.points if point != own)
        return sum(
            box[0] - _BERTH < x < box[2] + _BERTH and box[1] - _BERTH < y < box[3] + _BERTH for x, y in others
        )


def _meets(box: Box, others: Sequence[Box]) -> int:
    return sum(box[0] < t[2] and t[0] < box[2] and box[1] < t[3] and t[1] < box[3] for t in others)
