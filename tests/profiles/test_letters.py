"""The data request letter: every gap once, numbered, in words of one language."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent import letters
from talent.i18n import LANGUAGES, text
from tests.core import made

KNOWN = made.declared()
STATES = ("missing", "part", "definition", "planned", "undated", "old")
HAN = re.compile(r"[\u4e00-\u9fff]")


def gap(indicator: str, state: str) -> dict:
    return {"indicator": indicator, "state": state, "newest": 2019 if state == "old" else None}


def letter(gaps, language):
    return letters.data_request(KNOWN, gaps, "alpha", language, "abc123")


def lines(body: str) -> list[str]:
    return re.findall(r"^\d+\. .*$", body, re.MULTILINE)


@pytest.mark.parametrize("language", LANGUAGES)
@given(st.lists(st.sampled_from(tuple(KNOWN.indicators)), min_size=1, unique=True), st.data())
def test_a_letter_names_every_gap_once_and_nothing_else(language, wanted, data):
    gaps = [gap(one, data.draw(st.sampled_from(STATES))) for one in wanted]
    subject, body = letter(gaps, language)
    found = lines(body)
    assert KNOWN.cities["alpha"].name[language] in subject
    assert [line.split(". ")[0] for line in found] == [str(n) for n in range(1, len(gaps) + 1)]
    for line, row in zip(found, gaps, strict=True):
        indicator = KNOWN.indicators[row["indicator"]]
        why = text(f"letter.{row['state']}", language, year=row["newest"])
        assert (
            line.endswith(why) and indicator.name[language] in line and indicator.unit.name[language] in line
        )
    assert "abc123" in body and not re.search(r"None|[{}]", subject + body)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", STATES)
def test_each_kind_of_gap_has_its_own_words(language, state):
    others = [lines(letter([gap("arrivals", one)], language)[1])[0] for one in STATES if one != state]
    assert lines(letter([gap("arrivals", state)], language)[1])[0] not in others


def test_an_old_gap_says_which_year_was_last_found():
    assert all("2019" in letter([gap("arrivals", "old")], language)[1] for language in LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_gap_the_letter_says_so_and_asks_nothing(language):
    _, body = letter([], language)
    assert lines(body) == [] and body == text("letter.none", language)


def test_an_english_letter_has_no_chinese_words():
    known_names = {name.en for name in (i.name for i in KNOWN.indicators.values())}
    gaps = [gap(i, state) for i in KNOWN.indicators for state in STATES]
    assert known_names and not HAN.search("".join(letter(gaps, "en")))
