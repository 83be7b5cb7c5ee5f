"""A `Sheet` on a scene: a table set in type, with thin rules and columns as wide as their words need."""

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

import numpy as np

from talent.charts.sheet import Cell, Row, Sheet
from talent.charts.svg import flow
from talent.charts.svg.model_brush import SMALL
from talent.charts.svg.scene import BOLD, LEADING, Scene, fitted, text_width
from talent.i18n import MISSING

# In type sizes: between columns, above and below a row's words, and for a city's bar with its gap.
_GUTTER, _PAD, _BAR, _BAR_ROOM = 1.4, 0.36, 0.26, 0.7
# Chinese is broken anywhere, but rather not into shorter stretches than this, and a number with its words
# not where it is no longer than that, in type sizes.
_STRETCH, _NUMBER = 6, 9
# The width is shared out in so many parts.
_STEPS = 120


@dataclass(frozen=True)
class _Column:
    """A column from `x` on, its numbers at its right end."""

    x: float
    width: float
    numeric: bool


@dataclass(frozen=True)
class _Setting:
    """A sheet being set: on which scene, where, in sizes in pixels, in which columns."""

    scene: Scene
    sheet: Sheet
    x: float
    width: float
    size: float
    columns: tuple[_Column, ...]

    @property
    def pad(self) -> float:
        return self.size * _PAD

    def rule(self, y: float, colour: str, thick: float) -> None:
        self.scene.line(self.x, y, self.x + self.width, y, colour, self.size * thick)


def draw(scene: Scene, sheet: Sheet, x: float, y: float, width: float, size: float) -> float:
    """The table in `width` pixels from the top `y` down, body type of `size`; the height it takes."""
    bars = size * _BAR_ROOM if any(row.city for row in sheet.rows) else 0.0
    setting = _Setting(scene, sheet, x, width, size, _columns(sheet, x + bars, width - bars, size))
    top = y
    y = _head(setting, y)
    for row in sheet.rows:
        y = _heading(setting, row, y) if row.heads else _row(setting, row, y)
    setting.rule(y, scene.theme.dim, 0.09)
    return y + size * 0.1 - top


def _columns(sheet: Sheet, x: float, width: float, size: float) -> tuple[_Column, ...]:
    """Columns that fill the width, each as wide as its words want."""
    gutter = size * _GUTTER
    cells = list(zip(*(row.cells for row in sheet.rows if not row.heads), strict=True))
    cells = cells or [()] * len(sheet.columns)
    room = width - gutter * (len(sheet.columns) - 1)
    wants = [[text_width(head, size * SMALL, bold=True) for head in sheet.columns]]
    numeric = [_numeric(column) for column in cells]
    wants += [
        [_want(cell, size, room, below) for cell, below in zip(row, numeric, strict=True)]
        for row in zip(*cells, strict=True)
    ]
    least = [
        max([_longest(head, size * SMALL * BOLD), *(_least(cell, size) for cell in column)])
        for head, column in zip(sheet.columns, cells, strict=True)
    ]
    found = []
    for right, wide in zip(numeric, shared(np.array(wants), np.array(least), room), strict=True):
        found.append(_Column(x, wide, right))
        x += wide + gutter
    return tuple(found)


def _want(cell: Cell, size: float, room: float, below: bool) -> float:
    """How wide a cell is with its words, tags and code on one line, or with all but the words `below`."""
    said, extras = flow.Piece((cell.text,)), _extras(cell, size, room)
    if below:
        return max(said.width(size), flow.line_width(extras, size))
    return flow.line_width([said, *extras], size)


def _least(cell: Cell, size: float) -> float:
    """How narrow a cell can be without a number, a code or a word being broken."""
    said = text_width(cell.text, size)
    if cell.value is None or said > _NUMBER * size:
        said = _longest(cell.text, size)
    tags = (_longest(tag.text, size * SMALL) + size * SMALL for tag in cell.tags)
    return max([said, text_width(cell.code, size * SMALL), *tags])


def _longest(words: str, size: float) -> float:
    """The width of the longest stretch that is best left unbroken."""
    narrow = "".join(" " if east_asian_width(letter) in "WF" else letter for letter in words)
    stretch = min(text_width(words, size), size * _STRETCH)
    return max([stretch, *(text_width(run, size) for run in narrow.split())])


def shared(wanted: np.ndarray, least: np.ndarray, width: float) -> list[float]:
    """Widths of columns that fill `width`, by what each cell (rows × columns) wants to stand on one line.

    Each column has its least, or its part of that where not even this fits. The rest goes step by step to
    the column whose words make the rows highest, until every row is one line; what is then left to all.
    """
    widths = least * min(1.0, width / max(least.sum(), 1e-9))
    step = width / _STEPS
    while widths.sum() + step <= width:
        lines = np.maximum(wanted / np.maximum(widths, 1e-9), 1.0)
        if lines.max() <= 1:
            break
        others = np.partition(lines, -2, axis=1)[:, -2] if len(least) > 1 else 0.0
        gains = np.bincount(lines.argmax(axis=1), lines.max(axis=1) - others, minlength=len(least))
        widths[gains.argmax()] += step
    return (widths + (width - widths.sum()) * widths / max(widths.sum(), 1e-9)).tolist()


def _numeric(cells: Sequence[Cell]) -> bool:
    """Whether most cells that say something are numbers."""
    said = [cell for cell in cells if cell.text not in ("", MISSING)]
    return sum(cell.value is not None for cell in said) * 2 > len(said)


def _head(setting: _Setting, y: float) -> float:
    """The columns' names on one foot above a strong rule; where they end."""
    own, theme = setting.size * SMALL, setting.scene.theme
    heads = [
        fitted(head, own, column.width, bold=True) if head else []
        for head, column in zip(setting.sheet.columns, setting.columns, strict=True)
    ]
    foot = y + max(map(len, heads)) * own * LEADING
    for lines, column in zip(heads, setting.columns, strict=True):
        top = foot - len(lines) * own * LEADING
        at, anchor = (column.x + column.width, "end") if column.numeric else (column.x, "start")
        setting.scene.stacked(lines, at, top, own, theme.dim, bold=True, anchor=anchor)
    y = foot + setting.pad * 0.6
    setting.rule(y, theme.dim, 0.11)
    return y


def _heading(setting: _Setting, row: Row, y: float) -> float:
    """A heading over the rows below it: across all columns where it stands alone; where it ends."""
    theme, size = setting.scene.theme, setting.size
    said = [cell for cell in row.cells if cell.text]
    if len(said) > 1:
        return _row(setting, row, y + setting.pad, kind="bold")
    first = setting.columns[0].x
    width = setting.x + setting.width - first
    y += setting.pad * 2.2
    top = y
    for cell in said:
        lines = flow.beside(
            flow.words(cell.text, size, width, "bold"), _extras(cell, size, width), size, width
        )
        y += flow.draw(setting.scene, lines, first, y, width, size)
    _bar(setting, row, top, y)
    y += setting.pad * 0.6
    setting.rule(y, theme.dim, 0.07)
    return y


def _extras(cell: Cell, size: float, width: float) -> list[flow.Piece]:
    """Tags and code of a cell."""
    tags = [flow.tag(tag, size, width) for tag in cell.tags]
    return [*tags, *(piece for line in flow.words(cell.code, size, width, "code") for piece in line)]


def _row(setting: _Setting, row: Row, y: float, kind: str = "text") -> float:
    """Cells side by side with a thin rule below; where they end."""
    size, top = setting.size, y + setting.pad
    bottom = top
    for place, (cell, column) in enumerate(zip(row.cells, setting.columns, strict=True)):
        # A row without a name goes on with the one above: its head is not missing.
        silent = place == 0 or row.heads or cell.tags or cell.code
        words = cell.text or ("" if silent else MISSING)
        own = "missing" if words == MISSING else kind
        lines = flow.words(words, size, column.width, own)
        extras = _extras(cell, size, column.width)
        if extras and column.numeric:
            # Below, so that the numbers stand in one line.
            lines += flow.beside([], extras, size, column.width)
        elif extras:
            lines = flow.beside(lines, extras, size, column.width)
        high = flow.draw(setting.scene, lines, column.x, top, column.width, size, right=column.numeric)
        bottom = max(bottom, top + high)
    _bar(setting, row, top, bottom)
    setting.rule(bottom + setting.pad, setting.scene.theme.line, 0.07)
    return bottom + setting.pad


def _bar(setting: _Setting, row: Row, top: float, bottom: float) -> None:
    """The city's colour at the left: what it means is said in the row's words."""
    if row.city:
        colour = setting.sheet.ink(row.city).shade(setting.scene.dark)
        setting.scene.rect(setting.x, top, setting.size * _BAR, bottom - top, colour)
