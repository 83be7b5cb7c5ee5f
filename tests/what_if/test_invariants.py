"""What must hold whatever a scenario says: the invariants of what-if.md §5, by their numbers there."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from talent.what_if import behaviour, comparing, draws, fiscal, inverse, timing
from talent.what_if.modes import at_modes
from talent.what_if.run import run
from talent.what_if.scenario import RULES, TIERS, Cap, Solve
from tests.what_if.strategies import (
    ARRIVAL,
    INTAKE,
    LIKELY,
    POSITIVE,
    PROOF,
    RATE,
    SHARE,
    WIDE,
    assumed,
    given_by_hand,
    scenarios,
)

DURATION, YEARS = st.integers(1, 120), st.integers(1, 40)
NAMED = st.sampled_from(["january", "july"])
# Twice as much in hundred-millions as in ten-thousands, and in single yuan or persons.
WAN, YI = 10_000, 100_000_000


def one_tier(intake=10_000, rate=1500, **changes):
    return given_by_hand(
        intake={"bachelor": intake}, baseline={"bachelor": rate}, reform={"bachelor": rate}, **changes
    )


# 1–3: the kernel


@PROOF
@given(NAMED, DURATION, YEARS, RATE, INTAKE)
def test_1_2_not_a_yuan_is_lost_between_what_is_paid_and_what_is_owed(arrival, duration, years, rate, people):
    found = run(one_tier(people, rate, arrival=arrival, duration_months=duration, years=years)).baseline
    paid = found.spend_by_year.sum().item() + found.committed_tail
    assert (paid, type(paid)) == (rate * duration * people * years, int)
    assert found.tail_by_year.sum() == found.committed_tail


@PROOF
@given(scenarios())
def test_1_2_with_leavers_too_paid_and_owed_are_rate_times_take_up_times_months(scenario):
    found, take_up = run(scenario), scenario.assumptions.take_up.mode
    for course in (found.baseline, found.reform):
        due = sum(course.rate[tier] * course.intake[tier] for tier in scenario.tiers)
        wanted = due * take_up * found.paid_months * scenario.years
        assert course.spend_by_year.sum() + course.committed_tail == pytest.approx(wanted, rel=1e-9)
        # Whoever is paid is paid 1/12 of a yearly rate a month: the same by persons.
        people = sum(course.intake[tier] for tier in scenario.tiers) * take_up
        assert course.recipients.sum() * 12 == pytest.approx(people * found.paid_months * scenario.years)


@PROOF
@given(ARRIVAL, SHARE, SHARE, SHARE, DURATION)
def test_1_3_the_kernel_holds_every_month_whatever_the_arrival(arrival, leave, cliff, after, length):
    shares, alive = timing.arrival_shares(arrival), timing.survival(leave, length)
    kernel = timing.kernel(shares, alive)
    assert kernel.sum() == pytest.approx(float(alive.sum()), rel=1e-12)
    years = timing.lags(length)
    stay = timing.residence(leave, cliff, after, length, 12 * years)
    there = timing.presence(shares, stay, years)
    assert (kernel <= there + 1e-9).all()
    assert (there <= 12 + 1e-9).all()
    assert stay[0] == 1 and (np.diff(stay) <= 0).all()
    assert np.allclose(stay[:length], alive[: 12 * years], rtol=1e-12)


@PROOF
@given(SHARE, LIKELY, SHARE, st.integers(1, 60))
def test_3_the_cliff_falls_at_the_end_of_payment_exactly(leave, cliff, after, length):
    stay = timing.residence(leave, cliff, after, length, length + 2)
    assert stay[length] == pytest.approx((1 - leave) ** (length / 12) * (1 - cliff), rel=1e-12)
    assert stay[length - 1] == pytest.approx((1 - leave) ** ((length - 1) / 12), rel=1e-12)
    assert stay[length + 1] / stay[length] == pytest.approx((1 - after) ** (1 / 12), rel=1e-12)


# 5: linear


@PROOF
@given(scenarios(), st.sampled_from([2, WAN, YI // WAN]))
def test_5_10_so_many_times_the_entrants_are_so_many_times_the_totals_and_the_same_ratios(scenario, times):
    more = replace(scenario, intake={tier: people * times for tier, people in scenario.intake.items()})
    one, many = run(scenario), run(more)
    for course in ("baseline", "reform"):
        first, second = getattr(one, course), getattr(many, course)
        assert second.spend_by_year == pytest.approx(times * first.spend_by_year, rel=1e-12)
        assert second.recipients == pytest.approx(times * first.recipients, rel=1e-12)
    for total in ("static", "behavioural", "total", "additional", "person_years"):
        first = getattr(one.programme, total)
        assert getattr(many.programme, total) == pytest.approx(times * first, rel=1e-9)
    for ratio in ("per_additional", "per_person_year", "per_resident"):
        first, second = getattr(one.programme, ratio), getattr(many.programme, ratio)
        assert (first is None and second is None) or second == pytest.approx(first, rel=1e-9)


@PROOF
@given(st.integers(1, 999), st.integers(1, 500), NAMED)
def test_5_ten_thousands_and_hundred_millions_are_whole_numbers_of_yuan(people, rate, arrival):
    # So many 万 people at so many 元 are as many 亿 yuan as one person at the rate costs yuan, 10⁸/10⁴ over.
    one = run(one_tier(1, rate, arrival=arrival, years=40)).baseline
    many = run(one_tier(people * WAN, rate * WAN, arrival=arrival, years=40)).baseline
    assert many.spend_by_year.tolist() == [people * YI * int(yuan) for yuan in one.spend_by_year]
    assert many.committed_tail == people * YI * one.committed_tail


@PROOF
@given(scenarios(), st.integers(1, 10))
def test_5_tiers_and_years_add_up(scenario, longer):
    found = run(replace(scenario, cap=None))
    alone = [
        run(
            replace(
                scenario,
                cap=None,
                intake={tier: scenario.intake[tier]},
                baseline={tier: scenario.baseline[tier]},
                reform={tier: scenario.reform[tier]},
            )
        )
        for tier in scenario.tiers
    ]
    assert found.reform.spend_by_year == pytest.approx(sum(a.reform.spend_by_year for a in alone), rel=1e-9)
    assert found.reform.committed_tail == pytest.approx(sum(a.reform.committed_tail for a in alone))
    assert found.programme.additional == pytest.approx(sum(a.programme.additional for a in alone))
    # What later cohorts bring cannot change the years before them.
    on = run(replace(scenario, cap=None, years=scenario.years + longer))
    assert on.reform.spend_by_year[: scenario.years] == pytest.approx(found.reform.spend_by_year, rel=1e-12)
    by_year = found.reform.recipients.sum(axis=0)[: scenario.years]
    assert on.reform.recipients.sum(axis=0)[: scenario.years] == pytest.approx(by_year, rel=1e-12)


@PROOF
@given(st.permutations(TIERS))
def test_5_the_order_of_tiers_in_a_file_changes_nothing(order):
    people = {tier: 1000 * (1 + TIERS.index(tier)) for tier in order}
    rates = {tier: 500 * (1 + TIERS.index(tier)) for tier in order}
    found = run(given_by_hand(intake=people, baseline=rates, reform=rates, assumptions=WIDE))
    wanted = {tier: people[tier] for tier in TIERS}
    same = run(given_by_hand(intake=wanted, baseline=rates, reform=rates, assumptions=WIDE))
    assert found.programme.extra_spend.p50.tolist() == same.programme.extra_spend.p50.tolist()
    assert found.baseline.spend_by_year.tolist() == same.baseline.spend_by_year.tolist()


# 6, 7, 11: what a rate does


@PROOF
@given(scenarios(wide=True))
def test_6_an_empty_reform_changes_exactly_nothing_in_any_draw(scenario):
    same = replace(scenario, reform=dict(scenario.baseline))
    found = run(same)
    change = found.change
    for number in ("static", "behavioural", "total", "additional", "person_years", "under_one"):
        assert getattr(change, number) == (1 if number == "under_one" else 0)
    for band in ("extra_spend", "extra_headcount", "cumulative_spend", "additional_band"):
        for edge in ("p10", "p50", "p90"):
            assert not np.any(getattr(getattr(change, band), edge))
    assert not change.static_by_year.any()
    assert (change.per_additional, change.per_person_year, change.per_person_year_band) == (None, None, None)
    assert found.reform.spend_by_year.tolist() == found.baseline.spend_by_year.tolist()
    assert found.reform.intake == {tier: scenario.intake[tier] for tier in scenario.tiers}
    every = comparing.per_month(same, at_modes(same), drawn(same), same.baseline, same.reform)
    assert not np.any(every)


def drawn(scenario):
    return draws.drawn(scenario.assumptions, scenario.arrival, scenario.duration_months, scenario.years)


@PROOF
@given(scenarios(wide=True))
def test_6_no_subsidy_costs_nothing_and_brings_nobody(scenario):
    found = run(replace(scenario, reform=dict.fromkeys(scenario.tiers, 0), cap=None))
    assert not found.reform.spend_by_year.any()
    assert found.reform.committed_tail == 0
    for tier, row in found.rows.items():
        kappa = behaviour.response(scenario.assumptions.but_for.mode, row.reference_rate)
        without = scenario.intake[tier] * np.exp(-kappa * scenario.baseline[tier])
        assert found.reform.intake[tier] == pytest.approx(without)
        assert (row.but_for, row.per_recipient, row.per_but_for_hire) == (0, 0, None)
    assert (found.programme.total, found.programme.additional) == (0, 0)


@PROOF
@given(scenarios(wide=True), st.integers(0, 200))
def test_7_every_draw_rises_with_the_rate(scenario, step):
    modes, inputs = at_modes(scenario), drawn(scenario)
    references = scenario.assumptions.reference_rate
    higher = {tier: rate + step * references[tier] / 100 for tier, rate in scenario.reform.items()}
    low = comparing.per_month(scenario, modes, inputs, scenario.baseline, scenario.reform)
    high = comparing.per_month(scenario, modes, inputs, scenario.baseline, higher)
    for before, after in zip(low, high, strict=True):
        assert (after >= before - 1e-9 * (1 + np.abs(before))).all()
    one, other = run(scenario).reform, run(replace(scenario, reform=higher)).reform
    assert (other.spend_by_year >= one.spend_by_year * (1 - 1e-12)).all()
    assert all(other.intake[tier] >= one.intake[tier] for tier in scenario.tiers)
    # The draws do not know the rate: a slider that moves finds the same ones.
    assert drawn(replace(scenario, reform=higher)) is inputs


@PROOF
@given(POSITIVE, LIKELY, LIKELY)
def test_7_who_comes_without_a_subsidy_falls_in_the_but_for_share(rate, one, other):
    low, high = sorted((one, other))
    assume(high - low > 1e-4)
    without = [behaviour.entrants(1000, behaviour.response(share, rate), rate, 0) for share in (low, high)]
    assert without[0] > without[1]


@PROOF
@given(st.sampled_from(["leave_while_paid", "cliff", "leave_after"]), SHARE, LIKELY)
def test_7_leaving_lowers_headcount_and_only_leaving_while_paid_lowers_cost(name, share, more):
    raised = given_by_hand(reform={"bachelor": 2000}, years=12)
    little = run(replace(raised, assumptions=assumed(but_for=0.15, **{name: share})))
    much = run(replace(raised, assumptions=assumed(but_for=0.15, **{name: min(share + more, 0.95)})))
    assert much.change.extra_headcount.p50[-1] < little.change.extra_headcount.p50[-1]
    assert much.change.person_years < little.change.person_years
    cheaper = much.reform.spend_by_year < little.reform.spend_by_year
    assert cheaper.tolist() == [name == "leave_while_paid"] * 12


@PROOF
@given(ARRIVAL, DURATION)
def test_11_nothing_happens_before_the_month_of_arrival(arrival, duration):
    shares = timing.arrival_shares(arrival)
    first = int(np.flatnonzero(shares)[0])
    stay = timing.residence(0, 0, 0, duration, 12)
    assert timing.kernel(shares, timing.survival(0, duration))[0] <= 12 - first + 1e-12
    there = timing.presence(shares, stay, 1)[0]
    assert there == pytest.approx(sum(share * (12 - month) for month, share in enumerate(shares)))
    found = run(given_by_hand(arrival=arrival, duration_months=duration))
    # No cohort is paid in a calendar year before its own.
    assert not np.tril(found.baseline.recipients, -1).any()


# 8–10, 13, 15: identities of the response


@PROOF
@given(scenarios())
def test_8_static_and_behavioural_cost_are_the_whole_difference(scenario):
    found = run(scenario)
    change = found.change
    assert change.static + change.behavioural == change.total
    months = found.paid_months * scenario.assumptions.take_up.mode
    lifetime = [
        sum(course.rate[tier] * course.intake[tier] for tier in scenario.tiers) * months
        for course in (found.baseline, found.reform)
    ]
    scale = 1e-9 * max(1, *lifetime)
    assert change.total == pytest.approx(lifetime[1] - lifetime[0], rel=1e-9, abs=scale)
    years = found.reform.spend_by_year - found.baseline.spend_by_year
    assert change.extra_spend.p50 == pytest.approx(years, rel=1e-9, abs=scale)


@PROOF
@given(LIKELY, POSITIVE, POSITIVE, st.integers(1, 10**6), st.floats(1, 120))
def test_9_the_rate_for_what_a_rate_costs_is_that_rate(share, reference, rate, people, months):
    kappa = behaviour.response(share, reference)
    rate = min(rate, 10 * reference)
    at_zero = behaviour.entrants(people, kappa, reference, 0)
    budget = rate * behaviour.entrants(people, kappa, reference, rate) * months
    assert inverse.responsive_rate(budget, at_zero, kappa, months) == pytest.approx(rate, rel=1e-8)
    assert inverse.responsive_rate(rate * people * months, people, 0, months) == pytest.approx(rate, rel=1e-8)
    assert behaviour.but_for(kappa, reference) == pytest.approx(share, rel=1e-8)


@PROOF
@given(scenarios(), st.sampled_from(["first", "steady", 2023]))
def test_9_the_rates_found_spend_the_budget(scenario, year):
    assume(any(scenario.reform[t] * scenario.intake[t] for t in scenario.tiers))
    assume(scenario.assumptions.take_up.mode > 0)
    budget = 10_000_000
    found = run(replace(scenario, solve=Solve(budget, year), cap=None)).solution
    assume(found is not None)
    again = run(replace(scenario, reform=found.rate, years=14, cap=None)).reform
    spent = again.spend_by_year
    assert (spent[-1] if year == "steady" else spent[0]) == pytest.approx(budget, rel=1e-8)


@PROOF
@given(POSITIVE, st.integers(1, 36))
def test_9_matching_gives_back_what_is_matched(rate, duration):
    assert inverse.match_entitlement(rate * duration, duration) == rate
    assert inverse.match_entitlement(rate * duration + 50_000, duration, 50_000) == rate
    assert inverse.match_spend_per_entrant(rate * 0.8 * 31.5, 0.8, 31.5) == pytest.approx(rate)
    assert inverse.within_reach(2 * rate, rate) and not inverse.within_reach(2 * rate + 1, rate)
    assert inverse.within_reach(0, rate) and not inverse.within_reach(-1, rate)


@PROOF
@given(LIKELY, st.floats(0.05, 1))
def test_10_take_up_cancels_in_every_cost_per_additional(share, take_up):
    raised = {"reform": {"bachelor": 2000}}
    one = run(given_by_hand(**raised, assumptions=assumed(but_for=share))).change
    some = run(given_by_hand(**raised, assumptions=assumed(but_for=share, take_up=take_up))).change
    for ratio in ("per_additional", "per_person_year", "per_resident"):
        assert getattr(some, ratio) == pytest.approx(getattr(one, ratio))
    for total in ("static", "behavioural", "total", "additional", "person_years"):
        assert getattr(some, total) == pytest.approx(take_up * getattr(one, total))


@PROOF
@given(LIKELY, SHARE, POSITIVE, st.integers(1, 2000))
def test_13_an_average_hire_costs_more_than_the_first_and_less_than_the_last(share, leave, rate, step):
    assumptions = assumed(but_for=share, leave_while_paid=leave)
    before = run(one_tier(rate=rate, assumptions=assumptions)).rows["bachelor"].marginal
    found = run(replace(one_tier(rate=rate, assumptions=assumptions), reform={"bachelor": rate + step}))
    assert before < found.change.per_additional < found.rows["bachelor"].marginal


@PROOF
@given(LIKELY, POSITIVE, st.floats(2000, 20_000), st.floats(0.1, 1))
def test_15_an_elasticity_to_income_agrees_without_subsidy_and_at_the_reference(share, rate, wage, weight):
    elasticity = -np.log(1 - share) / np.log(1 + weight * rate / wage)
    kappa = behaviour.response(share, rate)
    for other in (0, rate):
        wanted = 1000 * ((wage + weight * other) / (wage + weight * rate)) ** elasticity
        assert behaviour.entrants(1000, kappa, rate, other) == pytest.approx(wanted)


# 12: the budget


@PROOF
@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=9), st.integers(1, 10**9), st.sampled_from(RULES))
def test_12_what_is_planned_is_paid_or_unmet_and_never_above_the_cap(plan, cap, rule):
    due = np.array(plan)
    share = fiscal.sustained_share(cap, max(plan))
    paid, unmet, arrears = fiscal.budgeted(due, cap, rule, share)
    before = np.concatenate([[0], arrears[:-1]])
    assert paid + unmet == pytest.approx(due + (before if rule == "arrears" else 0))
    if rule != "none":
        assert (paid <= cap).all()
    if rule == "arrears":
        # Nothing is held back while there is money.
        assert all(p == min(cap, d + b) for p, d, b in zip(paid, due, before, strict=True))
    assert 0 < share <= 1


@PROOF
@given(scenarios(), st.sampled_from(RULES))
def test_12_a_cap_without_end_is_no_cap(scenario, rule):
    for most in (float("inf"), 10**15):
        for course in ("baseline", "reform"):
            found = getattr(run(replace(scenario, cap=Cap(most, rule))), course)
            assert found.paid_by_year.tolist() == found.spend_by_year.tolist()
            assert not found.unmet_by_year.any() and not found.arrears_by_year.any()
            assert found.alpha == 1
