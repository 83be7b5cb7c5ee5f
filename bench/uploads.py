"""How long a file of many rows takes from its bytes to every page, and how that grows."""

import io
import math
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
from python_calamine import CalamineWorkbook

from bench import made, measuring
from bench.measuring import Taken
from talent import access, ledger, queries, warehouse
from talent.ledger import Draft, force
from talent.uploads import commit, examine, layout, preview, reading
from talent.uploads.check import check as checked
from talent.uploads.model import Checked, Choices

ROWS = 100_000
SIZES = (1_000, 10_000, 100_000)
BARE_XLSX = """
import sys
from python_calamine import CalamineWorkbook
CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()
"""
BARE_CSV = """
import sys, duckdb
duckdb.execute("CREATE TABLE texts AS FROM read_csv(?, all_varchar = true)", [sys.argv[1]])
"""
FILES = {"XLSX": ("m.xlsx", made.as_xlsx, 3, BARE_XLSX), "CSV": ("m.csv", made.as_csv, 5, BARE_CSV)}


def check() -> None:
    """A file of 100,000 rows checked, against the bare reader of its format."""
    lines = [
        f"{ROWS:,} rows of {len(made.FIELDS)} columns against the shipped data; medians of five rounds.",
        "Bare: python-calamine's `to_python`, DuckDB's `read_csv` into a table of texts; in the same",
        "process, and in one of its own, its start included. Memory: at most held by both processes,",
        "above what was held before; to reach 10 × the unpacked size. Each cell: by the clock / of processor",
        "(which neighbours on the machine disturb less).",
        "",
        "| file | check | bare, same process | ratio | to reach | own process | ratio | memory | × size |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    lines += [measuring.alone(_row, kind) for kind in FILES]
    measuring.record(f"Checking a file of {ROWS:,} rows", lines)


def _row(kind: str) -> str:
    """One line of the table of checks."""
    with measuring.fresh_state() as folder:
        return _against_bare(warehouse.locate(), folder, kind)


def _against_bare(now: warehouse.Warehouse, folder: Path, kind: str) -> str:
    name, make, aim, bare = FILES[kind]
    data, path = make(ROWS), folder / name
    path.write_bytes(data)

    def ours() -> None:
        examine.file(now, data, name, Choices())

    examine.file(now, make(10), name, Choices())  # what is loaded once is no memory of the file's
    held = measuring.peak(ours)
    took = measuring.in_turn(
        {
            "ours": ours,
            "same": lambda: _bare(path),
            "own": lambda: subprocess.run([sys.executable, "-c", bare, str(path)], check=True),
        }
    )
    same, own = (_ratio(took["ours"], took[side]) for side in ("same", "own"))
    return (
        f"| {kind} | {_said(took['ours'])} | {_said(took['same'])} | **{same}** | {aim} "
        f"| {_said(took['own'])} | {own} | {_megabytes(held)} | {held / _unpacked(data):.1f} |"
    )


def _said(took: Taken) -> str:
    return f"{took.clock:.2f} / {took.processor:.2f} s"


def _ratio(one: Taken, other: Taken) -> str:
    return f"{one.clock / other.clock:.1f} / {one.processor / other.processor:.1f}"


def _bare(path: Path) -> None:
    if path.suffix == ".xlsx":
        CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes())).get_sheet_by_index(0).to_python()
    else:
        with duckdb.connect() as connection:
            connection.execute("CREATE TABLE t AS FROM read_csv(?, all_varchar = true)", [str(path)])


def _unpacked(data: bytes) -> int:
    if not data.startswith(b"PK"):
        return len(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return sum(part.file_size for part in archive.infolist())


def commits() -> None:
    """The same file committed: until it is acknowledged, and from there until a page shows it."""
    with measuring.fresh_state():
        found, draft = _drafted(ROWS)
    acknowledged, visible = [], []
    for _ in range(5):
        with measuring.fresh_state():
            warehouse.locate()
            acknowledged.append(measuring.taken(lambda: _commit(found, draft)))
            visible.append(measuring.taken(lambda: queries.reading(warehouse.locate(), _first_code())))
    lines = [
        f"{ROWS:,} new rows beside the shipped data, already previewed; medians of five: clock / processor.",
        "",
        "| acknowledged after | shown by every page after (to reach 2 s) |",
        "|---|---|",
        f"| {_said(measuring.middle(acknowledged))} | **{_said(measuring.middle(visible))}** |",
    ]
    measuring.record(f"Committing {ROWS:,} rows", lines)


def _drafted(rows: int) -> tuple[Checked, Draft]:
    data = made.as_csv(rows)
    found = examine.file(warehouse.locate(), data, "m.csv", Choices()).checked
    return found, commit.upload(found, "", data)


def _commit(found: Checked, draft: Draft) -> str:
    return commit.commit(access.by_command("bench"), found, draft, found.of("warning")).batch


def _first_code() -> str:
    return ledger.open_ledger().rows("B0001")["statement_id"][0].as_py()


STEPS = ("read", "stage", "check", "preview", "commit", "show", "build anew")


def growth() -> None:
    """Every step at three sizes: seconds, seconds of processor, memory; and the slope."""
    found = {size: measuring.alone(_steps, size) for size in SIZES}
    lines = [
        "Each cell: seconds by the clock / of processor / memory at most above what was held before. "
        f"Slope: by which power of the rows the processor's seconds grow from {SIZES[1]:,} to {SIZES[2]:,} "
        "(1 = in proportion). CSV.",
        "",
        f"| step | {' | '.join(f'{size:,} rows' for size in SIZES)} | slope |",
        "|---|" + "---|" * (len(SIZES) + 1),
    ]
    for step in STEPS:
        cells = [found[size][step] for size in SIZES]
        slope = math.log10(cells[-1][0].processor / cells[-2][0].processor)
        shown = " | ".join(f"{_said(took)} / {_megabytes(held)}" for took, held in cells)
        lines.append(f"| {step} | {shown} | {slope:.2f} |")
    measuring.record("How an upload's cost grows", lines)


def _steps(rows: int) -> dict[str, tuple[Taken, int]]:
    """What each of STEPS takes, and the memory it holds at most."""
    costs: dict[str, tuple[Taken, int]] = {}

    def step(name: str, call: Callable[[], Any]) -> Any:
        answers, held = [], []
        took = measuring.taken(lambda: held.append(measuring.peak(lambda: answers.append(call()))))
        costs[name] = took, held[0]
        return answers[0]

    data = made.as_csv(rows)
    with measuring.fresh_state() as folder:
        now = warehouse.locate()
        book = step("read", lambda: reading.read(data, "m.csv"))
        staging = step("stage", lambda: layout.stage(book, now.catalogue, Choices()))
        result = step("check", lambda: checked(now, now.catalogue, staging, Choices()))
        draft = commit.upload(result, "", data)
        step("preview", lambda: _preview(now, draft))
        step("commit", lambda: _commit(result, draft))
        then = step("show", warehouse.locate)
        again = folder / "again.duckdb"
        step(
            "build anew", lambda: warehouse.build(again, warehouse.fingerprint(then.standing), then.standing)
        )
    return costs


def _preview(now: warehouse.Warehouse, draft: Draft) -> preview.Effects:
    return preview.effects(now, force.with_draft(ledger.open_ledger(), draft, warehouse.curated()))


def _megabytes(size: int) -> str:
    return f"{size / 2**20:.0f} MB"


MEASUREMENTS: dict[str, Callable[[], None]] = {"check": check, "commit": commits, "growth": growth}
