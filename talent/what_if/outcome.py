"""What the model answers: plain numbers and arrays, None where an input was missing."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

Number = int | float


@dataclass(frozen=True)
class Course:
    """One run (baseline or reform) over the years; arrays by calendar year, yuan nominal.

    `spend_by_year` is the plan. `tail_by_year` = what is still owed in each year after the last if no one
    new is admitted; `committed_tail` its sum. `recipients` = average persons paid, cohorts × (years + years
    of the tail). `intake` = eligible entrants a year by tier under this run's rates. With a cap
    `plan = paid + unmet` each year (rule arrears: plan and carried arrears = paid + arrears), `overrun` is
    what of the plan lies above the cap whatever the rule, and `alpha` is the share of each cohort the cap
    sustains. `owed_by_year` = what the rule still lets through of the tail in each year after the last,
    arrears until they are paid off (fiscal.OWED_YEARS of them), `owed` all of it; `admitted` = the share of
    each cohort that is paid at all, alpha under `sustain`, else 1: intake and recipients are of the plan.
    All of these are None without a cap.
    """

    rate: Mapping[str, Number]
    intake: Mapping[str, Number]
    spend_by_year: np.ndarray
    spend_by_tier: Mapping[str, np.ndarray]
    committed_tail: Number
    tail_by_year: np.ndarray
    recipients: np.ndarray
    paid_by_year: np.ndarray | None = None
    unmet_by_year: np.ndarray | None = None
    arrears_by_year: np.ndarray | None = None
    alpha: float | None = None
    overrun_by_year: np.ndarray | None = None
    owed_by_year: np.ndarray | None = None
    owed: Number | None = None
    admitted: float | None = None

    def left_out(self, rule: str) -> Number | None:
        """What a cap leaves unpaid over all years [yuan], under `none` what lies above it; None without one.

        Arrears are carried on from year to year: those of the last one, never their sum.
        """
        if self.unmet_by_year is None or self.overrun_by_year is None:
            return None
        if rule == "arrears":
            return self.unmet_by_year[-1].item()
        return (self.overrun_by_year if rule == "none" else self.unmet_by_year).sum().item()

    @property
    def paid_recipients(self) -> np.ndarray:
        """`recipients` of the tiers whose rate is not nought; of each cohort only the share a cap admits."""
        total = sum(self.intake.values())
        paid = sum(self.intake[tier] for tier, rate in self.rate.items() if rate)
        admitted = 1.0 if self.admitted is None else self.admitted
        return self.recipients * (paid / total * admitted if total else 0)


@dataclass(frozen=True)
class Band:
    """10th, 50th and 90th percentile of the draws; numbers, or arrays by calendar year."""

    p10: np.ndarray | float
    p50: np.ndarray | float
    p90: np.ndarray | float


@dataclass(frozen=True)
class Swing:
    """One bar of the tornado: the result with one input at its own P10 and P90, all others at P50.

    `correlation` = rank correlation of the input with the result over the draws, -1…1 (None: no width).
    """

    name: str
    low_input: float
    high_input: float
    at_low: float
    at_high: float
    correlation: float | None


@dataclass(frozen=True)
class Difference:
    """What rates `b` do beside rates `a`, per yearly cohort over its lifetime, at the modes.

    `static` = cost for those who come anyway, `behavioural` = for those who come because of it, `total` =
    their sum [yuan]; `additional` = take-up × ΔN [persons]; `person_years` [person-years within the
    horizon]. Costs per additional hire and person-year are None where nobody is additional.
    `extra_spend`, `extra_headcount` and `cumulative_spend` are bands by calendar year, `static_by_year` the
    exact line beside the first; `additional_band` and `per_person_year_band` are over the draws (the latter
    leaves out draws with less than one additional person, `under_one` their share). `tornado` has the bars
    of two results, widest first: `headcount` in the last year and `spend` cumulated until then;
    `interaction` names those where the order of the bars and that of the correlations disagree.
    """

    static: Number
    behavioural: Number
    total: Number
    additional: Number
    person_years: Number
    per_additional: Number | None
    per_person_year: Number | None
    per_resident: Number | None
    static_by_year: np.ndarray
    extra_spend: Band
    extra_headcount: Band
    cumulative_spend: Band
    additional_band: Band
    per_person_year_band: Band | None
    under_one: float
    tornado: Mapping[str, tuple[Swing, ...]]
    interaction: tuple[str, ...]


@dataclass(frozen=True)
class TierRow:
    """One tier's unit figures: none of them needs an intake.

    `entitlement` = rate × months with no one leaving [yuan a person, exact]; `per_recipient` = rate ×
    expected paid months; `but_for` = share who come because of the rate, `but_for_band` over the draws;
    `per_but_for_hire` = per recipient / but-for; `marginal` = the next yuan's cost per additional hire;
    `extrapolated` = this rate or the baseline is above twice the reference.
    """

    tier: str
    rate: Number
    reference_rate: Number | None
    entitlement: Number
    per_recipient: Number
    but_for: Number | None
    but_for_band: Band | None
    per_but_for_hire: Number | None
    marginal: Number | None
    extrapolated: bool

    @property
    def deadweight(self) -> Number | None:
        """1 − β(r): share of recipients who would have come anyway [1]."""
        return None if self.but_for is None else 1 - self.but_for

    @property
    def deadweight_band(self) -> Band | None:
        """The same over the draws; the highest but-for share leaves the lowest of it."""
        band = self.but_for_band
        return band and Band(1 - band.p90, 1 - band.p50, 1 - band.p10)


@dataclass(frozen=True)
class Solution:
    """Rates that spend the budget in the year asked: by tier, with response and without.

    `multiplier` × the reform rates = `rate`; `months` = paid months per entrant that fall into that year.
    """

    rate: Mapping[str, Number]
    static_rate: Mapping[str, Number]
    multiplier: float
    static_multiplier: float
    months: float
    extrapolated: tuple[str, ...]


@dataclass(frozen=True)
class OneOff:
    """A one-off or an allowance: its unit price from the policy, its yearly cost once a count is typed."""

    policy_id: str
    price: Number
    price_high: Number | None
    count: Number | None
    cost: Number | None
    cost_high: Number | None


@dataclass(frozen=True)
class Outcome:
    """All results of one scenario.

    `missing` names inputs not given, as paths of the scenario file; whatever would need them is None.
    `kernel` = paid months per entrant by calendar lag; `paid_months` its sum; `residence` = share still
    resident at the start of each month from arrival and at the end of the horizon. `change` compares reform
    with baseline, `programme` reform with no subsidy at all (needs no baseline where reference rates are
    given, `run.blockers`). `extrapolated` = tiers whose
    reform rate lies above twice the reference.
    """

    missing: tuple[str, ...]
    kernel: np.ndarray | None
    paid_months: float | None
    residence: np.ndarray | None
    baseline: Course | None
    reform: Course | None
    change: Difference | None
    programme: Difference | None
    rows: Mapping[str, TierRow]
    solution: Solution | None
    extrapolated: tuple[str, ...]

    @property
    def leading(self) -> tuple[Difference | None, bool]:
        """What leads, and whether it is the change; where nothing changes it is the programme as a whole."""
        change = self.change
        if change is not None and (change.total or change.additional):
            return change, True
        return self.programme, False

    @property
    def anyway_share(self) -> float | None:
        """Of those the reform pays, the share who would have come without any subsidy: Σ N·(1−β) / Σ N [1].

        At the modes. Tiers whose rate is nought are not paid. None where nobody is, or a tier has no but-for
        share. Kernel and take-up are the same for all tiers, so the share holds for persons paid in any
        year. Source: what-if.md §3b.
        """
        if self.reform is None:
            return None
        paid = {tier: count for tier, count in self.reform.intake.items() if self.reform.rate[tier] and count}
        anyway = 0.0
        for tier, count in paid.items():
            share = self.rows[tier].deadweight
            if share is None:
                return None
            anyway += count * share
        return float(anyway / sum(paid.values())) if paid else None
