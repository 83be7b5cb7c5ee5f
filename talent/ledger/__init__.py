"""Committed uploads: an append-only record of batches and marks; what is in force is worked out from it.

Nothing else knows where batches live. `Ledger` is all that a place has to offer; `folder.py` is one.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

import pyarrow as pa

from talent.catalogue import Adoption, Catalogue, Source
from talent.errors import TalentError
from talent.i18n import text

# How a row of an upload relates to what was known.
CHANGES = ("new", "corrected", "agreeing", "conflicting", "unchanged")
# Why an entry is left out that is not there at all.
MISSING = "missing"
# Views that can be stored, and bytes of each: anybody may store one.
MOST_VIEWS = 50_000
LARGEST_VIEW = 64 * 1024
# Rows of a batch: the columns of a statement, which revision of it this is, and where the file has it.
SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in ("statement_id", "city", "area", "indicator", "definition")),
        *((name, pa.float64()) for name in ("value", "value_high")),
        *((name, pa.string()) for name in ("unit", "bound", "standing")),
        *((name, pa.date32()) for name in ("period_start", "period_end")),
        ("period_basis", pa.string()), ("period_years", pa.float64()), ("period_inferred", pa.bool_()),
        *((name, pa.string()) for name in ("as_printed", "source", "attributed_to")),
        ("paragraph", pa.int32()),
        *((name, pa.string()) for name in ("witnesses", "note_zh", "note_en")),
        ("revision", pa.int32()), ("change", pa.string()), ("sheet", pa.string()), ("row", pa.int32()),
    ]
)  # fmt: skip


@dataclass(frozen=True)
class Draft:
    """What is to become one batch.

    `rows` has SCHEMA's columns; `statement_id` "" asks for the next number, `source` "" means `new_source`,
    `revision` is given here. `withdrawn` are codes. `counts` says how many rows are new, corrected, ….
    """

    kind: str
    author: str
    note: str
    base_version: str
    rows: pa.Table
    new_source: Source | None = None
    withdrawn: tuple[str, ...] = ()
    adoptions: tuple[Adoption, ...] = ()
    counts: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    file_name: str = ""
    original: bytes = b""


@dataclass(frozen=True)
class Mark:
    """One undo of a batch, or one undo of that undo."""

    id: str
    position: int
    undone: bool
    author: str
    why: str
    time: datetime


@dataclass(frozen=True)
class Batch:
    """One committed batch; `position` is its place in the one order of the ledger, times are UTC.

    `file_hash` is the SHA-256 of the original bytes, "" where there was no file. `marks` are in order; the
    last one decides whether the batch is in force.
    """

    id: str
    position: int
    kind: str
    committed: datetime
    author: str
    note: str
    base_version: str
    counts: Mapping[str, int]
    file_name: str
    file_hash: str
    sources: tuple[Source, ...]
    withdrawn: tuple[str, ...]
    adoptions: tuple[Adoption, ...]
    marks: tuple[Mark, ...] = ()

    @property
    def undone(self) -> bool:
        """Whether the batch is out of force."""
        return bool(self.marks) and self.marks[-1].undone


@dataclass(frozen=True)
class Damage:
    """An entry that was changed, cut or lost after it was committed: it is left out and named.

    `why` is the file that is not as it was written, or MISSING.
    """

    id: str
    why: str

    def message(self, language: str) -> str:
        """The sentence of this damage."""
        key = "ledger.lost" if self.why == MISSING else "ledger.damaged"
        return text(key, language, id=self.id, why=self.why)


@dataclass(frozen=True)
class Kept:
    """A text kept by name, and the day it was last saved by this machine's clock."""

    name: str
    day: date


class Shelf(Protocol):
    """Texts of one kind kept by name; which names are fit and who may write is asked elsewhere."""

    def kept(self) -> tuple[Kept, ...]:
        """What is kept, by name."""
        ...

    def strays(self) -> tuple[str, ...]:
        """Files that hold no text under their own name: changed by hand, damaged or not for us to read."""
        ...

    def read(self, name: str, most: int) -> bytes | None:
        """The text kept under a name, None where there is none; TalentError `cannot_read`.

        One of more than `most` bytes is cut somewhere beyond them.
        """
        ...

    def keep(self, name: str, text: str, replace: bool) -> Kept | None:
        """Keep a text; None where the name is taken and it may not `replace`.

        TalentError `ledger.busy`, `state_not_writable`: then all is as it was.
        """
        ...

    def remove(self, name: str) -> bool:
        """Drop what is kept under a name; whether there was anything. TalentError as `keep`."""
        ...


class Ledger(Protocol):
    """Where committed uploads live. Every method that writes holds the one lock of the ledger."""

    def prepared(self, draft: Draft, curated: Catalogue) -> tuple[Batch, pa.Table]:
        """The batch a draft would become if it were committed now, and its rows; writes nothing."""
        ...

    def append(self, draft: Draft, curated: Catalogue, expect: Callable[[], object]) -> Batch:
        """Commit a batch, all or nothing, and give it back once it is durable and was read back.

        `expect` is called under the lock and raises where the data are no longer those of the preview.
        Numbers of sources and statements come after the largest ever used, in `curated` or here.
        """
        ...

    def mark(self, batch: str, undone: bool, author: str, why: str, expect: Callable[[], object]) -> Mark:
        """Take a batch out of force or put it back; `expect` as in `append`.

        TalentError `ledger.no_such_batch`, or `ledger.already` where the batch is in that state.
        """
        ...

    def batches(self) -> tuple[Batch, ...]:
        """Every batch in the order of commits."""
        ...

    def rows(self, batch: str) -> pa.Table:
        """The rows of one batch, as SCHEMA says; TalentError `ledger.no_such_batch`."""
        ...

    def original(self, batch: str) -> bytes:
        """The bytes the batch was read from; empty where there was no file."""
        ...

    def damage(self) -> tuple[Damage, ...]:
        """What was set aside."""
        ...

    def keep_view(self, text: str) -> str:
        """Store the text of a view; its id is the SHA-256 of it, so that the same text is stored once.

        TalentError `ledger.large_view`, `ledger.many_views`.
        """
        ...

    def views(self) -> tuple[str, ...]:
        """The ids of all stored views, the newest first."""
        ...

    def view(self, id: str) -> str:
        """The text of a stored view by its id or at least ten first digits of it; TalentError."""
        ...

    def shelf(self, kind: str) -> Shelf:
        """The texts of one kind (`briefings`) that are kept by name."""
        ...

    def journal(self) -> Path:
        """The folder of the audit log."""
        ...


def open_ledger() -> Ledger:
    """The ledger TALENT_LEDGER names: a folder; without it `ledger/` in the state folder.

    Raises TalentError `ledger.unknown_place` for an address of another kind.
    """
    from talent.ledger.folder import Folder

    named = os.environ.get("TALENT_LEDGER", "")
    if "://" in named:
        raise TalentError("ledger.unknown_place", scheme=named.partition("://")[0])
    return Folder(Path(named) if named else state_folder() / "ledger")


def state_folder() -> Path:
    """Where built files and the ledger live: TALENT_STATE or `.talent/` beside the code."""
    return Path(os.environ.get("TALENT_STATE") or Path(__file__).resolve().parents[2] / ".talent")
