"""A scenario at the modes of its assumptions: one number for every uncertain input."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from talent.what_if import behaviour, timing
from talent.what_if.outcome import Number
from talent.what_if.scenario import Numbers, Scenario


@dataclass(frozen=True)
class Modes:
    """Months per entrant, and κ [1/yuan] by tier where a reference rate is known.

    `kernel` (lags,) and its sum `paid_months`; `residence` (horizon + 1,) at the start of each month and at
    the end of the horizon, the months within it summed in `person_years`.
    """

    take_up: Number
    kernel: np.ndarray
    paid_months: Number
    residence: np.ndarray
    person_years: float
    references: Numbers
    kappas: Mapping[str, float]

    def kappa(self, tier: str) -> float:
        """κ of a tier; 0, no response, where nothing tells it."""
        return self.kappas.get(tier, 0.0)

    def entrants(self, scenario: Scenario, tier: str, rate: Number) -> Number:
        """N(r) of a tier at the modes [persons a year]; whole where the rate is the one observed."""
        observed = (scenario.intake[tier], self.kappa(tier), scenario.observed[tier])
        return np.asarray(behaviour.entrants(*observed, rate)).item()


def at_modes(scenario: Scenario) -> Modes:
    """What follows from the scenario's assumptions at their modes; a duration must be given."""
    assumed = scenario.assumptions
    duration = scenario.duration_months or 0
    alive = timing.survival(assumed.leave_while_paid.mode, duration)
    stay = timing.residence(
        assumed.leave_while_paid.mode,
        assumed.cliff.mode,
        assumed.leave_after.mode,
        duration,
        # R at the horizon itself tells who is still there when its months are over.
        assumed.horizon_months + 1,
    )
    references = {
        tier: rate
        for tier in scenario.tiers
        if (rate := assumed.reference_rate.get(tier, scenario.baseline.get(tier)))
    }
    take_up = assumed.take_up.mode
    return Modes(
        # A whole 1 keeps whole yuan whole.
        take_up=1 if take_up == 1 else take_up,
        kernel=timing.kernel(timing.arrival_shares(scenario.arrival), alive),
        paid_months=alive.sum().item(),
        residence=stay,
        person_years=float(stay[:-1].sum()) / timing.MONTHS,
        references=references,
        kappas={
            tier: float(behaviour.response(assumed.but_for.mode, rate)) for tier, rate in references.items()
        },
    )
