"""The complete picture: an exact size, every word that travels, nothing outside, a code that leads back."""

import base64
import re
from dataclasses import replace
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from talent.charts.code import qr_code
from talent.charts.frame import frame
from talent.charts.svg.code import LEAST
from talent.charts.svg.fonts import face_css, subset, width_of
from talent.charts.svg.page import page
from talent.charts.svg.scene import wrap
from talent.errors import TalentError
from tests.charts.made import picture
from tests.charts.svg_drawn import boxes, elements, number, squeezed, words
from tests.charts.test_pens import ROWS

SIZES = ((1920, 1080), (1080, 1350))
VIEWS = (("bar", False, "zh"), ("bar", True, "en"), ("line", False, "en"), ("multiples", False, "zh"))
LINK = "https://talent.example.cn/s/3f9a01c2d4"
BESIDE = {
    "link": LINK, "comment": "Read the tags first.", "objections": ("Not the most.",),
    "changed": ("Daqing: 1 → 2",), "product": "Compass",
}  # fmt: skip


def drawn(made, size, **more) -> str:
    return page(made, *size, embed=False, **more)


def crowded():
    """More notes and panels than one picture holds."""
    long = "这条说明很长" * 20
    many = [replace(one, statement_id=f"{one.statement_id}-{n}", note_zh=f"{n}{long}")
            for n in range(4) for one in ROWS]  # fmt: skip
    return picture(many, "multiples")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("mode", "anyway", "language"), VIEWS)
def test_a_picture_says_all_that_travels_and_keeps_inside_its_size(size, mode, anyway, language):
    made = picture(ROWS, mode, anyway=anyway, language=language)
    svg = drawn(made, size, **BESIDE)
    around, seen = frame(made), words(svg)
    wanted = [around.title, around.scope, around.subtitle, *around.warnings, *around.foot]
    wanted += [BESIDE["comment"], *BESIDE["objections"], *BESIDE["changed"], BESIDE["product"], LINK]
    wanted += [part for mark in made.drawn for part in (mark.text, mark.code)]
    assert not [one for one in wanted if squeezed(one) not in seen]
    assert around.warnings
    width, height = size
    assert svg.startswith(f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"')
    for box in boxes(svg):
        assert box.left >= 0 and box.top >= 0 and box.right <= width and box.bottom <= height, box.words
    for rect in elements(svg, "rect"):
        if rect.get("x"):
            assert number(rect, "x") + number(rect, "width") <= width
            assert number(rect, "y") + number(rect, "height") <= height


def test_no_letter_is_smaller_than_can_be_read_and_few_words_are_set_large():
    sizes = {
        count: [number(one, "font-size") for one in elements(drawn(picture(ROWS[:count]), SIZES[0]), "text")]
        for count in (1, len(ROWS))
    }
    assert min(sizes[len(ROWS)]) >= 13
    assert min(sizes[1]) >= 20


def test_more_than_one_picture_holds_is_refused_by_name_where_one_is_wanted():
    with pytest.raises(TalentError, match=r"picture\.too_full") as refused:
        drawn(crowded(), SIZES[1])
    assert refused.value.fields["title"] == frame(crowded()).title


def test_the_code_holds_the_link_in_whole_pixels_with_white_around():
    path = elements(drawn(picture(ROWS[:1]), SIZES[0], link=LINK), "path", "code")[0]
    runs = [tuple(map(int, run)) for run in re.findall(r"M(\d+),(\d+)h(\d+)v(\d+)", path.get("d"))]
    module = runs[0][3]
    assert module >= LEAST and {run[3] for run in runs} == {module}
    assert all(run[2] % module == 0 for run in runs)
    assert len(runs) == len(qr_code(LINK).runs)
    assert not elements(drawn(picture(ROWS[:1]), SIZES[0]), "path", "code")


def test_a_long_link_still_has_modules_that_can_be_scanned():
    whole = "https://talent.example.cn/compare?v=1&cities=" + "harbin," * 60
    svg = drawn(picture(ROWS[:1]), SIZES[0], link=whole)
    path = elements(svg, "path", "code")[0]
    assert {int(one) for one in re.findall(r"v(\d+)", path.get("d"))} == {LEAST}
    assert squeezed(whole) in words(svg)


def test_the_font_inside_has_the_letters_written_in_both_weights_and_is_always_the_same():
    letters = frozenset("哈尔滨 Harbin 12%⬢")
    faces = re.findall(r"base64,([^)]+)\)", face_css(letters))
    assert [base64.b64decode(one) for one in faces] == [subset(letters, bold) for bold in (False, True)]
    found = TTFont(BytesIO(subset(letters))).getBestCmap()
    assert {chr(one) for one in found} == letters - {"⬢"}
    assert base64.b64decode(faces[0]) == subset.__wrapped__(letters)


def test_widths_are_those_of_the_font():
    assert width_of("哈1", 100) == pytest.approx(155.5)


def test_no_line_begins_with_a_stop_and_a_row_of_stops_hangs_no_further_than_one():
    assert wrap("确数（哈尔滨：以上）；年份", 20, 180) == ["确数（哈尔滨：以", "上）；年份"]
    assert wrap("planned · reprint · end", 10, 75)[0] == "planned ·"
    assert all(width_of(line, 10) <= 60 for line in wrap("，" * 40, 10, 50))


@pytest.mark.parametrize("size", SIZES)
def test_a_link_longer_than_any_code_holds_stands_in_words_alone(size):
    whole = "https://talent.example.cn/compare?v=1&cities=" + "harbin," * 500
    svg = drawn(picture(ROWS[:1], language="en"), size, link=whole)
    assert elements(svg, "path", "code") == []
    assert squeezed(whole) in words(svg) and "Checkit:openthelink" in words(svg)
    assert all(box.right <= size[0] and box.bottom <= size[1] for box in boxes(svg))


@pytest.mark.parametrize("size", SIZES)
def test_a_link_is_broken_at_its_signs_alone(size):
    whole = "https://talent.example.org/catalogue?v=1&lang=zh&view=coverage&data=d0351b1b&n=8d001f18"
    for link in ("https://talent.example.org/compare?b=8481d2f82c", whole):
        svg = page(picture(ROWS), *size, embed=False, link=link, product="城市人才对照")
        lines = [one.words for one in boxes(svg) if one.words and one.words in link and len(one.words) > 3]
        assert "".join(lines) == link and all(line[-1] in "/?&=" for line in lines[:-1])
