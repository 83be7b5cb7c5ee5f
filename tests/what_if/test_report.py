"""What page, command and exports say of a scenario: keys, known answers, what is missing."""

import json

import pytest
from hypothesis import HealthCheck, given, settings

from talent.errors import TalentError
from talent.what_if import inputs, notation, report, solving
from talent.what_if.examples import examples
from tests.what_if.made import scenarios
from tests.what_if.told import CATALOGUE, CERTAIN, EVIDENCE, EXAMPLE, answer, case, found, numbers, study

K1 = "phd = 3000\nmaster = 2000\nbachelor = 1500"
K1_INTAKE = "phd = 100\nmaster = 1000\nbachelor = 5000"
NOBODY_RESPONDS = CERTAIN.replace("0.15", "0")
LEAVING = """
[assumptions]
but_for = 0.15
leave_while_paid = 0.08
cliff = 0.18
leave_after = 0.05
take_up = 1
"""


def test_the_example_of_the_interfaces_is_answered_with_every_promised_key():
    told = answer(EXAMPLE)
    assert {"kernel", "baseline", "reform", "delta", "ratios", "fan", "solve", "missing", "badges"} < set(
        told
    )
    for run in ("baseline", "reform"):
        assert len(told[run]["spend_by_year"]) == 8
        assert all(len(told[run][key]) == 8 for key in ("paid_by_year", "unmet_by_year", "arrears_by_year"))
        assert 0 < told[run]["alpha"] <= 1
    assert told["reform"]["committed_tail"] > 0
    assert {"static", "behavioural", "total", "additional"} < set(told["delta"])
    assert told["at"] == "mode" and told["extrapolated"] == [] and told["missing"] == []
    for fan in ("extra_spend", "extra_headcount"):
        assert [row["year"] for row in told["fan"][fan]] == told["years"] == list(range(2023, 2031))
        assert all(row["p10"] <= row["p50"] <= row["p90"] for row in told["fan"][fan])
    assert set(told["solve"]["rate"]) == set(told["solve"]["static_rate"]) == {"phd", "master", "bachelor"}
    assert told["ratios"]["horizon_months"] == 180
    # 3,000 a month is the highest rate: 3,000 × 31.96126.
    assert told["ratios"]["per_recipient"] == pytest.approx(95_883.78, abs=0.01)
    assert {badge["path"]: badge["kind"] for badge in told["badges"]}["intake.phd"] == "user"


def test_an_answer_is_plain_json():
    told = answer(EXAMPLE)
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert all(isinstance(n, int) or not n.is_integer() for n in numbers(told))


def test_one_cohort_at_printed_rates_costs_what_it_does_by_hand():
    told = answer(case(K1, intake=K1_INTAKE, years=1, assumptions=NOBODY_RESPONDS))
    assert told["kernel"] == [6, 12, 12, 6] and told["paid_months"] == 36
    assert told["reform"]["spend_by_year"] == [58_800_000]
    assert told["reform"]["tail_by_year"] == [117_600_000, 117_600_000, 58_800_000]
    assert told["reform"]["committed_tail"] + 58_800_000 == 352_800_000


def test_rolling_cohorts_cost_what_they_do_by_hand():
    told = answer(case(K1, intake=K1_INTAKE, years=4, assumptions=NOBODY_RESPONDS))
    assert told["baseline"] == told["reform"]
    assert told["reform"]["spend_by_year"] == [58_800_000, 176_400_000, 294_000_000, 352_800_000]
    assert told["reform"]["tail_by_year"] == [294_000_000, 176_400_000, 58_800_000]
    assert told["reform"]["committed_tail"] == 529_200_000
    assert all(isinstance(n, int) for n in numbers(told["reform"]))


def test_attrition_shortens_what_is_paid():
    told = answer(case(assumptions=LEAVING))
    assert told["paid_months"] == pytest.approx(31.96126, abs=5e-6)
    assert told["kernel"] == pytest.approx([5.89709, 11.08161, 10.19508, 4.78748], abs=5e-6)
    assert told["ratios"]["per_recipient"] == pytest.approx(47_941.89, abs=0.005)


def test_a_raise_costs_its_static_and_its_behavioural_part():
    told = answer(case(after="bachelor = 2000"))
    delta = told["delta"]
    assert delta["static"] == 180_000_000
    assert delta["behavioural"] == pytest.approx(40_080_400, abs=500)
    assert delta["total"] == pytest.approx(delta["static"] + delta["behavioural"])
    assert delta["additional"] == pytest.approx(556.672, abs=5e-4)
    assert told["ratios"]["per_additional"] == pytest.approx(395_350, abs=0.5)
    assert told["rows"]["bachelor"]["per_but_for_hire"] == pytest.approx(
        72_000 / told["rows"]["bachelor"]["but_for"]
    )
    assert answer(case())["rows"]["bachelor"]["per_but_for_hire"] == pytest.approx(360_000)
    assert told["rows"]["bachelor"]["deadweight"] == pytest.approx(1 - told["rows"]["bachelor"]["but_for"])
    leaving = answer(case(after="bachelor = 2000", assumptions=LEAVING))
    assert leaving["ratios"]["per_additional_person_year"] == pytest.approx(41_798, abs=0.5)
    assert leaving["delta"]["total"] == pytest.approx(195_390_200, abs=500)


def test_a_rate_for_a_budget_says_which_year_binds():
    changchun = "bachelor = 1500"
    for year, rate, binding in (("steady", 555.56, 2026), ("first", 3333.33, 2023)):
        solve = f'[solve]\nbudget_yuan_per_year = 2_000_000_000\nyear = "{year}"'
        toml = case(changchun, intake="bachelor = 100000", more=solve, assumptions=NOBODY_RESPONDS)
        told = answer(toml)["solve"]
        assert told["rate"]["bachelor"] == pytest.approx(rate, abs=0.005)
        assert told["static_rate"] == pytest.approx(told["rate"])
        assert solving.binding_year(study(toml)) == binding
        assert told["spend_by_year"][binding - 2023] == pytest.approx(2e9)
        # Priced for the first year, the steady state costs six times as much.
        assert max(told["spend_by_year"]) == pytest.approx(2e9 if year == "steady" else 12e9)
    solve = "[solve]\nbudget_yuan_per_year = 600_000_000"
    told = answer(case(more=solve))["solve"]
    assert told["rate"]["bachelor"] == pytest.approx(1641.339, abs=5e-4)
    assert told["static_rate"]["bachelor"] == pytest.approx(1666.67, abs=5e-3)


@pytest.mark.parametrize("rule, last, alpha", [("prorate", 300e6, 0.85034), ("sustain", 300e6, 0.85034)])
def test_a_cap_is_kept_and_the_rest_told(rule, last, alpha):
    cap = f'[cap]\nyuan_per_year = 300_000_000\nrule = "{rule}"'
    told = answer(case(K1, intake=K1_INTAKE, more=cap, assumptions=NOBODY_RESPONDS))["reform"]
    assert told["paid_by_year"][-1] == pytest.approx(last)
    assert told["unmet_by_year"][-1] == pytest.approx(52_800_000)
    assert told["alpha"] == pytest.approx(alpha, abs=5e-6)


def test_without_ranges_the_fan_has_no_width():
    told = answer(case(after="bachelor = 2000"))
    for rows in told["fan"].values():
        assert all(row["p10"] == row["p50"] == row["p90"] for row in rows)
    last = told["fan"]["extra_spend"][-1]["p50"]
    spend = [told[run]["spend_by_year"][-1] for run in ("reform", "baseline")]
    assert last == pytest.approx(spend[0] - spend[1])


@pytest.mark.parametrize("city", CATALOGUE.cities)
def test_what_a_city_does_not_print_is_missing_and_never_another_city_s(city):
    start = inputs.start(city, CATALOGUE, EVIDENCE)
    told = report.answer(report.study(start, CATALOGUE, EVIDENCE, "x"))
    assert "intake" in told["missing"]
    assert told["delta"]["total"] is None and told["reform"]["spend_by_year"] is None
    assert told["fan"]["extra_spend"] is None and told["assumed"] is None
    named = {badge["path"] for badge in told["badges"] if badge["kind"] == "missing"}
    assert named == set(told["missing"])
    codes = {code for badge in told["badges"] for code in badge["codes"]}
    assert {CATALOGUE.statements[code].city for code in codes} <= {city}
    # Per 1,000 recipients everything is there that the printed terms give.
    for tier, alone in told["per_1000"].items():
        assert alone["reform"]["spend_by_year"][0] > 0
        assert alone["programme"]["additional"] == pytest.approx(100), tier
    assert set(told["per_1000"]) == (set(told["rows"]) if start.duration_months else set())


def test_without_a_duration_nothing_is_computed():
    toml = case().replace("duration_months = 36\n", "")
    told = answer(toml)
    assert told["missing"] == ["duration_months"]
    assert told["kernel"] is None and told["reform"]["spend_by_year"] is None and told["rows"] == {}
    assert told["ratios"]["per_recipient"] is None


def test_without_baseline_rates_there_are_levels_and_no_difference():
    told = answer(case().replace("[baseline.rate]\nbachelor = 1500\n", ""))
    assert told["missing"] == ["baseline.rate"]
    assert told["reform"]["spend_by_year"][0] == 10_000 * 1500 * 6
    assert told["baseline"]["spend_by_year"] is None and told["delta"]["total"] is None


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.id)
def test_a_shipped_scenario_has_the_results_beside_it(example):
    told = answer(example.scenario)
    for path, number in example.expected.items():
        assert found(told, path) == pytest.approx(number, rel=1e-5, abs=5e-6), path


def test_changed_assumptions_are_told_apart_from_the_policy():
    told = answer(case(after="bachelor = 2000"))["assumed"]
    assert told["changed"] == ["but_for", "leave_while_paid", "cliff", "leave_after", "take_up"]
    default, own, reform = (told[name] for name in ("default_baseline", "own_baseline", "own_reform"))
    # 0.8 of 10,000 for 31.96 months against all of them for 36.
    assert default["cohort_cost"] == pytest.approx(1500 * 8000 * 31.96126, rel=1e-6)
    assert own["cohort_cost"] == 540_000_000
    assert told["by_policy"]["cohort_cost"] == pytest.approx(
        answer(case(after="bachelor = 2000"))["delta"]["total"]
    )
    assert told["by_assumptions"]["but_for"] == pytest.approx(1500 - 800)
    for key in default:
        steps = told["by_assumptions"][key] + told["by_policy"][key]
        assert default[key] + steps == pytest.approx(reform[key])


def test_whoever_does_not_draw_it_is_no_recipient_in_any_of_the_three_runs():
    told = answer(case(assumptions=CERTAIN.replace("take_up = 1", "take_up = 0.6")))["assumed"]
    # 0.8 of 10,000 by default, 0.6 of them here; 0.1 and 0.15 of those paid came because of it.
    assert told["default_baseline"]["recipients"] == pytest.approx(8000)
    assert told["own_reform"]["recipients"] == pytest.approx(6000)
    assert told["by_assumptions"]["recipients"] == pytest.approx(-2000)
    assert told["default_baseline"]["but_for"] == pytest.approx(800)
    assert told["own_reform"]["but_for"] == pytest.approx(900)


def test_those_who_would_have_come_anyway_are_all_but_the_others_end_for_end():
    row = answer(EXAMPLE)["rows"]["bachelor"]
    anyway, because = row["deadweight_band"], row["but_for_band"]
    assert anyway["p10"] < anyway["p50"] < anyway["p90"]
    for low, high in (("p10", "p90"), ("p50", "p50"), ("p90", "p10")):
        assert anyway[low] == pytest.approx(1 - because[high])


def test_assumptions_left_as_they_are_do_nothing():
    assert answer(case(after="bachelor = 2000", assumptions=""))["assumed"] is None


def test_no_reform_no_difference():
    told = answer(case(assumptions=""))
    assert {told["delta"][key] for key in ("static", "behavioural", "total", "additional")} == {0}
    assert set(numbers([row | {"year": 0} for fan in told["fan"].values() for row in fan])) == {0}
    assert told["ratios"]["per_additional"] is None
    assert answer(case())["assumed"]["by_policy"]["spend"] == 0


def test_a_unit_price_has_no_sum_until_a_number_is_typed():
    start = inputs.start("harbin", CATALOGUE, EVIDENCE)
    prices = {one.policy_id: one for one in report.study(start, CATALOGUE, EVIDENCE, "x").prices.values()}
    ranged = next(one for one in prices.values() if one.price_high and one.unit != "yuan_per_month")
    monthly = next(one for one in prices.values() if one.unit == "yuan_per_month" and one.months == 60)
    silent = next(one for one in prices.values() if one.unit == "yuan_per_month" and one.months is None)
    counts = "".join(f"{one.policy_id} = 10\n" for one in (ranged, monthly, silent))
    toml = case(more=f"[counts]\n{counts}")
    told = {one["policy_id"]: one for one in answer(toml)["one_offs"]}
    assert len(told) == len(prices) and told[ranged.policy_id]["cost"] == 10 * ranged.price
    assert told[ranged.policy_id]["cost_high"] == 10 * ranged.price_high
    # Five years by the month: the same kernel with 60 months.
    assert told[monthly.policy_id]["cost"] == 600 * monthly.price
    by_year = [months * 10 * monthly.price for months in (6, 18, 30, 42, 54, 60, 60, 60)]
    assert told[monthly.policy_id]["cost_by_year"] == by_year
    assert told[silent.policy_id]["cost"] is None and told[silent.policy_id]["cost_by_year"] is None
    untyped = [one for one in told.values() if one["count"] is None]
    assert untyped and all(one["cost"] is None for one in untyped)


def test_a_floor_stays_a_floor_in_what_is_built_on_it():
    toml = case(intake="bachelor = 100000", city="changchun")
    told = answer(toml)
    assert told["bounds"]["reform.spend"] == "at_least"
    assert told["per_1000"]["bachelor"]["bounds"]["reform.spend"] == "exact"


def test_a_city_or_a_policy_that_is_not_there_is_refused():
    for toml in (case(city="beijing"), case(more="[counts]\nno-such-policy = 1\n")):
        with pytest.raises(TalentError):
            answer(toml)


def test_the_rate_that_matches_another_city():
    base = study(case("bachelor = 1500", city="changchun"))
    same = solving.match(base, "bachelor", "harbin", "same_rate")
    assert (same.rate, same.reach, same.target) == (1500, "within", 1500) and same.codes
    entitled = solving.match(base, "bachelor", "harbin", "same_entitlement")
    assert entitled.target == 54_000 and entitled.rate == pytest.approx(1500)
    spent = solving.match(base, "bachelor", "harbin", "same_spend_per_entrant")
    assert spent.rate == pytest.approx(1500) and spent.target == pytest.approx(54_000)
    low = study(case("bachelor = 500", city="changchun"))
    assert solving.match(low, "bachelor", "harbin", "same_rate").reach == "beyond"
    nothing = solving.match(base, "bachelor", "daqing", "same_rate")
    assert (nothing.rate, nothing.reach) == (None, "not_printed")


def test_a_single_payment_counts_in_an_entitlement():
    # Harbin prints 3,000 a month for 36 months and 100,000 once for settling in.
    here = study(case("phd = 2500", intake="phd = 10", city="changchun"))
    matched = solving.match(here, "phd", "harbin", "same_entitlement")
    assert matched.target == 208_000 and matched.one_offs == ("harbin-2023-settling-in-phd",)
    assert matched.rate == pytest.approx(208_000 / 36) and matched.reach == "beyond"
    # What a city pays once itself need not be paid by the month: it matches itself at what it prints.
    itself = study(case("phd = 3000", intake="phd = 10"))
    assert solving.match(itself, "phd", "harbin", "same_entitlement").rate == 3000


def test_break_even_is_the_share_at_which_the_cost_is_the_worth():
    base = study(case(after="bachelor = 2000", assumptions=LEAVING))
    assert solving.break_even(base, 41_798.1) == pytest.approx(0.15, abs=1e-4)
    assert solving.break_even(base, 1) is None
    # A share far above any observed is told too, up to the highest a scenario may hold.
    strong = case(after="bachelor = 2000", assumptions=LEAVING.replace("but_for = 0.15", "but_for = 0.9"))
    worth = study(strong).outcome.change.per_person_year
    assert solving.break_even(base, worth) == pytest.approx(0.9, abs=1e-6)
    assert solving.break_even(base, 41_798.1, "bachelor") == pytest.approx(0.15, abs=1e-4)
    whole = base.outcome.programme.per_person_year
    assert solving.break_even(base, whole, whole=True) == pytest.approx(0.15, abs=1e-6)
    with pytest.raises(TalentError):
        solving.break_even(base, 0)
    assert solving.break_even(study(case().replace("[intake]\nbachelor = 10000\n", "")), 1e5) is None


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(scenarios())
def test_every_scenario_is_answered_or_refused_with_a_sentence(scenario):
    counts = {}
    whole = notation.parse_json(
        json.dumps(notation.to_mapping(scenario) | {"counts": counts}), EVIDENCE.defaults
    )
    try:
        told = report.answer(report.study(whole, CATALOGUE, EVIDENCE, "x"))
    except TalentError as error:
        assert error.key == "scenario.no_reference"
        return
    json.dumps(told, allow_nan=False)
    assert told["scenario"] == notation.to_mapping(whole)
    assert {badge["path"] for badge in told["badges"] if badge["kind"] == "missing"} == set(told["missing"])
    for language in ("zh", "en"):
        assert report.lines(report.study(whole, CATALOGUE, EVIDENCE, "x"), language)


def test_a_rate_above_twice_the_reference_is_told_to_be_extrapolated():
    toml = case(after="bachelor = 3001")
    assert answer(toml)["extrapolated"] == ["bachelor"]
    assert "  外推：月补贴标准超过参照标准的两倍（3,000元）" in report.lines(study(toml), "zh")
    assert answer(case(after="bachelor = 3000"))["extrapolated"] == []


SOME = case(
    "phd = 3000\nmaster = 2000\nbachelor = 1500", "phd = 3500\nmaster = 2000\nbachelor = 1500", "phd = 100"
)


def test_with_some_tiers_complete_these_are_totalled_and_the_others_named():
    told = answer(SOME)
    assert told["missing"] == ["intake.master", "intake.bachelor"]
    assert told["reform"]["spend_by_year"] is None and told["delta"]["total"] is None
    alone = answer(case("phd = 3000", "phd = 3500", "phd = 100"))
    assert (told["partial"]["tiers"], told["partial"]["left_out"]) == (["phd"], ["master", "bachelor"])
    for key in ("baseline", "reform", "delta", "programme", "fan", "tornado", "ratios"):
        assert told["partial"][key] == alone[key], key
    base = study(SOME)
    assert base.of(None) == base.whole and base.whole[0].tiers == base.counted == ("phd",)
    assert base.bounds_of(None)["reform.spend"] == "exact" and base.responds(None)
    assert "合计只含博士（硕士、本科未填人数，不计入）" in report.lines(base, "zh")
    assert any("(Master's, Bachelor's" in line or "not counted" in line for line in report.lines(base, "en"))


def test_a_total_of_all_tiers_or_of_none_is_no_partial_one():
    for toml in (EXAMPLE, case(), case().replace("[intake]\nbachelor = 10000\n", "")):
        assert "partial" not in answer(toml)
        assert study(toml).whole == (study(toml).scenario, study(toml).outcome)
    without = case().replace("duration_months = 36\n", "")
    assert "partial" not in answer(without) and study(without).left_out == ("bachelor",)


def test_a_tier_without_a_baseline_is_left_out_only_beside_one_that_has_one():
    mixed = study(case("phd = 3000", "phd = 3500\nmaster = 2000", "phd = 100\nmaster = 10"))
    assert (mixed.counted, mixed.left_out) == (("phd",), ("master",))
    assert mixed.outcome.reform is not None and mixed.whole[1].change is not None
    assert "合计只含博士（硕士输入不全，不计入）" in report.lines(mixed, "zh")
    none = case(after="phd = 3500\nmaster = 2000", intake="phd = 100\nmaster = 10")
    none = study(none.replace("[baseline.rate]\nbachelor = 1500\n", ""))
    assert none.counted == ("phd", "master") and not none.partial


def test_without_a_baseline_the_programme_rests_on_the_reference_rate():
    toml = case(assumptions=CERTAIN.replace("but_for", "reference_rate = 1500\nbut_for"))
    told = answer(toml.replace("[baseline.rate]\nbachelor = 1500\n", ""))
    assert told["baseline"]["spend_by_year"] is None and told["delta"]["total"] is None
    # 10,000 came under 1,500: 8,500 of them would have come anyway.
    programme = told["programme"]
    assert programme["additional"] == pytest.approx(1500) and programme["total"] == pytest.approx(540e6)
    assert programme["static"] == pytest.approx(1500 * 8500 * 36)
    assert programme["tornado"]["headcount"] and programme["fan"]["extra_spend"][-1]["p50"] > 0
    with_baseline = answer(toml)["programme"]
    assert programme == with_baseline


def test_what_is_missing_names_what_blocks_the_number_asked_for():
    base = study(case().replace("[intake]\nbachelor = 10000\n", ""))
    assert base.blockers("reform") == ("intake",) and base.blockers("unit") == ()
    assert base.blockers("change", "bachelor") == base.blockers("programme", "bachelor") == ()
    daqing = report.study(inputs.start("daqing", CATALOGUE, EVIDENCE), CATALOGUE, EVIDENCE, "x")
    assert daqing.blockers("unit") == ("duration_months", "reform.rate")
    bare = study(case().replace("[baseline.rate]\nbachelor = 1500\n", ""))
    assert bare.blockers("change") == ("baseline.rate",) and bare.blockers("reform") == ()
    assert bare.blockers("programme") == ("assumptions.reference_rate.bachelor",)


def capped(rule: str, cap: int = 300_000_000, years: int = 8) -> dict:
    more = f'[cap]\nyuan_per_year = {cap}\nrule = "{rule}"'
    return answer(case(K1, intake=K1_INTAKE, more=more, assumptions=NOBODY_RESPONDS, years=years))["reform"]


def test_what_is_still_owed_follows_the_rule_of_the_cap():
    # The plan is 352.8 million a year in the end; after it 294.0, 176.4 and 58.8 are still due.
    plain = capped("none")
    assert plain["owed_by_year"] == plain["tail_by_year"] == [294_000_000, 176_400_000, 58_800_000]
    assert (plain["owed"], plain["admitted"]) == (529_200_000, 1)
    assert plain["overrun_by_year"] == [0, 0, 0, *[52_800_000] * 5]
    share = 300 / 352.8
    sustained = capped("sustain")
    assert sustained["admitted"] == pytest.approx(share) == sustained["alpha"]
    assert sustained["owed"] == pytest.approx(529_200_000 * share)
    low = capped("prorate", 200_000_000)
    assert low["owed_by_year"] == [200_000_000, 176_400_000, 58_800_000] and low["owed"] == 435_200_000
    # Five years of 52.8 million carried, 264 in all: 294.0 + 264 are paid down at 300 a year.
    carried = capped("arrears")
    assert carried["owed_by_year"] == [300_000_000, 300_000_000, 193_200_000]
    assert carried["owed"] == 529_200_000 + 5 * 52_800_000
    assert len(capped("arrears", 1)["owed_by_year"]) == 103, (
        "a cap of one yuan takes for ever: not told to the end"
    )
    assert "owed" not in answer(case())["reform"]


@pytest.mark.parametrize(
    "rule, said",
    [
        ("none", "超出上限合计：264,000,000元"),
        ("arrears", "年末欠付（推演末年）：264,000,000元"),
        ("sustain", "未付合计："),
    ],
)
def test_what_lies_above_the_cap_is_said_as_its_rule_has_it(rule, said):
    more = f'[cap]\nyuan_per_year = 300_000_000\nrule = "{rule}"'
    toml = case(K1, intake=K1_INTAKE, more=more, assumptions=NOBODY_RESPONDS)
    assert any(said in line for line in report.lines(study(toml), "zh"))


def test_a_cut_saves_for_each_person_lost():
    told = report.lines(study(case(after="bachelor = 1000", assumptions="")), "zh")
    assert any("每净减一人节省：" in line for line in told) and any(
        "每净减一人年节省：" in line for line in told
    )
    (band,) = [line for line in told if "净增人才：−" in line]
    assert " 至 −" in band and "--" not in band and "–−" not in band


def test_where_nobody_is_paid_no_share_is_told():
    nobody = CERTAIN.replace("take_up = 1", "take_up = 0")
    cap = '[cap]\nyuan_per_year = 300_000_000\nrule = "sustain"'
    told = report.lines(study(case(after="bachelor = 2000", more=cap, assumptions=nobody)), "zh")
    assert not [line for line in told if "100%" in line]


def test_a_count_typed_shows_its_cost_with_its_period_and_the_leaving_assumed():
    typed = "[counts]\nharbin-2023-skill-allowance-national = 10\nharbin-2023-echelon-grant = 2\n"
    found = study(case(more=typed, assumptions=LEAVING))
    told = report.lines(found, "zh")
    assert any("一年新增者，全程 60 个月；领取期间每年流失按 8% 计" in line for line in told)
    assert any("60,000–100,000元（每年）" in line for line in told)
    one = next(
        one for one in answer(case(more=typed, assumptions=LEAVING))["one_offs"] if one["months"] == 60
    )
    # 10 × 1,000 × (1 − 0.92^5) / (1 − 0.92^(1/12)): whoever has left draws nothing.
    assert one["cost"] == pytest.approx(10_000 * (1 - 0.92**5) / (1 - 0.92 ** (1 / 12)))
    assert (one["period"], one["leave_while_paid"]) == ("cohort", 0.08)
    # Once the first cohort is through, a year costs what a cohort does.
    assert one["cost_by_year"][-3:] == [pytest.approx(one["cost"])] * 3


def test_a_baseline_above_twice_the_reference_is_extrapolated_too():
    assumed = CERTAIN.replace("but_for", "reference_rate = 1500\nbut_for")
    assert answer(case("bachelor = 4000", "bachelor = 2000", assumptions=assumed))["extrapolated"] == [
        "bachelor"
    ]


def test_the_dearest_recipient_is_not_known_while_a_rate_is_missing():
    told = answer(case("phd = 3000\nbachelor = 1500", "bachelor = 1500"))
    assert told["missing"] == ["intake.phd", "reform.rate.phd"] and told["ratios"]["per_recipient"] is None


def test_the_answer_tells_who_is_paid_and_who_of_them_would_have_come_anyway():
    told = answer(case("bachelor = 1500", intake="bachelor = 1000", assumptions=NOBODY_RESPONDS))
    # July, three years, nobody leaves: 6, 12, 12 and 6 months of a cohort, in twelfths of its 1,000.
    cohorts = told["baseline"]["recipients_by_cohort"]
    assert cohorts[0][:5] == [500, 1000, 1000, 500, 0] and cohorts[1][:3] == [0, 500, 1000]
    assert told["anyway_share"] == 1
    # Nine of ten of 6,100 come anyway: 5,490 of 1,100 and of 5,000·e^(0.105361/3) = 5,178.72.
    assert answer(EXAMPLE)["anyway_share"] == pytest.approx(5490 / 6278.72, rel=1e-6)


def test_a_tier_that_is_paid_nothing_is_not_among_those_paid():
    two = case("master = 0\nbachelor = 1500", intake="master = 500\nbachelor = 1000")
    one = case("bachelor = 1500", intake="bachelor = 1000")
    paid = [answer(text)["baseline"]["recipients_by_cohort"] for text in (two, one)]
    assert paid[0] == [pytest.approx(cohort) for cohort in paid[1]]
