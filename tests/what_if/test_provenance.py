"""Where each input of a scenario comes from."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from talent.what_if import inputs
from talent.what_if.inputs import Badge
from talent.what_if.scenario import Cap, Range, Solve
from tests.what_if.printed_terms import (
    CATALOGUE,
    EVIDENCE,
    badges,
    kinds,
    start,
    with_figure,
)


def test_printed_rates_carry_their_passports():
    found = badges(start("harbin"))
    assert found["baseline.rate.phd"] == Badge("baseline.rate.phd", "printed", ("HRB-01-007",))
    assert found["reform.rate.bachelor"] == Badge("reform.rate.bachelor", "printed", ("HRB-01-009",))
    assert found["duration_months"] == Badge("duration_months", "printed", ("HRB-01-010",))


def test_a_changed_rate_or_duration_is_the_user_s():
    scenario = start("harbin", duration_months=30)
    scenario = replace(scenario, reform={**scenario.reform, "bachelor": 1_750})
    assert kinds(scenario, "reform.rate.bachelor", "reform.rate.phd", "baseline.rate.bachelor") == [
        "user", "printed", "printed",
    ]  # fmt: skip
    assert kinds(scenario, "duration_months") == ["user"]


def test_the_sum_of_two_clauses_is_worked_out_and_carries_both():
    scenario = start("harbin")
    badge = badges(replace(scenario, reform={**scenario.reform, "phd": 6000}))["reform.rate.phd"]
    assert (badge.kind, badge.codes) == ("derived", ("HRB-01-007", "HRB-01-005"))


def test_an_older_printed_term_is_printed_with_its_own_duration():
    scenario = start("changchun", baseline={"phd": 800}, reform={"phd": 800}, duration_months=12)
    found = badges(scenario)
    assert found["baseline.rate.phd"].codes == ("CC-68-003",)
    assert found["duration_months"].codes == ("CC-68-004",)


def test_of_terms_that_print_one_rate_that_of_the_scenario_s_duration_is_cited():
    known = with_figure("CC-68-003", value=2500.0)
    for months, code in ((24, "CC-52-003"), (12, "CC-68-003")):
        scenario = start("changchun", duration_months=months)
        found = {badge.path: badge for badge in inputs.badges(scenario, known, EVIDENCE)}
        assert found["baseline.rate.phd"].codes == (code,)


@pytest.mark.parametrize("rate, bound", [(2000, "at_least"), (2500, "at_most")])
def test_either_end_of_a_printed_range_is_open_towards_the_other(rate, bound):
    known = with_figure("HRB-01-008", value_high=2500.0)
    scenario = start("harbin", baseline={"master": rate})
    found = {badge.path: badge for badge in inputs.badges(scenario, known, EVIDENCE)}
    assert (found["baseline.rate.master"].kind, found["baseline.rate.master"].bound) == ("printed", bound)


def test_some_of_another_city_s_rates_alone_are_taken_over_too():
    badge = badges(start("daqing", reform={"bachelor": 1500, "master": 2000}))["reform.rate.bachelor"]
    assert (badge.kind, badge.from_city) == ("transplanted", "harbin")


def test_a_tier_the_other_city_does_not_print_keeps_its_rate():
    after = inputs.transplant(start("harbin"), "changchun", CATALOGUE, EVIDENCE)
    assert after.reform == {"phd": 2500, "master": 1500, "bachelor": 1000, "technician": 1500}
    assert kinds(after, "reform.rate.phd", "reform.rate.technician") == ["transplanted", "printed"]
    typed = replace(after, reform={**start("harbin").reform, "bachelor": 1000})
    assert kinds(typed, "reform.rate.bachelor") == ["user"], "one rate like another city's is not taken over"


def test_another_city_s_rates_are_taken_over_and_say_from_where():
    scenario = inputs.transplant(start("daqing"), "harbin", CATALOGUE, EVIDENCE)
    found = badges(scenario)
    assert found["reform.rate.phd"] == Badge(
        "reform.rate.phd", "transplanted", ("HRB-01-007",), from_city="harbin"
    )
    assert found["duration_months"] == Badge(
        "duration_months", "transplanted", ("HRB-01-010",), from_city="harbin"
    )
    assert found["baseline.rate"].kind == "missing"


def test_a_transplant_touches_neither_baseline_nor_intake_nor_a_printed_duration():
    before = start("changchun", intake=MappingProxyType({"phd": 10}))
    after = inputs.transplant(before, "harbin", CATALOGUE, EVIDENCE)
    # Changchun prints no rate for technicians: Harbin's is not taken for a tier the scenario does not have.
    assert after == replace(before, reform={"phd": 3000, "master": 2000, "bachelor": 1500})
    assert after.duration_months == 24 and after.tiers == ("phd", "master", "bachelor")
    assert set(kinds(after, *(f"reform.rate.{tier}" for tier in after.tiers))) == {"transplanted"}
    assert kinds(after, "baseline.rate.phd", "duration_months") == ["printed", "printed"]


def test_one_other_rate_among_those_taken_over_makes_them_the_user_s():
    scenario = inputs.transplant(start("changchun"), "harbin", CATALOGUE, EVIDENCE)
    scenario = replace(scenario, reform={**scenario.reform, "bachelor": 1_600})
    assert kinds(scenario, "reform.rate.phd", "reform.rate.bachelor") == ["user", "user"]


def test_where_the_city_prints_no_rate_one_edit_leaves_the_other_tiers_taken_over():
    scenario = inputs.transplant(start("daqing"), "harbin", CATALOGUE, EVIDENCE)
    scenario = replace(scenario, reform={**scenario.reform, "phd": 3500})
    found = badges(scenario)
    assert found["reform.rate.phd"].kind == "user"
    for path in ("reform.rate.master", "reform.rate.bachelor", "reform.rate.technician", "duration_months"):
        assert (found[path].kind, found[path].from_city) == ("transplanted", "harbin"), path
    assert found["reform.rate.master"].codes == ("HRB-01-008",)
    told = tuple(found.values())
    # Three rates, four references and the duration.
    assert inputs.count_text(told, "zh") == "含 1 个用户输入、9 个假设、8 个移植自哈尔滨"
    assert inputs.count_text(told, "en") == "User inputs: 1; assumptions: 9; taken over from Harbin: 8"


def test_a_rate_two_cities_print_is_from_the_one_that_lends_more():
    # 1,500 is Harbin's bachelor rate and, for masters, Changchun's; 2,500 and 1,000 are Changchun's alone.
    found = badges(start("daqing", reform={"phd": 2500, "master": 1500, "bachelor": 1000}))
    assert {found[f"reform.rate.{tier}"].from_city for tier in ("phd", "master", "bachelor")} == {"changchun"}


def test_a_transplant_sets_the_reference_where_no_baseline_is_known():
    scenario = inputs.transplant(start("daqing"), "harbin", CATALOGUE, EVIDENCE)
    assert scenario.assumptions.reference_rate == scenario.reform
    found = badges(scenario)["assumptions.reference_rate.phd"]
    assert (found.kind, found.from_city, found.codes) == ("transplanted", "harbin", ("HRB-01-007",))
    assert not inputs.transplant(start("changchun"), "harbin", CATALOGUE, EVIDENCE).assumptions.reference_rate
    typed = replace(scenario.assumptions, reference_rate={"phd": 2_222})
    assert kinds(replace(scenario, assumptions=typed), "assumptions.reference_rate.phd") == ["user"]


def test_a_printed_number_that_is_not_printed_for_this_says_so():
    scenario = start("dezhou", intake={"bachelor": 23_127}, reform={"bachelor": 500}, baseline={})
    found = badges(replace(scenario, duration_months=36))
    assert [found[path].note for path in ("intake.bachelor", "reform.rate.bachelor", "duration_months")] == [
        "not_by_tier", "encouraged", "other_tier",
    ]  # fmt: skip
    assert inputs.badge_text(found["intake.bachelor"], CATALOGUE, "zh") == (
        "文件；文件所印为全部毕业生，未分层次；由用户归入本科"
    )
    assert "encouraged" in inputs.badge_text(found["reform.rate.bachelor"], CATALOGUE, "en")
    assert all(badge.note is None for badge in badges(start("harbin")).values())
    assert badges(start("dezhou"))["duration_months"].note is None


def test_years_are_printed_assumed_or_typed():
    found = badges(start("harbin"))
    assert found["first_year"].kind == "printed" and "HRB-01-007" in found["first_year"].codes
    assert found["years"].kind == "assumed"
    assert kinds(start("harbin", first_year=2024, years=9), "first_year", "years") == ["user", "user"]
    # Where no term is printed, the scenario opens with the year of the newest source: nobody typed it.
    assert kinds(start("daqing"), "first_year") == ["assumed"]


def test_what_only_counties_are_encouraged_to_pay_is_not_taken_over():
    after = inputs.transplant(start("daqing"), "dezhou", CATALOGUE, EVIDENCE)
    assert (after.reform, after.duration_months) == ({"phd": 5000}, 36)


def test_an_intake_is_printed_only_where_an_anchor_prints_it():
    scenario = start("dezhou", intake={"phd": 23_127, "master": 23_500, "bachelor": 12_300})
    found = badges(scenario)
    assert found["intake.phd"].codes == ("DZ-04-008",) and found["intake.master"].codes == ("DZ-04-037",)
    assert found["intake.bachelor"].kind == "user", "a half year is context, never an intake"


def test_a_cap_is_printed_only_where_an_anchor_may_be_one():
    printed_cap = badges(start("daqing", cap=Cap(120_000_000, "sustain")))["cap"]
    assert (printed_cap.codes, printed_cap.note) == (("DQ-03-009",), "period_unstated")
    assert kinds(start("daqing", cap=Cap(16_530_000, "sustain")), "cap") == ["user"]
    assert kinds(start("changchun", cap=Cap(2_000_000_000, "sustain")), "cap") == ["user"]


def test_assumptions_say_whether_they_are_the_default():
    own = replace(EVIDENCE.defaults, but_for=Range(0.17, 0.17, 0.17), reference_rate={"phd": 2_000})
    found = badges(start("harbin", assumptions=own, arrival="uniform"))
    assert (found["assumptions.but_for"].kind, found["assumptions.but_for"].changed) == ("assumed", True)
    assert not found["assumptions.cliff"].changed
    assert found["arrival"] == Badge("arrival", "assumed", changed=True)
    assert found["assumptions.reference_rate.phd"].kind == "user"


def test_counts_and_a_budget_to_solve_for_are_the_user_s():
    scenario = start("harbin", counts={"harbin-2023-chief-technician": 3}, solve=Solve(10**8, "steady"))
    assert kinds(scenario, "counts.harbin-2023-chief-technician", "solve") == ["user", "user"]


@pytest.mark.parametrize(
    "scenario, wanted",
    [
        (start("harbin"), ("intake",)),
        (start("daqing"), ("duration_months", "intake", "baseline.rate", "reform.rate")),
        (
            start("harbin", intake={"phd": 1}),
            ("intake.master", "intake.bachelor", "intake.technician"),
        ),
        (
            start("dezhou", reform={"phd": 5000, "master": 1000}, intake={"phd": 0, "master": 2}),
            ("baseline.rate.master",),
        ),
    ],
)
def test_what_is_not_given_has_a_badge_by_its_path(scenario, wanted):
    assert [badge.path for badge in badges(scenario).values() if badge.kind == "missing"] == list(wanted)


def test_inputs_are_counted_by_kind():
    scenario = start("harbin", intake={"phd": 100, "master": 1000})
    counted = inputs.count_of(inputs.badges(scenario, CATALOGUE, EVIDENCE))
    # First year, eight rates, the duration; two numbers typed; years, arrival, five assumptions, horizon; two
    # tiers missing.
    assert counted == {"printed": 10, "user": 2, "assumed": 8, "missing": 2}
