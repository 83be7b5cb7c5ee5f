"""What a pen put on a scene, for tests: boxes of text, groups with their titles, shapes."""

from dataclasses import dataclass, field, fields, is_dataclass, replace
from itertools import combinations
from xml.etree import ElementTree

from talent.charts.svg.scene import Scene, text_width

EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>&]]>"
_SVG = "{http://www.w3.org/2000/svg}"


def poisoned(value, evil: str = EVIL, *, kept=frozenset()):
    """The same data with every text that is there replaced, but the fields named in `kept`."""
    if isinstance(value, str):
        return value and evil
    if isinstance(value, tuple):
        return tuple(poisoned(one, evil, kept=kept) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        own = {field.name: getattr(value, field.name) for field in fields(value) if field.name not in kept}
        return replace(value, **{name: poisoned(one, evil, kept=kept) for name, one in own.items()})
    return value


@dataclass(frozen=True)
class Written:
    """A line of text: its box and what it is."""

    words: str
    left: float
    top: float
    right: float
    bottom: float
    colour: str
    anchor: str

    def meets(self, other: "Written") -> bool:
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > 0.3 and down > 0.3


@dataclass
class Watched(Scene):
    """A scene that remembers each line of text as it is set."""

    lines: list[Written] = field(default_factory=list)

    def text(self, words, x, y, size, colour, *, bold=False, anchor="start", **more) -> None:
        super().text(words, x, y, size, colour, bold=bold, anchor=anchor, **more)
        wide = text_width(words, size, bold=bold)
        left = x - {"start": 0, "middle": wide / 2, "end": wide}[anchor]
        box = (left, y - size * 0.8, left + wide, y + size * 0.15)
        self.lines.append(Written(words, *box, colour, anchor))

    @property
    def said(self) -> str:
        """All text without spaces, so that it does not matter where lines were broken."""
        return spaceless("".join(line.words for line in self.lines))

    def astray(self, width: float, height: float) -> list[Written]:
        """Lines that reach out of what the pen was given or said it took."""
        return [
            line
            for line in self.lines
            if line.left < -0.5 or line.right > width + 0.5 or line.top < -0.5 or line.bottom > height + 0.5
        ]

    def collisions(self) -> list[tuple[str, str]]:
        return [(a.words, b.words) for a, b in combinations(self.lines, 2) if a.meets(b)]

    @property
    def root(self) -> ElementTree.Element:
        return ElementTree.fromstring(self.svg(100, 100, title="t"))  # noqa: S314

    def all(self, name: str) -> list[dict[str, str]]:
        """Attributes of every element of a name."""
        return [element.attrib for element in self.root.iter(_SVG + name)]

    @property
    def titles(self) -> list[str]:
        return [element.text or "" for element in self.root.iter(_SVG + "title")][1:]

    def named(self, title: str) -> list[ElementTree.Element]:
        """What stands in the group of that title, subgroups left out."""
        for group in self.root.iter(_SVG + "g"):
            if group[0].text == title:
                return [one for one in group if one.tag not in (_SVG + "title", _SVG + "g")]
        raise AssertionError(title)


def spaceless(words: str) -> str:
    return "".join(words.split())
