"""Files of every honest kind are read as a person would have typed them, each row in its place."""

import csv
import io
import re
import threading
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st

from talent import i18n
from talent.errors import TalentError
from talent.uploads import cells, delimited, limits, reading, worker
from tests.uploads.packages import MAIN, document, package, workbook

FILES = Path(__file__).parent / "files"
SHOWN = (
    ("主要人才指标（虚构示例）", "", "", "", "", ""),
    ("单位：万人", "", "", "", "", ""),
    ("地区", "2023年", "", "2024年", "", "更新月份"),
    ("", "总量", "占比", "总量", "占比", ""),
    ("甲市", "12.3", "25.7%", "13.05", "26.01%"),
    ("乙市", "1,234", "10%", "8.10", "30%"),
    ("合计", "24.6", "35.7%"),
    ("", "", "", "", "", ""),
    ("注：本表为虚构，仅用于测试。", "TRUE", "", "", "", ""),
)


def book(data: bytes, want: str = "table", encoding: str = ""):
    """As `reading.read`, without the process."""
    return reading._book(worker.answers(data, want, encoding), "a.csv")


def table(text: str) -> tuple[tuple[str, ...], ...]:
    return book(text.encode()).sheets[0].rows


def cell(xml: str, **more: str):
    """The one cell of a workbook and the codes of what is said of it."""
    read = book(workbook(f'<row r="1">{xml}</row>', **more))
    rows = read.sheets[0].rows
    return rows[0][0] if rows else "", [found.code for found in read.findings]


# Real files


@pytest.mark.parametrize(
    ("name", "kind", "encoding", "delimiter"),
    (
        ("libreoffice.xlsx", "xlsx", "", ""),
        ("libreoffice-gb18030.csv", "csv", "gb18030", ","),
        ("libreoffice-gb18030-semicolon.csv", "csv", "gb18030", ";"),
        ("libreoffice-utf16-tab.txt", "csv", "utf-16", "\t"),
    ),
)
def test_a_table_saved_by_libreoffice_reads_as_it_is_shown(name, kind, encoding, delimiter):
    read = reading.read((FILES / name).read_bytes(), name)
    assert (read.file, read.kind, read.encoding, read.delimiter) == (name, kind, encoding, delimiter)
    rows = read.sheets[0].rows
    assert tuple(row[: len(wanted)] for row, wanted in zip(rows, SHOWN, strict=True)) == SHOWN
    assert [(f.code, f.severity, f.cell, f.value) for f in read.findings if f.severity == "error"] == [
        ("error_cell", "error", "D7", "#DIV/0!")
    ]


def test_a_workbook_tells_its_sheets_merges_and_dates():
    read = reading.read((FILES / "libreoffice.xlsx").read_bytes(), "libreoffice.xlsx")
    first, second = read.sheets
    assert (first.name, first.hidden, second.name, second.hidden) == ("主要指标", False, "底稿", True)
    assert first.merged == ((0, 0, 0, 5), (1, 0, 1, 5), (2, 0, 3, 0), (2, 1, 2, 2), (2, 3, 2, 4))
    assert [row[5] for row in first.rows[4:7]] == ["2024-06", "2024-12", "2024-12-31"]
    assert second.rows == (("", ""), ("", "隐藏"))
    told = next(found for found in read.findings if found.code == "date_cell")
    assert (told.severity, told.sheet, told.cell, told.value, told.fields["cells"]) == (
        "info", "主要指标", "F5", "2024-06", 3,
    )  # fmt: skip
    for found in read.findings:
        assert all(found.message(language) for language in i18n.LANGUAGES)


@pytest.mark.parametrize(
    ("name", "key"), (("libreoffice.ods", "open_document"), ("libreoffice.xls", "old_workbook"))
)
def test_other_formats_of_the_same_table_are_refused_by_name(name, key):
    with pytest.raises(TalentError) as refused:
        reading.read((FILES / name).read_bytes(), "table.xlsx")
    assert refused.value.key == f"read.{key}"


# Any table


TEXT = st.text(st.sampled_from("ab019.,;\t\n\"'=-+@#% <&_x000D_哈尔滨人才，；－㐀𠀀€\u3000"), max_size=6)
TABLES = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.lists(TEXT, min_size=width, max_size=width), min_size=1, max_size=5)
)


def whole(rows: list[list[str]]) -> list[list[str]]:
    """The table below a header, so that no row or column at its end is empty."""
    width = len(rows[0])
    return [["城市", *"a" * (width - 1)], *rows, ["x"] * width]


@given(TABLES, st.sampled_from(",;\t"), st.sampled_from(("utf-8", "utf-8-sig", "gb18030", "utf-16")),
       st.sampled_from(("\r\n", "\n")))  # fmt: skip
@example([['a "quoted" one', "two\nlines"]], ",", "gb18030", "\r\n")
@settings(max_examples=200, deadline=None)
def test_any_table_written_as_text_comes_back(rows, delimiter, encoding, end):
    rows = whole(rows)
    csv.writer(out := io.StringIO(), delimiter=delimiter, lineterminator=end).writerows(rows)
    data = out.getvalue().encode(encoding)
    read = book(data)
    assert (read.encoding, read.delimiter) == (encoding, delimiter)
    assert read.sheets[0].rows == tuple(map(tuple, rows))


def shown(rows) -> list[list[str]]:
    """The cells with what can be seen in them: calamine takes one of blanks alone for an empty one."""
    return [[text if text.strip() else "" for text in row] for row in rows]


@given(TABLES)
@example([["", " "]])
@settings(max_examples=40, deadline=None)
def test_any_table_written_as_a_workbook_comes_back(rows):
    rows = whole(rows)
    made = xlsxwriter.Workbook(first := io.BytesIO(), {"in_memory": True})
    page = made.add_worksheet("页")
    other = openpyxl.Workbook()
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            page.write_string(r, c, text)
            other.active.cell(r + 1, c + 1, text or None).data_type = "s"
    made.close()
    other.save(second := io.BytesIO())
    for data in (first.getvalue(), second.getvalue()):
        assert shown(book(data).sheets[0].rows) == shown(rows)


@given(st.floats(allow_nan=False, allow_infinity=False))
@example(0.1 + 0.2)
@example(1e15)
@example(1e22)
def test_a_number_is_said_to_15_digits(value):
    text = cells.number(value)
    assert float(text) == float(f"{value:.15g}")
    assert not text.endswith(".0")
    assert cells.texts([value, value]) == [text, text]


# Text files


@pytest.mark.parametrize(
    ("text", "rows"),
    (
        ("a,b\n1,2\n", (("a", "b"), ("1", "2"))),
        ("a\tb\r\n1,5\t2\r\n", (("a", "b"), ("1,5", "2"))),
        ("a;b\r1,5;2,5\r", (("a", "b"), ("1,5", "2,5"))),
        ("sep=;\r\na;b\r\n1;2\r\n", (("a", "b"), ("1", "2"))),
        ("SEP=|\na|b\n1|2", (("a", "b"), ("1", "2"))),
        ('a,b\n"1\n2",3\n4,5\n', (("a", "b"), ("1\n2", "3"), ("4", "5"))),
        ('a,b\n"say ""x""",\n', (("a", "b"), ('say "x"', ""))),
        ("标题\n\na,b,c\n1,2,3\n", (("标题", "", ""), ("", "", ""), ("a", "b", "c"), ("1", "2", "3"))),
        ("a,b,c\n1\n1,2,3\n", (("a", "b", "c"), ("1", "", ""), ("1", "2", "3"))),
        ("a,b,,\n1,2,,\n,,,\n\n", (("a", "b"), ("1", "2"))),
        ("one\ntwo\n", (("one",), ("two",))),
        ("note;city;x\nfirst, second;harbin;1\nthird;daqing;2\n",
         (("note", "city", "x"), ("first, second", "harbin", "1"), ("third", "daqing", "2"))),
        ('城市\t"a, b; c"\t值\n哈尔滨\tx\t1\n', (("城市", "a, b; c", "值"), ("哈尔滨", "x", "1"))),
        (" a , b\n 1 , 2", ((" a ", " b"), (" 1 ", " 2"))),
        ("a" + ",b" * 255 + "," * 900 + "\n", (("a", *["b"] * 255),)),
    ),
)  # fmt: skip
def test_a_text_is_cut_as_a_spreadsheet_cuts_it(text, rows):
    assert table(text) == rows


@pytest.mark.parametrize(
    ("data", "chosen", "used", "first"),
    (
        ("城市".encode("gb18030"), "", "gb18030", "城市"),
        ("城市".encode(), "", "utf-8", "城市"),
        ("城市".encode("utf-8-sig"), "", "utf-8-sig", "城市"),
        ("城市".encode("utf-8-sig"), "utf-8", "utf-8", "城市"),
        ("城市".encode("utf-16"), "", "utf-16", "城市"),
        (b"\xfe\xff" + "城市".encode("utf-16-be"), "", "utf-16", "城市"),
        ("臺北市".encode("big5"), "big5", "big5", "臺北市"),
        ("㐀𠀀€".encode("gb18030"), "", "gb18030", "㐀𠀀€"),
        ("镕".encode("gbk"), "gb18030", "gb18030", "镕"),
    ),
)
def test_an_encoding_is_found_or_chosen(data, chosen, used, first):
    read = book(
        data + "\n1".encode("utf-16")[2:] if used == "utf-16" and data[:2] == b"\xff\xfe" else data,
        encoding=chosen,
    )
    assert read.encoding == used
    assert read.sheets[0].rows[0][0] == first


def test_what_cannot_be_decoded_is_named_by_line_and_byte():
    data = "城市,值\r\n哈尔滨,1\r\n大庆,".encode() + b"\xff\xff\r\n"
    with pytest.raises(TalentError) as refused:
        delimited.decoded(data)
    assert refused.value.fields == {"row": 3, "byte": data.index(b"\xff") + 1, "encodings": "utf-8, gb18030"}
    with pytest.raises(TalentError, match="no_encoding"):
        delimited.decoded(data, "latin-1")


def test_a_row_longer_than_its_header_is_an_error_and_keeps_its_cells():
    read = book("表 1,,\n城市,指标,2024年\n哈尔滨,常住人口,1,234\n大庆,常住人口,5\n".encode())
    assert read.sheets[0].rows[2] == ("哈尔滨", "常住人口", "1", "234")
    (found,) = read.findings
    assert (found.code, found.severity, found.cell, found.value) == ("row_too_long", "error", "D3", "234")
    assert found.fields["width"] == 3


def test_a_title_or_a_short_first_header_row_makes_no_row_too_long():
    assert book("表3-1 人才\n地区,2023,,2024\n,总量,占比,总量,占比\n甲,1,2,3,4\n".encode()).findings == ()


# Cells of a workbook


@pytest.mark.parametrize(
    ("xml", "text"),
    (
        ("<c><v>23127</v></c>", "23127"),
        ("<c><v>23127.0</v></c>", "23127"),
        ("<c><v>0.30000000000000004</v></c>", "0.3"),
        ("<c><v>2.0000000000000001E-3</v></c>", "0.002"),
        ("<c><v>1.5E+15</v></c>", "1500000000000000"),
        ("<c><v>123456789012345678</v></c>", "123456789012346000"),
        ("<c><v>-5</v></c>", "-5"),
        ("<c><v>1e999</v></c>", "inf"),
        ('<c t="b"><v>0</v></c>', "FALSE"),
        ('<c t="str"><v>0021</v></c>', "0021"),
        ('<c t="inlineStr"><is><t>1,234</t></is></c>', "1,234"),
        ('<c t="inlineStr"><is><r><t>哈尔</t></r><r><t>滨</t></r></is></c>', "哈尔滨"),
        ('<c t="s"><v>0</v></c>', "北京"),
        ('<c t="d"><v>2024-06-30</v></c>', "2024-06-30"),
        ('<c t="str"><f>"a"</f><v>a</v></c>', "a"),
        ('<c t="inlineStr"><is><t>=1+1</t></is></c>', "=1+1"),
        ('<c t="inlineStr"><is><t>&lt;b&gt; &amp;amp;</t></is></c>', "<b> &amp;"),
        ('<c t="inlineStr"><is><t><![CDATA[<i>]]></t></is></c>', "<i>"),
    ),
)
def test_a_cell_is_the_text_a_person_would_have_typed(xml, text):
    shared = "<si><t>北京</t><rPh sb='0' eb='2'><t>beijing</t></rPh></si>"
    assert cell(xml, shared=shared) == (text, [])


FORMATS = (
    '0.00"亿元"', '#,##0.0\\ "万人";-#,##0.0"万人"', '0.0,,"百万元"', '0!.0,"万"', r'0\.0000"万"',
    'General"户"', "0.00万元", '"约"0', '0"‰"', '[$¥-804]0.00"元/月"', "General", "0.0%", '0.0"%"', r"0.0\%",
    'yyyy"年"m"月"', 'yyyy"年"', "yyyy-mm-dd", "h:mm", '[$-804]yyyy"年"m"月"d"日";@', "0;[Red]-0%", '0"年"',
    "_ * #,##0.00_ ;_ * -#,##0.00_ ", "@",
)  # fmt: skip


@pytest.mark.parametrize(
    ("format_", "value", "text", "codes"),
    (
        ('0.00"亿元"', "2.62", "2.62亿元", []),
        ('0.00"亿元"', "-2.6234", "-2.6234亿元", []),
        ('#,##0.0\\ "万人";-#,##0.0"万人"', "1234.5", "1234.5万人", []),
        ('0.0,,"百万元"', "2620000", "2620000", []),
        ('0!.0,"万"', "26234", "26234", []),
        (r'0\.0000"万"', "26234", "26234", []),
        ('General"户"', "12", "12户", []),
        ("0.00万元", "5", "5万元", []),
        ('"约"0', "5", "5", []),
        ('0"‰"', "2.5", "2.5‰", []),
        ('[$¥-804]0.00"元/月"', "300", "300元/月", []),
        ("General", "0.257", "0.257", []),
        ("0.0%", "0.257", "25.7%", []),
        ("0.0%", "0.28999999999999998", "29%", []),
        ("0.0%", "1", "100%", []),
        ("0.0%", "-0.05", "-5%", []),
        ('0.0"%"', "25.7", "25.7%", []),
        (r"0.0\%", "25.7", "25.7%", []),
        ("0;[Red]-0%", "3", "3", []),
        ('0"年"', "2024", "2024", []),
        ("_ * #,##0.00_ ;_ * -#,##0.00_ ", "1234.5", "1234.5", []),
        ('yyyy"年"m"月"', "45444", "2024-06", ["date_cell"]),
        ('yyyy"年"', "45292", "2024", ["date_cell"]),
        ("yyyy-mm-dd", "45473", "2024-06-30", ["date_cell"]),
        ('[$-804]yyyy"年"m"月"d"日";@', "45473", "2024-06-30", ["date_cell"]),
        ("yyyy-mm-dd", "45473.25", "2024-06-30 06:00:00", ["date_cell"]),
        ("h:mm", "0.25", "06:00:00", ["date_cell"]),
    ),
)
def test_a_number_format_that_says_something_is_heard(format_, value, text, codes):
    escaped = [one.replace('"', "&quot;") for one in FORMATS]
    declared = "".join(f"<numFmt numFmtId='{164 + n}' formatCode='{one}'/>" for n, one in enumerate(escaped))
    used = "".join(f'<xf numFmtId="{164 + n}"/>' for n in range(len(FORMATS)))
    others = "<cellStyleXfs><xf numFmtId='9'/></cellStyleXfs>"
    styles = f"<numFmts>{declared}</numFmts>{others}<cellXfs>{used}</cellXfs>"
    xml = f'<c r="A1" s="{FORMATS.index(format_)}"><v>{value}</v></c>'
    assert cell(xml, styles=styles) == (text, codes)


@pytest.mark.parametrize(
    ("number", "text"),
    ((9, "4547300%"), (10, "4547300%"), (14, "2024-06-30"), (31, "2024-06-30"), (57, "2024-06")),
)
def test_formats_without_a_code_are_known_by_number(number, text):
    styles = f'<cellXfs><xf numFmtId="0"/><xf numFmtId="{number}"/></cellXfs>'
    assert cell('<c s="1"><v>45473</v></c>', styles=styles)[0] == text


@pytest.mark.parametrize(
    ("xml", "code", "value"),
    (
        ('<c r="C7" t="e"><v>#N/A</v></c>', "error_cell", "#N/A"),
        ("<c t='e' r='C7' s='0'><f>1/0</f><v>#DIV/0!</v></c>", "error_cell", "#DIV/0!"),
        ('<c r="C7"><f>A1+1</f></c>', "formula_without_value", "=A1+1"),
        ('<c r="C7"><f>A1&lt;1</f><v></v></c>', "formula_without_value", "=A1<1"),
        ('<c s="0" r="C7" ><f>A1</f><v /></c>', "formula_without_value", "=A1"),
        ('<c r="C7"><f t="shared" si="0"/></c>', "formula_without_value", "="),
    ),
)
def test_a_cell_that_looks_empty_but_is_not_is_an_error(xml, code, value):
    read = book(
        workbook(f'<row r="1"><c r="A1"><v>1</v></c></row><row r="7">{xml}<c r="D7"><v>1</v></c></row>')
    )
    (found,) = read.findings
    assert (found.code, found.severity, found.sheet, found.row, found.letter, found.value) == (
        code, "error", "S", 7, "C", value,
    )  # fmt: skip


def test_a_formula_with_a_result_is_its_result():
    assert cell('<c r="A1"><f>1+1</f><v>2</v></c>') == ("2", [])
    assert cell('<c r="A1" t="str"><f>""</f><v></v></c><c r="B1"><v>1</v></c>') == ("", [])


def test_formulas_that_their_program_did_not_compute_are_a_warning():
    made = xlsxwriter.Workbook(out := io.BytesIO())
    made.add_worksheet().write_formula("B2", "=1+1")
    made.close()
    (found,) = book(out.getvalue()).findings
    assert (found.code, found.severity, found.fields["cells"]) == ("formulas_uncomputed", "warning", 1)


def test_cells_without_references_are_counted():
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="9"/></cellXfs>'
    rows = '<row><c><v>1</v></c></row><row/><row><c/><c s="1"><v>0.5</v></c><c t="e"><v>#REF!</v></c></row>'
    read = book(workbook(rows, styles=styles))
    assert read.sheets[0].rows == (("1", ""), ("", ""), ("", "50%"))
    assert [found.cell for found in read.findings] == ["C3"]


def test_a_prefix_before_every_name_changes_nothing():
    sheet = (
        f"<?xml version='1.0' encoding='utf-8'?><x:worksheet xmlns:x='{MAIN}'><x:sheetData><x:row r='2'>"
        "<x:c r='B2' s='1' t='n'><x:v>0.5</x:v></x:c><x:c r='C2' t='e'><x:v>#N/A</x:v></x:c>"
        "<x:c r='D2'><x:f>1</x:f></x:c><x:c r='E2'><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    )
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="10"/></cellXfs>'
    read = book(workbook(sheet=sheet, styles=styles))
    assert read.sheets[0].rows == (("", "", "", "", ""), ("", "50%", "", "", "7"))
    assert [(f.code, f.cell) for f in read.findings] == [
        ("error_cell", "C2"),
        ("formula_without_value", "D2"),
    ]


def test_empty_cells_with_a_border_far_out_are_no_table():
    first = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="0"/></row>'
    assert book(workbook(f'{first}<row r="1048576"><c r="B1048576"></c></row>')).sheets[0].rows == (("1",),)


@pytest.mark.parametrize("referenced", (True, False))
def test_many_rows_come_in_order_across_pieces_and_blocks(referenced):
    """Enough for several pieces of XML and several blocks of rows; every third row has a percentage."""
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" s="{int(n % 3 == 0)}"><v>{n}</v></c><c r="B{n}" t="str"><v>x</v></c></row>'
        for n in range(1, 30_001)
    )
    if not referenced:
        rows = re.sub(r' r="\w+"', "", rows)
    read = book(workbook(rows, styles='<cellXfs><xf numFmtId="0"/><xf numFmtId="9"/></cellXfs>'))
    expected = [f"{n}00%" if n % 3 == 0 else str(n) for n in range(1, 30_001)]
    assert [row[0] for row in read.sheets[0].rows] == expected


def test_dates_and_times_of_python_are_iso_texts():
    values = [date(2024, 6, 30), datetime(2024, 6, 30, 8, 30), time(8, 30), True, 3, ""]
    assert cells.texts(values) == ["2024-06-30", "2024-06-30 08:30:00", "08:30:00", "TRUE", "3", ""]


@given(st.integers(0, 20_000))
def test_letters_name_columns(column):
    assert cells.column(cells.letter(column)) == column
    assert (cells.letter(0), cells.letter(25), cells.letter(26), cells.letter(16_383)) == (
        "A",
        "Z",
        "AA",
        "XFD",
    )


# Names, pastes, documents


def test_a_file_is_read_by_what_it_holds_whatever_it_is_named():
    (found,) = reading.read(workbook('<row r="1"><c r="A1"><v>1</v></c></row>'), "../a.csv").findings
    assert (found.code, found.severity, found.file, found.expected) == (
        "named_otherwise",
        "info",
        "a.csv",
        ".xlsx",
    )


@pytest.mark.parametrize(
    ("name", "safe"),
    (
        ("数据 2024.csv", "数据 2024.csv"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\表.xlsx", "表.xlsx"),
        ("evil\u202excod.csv", "evilxcod.csv"),
        ("a\u200bb\ufeff\u2066.csv", "ab.csv"),
        ("a\0\r\n\x1b[31mb.csv", "a[31mb.csv"),
        ("<img onerror=x>.csv", "_img onerror=x_.csv"),
        ("evil.exe:$x.csv", "evil.exe_$x.csv"),
        ("..", "unnamed"),
        ("", "unnamed"),
        ("x" * 300 + ".xlsx", "x" * 115 + ".xlsx"),
        ("x" * 300, "x" * 120),
        ("a/", "unnamed"),
    ),
)
def test_a_name_is_safe_to_show_and_to_keep(name, safe):
    assert reading.safe_name(name) == safe


def test_a_paste_is_a_table():
    read = reading.paste('城市\t数值\n哈尔滨\t5" pipe\n"大庆"\t"1\n2"\n'.replace('5" pipe', "5"))
    assert (read.file, read.kind, read.encoding, read.delimiter) == ("", "paste", "", "\t")
    assert read.sheets[0].rows == (("城市", "数值"), ("哈尔滨", "5"), ("大庆", "1\n2"))


def test_quotes_that_do_not_pair_are_characters_in_a_paste():
    read = book(b'a\tb\n"x" y\t5"\n', want="paste")
    assert read.sheets[0].rows == (("a", "b"), ('"x" y', '5"'))


def test_the_paragraphs_of_a_document_are_lines_in_order():
    body = (
        "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>全市</w:t></w:r><w:r><w:t>人才</w:t></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>1</w:t><w:tab/>"
        "<w:t>2</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        "<w:p><w:r><w:t>上</w:t><w:br/><w:t>下</w:t><w:delText>删</w:delText><w:instrText>PAGE</w:instrText>"
        "</w:r></w:p>"
        "<w:p/><w:p><w:r><w:t>外</w:t></w:r><w:r><x:AlternateContent xmlns:x='y'><x:Choice><w:txbxContent>"
        "<w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></x:Choice><x:Fallback><w:p><w:r><w:t>框</w:t></w:r></w:p>"
        "</x:Fallback></x:AlternateContent></w:r><w:r><w:t>面</w:t></w:r></w:p>"
    )
    read = reading.document(document(body), "稿.docx")
    assert read.split("\n") == ["全市人才", "甲", "1\t2", "上", "下", "", "框", "外面"]


@pytest.mark.parametrize("encoding", ("utf-8", "utf-8-sig", "gb18030", "utf-16"))
def test_a_text_file_is_a_document(encoding):
    data = "第一段\r\n\r\n第二段\r".encode(encoding)
    assert list(worker.answers(data, "text")) == [{"text": "第一段\n\n第二段\n"}]


@pytest.mark.parametrize(
    ("data", "key"),
    (
        (workbook('<row r="1"><c r="A1"><v>1</v></c></row>'), "workbook"),
        (document("<w:p/>"), "empty"),
        (document("<w:p>"), "damaged"),
        (document("<w:p/>").replace(b"PK\x01\x02", b"PK\x01\x03"), "damaged"),
        (package({"word/document.xml": '<!DOCTYPE d [<!ENTITY a "b">]><d>&a;</d>'}), "entities"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le"),
            "old_document",
        ),
        (b"%PDF-1.7", "pdf"),
        (b"a\0b", "nul"),
    ),
)
def test_what_is_no_document_is_refused(data, key):
    with pytest.raises(TalentError) as refused:
        list(worker.answers(data, "text"))
    assert refused.value.key == f"read.{key}"


def test_findings_are_named_up_to_a_limit():
    text = "a,b\n" + "1,#N/A\n" * (limits.NAMED + 5)
    assert len(book(text.encode()).findings) == limits.NAMED


def test_few_files_are_read_at_once_and_the_rest_wait_or_give_up(monkeypatch):
    monkeypatch.setattr(reading, "_PLACES", threading.BoundedSemaphore(1))
    with reading._turn(None), pytest.raises(TalentError, match=r"read\.cancelled"):
        reading.read(b"a,b\n1,2\n", "a.csv", stop=lambda: True)
    assert reading.read(b"a,b\n1,2\n", "a.csv").sheets[0].rows[1] == ("1", "2")
