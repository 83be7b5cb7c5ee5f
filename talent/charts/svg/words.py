"""The words above and below the panels of a complete picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from talent.charts.frame import Frame
from talent.charts.svg.brush import SMALL
from talent.charts.svg.code import LEAST, QUIET, Code
from talent.charts.svg.scene import LEADING, Scene, wrap
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
    def foot(self) -> tuple[str, ...]:
        """What stands below, a paragraph each; the product beside the data version."""
        frame = self.frame
        version = text("chart.dot", frame.language).join(filter(None, (frame.version, self.product)))
        return tuple(filter(None, (*frame.notes, frame.sources, frame.codes, version)))


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
    theme, language = scene.theme, said.frame.language
    parts = (
        ("picture.comment", (said.comment,) if said.comment else (), theme.ink),
        ("picture.objections", said.objections, theme.warn),
        ("picture.changed", said.changed, theme.warn),
    )
    top, indent = y, 0.9 * size
    for key, lines, colour in parts:
        if not lines:
            continue
        start = top
        top += scene.paragraph(text(key, language), x + indent, top, width - indent, SMALL * size, theme.dim)
        for line in lines:
            top += scene.paragraph(line, x + indent, top, width - indent, size, colour)
        scene.rect(x, start + 0.1 * size, 0.2 * size, top - start - 0.2 * size, colour)
        top += _GAP * size
    return top - y


def foot(scene: Scene, said: Said, x: float, y: float, width: float, size: float) -> float:
    """Notes, sources, codes and version in columns, link and code below the last of them; the height."""
    small, leading = SMALL * size, SMALL * size * LEADING
    columns, wide = _COLUMNS, (width - (_COLUMNS - 1) * _BETWEEN * size) / _COLUMNS
    lefts = [x + n * (wide + _BETWEEN * size) for n in range(columns)]
    lines = _lines(said.foot, small, wide)
    check = _check(Scene(), said, 0, 0, wide, size) + _GAP * size if said.code else 0
    rows = -(-(len(lines) + ceil(check / leading)) // columns)
    for n, words in enumerate(lines):
        column = min(n // rows, columns - 1)
        top = y + (n - column * rows) * leading
        scene.text(words, lefts[column], top + 1.02 * small, small, scene.theme.dim)
    height = rows * leading
    _check(scene, said, lefts[-1], y + height - check + _GAP * size, wide, size)
    return height


def narrow_foot(scene: Scene, said: Said, x: float, y: float, width: float, size: float) -> float:
    """Notes over the whole width, then sources, codes and version with link and code right of them."""
    small, top = SMALL * size, y
    beside = _check_width(said, size)
    room = width - (beside + _BETWEEN * size if said.code else 0)
    notes = len(said.frame.notes)
    for words in said.foot[:notes]:
        top += scene.paragraph(words, x, top, width, small, scene.theme.dim)
    top += 0.4 * size if notes else 0
    start = top
    for words in said.foot[notes:]:
        top += scene.paragraph(words, x, top, room, small, scene.theme.dim)
    return max(top, start + _check(scene, said, x + width - beside, start, beside, size)) - y


def side(scene: Scene, said: Said, x: float, y: float, width: float, size: float) -> float:
    """The same in one narrow column: paragraphs, then link and code; the height."""
    small, top = SMALL * size, y
    for words in said.foot:
        top += scene.paragraph(words, x, top, width, small, scene.theme.dim) + 0.35 * size
    if said.code:
        top += 0.5 * size
        top += _check(scene, said, x, top, width, size)
    return top - y


def _lines(paragraphs: Sequence[str], small: float, width: float) -> list[str]:
    return [line for words in paragraphs for line in wrap(words, small, width)]


def _module(found: Code, size: float) -> int:
    """Whole pixels of a module: a code as large as the type wants, but always legible."""
    return max(LEAST, round(_CODE * size / found.side(1)))


def _check_width(said: Said, size: float) -> float:
    """The code and the words beside it."""
    return said.code.side(_module(said.code, size)) + _LINK * size if said.code else 0


def _check(scene: Scene, said: Said, x: float, y: float, width: float, size: float) -> float:
    """The code, and right of it where it leads; the height."""
    if not said.code:
        return 0
    module, small = _module(said.code, size), SMALL * size
    side = said.code.side(module)
    said.code.draw(scene, x, y, module)
    left, room = x + side + 0.4 * size, width - side - 0.4 * size
    words = text("picture.check", said.frame.language)
    top = y + QUIET * module - 0.25 * small
    top += scene.paragraph(words, left, top, room, small, scene.theme.ink)
    top += scene.paragraph(said.link, left, top, room, small, scene.theme.dim)
    return max(side, top - y)
