"""The words above and below the panels of a complete picture."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from talent.charts.code import QUIET, Code
from talent.charts.frame import Frame
from talent.charts.svg.brush import SMALL
from talent.charts.svg.code import LEAST, draw
from talent.charts.svg.scene import LEADING, Scene, text_width, wrap
from talent.i18n import text

# Type sizes and lengths as multiples of the size of running text.
_TITLE, _SCOPE = 1.9, 1.12
_PAD, _GAP = 0.6, 0.6
_COLUMNS, _BETWEEN = 3, 2.4
# A code is about so many type sizes wide; words beside it are no narrower.
_CODE, _LINK = 7.5, 9.0


@dataclass(frozen=True)
class Said:
    """All words of one picture: those of its frame, and what a briefing adds ("" and () for nothing)."""

    frame: Frame
    comment: str = ""
    objections: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    product: str = ""
    link: str = ""
    code: Code | None = None

    @property
    def origin(self) -> tuple[str, ...]:
        """Where the figures come from, a paragraph each; below it a link that no code holds."""
        follow = (
            (text("picture.follow", self.frame.language), self.link) if self.link and not self.code else ()
        )
        return tuple(filter(None, (self.frame.sources, self.frame.codes, *follow)))

    def version(self, small: float, width: float) -> tuple[str, ...]:
        """The data version with the product's name beside it, or below it where there is no room."""
        parts = tuple(filter(None, (self.frame.version, self.product)))
        joined = text("chart.dot", self.frame.language).join(parts)
        return (joined,) if text_width(joined, small) <= width else parts


def head(scene: Scene, said: Said, x: float, y: float, width: float, size: float) -> float:
    """Title, scope, unit, warnings, what to read first, the writer's comment; the height they take."""
    frame, theme, top = said.frame, scene.theme, y
    top += scene.paragraph(frame.title, x, top, width, _TITLE * size, theme.ink, bold=True)
    if frame.scope:
        top += scene.paragraph(frame.scope, x, top, width, _SCOPE * size, theme.ink) + 0.1 * size
    if frame.subtitle:
        top += scene.paragraph(frame.subtitle, x, top, width, size, theme.dim)
    top += _GAP * size
    for warning in frame.warnings:
        top += _boxed(scene, warning, x, top, width, size) + _GAP * size
    for sentence in frame.lead:
        top += scene.paragraph(sentence, x, top, width, size, theme.ink) + 0.3 * size
    return top + _comment(scene, said, x, top, width, size) - y


def _boxed(scene: Scene, words: str, x: float, y: float, width: float, size: float) -> float:
    """A warning on a ground of its own."""
    theme, pad = scene.theme, _PAD * size
    tall = len(wrap(words, size, width - 2 * pad)) * size * LEADING + 1.4 * pad
    edge = {"stroke": theme.warn_line, "stroke_width": max(1, 0.06 * size), "rx": 0.2 * size}
    scene.rect(x, y, width, tall, theme.warn_ground, **edge)
    scene.paragraph(words, x + pad, y + 0.7 * pad, width - 2 * pad, size, theme.warn)
    return tall


def _comment(scene: Scene, said: Said, x: float, y: float, width: float, size: float) -> float:
    """The writer's words, what of them does not hold, what a refresh changed: beside a line, under heads."""
    theme = scene.theme
    top, indent = y, 0.9 * size
    for (heading, lines), colour in zip(comments(said), (theme.ink, theme.warn, theme.warn), strict=True):
        if not lines:
            continue
        start = top
        top += scene.paragraph(heading, x + indent, top, width - indent, SMALL * size, theme.dim)
        for line in lines:
            top += scene.paragraph(line, x + indent, top, width - indent, size, colour)
        scene.rect(x, start + 0.1 * size, 0.2 * size, top - start - 0.2 * size, colour)
        top += _GAP * size
    return top - y


def comments(said: Said) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Headings and paragraphs: the writer's words, what of them does not hold, what a refresh changed."""
    language = said.frame.language
    return (
        (text("picture.comment", language), (said.comment,) if said.comment else ()),
        (text("picture.objections", language), said.objections),
        (text("picture.changed", language), said.changed),
    )


def foot(scene: Scene, said: Said, x: float, y: float, width: float, size: float) -> float:
    """Notes, sources and codes in columns, below the last of them version, link and code; the height."""
    small, leading = SMALL * size, SMALL * size * LEADING
    wide = (width - (_COLUMNS - 1) * _BETWEEN * size) / _COLUMNS
    lefts = [x + n * (wide + _BETWEEN * size) for n in range(_COLUMNS)]
    words = (*said.frame.notes, *said.origin)
    last = _last(Scene(), said, 0, 0, wide, size)
    two = lefts[-1] - x - _BETWEEN * size
    if _paragraphs(Scene(), words, x, y, two, size) <= last:
        _paragraphs(scene, words, x, y, two, size)
        return _last(scene, said, lefts[-1], y, wide, size)
    lines = [line for one in words for line in wrap(one, small, wide)]
    rows = -(-(len(lines) + ceil(last / leading)) // _COLUMNS)
    if len(lines) - rows * (_COLUMNS - 1) == 1:
        rows += 1  # no line stands alone in the last column
    for n, line in enumerate(lines):
        column = min(n // rows, _COLUMNS - 1)
        top = y + (n - column * rows) * leading
        scene.text(line, lefts[column], top + 1.02 * small, small, scene.theme.dim)
    height = max(rows * leading, last)
    _last(scene, said, lefts[-1], y + height - last, wide, size)
    return height


def narrow_foot(scene: Scene, said: Said, x: float, y: float, width: float, size: float) -> float:
    """Notes over the whole width, then sources, codes and version with link and code right of them."""
    beside = _check_width(said, size)
    room = width - (beside + _BETWEEN * size if said.code else 0)
    top = y + _paragraphs(scene, said.frame.notes, x, y, width, size)
    top += 0.4 * size if said.frame.notes else 0
    tall = _paragraphs(scene, (*said.origin, *said.version(SMALL * size, room)), x, top, room, size)
    return top + max(tall, _check(scene, said, x + width - beside, top, size, _LINK * size)) - y


def side(scene: Scene, said: Said, x: float, y: float, width: float, size: float, bottom: float) -> float:
    """The same in one narrow column, version, link and code at its `bottom`; the height all of it needs."""
    tall = _paragraphs(scene, (*said.frame.notes, *said.origin), x, y, width, size, 0.35 * size)
    last = _last(Scene(), said, 0, 0, width, size)
    _last(scene, said, x, max(bottom - last, y + tall), width, size)
    return tall + last


def _paragraphs(
    scene: Scene, said: Sequence[str], x: float, y: float, width: float, size: float, after: float = 0
) -> float:
    top = y
    for words in said:
        top += scene.paragraph(words, x, top, width, SMALL * size, scene.theme.dim) + after
    return top - y


def _last(scene: Scene, said: Said, x: float, y: float, width: float, size: float) -> float:
    """Data version and product, below them code and link; the height."""
    tall = _paragraphs(scene, said.version(SMALL * size, width), x, y, width, size)
    if not said.code:
        return tall
    quiet = QUIET * _module(said.code, size)
    wide = width - said.code.side(1) * _module(said.code, size) + quiet
    return tall + _check(scene, said, x - quiet, y + tall, size, wide - 0.6 * size)


def _module(found: Code, size: float) -> int:
    """Whole pixels of a module: a code as large as the type wants, but always legible."""
    return max(LEAST, round(_CODE * size / found.side(1)))


def _check_width(said: Said, size: float) -> float:
    """The code and the words beside it."""
    return said.code.side(_module(said.code, size)) + (_LINK + 0.3) * size if said.code else 0


def _check(scene: Scene, said: Said, x: float, y: float, size: float, room: float) -> float:
    """The code, and right of it in so much room what it is for and where it leads; the height."""
    if not said.code:
        return 0
    module, small = _module(said.code, size), SMALL * size
    side = said.code.side(module)
    draw(scene, said.code, x, y, module)
    left, top = x + side + 0.3 * size, y + QUIET * module - 0.25 * small
    words = text("picture.check", said.frame.language)
    top += scene.paragraph(words, left, top, room, small, scene.theme.ink)
    top += scene.stacked(_broken(said.link, small, room), left, top, small, scene.theme.dim)
    return max(side, top - y)


def _broken(link: str, small: float, room: float) -> list[str]:
    """A link in lines, broken after its signs alone, where that does: never within a digest."""
    lines = [""]
    for piece in re.findall(r"[^/?&=]*[/?&=]+|[^/?&=]+", link):
        if lines[-1] and text_width(lines[-1] + piece, small) > room:
            lines.append("")
        lines[-1] += piece
    return [part for line in lines for part in wrap(line, small, room)]
