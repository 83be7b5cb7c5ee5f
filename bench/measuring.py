"""Measuring on a shared machine: both sides in turn, medians, memory of a process with its children."""

import math
import os
import platform
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

RESULTS = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
_PAGE = os.sysconf("SC_PAGE_SIZE")
_GLANCE = 0.005
_TITLE = "# Benchmarks\nWritten by `python3 run.py bench`; what is to be reached is said in each section.\n"


@dataclass(frozen=True)
class Taken:
    """Seconds by the clock, and seconds of processor of this process and the children it waited for."""

    clock: float
    processor: float


def taken(call: Callable[[], object]) -> Taken:
    """How long a call takes."""
    began, busy = time.perf_counter(), _busy()
    call()
    return Taken(time.perf_counter() - began, _busy() - busy)


def _busy() -> float:
    # The clock of one's own process is finer than the ticks of os.times, which alone tells of children.
    return time.process_time() + sum(os.times()[2:4])


def in_turn(sides: Mapping[str, Callable[[], object]], rounds: int = 5) -> dict[str, Taken]:
    """The median of each side, all sides taken once in every round."""
    found: dict[str, list[Taken]] = {name: [] for name in sides}
    for _ in range(rounds):
        for name, call in sides.items():
            found[name].append(taken(call))
    return {name: middle(each) for name, each in found.items()}


def middle(found: Sequence[Taken]) -> Taken:
    """The median by the clock and the median of the processor."""
    return Taken(median(one.clock for one in found), median(one.processor for one in found))


def high(found: Sequence[Taken], share: float = 0.95) -> float:
    """Seconds by the clock that so many of them did not exceed."""
    return sorted(one.clock for one in found)[math.ceil(share * len(found)) - 1]


def alone(call: Callable, *given: object) -> Any:
    """What a function answers in a fresh process, whose memory nothing was measured in before."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(call, *given).result()


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
    packages = ("duckdb", "numpy", "pandas", "plotly", "pyarrow", "python-calamine", "streamlit")
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
