"""Modelled pictures as SVG: whole, within their width, nothing upon another, told apart without colour."""

from dataclasses import replace
from functools import cache
from itertools import combinations

import pytest

from talent import warehouse
from talent.charts.canvas import DARK, LIGHT, mix
from talent.charts.model_picture import (
    LOOKS,
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
from talent.charts.picture import Ink, Tag
from talent.charts.svg import model
from talent.charts.svg.model_brush import BARS, Brush
from talent.charts.svg.scene import Scene, fitted, text_width
from talent.what_if import notation
from talent.what_if import study as studies
from talent.what_if.pictures import cost, fan, recipients, tornado
from talent.what_if.scenario import Cap
from tests.charts.drawn import EVIL, Watched, poisoned, spaceless
from tests.what_if.studies import ASSUMED, INTAKE, RATES, declared, known, scenario, study

BUILDERS = (cost, recipients, fan, tornado)
FILES = sorted((warehouse.DATA / "scenarios").glob("*.toml"))
SIZE = 14.0
INK = Ink("harbin", "Harbin", "#1f5a99", "#6fa8e6", 0)
FEW = replace(ASSUMED, draws=60)
CASES = {
    "plain": scenario(assumptions=FEW),
    "same": scenario(reform=RATES),
    "cut": scenario(reform=dict.fromkeys(RATES, 0), assumptions=FEW),
    "one year": scenario(years=1),
    "many years": scenario(years=15),
    "sure": scenario(),
    "beyond the cap": scenario(cap=Cap(20_000_000, "none")),
    "prorate": scenario(cap=Cap(150_000_000, "prorate")),
    "arrears": scenario(cap=Cap(150_000_000, "arrears")),
    "sustain": scenario(cap=Cap(20_000_000, "sustain")),
    "below the cap": scenario(cap=Cap(900_000_000, "arrears")),
}


@cache
def pictures(case: str, language: str) -> tuple[ModelPicture, ...]:
    return tuple(build(study(CASES[case]), language) for build in BUILDERS)


@cache
def shipped(name: str) -> tuple[ModelPicture, ...]:
    """Of a scenario file: the whole and 1,000 of its first tier, with intakes where it has none."""
    file = next(one for one in FILES if one.stem == name)
    read = notation.parse_toml(file.read_bytes(), declared().defaults)
    assumed = replace(read.assumptions, draws=60)
    filled = replace(read, intake=read.intake or INTAKE, assumptions=assumed)
    found = []
    for one in (replace(read, assumptions=assumed), filled):
        made = studies.study(one, known(), declared(), "abc123")
        for language, tier in (("zh", None), ("en", next(iter(made.per_thousand), None))):
            found += [build(made, language, tier) for build in BUILDERS]
    return tuple(found)


def drawn(picture: ModelPicture, width: float = 700, size: float = SIZE, dark: bool = False):
    scene = Watched(DARK if dark else LIGHT)
    return scene, model.draw(scene, picture, 0, 0, width, size)


def made(*panels, kind="cost", nothing="") -> ModelPicture:
    """A picture with panels made by hand and nothing else."""
    base = pictures("plain", "en")[0]
    return replace(base, panels=panels, legend=(), kind=kind, ink=INK, nothing=nothing)


def bar(label: str, *parts: tuple[float, str], **more) -> Bar:
    shown = tuple(Part(value, look, f"{label} {look} {value:g}") for value, look in parts)
    return Bar(label, shown, f"{label} says {sum(value for value, _ in parts):g}", **more)


def words_of(picture: ModelPicture) -> list[str]:
    """Every text a drawn picture must show."""
    found = [key.text for key in picture.legend]
    for panel in picture.panels:
        found.append(panel.title)
        if isinstance(panel, Rows):
            later = any(row.later for row in panel.rows)
            found += [panel.unit_text, panel.later_title if later else ""]
            found += [words for row in panel.rows for words in (row.label, row.note)]
            found += [bar.end for row in panel.rows for bar in row.bars]
        elif panel.nothing:
            found.append(panel.nothing)
        else:
            found += [panel.axis.unit_text, *(mark.text for mark in panel.axis.marks)]
            found += _words_of_plot(panel)
    return [words for words in found if words]


def _words_of_plot(panel: Fan | Tornado) -> list[str]:
    if isinstance(panel, Fan):
        return [*(mark.text for mark in panel.ends), str(panel.years[0]), str(panel.years[-1])]
    found = [panel.middle.text, panel.note]
    for sway in panel.sways:
        found += [sway.label, *(tag.text for tag in sway.tags), sway.correlation_text]
        found += [sway.still] if sway.still else [sway.low_text, sway.high_text]
    return found


# Whole, in place, apart


@pytest.mark.parametrize("case", CASES)
def test_every_text_of_a_picture_is_in_it(case):
    for language in ("zh", "en"):
        for picture in pictures(case, language):
            scene, _ = drawn(picture, 1200)
            assert [one for one in words_of(picture) if spaceless(one) not in scene.said] == []
            hovered = "\n".join(scene.titles)
            for panel in picture.panels:
                if isinstance(panel, Fan) and not panel.nothing:
                    assert [one for one in panel.readings if one not in scene.titles] == []
                if isinstance(panel, Rows):
                    bars = [bar for row in panel.rows for bar in row.bars]
                    said = [bar.text for bar in bars]
                    said += [part.text for bar in bars for part in bar.parts if part.value > 0]
                    assert [one for one in said if one not in hovered] == []


@pytest.mark.parametrize("name", [file.stem for file in FILES])
def test_shipped_scenarios_are_drawn_whole_within_their_width_and_nothing_upon_another(name):
    for picture in shipped(name):
        scene, height = drawn(picture, 700)
        wanted = [picture.nothing] if picture.nothing else words_of(picture)
        assert [one for one in wanted if spaceless(one) not in scene.said] == []
        assert scene.astray(700, height) == [] and scene.collisions() == []


@pytest.mark.parametrize("case", CASES)
def test_no_text_stands_outside_the_width_or_upon_another(case):
    for language, width in (("zh", 1200), ("en", 420), ("en", 1800)):
        for picture in pictures(case, language):
            scene, height = drawn(picture, width)
            assert scene.astray(width, height) == []
            assert scene.collisions() == []


def test_tags_of_an_assumption_stand_beside_its_name():
    sway = Sway("Take-up", (Tag("changed", True),), 2, 8, "P10 60%", "P90 95%", "Rank correlation 0.5")
    axis = Axis(0, 10, (Mark(0, "0"), Mark(10, "10")), "unit")
    scene, _ = drawn(made(Tornado("t", axis, Mark(5, "P50 5"), (sway,)), kind="tornado"))
    name, tag = (next(one for one in scene.lines if one.words == words) for words in ("Take-up", "changed"))
    assert name.right < tag.left and abs(name.bottom - tag.bottom) < SIZE / 2
    assert tag.colour == LIGHT.warn


def test_what_cannot_be_drawn_is_said_in_words():
    scene, height = drawn(made(nothing="An input is missing."))
    assert scene.said == "Aninputismissing." and height > SIZE
    still = [panel.nothing for panel in pictures("same", "zh")[2].panels]
    assert all(still) and all(spaceless(one) in drawn(pictures("same", "zh")[2])[0].said for one in still)


@pytest.mark.parametrize("place", range(4))
def test_words_are_never_markup(place):
    kept = {"look", "kind", "colour", "colour_dark", "city", "language"}
    picture = pictures("prorate" if place == 0 else "plain", "en")[place]
    scene, _ = drawn(poisoned(picture, kept=kept))
    names = {element.tag.split("}")[1] for element in scene.root.iter()}
    assert names <= {"svg", "title", "g", "rect", "line", "path", "text", "circle", "pattern"}
    assert spaceless(EVIL) in scene.said


def test_the_same_picture_is_drawn_the_same_twice():
    for picture in pictures("prorate", "zh"):
        assert drawn(picture)[0].elements == drawn(picture)[0].elements


def test_twice_the_type_size_in_twice_the_width_is_twice_as_high():
    for picture in pictures("arrears", "en"):
        assert drawn(picture, 1800, 28)[1] == pytest.approx(2 * drawn(picture, 900, 14)[1])


def test_panels_stand_side_by_side_where_there_is_room():
    picture = pictures("plain", "zh")[3]
    titles = [panel.title for panel in picture.panels]
    for width, together in ((1200, True), (500, False)):
        lines = drawn(picture, width)[0].lines
        left, right = (next(one for one in lines if one.words == title) for title in titles)
        assert (left.top == right.top) is together
        assert right.left > width / 2 if together else right.left == left.left


# As long as their values


def rows(*found: Row, top: float, **more) -> ModelPicture:
    return made(Rows("", "yuan", found, top, **more))


def boxes(scene: Watched, title: str) -> list[tuple[float, float]]:
    """Left and width of the shapes in a group."""
    return [(float(one.get("x", 0)), float(one.get("width", 0))) for one in scene.named(title)]


def test_bars_parts_and_the_limit_lie_where_their_values_are():
    found = rows(
        Row("2023", "", (bar("a", (10, "reform")),)),
        Row("2024", "", (bar("b", (20, "reform"), (20, "unmet")),)),
        top=40,
        limit=Mark(20, "the cap"),
    )
    scene, _ = drawn(found)
    (start, ten), (_, twenty), (beyond, rest) = (
        boxes(scene, title)[0] for title in ("a reform 10", "b reform 20", "b unmet 20")
    )
    assert twenty == pytest.approx(2 * ten, abs=0.02) and rest == pytest.approx(twenty, abs=0.02)
    assert beyond == pytest.approx(start + twenty, abs=0.02)
    limits = [float(one.get("x1")) for one in scene.named("the cap")]
    assert limits and limits == pytest.approx([beyond] * len(limits), abs=0.02)


def test_the_line_of_a_limit_runs_through_no_words():
    for case in ("prorate", "arrears", "sustain", "below the cap"):
        for picture in (pictures(case, "zh")[0], pictures(case, "en")[0]):
            scene, _ = drawn(picture)
            lines = [
                one.attrib for one in scene.root.iter() if one.get("x1") and one.get("x1") == one.get("x2")
            ]
            limits = [one for one in lines if one.get("stroke-dasharray")]
            assert limits
            for line in limits:
                x, top, bottom = (float(line[name]) for name in ("x1", "y1", "y2"))
                crossed = [
                    w for w in scene.lines if w.left < x < w.right and w.top < bottom and w.bottom > top
                ]
                assert crossed == []


def test_a_bar_whose_true_value_lies_above_ends_in_a_point():
    scene, _ = drawn(rows(Row("2023", "", (bar("a", (10, "reform"), open=True),)), top=10))
    (point,) = scene.named("a reform 10")
    corners = [tuple(map(float, one.split(","))) for one in point.get("d")[1:-1].split(" L")]
    far = max(x for x, _ in corners)
    assert len(corners) == 5 and sum(x == far for x, _ in corners) == 1


def test_a_part_bears_its_label_only_where_that_fits():
    parts = (Part(99, "cohort", "old", "2023", 1), Part(1, "cohort", "new", "2024"))
    scene, _ = drawn(rows(Row("y", "", (Bar("paid", parts, "100"),)), top=100))
    assert "2023" in scene.said and "2024" not in scene.said
    assert {"old", "new"} <= set(scene.titles)


def test_later_rows_stand_below_their_own_head():
    picture = pictures("plain", "en")[0]
    lines = drawn(picture)[0].lines
    order = [one.words for one in lines]
    panel = picture.panels[0]
    now, later = ([row.label for row in panel.rows if row.later is way] for way in (False, True))
    head = next(n for n, words in enumerate(order) if panel.later_title.startswith(words))
    assert all(order.index(label) < head for label in now)
    assert all(order.index(label) > head for label in later)


def points(element: dict[str, str]) -> list[tuple[float, float]]:
    return [tuple(map(float, one.split(","))) for one in element["d"].strip("MZ").split(" L")]


def test_a_fan_lies_where_its_numbers_are():
    axis = Axis(0, 10, (Mark(0, "0"), Mark(10, "10")), "u")
    ends = (Mark(2, "P10 2"), Mark(5, "P50 5"), Mark(8, "P90 8"), Mark(4, "exact 4"))
    panel = Fan("t", axis, (2023, 2024), (0, 2), (0, 5), (0, 8), (0, 4), ends, ("a", "b"))
    scene, _ = drawn(made(panel, kind="fan"))
    bottom, top = (float(one["y1"]) for one in scene.all("line")[:2])
    assert bottom > top
    shapes = [one for one in scene.all("path") if one.get("stroke-linejoin")]
    heights = {one["stroke-width"]: points(one)[-1][1] for one in shapes}
    share = {width: (bottom - y) / (bottom - top) for width, y in heights.items()}
    assert sorted(share.values()) == pytest.approx([0.4, 0.5, 0.8], abs=0.001)  # two edges are alike
    filled = next(one for one in scene.all("path") if one.get("fill-opacity"))
    assert [round(10 * (bottom - y) / (bottom - top), 2) for _, y in points(filled)] == [0, 8, 2, 0]


def test_a_tornado_s_bars_run_from_the_median_to_their_ends():
    axis = Axis(0, 10, (Mark(0, "0"), Mark(10, "10")), "u")
    sways = (
        Sway("over it", (), 2, 9, "P10", "P90", "r"),
        Sway("beside it", (), 6, 7, "P10", "P90", "r"),
        Sway("still", (), 5, 5, "P10", "P90", "r", "does not move"),
    )
    scene, _ = drawn(made(Tornado("t", axis, Mark(5, "P50"), sways, "mind"), kind="tornado"))
    ticks = {line.words: (line.left + line.right) / 2 for line in scene.lines if line.words in ("0", "10")}
    unit = (ticks["10"] - ticks["0"]) / 10

    def values(title: str) -> list[list[float]]:
        found = [
            (float(one.get("x")), float(one.get("width"))) for one in scene.named(title) if one.get("width")
        ]
        return [[round((x - ticks["0"]) / unit, 1), round(wide / unit, 1)] for x, wide in found]

    assert values(next(one for one in scene.titles if one.startswith("over it"))) == [[2, 3], [5, 4]]
    assert values(next(one for one in scene.titles if one.startswith("beside it"))) == [[6, 1]]
    assert values(next(one for one in scene.titles if "does not move" in one)) == []


def test_the_line_of_the_median_runs_through_no_words_where_it_lies_beside_a_bar():
    axis = Axis(0, 10, (Mark(0, "0"), Mark(10, "10")), "u")
    sways = (
        Sway("right", (), 5.2, 6, "P10 a", "P90 a", "r"),
        Sway("left", (), 4, 4.8, "P10 b", "P90 b", "r"),
    )
    scene, _ = drawn(made(Tornado("t", axis, Mark(5, "P50"), sways), kind="tornado"))
    medians = [one for one in scene.all("line") if one["x1"] == one["x2"] and one["stroke"] == LIGHT.ink]
    assert len(medians) == 2
    for line in medians:
        x, top, bottom = (float(line[name]) for name in ("x1", "y1", "y2"))
        near = [one for one in scene.lines if one.top > top and one.bottom < bottom]
        assert len(near) == 2 and not any(one.left < x < one.right for one in near)


# Told apart


def test_every_look_has_a_mark_in_the_legend():
    for look in LOOKS:
        for kind in ("cost", "tornado"):
            scene, _ = drawn(_only(look, kind))
            assert scene.named("means of it"), look


def _only(look: str, kind: str) -> ModelPicture:
    return replace(
        rows(Row("2023", "", (bar("a", (1, "reform")),)), top=1),
        legend=(Key(look, "means of it"),),
        kind=kind,
    )


@pytest.mark.parametrize("dark", [False, True])
def test_bars_of_one_picture_are_told_apart_without_colour(dark):
    theme = DARK if dark else LIGHT
    together = (
        ("reform", "baseline", "reform_tail", "baseline_tail", "over", "unmet"),
        ("at_low", "at_high"),
        ("anyway", "because"),
    )
    for city in known().cities.values():
        brush = Brush(Scene(theme), city.colour_dark if dark else city.colour, SIZE)
        for looks in together:
            for one, other in combinations(looks, 2):
                a, b = BARS[one], BARS[other]
                greys = [_grey(mix(brush.ink(look.ink), theme.ground, look.tint)) for look in (a, b)]
                told = a.hatch != b.hatch or a.dash != b.dash or abs(greys[0] - greys[1]) > 22
                assert told, (one, other, city.id)


def _grey(colour: str) -> float:
    return sum(w * int(colour[n : n + 2], 16) for w, n in ((0.3, 1), (0.59, 3), (0.11, 5)))


def test_cohorts_grow_paler_with_age():
    found = tuple(Part(10, "cohort", f"age {age}", "", age) for age in range(6))
    scene, _ = drawn(rows(Row("y", "", (Bar("paid", found, "60"),)), top=60))
    greys = [_grey(scene.named(f"age {age}")[0].get("fill")) for age in range(6)]
    assert greys == sorted(greys) and len(set(greys)) == 5


def test_the_city_s_dark_colour_is_used_on_a_dark_ground():
    picture = rows(Row("y", "", (bar("a", (1, "reform")),)), top=1)
    strokes = [drawn(picture, dark=dark)[0].named("a reform 1")[0].get("stroke") for dark in (False, True)]
    assert strokes == [INK.colour, INK.colour_dark]


def test_broken_lines_are_never_wider_than_asked():
    for words in ("（说明）：甲、乙、丙。", "甲乙丙丁，戊己庚辛；壬癸。", "unbreakable-and-long. word"):
        for width in range(60, 160, 7):
            assert all(text_width(line, SIZE) <= width + SIZE * 0.02 for line in fitted(words, SIZE, width))
