"""Modelled pictures as HTML: as long as their values, whole, escaped, readable without seeing them."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from talent.charts.axis import reach
from talent.charts.draw_fan import HEIGHT, apart, shown_years
from talent.charts.draw_model import STYLE, html, tables
from talent.charts.model_picture import LOOKS, Axis, Fan, Mark
from talent.what_if.pictures import cost, fan, recipients, tornado
from talent.what_if.scenario import Cap
from tests.charts.drawn import EVIL, poisoned
from tests.what_if.studies import ASSUMED, RATES, scenario, study

BUILDERS = (cost, fan, tornado, recipients)
CASES = {
    "plain": scenario(assumptions=ASSUMED),
    "same": scenario(reform=RATES),
    "cut": scenario(reform=dict.fromkeys(RATES, 0), assumptions=ASSUMED),
    "capped": scenario(cap=Cap(200_000_000, "prorate")),
    "free": scenario(baseline=dict.fromkeys(RATES, 0), reform=dict.fromkeys(RATES, 0)),
    "missing": scenario(intake={}),
    "one year": scenario(years=1),
    "forty": scenario(years=40),
}


class Tree(HTMLParser):
    """Checks that what is opened is closed, and gathers names and classes."""

    def __init__(self, markup: str):
        super().__init__()
        self.open, self.names, self.classes, self.words = [], set(), set(), []
        self.feed(markup)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.names.add(tag)
        self.classes |= set((dict(attrs).get("class") or "").split())
        assert not [name for name, _ in attrs if name.startswith("on")]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


@pytest.mark.parametrize("build", BUILDERS)
@pytest.mark.parametrize("case", CASES)
def test_markup_is_whole_and_every_class_has_a_style(build, case):
    for language in ("zh", "en"):
        tree = Tree(html(build(study(CASES[case]), language), style=False))
        assert "svg" not in tree.names and "script" not in tree.names
        plain = {"tm-of-cost", "tm-age0"}
        assert {name for name in tree.classes if f".{name}" not in STYLE} <= plain


@pytest.mark.parametrize("build", BUILDERS)
def test_words_are_never_markup(build):
    kept = {"look", "kind", "colour", "colour_dark", "city"}
    tree = Tree(html(poisoned(build(study(CASES["plain"]), "en"), kept=kept), style=False))
    assert not {"script", "img"} & tree.names
    assert EVIL in "".join(tree.words)


@pytest.mark.parametrize("build", BUILDERS)
def test_title_subtitle_tags_notes_codes_version_and_all_values_are_in_it(build):
    picture = build(study(CASES["plain"]), "en")
    words = "\n".join(Tree(html(picture)).words)
    wanted = [picture.title, picture.subtitle, *picture.lead, *(tag.text for tag in picture.tags)]
    wanted += [picture.sentence, *picture.notes, picture.codes_text, picture.version_text]
    wanted += [key.text for key in picture.legend]
    wanted += [cell for table in picture.tables for row in (table.head, *table.rows) for cell in row]
    assert [one for one in wanted if one not in words] == []


def test_the_picture_has_alternative_text_and_its_table_stands_outside_it():
    picture = fan(study(CASES["plain"]), "zh")
    drawn = html(picture, style=False)
    assert f'role="img" aria-label="{picture.alt}"' in drawn
    image, table = drawn.index('role="img"'), drawn.index("<details")
    assert image < table and drawn[image:table].count("<div") + 1 == drawn[image:table].count("</div>")
    assert 'tabindex="0"' in drawn and "<caption>" in drawn and 'scope="row"' in drawn


def test_the_tables_of_values_can_stand_apart_from_the_picture():
    picture = fan(study(CASES["plain"]), "zh")
    alone = html(picture, style=False, values=False)
    assert "<table" not in alone and "<details" not in alone
    assert tables(picture).count("<table>") == len(picture.tables) > 0
    assert tables(picture) in html(picture)


def test_bars_are_as_long_as_their_values():
    picture = cost(study(scenario(reform=RATES)), "zh")
    drawn = html(picture, style=False)
    shares = [float(one) for one in re.findall(r"tm-words\)\) \* ([\d.]+)\)", drawn)]
    assert shares == pytest.approx(
        [row.bars[0].length / picture.panels[0].top for row in picture.panels[0].rows], abs=1e-5
    )


def test_a_band_without_width_is_a_line_and_a_change_of_nought_a_sentence():
    assert 'tm-band" style' not in html(fan(study(scenario()), "zh"), style=False)
    assert "tm-shape" not in html(fan(study(CASES["same"]), "zh"), style=False)
    assert "支出不变" in html(fan(study(CASES["same"]), "zh"))


def test_points_of_a_band_lie_within_the_plot():
    for case in ("plain", "cut", "forty", "one year"):
        drawn = html(fan(study(CASES[case]), "zh"), style=False)
        places = [float(one) for one in re.findall(r"(-?[\d.]+)% (?:calc\()?-?[\d.]+%", drawn)]
        heights = [float(one) for one in re.findall(r"-?[\d.]+% (?:calc\()?(-?[\d.]+)%", drawn)]
        assert places and all(0 <= one <= 100 for one in [*places, *heights])


@pytest.mark.parametrize("wanted", [[0, 1, 2, 3], [208, 209, 210, 210], [100, 100, 100, 100], [5, 90, 200]])
def test_words_at_the_end_of_a_fan_never_touch(wanted):
    tops = sorted(apart(wanted))
    assert all(after - before >= 15 - 1e-9 for before, after in pairwise(tops))
    assert tops[0] >= 0 and tops[-1] <= HEIGHT


@pytest.mark.parametrize("count", range(1, 41))
def test_few_years_are_written_and_the_last_is_one(count):
    places = shown_years(count)
    assert places[0] == 0 and places[-1] == count - 1 and len(places) == len(set(places)) <= 6


@pytest.mark.parametrize("ends", [(0, 7.3), (-2.1, 0), (-3, 8), (0, 1e9), (-1e-3, 0), (0, 0), (4, 5)])
def test_an_axis_encloses_its_values_and_nought(ends):
    marks = reach(*ends, 5)
    assert marks[0] <= min(0, ends[0]) and marks[-1] >= max(0, ends[1]) and 2 <= len(marks) <= 8


def test_every_look_has_a_style():
    assert [look for look in LOOKS if f".tm-{look}" not in STYLE] == []


def test_a_fan_made_by_hand_is_drawn_where_its_numbers_are():
    axis = Axis(0, 10, (Mark(0, "0"), Mark(10, "10")), "u")
    panel = Fan("t", axis, (2023, 2024), (2, 2), (5, 5), (8, 8), (), (Mark(5, "P50"),), ("a", "b"))
    picture = replace(fan(study(CASES["plain"]), "zh"), panels=(panel,))
    assert "polygon(25.00% 20.00%,75.00% 20.00%,75.00% 80.00%,25.00% 80.00%)" in html(picture)


@pytest.mark.parametrize("build", BUILDERS)
def test_the_sentence_stands_between_the_title_and_what_it_speaks_of(build):
    picture = build(study(CASES["plain"]), "zh")
    drawn = html(picture, style=False)
    places = [
        drawn.index(words) for words in (picture.title, picture.sentence, 'class="tm-lead"', 'role="img"')
    ]
    assert places == sorted(places) and drawn.count(f">{picture.sentence}<") == 1


def test_the_line_of_a_cap_is_drawn_bar_by_bar_below_their_words():
    picture = cost(study(CASES["capped"]), "zh")
    drawn = html(picture, style=False)
    bars = [bar for row in picture.panels[0].rows for bar in row.bars]
    lines = drawn.count('<i class="tm-limit" style')
    assert lines == len(bars) == drawn.count('"></i><span class="tm-words">')
    assert ".tm-words{position:relative;z-index:1;" in STYLE
