"""The pens: every mark clickable, all that must travel in the figure, nothing believed from the data."""

import json
import re
from dataclasses import replace

import pytest

from talent.charts.draw_html import bars
from talent.charts.draw_plotly import CONFIG, figure
from talent.charts.lettering import width_of, wrap
from talent.i18n import Name
from tests.charts.made import CITIES, HALF, THREE_YEARS, catalogue, indicator, picture, reading, year

ROWS = [
    reading("HRB-1", "harbin", 35000, area="new_area", area_level="district", bound="over"),
    year("DQ-1", "daqing", 52000, 2021),
    year("DQ-2", "daqing", 54000, 2022),
    reading("DZ-1", "dezhou", 23127, conflict="k", adopted=True, attributed_to="one"),
    reading("DZ-2", "dezhou", 23500, conflict="k", adopted=False, attributed_to="two"),
    reading("DZ-3", "dezhou", 12000, bound="nearly", **HALF),
    reading("CC-1", "changchun", 100000, value_high=120000, standing="planned"),
    reading("CC-2", "changchun", 90000, bound="at_most", **THREE_YEARS),
]


def said(drawn_figure) -> str:
    texts = " ".join(annotation.text for annotation in drawn_figure.layout.annotations)
    return re.sub(r"<[^>]+>", "", texts.replace("<br>", ""))


@pytest.mark.parametrize("mode", ["bar", "line", "multiples"])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [340, 1100])
def test_every_mark_has_its_code_on_the_chart(mode, language, dark, width):
    drawn = picture(ROWS, mode, language=language)
    chart = figure(drawn, dark, width)
    on_chart = {code for trace in chart.data if trace.customdata is not None for code in trace.customdata}
    assert on_chart == set(drawn.codes)
    assert chart.layout.width is None and chart.layout.height > 200


@pytest.mark.parametrize("mode", ["bar", "line"])
def test_a_figure_alone_names_title_unit_verdict_tags_sources_codes_and_version(mode):
    drawn = picture(ROWS, mode)
    words = said(figure(drawn, width=1100)).replace(" ", "")
    wanted = [
        drawn.title,
        drawn.subtitle,
        "不可比",
        "数据版本abc123",
        "2023-02-01",
        *drawn.sources,
        *drawn.codes,
    ]
    wanted += [m.period for m in drawn.drawn if mode == "bar"]
    assert not [w for w in wanted if w.replace(" ", "") not in words]


def test_the_note_of_a_forced_comparison_is_in_the_figure_and_in_the_page():
    drawn = picture(ROWS, anyway=True)
    assert "仍强行并列" in said(figure(drawn))
    assert "仍强行并列" in bars(drawn)


def test_bars_start_at_zero_and_are_as_long_as_their_values():
    chart = figure(picture(ROWS), width=1100)
    solid = next(t for t in chart.data if t.type == "bar" and t.customdata[0] == "DQ-2")
    assert (solid.base[0], solid.x[0]) == (0, 54000)
    faded = next(t for t in figure(picture([ROWS[-1]])).data if t.type == "bar")
    assert len(faded.x) > 5 and sum(faded.x) == pytest.approx(90000)


def test_words_from_the_data_are_never_markup():
    evil = "<a href='http://x'>y</a><b>%{x}</b>$z$&amp;"
    known = catalogue(indicator(name=Name(evil, evil), definitions={}, caveat=Name(evil, evil)))
    rows = [replace(ROWS[1], note_zh=evil)]
    for mode in ("bar", "line"):
        drawn = picture(rows, mode, known=known)
        told = json.dumps(figure(drawn).to_plotly_json(), default=str)
        assert "<a" not in told and "<b>%{" not in told and "$z$" not in told
    page = bars(picture(rows, known=known), style=False)
    assert "<a" not in page and "&lt;a href=" in page


def test_the_page_bars_show_every_mark_every_tag_and_every_empty_row():
    drawn = picture(ROWS)
    page = bars(drawn)
    for mark in drawn.drawn:
        assert mark.code in page and mark.text in page
        assert all(tag.text in page for tag in mark.tags)
    assert "tc-hatch" in page and "tc-open" in page and 'role="img"' in page
    assert "<svg" not in page and "http" not in page
    alone = bars(picture(ROWS[1:2]), style=False)
    assert alone.count('class="tc-none"') == 3


def test_nothing_leaves_the_page():
    assert CONFIG["showSendToCloud"] is False and CONFIG["displaylogo"] is False


@pytest.mark.parametrize("width", [60, 150, 400])
def test_wrapping_loses_nothing_and_keeps_to_the_width(width):
    words = "哈尔滨新区，三年累计（起讫未载）；over 400 firms, as of 2024-06-24; DQ-03-022、CC-05-007。"
    lines = wrap(words, 11, width)
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")
    # A closing mark may hang over by its own width; a single long word has its own line.
    assert all(width_of(line, 11) <= max(width + 22, 90) for line in lines)


def test_an_empty_picture_is_drawn_too():
    for mode in ("bar", "line", "multiples"):
        chart = figure(picture([], mode))
        assert all(name in said(chart) for name in ("哈尔滨", "大庆", "德州", "长春"))
    assert len(CITIES) == 4
