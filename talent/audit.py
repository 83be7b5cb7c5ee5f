"""The audit log: one flushed line per event, each chained to the line before, so that tampering shows.

`audit.jsonl` is appended to and never rewritten. `audit.head` says how long it was after the newest event and
what its last line was, so that a cut tail shows too. The chain holds no secret: whoever rewrites both files
whole leaves no trace, unless copies of `audit.head` are kept elsewhere.
"""

import hashlib
import json
import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Protocol

from filelock import FileLock

from talent.disk import flush_folder, flushed
from talent.errors import TalentError
from talent.i18n import text

FILE, HEAD, LOCK = "audit.jsonl", "audit.head", "audit.lock"
# Nothing else is written down: no passphrase, no token, no content of a file.
FACTS = (
    "batch", "base", "version", "sha256", "file", "counts", "warnings", "statement", "reason", "note",
    "result", "error", "client",
)  # fmt: skip
LONGEST = 1000
PATIENCE = 30
_WHOLE = re.compile(rb'(\{.*"previous":"([0-9a-f]{64}|)"),"hash":"([0-9a-f]{64})"\}')


class Writer(Protocol):
    """Who did it, as `access.Actor` says."""

    @property
    def name(self) -> str: ...
    @property
    def how(self) -> str: ...
    @property
    def os_user(self) -> str: ...


@dataclass(frozen=True)
class Fault:
    """What is wrong with a log: `kind` at `line`, counted from 1 (0 = the log is empty).

    torn: half a line, its writer died; edited: not as it was written; broken: what stood before it was
    deleted, inserted or rewritten; moved: it stood elsewhere; truncated: what stood after it was deleted;
    no_head: `audit.head` is missing or unreadable.
    """

    line: int
    kind: str

    def message(self, language: str) -> str:
        """The sentence of this fault."""
        return text(f"audit.fault.{self.kind}", language, line=self.line)


@dataclass(frozen=True)
class _Head:
    """Bytes of the log after the newest event, and the hash of its last line ("" = none yet)."""

    size: int
    hash: str


def log(folder: Path, event: str, actor: Writer | None, **facts: object) -> None:
    """Write one event down, on the disk when this returns; `facts` are among FACTS, paths cut to file names.

    Raises TalentError `cannot_write`.
    """
    if unknown := facts.keys() - {*FACTS}:
        raise ValueError(f"not for the audit log: {sorted(unknown)}")
    entry = {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "event": event,
        "actor": actor.name if actor else None,
        "how": actor.how if actor else None,
        "os_user": actor.os_user if actor else None,
        "facts": {name: _fact(name, value) for name, value in facts.items() if value is not None},
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / LOCK, timeout=PATIENCE), (folder / FILE).open("a+b") as file:
            _append(folder, file, entry)
    except OSError as error:
        raise TalentError("cannot_write", file=FILE, why=error.strerror or type(error).__name__) from error


def _fact(name: str, value: object) -> object:
    if not isinstance(value, str):
        return value
    return (re.split(r"[/\\]", value)[-1] if name == "file" else value)[:LONGEST]


def _append(folder: Path, file: BinaryIO, entry: dict) -> None:
    """One line more, then the head; the first head stands before the first line."""
    size = file.seek(0, os.SEEK_END)
    head = _read_head(folder)
    if head is None and size == 0:
        head = _write_head(folder, _Head(0, ""))
    last = _last_line(file, size)
    line = _chained(entry | {"previous": _previous(head, size, last)})
    # Half a line left by a writer that died is kept, as a line of its own.
    torn = size > 0 and not _ends_line(file, size)
    file.write((b"\n" if torn else b"") + line + b"\n")
    file.flush()
    os.fsync(file.fileno())
    _write_head(folder, _Head(file.seek(0, os.SEEK_END), _sha(line)))
    if size == 0:
        flush_folder(folder)


def _previous(head: _Head | None, size: int, last: bytes) -> str:
    """The hash the next line is chained to: of the line before, or of the one that should stand there.

    So what was cut off, or a head that was taken away, stays visible after the log has gone on.
    """
    if head is None:
        return ""
    return head.hash if size <= head.size else _sha(last)


def _chained(entry: dict) -> bytes:
    """The line of an entry, closed by the hash over all that stands before it."""
    body = json.dumps(entry, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    # Half a character cannot be encoded; its escape is JSON.
    raw = body.encode("utf-8", "backslashreplace")
    return raw[:-1] + b',"hash":"' + _sha(raw).encode() + b'"}'


def _last_line(file: BinaryIO, size: int) -> bytes:
    """The last line without its end; empty in an empty file."""
    length = 4096
    while True:
        start = max(0, size - length)
        file.seek(start)
        tail = file.read(size - start).removesuffix(b"\n")
        if start == 0 or b"\n" in tail:
            return tail.rpartition(b"\n")[2]
        length *= 4


def _ends_line(file: BinaryIO, size: int) -> bool:
    file.seek(size - 1)
    return file.read(1) == b"\n"


def _read_head(folder: Path) -> _Head | None:
    """None where there is none, or none that can be read."""
    try:
        said = json.loads((folder / HEAD).read_bytes())
        return _Head(int(said["size"]), str(said["hash"]))
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def _write_head(folder: Path, head: _Head) -> _Head:
    aside = folder / f"{HEAD}.new"
    flushed(aside, json.dumps({"size": head.size, "hash": head.hash}).encode())
    os.replace(aside, folder / HEAD)
    return head


def verify(folder: Path) -> tuple[Fault, ...]:
    """What is wrong with the log of a folder, in the order of its lines; empty where nothing is."""
    # The head first: a line written meanwhile then stands after it, where it may.
    head = _read_head(folder)
    path = folder / FILE
    content = path.read_bytes() if path.exists() else b""
    lines = content.removesuffix(b"\n").split(b"\n") if content else []
    faults = _faults(lines, head)
    if head is None:
        return (*faults, *([Fault(len(lines), "no_head")] if lines else []))
    if all(fault.kind == "torn" for fault in faults) and not _fits(head, content):
        faults.append(Fault(len(lines), "truncated" if len(content) < head.size else "edited"))
    return tuple(faults)


def _faults(lines: list[bytes], head: _Head | None) -> list[Fault]:
    hashes = [_sha(line) for line in lines]
    links = [_link(line) for line in lines]
    faults, begins = [], 0
    for place, (line, link) in enumerate(zip(lines, links, strict=True)):
        before = hashes[place - 1] if place else ""
        if link is None:
            # The next line vouches for half a line; the last one must be younger than the head.
            after_head = head is not None and begins >= head.size
            vouched = links[place + 1] == hashes[place] if place + 1 < len(lines) else after_head
            faults.append(Fault(place + 1, "torn" if vouched else "edited"))
        elif link != before and not (place and links[place - 1] is None):
            faults.append(Fault(place + 1, "moved" if link in hashes else "broken"))
        begins += len(line) + 1
    return faults


def _link(line: bytes) -> str | None:
    """The hash a line is chained to; None where the line is not as it was written."""
    parts = _WHOLE.fullmatch(line)
    if parts is None or _sha(parts[1] + b"}") != parts[3].decode():
        return None
    return parts[2].decode()


def _fits(head: _Head, content: bytes) -> bool:
    """Whether the log has the length and the line its head tells of; it may have gone on since."""
    told = content[: head.size]
    if len(told) < head.size:
        return False
    return head.size == 0 or (told.endswith(b"\n") and _sha(told[:-1].rpartition(b"\n")[2]) == head.hash)


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
