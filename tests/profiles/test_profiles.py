"""Cards, matrix, themes, news and highlights on a handful of made readings with known answers."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent import catalogue, profiles, warehouse
from talent.catalogue import Slot
from talent.comparability import whole_city
from tests.charts.made import UNDATED, policy, year
from tests.charts.made import reading as plain
from tests.core import made

SLOT = Slot("talent", made.NAME, ("arrivals", "total"))
FIRMS = Slot("firms", made.NAME, ("firms",))
KNOWN = replace(made.declared(), slots=(SLOT, FIRMS), columns=(SLOT, FIRMS))
INDICATORS = tuple(KNOWN.indicators)
PUBLISHED = date(2023, 1, 15)
PART = {"area": "alpha_district", "area_level": "district"}


def reading(code: str, city: str = "alpha", value: float = 100, **more):
    """An exact whole-city figure of 2020, of the small made catalogue."""
    base = {"indicator": "arrivals", "source": "first", "published": PUBLISHED}
    theme = KNOWN.indicators[more.get("indicator", "arrivals")].theme
    build = year if "number" in more else plain
    return build(code, city, value, **({"theme": theme} | base | more))


def card(*rows, city="alpha"):
    return next(one for one in profiles.cards(KNOWN, rows) if one.city.id == city)


def cell(*rows, city="alpha", column="talent"):
    cells = [one for row in profiles.matrix(KNOWN, rows) for one in row]
    return next(one for one in cells if (one.city.id, one.slot.id) == (city, column))


def test_a_card_shows_the_whole_city_before_a_newer_figure_of_a_district():
    whole, part = reading("A-1", number=2015), reading("A-2", value=900, number=2022, **PART)
    assert card(part, whole).leads[0].reading is whole


def test_a_card_shows_another_indicator_of_the_row_for_the_whole_city_before_a_district():
    part, other = reading("A-1", **PART), reading("A-2", indicator="total")
    assert card(part, other).leads[0].reading is other


def test_a_card_shows_what_was_achieved_before_what_is_planned():
    planned, done = reading("A-1", standing="planned", number=2022), reading("A-2", number=2015)
    assert card(planned, done).leads[0].reading is done


def test_a_card_shows_a_district_or_a_plan_only_where_there_is_nothing_else():
    part, planned = reading("A-1", **PART), reading("A-2", indicator="firms", standing="planned")
    assert [lead.reading for lead in card(part, planned).leads] == [part, planned]


def test_a_card_never_borrows_from_another_city():
    found = card(reading("B-1", city="beta"))
    assert [lead.reading for lead in found.leads] == [None, None] and found.population is None


def test_a_card_holds_the_other_side_of_a_conflict():
    one = reading("A-1", conflict="k", adopted=True)
    other = reading("A-2", value=120, conflict="k", adopted=False)
    lead = card(other, one).leads[0]
    assert (lead.reading, lead.other) == (one, other)
    assert card(one).leads[0].other is None


def test_the_head_of_a_card_is_the_newest_population():
    rows = [reading(f"A-{n}", indicator="resident_population", number=n) for n in (2019, 2021, 2020)]
    assert card(*rows).population is rows[1]


@pytest.mark.parametrize(
    ("more", "state"),
    [
        ({"number": 2022}, "new"),
        ({"number": 2020}, "new"),
        ({"number": 2019}, "old"),
        (UNDATED, "undated"),
        ({"indicator": "total"}, "definition"),
        (PART, "part"),
        ({"standing": "planned"}, "planned"),
        ({"standing": "in_progress"}, "planned"),
        (
            {"period_basis": "effective_from", "period_end": None, "year": None, "standing": "policy_term"},
            "new",
        ),
    ],
)
def test_a_cell_says_how_old_and_how_whole_its_figure_is(more, state):
    found = cell(reading("A-1", **more))
    assert (found.state, found.code) == (state, "A-1")


def test_a_cell_without_any_figure_is_missing_and_has_no_code():
    found = cell(reading("A-1"), column="firms")
    assert (found.state, found.year, found.code, found.conflict) == ("missing", None, None, False)


def test_a_cell_marks_a_conflict():
    rows = [reading("A-1", conflict="k"), reading("A-2", value=7, conflict="k")]
    assert cell(*rows).conflict and not cell(rows[0], city="beta").conflict


def test_a_theme_leads_each_indicator_with_its_leading_figure_and_then_the_newest():
    rows = [reading(f"A-{n}", number=n, **(PART if n == 2022 else {})) for n in (2018, 2022, 2021, 2020)]
    (theme,) = profiles.themes(KNOWN, rows, "alpha")
    (entry,) = theme.entries
    assert [r.year for r in entry.readings] == [2021, 2022, 2020, 2018]


def test_what_is_new_comes_from_the_newest_source_and_once_a_city_and_theme():
    old = reading("A-1", published=date(2021, 1, 1), indicator="firms", theme="firms")
    new, twin = reading("A-2", number=2021), reading("A-3", number=2020)
    rows = [
        old,
        twin,
        new,
        reading("A-4", standing="planned", number=2023),
        reading("B-1", "beta", published=None),
    ]
    assert [r.statement_id for r in profiles.newest(rows, 6)] == ["A-2", "A-1"]
    assert len(profiles.newest(rows, 1)) == 1


def test_highlights_count_the_cities_that_print_a_whole_and_achieved_figure():
    rows = [reading("A-1"), reading("B-1", "beta", standing="planned")]
    found = profiles.highlights(KNOWN, rows, profiles.cards(KNOWN, rows))
    assert [(one.key, dict(one.fields)["count"]) for one in found] == [("scarce", 1), ("scarce", 0)]


def test_a_highlight_shows_both_sides_of_a_dispute():
    rows = [
        reading("A-1", conflict="k", adopted=True),
        reading("A-2", value=120, conflict="k", adopted=False),
    ]
    found = profiles.highlights(KNOWN, rows, profiles.cards(KNOWN, rows))
    (dispute,) = [one for one in found if one.key == "dispute"]
    assert {r.statement_id for r in dispute.readings} == {"A-1", "A-2"}


def test_the_terms_are_the_newest_of_each_city_with_rate_and_duration():
    def term(id, start, amount, duration, **more):
        base = {
            "city": "alpha",
            "tier": "master",
            "benefit_type": "monthly_subsidy",
            "standing": "policy_term",
        }
        return policy(policy_id=id, amount=amount, duration=duration, effective_from=start, **(base | more))

    policies = [
        term("old", date(2018, 1, 1), "A-1", "A-9"),
        term("new", date(2023, 1, 1), "A-2", "A-9"),
        term("unsaid", date(2024, 1, 1), "A-3", None),
        term("encouraged", date(2024, 1, 1), "A-4", "A-9", standing="encouraged"),
        term("beta", None, "B-1", "B-2", city="beta"),
    ]
    known = replace(KNOWN, policies={p.policy_id: p for p in policies})
    rows = [
        reading(code, "beta" if code[0] == "B" else "alpha")
        for code in ("A-1", "A-2", "A-3", "A-4", "A-9", "B-1", "B-2")
    ]
    (terms,) = [one for one in profiles.highlights(known, rows, ()) if one.key == "terms"]
    assert [r.statement_id for r in terms.readings] == ["A-2", "A-9", "B-1", "B-2"]


@st.composite
def several(draw):
    """Figures of all sorts, in both cities."""
    rows = []
    for n in range(draw(st.integers(1, 8))):
        city = draw(st.sampled_from(("alpha", "beta")))
        more = {"standing": draw(st.sampled_from(("achieved", "planned", "in_progress", "policy_term")))}
        more["indicator"] = draw(st.sampled_from(INDICATORS))
        if city == "alpha" and draw(st.booleans()):
            more |= PART
        more |= UNDATED if draw(st.booleans()) else {"number": draw(st.integers(2012, 2023))}
        rows.append(reading(f"X-{n}", city, n, **more))
    return tuple(rows)


@given(several())
def test_no_card_shows_a_part_or_a_plan_where_the_whole_city_has_a_result(rows):
    for one in profiles.cards(KNOWN, rows):
        for lead in one.leads:
            own = [r for r in rows if r.city == one.city.id and r.indicator in lead.slot.indicators]
            whole = [r for r in own if whole_city(r) and r.standing == "achieved"]
            assert (lead.reading is None) == (not own)
            assert not whole or lead.reading in whole


@given(several())
def test_every_figure_of_a_city_stands_exactly_once_among_its_themes(rows):
    for city in ("alpha", "beta"):
        found = [
            (theme.id, r)
            for theme in profiles.themes(KNOWN, rows, city)
            for e in theme.entries
            for r in e.readings
        ]
        assert Counter(r.statement_id for _, r in found) == Counter(
            r.statement_id for r in rows if r.city == city
        )
        assert all(KNOWN.indicators[r.indicator].theme == theme for theme, r in found)


@given(several())
def test_a_cell_never_says_more_than_its_figure(rows):
    by_code = {r.statement_id: r for r in rows}
    for one in (cell for row in profiles.matrix(KNOWN, rows) for cell in row):
        own = [r for r in rows if r.city == one.city.id and r.indicator in one.slot.indicators]
        assert (one.state == "missing") == (not own) == (one.code is None)
        if not own:
            continue
        found = by_code[one.code]
        assert found in own and one.year == found.year
        if one.state in ("new", "old", "undated", "definition"):
            assert whole_city(found) and found.standing in ("achieved", "policy_term")
            other = bool(found.definition) or found.indicator != one.slot.indicators[0]
            assert (one.state == "definition") == other
            assert (one.state == "undated") == (found.year is None and not other)
        assert (one.state == "part") == (not whole_city(found))
        if any(whole_city(r) and r.standing == "achieved" for r in own):
            assert one.state in ("new", "old", "undated", "definition")


@given(several(), st.integers(0, 4))
def test_what_is_new_is_whole_and_achieved_and_no_more_than_asked_for(rows, count):
    found = profiles.newest(rows, count)
    assert len(found) <= count
    assert all(whole_city(r) and r.standing == "achieved" for r in found)
    assert len({(r.city, r.theme) for r in found}) == len(found)


def test_a_number_that_is_no_figure_is_found_with_its_reason():
    """Someone who reads 12393 in the Daqing paper learns that it is a telephone number."""
    found = profiles.not_figures_with(catalogue.read(warehouse.DATA), ["12393"])
    assert [(row.source, row.reason) for row in found] == [("daqing-daily", "telephone")]
    assert profiles.not_figures_with(catalogue.read(warehouse.DATA), None) == ()
