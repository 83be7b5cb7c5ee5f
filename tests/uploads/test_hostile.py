"""Files that are wrong, broken or meant to do harm: each is refused with its reason, and no more happens."""

import gzip
import io
import time
import tracemalloc
import zipfile
from contextlib import suppress

import pytest
import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st

from talent import i18n
from talent.errors import TalentError
from talent.uploads import limits, reading, worker
from tests.uploads.packages import MAIN, bomb, changed, deflated, document, package, parts, workbook

GOOD = '<row r="1"><c r="A1"><v>1</v></c></row>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
SHEET = "xl/worksheets/sheet1.xml"
OPENED = f'<worksheet xmlns="{MAIN}"><sheetData>'.encode()
MERGED = '<mergeCell ref="A1:B2"/>'
CLOSED = b"</sheetData></worksheet>"


def ole(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le") + bytes(64)


def sheet(text: str, encoding: str = "utf-8") -> bytes:
    return changed("", {SHEET: text.encode(encoding)})


def cut(data: bytes, share: float) -> bytes:
    return data[: int(len(data) * share)]


def flipped(data: bytes) -> bytes:
    """One byte changed in the middle of the packed sheet."""
    at = data.index(b"sheet1.xml") + 40
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


def encrypted() -> bytes:
    data = bytearray(workbook(GOOD))
    at = data.index(b"PK\1\2") + 8
    data[at] |= 1
    return bytes(data)


def twice() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file, pytest.warns(UserWarning, match="Duplicate"):
        for name, content in [*parts(GOOD).items(), (SHEET, "<worksheet/>")]:
            file.writestr(name, content)
    return out.getvalue()


def packed_otherwise() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_BZIP2) as file:
        for name, content in parts(GOOD).items():
            file.writestr(name, content)
    return out.getvalue()


def cell(reference: str) -> bytes:
    return workbook(f'{GOOD}<row r="9"><c r="{reference}"><v>1</v></c></row>')


def laughing(root: str) -> str:
    layers = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{layers}]>{root}'


def chart_only() -> bytes:
    book = xlsxwriter.Workbook(out := io.BytesIO())
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "={1}"})
    book.add_chartsheet().set_chart(chart)
    book.close()
    return out.getvalue()


WRONG_KIND = (
    ("nothing at all", b"", "empty"),
    ("blanks only", b" \r\n\t\n", "empty"),
    ("a byte order mark only", b"\xef\xbb\xbf", "empty"),
    ("a UTF-16 mark only", b"\xff\xfe", "empty"),
    ("delimiters only", b",,,\n,,,\n", "empty"),
    ("old Excel", ole("Workbook"), "old_workbook"),
    ("very old Excel", ole("Book"), "old_workbook"),
    ("old Word", ole("WordDocument"), "old_document"),
    ("another OLE container", ole("PowerPoint Document"), "old_office"),
    ("a workbook with a password", ole("EncryptedPackage"), "password"),
    ("RTF", rb"{\rtf1\ansi a}", "old_document"),
    ("PDF", b"%PDF-1.7\n%\xe2\xe3", "pdf"),
    ("a page saved as xls", b"<html><table><tr><td>1</td></tr></table></html>", "markup"),
    ("a page with a mark and blanks", b"\xef\xbb\xbf \n<!DOCTYPE html><p>1", "markup"),
    ("a bare table", b"<table><tr><td>1</table>", "markup"),
    ("Excel 2003 XML", b'<?xml version="1.0"?><Workbook/>', "markup"),
    ("a Windows program", b"MZ\x90\x00\x03" + bytes(200), "program"),
    ("a Linux program", b"\x7fELF\x02\x01" + bytes(200), "program"),
    ("a macOS program", b"\xcf\xfa\xed\xfe" + bytes(200), "program"),
    ("gzip", gzip.compress(b"a,b\n1,2\n"), "archive"),
    ("bzip2", b"BZh91AY&SY\0\0", "archive"),
    ("7-Zip", b"7z\xbc\xaf\x27\x1c\0\0", "archive"),
    ("RAR", b"Rar!\x1a\x07\x01\0", "archive"),
    ("xz", b"\xfd7zXZ\0\0", "archive"),
    ("Zstandard", b"\x28\xb5\x2f\xfd\0\0", "archive"),
    ("SQLite", b"SQLite format 3\0" + bytes(80), "database"),
    ("Parquet", b"PAR1" + bytes(80), "database"),
    ("DuckDB", bytes(range(1, 9)) + b"DUCK" + bytes(80), "database"),
    ("PNG", b"\x89PNG\r\n\x1a\n" + bytes(20), "picture"),
    ("JPEG", b"\xff\xd8\xff\xe0\0\x10JFIF", "picture"),
    ("GIF", b"GIF89a\1\0\1\0", "picture"),
    ("BMP", b"BM\x3a\0\0\0", "picture"),
    ("WebP", b"RIFF\x24\0\0\0WEBP", "picture"),
    ("TIFF", b"II*\0\x08\0\0\0", "picture"),
)  # fmt: skip
TEXTS = (
    ("NUL bytes", b"city,value\nharbin,1\0\n", "nul"),
    ("NUL bytes only", bytes(100), "nul"),
    ("UTF-16 without a mark", "city,value\n".encode("utf-16-le"), "nul"),
    ("UTF-32", "city,value\n".encode("utf-32"), "nul"),
    ("a byte of no encoding", b"city,value\nharbin,\xff1\n", "undecodable"),
    ("UTF-8 and GBK in one file", "城市,\n".encode() + "数值,。\n".encode("gbk") + b"\xff\n", "undecodable"),
    ("UTF-8 cut in a character", "城市,值\n哈尔滨,1".encode()[:-4] + b",\x80\x80\n", "undecodable"),
    ("UTF-16 cut in a character", "城市\t值\n".encode("utf-16")[:-1], "undecodable"),
    ("half a surrogate pair", b"\xff\xfe" + "a,".encode("utf-16-le") + b"\x00\xd8a\x00", "undecodable"),
    ("a quote never closed", b'city,value\nharbin,"1\ndaqing,2\n', "quotes"),
    ("a quote inside a quoted cell", b'city,note\nharbin,"a "b" c"\n', "quotes"),
    ("257 columns", b",".join([b"1"] * 257) + b"\n", "columns"),
    ("a million columns", b"a" + b",a" * 999_999 + b"\n", "columns"),
    ("a cell of 200,000 characters", b"a,b\n1," + b"x" * 200_000 + b"\n", "long_cell"),
    ("a cell longer than Excel's", b"a,b\n1," + b"x" * 32_768 + b"\n", "long_cell"),
    ("200,001 rows below a header", b"a,b\n" + b"1,2\n" * 200_001, "rows"),
    ("5 million empty lines", b"a,b\n" + b"\n" * 5_000_000, "rows"),
    ("too many cells", b"a\n" * 190_000 + b"," * 40 + b"x\n", "cells"),
)  # fmt: skip
BOOKS = (
    ("an empty zip", package({}), "archive"),
    ("a zip of a CSV", package({"a.csv": "a,b\n1,2\n"}), "archive"),
    ("a workbook in a zip", package({"a.xlsx": workbook(GOOD)}), "archive"),
    ("OpenDocument", package({"mimetype": "application/vnd.oasis", "content.xml": "<x/>"}), "open_document"),
    ("a Word document", document("<w:p/>"), "word_document"),
    ("a presentation", package({"ppt/presentation.xml": "<p/>"}), "presentation"),
    ("a binary workbook", package({"xl/workbook.bin": b"\x83\x01"}), "binary_workbook"),
    ("macros", changed(GOOD, {"xl/vbaProject.bin": b"\xd0\xcf"}), "macros"),
    ("old macro sheets", changed(GOOD, {"xl/macrosheets/sheet1.xml": "<x/>"}), "macros"),
    ("the start of a zip", b"PK\x03\x04" + bytes(30), "damaged"),
    ("half a workbook", cut(workbook(GOOD), 0.5), "damaged"),
    ("a workbook without its last bytes", cut(workbook(GOOD), 0.97), "damaged"),
    ("a changed byte", flipped(workbook(GOOD * 50)), "damaged"),
    ("an encrypted part", encrypted(), "password"),
    ("a part twice", twice(), "damaged"),
    ("a part twice in other letters", changed(GOOD, {"XL/WORKSHEETS/SHEET1.XML": "<worksheet/>"}), "damaged"),
    ("a packing that Excel has not", packed_otherwise(), "damaged"),
    ("no sheet part", changed(GOOD, {SHEET: None}), "damaged"),
    ("a workbook part that is no XML", changed(GOOD, {"xl/workbook.xml": "<workbook><sheets>"}), "damaged"),
    ("styles that are no XML", changed(GOOD, {"xl/styles.xml": "<styleSheet"}), "damaged"),
    ("a sheet cut off", sheet(f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><v>1'), "damaged"),
    ("a sheet in UTF-16", sheet(f'<worksheet xmlns="{MAIN}"/>', "utf-16"), "damaged"),
    ("a shared string that is not there", workbook('<row><c t="s"><v>7</v></c></row>'), "damaged"),
    ("a reference upside down", workbook('<row r="1"><c r="11A"><v>1</v></c></row>'), "damaged"),
    ("no worksheet", chart_only(), "no_sheet"),
    ("no cell", workbook(""), "empty"),
    ("column IW", cell("IW1"), "columns"),
    ("column JA", cell("JA9"), "columns"),
    ("column AAA", cell("AAA9"), "columns"),
    ("a column that no Excel has", cell("ZZZZZ9"), "columns"),
    ("row 200,002", cell("A200002"), "rows"),
    ("row 1,048,576", cell("B1048576"), "rows"),
    ("a row that no Excel has", cell("A99999999999"), "rows"),
    ("far apart under a prefix", sheet(
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c>'
        "<x:c r='XFD1048576'><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>"), "columns"),
    ("a wide rectangle", cell("IV200001"), "cells"),
    ("a cell longer than Excel's", workbook(
        f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"x" * 32_768}</t></is></c></row>'), "long_cell"),
    ("entities in the sheet", sheet(laughing(f'<worksheet xmlns="{MAIN}"/>')), "entities"),
    ("entities in the strings", changed(GOOD, {"xl/sharedStrings.xml": laughing("<sst/>")}), "entities"),
    ("entities in the styles", changed(GOOD, {"xl/styles.xml": laughing("<styleSheet/>")}), "entities"),
    ("a file of the machine as an entity", sheet(
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><worksheet xmlns="{MAIN}"/>'), "entities"),
    ("20,001 merged ranges", sheet(
        f'<worksheet xmlns="{MAIN}"><sheetData>{GOOD}</sheetData><mergeCells>'
        f"{MERGED * 20_001}</mergeCells></worksheet>"), "merged"),
    ("17 MB of styles", changed(GOOD, {"xl/styles.xml": f"<s>{' ' * 17 * 2**20}</s>"}), "unpacked"),
    ("cells outside of any row", workbook('<c t="e"><v>#N/A</v></c>'), "damaged"),
    ("300 cells without references, the last an error", workbook(
        f'<row>{"<c><v>1</v></c>" * 300}<c t="e"><v>#N/A</v></c></row>'), "columns"),
    ("2,001 parts", package({**parts(GOOD), **{f"xl/media/{n}.bin": b"" for n in range(2_001)}}), "parts"),
    ("a part that says 500 MB", bomb(parts(GOOD), "xl/x.xml", b"\x03\x00", 500 * 2**20), "unpacked"),
    ("a part larger than it says", bomb(
        parts(GOOD), "xl/y.xml", deflated(b"<a>", b" " * 2**20, 50, b"</a>"), 1_000), "damaged"),
    ("a sheet larger than it says", bomb(
        parts(), SHEET, deflated(OPENED, GOOD.encode() * 20_000, 20, CLOSED), 1_000), "damaged"),
)  # fmt: skip
REFUSED = (*WRONG_KIND, *TEXTS, *BOOKS)


@pytest.mark.parametrize(("data", "key"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_a_file_is_refused_with_its_reason(data, key):
    with pytest.raises(TalentError) as refused:
        list(worker.answers(data, "table"))
    assert refused.value.key == f"read.{key}"
    for language in i18n.LANGUAGES:
        assert i18n.message(refused.value, language)


def test_the_table_of_bad_files_misses_no_reason():
    known = {key.removeprefix("error.read.") for key in i18n.strings("en") if key.startswith("error.read.")}
    elsewhere = {"too_large", "much_text", "workbook", "no_encoding", "memory", "slow", "failed", "cancelled"}
    assert known == {key for _, _, key in REFUSED} | elsewhere


def rows_of_cells(count: int) -> bytes:
    """That many rows of one cell; every row bears the number 1, as what is packed once must repeat."""
    return deflated(OPENED, GOOD.encode() * 25_000, count // 25_000, CLOSED)


def one_text_everywhere() -> bytes:
    """150,000 cells that share one text of 30,000 characters: 4.5 GB once each cell has its own."""
    row = '<row r="1">' + '<c t="s"><v>0</v></c>' * 100 + "</row>"
    rows = "".join(row.replace('"1"', f'"{n}"', 1) for n in range(1, 1_501))
    return workbook(rows, shared=f"<si><t>{'x' * 30_000}</t></si>")


BOMBS = (
    ("two cells far apart", workbook(
        f'{GOOD}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "columns"),
    ("20 million rows", bomb(parts(), SHEET, rows_of_cells(20_000_000), 800_000_000), "unpacked"),
    ("20 million rows that say they are few", bomb(
        parts(), SHEET, rows_of_cells(20_000_000), 10_000), "damaged"),
    ("380 MB of rows", bomb(parts(), SHEET, rows_of_cells(9_500_000), 380_000_000), "rows"),
    ("2 GB of blanks", bomb(
        parts(), SHEET, deflated(OPENED, b" " * 2**20, 2_000, CLOSED), 2**31 - 1), "unpacked"),
    ("390 MB of blanks", bomb(
        parts(), SHEET, deflated(OPENED, b" " * 2**20, 390, CLOSED), 390 * 2**20), "long_cell"),
    ("a cell of 100 MB", bomb(
        parts(), SHEET, deflated(OPENED + b"<row><c><v>", b"x" * 2**20, 100, b"</v></c></row>" + CLOSED),
        101 * 2**20), "long_cell"),
    ("one text in every cell", one_text_everywhere(), "memory"),
    ("a CSV of 60 MB without an end of line", b"x" * 60 * 2**20, "long_cell"),
    ("65 MB", b"a,b\n" * 2**24 + b"a,b\n" * 2**18, "too_large"),
)  # fmt: skip


@pytest.mark.parametrize(("data", "key"), [row[1:] for row in BOMBS], ids=[row[0] for row in BOMBS])
def test_a_bomb_goes_off_elsewhere(data, key):
    """Refused, and the process that asked grows by no more than what it hands over."""
    tracemalloc.start()
    with pytest.raises(TalentError) as refused:
        reading.read(data, "bomb.xlsx")
    assert refused.value.key == f"read.{key}"
    assert tracemalloc.get_traced_memory()[1] < 10 * 2**20
    tracemalloc.stop()


@pytest.mark.parametrize(
    "soup",
    ("<c " * 400_000, '<c r="AB1 ' * 200_000, "<c " + 'r="AB1" ' * 100_000 + "/>", "<c ><f " * 200_000,
     '<c t="e" ' * 200_000, '<c s="1" ' * 200_000, "<c t" + " " * 400_000),
    ids=("tags", "references", "attributes", "formulas", "errors", "styles", "blanks"),
)  # fmt: skip
def test_no_soup_of_signs_keeps_the_reader_busy(soup):
    """A pattern that goes back over what it has seen would take minutes."""
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="9"/></cellXfs>'
    started = time.process_time()
    with suppress(TalentError):
        list(worker.answers(workbook(f"<row>{soup}</row>", styles=styles), "table"))
    assert time.process_time() - started < 4


def test_reading_can_be_cancelled():
    with pytest.raises(TalentError, match=r"read\.cancelled"):
        reading.read(b"a,b\n" + b"1,2\n" * 199_999, "a.csv", stop=lambda: True)


def test_the_clock_ends_what_the_operating_system_does_not(monkeypatch):
    monkeypatch.setattr(limits, "WALL_SECONDS", 0)
    with pytest.raises(TalentError, match=r"read\.slow"):
        reading.read(b"a,b\n" + b"1,2\n" * 199_999, "a.csv")


@pytest.mark.parametrize(
    ("words", "key"),
    (
        ("import os; os.abort()", "read.memory"),
        ("import os; os.kill(os.getpid(), 24)", "read.slow"),
        ("import worker_that_is_not_there", "read.failed"),
    ),
)
def test_a_worker_that_dies_is_a_refusal(monkeypatch, words, key):
    monkeypatch.setattr(reading, "_START", words)
    with pytest.raises(TalentError) as refused:
        reading.read(b"a,b\n1,2\n" * 100_000, "a.csv")
    assert refused.value.key == key
    assert i18n.message(refused.value, "en")


def test_the_worker_is_bounded_and_knows_no_secret(monkeypatch):
    """It answers with what it finds around it."""
    monkeypatch.setenv("TALENT_ANALYST_PASSPHRASE_HASH", "secret")
    looks = (
        "import os, resource, sys\n"
        "from talent.uploads import worker\n"
        "bounds = resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE\n"
        "worker.answers = lambda data, **asked: [{'env': list(os.environ), 'modules': list(sys.modules),"
        " 'limits': [resource.getrlimit(one)[0] for one in bounds]}]\n"
    )
    monkeypatch.setattr(reading, "_START", reading._START.replace("from", f"\n{looks}from", 1))
    (around,) = reading._answers(b"a,b", {"want": "table"}, None)
    assert set(around["env"]) <= {*reading._KEPT, "LC_CTYPE"}
    assert around["limits"] == [limits.MEMORY, limits.PROCESSOR_SECONDS, 0]
    assert not {"pandas", "pyarrow", "numpy", "streamlit"} & set(around["modules"])


@given(st.binary(max_size=4_096))
@example(b"PK\x03\x04" + b"\x00" * 26 + b"PK\x05\x06" + b"\x00" * 18)
@example(b'sep="\n"')
@example(b"sep=\xff\n")
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_a_table_or_a_refusal(data):
    try:
        parts_of_it = list(worker.answers(data, "table"))
    except TalentError as refused:
        assert f"error.{refused.key}" in i18n.strings("en")
    else:
        assert parts_of_it[-1]["kind"] == "csv"


@given(
    st.integers(0, 10_000), st.integers(0, 255), st.sampled_from(("xl/workbook.xml", "xl/styles.xml", SHEET))
)
@settings(max_examples=80, deadline=None)
def test_a_workbook_with_any_byte_of_its_xml_changed_is_a_table_or_a_refusal(at, byte, name):
    whole = parts('<row r="1"><c r="A1" s="1"><f>1</f><v>1</v></c><c r="B1" t="e"><v>#N/A</v></c></row>',
                  styles='<cellXfs><xf numFmtId="0"/><xf numFmtId="9"/></cellXfs>')  # fmt: skip
    xml = bytearray(whole[name].encode())
    xml[at % len(xml)] = byte
    try:
        parts_of_it = list(worker.answers(package({**whole, name: bytes(xml)}), "table"))
    except TalentError as refused:
        assert f"error.{refused.key}" in i18n.strings("en")
    else:
        assert parts_of_it[-1]["kind"] == "xlsx"
