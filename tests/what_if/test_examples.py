"""The examples rest on printed terms alone, and are refused when a file of a pair is missing or broken."""

import shutil
import tomllib
from dataclasses import replace
from types import MappingProxyType

import pytest

from talent import i18n, warehouse
from talent.errors import TalentError
from talent.what_if import examples as module
from talent.what_if import inputs
from talent.what_if.evidence import evidence
from talent.what_if.examples import examples
from talent.what_if.run import missing, per_thousand, run
from talent.what_if.scenario import Scenario

CATALOGUE, EVIDENCE = warehouse.curated(), evidence()
EXAMPLES = {example.id: example for example in examples()}


def scenario(id: str) -> Scenario:
    """The example without the parser: they give no intake, no cap, no assumption but a reference."""
    read = tomllib.loads(EXAMPLES[id].scenario)
    keys = {"city", "first_year", "years", "arrival", "duration_months", "baseline", "reform", "assumptions"}
    assert set(read) <= keys
    assumed = read.get("assumptions", {})
    assert set(assumed) <= {"reference_rate"}
    return Scenario(
        city=read["city"],
        first_year=read["first_year"],
        years=read["years"],
        arrival=read["arrival"],
        duration_months=read["duration_months"],
        intake=MappingProxyType({}),
        baseline=MappingProxyType(read.get("baseline", {}).get("rate", {})),
        reform=MappingProxyType(read.get("reform", {}).get("rate", {})),
        assumptions=replace(EVIDENCE.defaults, reference_rate=assumed.get("reference_rate", {})),
    )


def start(city: str) -> Scenario:
    return inputs.start(city, CATALOGUE, EVIDENCE)


def at_harbin_rates(city: str) -> Scenario:
    return inputs.transplant(start(city), "harbin", CATALOGUE, EVIDENCE)


@pytest.mark.parametrize(
    "id, wanted",
    [
        ("harbin-printed-terms", start("harbin")),
        ("changchun-2024-terms", start("changchun")),
        ("dezhou-phd-terms", start("dezhou")),
        ("changchun-at-harbin-rates", at_harbin_rates("changchun")),
        ("daqing-at-harbin-rates", at_harbin_rates("daqing")),
        (
            "harbin-bachelor-2000",
            replace(start("harbin"), reform={**start("harbin").reform, "bachelor": 2000}),
        ),
    ],
)
def test_an_example_is_what_the_documents_print(id, wanted):
    assert scenario(id) == wanted


def test_there_are_no_others_and_no_invented_intake():
    assert len(EXAMPLES) == 6
    assert all("intake" in missing(scenario(id)) for id in EXAMPLES)


@pytest.mark.parametrize("tier, yuan", [("phd", 108_000), ("master", 72_000), ("bachelor", 54_000)])
def test_harbin_s_entitlements_are_the_printed_ones(tier, yuan):
    assert EXAMPLES["harbin-printed-terms"].expected[f"rows.{tier}.entitlement"] == yuan


def test_entitlements_expected_are_rate_times_months():
    for id, example in EXAMPLES.items():
        given = scenario(id)
        for path, number in example.expected.items():
            if path.endswith(".entitlement"):
                assert number == given.reform[path.split(".")[1]] * given.duration_months, (id, path)


@pytest.mark.parametrize("id", EXAMPLES)
def test_the_model_gives_what_was_worked_out_by_hand(id):
    outcome = run(replace(scenario(id), assumptions=replace(scenario(id).assumptions, draws=100)))
    found = {f"kernel.{lag}": months for lag, months in enumerate(outcome.kernel)}
    found |= {"paid_months": outcome.paid_months}
    for tier, row in outcome.rows.items():
        found |= {f"rows.{tier}.{name}": number for name, number in vars(row).items()}
    found["ratios.per_recipient"] = max(row.per_recipient for row in outcome.rows.values())
    for tier in outcome.rows:
        alone = run(per_thousand(scenario(id), tier))
        for part, figures in (
            ("reform", alone.reform),
            ("delta", alone.change),
            ("programme", alone.programme),
        ):
            own = f"per_1000.{tier}.{part}"
            found |= {f"{own}.{name}": number for name, number in vars(figures or object).items()}
        spent = enumerate(alone.reform.spend_by_year)
        found |= {f"per_1000.{tier}.reform.spend_by_year.{place}": spend for place, spend in spent}
    for path, number in EXAMPLES[id].expected.items():
        assert found[path] == pytest.approx(number, rel=1e-6), path


@pytest.mark.parametrize("id", EXAMPLES)
def test_every_example_says_what_is_spent_owed_and_brought_per_thousand(id):
    given, expected = scenario(id), EXAMPLES[id].expected
    told = {path.split(".", 2)[2] for path in expected if path.startswith("per_1000.")}
    wanted = {"reform.spend_by_year.0", "reform.spend_by_year.7", "reform.committed_tail"}
    wanted |= {f"programme.{name}" for name in ("static", "behavioural", "total", "additional")}
    wanted |= {f"delta.{name}" for name in ("static", "behavioural", "additional") if given.baseline}
    assert wanted <= told
    for tier, rate in given.reform.items():
        if given.baseline.get(tier) == rate and f"per_1000.{tier}.delta.static" in expected:
            # No reform, no difference; and in a year of all cohorts a thousand cost what a thousand do.
            assert expected[f"per_1000.{tier}.delta.static"] == 0
            steady = expected[f"per_1000.{tier}.reform.spend_by_year.7"]
            assert steady == pytest.approx(1000 * expected[f"rows.{tier}.per_recipient"], rel=1e-6)


def broken(tmp_path, name: str, text: str | None) -> str:
    folder = tmp_path / "scenarios"
    shutil.copytree(warehouse.DATA / "scenarios", folder)
    if text is None:
        (folder / name).unlink()
    else:
        (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(TalentError) as refused:
        module.read(folder)
    assert refused.value.key == "assumptions.examples"
    return i18n.message(refused.value, "en")


@pytest.mark.parametrize(
    "name, text, said",
    [
        ("dezhou-phd-terms.json", None, "dezhou-phd-terms.json: No such file"),
        ("dezhou-phd-terms.toml", None, "dezhou-phd-terms.toml: No such file"),
        ("dezhou-phd-terms.toml", "city =", "dezhou-phd-terms: "),
        ("dezhou-phd-terms.json", "{", "dezhou-phd-terms: "),
        ("dezhou-phd-terms.json", "{}", "name, note and expected"),
        ("dezhou-phd-terms.json", '{"name": {"zh": "甲"}, "note": {}, "expected": {}}', "both languages"),
        ("dezhou-phd-terms.json", '{"name": {}, "note": {}, "expected": {"rows": "many"}}', "numbers only"),
        ("dezhou-phd-terms.json", '{"name": {}, "note": {}, "expected": {}}', "expected is empty"),
    ],
)
def test_an_incomplete_example_is_named(tmp_path, name, text, said):
    assert said in broken(tmp_path, name, text)
