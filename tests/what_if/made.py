"""Scenarios made by hypothesis, whole, valid and of modest size; assumptions to stand for the defaults."""

from types import MappingProxyType

from hypothesis import strategies as st

from talent.what_if.scenario import (
    ARRIVALS,
    NOTHING,
    RULES,
    TIERS,
    Assumptions,
    Cap,
    Range,
    Scenario,
    Solve,
)

DEFAULTS = Assumptions(
    but_for=Range(0, 0.10, 0.25),
    leave_while_paid=Range(0.04, 0.08, 0.13),
    cliff=Range(0.05, 0.18, 0.40),
    leave_after=Range(0.03, 0.05, 0.09),
    take_up=Range(0.60, 0.80, 0.95),
)
POLICIES = ("changchun-2024-living-phd", "harbin-2023-start-up-fund", "dezhou-2021-grant")


def exactly(value: float) -> Range:
    """A range of no width."""
    return Range(value, value, value)


def shares(high: float) -> st.SearchStrategy[float]:
    """Shares of at most four decimals."""
    return st.integers(0, round(high * 10_000)).map(lambda n: n / 10_000)


def ranges(high: float) -> st.SearchStrategy[Range]:
    """Singles and ranges within [0, high]."""
    three = st.tuples(shares(high), shares(high), shares(high)).map(lambda t: Range(*sorted(t)))
    return shares(high).map(exactly) | three


def rates(least: int, most: int) -> st.SearchStrategy[float]:
    """Yuan a month, whole or with fen."""
    return st.integers(least, most) | st.integers(least * 100, most * 100).map(lambda fen: fen / 100)


def by_tier(tiers: tuple[str, ...], values: st.SearchStrategy) -> st.SearchStrategy:
    return st.fixed_dictionaries(dict.fromkeys(tiers, values)).map(MappingProxyType)


def some_of(tiers: tuple[str, ...], values: st.SearchStrategy) -> st.SearchStrategy:
    return st.fixed_dictionaries({}, optional=dict.fromkeys(tiers, values)).map(MappingProxyType)


def _arrivals() -> st.SearchStrategy:
    weights = st.lists(st.integers(0, 9), min_size=12, max_size=12).filter(any)
    return st.sampled_from(ARRIVALS) | weights.map(lambda parts: tuple(part / sum(parts) for part in parts))


@st.composite
def scenarios(draw, complete: bool = False, single: bool = False) -> Scenario:
    """Whole scenarios; `complete` = nothing is missing that a result needs, `single` = no ranges."""
    tiers = tuple(sorted(draw(st.sets(st.sampled_from(TIERS), min_size=1)), key=TIERS.index))
    parts = by_tier if complete else some_of
    baseline = draw(parts(tiers, st.just(0) | rates(300, 4000)))
    anchored = rates(500, 3000)
    unanchored = tuple(tier for tier in tiers if baseline.get(tier) == 0)
    reference = dict(draw(st.just(NOTHING) | some_of(tiers, anchored)))
    reference |= draw(by_tier(tuple(tier for tier in unanchored if tier not in reference), anchored))
    first_year, years = draw(st.integers(2000, 2040)), draw(st.integers(1, 12))
    share = (lambda high: shares(high).map(exactly)) if single else ranges
    year = st.sampled_from(("steady", "first")) | st.integers(first_year, first_year + years - 1)
    months = st.integers(1, 72)
    return Scenario(
        city=draw(st.sampled_from(("harbin", "daqing", "dezhou", "changchun"))),
        first_year=first_year,
        years=years,
        arrival=draw(_arrivals()),
        duration_months=draw(months if complete else st.none() | months),
        intake=draw(parts(tiers, st.integers(0, 20_000))),
        baseline=baseline,
        reform=draw(parts(tiers, rates(0, 6000))),
        assumptions=Assumptions(
            but_for=draw(share(0.5)),
            leave_while_paid=draw(share(0.3)),
            cliff=draw(share(0.6)),
            leave_after=draw(share(0.3)),
            take_up=draw(share(1)),
            reference_rate=MappingProxyType(reference),
            draws=draw(st.integers(1, 200)),
            seed=draw(st.integers(0, 2**63 - 1)),
            horizon_months=draw(st.integers(1, 240)),
        ),
        cap=draw(st.none() | st.builds(Cap, rates(1, 500_000_000), st.sampled_from(RULES))),
        solve=draw(st.none() | st.builds(Solve, rates(1, 500_000_000), year)),
        counts=draw(some_of(POLICIES, st.integers(0, 5000))),
    )
