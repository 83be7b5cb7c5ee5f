"""A process whose children commit and undo until they are killed, and tell every step they come to.

    python -m tests.faults.writer DATA

Each line of standard input is a JSON object: where the child's ledger and state are, `first` (the number of
its first upload), and perhaps `stop` (a step) with `times`: there the child waits to be killed. Standard
output has one line for each event: `pid N`, `step NAME`, `asked JSON`, `done JSON`, `died`.
"""

import json
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from talent import access, audit, ledger, warehouse
from talent.ledger import folder
from talent.uploads import commit
from tests.faults import figures


class Steps:
    """Tells every step of the work; `doing` is what the child is at."""

    def __init__(self, stop: str, times: int) -> None:
        self.doing = "start"
        self._stop, self._times = stop, times
        self._seen: Counter[str] = Counter()

    def __call__(self, name: str) -> None:
        step = f"{self.doing}: {name}"
        tell("step", step)
        self._seen[step] += 1
        if step == self._stop and self._seen[step] == self._times:
            signal.pause()

    def around(self, call: Callable, name: Callable[..., str]) -> Callable:
        """The function with a step before it."""

        def told(*given, **named):
            self(name(*given))
            return call(*given, **named)

        return told


class Halving:
    """A file whose writes come in two halves."""

    def __init__(self, file, step: Callable[[], None]) -> None:
        self._file, self._step = file, step

    def write(self, content: bytes) -> None:
        middle = len(content) // 2
        self._file.write(content[:middle])
        self._file.flush()
        self._step()
        self._file.write(content[middle:])

    def __getattr__(self, name: str):
        return getattr(self._file, name)


def tell(kind: str, what: object = "") -> None:
    os.write(1, f"{kind} {what}\n".encode())


def watch(steps: Steps) -> None:
    """Tell each step of ledger, audit log and warehouse, halves of files included."""
    append = audit._append

    def flushed(path: Path, content: bytes) -> None:
        name = path.name
        steps(f"before {name}")
        with path.open("wb") as file:
            Halving(file, lambda: steps(f"half of {name}")).write(content)
            file.flush()
            os.fsync(file.fileno())

    def appended(place, file, entry) -> None:
        steps("before the log")
        append(place, Halving(file, lambda: steps("half a line of the log")), entry)
        steps("after the log")

    folder.flushed = flushed
    audit._append = appended
    audit._write_head = steps.around(audit._write_head, lambda *_: "before the log's head")
    folder.flush_folder = steps.around(folder.flush_folder, lambda path: f"before flushing {_kind(path)}")
    folder.Folder._prepared = steps.around(folder.Folder._prepared, lambda *_: "before numbering")
    os.rename = steps.around(os.rename, lambda *_: "before the rename")
    os.replace = steps.around(os.replace, lambda _, into: f"before replacing {_kind(Path(into))}")
    warehouse._insert = steps.around(warehouse._insert, lambda _, table, rows: f"before filling {table}")
    warehouse._clear_away = steps.around(warehouse._clear_away, lambda _: "before clearing away")
    warehouse._connect = steps.around(warehouse._connect, lambda *_: "before opening")


def _kind(path: Path) -> str:
    if path.suffix == ".duckdb":
        return "the warehouse"
    return "the entry" if path.name.startswith(".") else path.name


def work(asked: dict) -> None:
    """Commit, look, undo, look, put back every other time; until somebody ends it."""
    os.environ |= {"TALENT_LEDGER": asked["ledger"], "TALENT_STATE": asked["state"]}
    steps = Steps(asked.get("stop", ""), asked.get("times", 1))
    watch(steps)
    for n in range(asked["first"], len(figures.PLACES) // 2 - 1):
        now = warehouse.locate()
        draft = figures.drafted(now.catalogue, now.version, figures.of(n))
        _write(steps, "commit", n, lambda draft=draft: commit.write(access.by_command("writer"), draft).batch)
        newest = figures.last_in_force(undone=False)
        assert newest
        _write(steps, "undo", newest.id, lambda id=newest.id: figures.marked(id, True).batch)
        if n % 2:
            _write(steps, "redo", newest.id, lambda id=newest.id: figures.marked(id, False).batch)


def _write(steps: Steps, kind: str, what: object, write: Callable[[], str]) -> None:
    steps.doing = kind
    tell("asked", json.dumps([kind, what]))
    batch = write()
    steps("before the answer")
    tell("done", json.dumps([kind, what, batch]))
    steps.doing = "look"
    warehouse.locate()


def main() -> None:
    """Fork a child for each line: what takes long to load is loaded once."""
    warehouse.DATA = Path(sys.argv[1])
    ledger.open_ledger()
    for line in sys.stdin:
        child = os.fork()
        if not child:
            tell("pid", os.getpid())
            work(json.loads(line))
            os._exit(0)
        os.waitpid(child, 0)
        tell("died")


if __name__ == "__main__":
    main()
