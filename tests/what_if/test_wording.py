"""Exact numbers are written in full, assumed ones with three digits, missing ones as a dash."""

import pytest

from talent.what_if import wording
from talent.what_if.outcome import Band


@pytest.mark.parametrize(
    "value, zh, en",
    [
        (352_800_000, "352,800,000元", "352,800,000 yuan"),
        (1500.5, "1,500.50元", "1,500.50 yuan"),
        (17_691_264.71, "17,691,265元", "17,691,265 yuan"),
        (0, "0元", "0 yuan"),
        (-0.0, "0元", "0 yuan"),
        (None, "—", "—"),
    ],
)
def test_an_exact_amount_has_all_its_digits(value, zh, en):
    assert wording.yuan(value, "zh", exact=True) == zh
    assert wording.yuan(value, "en", exact=True) == en


@pytest.mark.parametrize(
    "value, zh, en",
    [
        (395_350, "39.5万元", "395,000 yuan"),
        (41_798.3, "4.18万元", "41,800 yuan"),
        (556.672, "557元", "557 yuan"),
        (1.0834e-4, "0.000108元", "0.000108 yuan"),
        (-40_080_400, "−4,010万元", "−40.1 million yuan"),
        (0, "0元", "0 yuan"),
        (None, "—", "—"),
    ],
)
def test_an_assumed_amount_has_three_digits(value, zh, en):
    assert wording.yuan(value, "zh", exact=False) == zh
    assert wording.yuan(value, "en", exact=False) == en


def test_a_share_a_band_and_a_bound():
    assert wording.share(0.1310626) == "13.1%" and wording.share(0.9) == "90%" and wording.share(None) == "—"
    band = Band(0, 556.672, 1120.4)
    assert wording.band(band, "zh", "persons") == "0–557–1,120人"
    assert wording.band({"p10": 0.1, "p50": 0.2, "p90": 0.251}, "en", "share") == "10%–20%–25.1%"
    fewer = Band(-189.2, -113, -50.3)
    assert wording.band(fewer, "zh", "persons") == "−189 至 −113 至 −50.3人"
    assert wording.band(fewer, "en", "persons") == "−189 to −113 to −50.3 persons"
    assert wording.band(None, "en", "persons") == "—"
    assert wording.bounded("54,000元", "at_least", "zh") == "至少54,000元"
    assert wording.bounded("—", "at_least", "zh") == "—" and wording.bounded("5", "exact", "zh") == "5"


def test_a_ratio_without_anybody_cannot_be_computed():
    assert wording.ratio(None, "zh") == "无法计算" and wording.ratio(395_350, "en") == "395,000 yuan"
