"""Every code has sentences and a bad file that yields it; the analyst's file comes back annotated."""

import csv
import io

import pytest
from python_calamine import CalamineWorkbook

from talent import i18n, warehouse
from talent.uploads import examine
from talent.uploads.annotation import annotated
from talent.uploads.findings import BY_ROOM, CODES, LISTED, finding, in_order
from talent.uploads.model import Book, Choices, Sheet
from tests.uploads import bad_files
from tests.uploads.bad import FILES
from tests.uploads.rows import checked, codes, row


@pytest.mark.parametrize("code", FILES)
def test_the_bad_file_of_a_code_yields_it_and_says_so(code):
    said = [one for one in FILES[code]().findings if one.code == code]
    assert said
    assert {one.severity for one in said} == {CODES[code]}
    for language in i18n.LANGUAGES:
        assert "{" not in said[0].message(language)
        assert said[0].message(language).strip()


@pytest.fixture(scope="module")
def shipped():
    return warehouse.locate()


@pytest.mark.parametrize("code", bad_files.FILES)
def test_the_whole_bad_file_of_a_code_yields_it_from_its_bytes_on(shipped, code):
    name, data = bad_files.FILES[code]
    said = [one for one in examine.file(shipped, data, name, Choices()).checked.findings if one.code == code]
    assert said and {one.severity for one in said} == {CODES[code]} and {one.file for one in said} == {name}
    for language in i18n.LANGUAGES:
        assert "{" not in said[0].message(language) and said[0].message(language).strip()


def test_every_code_has_a_bad_file_and_a_sentence_and_no_sentence_is_left_over():
    sentences = {key.removeprefix("finding.") for key in i18n.strings("en") if key.startswith("finding.")}
    assert set(CODES) == sentences
    assert set(FILES) == set(BY_ROOM["checks"])
    assert set(bad_files.FILES) == set(BY_ROOM["reader"]) | set(BY_ROOM["layouts"])


def test_a_finding_names_the_cell_as_the_spreadsheet_does():
    (one,) = checked(row(), row(city="gamma", period="2021")).findings
    assert (one.file, one.sheet, one.row, one.column, one.letter) == ("figures.csv", "S", 3, "city", "B")
    assert one.value == "gamma"


def test_all_problems_are_told_at_once():
    bad = row(city="gamma", indicator="arrival", value="x", period="whenever", bound="more", paragraph="a")
    assert set(codes(checked(bad))) == {
        "unknown_city", "unknown_indicator", "no_number", "no_period", "unknown_bound", "no_paragraph",
    }  # fmt: skip


def test_the_nearest_name_is_offered_and_nothing_is_corrected_silently():
    said = checked(row(area="alpha_distrct"))
    assert "alpha_district" in said.findings[0].expected
    assert len(said.statements) == 0


def test_beyond_a_thousand_of_a_code_one_finding_says_how_many_more():
    said = FILES["and_more"]().findings
    assert [one.code for one in said].count("no_number") == LISTED
    (more,) = [one for one in said if one.code == "and_more" and "?" in one.message("en")]
    assert more.fields["count"] == str(75 + 75 * 13 - LISTED)


def test_errors_come_first_and_then_the_order_of_the_file():
    said = in_order([finding("no_data", row=2), finding("ten_times", row=3), finding("ten_times", row=2)])
    assert [(one.severity, one.row) for one in said] == [("warning", 2), ("warning", 3), ("info", 2)]


def test_a_column_that_is_not_there_is_said_once():
    whole = finding("missing_column", sheet="S", row=1, expected="period")
    said = checked(row(period=""), row(period="", city=""), findings=(whole,))
    assert sorted((one.code, one.column) for one in said.findings) == [
        ("empty_cell", "city"),
        ("missing_column", ""),
    ]
    assert len(said.statements) == 0


ROWS = (("city", "value"), ("=HYPERLINK(1)", "12"), ("-5", "@x"))


def findings():
    return (
        finding("source_not_named", value="f.csv"),
        finding("no_number", sheet="S", row=3, column="value", letter="B", value="@x"),
        finding("no_data", sheet="S", row=3, column="city", letter="A", value="-5"),
    )


def test_a_csv_comes_back_as_csv_with_a_bom_and_a_findings_column():
    data = annotated(Book("f.csv", "csv", (Sheet("S", ROWS),)), findings(), "en")
    assert data.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert [line[:2] for line in lines] == [["city", "value"], ["'=HYPERLINK(1)", "12"], ["'-5", "'@x"]]
    assert lines[0][2].startswith("Findings\n")
    assert "No source is named" in lines[0][2]
    assert lines[1][2] == ""
    assert lines[2][2].startswith("Error B3: No number can be read in '@x'")
    assert "Note A3" in lines[2][2]


def test_a_workbook_comes_back_with_its_texts_unevaluated_and_its_cells_tinted():
    import zipfile

    data = annotated(Book("f.xlsx", "xlsx", (Sheet("S", ROWS), Sheet("T", ()))), findings(), "zh")
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert book.sheet_names == ["S", "T"]
    rows = book.get_sheet_by_name("S").to_python()
    assert [row[:2] for row in rows] == [list(row) for row in ROWS]
    assert rows[0][2].startswith("核对结果")
    assert rows[2][2].startswith("错误 B3：")
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")
        assert b"F8CBAD" in parts.read("xl/styles.xml").upper()
