"""The analyst's own file back, with a column that says what was found in each row."""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from talent import i18n
from talent.exports import neutralised
from talent.uploads.model import Book, Finding, Sheet

_TINTS = {"error": "#f8cbad", "warning": "#ffe699", "info": "#ddebf7"}
_WIDTH = 80
_XLSX_CHARACTERS = 32_767


def annotated(book: Book, findings: Iterable[Finding], language: str) -> bytes:
    """`book` as CSV with a BOM where it was CSV, else as XLSX, with what was found in the first free column.

    Nothing in it is evaluated by a spreadsheet. Findings about a whole sheet or file stand in row 1.
    """
    by_sheet: dict[str, list[Finding]] = defaultdict(list)
    for one in findings:
        by_sheet[one.sheet or book.sheets[0].name].append(one)
    if book.kind == "csv":
        sheet = book.sheets[0]
        return _csv(sheet, _remarks(by_sheet[sheet.name], language))
    return _xlsx(book, by_sheet, language)


def _remarks(findings: Iterable[Finding], language: str) -> Mapping[int, str]:
    """The text of the findings column by row, counted from 0; row 0 begins with the header."""
    lines: dict[int, list[str]] = defaultdict(list, {0: [i18n.text("annotated.header", language)]})
    for one in findings:
        line = i18n.text(
            "annotated.line", language, severity=i18n.choice("annotated", one.severity, language),
            cell=one.cell, message=one.message(language),
        )  # fmt: skip
        lines[(one.row or 1) - 1].append(line)
    return {row: "\n".join(told) for row, told in lines.items()}


def _csv(sheet: Sheet, remarks: Mapping[int, str]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    for n, row in enumerate(sheet.rows or ((),)):
        writer.writerow([neutralised(cell) for cell in (*row, remarks.get(n, ""))])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def _xlsx(book: Book, findings: Mapping[str, list[Finding]], language: str) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(out, options) as made:
        for sheet in book.sheets:
            # A pasted table has no name of its own, or one a spreadsheet would refuse.
            page = made.add_worksheet(re.sub(r"[\[\]:*?/\\']", "_", sheet.name)[:31] or "Sheet1")
            _fill(made, page, sheet, findings.get(sheet.name, []), language)
    return out.getvalue()


def _fill(made, page, sheet: Sheet, findings: list[Finding], language: str) -> None:
    tints = {
        severity: {
            quoted: made.add_format({"bg_color": colour, "text_wrap": True, "quote_prefix": quoted})
            for quoted in (False, True)
        }
        for severity, colour in _TINTS.items()
    }
    quoted = made.add_format({"quote_prefix": True})
    wrapped = made.add_format({"text_wrap": True})
    # The gravest finding of a cell colours it; they come gravest first.
    worst: dict[str, str] = {}
    for one in findings:
        worst.setdefault(one.cell, one.severity)
    for n, row in enumerate(sheet.rows):
        for column, text in enumerate(row):
            active = neutralised(text) != text
            tint = tints.get(worst.get(f"{_letters(column)}{n + 1}", ""))
            if text or tint:
                page.write_string(
                    n, column, text[:_XLSX_CHARACTERS], tint[active] if tint else quoted if active else None
                )
    free = len(sheet.rows[0]) if sheet.rows else 0
    for n, remark in _remarks(findings, language).items():
        page.write_string(n, free, remark[:_XLSX_CHARACTERS], wrapped)
    page.set_column(free, free, _WIDTH)


def _letters(column: int) -> str:
    """A column counted from 0 as a spreadsheet names it."""
    return (_letters(column // 26 - 1) if column >= 26 else "") + chr(ord("A") + column % 26)
