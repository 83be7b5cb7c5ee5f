"""Uncertainty: one set of draws per input, the same for every rate, so that a fan cannot shiver.

Latin hypercube, triangular ranges by their inverse distribution, percentiles by rank. Source: what-if.md §3c.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from talent.what_if import fiscal, timing
from talent.what_if.outcome import Band
from talent.what_if.scenario import UNCERTAIN, Assumptions, Range

LOW, MIDDLE, HIGH = 0.10, 0.50, 0.90


def hypercube(draws: int, columns: int, seed: int) -> np.ndarray:
    """Uniform draws on (0, 1), shape (columns, draws): exactly one in each of `draws` equal strata.

    Columns are permuted independently, so the order of inputs changes nothing between them; the same seed
    gives the same bits.
    """
    random = np.random.default_rng(seed)
    order = np.stack([random.permutation(draws) for _ in range(columns)])
    return (order + random.random((columns, draws))) / draws


def triangular(uniform: np.ndarray, found: Range) -> np.ndarray:
    """The inverse of the triangular distribution with ends and mode of `found`; the shape of `uniform`."""
    a, c, b = found.low, found.mode, found.high
    if a == b:
        return np.full_like(uniform, c)
    turn = (c - a) / (b - a)
    rising = a + np.sqrt(uniform * (b - a) * (c - a))
    falling = b - np.sqrt((1 - uniform) * (b - a) * (b - c))
    return np.where(uniform < turn, rising, falling)


def percentile(found: Range, share: float) -> float:
    """The value of a triangular range below which `share` of it lies."""
    return float(triangular(np.array([share]), found)[0])


def band(values: np.ndarray) -> Band:
    """P10, P50 and P90 along the last axis, at ranks ⌈pn⌉ of the sorted draws."""
    count = values.shape[-1]
    ranks = [max(int(np.ceil(share * count - 1e-9)) - 1, 0) for share in (LOW, MIDDLE, HIGH)]
    # Sorting is vectorised where taking three places at once is not: an eighth of its time.
    ordered = np.sort(values, axis=-1)
    # Copied, or three lines of an outcome would keep all its draws.
    low, middle, high = (ordered[..., rank].copy() for rank in ranks)
    if values.ndim == 1:
        return Band(float(low), float(middle), float(high))
    return Band(low, middle, high)


@dataclass(frozen=True, eq=False)
class Drawn:
    """The inputs drawn, shape (draws,) each, and what follows from them without any rate.

    `months` = take-up × paid months per yearly entrant by calendar year, `months_until` their sums up to each
    year, `presence` = take-up × average persons resident per yearly entrant, all (years, draws);
    `paid_months` and `person_years` (within the horizon) per entrant who draws the subsidy, (draws,).
    `ranks` of the inputs, None for one of no width.
    Arrays are read-only: they are shared.
    """

    inputs: Mapping[str, np.ndarray]
    ranks: Mapping[str, np.ndarray | None]
    months: np.ndarray
    months_until: np.ndarray
    presence: np.ndarray
    paid_months: np.ndarray
    person_years: np.ndarray

    @property
    def but_for(self) -> np.ndarray:
        return self.inputs["but_for"]

    @property
    def take_up(self) -> np.ndarray:
        return self.inputs["take_up"]


@dataclass(frozen=True)
class _Course:
    """What the draws depend on besides the ranges: all of a scenario but its rates and its intake."""

    arrival: str | tuple[float, ...]
    duration: int
    years: int
    horizon: int


def drawn(assumptions: Assumptions, arrival: str | tuple[float, ...], duration: int, years: int) -> Drawn:
    """All draws of a scenario; remembered, since a slider that moves a rate needs them unchanged.

    In float32, which is exact enough for a percentile; one draw in float64 where no range has any width.
    """
    ranges = _ranges(assumptions)
    certain = all(found.single for found in ranges)
    course = _Course(arrival, duration, years, assumptions.horizon_months)
    return _drawn(ranges, 1 if certain else assumptions.draws, assumptions.seed, course)


def turned(assumptions: Assumptions, arrival: str | tuple[float, ...], duration: int, years: int) -> Drawn:
    """Two draws for each uncertain input, it at its P10 and at its P90, the others at their P50."""
    course = _Course(arrival, duration, years, assumptions.horizon_months)
    return _turned(_ranges(assumptions), course)


def _ranges(assumptions: Assumptions) -> tuple[Range, ...]:
    return tuple(getattr(assumptions, name) for name in UNCERTAIN)


# Three float32 arrays of years × draws each, the inputs and their ranks: about three megabytes.
@lru_cache(maxsize=16)
def _drawn(ranges: tuple[Range, ...], draws: int, seed: int, course: _Course) -> Drawn:
    uniform = hypercube(draws, len(UNCERTAIN), seed)
    inputs = {n: triangular(u, r) for n, u, r in zip(UNCERTAIN, uniform, ranges, strict=True)}
    return _followed(inputs, course, np.float64 if draws == 1 else np.float32)


@lru_cache(maxsize=64)
def _turned(ranges: tuple[Range, ...], course: _Course) -> Drawn:
    shares = np.full((len(ranges), 2 * len(ranges)), MIDDLE)
    for place in range(len(ranges)):
        shares[place, 2 * place : 2 * place + 2] = LOW, HIGH
    inputs = {n: triangular(u, r) for n, u, r in zip(UNCERTAIN, shares, ranges, strict=True)}
    return _followed(inputs, course, np.float64)


def _followed(inputs: Mapping[str, np.ndarray], course: _Course, kind: type) -> Drawn:
    """What follows from drawn inputs before any rate or intake is known."""
    shares = timing.arrival_shares(course.arrival)
    stay = timing.residence(
        inputs["leave_while_paid"],
        inputs["cliff"],
        inputs["leave_after"],
        course.duration,
        max(course.years * timing.MONTHS, course.horizon, course.duration),
    )
    # While paid, whoever is still resident is eligible.
    alive = stay[: course.duration]
    take_up, years = inputs["take_up"], course.years
    months = take_up * fiscal.yearly(timing.kernel(shares, alive), years)
    present = take_up * fiscal.yearly(timing.presence(shares, stay, years), years) / timing.MONTHS
    found = Drawn(
        inputs=inputs,
        ranks={name: ranks(values) for name, values in inputs.items()},
        months=months.astype(kind),
        months_until=np.cumsum(months, axis=0).astype(kind),
        presence=present.astype(kind),
        paid_months=alive.sum(axis=0),
        person_years=stay[: course.horizon].sum(axis=0) / timing.MONTHS,
    )
    for value in vars(found).values():
        for array in value.values() if isinstance(value, Mapping) else (value,):
            if array is not None:
                array.setflags(write=False)
    return found


def ranks(values: np.ndarray) -> np.ndarray | None:
    """The place of each value among all, from 0; None where all are the same."""
    if np.ptp(values) == 0:
        return None
    found = np.empty(len(values))
    found[np.argsort(values)] = np.arange(len(values))
    return found


def correlation(one: np.ndarray | None, other: np.ndarray | None) -> float | None:
    """Spearman's correlation 1 − 6·Σd² / (n·(n² − 1)) [−1, 1] of two samples given by their ranks; d is how
    far the two ranks of a draw lie apart. None where one sample has no width.
    """
    if one is None or other is None:
        return None
    apart, count = one - other, len(one)
    return float(1 - 6 * (apart @ apart) / (count * (count**2 - 1)))
