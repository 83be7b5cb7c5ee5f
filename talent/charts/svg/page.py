"""A complete picture of an exact size: every word that travels, the panels, and a code to check it by."""

from collections.abc import Callable
from dataclasses import dataclass

from talent.charts.canvas import DARK, LIGHT
from talent.charts.frame import Content, frame
from talent.charts.svg import fonts
from talent.charts.svg.brush import SMALL
from talent.charts.svg.code import code
from talent.charts.svg.figure import draw
from talent.charts.svg.scene import Scene
from talent.charts.svg.words import Said, foot, head, narrow_foot, side
from talent.errors import TalentError
from talent.i18n import text

# All in pixels of a picture whose shorter side has 1080. The smallest letters; running text at most;
# panels with room to spare are drawn larger, up to the last.
_SHORT = 1080
_SMALLEST = {"landscape": 13.0, "portrait": 15.0}
_LARGEST, _LARGEST_PANELS = 25.0, 33.0
_MARGIN = 54
_STEPS = 6
# The column at the right takes this share of the width.
_SIDE = 0.27
_COLUMNS = 3
# Lengths in type sizes.
_APART, _ABOVE = 1.0, 0.7

# Draws the page with words and panels of two type sizes; the pixels left over, negative where it is too full.
Layout = Callable[[Scene, float, float], float]


@dataclass(frozen=True)
class _Sheet:
    content: Content
    said: Said
    width: float
    height: float
    margin: float
    dark: bool

    @property
    def inner(self) -> float:
        return self.width - 2 * self.margin

    @property
    def bottom(self) -> float:
        return self.height - self.margin

    def stacked(self, scene: Scene, size: float, panels: float) -> float:
        """Words above, panels, words below at the lower edge."""
        x, y, wide = self.margin, self.margin * 0.8, self.inner
        y += head(scene, self.said, x, y, wide, size) + 0.4 * size
        y += draw(scene, self.content, x, y, wide, panels, self.dark)
        top = self.bottom - self._foot(Scene(), 0, size)
        rule = top - _ABOVE * size
        scene.line(x, rule, x + wide, rule, scene.theme.line, 1)
        self._foot(scene, top, size)
        return rule - _APART * size - y

    def _foot(self, scene: Scene, y: float, size: float) -> float:
        if self.width > self.height:
            return foot(scene, self.said, self.margin, y, self.inner, size, _COLUMNS)
        return narrow_foot(scene, self.said, self.margin, y, self.inner, size)

    def sided(self, scene: Scene, size: float, panels: float) -> float:
        """Words above, panels, and the words below in a column at the right."""
        x, y, wide = self.margin, self.margin * 0.8, self.inner
        column = _SIDE * wide
        main = wide - column - 3 * size
        y += head(scene, self.said, x, y, wide, size) + 0.4 * size
        left = draw(scene, self.content, x, y, main, panels, self.dark)
        rule = x + main + 1.5 * size
        scene.line(rule, y, rule, self.bottom, scene.theme.line, 1)
        right = side(scene, self.said, x + main + 3 * size, y, column, size)
        return self.bottom - y - max(left, right)


def page(
    content: Content,
    width: int,
    height: int,
    *,
    link: str = "",
    comment: str = "",
    objections: tuple[str, ...] = (),
    changed: tuple[str, ...] = (),
    product: str = "",
    embed: bool = True,
    dark: bool = False,
) -> str:
    """The picture with all words that travel with it, in the largest type in which everything fits.

    `embed` brings the font along. TalentError `picture.too_full` where even the smallest legible type is too
    large: nothing is ever cut off or left out.
    """
    said = Said(frame(content), comment, objections, changed, product, link, code(link) if link else None)
    unit = min(width, height) / _SHORT
    sheet = _Sheet(content, said, width, height, _MARGIN * unit, dark)
    kind = "landscape" if width > height else "portrait"
    layouts = [sheet.stacked, sheet.sided] if kind == "landscape" else [sheet.stacked]
    least, most = _SMALLEST[kind] / SMALL * unit, _LARGEST * unit
    found = [
        (_largest(lambda size, lay=lay: _left(sheet, lay, size, size), least, most), lay) for lay in layouts
    ]
    size, lay = max(found, key=lambda one: one[0] or 0)
    if size is None:
        other = text(
            f"picture.format.{'portrait' if kind == 'landscape' else 'landscape'}", said.frame.language
        )
        raise TalentError("picture.too_full", width=width, height=height, other=other)
    panels = _largest(lambda panels: _left(sheet, lay, size, panels), size, _LARGEST_PANELS * unit)
    scene = _blank(sheet)
    lay(scene, size, panels or size)
    style = fonts.face_css(frozenset(scene.written)) if embed else ""
    return scene.svg(width, height, title=said.frame.alt, style=style)


def _blank(sheet: _Sheet) -> Scene:
    scene = Scene(DARK if sheet.dark else LIGHT)
    scene.rect(0, 0, sheet.width, sheet.height, scene.theme.ground)
    return scene


def _left(sheet: _Sheet, lay: Layout, size: float, panels: float) -> float:
    return lay(Scene(DARK if sheet.dark else LIGHT), size, panels)


def _largest(left: Callable[[float], float], least: float, most: float) -> float | None:
    """The largest type size with nothing left over; None where even the least is too large."""
    if left(most) >= 0:
        return most
    if left(least) < 0:
        return None
    for _ in range(_STEPS):
        half = (least + most) / 2
        least, most = (half, most) if left(half) >= 0 else (least, half)
    return least
