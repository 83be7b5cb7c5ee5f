"""Text that a spreadsheet might evaluate leaves as text, comes back as it was, and numbers stay numbers."""

import csv
import io
import json
import zipfile

import openpyxl
import pandas as pd
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from talent import exports, warehouse

HOSTILE = (
    "=value", "+value", "-value", "@value", "|value", "%value", "=cmd|' /C calc'!A0",
    '""=10+2', " =10+2", "\t10",
    "\rfoo", "\nfoo", "-10", "＝1+1", "＋1", "－1", "＠SUM(1)", ";=1", '=HYPERLINK("http://example.org","x")',
    "\ufeff=1", "\u200b=1", "\u202e=1", "\u00a0=1", "\u3000=1",
    "'=1", "''=1", '"=1', "=1\n=2", "@SUM(1+1)*cmd|' /C calc'!A0",
)  # fmt: skip
HARMLESS = (
    "value", "近1.4万名", "3-5万元", "a=b", "'quoted'", "", " ", "—", "…", "<script>alert(1)</script>",
    "100%", "O'Brien",
)  # fmt: skip
BEGINNINGS = tuple("=+-@|%;\t\r\n＝＋－＠")


@pytest.fixture
def store(monkeypatch):
    """A warehouse whose every table is one of hostile text, hostile headers and numbers."""
    text = [*HOSTILE, *HARMLESS]
    frame = pd.DataFrame(
        {"=text": text, "amount": [-10.5] * len(text), "count": [-7] * len(text)}, index=text
    )
    monkeypatch.setattr(exports, "table", lambda *_: frame)
    return warehouse.locate()


def of_text(cells):
    return cells[0]


@pytest.mark.parametrize("cell", HOSTILE)
def test_hostile_text_gets_an_apostrophe_and_loses_it_again(cell):
    assert exports.neutralised(cell) == f"'{cell}"
    assert exports.restored(f"'{cell}") == cell


@pytest.mark.parametrize("cell", HARMLESS)
def test_harmless_text_is_left_alone(cell):
    assert exports.neutralised(cell) == exports.restored(cell) == cell


@given(st.text() | st.text(alphabet="'=+-@|%;\t\r\n \"＝a1"))
@settings(max_examples=500)
def test_every_text_comes_back_unchanged_and_none_begins_a_formula(cell):
    written = exports.neutralised(cell)
    assert exports.restored(written) == cell
    assert not written.startswith(BEGINNINGS)
    assert not written.lstrip().startswith(BEGINNINGS)


def test_csv_has_no_cell_that_begins_a_formula(store):
    text = exports.content(store, "statements", "csv", "en").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert len(rows) == len(HOSTILE) + len(HARMLESS) + 1
    assert rows[0][0] == "'=text"
    assert not any(of_text(row).startswith(BEGINNINGS) for row in rows)
    assert [exports.restored(of_text(row)) for row in rows[1:]] == [*HOSTILE, *HARMLESS]
    assert {tuple(row[1:]) for row in rows[1:]} == {("-10.5", "-7")}


def test_xlsx_has_no_formula_and_no_link(store):
    data = exports.content(store, "statements", "xlsx", "en")
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if "worksheets/" in name]
    assert not any("<f>" in sheet or "<hyperlink" in sheet for sheet in sheets)
    _, *rows = openpyxl.load_workbook(io.BytesIO(data))["statements"].iter_rows()
    for (text, amount, count), wanted in zip(rows, [*HOSTILE, *HARMLESS], strict=True):
        assert (amount.data_type, amount.value, count.value) == ("n", -10.5, -7)
        if wanted:
            assert text.data_type == "s"
            assert unescape(text.value) == wanted
            assert bool(text.quotePrefix) == (exports.neutralised(wanted) != wanted)


def test_json_and_parquet_hold_the_text_as_it_is(store):
    wanted = [*HOSTILE, *HARMLESS]
    records = json.loads(exports.content(store, "statements", "json", "en"))
    assert [record["=text"] for record in records] == wanted
    found = pyarrow.parquet.read_table(io.BytesIO(exports.content(store, "statements", "parquet", "en")))
    assert found["=text"].to_pylist() == wanted


def test_numbers_are_written_without_exponent_and_whole_ones_without_point():
    cells = [None, True, False, 7, 52000.0, 17.8, 1e-7, 1.5e20, -0.5]
    written = [exports._written(exports._whole(cell)) for cell in cells]
    assert written == [
        "",
        "true",
        "false",
        "7",
        "52000",
        "17.8",
        "0.0000001",
        "150000000000000000000",
        "-0.5",
    ]


def test_text_too_long_for_a_cell_is_cut_where_one_can_see_it(monkeypatch):
    frame = pd.DataFrame({"note": ["x" * 40_000]})
    monkeypatch.setattr(exports, "table", lambda *_: frame)
    data = exports.content(warehouse.locate(), "statements", "xlsx", "en")
    cell = openpyxl.load_workbook(io.BytesIO(data))["statements"]["A2"].value
    assert (len(cell), cell[-1]) == (32_767, "…")


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch):
    frame = pd.DataFrame(index=range(2**20))
    monkeypatch.setattr(exports, "table", lambda *_: frame)
    with pytest.raises(exports.TalentError, match="too_many_rows"):
        exports.content(warehouse.locate(), "statements", "xlsx", "en")
