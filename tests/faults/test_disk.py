"""A disk that is full, read-only or forbidden: a clear error, all as before, and done when there is room."""

import builtins
import errno
import io
import os
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from talent import access, exports, ledger, warehouse
from talent.errors import TalentError
from talent.ledger import folder
from talent.uploads import commit, template
from tests.faults import figures

FAULTS = {"full": errno.ENOSPC, "read-only": errno.EROFS, "forbidden": errno.EACCES}
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


@contextmanager
def failing(monkeypatch: pytest.MonkeyPatch, under: Path, fault: str) -> Iterator[None]:
    """Whatever would write under a folder fails; a full disk still renames and makes small folders."""
    number = FAULTS[fault]

    def refuses(path: object) -> bool:
        return isinstance(path, str | os.PathLike) and Path(path).is_relative_to(under)

    def instead(call: Callable, writes: Callable[..., bool]) -> Callable:
        def tried(path, *given, **named):
            if refuses(path) and writes(*given, **named):
                raise OSError(number, os.strerror(number), str(path))
            return call(path, *given, **named)

        return tried

    def opens(mode: str = "r", *_, **__) -> bool:
        return bool({*mode} & {*"wax+"})

    with monkeypatch.context() as patched:
        patched.setattr(io, "open", instead(io.open, opens))
        patched.setattr(builtins, "open", instead(builtins.open, opens))
        if fault != "full":
            patched.setattr(os, "open", instead(os.open, lambda flags, *_, **__: bool(flags & _WRITES)))
            for name in ("mkdir", "rename", "replace", "rmdir", "unlink"):
                patched.setattr(os, name, instead(getattr(os, name), lambda *_, **__: True))
        yield


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file may grow beyond so many bytes, whoever writes it."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def everything(place: Path) -> dict[str, bytes]:
    """All of the ledger but its log and its locks."""
    files = (path for path in place.rglob("*") if path.is_file())
    return {p.name: p.read_bytes() for p in files if not p.name.startswith("audit") and "lock" not in p.name}


def write_more() -> str:
    return commit.write(access.by_command("tester"), figures.drafted(*_data(), figures.of(2))).batch


def undo() -> str:
    return figures.marked("B0001", True).batch


def _data():
    now = warehouse.locate()
    return now.catalogue, now.version


@pytest.mark.parametrize("write", [write_more, undo], ids=["commit", "undo"])
def test_what_cannot_be_written_is_refused_and_changes_nothing(place, monkeypatch, write):
    figures.committed(figures.of(1))
    before, shown = everything(place), figures.served()
    for fault, number in FAULTS.items():
        # The log is written first; then the entry meets the same disk.
        for under, key in ((place, "cannot_write"), (place / "entries", "ledger.not_writable")):
            with failing(monkeypatch, under, fault), pytest.raises(TalentError, match=key) as told:
                write()
            assert told.value.fields["why"] == os.strerror(number)
            assert everything(place) == before
    assert figures.served() == shown
    assert write() and figures.served() != shown


def test_a_commit_whose_last_line_of_the_log_finds_no_room_is_not_doubled_by_repeating(place, monkeypatch):
    draft = figures.drafted(*_data(), figures.of(1))
    lines = iter(range(2))

    def log(*given, **facts):
        if next(lines):
            raise TalentError("cannot_write", file="", why="")

    with monkeypatch.context() as patched:
        patched.setattr(commit.audit, "log", log)
        with pytest.raises(TalentError, match=r"commit\.unlogged"):
            commit.write(access.by_command("tester"), draft)
    assert figures.served() == dict(figures.of(1))
    assert figures.committed(figures.of(1)).batch == "" and len(ledger.open_ledger().batches()) == 1


def test_a_batch_for_which_there_is_no_room_is_not_there_and_comes_when_there_is(place):
    shown = figures.served()
    large = figures.drafted(*_data(), figures.of(1))
    large = commit.Draft(**{**large.__dict__, "original": b"x" * 100_000})
    with room_for(50_000), pytest.raises(TalentError, match=r"ledger\.not_writable"):
        commit.write(access.by_command("tester"), large)
    assert ledger.open_ledger().batches() == () and figures.served() == shown
    assert commit.write(access.by_command("tester"), large).batch == "B0001"
    assert figures.served() == dict(figures.of(1))


def test_a_warehouse_for_which_there_is_no_room_is_refused_and_built_when_there_is(state, place):
    old = warehouse.locate()
    figures.committed(figures.of(1))
    with room_for(1_000_000), pytest.raises(TalentError, match="state_not_writable"):
        warehouse.locate()
    assert [path.name for path in state.glob("warehouse-*")] == [old.path.name]
    assert not list(state.glob("*.building*"))
    assert figures.served() == dict(figures.of(1))


@pytest.mark.parametrize("fault", FAULTS)
def test_a_folder_of_built_files_that_cannot_be_written_is_told(state, monkeypatch, fault):
    if fault == "full":
        state.mkdir()
    with (
        failing(monkeypatch, state, fault),
        room_for(0),
        pytest.raises(TalentError, match="state_not_writable"),
    ):
        warehouse.locate()
    assert warehouse.locate().path.exists()


def test_an_export_or_template_for_which_there_is_no_room_leaves_the_file_as_it_was(tmp_path):
    now = warehouse.locate()
    contents = (
        exports.content(now, "statements", "csv", "zh"),
        exports.content(now, "statements", "xlsx", "zh"),
        template.template(now.catalogue, "long", "xlsx", "zh"),
    )
    for number, content in enumerate(contents):
        path = tmp_path / f"{number}.out"
        path.write_bytes(b"before")
        with room_for(len(content) - 1), pytest.raises(TalentError, match="cannot_write"):
            exports.save(path, content)
        assert path.read_bytes() == b"before" and len(list(tmp_path.glob("*.out*"))) == number + 1
        exports.save(path, content)
        assert path.read_bytes() == content


def test_a_clock_that_is_set_back_changes_no_order(monkeypatch):
    hours = iter(range(23, 0, -1))
    monkeypatch.setattr(folder, "_now", lambda: f"2024-02-29T{next(hours):02}:00:00.000+00:00")
    for n in (1, 2, 3):
        figures.committed(figures.of(n))
    figures.marked("B0003", True)
    figures.marked("B0003", False)
    book = ledger.open_ledger()
    assert [batch.id for batch in book.batches()] == ["B0001", "B0002", "B0003"]
    times = [batch.committed for batch in book.batches()]
    assert times == sorted(times, reverse=True)
    assert figures.served() == figures.expected(book) and figures.served()[figures.PLACES[0]] == 1003
