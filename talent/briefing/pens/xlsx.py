"""A deck as a workbook: for each picture a sheet with its numbers, a native chart and all its words."""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from operator import itemgetter

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from talent.briefing.deck import Deck, Slide
from talent.briefing.pens import document
from talent.charts.frame import Frame, frame
from talent.charts.lettering import width_of, wrap
from talent.charts.workbook.block import Block, Share, Value, Year
from talent.charts.workbook.blocks import blocks
from talent.charts.workbook.charts import chart
from talent.exports import neutralised
from talent.i18n import text

FONT = "Microsoft YaHei"
# What a spreadsheet program does not take in the name of a sheet, and how long it may be.
_FORBIDDEN = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
_NAME = 31
# A column's least and most characters; words run over so many columns, of so many pixels a character.
_LEAST, _MOST, _COLUMNS = 9, 40, 8
_PIXELS, _LEADING = 5.2, 1.35
# Rows a chart takes beside or below its block.
_ROW_PIXELS = 20


def write(deck: Deck) -> bytes:
    """The whole deck; text stays text whatever it begins with, days are days, gaps are empty."""
    out = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    day = date.fromisoformat(deck.data_date) if deck.data_date else date(1980, 1, 1)
    with Workbook(out, options) as book:
        book.set_properties(
            {
                "title": document.title(deck),
                "comments": deck.data_version,
                "author": text("app.name", deck.language),
                # The date of the data, not of the export: the same data gives the same file.
                "created": datetime.combine(day, time.min),
            }
        )
        pen = _Pen(book)
        for place, slide in enumerate(deck.slides, start=1):
            pen.slide(f"{place} {slide.content.title}", slide, deck.language)
        pen.references(deck)
    return out.getvalue()


class _Pen:
    """Formats of one workbook, and where each sheet is filled to."""

    def __init__(self, book: Workbook) -> None:
        def made(**more: object) -> Format:
            common = {"font_name": FONT, "font_size": 10, "valign": "top", "text_wrap": True}
            return book.add_format(common | more)

        self.book = book
        self.across = 0.0
        self.title = made(bold=True, font_size=14)
        self.heading = made(bold=True, font_size=11)
        self.head = made(bold=True, bottom=1)
        self.words = made()
        self.warning = made(bold=True, font_color="#8a5a00")
        self.note = made(font_color="#5b6775")
        # With places that may be empty a whole number would end in a bare point.
        self.whole = made(num_format="#,##0")
        self.broken = made(num_format="#,##0.######")
        self.share = made(num_format="0.00%")
        self.year = made(num_format="0", align="left")
        self.day = made(num_format="yyyy-mm-dd", align="left")
        self.quoted = made(quote_prefix=True)

    def slide(self, name: str, slide: Slide, language: str) -> None:
        """One sheet: words that come before the numbers, the numbers with their charts, words after."""
        said = frame(slide.content)
        printed = {place.code: (place.source, place.printed) for place in slide.places}
        found = blocks(slide.content, printed)
        sheet = self._sheet(name, found)
        row = self._lines(sheet, 0, self._before(said, slide, language))
        for block in found:
            row = self._block(sheet, row + 1, block)
        self._lines(sheet, row + 1, self._after(said, slide, language))

    def _before(self, said: Frame, slide: Slide, language: str) -> Iterator[tuple[str, Format]]:
        yield said.title, self.title
        yield said.scope, self.words
        yield from ((words, self.warning) for words in said.warnings)
        yield said.subtitle, self.note
        yield from ((words, self.words) for words in said.lead)
        if slide.comment:
            yield text("workbook.comment", language, comment=slide.comment), self.words
        yield from ((words, self.warning) for words in slide.objections)
        yield from ((words, self.warning) for words in slide.changed)

    def _after(self, said: Frame, slide: Slide, language: str) -> Iterator[tuple[str, Format]]:
        yield from ((words, self.words) for words in slide.sentences)
        yield from ((words, self.note) for words in said.foot)
        yield text("workbook.address", language, address=slide.link or slide.address), self.note

    def references(self, deck: Deck) -> None:
        """The last sheet: every source with its address and the figures taken from it."""
        name = text("workbook.references", deck.language)
        columns = ("source", "title", "address", "codes")
        head = tuple(text(f"workbook.column.{column}", deck.language) for column in columns)
        rows = tuple(
            (one.line, one.title, one.address, text("chart.comma", deck.language).join(one.codes))
            for one in deck.references
        )
        block = Block(name, "", head, rows)
        sheet = self._sheet(name, [block])
        self._table(sheet, self._lines(sheet, 0, [(name, self.title)]) + 1, block)

    def _sheet(self, name: str, found: Sequence[Block]) -> Worksheet:
        """An empty sheet whose columns are as wide as its tables need, set up for A4."""
        sheet = self.book.add_worksheet(_sheet_name(name))
        self.across = 0.0
        for column in range(max([_COLUMNS, *(len(block.head) for block in found)])):
            width = _width(found, column)
            sheet.set_column(column, column, width)
            self.across += width * _PIXELS if column < _COLUMNS else 0
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        return sheet

    def _lines(self, sheet: Worksheet, row: int, lines: Iterable[tuple[str, Format]]) -> int:
        """Words below each other; the next free row."""
        for words, style in filter(itemgetter(0), lines):
            size = style.font_size
            set_in = wrap(words, size, self.across)
            sheet.merge_range(row, 0, row, _COLUMNS - 1, "", style)
            self._text(sheet, row, 0, words, style)
            sheet.set_row(row, len(set_in) * size * _LEADING + 2)
            row += 1
        return row

    def _block(self, sheet: Worksheet, row: int, block: Block) -> int:
        """A titled table and its chart below; the next free row."""
        row = self._lines(sheet, row, [(block.title, self.heading), (block.note, self.note)])
        top = row + 1
        row = self._table(sheet, row, block)
        drawn = chart(self.book, sheet.get_name(), block, top, FONT)
        if drawn is not None:
            sheet.insert_chart(row + 1, 0, drawn, {"description": block.title})
            row += 2 + -(-drawn.height // _ROW_PIXELS)
        return int(row)

    def _table(self, sheet: Worksheet, row: int, block: Block) -> int:
        for column, words in enumerate(block.head):
            self._text(sheet, row, column, words, self.head)
        for place, cells in enumerate(block.rows, start=row + 1):
            for column, cell in enumerate(cells):
                self._cell(sheet, place, column, cell)
        return row + 1 + len(block.rows)

    def _cell(self, sheet: Worksheet, row: int, column: int, cell: Value) -> None:
        if isinstance(cell, str):
            self._text(sheet, row, column, cell, self.words)
        elif isinstance(cell, date):
            sheet.write_datetime(row, column, datetime.combine(cell, time.min), self.day)
        elif cell is not None:
            plain = self.whole if float(cell).is_integer() else self.broken
            style = {Year: self.year, Share: self.share}.get(type(cell), plain)
            sheet.write_number(row, column, cell, style)

    def _text(self, sheet: Worksheet, row: int, column: int, words: str, style: Format) -> None:
        if words:
            active = neutralised(words) != words
            sheet.write_string(row, column, words, self.quoted if active else style)


def _width(found: Sequence[Block], column: int) -> float:
    """Characters a column needs; a Chinese one takes the room of two."""
    cells = [row[column] for block in found for row in block.rows if column < len(row)]
    cells += [block.head[column] for block in found if column < len(block.head)]
    longest = max((width_of(str(cell), 2) for cell in cells if cell is not None), default=0)
    return max(_LEAST, min(_MOST, longest + 2))


def _sheet_name(name: str) -> str:
    return _FORBIDDEN.sub(" ", name).strip()[:_NAME].strip()
