"""Ranks and ratios over readings, each with what is uncertain about them. No total score anywhere."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from talent.catalogue import Break
from talent.comparability import judge
from talent.queries import Reading

# A promise or an aim has no place in an order of results.
_NOT_RANKED = ("rate", "cap", "duration", "target")


@dataclass(frozen=True)
class Interval:
    """Limits of a value; infinite where unbounded. Open ends do not belong to it."""

    low: float
    high: float
    low_open: bool = False
    high_open: bool = False

    def overlaps(self, other: "Interval") -> bool:
        """Whether some value lies in both."""
        return not (self.below(other) or other.below(self))

    def below(self, other: "Interval") -> bool:
        """Whether every value here is smaller than every value there."""
        touching = self.high == other.low and (self.high_open or other.low_open)
        return self.high < other.low or touching


def interval(reading: Reading, measure: str = "printed") -> Interval | None:
    """Limits of a reading as printed, `per_year` or `per_10k`; None where that measure cannot be computed."""
    if measure == "printed":
        low, high = reading.low, reading.high
    elif getattr(reading, measure) is None:
        return None
    else:
        low, high = getattr(reading, f"{measure}_low"), getattr(reading, f"{measure}_high")
    return Interval(
        -math.inf if low is None else low,
        math.inf if high is None else high,
        reading.low_open,
        reading.high_open,
    )


def value(reading: Reading, measure: str = "printed") -> float | None:
    """A reading's value as printed, `per_year` or `per_10k`; None where it cannot be computed."""
    return reading.value if measure == "printed" else getattr(reading, measure)


def ranks(
    readings: Sequence[Reading], better: str, measure: str = "printed", breaks: Iterable[Break] = ()
) -> dict[str, int] | None:
    """Place of each statement, 1 = best; None where a rank would mislead.

    There is none unless the gate finds nothing `different` and no doubt about the years (of populations
    too), no figure is contested or a term or target, none of the `breaks` lies between the figures, the
    indicator has a better end, each city enters once, and no two intervals overlap.
    """
    rows = tuple(readings)
    if unranked(rows, better, measure, breaks):
        return None
    return {code: place for place, (code, _) in enumerate(_ordered(rows, better, measure), start=1)}


def unranked(
    readings: Sequence[Reading], better: str, measure: str = "printed", breaks: Iterable[Break] = ()
) -> tuple[str, ...]:
    """Why there is no rank, by name, the gravest first; () where there is one.

    `different` and `period` are the gate's; then `contested`, `terms`, `broken`, `neither` (no better end),
    `alone` (one city), `twice` (a city has several figures), `incomputable` and, if nothing else, `overlap`.
    """
    rows = tuple(readings)
    verdict = judge(rows, measure)
    cities = {r.city for r in rows}
    found = {
        "different": verdict.word == "different",
        "period": any(reason.field == "period" for reason in verdict.reasons),
        "contested": any(r.conflict for r in rows),
        "terms": any(r.kind in _NOT_RANKED for r in rows),
        "broken": any(_between(gap, rows) for gap in breaks),
        "neither": better == "neither",
        "alone": len(cities) < 2,
        "twice": len(cities) < len(rows) and len(cities) > 1,
        "incomputable": any(interval(r, measure) is None for r in rows),
    }
    reasons = tuple(name for name, holds in found.items() if holds)
    if reasons:
        return reasons
    ordered = [limits for _, limits in _ordered(rows, better, measure)]
    return ("overlap",) if any(one.overlaps(other) for one, other in pairwise(ordered)) else ()


def _ordered(rows: Sequence[Reading], better: str, measure: str) -> list[tuple[str, Interval]]:
    """Codes with their limits, the best first. An open end lies beyond a closed one at the same value."""
    limits = [(r.statement_id, found) for r in rows if (found := interval(r, measure))]
    return sorted(limits, key=lambda one: (one[1].low, one[1].low_open), reverse=better == "higher")


def _between(gap: Break, rows: Sequence[Reading]) -> bool:
    """Whether a break of one of the figures' series lies between the first and the last day they cover."""
    if all((gap.city, gap.indicator) != (r.city, r.indicator) for r in rows):
        return False
    starts = [day for r in rows if (day := r.period_start or r.period_end)]
    ends = [r.period_end for r in rows if r.period_end]
    return bool(ends) and min(starts) < gap.start <= max(ends)
