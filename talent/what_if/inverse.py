"""Backwards: which rate spends a budget, which but-for share would pay off, which rate matches another city.

Source: what-if.md §3d. Rates in yuan a month, budgets in yuan a year, months = paid months per yearly entrant
that fall into the year asked (first, steady or a calendar year), take-up included in `entrants`.
"""

import math
from collections.abc import Mapping

import numpy as np

from talent.what_if import behaviour
from talent.what_if.outcome import Number
from talent.what_if.scenario import HIGHEST_BUT_FOR, Numbers

_STEPS = 60
# No multiplier above this is looked for: the rates would be far beyond anything observed.
_LARGEST = 2.0**40


def responsive_rate(budget: Number, entrants_at_zero: Number, kappa: float, months: Number) -> float:
    """The rate of one tier with r · N(0) · e^(κr) · months = B: κr is Lambert's W of κB / (N(0) · months).

    Newton's method on x·eˣ = c from ln(1+c). With κ = 0 nobody responds: r = B / (N · months).
    """
    plain = budget / (entrants_at_zero * months)
    if kappa == 0:
        return plain
    target = kappa * plain
    x = math.log1p(target)
    for _ in range(12):
        grown = math.exp(x)
        x -= (x * grown - target) / (grown * (1 + x))
    return x / kappa


def spending(
    multiplier: float,
    rates: Numbers,
    observed: Numbers,
    observed_rates: Numbers,
    kappas: Mapping[str, float],
) -> float:
    """Σ θr · N(θr) [yuan a month, if everybody were paid]: strictly rising in θ."""
    total = 0.0
    for tier, rate in rates.items():
        raised = multiplier * rate
        # Beyond any budget anyway; an infinity would be no number to compare with.
        exponent = min(kappas[tier] * (raised - observed_rates[tier]), 500.0)
        total += raised * observed[tier] * np.exp(exponent)
    return total


def multiplier(
    monthly_budget: Number,
    rates: Numbers,
    observed: Numbers,
    observed_rates: Numbers,
    kappas: Mapping[str, float],
) -> float | None:
    """θ with Σ θr_k · N_k(θr_k) = budget per paid month; None where nothing would be spent.

    Of one tier in closed form, of several by bisection.
    """
    if spending(1.0, rates, observed, observed_rates, kappas) <= 0:
        return None
    if len(rates) == 1:
        ((tier, rate),) = rates.items()
        at_zero = behaviour.entrants(observed[tier], kappas[tier], observed_rates[tier], 0)
        found = responsive_rate(monthly_budget, at_zero, kappas[tier], 1) / rate
        return found if found <= _LARGEST else None
    low, high = 0.0, 1.0
    while spending(high, rates, observed, observed_rates, kappas) < monthly_budget:
        high *= 2
        if high > _LARGEST:
            return None
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if spending(middle, rates, observed, observed_rates, kappas) < monthly_budget:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def cost_per_person_year(
    share: float,
    before: Numbers,
    after: Numbers,
    observed: Numbers,
    observed_rates: Numbers,
    references: Numbers,
    paid_months: Number,
    person_years: Number,
) -> float | None:
    """Δcost / additional person-years at one but-for share [yuan per person-year]; take-up cancels."""
    cost = people = 0.0
    for tier, rate in after.items():
        kappa = behaviour.response(share, references[tier])
        first = behaviour.entrants(observed[tier], kappa, observed_rates[tier], before[tier])
        more = behaviour.additional(observed[tier], kappa, observed_rates[tier], before[tier], rate)
        cost += ((rate - before[tier]) * first + rate * more) * paid_months
        people += more * person_years
    return float(cost / people) if people > 0 and cost > 0 else None


def break_even(worth: Number, *case) -> float | None:
    """The smallest but-for share at which an additional person-year costs at most `worth` yuan.

    `case` as for `cost_per_person_year`, which falls as the share rises; bisection. None where even the
    highest share a scenario may hold costs more.
    """
    best = cost_per_person_year(HIGHEST_BUT_FOR, *case)
    if best is None or best > worth:
        return None
    low, high = 0.0, HIGHEST_BUT_FOR
    for _ in range(_STEPS):
        middle = (low + high) / 2
        cost = cost_per_person_year(middle, *case)
        if cost is None or cost > worth:
            low = middle
        else:
            high = middle
    return high


def match_entitlement(target: Number, duration: int, one_off: Number = 0) -> float:
    """The rate whose entitlement over `duration` months, a one-off beside it, is `target` yuan a person."""
    return (target - one_off) / duration


def match_spend_per_entrant(target: Number, take_up: Number, paid_months: Number) -> float:
    """The rate at which r · take · M is `target` yuan per eligible entrant."""
    return target / (take_up * paid_months)


def within_reach(rate: Number, reference_rate: Number) -> bool:
    """Whether a rate found lies in [0, 2r*]: outside, a subsidy cannot do it or nothing is known of it."""
    return 0 <= rate <= 2 * reference_rate
