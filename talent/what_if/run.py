"""From a scenario to its outcome: `run` is pure, and what lacks an input is None with the input named."""

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from talent.errors import TalentError
from talent.what_if import behaviour, draws, fiscal, inverse
from talent.what_if.comparing import difference
from talent.what_if.modes import Modes, at_modes
from talent.what_if.outcome import Course, Number, Outcome, Solution, TierRow
from talent.what_if.paths import Path
from talent.what_if.scenario import NOTHING, Numbers, Scenario

PER = 1000
# κr above this would multiply entrants by more than 10¹⁷; numbers overflow soon after.
_STRONGEST = 40


def run(scenario: Scenario) -> Outcome:
    """All results of a scenario at the modes of its assumptions, and the bands over its draws.

    TalentError `scenario.no_reference` where a but-for share has no rate to refer to, `model.beyond_reach`
    where a rate is so far above it that no number of entrants means anything.
    """
    lacking = missing(scenario)
    if scenario.duration_months is None:
        return Outcome(lacking, None, None, None, None, None, None, None, {}, None, ())
    modes = at_modes(scenario)
    whole = {
        part: not any(path.split(".")[0] == part for path in lacking)
        for part in ("intake", "baseline", "reform")
    }
    baseline = reform = change = programme = solution = None
    if whole["intake"] and whole["baseline"]:
        baseline = _course(scenario, modes, scenario.baseline, scenario.intake)
    if whole["intake"] and whole["reform"]:
        reform = _course(scenario, modes, scenario.reform, _intake(scenario, modes, whole["baseline"]))
    if baseline and reform:
        change = difference(scenario, modes, scenario.baseline, scenario.reform)
        solution = _solution(scenario, modes)
    if reform and not blockers(scenario, "programme"):
        programme = difference(scenario, modes, dict.fromkeys(scenario.reform, 0), scenario.reform)
    rows = _rows(scenario, modes)
    return Outcome(
        missing=lacking,
        kernel=modes.kernel,
        paid_months=modes.paid_months,
        residence=modes.residence,
        baseline=baseline,
        reform=reform,
        change=change,
        programme=programme,
        rows=rows,
        solution=solution,
        extrapolated=tuple(tier for tier, row in rows.items() if row.extrapolated),
    )


def per_thousand(scenario: Scenario, tier: str) -> Scenario:
    """The same for 1,000 recipients a year of one tier, whatever the intake: nobody has to type one."""

    def alone(table: Numbers) -> Numbers:
        return {tier: table[tier]} if tier in table else NOTHING

    certain = replace(scenario.assumptions.take_up, low=1.0, mode=1.0, high=1.0)
    return replace(
        scenario,
        intake={tier: PER},
        baseline=alone(scenario.baseline),
        reform=alone(scenario.reform),
        assumptions=replace(scenario.assumptions, take_up=certain),
        cap=None,
        solve=None,
        counts=NOTHING,
    )


def complete(scenario: Scenario) -> tuple[str, ...]:
    """The tiers a total can be told of: intake and reform rate given, and a baseline rate where one of them
    has one. Others would leave the whole without a total."""
    found = [tier for tier in scenario.tiers if tier in scenario.intake and tier in scenario.reform]
    compared = tuple(tier for tier in found if tier in scenario.baseline)
    return compared or tuple(found)


def restricted(scenario: Scenario, tiers: Collection[str]) -> Scenario:
    """The same scenario as if it spoke of these tiers alone."""

    def kept(table: Numbers) -> Numbers:
        return {tier: number for tier, number in table.items() if tier in tiers}

    return replace(
        scenario,
        intake=kept(scenario.intake),
        baseline=kept(scenario.baseline),
        reform=kept(scenario.reform),
    )


def missing(scenario: Scenario) -> tuple[str, ...]:
    """Inputs not given, as paths of the scenario file: a whole table, or one tier of a table."""
    found = [] if scenario.duration_months is not None else ["duration_months"]
    for path, table in (
        ("intake", scenario.intake),
        ("baseline.rate", scenario.baseline),
        ("reform.rate", scenario.reform),
    ):
        lacking = [f"{path}.{tier}" for tier in scenario.tiers if tier not in table]
        found += lacking if table else [path]
    return tuple(found)


def blockers(scenario: Scenario, result: str) -> tuple[str, ...]:
    """Which of what is missing keeps one result from being computed; () where it can be.

    `result` is "baseline", "reform", "change", "programme", or "unit" for what one recipient costs, which no
    intake can block. The programme needs no baseline where no tier has one and every tier a reference rate:
    the intake is then what comes under the reform's rate. Where only some tiers have one, all must.
    """
    needed = {
        "baseline": ("duration_months", "intake", "baseline"),
        "reform": ("duration_months", "intake", "reform"),
        "unit": ("duration_months", "reform"),
    }.get(result, ("duration_months", "intake", "baseline", "reform"))
    found = [path for path in missing(scenario) if path.split(".")[0] in needed]
    if result == "programme" and not scenario.baseline:
        reference = scenario.assumptions.reference_rate
        found.remove("baseline.rate")
        found += [f"assumptions.reference_rate.{tier}" for tier in scenario.reform if tier not in reference]
    return tuple(found)


def _intake(scenario: Scenario, modes: Modes, known: bool) -> Numbers:
    """Entrants under the reform; as given where they were observed under it, or under what is not known."""
    if not known and scenario.baseline:
        return scenario.intake
    strongest = behaviour.response(scenario.assumptions.but_for.high, 1)
    for tier, rate in scenario.reform.items():
        before, reference = scenario.observed[tier], modes.references.get(tier)
        if reference is None and rate != before:
            raise TalentError("scenario.no_reference", path=Path(f"assumptions.reference_rate.{tier}"))
        if reference is not None and strongest * max(rate, before) / reference > _STRONGEST:
            path = Path(f"reform.rate.{tier}" if rate >= before else f"baseline.rate.{tier}")
            raise TalentError("model.beyond_reach", path=path, rate=max(rate, before), reference=reference)
    return {tier: modes.entrants(scenario, tier, scenario.reform[tier]) for tier in scenario.tiers}


def _course(scenario: Scenario, modes: Modes, rates: Numbers, intake: Numbers) -> Course:
    years, kernel, take_up = scenario.years, modes.kernel, modes.take_up
    by_tier = {t: fiscal.spend_by_year(rates[t], intake[t], take_up, kernel, years) for t in scenario.tiers}
    tails = [fiscal.tail_by_year(rates[t], intake[t], take_up, kernel, years) for t in scenario.tiers]
    plan, tail = sum(by_tier.values()), sum(tails)
    course = Course(
        rate={tier: rates[tier] for tier in scenario.tiers},
        intake=intake,
        spend_by_year=plan,
        spend_by_tier=by_tier,
        committed_tail=tail.sum().item(),
        tail_by_year=tail,
        recipients=fiscal.recipients(sum(intake[t] for t in scenario.tiers), take_up, kernel, years),
    )
    if scenario.cap is None:
        return course
    cap, rule = scenario.cap.yuan_per_year, scenario.cap.rule
    steady = sum(rates[t] * intake[t] for t in scenario.tiers) * take_up * modes.paid_months
    alpha = fiscal.sustained_share(cap, steady)
    paid, unmet, arrears = fiscal.budgeted(plan, cap, rule, alpha)
    owed_by_year, owed = fiscal.still_owed(tail, cap, rule, alpha, arrears[-1].item())
    return replace(
        course,
        paid_by_year=paid,
        unmet_by_year=unmet,
        arrears_by_year=arrears,
        alpha=alpha,
        overrun_by_year=np.maximum(plan - cap, 0),
        owed_by_year=owed_by_year,
        owed=owed,
        admitted=alpha if rule == "sustain" else 1.0,
    )


def _rows(scenario: Scenario, modes: Modes) -> dict[str, TierRow]:
    """One row for every tier with a reform rate."""
    duration = scenario.duration_months or 0
    drawn = draws.drawn(scenario.assumptions, scenario.arrival, duration, scenario.years)
    rows = {}
    for tier in scenario.tiers:
        if tier not in scenario.reform:
            continue
        rate, reference = scenario.reform[tier], modes.references.get(tier)
        kappa = modes.kappas.get(tier)
        share = None if kappa is None else behaviour.but_for(kappa, rate)
        per_recipient = rate * modes.paid_months
        rows[tier] = TierRow(
            tier=tier,
            rate=rate,
            reference_rate=reference,
            entitlement=rate * duration,
            per_recipient=per_recipient,
            but_for=share,
            but_for_band=None
            if reference is None
            else draws.band(behaviour.but_for(behaviour.response(drawn.but_for, reference), rate)),
            per_but_for_hire=None if share is None else behaviour.per_but_for_hire(per_recipient, share),
            marginal=None if kappa is None else behaviour.marginal(kappa, rate, modes.paid_months),
            extrapolated=reference is not None and max(rate, scenario.baseline.get(tier, 0)) > 2 * reference,
        )
    return rows


def _solution(scenario: Scenario, modes: Modes) -> Solution | None:
    """Rates for the budget asked, one multiplier on the reform rates; None where none is asked or found."""
    if scenario.solve is None:
        return None
    months = _months_of(scenario, modes)
    if months * modes.take_up == 0:
        return None
    budget = scenario.solve.budget_yuan_per_year / (months * modes.take_up)
    case = (scenario.reform, scenario.intake, scenario.baseline)
    kappas = {tier: modes.kappa(tier) for tier in scenario.tiers}
    theta = inverse.multiplier(budget, *case, kappas)
    still = inverse.multiplier(budget, *case, dict.fromkeys(kappas, 0.0))
    if theta is None or still is None:
        return None
    rate = {tier: theta * found for tier, found in scenario.reform.items()}
    return Solution(
        rate=rate,
        static_rate={tier: still * found for tier, found in scenario.reform.items()},
        multiplier=theta,
        static_multiplier=still,
        months=months,
        extrapolated=tuple(t for t, r in rate.items() if r > 2 * modes.references.get(t, r)),
    )


def _months_of(scenario: Scenario, modes: Modes) -> Number:
    """Paid months per yearly entrant in the year the budget is for."""
    year = scenario.solve.year
    if year == "steady":
        return modes.paid_months
    place = 0 if year == "first" else int(year) - scenario.first_year
    return fiscal.yearly(modes.kernel, scenario.years)[place].item()
