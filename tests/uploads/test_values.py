"""Cells as people write them, under the units of their columns."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talent import catalogue, warehouse
from talent.reading import numerals
from talent.uploads.values import Heading, is_no_data, read_cell
from tests.uploads.rows import checked, codes, row

WAN = Heading("万人", Fraction(10_000))


@pytest.mark.parametrize(
    ("text", "value", "high", "bound"),
    (
        ("23127", 23127, None, "exact"), ("23,127", 23127, None, "exact"), ("2.35万", 23500, None, "exact"),
        ("1.2亿", 120_000_000, None, "exact"), ("近1.4万", 14000, None, "nearly"),
        ("超40万", 400_000, None, "over"), ("3-5万元", 30000, 50000, "exact"), ("１２３", 123, None, "exact"),
        ("40余", 40, None, "over"),
        ("不超过300", 300, None, "at_most"),
        ("over 2 million", 2_000_000, None, "over"),
        ("5 thousand", 5000, None, "exact"), ("1.2 million", 1_200_000, None, "exact"),
        ("nearly 5000 persons", 5000, None, "nearly"), ("About 500", 500, None, "about"),
        ("~500", 500, None, "about"), ("up to 300 people", 300, None, "at_most"),
        ("上万人", 10000, None, "at_least"), ("500 or more", 500, None, "at_least"),
        ("(1,234)", -1234, None, "exact"), ("-5", -5, None, "exact"),
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


@pytest.mark.parametrize(
    "text",
    (
        "2350户", "2.35万家", "3个", "5岁", "10场", "5人/户", "￥500", "¥500", "$500", "US$ 500", "5 apples",
        "5 thousand firms", "500美元", "30%", "3.5倍", "5 persons per household",
    ),
)  # fmt: skip
def test_a_unit_in_a_cell_of_persons_must_count_persons(text):
    assert read_cell(text, Heading(), "person").problem == "unit_differs"


@pytest.mark.parametrize(
    "text", ("500人", "500名", "500位", "500 people", "500人以上", "约500人左右", "500人（含）")
)
def test_what_counts_persons_is_read(text):
    cell = read_cell(text, Heading(), "person")
    assert (cell.value, cell.problem, cell.named) == (500, "", True)


def test_money_may_have_the_sign_of_the_yuan_and_of_no_other():
    assert [read_cell(text, Heading(), "yuan").value for text in ("￥500", "RMB 500", "500元")] == [500] * 3
    assert read_cell("$500", Heading(), "yuan").problem == "unit_differs"


@pytest.mark.parametrize("text", ("abc 500", "500k", "FY 500"))
def test_letters_that_say_nothing_known_are_no_number(text):
    assert read_cell(text, Heading(), "person").problem == "no_number"


@pytest.mark.parametrize(
    ("text", "unit", "problem"),
    (
        ("2024-06", "person", "looks_like_period"),
        ("2024/6", "person", "looks_like_period"),
        ("2024年", "person", "looks_like_period"),
        ("2024年6月", "yuan", "looks_like_period"),
        ("2021-2024", "yuan", "looks_like_period"),
        ("2024-06-30", "yuan", "looks_like_period"),
        ("2000-2010元", "yuan", ""),
        ("2000-2500", "yuan", ""),
        ("2024", "person", ""),
        ("2024人", "person", ""),
    ),
)
def test_a_period_is_no_value(text, unit, problem):
    assert read_cell(text, Heading(), unit).problem == problem


def test_a_range_with_its_upper_end_first_is_an_error():
    assert codes(checked(row(value="5-3万"))) == ["range_reversed"]
    assert codes(checked(row(value="3-5万"))) == []


def test_every_figure_of_the_data_can_be_read_as_it_is_printed_but_for_nouns_in_place_of_a_unit():
    known = catalogue.read(warehouse.DATA).statements.values()
    unread = {one.as_printed for one in known if read_cell(one.as_printed, Heading(), one.unit).problem}
    assert unread == {"100万大学生", "65万在校大学生", "205万长春青年", "三免", "两减半"}


@pytest.mark.parametrize(
    ("text", "unit", "indicator", "printed", "half"),
    (
        ("53", "‰", "share", "53‰", 0.05), ("288131", "百万元", "", "288131百万元", 500_000),
        ("12.5", "千人", "arrivals", "12.5千人", 50),
        ("12.5", "thousand persons", "arrivals", "12.5 thousand persons", 50),
        ("12.5", "1,000 persons", "arrivals", "12.5千", 50), ("2.35", "万人", "arrivals", "2.35", 50),
    ),
)  # fmt: skip
def test_a_bare_cell_is_known_to_half_its_last_digit_whatever_its_heading(
    text, unit, indicator, printed, half
):
    if not indicator:
        cell = read_cell(text, Heading(unit, Fraction(10**6)), "yuan")
        assert (cell.printed, numerals.printed(cell.printed, "yuan", cell.value)) == (
            printed,
            (2 * half, True),
        )
        return
    # Layouts fill in the bare cell as what is printed.
    (one,) = checked(row(indicator=indicator, value=text, unit=unit, as_printed=text)).statements.to_dict(
        "records"
    )
    assert one["as_printed"] == printed
    step, with_wan = numerals.printed(one["as_printed"], one["unit"], one["value"])
    assert (step, with_wan or unit == "‰") == (pytest.approx(2 * half), True)


def test_per_mille_is_a_tenth_of_a_percent():
    assert read_cell("25", Heading("‰", Fraction(1, 10)), "percent").value == 2.5
    assert read_cell("25‰", Heading(), "percent").value == 2.5


def test_a_given_bound_counts_and_is_read_in_every_way():
    for text in ("over", "超", "＞", ">", "超过"):
        (statement,) = checked(row(bound=text)).statements.to_dict("records")
        assert statement["bound"] == "over"
