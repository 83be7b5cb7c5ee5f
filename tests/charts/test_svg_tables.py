"""Tables as SVG: every word, numbers on one edge, columns as wide as words need, nothing upon another."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talent.charts.canvas import DARK, LIGHT
from talent.charts.picture import Ink, Tag
from talent.charts.sheet import Cell, Row, Sheet
from talent.charts.svg import table
from talent.charts.svg.table import shared
from talent.i18n import MISSING
from tests.charts.drawn import EVIL, Watched, spaceless
from tests.what_if.studies import known

SIZE = 14.0
INKS = (Ink("harbin", "Harbin", "#1f5a99", "#6fa8e6", 0), Ink("daqing", "Daqing", "#b8541c", "#ec9a5e", 1))


def sheet(columns: tuple[str, ...], *rows: Row, language: str = "en") -> Sheet:
    return Sheet(
        kind="figures", title="t", scope="", subtitle="", columns=columns, rows=rows, warnings=(), notes=(),
        sources=(), codes=(), inks=INKS, data_version="v", data_date="d", language=language, alt="a",
    )  # fmt: skip


def words(*texts: str, **more) -> Row:
    return Row(tuple(Cell(text) for text in texts), **more)


def number(text: str, **more) -> Cell:
    return Cell(text, value=1.0, **more)


def real(language: str) -> Sheet:
    """Names and definitions of indicators as they are, with numbers, tags and codes beside them."""
    rows = []
    for place, one in enumerate(list(known().indicators.values())[:20]):
        if place % 10 == 0:
            rows.append(words(one.theme, "", "", "", heads=True))
        tags = (Tag("市级口径" if language == "zh" else "whole city only", True), Tag("2023"))
        value = number(f"{10 ** (place % 12):,}", tags=tags[: place % 3], code=f"HRB-01-{place:03}")
        cells = (Cell(one.name[language]), value, Cell(one.text[language]), Cell(one.unit.name[language]))
        rows.append(Row(cells, city=INKS[place % 2].city))
    return sheet(("Indicator", "Value", "What it means", "Unit"), *rows, language=language)


def drawn(found: Sheet, width: float = 700, size: float = SIZE, dark: bool = False) -> tuple[Watched, float]:
    scene = Watched(DARK if dark else LIGHT)
    return scene, table.draw(scene, found, 0, 0, width, size)


def line(scene: Watched, said: str):
    return next(one for one in scene.lines if one.words == said)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [420, 700, 1800])
def test_every_word_of_a_table_is_in_it_in_its_place_and_upon_no_other(language, width):
    found = real(language)
    scene, height = drawn(found, width)
    wanted = [*found.columns, *(cell.text for cell in found.cells), *(cell.code for cell in found.cells)]
    wanted += [tag.text for cell in found.cells for tag in cell.tags]
    assert [one for one in wanted if spaceless(one) not in scene.said] == []
    assert scene.astray(width, height) == [] and scene.collisions() == []


TEXTS = st.text("ab 人才，。（2", max_size=40)
CELLS = st.builds(
    Cell,
    TEXTS,
    st.lists(st.builds(Tag, TEXTS.filter(str.strip), st.booleans()), max_size=2).map(tuple),
    st.sampled_from(["", "DQ-01-001"]),
    st.sampled_from([None, 1.0]),
)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=4), st.sampled_from([420, 900]))
def test_whatever_is_in_its_cells_a_table_stays_within_its_width(rows, width):
    scene, height = drawn(sheet(("one", "two", "three"), *map(Row, rows)), width)
    assert scene.astray(width, height) == [] and scene.collisions() == []


def test_numbers_end_on_one_edge_with_their_head_and_words_begin_on_one():
    found = sheet(
        ("City", "Number"),
        Row((Cell("Harbin"), number("5"))),
        Row((Cell("Daqing"), number("1,234", tags=(Tag("over", True),), code="DQ-01-001"))),
        Row((Cell("Dezhou"), Cell(MISSING))),
    )
    scene, _ = drawn(found)
    edges = {round(line(scene, said).right, 3) for said in ("Number", "5", "1,234", MISSING, "DQ-01-001")}
    assert len(edges) == 1
    assert len({round(line(scene, said).left, 3) for said in ("City", "Harbin", "Daqing")}) == 1
    assert line(scene, "over").top > line(scene, "1,234").bottom


def test_what_is_missing_is_a_dash_but_a_row_without_a_name_goes_on_with_the_one_above():
    scene, _ = drawn(sheet(("a", "b"), words("x", ""), words("", "y")))
    assert scene.said == f"abx{MISSING}y"


def test_tags_stand_beside_words_where_there_is_room_and_those_that_warn_are_coloured():
    cell = Cell("Talent houses", (Tag("planned", True), Tag("2023")), "HRB-01-001")
    scene, _ = drawn(sheet(("a",), Row((cell,))))
    said, warn, plain, code = (line(scene, one) for one in ("Talent houses", "planned", "2023", "HRB-01-001"))
    assert said.right < warn.left < plain.left < code.left
    assert (warn.colour, plain.colour, code.colour) == (LIGHT.warn, LIGHT.dim, LIGHT.dim)
    assert any(box["fill"] == LIGHT.warn_ground for box in scene.all("rect"))


def test_a_long_tag_keeps_to_one_box():
    long = Tag(
        "National intellectual-property pilot cities (the whole group) and those of the province", True
    )
    scene, _ = drawn(sheet(("a", "b"), Row((Cell("x"), number("1", tags=(long,))))), 300)
    (box,) = [one for one in scene.all("rect") if one["fill"] == LIGHT.warn_ground]
    inside = [one for one in scene.lines if one.colour == LIGHT.warn]
    top, tall = float(box["y"]), float(box["height"])
    assert len(inside) > 1 and all(top <= one.top and one.bottom <= top + tall + 1 for one in inside)


def test_a_heading_runs_across_the_columns():
    heading = "All that concerns the introduction of talent from elsewhere"
    columns = ("a", "b", "c", "d")
    scene, _ = drawn(sheet(columns, words(heading, "", "", "", heads=True), words("1", "2", "3", "4")), 480)
    assert line(scene, heading).right > line(scene, "b").left and MISSING not in scene.said


def test_a_city_lends_its_rows_its_colour_and_no_others():
    found = sheet(("a",), words("Harbin", city="harbin"), words("all"), words("Daqing", city="daqing"))
    for dark in (False, True):
        fills = [one["fill"] for one in drawn(found, dark=dark)[0].all("rect")]
        assert fills == [ink.shade(dark) for ink in INKS]
    assert line(drawn(found)[0], "all").left == line(drawn(found)[0], "Harbin").left


def test_columns_that_fit_are_whole_and_fill_the_width():
    assert shared(np.array([[100.0, 50], [20, 50]]), np.array([10.0, 10]), 300) == pytest.approx(
        [200, 100], abs=5
    )


def test_the_column_of_long_words_gets_the_width_and_none_less_than_its_least():
    wide = shared(np.array([[40.0, 900, 30]] * 5), np.array([40.0, 60, 30]), 300)
    assert sum(wide) == pytest.approx(300)
    assert wide[0] >= 40 and wide[2] >= 30 and wide[1] > 200


def test_where_not_even_the_least_fits_all_give_way_alike():
    assert shared(np.array([[90.0, 30]]), np.array([90.0, 30]), 60) == pytest.approx([45, 15])


def test_words_are_never_markup():
    evil = Cell(EVIL, (Tag(EVIL, True),), EVIL)
    scene, _ = drawn(sheet((EVIL,), Row((evil,)), Row((evil,), heads=True)), 2000)
    names = {element.tag.split("}")[1] for element in scene.root.iter()}
    assert names == {"svg", "title", "rect", "line", "text"} and spaceless(EVIL) in scene.said


def test_the_same_table_is_drawn_the_same_twice_and_larger_type_is_as_much_higher():
    found = replace(real("zh"), rows=real("zh").rows[:8])
    assert drawn(found)[0].elements == drawn(found)[0].elements
    assert drawn(found, 1400, 28)[1] == pytest.approx(2 * drawn(found, 700, 14)[1])
