"""A deck as PowerPoint: charts with real numbers, all words on the slides, one font, the same bytes again."""

import io
import re
import time
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from pptx import Presentation
from pptx.enum.chart import XL_LABEL_POSITION
from pptx.util import Pt

from talent.briefing import exhibit, view
from talent.briefing.deck import Deck, Place, Reference, Slide
from talent.briefing.pens import pptx, pptx_pages
from talent.briefing.pens import pptx_layout as layout
from talent.briefing.pens.pptx_layout import FULL
from talent.catalogue import Break
from talent.charts import timeline
from talent.charts.frame import frame
from talent.charts.model_picture import (
    Axis,
    Bar,
    Fan,
    Key,
    Mark,
    ModelPicture,
    Part,
    Row,
    Rows,
    Sway,
    Tornado,
)
from talent.charts.picture import Ink, Picture, Tag
from talent.charts.sheet import Cell, Sheet
from talent.charts.sheet import Row as SheetRow
from talent.charts.slides import keyed, pieces, stage, table, ticks
from talent.charts.slides.paint import FONT, HEIGHT, LEADING, Area
from talent.charts.slides.room import Room
from talent.charts.slides.words import broken, wide
from talent.i18n import Name, text
from tests.briefing import made as real
from tests.charts import made

GOLDEN = Path(__file__).parent / "golden"
FORMULA = "=cmd|' /C calc'!A0"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
LINK = real.LINK


# Pictures made by hand


def bars(language: str) -> Picture:
    """Exact, over, nearly, planned, a range, and a city without a figure."""
    readings = [
        made.reading("A-1", "harbin", 2338.0),
        made.reading("A-2", "daqing", 400.0, bound="over"),
        made.reading("A-3", "dezhou", 680.0, value_high=900.0),
        made.reading("A-4", "dezhou", 1000.0, standing="planned"),
    ]
    return made.picture(readings, language=language)


def lines(language: str) -> Picture:
    """A line of two years, a city with a break in its series, a plan alone."""
    readings = [
        made.year("B-1", "harbin", 10.0, 2018),
        made.year("B-2", "harbin", 12.5, 2019),
        made.year("B-3", "daqing", 5.0, 2018),
        made.year("B-4", "daqing", 7.0, 2020),
        made.year("B-5", "dezhou", 9.0, 2020, standing="planned"),
    ]
    broken = Break("talent_introduced", "daqing", date(2019, 1, 1), Name("改了口径", "Counted otherwise"))
    return made.picture(readings, mode="line", language=language, known=made.catalogue(breaks=(broken,)))


def modelled(kind: str, panels, language: str, legend=()) -> ModelPicture:
    ink = Ink("harbin", "Harbin", "#1f5a99", "#6fa8e6", 0)
    return ModelPicture(
        kind=kind, title=f"Model {kind}", subtitle="Harbin", lead=("Read me first.",),
        tags=(Tag("guess", True),), panels=panels, legend=legend, sentence="No forecast.",
        notes=("Made with draws.",), codes=("A-1",),
        codes_text="Codes: A-1", tables=(), values_word="Values", ink=ink, data_version="abcd",
        data_date="2026-01-02", version_text="Data version abcd", language=language, alt="What it says.",
        sources=("01 Paper",),
    )  # fmt: skip


def model(language: str) -> tuple[ModelPicture, ...]:
    """Rows with a limit and later years, a fan, a tornado with an input that moves nothing."""
    runs = tuple(
        Row(str(year), "", tuple(Bar(run, (Part(n, look, f"{n}"),), f"{n} yuan") for run, look, n in (
            ("now", "baseline", 100.5 + year), ("then", "reform", 300.0))), later=year > 2024)
        for year in (2023, 2024, 2025)
    )  # fmt: skip
    rows = Rows("Cost", "Unit: yuan", runs, 2500, "Later", Mark(200, "Limit 200"))
    axis = Axis(0, 30_000_000, tuple(Mark(n * 1e7, f"{n * 10}") for n in range(4)), "Unit: million", 1e6)
    ends = (Mark(2e6, "P10 2"), Mark(4e6, "P50 4"), Mark(7e6, "P90 7"))
    fan = Fan("Spread", axis, (2023, 2024), (1e6, 2e6), (3e6, 4e6), (5e6, 7e6), (), ends, ("2023", "2024"))
    sways = (
        Sway("Leaving", (), 90.0, 130.0, "P10 5%", "P90 9%", "Correlation 0.9"),
        Sway("Take-up", (), 100.0, 100.0, "", "", "", still="One number: no range"),
    )
    axis = Axis(90, 130, (Mark(100, "100"), Mark(120, "120")), "Unit: persons")
    tornado = Tornado("Sway", axis, Mark(100, "P50 100"), sways)
    keys = (Key("at_low", "low end"), Key("at_high", "high end"))
    legend = (Key("baseline", "present terms"), Key("reform", "reform"))
    return (
        modelled("cost", (rows,), language, legend),
        modelled("fan", (fan,), language),
        modelled("tornado", (tornado,), language, keys),
    )


def sheet(language: str, count: int = 2) -> Sheet:
    ink = Ink("harbin", "Harbin", "#1f5a99", "#6fa8e6", 0)
    body = [
        SheetRow(
            (Cell(f"Harbin {n}"), Cell("1,200", (Tag("planned", True), Tag("2022")), f"A-{n}")), "harbin"
        )
        for n in range(count)
    ]
    heading = SheetRow((Cell("Money"), Cell("")), heads=True)
    return Sheet(
        "terms", "Terms", "Harbin", "", ("City", "Amount"), (heading, *body), ("Never sum these.",),
        ("A note.",), ("01 Paper",), ("A-0",), (ink,), "abcd", "2026-01-02", language, "A table.",
    )  # fmt: skip


def slide(content, **more) -> Slide:
    base = {
        "content": content, "comment": "A comment.", "objections": ("Not borne out.",),
        "sentences": ("Said in words.",), "places": (Place("A-1", "Harbin, talent", "01 Paper 2", "2,338"),),
        "changed": ("2,300 → 2,338",), "address": "/compare?v=1", "link": LINK,
    }  # fmt: skip
    return Slide(**base | more)


def deck(*slides: Slide, language: str = "en", **more) -> Deck:
    reference = Reference("01 Paper 2023-01-15", "A report", "https://example.org/a", ("A-1", "A-2"))
    base = Deck("A briefing", language, "report", slides, (reference,), "abcd", "2026-01-02")
    return replace(base, **more)


def everything(language: str) -> Deck:
    contents = (bars(language), lines(language), *model(language), sheet(language))
    return deck(*map(slide, contents), language=language)


@pytest.fixture(scope="module")
def written() -> dict[str, bytes]:
    return {language: pptx.write(everything(language)) for language in ("zh", "en")}


@pytest.fixture(scope="module")
def barred() -> bytes:
    return pptx.write(deck(slide(bars("en")), template="pictures"))


@pytest.fixture(scope="module")
def counted() -> tuple[Deck, bytes]:
    """Pictures of real views in Chinese, with a scenario that changes something."""
    warehouse = real.built.locate()
    slides = real.slides([*real.COMPARED, real.scenario(warehouse)], "zh", comment="写在图旁的话。")
    found = real.deck(slides, "zh")
    return found, pptx.write(found)


# Reading files back


def opened(file: bytes):
    return Presentation(io.BytesIO(file))


def charts(file: bytes) -> list:
    return [chart for page in opened(file).slides for chart in charted(page)]


def charted(page) -> list:
    return [shape.chart for shape in page.shapes if shape.has_chart]


def chart_of(content: Picture | ModelPicture, **more):
    return charts(pptx.write(deck(slide(content, **more), template="pictures")))[0]


def words(root) -> str:
    return "".join(node.text or "" for node in root.iter(f"{DRAWING}t", f"{CHART}v"))


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def said(file: bytes) -> str:
    """Everything that can be read on the slides, charts included, without spaces."""
    found = []
    for page in opened(file).slides:
        for shape in page.shapes:
            found.append(words(shape._element))
            if shape.has_chart:
                found.append(words(shape.chart._chartSpace))
    return bare("".join(found))


def notes(file: bytes) -> list[str]:
    pages = opened(file).slides
    return [page.notes_slide.notes_text_frame.text for page in pages if page.has_notes_slide]


def books(file: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        names = [name for name in package.namelist() if name.endswith(".xlsx")]
        return [package.read(name) for name in names]


def structure(file: bytes) -> str:
    """Titles, shapes, charts with their numbers, tables: what a reader of the file finds, line by line."""
    found = []
    for number, page in enumerate(opened(file).slides, start=1):
        found.append(f"slide {number}: {page.shapes.title.text_frame.text}")
        for shape in page.shapes:
            if shape.has_chart:
                found += [f"  chart {shape.name}: {shape.chart.chart_type.name}", *told(shape.chart)]
            elif shape.has_table:
                rows = [
                    " | ".join(cell.text.replace("\n", " / ") for cell in row.cells)
                    for row in shape.table.rows
                ]
                found += [f"  table {shape.name}", *(f"    {row}" for row in rows)]
            elif shape.has_text_frame and shape.text_frame.text.strip():
                found.append(f"  {shape.name}: {shape.text_frame.text.replace(chr(10), ' / ')}")
            elif shape.name == "QR":
                found.append("  QR")
    return "\n".join(found) + "\n"


def told(chart) -> list[str]:
    names = [str(one).replace("\n", " / ") for one in chart.plots[0].categories]
    values = [f"    {one.name}: {list(one.values)}" for one in chart.series]
    paras = chart._chartSpace.iter(f"{DRAWING}p")
    texts = [text for text in ("".join(run.text for run in p.iter(f"{DRAWING}t")) for p in paras) if text]
    return [f"    {names}", *values, f"    words: {texts}"]


# Structure


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_deck_has_the_golden_structure(written, language):
    golden = GOLDEN / f"deck.{language}.txt"
    found = structure(written[language])
    assert found == golden.read_text(encoding="utf-8"), found


def test_a_deck_without_a_title_bears_the_name_of_the_product():
    file = opened(pptx.write(deck(title="")))
    name = text("app.name", "en")
    assert (file.slides[0].shapes.title.text_frame.text, file.core_properties.title) == (name, name)


def test_the_other_template_has_charts_and_sources_alone(barred):
    found = opened(barred)
    assert [page.shapes.title.text_frame.text for page in found.slides][-1] == "Sources"
    assert len(found.slides) == 2


def test_shapes_lie_within_the_slide(written, counted):
    for file in (*written.values(), counted[1]):
        found = opened(file)
        for page in found.slides:
            for shape in page.shapes:
                assert shape.left >= 0 and shape.top >= 0, (page.shapes.title.text_frame.text, shape.name)
                assert shape.left + shape.width <= found.slide_width + Pt(1), shape.name
                assert shape.top + shape.height <= found.slide_height + Pt(1), shape.name


def test_boxes_do_not_overlap(counted):
    for page in opened(counted[1]).slides:
        boxes = [
            s
            for s in page.shapes
            if s.has_chart or (s.has_text_frame and s.text_frame.text and s.name != "accent")
        ]
        for n, one in enumerate(boxes):
            for other in boxes[n + 1 :]:
                apart = (
                    one.left + one.width <= other.left + Pt(1)
                    or other.left + other.width <= one.left + Pt(1)
                    or one.top + one.height <= other.top + Pt(1)
                    or other.top + other.height <= one.top + Pt(1)
                )
                assert apart, (page.shapes.title.text_frame.text, one.name, other.name)


def test_a_long_table_repeats_its_head_on_every_slide():
    found = opened(pptx.write(deck(slide(sheet("en", count=24)), template="pictures")))
    tables = [shape.table for page in found.slides for shape in page.shapes if shape.has_table]
    assert len(tables) > 1
    assert {table.cell(0, 0).text for table in tables} == {"City"}
    assert sum(len(table.rows) - 1 for table in tables) == 25


# Words


def test_every_word_of_the_frame_and_of_every_mark_is_on_a_slide(counted):
    found, file = counted
    text = said(file)
    for one in found.slides:
        told = frame(one.content)
        expected = [told.title, told.scope, told.subtitle, *told.warnings, *told.lead, *told.foot, one.link]
        if isinstance(one.content, Picture):
            for panel in one.content.panels:
                expected += [
                    panel.title,
                    panel.note,
                    *(a.text for a in panel.missing),
                    *(g.text for g in panel.breaks),
                ]
                expected += [w for m in panel.drawn for w in (m.text, m.code, *(t.text for t in m.tags))]
        else:
            expected += [key.text for key in one.content.legend]
        assert [word for word in expected if bare(word) not in text] == []


@pytest.mark.parametrize("fields", [{"comment": "长" * 2000}, {"objections": ("无据。" * 200,)}])
def test_what_does_not_fit_runs_over_and_the_first_slide_says_so(fields):
    file = pptx.write(deck(slide(bars("zh"), **fields), language="zh", template="pictures"))
    pages = opened(file).slides
    assert pages[0].shapes.title.text_frame.text.endswith(f"（1/{len(pages) - 1}）")
    assert "续下页" in words(pages[0].shapes._spTree)
    assert said(file).count("长" if "comment" in fields else "无据") >= 200


def test_notes_stand_in_the_corner_that_charts_leave_free():
    (made,) = real.slides(["/compare?indicator=high_tech_firms"], "zh")
    (page,) = pptx_pages.planned(made)
    file = stage.blank()
    shapes = pptx_pages.draw(file, page).shapes
    (notes,) = (shape for shape in shapes if shape.name == "aside")
    *_, last = (shape for shape in shapes if shape.has_chart)
    assert notes.left > last.left + last.width and notes.top == last.top
    assert "注释" in notes.text_frame.text


def test_charts_go_over_several_slides_before_words_take_one_alone():
    (made,) = real.slides(["/compare?indicator=talent_apartments"], "zh", comment="写在图旁的话。")
    assert [len(page.found) for page in pptx_pages.planned(made)] == [2, 2]


@pytest.mark.parametrize(("letter", "share"), [("w", 0.82), ("M", 0.87), ("b", 0.64), ("长", 1.0)])
def test_rows_of_letters_without_a_break_are_measured_by_the_widest_font(letter, share):
    assert max(map(len, broken(letter * 2000, 12, 400))) * share * 12 <= 400


def test_warnings_stand_before_the_charts(counted):
    for page in opened(counted[1]).slides:
        order = [shape.name if not shape.has_chart else "chart" for shape in page.shapes]
        if "warnings" in order and "chart" in order:
            assert order.index("warnings") < order.index("chart")


def test_notes_hold_sentences_places_sources_and_the_address(written):
    found = notes(written["en"])[0]
    for word in ("Said in words.", "A-1", "Harbin, talent", "2,338", "Paper 1", "Codes: A-1", LINK):
        assert word in found


def test_charts_and_codes_have_alternative_text(written):
    alts = {frame(one.content).alt for one in everything("en").slides}
    for page in opened(written["en"]).slides:
        for shape in page.shapes:
            about = shape._element.xpath(".//p:cNvPr")[0]
            if shape.has_chart or shape.has_table:
                assert about.get("descr") in alts and about.get("title")
            if shape.name == "QR":
                assert LINK in about.get("descr")


def test_a_link_longer_than_a_code_holds_stands_in_words():
    long = LINK + "x" * 3000
    file = pptx.write(deck(slide(bars("en"), link=long), template="pictures"))
    assert "QR" not in {shape.name for page in opened(file).slides for shape in page.shapes}
    assert long in said(file)


def test_a_city_stands_whole_in_a_narrow_column():
    long = "Paid to those who settle and stay for three years. " * 4
    row = SheetRow((Cell("Changchun"), *(Cell(long) for _ in range(6))), "harbin")
    crowded = replace(sheet("en"), columns=("City", *"ABCDEF"), rows=(row,))
    columns = table.widths(crowded, 872, 12)
    (city,) = table._paras(row, 0, crowded, 12)
    assert columns[0] >= wide(city) and sum(columns) == pytest.approx(872)


def test_many_years_of_a_fan_are_thinned():
    _, fan, _ = model("en")
    years = tuple(range(2023, 2053))
    run = tuple(1e6 for _ in years)
    ends = tuple(Mark(1e6, name) for name in ("P10", "P50", "P90"))
    panel = replace(fan.panels[0], years=years, p10=run, p50=run, p90=run, ends=ends)
    (axis,) = chart_of(replace(fan, panels=(panel, panel)))._chartSpace.xpath("//c:dateAx")
    assert axis.xpath("c:majorTimeUnit/@val") == ["years"] and axis.xpath("c:numFmt/@formatCode") == ["yyyy"]
    assert int(axis.xpath("c:majorUnit/@val")[0]) > 1


def test_without_an_address_there_is_no_code():
    file = pptx.write(deck(slide(bars("en"), link=""), template="pictures"))
    assert "QR" not in {shape.name for page in opened(file).slides for shape in page.shapes}
    assert "/compare?v=1" in notes(file)[0]


# Numbers


def test_values_in_the_workbook_are_those_of_the_marks(barred):
    picture = bars("en")
    found = charts(barred)[0]
    assert list(found.series[-1].values) == [m.value for m in picture.panels[0].marks] + [None]
    book = openpyxl.load_workbook(io.BytesIO(found.part.chart_workbook.xlsx_part.blob))
    column = [cell.value for cell in book.active["C"]][1:]
    assert column == [m.value for m in picture.panels[0].marks] + [None]


def test_a_printed_range_has_both_ends_in_the_workbook(barred):
    found = charts(barred)[0]
    assert 900.0 in list(found.series[0].values) and 680.0 in list(found.series[1].values)


def test_lines_are_joined_over_missing_years_but_never_over_a_break():
    found = chart_of(lines("en"))
    by_name = {one.name: list(one.values) for one in found.series}
    assert by_name["Harbin"] == [10.0, 12.5, None]
    assert by_name["Daqing"] == [5.0, None, None] and by_name["Daqing 2020"] == [None, None, 7.0]
    assert found._chartSpace.xpath("//c:dispBlanksAs/@val") == ["span"]


def test_a_figure_alone_is_a_hollow_marker():
    found = chart_of(lines("en"))
    alone = next(one for one in found.series if one.name.startswith("Dezhou"))
    assert str(alone.marker.format.fill.fore_color.rgb) == "FFFFFF"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_figure_over_time_stands_on_the_slide_of_its_chart_and_one_alone_has_its_letter(language):
    warehouse = real.built.locate()
    file = stage.blank()
    seen = 0
    for indicator in warehouse.catalogue.indicators:
        address = f"/compare?indicator={indicator}&mode=line"
        found = exhibit.exhibits(view.parse(address), warehouse, language)
        for picture in (one.content for one in found if isinstance(one.content, Picture)):
            for panel in (one for one in picture.panels if one.kind == "lines" and one.drawn):
                slide = stage.add(file)
                high = keyed.least(picture, panel, 280, 11.5, full=False)
                keyed.draw(slide, picture, panel, Area(0, 0, 280, high), 11.5, "", full=False)
                shapes = [one for one in slide.shapes if one.has_chart or one.name == "values"]
                assert all(one.top + one.height <= Pt(high + 1) for one in shapes), indicator
                lists = "\n".join(one.text_frame.text for one in shapes if one.name == "values")
                labelled = charted(slide)[-1]._chartSpace.xpath(".//c:dLbl[c:tx]")
                labels = ["".join(run.text for run in one.iter(f"{DRAWING}t")) for one in labelled]
                assert all(mark.text in lists and mark.label in lists for mark in panel.drawn), indicator
                letters = timeline.letters(panel)
                told = "".join(para.whole for para in keyed.listed(picture, panel, 10, full=True))
                for mark in timeline.singles(panel):
                    own = [label for label in labels if letters[mark.code] in label.split(" ")[:2]]
                    assert len(own) == 1, (indicator, mark.code, labels)
                    assert re.search(
                        rf"^\S {letters[mark.code]}  .*{re.escape(mark.text)}", lists, re.MULTILINE
                    )
                for mark in panel.drawn:
                    assert all(w in told for w in (mark.code, mark.text, *(t.text for t in mark.tags)))
                    seen += 1
    assert seen > 60


def test_words_keep_further_from_the_points_of_others_than_from_their_own():
    free = Room(Area(0, 0, 200, 100), lambda day, value: (0, 0), {}, [], [(50, 50), (92, 50)])
    assert free.take((50, 50), 30, 12, must=False) != XL_LABEL_POSITION.RIGHT
    near = [(50, 50), (92, 50), (8, 50), (50, 27), (50, 73)]
    assert Room(free.area, free.spot, {}, [], near).take((50, 50), 30, 12, must=False) is None


@pytest.mark.parametrize(
    ("most", "step", "language", "expected"),
    [
        (1.5e11, 5e10, "zh", '[>=100000000000]0\\,00,,,"0亿";[>=1000000000]0,,,"0亿";#,##0'),
        (3e8, 5e7, "zh", '[>=100000000]0\\.00,,"亿";[>=1000000]0,,"00万";#,##0'),
        (8e7, 2e7, "zh", '[>=10000000]0\\,0,,"00万";[>=1000000]0,,"00万";#,##0'),
        (2e4, 5e3, "zh", '[>=10000]0\\.0,"万";#,##0'),
        (15_250, 250, "zh", "#,##0"),
        (1.5e11, 5e10, "en", "#,##0"),
        (1, 0.25, "zh", "#,##0.0##"),
    ],
)
def test_axes_write_values_as_they_are_said(most, step, language, expected):
    assert ticks.written(0, most, step, language) == expected


@pytest.mark.parametrize("title", ["关于四市人才引进培养使用留住政策对照情况的汇报" * 5, "W" * 120, "简报"])
def test_a_long_title_stands_clear_of_what_follows(title):
    (cover, *_) = opened(pptx.write(deck(title=title))).slides
    (about,) = (shape for shape in cover.shapes if shape.name == "about")
    head = cover.shapes.title
    size = head.text_frame.paragraphs[0].runs[0].font.size.pt
    needed = len(broken(title, size, FULL, bold=True)) * size * LEADING
    assert Pt(needed) <= head.height and head.top + head.height < about.top and size >= 20
    assert about.top + about.height < Pt(HEIGHT)


def test_a_comment_stands_on_the_first_slide_of_its_charts_and_sources_on_each():
    addresses = ["/compare?indicator=talent_apartments", "/compare?indicator=gdp&mode=line"]
    for one in real.slides(addresses, "en", comment="Beside the chart."):
        first, *later = pptx_pages.planned(one)
        assert "Beside the chart." in str(first.below)
        assert "sources" in first.moved or one.content.sources[0] in str(first.foot)
        for page in later:
            codes = {mark.code.split("-")[1] for piece in page.found for mark in piece.drawn}
            lines = [line for line in one.content.sources if pieces.numbered(line) in codes]
            assert "sources" in page.moved or all(line in str(page.foot) for line in lines)
            assert "Beside" not in str((page.aside, page.below, page.flow))


def test_sources_that_follow_leave_their_numbers_on_the_slide_of_the_charts():
    (one,) = real.slides(["/compare?indicator=budget_expenditure&mode=line"], "zh")
    first, *rest = pptx_pages.planned(one)
    foot = "".join(para.words for para in layout.foot(first))
    assert "sources" in first.moved and rest
    assert all(pieces.numbered(line) in foot for line in one.content.sources)
    assert layout.foot_area(first).height < 70


def test_labels_are_as_written_with_bound_and_warnings():
    found = words(chart_of(bars("zh"))._chartSpace)
    assert "＞400" in found and "680–900" in found and "超过" in found


def test_a_plan_is_hatched_and_a_hatched_bar_keeps_its_colour(barred):
    charted = charts(barred)
    patterns = [
        fill for chart in charted for fill in chart._chartSpace.xpath("//a:pattFill/a:fgClr/a:srgbClr/@val")
    ]
    assert patterns == ["1F7A5C"]


def test_panels_of_one_scale_share_their_axis(barred):
    charted = charts(barred)
    assert len({chart.value_axis.maximum_scale for chart in charted}) == 1 and len(charted) == 2


def test_whiskers_reach_from_low_to_high():
    picture = bars("en")
    mark = replace(picture.panels[0].marks[0], low=2000.0, high=2500.0)
    panel = replace(picture.panels[0], marks=(mark, *picture.panels[0].marks[1:]))
    found = chart_of(replace(picture, panels=(panel,)))
    plus, minus = (
        found._chartSpace.xpath(f"//c:{side}//c:pt[@idx='0']/c:v")[0].text for side in ("plus", "minus")
    )
    assert (float(plus), float(minus)) == (162.0, 338.0)


def capped(language: str) -> ModelPicture:
    """Present terms within the cap, the reform beyond it, and what both still owe later."""
    rows = (
        Row("2023", "", (
            Bar("now", (Part(100, "baseline", ""),), "100 yuan"),
            Bar("then", (Part(200, "reform", ""), Part(80, "unmet", "")), "200 yuan"),
        )),
        Row("2024", "", (
            Bar("now", (Part(200, "baseline", ""), Part(30, "unmet", "")), "200 yuan"),
            Bar("then", (Part(200, "reform", ""), Part(90, "unmet", "")), "200 yuan"),
        )),
        Row("2025", "", (
            Bar("now", (Part(40, "baseline_tail", ""),), "40 yuan"),
            Bar("then", (Part(60, "reform_tail", ""),), "60 yuan"),
        ), later=True),
    )  # fmt: skip
    # The first bar beyond the cap is one of present terms.
    panel = Rows("Cost", "Unit: yuan", rows[1:] + rows[:1], 300)
    legend = (
        Key("baseline", "present"),
        Key("reform", "reform"),
        Key("reform_tail", "owed"),
        Key("unmet", "cut"),
    )
    return modelled("cost", (panel,), language, legend)


def test_what_is_not_paid_stands_behind_all_that_is_paid():
    found = chart_of(capped("en"))
    assert [one.name for one in found.series] == [
        "present",
        "reform",
        "Committed tail: still to pay once closed (Present terms)",
        "Committed tail: still to pay once closed (Reform)",
        "cut",
    ]
    assert list(found.series[-1].values)[:2] == [30, 90]


def test_a_fan_is_in_the_unit_of_its_axis():
    _, fan, _ = model("en")
    found = chart_of(fan)
    assert {one.name: list(one.values) for one in found.series} == {
        "P10": [1.0, 2.0], "P50": [3.0, 4.0], "P90": [5.0, 7.0], "P10–P90": [4.0, 5.0],
    }  # fmt: skip


def test_bars_of_a_tornado_begin_at_the_median():
    *_, tornado = model("en")
    found = chart_of(tornado)
    assert found._chartSpace.xpath("//c:catAx/c:crossesAt/@val") == ["100.0"]
    assert [list(one.values) for one in found.series] == [[90.0, None], [130.0, None]]


# Text stays text


def test_no_text_becomes_a_formula_or_a_link():
    picture = bars("en")
    inks = tuple(replace(ink, name=FORMULA) for ink in picture.inks)
    marks = tuple(replace(mark, label=FORMULA) for mark in picture.panels[0].marks)
    panel = replace(picture.panels[0], marks=marks, title=FORMULA)
    hostile = replace(picture, title=FORMULA, inks=inks, panels=(panel, *picture.panels[1:]))
    file = pptx.write(deck(slide(hostile, comment=FORMULA), title=FORMULA))
    assert opened(file).slides[0].shapes.title.text_frame.text == FORMULA
    for book in books(file):
        with zipfile.ZipFile(io.BytesIO(book)) as package:
            assert b"<f>" not in b"".join(package.read(name) for name in package.namelist())
    cells = [cell.value for row in openpyxl.load_workbook(io.BytesIO(books(file)[0])).active for cell in row]
    assert FORMULA in cells
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        assert not any(
            b"hlinkClick" in package.read(name) for name in package.namelist() if "/slides/" in name
        )


def test_signs_that_no_file_may_hold_are_left_out():
    picture = replace(bars("en"), title="A\x00B\x0bC")
    assert "ABC" in said(pptx.write(deck(slide(picture, comment="D\x07E"))))


# Fonts and bytes


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_run_has_the_font_in_every_script_and_its_language(written, language):
    with zipfile.ZipFile(io.BytesIO(written[language])) as package:
        parts = {name: package.read(name) for name in package.namelist() if name.endswith(".xml")}
    for name, xml in parts.items():
        if not re.search(r"ppt/(slides|charts|notesSlides)/", name):
            continue
        root = stage.etree.fromstring(xml)
        for run in root.iter(f"{DRAWING}r", f"{DRAWING}fld"):
            about = run.find(f"{DRAWING}rPr")
            faces = [about.find(f"{DRAWING}{tag}").get("typeface") for tag in ("latin", "ea", "cs")]
            assert faces == [FONT] * 3 and about.get("lang") == {"zh": "zh-CN", "en": "en-US"}[language], name
        if "/charts/" in name:
            assert root.findall(f".//{CHART}txPr//{DRAWING}ea")
    for name in (name for name in parts if "/theme/" in name):
        faces = re.findall(rb'<a:(?:latin|ea) typeface="([^"]*)"', parts[name])
        assert faces and set(faces) == {FONT.encode()}


def test_the_same_deck_gives_the_same_bytes_at_another_time(monkeypatch, barred):
    later = time.time() + 86_400
    monkeypatch.setattr(time, "time", lambda: later)
    local = time.localtime
    monkeypatch.setattr(time, "localtime", lambda at=None: local(later if at is None else at))
    assert pptx.write(deck(slide(bars("en")), template="pictures")) == barred


def test_a_file_is_dated_with_its_data_and_named_for_the_product(written):
    about = opened(written["zh"]).core_properties
    assert (about.author, about.revision, about.title) == ("城市人才对照", 1, "A briefing")
    assert about.created == about.modified and about.created.date() == date(2026, 1, 2)
    with zipfile.ZipFile(io.BytesIO(written["zh"])) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in package.namelist() if "thumbnail" in name or "printer" in name]
