"""A deck as text: all that travels with a picture is in it, in order, and nothing is markup."""

from dataclasses import replace
from pathlib import Path

import pytest

from talent import warehouse
from talent.briefing import building, view
from talent.briefing.briefing import Briefing, Item
from talent.briefing.numbers import Change
from talent.briefing.pens import txt
from talent.charts.frame import frame
from talent.charts.picture import Picture, Tag
from talent.charts.sheet import Cell, Row
from talent.i18n import LANGUAGES, Name, text

GOLDEN = Path(__file__).parent / "golden"
COMMENTS = {"zh": "哈尔滨居首，\n共有2400户。", "en": "Harbin ranks first\nwith 2,400 firms."}


@pytest.fixture(scope="module")
def decks(no_uploads):
    data = warehouse.locate()
    change = Change(
        "DQ-32-005", Name("大庆", "Daqing"), Name("700户", "700 firms"), Name("722户", "722 firms")
    )
    first, second = (
        view.parse(f"/compare?indicator={name}") for name in ("high_tech_firms", "graduates_introduced")
    )
    lost = view.parse("/compare?indicator=no_such")

    def deck(language: str):
        items = [(first, COMMENTS[language], (change,)), (second, "", ()), (lost, "", ())]
        briefing = Briefing(
            {"zh": "人才工作简报", "en": "Briefing on talent"}[language], language, "report",
            tuple(Item(one, said, "abcd1234", (), changed) for one, said, changed in items),
        )  # fmt: skip
        return building.deck(
            briefing, data, lambda v: "https://x.cn/?b=0123456789" if v.get("indicator") else ""
        )

    return {language: deck(language) for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_briefing_as_text_is_what_was_read_and_approved(decks, language):
    assert txt.write(decks[language]).decode() == (GOLDEN / f"txt-{language}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_travels_with_a_picture_is_in_the_text_in_order(decks, language):
    deck = decks[language]
    written = txt.write(deck).decode()
    at = written.index(deck.title)
    for slide in deck.slides:
        words = frame(slide.content)
        travelling = [words.title, words.scope, *words.warnings, *_once(slide)]
        travelling += [*slide.comment.splitlines(), *slide.objections, *slide.changed, *words.notes]
        travelling += [p.code for p in slide.places] + [words.codes, words.version]
        for one in filter(None, travelling):
            assert one in written[at:], one
        at = written.index(words.title, at)
        for place in slide.places:
            assert f"{place.label}" in written and place.printed in written and place.source in written
    for reference in deck.references:
        rows = reversed(written.splitlines())
        line = next(row for row in rows if reference.line in row and reference.title in row)
        assert reference.address in line and all(code in line for code in reference.codes)


def _once(slide) -> list[str]:
    """The sentences but for the reasons that the warning above them gives."""
    if not isinstance(slide.content, Picture):
        return list(slide.sentences)
    reasons = {"zh": "；", "en": "; "}[slide.content.language].join(slide.content.verdict_sentences)
    return [part for one in slide.sentences for part in one.split(reasons or "\0")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("asked", ["", "&anyway=1", "&cities=harbin,dezhou", "&mode=line"])
def test_the_reasons_of_a_verdict_are_given_once_for_each_picture(language, asked):
    asked = f"/compare?indicator=high_tech_firms{asked}"
    deck = building.single(view.parse(asked), warehouse.locate(), language, lambda _: "")
    content = deck.slides[0].content
    written = txt.write(deck).decode()
    reasons = {"zh": "；", "en": "; "}[language].join(content.verdict_sentences)
    assert content.verdict_word != "same" and written.count(reasons) == 1


def test_text_is_utf8_without_a_mark_ends_in_one_line_feed_and_is_the_same_each_time(decks):
    written = txt.write(decks["zh"])
    assert not written.startswith(b"\xef\xbb\xbf") and b"\r" not in written
    assert written.endswith(b"\n") and not written.endswith(b"\n\n")
    assert written == txt.write(decks["zh"])
    assert all(line == line.rstrip() for line in written.decode().splitlines())


def test_a_table_is_written_row_by_row_with_tags_and_codes(decks):
    cells = (Cell("大庆"), Cell("722户", (Tag("市级口径"),), "DQ-32-005"), Cell(""))
    rows = (Row((Cell("企业"), Cell(""), Cell("")), heads=True), Row(cells, "daqing"))
    lost = decks["zh"].slides[-1]
    sheet = replace(lost.content, columns=("", "高新技术企业", "备注"), rows=rows)
    written = txt.write(replace(decks["zh"], slides=(replace(lost, content=sheet),))).decode()
    assert "【表】\n· 〔企业〕\n· 大庆；高新技术企业：722户（市级口径、DQ-32-005）\n" in written


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_says_each_of_its_rows_once(language):
    store = warehouse.locate()
    deck = building.single(view.parse("/compare?indicator=gdp&mode=table"), store, language, lambda _: "")
    written = txt.write(deck).decode()
    for row in deck.slides[0].content.rows:
        # In its row, where it is printed, and beside its source.
        assert written.count(row.cells[2].code) == 3


def test_a_briefing_without_a_title_bears_the_name_of_the_product(decks):
    written = txt.write(replace(decks["en"], title=" ")).decode()
    assert written.startswith(f"{text('app.name', 'en')}\n")
