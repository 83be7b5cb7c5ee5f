"""A study as `what-if --json` and every export tell it: promised keys, plain numbers."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

from talent.exports import plain
from talent.what_if import notation, solving, wording
from talent.what_if.outcome import Band, Course, Difference, Outcome, TierRow
from talent.what_if.scenario import Scenario
from talent.what_if.study import Study, is_cohort, one_off_by_year

_FANS = ("extra_spend", "extra_headcount", "cumulative_spend")


def answer(study: Study) -> dict[str, Any]:
    """The answer to `what-if --json`; lists are aligned with `years`, None = an input is missing.

    Everything but fans and bands is at the modes of the assumptions.
    """
    scenario, outcome = study.scenario, study.outcome
    assumed = scenario.assumptions
    told = {
        "city": scenario.city,
        "note_zh": wording.sentence("zh"),
        "note_en": wording.sentence("en"),
        "model_version": notation.VERSION,
        "data_version": study.data_version,
        "seed": assumed.seed,
        "draws": assumed.draws,
        "at": "mode",
        "scenario": notation.to_mapping(scenario),
        "years": scenario.calendar,
        "kernel": outcome.kernel,
        "paid_months": outcome.paid_months,
        **results(scenario, outcome),
        **({"partial": _partial(study)} if study.partial else {}),
        "rows": {tier: _row(row) for tier, row in outcome.rows.items()},
        **({"solve": _solve(study)} if scenario.solve else {}),
        "missing": outcome.missing,
        "badges": study.badges,
        "bounds": study.bounds,
        "extrapolated": outcome.extrapolated,
        "one_offs": [_one_off(study, place) for place in range(len(study.one_offs))],
        "assumed": _assumed(study),
        "per_1000": {
            tier: results(study.of(tier)[0], found) | {"bounds": study.bounds_of(tier)}
            for tier, found in study.per_thousand.items()
        },
    }
    return plain(_bare(told))


def _partial(study: Study) -> dict[str, Any]:
    """Totals of the tiers counted, where others lack an input and nothing is totalled of all."""
    told = {"tiers": study.counted, "left_out": study.left_out, "bounds": study.bounds_of(None)}
    return told | results(*study.whole)


def results(scenario: Scenario, outcome: Outcome) -> dict[str, Any]:
    """What depends on the intake: both runs, their difference, the programme, ratios, fan and tornado."""
    change = _difference(outcome.change, scenario)
    # With a rate missing the highest is not known.
    known = all(tier in scenario.reform for tier in scenario.tiers)
    highest = max(outcome.rows.values(), key=lambda row: row.rate, default=None) if known else None
    ratios = {"per_recipient": highest and highest.per_recipient, **change.pop("ratios")}
    apart = {name: change.pop(name) for name in ("fan", "tornado", "interaction")}
    return {
        "baseline": _course(outcome.baseline, scenario),
        "reform": _course(outcome.reform, scenario),
        "delta": change,
        "programme": _difference(outcome.programme, scenario),
        "anyway_share": outcome.anyway_share,
        "ratios": ratios,
        **apart,
    }


def _course(course: Course | None, scenario: Scenario) -> dict[str, Any]:
    names = ("rate", "intake", "spend_by_year", "spend_by_tier", "committed_tail", "tail_by_year")
    if scenario.cap:
        names += ("paid_by_year", "unmet_by_year", "arrears_by_year", "alpha")
        names += ("overrun_by_year", "owed_by_year", "owed", "admitted")
    told = {name: course and getattr(course, name) for name in names}
    return told | {"recipients_by_cohort": course and course.paid_recipients}


def _difference(found: Difference | None, scenario: Scenario) -> dict[str, Any]:
    names = ("static", "behavioural", "total", "additional", "person_years", "static_by_year")
    years = scenario.calendar
    return {
        **{name: found and getattr(found, name) for name in names},
        "additional_band": found and found.additional_band,
        "ratios": {
            "per_additional": found and found.per_additional,
            "per_additional_person_year": found and found.per_person_year,
            "per_additional_resident": found and found.per_resident,
            "horizon_months": scenario.assumptions.horizon_months,
            "per_additional_person_year_band": found and found.per_person_year_band,
            "under_one": found and found.under_one,
        },
        "fan": {name: found and by_year(getattr(found, name), years) for name in _FANS},
        "tornado": found and found.tornado,
        "interaction": found and found.interaction,
    }


def by_year(band: Band, years: tuple[int, ...]) -> list[dict[str, Any]]:
    """A band by calendar year as rows."""
    parts = zip(years, band.p10, band.p50, band.p90, strict=True)
    return [{"year": year, "p10": low, "p50": middle, "p90": high} for year, low, middle, high in parts]


def _row(row: TierRow) -> dict[str, Any]:
    told = {field.name: getattr(row, field.name) for field in fields(row) if field.name != "tier"}
    return told | {"deadweight": row.deadweight, "deadweight_band": row.deadweight_band}


def _solve(study: Study) -> dict[str, Any]:
    asked, found = study.scenario.solve, study.outcome.solution
    names = ("rate", "static_rate", "multiplier", "static_multiplier", "months", "extrapolated")
    return {
        "budget_yuan_per_year": asked and asked.budget_yuan_per_year,
        "year": asked and asked.year,
        **{name: found and getattr(found, name) for name in names},
        "spend_by_year": found and solving.solved_spend(study),
    }


def _one_off(study: Study, place: int) -> dict[str, Any]:
    one = study.one_offs[place]
    price = study.prices[one.policy_id]
    low, high = one_off_by_year(price, study.scenario) or (None, None)
    return {
        **{field.name: getattr(one, field.name) for field in fields(one)},
        **{name: getattr(price, name) for name in ("unit", "months", "bound", "recipient", "codes")},
        "period": "cohort" if is_cohort(price) else "year",
        "leave_while_paid": study.scenario.assumptions.leave_while_paid.mode if is_cohort(price) else None,
        "name_zh": price.name.zh,
        "name_en": price.name.en,
        "cost_by_year": low,
        "cost_high_by_year": high if price.price_high is not None else None,
    }


def _assumed(study: Study) -> dict[str, Any] | None:
    found = study.assumed_effect
    if found is None:
        return None
    stages = ("default_baseline", "own_baseline", "own_reform", "by_assumptions", "by_policy")
    return {"changed": found.changed} | {name: getattr(found, name) for name in stages}


def _bare(thing: Any) -> Any:
    """The same without NumPy: arrays as lists, its numbers as Python's."""
    if isinstance(thing, np.ndarray):
        return thing.tolist()
    if isinstance(thing, np.generic):
        return thing.item()
    if is_dataclass(thing) and not isinstance(thing, type):
        return {field.name: _bare(getattr(thing, field.name)) for field in fields(thing)}
    if isinstance(thing, Mapping):
        return {key: _bare(value) for key, value in thing.items()}
    return [_bare(one) for one in thing] if isinstance(thing, (tuple, list)) else thing
