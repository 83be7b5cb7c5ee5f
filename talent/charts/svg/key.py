"""The key of a panel over time: every value with its code, every lettered figure, every break."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from talent.charts import timeline
from talent.charts.picture import Ink, Panel
from talent.charts.svg.brush import Brush
from talent.charts.svg.scene import LEADING, text_width, wrap
from talent.charts.svg.signs import sign

# Lengths in type sizes: from this width on, entries stand in two columns.
_TWO, _BETWEEN = 62, 2.0
_AFTER = 0.3


@dataclass(frozen=True)
class _Entry:
    """A line of the key; `ink` None is a break."""

    ink: Ink | None
    letter: str
    words: str


def draw(brush: Brush, panel: Panel, x: float, y: float, width: float, letters: dict[str, str]) -> float:
    """Set the key; the height it takes."""
    entries = list(_entries(brush, panel, letters))
    columns = 2 if width > _TWO * brush.size and len(entries) > 2 else 1
    wide = (width - (columns - 1) * _BETWEEN * brush.size) / columns
    hang = max(text_width(one.letter, brush.small) for one in entries) + 1.9 * brush.size
    lines = [wrap(one.words, brush.small, wide - hang) for one in entries]
    heights = [len(found) * brush.small * LEADING + _AFTER * brush.size for found in lines]
    first = split(heights) if columns == 2 else len(entries)
    for start, stop, left in ((0, first, x), (first, len(entries), x + wide + _BETWEEN * brush.size)):
        top = y
        for n in range(start, stop):
            _set(brush, entries[n], lines[n], left, top, hang)
            top += heights[n]
    return max(sum(heights[:first]), sum(heights[first:]))


def split(heights: Sequence[float]) -> int:
    """How many of them stand in the first of two columns, for the least height of both."""
    return min(range(1, len(heights) + 1), key=lambda n: max(sum(heights[:n]), sum(heights[n:])))


def _entries(brush: Brush, panel: Panel, letters: dict[str, str]) -> Iterator[_Entry]:
    picture = brush.picture
    for line in panel.lines:
        for segment in line.segments:
            words = timeline.along_text(segment, panel.unit_text, picture.language)
            yield _Entry(picture.ink(line.city), "", words)
    for mark in timeline.singles(panel):
        words = timeline.alone_text(mark, panel.unit_text, picture.language)
        yield _Entry(picture.ink(mark.city), letters[mark.code], words)
    for gap in panel.breaks:
        yield _Entry(None, "", gap.text)


def _set(brush: Brush, entry: _Entry, lines: Sequence[str], x: float, y: float, hang: float) -> None:
    scene, size, small, theme = brush.scene, brush.size, brush.small, brush.theme
    eye = y + 0.62 * small
    if entry.ink:
        colour = entry.ink.shade(scene.dark)
        sign(
            scene,
            entry.ink,
            x + 0.5 * size,
            eye,
            0.36 * size,
            theme.ground if entry.letter else colour,
            colour,
        )
    else:
        dots = {"stroke_dasharray": f"{0.12 * size:.2f} {0.28 * size:.2f}"}
        scene.line(
            x + 0.5 * size, eye - 0.6 * size, x + 0.5 * size, eye + 0.6 * size, theme.dim, 0.12 * size, **dots
        )
    if entry.letter:
        scene.text(entry.letter, x + 1.3 * size, y + 1.02 * small, small, theme.ink, bold=True)
    scene.stacked(lines, x + hang, y, small, theme.ink)
