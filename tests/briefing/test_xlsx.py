"""Workbooks: every number and every word of a picture, native charts over the cells, and nothing but text."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from talent import warehouse
from talent.briefing import exhibit, view
from talent.briefing.deck import Deck, Place, Reference, Slide
from talent.briefing.pens import xlsx
from talent.charts.frame import frame
from talent.charts.model_picture import ModelPicture
from talent.charts.picture import Picture
from talent.charts.workbook.block import Share
from talent.charts.workbook.blocks import blocks
from talent.i18n import text
from tests.briefing.test_pptx import capped
from tests.charts import made as figures

ADDRESSES = (
    "/compare?indicator=high_tech_firms&mode=line",
    "/compare?indicator=talent_apartments",
    "/compare?indicator=high_tech_firms&measure=per_10k",
    "/what_if?cities=harbin",
)
EVIL = '=cmd|"/C calc"!A1'


def slides(language: str) -> tuple[Slide, ...]:
    found = (one for a in ADDRESSES for one in exhibit.exhibits(view.parse(a), warehouse.locate(), language))
    return tuple(
        Slide(
            content=one.content,
            comment=EVIL,
            objections=(),
            sentences=(),
            places=tuple(Place(code, code, "03 §2", f"printed {code}") for code in one.content.codes),
            changed=(),
            address=one.view.address,
            link="",
        )
        for one in found
    )


def deck(language: str) -> Deck:
    reference = Reference("03", EVIL, "https://example.org", ("DQ-01-001",))
    return Deck(EVIL, language, "report", slides(language), (reference,), "abcd1234", "2026-08-22")


@pytest.fixture(scope="module", params=["zh", "en"])
def made(request) -> tuple[Deck, bytes]:
    found = deck(request.param)
    return found, xlsx.write(found)


@pytest.fixture(scope="module")
def book(made):
    return openpyxl.load_workbook(io.BytesIO(made[1]))


def parts(content: bytes, pattern: str) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {n: archive.read(n).decode() for n in archive.namelist() if re.fullmatch(pattern, n)}


def cells(sheet) -> list:
    return [cell for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]


def test_each_picture_has_a_sheet_and_the_sources_the_last(made, book):
    assert len(book.sheetnames) == len(made[0].slides) + 1
    assert [name.split()[0] for name in book.sheetnames[:-1]] == [
        str(place) for place in range(1, len(made[0].slides) + 1)
    ]


def test_every_number_of_a_picture_is_a_number_and_every_word_is_there(made, book):
    for slide, sheet in zip(made[0].slides, book.worksheets, strict=False):
        found = cells(sheet)
        words = "\n".join(str(cell) for cell in found)
        numbers = [cell for cell in found if isinstance(cell, int | float)]
        said = frame(slide.content)
        for line in (said.title, said.scope, said.subtitle, *said.warnings, *said.lead, *said.foot):
            assert line in words
        if isinstance(slide.content, Picture):
            for mark in slide.content.drawn:
                assert any(cell == pytest.approx(mark.value, rel=1e-12) for cell in numbers)
                for one in (mark.text, mark.code, mark.period, f"printed {mark.code}"):
                    assert one in found
                assert all(tag.text in words for tag in mark.tags)
            for panel in slide.content.panels:
                assert all(absent.text in found for absent in panel.missing)


def test_nothing_is_a_formula_or_a_link_and_what_looks_like_one_is_text(made, book):
    for name, part in parts(made[1], r"xl/worksheets/sheet\d+\.xml").items():
        assert "<f>" not in part and "<hyperlink" not in part, name
    assert any(EVIL in str(cell) for cell in cells(book.worksheets[0]))


def test_charts_are_native_and_take_their_numbers_from_the_cells(made):
    charts = parts(made[1], r"xl/charts/chart\d+\.xml")
    drawn = [p for s in made[0].slides if isinstance(s.content, Picture) for p in s.content.panels if p.drawn]
    assert len(charts) >= len(drawn)
    first = charts["xl/charts/chart1.xml"]
    assert "<c:scatterChart>" in first
    assert re.search(r"<c:f>'?1 [^<]*!\$B\$\d+:\$B\$\d+</c:f>", first)


def test_a_planned_bar_is_hatched_and_bears_its_written_words(made):
    apartments = made[0].slides[1].content
    planned = next(m for m in apartments.drawn if m.shape == "hatched")
    holding = [c for c in parts(made[1], r"xl/charts/chart\d+\.xml").values() if "wdUpDiag" in c]
    assert any(f"<a:t>{planned.text}</a:t>" in chart for chart in holding)


def test_charts_that_share_a_scale_have_the_same_ends_and_others_their_own():
    readings = [
        figures.reading("A-1", "changchun", 3500),
        figures.reading("A-2", "dezhou", 1100, standing="planned"),
        figures.reading("A-3", "harbin", 90, area="new_area", area_level="district"),
    ]
    ends = {b.title: b.chart.ends for b in blocks(figures.picture(readings, language="en"), {}) if b.chart}
    assert sorted(ends.values(), key=str) == [(0.0, 4000.0), (0.0, 4000.0), None]


def test_small_multiples_of_one_scale_have_the_same_ends():
    readings = [figures.year("A-1", "harbin", 90, 2019), figures.year("A-2", "harbin", 95, 2020)]
    readings += [figures.year("A-3", "daqing", 5, 2019), figures.year("A-4", "daqing", 6, 2020)]
    drawn = blocks(figures.picture(readings, mode="multiples"), {})
    assert [block.chart.ends for block in drawn] == [(0.0, 125.0)] * 2


def test_the_ends_of_a_shared_scale_stand_in_the_charts(made):
    shared = {b.chart.ends for s in made[0].slides for b in blocks(s.content, {}) if b.chart and b.chart.ends}
    charts = "".join(parts(made[1], r"xl/charts/chart\d+\.xml").values())
    assert shared
    assert all(f'<c:max val="{high}"/><c:min val="{low}"/>' in charts for low, high in shared)


def test_a_period_has_its_first_and_its_last_day_and_one_day_the_last_alone():
    readings = [figures.year("A-1", "harbin", 90, 2019)]
    (block,) = blocks(figures.picture(readings, language="en"), {})
    row = dict(zip(block.head, block.rows[0], strict=True))
    assert (row["First day"], row["Last day"]) == (date(2019, 1, 1), date(2019, 12, 31))
    readings = [
        figures.year("A-1", "harbin", 90, 2019, period_start=None, period_basis="as_of", kind="stock")
    ]
    (block,) = blocks(figures.picture(readings, language="en"), {})
    assert "First day" not in block.head and "Last day" in block.head


def test_a_city_without_a_figure_has_an_empty_cell_never_nought(made):
    per_head = made[0].slides[2].content
    absent = [a for p in per_head.panels for a in p.missing]
    assert absent
    sheet = openpyxl.load_workbook(io.BytesIO(made[1])).worksheets[2]
    rows = [row for row in sheet.iter_rows(values_only=True) if absent[0].text in row]
    assert rows and all(row[1] is None for row in rows)


def test_what_is_not_paid_stands_behind_all_that_is_paid_and_every_column_has_words():
    (block,) = blocks(capped("en"), {})
    tail = "Committed tail: still to pay once closed"
    looks = ("present", "reform", f"{tail} (Present terms)", f"{tail} (Reform)", "cut")
    assert block.head == ("Item", *looks, "As written", "Unit")
    assert tuple(one.name for one in block.chart.series) == looks
    assert block.rows[1][1:6] == (None, 200, None, None, 90)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_modelled_number_has_its_unit_beside_it_and_an_assumption_is_a_share(language):
    (yuan, persons), (years, input_low) = {
        "zh": (("元", "人"), ("人，全年平均", "假设的P10")),
        "en": (("yuan", "persons"), ("persons, average over the year", "Assumption, P10")),
    }[language]
    found = [
        b for s in slides(language) if isinstance(s.content, ModelPicture) for b in blocks(s.content, {})
    ]
    at = [block.head.index(text("workbook.column.unit", language)) for block in found]
    units = [{row[place] for row in block.rows} for block, place in zip(found, at, strict=True)]
    assert units == [{yuan}, {years}, {years}, {yuan}, {yuan}, {persons}, {persons}, {yuan}]
    sways = [row[block.head.index(input_low)] for block in found[-2:] for row in block.rows]
    assert sways and all(isinstance(one, Share) and 0 <= one <= 1 for one in sways)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_cost_without_response_has_one_name_in_picture_table_and_workbook(language):
    fan = next(s.content for s in slides(language) if getattr(s.content, "kind", "") == "fan")
    name = {"zh": "静态成本", "en": "Static cost"}[language]
    assert blocks(fan, {})[0].head[4] == name == fan.tables[0].head[4]
    legend = next(key.text for key in fan.legend if key.look == "exact")
    assert legend.startswith(name) and fan.panels[0].ends[-1].text.startswith(f"{name} ")


def test_what_only_carries_a_bar_is_no_entry_of_a_legend(made):
    name = text("workbook.column.smaller", made[0].language)
    charts = [c for c in parts(made[1], r"xl/charts/chart\d+\.xml").values() if f"<c:v>{name}</c:v>" in c]
    assert charts and not any("<c:legend>" in chart for chart in charts)


def test_an_axis_is_in_the_unit_of_its_cells(made):
    charts = "".join(parts(made[1], r"xl/charts/chart\d+\.xml").values())
    unit = text("chart.unit", made[0].language, unit={"zh": "元", "en": "yuan"}[made[0].language])
    assert f"<a:t>{unit}</a:t>" in charts
    assert not any(word in charts for word in ("亿元", "million yuan"))


def test_the_same_deck_is_the_same_bytes(made):
    assert xlsx.write(made[0]) == made[1]


def test_names_of_sheets_are_what_a_spreadsheet_program_takes(made):
    first = made[0].slides[0]
    name = "[]:*?/\\'" + "x" * 60
    odd = replace(made[0], slides=(replace(first, content=replace(first.content, title=name)),))
    book = openpyxl.load_workbook(io.BytesIO(xlsx.write(odd)))
    assert len(book.sheetnames[0]) <= 31
