"""The model once more, month by month in plain Python, written from its description alone.

Every cohort, month of arrival and month since is walked through; whole numbers and fractions stay exact.
"""

import math
from collections import defaultdict
from fractions import Fraction

Months = list  # Fractions or floats, one a month.


def survival(leave: float, duration: int) -> Months:
    """Share still eligible at the start of each month, S[0] = 1."""
    return [Fraction(1) if leave == 0 else (1 - leave) ** (j / 12) for j in range(duration)]


def residence(leave: float, cliff: float, after: float, duration: int, months: int) -> Months:
    """Share still resident at the start of each month; the cliff falls at the month of expiry itself."""
    found = []
    for j in range(months):
        share = (1 - leave) ** (min(j, duration) / 12) * (1 - after) ** (max(j - duration, 0) / 12)
        found.append(share * (1 - cliff) if j >= duration else share)
    return found


def kernel(shares: Months, by_month: Months) -> dict[int, Fraction]:
    """Months per entrant by calendar lag."""
    found = defaultdict(Fraction)
    for month, share in enumerate(shares):
        for j, alive in enumerate(by_month):
            found[(month + j) // 12] += share * alive
    return found


def person_months(shares: Months, by_month: Months, cohorts: int) -> dict[tuple[int, int], Fraction]:
    """Months per yearly entrant by cohort and calendar year, both counted from 0."""
    found = defaultdict(Fraction)
    for cohort in range(cohorts):
        for month, share in enumerate(shares):
            for j, alive in enumerate(by_month):
                found[cohort, (12 * cohort + month + j) // 12] += share * alive
    return found


def in_year(months: dict[tuple[int, int], Fraction], year: int) -> Fraction:
    """All cohorts' months in one calendar year."""
    return sum((value for (_, found), value in months.items() if found == year), Fraction(0))


def entrants(observed: float, but_for: float, reference: float, observed_rate: float, rate: float) -> float:
    """N(r) = N_obs · (1−β*)^(−(r−r0)/r*): the same as closure B, without κ."""
    return observed * (1 - but_for) ** (-(rate - observed_rate) / reference)


def budgeted(plan: list, cap: float, rule: str, steady: float) -> tuple[list, list, list]:
    """Paid, unmet and arrears year by year under one rule."""
    paid, unmet, carried, before = [], [], [], 0
    for due in plan:
        if rule == "arrears":
            given = min(cap, due + before)
            before = due + before - given
            left = before
        else:
            part = {
                "none": 1,
                "prorate": 1 if due <= cap else Fraction(cap) / Fraction(due),
                "sustain": 1 if steady <= cap else Fraction(cap) / Fraction(steady),
            }[rule]
            given = due * part
            left = due - given
        paid.append(given)
        unmet.append(left)
        carried.append(before)
    return paid, unmet, carried


def lambert(target: float) -> float:
    """x with x·eˣ = target ≥ 0, by halving."""
    low, high = 0.0, 1.0 + math.log1p(target)
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if middle * math.exp(middle) < target else (low, middle)
    return high
