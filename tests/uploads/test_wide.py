"""Tables as yearbooks print them: real shapes with invented rows, every figure with its cell."""

import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talent.uploads.grid import is_figure
from talent.uploads.layout import stage
from tests.uploads.made import FIGURE, book_of, catalogue, codes, figures, pasted, staged, workbook

SHORT = ["city", "indicator", "period", "unit", "value"]


def labels(staging) -> dict[str, tuple[str, bool]]:
    return {label.text: (label.meaning, label.sure) for label in staging.labels}


def test_cities_down_and_years_across_with_the_indicator_in_the_title():
    staging = staged(
        [
            ["2-3 各市常住人口"],
            ["单位：万人"],
            ["城市", 2021, 2022, 2023],
            ["哈 尔 滨", 988.5, 982.4, ""],
            ["齐齐哈尔", 400.1, 399.2, 398],
            ["大　庆", "277.1", "275.2", "—"],
            ["合计", 3000, 2999, 2998],
            ["注：本表为年末数。"],
        ],
        ["A1:D1", "A2:D2"],
    )
    assert figures(staging, SHORT) == [
        ("harbin", "resident_population", "2021", "万人", "988.5"),
        ("harbin", "resident_population", "2022", "万人", "982.4"),
        ("daqing", "resident_population", "2021", "万人", "277.1"),
        ("daqing", "resident_population", "2022", "万人", "275.2"),
    ]
    (left_out,) = staging.findings
    assert (left_out.code, left_out.severity, left_out.value) == ("left_out", "info", "齐齐哈尔; 合计")
    assert dict(left_out.fields) == {"figures": 6, "labels": 2}
    assert labels(staging)["齐齐哈尔"] == ("ignore", False)
    assert labels(staging)["合计"] == ("ignore", True)
    assert list(zip(staging.rows["letter"], staging.rows["row"], strict=True)) == [
        ("B", 4),
        ("C", 4),
        ("B", 6),
        ("C", 6),
    ]


def test_the_city_yearbook_with_two_languages_the_whole_city_and_its_districts():
    staging = staged(
        [
            ["1-2 人口与经济（2023年）"],
            ["城市", "常住人口(万人)\nResident population (10 000 persons)", "", "地区生产总值", "", ""],
            ["City", "全市\nTotal City", "市辖区\nDistricts under City", "总量\n(亿元)", "增速\n(%)", "位次"],
            ["黑龙江 Heilongjiang"],
            ["哈尔滨 Harbin", 985, 700.2, 5576.3, 2.2, 1],
            ["大庆 Daqing", 274.1, 150, 2862.5, 2.8, 2],
            ["牡丹江 Mudanjiang", 220, 90, 1000, 3, 3],
            ["吉林 Jilin"],
            ["长春 Changchun", 910.2, 500, 7002.1, 6.5, 1],
        ],
        ["A1:F1", "B2:C2", "D2:F2"],
    )
    assert figures(staging, SHORT) == [
        ("harbin", "resident_population", "2023年", "万人", "985"),
        ("harbin", "gdp", "2023年", "亿元", "5576.3"),
        ("daqing", "resident_population", "2023年", "万人", "274.1"),
        ("daqing", "gdp", "2023年", "亿元", "2862.5"),
        ("changchun", "resident_population", "2023年", "万人", "910.2"),
        ("changchun", "gdp", "2023年", "亿元", "7002.1"),
    ]
    assert codes(staging) == ["left_out"]


def test_indicators_down_with_a_unit_column_and_values_that_look_like_years():
    staging = staged(
        [
            ["哈尔滨市国民经济主要指标"],
            ["指标", "单位", "2021年", "2022年"],
            ["一、人口", "", "", ""],
            ["年末常住人口", "万人", "988.5", "982.4"],
            ["  其中：城镇人口", "万人", 700, 701],
            ["二、综合"],
            ["地区生产总值", "亿元", "5,351.7", "5,490.1"],
            ["高新技术企业数", "户", 2012, 2054],
        ],
        ["A1:D1", "A3:D3", "A6:D6"],
    )
    assert figures(staging, SHORT) == [
        ("harbin", "resident_population", "2021年", "万人", "988.5"),
        ("harbin", "resident_population", "2022年", "万人", "982.4"),
        ("harbin", "gdp", "2021年", "亿元", "5,351.7"),
        ("harbin", "gdp", "2022年", "亿元", "5,490.1"),
        ("harbin", "high_tech_firms", "2021年", "户", "2012"),
        ("harbin", "high_tech_firms", "2022年", "户", "2054"),
    ]
    assert codes(staging) == ["left_out"]
    assert staging.places[("Sheet1", "unit")].letter == "B"


def test_labels_that_are_counted_off_and_common_words_for_indicators_are_understood():
    staging = staged(
        [
            ["哈尔滨市人才发展主要指标"],
            ["指标", "单位", "2023年"],
            ["一、人才总量", "万人", 105],
            ["1.高技能人才", "万人", 30],
            ["（二）高新技术企业", "户", 3000],
            ["#其中：引进人才", "人", 5000],
            ["四、常住人口", "万人", 985],
            ["五、GDP", "亿元", 5576.3],
            ["六、生产总值指数", "%", 104],
        ],
        ["A1:C1"],
    )
    assert figures(staging, ["indicator", "value"]) == [
        ("talent_total", "105"),
        ("high_skilled_talent", "30"),
        ("high_tech_firms", "3000"),
        ("talent_introduced", "5000"),
        ("resident_population", "985"),
        ("gdp", "5576.3"),
    ]
    assert codes(staging, "error") in ([], ["near_label"])


def test_a_label_with_a_year_and_a_plan_says_period_and_standing():
    staging = pasted(
        [
            ["城市", "2024年计划引进人才（人）", "2023年新引进人才（人）", "2025年高企目标数（户）"],
            ["哈尔滨", "5000", "4000", "3500"],
        ]
    )
    columns = ["indicator", "period", "standing", "unit", "value"]
    assert figures(staging, columns) == [
        ("talent_introduced", "2024年", "planned", "人", "5000"),
        ("talent_introduced", "2023年", "", "人", "4000"),
        ("high_tech_firms", "2025年", "planned", "户", "3500"),
    ]


def test_a_label_that_holds_a_known_name_is_asked_about_and_keeps_its_year_when_chosen():
    rows = [["城市", "2023年新增引进人才（人）"], ["哈尔滨", "4000"]]
    (asked,) = [one for one in pasted(rows).findings if one.severity == "error"]
    assert (asked.code, asked.expected, asked.cell) == ("near_label", "indicator:talent_introduced", "B1")
    chosen = pasted(rows, meanings={rows[0][1]: "indicator:talent_introduced"})
    assert figures(chosen, SHORT) == [("harbin", "talent_introduced", "2023年", "人", "4000")]


def test_a_footnote_gives_the_figures_it_marks_a_definition_or_is_told():
    staging = pasted(
        [
            ["大庆市主要指标"],
            ["指标", "单位", "2022年", "2023年*"],
            ["常住人口", "万人", "275.2", "274.1"],
            ["地区生产总值", "亿元", "2988①", "2815.8"],
            ["引进人才", "人", "3000", "4\n000"],
            ["① 为最终核实数。"],
            ["* 为初步核算数。"],
        ]
    )
    assert figures(staging, ["indicator", "definition", "value"]) == [
        ("resident_population", "", "275.2"),
        ("resident_population", "preliminary", "274.1"),
        ("gdp", "", "2988"),
        ("gdp", "preliminary", "2815.8"),
        ("talent_introduced", "", "3000"),
        ("talent_introduced", "", "4000"),
    ]
    said = {(one.code, one.severity, one.cell): dict(one.fields) for one in staging.findings}
    assert said == {
        ("footnote", "info", "D3"): {"mark": "*", "note": "为初步核算数", "figures": 2},
        ("footnote", "info", "C4"): {"mark": "①", "note": "为最终核实数", "figures": 1},
        ("footnote_preliminary", "warning", "D5"): {"mark": "*", "note": "为初步核算数", "figures": 1},
    }


def test_years_down_with_a_unit_row_below_the_indicators():
    staging = pasted(
        [
            ["大庆市主要年份指标"],
            ["年份", "常住人口", "地区生产总值", "高新技术企业"],
            ["", "（万人）", "（亿元）", "（户）"],
            ["2021", "277", "2620", "2020"],
            ["2022", "275.2", "2988", "2023"],
            ["2023年", "274.1", "2862.5", "700"],
        ]
    )
    assert figures(staging, SHORT)[:4] == [
        ("daqing", "resident_population", "2021", "万人", "277"),
        ("daqing", "gdp", "2021", "亿元", "2620"),
        ("daqing", "high_tech_firms", "2021", "户", "2020"),
        ("daqing", "resident_population", "2022", "万人", "275.2"),
    ]
    assert len(staging.rows) == 9 and codes(staging) == []


def test_cities_across_with_remarks_and_a_slip_in_a_name():
    staging = staged(
        [
            ["2023年主要城市人才指标"],
            ["指标", "计量单位", "哈尔滨市", "大庆市", "齐齐哈尔市", "备注"],
            ["人才总量", "万人", 100.1, "49.7", "30", "年末数"],
            ["引进人才", "人", "3,500", "超2000", 100, ""],
            ["引进人材", "人", 1, 2, 3, ""],
        ],
        ["A1:F1"],
    )
    assert figures(staging, [*SHORT, "note_zh"]) == [
        ("harbin", "talent_total", "2023年", "万人", "100.1", "年末数"),
        ("daqing", "talent_total", "2023年", "万人", "49.7", "年末数"),
        ("harbin", "talent_introduced", "2023年", "人", "3,500", ""),
        ("daqing", "talent_introduced", "2023年", "人", "超2000", ""),
    ]
    slip = next(found for found in staging.findings if found.severity == "error")
    assert (slip.code, slip.cell, slip.value) == ("near_label", "A5", "引进人材")
    assert slip.expected == "indicator:talent_introduced"
    assert "引进人才" in slip.message("zh") and "Talent" in slip.message("en")
    assert labels(staging)["引进人材"] == ("", False)


@pytest.mark.parametrize(("chosen", "rows"), [("ignore", 4), ("indicator:talent_introduced", 6)])
def test_a_slip_is_what_the_analyst_says_it_is(chosen, rows):
    table = [
        ["2023年主要城市人才指标"],
        ["指标", "单位", "哈尔滨市", "大庆市"],
        ["人才总量", "万人", "100.1", "49.7"],
        ["高技能人才", "人", "3,500", "2000"],
        ["引进人材", "人", "1", "2"],
    ]
    staging = pasted(table, meanings={"引进人材": chosen})
    assert len(staging.rows) == rows
    assert codes(staging, "error") == []


def test_a_pasted_table_has_lost_its_merged_cells():
    staging = pasted(
        [
            ["表3-1 人才公寓与高新技术企业"],
            ["城市", "指标", "2021年", "", "2022年", ""],
            ["", "", "全市", "市辖区", "全市", "市辖区"],
            ["哈尔滨", "人才公寓（套）", "100", "50", "200", "60"],
            ["", "高新技术企业（户）", "300", "51", "400", "61"],
            ["大庆", "人才公寓（套）", "10", "5", "20", "6"],
            ["", "高新技术企业（户）", "30", "5", "40", "6"],
            ["资料来源：各市统计局"],
        ]
    )
    assert figures(staging, SHORT) == [
        (city, indicator, period, unit, value)
        for city, values in (("harbin", "100 200 300 400"), ("daqing", "10 20 30 40"))
        for (indicator, unit, period), value in zip(
            [
                ("talent_apartments", "套", "2021年"),
                ("talent_apartments", "套", "2022年"),
                ("high_tech_firms", "户", "2021年"),
                ("high_tech_firms", "户", "2022年"),
            ],
            values.split(),
            strict=True,
        )
    ]


def test_cities_as_headings_over_their_indicators():
    staging = pasted(
        [
            ["主要指标"],
            ["指标", "单位", "2022", "2023"],
            ["哈尔滨市"],
            ["  常住人口", "万人", "980", "985"],
            ["齐齐哈尔市"],
            ["  常住人口", "万人", "400", "390"],
            ["大庆市"],
            ["  常住人口", "万人", "275", "274"],
        ]
    )
    assert [(row[0], row[-1]) for row in figures(staging)] == [
        ("harbin", "980"),
        ("harbin", "985"),
        ("daqing", "275"),
        ("daqing", "274"),
    ]


def test_parts_of_a_year_are_put_together_with_the_year_over_them():
    staging = pasted(
        [
            ["大庆市一般公共预算支出"],
            ["单位：亿元"],
            ["月份", "2024年", "2025年"],
            ["1-3月", "90", "80"],
            ["1-6月", "190", "180"],
        ]
    )
    assert figures(staging, ["period", "value"]) == [
        ("2024年1-3月", "90"),
        ("2025年1-3月", "80"),
        ("2024年1-6月", "190"),
        ("2025年1-6月", "180"),
    ]


def test_two_tables_side_by_side():
    staging = pasted(
        [
            ["2023年末常住人口（万人）"],
            ["城市", "人数", "城市", "人数"],
            ["哈尔滨", "985", "德州", "550"],
            ["齐齐哈尔", "400", "长春", "910"],
        ]
    )
    assert figures(staging, ["city", "period", "value"]) == [
        ("harbin", "2023年末", "985"),
        ("dezhou", "2023年末", "550"),
        ("changchun", "2023年末", "910"),
    ]


def test_numbered_columns_footnote_marks_and_line_numbers():
    staging = pasted(
        [
            ["2022年"],
            ["序号", "城市", "常住人口（万人）", "人才总量（万人）"],
            ["甲", "乙", "1", "2"],
            ["1", "哈尔滨①", "988.5*", "100"],
            ["2", "长春", "907①", "90"],
            ["① 含公主岭市。"],
        ]
    )
    assert figures(staging, ["city", "value", "as_printed"])[0] == ("harbin", "988.5", "988.5*")
    assert figures(staging, ["city", "value", "as_printed"])[2] == ("changchun", "907", "907①")
    assert len(staging.rows) == 4
    assert [(one.code, one.fields["mark"], one.fields["note"]) for one in staging.findings] == [
        ("footnote", "*", "—"),
        ("footnote", "①", "含公主岭市"),
    ]


def test_a_province_beside_its_city_says_nothing_new():
    staging = pasted(
        [
            ["省份地区", "市名", "常住人口（万人）2023年"],
            ["黑龙江省", "哈尔滨", "985"],
            ["河北", "石家庄", "1100"],
        ]
    )
    assert figures(staging, SHORT) == [("harbin", "resident_population", "2023年", "万人", "985")]
    assert codes(staging, "error") == []


def test_a_part_of_a_total_is_not_another_indicator_of_that_name():
    table = [
        ["2023年大庆市"],
        ["", "引进人才（人）", "", "技能人才总量（人）", ""],
        ["", "合计", "高技能人才", "合计", "高技能人才"],
        ["全市", "10", "4", "20", "8"],
    ]
    staging = pasted(table)
    assert figures(staging, ["indicator", "value"]) == [
        ("talent_introduced", "10"),
        ("skilled_talent", "20"),
        ("high_skilled_talent", "8"),
    ]
    (unclear,) = [found for found in staging.findings if found.severity == "error"]
    assert (unclear.code, unclear.cell) == ("unclear_label", "C3")
    assert codes(pasted(table, meanings={unclear.value: "ignore"}), "error") == []


def test_a_heading_over_known_indicators_is_asked_about():
    table = [
        ["2023年"],
        ["城市", "人口", "", "人才总量（万人）"],
        ["", "常住人口（万人）", "户籍人口（万人）", ""],
        ["哈尔滨", "1", "2", "3"],
    ]
    assert codes(pasted(table), "error") == ["unclear_label"]
    assert figures(pasted(table, meanings={"人口": "nothing"}), ["indicator", "value"]) == [
        ("resident_population", "1"),
        ("talent_total", "3"),
    ]


def test_a_district_is_not_its_city():
    staging = pasted(
        [
            ["2023年", ""],
            ["地区", "常住人口（万人）"],
            ["大庆市", "274"],
            ["大庆市萨尔图区", "30"],
            ["哈尔滨新区", "70"],
        ]
    )
    assert figures(staging, ["city", "area", "value"]) == [
        ("daqing", "", "274"),
        ("harbin", "harbin_new_area", "70"),
    ]
    titled = pasted(
        [
            ["大庆市萨尔图区2023年"],
            ["指标", "单位", "人数"],
            ["常住人口", "万人", "30"],
            ["人才总量", "万人", "3"],
        ]
    )
    assert len(titled.rows) == 0
    assert [(found.code, found.expected) for found in titled.findings] == [("needs_meaning", "city")]


def test_what_nothing_says_is_asked_for_once_and_can_be_chosen():
    table = [["城市", "常住人口"], ["哈尔滨", "985"], ["大庆", "274"]]
    staging = pasted(table)
    assert len(staging.rows) == 0
    assert [(f.code, f.expected, f.fields["figures"], f.cell) for f in staging.findings] == [
        ("needs_meaning", "period", 2, "B2"),
        ("needs_meaning", "unit", 2, "B2"),
    ]
    chosen = pasted(table, period="2023", unit="万人")
    assert figures(chosen, SHORT)[1] == ("daqing", "resident_population", "2023", "万人", "274")
    assert codes(chosen) == []


def test_a_chosen_area_is_that_of_its_own_city_only():
    table = [["城市", "常住人口（万人）"], ["哈尔滨", "70"], ["大庆", "274"]]
    staging = pasted(table, period="2023", city="harbin", area="harbin_new_area")
    assert figures(staging, ["city", "area"]) == [("harbin", "harbin_new_area"), ("daqing", "")]


def test_the_span_of_a_title_and_the_year_of_an_edition_are_no_period():
    rows = [["城市", "常住人口（万人）"], ["哈尔滨", "985"]]
    for title in ("2019-2023年各市常住人口", "《黑龙江统计年鉴2024》", "2024年大庆统计年鉴"):
        staging = pasted([[title], *rows])
        assert [(f.code, f.expected) for f in staging.findings] == [("needs_meaning", "period")], title


def test_a_row_and_a_column_that_contradict_each_other_are_an_error():
    staging = pasted(
        [["2023年", "", ""], ["城市", "大庆常住人口（万人）", "人才总量（万人）"], ["哈尔滨", "985", "3"]]
    )
    assert figures(staging, ["city", "value"]) == [("harbin", "3")]
    assert [(f.code, f.cell) for f in staging.findings] == [("two_meanings", "B3")]


def test_a_unit_in_the_cell_needs_none_in_the_table():
    staging = pasted([["2023年", ""], ["城市", "引进人才"], ["哈尔滨", "5.2万人"], ["大庆", "25.7"]])
    assert figures(staging, ["city", "unit", "value"]) == [("harbin", "", "5.2万人")]
    assert codes(staging) == ["needs_meaning"]


def test_an_unknown_unit_of_a_unit_column_is_left_to_the_checks():
    staging = pasted(
        [["2023年大庆市", "", ""], ["指标", "单位", "数"], ["人才总量", "吨", "5"], ["引进人才", "人", "5"]]
    )
    assert figures(staging, ["unit", "value"]) == [("吨", "5"), ("人", "5")]


@pytest.mark.parametrize(
    "text",
    [
        "23,127",
        "5.2万",
        "超40万人",
        "3-5万元",
        "25.7%",
        "１２３",
        "-3.5",
        "近1.4万",
        "994.8①",
        "1 234",
        "30余家",
    ],
)
def test_a_cell_with_a_figure_is_one(text):
    assert is_figure(text)


@pytest.mark.parametrize(
    "text",
    [
        "2021年",
        "亿元以上项目",
        "十亿元以上项目",
        "三级甲等医疗机构",
        "1-6月",
        "合计",
        "",
        "—",
        "5G基站",
        "2020=100",
    ],
)
def test_a_label_is_no_figure(text):
    assert not is_figure(text)


CITIES = {"harbin": "哈尔滨", "daqing": "大庆市", "dezhou": "德 州", "changchun": "Changchun"}
INDICATORS = {
    "resident_population": ("常住人口", "万人"),
    "high_tech_firms": ("高新技术企业", "户"),
    "gdp": ("地区生产总值", "亿元"),
}


@st.composite
def tables(draw):
    """Figures by city, indicator and year, and an order for each of them."""
    cities = draw(st.permutations(list(CITIES)))[: draw(st.integers(1, 4))]
    indicators = draw(st.permutations(list(INDICATORS)))[: draw(st.integers(1, 3))]
    years = draw(st.permutations([2021, 2022, 2023]))[: draw(st.integers(1, 3))]
    values = st.decimals("0.1", "99999", places=1).map(str)
    known = {(c, i, y): draw(values) for c in cities for i in indicators for y in years}
    return cities, indicators, sorted(years), known, draw(st.permutations(range(5)))


@settings(max_examples=25, deadline=None)
@given(tables())
def test_the_same_figures_laid_out_in_any_way_are_the_same_rows(table):
    cities, indicators, years, known, order = table
    expected = {(c, i, str(y), INDICATORS[i][1], value) for (c, i, y), value in known.items()}
    long = [["城市", "指标", "年份", "单位", "数值"]]
    long += [[CITIES[c], INDICATORS[i][0], str(y), INDICATORS[i][1], v] for (c, i, y), v in known.items()]
    long = [[row[at] for at in order] for row in long]
    by_year = [["城市", "指标", "单位", *map(str, years)]]
    by_year += [
        [CITIES[c], *INDICATORS[i], *(known[c, i, y] for y in years)] for c in cities for i in indicators
    ]
    by_indicator = [["年份", "城市", *(f"{INDICATORS[i][0]}（{INDICATORS[i][1]}）" for i in indicators)]]
    by_indicator += [
        [str(y), CITIES[c], *(known[c, i, y] for i in indicators)] for y in years for c in cities
    ]
    by_city = [
        ["指标", "单位", *(f"{y}年" for c in cities for y in years)],
        ["", "", *(CITIES[c] for c in cities for y in years)],
    ]
    by_city += [[*INDICATORS[i], *(known[c, i, y] for c in cities for y in years)] for i in indicators]
    for rows in (by_year, by_indicator, by_city):
        staging = pasted(rows)
        got = {(c, i, p.rstrip("年"), u, v) for c, i, p, u, v in figures(staging, SHORT)}
        assert got == expected
        assert codes(staging, "error") == []
        for row in staging.rows.to_dict("records"):
            assert rows[row["row"] - 1][ord(row["letter"]) - ord("A")] == row["value"]
    staging = pasted(long)
    names = {written: id for id, written in CITIES.items()} | {
        word: id for id, (word, _) in INDICATORS.items()
    }
    got = {(names[c], names[i], p, u, v) for c, i, p, u, v in figures(staging, SHORT)}
    assert got == expected


def test_every_place_points_at_the_cell_of_the_workbook_that_holds_the_value():
    rows = [
        ["某市表"],
        [],
        ["城市", "人才总量", "", "引进人才", ""],
        ["", "2022年", "2023年", "2022年", "2023年"],
        ["", "(万人)", "(万人)", "(人)", "(人)"],
        ["哈尔滨", 1.5, "2.5", 3, 4],
        ["长春", 5, "—", "7,000", 8],
    ]
    data = workbook(
        {"说明": [["填报说明"], ["共 3 页"]], "数据": rows}, {"数据": ["A3:A5", "B3:C3", "D3:E3"]}
    )
    staging = stage(book_of(data), catalogue())
    sheet = openpyxl.load_workbook(io.BytesIO(data))["数据"]
    assert len(staging.rows) == 7
    for row in staging.rows.to_dict("records"):
        assert str(sheet[f"{row['letter']}{row['row']}"].value) == row["value"] == row["as_printed"]
    assert figures(staging, FIGURE)[-1] == ("changchun", "talent_introduced", "", "2023年", "人", "8")
    for label in staging.labels:
        assert label.text.replace("/", "").split()[-1] in str(sheet[label.cell].value).replace(" ", "")


def test_a_chosen_indicator_keeps_the_unit_its_label_says_in_brackets():
    rows = [["指标", "2023", "2024"], ["高新企业（户）", "12", "15"]]
    meanings = {"高新企业（户）": "indicator:high_tech_firms"}
    found = pasted(rows, city="harbin", source="changchun", meanings=meanings)
    assert codes(found, "error") == [] and found.rows["unit"].tolist() == ["户", "户"]
