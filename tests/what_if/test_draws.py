"""The draws: one point a stratum, the same bits, percentiles near the truth: what-if.md §3c, §5."""

from dataclasses import fields, replace
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from talent.what_if import behaviour, draws
from talent.what_if.run import run
from talent.what_if.scenario import UNCERTAIN, Range
from tests.what_if.strategies import EXACT, PROOF, WIDE, given_by_hand, ranges, scenarios, sure

RAISED = given_by_hand(reform={"bachelor": 2000}, years=10, assumptions=replace(WIDE, horizon_months=120))


@PROOF
@given(st.integers(1, 400), st.integers(1, 6), st.integers(0, 2**63 - 1))
def test_14_every_stratum_holds_exactly_one_point_of_every_input(count, columns, seed):
    found = draws.hypercube(count, columns, seed)
    assert found.shape == (columns, count)
    for column in found:
        assert sorted(np.floor(column * count).astype(int).tolist()) == list(range(count))
    assert found.tobytes() == draws.hypercube(count, columns, seed).tobytes()
    assert count == 1 or found.tobytes() != draws.hypercube(count, columns, seed ^ 1).tobytes()


@PROOF
@given(ranges(), st.floats(0, 1))
def test_14_a_triangular_range_is_turned_back_into_its_share(found, share):
    low, mode, high = found.low, found.mode, found.high
    value = draws.percentile(found, share)
    assert low - 1e-12 <= value <= high + 1e-12
    assume(high - low > 1e-3)
    # The share of the triangle's area to the left of the value.
    if value < mode:
        left = (value - low) ** 2 / ((high - low) * (mode - low))
    else:
        left = 1 - ((high - value) ** 2 / ((high - low) * (high - mode)) if high > mode else 0)
    assert left == pytest.approx(share, abs=1e-6)


@PROOF
@given(scenarios(wide=True))
def test_14_percentiles_are_in_order_in_every_year(scenario):
    found = run(scenario)
    for result in (found.change, found.programme):
        for name in ("extra_spend", "extra_headcount", "cumulative_spend", "additional_band"):
            one = getattr(result, name)
            assert np.all(one.p10 <= one.p50) and np.all(one.p50 <= one.p90)
        assert 0 <= result.under_one <= 1
    for row in found.rows.values():
        assert 0 <= row.but_for_band.p10 <= row.but_for_band.p50 <= row.but_for_band.p90 < 1


@PROOF
@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60))
def test_14_percentiles_stand_at_their_ranks(values):
    found, ordered, count = draws.band(np.array(values)), sorted(values), len(values)
    for value, percent in ((found.p10, 10), (found.p50, 50), (found.p90, 90)):
        # Rank ⌈pn⌉, in whole numbers.
        assert value == ordered[-(-percent * count // 100) - 1]


@PROOF
@given(scenarios(wide=True))
def test_14_a_bar_of_the_tornado_turns_one_input_and_holds_the_others(scenario):
    found = run(scenario).programme
    assumptions = scenario.assumptions
    for name, bars in found.tornado.items():
        widths = [abs(bar.at_high - bar.at_low) for bar in bars]
        assert all(one >= other for one, other in pairwise(widths))
        for bar in bars:
            own: Range = getattr(assumptions, bar.name)
            assert bar.low_input == pytest.approx(draws.percentile(own, 0.1))
            assert bar.high_input == pytest.approx(draws.percentile(own, 0.9))
            middle = {b.name: sure(draws.percentile(getattr(assumptions, b.name), 0.5)) for b in bars}
            for value, wanted in ((bar.low_input, bar.at_low), (bar.high_input, bar.at_high)):
                single = replace(assumptions, **middle | {bar.name: sure(value)})
                alone = run(replace(scenario, assumptions=single, cap=None)).programme
                band = alone.extra_headcount if name == "headcount" else alone.cumulative_spend
                assert wanted == pytest.approx(band.p50[-1], rel=1e-6, abs=1e-6)
            assert bar.correlation is None or -1 - 1e-9 <= bar.correlation <= 1 + 1e-9


# How near the percentiles are


def headcount(inputs):
    """Additional persons resident in the tenth year, draw by draw, in closed form.

    July: the cohort of each year but the last has been there 6 + 12n months; all together the share still
    resident over the 114 months since the first arrived: two geometric sums, 36 months paid and 78 after.
    """
    stay, after = (
        (1 - inputs["leave_while_paid"]) ** (1 / 12),
        (1 - inputs["leave_after"]) ** (1 / 12),
    )
    paid = (1 - stay**36) / (1 - stay)
    later = stay**36 * (1 - inputs["cliff"]) * (1 - after**78) / (1 - after)
    added = 10_000 * np.expm1(-np.log1p(-inputs["but_for"]) / 1500 * 500)
    return inputs["take_up"] * added * (paid + later) / 12


def ratio(inputs, people):
    """Cost of an additional person-year within ten years, and persons added, draw by draw in closed form."""
    stay, after = (1 - inputs["leave_while_paid"]) ** (1 / 12), (1 - inputs["leave_after"]) ** (1 / 12)
    months = (1 - stay**36) / (1 - stay)
    later = stay**36 * (1 - inputs["cliff"]) * (1 - after**84) / (1 - after)
    growth = (1 - inputs["but_for"]) ** (-500 / 1500)
    cost = people * (2000 * growth - 1500) * months
    added = people * (growth - 1)
    return cost / (added * (months + later) / 12), added * inputs["take_up"]


def sampled(count, seed):
    uniform = draws.hypercube(count, 5, seed)
    return {n: draws.triangular(u, getattr(WIDE, n)) for n, u in zip(UNCERTAIN, uniform, strict=True)}


def edges(band):
    return np.array([band.p10, band.p50, band.p90])


def test_few_draws_come_near_what_very_many_say():
    wanted = edges(draws.band(headcount(sampled(200_000, 1))))
    for count, bounds in ((2000, (0.025, 0.015, 0.016)), (10_000, (0.012, 0.006, 0.006))):
        errors = [edges(draws.band(headcount(sampled(count, seed)))) / wanted - 1 for seed in range(12)]
        # Relative error, root of the mean square: about half of these bounds.
        assert (np.sqrt(np.mean(np.square(errors), axis=0)) < bounds).all()
    few = replace(RAISED, assumptions=replace(RAISED.assumptions, draws=2000))
    shown = run(few).change.extra_headcount
    assert [shown.p10[9], shown.p50[9], shown.p90[9]] == pytest.approx(wanted, rel=0.04)


def test_the_fan_is_the_closed_form_of_the_same_draws():
    many = replace(RAISED, assumptions=replace(RAISED.assumptions, draws=1000, seed=7))
    shown = run(many).change.extra_headcount
    wanted = draws.band(headcount(sampled(1000, 7)))
    assert [shown.p10[9], shown.p50[9], shown.p90[9]] == pytest.approx(edges(wanted), rel=1e-5)


@pytest.mark.parametrize("people", [10_000, 20])
def test_the_cost_of_a_person_year_is_the_median_of_the_draws_that_add_someone(people):
    many = replace(RAISED, assumptions=replace(RAISED.assumptions, draws=1000, seed=7))
    shown = run(replace(many, intake={"bachelor": people})).change
    costs, added = ratio(sampled(1000, 7), people)
    assert edges(shown.per_person_year_band) == pytest.approx(edges(draws.band(costs[added >= 1])), rel=1e-9)
    assert shown.under_one == pytest.approx(np.mean(added < 1), abs=1e-12)
    # With 20 a year most draws add nobody: how many is told beside the median of the others.
    assert (shown.under_one > 0.5) == (people == 20)


def test_one_uncertain_input_carries_its_percentiles_through_to_the_result():
    # What rises with one input has its percentiles at those of the input: any other draw would show.
    alone = replace(EXACT, but_for=WIDE.but_for, draws=300)
    for rate in (1600, 1900, 3000):
        found = run(given_by_hand(reform={"bachelor": rate}, assumptions=alone))
        for edge in ("p10", "p50", "p90"):
            at_reference = getattr(run(given_by_hand(assumptions=alone)).rows["bachelor"].but_for_band, edge)
            kappa = behaviour.response(at_reference, 1500)
            more = behaviour.additional(10_000, kappa, 1500, 1500, rate)
            assert getattr(found.change.additional_band, edge) == pytest.approx(more, rel=1e-9)


# Bits, widths and order


def flat(value):
    """Every number of an outcome as bytes, whatever it is nested in."""
    if isinstance(value, np.ndarray):
        return value.tobytes()
    if hasattr(value, "__dataclass_fields__"):
        return tuple(flat(getattr(value, one.name)) for one in fields(value))
    if isinstance(value, dict):
        return tuple((key, flat(one)) for key, one in sorted(value.items()))
    return tuple(map(flat, value)) if isinstance(value, tuple) else repr(value)


def test_the_same_scenario_gives_the_same_bits():
    once = flat(run(RAISED))
    draws._drawn.cache_clear()
    draws._turned.cache_clear()
    assert flat(run(RAISED)) == once
    other = run(replace(RAISED, assumptions=replace(RAISED.assumptions, seed=1)))
    assert flat(other.change.extra_headcount) != flat(run(RAISED).change.extra_headcount)
    assert flat(other.baseline) == flat(run(RAISED).baseline)


def test_nobody_can_change_draws_that_are_shared():
    found = draws.drawn(RAISED.assumptions, "july", 36, 10)
    for array in (*found.inputs.values(), found.months, found.presence, found.paid_months):
        with pytest.raises(ValueError, match="read-only"):
            array += 1


@PROOF
@given(scenarios())
def test_14_ranges_of_no_width_are_the_deterministic_run(scenario):
    found = run(scenario).programme
    assert found.additional_band.p10 == found.additional_band.p90
    assert found.additional_band.p50 == pytest.approx(found.additional, rel=1e-9, abs=1e-9)
    assert all(bar.correlation is None for bars in found.tornado.values() for bar in bars)
    assert all(bar.at_low == bar.at_high for bars in found.tornado.values() for bar in bars)
    if found.per_person_year_band:
        assert found.per_person_year_band.p50 == pytest.approx(found.per_person_year, rel=1e-9)


def test_no_input_is_drawn_along_with_another():
    found = draws.hypercube(10_000, 5, 20_230_310)
    placed = [draws.ranks(column) for column in found]
    for one, other in combinations(placed, 2):
        # Four standard errors of a rank correlation of 10,000.
        assert abs(draws.correlation(one, other)) < 0.04


def test_which_column_an_input_gets_hardly_matters():
    uniform = draws.hypercube(10_000, 5, 20_230_310)
    shown = []
    for order in ((0, 1, 2, 3, 4), (4, 3, 2, 1, 0), (2, 0, 4, 1, 3)):
        inputs = {
            name: draws.triangular(uniform[column], getattr(WIDE, name))
            for name, column in zip(UNCERTAIN, order, strict=True)
        }
        shown.append(edges(draws.band(headcount(inputs))))
    for one, other in combinations(shown, 2):
        assert one == pytest.approx(other, rel=0.025)


@PROOF
@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=60, unique=True))
def test_ranks_and_their_correlation_are_spearmans(values):
    found = np.array(values)
    assert draws.ranks(found).tolist() == [sorted(values).index(value) for value in values]
    # 1 − 6Σd²/(n(n²−1)) for ranks without ties.
    other = draws.ranks(np.sin(found))
    distance, count = draws.ranks(found) - other, len(values)
    assume(len(set(np.sin(found))) == count)
    wanted = 1 - 6 * (distance**2).sum() / (count * (count**2 - 1))
    assert draws.correlation(draws.ranks(found), other) == pytest.approx(wanted, abs=1e-9)
    assert draws.ranks(np.ones(3)) is None and draws.correlation(None, other) is None


def test_18_the_narrow_floats_of_the_fans_are_exact_enough(monkeypatch):
    narrow = run(RAISED)
    followed = draws._followed

    def wide(inputs, course, kind):
        return followed(inputs, course, np.float64)

    monkeypatch.setattr(draws, "_followed", wide)
    draws._drawn.cache_clear()
    exact = run(RAISED)
    draws._drawn.cache_clear()
    for name in ("extra_spend", "extra_headcount", "cumulative_spend"):
        one, other = getattr(narrow.change, name), getattr(exact.change, name)
        assert (one.p50.dtype, other.p50.dtype) == (np.float32, np.float64)
        assert edges(one) == pytest.approx(edges(other), rel=1e-5)


@pytest.mark.parametrize(
    ("share", "kind", "close"), [(0.15, np.float32, 1e-6), (1e-9, np.float64, 1e-12)], ids=["narrow", "tiny"]
)
def test_a_step_of_one_yuan_keeps_its_digits(share, kind, close):
    # The difference of two exponentials would be off by up to several percent.
    kappa = kind(behaviour.response(share, 1500))
    x = float(kappa)
    # eˣ − 1 by its series: x is below 2 · 10⁻⁴.
    wanted = 10_000 * (x + x**2 / 2 + x**3 / 6 + x**4 / 24)
    found = behaviour.additional(10_000, kappa, 1500, 1500, 1501)
    assert found == pytest.approx(wanted, rel=close, abs=0)
