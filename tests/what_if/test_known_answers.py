"""The numbers of the model's description, each worked by hand: what-if.md §0, §2, §3 and §4 (K1–K6)."""

import math

import numpy as np
import pytest

from talent.what_if import behaviour, fiscal, inverse, timing
from talent.what_if.run import per_thousand, run
from talent.what_if.scenario import Cap, Solve
from tests.what_if.strategies import WIDE, assumed, given_by_hand

HARBIN = {"phd": 3000, "master": 2000, "bachelor": 1500}
# 100×3,000 + 1,000×2,000 + 5,000×1,500 = 300,000 + 2,000,000 + 7,500,000 = 9,800,000 yuan a month.
MONTHLY = 9_800_000
# Leaving 8% a year while paid, 18% at the end, 5% a year after.
LEAVING = {"leave_while_paid": 0.08, "cliff": 0.18, "leave_after": 0.05}


def rolling(**changes):
    """K1 and K2: Harbin's rates, 100 doctors, 1,000 masters and 5,000 bachelors every July."""
    people = {"phd": 100, "master": 1000, "bachelor": 5000}
    return given_by_hand(intake=people, baseline=HARBIN, reform=HARBIN, **changes)


def raised(**changes):
    """K4: 10,000 a year observed at 1,500 yuan, raised to 2,000; the but-for share at 1,500 is 15%."""
    found = {"reform": {"bachelor": 2000}, "assumptions": assumed(but_for=0.15)} | changes
    return run(given_by_hand(**found))


# §0 and §3a: what is exact


@pytest.mark.parametrize(
    ("tier", "entitlement"), [("phd", 108_000), ("master", 72_000), ("bachelor", 54_000)]
)
def test_three_years_at_harbins_rates_are_printed_to_the_yuan(tier, entitlement):
    # 3,000×36, 2,000×36, 1,500×36.
    row = run(rolling()).rows[tier]
    assert (row.entitlement, row.per_recipient) == (entitlement, entitlement)
    assert isinstance(row.entitlement, int)


@pytest.mark.parametrize(
    ("arrival", "months"),
    [
        ("january", [12, 12, 12, 0]),
        # July to December is six months.
        ("july", [6, 12, 12, 6]),
        # The mean of 12, 11 … 1 months is 6.5.
        ("uniform", [6.5, 12, 12, 5.5]),
        # Ten months from March on: the mean of 10, 9 … 1 is 5.5.
        ((0.0, 0.0, *[0.1] * 10), [5.5, 12, 12, 6.5]),
    ],
)
def test_paid_months_by_calendar_lag(arrival, months):
    found = timing.kernel(timing.arrival_shares(arrival), timing.survival(0, 36))
    assert found == pytest.approx(months, abs=1e-12)
    assert found.sum() == pytest.approx(36, abs=1e-12)


def test_the_skills_allowance_is_the_same_kernel_over_five_years():
    found = timing.kernel(timing.arrival_shares("july"), timing.survival(0, 60))
    assert found.tolist() == [6, 12, 12, 12, 12, 6]


@pytest.mark.parametrize("years", [3, 4, 8, 15])
def test_july_with_nobody_leaving_has_closed_forms(years):
    # Months paid 6, 18, 30, 36, 36…; to year T they add up to 36T − 54, and 54 are still owed.
    found = run(given_by_hand(years=years)).baseline
    each = 1500 * 10_000
    assert found.spend_by_year.tolist() == [each * months for months in (6, 18, 30, *[36] * years)][:years]
    assert found.spend_by_year.sum() == each * (36 * years - 54)
    assert found.committed_tail == 54 * each
    assert found.spend_by_year.sum() + found.committed_tail == 36 * years * each


def test_the_steady_stock_follows_littles_law():
    # 10,000 entrants × 0.8 who draw it × 31.96126 months / 12 = 21,307.5 persons paid at any time.
    found = run(given_by_hand(assumptions=assumed(leave_while_paid=0.08, take_up=0.8)))
    paid = found.baseline.recipients.sum(axis=0)
    assert paid[3:8] == pytest.approx([21_307.51] * 5, abs=0.01)
    assert found.baseline.spend_by_year[3:] == pytest.approx([1500 * 10_000 * 0.8 * 31.961264] * 5, rel=1e-7)


def test_a_one_off_has_a_price_but_no_sum_until_it_is_counted():
    # 50,000 and 20,000 yuan awards; a printed range stays a pair.
    assert fiscal.one_off(50_000, None) is None
    assert fiscal.one_off(None, 3) is None
    assert (fiscal.one_off(30_000, 7), fiscal.one_off(50_000, 7)) == (210_000, 350_000)
    assert fiscal.one_off(50_000, 0) == 0


# K1 and K2


def test_k1_one_cohort_costs_352_800_000_yuan_over_four_calendar_years():
    # 9.8 million × 36; by year × 6, 12, 12, 6.
    found = run(rolling(years=1)).baseline
    assert [*found.spend_by_year, *found.tail_by_year] == [58_800_000, 117_600_000, 117_600_000, 58_800_000]
    assert found.spend_by_year.sum() + found.committed_tail == 352_800_000
    parts = [int(found.spend_by_tier[tier][0]) for tier in HARBIN]
    assert parts == [6 * 300_000, 6 * 2_000_000, 6 * 7_500_000]


def test_k2_the_same_every_year_and_closed_after_four():
    found = run(rolling(years=4)).baseline
    # Months paid 6, 18, 30, 36.
    assert found.spend_by_year.tolist() == [58_800_000, 176_400_000, 294_000_000, 352_800_000]
    # 9.8 million × 90.
    assert found.spend_by_year.sum() == 882_000_000 == MONTHLY * (36 * 4 - 54)
    # The last three cohorts still have 6, 18 and 30 months to come.
    assert found.tail_by_year.tolist() == [294_000_000, 176_400_000, 58_800_000]
    assert found.committed_tail == 529_200_000
    assert 882_000_000 + 529_200_000 == 1_411_200_000 == 4 * 352_800_000
    assert run(rolling(years=5)).baseline.spend_by_year[-1] == 352_800_000


# K3


def test_k3_leaving_while_paid_shortens_what_is_paid():
    alive = timing.survival(0.08, 36)
    # s = 0.92^(1/12); M = (1 − 0.92³)/(1 − s) = 0.221312/0.00692438.
    assert alive[1] == pytest.approx(0.9930756, abs=5e-8)
    assert alive.sum() == pytest.approx(31.96126, abs=5e-6)
    assert alive.sum() == pytest.approx((1 - 0.92**3) / (1 - 0.92 ** (1 / 12)), rel=1e-12)
    kernel = timing.kernel(timing.arrival_shares("july"), alive)
    assert kernel == pytest.approx([5.89709, 11.08161, 10.19508, 4.78748], abs=5e-6)
    found = run(given_by_hand(assumptions=assumed(leave_while_paid=0.08)))
    assert found.rows["bachelor"].per_recipient == pytest.approx(47_941.89, abs=0.005)
    assert found.rows["bachelor"].entitlement == 54_000
    assert found.paid_months == pytest.approx(31.96126, abs=5e-6)


def test_k3_the_cliff_falls_at_month_36_and_not_after():
    stay = timing.residence(0.08, 0.18, 0.05, 36, 61)
    # 0.92³ = 0.778688; × 0.82 = 0.63852416; × 0.95² = 0.57626805.
    assert stay[35] == pytest.approx(0.92 ** (35 / 12), rel=1e-12)
    assert stay[36] == pytest.approx(0.63852416, abs=5e-9)
    assert stay[60] == pytest.approx(0.57626805, abs=1e-8)


# K4


def test_k4_the_response_is_one_number():
    kappa = behaviour.response(0.15, 1500)
    # −ln 0.85 = 0.16251893.
    assert kappa == pytest.approx(1.08345953e-4, rel=1e-8)
    assert behaviour.entrants(10_000, kappa, 1500, 0) == pytest.approx(8500, rel=1e-12)
    assert behaviour.entrants(10_000, kappa, 1500, 2000) == pytest.approx(10_556.672, abs=5e-4)
    assert behaviour.additional(10_000, kappa, 1500, 1500, 2000) == pytest.approx(556.672, abs=5e-4)
    assert behaviour.but_for(kappa, 1500) == pytest.approx(0.15, rel=1e-12)


def test_k4_static_and_behavioural_cost_make_up_the_difference():
    found = raised()
    # 540.0 m before; 2,000 × 10,556.672 × 36 = 760.0804 m after.
    assert found.baseline.spend_by_year[-1] == 540_000_000
    assert found.reform.spend_by_year[-1] == pytest.approx(760_080_400, abs=500)
    assert found.reform.intake["bachelor"] == pytest.approx(10_556.672, abs=5e-4)
    # 500 × 10,000 × 36, whole; 2,000 × 556.672 × 36.
    assert found.change.static == 180_000_000
    assert isinstance(found.change.static, int)
    assert found.change.behavioural == pytest.approx(40_080_400, abs=100)
    assert found.change.total == pytest.approx(220_080_400, abs=100)
    assert found.change.additional == pytest.approx(556.672, abs=5e-4)
    assert found.change.per_additional == pytest.approx(395_350, abs=0.5)
    assert found.change.static_by_year.tolist() == [500 * 10_000 * m for m in (6, 18, 30, *[36] * 5)]


@pytest.mark.parametrize(("rate", "cost"), [(1500, 386_269), (2000, 404_269)])
def test_k4_the_next_yuan_costs_more_and_more(rate, cost):
    # 1/κ = 9,229.694; 36 × (1,500 + 9,229.694) and 36 × (2,000 + 9,229.694).
    scenario = {"reform": {"bachelor": rate}, "assumptions": assumed(but_for=0.15)}
    row = run(given_by_hand(**scenario)).rows["bachelor"]
    assert row.marginal == pytest.approx(cost, abs=0.5)


@pytest.mark.parametrize(("share", "cost"), [(0.10, 540_000), (0.15, 360_000)])
def test_a_recipient_costs_54_000_and_an_additional_hire_many_times_that(share, cost):
    # 54,000/0.10 and 54,000/0.15; the mean over the whole programme is the same number.
    found = run(given_by_hand(assumptions=assumed(but_for=share)))
    row = found.rows["bachelor"]
    assert (row.per_recipient, row.but_for) == (54_000, pytest.approx(share))
    assert row.per_but_for_hire == pytest.approx(cost)
    assert found.programme.per_additional == pytest.approx(cost)


@pytest.mark.parametrize(("horizon", "cost"), [(180, 41_798), (60, 90_469), (360, 29_212)])
def test_k4_the_cost_of_a_person_year_depends_on_the_horizon(horizon, cost):
    found = raised(assumptions=assumed(but_for=0.15, horizon_months=horizon, **LEAVING)).change
    assert found.per_person_year == pytest.approx(cost, abs=0.5)
    assert found.per_person_year_band.p50 == pytest.approx(cost, abs=0.5)
    # 220.0804 m × 31.96126/36, whatever the horizon.
    assert found.total == pytest.approx(195_390_200, abs=50)


def test_k4_with_leaving_counts_those_still_there_and_their_years():
    found = raised(assumptions=assumed(but_for=0.15, **LEAVING))
    # 556.672 × 0.576268 still there at month 60.
    assert found.change.additional * found.residence[60] == pytest.approx(320.79, abs=0.005)
    # 556.672 × 8.397500 person-years within 15 years.
    assert found.change.person_years == pytest.approx(4674.65, abs=0.01)
    assert found.change.person_years / found.change.additional == pytest.approx(8.397500, abs=5e-6)


def test_k4_a_resident_at_month_60_costs_609_086():
    found = raised(assumptions=assumed(but_for=0.15, horizon_months=60, **LEAVING)).change
    assert found.per_resident == pytest.approx(609_086, abs=0.5)


def test_k4_break_even_is_the_cost_of_a_person_year():
    found = raised(assumptions=assumed(but_for=0.15, **LEAVING))
    table = {"bachelor": 1500}
    case = (table, {"bachelor": 2000}, {"bachelor": 10_000}, table, table)
    months, years = found.paid_months, found.change.person_years / found.change.additional
    assert inverse.break_even(found.change.per_person_year, *case, months, years) == pytest.approx(0.15)


# K5


def test_k5_a_budget_priced_for_the_first_year_alone_is_six_times_too_generous():
    # Changchun: 2 bn/(100,000 × 36) and 2 bn/(100,000 × 6).
    def solved(year):
        many = {"intake": {"bachelor": 100_000}, "solve": Solve(2_000_000_000, year)}
        return run(given_by_hand(**many)).solution

    assert inverse.responsive_rate(2_000_000_000, 100_000, 0, 36) == pytest.approx(555.56, abs=0.005)
    steady, first = solved("steady"), solved("first")
    assert steady.static_rate["bachelor"] == pytest.approx(555.56, abs=0.005)
    assert first.static_rate["bachelor"] == pytest.approx(3333.33, abs=0.005)
    assert first.static_rate["bachelor"] / steady.static_rate["bachelor"] == pytest.approx(6)
    # Nobody responds here: both ways are one.
    assert steady.rate["bachelor"] == pytest.approx(555.5556, abs=5e-5)
    assert (steady.months, first.months, solved(2024).months) == (36, 6, 18)
    assert (first.extrapolated, steady.extrapolated) == (("bachelor",), ())


def test_k5_what_1500_yuan_would_cost_changchun_year_by_year():
    found = run(given_by_hand(intake={"bachelor": 100_000}, years=4)).baseline
    assert found.spend_by_year.tolist() == [900_000_000, 2_700_000_000, 4_500_000_000, 5_400_000_000]


def test_k5_what_a_fund_of_120_million_a_year_carries():
    # 120 m/54,000 entrants; spread over 52,000/3 = 17,333 a year.
    assert math.floor(120_000_000 / run(given_by_hand()).rows["bachelor"].per_recipient) == 2222
    assert inverse.responsive_rate(120_000_000, 52_000 / 3, 0, 36) == pytest.approx(192.31, abs=0.005)


def test_k5_the_rate_for_600_million_when_more_come():
    found = raised(solve=Solve(600_000_000, "steady")).solution
    assert found.rate["bachelor"] == pytest.approx(1641.339, abs=5e-4)
    assert found.static_rate["bachelor"] == pytest.approx(1666.67, abs=0.005)
    kappa = behaviour.response(0.15, 1500)
    people = behaviour.entrants(10_000, kappa, 1500, found.rate["bachelor"])
    assert people == pytest.approx(10_154.313, abs=5e-4)
    assert found.rate["bachelor"] * people * 36 == pytest.approx(600_000_000, abs=0.1)
    assert inverse.responsive_rate(600_000_000, 8500, kappa, 36) == pytest.approx(1641.339, abs=5e-4)


# K6


def capped(rule):
    return run(rolling(years=8, cap=Cap(300_000_000, rule))).baseline


def test_k6_prorate_pays_everybody_the_same_part_once_the_plan_is_above():
    found = capped("prorate")
    assert found.paid_by_year.tolist() == [58_800_000, 176_400_000, 294_000_000, *[300_000_000] * 5]
    assert found.unmet_by_year.tolist() == [0, 0, 0, *[52_800_000] * 5]
    assert found.paid_by_year[3] / found.spend_by_year[3] == pytest.approx(0.850340, abs=5e-7)
    assert found.arrears_by_year.tolist() == [0] * 8


def test_k6_sustain_admits_the_same_part_of_every_cohort():
    found = capped("sustain")
    # 300/352.8 of 58.8, 176.4, 294.0 and 352.8 million.
    assert found.alpha == pytest.approx(0.850340, abs=5e-7)
    assert found.paid_by_year == pytest.approx([50e6, 150e6, 250e6, *[300e6] * 5], abs=1)
    assert found.unmet_by_year[:4] == pytest.approx([8.8e6, 26.4e6, 44e6, 52.8e6], abs=1)


def test_k6_arrears_carry_what_is_above_the_cap():
    found = capped("arrears")
    assert found.paid_by_year.tolist() == [58_800_000, 176_400_000, 294_000_000, *[300_000_000] * 5]
    assert found.arrears_by_year.tolist() == [0, 0, 0, *[52_800_000 * n for n in range(1, 6)]]


def test_arrears_are_repaid_as_soon_as_the_plan_falls_below_the_cap():
    paid, unmet, arrears = fiscal.budgeted(np.array([400, 150, 100, 100]), 200, "arrears", 1.0)
    assert paid.tolist() == [200, 200, 200, 150]
    assert unmet.tolist() == arrears.tolist() == [200, 150, 50, 0]


def test_k6_admitting_what_fits_this_year_would_shut_out_every_fourth_cohort():
    # Not offered, and this is why: 300 − 294 million leave room for 0.102 of a cohort's first half-year.
    admitted, paid = [], []
    for year in range(8):
        owed = sum(admitted[year - lag] * MONTHLY * (6, 12, 12, 6)[lag] for lag in (1, 2, 3) if year >= lag)
        admitted.append(min(1, (300_000_000 - owed) / (MONTHLY * 6)))
        paid.append(owed + admitted[-1] * MONTHLY * 6)
    assert admitted == pytest.approx([1, 1, 1, 0.102, 1, 1, 1, 0.102], abs=5e-4)
    assert np.array(paid) / 1e6 == pytest.approx([58.8, 176.4, 294, 300, 247.2, 247.2, 300, 300], abs=0.05)


# §2: the cross-check by an elasticity to income, which the product does not offer


def by_elasticity(observed, wage, weight, elasticity, observed_rate, rate):
    """Closure E: N(r) = N_obs · ((w + λr)/(w + λr0))^ε."""
    return observed * ((wage + weight * rate) / (wage + weight * observed_rate)) ** elasticity


@pytest.mark.parametrize(
    ("elasticity", "percent"),
    [(0.25, 3.4), (0.5, 6.7), (0.85, 11.2), (1, 13.0), (1.5, 18.9), (1.8, 22.2), (2, 24.4), (1.33, 17.0)],
)
def test_an_elasticity_and_a_but_for_share_are_one_fact_told_twice(elasticity, percent):
    # β = 1 − (1 + 0.6×1,500/6,000)^−ε = 1 − 1.15^−ε.
    at_zero = by_elasticity(1, 6000, 0.6, elasticity, 1500, 0)
    assert 100 * (1 - at_zero) == pytest.approx(percent, abs=0.05)
    kappa = behaviour.response(1 - at_zero, 1500)
    # Both closures agree where there is no subsidy and at the reference, and between them nearly.
    assert behaviour.entrants(1, kappa, 1500, 0) == pytest.approx(at_zero, rel=1e-12)
    assert behaviour.entrants(1, kappa, 1500, 1500) == 1
    between = by_elasticity(1, 6000, 0.6, elasticity, 1500, 750)
    assert behaviour.entrants(1, kappa, 1500, 750) == pytest.approx(between, rel=0.005)


# §3b and §0: a thousand recipients, and what the uncertainty comes from


def test_a_thousand_recipients_need_no_intake():
    scenario = rolling(assumptions=assumed(take_up=0.8, but_for=0.15))
    found = run(per_thousand(scenario, "bachelor"))
    assert found.baseline.spend_by_year.tolist() == [1500 * 1000 * m for m in (6, 18, 30, *[36] * 5)]
    assert found.missing == ()
    assert list(found.rows) == ["bachelor"]


def test_nearly_all_uncertainty_of_additional_talent_lies_in_the_but_for_share():
    found = run(given_by_hand(reform={"bachelor": 2000}, assumptions=WIDE)).change
    widest = found.tornado["headcount"][0]
    assert widest.name == "but_for"
    assert widest.correlation == pytest.approx(0.97, abs=0.02)
