"""What the documents print for each city: rates, unit prices, anchors."""

from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest

from talent.catalogue import Adoption
from talent.i18n import Name
from talent.what_if import inputs, printed
from tests.what_if.printed_terms import (
    CATALOGUE,
    EVIDENCE,
    offered,
    start,
    with_master,
)


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
