"""What SQL computes, row by row against slow plain Python: on the repository's data and on made-up ones."""

import math
from datetime import date
from types import MappingProxyType

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from talent import catalogue, queries, warehouse
from talent.catalogue import Adoption, Break, Check, Derived
from talent.i18n import Name

from . import made
from .twin import Twin, unbounded

NAME = Name("某", "some")
# Shrinking would rebuild a warehouse hundreds of times; the failing statements are short enough to read.
SLOW = settings(
    max_examples=8, deadline=None, derandomize=True, phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


@st.composite
def periods(draw):
    year = draw(st.integers(2019, 2024))
    start, end = date(year, 1, 1), date(year, 12, 31)
    return draw(
        st.sampled_from(
            (
                ("year", start, end, None), ("half_year", start, date(year, 6, 30), None),
                ("months", start, date(year, 9, 30), None), ("as_of", None, end, None),
                ("as_of", None, date(year, 11, 1), None), ("since", start, date(2024, 3, 1), None),
                ("since", start, None, None), ("multi_year", None, None, 3.0),
                ("multi_year", date(year - 2, 1, 1), end, 3.0), ("effective_from", start, None, None),
                ("unstated", None, None, None),
            )
        )
    )  # fmt: skip


@st.composite
def printed(draw):
    """A value with a way to print it."""
    wan = draw(st.integers(0, 60))
    return draw(
        st.sampled_from(
            (
                (wan * 10_000.0, f"{wan}万"), (wan * 1000.0, f"{wan / 10:.1f}万"),
                (wan * 100.0, f"{wan * 100}"),
                (wan * 1.0, f"{wan}"), (wan * 10_000.0, f"{wan}"), (wan * 1_000.0, f"{wan}千"),
            )
        )
    )  # fmt: skip


@st.composite
def statements(draw, most=25):
    rows, keys = [], set()
    for n in range(1, draw(st.integers(1, most)) + 1):
        city = draw(st.sampled_from(("alpha", "alpha", "beta")))
        indicator = draw(
            st.sampled_from(
                ("arrivals", "arrivals", "total", "ever", "balance", "resident_population", "share", "growth")
            )
        )
        value, words = draw(printed())
        if indicator in ("share", "growth"):
            value, words = draw(
                st.sampled_from(((17.8, "17.8%"), (39.0, "39%"), (25.0, "25%"), (0.5, "0.5%")))
            )
        basis, start, end, years = draw(periods())
        row = made.row(
            n,
            city=city,
            area=draw(st.sampled_from((city, city, city, "alpha_district" if city == "alpha" else city))),
            indicator=indicator,
            definition=draw(st.sampled_from(("", "", "", "preliminary", "census_day", "narrow"))),
            value=value,
            as_printed=words,
            value_high=value * 2 if value and indicator == "total" and draw(st.booleans()) else None,
            bound=draw(st.sampled_from(("exact", "exact", "exact", *catalogue.BOUNDS))),
            standing=draw(st.sampled_from(("achieved", "achieved", "achieved", *catalogue.STANDINGS))),
            period_basis=basis, period_start=start, period_end=end, period_years=years,
            period_inferred=draw(st.sampled_from((False, False, True))),
            source=draw(st.sampled_from(tuple(made.NUMBERS))),
            attributed_to=draw(st.sampled_from(("", "", "labour", "party"))),
        )  # fmt: skip
        key = (*catalogue.figure_key(row), row.source, row.attributed_to)
        if key not in keys:
            keys.add(key)
            rows.append(row)
    return rows


@st.composite
def crowds(draw):
    """Many sources and departments on few figures: agreement, conflict, adoption."""
    rows, keys = [], set()
    for n in range(1, draw(st.integers(2, 14)) + 1):
        value, words = draw(printed())
        row = made.row(
            n, year=draw(st.sampled_from((2021, 2022))), value=value, as_printed=words,
            bound=draw(st.sampled_from(catalogue.BOUNDS)), source=draw(st.sampled_from(tuple(made.NUMBERS))),
            attributed_to=draw(st.sampled_from(("", "labour", "party"))),
            period_inferred=draw(st.sampled_from((False, False, True))),
            definition=draw(st.sampled_from(("", "", "preliminary"))),
        )  # fmt: skip
        key = (*catalogue.figure_key(row), row.source, row.attributed_to)
        if key not in keys:
            keys.add(key)
            rows.append(row)
    chosen = draw(st.lists(st.sampled_from([r.statement_id for r in rows]), max_size=1))
    return rows, tuple(Adoption(code, ("any other",), NAME) for code in chosen)


def close(a, b):
    if isinstance(a, float) and isinstance(b, (int, float)):
        return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-6)
    return a == b


def agree(found: dict, expected: dict, name: str) -> None:
    """Both hold the same keys, and under each the same values."""
    assert found.keys() == expected.keys(), name
    wrong = {
        key: (found[key], expected[key])
        for key in found
        if len(found[key]) != len(expected[key])
        or not all(close(a, b) for a, b in zip(found[key], expected[key], strict=True))
    }
    if wrong:
        raise AssertionError(f"{name}: SQL, then Python: {wrong}")


def table(where, sql: str, keys: int = 1) -> dict:
    """The rows of a view: the first columns are the key (alone or as a tuple), the rest the values."""
    rows = where.cursor().execute(sql).fetchall()
    found = {row[0] if keys == 1 else row[:keys]: row[keys:] for row in rows}
    assert len(found) == len(rows), f"doubled rows: {sql}"
    return found


def check_everything(found: catalogue.Catalogue) -> None:
    where, twin = made.built(found), Twin(found)
    check_intervals_and_twins(where, twin)
    per = [
        (s, twin.per_year(s) or (None,) * 3, twin.per_10k(s) or (None,) * 3, twin.denominator(s))
        for s in twin.all
    ]
    agree(
        table(where, "SELECT statement_id, year, per_year, per_year_low, per_year_high, population_id,"
              " population, population_year, per_10k, per_10k_low, per_10k_high FROM readings"),
        {
            s.statement_id: (
                twin.year(s), *map(unbounded, yearly), d and d.statement_id, d and d.value,
                d and d.period_end.year, *map(unbounded, each),
            )
            for s, yearly, each, d in per
        },
        "readings",
    )  # fmt: skip
    agree(
        {r.statement_id: (r.span, r.period_label, r.step) for r in queries.readings(where)},
        {s.statement_id: (twin.span(s), twin.period(s), twin.step(s)) for s in twin.all},
        "gate inputs",
    )
    agree(
        table(
            where,
            f"SELECT statement_id, {', '.join(Twin.CHANGE)} FROM changes",
        ),
        {
            code: tuple(unbounded(c[k]) if isinstance(c[k], float) else c[k] for k in Twin.CHANGE)
            for code, c in twin.changes().items()
        },
        "changes",
    )
    agree(
        table(where, "SELECT city, indicator, year, figures, state, age, reason FROM coverage", 3),
        {key: (c["figures"], c["state"], c["age"], c["reason"]) for key, c in twin.coverage().items()},
        "coverage",
    )
    gaps = queries.records(where, "gaps")
    assert {(g["city"], g["indicator"]): (g["state"], g["others"]) for g in gaps} == twin.gaps()


def check_intervals_and_twins(where, twin: Twin) -> None:
    agree(
        table(where, "SELECT * FROM intervals"),
        {code: (*map(unbounded, limits[:2]), *limits[2:]) for code, limits in twin.limits.items()},
        "intervals",
    )
    assert sorted(where.cursor().execute("SELECT * FROM same_figure").fetchall()) == sorted(twin.pairs)
    agree(
        table(where, "SELECT statement_id, shown, shown_by FROM shown"),
        {
            s.statement_id: (s.statement_id not in twin.witness_of, twin.witness_of.get(s.statement_id))
            for s in twin.all
        },
        "shown",
    )
    agree(
        table(where, "SELECT statement_id, conflict, adopted, rule FROM conflicts"),
        twin.contested,
        "conflicts",
    )


@pytest.fixture(scope="module")
def repository():
    return catalogue.read(warehouse.DATA)


def test_the_repository_s_own_data_are_read_alike(repository):
    check_everything(repository)


def test_the_repository_s_derived_values_and_checks_are_computed_alike(repository):
    check_arithmetic(repository)


@SLOW
@given(
    statements(),
    st.lists(st.tuples(st.sampled_from(("arrivals", "resident_population")), st.integers(2019, 2024),
                       st.sampled_from((1, 7))), max_size=4),
)  # fmt: skip
def test_made_up_statements_are_read_alike(rows, starts):
    breaks = tuple(Break(indicator, "alpha", date(year, month, 1), NAME) for indicator, year, month in starts)
    check_everything(made.catalogue_of(rows, breaks=breaks))


@SLOW
@given(crowds())
def test_crowded_figures_agree_contradict_and_are_adopted_alike(crowd):
    rows, adoptions = crowd
    found = made.catalogue_of(rows, adoptions=adoptions)
    check_intervals_and_twins(made.built(found), Twin(found))


def check_arithmetic(found: catalogue.Catalogue) -> None:
    where, twin = made.built(found), Twin(found)
    agree(
        table(where, "SELECT derived, value, low, high FROM derived"),
        {id: twin.derived(id) for id in found.derived},
        "derived",
    )
    agree(
        table(where, "SELECT relation, expected, computed, holds FROM checks"),
        {id: twin.check(id) for id in found.checks},
        "checks",
    )


@SLOW
@given(
    st.lists(st.tuples(st.integers(1, 90), st.sampled_from(catalogue.BOUNDS)), min_size=4, max_size=4),
    st.data(),
)
def test_made_up_derived_values_and_checks_are_computed_alike(drawn, data):
    kinds = [data.draw(st.sampled_from(("arrivals", "share", "growth"))) for _ in drawn]
    rows = [
        made.row(n, indicator=kind, year=2010 + n, value=value, bound=bound)
        for n, (kind, (value, bound)) in enumerate(zip(kinds, drawn, strict=True), start=1)
    ]
    rows.append(made.row(8, indicator="subsidy", value=1500, bound=drawn[0][1]))
    rows.append(made.row(9, indicator="term", value=3, as_printed="三年", bound=drawn[1][1]))
    codes = [row.statement_id for row in rows]
    derived = {
        op: Derived(
            op, "alpha", "alpha", "arrivals", op, tuple(codes[4:] if op == "full_term" else codes[:2]),
            "unstated", None, None, NAME,
        )
        for op in catalogue.OPERATIONS
    }  # fmt: skip
    checks = {
        op: Check(op, op, tuple(codes[:fewest]), codes[3] if op in ("sum", "product") else None, NAME)
        for op, (fewest, _) in catalogue.CHECKS.items()
    }
    check_arithmetic(
        made.catalogue_of(rows, derived=MappingProxyType(derived), checks=MappingProxyType(checks))
    )
