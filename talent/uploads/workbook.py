"""A workbook as sheets of texts."""

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, time, timedelta
from typing import NamedTuple

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum
from python_calamine import SheetTypeEnum as Kind

from talent.errors import TalentError
from talent.uploads import limits
from talent.uploads.cells import letter, shown, texts
from talent.uploads.kinds import described
from talent.uploads.markup import elements
from talent.uploads.scan import Marks, scan
from talent.uploads.styles import Styles, styles


class _About(NamedTuple):
    """Of workbook.xml: the part of each sheet by its name, and whether formulas are still to be computed."""

    sheets: Mapping[str, str]
    uncomputed: bool


def sheets(parts: zipfile.ZipFile, data: bytes) -> Iterator[tuple[dict, list[list], list[dict]]]:
    """Each sheet: `sheet` (name), `hidden` and `merged`; its rows of values; its findings.

    Raises TalentError `read.…`.
    """
    look = styles(described(parts, "xl/styles.xml"))
    marks = scan(parts, look)
    about = _about(parts)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        worksheets = [n for n, sheet in enumerate(book.sheets_metadata) if sheet.typ == Kind.WorkSheet]
        if not worksheets:
            raise TalentError("read.no_sheet")
        cells = 0
        for number in worksheets:
            sheet = book.get_sheet_by_index(number)
            height, width = (end + 1 for end in sheet.end or (-1, -1))
            cells += height * width
            if cells > limits.CELLS:
                raise TalentError("read.cells", most=limits.CELLS)
            seen = marks.get(about.sheets.get(sheet.name, ""), Marks())
            hidden = book.sheets_metadata[number].visible != SheetVisibleEnum.Visible
            yield _sheet(sheet, hidden, seen, look, about.uncomputed)
    except PasswordError as error:
        raise TalentError("read.password") from error
    except CalamineError as error:
        raise TalentError("read.damaged") from error


def _sheet(sheet: CalamineSheet, hidden: bool, marks: Marks, look: Styles, uncomputed: bool):
    rows = sheet.to_python(skip_empty_area=False)
    dated = _dated(rows) if look.dates else []
    for number, cells in marks.shown.items():
        for at, how in cells:
            if number < len(rows) and at < len(rows[number]):
                rows[number][at] = shown(rows[number][at], how)
    findings = [*marks.findings, *(_date_finding(rows, *found) for found in dated)]
    if uncomputed and marks.formulas:
        findings.append(
            {"code": "formulas_uncomputed", "severity": "warning", "fields": {"cells": marks.formulas}}
        )
    merged = [(*first, *last) for first, last in sheet.merged_cell_ranges or ()]
    if len(merged) > limits.MERGED:
        raise TalentError("read.merged", most=limits.MERGED)
    return {"sheet": sheet.name, "hidden": hidden, "merged": merged}, rows, findings


def _dated(rows: list[list]) -> list[tuple[int, int, int]]:
    """Columns with numbers that are said as dates or times: the first such row, the column, how many."""
    found = []
    for at, column in enumerate(zip(*rows, strict=True)):
        numbers = [n for n, value in enumerate(column) if isinstance(value, date | time | timedelta)]
        if numbers:
            found.append((numbers[0], at, len(numbers)))
    return found


def _date_finding(rows: list[list], number: int, at: int, cells: int) -> dict:
    (value,) = texts([rows[number][at]])
    place = {"row": number + 1, "letter": letter(at), "value": value}
    return {"code": "date_cell", "severity": "info", **place, "fields": {"cells": cells}}


def _about(parts: zipfile.ZipFile) -> _About:
    targets, relations, uncomputed = {}, {}, False
    for starts, name, attributes, _ in elements(described(parts, "xl/_rels/workbook.xml.rels")):
        if starts and name == "Relationship":
            path = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", "")))
            targets[attributes.get("Id")] = path.lstrip("/").lower()
    for starts, name, attributes, _ in elements(described(parts, "xl/workbook.xml")):
        if starts and name == "sheet":
            relations[attributes.get("name", "")] = targets.get(attributes.get("id"), "")
        elif starts and name == "calcPr":
            uncomputed = attributes.get("fullCalcOnLoad") in ("1", "true")
    return _About(relations, uncomputed)
