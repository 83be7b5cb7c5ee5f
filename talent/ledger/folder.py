"""A ledger in a folder: one sub-folder per entry, written aside, flushed to disk and renamed into place.

    entries/B0001/  manifest.json  rows.parquet  original     a batch
    entries/U0002/  manifest.json                             an undo of B0001, or an undo of that
    last                                                      the number of the newest entry
    views/<SHA-256 of it>.json                                a stored view
    briefings/                                                texts kept by name

Names count up over both kinds, so their order is the order of events whatever the clocks say. Nothing is ever
changed or deleted. A manifest holds the hashes of the files beside it and its own.
"""

import hashlib
import io
import json
import os
import re
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from uuid import uuid4

import pyarrow as pa
from filelock import FileLock, Timeout
from pyarrow import parquet

from talent.catalogue import Adoption, Catalogue, Source
from talent.disk import flush_folder, flushed
from talent.errors import TalentError
from talent.i18n import Name
from talent.ledger import (
    LARGEST_VIEW,
    MISSING,
    MOST_VIEWS,
    SCHEMA,
    Batch,
    Damage,
    Draft,
    Mark,
    numbering,
)
from talent.ledger.shelf import Shelf

MANIFEST, ROWS, ORIGINAL, LAST = "manifest.json", "rows.parquet", "original", "last"
PATIENCE = 30  # seconds a writer waits for the others
_WHOLE = 64  # digits of a stored view's id
_VIEW = re.compile(r"[0-9a-f]{10,64}")  # a stored view's id, or as much of it as a link holds


class Folder:
    """See `talent.ledger.Ledger`."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.entries = place / "entries"
        self.stored = place / "views"

    def journal(self) -> Path:
        return self.place

    def shelf(self, kind: str) -> Shelf:
        return Shelf(self.place / kind, ".txt")

    # Reading

    def batches(self) -> tuple[Batch, ...]:
        return self._read()[0]

    def damage(self) -> tuple[Damage, ...]:
        return self._read()[1]

    def rows(self, batch: str) -> pa.Table:
        self._known(batch)
        return _table(self.entries / batch / ROWS)

    def original(self, batch: str) -> bytes:
        self._known(batch)
        return (self.entries / batch / ORIGINAL).read_bytes()

    def _known(self, batch: str) -> Batch:
        for found in self.batches():
            if found.id == batch:
                return found
        raise TalentError("ledger.no_such_batch", batch=batch)

    def _read(self) -> tuple[tuple[Batch, ...], tuple[Damage, ...]]:
        batches: dict[str, Batch] = {}
        marks: dict[str, list[Mark]] = defaultdict(list)
        damage: list[Damage] = []
        names = self._names()
        for name in names:
            manifest, why = _entry(self.entries / name, _stamp(self.entries / name))
            if manifest is None:
                damage.append(Damage(name, why))
                # Whether its batch counts is not known then, so it does not.
                damage += [Damage(batch, name) for batch in _marked_by(self.entries / name / MANIFEST)]
            elif "batch" in manifest:
                marks[manifest["batch"]].append(_mark(manifest))
            else:
                batches[name] = _batch(manifest)
        damage += (Damage(f"{at:04}", MISSING) for at in self._lost(names))
        doubtful = {one.id for one in damage}
        found = (replace(b, marks=tuple(marks[name])) for name, b in batches.items() if name not in doubtful)
        return tuple(found), tuple(damage)

    def _lost(self, names: list[str]) -> list[int]:
        """Positions that were given and are not there any more."""
        there = {_position(name) for name in names}
        return [at for at in range(1, max(there | {self._last()}) + 1) if at not in there]

    def _last(self) -> int:
        """The last position that was given, as far as `last` tells; it is written after the entry."""
        try:
            return int((self.place / LAST).read_text(encoding="ascii"))
        except (OSError, ValueError):
            return 0

    def _names(self) -> list[str]:
        """The entries in order; what is still being written has a name of another form."""
        if not self.entries.is_dir():
            return []
        found = (p.name for p in self.entries.iterdir() if p.name[:1] in "BU" and p.name[1:].isdigit())
        return sorted(found, key=_position)

    # Writing

    def prepared(self, draft: Draft, curated: Catalogue) -> tuple[Batch, pa.Table]:
        manifest, rows = self._prepared(draft, curated)
        return _batch(manifest), rows

    def append(self, draft: Draft, curated: Catalogue, expect: Callable[[], object]) -> Batch:
        with self._locked():
            expect()
            manifest, rows = self._prepared(draft, curated)
            self._write(manifest, {ROWS: _parquet(rows), ORIGINAL: draft.original})
            return self._known(manifest["id"])

    def _prepared(self, draft: Draft, curated: Catalogue) -> tuple[dict, pa.Table]:
        batches, used = self.batches(), self._numbers()
        sources = numbering.sources(draft, curated, batches, used)
        earlier = (self.rows(batch.id) for batch in batches)
        rows = numbering.numbered(draft, sources, curated, batches, earlier, used)
        position = self._next()
        manifest = {
            "id": f"B{position:04}",
            "position": position,
            "kind": draft.kind,
            "time": _now(),
            "author": draft.author,
            "note": draft.note,
            "base_version": draft.base_version,
            "counts": dict(draft.counts),
            "file_name": draft.file_name,
            "file_hash": hashlib.sha256(draft.original).hexdigest() if draft.original else "",
            "sources": [_plain_source(source) for source in sources],
            "withdrawn": list(draft.withdrawn),
            "adoptions": [_plain_adoption(adoption) for adoption in draft.adoptions],
            "numbers": numbering.largest(sources, rows),
        }
        return manifest, rows

    def mark(self, batch: str, undone: bool, author: str, why: str, expect: Callable[[], object]) -> Mark:
        with self._locked():
            if self._known(batch).undone == undone:
                raise TalentError("ledger.already_undone" if undone else "ledger.in_force", batch=batch)
            expect()
            position = self._next()
            manifest = {
                "id": f"U{position:04}",
                "position": position,
                "batch": batch,
                "undone": undone,
                "time": _now(),
                "author": author,
                "why": why,
            }
            self._write(manifest, {})
            return self._known(batch).marks[-1]

    def _next(self) -> int:
        """The next position; names that are damaged count too."""
        return max([self._last(), *map(_position, self._names())]) + 1

    def _numbers(self) -> Mapping[str, int]:
        """The largest number each series of codes ever used here, in damaged entries too where they tell."""
        largest: dict[str, int] = defaultdict(int)
        for name in self._names():
            for series, number in _numbers_of(self.entries / name / MANIFEST).items():
                largest[series] = max(largest[series], number)
        return largest

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """The one lock, and a clean table: what a killed writer left aside is nobody's now."""
        try:
            self.entries.mkdir(parents=True, exist_ok=True)
            with FileLock(self.place / "lock", timeout=PATIENCE):
                for left in self.entries.glob(".*"):
                    shutil.rmtree(left)
                yield
        except Timeout as error:
            raise TalentError("ledger.busy", seconds=PATIENCE) from error
        except OSError as error:
            raise TalentError("ledger.not_writable", why=error.strerror or str(error)) from error

    def _write(self, manifest: dict, files: Mapping[str, bytes]) -> None:
        """An entry, whole or not at all: flushed, renamed into place, read back."""
        name = manifest["id"]
        hashes = {file: hashlib.sha256(content).hexdigest() for file, content in files.items()}
        body = manifest | {"files": hashes}
        text = json.dumps(body | {"hash": _seal(body)}, ensure_ascii=False, indent=1)
        aside = self.entries / f".{name}.{uuid4().hex}"
        aside.mkdir()
        for file, content in {**files, MANIFEST: text.encode()}.items():
            flushed(aside / file, content)
        flush_folder(aside)
        os.rename(aside, self.entries / name)
        try:
            flush_folder(self.entries)
        except OSError:
            # Whoever is told that it failed must find it undone.
            os.rename(self.entries / name, aside)
            raise
        found, why = _entry(self.entries / name, _stamp(self.entries / name))
        if found is None:
            raise TalentError("ledger.not_writable", why=why)
        # A lost last entry shows by this; where it cannot be written the entry stands all the same.
        with suppress(OSError):
            flushed(self.place / f".{LAST}", str(manifest["position"]).encode())
            os.replace(self.place / f".{LAST}", self.place / LAST)

    # Stored views

    def keep_view(self, text: str) -> str:
        content = text.encode()
        if len(content) > LARGEST_VIEW:
            raise TalentError("ledger.large_view", most=LARGEST_VIEW // 1024)
        id = hashlib.sha256(content).hexdigest()
        if self._content(id) == content:
            return id
        with self._locked():
            self.stored.mkdir(exist_ok=True)
            if len(os.listdir(self.stored)) >= MOST_VIEWS:
                raise TalentError("ledger.many_views", most=MOST_VIEWS)
            aside = self.entries / f".view.{uuid4().hex}"
            aside.mkdir()
            flushed(aside / id, content)
            os.replace(aside / id, self.stored / f"{id}.json")
            flush_folder(self.stored)
            aside.rmdir()
        return id

    def view(self, id: str) -> str:
        found = self._named(id) if _VIEW.fullmatch(id) else []
        content = self._content(found[0]) if len(found) == 1 else b""
        if len(found) != 1 or hashlib.sha256(content).hexdigest() != found[0]:
            raise TalentError("ledger.no_such_view", id=id[:64])
        return content.decode()

    def views(self) -> tuple[str, ...]:
        try:
            # Two views may be added within one tick of the clock.
            return _views(self.stored, self.stored.stat().st_mtime_ns, len(os.listdir(self.stored)))
        except OSError:
            return ()

    def _named(self, id: str) -> list[str]:
        """The stored views whose ids begin so; a whole id is none but its own, and needs no look around."""
        if len(id) == _WHOLE:
            return [id]
        try:
            names = os.listdir(self.stored)
        except OSError:
            return []
        return [Path(name).stem for name in names if name.startswith(id)]

    def _content(self, id: str) -> bytes:
        """What is stored under an id, as much as a view may have; empty where nothing can be read."""
        try:
            with (self.stored / f"{id}.json").open("rb") as file:
                return file.read(LARGEST_VIEW + 1)
        except OSError:
            return b""


def _position(name: str) -> int:
    return int(name[1:])


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _stamp(entry: Path) -> tuple:
    """What changes when somebody touches an entry's files; the key under which it counts as verified."""
    try:
        stats = [(path.name, path.stat()) for path in sorted(entry.iterdir())]
    except OSError:
        return ()
    return tuple((name, stat.st_size, stat.st_mtime_ns) for name, stat in stats)


@lru_cache(maxsize=10_000)
def _entry(entry: Path, stamp: tuple) -> tuple[dict | None, str]:
    """The manifest of an entry, verified; None and what is wrong where it is not as it was written."""
    try:
        manifest = json.loads((entry / MANIFEST).read_bytes())
        seal = manifest.pop("hash")
        if seal != _seal(manifest) or manifest["id"] != entry.name:
            return None, MANIFEST
        for file, wanted in manifest["files"].items():
            if hashlib.sha256((entry / file).read_bytes()).hexdigest() != wanted:
                return None, file
    except OSError as error:
        return None, f"{Path(error.filename or MANIFEST).name}: {error.strerror}"
    except (ValueError, KeyError, AttributeError, TypeError):
        return None, MANIFEST
    return manifest, ""


def _marked_by(manifest: Path) -> list[str]:
    """The batch a damaged mark speaks of, where that can still be read."""
    try:
        found = json.loads(manifest.read_bytes()).get("batch")
    except (OSError, ValueError, AttributeError):
        return []
    return [found] if isinstance(found, str) else []


def _numbers_of(manifest: Path) -> Mapping[str, int]:
    try:
        return json.loads(manifest.read_bytes()).get("numbers", {})
    except (OSError, ValueError, AttributeError):
        return {}


def _seal(body: Mapping) -> str:
    plain = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def _parquet(rows: pa.Table) -> bytes:
    out = io.BytesIO()
    parquet.write_table(rows, out)
    return out.getvalue()


@lru_cache(maxsize=64)
def _table(path: Path) -> pa.Table:
    # An entry is verified before anybody asks for its rows, and never changes.
    return parquet.read_table(path, schema=SCHEMA)


@lru_cache(maxsize=4)
def _views(folder: Path, changed: int, count: int) -> tuple[str, ...]:
    """The ids of the views in a folder, the newest first, for one state of it."""
    found = [(entry.stat().st_mtime_ns, Path(entry.name).stem) for entry in os.scandir(folder)]
    return tuple(id for _, id in sorted(found, reverse=True) if _VIEW.fullmatch(id))


def _plain_source(source: Source) -> dict:
    def plain(value):
        return {"zh": value.zh, "en": value.en} if isinstance(value, Name) else value

    names = (column.name for column in fields(Source) if column.name != "departments")
    return {
        **{name: plain(getattr(source, name)) for name in names},
        "published": source.published and source.published.isoformat(),
        "departments": {id: plain(name) for id, name in source.departments.items()},
    }


def _source(row: Mapping) -> Source:
    def named(value):
        return Name(**value) if isinstance(value, dict) else value

    departments = {id: Name(**name) for id, name in row["departments"].items()}
    return Source(
        **{name: named(value) for name, value in row.items() if name not in ("departments", "published")},
        published=date.fromisoformat(row["published"]) if row["published"] else None,
        departments=MappingProxyType(departments),
    )


def _plain_adoption(adoption: Adoption) -> dict:
    return {
        "adopted": adoption.adopted,
        "over": list(adoption.over),
        "reason": {"zh": adoption.reason.zh, "en": adoption.reason.en},
    }


def _batch(manifest: Mapping) -> Batch:
    return Batch(
        id=manifest["id"],
        position=manifest["position"],
        kind=manifest["kind"],
        committed=datetime.fromisoformat(manifest["time"]),
        author=manifest["author"],
        note=manifest["note"],
        base_version=manifest["base_version"],
        counts=MappingProxyType(manifest["counts"]),
        file_name=manifest["file_name"],
        file_hash=manifest["file_hash"],
        sources=tuple(map(_source, manifest["sources"])),
        withdrawn=tuple(manifest["withdrawn"]),
        adoptions=tuple(
            Adoption(row["adopted"], tuple(row["over"]), Name(**row["reason"]))
            for row in manifest["adoptions"]
        ),
    )


def _mark(manifest: Mapping) -> Mark:
    return Mark(
        id=manifest["id"],
        position=manifest["position"],
        undone=manifest["undone"],
        author=manifest["author"],
        why=manifest["why"],
        time=datetime.fromisoformat(manifest["time"]),
    )
