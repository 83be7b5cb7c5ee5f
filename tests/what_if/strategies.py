"""Scenarios for the proofs of the model: one by hand, and any that a file may hold."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import settings
from hypothesis import strategies as st

from talent.what_if.scenario import ARRIVALS, RULES, TIERS, UNCERTAIN, Assumptions, Cap, Range, Scenario

PROOF = settings(max_examples=12, deadline=None, derandomize=True, database=None)


def sure(value: float) -> Range:
    """One number: a range of no width."""
    return Range(value, value, value)


# Nobody leaves, everybody draws it, nobody comes because of it: the exact part alone.
EXACT = Assumptions(sure(0), sure(0), sure(0), sure(0), sure(1))
# The default ranges of what-if.md §2.
WIDE = Assumptions(
    but_for=Range(0, 0.10, 0.25),
    leave_while_paid=Range(0.04, 0.08, 0.13),
    cliff=Range(0.05, 0.18, 0.40),
    leave_after=Range(0.03, 0.05, 0.09),
    take_up=Range(0.60, 0.80, 0.95),
    draws=500,
)


def given_by_hand(**changes) -> Scenario:
    """Ten thousand bachelors a year at 1,500 yuan for 36 months from July 2023; `changes` on top."""
    plain = Scenario(
        city="harbin",
        first_year=2023,
        years=8,
        arrival="july",
        duration_months=36,
        intake={"bachelor": 10_000},
        baseline={"bachelor": 1500},
        reform={"bachelor": 1500},
        assumptions=EXACT,
    )
    return replace(plain, **changes)


def assumed(**changes: float) -> Assumptions:
    """The exact assumptions with single numbers in place of some."""
    found = {name: sure(value) if name in UNCERTAIN else value for name, value in changes.items()}
    return replace(EXACT, **found)


def shares(arrival: str | tuple[float, ...]) -> list[Fraction]:
    """Arrival as fractions of the year's entrants: July is the seventh month."""
    if isinstance(arrival, str):
        month = {"january": 0, "july": 6}.get(arrival)
        return [Fraction(1, 12) if month is None else Fraction(m == month) for m in range(12)]
    return [Fraction(share) / sum(map(Fraction, arrival)) for share in arrival]


# Months as weights that need not be equal, some of them nought.
WEIGHTS = st.lists(st.integers(0, 9), min_size=12, max_size=12).filter(any)
ARRIVAL = st.one_of(
    st.sampled_from(ARRIVALS), WEIGHTS.map(lambda found: tuple(one / sum(found) for one in found))
)
RATE = st.integers(0, 6000)
POSITIVE = st.integers(1, 3000)
INTAKE = st.integers(0, 100_000)
SHARE = st.floats(0, 0.6).map(lambda share: round(share, 4))
LIKELY = st.floats(0.01, 0.6).map(lambda share: round(share, 4))


@st.composite
def ranges(draw, lowest: float = 0, highest: float = 0.6) -> Range:
    """A triangular range, or now and then one number."""
    found = sorted(round(draw(st.floats(lowest, highest)), 4) for _ in range(3))
    return sure(found[1]) if draw(st.integers(0, 4)) == 0 else Range(*found)


@st.composite
def assumptions(draw, wide: bool) -> Assumptions:
    """Single numbers, or ranges with few draws."""
    if wide:
        found = {name: draw(ranges()) for name in UNCERTAIN[:-1]} | {"take_up": draw(ranges(0.1, 1))}
        return Assumptions(**found, draws=draw(st.integers(2, 60)), seed=draw(st.integers(0, 9)))
    found = {name: sure(draw(st.one_of(st.just(0.0), SHARE))) for name in UNCERTAIN[:-1]}
    take_up = sure(draw(st.one_of(st.just(1), st.floats(0, 1))))
    return Assumptions(**found, take_up=take_up, horizon_months=draw(st.integers(1, 240)))


@st.composite
def scenarios(draw, wide: bool = False) -> Scenario:
    """Whole scenarios without a blank: several tiers, any arrival, any duration, any rule."""
    tiers = draw(st.lists(st.sampled_from(TIERS), min_size=1, unique=True))
    references = {tier: draw(POSITIVE) for tier in tiers}
    cap = st.builds(Cap, st.one_of(st.integers(1, 10**9), st.floats(1, 1e9)), st.sampled_from(RULES))
    return Scenario(
        city="daqing",
        first_year=2023,
        years=draw(st.integers(1, 14)),
        arrival=draw(ARRIVAL),
        duration_months=draw(st.integers(1, 120)),
        intake={tier: draw(INTAKE) for tier in tiers},
        # No more than a few times the reference: what lies far beyond is refused.
        baseline={tier: draw(st.integers(0, 4 * references[tier])) for tier in tiers},
        reform={tier: draw(st.integers(0, 4 * references[tier])) for tier in tiers},
        assumptions=replace(draw(assumptions(wide)), reference_rate=references),
        cap=draw(st.one_of(st.none(), cap)),
    )
