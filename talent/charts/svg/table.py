"""A `Sheet` on a scene: a table set in type, with thin rules and columns as wide as their words need."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from talent.charts.sheet import Cell, Row, Sheet
from talent.charts.svg import flow
from talent.charts.svg.brush import SMALL, fitted
from talent.charts.svg.scene import LEADING, Scene, text_width
from talent.i18n import MISSING

# In type sizes: between columns, above and below a row's words, and for a city's bar with its gap.
_GUTTER, _PAD, _BAR, _BAR_ROOM = 1.4, 0.36, 0.26, 0.7
# No column is made narrower than this share of an even one.
_LEAST = 0.5


@dataclass(frozen=True)
class _Column:
    """A column from `x` on, its numbers at its right end."""

    x: float
    width: float
    numeric: bool


@dataclass(frozen=True)
class _Setting:
    """A sheet being set: its scene, sizes in pixels, columns, and the cities' colours."""

    scene: Scene
    x: float
    width: float
    size: float
    columns: tuple[_Column, ...]
    colours: Mapping[str, str]

    @property
    def pad(self) -> float:
        return self.size * _PAD

    def rule(self, y: float, colour: str, thick: float) -> None:
        self.scene.line(self.x, y, self.x + self.width, y, colour, self.size * thick)


def draw(
    scene: Scene, sheet: Sheet, x: float, y: float, width: float, size: float, dark: bool = False
) -> float:
    """The table in `width` pixels from the top `y` down, body type of `size`; the height it takes.

    `dark` chooses the cities' colours for a dark ground; the rest is the scene's theme.
    """
    bars = size * _BAR_ROOM if any(row.city for row in sheet.rows) else 0.0
    setting = _Setting(
        scene,
        x,
        width,
        size,
        _columns(sheet, x + bars, width - bars, size),
        {ink.city: ink.shade(dark) for ink in sheet.inks},
    )
    top = y
    y = _head(setting, sheet, y)
    for row in sheet.rows:
        y = _heading(setting, row, y) if row.heads else _row(setting, row, y)
    setting.rule(y, scene.theme.dim, 0.09)
    return y + size * 0.1 - top


def _columns(sheet: Sheet, x: float, width: float, size: float) -> tuple[_Column, ...]:
    """As wide as their words need; where that is too wide, short ones whole and the others in proportion."""
    gutter = size * _GUTTER
    rows = [row for row in sheet.rows if not row.heads]
    wanted = [
        max([_head_width(head, size), *(_cell_width(row.cells[place], size) for row in rows)])
        for place, head in enumerate(sheet.columns)
    ]
    widths = shared(wanted, width - gutter * (len(wanted) - 1))
    found = []
    for place, wide in enumerate(widths):
        found.append(_Column(x, wide, _numeric([row.cells[place] for row in rows])))
        x += wide + gutter
    return tuple(found)


def shared(wanted: Sequence[float], width: float) -> list[float]:
    """Widths that fill `width`: none less than wanted where all fit, else short columns whole."""
    spare = width - sum(wanted)
    if spare >= 0:
        return [wide + spare * wide / sum(wanted) if sum(wanted) else width / len(wanted) for wide in wanted]
    found, left, open_places = list(wanted), width, set(range(len(wanted)))
    # What needs no more than an even share has what it needs; that leaves more to the others.
    while whole := {place for place in open_places if wanted[place] <= left / len(open_places)}:
        left -= sum(wanted[place] for place in whole)
        open_places -= whole
    even = left / len(open_places)
    beyond = {place: wanted[place] - even * _LEAST for place in open_places}
    for place in open_places:
        part = beyond[place] / sum(beyond.values())
        found[place] = even * _LEAST + left * (1 - _LEAST) * part
    return found


def _numeric(cells: Sequence[Cell]) -> bool:
    """Whether most cells that say something are numbers."""
    said = [cell for cell in cells if cell.text not in ("", MISSING)]
    return sum(cell.value is not None for cell in said) * 2 > len(said)


def _head_width(head: str, size: float) -> float:
    return text_width(head, size * SMALL, bold=True)


def _cell_width(cell: Cell, size: float) -> float:
    pieces = [flow.Piece(cell.text), flow.Piece(cell.code, "code")]
    pieces += [flow.Piece(tag.text, "warn" if tag.warn else "tag") for tag in cell.tags]
    return max(piece.width(size) for piece in pieces)


def _head(setting: _Setting, sheet: Sheet, y: float) -> float:
    """The columns' names on one foot above a strong rule; where they end."""
    own, theme = setting.size * SMALL, setting.scene.theme
    heads = [
        fitted(head, own, column.width, bold=True) if head else []
        for head, column in zip(sheet.columns, setting.columns, strict=True)
    ]
    foot = y + max(map(len, heads)) * own * LEADING
    for lines, column in zip(heads, setting.columns, strict=True):
        top = foot - len(lines) * own * LEADING
        for number, line in enumerate(lines):
            _line(setting, column, line, top + own * (1.02 + number * LEADING))
    y = foot + setting.pad * 0.6
    setting.rule(y, theme.dim, 0.11)
    return y


def _line(setting: _Setting, column: _Column, line: str, baseline: float) -> None:
    at, anchor = (column.x + column.width, "end") if column.numeric else (column.x, "start")
    colour = setting.scene.theme.dim
    setting.scene.text(line, at, baseline, setting.size * SMALL, colour, bold=True, anchor=anchor)


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
            [[piece] for piece in flow.text_pieces(cell.text, size, width, "bold")],
            _extras(cell, size, width),
            size,
            width,
        )
        y += flow.draw(setting.scene, lines, first, y, width, size)
    _bar(setting, row, top, y)
    y += setting.pad * 0.6
    setting.rule(y, theme.dim, 0.07)
    return y


def _extras(cell: Cell, size: float, width: float) -> list[flow.Piece]:
    """Tags and code of a cell."""
    codes = flow.text_pieces(cell.code, size, width, "code") if cell.code else []
    return [*flow.tag_pieces(cell.tags, size, width), *codes]


def _row(setting: _Setting, row: Row, y: float, kind: str = "text") -> float:
    """Cells side by side with a thin rule below; where they end."""
    size, top = setting.size, y + setting.pad
    bottom = top
    for cell, column in zip(row.cells, setting.columns, strict=True):
        words = cell.text or ("" if row.heads or cell.tags or cell.code else MISSING)
        own = "missing" if words == MISSING else kind
        lines = [[piece] for piece in flow.text_pieces(words, size, column.width, own)] if words else []
        extras = _extras(cell, size, column.width)
        if column.numeric and extras:
            # Below, so that the numbers stand in one line.
            lines += flow.beside([], extras, size, column.width)
        else:
            lines = flow.beside(lines, extras, size, column.width) if extras else lines
        high = flow.draw(setting.scene, lines, column.x, top, column.width, size, right=column.numeric)
        bottom = max(bottom, top + high)
    _bar(setting, row, top, bottom)
    setting.rule(bottom + setting.pad, setting.scene.theme.line, 0.07)
    return bottom + setting.pad


def _bar(setting: _Setting, row: Row, top: float, bottom: float) -> None:
    """The city's colour at the left: what it means is said in the row's words."""
    if row.city in setting.colours:
        colour = setting.colours[row.city]
        setting.scene.rect(setting.x, top, setting.size * _BAR, bottom - top, colour)
