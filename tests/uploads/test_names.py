"""Names and units as people write them, and what a near miss is answered with."""

from decimal import Decimal

import pytest

from talent.reading.numerals import lexicon
from talent.uploads.names import Known, Match, Names
from tests.uploads.made import catalogue

NAMES = Names.of(catalogue())


@pytest.mark.parametrize(
    "text",
    [
        "哈尔滨",
        "哈尔滨市",
        "哈 尔 滨",
        "哈　尔　滨　市",
        "Harbin",
        "HARBIN",
        "ｈａｒｂｉｎ",
        "harbin",
        "Harbin City",
    ],
)
def test_a_city_is_found_by_each_of_its_names(text):
    assert NAMES.city(text) == Match("harbin")


def test_a_slip_is_answered_with_the_nearest_and_never_corrected():
    assert NAMES.city("哈尔宾") == Match(near=("harbin",))
    assert NAMES.city("Haerbin") == Match(near=("harbin",))
    assert NAMES.indicator("引进人材") == Match(near=("talent_introduced",))
    assert NAMES.source("daqing daly").near == ("daqing-daily",)


@pytest.mark.parametrize("text", ["大连", "大连市", "德宏州", "长沙", "齐齐哈尔", "牡丹江市", "吉林", ""])
def test_another_city_is_not_near(text):
    assert NAMES.city(text) == Match()


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("引进人才（万人）", Match("talent_introduced", unit="万人")),
        ("引进人才 (人)", Match("talent_introduced", unit="人")),
        ("引进人才/万人", Match("talent_introduced", unit="万人")),
        ("常住人口（普查时点）（万人）", Match("resident_population", definition="census_day", unit="万人")),
        ("年末常住人口", Match("resident_population")),
        ("#高技能人才", Match("high_skilled_talent")),
        ("其中：高技能人才", Match("high_skilled_talent")),
        ("高新技术企业数（户）", Match("high_tech_firms", unit="户")),
        ("High_Tech firms", Match("high_tech_firms")),
        ("购房补贴(博士)（万元）", Match("housing_purchase_subsidy_phd", unit="万元")),
        ("Resident population (10,000 persons)", Match("resident_population", unit="10,000 persons")),
        ("户籍人口", Match()),
        ("一、人才总量", Match("talent_total")),
        ("1.高技能人才", Match("high_skilled_talent")),
        ("1．高技能人才", Match("high_skilled_talent")),
        ("1.2 高技能人才", Match("high_skilled_talent")),
        ("2)高技能人才", Match("high_skilled_talent")),
        ("（一）高技能人才", Match("high_skilled_talent")),
        ("㈠高技能人才", Match("high_skilled_talent")),
        ("①高技能人才（万人）", Match("high_skilled_talent", unit="万人")),
        ("#其中：高技能人才", Match("high_skilled_talent")),
        ("  # 其中:高技能人才", Match("high_skilled_talent")),
        ("五、GDP", Match("gdp")),
        ("三、高企", Match("high_tech_firms")),
        ("十亿元以上项目", Match("major_projects_1_billion_and_above")),
        ("10亿元项目", Match("major_projects_1_billion_and_above")),
        ("引進人才", Match("talent_introduced")),
        ("引進人才（萬人）", Match("talent_introduced", unit="万人")),
    ],
)
def test_an_indicator_is_found_with_what_stands_beside_it(text, answer):
    assert NAMES.indicator(text) == answer


def test_a_keyword_of_two_indicators_names_neither_and_is_asked_about():
    assert NAMES.indicator("创业贷款") == Match(
        near=("startup_guaranteed_loan_amount", "startup_guaranteed_loans")
    )


def test_a_text_that_holds_a_name_is_near_it_unless_it_is_a_measure_made_of_it():
    assert NAMES.indicator("当年引进人才合计").near == ("talent_introduced",)
    assert NAMES.indicator("规模以上工业高企").near == ("high_tech_firms",)
    assert NAMES.indicator("按可比价格计算的GDP增速") == Match()


@pytest.mark.parametrize("text", ["大慶", "大慶市", "哈爾濱", "長春市"])
def test_traditional_characters_name_the_same_city(text):
    assert NAMES.city(text).id in ("daqing", "harbin", "changchun")


def test_each_traditional_character_has_its_simple_one():
    words = lexicon()["names"]
    assert len(words["traditional"]) == len(words["simple"]) == len(set(words["traditional"]))
    assert not set(words["traditional"]) & set(words["simple"])


def test_a_bare_size_is_so_many_of_what_is_counted():
    for id in ("person", "yuan", "firm", "apartment"):
        assert NAMES.unit("万").factors[id] == 10**4
        assert NAMES.unit("亿").factors[id] == 10**8
    assert "percent" not in NAMES.unit("万").factors


def test_a_unit_that_is_not_known_is_answered_with_units_that_are():
    near = NAMES.unit("斤").near
    assert near
    assert all(NAMES.unit(one).factors for one in near)


def test_an_unknown_piece_beside_an_indicator_is_no_match():
    assert NAMES.indicator("引进人才（其中女性）") == Match(near=("talent_introduced",))


def test_an_area_is_found_with_or_without_its_city():
    assert NAMES.area("哈尔滨新区").id == NAMES.area("新区", "harbin").id == "harbin_new_area"
    assert NAMES.area("平房区", "harbin").id == "harbin_pingfang"
    assert NAMES.area("全市", "harbin").id == "harbin"
    assert NAMES.area("哈尔滨新区", "changchun").id == ""


UNITS = {
    ("person", "1"): ["人", "名", "位", "persons", "people"],
    ("person", "10000"): [
        "万人",
        "(万人)",
        "（万人）",
        "单位：万人",
        "（单位：万人）",
        "计量单位: 万人",
        "10,000 persons",
        "persons (10,000)",
        "10 000 persons",
        "ten thousand persons",
    ],
    ("yuan", "1"): ["元", "yuan"],
    ("yuan", "1000"): ["千元", "thousand yuan", "1,000 yuan"],
    ("yuan", "10000"): ["万元", "元（万）", "万元/年", "萬元"],
    ("yuan", "1000000"): ["百万元", "million yuan"],
    ("yuan", "100000000"): ["亿元", "100 million yuan", "hundred million yuan"],
    ("yuan_per_month", "1"): ["元/月", "元", "yuan a month"],
    ("apartment", "10000"): ["万套"],
    ("firm", "1"): ["户", "家", "个", "firms", "人（户）"],
    ("institution", "1"): ["家", "个", "所"],
    ("platform", "1"): ["家", "个"],
    ("school", "1"): ["所"],
    ("sqm", "1"): ["平方米", "㎡", "m2", "sqm"],
    ("sqm", "10000"): ["万平方米", "公顷", "hectares"],
    ("sqm", "1000000"): ["平方公里", "sq km"],
    ("percent", "1"): ["%", "％", "percent"],
    ("percent", "0.1"): ["‰"],
    ("times", "1"): ["倍"],
    ("person_times", "10000"): ["万人次"],
    ("item", "1"): ["项", "个"],
    ("year", "1"): ["年"],
    ("month", "12"): ["年"],
    ("month", "1"): ["个月"],
}


@pytest.mark.parametrize(
    ("id", "factor", "text"), [(*of, text) for of, texts in UNITS.items() for text in texts]
)
def test_a_written_unit_is_so_many_base_units(id, factor, text):
    assert NAMES.unit(text).factors[id] == Decimal(factor)


@pytest.mark.parametrize(
    ("text", "id"),
    [("户", "institution"), ("人", "person_times"), ("人次", "person"), ("%", "times"), ("元", "person")],
)
def test_a_unit_does_not_stand_for_another(text, id):
    assert id not in NAMES.unit(text).factors


@pytest.mark.parametrize(
    "text", ["吨", "千", "", "2021年", "23人", "人/年", "kg", "()", "单位：", "人（吨）"]
)
def test_what_is_no_unit_has_no_factor(text):
    assert dict(NAMES.unit(text).factors) == {}


def test_every_declared_unit_is_found_by_its_names():
    for unit in catalogue().units.values():
        for name in (unit.id, unit.name.zh, unit.name.en):
            assert NAMES.unit(name).factors[unit.id] == 1


def test_closed_lists_are_read_by_their_words():
    assert [NAMES.standing(word).id for word in ("已实现", "计划", "planned", "Policy term")] == [
        "achieved", "planned", "planned", "policy_term",
    ]  # fmt: skip
    assert [NAMES.bound(word).id for word in ("超过", "at_least", "约")] == ["over", "at_least", "about"]
    assert NAMES.definition("resident_population", "普查时点").id == "census_day"
    assert NAMES.source("harbin-press-conference").id == "harbin-press-conference"


def test_a_name_of_two_things_is_neither():
    assert Known({"one": ["总量"], "other": ["总 量"]}).match("总量") == Match(near=("one", "other"))
