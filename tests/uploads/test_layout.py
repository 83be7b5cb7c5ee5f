"""Which sheets hold a table, long tables under any headers, and the source a file names."""

import random
from datetime import date

import pytest

from talent.exports import neutralised
from talent.i18n import Name
from talent.uploads.layout import stage
from talent.uploads.model import FIELDS, SEVERITIES, Book, Choices, Finding, Place, Sheet
from tests.uploads.made import book_of, catalogue, codes, figures, pasted, workbook

LONG = [["城市", "指标", "数值", "年份"], ["哈尔滨", "人才总量", "100", "2023"]]
COLUMNS = ["row", "city", "indicator", "value", "period", "unit", "note_zh"]
EXPORTED = [
    "statement_id", "city", "area", "area_level", "indicator", "definition", "indicator_zh",
    "indicator_en", "theme", "kind", "value", "value_high", "unit", "bound", "standing", "period_start",
    "period_end", "period_basis", "period_years", "period_inferred", "as_printed", "source",
    "attributed_to", "paragraph", "witnesses", "note_zh", "note_en", "batch",
]  # fmt: skip


def book(**sheets) -> Book:
    return book_of(workbook(sheets))


def test_a_long_table_stands_below_its_titles_and_above_its_notes():
    staging = pasted(
        [
            ["某市人才数据"],
            ["单位：万人"],
            ["指标", "城市", "数值", "年份", "备注"],
            ["人才总量", "哈尔滨", "100", "2023", "初步"],
            ["", "", "", "", ""],
            ["引进人才", " 大庆 ", "3", "2022", ""],
            ["注：以上为年末数。"],
        ]
    )
    assert figures(staging, COLUMNS) == [
        (4, "哈尔滨", "人才总量", "100", "2023", "万人", "初步"),
        (6, "大庆", "引进人才", "3", "2022", "万人", ""),
    ]
    assert dict(staging.layouts) == {"paste": "long"}
    assert staging.places["paste", "city"] == Place("城市", "B")
    assert set(staging.rows["letter"]) == {"C"} and set(staging.rows["header"]) == {"数值"}
    assert list(staging.rows["as_printed"]) == ["100", "3"]
    assert codes(staging) == []


def test_a_footnote_of_a_long_table_gives_its_figures_a_definition_or_is_told():
    staging = pasted(
        [
            ["城市", "指标", "数值", "年份", "单位"],
            ["大庆", "常住人口", "260.9①", "2023", "万人"],
            ["大庆", "引进人才", "300①", "2023", "人"],
            ["大庆", "高新技术企业", "700②", "2023", "户"],
            ["大庆", "地区生产总值", "2815.8*", "2023", "亿元"],
            ["注：① 为初步数；② 含规模以下企业。", "", "", "", ""],
        ]
    )
    assert figures(staging, ["value", "definition", "as_printed"]) == [
        ("260.9", "preliminary", "260.9①"),
        ("300", "", "300①"),
        ("700", "", "700②"),
        ("2815.8", "", "2815.8*"),
    ]
    said = {
        (one.code, one.severity, one.cell): (one.fields["mark"], one.fields["note"])
        for one in staging.findings
    }
    assert said == {
        ("footnote", "info", "C2"): ("①", "为初步数"),
        ("footnote_preliminary", "warning", "C3"): ("①", "为初步数"),
        ("footnote", "info", "C4"): ("②", "含规模以下企业"),
        ("footnote", "info", "C5"): ("*", "—"),
    }


def test_line_breaks_inside_the_cells_of_figures_say_nothing():
    staging = pasted([LONG[0], ["哈尔滨", "人才总量", "2.35\n万", "2023"]])
    assert figures(staging, ["value", "as_printed"]) == [("2.35万", "2.35万")]


@pytest.mark.parametrize("seed", range(4))
def test_an_export_is_read_back_in_any_order_of_its_columns(seed):
    order = random.Random(seed).sample(EXPORTED, len(EXPORTED))
    row = {name: f"{name}-1" for name in EXPORTED} | {
        "note_zh": neutralised("=1+1"),
        "note_en": neutralised("'-x"),
    }
    staging = pasted([order, [row[name] for name in order]])
    assert codes(staging) == []
    (read,) = staging.rows.to_dict("records")
    expected = {name: row.get(name, "") for name in FIELDS} | {"note_zh": "=1+1", "note_en": "'-x"}
    assert {name: read[name] for name in FIELDS} == expected


@pytest.mark.parametrize(
    "headers",
    [
        ["城市", "指标", "数值", "期间"],
        ["City", "Indicator", "Value", "Year"],
        ["city", "indicator", "value", "period"],
        ["地区", "指标名称", "值", "年份"],
        ["城 市", "项目", "数据", "时间"],
        ["城\n市", "指\n标", "数\n值", "年\n份"],
        ["地市", "统计指标", "统计值", "数据期间"],
        ["市州", "项目名称", "指标数据", "统计年度"],
        ["所属城市", "指标项", "数据值", "报告期"],
        ["市", "数据指标", "统计数", "数据时间"],
    ],
)
def test_headers_in_either_language_and_their_synonyms(headers):
    staging = pasted([headers, ["a", "b", "1", "2023"]])
    assert figures(staging, ["city", "indicator", "value", "period"]) == [("a", "b", "1", "2023")]
    assert codes(staging) == []


def test_a_unit_in_the_header_of_the_values_is_that_of_rows_without_one():
    staging = pasted(
        [
            ["城市", "指标", "数值（万人）", "年份", "单位"],
            ["a", "b", "1", "2023", ""],
            ["a", "b", "1", "2023", "人"],
        ]
    )
    assert list(staging.rows["unit"]) == ["万人", "人"]


def said(staging) -> list[tuple]:
    return [
        (found.code, found.severity, found.cell, found.value, found.expected) for found in staging.findings
    ]


def test_unknown_headers_are_named_with_the_nearest():
    assert said(
        pasted(
            [["city", "indicator", "value", "period", "vallue", "天气"], ["a", "b", "1", "2023", "2", "晴"]]
        )
    ) == [
        ("unknown_header", "warning", "E1", "vallue", "value"),
        ("strange_header", "warning", "F1", "天气", ""),
    ]


def test_two_headers_of_one_field_are_an_error():
    assert said(pasted([["城市", "指标", "数值", "年份", "值"], ["a", "b", "1", "2023", "2"]])) == [
        ("duplicate_header", "error", "E1", "值", "")
    ]


@pytest.mark.parametrize("missing", ["city", "indicator", "value", "period"])
def test_a_missing_column_is_an_error_unless_the_analyst_says_it(missing):
    header = [name for name in ("city", "indicator", "value", "period", "unit") if name != missing]
    table = [header, ["x"] * len(header)]
    assert said(pasted(table)) == [("missing_column", "error", "1", "", missing)]
    if missing != "value":
        staging = pasted(table, **{missing: "2023"})
        assert codes(staging) == [] and list(staging.rows[missing]) == ["2023"]


def test_the_five_period_columns_stand_for_the_period():
    table = [
        ["city", "indicator", "value", "period_start", "period_end"],
        ["a", "b", "1", "2023-01-01", "2023-12-31"],
    ]
    assert codes(pasted(table)) == []
    assert list(pasted(table, period="2020").rows["period"]) == [""]


def test_choices_fill_what_rows_leave_empty_and_nothing_else():
    table = [*LONG, ["", "人才总量", "5", "2022"]]
    staging = pasted(table, city="daqing", standing="planned", source="daqing-daily")
    assert list(staging.rows["city"]) == ["哈尔滨", "daqing"]
    assert set(staging.rows["standing"]) == {"planned"} and set(staging.rows["source"]) == {"daqing-daily"}


def test_merged_labels_of_a_long_table_are_repeated_and_figures_are_not():
    data = workbook({"s": [*LONG, ["", "引进人才", "", 2023]]}, {"s": ["A2:A3", "C2:C3"]})
    staging = stage(book_of(data), catalogue())
    assert figures(staging, ["city", "value"]) == [("哈尔滨", "100"), ("哈尔滨", "")]


def test_sheets_without_a_table_are_left_out_and_said():
    sheets = {
        "说明": [["填报说明：请于3月1日前报送"]],
        "数据": LONG,
        "空": [[]],
        "示例": LONG,
        "Sheet9": [["备忘", "给张三打电话"]],
    }
    staging = stage(book(**sheets), catalogue())
    assert dict(staging.layouts) == {
        "说明": "none",
        "数据": "long",
        "空": "none",
        "示例": "none",
        "Sheet9": "none",
    }
    assert [(f.code, f.severity, f.sheet) for f in staging.findings] == [
        ("sheet_without_table", "info", "说明"),
        ("sheet_example", "info", "示例"),
        ("sheet_without_table", "info", "Sheet9"),
    ]
    assert len(staging.rows) == 1


def test_a_hidden_sheet_is_read_only_when_it_is_asked_for():
    hidden = Book("b", "xlsx", (Sheet("x", tuple(map(tuple, LONG)), hidden=True),))
    assert codes(stage(hidden, catalogue())) == ["sheet_hidden", "no_table"]
    assert len(stage(hidden, catalogue(), Choices(sheets=("x",))).rows) == 1


def test_only_the_chosen_sheets_are_read():
    staging = stage(book(a=LONG, b=LONG), catalogue(), Choices(sheets=("b",)))
    assert set(staging.rows["sheet"]) == {"b"} and codes(staging) == []


def test_a_file_without_any_table_says_what_one_looks_like():
    for rows in ([["随便写的"]], [["", ""]]):
        assert codes(pasted(rows), "error") == ["no_table"]


def test_a_long_and_a_wide_sheet_of_one_file_are_read_together():
    staging = stage(
        book(a=LONG, b=[["城市", "人才总量（万人）"], ["大庆", "49.7"]]), catalogue(), Choices(period="2023")
    )
    assert dict(staging.layouts) == {"a": "long", "b": "wide"}
    assert figures(staging, ["sheet", "value"]) == [("a", "100"), ("b", "49.7")]


def test_the_findings_of_reading_the_book_come_first():
    first = Finding("something", "warning")
    read = Book("b", "paste", (Sheet("s", (("城市", "数值"), ("a", "1"))),), findings=(first,))
    assert codes(stage(read, catalogue()))[0] == "something"


NEW = [
    ["标题", "大庆统计年鉴"],
    ["发布单位", "大庆市统计局"],
    ["发布日期", "2024年9月30日"],
    ["网址", "https://example.com/a"],
    ["城市", "大庆市"],
]


def test_a_new_source_is_read_from_its_sheet():
    staging = stage(book(数据=LONG, 来源=NEW), catalogue())
    source = staging.new_source
    assert source is not None and codes(staging) == []
    assert (source.id, source.number, source.city, source.linkable) == ("", 0, "daqing", True)
    assert source.title == Name("大庆统计年鉴", "大庆统计年鉴")
    assert source.published == date(2024, 9, 30)
    assert list(staging.rows["source"]) == [""]


def test_a_known_source_is_that_of_every_row_without_one():
    data = [[*LONG[0], "来源"], [*LONG[1], ""], [*LONG[1], "daqing-daily"]]
    staging = stage(book(数据=data, Source=[["Source id", "harbin-newspaper"], ["Title", ""]]), catalogue())
    assert list(staging.rows["source"]) == ["harbin-newspaper", "daqing-daily"]
    assert staging.new_source is None


@pytest.mark.parametrize(
    ("change", "code", "cell"),
    [
        ({0: ["标题", ""]}, "source_incomplete", ""),
        ({2: ["发布日期", "2024年"]}, "source_date", "B3"),
        ({4: ["城市", "哈尔宾"]}, "source_city", "B5"),
        ({4: ["来源编号", "daqing-dayly"]}, "unknown_source", "B5"),
    ],
)
def test_what_is_wrong_with_a_source_is_said_at_its_cell(change, code, cell):
    rows = [change.get(at, row) for at, row in enumerate(NEW)]
    staging = stage(book(数据=LONG, 来源=rows), catalogue())
    assert [(found.code, found.cell) for found in staging.findings] == [(code, cell)]
    assert staging.new_source is None


def test_every_finding_is_a_sentence_in_both_languages():
    table = [["city", "indicator", "vallue", "value", "值", "天气"], ["a", "b", "1", "2023", "2", ""]]
    wide = [["城市", "引进人材（人）", "人才总量", "大庆人才总量"], ["哈尔滨", 1, 2, 3], ["大连", 1, 2, 3]]
    source = [["标题", "x"], ["日期", "2024"], ["城市", "哈尔宾"]]
    staging = stage(book(a=table, b=wide, 来源=source, 示例=LONG), catalogue())
    assert len(set(codes(staging))) > 9
    for found in staging.findings:
        assert found.severity in SEVERITIES
        for language in ("zh", "en"):
            assert "{" not in found.message(language)
