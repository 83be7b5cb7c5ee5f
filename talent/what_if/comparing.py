"""What one set of rates does beside another: cost identity at the modes, bands and tornado over the draws."""

import numpy as np

from talent.what_if import behaviour, draws, fiscal
from talent.what_if.draws import Drawn
from talent.what_if.modes import Modes
from talent.what_if.outcome import Band, Difference, Number, Swing
from talent.what_if.scenario import UNCERTAIN, Numbers, Scenario

# Correlations nearer to nought than this are the noise of the draws: their order says nothing.
_NOISE = 0.1


def difference(scenario: Scenario, modes: Modes, before: Numbers, after: Numbers) -> Difference:
    """What the rates `after` do beside the rates `before`; intake, both rates and a duration must be given.

    The intake is what comes under `scenario.observed`.

    Per yearly cohort over its lifetime Δcost = (b−a)·N(a)·M·take [static] + b·ΔN·M·take [behavioural], by
    tier, summed [yuan]; per additional hire Δcost / (take·ΔN), per person-year Δcost / (take·ΔN·ΣR/12), per
    resident at the end of the horizon likewise: take-up cancels. Source: what-if.md §3b, cost identity.
    """
    paid = modes.paid_months * modes.take_up
    static = behavioural = more = static_month = 0
    for tier in scenario.tiers:
        case = (scenario.intake[tier], modes.kappa(tier), scenario.observed[tier])
        step = (after[tier] - before[tier]) * behaviour.entrants(*case, before[tier])
        added = behaviour.additional(*case, before[tier], after[tier])
        static_month += step
        static += step * paid
        behavioural += after[tier] * added * paid
        more += added
    total, additional = static + behavioural, more * modes.take_up
    duration = scenario.duration_months or 0
    drawn = draws.drawn(scenario.assumptions, scenario.arrival, duration, scenario.years)
    extra, people = per_month(scenario, modes, drawn, before, after)
    monthly = _like(extra, drawn)
    spent, headcount = drawn.months_until * monthly, drawn.presence * _like(people, drawn)
    tornado = _tornado(scenario, modes, before, after, drawn, headcount[-1], spent[-1])
    ratios, under = _ratios(extra, people, drawn)
    return Difference(
        static=static,
        behavioural=behavioural,
        total=total,
        additional=additional,
        person_years=additional * modes.person_years,
        per_additional=_ratio(total, additional),
        per_person_year=_ratio(total, additional * modes.person_years),
        per_resident=_ratio(total, additional * modes.residence[-1]),
        static_by_year=static_month * modes.take_up * fiscal.yearly(modes.kernel, scenario.years),
        extra_spend=_spending(drawn, monthly, len(modes.kernel)),
        extra_headcount=draws.band(headcount),
        cumulative_spend=draws.band(spent),
        additional_band=draws.band(people * drawn.take_up),
        per_person_year_band=ratios,
        under_one=under,
        tornado=tornado,
        interaction=tuple(name for name, bars in tornado.items() if _disagree(bars)),
    )


def per_month(
    scenario: Scenario, modes: Modes, drawn: Drawn, before: Numbers, after: Numbers
) -> tuple[np.ndarray, np.ndarray]:
    """Σ b·N(b) − a·N(a) [yuan a month, if all were paid] and Σ ΔN [persons a year], (draws,) each.

    The but-for share is one draw for all tiers: nobody knows the mechanism of one better than of another.
    """
    # −ln(1−β*) once; κ of a tier is that over its reference rate.
    strength = behaviour.response(drawn.but_for, 1)
    extra, people = np.zeros_like(strength), np.zeros_like(strength)
    for tier in scenario.tiers:
        a, b = before[tier], after[tier]
        if a == b:
            continue
        reference = modes.references.get(tier)
        kappa = strength / reference if reference else np.zeros_like(strength)
        first = behaviour.entrants(scenario.intake[tier], kappa, scenario.observed[tier], a)
        added = behaviour.additional(first, kappa, a, a, b)
        extra += (b - a) * first + b * added
        people += added
    return extra, people


def last_year_by_draw(
    scenario: Scenario, modes: Modes, drawn: Drawn, before: Numbers, after: Numbers
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Extra spend [yuan], headcount [persons] of the last year, cost per person-year [yuan], (draws,) each.

    The cost is NaN in a draw in which nobody is additional.
    """
    extra, people = per_month(scenario, modes, drawn, before, after)
    years = people * drawn.person_years
    cost = np.divide(extra * drawn.paid_months, years, out=np.full_like(years, np.nan), where=years != 0)
    return drawn.months[-1] * extra, drawn.presence[-1] * people, cost


def _spending(drawn: Drawn, monthly: np.ndarray, lags: int) -> Band:
    """Extra spend by calendar year; from the last lag on every year is like the one before."""
    found = draws.band(drawn.months[:lags] * monthly)
    years = np.minimum(np.arange(len(drawn.months)), lags - 1)
    return Band(*(np.asarray(line)[years] for line in (found.p10, found.p50, found.p90)))


def _like(values: np.ndarray, drawn: Drawn) -> np.ndarray:
    return values.astype(drawn.months.dtype)


def _ratio(cost: Number, gained: Number) -> Number | None:
    """Cost for each one gained, or saved for each one lost; None where the two do not go together."""
    return cost / gained if cost * gained > 0 else None


def _ratios(extra: np.ndarray, people: np.ndarray, drawn: Drawn) -> tuple[Band | None, float]:
    """Cost per additional person-year over the draws that add at least one person; the share of the others.

    Never a mean: with a but-for share near nought single ratios are beyond all measure.
    """
    enough = np.abs(people * drawn.take_up) >= 1
    under = float((~enough).mean())
    if not enough.any():
        return None, under
    cost = extra[enough] * drawn.paid_months[enough]
    years = people[enough] * drawn.person_years[enough]
    return (draws.band(cost / years), under) if (cost * years > 0).all() else (None, under)


def _tornado(
    scenario: Scenario,
    modes: Modes,
    before: Numbers,
    after: Numbers,
    drawn: Drawn,
    headcount: np.ndarray,
    spent: np.ndarray,
) -> dict[str, tuple[Swing, ...]]:
    """Each input at its own P10 and P90, the others at P50: all at once, as so many more draws."""
    turned = draws.turned(
        scenario.assumptions, scenario.arrival, scenario.duration_months or 0, scenario.years
    )
    extra, people = per_month(scenario, modes, turned, before, after)
    results = {
        "headcount": (turned.presence[-1] * people, headcount),
        "spend": (turned.months_until[-1] * extra, spent),
    }
    return {name: _bars(turned, drawn, *both) for name, both in results.items()}


def _bars(turned: Drawn, drawn: Drawn, ends: np.ndarray, values: np.ndarray) -> tuple[Swing, ...]:
    ranked = draws.ranks(values)
    bars = [
        Swing(
            name=name,
            low_input=float(turned.inputs[name][2 * place]),
            high_input=float(turned.inputs[name][2 * place + 1]),
            at_low=float(ends[2 * place]),
            at_high=float(ends[2 * place + 1]),
            correlation=draws.correlation(drawn.ranks[name], ranked),
        )
        for place, name in enumerate(UNCERTAIN)
    ]
    return tuple(sorted(bars, key=lambda bar: -abs(bar.at_high - bar.at_low)))


def _disagree(bars: tuple[Swing, ...]) -> bool:
    """Whether the inputs that matter come in another order by correlation than by width."""
    sizes = [abs(bar.correlation) for bar in bars if bar.correlation and abs(bar.correlation) >= _NOISE]
    return sizes != sorted(sizes, reverse=True)
