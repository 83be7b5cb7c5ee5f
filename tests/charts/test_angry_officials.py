"""What a careful official would be angry about, held off in the picture itself."""

from dataclasses import replace
from datetime import date

import pytest

from talent.catalogue import Break
from talent.i18n import Name
from tests.charts.made import HALF, THREE_YEARS, UNDATED, catalogue, picture, policy, reading, source, year


def marks(drawn):
    return {mark.code: mark for mark in drawn.drawn}


def words(mark):
    return [tag.text for tag in mark.tags]


def warnings(mark):
    return [tag.text for tag in mark.tags if tag.warn]


def panel_of(drawn, code):
    return next(panel for panel in drawn.panels if code in {mark.code for mark in panel.drawn})


def test_a_district_is_never_drawn_as_its_city():
    drawn = picture(
        [
            reading("HRB-1", "harbin", 35000, area="new_area", area_level="district"),
            reading("DQ-1", "daqing", 52000),
        ]
    )
    district = marks(drawn)["HRB-1"]
    assert district.part
    assert "仅哈尔滨新区" in warnings(district)
    assert panel_of(drawn, "HRB-1") is not panel_of(drawn, "DQ-1")
    assert "哈尔滨新区" in panel_of(drawn, "HRB-1").title
    assert drawn.verdict_word == "different"


@pytest.mark.parametrize(("standing", "word"), [("planned", "计划"), ("in_progress", "进行中")])
def test_what_is_planned_stands_apart_and_hatched(standing, word):
    drawn = picture([reading("HRB-1", "harbin", 1355, standing=standing), reading("DQ-1", "daqing", 3690)])
    assert marks(drawn)["HRB-1"].shape == "hatched"
    assert marks(drawn)["DQ-1"].shape == "solid"
    assert word in warnings(marks(drawn)["HRB-1"])
    assert panel_of(drawn, "HRB-1") is not panel_of(drawn, "DQ-1")


def test_a_target_is_no_part_of_a_line_of_results():
    drawn = picture(
        [
            year("DQ-1", "daqing", 10, 2020),
            year("DQ-2", "daqing", 12, 2021),
            year("DQ-3", "daqing", 40, 2022, standing="planned"),
        ],
        mode="line",
    )
    lines = [line for panel in drawn.panels for line in panel.lines]
    joined = [mark.code for line in lines for segment in line.segments for mark in segment]
    assert joined == ["DQ-1", "DQ-2"]
    (target,) = [line for line in lines if line.dashed]
    assert [mark.code for mark in target.singles] == ["DQ-3"]
    assert target.singles[0].shape == "hatched"


def test_two_departments_are_both_drawn_and_named_and_the_adopted_one_is_marked():
    pair = {"conflict": "k1", "adopted_rule": "precise"}
    drawn = picture(
        [
            reading("DZ-1", "dezhou", 23127, attributed_to="one", adopted=True, **pair),
            reading("DZ-2", "dezhou", 23500, attributed_to="two", adopted=False, **pair),
        ]
    )
    one, two = marks(drawn)["DZ-1"], marks(drawn)["DZ-2"]
    assert one.partner == two.partner == "k1"
    assert (one.adopted, two.adopted) == (True, False)
    assert "两部门数字不一" in warnings(one) and "两部门数字不一" in warnings(two)
    assert "组织部" in words(one) and "人社局" in words(two)
    assert "采用：较精确" in words(one) and "未采用" in words(two)
    assert {mark.value for mark in drawn.drawn} == {23127, 23500}


def test_an_undecided_conflict_says_that_none_is_adopted():
    drawn = picture(
        [
            reading("DZ-1", "dezhou", 1, conflict="k"),
            reading("DZ-2", "dezhou", 2, conflict="k", source="copy"),
        ]
    )
    assert all("未定采用" in warnings(mark) for mark in drawn.drawn)
    assert all("两处数字不一" in warnings(mark) for mark in drawn.drawn)


def test_a_half_year_never_joins_a_line_of_full_years():
    drawn = picture(
        [
            year("DZ-1", "dezhou", 20, 2019),
            year("DZ-2", "dezhou", 23, 2020),
            reading("DZ-3", "dezhou", 12, **HALF),
        ],
        mode="line",
    )
    (line,) = drawn.panels[0].lines
    assert [[m.code for m in segment] for segment in line.segments] == [["DZ-1", "DZ-2"]]
    (half,) = line.singles
    assert half.period == "2021年上半年"
    assert "2021年上半年" in words(half)


def test_no_line_crosses_a_break_and_the_break_is_drawn_between_the_figures():
    gap = Break("talent_introduced", "harbin", date(2021, 1, 1), Name("口径修订", "revised"))
    drawn = picture(
        [year(f"HRB-{n}", "harbin", n, 2018 + n) for n in range(1, 5)],
        mode="line",
        known=catalogue(breaks=(gap,)),
    )
    (panel,) = drawn.panels
    assert [[m.code for m in s] for s in panel.lines[0].segments] == [["HRB-1", "HRB-2"], ["HRB-3", "HRB-4"]]
    (shown,) = panel.breaks
    assert date(2020, 12, 31) < shown.x < date(2021, 12, 31)
    assert "口径修订" in shown.text


def test_missing_is_an_empty_row_and_never_a_zero():
    drawn = picture([reading("DQ-1", "daqing", 5)])
    (panel,) = drawn.panels
    assert {absent.city for absent in panel.missing} == {"harbin", "dezhou", "changchun"}
    assert {absent.text for absent in panel.missing} == {"文件未载"}
    assert [mark.value for mark in drawn.drawn] == [5]


def test_nothing_at_all_still_says_so():
    drawn = picture([])
    assert drawn.drawn == ()
    assert len(drawn.panels[0].missing) == 4
    assert "都没有可画的数" in drawn.alt


def test_different_years_on_one_axis_say_so_on_every_mark_and_in_the_verdict():
    drawn = picture([year("DQ-1", "daqing", 5, 2019), year("CC-1", "changchun", 6, 2024)])
    assert drawn.verdict_word == "caution"
    assert marks(drawn)["DQ-1"].period == "2019年" and marks(drawn)["CC-1"].period == "2024年"
    assert any("2019" in sentence and "2024" in sentence for sentence in drawn.verdict_sentences)


@pytest.mark.parametrize(
    ("bound", "cap", "sign", "word"),
    [
        ("over", "open", "＞400", "超过"),
        ("at_least", "open", "≥400", "以上"),
        ("nearly", "faded", "近400", "接近"),
        ("at_most", "faded", "≤400", "不超过"),
        ("about", "none", "约400", "约"),
        ("exact", "none", "400", None),
    ],
)
def test_a_bound_keeps_its_sign_its_cap_and_its_tag(bound, cap, sign, word):
    mark = marks(picture([reading("DQ-1", "daqing", 400, bound=bound)]))["DQ-1"]
    assert (mark.cap, mark.text) == (cap, sign)
    assert (word in warnings(mark)) if word else not warnings(mark)


def test_bounded_figures_are_not_joined_in_a_line():
    drawn = picture(
        [
            year("CC-1", "changchun", 10, 2020, bound="over"),
            year("CC-2", "changchun", 10, 2021, bound="over"),
        ],
        mode="line",
    )
    (line,) = drawn.panels[0].lines
    assert line.segments == ()
    assert [mark.cap for mark in line.singles] == ["open", "open"]


def test_what_is_only_encouraged_says_so():
    known = catalogue(policies=[policy(policy_id="p", amount="DZ-1", standing="encouraged")])
    drawn = picture([reading("DZ-1", "dezhou", 800, standing="policy_term")], known=known)
    assert "仅为鼓励，非承诺" in warnings(marks(drawn)["DZ-1"])


def test_several_years_together_are_not_set_against_one_year():
    drawn = picture([reading("DQ-1", "daqing", 52000, **THREE_YEARS), reading("DZ-1", "dezhou", 23127)])
    assert panel_of(drawn, "DQ-1") is not panel_of(drawn, "DZ-1")
    assert "三年累计 · 起讫未载" in words(marks(drawn)["DQ-1"])


def test_compared_anyway_the_verdict_is_burnt_in_and_the_tags_stay():
    figures = [
        reading("HRB-1", "harbin", 35000, area="new_area", area_level="district"),
        reading("DQ-1", "daqing", 52000, **THREE_YEARS),
    ]
    drawn = picture(figures, anyway=True)
    assert len(drawn.panels) == 1 and len(drawn.drawn) == 2
    assert drawn.verdict_word == "different"
    assert drawn.burnt and "不可比" in drawn.burnt and "哈尔滨新区" in drawn.burnt
    assert "仅哈尔滨新区" in warnings(marks(drawn)["HRB-1"])
    assert picture(figures).burnt is None


def test_comparable_figures_are_never_burnt():
    drawn = picture([reading("HRB-1", "harbin", 1), reading("DQ-1", "daqing", 2)], anyway=True)
    assert drawn.verdict_word == "same"
    assert drawn.burnt is None


def test_a_figure_without_a_period_has_no_yearly_value_and_is_named_with_the_reason():
    drawn = picture(
        [reading("DQ-1", "daqing", 400, **UNDATED), reading("DZ-1", "dezhou", 9)], measure="per_year"
    )
    assert set(marks(drawn)) == {"DZ-1"}
    assert any("DQ-1" in note and "期间未载" in note for note in drawn.notes)
    (absent,) = [a for p in drawn.panels for a in p.missing if a.city == "daqing"]
    assert absent.text == "有数，不能折算"


def test_three_years_divided_say_so_and_carry_their_interval():
    three = THREE_YEARS | {"per_year": 17333.3, "per_year_low": 17000.0, "per_year_high": 17666.7}
    mark = marks(picture([reading("DQ-1", "daqing", 52000, **three)], measure="per_year"))["DQ-1"]
    assert (mark.low, mark.high) == (17000.0, 17666.7)
    assert mark.text == "1.73万"
    assert "折成年均" in words(mark)
    assert "52" not in mark.text and "5.2万人" in mark.describe


def test_per_head_names_the_population_and_refuses_the_undecided():
    per = {
        "per_10k": 100.0, "per_10k_low": 99.0, "per_10k_high": None, "population": 2663000.0,
        "population_year": 2021, "population_id": "DQ-9",
    }  # fmt: skip
    drawn = picture(
        [
            reading("DQ-1", "daqing", 26630, bound="over", **per),
            reading("DZ-1", "dezhou", 1, conflict="k"),
            reading("CC-1", "changchun", 7),
        ],
        measure="per_10k",
    )
    assert drawn.panels[0].unit_text == "人/年（每万常住人口）"
    mark = marks(drawn)["DQ-1"]
    assert (mark.value, mark.low, mark.high, mark.cap) == (100.0, 99.0, None, "open")
    assert any("2021年" in n and "266.3万" in n and "DQ-9" in n for n in drawn.notes)
    assert any("DZ-1" in n and "未定采用" in n for n in drawn.notes)
    assert any("CC-1" in n and "没有常住人口数" in n for n in drawn.notes)


def test_small_panels_share_a_scale_only_where_the_verdict_allows():
    alike = [year("DQ-1", "daqing", 10, 2020), year("CC-1", "changchun", 90, 2020)]
    drawn = picture(alike, mode="multiples")
    assert [panel.top for panel in drawn.panels] == [90, 90]
    unlike = [alike[0], replace(alike[1], definition="college")]
    drawn = picture(unlike, mode="multiples")
    assert [panel.top for panel in drawn.panels] == [None, None]
    assert all("不可比" in panel.note for panel in drawn.panels)


def test_sources_say_number_publisher_date_and_reprint():
    known = catalogue()
    drawn = picture(
        [reading("DQ-1", "daqing", 1, source="copy"), reading("DZ-1", "dezhou", 2, source="book")]
    )
    assert drawn.sources == ("02 某报2 2023-01-15（日期推断） · 转载", "03 某报3 日期未载")
    assert "转载" in warnings(marks(drawn)["DQ-1"])
    assert "二手来源" in warnings(marks(drawn)["DZ-1"])
    assert known.sources["copy"] == source("copy", 2, reprint=True, published_inferred=True)
