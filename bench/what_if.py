"""How long the simulator's model takes to answer, what it holds, and how exact so many draws are."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count

import numpy as np

from bench import measuring
from bench.measuring import Taken
from talent.what_if import comparing, draws
from talent.what_if.evidence import evidence
from talent.what_if.modes import at_modes
from talent.what_if.outcome import Band
from talent.what_if.run import run
from talent.what_if.scenario import TIERS, Scenario

CITIES = ("harbin", "daqing", "dezhou", "changchun")
YEARS = 15
# Made up, for measuring only: no document prints how many would be eligible.
INTAKE = dict(zip(TIERS, (100, 1000, 5000, 2000), strict=True))
RATES = dict(zip(TIERS, (3000, 2000, 1500, 1500), strict=True))
ASSUMED = evidence().defaults
STARTS, MOVES, CHANGES = 3, 20, 9
# Exactness is told of the fan after so many years; the reference is a mean over seeds.
AFTER, SEEDS = 10, 10
DRAWS = (500, 2_000, 10_000)
REFERENCE_DRAWS, REFERENCE_SEEDS = 50_000, 4


def scenario(city: str, step: float = 0, years: int = YEARS) -> Scenario:
    """Four tiers, every reform rate `step` yuan above the baseline's."""
    return Scenario(
        city=city,
        first_year=2023,
        years=years,
        arrival="july",
        duration_months=36,
        intake=INTAKE,
        baseline=RATES,
        reform={tier: rate + step for tier, rate in RATES.items()},
        assumptions=ASSUMED,
    )


def final_year(asked: Scenario) -> Band:
    """The fan of extra headcount in the last year alone."""
    drawn = draws.drawn(asked.assumptions, asked.arrival, asked.duration_months or 0, asked.years)
    people = comparing.per_month(asked, at_modes(asked), drawn, asked.baseline, asked.reform)[1]
    return draws.band(drawn.presence[-1] * people)


def model() -> None:
    """A moved rate, a changed assumption and the first answer; then how far few draws are from many."""
    starts = [measuring.alone(_start) for _ in range(STARTS)]
    took, held = measuring.alone(_answers)
    size = f"{ASSUMED.draws:,} draws × {YEARS} years × {len(CITIES)} cities × {len(TIERS)} tiers"
    lines = [
        f"{size}, made-up intakes; to reach: a moved rate < 50 ms.",
        "A run is all that the page shows: both courses, change and programme with three fans each, tornado,",
        "ratios. The cities share arrival, duration and assumptions, hence their draws. City on view: one",
        "run, and the last year's fan of the others. Memory: at most held above what was held before.",
        "",
        "| what | median | p95 | of processor |",
        "|---|---|---|---|",
        _row("first run of a process, one city", starts),
        *(_row(name, found) for name, found in took.items()),
        "",
        f"Memory: {held / 2**20:.0f} MB.",
        "",
        f"Relative error (root of the mean square, {SEEDS} seeds) of extra headcount after {AFTER} years "
        f"against {REFERENCE_SEEDS} × {REFERENCE_DRAWS:,} draws:",
        "",
        "| draws | P10 | P50 | P90 |",
        "|---|---|---|---|",
        *measuring.alone(_exactness),
    ]
    measuring.record("The simulator's model", lines)


def _row(name: str, found: list[Taken]) -> str:
    middle = measuring.middle(found)
    high = measuring.high(found)
    return f"| {name} | **{_ms(middle.clock)}** | {_ms(high)} | {_ms(middle.processor)} |"


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


def _start() -> Taken:
    asked = scenario(CITIES[0], 500)
    return measuring.taken(lambda: run(asked))


def _answers() -> tuple[dict[str, list[Taken]], int]:
    """What each kind of answer takes, no two of the same question; and the memory of them all at most."""
    steps, widths = count(1), count(1)

    def move() -> None:
        step = next(steps)
        for city in CITIES:
            run(scenario(city, step))

    def on_view() -> None:
        step = next(steps)
        run(scenario(CITIES[0], step))
        for city in CITIES[1:]:
            final_year(scenario(city, step))

    def change() -> None:
        leaving = replace(ASSUMED.leave_while_paid, high=ASSUMED.leave_while_paid.high + next(widths) / 1000)
        assumed = replace(ASSUMED, leave_while_paid=leaving)
        for city in CITIES:
            run(replace(scenario(city, 500), assumptions=assumed))

    sides: dict[str, tuple[Callable[[], None], int]] = {
        "a rate moved, four cities": (move, MOVES),
        "a rate moved, city on view": (on_view, MOVES),
        "an assumption changed, four cities": (change, CHANGES),
    }
    held = measuring.peak(lambda: (move(), change()))
    return {name: [measuring.taken(call) for _ in range(n)] for name, (call, n) in sides.items()}, held


def _exactness() -> list[str]:
    """The lines of the table of errors."""
    true = np.mean([*_fans(REFERENCE_DRAWS, REFERENCE_SEEDS)], axis=0)
    lines = []
    for number in DRAWS:
        errors = np.array([*_fans(number, SEEDS)]) / true - 1
        cells = " | ".join(f"{error:.1%}" for error in np.sqrt((errors**2).mean(axis=0)))
        lines.append(f"| {number:,} | {cells} |")
    return lines


def _fans(number: int, seeds: int) -> Iterator[tuple[float, ...]]:
    asked = scenario(CITIES[0], 500, AFTER)
    for seed in range(seeds):
        assumed = replace(asked.assumptions, draws=number, seed=seed)
        found = final_year(replace(asked, assumptions=assumed))
        yield float(found.p10), float(found.p50), float(found.p90)
