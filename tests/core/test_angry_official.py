"""The fourteen things a careful official would be angry about, as far as the core decides them."""

from datetime import date

import pytest

from talent import catalogue, queries, warehouse
from talent.catalogue import Break
from talent.comparability import judge, lead, line_up, series
from talent.i18n import format_value
from talent.measures import ranks

from . import made

BOTH = ("alpha", "beta")
UNDATED = {"period_basis": "unstated"}


@pytest.fixture(scope="module")
def repository():
    return made.built(catalogue.read(warehouse.DATA))


def test_01_a_district_is_never_drawn_as_its_city(repository):
    """The title of the panel and the mark are held by the tests of charts."""
    found = queries.readings(repository, indicator="high_tech_firms")
    parts = [r for r in found if r.value == 925]
    assert parts and all((r.city, r.area) == ("harbin", "harbin_new_area") for r in parts)
    panels = line_up(found, ("harbin", "daqing", "dezhou", "changchun")).panels
    for panel in panels:
        assert len({r.area == r.city for r in panel.readings}) == 1
        assert (panel.key.area == "") == all(r.area == r.city for r in panel.readings)
    assert judge(parts).word == "different"
    talent = [r for r in queries.readings(repository, city="harbin") if r.value == 35_000]
    assert talent and all(r.area != "harbin" for r in talent)
    assert all(r.population is None for r in talent), "the city's residents are no denominator for a part"


def test_02_planned_apartments_never_stand_beside_apartments_in_use(repository):
    found = queries.readings(repository, indicator="talent_apartments")
    assert {r.standing for r in found} >= {"achieved", "planned"}
    for panel in line_up(found, ("harbin", "daqing", "dezhou", "changchun")).panels:
        assert len({r.standing for r in panel.readings}) == 1


def test_03_a_target_is_never_a_result():
    """Neither in the same panel, nor in a line, nor as the leading figure, nor in a rank."""
    rows = made.readings(*made.numbered(
        {"value": 80, "year": 2021}, {"value": 100, "standing": "planned"}, {"city": "beta", "value": 50},
    ))  # fmt: skip
    assert [{r.standing for r in p.readings} for p in line_up(rows, BOTH).panels] == [
        {"achieved"},
        {"planned"},
    ]
    assert all(r.standing == "achieved" for s in series(rows, ()) for segment in s.segments for r in segment)
    assert lead(rows).standing == "achieved"
    assert ranks(rows[1:], "higher") is None


def test_04_loans_are_never_added_to_grants(repository):
    """They are other indicators; what an offer shows is held by the tests of offers."""
    found = catalogue.read(warehouse.DATA)
    loans = {p.amount for p in found.policies.values() if p.benefit_type in ("loan", "loan_ceiling")} - {None}
    grants = {p.amount for p in found.policies.values() if p.benefit_type not in ("loan", "loan_ceiling")} - {
        None
    }
    assert loans and not loans & grants
    indicators = [{found.statements[code].indicator for code in codes} for codes in (loans, grants)]
    assert not indicators[0] & indicators[1]
    for derived in found.derived.values():
        assert not (loans & set(derived.operands) and grants & set(derived.operands))
    rows = made.readings(made.row(1, indicator="loan_ceiling"), made.row(2, indicator="subsidy", city="beta"))
    assert all(len(panel.readings) == 1 for panel in line_up(rows, BOTH).panels)


def test_05_a_joint_sum_or_a_figure_without_its_period_never_looks_like_the_citys_own_dated_one(repository):
    """What stands beside the figure (its note, "period not printed") the tests of charts and pages hold."""
    dated, undated = made.row(1), made.row(2, city="beta", **UNDATED)
    verdict = judge(made.readings(dated, undated))
    assert {"period_basis", "period"} <= {r.field for r in verdict.reasons}
    joint = [r for r in queries.readings(repository, indicator="talent_spending") if r.city == "dezhou"]
    assert all(r.note_zh and r.note_en for r in joint), "who shares the sum stands in its note"


def test_06_two_departments_are_both_shown_and_never_averaged(repository):
    ids = ("DZ-04-008", "DZ-04-037")
    first, second = (queries.reading(repository, code) for code in ids)
    assert (first.value, second.value) == (23_127, 23_500)
    assert first.conflict == second.conflict is not None and first.shown and second.shown
    drawn = line_up(queries.readings(repository, indicator="graduates_introduced"), ("dezhou",)).readings
    assert {first.statement_id, second.statement_id} <= {r.statement_id for r in drawn}
    assert not {r.value for r in drawn} & {(23_127 + 23_500) / 2}
    undecided = [r for r in queries.readings(repository) if r.conflict and r.adopted is None]
    assert undecided and ranks(undecided, "higher") is None
    assert all(r.per_10k is None for r in undecided)


def test_07_a_half_year_is_no_fall_after_a_full_year():
    half = {
        "period_basis": "half_year",
        "period_start": date(2023, 1, 1),
        "period_end": date(2023, 6, 30),
        "year": None,
    }
    rows = made.readings(made.row(1, year=2021), made.row(2, value=120), made.row(3, value=60, **half))
    (line,) = series(rows, ())
    assert [[r.value for r in s] for s in line.segments] == [[100, 120]] and [
        r.value for r in line.alone
    ] == [60]
    assert judge(rows[1:]).word == "different"
    where = made.built(made.catalogue_of([made.row(2, value=120), made.row(3, value=60, **half)]))
    assert {c["growth"] for c in queries.records(where, "changes")} == {None}


def test_08_one_event_that_two_papers_report_is_counted_once(repository):
    rows = made.readings(*made.numbered({"source": "first"}, {"source": "second"}))
    assert [r.shown for r in rows] == [True, False] and rows[1].shown_by == rows[0].statement_id
    assert len(line_up(rows, ("alpha",)).readings) == 1
    harbin = [r for r in queries.readings(repository, city="harbin") if r.shown]
    core = [r for r in harbin if r.source in ("harbin-press-conference", "harbin-newspaper")]
    figures = [(r.area, r.indicator, r.definition, r.value, r.standing, r.span, r.period_label) for r in core]
    assert len(figures) == len(set(figures))


def test_09_missing_is_never_nought(repository):
    rows = made.readings(made.row(1))
    found = line_up(rows, BOTH)
    assert found.missing == ("beta",) and len(found.readings) == 1
    assert (rows[0].per_10k, rows[0].population, rows[0].value_high) == (None, None, None)
    assert format_value(None, made.declared().units["person"], "zh") == "—"
    cells = queries.records(repository, "coverage")
    assert all((c["state"] == "empty") == (c["figures"] == 0) == (c["reason"] is not None) for c in cells)


def test_10_person_times_are_never_persons(repository):
    found = catalogue.read(warehouse.DATA)
    times = [s for s in found.statements.values() if "人次" in s.as_printed]
    assert times and {s.unit for s in times} == {"person_times"}
    persons = {i.id for i in found.indicators.values() if i.unit.id == "person"}
    assert not {s.indicator for s in times} & persons
    rows = made.readings(made.row(1), made.row(2, city="beta", unit="person_times"))
    assert "unit" in {r.field for r in judge(rows).reasons}
    assert all(len(p.readings) == 1 for p in line_up(rows, BOTH).panels)


def test_11_a_floor_that_counties_are_encouraged_to_pay_is_no_municipal_entitlement():
    """How an offer sets it apart is held by the tests of offers."""
    found = catalogue.read(warehouse.DATA)
    encouraged = [p for p in found.policies.values() if p.standing == "encouraged"]
    assert encouraged
    for policy in encouraged:
        statement = found.statements.get(policy.amount)
        assert statement is None or found.areas[statement.area].level != "city"


def test_12_figures_of_different_years_on_one_axis_say_so():
    rows = made.readings(made.row(1), made.row(2, city="beta", year=2021))
    (panel,) = line_up(rows, BOTH).panels
    assert panel.verdict.word == "caution"
    assert {"2022", "2021"} == set(panel.verdict.reasons[0].values.values())


def test_13_over_400_stays_over_400(repository):
    """The open end of its mark is held by the tests of charts."""
    (over,) = made.readings(made.row(1, value=400, bound="over", as_printed="400余人"))
    assert (over.low, over.high, over.low_open) == (400, None, True)
    assert format_value(400, made.declared().units["person"], "en", bound="over") == ">400 persons"
    assert judge([over]).word == "caution"
    assert all(
        over.statement_id not in {r.statement_id for r in part}
        for s in series([over], ())
        for part in s.segments
    )
    exact = made.readings(made.row(2, city="beta", value=500))
    assert ranks([over, *exact], "higher") is None


def test_14_no_yearly_series_is_invented_from_a_cumulative_figure_and_a_growth_rate(repository):
    """Only declared derivations exist; each is one value with its arithmetic, and none is a reading."""
    derived = queries.records(repository, "derived")
    codes = {r.statement_id for r in queries.readings(repository)}
    assert not codes & {d["derived"] for d in derived}
    kinds = {r.statement_id: r.kind for r in queries.readings(repository)}
    for row in derived:
        if row["operation"] == "grow_back":
            assert kinds[row["operands"].split(";")[0]] != "cumulative"
    rows = made.readings(
        made.row(1, period_basis="multi_year", period_years=3.0), made.row(2, indicator="growth")
    )
    assert rows[0].per_year == pytest.approx(100 / 3) and rows[0].year is None
    assert series(rows[:1], ()) == ()


def test_no_change_is_reckoned_over_a_declared_break(repository):
    found = catalogue.read(warehouse.DATA)
    days = {r.statement_id: (r.city, r.indicator, r.period_end) for r in queries.readings(repository)}
    for change in queries.records(repository, "changes"):
        if change["previous_id"]:
            city, indicator, end = days[change["statement_id"]]
            before = days[change["previous_id"]][2]
            stops: list[Break] = [b for b in found.breaks if (b.city, b.indicator) == (city, indicator)]
            assert not any(before < b.start <= end for b in stops)
