"""Files an analyst brings, from bytes to a `Book`: read in a separate process that may die in their place."""

import json
import logging
import os
import signal
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from talent.errors import TalentError
from talent.uploads import limits
from talent.uploads.model import Book, Finding, Sheet

_ROOT = Path(__file__).parents[2]
_START = "import sys; sys.path[:] = sys.argv[1:]; from talent.uploads.worker import main; main()"
# All that a bare Python may need of its surroundings, and nothing that could be a secret.
_KEPT = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
_GLANCE = 0.1  # seconds between two looks at the clock and at `stop`
_EXTENSIONS = {"xlsx": (".xlsx", ".xlsm"), "csv": (".csv", ".txt", ".tsv", ".tab")}
_LONGEST_NAME = 120
# Signs with a meaning in paths of some system, and kinds of characters that are not seen.
_UNSAFE = frozenset('<>:"|?*')
_INVISIBLE = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
_log = logging.getLogger(__name__)


def read(data: bytes, name: str, encoding: str = "", *, stop: Callable[[], bool] | None = None) -> Book:
    """A CSV or XLSX file, by its content; `encoding` is one of ENCODINGS or "" (found out).

    `stop` is asked while waiting; once true, the reading ends with TalentError `read.cancelled`. Every file
    that cannot be read is a TalentError `read.…` that says what it is and what would work.
    """
    file = safe_name(name)
    book = _book(_answers(data, {"want": "table", "encoding": encoding}, stop), file)
    fitting = _EXTENSIONS[book.kind]
    if Path(file).suffix.lower() in fitting:
        return book
    misnamed = Finding("named_otherwise", "info", file, value=file, expected=fitting[0])
    return replace(book, findings=(misnamed, *book.findings))


def paste(text: str) -> Book:
    """Text copied from a spreadsheet, or typed with commas; TalentError as `read`."""
    return _book(_answers(text.encode("utf-8", "replace"), {"want": "paste"}, None), "")


def document(data: bytes, name: str, encoding: str = "", *, stop: Callable[[], bool] | None = None) -> str:
    """The text of a press release, .txt or .docx: one line for each paragraph; TalentError as `read`.

    `name` is for the caller's own records: what a file is, its bytes tell.
    """
    (answer,) = _answers(data, {"want": "text", "encoding": encoding}, stop)
    return answer["text"]


def safe_name(name: str) -> str:
    """A file name to show and to keep: no folders, no control, bidi or invisible characters, at most 120."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(
        "_" if sign in _UNSAFE else sign for sign in last if unicodedata.category(sign) not in _INVISIBLE
    ).strip(" .")
    stem, dot, extension = shown.rpartition(".")
    if len(shown) > _LONGEST_NAME and stem and len(extension) < 10:
        return f"{stem[: _LONGEST_NAME - len(extension) - 1]}{dot}{extension}"
    return shown[:_LONGEST_NAME] or "unnamed"


def _book(parts: Iterable[Any], file: str) -> Book:
    """What `worker.answers` gives, put together."""
    heads: list[dict] = []
    rows: list[list[tuple[str, ...]]] = []
    end: dict = {}
    for part in parts:
        if not isinstance(part, dict):
            rows[-1].extend(zip(*part, strict=True))
        elif "sheet" in part:
            heads.append(part)
            rows.append([])
        else:
            end = part
    sheets = [
        Sheet(head["sheet"], tuple(own), tuple(map(tuple, head["merged"])), head["hidden"])
        for head, own in zip(heads, rows, strict=True)
    ]
    findings = [Finding(**{**found, "file": file}) for found in end["findings"]]
    return Book(file, end["kind"], tuple(sheets), end["encoding"], end["delimiter"], tuple(findings))


def _answers(data: bytes, asked: dict, stop: Callable[[], bool] | None) -> list[Any]:
    """What the worker answers; TalentError where it refuses, dies, takes too long or is stopped."""
    if len(data) > limits.FILE:
        raise _too_large(len(data))
    words = [sys.executable, "-I", "-S", "-c", _START, str(_ROOT), *filter(None, sys.path)]
    kept = {key: os.environ[key] for key in _KEPT if key in os.environ}
    pipe = subprocess.PIPE
    with (
        subprocess.Popen(words, stdin=pipe, stdout=pipe, stderr=pipe, env=kept) as process,
        ThreadPoolExecutor(1) as pool,
    ):
        exchange = pool.submit(_exchange, process, data, asked)
        try:
            _wait(exchange, stop)
        finally:
            process.kill()
        parts, told = exchange.result()
    if parts and "error" in parts[-1]:
        raise TalentError(parts[-1]["error"], **parts[-1]["fields"])
    if process.returncode:
        raise _death(process.returncode, told)
    return parts


def _wait(exchange, stop: Callable[[], bool] | None) -> None:
    """Until the exchange is over; TalentError `read.cancelled` or `read.slow`."""
    deadline = time.monotonic() + limits.WALL_SECONDS
    while True:
        try:
            exchange.result(timeout=_GLANCE)
            return
        except NotYet:
            if stop is not None and stop():
                raise TalentError("read.cancelled") from None
            if time.monotonic() > deadline:
                raise TalentError("read.slow", most=limits.WALL_SECONDS) from None


def _exchange(process: subprocess.Popen, data: bytes, asked: dict) -> tuple[list[Any], str]:
    """Hand the bytes over and take the answers as they come; what a dying process said comes second."""
    # Where it is dead already, its return code tells why.
    with suppress(OSError):
        process.stdin.write(json.dumps(asked).encode() + b"\n")
        process.stdin.write(data)
    with suppress(OSError):
        process.stdin.close()
    parts = [json.loads(line) for line in process.stdout if line.endswith(b"\n")]
    told = process.stderr.read().decode("utf-8", "replace")
    process.wait()
    return parts, told


def _death(code: int, told: str) -> TalentError:
    """Why a process ended by itself, as far as the operating system tells."""
    names = {-one.value: one.name for one in signal.Signals}
    if names.get(code) == "SIGXCPU":
        return TalentError("read.slow", most=limits.PROCESSOR_SECONDS)
    if names.get(code) in ("SIGABRT", "SIGKILL", "SIGSEGV", "SIGBUS"):
        return TalentError("read.memory", most=limits.MEMORY // limits.MEGABYTE)
    _log.error("The process that reads files ended with %s: %s", code, told)
    return TalentError("read.failed")


def _too_large(size: int) -> TalentError:
    megabytes = -(-size // limits.MEGABYTE)
    return TalentError("read.too_large", size=megabytes, most=limits.FILE // limits.MEGABYTE)
