"""The files to fill in: what they offer, that they can be read back, and that their example is real."""

import csv
import io
from dataclasses import replace

import openpyxl
import pytest

from talent import i18n
from talent.reading.periods import Period, parse_period
from talent.uploads.layout import stage
from talent.uploads.model import Book, Sheet
from talent.uploads.names import Names
from talent.uploads.template import FIELDS, template, written_period
from tests.uploads.made import book_of, catalogue, codes

BOTH = pytest.mark.parametrize("language", i18n.LANGUAGES)
LAYOUTS = pytest.mark.parametrize("layout", ["long", "wide"])


def sheets(layout: str, language: str) -> dict[str, Sheet]:
    names = {
        i18n.choice("template.sheet", key, language): key for key in ("data", "source", "example", "lists")
    }
    book = book_of(template(catalogue(), layout, "xlsx", language))
    return {names[sheet.name]: sheet for sheet in book.sheets}


@BOTH
@LAYOUTS
def test_the_empty_template_is_a_table_without_rows_and_no_error(layout, language):
    staging = stage(book_of(template(catalogue(), layout, "xlsx", language)), catalogue())
    assert len(staging.rows) == 0
    assert codes(staging) == ["sheet_example"]
    assert sorted(staging.layouts.values()) == sorted([layout, "source", "none", "none"])
    assert staging.new_source is None


@BOTH
@LAYOUTS
def test_the_same_catalogue_gives_the_same_bytes(layout, language):
    for kind in ("xlsx", "csv"):
        assert template(catalogue(), layout, kind, language) == template(catalogue(), layout, kind, language)


@BOTH
@LAYOUTS
def test_a_csv_template_is_the_header_row_with_a_mark_of_its_encoding(layout, language):
    data = template(catalogue(), layout, "csv", language)
    assert data.startswith(b"\xef\xbb\xbf")
    (header,) = csv.reader(io.StringIO(data.decode("utf-8-sig")))
    assert tuple(header) == tuple(sheets(layout, language)["data"].rows[0])
    texts = (tuple(header),)
    staging = stage(Book("t.csv", "csv", (Sheet("t", texts),)), catalogue())
    assert (len(staging.rows), codes(staging), dict(staging.layouts)) == (0, [], {"t": layout})


@BOTH
def test_the_long_example_copied_into_the_data_sheet_is_the_statements_it_was_made_of(language):
    rows = sheets("long", language)["example"].rows[1:]
    staging = stage(Book("t", "paste", (Sheet("data", rows),)), catalogue())
    assert codes(staging) == []
    names, lead = Names.of(catalogue()), catalogue().indicators[catalogue().lead]
    real = [row for row in catalogue().statements.values() if row.indicator == lead.id][: len(staging.rows)]
    assert len(real) == len(staging.rows) > 3
    for row, known in zip(staging.rows.to_dict("records"), real, strict=True):
        assert names.city(row["city"]).id == known.city
        assert names.indicator(row["indicator"]).id == lead.id
        assert (names.area(row["area"], known.city).id or known.city) == known.area
        assert names.standing(row["standing"]).id == known.standing
        assert (row["as_printed"], row["source"]) == (known.as_printed, known.source)
        found = parse_period(row["period"], lead.kind)
        assert (found.start, found.end, found.basis) == (
            known.period_start,
            known.period_end,
            known.period_basis,
        )


@BOTH
def test_the_wide_example_copied_into_the_data_sheet_is_real_too(language):
    rows = sheets("wide", language)["example"].rows[1:]
    staging = stage(Book("t", "paste", (Sheet("data", rows),)), catalogue())
    assert codes(staging) == []
    known = {
        (row.city, row.indicator, row.period_end.year, row.value)
        for row in catalogue().statements.values()
        if row.period_end
    }
    read = {
        (row["city"], row["indicator"], int(row["period"]), float(row["value"]))
        for row in staging.rows.to_dict("records")
    }
    assert len(read) > 5 and read <= known


@BOTH
def test_the_data_sheet_offers_every_city_indicator_standing_and_source(language):
    book = openpyxl.load_workbook(io.BytesIO(template(catalogue(), "long", "xlsx", language)))
    data, lists = (
        book[i18n.choice("template.sheet", "data", language)],
        book[i18n.choice("template.sheet", "lists", language)],
    )
    assert lists.sheet_state == "hidden"
    offered = {}
    for rule in data.data_validations.dataValidation:
        column = next(iter(rule.sqref.ranges)).min_col
        cells = lists[rule.formula1.split("!")[1].replace("$", "")]
        offered[FIELDS[column - 1]] = [cell.value for (cell,) in cells]
    assert offered["city"] == [city.name[language] for city in catalogue().cities.values()]
    assert offered["indicator"] == [one.name[language] for one in catalogue().indicators.values()]
    assert offered["source"] == list(catalogue().sources)
    assert len(offered["standing"]) == 4
    assert all(Names.of(catalogue()).unit(unit).factors for unit in offered["unit"])
    assert all(cell.comment is not None for cell in data[1])


def test_every_indicator_a_template_offers_is_found_again_by_its_name():
    names = Names.of(catalogue())
    for language in i18n.LANGUAGES:
        missed = {
            one.id
            for one in catalogue().indicators.values()
            if names.indicator(one.name[language]).id != one.id
        }
        assert missed == set()


@BOTH
def test_the_period_of_every_known_statement_is_written_so_that_it_is_read_again(language):
    for row in catalogue().statements.values():
        kind = catalogue().indicators[row.indicator].kind
        # The end of what is counted since a day is that of the document, not of the text.
        end = None if row.period_basis == "since" else row.period_end
        known = Period(row.period_start, end, row.period_basis, row.period_years)
        found = parse_period(written_period(row, kind, language), kind)
        if row.period_basis == "multi_year" and row.period_start:
            known = replace(known, years=found.years)
        assert found == known, (row.statement_id, written_period(row, kind, language))
