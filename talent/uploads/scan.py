"""What the XML of a sheet says and its values do not, found before a reader that trusts it opens the file.

A reader allocates the whole rectangle of filled cells and drops error values, formulas without a result and
number formats. So every part is unpacked once in pieces: cells that lie too far out refuse the file; the
others are remembered.
"""

import re
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import IO, NamedTuple

from talent.errors import TalentError
from talent.uploads import limits
from talent.uploads.cells import column, letter
from talent.uploads.styles import Styles

_PIECE = limits.MEGABYTE
_LONGEST_ROW = 32 * limits.MEGABYTE  # 256 cells of 32,767 Chinese characters are less
_ROOT = re.compile(rb"<(?!\?|!)((?:[\w.-]+:)?)(\w+)[\s/>]")
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]+)(\d+)["']""")
# References that are not plainly near: a column past Z or a row past 199,999, as every program writes them.
_FAR = re.compile(rb"""r=["'](?:[A-Z]{2}|[A-Z](?:\d{7}|[2-9]\d{5}))""")
_LAST_ROW = 1_048_576


@dataclass
class Marks:
    """Of one sheet: `shown` is row → [(column, how its format shows it)], counted from 0."""

    shown: dict[int, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    findings: list[dict] = field(default_factory=list)
    formulas: int = 0


class _Patterns(NamedTuple):
    end: bytes
    row_start: bytes
    cell_start: bytes
    value_ends: tuple[bytes, bytes]
    row: re.Pattern
    cell: re.Pattern
    error: re.Pattern
    formula_start: bytes
    formula: re.Pattern


def scan(parts: zipfile.ZipFile, styles: Styles) -> dict[str, Marks]:
    """The marks of each sheet by the name of its part in small letters.

    Raises TalentError `read.damaged` (among others where a part is larger than it says), `read.entities`,
    `read.rows`, `read.columns`, `read.cells`, `read.long_cell`.
    """
    marks = {}
    try:
        for info in parts.infolist():
            with parts.open(info) as part:
                found = _scanned(part, info.filename.lower(), styles)
            if found is not None:
                marks[info.filename.lower()] = found
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise TalentError("read.damaged") from error
    return marks


def _scanned(part: IO[bytes], name: str, styles: Styles) -> Marks | None:
    """The marks of a part that is a sheet; None for every other part, which is read through all the same."""
    start = part.read(_PIECE)
    root = _ROOT.search(start[:65_536])
    is_sheet = root is not None and root.group(2) == b"worksheet"
    if not is_sheet and not name.endswith((".xml", ".rels")):
        while part.read(_PIECE):
            pass
        return None
    if b"\0" in start[:256]:  # UTF-16, which no spreadsheet writes
        raise TalentError("read.damaged")
    if not is_sheet:
        for piece in _chunks(part, start):
            _refuse_declarations(piece)
        return None
    sheet = _Sheet(root.group(1), styles)
    for piece in _pieces(part, start, sheet.patterns.end):
        _refuse_declarations(piece)
        sheet.read(piece)
    return sheet.marks


def _chunks(part: IO[bytes], start: bytes) -> Iterator[bytes]:
    while start:
        yield start
        start = part.read(_PIECE)


def _pieces(part: IO[bytes], start: bytes, end_of_row: bytes) -> Iterator[bytes]:
    """The part in pieces that end after a row, the rest last."""
    rest = b""
    for chunk in _chunks(part, start):
        rest += chunk
        cut = rest.rfind(end_of_row, max(0, len(rest) - len(chunk) - len(end_of_row)))
        if cut >= 0:
            yield rest[: cut + len(end_of_row)]
            rest = rest[cut + len(end_of_row) :]
        elif len(rest) > _LONGEST_ROW:
            raise TalentError("read.long_cell", cell="", most=limits.CELL)
    yield rest


def _refuse_declarations(piece: bytes) -> None:
    if b"<!" in piece and _DECLARATION.search(piece):
        raise TalentError("read.entities")


class _Sheet:
    """Reads the pieces of one sheet in order."""

    def __init__(self, prefix: bytes, styles: Styles) -> None:
        self.patterns = _patterns(prefix)
        self.marks = Marks()
        self.styles = styles
        self.styled = _styled(prefix, tuple(styles.shown))
        self.rows_before = 0
        self.width = 26

    def read(self, piece: bytes) -> None:
        """Refuse what is too large; remember errors, formulas and cells whose format is part of the value."""
        for far in _FAR.finditer(piece):
            self._far(far, piece)
        self._refuse_large(piece)
        if b'="e"' in piece or b"='e'" in piece:
            for cell in self.patterns.error.finditer(piece):
                self._name("error_cell", cell, piece, _text(cell.group("value")))
        if self.patterns.formula_start in piece:
            for cell in self.patterns.formula.finditer(piece):
                self._formula(cell, piece)
        if self.styled:
            for cell in self.styled.finditer(piece):
                row, at = self._place(cell, piece)
                self.marks.shown[row].append((at, self.styles.shown[int(cell.group("style"))]))
        self.rows_before += piece.count(self.patterns.row_start)

    def _far(self, far: re.Match, piece: bytes) -> None:
        reference = _REFERENCE.match(piece, far.start() - 1)
        end = piece.find(b">", far.end())
        # An empty cell with a border, far out, is common and is dropped by the reader.
        if reference is None or piece[end - 1 : end] == b"/" or piece[end + 1 : end + 3] == b"</":
            return
        letters, row = reference.group(1).decode(), int(reference.group(2))
        if column(letters) >= limits.COLUMNS:
            raise TalentError("read.columns", cell=f"{letters}{row}", most=limits.COLUMNS)
        if row > limits.ROWS + 1:
            raise TalentError("read.rows", most=limits.ROWS)
        self.width = max(self.width, column(letters) + 1)

    def _refuse_large(self, piece: bytes) -> None:
        if self.rows_before > _LAST_ROW:
            raise TalentError("read.rows", most=limits.ROWS)
        last_value = max(map(piece.rfind, self.patterns.value_ends))
        last = piece.rfind(self.patterns.cell_start, 0, last_value + 1)
        reference = _REFERENCE.search(piece, last, last + 200) if last >= 0 else None
        if reference and int(reference.group(2)) * self.width > limits.CELLS:
            raise TalentError("read.cells", most=limits.CELLS)

    def _formula(self, cell: re.Match, piece: bytes) -> None:
        self.marks.formulas += 1
        is_text = re.search(rb"""\st\s*=\s*["'](?:str|e)["']""", cell.group("attributes"))
        if not cell.group("value") and not is_text:
            self._name("formula_without_value", cell, piece, f"={_text(cell.group('formula'))}")

    def _name(self, code: str, cell: re.Match, piece: bytes, value: str) -> None:
        if len(self.marks.findings) < limits.NAMED:
            row, at = self._place(cell, piece)
            place = {"row": row + 1, "letter": letter(at), "value": value[:200]}
            self.marks.findings.append({"code": code, "severity": "error", **place})

    def _place(self, cell: re.Match, piece: bytes) -> tuple[int, int]:
        """Row and column from 0; counted where a program leaves references out."""
        reference = _REFERENCE.search(cell.group())
        if reference:
            return int(reference.group(2)) - 1, column(reference.group(1).decode())
        rows = list(self.patterns.row.finditer(piece, 0, cell.start()))
        before = self.patterns.cell.findall(piece, rows[-1].end() if rows else 0, cell.start())
        return self.rows_before + len(rows) - 1, len(before)


@cache
def _patterns(prefix: bytes) -> _Patterns:
    """For the prefix that a program puts before the names of a sheet's elements: b"" or b"x:"."""
    p = re.escape(prefix)
    value = rb"(?:<%sv\b[^>]*?(?:/>|>(?P<value>[^<]*)</%sv>))" % (p, p)
    formula = rb"<%sf\b[^>]*?(?:/>|>(?P<formula>[^<]*)</%sf>)" % (p, p)
    return _Patterns(
        end=b"</%srow>" % prefix,
        row_start=b"<%srow" % prefix,
        cell_start=b"<%sc " % prefix,
        value_ends=(b"</%sv>" % prefix, b"</%sis>" % prefix),
        row=re.compile(rb"<%srow\b" % p),
        cell=re.compile(rb"<%sc\b" % p),
        error=re.compile(
            rb"""<%sc\b[^>]*?\st\s*=\s*["']e["'][^>]*>\s*(?:%s\s*)?%s?"""
            % (p, formula.replace(b"?P<formula>", b"?:"), value)
        ),
        formula_start=b"<%sf" % prefix,
        formula=re.compile(rb"<%sc\b(?P<attributes>[^>]*)>\s*%s\s*%s?" % (p, formula, value)),
    )


@cache
def _styled(prefix: bytes, numbers: tuple[int, ...]) -> re.Pattern | None:
    """Cells that bear one of these styles; None where there is none to look for."""
    if not numbers:
        return None
    alternatives = b"|".join(str(number).encode() for number in numbers)
    return re.compile(
        rb"""<%sc\b[^>]*?\ss\s*=\s*["'](?P<style>%s)["'][^>]*>""" % (re.escape(prefix), alternatives)
    )


def _text(xml: bytes | None) -> str:
    text = (xml or b"").decode("utf-8", "replace")
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
