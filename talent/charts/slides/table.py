"""A sheet as native tables: the head row on every slide, headings in rows of their own."""

from collections.abc import Sequence
from functools import lru_cache

from pptx.enum.text import MSO_ANCHOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from talent.charts.lettering import width_of
from talent.charts.sheet import Cell, Row, Sheet
from talent.charts.slides import native
from talent.charts.slides.paint import ACCENT, DIM, GROUND, INK, RULE, WARN, Area, tint
from talent.charts.slides.words import Para, rgb, tall, write
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
        rows = [row.cells[n] for row in sheet.rows if not row.heads]
        words = [column, *(p.whole for cell in rows for p in _paras(cell, size, sheet.language))]
        longest = max(width_of(word, size) for word in words) + 2 * _PAD + 4
        wanted.append(min(max(longest, width * _NARROW), width * _WIDE))
    return tuple(one * width / sum(wanted) for one in wanted)


def _paras(cell: Cell, size: float, language: str) -> list[Para]:
    """What a cell says: its text, its tags, its code."""
    dot = text("chart.dot", language)
    warn = dot.join(tag.text for tag in cell.tags if tag.warn)
    calm = dot.join(filter(None, [*(tag.text for tag in cell.tags if not tag.warn), cell.code]))
    below = [Para(warn, size - 2, WARN, after=0)] if warn else []
    below += [Para(calm, size - 2, DIM, after=0)] if calm else []
    return [Para(cell.text, size, after=0), *below]


def _height(row: Row, columns: Sequence[float], size: float, language: str) -> float:
    if row.heads:
        return tall(_heading(row, size), sum(columns) - 2 * _PAD) + 2 * _PAD
    return 2 * _PAD + max(
        tall(_paras(cell, size, language), wide - 2 * _PAD)
        for cell, wide in zip(row.cells, columns, strict=True)
    )


def _heading(row: Row, size: float) -> list[Para]:
    words = "  ".join(cell.text for cell in row.cells if cell.text)
    return [Para(words, size, INK, bold=True, after=0)]


def _head_height(sheet: Sheet, columns: Sequence[float], size: float) -> float:
    return 2 * _PAD + max(
        tall([Para(column, size, bold=True)], wide - 2 * _PAD)
        for column, wide in zip(sheet.columns, columns, strict=True)
    )


def height(sheet: Sheet, rows: Sequence[Row], width: float, size: float) -> float:
    """Points that rows take below a head row."""
    columns = widths(sheet, width, size)
    return _head_height(sheet, columns, size) + sum(
        _height(row, columns, size, sheet.language) for row in rows
    )


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
    for column, wide in zip(table.columns, columns, strict=True):
        column.width = Pt(wide)
    table.rows[0].height = Pt(_head_height(sheet, columns, size))
    for n, column in enumerate(sheet.columns):
        _set(table.cell(0, n), [Para(column, size, GROUND, bold=True, after=0)], ACCENT)
    for n, row in enumerate(rows, start=1):
        table.rows[n].height = Pt(_height(row, columns, size, sheet.language))
        _fill(table, n, row, sheet, size)


def _fill(table, n: int, row: Row, sheet: Sheet, size: float) -> None:
    colours = {ink.city: ink.colour for ink in sheet.inks}
    if row.heads:
        last = len(row.cells) - 1
        if last:
            table.cell(n, 0).merge(table.cell(n, last))
        _set(table.cell(n, 0), _heading(row, size), tint(ACCENT, 0.1))
        return
    for column, cell in enumerate(row.cells):
        paras = _paras(cell, size, sheet.language)
        if column == 0 and row.city in colours:
            first = paras[0]
            paras[0] = Para(first.words, size, bold=True, after=0, sign="■", sign_colour=colours[row.city])
        _set(table.cell(n, column), paras, GROUND)


def _set(cell, paras: Sequence[Para], ground: str) -> None:
    write(cell.text_frame, paras, anchor=MSO_ANCHOR.MIDDLE)
    cell.margin_left = cell.margin_right = cell.margin_top = cell.margin_bottom = Pt(_PAD)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.fill.solid()
    cell.fill.fore_color.rgb = rgb(ground)
    line = f'<a:solidFill><a:srgbClr val="{rgb(RULE)}"/></a:solidFill>'
    edge = parse_xml(f'<a:lnB {nsdecls("a")} w="{Pt(0.75)}">{line}</a:lnB>')
    cell._tc.get_or_add_tcPr().insert(0, edge)
