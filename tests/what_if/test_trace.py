"""The trace cannot lie: what is filled in, computed again, is the result it shows."""

import ast
import math
import operator
import re

import pytest
from hypothesis import HealthCheck, assume, given, settings

from talent.errors import TalentError
from talent.what_if import inputs, report, trace
from talent.what_if.outcome import Outcome
from tests.what_if.made import scenarios
from tests.what_if.told import CATALOGUE, EVIDENCE, EXAMPLE, case, study

_SIGNS = {"×": "*", "÷": "/", "−": "-", "^": "**"}
_BINARY = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
_CALLS = {"exp": math.exp, "ln": math.log, "min": min}


def worked_out(filled: str) -> float:
    """The arithmetic of a step done again, by nothing but its signs."""
    filled = re.sub(r"(?<=\d),(?=\d)", "", filled)
    for sign, python in _SIGNS.items():
        filled = filled.replace(sign, python)
    return _value(ast.parse(filled.strip(), mode="eval").body)


def _value(node: ast.AST) -> float:
    match node:
        case ast.Constant(value=int() | float() as number):
            return number
        case ast.BinOp():
            return _BINARY[type(node.op)](_value(node.left), _value(node.right))
        case ast.UnaryOp(op=ast.USub()):
            return -_value(node.operand)
        case ast.Call(func=ast.Name(id=name)):
            return _CALLS[name](*map(_value, node.args))
    raise AssertionError(ast.dump(node))


def size(filled: str) -> float:
    """The arithmetic with every difference as a sum: what rounding its terms may leave, many digits down."""
    return abs(worked_out(filled.replace(" − ", " + ")))


def check(steps) -> None:
    for step in steps:
        if step.value is None:
            assert step.filled == "" and not re.search(r"\d", step.result)
            continue
        assert worked_out(step.filled) == pytest.approx(step.value, rel=1e-6, abs=1e-9 * size(step.filled)), (
            step
        )


@pytest.mark.parametrize("tier", [None, "phd", "master", "bachelor"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_example_of_the_interfaces_is_traced_to_its_last_digit(tier, language):
    found = trace.steps(study(EXAMPLE), tier, language)
    assert len(found) > 15
    check(found)
    assert not any("{" in step.title + step.formula + step.result for step in found)


def test_every_result_of_the_answer_has_its_step():
    keys = {step.key for step in trace.steps(study(EXAMPLE), None, "en")}
    assert {
        "months", "kernel", "entitlement", "per_recipient", "month_baseline", "month_reform", "spend",
        "spend_from", "tail", "alpha", "kappa", "but_for", "deadweight", "entrants", "static", "behavioural",
        "total", "additional", "per_additional", "per_person_year", "programme_total", "solve_static",
        "solve_rate", "solve",
    } <= keys  # fmt: skip


def test_the_steps_say_what_is_done_by_hand():
    steps = {step.key: step for step in trace.steps(study(case(after="bachelor = 2000")), None, "en")}
    assert steps["kernel"].filled == "6 + 12 + 12 + 6" and steps["kernel"].result == "36 months"
    assert steps["entitlement"].filled == "2,000 × 36" and steps["entitlement"].result == "72,000 yuan"
    assert steps["static"].filled == "((2,000 − 1,500) × 10,000) × 1 × 36"
    assert steps["static"].result == "180,000,000 yuan" and not steps["static"].assumed
    assert steps["kappa"].filled == "−ln(1 − 0.15) ÷ 1,500"
    assert steps["behavioural"].result == "40.1 million yuan" and steps["behavioural"].assumed
    assert steps["per_additional"].result == "395,000 yuan"


def test_the_results_traced_are_those_of_the_answer():
    found = study(EXAMPLE)
    told = report.answer(found)
    steps = {step.key: step.value for step in trace.steps(found, None, "en")}
    for key in ("static", "behavioural", "total", "additional"):
        assert steps[key] == pytest.approx(told["delta"][key])
        assert steps[f"programme_{key}"] == pytest.approx(told["programme"][key])
    assert steps["per_additional"] == pytest.approx(told["ratios"]["per_additional"])
    assert steps["tail"] == pytest.approx(told["reform"]["committed_tail"])
    assert steps["alpha"] == pytest.approx(told["reform"]["alpha"])


def test_a_step_names_the_documents_of_its_numbers():
    start = inputs.start("harbin", CATALOGUE, EVIDENCE)
    found = report.study(start, CATALOGUE, EVIDENCE, "x")
    printed = {badge.path: badge.codes for badge in found.badges}
    for tier in found.per_thousand:
        steps = trace.steps(found, tier, "zh")
        (entitled,) = [step for step in steps if step.key == "entitlement"]
        assert set(entitled.codes) == {*printed[f"reform.rate.{tier}"], *printed["duration_months"]}
        (month,) = [step for step in steps if step.key == "month_reform"]
        assert month.codes == printed[f"reform.rate.{tier}"]


def test_where_nobody_is_additional_the_cost_of_one_cannot_be_computed():
    steps = {step.key: step for step in trace.steps(study(case()), None, "zh")}
    assert steps["per_additional"].value is None and steps["per_additional"].result == "无法计算"
    check(steps.values())


def test_without_a_duration_there_is_nothing_to_trace():
    assert trace.steps(study(case().replace("duration_months = 36\n", "")), None, "en") == ()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(scenarios())
def test_no_step_of_any_scenario_lies(scenario):
    assume(scenario.duration_months)
    object.__setattr__(scenario, "counts", {})
    try:
        found = report.study(scenario, CATALOGUE, EVIDENCE, "x")
    except TalentError:
        return
    for tier in (None, *found.per_thousand):
        outcome: Outcome = found.of(tier)[1]
        steps = trace.steps(found, tier, "en")
        assert steps and outcome.kernel is not None
        check(steps)
