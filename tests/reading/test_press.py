"""Statements proposed from the text of a press release: what is a figure, and what its words say of it."""

import time
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talent import catalogue
from talent.catalogue import BASES, BOUNDS, STANDINGS
from talent.reading import documents
from talent.reading.press import Proposal, propose
from talent.uploads import examine

ROOT = Path(__file__).parents[2]
PUBLISHED = date(2023, 8, 20)


@cache
def declared() -> catalogue.Catalogue:
    return catalogue.read(ROOT / "data")


def read(text: str, city: str = "daqing", published: date | None = PUBLISHED) -> tuple[Proposal, ...]:
    return propose(text, declared(), city, published)


def only(text: str, **kwargs) -> Proposal:
    (one,) = read(text, **kwargs)
    return one


FIGURES = {
    "引进人才5.2万人": ["5.2万人"],
    "近1.4万名毕业生": ["近1.4万名"],
    "高新技术企业突破400家": ["突破400家"],
    "签约6000余人,最近5人,约3人": ["6000余人", "5人", "约3人"],
    "每月不低于500元的生活补贴": ["每月不低于500元"],
    "给予3-5万元经费": ["3-5万元"],
    "给予20万元至50万元奖励": ["20万元至50万元"],
    "给予20万至5万元的奖励": ["20万至5万元"],
    "对“大工匠”和“首席技师”的给予5万和2万元奖励": ["5万", "2万元"],
    "国家级144名、省级1225名、市级2053名": ["144名", "1225名", "2053名"],
    "五届、六批、两期,百余家企业": ["五届", "六批", "两期", "百余家"],
    "比重达百分之三十五": ["百分之三十五"],
    "六成以上企业": ["六成以上"],
    "支出下降2.1%": ["下降2.1%"],
    "占地1.53平方公里": ["1.53平方公里"],
    "按“三免两减半”给予房租补贴": ["三免", "两减半"],
    "给予每月3000元连续3年的生活补贴": ["每月3000元", "连续3年"],
    "征求意见建议1577 条": ["1577 条"],
    "吸引留住100万大学生": ["100万"],
    "引进人才１２３人": ["１２３人"],
    "累计1,234人": ["1,234人"],
    "6个百亿元项目、302个十亿元以上项目": ["6个", "302个"],
}


@pytest.mark.parametrize("text", FIGURES)
def test_a_figure_is_printed_with_its_unit_and_bound(text):
    assert [one.as_printed for one in read(text)] == FIGURES[text]


NO_FIGURES = [
    "出台“人才新政30条”和省人才振兴60条",
    "黄金28条落地,出台22条人才政策",
    "咨询电话0459-6123456,热线12345,手机13800138000",
    "2023年3月10日上午9:30—11:00,2022-07-07 11:59:00",
    "第二场、第3届、第12条、(一)、一是、三是",
    "庆政发〔2022〕5号,《规划纲要2035》",
    "301医院、5G网络、G7高速、985、211高校、邮编163000",
    "“一带一路”“十四五”“双一流”“1+5+N”“1 3 5”",
    "实施“引进5万人”行动,打造“3个中心”",
    "一站式服务、一批项目、唯一一家、进一步、一体化、三位一体",
    "六个方面、三件事、五大行动、两个确立",
    "每引进1人,每新增1家",
    "党的二十届三中全会、十四届全国人大",
    "近三年,三年来,28岁,工作满5年",
    "亿元以上项目、10亿元以上企业",
    "月薪6500元,进口3200万美元,粮食56万吨",
    "万人计划、千企百校行、百家争鸣,数百家,十几人",
    "",
    "没有数字。",
]


@pytest.mark.parametrize("text", NO_FIGURES)
def test_what_only_looks_like_a_figure_is_not_proposed(text):
    assert [one.as_printed for one in read(text)] == []


@pytest.mark.parametrize(
    ("text", "value", "high", "unit", "bound"),
    [
        ("超40万人", 400_000, None, "person", "over"),
        ("占地1.53平方公里", 1_530_000, None, "sqm", "exact"),
        ("给予20万至5万元的奖励", 50_000, 200_000, "yuan", "exact"),
        ("最高不超过300万元", 3_000_000, None, "yuan", "at_most"),
        ("每人每月补贴800元", 800, None, "yuan_per_month", "exact"),
        ("最长可领36个月租房补贴", 3, None, "year", "at_most"),
        ("自然增长率为-2.11‰", -0.211, None, "percent", "exact"),
        ("约3千人", 3000, None, "person", "about"),
        ("培训26.4万人次", 264_000, None, "person_times", "exact"),
    ],
)
def test_values_are_in_base_units(text, value, high, unit, bound):
    one = only(text)
    assert (one.value, one.value_high, one.unit, one.bound) == (value, high, unit, bound)


def test_a_list_is_told_apart_by_its_tiers():
    text = "对博士、硕士、本科毕业生分别给予每月3000元、2000元、1500元的生活补贴"
    assert [(one.value, one.indicator) for one in read(text)] == [
        (3000, "living_subsidy_phd"),
        (2000, "living_subsidy_master"),
        (1500, "living_subsidy_bachelor"),
    ]


def test_a_list_without_respectively_is_told_apart_too():
    text = "对获得国家级、省级、市级表彰的技能人才给予每月1000元、800元、500元的生活补助"
    assert [one.indicator.rpartition("_")[2] for one in read(text)] == ["national", "provincial", "municipal"]


def test_levels_said_once_count_for_the_whole_list():
    text = "对国家、省、市级人力资源服务产业园分别给予300万、200万、100万的经费支持"
    assert [(one.indicator, one.unit) for one in read(text)] == [
        ("hr_park_grant_national", "yuan"),
        ("hr_park_grant_provincial", "yuan"),
        ("hr_park_grant_municipal", "yuan"),
    ]


def test_a_range_over_several_grades_is_not_split():
    one = only("对市级、市级重点和市级卓越人才梯队给予3-5万元的梯队建设经费")
    assert (one.value, one.value_high) == (30_000, 50_000)


def test_tiers_inherit_what_was_said_before_them():
    text = "建成国家级孵化器4家、省级8家,国家级众创空间5家、省级24家、市级15家"
    assert [one.indicator for one in read(text)] == [
        "incubators_national",
        "incubators_provincial",
        "makerspaces_national",
        "makerspaces_provincial",
        "makerspaces_municipal",
    ]


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        (
            "新引进各类人才３.２万人,其中博士、硕士、本科分别为1200人、8900人、21900人",
            ["talent_introduced", "", "", ""],
        ),
        ("引进博士1200人、硕士8900人", ["", ""]),
        ("引进1200名博士、8900名硕士", ["", ""]),
        ("引进博士、硕士8900人", ["graduates_introduced_postgraduate"]),
        ("招聘教师500名,其中硕士300名", ["teachers_recruited", ""]),
        ("引进高校毕业生3万人,其中博士1200人,硕士8900人", ["graduates_introduced", "", ""]),
    ],
)
def test_a_part_without_an_indicator_of_its_own_never_takes_that_of_the_whole(text, indicators):
    assert [one.indicator for one in read(text)] == indicators


def test_two_sizes_of_one_thing_are_never_both_proposed():
    said = read(
        "引进人才3.2万人,引进人才5000人。\n全市引进人才3.25万人。\n引进人才900人。\n引进人才3.2万人。"
    )
    assert [one.indicator for one in said] == [
        "talent_introduced",
        "",
        "talent_introduced",
        "",
        "talent_introduced",
    ]
    assert "indicator" not in said[1].evidence


def test_what_was_before_it_was_raised_gives_way_to_what_is():
    assert [one.indicator for one in read("科技创新平台由五年前的58家增加到126家")] == [
        "",
        "science_platforms",
    ]
    said = read("大学生人才贷款额度由60万元提高到70万元,住房公积金贷款最高额度由60万元提高到70万元")
    assert [one.definition for one in said if one.indicator] == ["before_increase", ""]


@pytest.mark.parametrize(
    ("text", "definition"),
    [
        ("市本级财政投入人才资金2.5亿元", "policy_funds_paid_municipal"),
        ("市本级兑现人才政策资金2.5亿元", "policy_funds_paid_municipal"),
        ("兑现人才政策资金2.5亿元", "policy_funds_paid"),
        ("列支人才专项资金2.5亿元", "special_fund"),
        ("财政投入人才资金2.5亿元", ""),
    ],
)
def test_the_level_that_paid_is_told_by_the_definition(text, definition):
    one = only(text)
    assert (one.indicator, one.definition) == ("talent_spending", definition)


def test_an_amount_for_each_is_of_the_indicator_per_person():
    one = only("合伙创业的,可按每人20万元申请创业担保贷款")
    assert (one.indicator, one.unit) == ("startup_loan_per_partner", "yuan_per_person")
    assert only("合伙创业的,可申请创业担保贷款20万元").unit == "yuan"


def test_a_noun_after_the_figure_counts_before_one_in_the_clause_before():
    text = "为10位人才子女解决入学问题,为2名高层次人才家属解决调转问题"
    indicators = [one.indicator for one in read(text)]
    assert indicators == ["talent_children_schooling_cases", "talent_family_transfer_cases"]


def test_no_keyword_leaves_the_indicator_open():
    one = only("新增学位4600个")
    assert (one.indicator, one.value) == ("", 4600)


def test_a_figure_per_head_or_of_the_country_is_not_the_citys():
    assert [one.indicator for one in read("人均地区生产总值43108元")] == [""]
    assert [one.indicator for one in read("国内生产总值121万亿元")] == [""]
    assert [one.indicator for one in read("每万名劳动力中高技能人才1235人")] == [""]


@pytest.mark.parametrize(
    ("text", "basis", "start", "end", "years"),
    [
        ("近三年引进人才5.2万人", "multi_year", None, None, 3),
        ("2020年以来,引进人才5.2万人", "since", date(2020, 1, 1), PUBLISHED, None),
        ("今年以来引进人才5.2万人", "since", date(2023, 1, 1), PUBLISHED, None),
        ("去年引进人才5.2万人", "year", date(2022, 1, 1), date(2022, 12, 31), None),
        ("今年上半年引进人才5.2万人", "half_year", date(2023, 1, 1), date(2023, 6, 30), None),
        ("2022年,全市引进人才5.2万人", "year", date(2022, 1, 1), date(2022, 12, 31), None),
        ("截至2022年底,高新技术企业400家", "as_of", None, date(2022, 12, 31), None),
        ("到2025年,人才总量达到55万人", "as_of", None, date(2025, 12, 31), None),
        ("较2019年增长的人才有5.2万人", "unstated", None, None, None),
        ("在去年基础上再引进人才5.2万人", "unstated", None, None, None),
        ("引进人才5.2万人。去年很好。", "unstated", None, None, None),
        ("去年很好。引进人才5.2万人", "unstated", None, None, None),
        ("去年很好。其中引进人才5.2万人", "year", date(2022, 1, 1), date(2022, 12, 31), None),
    ],
)
def test_words_of_time_hold_until_the_sentence_ends(text, basis, start, end, years):
    one = only(text)
    assert (one.period_basis, one.period_start, one.period_end) == (basis, start, end)
    assert one.period_years == years


@pytest.mark.parametrize(
    ("text", "basis", "start"),
    [
        ("截至2022年末,高新技术企业400家,同比增长12.5%", "year", date(2022, 1, 1)),
        ("2022年底,高新技术企业比上年增长12.5%", "year", date(2022, 1, 1)),
        ("截至2022年末,高新技术企业较2020年增长74%", "as_of", None),
        ("截至2022年末,高新技术企业年均增长20%", "as_of", None),
    ],
)
def test_growth_to_the_end_of_a_year_is_of_that_year(text, basis, start):
    growth = read(text)[-1]
    assert (growth.period_basis, growth.period_start, growth.period_end) == (basis, start, date(2022, 12, 31))


def test_later_words_of_time_take_over():
    first, second = read("2021年引进人才3万人,2022年引进人才4万人")
    assert (first.period_start.year, second.period_start.year) == (2021, 2022)


def test_a_comparison_dates_only_the_figure_beside_it():
    level, base, growth = read("2022年底人才总量达到67万人,较2016年的60万人增长12%")
    assert [one.period_end.year for one in (level, base, growth)] == [2022, 2016, 2022]


def test_a_total_is_not_of_the_years_a_flow_is_of():
    flow, total = read("近三年引进人才5.2万人,人才总量达到49.7万人")
    assert (flow.period_basis, total.period_basis) == ("multi_year", "unstated")


def test_relative_words_without_a_date_say_nothing():
    assert only("去年引进人才5.2万人", published=None).period_basis == "unstated"


def test_the_day_of_publication_is_read_from_the_opening():
    text = "日期:2022-07-07 10:21\n去年引进人才5.2万人"
    assert only(text, published=None).period_start == date(2021, 1, 1)


def test_a_heading_names_year_and_standing_of_what_follows():
    text = "一、2022年工作回顾\n全年引进人才3万人。\n二、2023年工作安排\n引进人才4万人。"
    done, planned = read(text)
    assert (done.standing, done.period_start) == ("achieved", date(2022, 1, 1))
    assert planned.standing == "planned"


def test_terms_hold_from_the_day_the_text_names():
    one = only("给予每月3000元生活补贴。\n本办法自2023年7月1日起施行。")
    assert (one.standing, one.period_basis, one.period_start) == (
        "policy_term",
        "effective_from",
        date(2023, 7, 1),
    )


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("累计引进人才5.2万人", "achieved"),
        ("计划引进人才5.2万人", "planned"),
        ("力争人才总量达到55万人", "planned"),
        ("预计招聘1700人", "planned"),
        ("将新增技能人才3万名", "planned"),
        ("启动建设人才公寓2万套", "planned"),
        ("在建人才公寓1200套", "in_progress"),
        ("每年吸引留住大学生10万人以上", "in_progress"),
        ("最高给予100万元", "policy_term"),
        ("可享受每月1000元租房补贴", "policy_term"),
        ("按硕士2000元/月标准发放租房补贴", "policy_term"),
        ("每引进1名人才,奖励中介机构15万元", "policy_term"),
        ("累计发放购房补贴1653万元", "achieved"),
        ("为15家上市企业发放1615万元奖励资金", "achieved"),
        ("实施“万人计划”,引进人才20人", "achieved"),
        ("截至2022年底,引进人才20人", "achieved"),
        ("2023年计划筹集人才公寓5000套", "planned"),
        ("2023年计划发放人才补贴3亿元", "planned"),
        ("市委组织部计划于10月引进人才300人", "planned"),
        ("年内将筹集人才公寓5000套", "planned"),
        ("2025年人才总量将超55万人", "planned"),
        ("拟发放人才补贴3亿元,惠及1.2万人", "planned"),
        ("预期引进人才3万人", "planned"),
        ("力争引进人才3万人,比去年多引进5000人", "planned"),
        ("省下达引进人才任务3万人", "planned"),
        ("年度目标完成率达105%,引进人才3万人", "achieved"),
        ("提出引进人才5万人的目标", "planned"),
        ("如期完成引进人才5万人的目标", "achieved"),
        ("我市要引进人才3万人", "planned"),
        ("主要引进人才3万人", "achieved"),
        ("3年内引进人才3万人", "planned"),
        ("拿出1万个事业编制招引紧缺人才", "planned"),
        ("到“十五五”末,人才总量突破55万人", "planned"),
        ("实施人才强市战略以来我市计划引进人才300人", "planned"),
        ("未来三年计划引进人才300人", "planned"),
        ("工作计划:引进人才300人", "planned"),
        ("2024年,引进人才5万人", "planned"),
        ("截至2026年底,人才总量55万人", "planned"),
        ("2023年,引进人才5万人", "achieved"),
        ("计划先后引进人才300人", "planned"),
        ("计划在去年3000人的基础上引进人才5000人", "planned"),
        ("计划3年内建成人才公寓5000套,目前已建成1000套", "achieved"),
        ("原计划引进人才3000人,实际引进人才3500人", "achieved"),
        ("年度目标任务已完成,引进人才300人", "achieved"),
        ("实施英才计划引进人才300人", "achieved"),
        ("大学生留哈计划引进人才300人", "achieved"),
        ("三年行动计划引进人才300人", "achieved"),
        ("完成计划的120%,引进人才300人", "achieved"),
        ("计划单列市引进人才300人", "achieved"),
        ("虚拟仿真平台引进人才300人", "achieved"),
        ("将人才工作融入发展,引进人才300人", "achieved"),
    ],
)
def test_standing_follows_the_words_of_the_sentence(text, standing):
    assert read(text)[-1].standing == standing


def test_the_area_is_the_one_named_last():
    text = "全市引进人才3万人。哈尔滨新区引进人才2万人。引进人才1万人。"
    assert [one.area for one in read(text, city="harbin")] == ["harbin", "harbin_new_area", "harbin"]


def test_a_heading_or_speaker_sets_the_area_of_what_follows():
    lines = (
        "哈尔滨新区党工委委员 某某:谢谢。",
        "引进人才3.5万人。",
        "占全市39%。",
        "哈尔滨市人社局:补充。",
        "引进5万人。",
    )
    areas = [one.area for one in read("\n".join(lines), city="harbin")]
    assert areas == ["harbin_new_area", "harbin_new_area", "harbin"]


def test_one_line_of_work_in_the_whole_city_stays_that_line():
    text = "哈尔滨市卫健委主任 某某:介绍情况。\n全市医疗卫生工作人员10万人。"
    assert only(text, city="harbin").area == "harbin_health_system"


def test_the_city_is_the_one_of_the_headline_or_the_one_named_most():
    assert read("长春留才\n比大庆、大庆、大庆多引进人才5人", city="")[0].city == "changchun"
    assert read("引才\n大庆和大庆比长春多引进人才5人", city="")[0].city == "daqing"
    nowhere = read("某市引才\n引进人才5人", city="")[0]
    assert (nowhere.city, nowhere.area) == ("", "")


def test_a_proposal_shows_the_words_it_rests_on():
    text = "去年,大庆市计划引进人才5.2万人"
    one = only(text)
    said = {name: [text[start:end] for start, end in spans] for name, spans in one.evidence.items()}
    assert said == {"standing": ["计划"], "area": ["大庆市"], "period": ["去年"], "indicator": ["引进人才"]}


def held(text: str, proposals: tuple[Proposal, ...]) -> None:
    """What every proposal promises to pages and programs."""
    paragraphs = documents.paragraphs(text)
    for one in proposals:
        paragraph = paragraphs[one.paragraph - 1]
        assert paragraph[one.start : one.end] == one.as_printed
        assert one.value_high is None or one.value < one.value_high
        assert one.bound in BOUNDS and one.standing in STANDINGS
        assert one.unit in declared().units or one.unit == ""
        printed = (("s", one.period_start), ("e", one.period_end), ("y", one.period_years))
        assert "".join(letter for letter, part in printed if part is not None) in BASES[one.period_basis]
        if one.indicator:
            indicator = declared().indicators[one.indicator]
            assert indicator.unit.id == one.unit
            assert one.definition in ("", *indicator.definitions)
        for spans in one.evidence.values():
            assert all(0 <= start < end <= len(paragraph) for start, end in spans)


WORDS = """
引进 人才 5.2万 人 家 元 每月 3000 、 , 。 ; 近三年 2020年以来 截至 去年 1-6月 % ‰ 百分之 三十 两 百余
分别 给予 博士 硕士 本科 补贴 国家级 省级 计划 将 新区 全市 “ ” 《 》 第 至 - 最高 不超过 13月40日 实施
2023年 00 ① 二十四 亿 余 多 成 倍 项目 以上 占 达到 十四五期间 到2099年 0年 连续3年 免 减半
"""
PIECES = st.lists(st.sampled_from(["\n", *WORDS.split()]), max_size=40).map("".join)


@settings(max_examples=150, deadline=None)
@given(st.one_of(PIECES, st.text(max_size=80)), st.sampled_from(["", "harbin", "dezhou"]))
def test_any_text_gives_proposals_that_hold_or_none(text, city):
    held(text, propose(text, declared(), city, PUBLISHED))
    held(text, propose(text, declared()))


LONG = {
    "prose": "近三年来,全市深入实施人才强市战略,引进各类人才5.2万人,人才总量达到49.7万人、占常住人口的17.8%。"
    * 1300,
    "digits": "1" * 200_000,
    "numerals": "一二三万" * 16_000,
    "open quotes": "“" * 66_000,
    "open titles": "《" * 66_000,
    "bare words": "占比" * 33_000 + "5人",
    "bounds": "最高" * 33_000 + "5万元",
    "keywords": "人才" * 33_000 + "5人",
    "plans": "计划引进" * 16_000 + "5人",
}


@pytest.mark.parametrize("name", LONG)
def test_long_texts_are_read_in_seconds(name):
    text = LONG[name]
    seconds = []
    for length in (len(text) // 4, len(text)):
        begun = time.process_time()
        read(text[:length])
        seconds.append(time.process_time() - begun)
    # Linear is 4 times as long, squared 16 times.
    assert seconds[1] < max(3, 9 * seconds[0])


@pytest.mark.parametrize(
    ("text", "place"),
    (
        ("肇州县引进人才300人。", "肇州县"),
        ("2023年,全市引进人才5000人,其中红岗区引进人才800人。", "红岗区"),
        ("齐齐哈尔市引进人才1.5万人。", "齐齐哈尔市"),
        ("高新区人才公寓1200套。", "高新区"),
        ("大庆市引进人才5000人。", ""),
        ("全市引进人才5000人。", ""),
        ("社区引进人才100人。", ""),
        ("占全市引进人才的30%。", ""),
    ),
)
def test_a_place_declared_nowhere_is_never_the_whole_city(text, place):
    last = read(text, city="daqing")[-1]
    assert (last.area, last.place) == ("" if place else "daqing", place)
    assert examine.row(last)["area"] == (place or "daqing")
