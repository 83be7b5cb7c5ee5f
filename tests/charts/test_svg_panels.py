"""The SVG pen: panels with everything the page shows, as long and as far apart as they should be."""

from dataclasses import replace
from itertools import combinations

import pytest

from talent import queries, warehouse
from talent.charts.compare import compare
from talent.charts.svg.figure import figure
from talent.i18n import Name
from tests.charts.made import catalogue, indicator, picture, reading, year
from tests.charts.svg_drawn import boxes, elements, number, squeezed, words
from tests.charts.test_pens import ROWS

MODES = ("bar", "line", "multiples")
PER_HEAD = {
    "population": 1_000_000, "population_id": "POP", "population_year": 2020,
    "per_10k": 520.0, "per_10k_low": 480.0, "per_10k_high": 560.0,
}  # fmt: skip


def drawn(rows, width=1000, **more) -> str:
    return figure(picture(rows, **more), width, 14).svg


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_figure_shows_value_tags_code_and_says_itself_under_the_pointer(mode, language):
    made = picture(ROWS, mode, language=language)
    svg = figure(made, 1000, 14).svg
    seen = words(svg)
    for mark in made.drawn:
        wanted = [mark.label, mark.text, mark.code, mark.period, *(tag.text for tag in mark.tags)]
        assert not [one for one in wanted if squeezed(one) not in seen], mark.code
    titles = {one.text for one in elements(svg, "title")}
    assert titles >= {mark.describe for mark in made.drawn} | {made.alt}
    for panel in made.panels:
        said = [panel.title, panel.note, *(f"{absent.text}" for absent in panel.missing)]
        assert not [one for one in said if squeezed(one) not in seen]


def test_bars_are_as_long_as_their_values():
    svg = drawn([year("DQ-1", "daqing", 52000, 2021), year("HRB-1", "harbin", 13000, 2021)])
    long, short = (number(one, "width") for one in elements(svg, "rect", "bar"))
    assert long == pytest.approx(4 * short, rel=1e-3)


def test_a_plan_shares_the_scale_of_what_is_built():
    svg = drawn([reading("A", "harbin", 1000), reading("B", "daqing", 500, standing="planned")])
    built, planned = (number(one, "width") for one in elements(svg, "rect", "bar"))
    assert built == pytest.approx(2 * planned, rel=1e-3)


def test_hatching_arrow_fading_range_and_whisker_stand_for_what_they_mean():
    def parts(**more):
        svg = drawn([reading("A", "harbin", 1000, **more)])
        found = [one.get("data-part") for name in ("rect", "path", "line") for one in elements(svg, name)]
        return {part for part in found if part}, svg

    assert parts()[0] == {"bar"}
    assert parts(standing="planned")[0] == {"bar", "hatching"}
    assert parts(bound="over")[0] == {"bar", "arrow"}
    assert parts(value_high=1200)[0] == {"bar", "range"}
    assert "fading" in parts(bound="nearly")[1] and "fading" not in parts()[1]
    head = picture([reading("A", "harbin", 52000, **PER_HEAD)], measure="per_10k")
    assert head.drawn[0].low and elements(figure(head, 900, 14).svg, "line", "whisker")


def test_of_two_figures_for_one_thing_the_adopted_one_is_filled():
    pair = [one for one in ROWS if one.conflict]
    svg = drawn(pair)
    first, second = elements(svg, "circle")  # the adopted one stands above
    assert (first.get("fill"), second.get("fill")) == ("#16202c", "#ffffff")


def test_a_line_stops_where_its_series_stops_and_single_figures_are_hollow_with_a_letter():
    made = picture(ROWS, "line")
    svg = figure(made, 1000, 14).svg
    joined = [segment for panel in made.panels for line in panel.lines for segment in line.segments]
    assert len(elements(svg, "path", "line")) == sum(len(segment) > 1 for segment in joined)
    alone = [mark for panel in made.panels for line in panel.lines for mark in line.singles]
    letters = [one.text for one in elements(svg, "text") if one.get("font-weight") == "700"]
    assert alone and {"a", "b"} <= set(letters)


def test_words_from_the_data_are_never_markup():
    evil = "<script>alert(1)</script>\"'&amp;"
    known = catalogue(indicator(name=Name(evil, evil), caveat=Name(evil, evil)))
    rows = [replace(one, note_zh=evil) for one in ROWS]
    for mode in ("bar", "line"):
        svg = drawn(rows, mode=mode, known=known)
        assert "<script" not in svg and not elements(svg, "script")


def test_the_same_picture_gives_the_same_bytes():
    assert drawn(ROWS, mode="line") == drawn(ROWS, mode="line")


def test_no_words_of_any_indicator_cover_others_or_leave_the_figure():
    """Every indicator once, modes and languages by turns."""
    data = warehouse.locate()
    known, readings = data.catalogue, queries.readings(data)
    for n, one in enumerate(known.indicators.values()):
        mode, language, width = MODES[n % 3], ("zh", "en")[n % 2], (972, 1250)[n // 3 % 2]
        own = [row for row in readings if row.indicator == one.id]
        made = compare(own, one, tuple(known.cities), mode, "printed", n % 5 == 0, known, language, "v")
        found = figure(made, width, 17)
        placed = boxes(found.svg)
        outside = [b.words for b in placed if b.left < -1 or b.right > width + 18 or b.bottom > found.height]
        assert not outside, (one.id, mode)
        meeting = [(a.words, b.words) for a, b in combinations(placed, 2) if a.meets(b, 1.5)]
        assert not meeting, (one.id, mode, language)


def test_a_point_shows_its_value_before_a_name_and_a_line_its_name_once():
    rows = [
        year(f"HRB-{n}", "harbin", 10_000 + 10 * n, 2019 + n, period_basis="as_of", kind="stock")
        for n in range(1, 6)
    ]
    for width in (300, 420, 900):
        svg = drawn(rows, width, mode="line")
        set_in = [one.words for one in boxes(svg)]
        named = [one for one in set_in if one.startswith("哈尔滨") and "·" not in one]
        assert len(named) == 1, (width, set_in)
        assert [one for one in set_in if one.endswith("10,050") and "·" not in one]
