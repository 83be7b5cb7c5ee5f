"""A sheet on which shapes and lines of text are put at pixels; it becomes SVG at the end.

Text is broken by the width of our own font's letters, because SVG breaks no lines. `size` is always the
type size in pixels; whoever draws takes all other lengths from it, so that a picture can be set larger or
smaller as a whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from io import StringIO

from talent.charts import lettering
from talent.charts.canvas import DARK, LIGHT, Theme
from talent.charts.svg.fonts import width_of

# Lines of one text are so many type sizes apart.
LEADING = 1.36
# Bold letters are a little wider.
BOLD = 1.06


@dataclass
class Scene:
    """Collects SVG elements. `written` are all letters set, for whoever embeds their font."""

    theme: Theme = LIGHT
    elements: list[str] = field(default_factory=list)
    written: set[str] = field(default_factory=set)

    @property
    def dark(self) -> bool:
        """Whether the ground is dark, for which cities have colours of their own."""
        return self.theme is DARK

    def rect(self, x: float, y: float, width: float, height: float, fill: str, **more: object) -> None:
        self._put("rect", x=x, y=y, width=max(width, 0), height=max(height, 0), fill=fill, **more)

    def line(self, x1: float, y1: float, x2: float, y2: float, stroke: str, width: float = 1, **more) -> None:
        self._put("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, stroke_width=width, **more)

    def circle(self, x: float, y: float, radius: float, fill: str, **more: object) -> None:
        self._put("circle", cx=x, cy=y, r=radius, fill=fill, **more)

    def path(self, points: Sequence[tuple[float, float]], *, closed: bool = True, **more: object) -> None:
        """Straight lines through points."""
        steps = " L".join(f"{_number(x)},{_number(y)}" for x, y in points)
        self._put("path", d=f"M{steps}{'Z' if closed else ''}", **more)

    def text(
        self,
        words: str,
        x: float,
        y: float,
        size: float,
        colour: str,
        *,
        bold: bool = False,
        anchor: str = "start",
        **more: object,
    ) -> None:
        """One line; `y` is its baseline, `anchor` start, middle or end."""
        self.written.update(words)
        weight = {"font_weight": 700} if bold else {}
        self._put(
            "text",
            escape(words),
            x=x,
            y=y,
            font_size=size,
            fill=colour,
            text_anchor=anchor,
            **weight,
            **more,
        )

    def paragraph(
        self,
        words: str,
        x: float,
        y: float,
        width: float,
        size: float,
        colour: str,
        *,
        bold: bool = False,
    ) -> float:
        """Wrapped lines from the top `y` down; the height they take."""
        return self.stacked(wrap(words, size, width, bold=bold), x, y, size, colour, bold=bold)

    def stacked(
        self,
        lines: Sequence[str],
        x: float,
        y: float,
        size: float,
        colour: str,
        *,
        bold: bool = False,
        anchor: str = "start",
    ) -> float:
        """Lines as they are, from the top `y` down; the height they take."""
        for number, one in enumerate(lines):
            baseline = y + size * (1.02 + number * LEADING)
            self.text(one, x, baseline, size, colour, bold=bold, anchor=anchor)
        return len(lines) * size * LEADING

    def begin(self, **attributes: object) -> None:
        """Open a group; `end` closes it."""
        self.elements.append(f"<g{_attributes(attributes)}>")

    def end(self) -> None:
        self.elements.append("</g>")

    def describe(self, words: str) -> None:
        """What the pointer is told over the group it stands in."""
        self.elements.append(f"<title>{escape(words)}</title>")

    def define(self, markup: str) -> None:
        """Ready markup, such as a pattern, once."""
        if markup not in self.elements:
            self.elements.append(markup)

    def svg(self, width: float, height: float, *, title: str, style: str = "") -> str:
        """The whole as a document of its own with a text alternative."""
        out = StringIO()
        wide, tall = _number(width), _number(height)
        out.write(
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{tall}" '
            f'viewBox="0 0 {wide} {tall}" role="img" font-family="{FAMILY}"><title>{escape(title)}</title>'
        )
        out.write(f"<style>{style}</style>" if style else "")
        out.writelines(self.elements)
        out.write("</svg>")
        return out.getvalue()

    def _put(self, name: str, inside: str = "", /, **attributes: object) -> None:
        self.elements.append(f"<{name}{_attributes(attributes)}>{inside}</{name}>")


# Our own name first: the file may bring that font along.
FAMILY = escape("'Noto Sans SC','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif", quote=True)


def text_width(words: str, size: float, *, bold: bool = False) -> float:
    """The width of one line in pixels."""
    return width_of(words, size * (BOLD if bold else 1))


def wrap(words: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """The text in lines no wider than `width` pixels, but for a stop that hangs over the edge."""
    return lettering.wrap(words, size * (BOLD if bold else 1), width, width_of)


def fitted(words: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """The text in lines none of which is wider than `width`, closing punctuation included."""
    # A column as wide as its widest words holds them, whatever the rounding.
    width += size * 0.01
    room = width
    while True:
        lines = wrap(words, size, room, bold=bold)
        beyond = max(text_width(line, size, bold=bold) for line in lines) - width
        if beyond <= 0 or room <= size:
            return lines
        room -= max(beyond, size * 0.1)


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _attributes(attributes: dict[str, object]) -> str:
    said = ((name.replace("_", "-"), value) for name, value in attributes.items() if value is not None)
    return "".join(
        f' {name}="{_number(value) if isinstance(value, (int, float)) else escape(str(value))}"'
        for name, value in said
    )
