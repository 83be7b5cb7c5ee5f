"""The process that reads one file and hands its texts over as lines of JSON, within limits of its own.

`reading` starts it and gives it a line of JSON (what is asked) and then the bytes on standard input. What it
may use is bounded before it looks at them; if it dies, nothing else does.
"""

import gc
import json
import sys
from collections.abc import Iterator
from itertools import islice, zip_longest

from talent.errors import TalentError
from talent.uploads import delimited, kinds, limits, worddoc, workbook
from talent.uploads.cells import letter, texts

_BLOCK = 2_000


def main() -> None:
    """Answer what is asked on standard input."""
    _bound()
    gc.disable()  # it lives for one file, and nothing in that is circular
    asked = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    out, handed = sys.stdout, 0
    try:
        for part in answers(data, **asked):
            line = json.dumps(part, separators=(",", ":"))
            handed += len(line)
            if handed > limits.TEXT:
                raise TalentError("read.much_text", most=limits.TEXT // limits.MEGABYTE)
            out.write(line + "\n")
    except TalentError as error:
        out.write(json.dumps({"error": error.key, "fields": error.fields}) + "\n")
    except MemoryError:
        out.write(
            json.dumps({"error": "read.memory", "fields": {"most": limits.MEMORY // limits.MEGABYTE}}) + "\n"
        )


def answers(data: bytes, want: str, encoding: str = "") -> Iterator[dict | list]:
    """What a file holds, in parts that JSON can carry.

    `want` is `table` or `paste`: for each sheet a dict (`sheet`, `hidden`, `merged`), then its rows in
    blocks, each a list of equally long columns; last `kind`, `encoding`, `delimiter`, `findings`. Or `want`
    is `text`: one dict with `text`. Raises TalentError.
    """
    kind = kinds.kind(data)
    if want == "text":
        yield {"text": _text(data, kind, encoding)}
    elif kind == "xlsx":
        yield from _workbook(data)
    elif kind == "text":
        yield from _delimited(data, encoding, typed=want == "paste")
    else:
        raise TalentError("read.word_document")


def _delimited(data: bytes, encoding: str, typed: bool) -> Iterator[dict | list]:
    text, used = delimited.decoded(data, encoding)
    rows, delimiter = delimited.rows(text, typed)
    if not any(map(any, rows)):
        raise TalentError("read.empty")
    findings = delimited.overlong(rows) + (delimited.errors(rows) if "#" in text else [])
    yield from _sheet({"sheet": "", "hidden": False, "merged": []}, rows)
    kind, used = ("paste", "") if typed else ("csv", used)
    yield {"kind": kind, "encoding": used, "delimiter": delimiter, "findings": findings}


def _workbook(data: bytes) -> Iterator[dict | list]:
    findings, filled, counted = [], False, 0
    for head, rows, found in workbook.sheets(kinds.archive(data), data):
        yield from _sheet(head, rows)
        findings += [{"sheet": head["sheet"], **finding} for finding in found]
        counted += len(rows)
        if counted > limits.ROWS + 1:
            raise TalentError("read.rows", most=limits.ROWS)
        filled = filled or bool(rows) or bool(found)
    if not filled:
        raise TalentError("read.empty")
    yield {"kind": "xlsx", "encoding": "", "delimiter": "", "findings": findings}


def _sheet(head: dict, rows: list[list]) -> Iterator[dict | list]:
    """A sheet's head and its rows as columns of texts, without empty rows and columns at the end."""
    while rows and not any(cell != "" for cell in rows[-1]):
        rows.pop()
    width = max(map(len, rows), default=0)
    while width and not any(len(row) >= width and row[width - 1] != "" for row in rows):
        width -= 1
    if width * len(rows) > limits.CELLS:
        raise TalentError("read.cells", most=limits.CELLS)
    yield head
    for start in range(0, len(rows), _BLOCK):
        columns = islice(zip_longest(*rows[start : start + _BLOCK], fillvalue=""), width)
        block = [texts(column) for column in columns]
        _refuse_long(block, start)
        yield block


def _refuse_long(block: list[list[str]], start: int) -> None:
    for at, column in enumerate(block):
        longest = max(column, key=len)
        if len(longest) > limits.CELL:
            cell = f"{letter(at)}{start + column.index(longest) + 1}"
            raise TalentError("read.long_cell", cell=cell, most=limits.CELL)


def _text(data: bytes, kind: str, encoding: str) -> str:
    if kind == "xlsx":
        raise TalentError("read.workbook")
    if kind == "docx":
        return worddoc.text(kinds.archive(data))
    text, _ = delimited.decoded(data, encoding)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _bound() -> None:
    """Limits of the operating system on this process; where there are none, the caller's clock remains."""
    try:
        import resource
    except ImportError:
        return
    seconds = limits.PROCESSOR_SECONDS
    resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY, limits.MEMORY))
    # One second more before it is killed: the signal of the first limit tells the caller why.
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
