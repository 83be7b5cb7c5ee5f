"""Words of several kinds set one after the other in lines: text, tags in their boxes, small codes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from talent.charts.picture import Tag
from talent.charts.svg.brush import SMALL, fitted
from talent.charts.svg.scene import Scene, text_width

# Between pieces of a line, in type sizes; around a tag's words, in sizes of its type.
_GAP, _PAD = 0.5, 0.4
_LINE = 1.42


@dataclass(frozen=True)
class Piece:
    """Words that stay on one line; `kind` is text, bold, missing, tag, warn, dim or code."""

    words: str
    kind: str = "text"

    @property
    def boxed(self) -> bool:
        return self.kind in ("tag", "warn")

    def type_size(self, size: float) -> float:
        return size * (1 if self.kind in ("text", "bold", "missing") else SMALL)

    def width(self, size: float) -> float:
        own = self.type_size(size)
        return text_width(self.words, own, bold=self.kind == "bold") + (2 * _PAD * own if self.boxed else 0)


Line = Sequence[Piece]


def text_pieces(words: str, size: float, width: float, kind: str = "text") -> list[Piece]:
    """Words broken to pieces of at most that width."""
    own = Piece("", kind)
    room = width - own.width(size)
    return [Piece(line, kind) for line in fitted(words, own.type_size(size), room, bold=kind == "bold")]


def tag_pieces(tags: Iterable[Tag], size: float, width: float) -> list[Piece]:
    return [
        piece for tag in tags for piece in text_pieces(tag.text, size, width, "warn" if tag.warn else "tag")
    ]


def beside(lines: Sequence[Line], pieces: Iterable[Piece], size: float, width: float) -> list[list[Piece]]:
    """The lines with more pieces after their last one, on lines of their own where they do not fit."""
    found = [list(line) for line in lines] or [[]]
    for piece in pieces:
        if found[-1] and line_width([*found[-1], piece], size) > width:
            found.append([])
        found[-1].append(piece)
    return found


def line_width(line: Line, size: float) -> float:
    return sum(piece.width(size) for piece in line) + _GAP * size * (len(line) - 1)


def height(lines: Sequence[Line], size: float) -> float:
    return len(lines) * size * _LINE


def draw(
    scene: Scene, lines: Sequence[Line], x: float, y: float, width: float, size: float, *, right: bool = False
) -> float:
    """The lines from the top `y` down within `width`, on its right where asked; the height they take."""
    for number, line in enumerate(lines):
        at = x + (width - line_width(line, size) if right else 0)
        for piece in line:
            _piece(scene, piece, at, y + (number + 0.5) * size * _LINE, size)
            at += piece.width(size) + _GAP * size
    return height(lines, size)


def _piece(scene: Scene, piece: Piece, x: float, middle: float, size: float) -> None:
    theme, own = scene.theme, piece.type_size(size)
    colour = {"text": theme.ink, "bold": theme.ink, "warn": theme.warn}.get(piece.kind, theme.dim)
    baseline = middle + size * 0.36
    if not piece.boxed:
        scene.text(piece.words, x, baseline, own, colour, bold=piece.kind == "bold")
        return
    fill, stroke = (theme.warn_ground, theme.warn_line) if piece.kind == "warn" else ("none", theme.line)
    tall, wide = own * 1.42, piece.width(size)
    scene.rect(x, middle - tall / 2, wide, tall, fill, stroke=stroke, stroke_width=own * 0.09, rx=own * 0.25)
    scene.text(piece.words, x + _PAD * own, middle + own * 0.36, own, colour)
