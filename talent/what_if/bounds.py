"""Which way a result is open when its printed inputs are: a floor is never read as a midpoint."""

from collections.abc import Iterable, Mapping

from talent.what_if.inputs import Badge
from talent.what_if.scenario import Scenario

# The way the true number may lie from the printed one: +1 above, -1 below, None either way.
_WAYS = {"exact": 0, "over": 1, "at_least": 1, "nearly": -1, "at_most": -1, "about": None}
_WORDS = {frozenset(): "exact", frozenset({1}): "at_least", frozenset({-1}): "at_most"}


def together(printed: Iterable[str]) -> str:
    """Which way a result is open that rises with numbers printed with these bounds (catalogue.BOUNDS)."""
    return _word({_WAYS[bound] for bound in printed})


def _word(ways: set[int | None]) -> str:
    return _WORDS.get(frozenset(ways - {0}), "open")


def bounds(scenario: Scenario, badges: Iterable[Badge]) -> Mapping[str, str]:
    """By output: exact, at_least, at_most, or open where its inputs push it both ways.

    From the signs of the formulas: spending rises with rate, intake and duration of its own run; the reform's
    intake N·exp(κ(r−r0)) falls with the baseline rate r0; the difference has the sign of r−r0 in intake and
    duration, rises with r and falls with r0. A rate that is the same printed number in both runs moves both.
    """
    by_path = {badge.path: badge.bound for badge in badges}
    reform = _reform(scenario, by_path)
    found = {
        "baseline.spend": _spend("baseline", scenario, by_path),
        "reform.spend": reform,
        "committed_tail": reform,
        "recipients": {_way(path, by_path) for path in _of_people(scenario)},
        "delta": _delta(scenario, by_path),
        "per_recipient": _of_recipient(_highest(scenario), by_path),
        **{f"per_recipient.{tier}": _of_recipient(tier, by_path) for tier in scenario.reform},
    }
    return {output: _word(ways) for output, ways in found.items()}


def _way(path: str, by_path: Mapping[str, str], sign: int = 1) -> int | None:
    """Which way the input pushes a result that rises (sign 1), falls (-1) or stays (0) with it."""
    way = _WAYS[by_path.get(path, "exact")]
    return 0 if sign == 0 else way if way is None else way * sign


def _spend(run: str, scenario: Scenario, by_path: Mapping[str, str]) -> set[int | None]:
    rates = (f"{run}.rate.{tier}" for tier in getattr(scenario, run))
    return {_way(path, by_path) for path in (*_of_people(scenario), *rates)}


def _of_people(scenario: Scenario) -> tuple[str, ...]:
    """What persons paid rise with, whatever they are paid."""
    return ("duration_months", *(f"intake.{tier}" for tier in scenario.intake))


def _reform(scenario: Scenario, by_path: Mapping[str, str]) -> set[int | None]:
    responds = scenario.assumptions.but_for.high > 0
    against = [
        _way(f"baseline.rate.{tier}", by_path, -1)
        for tier, rate in scenario.baseline.items()
        if responds and tier in scenario.reform and rate != scenario.reform[tier]
    ]
    return {*_spend("reform", scenario, by_path), *against}


def _delta(scenario: Scenario, by_path: Mapping[str, str]) -> set[int | None]:
    ways: set[int | None] = set()
    for tier, before in scenario.baseline.items():
        after = scenario.reform.get(tier, before)
        sign = (after > before) - (after < before)
        if sign:
            ways |= {_way(path, by_path, sign) for path in (f"intake.{tier}", "duration_months")}
            ways |= {_way(f"reform.rate.{tier}", by_path), _way(f"baseline.rate.{tier}", by_path, -1)}
    return ways


def _highest(scenario: Scenario) -> str:
    return max(scenario.reform, key=lambda tier: scenario.reform[tier], default="")


def _of_recipient(tier: str, by_path: Mapping[str, str]) -> set[int | None]:
    return {_way(path, by_path) for path in (f"reform.rate.{tier}", "duration_months")}
