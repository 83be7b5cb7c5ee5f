"""Golden pictures: who is drawn, how large, in which unit, in both languages; and nothing gets lost."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talent.catalogue import Unit
from talent.i18n import Name
from tests.charts.made import CITIES, HALF, THREE_YEARS, UNDATED, catalogue, indicator, picture, reading, year

FOUR = [
    reading("HRB-1", "harbin", 41000),
    reading("DQ-1", "daqing", 52000),
    reading("DZ-1", "dezhou", 23127),
    reading("CC-1", "changchun", 100000),
]


def test_every_city_keeps_its_own_value():
    (panel,) = picture(FOUR).panels
    assert [(m.city, m.label, m.value, m.text, m.code) for m in panel.marks] == [
        ("changchun", "长春", 100000, "10万", "CC-1"),
        ("daqing", "大庆", 52000, "5.2万", "DQ-1"),
        ("harbin", "哈尔滨", 41000, "4.1万", "HRB-1"),
        ("dezhou", "德州", 23127, "23,127", "DZ-1"),
    ]


def test_every_city_keeps_its_own_colour():
    drawn = picture(FOUR)
    assert {ink.city: ink.colour for ink in drawn.inks} == {
        "harbin": "#1f5a99", "daqing": "#b8541c", "dezhou": "#1f7a5c", "changchun": "#7a4796",
    }  # fmt: skip
    assert drawn.ink("dezhou").colour_dark == "#57c29d"


def test_the_unit_is_the_base_unit_and_stands_in_picture_panel_and_sentence():
    drawn = picture(FOUR)
    assert drawn.panels[0].unit_text == "人"
    assert drawn.subtitle.startswith("单位：人")
    assert "大庆，引进人才：5.2万人；" in drawn.panels[0].marks[1].describe
    wrong = catalogue(indicator(unit=Unit("person", Name("万人", "10,000 persons"))))
    assert picture(FOUR, known=wrong).panels[0].unit_text != "人"


def test_a_picture_in_english_holds_no_chinese():
    drawn = picture([*FOUR[:3], reading("CC-1", "changchun", 100000, **THREE_YEARS)], language="en")
    everything = [
        drawn.title,
        drawn.subtitle,
        drawn.alt,
        *drawn.notes,
        *drawn.sources,
        *drawn.verdict_sentences,
    ]
    everything += [m.describe for m in drawn.drawn] + [t.text for m in drawn.drawn for t in m.tags]
    everything += [p.title for p in drawn.panels] + [p.verdict_text for p in drawn.panels]
    assert not [words for words in everything if any("\u3400" <= letter <= "\u9fff" for letter in words)]
    assert "3-year total, dates not printed" in [t.text for m in drawn.drawn for t in m.tags]
    assert {m.text for m in drawn.drawn} == {"41,000", "52,000", "23,127", "100,000"}


def test_the_same_picture_in_both_languages_draws_the_same_figures():
    zh, en = (picture(FOUR, language=language) for language in ("zh", "en"))
    assert [(m.code, m.value, m.shape, m.cap) for m in zh.drawn] == [
        (m.code, m.value, m.shape, m.cap) for m in en.drawn
    ]


def test_a_sentence_stands_alone():
    drawn = picture(
        [
            reading(
                "HRB-1", "harbin", 35000, area="new_area", area_level="district", bound="over", **THREE_YEARS
            )
        ]
    )
    assert drawn.drawn[0].describe == (
        "哈尔滨，引进人才：＞3.5万人；三年累计 · 起讫未载；仅哈尔滨新区；超过；已实现；"
        "来源：01 某报1 2023-01-15；编号 HRB-1。"
    )


def test_alt_text_tells_verdict_values_and_who_is_missing():
    drawn = picture([year("DQ-1", "daqing", 400, 2019, bound="over"), year("CC-1", "changchun", 600, 2020)])
    assert drawn.alt.startswith("引进人才。口径判断：部分可比。")
    assert "大庆＞400人（超过、2019年）" in drawn.alt
    assert "哈尔滨 文件未载" in drawn.alt


def test_a_swap_of_two_cities_is_seen():
    swapped = [
        replace(FOUR[0], city="daqing", area="daqing"),
        replace(FOUR[1], city="harbin", area="harbin"),
        *FOUR[2:],
    ]
    values = [{m.city: m.value for m in picture(rows).drawn} for rows in (FOUR, swapped)]
    assert values[0] == {"harbin": 41000, "daqing": 52000, "dezhou": 23127, "changchun": 100000}
    assert values[0] != values[1]


def test_unlike_panels_name_what_makes_them():
    drawn = picture([*FOUR[:2], reading("DZ-1", "dezhou", 9, definition="college"), FOUR[3]])
    titles = [panel.title for panel in drawn.panels]
    assert titles == ["已实现 · 全市 · 全年", "已实现 · 仅高校毕业生 · 全年"]


KINDS = st.sampled_from(
    [
        {},
        UNDATED,
        THREE_YEARS,
        HALF,
        {"standing": "planned"},
        {"standing": "policy_term"},
        {"bound": "over"},
        {"bound": "nearly"},
        {"definition": "college"},
        {"shown": False, "shown_by": "X-0"},
        {"value_high": 2e6},
        {"conflict": "k"},
        {"per_year": None},
    ]
)


@st.composite
def figures(draw):
    found = []
    for n in range(draw(st.integers(0, 9))):
        city = draw(st.sampled_from(CITIES))
        made = year(f"X-{n}", city, draw(st.integers(1, 10**6)), draw(st.integers(2018, 2024)))
        found.append(replace(made, **draw(KINDS)))
        if city == "harbin" and draw(st.booleans()):
            found[-1] = replace(found[-1], area="new_area", area_level="district")
    return found


@settings(deadline=None, max_examples=150)
@given(
    rows=figures(),
    mode=st.sampled_from(["bar", "line", "multiples"]),
    measure=st.sampled_from(["printed", "per_year", "per_10k"]),
    anyway=st.booleans(),
    language=st.sampled_from(["zh", "en"]),
)
def test_every_reading_is_drawn_once_or_named(rows, mode, measure, anyway, language):
    drawn = picture(rows, mode, measure, anyway, language)
    codes = [mark.code for mark in drawn.drawn]
    assert len(codes) == len(set(codes))
    assert sorted(codes) == sorted(drawn.codes)
    assert not set(codes) & set(drawn.aside)
    notes = " ".join(drawn.notes)
    for row in rows:
        assert row.statement_id in (*codes, *drawn.aside) or row.statement_id in notes
    assert {m.city for m in drawn.drawn} | {a.city for p in drawn.panels for a in p.missing} == set(CITIES)
    for panel in drawn.panels:
        assert panel.unit_text and panel.title and panel.verdict_text
    for mark in drawn.drawn:
        assert mark.period and mark.period in [tag.text for tag in mark.tags] and mark.code in mark.describe
    assert drawn.title and drawn.subtitle and drawn.alt and drawn.data_version == "abc123"


@pytest.mark.parametrize("mode", ["bar", "line", "multiples"])
def test_every_city_is_drawn_or_said_to_be_missing(mode):
    drawn = picture(FOUR[:2], mode)
    cities = {m.city for m in drawn.drawn} | {a.city for p in drawn.panels for a in p.missing}
    assert cities == set(CITIES)
