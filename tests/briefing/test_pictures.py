"""A slide as SVG and PNG: exact pixels, the same bytes, our own font in both weights."""

import struct

from talent.briefing.deck import SIZES, Slide
from talent.briefing.pens import picture
from tests.charts import made
from tests.charts.svg_drawn import squeezed, words
from tests.charts.test_pens import ROWS


def slide(**more) -> Slide:
    empty = {"comment": "", "objections": (), "sentences": (), "places": (), "changed": ()}
    content = made.picture(ROWS[:2])
    return Slide(content=content, **empty | {"address": "/compare", "link": "https://x.example/s/1"} | more)


def test_a_png_has_twice_the_pixels_and_the_same_bytes_each_time():
    for size in SIZES:
        found = picture.pngs(slide(), size)[0]
        assert found[:8] == b"\x89PNG\r\n\x1a\n"
        assert struct.unpack(">II", found[16:24]) == (2 * size[0], 2 * size[1])
    assert found == picture.pngs(slide(), SIZES[-1])[0]


def test_an_svg_brings_its_font_and_all_that_the_slide_says():
    said = slide(comment="只看全市口径。", objections=("不可排序。",), changed=("大庆：1 → 2",))
    svg = picture.svg(said, SIZES[0]).decode()
    assert svg.count("@font-face") == 2 and svg.encode() == picture.svg(said, SIZES[0])
    seen = words(svg)
    for one in (said.comment, *said.objections, *said.changed, said.link, "城市人才对照"):
        assert squeezed(one) in seen


def test_pictures_are_set_in_our_font_and_in_no_other():
    faces = {(font.family, font.weight) for font in picture._fonts().fonts()}
    assert faces == {("Noto Sans CJK SC", 400), ("Noto Sans CJK SC", 700)}


def test_letters_the_font_lacks_are_named_in_a_png_and_left_to_the_reader_in_an_svg(monkeypatch):
    drawn = []
    monkeypatch.setattr(picture, "_dots", lambda svg, size: drawn.append(svg) or b"")
    said = slide(comment="很好😀\u200d，很好")
    picture.pngs(said, SIZES[0])
    seen = words(drawn[0])
    assert "很好〓，很好" in seen and "U+1F600" in seen and "\u200d" not in seen
    assert said.link in seen
    svg = words(picture.svgs(said, SIZES[0])[0].decode())
    assert "😀" in svg and "〓" not in svg
