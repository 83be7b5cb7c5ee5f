"""The check on the product's own data: an export is unchanged, and nothing is written."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from talent import catalogue, queries, warehouse
from talent.i18n import Name
from talent.uploads import origin
from talent.uploads.check import check
from talent.uploads.findings import finding
from talent.uploads.model import Choices
from tests.core import made as core
from tests.uploads.rows import PLAIN, checked, codes, exported, row, staging


@pytest.fixture(scope="module")
def real():
    found = catalogue.read(warehouse.DATA)
    return core.built(found), found


def test_every_row_of_an_export_is_unchanged(real):
    built, found = real
    said = check(built, found, exported(found.statements.values()), Choices())
    assert said.findings == ()
    assert set(said.statements["change"]) == {"unchanged"}
    assert sorted(said.statements["statement_id"]) == sorted(found.statements)


def test_a_row_without_its_id_is_found_by_its_key(real):
    built, found = real
    staging = exported(found.statements.values())
    rows = staging.rows.assign(statement_id="")
    said = check(built, found, type(staging)(staging.file, rows, staging.places, staging.layouts), Choices())
    assert set(said.statements["change"]) == {"unchanged"}
    assert sorted(said.statements["statement_id"]) == sorted(found.statements)


def test_any_change_of_content_is_a_correction_when_the_row_names_its_statement(real):
    built, found = real
    staging = exported(list(found.statements.values())[:1])
    for field in ("note_zh", "note_en", "as_printed", "paragraph", "witnesses"):
        rows = staging.rows.assign(
            **{field: {"paragraph": "77", "witnesses": "changchun:7"}.get(field, "as there")}
        )
        said = check(
            built, found, type(staging)(staging.file, rows, staging.places, staging.layouts), Choices()
        )
        assert list(said.statements["change"]) == ["corrected"], field


def test_the_check_leaves_nothing_behind(real):
    built, found = real
    before = queries.ask(built, "statements")
    check(built, found, exported(found.statements.values()), Choices())
    assert queries.ask(built, "statements").equals(before)
    assert built.cursor().execute("SELECT count(*) FROM duckdb_tables() WHERE temporary").fetchall() == [(0,)]


def test_a_file_without_rows_is_told_so_unless_something_else_says_why():
    said = checked()
    assert (codes(said), len(said.statements), said.new_source) == (["no_figures"], 0, None)
    assert codes(checked(findings=(finding("no_table"),))) == ["no_table"]


def test_a_row_by_its_id_needs_no_more_than_its_new_value(real):
    built, found = real
    code = next(one.statement_id for one in found.statements.values() if one.unit == "person")
    given = row(**dict.fromkeys(PLAIN, ""), statement_id=code) | {"value": "7"}
    lacking = tuple(
        finding("missing_column", sheet="S", row=1, expected=name) for name in ("city", "indicator", "period")
    )
    said = check(built, found, staging(given, findings=lacking), Choices())
    (kept,) = said.statements.to_dict("records")
    assert said.of("error") == ()
    assert (kept["change"], kept["statement_id"], kept["value"]) == ("corrected", code, 7)


def test_a_file_without_a_source_is_the_same_source_when_it_comes_again(real):
    _, found = real
    source = checked(row(source="")).new_source
    again = replace(source, id="unnamed_1", number=99)
    known = replace(found, sources=MappingProxyType({**found.sources, again.id: again}))
    assert origin.unnamed("figures.csv", "alpha", known) == ("unnamed_1", None)
    assert origin.unnamed("others.csv", "alpha", known)[0] == ""
    named = replace(again, publisher=Name("Bureau", "Bureau"))
    known = replace(found, sources=MappingProxyType({named.id: named}))
    assert origin.unnamed("figures.csv", "alpha", known)[0] == ""


def test_the_check_works_on_a_warehouse_that_can_only_be_read(tmp_path, monkeypatch):
    monkeypatch.setenv("TALENT_STATE", str(tmp_path))
    monkeypatch.setattr(warehouse, "DATA", core.data(tmp_path / "data", (core.row(1),)))
    monkeypatch.setattr(warehouse, "declared", warehouse.declared.__wrapped__)
    found = warehouse.locate()
    said = check(found, found.catalogue, staging(row()), Choices())
    assert list(said.statements["change"]) == ["unchanged"]
    assert said.data_version == found.version
