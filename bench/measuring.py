"""Measuring on a shared machine: both sides in turn, medians, memory of a process with its children."""

import os
import platform
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

RESULTS = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
_PAGE = os.sysconf("SC_PAGE_SIZE")
_GLANCE = 0.005
_TITLE = "# Benchmarks\nWritten by `python3 run.py bench`; what is to be reached is said in each section.\n"


def seconds(call: Callable[[], object]) -> float:
    """How long a call takes by the clock."""
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def in_turn(sides: Mapping[str, Callable[[], object]], rounds: int = 5) -> dict[str, float]:
    """The median seconds of each side, all sides taken once in every round."""
    taken: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(rounds):
        for name, call in sides.items():
            taken[name].append(seconds(call))
    return {name: median(each) for name, each in taken.items()}


def peak(call: Callable[[], object]) -> int:
    """Bytes that this process and its children held at most during a call, above what they held before."""
    before = highest = _held()
    done = threading.Event()

    def watch() -> None:
        nonlocal highest
        while not done.wait(_GLANCE):
            highest = max(highest, _held())

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        call()
    finally:
        done.set()
        watcher.join()
    return highest - before


def _held() -> int:
    children = [
        child for task in Path("/proc/self/task").iterdir() for child in _read(task / "children").split()
    ]
    own = [_read(Path("/proc") / process / "statm").split() for process in ("self", *children)]
    return sum(int(words[1]) * _PAGE for words in own if words)


def _read(path: Path) -> str:
    """A file of the kernel; empty where its process is gone."""
    try:
        return path.read_text()
    except OSError:
        return ""


@contextmanager
def fresh_state() -> Iterator[Path]:
    """An empty ledger and an empty state folder, gone afterwards."""
    before = {name: os.environ.get(name) for name in ("TALENT_LEDGER", "TALENT_STATE")}
    with TemporaryDirectory() as folder:
        os.environ |= {"TALENT_LEDGER": f"{folder}/ledger", "TALENT_STATE": f"{folder}/state"}
        try:
            yield Path(folder)
        finally:
            for name, value in before.items():
                os.environ.pop(name)
                if value is not None:
                    os.environ[name] = value


def machine() -> str:
    """What was measured on, and when."""
    packages = ("duckdb", "pandas", "pyarrow", "python-calamine")
    load = os.getloadavg()[0]
    return (
        f"{date.today()}; {os.cpu_count()} cores, load {load:.1f}, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, {', '.join(f'{name} {version(name)}' for name in packages)}."
    )


def record(title: str, lines: list[str]) -> None:
    """Print a section and put it into docs/benchmarks.md in place of the one of the same title."""
    section = "\n".join([f"## {title}", machine(), "", *lines, ""])
    print(section)
    known = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else _TITLE
    found = re.split(r"(?m)^(?=## )", known)
    others = [one.rstrip("\n") + "\n" for one in found if not one.startswith(f"## {title}\n")]
    RESULTS.write_text("\n".join([*others, section]), encoding="utf-8")
