"""Numbers and texts as each language writes them; nothing is rounded away, missing is never nought."""

from string import Formatter

import pytest

from talent.catalogue import Unit
from talent.errors import TalentError
from talent.i18n import LANGUAGES, MISSING, Name, choice, format_number, format_value, message, strings, text

PERSON = Unit("person", Name("人", "persons"))
YUAN = Unit("yuan", Name("元", "yuan"), money=True)
PERCENT = Unit("percent", Name("%", "%"))
TIMES = Unit("times", Name("倍", "times"))
FIRM = Unit("firm", Name("户", "firms"))


@pytest.mark.parametrize("value, unit, given, zh, en", [
    (23_127, PERSON, {}, "23,127人", "23,127 persons"),
    (52_000, PERSON, {}, "5.2万人", "52,000 persons"),
    (497_000, PERSON, {}, "49.7万人", "497,000 persons"),
    (3_422, PERSON, {}, "3,422人", "3,422 persons"),
    (10_000, PERSON, {}, "1万人", "10,000 persons"),
    (9_999, PERSON, {}, "9,999人", "9,999 persons"),
    (96_216_540_000, YUAN, {}, "962.1654亿元", "96.21654 billion yuan"),
    (100_000_000, YUAN, {}, "1亿元", "100 million yuan"),
    (123_456_789, YUAN, {}, "123,456,789元", "123,456,789 yuan"),
    (1_234_500_000_000, YUAN, {}, "12,345亿元", "1,234.5 billion yuan"),
    (17.8, PERCENT, {}, "17.8%", "17.8%"),
    (-1.7, PERCENT, {}, "-1.7%", "-1.7%"),
    (0.1 + 0.2, PERCENT, {"decimals": 1}, "0.3%", "0.3%"),
    (4.7, TIMES, {}, "4.7倍", "4.7 times"),
    (124_520_000_000, YUAN, {}, "1,245.2亿元", "124.52 billion yuan"),
    (9_066_906, PERSON, {}, "9,066,906人", "9,066,906 persons"),
    (5_482_800, PERSON, {}, "548.28万人", "5.4828 million persons"),
    (999_999, PERSON, {}, "999,999人", "999,999 persons"),
    (-40_100_000, YUAN, {}, "-4,010万元", "-40.1 million yuan"),
    (500_000, YUAN, {"high": 1_000_000}, "50万–100万元", "500,000–1 million yuan"),
    (0, PERSON, {}, "0人", "0 persons"),
    (-0.04, PERCENT, {"decimals": 1}, "0%", "0%"),
    (2.5, PERSON, {"decimals": 0}, "3人", "3 persons"),
    (17_333.333, PERSON, {"decimals": 0}, "17,333人", "17,333 persons"),
    (2_792_134.8, PERSON, {"decimals": -3}, "279.2万人", "2.792 million persons"),
    (30_000, YUAN, {"high": 50_000}, "3万–5万元", "30,000–50,000 yuan"),
    (400, FIRM, {"bound": "over"}, "＞400户", ">400 firms"),
    (100_000, PERSON, {"bound": "at_least"}, "≥10万人", "≥100,000 persons"),
    (100_000, YUAN, {"bound": "at_most"}, "≤10万元", "≤100,000 yuan"),
    (400, FIRM, {"bound": "nearly"}, "近400户", "nearly 400 firms"),
    (400, FIRM, {"bound": "about"}, "约400户", "about 400 firms"),
    (None, PERSON, {}, MISSING, MISSING),
    (float("nan"), PERSON, {"bound": "over"}, MISSING, MISSING),
], ids=str)  # fmt: skip
def test_a_value_reads(value, unit, given, zh, en):
    assert format_value(value, unit, "zh", **given) == zh
    assert format_value(value, unit, "en", **given) == en


def test_a_number_keeps_every_digit_it_has():
    assert format_number(12_345.678901, "en") == "12,345.678901"
    assert format_number(0.1, "zh") == "0.1"
    assert format_number(1e15, "en") == "1,000,000 billion"
    assert format_number(None, "zh") == format_number(float("nan"), "zh") == MISSING == "—"


@pytest.mark.parametrize("value, zh, en", [
    (149_531_000.2, "1.50亿", "150 million"),
    (1_499_999, "150万", "1.50 million"),
    (17_333.333, "1.73万", "17,300"),
    (12_000, "1.20万", "12,000"),
    (11.9996, "12.0", "12.0"),
    (0.5, "0.500", "0.500"),
    (999_600, "100万", "1.00 million"),
    (0, "0", "0"),
])  # fmt: skip
def test_a_rounded_number_shows_as_many_digits_as_it_is_rounded_to(value, zh, en):
    assert format_number(value, "zh", digits=3) == zh
    assert format_number(value, "en", digits=3) == en


def fields(sentence: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(sentence) if field is not None}


def test_both_languages_have_the_same_texts_with_the_same_fields():
    zh, en = map(strings, LANGUAGES)
    assert zh.keys() == en.keys()
    assert {k for k in zh if fields(zh[k]) != fields(en[k])} == set()


def test_a_text_that_is_not_declared_is_a_bug_and_an_error_is_a_sentence():
    with pytest.raises(KeyError):
        text("no.such.key", "zh")
    with pytest.raises(KeyError):
        choice("bound", "vague", "en")
    assert "HRB-01-999" in message(TalentError("no_such_figure", code="HRB-01-999"), "zh")


def test_a_name_has_two_languages_and_no_third():
    assert Name("甲", "A")["zh"] == "甲" and Name("甲", "A")["en"] == "A"
    with pytest.raises(KeyError):
        Name("甲", "A")["fr"]


def test_texts_cannot_be_changed_by_a_caller():
    with pytest.raises(TypeError):
        strings("zh")["verdict.same"] = "?"
