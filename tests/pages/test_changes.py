"""The table of changes: points for percents, the previous period in words, a gap of years said aloud."""

import pytest

from talent import queries, warehouse
from talent.charts import labels
from talent.i18n import format_number, text
from tests.pages.opening import opened, said

LANGUAGES = pytest.mark.parametrize("language", ("zh", "en"))


@pytest.fixture(scope="module")
def steps():
    """Every change that has a figure before it."""
    rows = queries.records(warehouse.locate(), "changes")
    return [row for row in rows if row["previous_id"]]


def lines(indicator: str, language: str) -> dict:
    """The rows of the table of changes by the code of the newer figure."""
    shown = opened(
        "compare", language, indicator=indicator, mode="line", cities="harbin,daqing,dezhou,changchun"
    )
    table = next(
        t for t in shown.of_class("t-table") if text("compare.change", language) in said(t.find("thead"))
    )
    return {said(row).split()[-1]: said(row) for row in table.iter("tr")}


def indicators(steps, wanted) -> list[str]:
    found = sorted({row["indicator"] for row in steps if wanted(row)})
    assert found
    return found[:3]


@LANGUAGES
def test_percents_change_by_points_and_counts_by_percent(language, steps):
    unit = text("compare.points", language, points="").strip()
    for indicator in indicators(steps, lambda row: row["points"] is not None):
        found = lines(indicator, language)
        assert all(unit in found[row["statement_id"]] for row in steps if row["indicator"] == indicator)
    for indicator in indicators(steps, lambda row: row["growth"] is not None):
        assert not any(unit in line for line in lines(indicator, language).values())


@LANGUAGES
def test_every_change_names_the_period_it_is_reckoned_from_and_a_gap_of_years(language, steps):
    by_code = {r.statement_id: r for r in queries.readings(warehouse.locate())}
    for indicator in indicators(steps, lambda row: row["years_between"] > 1):
        found = lines(indicator, language)
        for row in (row for row in steps if row["indicator"] == indicator):
            years = format_number(row["years_between"], language, 1)
            apart = text("compare.years_between", language, years=years)
            line = found[row["statement_id"]]
            assert labels.period_text(by_code[row["previous_id"]], language) in line
            assert (apart in line) == (row["years_between"] > 1)
