"""Workbooks made for the tests, as the books a reader of files hands on; their rows are invented."""

import io
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import openpyxl
from openpyxl.utils import range_boundaries

from talent.catalogue import Catalogue, read
from talent.uploads.layout import stage
from talent.uploads.model import Book, Choices, Sheet, Staging

DATA = Path(__file__).resolve().parents[2] / "data"
FIGURE = ["city", "indicator", "definition", "period", "unit", "value"]


@cache
def catalogue() -> Catalogue:
    return read(DATA)


def workbook(
    sheets: Mapping[str, Sequence[Sequence]], merged: Mapping[str, Sequence[str]] | None = None
) -> bytes:
    """An XLSX file written by openpyxl; `merged` are ranges such as A1:C1 by sheet."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for cells in (merged or {}).get(name, ()):
            sheet.merge_cells(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def book_of(data: bytes, name: str = "made.xlsx") -> Book:
    """The workbook as texts, its merged ranges counted from 0."""
    sheets = []
    for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets:
        rows = tuple(
            tuple("" if cell is None else str(cell) for cell in row)
            for row in sheet.iter_rows(values_only=True)
        )
        ranges = (range_boundaries(str(cells)) for cells in sheet.merged_cells.ranges)
        merged = tuple((top - 1, left - 1, bottom - 1, right - 1) for left, top, right, bottom in ranges)
        sheets.append(Sheet(sheet.title, rows, merged, sheet.sheet_state != "visible"))
    return Book(name, "xlsx", tuple(sheets))


def staged(rows: Sequence[Sequence], merged: Sequence[str] = (), **choices) -> Staging:
    """The staging of a workbook with one sheet."""
    return stage(book_of(workbook({"Sheet1": rows}, {"Sheet1": merged})), catalogue(), Choices(**choices))


def pasted(rows: Sequence[Sequence[str]], **choices) -> Staging:
    """The staging of a table that has lost which cells were merged."""
    width = max(map(len, rows))
    texts = tuple(tuple(row) + ("",) * (width - len(row)) for row in rows)
    return stage(Book("paste", "paste", (Sheet("paste", texts),)), catalogue(), Choices(**choices))


def figures(staging: Staging, columns: Sequence[str] = FIGURE) -> list[tuple]:
    """The staged rows as tuples of these columns."""
    return list(staging.rows[list(columns)].itertuples(index=False, name=None))


def codes(staging: Staging, severity: str = "") -> list[str]:
    return [found.code for found in staging.findings if severity in ("", found.severity)]
