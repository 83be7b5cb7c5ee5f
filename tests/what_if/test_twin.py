"""The model against a month-by-month loop over every cohort: the same numbers by another way."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.what_if import inverse, timing
from talent.what_if.run import run
from talent.what_if.scenario import UNCERTAIN
from tests.what_if import twin
from tests.what_if.strategies import ARRIVAL, PROOF, SHARE, scenarios, shares


def near(found, wanted, tolerance=1e-9):
    wanted = np.asarray([float(one) for one in wanted])
    scale = max(1.0, float(np.abs(wanted).max(initial=0)))
    assert np.asarray(found, dtype=float) == pytest.approx(wanted, rel=tolerance, abs=tolerance * scale)


@PROOF
@given(ARRIVAL, SHARE, st.integers(1, 120))
def test_the_kernel_is_that_of_a_loop_over_months(arrival, leave, duration):
    found = timing.kernel(timing.arrival_shares(arrival), timing.survival(leave, duration))
    wanted = twin.kernel(shares(arrival), twin.survival(leave, duration))
    assert len(found) > max(wanted)
    near(found, [wanted[lag] for lag in range(len(found))])


@PROOF
@given(ARRIVAL, SHARE, SHARE, SHARE, st.integers(1, 120), st.integers(1, 14))
def test_presence_is_that_of_a_loop_over_months(arrival, leave, cliff, after, duration, years):
    stay = timing.residence(leave, cliff, after, duration, 12 * years)
    wanted = twin.residence(leave, cliff, after, duration, 12 * years)
    near(stay, wanted)
    near(
        timing.presence(timing.arrival_shares(arrival), stay, years),
        [twin.kernel(shares(arrival), wanted)[lag] for lag in range(years)],
    )


@PROOF
@given(st.sampled_from(["january", "july"]), st.integers(1, 120), st.integers(1, 40))
def test_whole_months_stay_whole(arrival, duration, years):
    found = timing.kernel(timing.arrival_shares(arrival), timing.survival(0, duration))
    wanted = twin.kernel(shares(arrival), twin.survival(0, duration))
    assert found.tolist() == [wanted[lag] for lag in range(len(found))]
    assert found.dtype.kind == "i"


def walked(scenario):
    """What the twin says of a scenario whose assumptions are single numbers."""
    mode = SimpleNamespace(**{name: getattr(scenario.assumptions, name).mode for name in UNCERTAIN})
    duration, years = scenario.duration_months, scenario.years
    arriving, alive = shares(scenario.arrival), twin.survival(mode.leave_while_paid, duration)
    horizon = scenario.assumptions.horizon_months
    stay = twin.residence(mode.leave_while_paid, mode.cliff, mode.leave_after, duration, horizon + 1)
    # To the last December: whoever came in January has been there for all of it.
    until = twin.residence(mode.leave_while_paid, mode.cliff, mode.leave_after, duration, 12 * years)
    return SimpleNamespace(
        take_up=mode.take_up,
        but_for=mode.but_for,
        months=twin.person_months(arriving, alive, years),
        there=twin.person_months(arriving, until, years),
        paid_months=float(sum(alive)),
        person_years=float(sum(stay[:-1])) / 12,
        at_horizon=stay[-1],
        horizon=horizon,
    )


@PROOF
@given(scenarios())
def test_every_year_of_both_runs_is_that_of_the_loop(scenario):
    found, loop, years = run(scenario), walked(scenario), scenario.years
    assumed = scenario.assumptions
    for rates, course in ((scenario.baseline, found.baseline), (scenario.reform, found.reform)):
        people = {
            tier: twin.entrants(
                scenario.intake[tier],
                loop.but_for,
                assumed.reference_rate[tier],
                scenario.baseline[tier],
                rates[tier],
            )
            for tier in scenario.tiers
        }
        near(list(course.intake.values()), [people[tier] for tier in course.intake])
        monthly = sum(rates[tier] * people[tier] for tier in scenario.tiers) * loop.take_up
        columns = years + len(course.tail_by_year)
        flow = [monthly * float(twin.in_year(loop.months, year)) for year in range(columns)]
        near(course.spend_by_year, flow[:years])
        near(course.tail_by_year, flow[years:])
        near([course.committed_tail], [sum(flow[years:])])
        for tier, spend in course.spend_by_tier.items():
            each = rates[tier] * people[tier] * loop.take_up
            near(spend, [each * float(twin.in_year(loop.months, year)) for year in range(years)])
        drawing = sum(people.values()) * loop.take_up / 12
        near(
            course.recipients.ravel(),
            [drawing * float(loop.months[c, y]) for c in range(years) for y in range(columns)],
        )
        assert max(year for _, year in loop.months) < columns
        if scenario.cap:
            cap = scenario.cap.yuan_per_year
            steady = monthly * loop.paid_months
            paid = twin.budgeted(flow[:years], cap, scenario.cap.rule, steady)
            for given_back, wanted in zip(
                (course.paid_by_year, course.unmet_by_year, course.arrears_by_year), paid, strict=True
            ):
                # What is unmet is a difference: as exact as the plan it is a part of.
                assert given_back == pytest.approx(
                    [float(one) for one in wanted], rel=1e-9, abs=1e-9 * max(1, *flow, cap)
                )
            assert course.alpha == pytest.approx(1 if steady <= cap else cap / steady)


@PROOF
@given(scenarios())
def test_every_difference_is_that_of_the_loop(scenario):
    found, loop = run(scenario), walked(scenario)
    for before, change in (
        (scenario.baseline, found.change),
        (dict.fromkeys(scenario.tiers, 0), found.programme),
    ):
        cost = people = static = month = 0.0
        for tier in scenario.tiers:
            reference = scenario.assumptions.reference_rate[tier]
            case = (scenario.intake[tier], loop.but_for, reference, scenario.baseline[tier])
            a, b = before[tier], scenario.reform[tier]
            first, last = twin.entrants(*case, a), twin.entrants(*case, b)
            static += (b - a) * first * loop.paid_months * loop.take_up
            month += b * last - a * first
            people += (last - first) * loop.take_up
        cost = month * loop.paid_months * loop.take_up
        scale = max(1, abs(cost), abs(static))
        assert change.static == pytest.approx(static, rel=1e-9, abs=1e-9 * scale)
        assert change.total == pytest.approx(cost, rel=1e-9, abs=1e-6 * scale)
        assert change.additional == pytest.approx(people, rel=1e-9, abs=1e-4)
        assert change.person_years == pytest.approx(people * loop.person_years, rel=1e-9, abs=1e-2)
        if abs(people) > 1 and cost * people > 0:
            assert change.per_person_year == pytest.approx(cost / (people * loop.person_years), rel=1e-3)
            if loop.at_horizon > 1e-6:
                assert change.per_resident == pytest.approx(cost / (people * loop.at_horizon), rel=1e-3)
        # Of no width, the fan is the deterministic run.
        spend = [
            month * loop.take_up * float(twin.in_year(loop.months, year)) for year in range(scenario.years)
        ]
        there = [people * float(twin.in_year(loop.there, year)) / 12 for year in range(scenario.years)]
        for band, wanted, close in (
            (change.extra_spend, spend, 1e-6),
            (change.extra_headcount, there, 1e-4),
            (change.cumulative_spend, np.cumsum(spend), 1e-6),
        ):
            near(band.p10, wanted, close)
            assert (band.p10 == band.p50).all() and (band.p50 == band.p90).all()


@PROOF
@given(st.floats(1, 1e12), st.floats(1, 1e7), st.floats(1e-7, 1e-2), st.floats(0.1, 120))
def test_the_rate_for_a_budget_is_that_of_halving(budget, people, kappa, months):
    found = inverse.responsive_rate(budget, people, kappa, months)
    target = kappa * budget / (people * months)
    assert kappa * found == pytest.approx(twin.lambert(target), rel=1e-9)
    # Two halves of one tier are solved as several, by another way, and are paid what the whole is.
    before = 1000.0
    observed = people * np.exp(kappa * before)
    whole = inverse.multiplier(budget / months, {"a": 7}, {"a": observed}, {"a": before}, {"a": kappa})
    halves = inverse.multiplier(
        budget / months,
        *(dict.fromkeys("ab", one) for one in (7, observed / 2, before, kappa)),
    )
    if whole is not None and halves is not None:
        assert 7 * whole == pytest.approx(found, rel=1e-9)
        assert halves == pytest.approx(whole, rel=1e-9)
