"""The exact part: what a rate costs in each calendar year, what is still owed, what a cap lets through.

Whole persons, yuan and months give whole yuan: nothing here is rounded. Source: what-if.md §3a.
"""

import numpy as np

from talent.what_if.outcome import Number


def yearly(kernel: np.ndarray, years: int) -> np.ndarray:
    """Paid months per yearly entrant in each of `years` calendar years, Σ_{ℓ≤t} W_ℓ, when intake is constant.

    `kernel` (lags,) or (lags, draws); the answer (years,) or (years, draws). July, three years:
    6, 18, 30, 36, 36…
    """
    until = np.cumsum(kernel, axis=0)
    return until[np.minimum(np.arange(years), len(until) - 1)]


def spend_by_year(rate: Number, entrants: Number, take_up: Number, kernel: np.ndarray, years: int):
    """r · N · take · Σ_{ℓ≤t} W_ℓ [yuan], shape (years,)."""
    return rate * entrants * take_up * yearly(kernel, years)


def tail_by_year(rate: Number, entrants: Number, take_up: Number, kernel: np.ndarray, years: int):
    """What is still owed in each year after the last one if no one new is admitted [yuan], shape (lags − 1,).

    In year y after the last, the cohorts of the last lags years still draw Σ_{ℓ>y} W_ℓ, as far as there
    were so many cohorts. July, three years, four cohorts: 30, 18, 6 months.
    """
    return rate * entrants * take_up * owed(kernel, years)


def owed(kernel: np.ndarray, years: int) -> np.ndarray:
    """Paid months per yearly entrant in each year after the last, shape (lags − 1,)."""
    count = len(kernel)
    return np.array([kernel[y + 1 : y + 1 + years].sum() for y in range(count - 1)], dtype=kernel.dtype)


def recipients(entrants: Number, take_up: Number, kernel: np.ndarray, years: int) -> np.ndarray:
    """Average persons paid, by cohort and calendar year: N · take · W_{t−c} / 12.

    Shape (years, years + lags − 1): the last columns are the years after the last cohort.
    """
    found = np.zeros((years, years + len(kernel) - 1))
    for cohort in range(years):
        found[cohort, cohort : cohort + len(kernel)] = entrants * take_up * kernel / 12
    return found


def sustained_share(cap: Number, steady_spend: Number) -> float:
    """α = min(1, Cap / (Σ r·N·take·M)): the share of every cohort that the cap carries for good [1]."""
    return 1.0 if steady_spend <= cap else cap / steady_spend


def budgeted(
    plan: np.ndarray, cap: Number, rule: str, share: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Paid, unmet and carried arrears in each year [yuan], each of the shape of `plan`, under one rule.

    `none` pays the plan whatever the cap. `prorate` pays everybody the same part of what is due. `arrears`
    pays up to the cap and carries the rest: unmet = arrears at the end of the year. `sustain` admits
    `share` of every cohort from the first year on.
    """
    nothing = np.zeros_like(plan)
    if rule == "none":
        return plan, nothing, nothing
    if rule == "arrears":
        return _carried(plan, cap)
    if rule == "prorate":
        paid = np.minimum(plan, cap)
    else:
        # With the share of a steady state no year is above the cap but for the last digit of a float.
        paid = plan if share == 1 else np.minimum(plan * share, cap)
    return paid, plan - paid, nothing


# Arrears under a small cap could take a million years; those told of are enough to see that they do.
OWED_YEARS = 100


def still_owed(
    tail: np.ndarray, cap: Number, rule: str, share: float, arrears: Number
) -> tuple[np.ndarray, Number]:
    """What the rule lets through in each year after the last of the `tail` [yuan a year], and all of it.

    `none` the tail itself, `sustain` its share, `prorate` what the cap leaves of each year. `arrears`: the
    tail and the `arrears` carried so far, at most the cap a year; as many years more as that takes, up to
    OWED_YEARS.
    """
    if rule == "arrears":
        due = np.concatenate([tail, np.zeros(OWED_YEARS, tail.dtype)])
        due = due.astype(np.result_type(due, np.asarray(arrears)))
        due[0] += arrears
        paid, _, _ = _carried(due, cap)
        return paid[: max(len(tail), int(np.count_nonzero(paid)))], tail.sum().item() + arrears
    paid, _, _ = budgeted(tail, cap, rule, share)
    return paid, paid.sum().item()


def _carried(plan: np.ndarray, cap: Number) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    # A cap with a fraction of a yuan must not be cut to whole ones.
    kind = np.result_type(plan, np.asarray(cap))
    paid, carried = np.zeros(len(plan), kind), np.zeros(len(plan), kind)
    before = kind.type(0)
    for year, due in enumerate(plan):
        paid[year] = min(cap, due + before)
        before = carried[year] = due + before - paid[year]
    return paid, carried.copy(), carried


def one_off(price: Number | None, count: Number | None) -> Number | None:
    """Yuan a year for so many grants of one price; None until both are known."""
    return None if price is None or count is None else price * count
