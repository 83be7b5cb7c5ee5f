"""Where the words, the panels and the code of one picture stand."""

from collections.abc import Callable
from dataclasses import dataclass

from talent.charts.canvas import DARK, LIGHT
from talent.charts.frame import Content
from talent.charts.sheet import Sheet
from talent.charts.svg.brush import SMALL
from talent.charts.svg.figure import draw
from talent.charts.svg.scene import Scene
from talent.charts.svg.words import Said, foot, head, narrow_foot, side

# All in pixels of a picture whose shorter side has 1080. The smallest letters; running text at most;
# panels with room to spare are drawn larger, up to the last.
_SHORT = 1080
_SMALLEST = 13.0
_LARGEST, _LARGEST_PANELS = 25.0, 33.0
_MARGIN = 54
_STEPS = 6
# The column at the right takes this share of the width.
_SIDE = 0.27
# Lengths in type sizes.
_APART, _ABOVE = 1.0, 0.7


@dataclass(frozen=True)
class Layout:
    """Where things stand: the words below in a column at the right or not, plots over time low or not."""

    content: Content
    said: Said
    width: float
    height: float
    dark: bool
    sided: bool = False
    low: bool = False

    @property
    def unit(self) -> float:
        """By how much all is larger than at the size for which it was made."""
        return min(self.width, self.height) / _SHORT

    @property
    def wide(self) -> bool:
        return self.width > self.height

    @property
    def has_room(self) -> bool:
        """Whether a line for each row would fit; of a table of hundreds that is told at once."""
        rows = len(self.content.rows) if isinstance(self.content, Sheet) else 0
        return rows * _SMALLEST * self.unit <= self.height

    @property
    def least(self) -> float:
        """The smallest size of running text: of its small type every letter can still be read."""
        return _SMALLEST / SMALL * self.unit

    @property
    def margin(self) -> float:
        return _MARGIN * self.unit

    @property
    def inside(self) -> float:
        """The width between the margins."""
        return self.width - 2 * self.margin

    def blank(self) -> Scene:
        scene = Scene(DARK if self.dark else LIGHT)
        scene.rect(0, 0, self.width, self.height, scene.theme.ground)
        return scene

    def lay(self, scene: Scene, size: float, panels: float) -> float:
        """Draw all with words and panels of two type sizes; the pixels left over, negative if too full."""
        x, wide, bottom = self.margin, self.inside, self.height - self.margin
        y = self.head(scene, size)
        if self.sided:
            column = _SIDE * wide
            rule = x + wide - column - 1.5 * size
            scene.line(rule, y, rule, bottom, scene.theme.line, 1)
            right = side(scene, self.said, rule + 1.5 * size, y, column, size, bottom)
            return bottom - y - max(right, self._panels(scene, y, rule - 1.5 * size - x, panels))
        y += self._panels(scene, y, wide, panels)
        return self.foot(scene, size) - y

    def head(self, scene: Scene, size: float) -> float:
        """Set the words above the panels; where these may begin."""
        y = _MARGIN * 0.8 * self.unit
        return y + head(scene, self.said, self.margin, y, self.inside, size) + 0.4 * size

    def foot(self, scene: Scene, size: float) -> float:
        """Set the words below the panels under a rule; where these must end."""
        x, wide, bottom = self.margin, self.inside, self.height - self.margin
        set_foot = foot if self.wide else narrow_foot
        top = bottom - set_foot(Scene(), self.said, x, 0, wide, size)
        rule = top - _ABOVE * size
        scene.line(x, rule, x + wide, rule, scene.theme.line, 1)
        set_foot(scene, self.said, x, top, wide, size)
        return rule - _APART * size

    def _panels(self, scene: Scene, y: float, width: float, size: float) -> float:
        return draw(scene, self.content, self.margin, y, width, size, low=self.low)

    def size(self) -> float | None:
        """The largest type in which everything fits, None if the smallest is too large."""
        return _largest(lambda size: self.lay(self.blank(), size, size), self.least, _LARGEST * self.unit)

    def panel_size(self, size: float) -> float:
        """The largest type of the panels beside words of that size."""
        most = _LARGEST_PANELS * self.unit
        return _largest(lambda panels: self.lay(self.blank(), size, panels), size, most) or size


def _largest(left: Callable[[float], float], least: float, most: float) -> float | None:
    """The largest type size with nothing wanting; None where even the least is too large."""
    if left(most) >= 0:
        return most
    if left(least) < 0:
        return None
    for _ in range(_STEPS):
        half = (least + most) / 2
        least, most = (half, most) if left(half) >= 0 else (least, half)
    return least
