"""What a careful official would be angry about, held off in the picture itself."""

from dataclasses import replace
from datetime import date

import pytest

from talent.catalogue import Break
from talent.charts.draw_html import bars
from talent.charts.draw_plotly import figure
from talent.charts.marks import View, computed_text
from talent.i18n import Name, choice
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
    (target,) = [line for line in lines if not line.segments]
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


SPAN = {
    "period_basis": "multi_year", "period_years": 3.0, "span": "multi_year:3", "period_label": "2021",
    "period_start": date(2019, 1, 1), "period_end": date(2021, 12, 31), "year": 2021,
}  # fmt: skip


@pytest.mark.parametrize("mode", ["line", "multiples"])
@pytest.mark.parametrize(
    ("other", "field"),
    [
        (SPAN, "period_basis"),
        (HALF, "period_basis"),
        ({"standing": "planned"}, "standing"),
        ({"area": "new_area", "area_level": "district"}, "area"),
    ],
)
def test_over_time_the_verdict_covers_what_stands_alone_too(mode, other, field):
    """Three years together, older than a full year and a fall to look at: not comparable."""
    old = year("HRB-1", "harbin", 43000, 2021)
    drawn = picture([replace(old, **other), year("HRB-2", "harbin", 17000, 2023)], mode)
    assert drawn.verdict_word == "different"
    assert choice("gate_field", field, "zh") in drawn.verdict_fields


@pytest.mark.parametrize("mode", ["line", "multiples"])
def test_printed_years_along_a_line_are_no_reason_and_inferred_ones_are(mode):
    years = [year(f"DQ-{n}", "daqing", n, n) for n in (2019, 2020, 2021)]
    assert picture(years, mode).verdict_word == "same"
    years[1] = replace(years[1], period_inferred=True, period_label="inferred:2020")
    drawn = picture(years, mode)
    assert drawn.verdict_word == "caution"
    (sentence,) = drawn.verdict_sentences
    assert "2020" in sentence and "2019" not in sentence


@pytest.mark.parametrize(
    ("more", "zh", "en", "start"),
    [
        (SPAN, "三年累计", "3-year total", date(2019, 1, 1)),
        (SPAN | {"period_inferred": True}, "三年累计", "3-year total", None),
        (HALF, "上半年", "first half", date(2021, 1, 1)),
        (
            HALF | {"period_basis": "months", "span": "months:10m", "period_end": date(2021, 10, 31)},
            "1–10月",
            "months 1–10",
            date(2021, 1, 1),
        ),
        (
            HALF | {"period_basis": "since", "span": "since:6m"},
            "2021年起",
            "since 2021",
            date(2021, 1, 1),
        ),
        ({"bound": "over"}, "超过", "over", None),
        ({"standing": "planned"}, "计划", "planned", None),
    ],
)
def test_what_stands_alone_is_hollow_and_says_why_at_the_point(more, zh, en, start):
    for language, words in (("zh", zh), ("en", en)):
        drawn = picture(
            [replace(year("DQ-1", "daqing", 43000, 2021), **more), year("DQ-2", "daqing", 17000, 2023)],
            "line",
            language=language,
        )
        mark = marks(drawn)["DQ-1"]
        assert (mark.short, mark.start) == (words, start)
        assert marks(drawn)["DQ-2"].short == ""
        chart = figure(drawn, width=340)
        symbols = {t.customdata[0]: t.marker.symbol for t in chart.data if t.customdata}
        assert symbols == {"DQ-1": "square-open", "DQ-2": "square"}
        assert f"a {words}" in [note.text for note in chart.layout.annotations]
        level = [s for s in chart.layout.shapes if s.y0 == s.y1 == 43000]
        assert [(s.x0, s.x1) for s in level] == ([(str(start), str(mark.x))] if start else [])


def test_crowded_points_keep_their_letters_and_no_two_words_overlap():
    rows = [
        year(f"DQ-{n}", "daqing", 1000 + n, 2021, bound="over", period_end=date(2021, 12, n + 1))
        for n in range(12)
    ]
    chart = figure(picture(rows, "line"), width=340)
    shown = [note.text for note in chart.layout.annotations if note.xref == "x" and note.text]
    assert [words[0] for words in shown] == list("abcdefghijkl")
    assert any(len(words) == 1 for words in shown)


def test_panels_of_unlike_bars_have_a_scale_of_their_own_and_say_so():
    rows = [
        year("DQ-1", "daqing", 100, 2020),
        year("CC-1", "changchun", 10, 2020, standing="planned"),
        year("CC-2", "dezhou", 7, 2020, definition="college", standing="planned"),
    ]
    built = panel_of(drawn := picture(rows), "DQ-1")
    plan, unlike = panel_of(drawn, "CC-1"), panel_of(drawn, "CC-2")
    assert {m.code for m in drawn.alike(built)} == {m.code for m in drawn.alike(plan)} == {"DQ-1", "CC-1"}
    assert {m.code for m in drawn.alike(unlike)} == {"CC-2"}
    assert unlike.note == "自有刻度，长短不与别栏相比" and built.note == plan.note != unlike.note
    assert panel_of(picture(rows, language="en"), "CC-2").note.lower().startswith("own scale, not to be")
    for panel in drawn.panels:
        assert panel.note in bars(drawn)
        assert panel.note in " ".join(note.text for note in figure(drawn, width=1100).layout.annotations)
    ends = [axis.range[1] for axis in figure(drawn).select_xaxes()]
    assert ends[0] == ends[1] > 5 * ends[2]
    assert [p.note for p in picture(rows[:2]).panels] == ["", ""]
    (one,) = picture(rows, anyway=True).panels
    assert one.note == ""


@pytest.mark.parametrize("other", [{"area": "new_area", "area_level": "district"}, THREE_YEARS])
def test_another_area_or_span_has_a_scale_of_its_own(other):
    drawn = picture([year("DQ-1", "daqing", 100, 2020), replace(year("HRB-1", "harbin", 7, 2020), **other)])
    assert [len(drawn.alike(panel)) for panel in drawn.panels] == [1, 1]


@pytest.mark.parametrize("mode", ["bar", "line"])
@pytest.mark.parametrize(("language", "whole"), [("zh", "全市"), ("en", "whole city")])
def test_nothing_is_called_the_whole_city_beside_a_definition(mode, language, whole):
    drawn = picture(
        [year("DQ-1", "daqing", 1, 2020), year("CC-1", "changchun", 2, 2020, definition="college")],
        mode,
        language=language,
    )
    assert whole in panel_of(drawn, "DQ-1").title.lower()
    assert whole not in panel_of(drawn, "CC-1").title.lower()
    assert whole not in marks(drawn)["CC-1"].describe


def test_the_panel_of_moments_names_no_day():
    day = {"period_start": None, "period_basis": "as_of", "span": "as_of"}
    rows = [
        year("DQ-1", "daqing", 1, 2020, kind="stock", **day),
        reading("CC-1", "changchun", 2, kind="stock", **UNDATED | {"span": "as_of"}),
    ]
    (panel,) = picture(rows).panels
    assert panel.title.endswith("时点数")
    assert "日期未载" in words(marks(picture(rows))["CC-1"])
    (panel,) = picture(rows, language="en").panels
    assert panel.title.endswith("at one moment")


def test_another_year_s_residents_are_tagged_and_lower_the_verdict():
    per = {"per_10k": 2.0, "per_10k_low": 2.0, "per_10k_high": 2.0, "population": 1e6, "population_id": "X"}
    rows = [
        year("DQ-1", "daqing", 200, 2024, population_year=2023, **per),
        year("CC-1", "changchun", 200, 2024, population_year=2024, **per),
    ]
    for mode in ("bar", "line"):
        drawn = picture(rows, mode, "per_10k")
        assert "人口用2023年" in warnings(marks(drawn)["DQ-1"])
        assert not warnings(marks(drawn)["CC-1"])
        assert drawn.verdict_word == "caution"
        assert any("2023" in sentence and "大庆" in sentence for sentence in drawn.verdict_sentences)
        assert drawn.verdict_fields == ("人口年份不同",)
        english = picture(rows, mode, "per_10k", language="en")
        assert "population of 2023" in warnings(marks(english)["DQ-1"])
    assert not warnings(marks(picture(rows))["DQ-1"])


def test_a_computed_value_in_words_has_its_unit_and_limits_or_the_reason_why_not():
    three = THREE_YEARS | {"per_year": 17333.3, "per_year_low": 17166.7, "per_year_high": 17500.0}
    known = catalogue()
    view = View(next(iter(known.indicators.values())), known, "zh", "per_year")
    assert computed_text(reading("DQ-1", "daqing", 52000, **three), view) == "1.73万人/年（1.72万–1.75万）"
    open_ = three | {"bound": "over", "per_year_high": None}
    assert computed_text(reading("DQ-1", "daqing", 52000, **open_), view) == "＞1.73万人/年"
    assert computed_text(reading("DQ-1", "daqing", 52000, **UNDATED), view) == "期间未载"


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
