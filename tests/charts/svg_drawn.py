"""Reads an SVG back: its words as a reader meets them, the boxes of its texts, its shapes."""

from dataclasses import dataclass
from xml.etree import ElementTree

from talent.charts.svg.scene import text_width

_NAMESPACE = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Box:
    words: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box", slack: float) -> bool:
        apart_x = self.right - slack <= other.left or other.right - slack <= self.left
        apart_y = self.bottom - slack <= other.top or other.bottom - slack <= self.top
        return not (apart_x or apart_y)


def elements(svg: str, name: str, part: str = "") -> list:
    """Elements by name, those of one `data-part` only where it is given."""
    found = ElementTree.fromstring(svg).iter(_NAMESPACE + name)  # noqa: S314 (our own)
    return [one for one in found if not part or one.get("data-part") == part]


def words(svg: str) -> str:
    """All text that is seen, without spaces, so that line breaks do not count."""
    return squeezed("".join(one.text or "" for one in elements(svg, "text")))


def squeezed(said: str) -> str:
    return "".join(said.split())


def number(element, name: str) -> float:
    return float(element.get(name))


def boxes(svg: str) -> list[Box]:
    """What every text covers, about as tall as its letters."""
    found = []
    for one in elements(svg, "text"):
        said, size, x, y = one.text or "", *(number(one, name) for name in ("font-size", "x", "y"))
        wide = text_width(said, size, bold=one.get("font-weight") == "700")
        left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[one.get("text-anchor")]
        found.append(Box(said, left, y - 0.78 * size, left + wide, y + 0.12 * size))
    return found
