"""Words of several kinds set one after the other in lines: text, tags in their boxes, small codes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from talent.charts.picture import Tag
from talent.charts.svg.model_brush import SMALL
from talent.charts.svg.scene import Scene, fitted, text_width

# Between pieces of a line, in type sizes; beside a tag's words, in sizes of its type.
_GAP, _PAD = 0.5, 0.4
# Heights of a line, and of one of a tag's words.
_LINE, _TAG_LINE = 1.42, 1.3


@dataclass(frozen=True)
class Piece:
    """Words that stay together; `kind` is text, bold, missing, tag, warn, dim or code.

    A tag may have several lines in its box; all others have one.
    """

    lines: tuple[str, ...]
    kind: str = "text"

    @property
    def boxed(self) -> bool:
        return self.kind in ("tag", "warn")

    def type_size(self, size: float) -> float:
        return size * (1 if self.kind in ("text", "bold", "missing") else SMALL)

    def width(self, size: float) -> float:
        own = self.type_size(size)
        words = max(text_width(line, own, bold=self.kind == "bold") for line in self.lines)
        return words + self.beside(size)

    def beside(self, size: float) -> float:
        """What the box adds to the width of its words."""
        return 2 * _PAD * self.type_size(size) if self.boxed else 0.0

    def height(self, size: float) -> float:
        return size * _LINE + self.type_size(size) * _TAG_LINE * (len(self.lines) - 1)


Line = Sequence[Piece]


def words(said: str, size: float, width: float, kind: str = "text") -> list[list[Piece]]:
    """Lines of one piece each, as many as words need that are not empty."""
    own = Piece((said,), kind).type_size(size)
    found = fitted(said, own, width, bold=kind == "bold") if said else []
    return [[Piece((line,), kind)] for line in found]


def tag(said: Tag, size: float, width: float) -> Piece:
    """A tag in its box, in several lines where it is wider than `width`."""
    own = Piece((said.text,), "warn" if said.warn else "tag")
    return Piece(tuple(fitted(said.text, own.type_size(size), width - own.beside(size))), own.kind)


def beside(lines: Sequence[Line], pieces: Iterable[Piece], size: float, width: float) -> list[list[Piece]]:
    """The lines with more pieces after their last one, on lines of their own where they do not fit."""
    found = [list(line) for line in lines] or [[]]
    for piece in pieces:
        if found[-1] and line_width([*found[-1], piece], size) > width:
            found.append([])
        found[-1].append(piece)
    return found


def line_width(line: Line, size: float) -> float:
    return sum(piece.width(size) for piece in line) + _GAP * size * max(len(line) - 1, 0)


def line_height(line: Line, size: float) -> float:
    return max((piece.height(size) for piece in line), default=0.0)


def draw(
    scene: Scene, lines: Sequence[Line], x: float, y: float, width: float, size: float, *, right: bool = False
) -> float:
    """The lines from the top `y` down within `width`, on its right where asked; the height they take."""
    top = y
    for line in lines:
        at = x + (width - line_width(line, size) if right else 0)
        for piece in line:
            wide = piece.width(size)
            if piece.boxed:
                _boxed(scene, piece, at, y, size)
            else:
                _plain(scene, piece, at + wide if right else at, y, size, "end" if right else "start")
            at += wide + _GAP * size
        y += line_height(line, size)
    return y - top


def _plain(scene: Scene, piece: Piece, x: float, top: float, size: float, anchor: str) -> None:
    theme = scene.theme
    colour = theme.ink if piece.kind in ("text", "bold") else theme.dim
    baseline, bold = top + size * (_LINE / 2 + 0.36), piece.kind == "bold"
    scene.text(piece.lines[0], x, baseline, piece.type_size(size), colour, bold=bold, anchor=anchor)


def _boxed(scene: Scene, piece: Piece, x: float, top: float, size: float) -> None:
    theme, own, wide = scene.theme, piece.type_size(size), piece.width(size)
    warn = piece.kind == "warn"
    fill, stroke = (theme.warn_ground, theme.warn_line) if warn else ("none", theme.line)
    free = size * _LINE - own * _TAG_LINE
    tall = piece.height(size) - free
    edge = own * 0.09
    scene.rect(x, top + free / 2, wide, tall, fill, stroke=stroke, stroke_width=edge, rx=own * 0.25)
    for number, line in enumerate(piece.lines):
        baseline = top + free / 2 + own * (_TAG_LINE * (number + 0.5) + 0.36)
        colour = theme.warn if warn else theme.dim
        scene.text(line, x + wide / 2, baseline, own, colour, anchor="middle")
