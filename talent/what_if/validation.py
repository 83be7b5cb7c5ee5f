"""A decoded mapping as a scenario: every key known, every value in its range, or all that is wrong told."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from talent.catalogue import Catalogue, City
from talent.errors import TalentError
from talent.what_if.checking import Checks, clean, is_number, nearest, shown, under
from talent.what_if.paths import Path
from talent.what_if.scenario import (
    ARRIVALS,
    HIGHEST_BUT_FOR,
    RULES,
    TIERS,
    UNCERTAIN,
    Assumptions,
    Cap,
    Numbers,
    Scenario,
    Solve,
)

KEYS = (
    "city", "first_year", "years", "arrival", "duration_months", "intake", "baseline", "reform", "cap",
    "assumptions", "solve", "counts",
)  # fmt: skip
# A link may ask for no more draws than a server answers in a few seconds; percentiles gain nothing above.
WHOLE_ASSUMPTIONS = {"draws": (1, 20_000), "seed": (0, 2**63 - 1), "horizon_months": (1, 600)}
# The highest share of each uncertain assumption.
HIGHEST = {
    "but_for": HIGHEST_BUT_FOR, "leave_while_paid": 0.95, "cliff": 0.95, "leave_after": 0.95, "take_up": 1,
}  # fmt: skip
HIGHEST_RATE = 1_000_000
HIGHEST_SUM = 10**15
MOST_PEOPLE = 100_000_000
SOLVE_YEARS = ("steady", "first")


def read(data: Mapping, defaults: Assumptions) -> Scenario:
    """A decoded mapping as a scenario; assumptions that are not given are those of `defaults`.

    Raises the TalentError `scenario.…` of the one problem found, or `scenario.refused` whose `problems` are
    all of them, each naming path, value and what would work.
    """
    if not isinstance(data, Mapping):
        raise TalentError("scenario.no_mapping", value=shown(data))
    checks = Checks()
    checks.keys("", data, KEYS)
    first_year = checks.whole("first_year", data.get("first_year"), 1990, 2100)
    years = checks.whole("years", data.get("years"), 1, 40)
    intake = checks.by_tier("intake", data.get("intake"), lambda p, v: checks.whole(p, v, 0, MOST_PEOPLE))
    baseline, reform = (_rates(checks, run, data.get(run)) for run in ("baseline", "reform"))
    tiers = tuple(tier for tier in TIERS if tier in {*intake, *baseline, *reform})
    found = Scenario(
        city=_city(checks, data.get("city")),
        first_year=first_year,
        years=years,
        arrival=_arrival(checks, data.get("arrival")),
        duration_months=checks.whole("duration_months", data.get("duration_months"), 1, 120),
        intake=intake,
        baseline=baseline,
        reform=reform,
        assumptions=_assumptions(checks, data.get("assumptions"), tiers, defaults),
        cap=_cap(checks, data.get("cap")),
        solve=_solve(checks, data.get("solve"), first_year, years),
        counts=_counts(checks, data.get("counts")),
    )
    for key, example in (
        ("city", 'city = "harbin"'),
        ("first_year", "first_year = 2023"),
        ("years", "years = 8"),
    ):
        checks.required(key, data.get(key), example)
    checks.settle()
    return found


def _city(checks: Checks, value: object) -> Any:
    """A word, whose city `known_city` looks up; what cannot be one is refused here."""
    is_word = isinstance(value, str) and value.strip() and clean(value) == value
    return value if is_word else checks.id("city", value)


def _rates(checks: Checks, run: str, value: object) -> Numbers:
    given = checks.table(run, value, ("rate",))
    return checks.by_tier(f"{run}.rate", given.get("rate"), lambda p, v: checks.number(p, v, 0, HIGHEST_RATE))


def _arrival(checks: Checks, value: object) -> Any:
    if value is None:
        return ARRIVALS[0]
    if isinstance(value, str) and value in ARRIVALS:
        return value
    shares = value if isinstance(value, list | tuple) else ()
    if len(shares) != 12 or not all(is_number(share) and 0 <= share <= 1 for share in shares):
        known = ", ".join(ARRIVALS)
        checks.refuse(TalentError("scenario.not_arrival", path="arrival", value=shown(value), known=known))
    elif abs(sum(shares) - 1) > 1e-6:
        checks.refuse(TalentError("scenario.shares_sum", path="arrival", sum=f"{sum(shares):.8g}"))
    return tuple(float(share) + 0.0 for share in shares if is_number(share) and abs(share) <= 1)


def _cap(checks: Checks, value: object) -> Cap | None:
    given = checks.table("cap", value, ("yuan_per_year", "rule"))
    if not isinstance(value, Mapping):
        return None
    most = given.get("yuan_per_year")
    checks.required("cap.yuan_per_year", most, "yuan_per_year = 300_000_000")
    rule = checks.choice("cap.rule", given.get("rule", "sustain"), RULES)
    return Cap(checks.positive("cap.yuan_per_year", most, HIGHEST_SUM), rule or "sustain")


def _solve(checks: Checks, value: object, first_year: int | None, years: int | None) -> Solve | None:
    given = checks.table("solve", value, ("budget_yuan_per_year", "year"))
    if not isinstance(value, Mapping):
        return None
    path, budget = "solve.budget_yuan_per_year", given.get("budget_yuan_per_year")
    checks.required(path, budget, "budget_yuan_per_year = 600_000_000")
    year = given.get("year")
    if year is None:
        year = SOLVE_YEARS[0]
    elif not (isinstance(year, str) and year in SOLVE_YEARS):
        year = _calendar_year(checks, year, first_year, years)
    return Solve(checks.positive(path, budget, HIGHEST_SUM), year)


def _calendar_year(checks: Checks, value: object, first_year: int | None, years: int | None) -> Any:
    if first_year is None or years is None:
        return None  # Refused already.
    last = first_year + years - 1
    if is_number(value) and first_year <= value <= last and value == int(value):
        return int(value)
    path, told = "solve.year", shown(value)
    checks.refuse(TalentError("scenario.year_outside", path=path, value=told, first=first_year, last=last))
    return None


def _assumptions(checks: Checks, value: object, tiers: tuple[str, ...], defaults: Assumptions) -> Assumptions:
    known = (*UNCERTAIN, "reference_rate", *WHOLE_ASSUMPTIONS)
    given = checks.table("assumptions", value, known)
    found: dict[str, Any] = {
        name: checks.share_range(under("assumptions", name), given.get(name), HIGHEST[name])
        for name in UNCERTAIN
    }
    for name, (low, high) in WHOLE_ASSUMPTIONS.items():
        found[name] = checks.whole(under("assumptions", name), given.get(name), low, high)
    # Not of the defaults: left out, it is the tier's baseline rate.
    found["reference_rate"] = _reference(checks, given.get("reference_rate"), tiers)
    return replace(defaults, **{name: one for name, one in found.items() if one is not None})


def _reference(checks: Checks, value: object, tiers: tuple[str, ...]) -> Numbers:
    """By tier; one number holds for every tier of the scenario, or for all where it names none."""
    path = "assumptions.reference_rate"
    if value is None or isinstance(value, Mapping):
        return checks.by_tier(path, value, lambda p, v: checks.positive(p, v, HIGHEST_RATE))
    rate: Any = checks.positive(path, value, HIGHEST_RATE)
    return MappingProxyType({tier: rate for tier in tiers or TIERS if rate is not None})


def _counts(checks: Checks, value: object) -> Numbers:
    if not isinstance(value, Mapping):
        checks.table("counts", value, ("policy_id",))
        return MappingProxyType({})
    found = {
        checks.id("counts", key): checks.whole(under("counts", clean(str(key))), count, 0, MOST_PEOPLE)
        for key, count in value.items()
    }
    return MappingProxyType({id: count for id, count in sorted(found.items(), key=str) if count is not None})


def known_city(scenario: Scenario, catalogue: Catalogue) -> City:
    """The city of a scenario; TalentError `no_such_city` and `scenario.no_such_policy` name the nearest.

    A city called by its name is not taken for its id, but told it.
    """
    cities = catalogue.cities
    if scenario.city not in cities:
        called = {id.lower(): id for id in cities}
        called |= {name.lower(): id for id, city in cities.items() for name in (city.name.zh, city.name.en)}
        near, known = called[nearest(scenario.city, list(called))], ", ".join(cities)
        raise TalentError("no_such_city", value=clean(scenario.city), near=near, known=known)
    own = [policy.policy_id for policy in catalogue.policies.values() if policy.city == scenario.city]
    for id in scenario.counts:
        if id not in own:
            near = nearest(id, own) if own else "—"
            raise TalentError("scenario.no_such_policy", path=Path(f"counts.{clean(id)}"), near=near)
    return cities[scenario.city]
