"""What the documents print for each city, and where each input of a scenario comes from."""

from dataclasses import replace
from datetime import date
from math import exp, log
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talent import i18n, warehouse
from talent.catalogue import Adoption, Catalogue
from talent.i18n import Name
from talent.what_if import inputs, printed
from talent.what_if.bounds import bounds
from talent.what_if.evidence import evidence
from talent.what_if.inputs import Badge
from talent.what_if.scenario import Cap, Range, Scenario, Solve

CATALOGUE, EVIDENCE = warehouse.curated(), evidence()


def offered(city: str, catalogue: Catalogue = CATALOGUE) -> printed.Printed:
    return printed.offered(city, catalogue, EVIDENCE)


def start(city: str, **changes) -> Scenario:
    return replace(inputs.start(city, CATALOGUE, EVIDENCE), **changes)


def badges(scenario: Scenario) -> dict[str, Badge]:
    return {badge.path: badge for badge in inputs.badges(scenario, CATALOGUE, EVIDENCE)}


def kinds(scenario: Scenario, *paths: str) -> list[str]:
    found = badges(scenario)
    return [found[path].kind for path in paths]


# What is printed


def options(city: str) -> dict[str, list[tuple]]:
    return {
        tier: [(o.rate, o.duration_months, o.bound, o.duration_bound, o.status) for o in found]
        for tier, found in offered(city).options.items()
    }


def test_harbin_prints_four_rates_for_36_months_and_two_other_readings_for_phds():
    plain = ("exact", "exact", "in_force")
    assert options("harbin") == {
        "phd": [
            (3000, 36, *plain),
            (3000, 36, "exact", "at_most", "in_force"),
            (6000, 36, "exact", "at_most", "derived"),
        ],
        "master": [(2000, 36, *plain)],
        "bachelor": [(1500, 36, *plain)],
        "technician": [(1500, 36, *plain)],
    }
    default, other, both = offered("harbin").options["phd"]
    assert default.policy_ids == ("harbin-2023-living-phd",)
    assert default.codes == ("HRB-01-007", "HRB-01-010") and other.codes == ("HRB-01-005", "HRB-01-006")
    assert set(both.codes) == {*default.codes, *other.codes} and "另一种读法" in both.note.zh


def test_changchun_prints_2024_first_and_2020_second():
    plain = ("exact", "exact", "in_force")
    assert options("changchun") == {
        "phd": [(2500, 24, *plain), (800, 12, *plain)],
        "master": [(1500, 24, *plain), (600, 12, *plain)],
        "bachelor": [(1000, 24, *plain), (400, 12, *plain)],
    }


def test_dezhou_prints_phds_of_firms_first_and_a_county_floor_for_bachelors():
    assert options("dezhou") == {
        "phd": [(5000, 36, "exact", "exact", "in_force"), (1500, 36, "exact", "exact", "in_force")],
        "bachelor": [(500, None, "at_least", None, "encouraged")],
    }
    assert offered("dezhou").options["phd"][1].policy_ids == ("dezhou-2023-living-phd-public-institutions",)


def test_daqing_prints_no_monthly_rate_and_no_unit_price():
    assert options("daqing") == {} and offered("daqing").prices == ()


@pytest.mark.parametrize(
    "city, first_year, months, rates",
    [
        ("harbin", 2023, 36, {"phd": 3000, "master": 2000, "bachelor": 1500, "technician": 1500}),
        ("changchun", 2024, 24, {"phd": 2500, "master": 1500, "bachelor": 1000}),
        ("dezhou", 2023, 36, {"phd": 5000}),
        ("daqing", 2026, None, {}),
    ],
)
def test_a_city_opens_with_what_it_prints_and_nothing_else(city, first_year, months, rates):
    found = start(city)
    assert (found.first_year, found.duration_months, found.baseline) == (first_year, months, rates)
    assert found.reform == found.baseline and found.intake == {} and found.cap is None
    assert (found.arrival, found.years, found.assumptions) == ("july", 8, EVIDENCE.defaults)


def with_master(**changes) -> Catalogue:
    """The catalogue with Harbin's rate for master's graduates declared otherwise."""
    policy = replace(CATALOGUE.policies["harbin-2023-living-master"], **changes)
    return replace(CATALOGUE, policies=MappingProxyType({**CATALOGUE.policies, policy.policy_id: policy}))


def with_figure(code: str, **changes) -> Catalogue:
    """The catalogue with one statement printed otherwise."""
    figure = replace(CATALOGUE.statements[code], **changes)
    return replace(CATALOGUE, statements=MappingProxyType({**CATALOGUE.statements, code: figure}))


def test_a_scenario_opens_with_the_duration_most_tiers_share_and_the_first_day_of_any():
    five_years = inputs.start("harbin", with_master(duration="HRB-01-020"), EVIDENCE)
    assert five_years.duration_months == 36 and "master" not in five_years.baseline
    later = inputs.start("harbin", with_master(effective_from=date(2025, 1, 1)), EVIDENCE)
    assert later.first_year == 2023 and later.baseline["master"] == 2000


def test_what_is_not_paid_to_the_person_is_no_rate():
    assert "master" not in offered("harbin", with_master(recipient="employer")).options


def test_terms_are_judged_on_the_day_of_the_newest_source():
    def with_policy(**changes) -> list[str]:
        return [option.status for option in offered("harbin", with_master(**changes)).options["master"]]

    assert with_policy(effective_to=date(2024, 12, 31)) == ["ended"]
    assert with_policy(effective_from=date(2030, 1, 1)) == ["not_yet"]
    assert with_policy(effective_from=None) == ["undated"]
    newer = replace(
        CATALOGUE.policies["harbin-2023-living-master"],
        policy_id="harbin-2025-living-master",
        effective_from=date(2025, 1, 1),
        replaces="harbin-2023-living-master",
    )
    known = replace(CATALOGUE, policies=MappingProxyType({**CATALOGUE.policies, newer.policy_id: newer}))
    found = offered("harbin", known)
    assert [option.status for option in found.options["master"]] == ["in_force", "superseded"]


def test_an_ended_term_opens_no_scenario():
    found = inputs.start("harbin", with_master(effective_to=date(2024, 12, 31)), EVIDENCE)
    assert "master" not in found.baseline and "master" not in found.tiers


def test_a_withdrawn_figure_leaves_its_rate_and_its_anchor_out():
    gone = {"HRB-01-008", "DZ-04-037"}
    kept = {code: one for code, one in CATALOGUE.statements.items() if code not in gone}
    known = replace(CATALOGUE, statements=MappingProxyType(kept))
    assert "master" not in offered("harbin", known).options
    (alone,) = offered("dezhou", known).of_use("intake")
    assert alone.against == () and not alone.default


# Unit prices


def prices(city: str) -> dict[str, printed.UnitPrice]:
    return {price.policy_id: price for price in offered(city).prices}


@pytest.mark.parametrize("level, rate", [("national", 1000), ("provincial", 800), ("municipal", 500)])
def test_the_skills_allowance_is_a_monthly_price_for_60_months(level, rate):
    found = prices("harbin")[f"harbin-2023-skill-allowance-{level}"]
    assert (found.price, found.unit, found.months, found.recipient) == (rate, "yuan_per_month", 60, "person")


@pytest.mark.parametrize(
    "policy, price, high, bound",
    [
        ("harbin-2023-echelon-grant", 30_000, 50_000, "exact"),
        ("harbin-2023-echelon-leader-allowance", 500, 2_000, "exact"),
        ("harbin-2023-research-start-up-phd", 50_000, None, "exact"),
        ("harbin-2023-postdoc-station", 200_000, None, "exact"),
        ("harbin-2023-intermediary-ab", 200_000, None, "exact"),
        ("harbin-2023-intermediary-cd", 100_000, None, "exact"),
        ("harbin-2023-hr-park-national", 3_000_000, None, "exact"),
        ("harbin-2023-team-start-up-award", 10_000_000, None, "at_most"),
    ],
)
def test_a_printed_price_stays_as_printed_and_a_range_a_pair(policy, price, high, bound):
    found = prices("harbin")[policy]
    assert (found.price, found.price_high, found.bound) == (price, high, bound)


def test_loans_rents_prices_and_shares_of_a_salary_are_no_unit_prices():
    for city in CATALOGUE.cities:
        for price in prices(city).values():
            assert price.kind not in ("loan", "loan_ceiling", "rent_subsidy", "price", "service")
            assert price.unit.startswith("yuan") and CATALOGUE.policies[price.policy_id].city == city
    assert "harbin-2023-salary-subsidy" not in prices("harbin")
    assert "harbin-2020-selected-settling-in-phd" not in prices("harbin"), "the 2020 intake is over"


def test_a_tier_s_own_rate_is_no_unit_price_too():
    assert not [p for p in prices("harbin").values() if p.unit == "yuan_per_month" and p.tier == "phd"]


# Anchors


def test_both_counts_of_dezhou_are_offered_and_the_exact_one_is_the_default():
    exact, rounded = offered("dezhou").of_use("intake")
    assert (exact.statement.value, exact.default) == (23_127, True)
    assert (rounded.statement.value, rounded.default) == (23_500, False)
    assert exact.against == ("DZ-04-037",) and rounded.against == ("DZ-04-008",)


def test_two_ranges_that_begin_alike_are_a_conflict_and_two_alike_are_none():
    def against(value, value_high):
        other = replace(CATALOGUE.statements["DZ-04-037"], value=value, value_high=value_high)
        changed = replace(CATALOGUE, statements={**CATALOGUE.statements, "DZ-04-037": other})
        return [one.against for one in offered("dezhou", changed).of_use("intake")]

    assert against(23_127, 24_000) == [("DZ-04-037",), ("DZ-04-008",)]
    assert against(23_127, None) == [(), ()]


def test_a_declared_choice_goes_before_the_file_s_order():
    choice = Adoption("DZ-04-037", ("DZ-04-008",), Name("理由", "reason"))
    first, second = offered("dezhou", replace(CATALOGUE, adoptions=(choice,))).of_use("intake")
    assert (first.statement.statement_id, second.default) == ("DZ-04-037", False)


def test_harbin_and_daqing_print_no_intake():
    assert offered("harbin").of_use("intake") == offered("daqing").of_use("intake") == ()


# Badges


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


# In words


def test_badges_and_inputs_have_words_in_both_languages():
    scenario = inputs.transplant(start("daqing"), "harbin", CATALOGUE, EVIDENCE)
    scenario = replace(
        scenario,
        cap=Cap(1, "none"),
        solve=Solve(1, "first"),
        counts={"harbin-2023-chief-technician": 3},
        assumptions=replace(EVIDENCE.defaults, reference_rate={"phd": 1}),
    )
    for language in i18n.LANGUAGES:
        for badge in badges(scenario).values():
            assert inputs.badge_text(badge, CATALOGUE, language)
            assert inputs.input_name(badge.path, CATALOGUE, EVIDENCE, language)
    found = badges(scenario)
    assert inputs.badge_text(found["reform.rate.phd"], CATALOGUE, "zh") == "假设移植（哈尔滨）"
    assert inputs.input_name("intake.phd", CATALOGUE, EVIDENCE, "zh") == "年度新增人数（博士）"
    assert inputs.input_name("assumptions.but_for", CATALOGUE, EVIDENCE, "zh") == "因补贴而来"


def test_results_say_what_they_rest_on():
    two = [Badge("a", "user"), Badge("b", "user"), *(Badge(n, "assumed") for n in "cdefg")]
    assert inputs.count_text(two, "zh") == "含 2 个用户输入、5 个假设"
    assert inputs.count_text(two[2:], "en") == "Assumptions: 5"
    assert inputs.count_text([Badge("a", "printed")], "zh") == ""


# Bounds


def bounded(scenario: Scenario, **said: str) -> dict[str, str]:
    """The bounds with these inputs printed with a bound; `__` stands for a dot."""
    given = [Badge(path.replace("__", "."), "printed", bound=bound) for path, bound in said.items()]
    found = dict(bounds(scenario, given))
    return {key: found[key] for key in ("baseline.spend", "reform.spend", "delta", "per_recipient")}


def raised(after: int, before: int = 500) -> Scenario:
    return start("dezhou", intake={"bachelor": 10}, baseline={"bachelor": before}, reform={"bachelor": after})


def all_of(word: str) -> dict[str, str]:
    return dict.fromkeys(("baseline.spend", "reform.spend", "delta", "per_recipient"), word)


def test_exact_inputs_give_exact_results():
    assert bounded(raised(800)) == all_of("exact")


@pytest.mark.parametrize(
    "bound, word",
    [
        ("at_least", "at_least"),
        ("over", "at_least"),
        ("at_most", "at_most"),
        ("nearly", "at_most"),
        ("about", "open"),
    ],
)
def test_a_bound_of_the_intake_reaches_all_totals_and_no_unit_figure(bound, word):
    assert bounded(raised(800), intake__bachelor=bound) == {**all_of(word), "per_recipient": "exact"}


def test_an_open_intake_turns_round_in_a_saving():
    assert bounded(raised(400), intake__bachelor="at_least")["delta"] == "at_most"


def test_a_floor_of_the_baseline_is_a_ceiling_for_the_difference_and_for_who_comes():
    found = bounded(raised(800), baseline__rate__bachelor="at_least")
    assert found == {
        "baseline.spend": "at_least", "reform.spend": "at_most", "delta": "at_most",
        "per_recipient": "exact",
    }  # fmt: skip


def test_without_a_response_the_baseline_does_not_reach_the_reform():
    scenario = raised(800)
    scenario = replace(
        scenario, assumptions=replace(scenario.assumptions, but_for=Range(0, 0, 0))
    )  # nobody responds
    assert bounded(scenario, baseline__rate__bachelor="at_least")["reform.spend"] == "exact"


def test_bounds_that_oppose_each_other_leave_the_result_open():
    found = bounded(raised(800), baseline__rate__bachelor="at_least", intake__bachelor="at_least")
    assert (found["reform.spend"], found["delta"], found["baseline.spend"]) == ("open", "open", "at_least")


def test_a_duration_printed_as_a_ceiling_is_one_everywhere():
    assert bounded(raised(800), duration_months="at_most") == all_of("at_most")


def test_an_unchanged_floor_changes_nothing_and_still_costs_at_least_so_much():
    said = {"baseline__rate__bachelor": "at_least", "reform__rate__bachelor": "at_least"}
    found = bounded(raised(500), **said)
    assert (found["delta"], found["reform.spend"], found["per_recipient"]) == (
        "exact",
        "at_least",
        "at_least",
    )


def test_the_printed_floor_of_dezhou_s_counties_reaches_the_results():
    scenario = start("dezhou", baseline={"bachelor": 500}, reform={"bachelor": 500})
    given = inputs.badges(scenario, CATALOGUE, EVIDENCE)
    found = bounds(scenario, given)
    assert found["baseline.spend"] == found["committed_tail"] == found["per_recipient.bachelor"] == "at_least"


def test_changchun_s_open_intake_reaches_the_results():
    scenario = start("changchun", intake={"bachelor": 100_000})
    found = bounds(scenario, inputs.badges(scenario, CATALOGUE, EVIDENCE))
    assert (found["baseline.spend"], found["per_recipient"]) == ("at_least", "exact")


INPUTS = ("baseline__rate__bachelor", "reform__rate__bachelor", "intake__bachelor", "duration_months")


def totals(before: float, after: float, intake: float, months: float) -> dict[str, float]:
    """The formulas for one tier whose reference rate is its baseline rate, at a but-for share of 10 %."""
    baseline = before * intake * months
    reform = after * intake * exp(-log(0.9) * (after / before - 1)) * months
    return {"baseline.spend": baseline, "reform.spend": reform, "delta": reform - baseline}


@settings(max_examples=60, deadline=None)
@given(st.integers(100, 3000), st.integers(100, 3000), st.sampled_from(INPUTS), st.floats(1.0, 1.5))
def test_a_result_lies_where_its_bound_says_when_one_input_lies_above_its_floor(before, after, name, more):
    numbers = dict(zip(INPUTS, (before, after, 10, 36), strict=True))
    shown = totals(*numbers.values())
    true = totals(*{**numbers, name: numbers[name] * more}.values())
    found = bounded(raised(after, before), **{name: "at_least"})
    for output, number in shown.items():
        if before != after or "rate" not in name:
            slack = 1e-9 * (1 + abs(number))
            assert found[output] != "at_least" or true[output] >= number - slack, output
            assert found[output] != "at_most" or true[output] <= number + slack, output
            assert found[output] != "exact" or abs(true[output] - number) <= slack, output
