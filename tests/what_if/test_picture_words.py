"""What a reader takes from a picture: what it rests on, its unit, what is owed, why there is nothing."""

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from talent import warehouse
from talent.charts.frame import frame
from talent.what_if import evidence, inputs, notation
from talent.what_if import study as studies
from talent.what_if.pictures import cost, fan, recipients, tornado
from talent.what_if.pictures.sharing import shared_out
from talent.what_if.scenario import Cap
from tests.what_if.studies import ASSUMED, BADGES, RATES, SURE, Badge, exactly, scenario, study
from tests.what_if.test_pictures import CUT, OPEN, SAME, SENTENCE, everything, lengths

BORROWED = Path(__file__).parents[2] / "data" / "scenarios" / "daqing-at-harbin-rates.toml"
NOBODY_APPLIES = scenario(assumptions=replace(ASSUMED, take_up=exactly(0)))

# Its people number more than a myriad.
LONG = scenario(years=40, assumptions=ASSUMED, reform=RATES | {"bachelor": 6000})


def counted(words: str) -> Decimal:
    """A number of persons as written, with its myriads."""
    number = re.search(r"([\d,.]+)(万?)", words)
    return Decimal(number[1].replace(",", "")) * (10_000 if number[2] else 1)


def test_bars_name_the_assumptions_that_they_rest_on_and_no_others():
    plain = "假设（文件未载）：领取期间流失（每年）8%，区间4%–13%；申领率80%，区间60%–95%。"
    same = scenario(reform=RATES, assumptions=ASSUMED)
    assert assumed(cost(study(same), "zh")) == plain
    # Of those paid it is told how many would have come anyway.
    assert "因补贴而来10%，区间0%–25%" in assumed(recipients(study(same), "zh"))
    for build in (cost, recipients):
        assert build(study(same), "zh").notes[0] == "各项假设按最可能值计；人数不随标准变化。"
        assert "因补贴而来10%" in assumed(build(study(OPEN), "zh"))
    for build in (fan, tornado):
        told = assumed(build(study(OPEN), "zh"))
        names = ("因补贴而来", "领取期间流失（每年）", "到期流失", "到期后流失（每年）", "申领率")
        assert not [name for name in names if name not in told]
    # For 1,000 recipients take-up is one.
    assert "申领率" not in assumed(cost(study(same), "zh", "bachelor"))


def assumed(picture) -> str:
    (note,) = (note for note in picture.notes if note.startswith("假设（文件未载）"))
    return note


@pytest.mark.parametrize("build", [cost, recipients, fan, tornado])
def test_a_picture_names_each_input_with_its_value_whence_it_is_and_the_codes_it_uses(build):
    found = studies.current(inputs.start("harbin", warehouse.curated(), evidence.evidence()))
    picture = build(found, "zh", "phd", **({"of": "programme"} if build in (fan, tornado) else {}))
    (printed,) = (note for note in picture.notes if note.startswith("文件条款："))
    assert (
        "补贴月数36个月 HRB-01-010" in printed and "调整后月补贴标准（博士）3,000元/月 HRB-01-007" in printed
    )
    assert "到岗月份七月" in assumed(picture) and "推演年数8年" in assumed(picture)
    # The first year is printed with every tier's rate; only one is drawn.
    assert picture.codes == ("HRB-01-007", "HRB-01-010") and "起始年份2023 HRB-01-007；" in printed
    assert picture.tags[0].text == f"含 {assumed(picture).count('；') + 1} 个假设"


@pytest.mark.parametrize(("build", "count"), [(cost, 2), (fan, 3)])
def test_borrowed_rates_are_named_as_the_other_citys_before_any_number_and_in_the_legend(build, count):
    given = notation.parse_toml(BORROWED.read_text(encoding="utf-8"), evidence.evidence().defaults)
    found = studies.current(given)
    picture = build(found, "zh", "phd", **({"of": "programme"} if build is fan else {}))
    warning = frame(picture).warnings[1]
    assert f"{count}项输入借用哈尔滨标准" in warning and "大庆文件未载此类标准" in warning
    assert "补贴月数、调整后月补贴标准（博士）" in warning and "HRB-01-010、HRB-01-007" in warning
    if build is cost:
        assert picture.legend[0].text == "调整后（月标准3,000元，借用哈尔滨标准）"
    own = studies.current(inputs.start("harbin", warehouse.curated(), evidence.evidence()))
    assert frame(cost(own, "zh", "phd")).warnings[1:] == ()


def test_a_floor_is_one_on_the_assumptions_named_above_it():
    found = study(scenario(reform=RATES, assumptions=ASSUMED), bounds={"reform.spend": "at_least"})
    notes = cost(found, "zh").notes
    at = next(n for n, note in enumerate(notes) if "领取期间流失" in note)
    assert "在上述假设下，结果读作“至少”" in notes[at + 1]


def test_the_legend_of_a_fan_says_what_its_static_line_is_and_what_its_median_is_not():
    words = {of: [key.text for key in fan(study(OPEN), "zh", of=of).legend] for of in ("change", "programme")}
    assert words["change"][2] == "静态成本：人数不变时的增支"
    assert words["programme"][2] == "静态成本：只付给“若无补贴也会来”的人时的支出"
    assert "按最可能值计" in words["change"][1]
    assert fan(study(scenario()), "zh").legend[1].text == "中位数（P50）"


def test_the_static_line_of_the_programme_pays_those_who_would_have_come_anyway():
    found = study(OPEN).outcome
    share = found.anyway_share
    spend = {tier: found.reform.spend_by_tier[tier][-1] * (1 - found.rows[tier].but_for) for tier in RATES}
    assert found.programme.static_by_year[-1] == pytest.approx(sum(spend.values()))
    assert 0 < share < 1


def test_every_lending_city_has_its_tag():
    moved = (
        *BADGES,
        *(
            Badge(f"reform.rate.{tier}", "transplanted", (), "exact", city)
            for tier, city in (("phd", "harbin"), ("master", "dezhou"))
        ),
    )
    words = [tag.text for tag in cost(study(scenario(), moved), "zh").tags]
    assert words[1:] == ["假设移植（哈尔滨）", "假设移植（德州）"]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("none", "（承诺尾款）"),
        ("prorate", "（承诺尾款，每年以上限为限）"),
        ("arrears", "（承诺尾款连同此前欠付，每年以上限为限）"),
        ("sustain", "（只计已纳入者的承诺尾款）"),
    ],
)
def test_under_a_cap_what_is_owed_is_what_its_rule_lets_through(rule, said):
    found = study(scenario(reform=RATES, cap=Cap(200_000_000, rule)))
    picture, course = cost(found, "zh"), found.outcome.reform
    assert lengths(picture, True, 0) == pytest.approx(course.owed_by_year[: len(lengths(picture, True, 0))])
    assert said in picture.panels[0].later_title and said in picture.lead[1]
    assert f"{course.owed:,.0f}元" in picture.lead[1]
    # July, four years, 9.8 million yuan a month of entrants: 30, 18 and 6 months of it (what-if.md K2).
    share = 200 / 352.8
    owed = {
        "none": [294e6, 176.4e6, 58.8e6],
        "prorate": [200e6, 176.4e6, 58.8e6],
        "sustain": [294e6 * share, 176.4e6 * share, 58.8e6 * share],
        # 246.8 million are carried over.
        "arrears": [200e6, 200e6, 200e6, 176e6],
    }
    assert lengths(picture, True, 0) == pytest.approx(owed[rule])


def test_a_cap_that_binds_leaves_no_floor_under_what_is_owed():
    found = scenario(reform=RATES, cap=Cap(200_000_000, "prorate"))
    picture = cost(study(found, bounds={"committed_tail": "at_least"}), "zh")
    assert [row.bars[0].end for row in picture.panels[0].rows[4:]] == [
        "200,000,000",
        "≥176,400,000",
        "≥58,800,000",
    ]


def test_where_fewer_are_admitted_their_tail_is_no_floor():
    found = scenario(reform=RATES, cap=Cap(200_000_000, "sustain"))
    picture = cost(study(found, bounds={"committed_tail": "at_least", "reform.spend": "at_least"}), "zh")
    assert not [row for row in picture.panels[0].rows[4:] if "≥" in row.bars[0].text]
    assert picture.lead[0].startswith("2023–2026年按计划合计：≥") and "≥" not in picture.lead[1]


def test_arrears_of_many_years_share_a_row():
    picture = cost(study(scenario(reform=RATES, cap=Cap(20_000_000, "arrears"))), "zh")
    later = [row for row in picture.panels[0].rows if row.later]
    assert len(later) <= 4 and later[0].label.startswith("2027–") and later[0].note == "每年"
    assert "（停止新增后）" in picture.tables[0].rows[-1][0]


def test_what_is_paid_beyond_the_cap_stands_apart():
    picture = cost(study(scenario(reform=RATES, cap=Cap(300_000_000, "none"))), "zh")
    last = picture.panels[0].rows[3].bars[0]
    assert [(part.look, part.value) for part in last.parts] == [("reform", 3e8), ("over", 52_800_000)]
    assert last.text == "付 352,800,000元，超出上限 52,800,000元"
    assert last.end == "352,800,000（52,800,000）"
    assert "over" in {key.look for key in picture.legend}


@pytest.mark.parametrize("rule", ["none", "prorate", "arrears", "sustain"])
def test_what_does_not_occur_is_not_in_the_legend(rule):
    picture = cost(study(scenario(reform=RATES, cap=Cap(900_000_000, rule))), "zh")
    assert not {"unmet", "over"} & {key.look for key in picture.legend}


def test_a_sustained_cap_admits_the_same_share_of_every_cohort():
    found = study(scenario(reform=RATES, cap=Cap(300_000_000, "sustain")))
    panel, course = recipients(found, "zh").panels[0], found.outcome.reform
    assert panel.rows[3].bars[0].length == pytest.approx(18_300 * course.alpha)
    assert panel.rows[3].bars[0].text == "1.56万人"
    assert any("只纳入85%" in note for note in recipients(found, "zh").notes)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("found", [OPEN, CUT, SAME, scenario(cap=Cap(3e8, "arrears")), LONG])
def test_a_panel_has_one_unit_said_once(found, language):
    units = ("万", "亿", "元", "人", "yuan", "million", "persons")
    for build in (cost, recipients):
        for panel in build(study(found), language).panels:
            ends = [bar.end for row in panel.rows for bar in row.bars]
            assert ends and not [end for end in ends if any(unit in end for unit in units)]
    for panel in fan(study(found), language).panels:
        words = [*panel.readings, *(mark.text for mark in (*panel.ends, *panel.axis.marks))]
        assert not [one for one in words if any(unit in one for unit in units)]
    for panel in tornado(study(found), language).panels:
        words = [mark.text for mark in (panel.middle, *panel.axis.marks)]
        assert not [one for one in words if any(unit in one for unit in units)]


def test_readings_and_axis_are_in_the_same_unit():
    found = study(OPEN)
    panel = fan(found, "en").panels[0]
    assert panel.axis.unit_text == "Unit: million yuan"
    p50 = found.outcome.change.extra_spend.p50[-1] / 1e6
    assert f"P50 {p50:.3g}" in panel.readings[-1]
    assert panel.axis.unit_text in fan(found, "en").alt


def test_large_assumed_amounts_are_short_in_english():
    found = study(scenario())
    assert re.search(r"Reform [\d,]+ million yuan", cost(found, "en").lead[0])
    assert "882,000,000 yuan" in cost(found, "en").lead[0]


@pytest.mark.parametrize(
    "found", [OPEN, SAME, scenario(reform=RATES, assumptions=ASSUMED), scenario(years=40)]
)
@pytest.mark.parametrize("tier", [None, "phd"])
def test_persons_shown_add_up_and_assumed_ones_have_three_digits(found, tier):
    picture = recipients(study(found), "zh", tier)
    for row in picture.panels[0].rows:
        bar = row.bars[0]
        parts = [counted(part.text.split(" ")[1]) for part in bar.parts]
        assert sum(parts) == counted(bar.text) == counted(bar.end)
        assert found is SAME or len(counted(bar.end).normalize().as_tuple().digits) <= 3
    split = picture.panels[1]
    assert sum(counted(row.bars[0].text) for row in split.rows) == counted(split.title.split("在领")[1])


def test_parts_take_the_largest_remainders():
    assert shared_out([2400, 266], exact=False) == (2670, [2400, 270])
    assert shared_out([1 / 3, 1 / 3, 1 / 3], exact=True)[1] == [Decimal(n) for n in ("0.4", "0.3", "0.3")]
    assert shared_out([], exact=False) == (0, [])


def test_nobody_is_paid_by_a_rate_of_nought():
    picture = recipients(study(CUT), "zh")
    assert picture.panels == () and picture.nothing == "调整后每月补贴为零，无人领取。"
    assert cost(study(CUT), "zh").lead[-1] == picture.nothing
    partly = scenario(reform=RATES | {"bachelor": 0}, assumptions=SURE)
    rows = recipients(study(partly), "zh").panels[0].rows
    assert rows[3].bars[0].length == pytest.approx(1100 * 3)


def test_where_nobody_applies_that_is_the_reason_given():
    why = "申领率取零，无人领取。"
    assert recipients(study(NOBODY_APPLIES), "zh").nothing == why
    for build in (fan, tornado):
        assert all(panel.nothing.endswith(why) for panel in build(study(NOBODY_APPLIES), "zh").panels)
    assert not any("标准未变" in everything(b(study(NOBODY_APPLIES), "zh")) for b in (fan, tornado))


def test_people_that_no_rate_moves_are_said_to_be():
    still = scenario(assumptions=replace(ASSUMED, but_for=exactly(0)))
    assert "无人因补贴而来" in tornado(study(still), "zh").panels[0].nothing
    assert tornado(study(still), "zh").panels[1].nothing == ""


def test_a_cut_is_called_one():
    for build in (fan, tornado):
        assert all("负数为减少" in panel.title for panel in build(study(CUT), "zh").panels)
    picture = fan(study(CUT), "zh")
    assert "减少" in picture.title and picture.legend[2].text == "静态成本：人数不变时减少的支出"
    assert "减少" not in everything(fan(study(OPEN), "zh"))


def test_a_tornado_says_in_a_plain_line_how_to_read_it():
    picture = tornado(study(OPEN), "zh")
    assert (
        "把该项放到假设区间的低端（P10）或高端（P90），其余取中位数，结果会落在条形两端" in picture.notes[0]
    )
    assert "接近0为看不出关系" in picture.notes[1]
    labels = {sway.label for sway in picture.panels[0].sways}
    assert {"领取期间流失（每年）", "到期后流失（每年）", "到期流失"} <= labels


def test_the_sentence_is_heard_before_any_result():
    for build in (cost, fan, tornado, recipients):
        picture = build(study(OPEN), "zh")
        assert picture.alt.startswith(f"{picture.title}。{picture.subtitle}。{SENTENCE}")


def test_totals_of_some_tiers_only_say_which():
    found = study(scenario(intake={"phd": 100}))
    for build in (cost, fan, tornado, recipients):
        picture = build(found, "zh")
        assert picture.panels and "博士" in picture.subtitle and "硕士" not in picture.subtitle
        assert any("合计只含博士" in note for note in picture.notes)
        assert not any("合计只含" in note for note in build(found, "zh", "phd").notes)


def test_bands_under_a_cap_are_said_to_be_the_plans():
    found = study(scenario(cap=Cap(200_000_000, "prorate"), assumptions=ASSUMED))
    for build in (fan, tornado):
        assert any("未计年度上限" in note for note in build(found, "zh").notes)
        assert not any("未计年度上限" in note for note in build(study(OPEN), "zh").notes)
