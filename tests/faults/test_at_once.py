"""Several write at once: one order, nothing lost, nothing twice; who comes late is told to look again."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from talent import access, ledger, warehouse
from talent.errors import TalentError
from talent.ledger import force
from talent.uploads import commit
from talent.warehouse import ROOT
from tests.faults import figures

WRITERS = 8
TURNS = int(os.environ.get("TALENT_TURNS", "2"))
PLACE = figures.PLACES[0]
# A process that previews an upload, says so, and commits it when it is told to.
PREVIEW = """
import json, sys
from pathlib import Path
from talent import warehouse
from talent.errors import TalentError
from tests.faults import figures
warehouse.DATA = Path(sys.argv[1])
found = figures.checked(warehouse.locate(), {figures.PLACES[0]: float(sys.argv[2])})
print(found.data_version, flush=True)
sys.stdin.readline()
try:
    print(json.dumps([figures.commit_all(found).batch, ""]))
except TalentError as error:
    print(json.dumps(["", error.key]))
"""


def test_of_two_processes_that_saw_the_same_preview_one_commits_and_the_other_looks_again(data):
    version = warehouse.locate().version
    running = [_previewing(data, value) for value in (5, 7)]
    assert [process.stdout.readline().strip() for process in running] == [version] * 2
    for process in running:
        process.stdin.write("now\n")
        process.stdin.flush()
    answers = [json.loads(process.communicate(timeout=60)[0]) for process in running]
    assert sorted(answers) == [["", "commit.moved"], ["B0001", ""]]
    first, second = (5.0, 7.0) if answers[0][0] else (7.0, 5.0)
    assert figures.served() == {PLACE: first}
    again = figures.checked(warehouse.locate(), {PLACE: second})
    assert list(again.statements["change"]) == ["corrected"]
    assert figures.commit_all(again).batch == "B0002" and figures.served() == {PLACE: second}


def _previewing(data: Path, value: int) -> subprocess.Popen:
    pipe = subprocess.PIPE
    words = [sys.executable, "-c", PREVIEW, str(data), str(value)]
    return subprocess.Popen(words, cwd=ROOT, stdin=pipe, stdout=pipe, text=True)


def test_the_same_file_committed_by_many_at_once_is_one_batch():
    found = figures.checked(warehouse.locate(), figures.of(1))
    answers = _together(lambda n: figures.commit_all(found, f"writer {n}").batch)
    assert sorted(answers) == ["B0001", *["commit.moved"] * (WRITERS - 1)]
    # Who asks again, after looking again, is told that there is nothing to do.
    assert figures.committed(figures.of(1)).batch == ""
    assert len(ledger.open_ledger().batches()) == 1 and figures.served() == dict(figures.of(1))


def test_a_batch_undone_by_many_at_once_is_undone_once():
    figures.committed(figures.of(1))
    version = warehouse.locate().version
    answers = _together(
        lambda n: commit.undo(access.by_command(f"writer {n}"), "B0001", True, "", version).batch
    )
    assert sorted(answers) == ["B0001", *["ledger.already_undone"] * (WRITERS - 1)]
    assert [mark.undone for mark in ledger.open_ledger().batches()[0].marks] == [True]


def _together(write: Callable[[int], str]) -> list[str]:
    """What each of the writers is answered, or the key of what it is refused with."""
    gate = Barrier(WRITERS)

    def one(n: int) -> str:
        gate.wait()
        try:
            return write(n)
        except TalentError as error:
            return error.key

    with ThreadPoolExecutor(WRITERS) as pool:
        return list(pool.map(one, range(WRITERS)))


def test_commits_and_undos_of_many_writers_equal_some_order_of_them():
    done = [event for events in _together_in_turns() for event in events]
    book = ledger.open_ledger()
    batches = book.batches()
    commits = {batch: figures.of(n) for batch, n in done if isinstance(n, int)}
    assert {batch.id: dict(figures.in_batch(book, batch.id)) for batch in batches} == commits
    marks = [(batch.id, mark.undone) for batch in batches for mark in batch.marks]
    assert sorted(marks) == sorted((batch, what == "undo") for batch, what in done if isinstance(what, str))
    order = sorted([b.position for b in batches] + [m.position for b in batches for m in b.marks])
    assert order == list(range(1, len(done) + 1)) and book.damage() == ()
    assert figures.served() == _by_hand(batches, commits)


def _by_hand(batches: tuple, commits: dict[str, figures.Figures]) -> dict:
    """Every event in the one order of the ledger, done to a plain dict."""
    events = [(batch.position, batch.id, None) for batch in batches]
    events += [(mark.position, batch.id, mark.undone) for batch in batches for mark in batch.marks]
    standing: list[str] = []
    for _, batch, undone in sorted(events):
        if undone:
            standing.remove(batch)
        else:
            # Put back, a batch has its old place.
            standing = sorted([*standing, batch])
    return dict(figures.replayed((False, commits[batch]) for batch in standing))


def _together_in_turns() -> list[list[tuple[str, object]]]:
    """What each writer got done: (batch, number of the upload) and (batch, "undo" or "redo")."""
    gate = Barrier(WRITERS)

    def one(writer: int) -> list[tuple[str, object]]:
        chance = random.Random(writer)
        gate.wait()
        done = []
        for turn in range(TURNS):
            n = TURNS * writer + turn
            done.append((_insisting(lambda n=n: _committed(n)), n))
            if chance.random() < 0.7:
                batch, _ = chance.choice([event for event in done if isinstance(event[1], int)])
                undone = not _is_undone(batch)
                if _insisting(lambda batch=batch, undone=undone: _marked(batch, undone)):
                    done.append((batch, "undo" if undone else "redo"))
        return done

    with ThreadPoolExecutor(WRITERS) as pool:
        return list(pool.map(one, range(WRITERS)))


def _insisting(write: Callable[[], str]) -> str:
    """Try again for as long as somebody else was quicker; "" where the figure came anew meanwhile."""
    while True:
        try:
            return write()
        except TalentError as error:
            if error.key == "commit.collides":
                return ""
            if error.key != "commit.moved":
                raise


def _committed(n: int) -> str:
    found, version = _now()
    draft = figures.drafted(found, version, figures.of(n))
    return commit.write(access.by_command("writer"), draft).batch


def _marked(batch: str, undone: bool) -> str:
    return commit.undo(access.by_command("writer"), batch, undone, "", _now()[1]).batch


def _is_undone(batch: str) -> bool:
    return next(one.undone for one in ledger.open_ledger().batches() if one.id == batch)


def _now():
    """Catalogue and version of the data, without building a warehouse of them."""
    standing = force.in_force(ledger.open_ledger())
    version = warehouse.data_version(standing)
    return warehouse.declared(version, standing)[0], version
