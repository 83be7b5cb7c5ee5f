"""Text files and pasted text as rows: encoding, delimiter, quoting, and rows that are too long."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from talent.errors import TalentError
from talent.uploads import limits
from talent.uploads.cells import letter

ENCODINGS = ("utf-8", "gb18030", "big5", "utf-16")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# In this order where two fit equally well: what is least often part of a cell.
_DELIMITERS = ("\t", ";", ",")
_NAMED_DELIMITER = re.compile(r"sep=([^\r\n])(\r\n|\r|\n)", re.IGNORECASE)
_SAMPLE_ROWS = 100
_SAMPLE_SIGNS = 262_144
_ERRORS = frozenset(("#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"))
_YEAR = re.compile(r"(?:19|20)\d\d(?![\d.,])")


def decoded(data: bytes, encoding: str = "") -> tuple[str, str]:
    """The text without byte order mark, and its encoding: by mark, else strict UTF-8, else GB18030.

    Raises TalentError `read.no_encoding`, `read.undecodable` or `read.nul`.
    """
    if encoding and encoding not in ENCODINGS:
        raise TalentError("read.no_encoding", encoding=encoding, known=", ".join(ENCODINGS))
    marked = [name for mark, name in _MARKS if data.startswith(mark)]
    text, used = _first_that_fits(data, (encoding,) if encoding else marked or ("utf-8", "gb18030"))
    if "\0" in text:
        raise TalentError("read.nul", row=_lines(text[: text.index("\0")]))
    return text.removeprefix("\ufeff"), used


def _first_that_fits(data: bytes, encodings: Sequence[str]) -> tuple[str, str]:
    failures = []
    for encoding in encodings:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError as error:
            failures.append(error)
    furthest = max(failures, key=lambda failure: failure.start)
    row = _lines(data[: furthest.start].decode(furthest.encoding, "ignore"))
    raise TalentError(
        "read.undecodable", row=row, byte=furthest.start + 1, encodings=", ".join(encodings)
    ) from furthest


def _lines(before: str) -> int:
    """The line that comes after this text, counted from 1."""
    return before.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1


def rows(text: str, typed: bool = False) -> tuple[list[list[str]], str]:
    """The rows, each as long as its last filled cell asks, and the delimiter.

    Row n is row n of a spreadsheet that opens the text: a line break in quotes stays in its row, and a first
    line `sep=;` is no row. With `typed`, quotes that do not pair are characters, as in a text that was
    copied. Raises TalentError `read.quotes`, `read.rows`, `read.columns`, `read.cells`, `read.long_cell`.
    """
    named = _NAMED_DELIMITER.match(text)
    if named:
        text, delimiter = text[named.end() :], named.group(1)
    else:
        delimiter = _delimiter(text)
    try:
        return _read(_reader(text, delimiter)), delimiter
    except TalentError as error:
        if not typed or error.key != "read.quotes":
            raise
    return _read(_reader(text, delimiter, quoted=False)), delimiter


def _reader(text: str, delimiter: str, quoted: bool = True, strict: bool = True):
    quoting = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting, strict=strict)


def _read(reader) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        rows.extend(islice(reader, limits.ROWS + 2))
    except csv.Error as error:
        if "field limit" in str(error):
            raise TalentError("read.long_cell", cell=len(rows) + 1, most=limits.CELL) from error
        raise TalentError("read.quotes", row=len(rows) + 1) from error
    if len(rows) > limits.ROWS + 1:
        raise TalentError("read.rows", most=limits.ROWS)
    if max(map(len, rows), default=0) > limits.COLUMNS:
        rows = [_trimmed(row) for row in rows]
    wide = next((number for number, row in enumerate(rows, 1) if len(row) > limits.COLUMNS), None)
    if wide is not None:
        cell = f"{letter(len(rows[wide - 1]) - 1)}{wide}"
        raise TalentError("read.columns", cell=cell, most=limits.COLUMNS)
    return rows


def _trimmed(row: list[str]) -> list[str]:
    filled = [at for at, cell in enumerate(row) if cell]
    return row[: filled[-1] + 1] if filled else []


def _delimiter(text: str) -> str:
    """The one that cuts most of the first rows into the same number of cells; a comma where none does."""
    found = {delimiter: _consistency(text, delimiter) for delimiter in _DELIMITERS}
    best = max(_DELIMITERS, key=found.__getitem__)
    return best if found[best][0] >= 0.5 else ","


def _consistency(text: str, delimiter: str) -> tuple[float, int]:
    """Share of the first rows with the commonest number of cells above one, and that number."""
    reader = _reader(text[:_SAMPLE_SIGNS], delimiter, strict=False)
    try:
        counts = [len(row) for row in islice(reader, _SAMPLE_ROWS) if row]
    except csv.Error:
        return 0.0, 0
    common = Counter(count for count in counts if count > 1).most_common(1)
    return (common[0][1] / len(counts), common[0][0]) if common else (0.0, 0)


def errors(table: Sequence[Sequence[str]]) -> list[dict]:
    """A finding `error_cell` for each cell that holds nothing but an error value of a spreadsheet."""
    found = []
    for number, row in enumerate(table, 1):
        for at, cell in enumerate(row):
            if cell in _ERRORS and len(found) < limits.NAMED:
                place = {"row": number, "letter": letter(at), "value": cell}
                found.append({"code": "error_cell", "severity": "error", **place})
    return found


def overlong(table: Sequence[Sequence[str]]) -> list[dict]:
    """A finding `row_too_long` for each row with a filled cell beyond the header.

    The header is whatever stands above the first row of figures, and at least the first row of two cells:
    a number that is no year tells figures.
    """
    first_of_two = next((n for n, row in enumerate(table) if sum(map(bool, row)) > 1), len(table))
    figures = next((n for n, row in enumerate(table) if any(map(_is_figure, row))), len(table))
    width = max(map(len, table[: max(figures, first_of_two + 1)]), default=0)
    found = []
    for number, row in enumerate(table, 1):
        extra = next((at for at in range(width, len(row)) if row[at]), None) if len(row) > width else None
        if extra is not None and len(found) < limits.NAMED:
            place = {"row": number, "letter": letter(extra), "value": row[extra][:200]}
            found.append({"code": "row_too_long", "severity": "error", **place, "fields": {"width": width}})
    return found


def _is_figure(cell: str) -> bool:
    digits = cell.strip().lstrip("+-")
    return digits[:1].isdigit() and not _YEAR.match(digits)
