"""Known cells by hand from data/, the same numbers in both languages, others where a figure changes."""

import csv
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from types import MappingProxyType

import pytest

from talent import i18n, warehouse
from talent.briefing import exhibit, numbers, view
from talent.briefing.numbers import Shown
from talent.charts.frame import frame
from talent.charts.model_picture import ModelPicture
from talent.i18n import Name
from talent.what_if import notation
from talent.what_if.evidence import evidence
from talent.what_if.study import answerable
from tests.briefing.opened import ADDRESSES, cell, contents, data, refused, rows, sheet, shown
from tests.house.trees import ROOT

CHANGED = "DQ-03-022"


def printed(code: str) -> Mapping[str, str]:
    """A row of data/statements as it is written there."""
    for path in sorted((ROOT / "data" / "statements").glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                if row["statement_id"] == code:
                    return row
    raise KeyError(code)


# Numbers


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_view_has_the_same_numbers_in_every_language_and_each_number_once(address):
    made = contents(address)
    told = numbers.shown(made)
    digests = {numbers.digest(found) for found in made.values()} | {numbers.digest_of(told)}
    assert len(digests) == 1
    assert len({one.key for one in told}) == len(told)
    assert all(
        one.raw and one.written.zh and one.written.en and one.label.zh and one.label.en for one in told
    )


@cache
def corrected() -> warehouse.Warehouse:
    """The data with ten apartments more in Daqing."""
    found = data().catalogue
    one = found.statements[CHANGED]
    statements = MappingProxyType({**found.statements, CHANGED: replace(one, value=one.value + 10)})
    return warehouse.trial(replace(found, statements=statements), "other")


@pytest.mark.parametrize(
    "address",
    [
        "/compare?mode=table",
        "/city?cities=daqing",
        f"/passport?code={CHANGED}",
    ],
)
def test_a_corrected_figure_changes_the_digest_and_is_told_from_old_to_new(address):
    seen = view.parse(address)
    before = numbers.shown(contents(address))
    after = exhibit.numbers(seen, corrected())
    assert numbers.digest_of(before) != numbers.digest_of(after)
    told = {one.key: one for one in numbers.changes(before, after)}
    assert (told[CHANGED].old, told[CHANGED].new) == (
        Name("3,690套", "3,690 apartments"),
        Name("3,700套", "3,700 apartments"),
    )
    assert set(told) <= {CHANGED, f"{CHANGED}.interval"}


def test_a_number_of_a_table_is_called_by_its_heading_its_row_and_its_column():
    told = {one.key: one for one in numbers.shown(contents("/policies"))}
    assert told["HRB-01-008"].label == Name(
        "按月补贴 哈尔滨 高校毕业生生活补贴 金额", "Monthly subsidies Harbin Graduate living subsidy Amount"
    )


def test_the_ends_of_a_tornado_are_told_as_results_and_known_by_their_input():
    told: dict[str, Shown] = {one.key: one for one in numbers.shown(contents("/what_if?part=tornado"))}
    assert told["tornado.0.but_for"].written == Name("255人 – 963人", "255 persons – 963 persons")
    assert told["tornado.0.middle"].written.zh == "P50 571 (单位：人)"


# Overview


def test_a_card_says_figure_unit_limits_and_code_and_names_another_indicator_than_its_column():
    row = printed("DZ-04-008")
    assert (row["value"], row["indicator"]) == ("23127", "graduates_introduced")
    found = cell(sheet("/", "cards"), "DZ-04-008")
    assert (found.text, found.value, found.key) == ("23,127人", 23127, "DZ-04-008")
    assert found.tags[0].text == "引进高校毕业生" and found.tags[0].warn
    assert "两部门数字不一" in {tag.text for tag in found.tags}
    assert cell(sheet("/", "cards", "en"), "DZ-04-037").text == "23,500 persons"


def test_the_matrix_says_years_and_states_in_words():
    (daqing,) = rows(sheet("/", "coverage"), "大庆")
    assert [one.text for one in daqing.cells] == [
        "大庆", "2023", "仅局部", "仅另一口径", "2024", "仅另一口径", "无日期", "缺",
    ]  # fmt: skip


# Compare


def test_the_table_of_an_indicator_has_every_figure_with_its_computed_value_or_why_there_is_none():
    found = sheet("/compare?indicator=high_tech_firms&mode=table&measure=per_10k", "figures")
    whole = {row.cells[2].code: row for row in found.rows}
    with_code = [s for s in data().catalogue.statements.values() if s.indicator == "high_tech_firms"]
    assert set(whole) == {s.statement_id for s in with_code}
    # 722 firms over 2,663,000 residents of the end of 2024.
    assert whole["DQ-32-005"].cells[3].text == "2.71户（每万常住人口）"
    assert whole["DQ-32-005"].cells[3].value == pytest.approx(722 / 266.3)
    assert whole["DQ-03-006"].cells[2].text == "＞400户"
    assert whole["DQ-03-006"].cells[3].text == "日期未载"
    assert not whole["DQ-03-006"].cells[3].key
    assert any("266.3" in note and "DQ-32-001" in note for note in found.notes)
    assert frame(found).warnings[0].startswith("可比性判定 · 不可比")


@pytest.mark.parametrize(
    "address", ("mode=table", "part=figures", "mode=table&anyway=1", "part=figures&anyway=1")
)
def test_a_table_is_judged_by_its_own_figures_not_by_those_of_a_chart(address):
    (judged,) = frame(sheet(f"/compare?indicator=gdp&{address}", "figures")).warnings
    # Bars show 2024 alone, of which nothing differs; the table has six years, some of them preliminary.
    assert judged.startswith("可比性判定 · 不可比") and "初步核算" in judged
    assert all(str(year) in judged for year in range(2020, 2026))
    (judged,) = frame(sheet(f"/compare?indicator=high_tech_firms&{address}", "figures")).warnings
    assert judged.startswith("可比性判定 · 不可比") and "2021" in judged and "强行" not in judged


def test_a_city_without_a_figure_has_a_row_of_words_and_no_nought():
    found = sheet("/compare?indicator=talent_total&mode=table", "figures")
    (harbin,) = rows(found, "哈尔滨")
    assert [one.text for one in harbin.cells[:3]] == ["哈尔滨", "", "文件未载"]
    assert not any(one.key for one in harbin.cells)


def test_the_figures_behind_a_chart_are_drawn_only_where_they_are_asked_for():
    assert [one.part for one in shown("/compare?mode=line")] == ["comparison"]
    assert [one.part for one in shown("/compare?mode=line&part=figures")] == ["figures"]
    assert [one.part for one in shown("/compare?mode=table")] == ["figures"]


def test_what_only_bars_are_asked_is_no_matter_in_another_mode():
    """The page asks it of bars alone, so another mode has nothing to refuse."""
    (asked,), (plain,) = shown("/compare?mode=line&anyway=maybe"), shown("/compare?mode=line")
    assert asked.content == plain.content
    assert refused(lambda: shown("/compare?anyway=maybe")).key == "view.unknown_choice"


# A city, policies


def test_a_profile_has_every_figure_of_the_city_what_is_computed_and_what_is_missing():
    found = sheet("/city?cities=daqing", "profile")
    own = {s.statement_id for s in data().catalogue.statements.values() if s.city == "daqing"}
    assert {one.code for one in found.cells if one.code} == own
    assert [row.cells[0].text for row in found.rows if row.heads][-2:] == [
        "由本城公布数推算的",
        "别城公布、本城未公布或只有局部数的",
    ]
    (computed,) = rows(found, "2021年末", "376户")
    assert "推算" in {tag.text for tag in computed.cells[2].tags}
    assert "DQ-31-005" in computed.cells[3].text


def test_an_offer_has_rate_duration_and_the_sum_of_one_term_alone():
    assert (printed("HRB-01-008")["value"], printed("HRB-01-010")["value"]) == ("2000", "3")
    found = sheet("/policies", "offer")
    (harbin,) = rows(found, "哈尔滨", "高校毕业生生活补贴")
    assert [one.text for one in harbin.cells[2:6]] == ["2,000元/月", "3年", "36个月，合计 7.2万元", "施行中"]
    assert harbin.cells[4].value == 72_000
    (silent,) = rows(found, "大庆", "按月补贴")
    assert silent.cells[2].text == "文件未载"
    # One sum for each term paid by the month: no other cell of the table adds anything up.
    sums = [one for one in found.cells if one.key.endswith(".stay")]
    assert [one.value for one in sums] == [72_000, 36_000, 7_200]
    assert any("不相加" in note for note in found.notes)


def test_loans_fees_and_awards_stand_under_headings_of_their_own():
    heads = [row.cells[0].text for row in sheet("/policies", "offer").rows if row.heads]
    assert heads == [
        i18n.choice("offer.kind", kind, "zh")
        for kind in (
            "monthly",
            "one_off",
            "unspecified",
            "housing",
            "loan",
            "not_to_person",
            "service",
            "price",
        )
    ]


def test_an_arrival_after_the_newest_source_is_warned_of():
    found = sheet("/policies?arrives=2035-01", "offer")
    assert "晚于最新来源" in found.warnings[0]
    assert not sheet("/policies", "offer").warnings


def test_terms_stand_side_by_side_by_tier_and_silence_is_said():
    found = sheet("/policies", "terms", "en")
    place = [row.cells[0].text for row in found.rows].index("Master's")
    cities = [row.cells[0].text for row in found.rows[place + 1 : place + 6]]
    assert cities == ["Harbin", "Daqing", "Dezhou", "Changchun", "Changchun"]
    assert found.rows[place + 2].cells[1].text == "not printed"
    encouraged = cell(found, "DZ-04-036")
    assert "encouraged only, no entitlement" in {tag.text for tag in encouraged.tags}


def test_loans_are_called_loans_before_any_number():
    found = sheet("/policies?benefit=loan_ceiling", "terms")
    assert found.warnings == ("贷款（须偿还，不是补贴）",)


# Catalogue, passport


def test_a_search_lists_what_the_page_lists_and_says_what_was_asked():
    found = sheet("/catalogue?q=公寓&only_city=dezhou&only_standing=planned", "figures")
    assert found.rows and {row.city for row in found.rows} == {"dezhou"}
    assert all("计划" in {tag.text for tag in row.cells[3].tags} for row in found.rows)
    assert found.subtitle == "检索词：公寓 · 城市：德州 · 状态：计划"


def test_a_check_that_fails_says_so_first_in_the_unit_of_its_figures():
    first = sheet("/catalogue?view=checks", "checks").rows[0]
    assert [one.text for one in first.cells[2:5]] == ["31.4%", "31.71%", "不合"]


def test_a_passport_says_where_a_figure_is_from_who_differs_and_what_rests_on_it():
    row = printed("DZ-04-008")
    found = sheet("/passport?code=dz-04-008", "passport")
    facts = {row.cells[0].text: row.cells[1].text for row in found.rows if row.cells[0].text}
    assert facts["数值"] == "23,127人"
    assert facts["原文印作"] == row["as_printed"] == "23127人"
    assert facts["段落"] == f"第 {row['paragraph']} 段"
    assert facts["说明"] == row["note_zh"]
    assert cell(found, "DZ-04-037").text.startswith("2.35万人")
    assert "DZ-04-009" in frame(found).codes or "DZ-04-009" in facts["推算出"]
    assert facts["版本"].startswith("第1版：“23127人”")


# What-if


def link(**changes: object) -> str:
    start = notation.from_link(address_of(), evidence().defaults).scenario
    return notation.to_link(replace(start, **changes), data().version)


@cache
def address_of() -> str:
    """The scenario of Harbin as its documents give it, with one rate more."""
    from talent.what_if import inputs

    return notation.to_link(inputs.start("harbin", data().catalogue, evidence()), data().version)


def test_a_scenario_without_a_reference_says_so_before_any_number():
    free = link(baseline={"phd": 0}, reform={"phd": 3000})
    picture = shown(f"/what_if?s={free}&part=cost")[0].content
    assert isinstance(picture, ModelPicture)
    assert picture.lead[0].startswith("博士现行为0元")
    assert not picture.sentence
    scenario = notation.from_link(free, evidence().defaults).scenario
    assert answerable(scenario)[1] == ("phd",)


def test_a_scenario_of_another_model_says_so():
    told = notation.to_link
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(notation, "VERSION", 2)
        other = told(notation.from_link(address_of(), evidence().defaults).scenario, "")
    picture = shown(f"/what_if?s={other}&part=cost", "en")[0].content
    assert isinstance(picture, ModelPicture)
    assert "another version of the model (2)" in picture.lead[0]


def test_a_scenario_that_lacks_an_input_is_refused_by_its_name():
    error = refused(lambda: shown(f"/what_if?s={link(duration_months=None, intake={})}"))
    assert error.key == "view.lacks"
    assert error.fields["listed"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_city_without_printed_rates_is_refused_with_one_that_can_be_drawn(language):
    error = refused(lambda: shown("/what_if?cities=daqing", language))
    assert error.key == "view.lacks"
    example = re.search(r"/what_if\S*?cities=[a-z]+", i18n.message(error, language))
    assert example and shown(example[0] + "&part=cost", language)[0].content.panels


def test_brackets_of_coverage_mean_another_definition_too_and_age_is_counted_from_the_newest_source():
    for language, means in (("zh", "另一口径"), ("en", "another definition")):
        found = sheet("/catalogue?view=coverage", "coverage", language)
        assert means in found.subtitle and str(data().data_date) in found.subtitle
    # Only the census counted Daqing's residents of 2020: the whole city, achieved, on census day.
    (row,) = [row for row in found.rows if row.cells[0].text == "Resident population"]
    assert "(2020)" in row.cells[2].text
