"""HTML: one file that holds all words and asks for nothing; what looks like markup is text."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from talent.briefing.pens import document, html
from talent.charts.frame import frame
from talent.charts.sheet import Cell, Row
from talent.i18n import MISSING, text
from tests.briefing.documents import EVIL, LINK, deck, sheet, slide_words
from tests.charts.drawn import poisoned

GOLDEN = Path(__file__).parent / "golden"
VOID = {"meta"}
# What a golden outline shows of an element.
SHOWN = ("id", "class", "lang", "role", "scope", "colspan", "href", "aria-labelledby", "tabindex")
FORBIDDEN = {
    "script",
    "form",
    "input",
    "button",
    "iframe",
    "object",
    "embed",
    "link",
    "base",
    "img",
    "textarea",
}


class Page(HTMLParser):
    """The outline, words and attributes of a page; drawings are one line of the outline."""

    def __init__(self, markup: str):
        super().__init__()
        self.open, self.outline, self.words, self.attributes, self.names = [], [], [], [], []
        self.titles = []
        self.feed(markup)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        self.names.append(tag)
        self.attributes += attrs
        if "svg" not in self.open:
            shown = "".join(f" {name}={said[name]}" for name in SHOWN if name in said)
            self.outline.append(f"{'  ' * len(self.open)}{tag}{shown}")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] == "title" and "svg" in self.open:
            self.titles.append(data)
        elif self.open and self.open[-1] != "style":
            self.words.append(data)


@pytest.fixture
def fontless(monkeypatch):
    """Without the font, which takes the longest and is not spoken of here."""
    monkeypatch.setattr(html.fonts, "face_css", lambda letters: "")


@pytest.fixture(scope="module", params=["zh", "en"])
def made(request):
    found = deck(request.param)
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "en":
            # Once is enough: the font takes longer than all the rest.
            patch.setattr(html.fonts, "face_css", lambda letters: "")
        written = html.write(found)
    return found, written, Page(written.decode())


def test_every_word_of_every_slide_is_there(made):
    found, _, page = made
    told = "".join(page.words)
    for slide in found.slides:
        for one in slide_words(slide):
            assert one in told, one
    for one in found.references:
        assert all(word in told for word in (one.line, one.title, one.address, *one.codes))


def test_every_value_of_every_picture_is_in_a_table(made):
    found, _, page = made
    told = "\n".join(page.words)
    drawn, modelled, table = (slide.content for slide in found.slides)
    for mark in drawn.drawn:
        assert all(
            one in told for one in (mark.label, mark.text, mark.code, *(tag.text for tag in mark.tags))
        )
    assert all(cell in told for one in modelled.tables for row in one.rows for cell in row)
    assert all(cell.text in told and cell.code in told for cell in table.cells)
    assert page.names.count("table") == page.names.count("caption")
    assert page.names.count("details") == 2


def test_drawings_say_in_words_what_they_show(made):
    found, _, page = made
    for slide in found.slides[:2]:
        # Once for a screen, once for a phone.
        assert page.titles.count(frame(slide.content).alt) == 2
    codes = [text("document.qr", found.language, link=slide.link) for slide in found.slides]
    assert all(code in page.titles for code in codes)


def test_no_id_is_given_twice(fontless):
    twice = replace(deck("en"), slides=deck("en").slides * 2)
    page = Page(html.write(twice).decode())
    ids = [value for name, value in page.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    used = set(re.findall(r"url\(#([^)]+)\)", " ".join(value or "" for _, value in page.attributes)))
    assert used and used <= set(ids)


def test_it_says_its_language_and_asks_for_nothing(made):
    found, written, page = made
    assert f'<html lang="{"zh-CN" if found.language == "zh" else "en"}">'.encode() in written
    assert not FORBIDDEN & set(page.names)
    assert not [name for name, _ in page.attributes if name.startswith("on") or name == "src"]
    links = {value for name, value in page.attributes if name == "href" and not value.startswith("#")}
    assert links and all(one == "https://example.org/a?b=1&c=2" or one.startswith(LINK) for one in links)
    style = re.search(rb"<style>(.*?)</style>", written, re.S)[1].decode()
    assert all(one.startswith("data:") for one in re.findall(r"url\(([^)]*)\)", style))
    assert "@import" not in style and "default-src 'none'" in written.decode()


def test_contents_and_headings_lead_somewhere(made):
    *_, page = made
    ids = {value for name, value in page.attributes if name == "id"}
    inner = [value[1:] for name, value in page.attributes if name == "href" and value.startswith("#")]
    named = [value for name, value in page.attributes if name == "aria-labelledby"]
    assert len(inner) == 4 and set(inner) | set(named) <= ids


def test_the_structure_is_as_agreed(made):
    found, _, page = made
    outline = "\n".join(page.outline) + "\n"
    golden = GOLDEN / f"document-{found.language}.txt"
    assert outline == golden.read_text(encoding="utf-8")


def test_markup_in_any_word_stays_text(fontless):
    kept = {"language", "template", "link", "address", "data_date", "city", "inks", "content"}
    evil = poisoned(deck("en"), EVIL, kept=kept)
    own = {"language", "inks", "data_date", "city", "kind"}
    contents = (
        poisoned(sheet(deck("en").slides[0].content, 3), EVIL, kept=own),
        deck("en").slides[0].content,
    )
    evil = replace(evil, slides=tuple(replace(evil.slides[0], content=one) for one in contents))
    page = Page(html.write(evil).decode())
    assert not FORBIDDEN & set(page.names)
    assert "".join(page.words).count(EVIL) > 30


def test_an_address_that_is_no_web_address_is_no_link(fontless):
    found = deck("en")
    bad = replace(found.references[0], address="javascript:alert(1)")
    slides = tuple(replace(slide, link="javascript:alert(1)") for slide in found.slides)
    page = Page(html.write(replace(found, references=(bad,), slides=slides)).decode())
    assert all(value.startswith("#") for name, value in page.attributes if name == "href")


def test_pictures_alone_have_no_contents(fontless):
    page = Page(html.write(deck("en", "pictures")).decode())
    assert "nav" not in page.names
    assert page.names.count("section") == 4


def test_every_code_leads_to_its_passport_and_to_nothing_without_a_public_address(fontless):
    found = deck("en")
    leads = re.findall(r'<a href="([^"]*)" rel="noreferrer">(HRB-1)</a>', html.write(found).decode())
    # In the foot, a note, the table of values, where it is printed, and the sources.
    assert len(leads) >= 5
    assert {address for address, _ in leads} == {f"{LINK}/passport?v=1&amp;lang=en&amp;code=HRB-1"}
    assert "passport?" not in html.write(deck("en", link="")).decode()


def test_a_code_is_no_part_of_a_longer_one_and_stands_beside_chinese():
    known = document.Passports("https://a.org", frozenset({"HRB-1", "HRB-12"}), "zh")
    parts = list(known.linked("据HRB-12、HRB-1。X-HRB-1、HRB-123"))
    assert [part for part, address in parts if address] == ["HRB-12", "HRB-1"]
    assert "".join(part for part, _ in parts) == "据HRB-12、HRB-1。X-HRB-1、HRB-123"


def test_a_row_without_a_name_goes_on_with_the_one_above(fontless):
    rows = (Row((Cell("a name"), Cell("said"))), Row((Cell(""), Cell("said on"))), Row((Cell("b"), Cell(""))))
    slide = deck("en").slides[2]
    slide = replace(slide, content=replace(slide.content, rows=rows))
    written = html.write(replace(deck("en"), slides=(slide,))).decode()
    assert '<tr><td></td><td data-head="number">said on</td></tr>' in written
    assert f'<th scope="row">b</th><td data-head="number">{MISSING}</td>' in written


def test_a_table_too_wide_for_a_phone_has_the_head_beside_each_of_its_cells(fontless):
    found = deck("en")
    long = replace(found.slides[0].places[0], source="a source with a long name")
    slides = (replace(found.slides[0], places=(long,)), *found.slides[1:])
    written = html.write(replace(found, slides=slides)).decode()
    # Where a figure is printed; not the values of a drawing, nor a table of two columns.
    assert written.count('<div class="table stacked">') == 1
    source = text("document.column.source", "en")
    assert f'<td data-head="{source}">a source with a long name</td>' in written


def test_letters_nobody_sees_are_left_out_and_others_kept(fontless):
    slide = replace(deck("en").slides[2], comment="good \U0001f600\u202enews\u200b\x07")
    told = "\n".join(Page(html.write(replace(deck("en"), slides=(slide,))).decode()).words)
    assert "good \U0001f600news" in told


def test_the_same_deck_gives_the_same_bytes(fontless):
    assert html.write(deck("zh")) == html.write(deck("zh"))


def test_it_brings_its_own_letters(made):
    found, written, _ = made
    assert (written.count(b"@font-face") == 2) == (found.language == "zh")
