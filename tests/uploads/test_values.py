"""Cells as people write them, under the units of their columns."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talent.uploads.values import Heading, is_no_data, read_cell
from tests.uploads.made import checked, codes, row

WAN = Heading("万人", Fraction(10_000))


@pytest.mark.parametrize(
    ("text", "value", "high", "bound"),
    (
        ("23127", 23127, None, "exact"), ("23,127", 23127, None, "exact"), ("2.35万", 23500, None, "exact"),
        ("1.2亿", 120_000_000, None, "exact"), ("近1.4万", 14000, None, "nearly"),
        ("超40万", 400_000, None, "over"), ("3-5万元", 30000, 50000, "exact"), ("１２３", 123, None, "exact"),
        ("40余", 40, None, "over"), ("不超过300", 300, None, "at_most"), ("-5", -5, None, "exact"),
    ),
)  # fmt: skip
def test_a_cell_is_read_as_people_write_it(text, value, high, bound):
    cell = read_cell(text, Heading(), "yuan" if "元" in text else "person")
    assert (cell.value, cell.high, cell.bound, cell.problem) == (value, high, bound, "")


@pytest.mark.parametrize("text", ("—", "…", "……", "-", "暂无", "n/a", "N/A", "", "  ", "未公布"))
def test_a_cell_without_data_is_not_nought(text):
    assert is_no_data(text)
    assert read_cell(text, Heading(), "person").problem == "no_data"


def test_nought_is_data():
    assert read_cell("0", Heading(), "person").value == 0
    assert not is_no_data("0")


@pytest.mark.parametrize("text", ("NaN", "inf", "-inf", "1e999", "abc", "甲"))
def test_what_is_no_finite_number_is_refused(text):
    assert read_cell(text, Heading(), "person").problem == "no_number"


@given(st.integers(0, 10**7), st.integers(0, 4), st.sampled_from((-1, 0, 1, 2, 3, 4, 8)))
@settings(max_examples=60, deadline=None)
def test_a_unit_multiplies_exactly(digits, decimals, power):
    text = str(Decimal(digits).scaleb(-decimals))
    if "E" in text:
        return
    exact = Fraction(text) * Fraction(10) ** power
    assert read_cell(text, Heading("x", Fraction(10) ** power), "person").value == float(exact)


def test_a_unit_column_counts_once_and_the_cell_stays_as_printed():
    said = checked(row(value="2.35", unit="万人"))
    (statement,) = said.statements.to_dict("records")
    assert (statement["value"], statement["as_printed"], codes(said)) == (23500, "2.35", [])


@pytest.mark.parametrize("cell", ("2.35万", "2.35万人", "3人"))
def test_a_unit_in_the_cell_and_one_that_multiplies_are_never_both_applied(cell):
    assert read_cell(cell, WAN, "person").problem == "unit_twice"


def test_a_unit_that_multiplies_nothing_may_stand_twice():
    assert read_cell("2.35万人", Heading("人", Fraction(1)), "person").value == 23500


@pytest.mark.parametrize(
    ("text", "heading", "printed"),
    (
        ("2.35", WAN, "2.35"), ("近1.4", WAN, "近1.4万人"), ("3-5", WAN, "3-5万人"),
        ("25", Heading("‰", Fraction(1, 10)), "25‰"),
    ),
)  # fmt: skip
def test_what_the_warehouse_could_not_step_is_printed_with_its_unit(text, heading, printed):
    assert read_cell(text, heading, "person").printed == printed


def test_per_mille_is_a_tenth_of_a_percent():
    assert read_cell("25", Heading("‰", Fraction(1, 10)), "percent").value == 2.5
    assert read_cell("25‰", Heading(), "percent").value == 2.5


def test_a_given_bound_counts_and_is_read_in_every_way():
    for text in ("over", "超", "＞", ">", "超过"):
        (statement,) = checked(row(bound=text)).statements.to_dict("records")
        assert statement["bound"] == "over"
