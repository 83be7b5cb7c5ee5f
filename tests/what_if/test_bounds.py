"""Which way a result is open when its printed inputs are."""

from dataclasses import replace
from math import exp, log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talent.what_if import inputs
from talent.what_if.bounds import bounds
from talent.what_if.inputs import Badge
from talent.what_if.scenario import Range, Scenario
from tests.what_if.printed_terms import (
    CATALOGUE,
    EVIDENCE,
    start,
)


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
