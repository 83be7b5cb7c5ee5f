"""PDF: all words as real text, tagged, with alternatives, in our own font; what looks like markup is text."""

import re
from dataclasses import replace

import pytest

from talent.briefing.pens import document, pdf
from talent.charts.frame import frame
from talent.charts.svg.figure import Drawing
from talent.errors import TalentError
from talent.i18n import text
from tests.briefing.documents import EVIL, LINK, deck, pdf_pages, pdf_pieces, sheet, slide_words
from tests.charts.drawn import poisoned
from tests.charts.made import picture, reading


@pytest.fixture(scope="module", params=["zh", "en"])
def made(request):
    found = deck(request.param)
    written = pdf.write(found)
    return found, written, pdf_pages(written)


def flat(words: str) -> str:
    return "".join(words.split())


def test_every_word_of_every_slide_is_text_in_the_file(made):
    found, _, pages = made
    told = "".join(pages)
    for slide in found.slides:
        for one in slide_words(slide):
            assert flat(one) in told, one
    for one in found.references:
        assert all(flat(word) in told for word in (one.line, one.title, one.address, *one.codes))
    for row in found.slides[2].content.rows:
        assert all(flat(word) in told for cell in row.cells for word in (cell.text, cell.code))


def test_each_page_says_product_data_version_and_its_number(made):
    found, _, pages = made
    foot = flat(f"{text('app.name', found.language)}·{document.version(found)}")
    assert len(pages) > 6
    assert all(foot in page and f"{at}/{len(pages)}" in page for at, page in enumerate(pages, start=1))
    assert all(flat(found.title) in page for page in pages)


def test_contents_lead_to_every_picture_and_the_sources(made):
    found, _, pages = made
    listed = [frame(slide.content).title for slide in found.slides] + [
        text("document.sources", found.language)
    ]
    for one in listed:
        assert flat(one) in pages[0]
        assert re.search(f"{re.escape(flat(one))}\\.*{page_of(one, pages)}", pages[0])


def page_of(words: str, pages: list[str]) -> int:
    return next(number for number, page in enumerate(pages[1:], start=2) if flat(words) in page[:200])


def test_the_head_of_a_table_stands_on_each_of_its_pages(made):
    _, _, pages = made
    over = [page for page in pages if "row1" in page or "row39" in page]
    assert len(over) == 2
    assert all("namenumber" in page and "aheading" in page for page in over)


def test_it_is_tagged_says_its_language_and_title_and_describes_its_drawings(made):
    found, written, _ = made
    assert f"/Lang({document.TONGUES[found.language]})".encode() in written.replace(b" ", b"")
    assert b"/MarkInfo" in written and b"/StructTreeRoot" in written
    assert b"pdfaid:part>2" in written and b"pdfuaid:part>1" in written
    # Two drawings and the code of each of the three links.
    assert written.count(b"/Alt") - written.count(b"/Alternate") >= 5


def test_pictures_alone_have_no_title_page():
    pages = pdf_pages(pdf.write(deck("en", "pictures")))
    assert len(pages) == len(pdf_pages(pdf.write(deck("en")))) - 1
    assert flat("1" + frame(deck("en").slides[0].content).title) in pages[0]
    assert "atitle" in pages[-1]


def test_markup_in_any_word_stays_text():
    evil = poisoned(
        deck("en"), EVIL, kept={"language", "template", "link", "address", "data_date", "city", "inks"}
    )
    evil = replace(evil, slides=tuple(replace(one, content=sheet_of(EVIL)) for one in evil.slides))
    pages = pdf_pages(pdf.write(evil))
    assert flat(EVIL) in pages[0]
    assert all(flat(EVIL) in page for page in pages)
    assert "root:" not in "".join(pages)


def sheet_of(words: str):
    kept = {"language", "inks", "data_date", "city", "kind"}
    return poisoned(sheet(deck("en").slides[0].content, 3), words, kept=kept)


def test_the_same_deck_gives_the_same_bytes_and_no_time_of_writing(made):
    found, written, _ = made
    assert pdf.write(found) == written
    assert set(re.findall(rb"D:(\d{8})", written)) <= {b"20230201"}


def test_letters_the_font_lacks_are_named_and_unseen_ones_left_out():
    slide = replace(deck("en").slides[2], comment="good \U0001f600 \u202enews\u200b\x07", objections=())
    told = "".join(pdf_pages(pdf.write(replace(deck("en"), slides=(slide,)))))
    assert "good〓news" in told
    assert "U+1F600" in told and "\u202e" not in told


def test_without_public_links_nothing_is_linked_but_sources():
    written = pdf.write(deck("zh", link=""))
    assert set(re.findall(rb"/URI\((.*?)\)", written)) == {b"https://example.org/a?b=1&c=2"}


def test_codes_lead_to_their_passports_where_the_address_is_public(made):
    found, written, _ = made
    address = f"{LINK}/passport?v=1&lang={found.language}&code=HRB-1"
    assert address.encode() in written


def test_a_drawing_taller_than_a_page_is_refused_aloud(monkeypatch):
    monkeypatch.setattr(pdf, "figure", lambda content, width, size: Drawing("<svg/>", width, width * 2))
    with pytest.raises(TalentError) as error:
        pdf.write(deck("en"))
    assert error.value.key == "document.too_tall"
    assert error.value.fields["title"] == frame(deck("en").slides[0].content).title


def test_what_never_ends_is_broken_before_it_leaves_the_page_and_can_be_copied():
    link = f"{LINK}/what_if?s=" + "A" * 1500
    slide = replace(deck("en").slides[2], comment="x" * 4000, link=link)
    written = pdf.write(replace(deck("en"), slides=(slide,)))
    # Text ends 538 points from the left.
    assert max(left for page in pdf_pieces(written) for left, _ in page) < 538
    assert max(len(words) for page in pdf_pieces(written) for _, words in page) < 130
    told = "".join(pdf_pages(written))
    assert told.count("x") >= 4000 and link in told


def test_a_title_that_never_ends_is_set_smaller_and_broken():
    slide = replace(deck("en").slides[2], objections=(), sentences=(), places=(), changed=())
    slide = replace(slide, content=replace(slide.content, rows=slide.content.rows[:2]))
    written = pdf.write(replace(deck("en"), title="W" * 120, slides=(slide,)))
    found = [left for left, words in pdf_pieces(written)[0] if words == "W"]
    # Each may be the last of its line; of 14 points it is 13 points wide, so that 37 find room.
    assert len(found) == 120 and max(found) + 13 < 538
    assert sum(left < 58 for left in found) == 4


def test_a_picture_begins_on_the_page_that_has_begun_where_it_fits_and_nowhere_else():
    few = picture([reading("HRB-1", "harbin", 12000)], language="en")
    short = replace(
        deck("en").slides[0], content=few, comment="", objections=(), sentences=(), places=(), changed=()
    )
    pages = pdf_pages(pdf.write(replace(deck("en", "pictures"), slides=(short,) * 4)))
    name = flat(frame(short.content).title)
    begun = [[number for number in range(1, 5) if f"{number}{name}" in page] for page in pages]
    assert begun == [[1, 2], [3, 4]]


def test_nothing_but_a_picture_is_a_document_too():
    slide = replace(
        deck("en").slides[0], comment="", objections=(), sentences=(), places=(), changed=(), link=""
    )
    pages = pdf_pages(pdf.write(replace(deck("en", "pictures"), title=" ", slides=(slide,), references=())))
    assert len(pages) == 1
    assert pages[0].startswith("CityTalentCompass1Talentintroduced")
