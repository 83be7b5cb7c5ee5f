"""Every table in every format holds what the warehouse holds, cell by cell."""

import csv
import io
import json
from datetime import date, datetime
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import pyarrow.parquet
import pytest

from talent import exports, queries, warehouse
from talent.errors import TalentError

STATEMENTS = [
    "statement_id",
    "city",
    "area",
    "area_level",
    "indicator",
    "definition",
    "indicator_zh",
    "indicator_en",
    "theme",
    "kind",
    "value",
    "value_high",
    "unit",
    "bound",
    "standing",
    "period_start",
    "period_end",
    "period_basis",
    "period_years",
    "period_inferred",
    "as_printed",
    "source",
    "attributed_to",
    "paragraph",
    "witnesses",
    "note_zh",
    "note_en",
    "batch",
]
POLICIES = [
    "policy_id",
    "city",
    "package",
    "instrument",
    "tier",
    "benefit_type",
    "amount_low",
    "amount_high",
    "unit",
    "duration_months",
    "payer",
    "recipient",
    "conditions_zh",
    "conditions_en",
    "effective_from",
    "effective_to",
    "replaces",
    "standing",
    "statements",
]


# The history of uploads comes from the ledger: tests/ledger.
OF_THE_WAREHOUSE = [name for name in exports.TABLES if name != "batches"]


@pytest.fixture(scope="module")
def store():
    return warehouse.locate()


def truth(store, name, language="en"):
    """The rows as the warehouse gives them, without pandas, in the columns of the export."""
    rows = queries.records(store, name)
    columns = list(exports.table(store, name, language))
    named = store.catalogue.policies

    def cell(row, column):
        if name == "policies" and column in ("package", "instrument", "payer"):
            both = getattr(named[row["policy_id"]], column)
            return None if both is None else both[language]
        return row[column] if column in row else row[f"{column.removesuffix('_name')}_{language}"]

    return columns, [[cell(row, column) for column in columns] for row in rows]


def as_text(cell):
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, (int, float)):
        return float(cell)
    return exports.neutralised(cell) if isinstance(cell, str) else str(cell)


def test_columns_of_statements_and_policies_are_as_promised(store):
    for language in ("zh", "en"):
        assert list(exports.table(store, "statements", language)) == STATEMENTS
        assert list(exports.table(store, "policies", language)) == POLICIES


@pytest.mark.parametrize("name", OF_THE_WAREHOUSE)
def test_csv_holds_every_cell(store, name):
    columns, rows = truth(store, name)
    text = exports.content(store, name, "csv", "en").decode("utf-8-sig")
    header, *cells = csv.reader(io.StringIO(text, newline=""))
    assert header == columns
    assert len(cells) == len(rows)
    for found, row in zip(cells, rows, strict=True):
        for cell, wanted in zip(found, map(as_text, row), strict=True):
            assert (float(cell) if isinstance(wanted, float) else cell) == wanted
            assert not isinstance(wanted, float) or "e" not in cell.lower()


@pytest.mark.parametrize("name", OF_THE_WAREHOUSE)
def test_xlsx_holds_every_cell(store, name):
    columns, rows = truth(store, name, "zh")
    book = openpyxl.load_workbook(io.BytesIO(exports.content(store, name, "xlsx", "zh")))
    sheet = book[name]
    assert book.sheetnames[0] == name
    assert sheet.freeze_panes == "A2"
    header, *cells = sheet.iter_rows(values_only=True)
    assert list(header) == columns
    assert len(cells) == len(rows)
    for found, row in zip(cells, rows, strict=True):
        for cell, wanted in zip(found, row, strict=True):
            if isinstance(wanted, date):
                assert isinstance(cell, datetime) and cell.date() == wanted
            elif isinstance(wanted, float):
                # A sheet holds sixteen digits.
                assert cell == pytest.approx(wanted, rel=1e-15)
            else:
                assert cell == (None if wanted == "" else wanted)


def test_xlsx_names_its_data_version(store):
    book = openpyxl.load_workbook(io.BytesIO(exports.content(store, "cities", "xlsx", "en")))
    assert store.version in [cell for row in book.worksheets[1].iter_rows(values_only=True) for cell in row]


@pytest.mark.parametrize("name", OF_THE_WAREHOUSE)
def test_json_holds_every_cell(store, name):
    columns, rows = truth(store, name)
    records = json.loads(exports.content(store, name, "json", "en"))
    wanted = [[str(c) if isinstance(c, (date, datetime)) else c for c in row] for row in rows]
    assert [list(record.values()) for record in records] == wanted
    assert all(list(record) == columns for record in records)


@pytest.mark.parametrize("name", OF_THE_WAREHOUSE)
def test_parquet_holds_every_cell(store, name):
    columns, rows = truth(store, name)
    found = pyarrow.parquet.read_table(io.BytesIO(exports.content(store, name, "parquet", "en")))
    assert found.column_names == columns
    assert [list(record.values()) for record in found.to_pylist()] == rows
    assert found.schema.metadata[b"talent.data_version"] == store.version.encode()


def test_parquet_keeps_the_type_of_an_empty_column(store):
    found = pyarrow.parquet.read_table(io.BytesIO(exports.content(store, "batches", "parquet", "en")))
    assert not any(pyarrow.types.is_null(kind) for kind in found.schema.types)


def test_the_duckdb_file_is_the_warehouse(store, tmp_path):
    path = tmp_path / "copy.duckdb"
    exports.save(path, exports.content(store, "statements", "duckdb", "en"))
    with duckdb.connect(path, read_only=True) as copy:
        question = "SELECT * FROM statements ORDER BY ALL"
        assert copy.execute(question).fetchall() == store.cursor().execute(question).fetchall()


def test_csv_reads_back_in_pandas(store):
    frame = pd.read_csv(io.BytesIO(exports.content(store, "statements", "csv", "zh")), encoding="utf-8-sig")
    wanted = {r.statement_id: r.value for r in queries.readings(store)}
    assert dict(zip(frame["statement_id"], frame["value"], strict=True)) == wanted


def test_language_changes_names_and_notes_only(store):
    zh, en = (exports.table(store, "indicators", language) for language in ("zh", "en"))
    assert list(zh) == list(en)
    differing = {column for column in zh if not zh[column].equals(en[column])}
    assert differing == {"name", "text", "unit_name"}
    zh, en = (exports.table(store, "statements", language) for language in ("zh", "en"))
    assert zh.equals(en)
    zh, en = (exports.table(store, "policies", language) for language in ("zh", "en"))
    assert {column for column in zh if not zh[column].equals(en[column])} == {
        "package",
        "instrument",
        "payer",
    }


def test_the_same_data_gives_the_same_file(store):
    for kind in ("csv", "xlsx", "json", "parquet"):
        assert exports.content(store, "areas", kind, "en") == exports.content(store, "areas", kind, "en")


def test_unknown_tables_and_batches_are_refused(store):
    with pytest.raises(TalentError, match="no_such_table"):
        exports.table(store, "figures", "en")
    with pytest.raises(TalentError, match="no_such_batch"):
        warehouse.locate("B0099")


def test_a_file_that_cannot_be_written_leaves_nothing_behind(tmp_path):
    with pytest.raises(TalentError, match="no_folder"):
        exports.save(tmp_path / "no such folder" / "a.csv", b"x")
    taken = tmp_path / "taken"
    taken.mkdir()
    with pytest.raises(TalentError, match="cannot_write"):
        exports.save(taken, b"x")
    assert list(tmp_path.iterdir()) == [taken]


def test_a_file_is_replaced_whole(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("old", encoding="utf-8")
    exports.save(path, b"new")
    assert path.read_bytes() == b"new"
    assert [p.name for p in Path(tmp_path).iterdir()] == ["a.csv"]
