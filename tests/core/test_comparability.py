"""The gate: every row of its table, what it may never do, and what may stand side by side."""

from dataclasses import replace
from datetime import date
from itertools import pairwise, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talent.catalogue import BASES, BOUNDS, STANDINGS, Break
from talent.comparability import FIELDS, WORDS, explain, judge, lead, line_up, panel_key, series
from talent.queries import Reading

from . import made

FEW = settings(max_examples=60, deadline=None, derandomize=True)
PLAIN = made.readings(made.row())[0]
"""A single exact, dated figure of a whole city."""


def figure(code: str = "BB-01-002", **given: object) -> Reading:
    """A figure like the plain one, of the other city, except for what is given."""
    given.setdefault("city", "beta")
    return replace(PLAIN, statement_id=code, **({"area": given["city"]} | given))


TABLE = [
    ("area", "different", {"area": "beta_district"}),
    ("standing", "different", {"standing": "planned"}),
    ("standing", "different", {"standing": "in_progress"}),
    ("definition", "different", {"definition": "narrow"}),
    ("definition", "different", {"indicator": "total"}),
    ("unit", "different", {"unit": "person_times"}),
    ("period_basis", "different", {"span": "half_year"}),
    ("period_basis", "different", {"span": "multi_year:3"}),
    ("bound", "caution", {"bound": "over"}),
    ("period", "caution", {"period_label": "2021"}),
    ("period", "caution", {"period_label": "unstated"}),
    ("period", "caution", {"period_label": "inferred:2022"}),
    ("attribution", "caution", {"conflict": "BB-01-002"}),
    ("precision", "caution", {"step": 100.0}),
]


@pytest.mark.parametrize("field, word, given", TABLE, ids=lambda value: str(value))
def test_each_difference_has_its_word_and_names_its_field(field, word, given):
    verdict = judge([PLAIN, figure(**given)])
    assert verdict.word == word
    assert [(r.field, r.level) for r in verdict.reasons] == [(field, word)]
    assert set(verdict.reasons[0].values) == {"AA-01-001", "BB-01-002"}


def test_every_field_has_a_row_in_the_table():
    assert {field for field, _, _ in TABLE} == set(FIELDS)


def test_a_single_exact_dated_figure_of_a_whole_city_is_comparable():
    assert judge([PLAIN]).word == "same" and judge([PLAIN]).reasons == ()


def test_two_alike_are_comparable_and_nothing_is_too():
    assert judge([PLAIN, figure()]).word == "same"
    assert judge([]).word == "same"


def test_a_last_digit_ninety_nine_times_coarser_is_no_reason():
    assert judge([PLAIN, figure(step=99.0)]).word == "same"


def test_the_same_word_of_two_indicators_definitions_is_not_one_definition():
    other = figure(indicator="total", definition="preliminary")
    assert judge([replace(PLAIN, definition="preliminary"), other]).word == "different"


def test_the_verdict_is_the_worst_reason_and_all_reasons_stand():
    verdict = judge([PLAIN, figure(bound="over", standing="planned", period_label="2020")])
    assert verdict.word == "different"
    assert [r.field for r in verdict.reasons] == ["standing", "bound", "period"]


def test_an_undated_figure_is_never_called_comparable_even_alone():
    assert judge([replace(PLAIN, period_label="unstated")]).word == "caution"


def test_another_year_s_population_is_a_caution_of_its_own_per_head_only():
    rows = [replace(PLAIN, population_year=2022), figure(population_year=2021)]
    assert judge(rows).word == judge(rows, measure="per_year").word == "same"
    verdict = judge(rows, "per_10k")
    assert [(r.field, r.level) for r in verdict.reasons] == [("period", "caution")]
    assert dict(verdict.reasons[0].values) == {"BB-01-002": "population:2021"}
    assert verdict.reasons[0].of_population
    both = [replace(rows[0], period_label="2020"), rows[1]]
    assert [r.field for r in judge(both, "per_10k").reasons] == ["period", "period"]
    assert [r.of_population for r in judge(both, "per_10k").reasons] == [False, True]
    assert judge([replace(r, population_year=r.year) for r in rows], "per_10k").reasons == ()
    assert judge([replace(r, population_year=None) for r in rows], "per_10k").reasons == ()


def test_another_year_s_population_is_said_with_both_years_and_the_city():
    rows = [replace(PLAIN, population_year=2022), figure(population_year=2021)]
    (reason,) = judge(rows, "per_10k").reasons
    found = made.declared()
    chinese, english = (explain(reason, rows, found, language) for language in ("zh", "en"))
    assert "人口年份不同" in chinese and "another year's population" in english.lower()
    for sentence, named, silent in ((chinese, "乙市", "甲市"), (english, "Beta", "Alpha")):
        assert named in sentence and silent not in sentence
        assert "2022" in sentence and "2021" in sentence and "{" not in sentence


@pytest.mark.parametrize("anyway", [False, True])
def test_a_line_up_judges_by_the_measure_that_is_drawn(anyway):
    rows = [replace(PLAIN, population_year=2022), figure(population_year=2021)]
    both = ("alpha", "beta")
    assert line_up(rows, both, anyway=anyway).verdict.word == "same"
    found = line_up(rows, both, anyway=anyway, measure="per_10k")
    assert found.verdict == found.panels[0].verdict == judge(rows, "per_10k")
    assert found.verdict.word == "caution"


@st.composite
def readings(draw, most=6):
    cities = st.sampled_from(("alpha", "beta"))
    found = []
    for n in range(draw(st.integers(0, most))):
        city = draw(cities)
        conflict = draw(st.sampled_from((None, None, None, city)))
        basis = draw(st.sampled_from(tuple(BASES)))
        year = draw(st.sampled_from((2017, 2020, 2021, 2022)))
        found.append(
            figure(
                f"{city}-{n:02}",
                city=city,
                area=draw(st.sampled_from((city, city, f"{city}_district"))),
                standing=draw(st.sampled_from(STANDINGS)),
                definition=draw(st.sampled_from(("", "", "narrow"))),
                indicator=draw(st.sampled_from(("arrivals", "arrivals", "total"))),
                bound=draw(st.sampled_from(("exact", "exact", *BOUNDS))),
                value_high=draw(st.sampled_from((None, None, 500.0))),
                period_basis=basis,
                span=basis,
                period_end=draw(st.sampled_from((None, date(year, 12, 31)))),
                period_label=draw(st.sampled_from(("unstated", "inferred:2022", str(year)))),
                step=draw(st.sampled_from((1.0, 10.0, 1000.0))),
                year=year,
                population_year=draw(st.sampled_from((None, 2021, 2022))),
                conflict=conflict,
                adopted=draw(st.sampled_from((None, True, False))) if conflict else None,
                shown=draw(st.sampled_from((True, True, True, False))),
            )
        )
    return found


MEASURES = st.sampled_from(("printed", "per_10k"))


@FEW
@given(readings(most=4), MEASURES)
def test_the_order_of_the_figures_does_not_matter(rows, measure):
    verdicts = [judge(order, measure) for order in permutations(rows)]
    assert all(v == verdicts[0] for v in verdicts)


@FEW
@given(readings(), MEASURES)
def test_another_figure_never_makes_the_verdict_better(rows, measure):
    words = [WORDS.index(judge(rows[:n], measure).word) for n in range(len(rows) + 1)]
    assert words == sorted(words)


@FEW
@given(readings(most=5), MEASURES)
def test_the_verdict_is_the_worst_over_all_pairs(rows, measure):
    pairs = [judge((a, b), measure).word for a in rows for b in rows] or ["same"]
    assert judge(rows, measure).word == max(pairs, key=WORDS.index)


@FEW
@given(readings())
def test_a_measure_adds_reasons_and_takes_none_away(rows):
    assert all(r in judge(rows, "per_10k").reasons for r in judge(rows).reasons)


@FEW
@given(readings(most=12))
def test_a_line_up_shows_nothing_twice_and_loses_nobody(rows):
    found = line_up(rows, ("alpha", "beta", "alpha"))
    codes = [r.statement_id for r in found.readings]
    assert len(codes) == len(set(codes)), "nothing is drawn twice"
    assert all(r.shown for r in found.readings)
    shown = {r.city for r in rows if r.shown}
    assert {r.city for r in found.readings} == shown
    assert found.missing == tuple(c for c in ("alpha", "beta") if c not in shown)
    assert found.set_aside == sum(r.shown for r in rows) - len(codes)
    assert found.verdict == judge(found.readings)


@FEW
@given(readings(most=12))
def test_a_panel_never_holds_what_may_not_stand_side_by_side(rows):
    """Its figures differ in nothing that is `different`; a panel of a part of a city says that it is one."""
    for panel in line_up(rows, ("alpha", "beta")).panels:
        assert panel.verdict == judge(panel.readings)
        assert {panel_key(r) for r in panel.readings} == {panel.key}
        severe = [r.field for r in panel.verdict.reasons if r.level == "different"]
        assert severe == (["area"] if panel.key.area else [])
        assert len({(r.area == r.city, r.standing, r.unit, r.span) for r in panel.readings}) == 1
        assert panel.key.area == "" or len({r.area for r in panel.readings}) == 1


@FEW
@given(readings(most=12))
def test_a_line_up_brings_all_sides_of_a_conflict(rows):
    codes = {r.statement_id for r in line_up(rows, ("alpha", "beta")).readings}
    for r in rows:
        if r.statement_id in codes and r.conflict:
            sides = [
                o
                for o in rows
                if (o.conflict, o.city, o.standing) == (r.conflict, r.city, r.standing) and o.shown
            ]
            assert {o.statement_id for o in sides} <= codes


@FEW
@given(readings(most=8))
def test_compare_anyway_puts_all_on_one_axis_and_keeps_the_verdict(rows):
    apart, together = (line_up(rows, ("alpha", "beta"), anyway=anyway) for anyway in (False, True))
    assert len(together.panels) <= 1
    assert together.readings == () or together.panels[0].verdict == together.verdict == apart.verdict
    assert {r.statement_id for r in together.readings} == {r.statement_id for r in apart.readings}


def test_each_city_enters_with_its_newest_whole_city_figure():
    old = figure("BB-01-001", period_end=date(2020, 12, 31))
    part = figure("BB-01-003", area="beta_district", period_end=date(2023, 12, 31))
    found = line_up([PLAIN, old, figure(), part], ("alpha", "beta"))
    assert [r.statement_id for r in found.readings] == ["AA-01-001", "BB-01-002"]
    assert found.set_aside == 2


def test_a_city_enters_over_the_span_that_the_others_have_too():
    newer = figure("BB-01-003", span="as_of", period_basis="as_of", period_end=date(2023, 12, 31))
    found = line_up([PLAIN, figure(), newer], ("alpha", "beta"))
    assert len(found.panels) == 1 and found.panels[0].verdict.word == "same"


def test_the_leading_figure_of_a_decided_conflict_is_the_adopted_one_even_if_older():
    undated = {"period_end": None, "period_label": "unstated", "conflict": "x"}
    adopted = figure("BB-01-001", published=date(2020, 1, 1), adopted=True, **undated)
    other = figure("BB-01-002", published=date(2024, 1, 1), adopted=False, **undated)
    assert lead([other, adopted]) is adopted
    assert [r.adopted for r in line_up([other, adopted], ("beta",)).readings] == [True, False]


def test_there_is_no_leading_figure_of_nothing():
    assert lead([]) is None and lead([replace(PLAIN, shown=False)]) is None


@FEW
@given(readings(most=14), st.lists(st.sampled_from((2020, 2021, 2022)), max_size=2))
def test_a_line_joins_only_like_figures_of_whole_years_and_crosses_no_break(rows, years):
    breaks = [Break("arrivals", "alpha", date(year, 1, 1), made.NAME) for year in years]
    found = series(rows, breaks)
    for line in found:
        for segment in line.segments:
            ends = [r.period_end for r in segment]
            assert ends == sorted(set(ends)), "in order, one figure a day"
            assert {(r.city, r.area, r.definition) for r in segment} == {
                (line.city, line.area, line.definition)
            }
            assert len({(r.indicator, r.period_basis) for r in segment}) == 1
            for r in segment:
                assert r.period_basis in ("year", "as_of") and r.bound == "exact" and r.value_high is None
                assert r.standing == "achieved" and (r.conflict is None or r.adopted)
            for before, after in pairwise(ends):
                assert after <= before.replace(year=before.year + 2), "no line over more than two years"
            for stop in breaks:
                if (stop.city, stop.indicator) == (line.city, segment[0].indicator):
                    assert not ends[0] < stop.start <= ends[-1]
    drawn = [r.statement_id for s in found for part in (*s.segments, s.alone) for r in part]
    assert sorted(drawn) == sorted(r.statement_id for r in rows if r.shown and r.period_end)


@pytest.mark.parametrize("special", [
    {"bound": "over"}, {"value_high": 500.0}, {"standing": "planned"}, {"standing": "in_progress"},
    {"period_basis": "half_year"}, {"period_basis": "months"}, {"period_basis": "multi_year"},
    {"period_basis": "since"}, {"conflict": "x"}, {"conflict": "x", "adopted": False},
], ids=str)  # fmt: skip
def test_what_is_no_exact_full_year_stands_alone(special):
    rows = [figure(f"BB-01-{y}", period_end=date(y, 12, 31)) for y in (2019, 2020, 2021)]
    rows[2] = replace(rows[2], **special)
    found = series(rows, ())
    assert [[r.period_end.year for r in segment] for s in found for segment in s.segments] == [[2019, 2020]]
    assert [r.period_end.year for s in found for r in s.alone] == [2021]


def test_years_on_one_side_of_a_break_stay_joined():
    rows = [figure(f"BB-01-{y}", period_end=date(y, 12, 31)) for y in (2019, 2020, 2021, 2022)]
    (line,) = series(rows, [Break("arrivals", "beta", date(2021, 1, 1), made.NAME)])
    assert [[r.period_end.year for r in s] for s in line.segments] == [[2019, 2020], [2021, 2022]]
    (line,) = series(rows, [Break("arrivals", "alpha", date(2021, 1, 1), made.NAME)])
    assert len(line.segments) == 1, "a break of another city is none here"


def test_a_line_is_broken_where_more_than_two_years_lie_between_two_figures():
    rows = [figure(f"BB-01-{y}", period_end=date(y, 12, 31)) for y in (2013, 2015, 2016, 2019, 2021)]
    (line,) = series(rows, ())
    assert [[r.period_end.year for r in s] for s in line.segments] == [[2013, 2015, 2016], [2019, 2021]]
    assert line.alone == ()
    census = [
        figure(f"BB-01-{day.year}", period_basis="as_of", period_end=day)
        for day in (date(2020, 2, 29), date(2022, 2, 28), date(2024, 3, 1))
    ]
    (line,) = series(census, ())
    assert [[r.period_end.year for r in s] for s in line.segments] == [[2020, 2022], [2024]]


def test_every_reason_is_a_sentence_in_both_languages_that_names_the_cities():
    found = made.declared()
    for field, _, special in TABLE:
        rows = [PLAIN, figure(**({"source": "first"} | special))]
        if special.get("area"):
            rows = [figure("AA-01-001", city="alpha"), figure(city="alpha", area="alpha_district")]
        (reason,) = [r for r in judge(rows).reasons if r.field == field]
        for language, city in (("zh", "甲市"), ("en", "Alpha")):
            sentence = explain(reason, rows, found, language)
            assert city in sentence and "{" not in sentence
