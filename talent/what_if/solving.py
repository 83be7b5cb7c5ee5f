"""Backwards on a study: the rate that matches a city, the share that pays off, the year that binds."""

from dataclasses import dataclass

import numpy as np

from talent.errors import TalentError
from talent.terms import PROMISED
from talent.what_if import fiscal, inverse, timing
from talent.what_if.bounds import together
from talent.what_if.modes import at_modes
from talent.what_if.outcome import Number
from talent.what_if.printed import Option, Printed, offered
from talent.what_if.scenario import Scenario
from talent.what_if.study import Study

# What "the same as the other city" may mean; the reader picks one.
MEANINGS = ("same_rate", "same_entitlement", "same_spend_per_entrant")
# Money a person is paid once beside the monthly subsidy; a grant for a purchase or for research is no pay.
_PAID_ONCE = ("settling_in_grant", "one_off_grant")
_PER_PERSON = ("yuan", "yuan_per_person")


@dataclass(frozen=True)
class Match:
    """The monthly rate at which one tier is paid like in another city, in one of MEANINGS.

    `target` [yuan a month, a person, or per eligible entrant] as the other city prints it, with `codes` and
    its `bound`; `one_offs` are the policies whose single payment is counted in it. `rate` is None where the
    other city or the scenario lacks what it needs. `reach`: within [0, 2r*], beyond (a subsidy cannot explain
    or reach it), unknown (no reference rate), not_printed (there), missing (a duration here).
    """

    tier: str
    city: str
    meaning: str
    target: Number | None
    rate: Number | None
    reference_rate: Number | None
    reach: str
    bound: str
    codes: tuple[str, ...]
    one_offs: tuple[str, ...]


def match(study: Study, tier: str, city: str, meaning: str) -> Match:
    """Which rate matches `city`, one of the catalogue's, for `tier`."""
    there = offered(city, study.catalogue, study.evidence)
    option = next((one for one in there.options.get(tier, ()) if one.status in PROMISED), None)
    reference = study.scenario.assumptions.reference_rate.get(tier, study.scenario.baseline.get(tier))
    if option is None or (meaning != "same_rate" and option.duration_months is None):
        return Match(tier, city, meaning, None, None, reference, "not_printed", "exact", (), ())
    target, grants = _target(study.scenario, there, option, meaning)
    rate = _rate(study, tier, target, meaning)
    return Match(
        tier=tier,
        city=city,
        meaning=meaning,
        target=target,
        rate=rate,
        reference_rate=reference,
        reach=_reach(rate, reference),
        bound=together(
            [option.bound, *([] if meaning == "same_rate" else [option.duration_bound or "exact"])]
        ),
        codes=tuple(c for c in option.codes if meaning != "same_rate" or c not in option.duration_codes),
        one_offs=grants,
    )


def _target(
    scenario: Scenario, there: Printed, option: Option, meaning: str
) -> tuple[Number, tuple[str, ...]]:
    """What the other city pays in that meaning, and which single payments are part of it."""
    if meaning == "same_rate":
        return option.rate, ()
    duration = option.duration_months or 0
    if meaning == "same_entitlement":
        once, grants = _once(there, option.tier)
        return option.rate * duration + once, grants
    assumed = scenario.assumptions
    paid = timing.survival(assumed.leave_while_paid.mode, duration).sum().item()
    return option.rate * assumed.take_up.mode * paid, ()


def _once(city: Printed, tier: str) -> tuple[Number, tuple[str, ...]]:
    grants = [
        price
        for price in city.prices
        if price.tier == tier
        and price.kind in _PAID_ONCE
        and price.unit in _PER_PERSON
        and price.recipient == "person"
    ]
    return sum(price.price for price in grants), tuple(price.policy_id for price in grants)


def _rate(study: Study, tier: str, target: Number, meaning: str) -> Number | None:
    scenario = study.scenario
    if meaning == "same_rate":
        return target
    if scenario.duration_months is None:
        return None
    if meaning == "same_entitlement":
        once, _ = _once(offered(scenario.city, study.catalogue, study.evidence), tier)
        return inverse.match_entitlement(target, scenario.duration_months, once)
    take_up = scenario.assumptions.take_up.mode
    paid = at_modes(scenario).paid_months
    return inverse.match_spend_per_entrant(target, take_up, paid) if take_up * paid > 0 else None


def _reach(rate: Number | None, reference: Number | None) -> str:
    if rate is None:
        return "missing"
    if not reference:
        return "unknown"
    return "within" if inverse.within_reach(rate, reference) else "beyond"


def break_even(study: Study, worth: Number, tier: str | None = None, *, whole: bool = False) -> float | None:
    """The smallest but-for share at which an additional person-year costs at most `worth` yuan.

    The reform against the baseline, or the `whole` programme against no subsidy; of one tier per 1,000
    recipients with `tier`. None where an input is missing, or no share a scenario may hold is enough.
    TalentError `what_if.bad_worth` where `worth` is no amount above 0.
    """
    if not worth > 0:
        raise TalentError("what_if.bad_worth", value=worth)
    scenario, outcome = study.of(tier)
    if (outcome.programme if whole else outcome.change) is None:
        return None
    modes = at_modes(scenario)
    if any(t not in modes.references for t in scenario.tiers):
        return None
    before = dict.fromkeys(scenario.reform, 0) if whole else scenario.baseline
    return inverse.break_even(
        worth,
        before,
        scenario.reform,
        scenario.intake,
        scenario.observed,
        modes.references,
        modes.paid_months,
        modes.person_years,
    )


def solved_spend(study: Study) -> np.ndarray | None:
    """What the rates found for the budget cost in each year [yuan], shape (years,); None without them.

    The budget is spent in the binding year only: priced for the first year, later ones cost a multiple.
    """
    scenario, outcome = study.whole
    found = outcome.solution
    if found is None:
        return None
    modes = at_modes(scenario)
    monthly = sum(rate * modes.entrants(scenario, tier, rate) for tier, rate in found.rate.items())
    return monthly * modes.take_up * fiscal.yearly(modes.kernel, scenario.years)


def binding_year(study: Study) -> int | None:
    """The calendar year in which the budget asked for is spent: a steady state begins when the first cohort
    has left; None where no budget is asked for or the duration is missing."""
    scenario = study.scenario
    if scenario.solve is None or study.outcome.kernel is None:
        return None
    if scenario.solve.year == "first":
        return scenario.first_year
    if scenario.solve.year == "steady":
        return scenario.first_year + int(np.flatnonzero(study.outcome.kernel)[-1])
    return int(scenario.solve.year)
