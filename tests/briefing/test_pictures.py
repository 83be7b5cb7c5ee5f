"""A slide as SVG and PNG: exact pixels, the same bytes, our own font in both weights."""

import struct
from collections import Counter

import pytest

from talent.briefing import formats
from talent.briefing.deck import SIZES, Deck, Slide
from talent.briefing.pens import picture
from tests.briefing import opened
from tests.charts import made
from tests.charts.svg_drawn import squeezed, words
from tests.charts.test_pens import ROWS


def slide(**more) -> Slide:
    empty = {"comment": "", "objections": (), "sentences": (), "places": (), "changed": ()}
    usual = {"content": made.picture(ROWS[:2]), "address": "/compare", "link": "https://x.example/s/1"}
    return Slide(**empty | usual | more)


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


VIEWS = ("/", "/compare", "/city?cities=daqing", "/policies", "/what_if", "/catalogue?view=checks")


@pytest.mark.parametrize(("language", "size"), [("zh", SIZES[0]), ("en", SIZES[1])])
@pytest.mark.parametrize("address", VIEWS)
def test_every_page_is_pictures_that_hold_each_code_note_and_source(address, language, size):
    for exhibit in opened.shown(address, language):
        content = exhibit.content
        found = picture.pages(content, *size, **picture._beside(slide(content=content)), embed=False)
        seen = Counter(code for code in content.codes for one in map(words, found) if squeezed(code) in one)
        together = "".join(map(words, found))
        assert set(seen) == set(content.codes)
        assert not [one for one in (*content.notes, *content.sources) if squeezed(one) not in together]


def test_files_are_numbered_over_all_pictures_in_order(monkeypatch):
    monkeypatch.setattr(picture, "_dots", lambda svg, size: svg.encode())
    content = opened.sheet("/policies", "offer")
    several = picture.pngs(slide(content=content), SIZES[0])
    slides = (slide(), slide(content=content))
    deck = Deck("t", "zh", "report", slides, (), "abcd1234", "2026-08-22")
    found = formats.files(deck, "png")
    assert len(several) > 1 and [one.content for one in found] == [*picture.pngs(slide(), SIZES[0]), *several]
    assert [one.name.split("-")[1] for one in found] == [f"{n:02}" for n in range(1, len(several) + 2)]
