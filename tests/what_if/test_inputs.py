"""What inputs are called, and in words what a result rests on."""

from dataclasses import replace

from talent import i18n
from talent.what_if import inputs
from talent.what_if.inputs import Badge
from talent.what_if.scenario import Cap, Solve
from tests.what_if.printed_terms import (
    CATALOGUE,
    EVIDENCE,
    badges,
    start,
)


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
