"""Each rule just on one side of its limit and just on the other."""

from datetime import date

import pytest

from talent.uploads.findings import finding
from talent.uploads.model import Choices
from tests.core import made as core
from tests.uploads.bad import KNOWN
from tests.uploads.rows import LETTERS, YEARBOOK, checked, codes, row

LAST_YEAR = (core.row(1, value=100),)


def said(*rows, known=(), **more):
    return codes(checked(*rows, known=known, **more))


@pytest.mark.parametrize(
    ("value", "told"), (("999", []), ("1000", ["ten_times"]), ("11", []), ("10", ["ten_times"]))
)
def test_ten_times_or_a_tenth_of_last_year(value, told):
    assert said(row(value=value, period="2023"), known=LAST_YEAR) == told


@pytest.mark.parametrize(
    ("year", "told"), (("2023", ["ten_times"]), ("2025", ["ten_times", "later_than_source"]), ("2026", []))
)
def test_the_last_year_that_is_known_counts_up_to_three_years_back(year, told):
    assert said(row(value="5000", period=year, unit="人"), known=LAST_YEAR) == [
        *told, *(["achieved_in_future"] if int(year) >= date.today().year else []),
    ]  # fmt: skip


def test_the_nearest_later_year_counts_too():
    assert said(row(value="1000", period="2021"), known=LAST_YEAR) == ["ten_times"]
    assert said(row(value="999", period="2021"), known=LAST_YEAR) == []
    assert said(row(value="5000", period="2018", unit="人"), known=LAST_YEAR) == []


def test_ten_times_compares_only_the_same_figure():
    for other in ({"area": "alpha_district"}, {"indicator": "total"}, {"standing": "in_progress"}):
        assert said(row(value="5000", period="2023", **other), known=LAST_YEAR) == []


def test_ten_times_sees_the_years_of_the_file_itself():
    assert said(row(), row(period="2023", value="5000")) == ["ten_times"]


@pytest.mark.parametrize(
    ("value", "told"), (("150", []), ("151", ["large_correction"]), ("49", ["large_correction"]))
)
def test_a_correction_by_more_than_half(value, told):
    assert said(row(value=value), known=LAST_YEAR) == told


@pytest.mark.parametrize(("value", "told"), (("1234", True), ("1230", True), ("1200", False), ("0.5", False)))
def test_the_same_value_in_another_year_with_three_digits(value, told):
    indicator = "share" if "." in value else "arrivals"
    known = (core.row(1, value=float(value), indicator=indicator),)
    there = said(row(value=value, indicator=indicator, period="2023"), known=known)
    assert there == (["same_as_another_year"] if told else [])


def test_the_same_value_in_two_rows_of_the_file_is_told_of_both():
    assert said(row(value="1234"), row(value="1234", period="2023")) == ["same_as_another_year"] * 2


def test_the_same_term_in_two_years_is_no_slip():
    rows = [row(value="1234", standing="policy_term", period=year) for year in ("2022", "2023")]
    assert said(*rows) == []


@pytest.mark.parametrize(("value", "told"), (("24", []), ("22", ["unit_left_out"])))
def test_a_value_without_unit_a_thousand_times_off(value, told):
    known = (core.row(1, value=23000, city="beta"),)
    assert said(row(value=value), known=known) == told
    assert said(row(value=value, unit="人"), known=known) == []


@pytest.mark.parametrize(("value", "told"), (("0", []), ("100", []), ("100.1", ["outside_range"])))
def test_a_percent_over_its_range(value, told):
    assert said(row(indicator="share", value=value)) == told


def test_limits_are_told_with_their_unit_and_without_an_end_where_there_is_none():
    (count,) = checked(row(value="-5")).findings
    assert "≥0 persons" in count.message("en")
    assert "≥0人" in count.message("zh")
    (share,) = checked(row(indicator="share", value="101")).findings
    assert "0–100%" in share.message("en")


def test_both_ends_outside_are_one_finding():
    assert said(row(indicator="share", value="110-120%")) == ["outside_range"]


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    (
        ("0.5", "", True),
        ("2.345", "千人", False),
        ("2.3456", "千人", True),
        ("1.5-3", "", True),
        ("2", "", False),
    ),
)
def test_persons_come_whole(value, unit, told):
    assert ("fraction" in said(row(value=value, unit=unit))) is told


@pytest.mark.parametrize(
    ("printed", "value", "told"),
    (
        ("100人", "100", False),
        ("100人", "101", True),
        ("5.2万", "52000", False),
        ("5.2", "52000", False),
        ("5.2万", "53000", True),
        ("3-5万", "30000", True),
        ("whole", "7", False),
        ("100", "1000", True),
        ("5.2", "520", True),
        ("100", "100", False),
    ),
)
def test_value_and_print_must_say_the_same(printed, value, told):
    assert ("printed_differs" in said(row(value=value, as_printed=printed))) is told


def test_a_cell_of_which_the_reader_said_what_is_wrong_is_not_called_empty_too():
    broken = finding("error_cell", sheet="S", row=2, letter=LETTERS["value"])
    assert said(row(value=""), findings=(broken,)) == ["error_cell"]
    elsewhere = finding("error_cell", sheet="S", row=3, letter=LETTERS["value"])
    assert said(row(value=""), findings=(elsewhere,)) == ["empty_cell", "error_cell"]


def test_both_ends_of_a_range_must_be_possible():
    assert said(row(indicator="share", value="90-110%")) == ["outside_range"]
    assert said(row(value="1000000000000001")) == ["outside_range"]


def test_a_percent_is_no_number_of_persons():
    assert said(row(value="12%")) == ["unit_differs"]
    assert said(row(value="12", unit="%")) == ["unit_differs"]


def test_a_duplicate_names_the_first_row():
    found = checked(row(period="2021"), row(), row(value="7")).findings
    assert [(one.code, one.row, one.fields["first"]) for one in found] == [("duplicate_row", 4, "3")]


def test_another_source_or_department_is_no_duplicate():
    assert "duplicate_row" not in said(row(), row(source="second"), row(attributed_to="labour"))


def test_a_missing_figure_is_neither_duplicate_nor_nought():
    found = checked(row(value="—"), row(value="100"))
    assert codes(found) == ["no_data"]
    assert list(found.statements["value"]) == [100]


def test_an_empty_value_is_an_error_in_a_long_layout_and_missing_in_a_wide_one():
    assert said(row(value="")) == ["empty_cell"]
    assert said(row(value=""), layout="wide") == ["no_data"]


@pytest.mark.parametrize("field", ("city", "indicator", "period"))
def test_what_every_figure_needs(field):
    assert said(row(**{field: ""})) == ["empty_cell"]


def test_choices_fill_empty_cells_and_no_others():
    choices = Choices(city="beta", period="2020", standing="planned", unit="万人", source="second")
    (statement,) = checked(row(city="", period="", source="", value="2"), choices=choices).statements.to_dict(
        "records"
    )
    assert (statement["city"], statement["area"], statement["period_end"]) == (
        "beta",
        "beta",
        date(2020, 12, 31),
    )
    assert (statement["standing"], statement["value"], statement["source"]) == ("planned", 20000, "second")
    (kept,) = checked(row(unit="人"), choices=choices).statements.to_dict("records")
    assert (kept["city"], kept["value"], kept["source"], kept["period_end"].year) == (
        "alpha",
        100,
        "first",
        2022,
    )


@pytest.mark.parametrize("sign", ("\u200b", "\u202e", "\x07", "\ufeff", "<", ">"))
def test_signs_that_deceive_in_a_name(sign):
    assert "forbidden_character" in said(row(attributed_to=f"labour{sign}"))


@pytest.mark.parametrize(
    ("note", "told"), (("a\nb", []), ("<b>", []), ("a\u202eb", ["U+202E"]), ("\x00", ["U+0000"]))
)
def test_signs_that_deceive_in_a_note(note, told):
    found = [one for one in checked(row(note_en=note)).findings if one.code == "forbidden_character"]
    assert [one.fields["character"] for one in found] == told


@pytest.mark.parametrize(("field", "most"), (("note_zh", 2000), ("as_printed", 200)))
def test_the_longest_text(field, most):
    assert said(row(**{field: "1" * most})) == []
    assert said(row(**{field: "1" * (most + 1)})) == ["too_long"]


@pytest.mark.parametrize(
    ("columns", "told"),
    (
        ({"period_basis": "year", "period_start": "2022-01-01", "period_end": "2022-12-31"}, []),
        ({"period_basis": "as_of", "period_end": "2022-12-31"}, []),
        ({"period_basis": "multi_year", "period_years": "3"}, []),
        ({"period_basis": "unstated"}, []),
        ({"period_basis": "as_of", "period_start": "2022-12-31"}, ["period_parts"]),
        ({"period_basis": "multi_year", "period_years": "0"}, ["period_parts"]),
        ({"period_basis": "yearly", "period_end": "2022-12-31"}, ["period_parts"]),
        ({"period_start": "2022-01-01"}, ["period_parts"]),
        ({"period_basis": "unstated", "period_inferred": "perhaps"}, ["period_parts"]),
        ({"period_basis": "as_of", "period_end": "2022-02-30"}, ["no_date"]),
        ({"period_basis": "as_of", "period_end": "44926"}, ["no_date"]),
    ),
)
def test_five_columns_of_a_period_fit_together(columns, told):
    assert said(row(period="", **columns)) == told


def test_a_plan_without_a_period():
    assert said(row(standing="planned", period="未注明")) == ["planned_without_period"]
    assert said(row(period="未注明")) == []


def test_achieved_in_a_period_that_is_not_over():
    later = f"{date.today().year + 1}"
    assert said(row(period=later)) == ["achieved_in_future"]
    assert said(row(period=later, standing="planned")) == []


def test_achieved_after_the_year_its_source_was_published_in():
    # The source is of February 2023.
    assert said(row(period="2023")) == []
    assert said(row(period="2024")) == ["later_than_source"]
    assert said(row(period="2024", standing="planned")) == []
    assert said(row(period="2024", source="third")) == [] == said(row(period="2024", source="undated"))


def test_bound_words_in_a_note_but_not_in_the_value():
    assert said(row(note_zh="超过100人")) == ["bound_in_note"]
    assert said(row(note_zh="超过100人", value="超100")) == []
    assert said(row(note_zh="三年合计")) == []
    assert said(row(as_printed="100余人")) == ["bound_in_note"]


def test_a_correction_may_not_take_the_place_of_another_statement_unless_that_moves_away():
    moved = row(statement_id="AA-01-001", period="2021")
    assert said(moved, known=KNOWN) == ["key_taken"]
    assert "key_taken" not in said(
        moved, row(statement_id="AA-01-002", period="2020", value="95"), known=KNOWN
    )


def test_a_statement_named_by_id_and_by_its_key_is_changed_twice():
    assert said(row(statement_id="AA-01-001", period="2019"), row(value="90"), known=KNOWN) == [
        "statement_twice"
    ]


def test_what_is_unchanged_raises_no_warning():
    known = (core.row(1, value=100), core.row(2, year=2021, value=5000))
    assert said(row(), row(period="2021", value="5000"), known=known) == []


def test_a_file_that_names_no_source_stands_under_its_own_name():
    found = checked(row(source=""))
    assert codes(found) == ["source_not_named"]
    assert (found.new_source.title.zh, found.new_source.publisher.en) == (
        "figures.csv",
        "Publisher not named",
    )
    assert found.new_source.city == "alpha"
    assert list(found.statements["source"]) == [""]


def test_a_source_described_anew_that_is_known_is_that_one():
    from dataclasses import replace

    first = core.declared().sources["first"]
    known = replace(YEARBOOK, title=first.title, publisher=first.publisher, published=first.published)
    found = checked(row(source=""), new_source=known)
    assert (found.new_source, list(found.statements["source"])) == (None, ["first"])
    later = checked(row(source=""), new_source=replace(known, published=date(2030, 1, 1)))
    assert list(later.statements["source"]) == [""]


def test_departments_of_a_new_source_travel_with_it():
    found = checked(row(source="", attributed_to="人社局"), new_source=YEARBOOK)
    assert list(found.new_source.departments) == ["人社局"]
    assert list(found.statements["attributed_to"]) == ["人社局"]


def test_a_row_with_an_error_is_left_out_and_nothing_else():
    found = checked(row(), row(value="x", period="2021"), row(period="2020"))
    assert list(found.statements["row"]) == [2, 4]


def test_a_witness_is_a_known_source_with_or_without_its_paragraph():
    assert said(row(witnesses="second:3;third:")) == []
    found = checked(row(witnesses="second:3;nobody:1;second:x")).findings
    assert [one.fields["witness"] for one in found] == ["nobody:1", "second:x"]


@pytest.mark.parametrize(("end", "told"), (("2022-03-01", []), ("2022-02-28", ["period_reversed"])))
def test_a_period_may_be_one_day_and_no_less(end, told):
    assert said(row(period="", period_basis="months", period_start="2022-03-01", period_end=end)) == told
