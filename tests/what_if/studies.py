"""Studies for pictures: scenarios of illustration, run as they are, with badges made by hand."""

from dataclasses import replace
from functools import cache

from talent import catalogue, warehouse
from talent.what_if import evidence
from talent.what_if.inputs import Badge
from talent.what_if.run import run
from talent.what_if.scenario import UNCERTAIN, Assumptions, Range, Scenario
from talent.what_if.study import PerThousand, Study

RATES = {"phd": 3000, "master": 2000, "bachelor": 1500}
INTAKE = {"phd": 100, "master": 1000, "bachelor": 5000}
ASSUMED = Assumptions(
    but_for=Range(0, 0.10, 0.25),
    leave_while_paid=Range(0.04, 0.08, 0.13),
    cliff=Range(0.05, 0.18, 0.40),
    leave_after=Range(0.03, 0.05, 0.09),
    take_up=Range(0.60, 0.80, 0.95),
    draws=400,
)


def exactly(value: float) -> Range:
    return Range(value, value, value)


# Nobody leaves and all draw it: what-if.md K1, K2 and K4 to the yuan.
SURE = Assumptions(exactly(0.15), exactly(0), exactly(0.18), exactly(0.05), exactly(1))


def scenario(**more) -> Scenario:
    """Four years of 100, 1,000 and 5,000 entrants at Harbin's rates; the bachelors' rises to 2,000."""
    base = Scenario(
        city="harbin",
        first_year=2023,
        years=4,
        arrival="july",
        duration_months=36,
        intake=INTAKE,
        baseline=RATES,
        reform=RATES | {"bachelor": 2000},
        assumptions=SURE,
    )
    return replace(base, **more)


BADGES = (
    Badge("intake.phd", "user"),
    Badge("intake.master", "user"),
    Badge("baseline.rate.phd", "printed", ("HRB-01-007",)),
    *(Badge(f"assumptions.{name}", "assumed", changed=name == "cliff") for name in UNCERTAIN),
)


def study(found: Scenario, badges=BADGES, bounds=None) -> Study:
    """A study with the badges and bounds a test wants."""
    return Study(
        scenario=found,
        outcome=run(found),
        per_thousand=PerThousand(found) if found.duration_months else {},
        badges=badges,
        bounds=bounds or {},
        data_version="abc123",
        catalogue=known(),
        evidence=declared(),
    )


@cache
def known() -> catalogue.Catalogue:
    return catalogue.read(warehouse.DATA)


@cache
def declared() -> evidence.Evidence:
    return evidence.evidence()
