"""The panels of any content as SVG, without the words around them: for those who set these themselves."""

from dataclasses import dataclass
from math import ceil

from talent.charts.canvas import DARK, LIGHT
from talent.charts.frame import Content, frame
from talent.charts.model_picture import ModelPicture
from talent.charts.picture import Picture
from talent.charts.svg import model, panels, table
from talent.charts.svg.scene import Scene


@dataclass(frozen=True)
class Drawing:
    """An SVG document and its size in pixels."""

    svg: str
    width: int
    height: int


def figure(content: Content, width: int, size: float, dark: bool = False) -> Drawing:
    """The panels `width` pixels wide with running text of `size` pixels, as tall as they are."""
    scene = Scene(DARK if dark else LIGHT)
    height = ceil(draw(scene, content, 0, 0, width, size)) + 2
    return Drawing(scene.svg(width, height, title=frame(content).alt), width, height)


def draw(
    scene: Scene,
    content: Content,
    x: float,
    y: float,
    width: float,
    size: float,
    *,
    low: bool = False,
) -> float:
    """Draw the panels or the table from the top `y` down; the height they take.

    `low` where room is short: plots over time are as low as can be read.
    """
    if isinstance(content, Picture):
        return panels.draw(scene, content, x, y, width, size, low=low)
    pen = model if isinstance(content, ModelPicture) else table
    return pen.draw(scene, content, x, y, width, size)
