"""From a briefing to a deck: every figure's place, every source, and what becomes of what is gone."""

from dataclasses import replace

import pytest

from talent import warehouse
from talent.briefing import building, view
from talent.briefing.briefing import Briefing, Item
from talent.briefing.numbers import Change, digest
from talent.charts.frame import frame
from talent.errors import TalentError
from talent.i18n import LANGUAGES, Name

COMPARED = "/compare?indicator=high_tech_firms"
PER_HEAD = "/compare?indicator=university_students&measure=per_10k"


def item(address: str, comment: str = "", changed: tuple[Change, ...] = ()) -> Item:
    return Item(view.parse(address), comment, "abcd1234", (), changed)


def unlinked(_) -> str:
    return ""


@pytest.fixture(scope="module")
def data(no_uploads) -> warehouse.Warehouse:
    return warehouse.locate()


@pytest.fixture(scope="module")
def decks(data):
    """The same briefing in both languages: a comparison, what cannot be drawn any more, four pictures."""
    change = Change(
        "DQ-32-005", Name("大庆", "Daqing"), Name("700户", "700 firms"), Name("722户", "722 firms")
    )
    gone = Change("X", Name("德州", "Dezhou"), Name("9户", "9 firms"), None)
    items = (
        item(COMPARED, "哈尔滨最高。", (change, gone)),
        item("/compare?indicator=no_such", "旧话。"),
        item("/what_if", "推演。"),
        item(PER_HEAD),
    )
    return {
        language: building.deck(
            Briefing("简报", language, "report", items), data, lambda v: f"https://x{v.address}"
        )
        for language in LANGUAGES
    }


def test_a_deck_keeps_title_template_language_and_the_version_of_its_data(decks, data):
    deck = decks["zh"]
    assert (deck.title, deck.template, deck.language) == ("简报", "report", "zh")
    assert (deck.data_version, deck.data_date) == (data.version, data.data_date.isoformat())
    assert len(deck.slides) == 7


def test_every_code_of_a_picture_has_its_place_as_printed(decks):
    for deck in decks.values():
        for slide in deck.slides:
            codes = [place.code for place in slide.places]
            assert set(slide.content.codes) <= set(codes) and len(codes) == len(set(codes))
    place = {p.code: p for p in decks["zh"].slides[0].places}["DQ-32-005"]
    assert place.printed == "722户"
    assert place.label == "大庆全市高新技术企业，2024年末"
    assert "《2024年大庆市国民经济和社会发展统计公报》" in place.source and "大庆市统计局" in place.source
    subsidy = {p.code: p for p in decks["en"].slides[2].places}["HRB-01-007"]
    assert subsidy.source.endswith("para. 13")


def test_residents_that_a_figure_is_divided_by_have_a_place_too(decks):
    assert {"HRB-13-001", "DQ-32-001", "DZ-47-001"} <= {p.code for p in decks["zh"].slides[-1].places}


def test_sources_come_by_number_with_exactly_the_codes_taken_from_them(decks, data):
    for deck in decks.values():
        numbers = [int(reference.line[:2]) for reference in deck.references]
        assert numbers == sorted(set(numbers))
        listed = [code for reference in deck.references for code in reference.codes]
        assert sorted(listed) == sorted({p.code for slide in deck.slides for p in slide.places})
        for reference in deck.references:
            assert all(int(code.split("-")[1]) == int(reference.line[:2]) for code in reference.codes)


def test_only_an_address_that_may_be_a_link_is_given(data):
    sources = data.catalogue.sources.values()
    deck = building.single(
        view.parse("/compare?indicator=resident_population&mode=line"), data, "zh", unlinked
    )
    addresses = {reference.title: reference.address for reference in deck.references}
    mirrors = [s for s in sources if s.address and not s.linkable and s.title.zh in addresses]
    assert mirrors and all(addresses[s.title.zh] == "" for s in mirrors)
    assert any(address.startswith("https://") for address in addresses.values())


def test_the_first_picture_of_an_item_has_its_comment_objections_and_changes(decks):
    first = decks["zh"].slides[0]
    assert first.comment == "哈尔滨最高。"
    assert len(first.objections) == 1 and "最高" in first.objections[0]
    assert first.changed == (
        "大庆：700户 → 722户（数据版本 abcd1234）",
        "德州：9户 → 已无此数（数据版本 abcd1234）",
    )
    assert [slide.comment for slide in decks["zh"].slides] == [
        "哈尔滨最高。",
        "旧话。",
        "推演。",
        "",
        "",
        "",
        "",
    ]


def test_each_picture_of_a_view_says_what_is_its_own(decks):
    said = [slide.sentences for slide in decks["zh"].slides[2:6]]
    assert len(set(said)) == len(said)
    assert all(len(one) > 1 for one in said)


def test_an_address_opens_that_picture_alone_and_knows_what_it_saw(decks, data):
    for deck in decks.values():
        for slide in (deck.slides[0], *deck.slides[2:]):
            seen = view.parse(slide.address)
            assert slide.link == f"https://x{slide.address}"
            assert (seen.language, seen.data, seen.digest) == (
                deck.language, data.version, digest([slide.content]),
            )  # fmt: skip
            (same,) = (
                building.single(seen, data, deck.language, unlinked).slides
                if seen.page != "what_if"
                else (slide,)
            )
            assert same.content == slide.content
    assert [view.parse(s.address).part for s in decks["zh"].slides[2:6]] == [
        "cost",
        "recipients",
        "fan",
        "tornado",
    ]


def test_a_picture_that_can_no_longer_be_drawn_keeps_its_place_and_says_why(decks):
    for language, deck in decks.items():
        lost = deck.slides[1]
        words = frame(lost.content)
        assert "no_such" in words.warnings[0] and lost.sentences == words.warnings
        assert lost.comment == "旧话。" and len(lost.objections) == 1
        assert lost.address == "/compare?v=1&indicator=no_such"
        assert (lost.places, lost.changed) == ((), ())
        assert words.version and words.language == language


def test_a_part_that_is_not_there_is_lost_in_a_briefing_and_refused_alone(data):
    lost = replace(view.parse(COMPARED), part="map")
    with pytest.raises(TalentError, match=r"view\.no_part"):
        building.single(lost, data, "zh", unlinked)
    deck = building.deck(Briefing("b", "en", "pictures", (Item(lost, "", "", ()),)), data, unlinked)
    assert "map" in deck.slides[0].sentences[0]


def test_one_view_is_a_deck_of_pictures_with_the_title_of_its_picture(data):
    deck = building.single(view.parse(COMPARED), data, "en", unlinked)
    assert (deck.title, deck.template, len(deck.slides)) == ("High-tech firms", "pictures", 1)
    assert deck.slides[0].link == "" and deck.slides[0].comment == ""
    assert deck == building.single(view.parse(COMPARED), data, "en", unlinked)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", (COMPARED, f"{COMPARED}&mode=table", "/what_if"))
def test_every_picture_of_old_data_says_so(data, language, address):
    old = replace(view.parse(address), batch="B0001")
    slides = building.single(old, data, language, unlinked).slides
    assert all("B0001" in frame(slide.content).notes[0] for slide in slides)
    assert not any(
        "B0001" in note
        for note in frame(
            building.single(view.parse(address), data, language, unlinked).slides[0].content
        ).notes
    )


@pytest.mark.parametrize("mode", ("bar", "line", "table"))
def test_the_sources_of_the_residents_divided_by_are_named_in_the_picture(data, mode):
    (slide,) = building.single(view.parse(f"{PER_HEAD}&mode={mode}"), data, "zh", unlinked).slides
    named = frame(slide.content).sources
    assert len(slide.places) > len(slide.content.codes)
    for place in slide.places:
        source = data.catalogue.sources[data.catalogue.statements[place.code].source]
        assert f"{source.number} {source.publisher['zh']}" in named, place


def test_a_case_in_words_says_its_lead_once_and_calls_terms_as_its_legend_does(data):
    cost = building.single(replace(view.parse("/what_if"), part="cost"), data, "zh", unlinked).slides[0]
    assert not set(frame(cost.content).lead) & set(cost.sentences)
    both = "现行标准，调整后相同"
    assert cost.content.legend[0].text.startswith(both)
    assert all(both in one for one in cost.sentences if one.startswith("逐年支出"))
    assert cost.content.tables[0].head[1] == both
