"""What changed assumptions do apart from what a changed policy does: three runs, told one after the other.

Default assumptions with the baseline, the reader's assumptions with the baseline, the reader's assumptions
with the reform. Source: what-if.md R1.
"""

from dataclasses import dataclass, fields, replace

from talent.what_if import behaviour, fiscal
from talent.what_if.modes import Modes, at_modes
from talent.what_if.outcome import Number
from talent.what_if.scenario import UNCERTAIN, Assumptions, Numbers, Scenario


@dataclass(frozen=True)
class Stage:
    """One of the three runs, at the modes.

    `cohort_cost` = Σ r·N(r)·take·M [yuan per yearly cohort over its lifetime], `spend` = the plan over all
    years [yuan], `recipients` = take·ΣN(r) and `but_for` = take·Σ(N(r) − N(0)) [persons per yearly cohort].
    """

    cohort_cost: Number
    spend: Number
    recipients: Number
    but_for: Number


@dataclass(frozen=True)
class Attribution:
    """The three runs; the step to the second is the assumptions' doing, to the third the policy's.

    `changed` names the assumptions that are not the defaults.
    """

    changed: tuple[str, ...]
    default_baseline: Stage
    own_baseline: Stage
    own_reform: Stage

    @property
    def by_assumptions(self) -> Stage:
        """What the reader's assumptions change under the baseline."""
        return _step(self.default_baseline, self.own_baseline)

    @property
    def by_policy(self) -> Stage:
        """What the reform changes under the reader's assumptions."""
        return _step(self.own_baseline, self.own_reform)


def _step(before: Stage, after: Stage) -> Stage:
    return Stage(**{f.name: getattr(after, f.name) - getattr(before, f.name) for f in fields(Stage)})


def changed(given: Assumptions, defaults: Assumptions) -> tuple[str, ...]:
    """Names of the assumptions that differ from the defaults."""
    names = (*UNCERTAIN, "reference_rate", "horizon_months")
    return tuple(name for name in names if getattr(given, name) != getattr(defaults, name))


def attribution(scenario: Scenario, defaults: Assumptions) -> Attribution | None:
    """The three runs of a scenario; None where intake, a rate or the duration is missing."""
    tables = (scenario.intake, scenario.baseline, scenario.reform)
    whole = all(tier in table for tier in scenario.tiers for table in tables)
    if not scenario.tiers or not whole or scenario.duration_months is None:
        return None
    own = at_modes(scenario)
    return Attribution(
        changed=changed(scenario.assumptions, defaults),
        default_baseline=_stage(
            scenario, at_modes(replace(scenario, assumptions=defaults)), scenario.baseline
        ),
        own_baseline=_stage(scenario, own, scenario.baseline),
        own_reform=_stage(scenario, own, scenario.reform),
    )


def _stage(scenario: Scenario, modes: Modes, rates: Numbers) -> Stage:
    entrants = {tier: modes.entrants(scenario, tier, rates[tier]) for tier in scenario.tiers}
    monthly = sum(rates[tier] * entrants[tier] for tier in scenario.tiers) * modes.take_up
    drawn = (behaviour.but_for(modes.kappa(t), rates[t]) * entrants[t] for t in scenario.tiers)
    return Stage(
        cohort_cost=monthly * modes.paid_months,
        spend=monthly * fiscal.yearly(modes.kernel, scenario.years).sum().item(),
        recipients=sum(entrants.values()) * modes.take_up,
        but_for=float(sum(drawn)) * modes.take_up,
    )
