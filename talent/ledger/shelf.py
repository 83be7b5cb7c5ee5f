"""Texts kept by name in a folder, one file each: whole or not at all, on the disk when a function returns.

No file system takes every name: a file is called by the hash of its name and bears the name in its first
line.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from filelock import FileLock, Timeout

from talent.disk import flush_folder, flushed
from talent.errors import TalentError
from talent.ledger import Kept

# Seconds a writer waits for another.
PATIENCE = 30
# Bytes of a first line.
_LINE = 1024


class Shelf:
    """See `talent.ledger.Shelf`; files end with `suffix`."""

    def __init__(self, folder: Path, suffix: str) -> None:
        self._folder = folder
        self._suffix = suffix

    def kept(self) -> tuple[Kept, ...]:
        found = (self._kept(path) for path in self._files())
        return tuple(sorted(filter(None, found), key=lambda one: one.name))

    def strays(self) -> tuple[str, ...]:
        return tuple(path.name for path in self._files() if self._kept(path) is None)

    def _files(self) -> list[Path]:
        return sorted(self._folder.glob(f"*{self._suffix}"))

    def _kept(self, path: Path) -> Kept | None:
        """What a file holds; None where it is nothing under its own name, or not for us to read."""
        try:
            with path.open("rb") as file:
                name = _name(file.readline(_LINE))
            day = date.fromtimestamp(path.stat().st_mtime)
        except OSError:
            return None
        return Kept(name, day) if self._path(name) == path else None

    def read(self, name: str, most: int) -> bytes | None:
        path = self._path(name)
        try:
            with path.open("rb") as file:
                content = file.read(_LINE + most + 1)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise TalentError("cannot_read", file=path.name, why=error.strerror or str(error)) from error
        first, _, text = content.partition(b"\n")
        return text if _name(first) == name else content

    def keep(self, name: str, text: str, replace: bool) -> Kept | None:
        path = self._path(name)
        with self._locked():
            if path.exists() and not replace:
                return None
            before = path.read_bytes() if path.exists() else None
            self._put(path, f"# {name}\n{text}".encode())
            try:
                flush_folder(self._folder)
            except OSError:
                # Whoever is told that it failed must find what was there.
                if before is None:
                    path.unlink()
                else:
                    self._put(path, before)
                raise
            return Kept(name, date.fromtimestamp(path.stat().st_mtime))

    def remove(self, name: str) -> bool:
        path = self._path(name)
        with self._locked():
            if not path.exists():
                return False
            aside = self._aside(path)
            os.replace(path, aside)
            try:
                flush_folder(self._folder)
            except OSError:
                os.replace(aside, path)
                raise
            aside.unlink()
        return True

    def _put(self, path: Path, content: bytes) -> None:
        aside = self._aside(path)
        try:
            flushed(aside, content)
            os.replace(aside, path)
        finally:
            aside.unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        digest = hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()
        return self._folder / f"{digest[:20]}{self._suffix}"

    def _aside(self, path: Path) -> Path:
        return path.with_name(f".{path.name}.part")

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """One writer at a time, and nothing left of one that was killed."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self._folder / "lock", timeout=PATIENCE):
                for left in self._folder.glob(".*.part"):
                    left.unlink()
                yield
        except Timeout as error:
            raise TalentError("ledger.busy", seconds=PATIENCE) from error
        except OSError as error:
            why = error.strerror or str(error)
            raise TalentError("state_not_writable", folder=self._folder.parent.name, why=why) from error


def _name(line: bytes) -> str:
    return line.decode("utf-8", "replace").removeprefix("# ").strip()
