"""An address means one view, says what it cannot mean, and draws in both languages what the page shows."""

import os
import random
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talent import i18n
from talent.briefing import exhibit, view
from talent.briefing.makers import MAKERS
from talent.briefing.view import PAGES, View
from talent.charts.frame import frame
from talent.errors import TalentError
from tests.briefing.opened import ADDRESSES, data, refused, shown

quick = settings(max_examples=25, deadline=None)
WORDS = st.text("ab,&=%+/?#;: \x00\t\u202e\u4e2d", max_size=8)


@st.composite
def views(draw) -> View:
    page = draw(st.sampled_from(sorted(PAGES)))
    chosen = {name: draw(WORDS) for name in PAGES[page] if draw(st.booleans())}
    seen = {name: draw(WORDS) for name in ("batch", "part")}
    seen |= {name: draw(st.sampled_from(["", "0a1b2c3d"])) for name in ("data", "digest")}
    return view.view(page, chosen, language=draw(st.sampled_from(["", "zh", "en"])), **seen)


# Addresses


@given(views())
@quick
def test_a_view_is_the_same_after_its_address(one):
    assert view.parse(one.address) == one
    assert view.parse(f"https://example.org:8501{one.address}") == one


def test_an_address_names_its_choices_in_the_order_of_the_page_and_leaves_out_what_is_not_chosen():
    one = view.parse("/compare?mode=line&cities=daqing,dezhou&lang=en")
    assert one.choices == (("cities", "daqing,dezhou"), ("mode", "line"))
    assert one.address == "/compare?v=1&lang=en&cities=daqing%2Cdezhou&mode=line"
    assert one.get("measure", "printed") == "printed"


def test_what_two_links_to_one_view_share_is_bare_of_reader_and_data():
    seen = view.parse("/city?cities=daqing&lang=en&data=0123abcd&n=00000000&batch=b1&part=profile")
    assert seen.bare == view.parse("/city?cities=daqing&part=profile")


def test_parameters_that_a_page_does_not_know_are_passed_over():
    told = "/city?cities=daqing&mode=line&utm_source=x&code=DQ-03-001"
    assert view.parse(told) == view.parse("/city?cities=daqing")


@pytest.mark.parametrize(
    ("address", "key", "said"),
    [
        ("/nowhere", "view.no_page", "/compare"),
        ("/compare?v=2", "view.version", "1"),
        ("/compare?lang=fr", "view.bad_value", "fr"),
        ("/compare?n=xyz", "view.bad_value", "xyz"),
        ("/compare?data=d0351b1", "view.bad_value", "d0351b1"),
        ("/compare?q=" + "x" * 9_000, "view.too_long", "8000"),
        ("http://[/compare", "view.unreadable", "http://["),
        ("/compare?cities=\ud800", "view.unreadable", "/compare"),
    ],
)
def test_an_address_that_means_no_view_is_refused_with_what_would_work(address, key, said):
    error = refused(lambda: view.parse(address))
    assert error.key == key
    assert said in i18n.message(error, "zh").replace(",", "")
    assert i18n.message(error, "en").encode()


def test_a_stored_view_is_named_by_hex_digits_alone():
    assert view.stored("/?b=0123456789&x=1") == "0123456789"
    assert view.stored("/compare") == ""
    assert refused(lambda: view.stored("/?b=../../etc")).fields["value"] == "../../etc"


# What is drawn


def test_every_page_of_an_address_is_drawn():
    assert set(MAKERS) == set(PAGES)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_view_is_drawn_in_both_languages_with_all_the_words_that_travel(address):
    parts = {}
    for language in i18n.LANGUAGES:
        found = shown(address, language)
        parts[language] = [one.part for one in found]
        for one in found:
            words = frame(one.content)
            assert words.title and words.scope and words.alt and words.version
            assert words.sources or one.part in ("sources", "definitions")
            assert one.readings or one.lines
    assert parts["zh"] == parts["en"] and parts["zh"]
    assert len(set(parts["zh"])) == len(parts["zh"])


@pytest.mark.parametrize(
    ("address", "key", "known"),
    [
        ("/compare?mode=pie", "view.unknown_choice", "bar, line, multiples, table"),
        ("/compare?cities=daqing,paris", "view.unknown_choice", "harbin, daqing, dezhou, changchun"),
        ("/compare?measure=per_head", "view.unknown_choice", "printed, per_year, per_10k"),
        ("/compare?indicator=happiness", "view.bad_value", "indicator=happiness"),
        ("/city?cities=paris", "view.unknown_choice", "harbin, daqing, dezhou, changchun"),
        ("/policies?tier=team", "view.unknown_choice", "master"),
        ("/policies?months=0", "view.out_of_range", "120"),
        ("/policies?months=x", "view.out_of_range", "120"),
        ("/policies?arrives=2026-13", "view.out_of_range", "2035-12"),
        ("/policies?benefit=gold", "view.unknown_choice", "monthly_subsidy"),
        ("/catalogue?view=all", "view.unknown_choice", "search, coverage, checks"),
        ("/catalogue?only_theme=x", "view.unknown_choice", "money"),
        ("/catalogue?view=letter", "view.letter", ""),
        ("/catalogue?q=qqqq", "view.nothing_found", "qqqq"),
        ("/passport", "view.no_code", "/passport?code="),
        ("/passport?code=DQ-03-999", "no_such_figure_near", "DQ-03-"),
        ("/what_if?who=nobody", "view.unknown_choice", "phd, master, bachelor"),
        ("/what_if?basis=half", "view.unknown_choice", "thousand, total"),
        ("/?part=map", "view.no_part", "cards, lead, coverage"),
        ("/compare?part=lead", "view.no_part", "comparison, figures"),
    ],
)
def test_a_choice_the_page_does_not_have_is_refused_with_what_it_has(address, key, known):
    error = refused(lambda: shown(address))
    assert error.key == key
    for language in i18n.LANGUAGES:
        assert known in i18n.message(error, language)


def test_a_part_is_drawn_alone():
    assert [one.part for one in shown("/?part=coverage")] == ["coverage"]
    assert [one.part for one in shown("/what_if?part=tornado")] == ["tornado"]


# Anything at all; TALENT_FUZZ is how many addresses are tried


COUNT = int(os.environ.get("TALENT_FUZZ", "12"))
PIECES = (
    "",
    "?",
    "&",
    "=",
    "%",
    "%zz",
    "%00",
    "+",
    "/",
    "[",
    ":",
    ";",
    "\ud800",
    "\x00",
    "\u202e",
    "v=1",
    "b=0",
)
VALUES = (
    "",
    "0",
    "-1",
    "1e9",
    "all",
    "harbin",
    "harbin,,",
    "2026-08",
    "9" * 30,
    "\ud800",
    "\u202e",
    "\uff11\uff12",
    "'; DROP",
    "%",
)


def mutated(address: str, chance: random.Random) -> str:
    """An address with pieces put in or cut out, and one of its page's choices made at random."""
    page = address.split("?")[0].strip("/")
    if PAGES.get(page) and chance.random() < 0.6:
        made = f"{chance.choice(PAGES[page])}={quote(chance.choice(VALUES), errors='replace')}"
        address += ("&" if "?" in address else "?") + made
    for _ in range(chance.randint(0, 2)):
        at = chance.randrange(len(address) + 1)
        address = address[:at] + chance.choice(PIECES) + address[at + chance.choice((0, 0, 1, 4)) :]
    return address


def attempts(count: int) -> Iterator[str]:
    chance = random.Random(20230310)
    cheap = [one for one in ADDRESSES if one not in ("/", "/what_if")]
    return (mutated(chance.choice(cheap), chance) for _ in range(count))


def test_whatever_is_asked_is_a_view_or_a_refusal_that_can_be_said():
    told = {"drawn": 0, "refused": 0}
    for number, address in enumerate(attempts(COUNT * 10)):
        try:
            view.stored(address)
            found = view.parse(address)
            assert view.parse(found.address) == found
            if number % 10 == 0:
                exhibit.exhibits(found, data(), "zh")
                told["drawn"] += 1
        except TalentError as error:
            told["refused"] += 1
            for language in i18n.LANGUAGES:
                assert i18n.message(error, language).encode()
    assert min(told.values()) > COUNT / 5
