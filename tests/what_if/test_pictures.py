"""Pictures of a study say what its outcome says, in words that travel alone, in either language."""

import re
from datetime import date

import numpy as np
import pytest

from talent.what_if.bounds import bounds
from talent.what_if.pictures import cost, fan, recipients, tornado
from talent.what_if.scenario import Cap
from tests.what_if.studies import ASSUMED, BADGES, INTAKE, RATES, Badge, scenario, study

HAN = re.compile(r"[\u3400-\u9fff]")
SENTENCE = "以下为假设推演，非预测；文件未提供本市的政策效果评估。"
DAY = date(2026, 11, 21)
SAME = scenario(reform=RATES)
CUT = scenario(reform=dict.fromkeys(RATES, 0), assumptions=ASSUMED)
OPEN = scenario(assumptions=ASSUMED)


def lengths(picture, later: bool, run: int) -> list[float]:
    rows = [row for row in picture.panels[0].rows if row.later == later]
    return [row.bars[run].length for row in rows]


def everything(picture) -> str:
    """All words of a picture."""
    return repr(picture)


def test_bars_are_the_plan_of_both_runs_and_their_tails():
    found = study(scenario())
    picture = cost(found, "zh")
    for place, course in enumerate((found.outcome.baseline, found.outcome.reform)):
        assert lengths(picture, False, place) == course.spend_by_year.tolist()
        assert lengths(picture, True, place) == course.tail_by_year.tolist()
    # what-if.md K2, in yuan.
    assert lengths(picture, False, 0) == [58_800_000, 176_400_000, 294_000_000, 352_800_000]
    assert lengths(picture, True, 0) == [294_000_000, 176_400_000, 58_800_000]


def test_total_and_tail_are_said_first_exact_ones_in_full_assumed_ones_in_three_digits():
    total, tail = cost(study(scenario()), "zh").lead
    assert "现行标准 882,000,000元" in total and "现行标准 529,200,000元" in tail
    reform = study(scenario()).outcome.reform.spend_by_year.sum()
    assert f"调整后 {float(f'{reform / 1e8:.3g}'):g}亿元" in total
    english = cost(study(scenario()), "en")
    assert "Present terms 882,000,000 yuan" in english.lead[0]
    assert english.panels[0].rows[0].bars[0].text == "58,800,000 yuan"


def test_a_reform_like_the_present_is_one_bar_exact_and_without_the_what_if_sentence():
    picture = cost(study(SAME), "zh")
    assert [len(row.bars) for row in picture.panels[0].rows] == [1] * 7
    assert picture.sentence == "" and "调整后与现行标准相同" in picture.subtitle
    assert picture.lead[0] == "2023–2026年合计：882,000,000元。"


def test_under_a_cap_paid_and_unmet_are_apart_and_add_up():
    found = study(scenario(reform=RATES, cap=Cap(300_000_000, "sustain")))
    picture = cost(found, "zh")
    course = found.outcome.reform
    rows = [row for row in picture.panels[0].rows if not row.later]
    for place, row in enumerate(rows):
        paid, unmet = row.bars[0].parts
        assert (paid.look, unmet.look) == ("reform", "unmet")
        assert paid.value == course.paid_by_year[place] and unmet.value == course.unmet_by_year[place]
    # what-if.md K6.
    assert rows[-1].bars[0].text == "付 300,000,000元，未纳入 52,800,000元"
    assert rows[-1].bars[0].end == "300,000,000 + 52,800,000"
    assert picture.panels[0].unit_text == "单位：元 · 条末两数：实付 + 未纳入"
    assert "85%" in picture.lead[2] and picture.panels[0].limit.value == 300_000_000
    assert {"unmet", "limit"} <= {key.look for key in picture.legend}


@pytest.mark.parametrize(
    ("rule", "said"), [("none", "超出上限 52,800,000元"), ("arrears", "欠付 52,800,000元")]
)
def test_each_rule_of_the_cap_says_what_it_leaves(rule, said):
    picture = cost(study(scenario(reform=RATES, cap=Cap(300_000_000, rule))), "zh")
    assert said in picture.lead[2]


def test_a_cap_that_is_not_reached_says_so():
    picture = cost(study(scenario(reform=RATES, cap=Cap(900_000_000, "prorate"))), "zh")
    assert "未超上限" in picture.lead[2]


def test_open_bounds_are_on_every_amount_and_said_below():
    found = study(scenario(reform=RATES), bounds={"reform.spend": "at_least", "committed_tail": "at_least"})
    picture = cost(found, "zh")
    assert all(bar.open and bar.text.startswith("≥") for row in picture.panels[0].rows for bar in row.bars)
    assert "≥882,000,000元" in picture.lead[0]
    assert any(tag.text == "至少" and tag.warn for tag in picture.tags)
    assert any("下限" in note for note in picture.notes)


def test_persons_are_open_as_intake_and_duration_are_and_no_rate_makes_them_so():
    people = Badge("intake.bachelor", "printed", (), "at_least")
    rate = Badge("reform.rate.bachelor", "printed", (), "at_least")
    pictures = [
        recipients(study(scenario(), (one,), bounds(scenario(), (one,))), "zh") for one in (people, rate)
    ]
    first = [picture.panels[0].rows[0].bars[0].text for picture in pictures]
    assert [text.startswith("≥") for text in first] == [True, False]


def test_for_a_thousand_recipients_a_floor_of_the_intake_counts_for_nothing():
    badges = (Badge("intake.bachelor", "printed", (), "at_least"),)
    found = study(scenario(), badges, {"baseline.spend": "at_least", "reform.spend": "at_least"})
    picture = cost(found, "zh", "bachelor")
    assert "≥" not in everything(picture)


def test_where_the_cap_binds_more_plan_is_not_more_paid():
    found = scenario(reform=RATES, cap=Cap(300_000_000, "sustain"))
    picture = cost(study(found, bounds={"reform.spend": "at_least"}), "zh")
    assert picture.panels[0].rows[3].bars[0].text == "付 300,000,000元，未纳入 ≥52,800,000元"


def test_forty_years_alike_share_a_row():
    picture = cost(study(scenario(years=40)), "zh")
    rows = picture.panels[0].rows
    assert [row.label for row in rows[:4]] == ["2023", "2024", "2025", "2026–2062"]
    assert rows[3].note == "每年" and len(rows) == 7
    assert rows[3].bars[0].length == 352_800_000
    people = recipients(study(scenario(years=40)), "zh").panels[0].rows[3].bars[0]
    assert [part.label for part in people.parts] == ["当年到岗", "1年前到岗", "2年前到岗", "3年前到岗"]


@pytest.mark.parametrize("of", ["change", "programme"])
def test_the_fan_is_the_bands_of_the_outcome(of):
    found = study(OPEN)
    difference = getattr(found.outcome, of)
    picture = fan(found, "zh", of=of)
    bands = (difference.extra_spend, difference.cumulative_spend, difference.extra_headcount)
    for panel, band in zip(picture.panels, bands, strict=True):
        for end in ("p10", "p50", "p90"):
            assert np.allclose(getattr(panel, end), getattr(band, end))
    assert picture.panels[0].exact == tuple(difference.static_by_year)
    assert picture.panels[1].exact[-1] == pytest.approx(sum(difference.static_by_year))
    assert picture.panels[2].exact == ()


def test_a_range_is_assumed_and_never_one_of_confidence():
    picture = fan(study(OPEN), "zh")
    assert picture.legend[0].text == "假设区间（P10–P90）"
    assert "置信" not in everything(picture)
    assert "confidence" not in everything(fan(study(OPEN), "en")).lower()
    assert any("400次" in note and "20230310" in note for note in picture.notes)


def test_assumed_values_have_three_digits_at_most():
    for panel in fan(study(OPEN), "en").panels:
        for mark in panel.ends[:3]:
            assert len(re.sub(r"\D", "", mark.text.split(" ")[1]).strip("0")) <= 3, mark


def test_a_cut_lies_below_nought():
    picture = fan(study(CUT), "zh")
    for panel in picture.panels:
        assert panel.axis.low < 0 == panel.axis.high
        assert panel.p10[-1] <= panel.p50[-1] <= panel.p90[-1] < 0
        assert any(mark.value == 0 for mark in panel.axis.marks)


def test_no_change_is_said_in_place_of_an_empty_plot():
    picture = fan(study(SAME), "zh")
    assert [panel.nothing for panel in picture.panels] == [
        "支出不变：各年增支均为零。标准未变，任何假设都不改变结果。",
        "累计支出不变：各年增支均为零。标准未变，任何假设都不改变结果。",
        "人才不变：各年净增均为零。标准未变，任何假设都不改变结果。",
    ]
    assert all(panel.nothing for panel in tornado(study(SAME), "zh").panels)
    assert picture.sentence == SENTENCE


def test_a_fan_without_width_has_one_word_for_its_three_values():
    picture = fan(study(scenario()), "zh")
    assert [len(panel.ends) for panel in picture.panels] == [2, 2, 1]
    assert picture.panels[2].ends[0].text.startswith("P10–P90 ")
    assert any("宽度为零" in note for note in picture.notes)


def test_the_tornado_is_the_swings_of_the_outcome_with_the_inputs_values():
    found = study(OPEN)
    picture = tornado(found, "zh")
    for panel, name in zip(picture.panels, ("headcount", "spend"), strict=True):
        swings = found.outcome.change.tornado[name]
        assert [(s.at_low, s.at_high) for s in panel.sways] == [(s.at_low, s.at_high) for s in swings]
    first = picture.panels[0].sways[0]
    assert (first.label, first.low_text, first.high_text) == ("因补贴而来", "P10 5%", "P90 18.9%")
    cliff = [sway for panel in picture.panels for sway in panel.sways if sway.label == "到期流失"]
    assert [[tag.text for tag in sway.tags] for sway in cliff] == [["用户已改"]] * 2
    assert cliff[1].still.startswith("不影响此结果")


def test_people_are_stacked_by_arrival_newest_first():
    found = study(scenario(reform=RATES))
    rows = recipients(found, "zh").panels[0].rows
    column = found.outcome.reform.recipients[:, 3]
    assert [part.label for part in rows[3].bars[0].parts] == ["2026", "2025", "2024", "2023"]
    assert [part.value for part in rows[3].bars[0].parts] == column[::-1].tolist()
    assert [row.later for row in rows] == [False] * 4 + [True] * 3
    # Little: 6,100 a year for three years.
    assert rows[3].bars[0].text == "18,300人"


def test_who_would_have_come_anyway_and_who_came_because_add_up():
    found = study(scenario())
    split = recipients(found, "zh").panels[1]
    parts = [row.bars[0].length for row in split.rows]
    assert sum(parts) == pytest.approx(split.top) == found.outcome.reform.recipients[:, 3].sum()
    course, rows = found.outcome.reform, found.outcome.rows
    by_hand = sum(n * (1 - rows[t].but_for) for t, n in course.intake.items()) / sum(course.intake.values())
    assert found.outcome.anyway_share == pytest.approx(by_hand)
    assert [row.label for row in split.rows] == ["若无补贴也会来", "因补贴而来"]


def test_without_a_reference_nobody_is_split():
    found = study(scenario(baseline={}, reform=RATES))
    assert len(recipients(found, "zh").panels) == 1
    assert "现行标准缺" in cost(found, "zh").subtitle


@pytest.mark.parametrize("build", [cost, fan, tornado, recipients])
def test_a_missing_input_is_said_and_nothing_is_drawn(build):
    for found in (scenario(intake={}), scenario(duration_months=None)):
        picture = build(study(found), "zh")
        assert picture.panels == () and picture.nothing in picture.alt and picture.nothing


@pytest.mark.parametrize("build", [cost, fan, tornado, recipients])
@pytest.mark.parametrize("tier", [None, "bachelor"])
def test_a_picture_is_whole_by_itself(build, tier):
    picture = build(study(OPEN), "zh", tier, DAY)
    assert picture.sentence == SENTENCE
    assert "哈尔滨" in picture.subtitle and "2023–2026年" in picture.subtitle
    assert ("每年1,000名本科领取者" if tier else "博士、硕士、本科") in picture.subtitle
    typed = "" if tier else "2 个用户输入、"
    if build in (cost, recipients):
        counted = f"含 {typed}{2 if tier else 3} 个假设"
    else:
        counted = f"含 {typed}{4 if tier else 5} 个假设（其中1个假设已改）"
    assert picture.tags[0].text == counted and picture.tags[0].warn == (
        "用户" in counted or "已改" in counted
    )
    assert picture.version_text == "推演模型第1版 · 数据版本 abc123 · 2026-11-21"
    # What is printed for doctors is not cited where bachelors alone are drawn.
    assert picture.codes == (() if tier else ("HRB-01-007",))
    assert picture.codes_text.endswith("HRB-01-007") == (tier is None)
    assert picture.tables and all(len(row) == len(t.head) for t in picture.tables for row in t.rows)


@pytest.mark.parametrize("build", [cost, fan, tornado, recipients])
@pytest.mark.parametrize("found", [OPEN, SAME, CUT, scenario(cap=Cap(3e8, "arrears")), scenario(years=40)])
def test_neither_language_holds_words_of_the_other_and_every_picture_has_its_alternative_text(build, found):
    assert not HAN.search(everything(build(study(found), "en", None, DAY)))
    chinese = build(study(found), "zh")
    words = [
        chinese.title,
        chinese.subtitle,
        *chinese.lead,
        *chinese.notes,
        chinese.alt,
        chinese.version_text,
    ]
    assert not re.search(r"(?!\bP\d\d\b|\babc123\b|\bHRB\b)\b[A-Za-z]\w*", " ".join(words))
    for language, stop in (("zh", "。"), ("en", ".")):
        alt = build(study(found), language).alt
        assert alt.endswith(stop) and re.search(r"\d", alt)


def test_alternative_text_holds_the_numbers():
    found = study(scenario(reform=RATES))
    assert "2024：176,400,000元" in cost(found, "zh").alt
    assert "2028（停止新增后）：176,400,000元" in cost(found, "zh").alt
    panel = fan(study(OPEN), "zh").panels[0]
    assert panel.readings[-1] in fan(study(OPEN), "zh").alt


def test_rates_beyond_twice_the_reference_are_said_to_be_extrapolated():
    four = RATES | {"technician": 1500}
    found = scenario(intake=INTAKE | {"technician": 300}, baseline=four, reform=four | {"technician": 4000})
    for build in (cost, fan, tornado, recipients):
        picture = build(study(found), "zh")
        assert "外推" in [tag.text for tag in picture.tags]
        assert any("预备技师" in note and "两倍" in note for note in picture.notes)


def test_numbers_moved_from_another_city_are_said_to_be():
    moved = (*BADGES, Badge("reform.rate.phd", "transplanted", ("HRB-01-009",), "exact", "harbin"))
    picture = cost(study(scenario(), moved), "zh")
    assert "假设移植（哈尔滨）" in [tag.text for tag in picture.tags] and "HRB-01-009" in picture.codes


def test_without_badges_nothing_is_counted():
    assert cost(study(scenario(), ()), "zh").tags == ()
