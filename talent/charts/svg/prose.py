"""Notes and sources on a picture of their own: paragraphs under headings, in columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from talent.charts.svg.layout import Layout
from talent.charts.svg.scene import LEADING, Scene, wrap

# In type sizes: between columns, and below a paragraph.
_BETWEEN, _AFTER = 3.0, 0.5


@dataclass(frozen=True)
class Line:
    """A line as set; `heads` = of a heading, `ends` = a paragraph."""

    words: str
    heads: bool = False
    ends: bool = False

    def height(self, size: float) -> float:
        return size * (LEADING + _AFTER * self.ends)


def columns(layout: Layout) -> int:
    """How many stand side by side."""
    return 2 if layout.wide else 1


def width(layout: Layout) -> float:
    """Of one column, in pixels for type of that size."""
    return layout.inside / columns(layout) - _gap(layout) * (columns(layout) - 1) / columns(layout)


def _gap(layout: Layout) -> float:
    return _BETWEEN * layout.least


def blocks(parts: Sequence[tuple[str, Sequence[str]]], size: float, width: float) -> Iterator[list[Line]]:
    """Each paragraph in lines, a heading in one block with the first paragraph below it."""
    for heading, paragraphs in parts:
        for place, words in enumerate(paragraphs):
            *lines, last = wrap(words, size, width)
            head = [] if place else [Line(heading, heads=True)]
            yield [*head, *map(Line, lines), Line(last, ends=True)]


def flowed(blocks: Iterator[list[Line]], size: float, room: float) -> Iterator[list[Line]]:
    """Blocks in columns `room` pixels high; only one higher than a whole column is broken."""
    column: list[Line] = []
    used = 0.0
    for block in blocks:
        tall = sum(line.height(size) for line in block)
        if column and used + tall > room >= tall:
            yield column
            column, used = [], 0.0
        for line in block:
            if column and used + line.height(size) > room:
                yield column
                column, used = [], 0.0
            column.append(line)
            used += line.height(size)
    if column:
        yield column


def draw(scene: Scene, set_in: Sequence[Sequence[Line]], layout: Layout, y: float, size: float) -> None:
    """Set columns side by side from the top `y` down."""
    for place, column in enumerate(set_in):
        x, top = layout.margin + place * (width(layout) + _gap(layout)), y
        for line in column:
            colour = scene.theme.ink if line.heads else scene.theme.dim
            scene.text(line.words, x, top + 1.02 * size, size, colour, bold=line.heads)
            top += line.height(size)
