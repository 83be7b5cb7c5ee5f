"""A scenario: what is given to the model, complete in itself and frozen. Read and written by `notation`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

# Tiers the model knows, in the order they are shown.
TIERS = ("phd", "master", "bachelor", "technician")
# What happens when the plan costs more than a year may.
RULES = ("none", "prorate", "arrears", "sustain")
# Names for the months people arrive in; twelve shares are the other way to say it.
ARRIVALS = ("july", "january", "uniform")
# The highest but-for share: one of 1 would need an infinite response.
HIGHEST_BUT_FOR = 0.95
# The assumptions a reader may give as a number or as low, mode and high.
UNCERTAIN = ("but_for", "leave_while_paid", "cliff", "leave_after", "take_up")

Numbers = Mapping[str, int | float]
NOTHING: Numbers = MappingProxyType({})


@dataclass(frozen=True)
class Range:
    """A triangular range of a share [1]: low ≤ mode ≤ high. One number is a range of no width."""

    low: float
    mode: float
    high: float

    @property
    def single(self) -> bool:
        """Whether it is one number."""
        return self.low == self.high


@dataclass(frozen=True)
class Assumptions:
    """What no document prints: of the reader's making, or the defaults of `data/assumptions.toml`.

    `but_for` = share of recipients at the reference rate who would not have come otherwise; leaving as
    shares a year while paid and after, `cliff` as a share at the end of payment; `take_up` = share of
    eligible entrants who draw the subsidy. `reference_rate` in yuan a month by tier (empty = the tier's
    baseline rate). `horizon_months` counts from arrival.
    """

    but_for: Range
    leave_while_paid: Range
    cliff: Range
    leave_after: Range
    take_up: Range
    reference_rate: Numbers = field(default_factory=lambda: NOTHING)
    draws: int = 10_000
    seed: int = 20_230_310
    horizon_months: int = 180


@dataclass(frozen=True)
class Cap:
    """At most so many yuan a year, and the rule (one of RULES) for what lies above."""

    yuan_per_year: int | float
    rule: str


@dataclass(frozen=True)
class Solve:
    """A budget in yuan a year to find rates for; `year` is "steady", "first" or a calendar year."""

    budget_yuan_per_year: int | float
    year: str | int


@dataclass(frozen=True)
class Scenario:
    """Everything the model is given; what is None or absent from a mapping is missing, never zero.

    `intake` = eligible entrants a year by tier, as observed under the baseline rates, and where no baseline
    is given under the reform's; `baseline` and `reform` = yuan a month by tier. Both runs start with the
    cohort of `first_year`. `arrival` is one of ARRIVALS or the shares of twelve months. `counts` = how many
    a year draw each one-off or allowance, by policy id; without a count there is a unit price and no sum.
    """

    city: str
    first_year: int
    years: int
    arrival: str | tuple[float, ...]
    duration_months: int | None
    intake: Numbers
    baseline: Numbers
    reform: Numbers
    assumptions: Assumptions
    cap: Cap | None = None
    solve: Solve | None = None
    counts: Numbers = field(default_factory=lambda: NOTHING)

    @property
    def tiers(self) -> tuple[str, ...]:
        """The tiers it speaks of, in the order of TIERS."""
        return tuple(t for t in TIERS if t in self.intake or t in self.baseline or t in self.reform)

    @property
    def observed(self) -> Numbers:
        """The rates its intake was observed under: the baseline, the reform's where no tier has one."""
        return self.baseline or self.reform

    @property
    def calendar(self) -> tuple[int, ...]:
        """The calendar years it spans."""
        return tuple(range(self.first_year, self.first_year + self.years))
