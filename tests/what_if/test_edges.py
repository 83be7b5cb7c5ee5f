"""The edges of what a scenario may say: nothing given, nought, one, the most there may be."""

import math
from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.errors import TalentError
from talent.what_if import behaviour, timing
from talent.what_if.run import per_thousand, run
from talent.what_if.scenario import RULES, Cap, Range, Solve
from tests.what_if.strategies import EXACT, PROOF, WIDE, assumed, given_by_hand, scenarios, sure

RATIOS = ("per_additional", "per_person_year", "per_resident", "per_person_year_band")


# Invariant 16: what is missing


MISSING = [
    ({"intake": {}}, "intake"),
    ({"baseline": {}}, "baseline.rate"),
    ({"reform": {}}, "reform.rate"),
    ({"duration_months": None}, "duration_months"),
    ({"intake": {"bachelor": 1}}, "intake.phd"),
    ({"baseline": {"phd": 1}}, "baseline.rate.bachelor"),
    ({"reform": {"phd": 1}}, "reform.rate.bachelor"),
]


@pytest.mark.parametrize(("lacking", "path"), MISSING, ids=[path for _, path in MISSING])
def test_16_what_lacks_an_input_is_none_and_the_input_is_named(lacking, path):
    table = {"phd": 2000, "bachelor": 1500}
    full = given_by_hand(intake=table, baseline=table, reform=table, assumptions=WIDE)
    found = run(replace(full, **lacking))
    assert found.missing == (path,)
    part = path.split(".")[0]
    needs = {
        "baseline": ("intake", "baseline"),
        "reform": ("intake", "reform"),
        "change": ("intake", "baseline", "reform"),
        "programme": ("intake", "baseline", "reform"),
    }
    for result, inputs in needs.items():
        assert (getattr(found, result) is None) == (part in inputs or part == "duration_months"), result
    assert (found.kernel is None) == (part == "duration_months")
    assert found.solution is None
    assert run(full).missing == ()


def test_16_a_missing_rate_is_never_nought_nor_another_runs():
    found = run(given_by_hand(baseline={}, assumptions=assumed(but_for=0.15)))
    # Levels with the intake as it is given; no rate to refer to, so no but-for share either.
    assert found.reform.spend_by_year[0] == 6 * 1500 * 10_000
    row = found.rows["bachelor"]
    assert (row.reference_rate, row.but_for, row.but_for_band, row.per_but_for_hire, row.marginal) == (
        None,
        None,
        None,
        None,
        None,
    )
    assert row.per_recipient == 54_000


def test_16_everything_missing_names_everything():
    found = run(given_by_hand(intake={}, baseline={}, reform={}, duration_months=None))
    assert found.missing == ("duration_months", "intake", "baseline.rate", "reform.rate")
    assert (found.baseline, found.change, dict(found.rows)) == (None, None, {})


def test_the_exact_part_needs_no_assumption():
    # With nobody responding the change is its static cost: no draw can move it.
    found = run(given_by_hand(reform={"bachelor": 2000}, assumptions=EXACT)).change
    assert found.total == found.static == 180_000_000
    assert found.cumulative_spend.p10.tolist() == np.cumsum(found.static_by_year).tolist()


# Nought


def numbers(value):
    """Every number of an outcome."""
    if isinstance(value, np.ndarray):
        yield from value.ravel().tolist()
    elif hasattr(value, "__dataclass_fields__"):
        for one in fields(value):
            yield from numbers(getattr(value, one.name))
    elif isinstance(value, dict):
        for one in value.values():
            yield from numbers(one)
    elif isinstance(value, tuple):
        for one in value:
            yield from numbers(one)
    elif isinstance(value, int | float):
        yield value


def test_the_walk_through_an_outcome_finds_what_is_no_number():
    found = run(given_by_hand(assumptions=WIDE))
    assert sum(1 for _ in numbers(found)) > 200
    broken = replace(found, baseline=replace(found.baseline, tail_by_year=np.array([math.nan])))
    assert not all(map(math.isfinite, numbers(broken)))


NOUGHTS = {
    "nobody comes because of it": {"assumptions": replace(WIDE, but_for=sure(0))},
    "nobody draws it": {"assumptions": replace(WIDE, take_up=sure(0))},
    "perhaps nobody draws it": {"assumptions": replace(WIDE, take_up=Range(0, 0, 1))},
    "nobody leaves": {"assumptions": replace(EXACT, but_for=WIDE.but_for)},
    "all leave at the end": {"assumptions": replace(WIDE, cliff=sure(0.95), leave_after=sure(0.95))},
    "nobody is eligible": {"intake": {"bachelor": 0}},
    "no rate in either run": {"baseline": {"bachelor": 0}, "reform": {"bachelor": 0}},
    "the subsidy ends": {"reform": {"bachelor": 0}},
    "one year and one month": {"years": 1, "duration_months": 1},
    "ten years paid, one seen": {"years": 1, "duration_months": 120},
    "forty years": {"years": 40, "duration_months": 120},
    "a horizon of one month": {"assumptions": replace(WIDE, horizon_months=1)},
    "one draw": {"assumptions": replace(WIDE, draws=1)},
    "two draws": {"assumptions": replace(WIDE, draws=2)},
    "all come in December": {"arrival": (*[0.0] * 11, 1.0)},
    "next to nobody comes because of it": {"assumptions": replace(WIDE, but_for=sure(1e-12))},
    "nearly all come because of it": {"assumptions": replace(WIDE, but_for=Range(0.9, 0.95, 0.95))},
    "the highest rate": {
        "baseline": {"bachelor": 1_000_000},
        "reform": {"bachelor": 1_000_000},
        "intake": {"bachelor": 100_000_000},
    },
}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("changes", NOUGHTS.values(), ids=NOUGHTS)
def test_an_answer_holds_only_numbers(changes):
    whole = {"reform": {"bachelor": 2000}, "assumptions": WIDE, "cap": Cap(100_000_000, "sustain")} | changes
    for year in ("steady", "first"):
        found = run(given_by_hand(**whole, solve=Solve(10_000_000, year)))
        assert all(map(math.isfinite, numbers(found)))
        thousand = run(per_thousand(given_by_hand(**whole), "bachelor"))
        assert all(map(math.isfinite, numbers(thousand)))


@PROOF
@pytest.mark.filterwarnings("error")
@given(scenarios(wide=True))
def test_any_answer_holds_only_numbers(scenario):
    assert all(map(math.isfinite, numbers(run(scenario))))


@pytest.mark.parametrize("name", ["nobody comes because of it", "nobody draws it", "nobody is eligible"])
def test_without_anyone_additional_there_is_no_cost_of_one(name):
    whole = {"reform": {"bachelor": 2000}, "assumptions": WIDE} | NOUGHTS[name]
    found = run(given_by_hand(**whole))
    for result in (found.change, found.programme):
        assert [getattr(result, ratio) for ratio in RATIOS] == [None] * 4
        assert (result.additional, result.under_one) == (0, 1)
    if name == "nobody comes because of it":
        row = found.rows["bachelor"]
        assert (row.but_for, row.per_but_for_hire, row.marginal) == (0, None, None)
        assert found.change.total == found.change.static > 0


def test_a_budget_nobody_draws_has_no_rate():
    whole = given_by_hand(solve=Solve(1_000_000, "steady"), assumptions=assumed(take_up=0))
    assert run(whole).solution is None
    assert run(given_by_hand(solve=Solve(1_000_000, "steady"), intake={"bachelor": 0})).solution is None
    assert run(given_by_hand(solve=Solve(1_000_000, "steady"), reform={"bachelor": 0})).solution is None
    december = given_by_hand(arrival=(*[0.0] * 11, 1.0), solve=Solve(1_000_000, "first"))
    # 1,000,000 yuan for one month of 10,000 people.
    assert run(december).solution.static_rate["bachelor"] == pytest.approx(100)


def test_a_tier_nobody_is_eligible_in_changes_nothing_but_its_own_row():
    table = {"phd": 3000, "bachelor": 1500}
    both = run(given_by_hand(intake={"phd": 0, "bachelor": 10_000}, baseline=table, reform=table))
    alone = run(given_by_hand())
    assert both.baseline.spend_by_year.tolist() == alone.baseline.spend_by_year.tolist()
    assert both.baseline.spend_by_tier["phd"].tolist() == [0] * 8
    assert both.rows["phd"].entitlement == 108_000


# Cuts and mixed reforms


def test_a_cut_saves_for_each_one_lost():
    assumptions = assumed(but_for=0.15)
    cut = given_by_hand(baseline={"bachelor": 2000}, reform={"bachelor": 1500}, assumptions=assumptions)
    found = run(replace(cut, assumptions=replace(assumptions, reference_rate={"bachelor": 1500}))).change
    # K4 the other way round: what cost 395,350 for each one gained saves as much for each one lost.
    assert found.additional < 0 and found.total < 0
    assert found.per_additional == pytest.approx(395_350, abs=0.5)
    # 500 × 10,000 × 36 less for those who come anyway, and 1,500 × those who no longer come × 36.
    assert found.static == -180_000_000
    assert found.behavioural == pytest.approx(1500 * found.additional * 36)


def test_more_people_for_less_money_is_no_cost_each():
    # Doctors at 3,000 lose 1,500; the many bachelors gain a little and are the more responsive.
    found = run(
        given_by_hand(
            intake={"phd": 2000, "bachelor": 10_000},
            baseline={"phd": 3000, "bachelor": 500},
            reform={"phd": 1500, "bachelor": 700},
            assumptions=replace(WIDE, but_for=Range(0.1, 0.2, 0.3)),
        )
    ).change
    assert found.total < 0 < found.additional
    assert [getattr(found, ratio) for ratio in RATIOS] == [None] * 4


# The cap


@pytest.mark.parametrize("rule", RULES)
def test_a_cap_exactly_at_the_plan_cuts_nothing(rule):
    found = run(given_by_hand(cap=Cap(540_000_000, rule))).baseline
    assert found.paid_by_year.tolist() == found.spend_by_year.tolist()
    assert (found.alpha, found.unmet_by_year.any(), found.arrears_by_year.any()) == (1, False, False)


@pytest.mark.parametrize("cap", [1000, 1000.5, 0.25])
@pytest.mark.parametrize("rule", ["prorate", "arrears", "sustain"])
def test_a_cap_below_one_persons_cost_is_paid_to_the_last_fen(rule, cap):
    found = run(given_by_hand(cap=Cap(cap, rule))).baseline
    assert found.paid_by_year[3:] == pytest.approx([cap] * 5, rel=1e-12)
    before = np.concatenate([[0], found.arrears_by_year[:-1]])
    assert found.paid_by_year + found.unmet_by_year == pytest.approx(found.spend_by_year + before)


@pytest.mark.parametrize("rule", RULES)
def test_whole_yuan_stay_whole_under_a_whole_cap(rule):
    found = run(given_by_hand(cap=Cap(540_000_001, rule))).baseline
    assert found.paid_by_year.dtype.kind == found.unmet_by_year.dtype.kind == "i"


# The largest numbers


def test_the_largest_scenario_is_exact_to_the_last_yuan():
    # Four tiers of nearly 10⁸ at nearly 10⁶ yuan over 120 months: beyond what a float holds to the unit.
    people = {"phd": 99_999_999, "master": 99_999_998, "bachelor": 99_999_997, "technician": 99_999_991}
    rates = {"phd": 999_999, "master": 999_998, "bachelor": 999_997, "technician": 999_983}
    largest = given_by_hand(
        intake=people, baseline=rates, reform=rates, years=40, duration_months=120, cap=Cap(1, "arrears")
    )
    found = run(largest).baseline
    month = sum(people[tier] * rates[tier] for tier in people)
    assert month * 120 > 2**53
    paid = [month * min(6 + 12 * year, 120) for year in range(40)]
    assert [int(yuan) for yuan in found.spend_by_year] == paid
    assert found.committed_tail == month * 120 * 40 - sum(paid)
    assert int(found.arrears_by_year[-1]) == sum(paid) - 40
    assert isinstance(found.committed_tail, int)
    assert run(largest).rows["phd"].entitlement == 999_999 * 120


@pytest.mark.parametrize(("change", "path"), [("reform", "reform.rate"), ("baseline", "baseline.rate")])
def test_a_rate_beyond_all_response_is_refused_aloud(change, path):
    assumptions = replace(WIDE, reference_rate={"bachelor": 1})
    with pytest.raises(TalentError) as refused:
        run(given_by_hand(assumptions=assumptions, **{change: {"bachelor": 1_000_000}}))
    assert refused.value.key == "model.beyond_reach"
    assert refused.value.fields["path"] == f"{path}.bachelor"


def test_a_response_without_a_rate_to_refer_to_is_refused_aloud():
    with pytest.raises(TalentError) as refused:
        run(given_by_hand(baseline={"bachelor": 0}))
    assert refused.value.key == "scenario.no_reference"
    assert refused.value.fields == {"path": "assumptions.reference_rate.bachelor"}
    # With a reference it is known, and the first yuan counts from nought.
    given_one = replace(assumed(but_for=0.15), reference_rate={"bachelor": 1500})
    found = run(given_by_hand(baseline={"bachelor": 0}, assumptions=given_one))
    assert found.reform.intake["bachelor"] == pytest.approx(10_000 / 0.85)
    assert found.change.total == found.programme.total


# Far from the reference, and shares that do not quite add up


def test_above_twice_the_reference_is_computed_and_flagged():
    for rate, flagged in ((3000, ()), (3001, ("bachelor",))):
        found = run(given_by_hand(reform={"bachelor": rate}, assumptions=assumed(but_for=0.15)))
        assert found.extrapolated == flagged
        assert found.rows["bachelor"].extrapolated == bool(flagged)
        kappa = behaviour.response(0.15, 1500)
        assert found.reform.intake["bachelor"] == pytest.approx(10_000 * math.exp(kappa * (rate - 1500)))


@PROOF
@given(st.lists(st.integers(0, 9), min_size=12, max_size=12).filter(any), st.integers(3, 7))
def test_shares_typed_with_few_digits_lose_nobody(weights, digits):
    typed = tuple(round(one / sum(weights), digits) for one in weights)
    assert timing.arrival_shares(typed).sum() == pytest.approx(1, abs=1e-15)
    found = run(given_by_hand(arrival=typed, years=4)).baseline
    assert found.spend_by_year.sum() + found.committed_tail == pytest.approx(4 * 540_000_000, rel=1e-14)
