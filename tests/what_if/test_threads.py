"""Sessions run the model from threads of their own and share what was drawn."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, is_dataclass, replace
from threading import Barrier

import numpy as np
import pytest

from talent.what_if import draws
from talent.what_if.outcome import Outcome
from talent.what_if.run import run
from talent.what_if.scenario import Assumptions, Range, Scenario

THREADS = 8
ASSUMED = Assumptions(
    but_for=Range(0, 0.1, 0.25),
    leave_while_paid=Range(0.04, 0.08, 0.13),
    cliff=Range(0.05, 0.18, 0.4),
    leave_after=Range(0.03, 0.05, 0.09),
    take_up=Range(0.6, 0.8, 0.95),
    draws=1000,
)
CASE = Scenario(
    city="harbin",
    first_year=2023,
    years=6,
    arrival="july",
    duration_months=36,
    intake={"master": 1000, "bachelor": 5000},
    baseline={"master": 2000, "bachelor": 1500},
    reform={"master": 2000, "bachelor": 2000},
    assumptions=ASSUMED,
)
# Two sets of draws, three rates of each: some threads find what others drew, some draw at the same time.
CASES = tuple(
    replace(CASE, reform={"master": 2000, "bachelor": rate}, assumptions=replace(ASSUMED, seed=seed))
    for seed in (1, 2)
    for rate in (1500, 1800, 2400)
)


def forget() -> None:
    draws._drawn.cache_clear()
    draws._turned.cache_clear()


def leaves(value: object) -> Iterator[object]:
    """Every number, text and array in it, in order."""
    if is_dataclass(value):
        value = [getattr(value, field.name) for field in fields(value)]
    elif isinstance(value, Mapping):
        value = [part for item in value.items() for part in item]
    if isinstance(value, list | tuple):
        for part in value:
            yield from leaves(part)
    else:
        yield value


def bits(outcome: Outcome) -> list[object]:
    return [leaf.tobytes() if isinstance(leaf, np.ndarray) else leaf for leaf in leaves(outcome)]


def test_eight_threads_get_what_one_gets_to_the_last_bit():
    forget()
    ready = Barrier(THREADS)

    def session(number: int) -> dict[int, list[object]]:
        ready.wait()
        return {
            at % len(CASES): bits(run(CASES[at % len(CASES)])) for at in range(number, number + len(CASES))
        }

    with ThreadPoolExecutor(THREADS) as pool:
        answers = list(pool.map(session, range(THREADS)))
    forget()
    alone = {at: bits(run(scenario)) for at, scenario in enumerate(CASES)}
    assert all(answer == alone for answer in answers)


@pytest.mark.parametrize("of", [draws.drawn, draws.turned])
def test_what_threads_share_cannot_be_written(of):
    shared = of(ASSUMED, CASE.arrival, CASE.duration_months, CASE.years)
    assert of(ASSUMED, CASE.arrival, CASE.duration_months, CASE.years) is shared, "else nothing is shared"
    arrays = [leaf for leaf in leaves(shared) if isinstance(leaf, np.ndarray)]
    assert len(arrays) >= len(fields(shared))
    for array in arrays:
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0


def test_an_outcome_keeps_lines_not_draws():
    kept = [leaf for leaf in leaves(run(CASE)) if isinstance(leaf, np.ndarray)]
    assert all(array.base is None or array.base.size < ASSUMED.draws for array in kept)
