"""A sheet as native tables: the head row on every slide, headings in rows of their own."""

from collections.abc import Sequence
from functools import lru_cache

from pptx.enum.text import MSO_ANCHOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from talent.charts.sheet import Row, Sheet
from talent.charts.slides import native
from talent.charts.slides.paint import ACCENT, DIM, GROUND, INK, RULE, WARN, Area, tint
from talent.charts.slides.words import Para, rgb, tall, wide, write
from talent.i18n import text

_PAD = 5.0
# No column is narrower or wider than these shares of the table, before all are stretched to fill it.
_NARROW, _WIDE = 0.08, 0.42
# The style without lines and grounds of its own.
_PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


@lru_cache(maxsize=8)
def widths(sheet: Sheet, width: float, size: float) -> tuple[float, ...]:
    """Points of each column: by its longest words, within limits; asked again for every row that is tried."""
    if not sheet.columns:
        return ()
    wanted = []
    for n, column in enumerate(sheet.columns):
        rows = [row for row in sheet.rows if not row.heads]
        paras = [_head(column, size), *(p for row in rows for p in _paras(row, n, sheet, size))]
        longest = max(map(wide, paras)) + 2 * _PAD
        wanted.append(min(max(longest, width * _NARROW), width * _WIDE))
    if sum(wanted) > width:
        return _narrowed(wanted, width)
    return tuple(one * width / sum(wanted) for one in wanted)


def _narrowed(wanted: Sequence[float], width: float) -> tuple[float, ...]:
    """Only wide columns give way: words in narrow ones, such as names of cities, stay whole."""
    even = width / len(wanted)
    kept = sum(one for one in wanted if one <= even)
    share = (width - kept) / sum(one for one in wanted if one > even)
    return tuple(one if one <= even else one * share for one in wanted)


def _paras(row: Row, n: int, sheet: Sheet, size: float) -> list[Para]:
    """What a cell says: its text, its tags, its code; a city's name after the sign in its colour."""
    cell = row.cells[n]
    dot = text("chart.dot", sheet.language)
    warn = dot.join(tag.text for tag in cell.tags if tag.warn)
    calm = dot.join(filter(None, [*(tag.text for tag in cell.tags if not tag.warn), cell.code]))
    below = [Para(warn, size - 2, WARN, after=0)] if warn else []
    below += [Para(calm, size - 2, DIM, after=0)] if calm else []
    if row.city and n == 0:
        colour = sheet.ink(row.city).colour
        return [Para(cell.text, size, bold=True, after=0, sign="■", sign_colour=colour), *below]
    return [Para(cell.text, size, after=0), *below]


def _height(row: Row, sheet: Sheet, columns: Sequence[float], size: float) -> float:
    if row.heads:
        return tall(_heading(row, size), sum(columns) - 2 * _PAD) + 2 * _PAD
    cells = enumerate(columns)
    return 2 * _PAD + max(tall(_paras(row, n, sheet, size), across - 2 * _PAD) for n, across in cells)


def _heading(row: Row, size: float) -> list[Para]:
    words = "  ".join(cell.text for cell in row.cells if cell.text)
    return [Para(words, size, INK, bold=True, after=0)]


def _head(column: str, size: float) -> Para:
    return Para(column, size, GROUND, bold=True, after=0)


def _head_height(sheet: Sheet, columns: Sequence[float], size: float) -> float:
    cells = zip(sheet.columns, columns, strict=True)
    return 2 * _PAD + max(tall([_head(column, size)], across - 2 * _PAD) for column, across in cells)


def height(sheet: Sheet, rows: Sequence[Row], width: float, size: float) -> float:
    """Points that rows take below a head row."""
    columns = widths(sheet, width, size)
    return _head_height(sheet, columns, size) + sum(_height(row, sheet, columns, size) for row in rows)


def draw(slide, sheet: Sheet, rows: Sequence[Row], area: Area, size: float, alt: str) -> None:
    """Rows as one table."""
    columns = widths(sheet, area.width, size)
    total = height(sheet, rows, area.width, size)
    place = (Pt(n) for n in (area.left, area.top, area.width, total))
    frame = slide.shapes.add_table(len(rows) + 1, len(columns), *place)
    native.named(frame, sheet.title, alt)
    table = frame.table
    table.first_row, table.horz_banding = True, False
    frame._element.find(".//{*}tableStyleId").text = _PLAIN
    for column, across in zip(table.columns, columns, strict=True):
        column.width = Pt(across)
    table.rows[0].height = Pt(_head_height(sheet, columns, size))
    for n, column in enumerate(sheet.columns):
        _set(table.cell(0, n), [_head(column, size)], ACCENT)
    for n, row in enumerate(rows, start=1):
        table.rows[n].height = Pt(_height(row, sheet, columns, size))
        _fill(table, n, row, sheet, size)


def _fill(table, n: int, row: Row, sheet: Sheet, size: float) -> None:
    if row.heads:
        last = len(row.cells) - 1
        if last:
            table.cell(n, 0).merge(table.cell(n, last))
        _set(table.cell(n, 0), _heading(row, size), tint(ACCENT, 0.1))
        return
    for column in range(len(row.cells)):
        _set(table.cell(n, column), _paras(row, column, sheet, size), GROUND)


def _set(cell, paras: Sequence[Para], ground: str) -> None:
    write(cell.text_frame, paras, anchor=MSO_ANCHOR.MIDDLE)
    cell.margin_left = cell.margin_right = cell.margin_top = cell.margin_bottom = Pt(_PAD)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.fill.solid()
    cell.fill.fore_color.rgb = rgb(ground)
    line = f'<a:solidFill><a:srgbClr val="{rgb(RULE)}"/></a:solidFill>'
    edge = parse_xml(f'<a:lnB {nsdecls("a")} w="{Pt(0.75)}">{line}</a:lnB>')
    cell._tc.get_or_add_tcPr().insert(0, edge)
