"""Whoever writes may die at any moment: what was acknowledged is there, the rest is whole or not there.

TALENT_KILLS is how many commits and how many undos are killed; the long run has 100 of each.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from talent import audit, ledger
from talent.warehouse import ROOT
from tests.faults import figures

KILLS = int(os.environ.get("TALENT_KILLS", "4"))
WRITES = ("commit", "undo")
# So many deaths on one ledger, then a fresh one: a young ledger has other first steps than an old one.
ON_ONE = 8
_ENTRY = ("before manifest.json", "half of manifest.json", "before flushing the entry", "before the rename")
_LOG = ("before the log", "half a line of the log", "before the log's head", "after the log")
_PLACED = ("before flushing entries", "before replacing audit.head", "before the answer")
STEPS = {
    "commit": (
        "before numbering",
        *(f"{half} {file}" for file in ("rows.parquet", "original") for half in ("before", "half of")),
        *_ENTRY, *_PLACED, *_LOG,
    ),
    "undo": (*_ENTRY, *_PLACED, *_LOG),
    "look": (
        "before filling cities", "before filling statements", "before replacing the warehouse",
        "before clearing away", "before opening",
    ),
}  # fmt: skip
# Each step of a commit and an undo is met twice in the log: when it is asked for and when it is done.
PLAN = [
    (kind, step, times)
    for kind, steps in STEPS.items()
    for step in steps
    for times in ((1, 2) if step in _LOG or step.endswith("audit.head") else (1,))
]


class Writers:
    """Processes that write, one after the other, each to be killed."""

    def __init__(self, data: Path) -> None:
        self._nursery = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.writer", str(data)],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.took = {"commit": [0.2], "undo": [0.05], "redo": [0.05]}

    def died(self, asked: dict, kind: str, delay: float | None) -> list[tuple[str, str]]:
        """All events up to the death: at the step `asked` names, or a part `delay` of a usual `kind` on."""
        stdin, stdout = self._nursery.stdin, self._nursery.stdout
        assert stdin and stdout
        stdin.write(json.dumps(asked) + "\n")
        stdin.flush()
        events: list[tuple[str, str]] = []
        child, began = 0, 0.0
        for line in stdout:
            event, _, what = line.rstrip("\n").partition(" ")
            events.append((event, what))
            if event == "died":
                return events
            if event == "pid":
                child = int(what)
            elif event == "asked":
                began = time.monotonic()
                if delay is not None and json.loads(what)[0] == kind:
                    time.sleep(delay * self.took[kind][-1])
                    os.kill(child, signal.SIGKILL)
            elif event == "done":
                self.took[json.loads(what)[0]].append(time.monotonic() - began)
            elif delay is None and event == "step" and what == asked["stop"]:
                asked["times"] -= 1
                if not asked["times"]:
                    os.kill(child, signal.SIGKILL)
        raise AssertionError("the writer ended by itself")

    def end(self) -> None:
        self._nursery.stdin.close()
        assert self._nursery.wait(30) == 0


@contextmanager
def writers(data: Path) -> Iterator[Writers]:
    found = Writers(data)
    try:
        yield found
        found.end()
    finally:
        found._nursery.kill()


def planned(kills: int) -> list[tuple[str, str, int, float | None]]:
    """What to kill and when: half at a step, so that each is met, half at a moment nobody chose."""
    chance = random.Random(kills)
    found: list[tuple[str, str, int, float | None]] = []
    for kind in STEPS:
        steps = [(kind, step, times, None) for own, step, times in PLAN if own == kind]
        chance.shuffle(steps)
        # A commit or an undo has moments between its steps; of a look the steps are enough.
        halves = kills // 2 if kind in WRITES else max(2, kills // 10)
        found += (steps * (1 + halves // len(steps)))[:halves]
        found += [(kind, "", 1, chance.uniform(0, 1.2)) for _ in range(kills - halves) if kind in WRITES]
    chance.shuffle(found)
    return found


def test_whatever_is_acknowledged_survives_and_nothing_is_there_by_half(data, tmp_path, monkeypatch):
    met: Counter[str] = Counter()
    with writers(data) as running:
        for n, (kind, step, times, delay) in enumerate(planned(KILLS)):
            place = tmp_path / f"{n // ON_ONE}"
            monkeypatch.setenv("TALENT_LEDGER", str(place / "ledger"))
            monkeypatch.setenv("TALENT_STATE", str(place / "state"))
            before = _state()
            asked = {
                "ledger": str(place / "ledger"), "state": str(place / "state"),
                "first": 1 + 20 * (n % ON_ONE), "stop": f"{kind}: {step}", "times": times,
            }  # fmt: skip
            events = running.died(asked, kind, delay)
            met[_last_step(events)] += 1
            _is_sound(before, events, deaths=n % ON_ONE + 1)
    print("\n".join(f"{count:4} {step}" for step, count in sorted(met.items())))
    if len(PLAN) <= KILLS:
        assert {f"{kind}: {step}" for kind, step, _ in PLAN} <= met.keys()


def _last_step(events: list[tuple[str, str]]) -> str:
    """What was told last before the death."""
    event, what = events[-2]
    return what if event == "step" else f"{json.loads(what)[0]}: {event}"


def _state() -> dict[str, tuple[bool, figures.Figures]]:
    """Every batch, whether it is undone, and what it says."""
    book = ledger.open_ledger()
    return {batch.id: (batch.undone, figures.in_batch(book, batch.id)) for batch in book.batches()}


def _is_sound(before: dict, events: list[tuple[str, str]], deaths: int) -> None:
    """The ledger after a death holds what was there and was acknowledged, and goes on from there."""
    known, pending = dict(before), None
    for event, what in events:
        if event == "asked":
            pending = json.loads(what)
        elif event == "done":
            kind, what, batch = json.loads(what)
            pending = None
            if kind == "commit":
                known[batch] = (False, figures.of(what))
            else:
                known[batch] = (kind == "undo", known[batch][1])
    book = ledger.open_ledger()
    found = _state()
    assert book.damage() == ()
    allowed = [known, *([_with(known, pending, found)] if pending else [])]
    assert found in allowed, (pending, found)
    assert figures.served() == figures.replayed(found.values())
    if pending:
        _repeated(pending, found, is_there=found != known)
    faults = audit.verify(book.journal())
    assert [fault for fault in faults if fault.kind != "torn"] == [] and len(faults) <= deaths


def _with(known: dict, pending: list, found: dict) -> dict:
    """What is known with what was asked for done, under the id it has got."""
    kind, what = pending
    if kind == "commit":
        (new,) = found.keys() - known.keys() or {""}
        return known | {new: (False, figures.of(what))}
    return known | {what: (kind == "undo", known[what][1])}


def _repeated(pending: list, found: dict, is_there: bool) -> None:
    """Asking again does what was not done, and never twice."""
    kind, what = pending
    if kind == "commit":
        again = figures.committed(figures.of(what))
        assert bool(again.batch) != is_there
        once = [batch for batch in _state().values() if batch == (False, figures.of(what))]
        assert len(once) == 1
    elif is_there:
        with pytest.raises(Exception, match=r"ledger\.(already_undone|in_force)"):
            figures.marked(what, kind == "undo")
    else:
        figures.marked(what, kind == "undo")
        assert _state()[what][0] == (kind == "undo")
