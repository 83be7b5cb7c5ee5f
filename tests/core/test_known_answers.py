"""Answers worked out by hand from the design, on the repository's figures and on single statements."""

from datetime import date

import pytest

from talent import catalogue, queries, warehouse

from . import made


@pytest.fixture(scope="module")
def repository():
    return made.built(catalogue.read(warehouse.DATA))


@pytest.fixture(scope="module")
def derived(repository):
    return {row["derived"]: row for row in queries.records(repository, "derived")}


def test_daqing_has_2_792_million_residents_by_its_own_talent_share(derived):
    """497,000 / 17.8 %, between 496,500 / 17.85 % and 497,500 / 17.75 %."""
    row = derived["daqing-resident-population"]
    assert row["value"] == pytest.approx(2_792_135, abs=1)
    assert (row["low"], row["high"]) == (pytest.approx(2_781_513, abs=1), pytest.approx(2_802_817, abs=1))


def test_harbin_has_2372_high_tech_firms_by_the_share_of_its_new_area(derived):
    """925 / 39 %; the 925 are counted one by one, the share is known to half a percent."""
    row = derived["harbin-high-tech-firms-2022"]
    assert round(row["value"]) == 2372
    assert (row["low"], row["high"]) == (pytest.approx(925 / 0.395), pytest.approx(925 / 0.385))
    assert row["area"] == "harbin" and row["operation"] == "quotient"


def test_both_departments_of_dezhou_imply_the_same_base_of_11298(derived, repository):
    assert derived["dezhou-graduates-2019-organisation"]["value"] == pytest.approx(11_298, abs=0.5)
    assert derived["dezhou-graduates-2019-hrss"]["value"] == pytest.approx(11_298, abs=0.5)
    checks = {row["relation"]: row for row in queries.records(repository, "checks")}
    assert checks["dezhou-graduates-same-base"]["holds"] is True


@pytest.mark.parametrize("tier, yuan", [("phd", 108_000), ("master", 72_000), ("bachelor", 54_000)])
def test_harbin_s_living_subsidy_over_the_full_term(derived, tier, yuan):
    row = derived[f"harbin-living-full-term-{tier}"]
    assert (row["value"], row["low"], row["high"]) == (yuan, yuan, yuan)


def test_the_parts_of_dezhou_s_programmes_sum_to_their_printed_total(repository):
    checks = {row["relation"]: row for row in queries.records(repository, "checks")}
    row = checks["dezhou-programme-selections"]
    assert (row["computed"], row["expected"], row["holds"]) == (144 + 1225 + 2053, 3422, True)


def test_daqing_s_52_000_over_three_years_are_17_333_a_year(repository):
    reading = queries.reading(repository, "DQ-03-001")
    assert reading.per_year == pytest.approx(17_333.33, abs=0.01)
    assert (reading.per_year_low, reading.per_year_high) == (51_500 / 3, 52_500 / 3)
    assert reading.year is None and reading.per_10k is None, "no year is printed, so no population fits"


def test_a_figure_that_no_document_prints_is_an_error_with_its_code(repository):
    with pytest.raises(warehouse.TalentError, match="no_such_figure") as error:
        queries.reading(repository, "XX-99-999")
    assert error.value.fields == {"code": "XX-99-999"}


@pytest.mark.parametrize(
    "printed, value, given, interval",
    [
        ("5.2万人", 52_000, {}, (51_500, 52_500)),
        ("49.7万", 497_000, {}, (496_500, 497_500)),
        ("23127", 23_127, {}, (23_127, 23_127)),
        ("三百", 300, {}, (300, 300)),
        ("3万", 30_000, {"standing": "planned"}, (30_000, 30_000)),
        ("17.8%", 17.8, {"indicator": "share"}, (17.75, 17.85)),
        ("39%", 39, {"indicator": "share"}, (38.5, 39.5)),
        ("3-5万", 30_000, {"value_high": 50_000}, (25_000, 55_000)),
        ("3-5万", 30_000, {"value_high": 50_000, "standing": "policy_term"}, (30_000, 50_000)),
        ("约1.2万", 12_000, {"bound": "about"}, (11_000, 13_000)),
        ("400余", 400, {"bound": "over"}, (400, None)),
        ("超90%", 90, {"bound": "over", "indicator": "share"}, (90, None)),
        ("400以上", 400, {"bound": "at_least"}, (400, None)),
        ("近400", 400, {"bound": "nearly"}, (0, 400)),
        ("近5%", 5, {"bound": "nearly", "indicator": "growth"}, (-100, 5)),
        ("不超过400", 400, {"bound": "at_most"}, (0, 400)),
    ],
)
def test_a_printed_figure_lies_between(printed, value, given, interval):
    """`over` and `nearly` are open at the printed value, the others closed."""
    (reading,) = made.readings(made.row(as_printed=printed, value=value, **given))
    assert (reading.low, reading.high) == (
        pytest.approx(interval[0]),
        interval[1] and pytest.approx(interval[1]),
    )
    assert (reading.low_open, reading.high_open) == (reading.bound == "over", reading.bound == "nearly")


def test_a_bare_cell_of_a_column_in_wan_is_known_to_half_its_last_digit():
    (reading,) = made.readings(made.row(as_printed="982.41", value=9_824_100))
    assert (reading.low, reading.high) == (9_824_050, 9_824_150)


@pytest.mark.parametrize(
    "one, other, relation",
    [
        (("exact", 400), ("over", 400), "conflicting"),
        (("exact", 400), ("at_least", 400), "agreeing"),
        (("exact", 400), ("nearly", 400), "conflicting"),
        (("exact", 400), ("at_most", 400), "agreeing"),
        (("over", 400), ("at_most", 400), "conflicting"),
        (("over", 400), ("nearly", 400), "conflicting"),
        (("at_least", 400), ("at_most", 400), "agreeing"),
        (("at_least", 400), ("nearly", 400), "conflicting"),
        (("over", 400), ("over", 500), "agreeing"),
        (("exact", 400), ("exact", 401), "conflicting"),
    ],
)
def test_two_sources_agree_or_contradict_at_the_very_edge(one, other, relation):
    where = made.built(
        made.catalogue_of(
            [
                made.row(1, bound=one[0], value=one[1], source="first"),
                made.row(2, bound=other[0], value=other[1], source="second"),
            ]
        )
    )
    assert {r["relation"] for r in queries.records(where, "same_figure", code="AA-01-001")} == {relation}
    assert {r["relation"] for r in queries.records(where, "same_figure", code="AA-02-002")} == {relation}


@pytest.mark.parametrize("other", [
    {"city": "beta", "area": "beta"}, {"area": "alpha_district"}, {"indicator": "total"},
    {"definition": "narrow"}, {"standing": "planned"}, {"period_inferred": True}, {"year": 2021},
    {"period_start": None}, {"period_basis": "as_of"}, {"period_basis": "multi_year", "period_years": 3.0},
], ids=str)  # fmt: skip
def test_a_figure_that_differs_in_one_part_of_its_key_is_another_figure(other):
    rows = made.numbered({"value": 400}, {"value": 500, "source": "second"} | other)
    found = made.readings(*rows)
    assert [(r.conflict, r.shown) for r in found] == [(None, True)] * 2
    like = made.readings(*made.numbered({"value": 400}, {"value": 500, "source": "second"}))
    assert {r.conflict for r in like} == {like[0].statement_id}


def denominators(*years: int, figure: int | None = 2022, breaks=(), **given: object):
    """The year of the population that a figure of 500 is divided by, and what comes out."""
    people = [
        made.row(n, indicator="resident_population", year=y, value=1e6) for n, y in enumerate(years, 10)
    ]
    figures = [made.row(1, year=figure, value=500, **given), *people]
    where = made.built(made.catalogue_of(figures, breaks=breaks))
    reading = queries.reading(where, "AA-01-001")
    return reading.population_year, reading.per_10k


@pytest.mark.parametrize(
    "years, chosen",
    [((2022, 2021), 2022), ((2021, 2023), 2021), ((2020, 2023), 2023), ((2024,), 2024), ((2019, 2025), None)],
)
def test_the_population_is_the_nearest_within_two_years_and_the_earlier_on_a_tie(years, chosen):
    assert denominators(*years) == (chosen, 5.0 if chosen else None)


@pytest.mark.parametrize(
    "starts, years, figure, chosen",
    [
        ((date(2022, 1, 1),), (2021, 2023), 2022, 2023),
        ((date(2022, 1, 1),), (2021,), 2022, None),
        ((date(2023, 1, 1),), (2023,), 2022, None),
        ((date(2023, 1, 1),), (2021, 2023), 2022, 2021),
        ((date(2021, 1, 1), date(2023, 1, 1)), (2020, 2024), 2022, None),
        ((date(2022, 7, 1),), (2022,), 2022, 2022),
    ],
)
def test_no_population_is_taken_from_across_a_break_of_the_residents(starts, years, figure, chosen):
    breaks = tuple(catalogue.Break("resident_population", "alpha", start, made.NAME) for start in starts)
    assert denominators(*years, figure=figure, breaks=breaks) == (chosen, 5.0 if chosen else None)
    elsewhere = (catalogue.Break("arrivals", "alpha", starts[0], made.NAME),
                 catalogue.Break("resident_population", "beta", starts[0], made.NAME))  # fmt: skip
    assert denominators(*years, figure=figure, breaks=elsewhere)[0] is not None


def test_a_day_and_a_year_s_end_on_two_sides_of_a_break_within_the_year_do_not_meet():
    stop = (catalogue.Break("resident_population", "alpha", date(2022, 7, 1), made.NAME),)
    spring = {"indicator": "total", "period_basis": "as_of", "period_end": date(2022, 3, 1)}
    assert denominators(2022, figure=None, breaks=stop, **spring) == (None, None)
    assert denominators(2022, 2021, figure=None, breaks=stop, **spring) == (2021, 5.0)


def test_harbin_s_figures_of_2022_are_not_divided_by_its_residents_of_another_revision(repository):
    stops = [b.start for b in catalogue.read(warehouse.DATA).breaks
             if (b.city, b.indicator) == ("harbin", "resident_population")]  # fmt: skip
    assert stops
    used = [r for r in queries.readings(repository, city="harbin") if r.population_year]
    assert used
    for r in used:
        first, last = sorted((r.year, r.population_year))
        assert not any(first < stop.year <= last for stop in stops), r.statement_id


def test_without_a_period_or_in_a_part_of_the_city_there_is_no_per_capita():
    undated = {"period_basis": "unstated", "period_start": None, "period_end": None}
    assert denominators(2022, figure=None, **undated) == (None, None)
    assert denominators(2022, area="alpha_district") == (None, None)
    assert denominators(2022, indicator="share") == (None, None)


def test_per_capita_carries_the_limits_of_both_numbers():
    people = made.row(2, indicator="resident_population", value=1e6, as_printed="100万")
    reading, _ = made.readings(made.row(1, value=52_000, as_printed="5.2万"), people)
    assert reading.per_10k == 520
    assert reading.per_10k_low == 10_000 * 51_500 / 1_005_000
    assert reading.per_10k_high == 10_000 * 52_500 / 995_000


def test_a_contested_population_serves_nobody_and_an_adopted_one_does():
    people = [made.row(n, indicator="resident_population", value=v, source=s, attributed_to=a)
              for n, v, s, a in ((2, 1e6, "first", "labour"), (3, 2e6, "first", "party"))]  # fmt: skip
    assert made.readings(made.row(1), *people)[0].population is None
    chosen = catalogue.Adoption("AA-01-003", ("AA-01-002",), made.NAME)
    assert made.readings(made.row(1), *people, adoptions=(chosen,))[0].population == 2e6


def test_a_contested_figure_has_no_per_capita_itself():
    people = made.row(9, indicator="resident_population", value=1e6)
    both = [made.row(n, value=v, attributed_to=a) for n, v, a in ((1, 400, "labour"), (2, 500, "party"))]
    assert [r.per_10k for r in made.readings(*both, people)][:2] == [None, None]


ADOPTED = [
    ("declared", {"value": 400, "source": "second", "bound": "over"}, {"value": 300, "source": "first"}),
    ("final", {"value": 400}, {"value": 500, "definition": "preliminary", "source": "third"}),
    ("later_edition", {"value": 400, "source": "third", "bound": "over"}, {"value": 300, "source": "first"}),
    ("exact", {"value": 400, "source": "second"}, {"value": 500, "source": "first", "bound": "over"}),
    ("precise", {"value": 23_127, "source": "second"},
     {"value": 25_000, "as_printed": "2.5万", "source": "first"}),
    ("later_source", {"value": 400, "source": "first"}, {"value": 500, "source": "second"}),
    (None, {"value": 400, "attributed_to": "labour"}, {"value": 500, "attributed_to": "party"}),
    (None, {"value": 400, "source": "undated"}, {"value": 500, "source": "first"}),
]  # fmt: skip


@pytest.mark.parametrize("rule, best, other", ADOPTED, ids=str)
def test_of_two_that_contradict_each_other_the_first_rule_that_tells_them_apart_adopts(rule, best, other):
    rows = made.numbered(best, other)
    declared = (catalogue.Adoption(rows[0].statement_id, (rows[1].statement_id,), made.NAME),)
    found = made.readings(*rows, adoptions=declared if rule == "declared" else ())
    adopted = {r.value: r.adopted for r in found}
    assert {r.adopted_rule for r in found} == {rule} and len({r.conflict for r in found} - {None}) == 1
    assert adopted == {float(best["value"]): rule and True, float(other["value"]): rule and False}


def test_a_less_precise_agreeing_figure_becomes_the_witness_of_the_more_precise():
    rough = {"value": 23_000, "as_printed": "2.3万", "source": "first"}
    exact, hidden = sorted(made.readings(*made.numbered(rough, {"value": 23_127, "source": "second"})),
                           key=lambda r: not r.shown)  # fmt: skip
    assert (exact.value, exact.shown, exact.conflict) == (23_127, True, None)
    assert (hidden.shown, hidden.shown_by, hidden.conflict) == (False, exact.statement_id, None)


def test_nobody_is_hidden_behind_one_that_is_hidden_itself():
    """At most 1.0万 meets 1.1万, which meets 11,400; but the ends contradict each other: both are drawn."""
    found = made.readings(*made.numbered(
        {"value": 11_400, "source": "first"},
        {"value": 11_000, "as_printed": "1.1万", "source": "second"},
        {"value": 10_000, "as_printed": "1万", "source": "third", "bound": "at_most"},
        {"value": 11_000, "as_printed": "1.1万", "source": "undated", "bound": "at_most"},
    ))  # fmt: skip
    shown = {r.value: r.shown for r in found if r.source in ("first", "third")}
    assert shown == {11_400: True, 10_000: True}
    assert {r.conflict for r in found if r.shown} == {"AA-01-001"}


def test_a_rough_witness_does_not_spoil_a_decision():
    """The rough twin of the adopted figure used to stand as its rival, and nothing was adopted."""
    found = made.readings(*made.numbered(
        {"value": 400, "attributed_to": "labour"},
        {"value": 400, "attributed_to": "party"},
        {"value": 500, "source": "second"},
    ))  # fmt: skip
    assert {r.value: r.adopted for r in found if r.shown} == {400: True, 500: False}


def changes(*rows, breaks=()):
    where = made.built(made.catalogue_of(rows, breaks=breaks))
    return {row["statement_id"]: row for row in queries.records(where, "changes")}


def test_growth_and_index_of_two_years_carry_their_limits():
    found = changes(
        made.row(1, year=2021, value=10_000, as_printed="1万"), made.row(2, year=2022, value=12_000)
    )
    assert found["AA-01-002"]["growth"] == pytest.approx(20)
    assert found["AA-01-002"]["growth_low"] == pytest.approx(-20)
    assert found["AA-01-002"]["growth_high"] == pytest.approx(140)
    assert (found["AA-01-001"]["index"], found["AA-01-002"]["index"]) == (100, pytest.approx(120))


def test_no_growth_or_index_crosses_a_break():
    stop = catalogue.Break("arrivals", "alpha", date(2022, 1, 1), made.NAME)
    found = changes(*(made.row(n, year=2020 + n, value=100 * n) for n in (1, 2, 3)), breaks=(stop,))
    assert [found[f"AA-01-00{n}"]["previous_id"] for n in (1, 2, 3)] == [None, None, "AA-01-002"]
    assert [found[f"AA-01-00{n}"]["index"] for n in (1, 2, 3)] == [100, 100, 150]


def test_a_growth_from_nought_or_of_a_fall_is_not_computed():
    found = changes(made.row(1, year=2021, value=0), made.row(2, year=2022, value=5))
    assert found["AA-01-002"]["growth"] is None and found["AA-01-002"]["index"] is None
    falls = [made.row(n, indicator="growth", year=2020 + n, value=v) for n, v in ((1, -1.7), (2, 8.4))]
    assert changes(*falls)["AA-01-002"]["growth"] is None


@pytest.mark.parametrize("indicator", ["share", "growth"])
def test_percents_change_by_points_and_have_no_growth_and_no_index(indicator):
    before, now = (made.row(n, indicator=indicator, year=2020 + n, value=v) for n, v in ((1, 17.8), (2, 20)))
    found = changes(before, now)
    row = found["AA-01-002"]
    assert (row["points"], row["points_low"], row["points_high"]) == (
        pytest.approx(2.2), pytest.approx(1.65), pytest.approx(2.75)
    )  # fmt: skip
    for one in found.values():
        assert [one[k] for k in ("growth", "growth_low", "growth_high", "index")] == [None] * 4
    assert found["AA-01-001"]["points"] is None


def test_a_share_may_change_from_nought_and_a_count_has_no_points():
    shares = [made.row(n, indicator="share", year=2020 + n, value=v) for n, v in ((1, 0), (2, 5))]
    assert changes(*shares)["AA-01-002"]["points"] == 5
    counts = changes(made.row(1, year=2021, value=50), made.row(2, year=2022, value=60))
    assert (counts["AA-01-002"]["points"], counts["AA-01-002"]["growth"]) == (None, pytest.approx(20))


def test_what_may_be_negative_has_no_growth_and_no_index():
    rows = [made.row(n, indicator="balance", year=2020 + n, value=v) for n, v in ((1, 50), (2, 60))]
    row = changes(*rows)["AA-01-002"]
    assert row["previous_id"] == "AA-01-001"
    assert (row["growth"], row["index"], row["points"]) == (None, None, None)


def test_a_change_says_how_far_back_the_previous_figure_lies():
    found = changes(*(made.row(n, year=year, value=10 * n) for n, year in ((1, 2018), (2, 2021), (3, 2022))))
    assert [found[f"AA-01-00{n}"]["previous_period_end"] for n in (1, 2, 3)] == [
        None, date(2018, 12, 31), date(2021, 12, 31)
    ]  # fmt: skip
    assert [found[f"AA-01-00{n}"]["years_between"] for n in (1, 2, 3)] == [None, 3, 1]


def test_changes_stand_by_city_area_definition_and_time():
    rows = made.numbered(
        {"year": 2022}, {"city": "beta", "year": 2021}, {"year": 2022, "definition": "narrow"},
        {"year": 2022, "area": "alpha_district"}, {"year": 2021}, {"year": 2021, "area": "alpha_district"},
    )  # fmt: skip
    assert [int(code[-3:]) for code in changes(*rows)] == [5, 1, 3, 6, 4, 2]


def cells(*rows) -> dict:
    found = queries.records(made.built(made.catalogue_of(rows)), "coverage", city="alpha")
    return {(c["indicator"], c["year"]): c for c in found}


def test_a_term_in_force_from_a_printed_day_belongs_to_that_year():
    since = {"period_basis": "effective_from", "period_start": date(2021, 7, 1)}
    found = cells(made.row(1, indicator="subsidy", standing="policy_term", **since))
    here = found["subsidy", 2021]
    assert (here["state"], here["figures"], here["age"]) == ("printed", 1, 3)
    undated = found["subsidy", None]
    assert (undated["state"], undated["figures"], undated["reason"]) == ("empty", 0, "other_years")
    never = cells(made.row(1, indicator="subsidy", standing="policy_term", period_basis="effective_from"))
    assert never["subsidy", None]["state"] == "printed"


@pytest.mark.parametrize(
    "rows, state",
    [
        ([{"definition": "narrow"}], "definition"),
        ([{"definition": "narrow"}, {}], "printed"),
        ([{"definition": "preliminary"}], "printed"),
        ([{"definition": "narrow"}, {"standing": "planned"}], "definition"),
        ([{"definition": "narrow"}, {"area": "alpha_district"}], "definition"),
        ([{"definition": "narrow", "area": "alpha_district"}], "part"),
        ([{"standing": "planned"}], "planned"),
    ],
)
def test_a_figure_under_another_definition_alone_does_not_count_as_printed(rows, state):
    assert cells(*made.numbered(*rows))["arrivals", 2022]["state"] == state


def gaps(*rows) -> dict:
    found = queries.records(made.built(made.catalogue_of(rows)), "gaps")
    return {(g["city"], g["indicator"]): (g["state"], g["others"]) for g in found}


def test_a_gap_is_what_one_other_city_prints_for_its_whole_city():
    assert gaps(made.row(1)) == {("beta", "arrivals"): ("missing", 1)}
    assert gaps(made.row(1, area="alpha_district")) == {}
    assert gaps(made.row(1), made.row(2, city="beta")) == {}


@pytest.mark.parametrize("indicator", ["subsidy", "term", "loan_ceiling", "growth", "resident_population"])
def test_terms_and_what_is_neither_a_share_nor_per_head_are_no_gaps(indicator):
    assert gaps(made.row(1, indicator=indicator)) == {}
    assert gaps(made.row(1, indicator="share")) == {("beta", "share"): ("missing", 1)}


def test_another_definition_alone_is_a_gap_of_its_own_kind():
    assert gaps(made.row(1), made.row(2, city="beta", definition="narrow")) == {
        ("beta", "arrivals"): ("definition", 1)
    }
    preliminary = made.row(2, city="beta", definition="preliminary")
    assert gaps(made.row(1), preliminary) == {}


@pytest.mark.parametrize(
    "indicator, span",
    [("total", "as_of"), ("share", "as_of"), ("ever", "unstated"), ("arrivals", "unstated")],
)
def test_only_a_stock_or_a_share_without_a_day_is_still_a_count_at_a_day(indicator, span):
    (found,) = made.readings(made.row(1, indicator=indicator, period_basis="unstated"))
    assert (found.span, found.period_label) == (span, "unstated")


def test_two_figures_of_one_day_are_no_step_in_time():
    found = changes(
        made.row(1, year=2021), made.row(2, year=2022), made.row(3, year=2022, period_inferred=True)
    )
    assert list(found) == ["AA-01-001"]


@pytest.mark.parametrize(
    "bound, amounts",
    [("exact", (300, 300)), ("at_most", (None, 300)), ("over", (300, None)), ("nearly", (None, 300))],
)  # fmt: skip
def test_a_policy_s_amount_is_open_where_its_bound_is(bound, amounts):
    plain = dict.fromkeys(("amount", "duration", "payer", "conditions", "effective_from", "effective_to",
                           "replaces", "stacking_note"))  # fmt: skip
    term = catalogue.Policy(**plain | {
        "policy_id": "p", "city": "alpha", "package": made.NAME, "instrument": made.NAME, "tier": "phd",
        "benefit_type": "monthly_subsidy", "amount": "AA-01-001", "duration": "AA-01-002",
        "recipient": "person",        "standing": "policy_term", "not_stackable_with": (),
    })  # fmt: skip
    rows = [made.row(1, indicator="subsidy", bound=bound, value=300), made.row(2, indicator="term", value=3)]
    (row,) = queries.records(made.built(made.catalogue_of(rows, policies={"p": term})), "policies")
    assert (row["amount_low"], row["amount_high"], row["duration_months"]) == (*amounts, 36)
