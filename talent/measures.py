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
    verdict = judge(rows, measure)
    if (
        better == "neither"
        or verdict.word == "different"
        or any(reason.field == "period" for reason in verdict.reasons)
        or any(r.conflict or r.kind in _NOT_RANKED for r in rows)
        or any(_between(gap, rows) for gap in breaks)
    ):
        return None
    limits = {r.statement_id: interval(r, measure) for r in rows}
    if len(rows) < 2 or len({r.city for r in rows}) < len(rows) or None in limits.values():
        return None
    # An open end lies beyond a closed one at the same value.
    ordered = sorted(
        limits, key=lambda code: (limits[code].low, limits[code].low_open), reverse=better == "higher"
    )
    if any(limits[one].overlaps(limits[other]) for one, other in pairwise(ordered)):
        return None
    return {code: place for place, code in enumerate(ordered, start=1)}


def _between(gap: Break, rows: Sequence[Reading]) -> bool:
    """Whether a break of one of the figures' series lies between the first and the last day they cover."""
    if all((gap.city, gap.indicator) != (r.city, r.indicator) for r in rows):
        return False
    starts = [day for r in rows if (day := r.period_start or r.period_end)]
    ends = [r.period_end for r in rows if r.period_end]
    return bool(ends) and min(starts) < gap.start <= max(ends)
