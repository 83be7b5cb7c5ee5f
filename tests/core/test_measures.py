"""Ranks only where they cannot mislead; intervals with open and closed ends."""

import math
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talent.catalogue import Break
from talent.measures import Interval, interval, ranks, value

from . import made
from .test_comparability import PLAIN, figure

NUMBERS = st.integers(0, 6).map(float)


def exact(*values: float) -> list:
    return [figure(f"c{n}-1", city=f"c{n}", value=v, low=v, high=v) for n, v in enumerate(values)]


def per_head(*values: float) -> list:
    return [
        replace(r, per_10k=r.value, per_10k_low=r.low, per_10k_high=r.high, population=1e4,
                population_year=2022)
        for r in exact(*values)
    ]  # fmt: skip


def test_distinct_exact_figures_are_ranked_by_the_better_end():
    rows = exact(3, 9, 5)
    assert ranks(rows, "higher") == {"c1-1": 1, "c2-1": 2, "c0-1": 3}
    assert ranks(rows, "lower") == {"c0-1": 1, "c2-1": 2, "c1-1": 3}


@pytest.mark.parametrize("spoil", [
    {"low": 2.0, "high": 4.0}, {"low": 3.0}, {"high": None}, {"low": None},
    {"standing": "planned"}, {"area": "c0_district"}, {"definition": "narrow"}, {"unit": "person_times"},
    {"span": "half_year"}, {"conflict": "c0-1", "adopted": None}, {"city": "c1", "area": "c1"},
    {"conflict": "c0-1", "adopted": True}, {"conflict": "c0-1", "adopted": False},
    {"period_label": "2021"}, {"period_label": "unstated"}, {"period_label": "inferred:2022"},
    {"kind": "rate"}, {"kind": "cap"}, {"kind": "duration"}, {"kind": "target"},
], ids=str)  # fmt: skip
def test_there_is_no_rank_where_one_would_mislead(spoil):
    """Overlap, what the gate calls different, a conflict, one city twice, another year or none, a term."""
    rows = exact(3, 9, 4)
    assert ranks([replace(rows[0], low=2.5, high=3.5), *rows[1:]], "higher") is not None
    overlapping = {"low": 3.0, "high": 5.0} if set(spoil) & {"low", "high"} else {}
    rows[0] = replace(rows[0], **(overlapping | spoil))
    assert ranks(rows, "higher") is None


@pytest.mark.parametrize("label", ["unstated", "inferred:2022"])
def test_figures_that_are_all_undated_or_all_inferred_are_not_ranked_either(label):
    assert ranks([replace(r, period_label=label) for r in exact(3, 9)], "higher") is None


@pytest.mark.parametrize("kind", ["rate", "cap", "duration", "target"])
def test_terms_and_targets_are_not_ranked(kind):
    rows = exact(3, 9)
    assert ranks(rows, "higher") == {"c1-1": 1, "c0-1": 2}
    assert ranks([replace(r, kind=kind) for r in rows], "higher") is None


def on(*days: date) -> list:
    return [replace(r, period_start=None, period_end=day) for r, day in zip(exact(3, 9), days, strict=True)]


@pytest.mark.parametrize("city", ["c0", "c1"])
def test_a_break_between_the_days_of_two_figures_forbids_a_rank(city):
    rows = on(date(2022, 3, 1), date(2022, 12, 31))

    def broken(day: date, indicator: str = "arrivals", where: str = city) -> dict | None:
        return ranks(rows, "higher", breaks=[Break(indicator, where, day, made.NAME)])

    assert broken(date(2022, 7, 1)) is None and broken(date(2022, 12, 31)) is None
    apart = {"c1-1": 1, "c0-1": 2}
    assert broken(date(2022, 3, 1)) == broken(date(2023, 1, 1)) == apart
    assert broken(date(2022, 7, 1), indicator="total") == apart
    assert broken(date(2022, 7, 1), where="c9") == apart


def test_a_break_at_the_first_day_of_a_common_year_forbids_nothing_and_one_within_it_does():
    rows = exact(3, 9)
    assert ranks(rows, "higher", breaks=[Break("arrivals", "c0", date(2022, 1, 1), made.NAME)])
    assert ranks(rows, "higher", breaks=[Break("arrivals", "c0", date(2022, 7, 1), made.NAME)]) is None


def test_neither_end_is_better_and_one_alone_has_no_rank():
    assert ranks(exact(3, 9), "neither") is None
    assert ranks(exact(3), "higher") is None and ranks([], "higher") is None


def test_a_contested_figure_is_not_ranked_even_where_one_side_is_adopted():
    rows = exact(3, 9)
    rows[0] = replace(rows[0], conflict="x", adopted=True)
    loser = replace(rows[0], statement_id="c0-2", value=20.0, low=20.0, high=20.0, adopted=False)
    assert ranks([*rows, loser], "higher") is None


def test_over_400_ranks_above_exactly_400_and_never_below():
    """They share the number but no value."""
    rows = exact(400, 400)
    rows[1] = replace(rows[1], bound="over", high=None, low_open=True)
    for order in (rows, rows[::-1]):
        assert ranks(order, "higher") == {"c1-1": 1, "c0-1": 2}
        assert ranks(order, "lower") == {"c0-1": 1, "c1-1": 2}


def test_a_measure_that_one_figure_lacks_is_not_ranked():
    rows = per_head(3, 9)
    assert ranks(rows, "higher", "per_10k") == {"c1-1": 1, "c0-1": 2}
    assert ranks([rows[0], exact(3, 9)[1]], "higher", "per_10k") is None


def test_another_year_s_population_forbids_a_rank_per_head_only():
    rows = per_head(3, 9)
    rows[1] = replace(rows[1], population_year=2021)
    assert ranks(rows, "higher", "per_10k") is None
    assert ranks(rows, "higher") == {"c1-1": 1, "c0-1": 2}
    assert ranks([replace(r, population_year=2021) for r in rows], "higher", "per_10k") is None


def test_interval_and_value_by_measure():
    assert interval(replace(PLAIN, low=None, high=None)) == Interval(-math.inf, math.inf)
    assert interval(PLAIN, "per_10k") is None and value(PLAIN, "per_10k") is None
    assert (
        interval(PLAIN, "per_year") == Interval(100, 100) and value(PLAIN, "per_year") == value(PLAIN) == 100
    )


intervals = st.builds(
    lambda low, size, left, right: Interval(low, low + size, left and size > 0, right and size > 0),
    NUMBERS, NUMBERS | st.just(math.inf), st.booleans(), st.booleans(),
)  # fmt: skip


def holds(one: Interval, point: float) -> bool:
    above = one.low < point or (one.low == point and not one.low_open)
    return above and (point < one.high or (point == one.high and not one.high_open))


@settings(max_examples=400, deadline=None, derandomize=True)
@given(intervals, intervals)
def test_two_intervals_overlap_where_some_value_lies_in_both(one, other):
    points = [n / 4 for n in range(60)]
    assert one.overlaps(other) == any(holds(one, p) and holds(other, p) for p in points)
    assert one.overlaps(other) == other.overlaps(one)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.data())
def test_one_doubt_about_one_figure_takes_every_rank_away(data):
    """Whatever else is true of the figures, and wherever the doubtful one stands."""
    rows = per_head(*data.draw(st.lists(NUMBERS, min_size=2, max_size=4, unique=True)))
    assert sorted(ranks(rows, "higher", "per_10k").values()) == list(range(1, len(rows) + 1))
    doubts = ({"period_label": "2021"}, {"period_label": "unstated"}, {"period_label": "inferred:2022"},
              {"conflict": "x"}, {"conflict": "x", "adopted": True}, {"conflict": "x", "adopted": False},
              {"population_year": 2021}, {"kind": "rate"}, {"kind": "cap"}, {"kind": "duration"},
              {"kind": "target"}, {"standing": "planned"}, {"definition": "narrow"})  # fmt: skip
    place = data.draw(st.integers(0, len(rows) - 1))
    rows[place] = replace(rows[place], **data.draw(st.sampled_from(doubts)))
    assert ranks(rows, data.draw(st.sampled_from(("higher", "lower"))), "per_10k") is None


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(intervals, min_size=2, max_size=4), st.sampled_from(("higher", "lower")))
def test_ranks_exist_only_if_every_choice_of_true_values_gives_the_same_order(limits, better):
    """The slow twin tries many true values in every interval."""
    rows = [
        figure(f"c{n}", city=f"c{n}", value=i.low, low=i.low, high=None if math.isinf(i.high) else i.high,
               low_open=i.low_open, high_open=i.high_open)
        for n, i in enumerate(limits)
    ]  # fmt: skip
    points = [[p / 4 for p in range(60) if holds(i, p / 4)] for i in limits]
    places = {}
    for n, own in enumerate(points):
        others = [o for m, o in enumerate(points) if m != n]
        if all(max(own) < min(o) or max(o) < min(own) for o in others):
            beaten_by = sum((max(o) < min(own)) == (better == "lower") for o in others)
            places[f"c{n}"] = beaten_by + 1
    assert ranks(rows, better) == (places if len(places) == len(rows) else None)
