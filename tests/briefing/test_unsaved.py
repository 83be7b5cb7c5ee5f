"""Unsaved briefings: kept by browser across a restart, few, small, and never in the way of reading."""

import os
from pathlib import Path

import pytest

from talent.briefing import drafts, notation
from talent.briefing.briefing import Briefing


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch) -> Path:
    """The folder of drafts, and a server that holds none in its memory."""
    monkeypatch.setenv("TALENT_STATE", str(tmp_path))
    monkeypatch.setattr(drafts, "_held", {})
    return tmp_path / "drafts"


def written(title: str) -> str:
    return notation.to_json(Briefing(title, "en", "report", ()))


def keep(id: str, browser: str, title: str) -> None:
    """Keep one as if a while after those before it: clocks of files are coarse."""
    drafts.keep(id, browser, written(title))
    for path in Path(drafts._folder()).glob(f"*.{id}.json"):
        keep.clock = getattr(keep, "clock", 1_000) + 1
        os.utime(path, (keep.clock, keep.clock))


def titles(browser: str, but: str = "") -> list[str]:
    return [one.briefing.title for one in drafts.of(browser, but)]


def test_drafts_lie_on_the_disk_by_browser_those_changed_last_first(folder):
    for id, browser, title in (("a", "x", "1"), ("b", "x", "2"), ("c", "y", "3"), ("a", "x", "4")):
        keep(id, browser, title)
    assert drafts._held == {}
    assert (titles("x"), titles("x", but="a"), titles("y"), titles("")) == (["4", "2"], ["2"], ["3"], [])
    assert drafts.found("a").text == written("4") and drafts.found("gone") is None
    # Whoever reads the folder learns no browser's word; others on the machine do not read it.
    assert not [path for path in folder.iterdir() if {"x", "y"} & set(path.name.split("."))]
    assert os.name != "posix" or {path.stat().st_mode & 0o077 for path in folder.iterdir()} == {0}


def test_a_draft_is_untouched_until_somebody_else_changes_it():
    keep("a", "x", "1")
    assert drafts.is_untouched("a", "x", written("1")) and drafts.is_untouched("gone", "x", "")
    assert not drafts.is_untouched("a", "y", written("1"))
    keep("a", "x", "2")
    assert not drafts.is_untouched("a", "x", written("1"))


def test_no_more_than_so_many_files_stay_whatever_they_are(folder, monkeypatch):
    monkeypatch.setattr(drafts, "MOST", 3)
    folder.mkdir()
    (folder / "left.part").write_text("half", "utf-8")
    os.utime(folder / "left.part", (1, 1))
    for id in "abcd":
        keep(id, "x", id)
    assert titles("x") == ["d", "c", "b"] and len(list(folder.iterdir())) == 3


def test_an_id_from_an_address_reaches_no_other_file_and_a_damaged_draft_is_passed_over(folder):
    keep("a", "x", "1")
    keep("b", "x", "2")
    for id in ("", "*", "?", "../drafts/a", "a.json", "a\0", "a" * 1000):
        assert drafts.found(id) is None
    next(folder.glob("*.b.json")).write_bytes(b'{"v": 1, "title": "\xff')
    assert titles("x") == ["1"] and drafts.found("b") is None
    next(folder.glob("*.b.json")).write_text(" " * (notation.LARGEST + 10) + written("2"), "utf-8")
    assert titles("x") == ["1"]


def test_where_nothing_can_be_written_the_memory_holds_them_and_no_more(folder, monkeypatch):
    monkeypatch.setattr(drafts, "MOST", 2)
    folder.write_text("a file where the folder should be", "utf-8")
    assert titles("x") == [] and drafts.found("a") is None
    for id in "abca":
        drafts.keep(id, "x", written(id))
    assert titles("x") == ["a", "c"] and drafts.is_untouched("a", "x", written("a"))
    folder.unlink()
    drafts.keep("c", "x", written("on the disk"))
    assert (
        list(drafts._held) == [drafts._name("a", "x")] and drafts.found("c").briefing.title == "on the disk"
    )
