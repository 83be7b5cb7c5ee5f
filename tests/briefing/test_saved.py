"""Briefings are kept whole, by whoever may write; a disk that fails leaves what was there."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from talent import access, audit, i18n
from talent.briefing import notation, saved
from talent.errors import TalentError
from talent.ledger import Kept, shelf
from tests.access.conftest import nobody
from tests.briefing.drafts import LEAST, NUMBER, WHOLE

__all__ = ["nobody"]

LI = access.Command("李明")
OTHER = replace(WHOLE, title="另一份")


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of this test's briefings, in its ledger."""
    monkeypatch.setenv("TALENT_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("TALENT_LEDGER", str(tmp_path / "ledger"))
    return tmp_path / "ledger" / "briefings"


def refused(act: Callable[[], object]) -> TalentError:
    with pytest.raises(TalentError) as caught:
        act()
    error = caught.value
    assert all(i18n.message(error, language).encode() for language in i18n.LANGUAGES)
    return error


def files(place: Path) -> list[Path]:
    """What lies in the folder but the lock."""
    return sorted(path for path in place.iterdir() if path.name != "lock")


def test_what_is_kept_is_read_back_the_same_by_any_server_of_the_ledger(place):
    assert saved.names() == ()
    kept = saved.save(LI, " 一季度：人才 A/B ", WHOLE)
    assert kept == Kept("一季度：人才 A/B", date.today()) and saved.names() == (kept,)
    assert saved.load("一季度：人才 A/B") == WHOLE
    (file,) = files(place)
    assert file.read_text("utf-8") == f"# 一季度：人才 A/B\n{notation.to_json(WHOLE)}"
    assert file.stem.isalnum() and len(file.stem) == 20


def test_a_name_that_is_taken_is_replaced_only_when_asked():
    saved.save(LI, "甲", WHOLE)
    assert refused(lambda: saved.save(LI, "甲", OTHER)).key == "briefing.name_taken"
    assert saved.load("甲") == WHOLE
    saved.save(LI, "甲", OTHER, replace=True)
    assert saved.load("甲") == OTHER and len(saved.names()) == 1


def test_what_is_dropped_is_gone_and_the_nearest_name_is_told():
    saved.save(LI, "甲", WHOLE)
    saved.save(LI, "甲稿", LEAST)
    saved.remove(LI, "甲")
    assert [one.name for one in saved.names()] == ["甲稿"]
    for act in (lambda: saved.load("甲"), lambda: saved.remove(LI, "甲")):
        error = refused(act)
        assert (error.key, error.fields["near"]) == ("briefing.not_saved", "甲稿")


@pytest.mark.parametrize("name", ["", "...", "a" * 61, "a\nb", "a\u202eb"])
def test_a_name_nobody_could_see_is_refused(name, place):
    error = refused(lambda: saved.save(LI, name, WHOLE))
    assert error.key == ("briefing.long_name" if len(name) > 60 else "briefing.bad_name")
    assert not place.exists()


def test_whoever_shows_no_right_writes_nothing_and_every_attempt_is_in_the_log(tmp_path):
    saved.save(LI, "甲", WHOLE)
    visit = access.visit("127.0.0.1", {"host": "localhost:8501"})  # no local analyst on this machine
    for who in (None, visit, access.Token("made up")):
        assert refused(lambda who=who: saved.save(who, "甲", OTHER, replace=True)).key == "access.denied"
        assert refused(lambda who=who: saved.remove(who, "甲")).key == "access.denied"
    saved.remove(LI, "甲")
    lines = (tmp_path / "ledger" / audit.FILE).read_text("utf-8").splitlines()
    told = [(e["event"], e["actor"], e["facts"]["result"]) for e in map(json.loads, lines)]
    assert told[:4] == [
        ("save_briefing", "李明", "asked"),
        ("save_briefing", "李明", "done"),
        ("save_briefing", None, "refused"),
        ("remove_briefing", None, "refused"),
    ]
    assert told[-1] == ("remove_briefing", "李明", "done") and audit.verify(tmp_path / "ledger") == ()


# What was changed or damaged


def test_a_damaged_file_is_named_and_the_others_are_read(place):
    saved.save(LI, "甲", WHOLE)
    saved.save(LI, "乙", LEAST)
    broken = next(path for path in files(place) if "甲".encode() in path.read_bytes())
    broken.write_bytes(broken.read_bytes()[:200])
    assert [one.name for one in saved.names()] == ["乙", "甲"] and saved.strays() == ()
    assert refused(lambda: saved.load("甲")).key == "briefing.not_json"
    broken.write_bytes(b"\xff" * 50)
    assert [one.name for one in saved.names()] == ["乙"] and saved.strays() == (broken.name,)
    assert refused(lambda: saved.load("甲")).key == "briefing.not_utf8"
    assert saved.load("乙") == LEAST
    saved.save(LI, "甲", WHOLE, replace=True)
    assert saved.load("甲") == WHOLE and saved.strays() == ()


def test_the_state_changes_with_whatever_is_kept():
    states = [saved.state()]
    for act in (
        lambda: saved.save(LI, "甲", WHOLE),
        lambda: saved.save(LI, "甲", OTHER, replace=True),
        lambda: saved.save(LI, "乙", OTHER),
        lambda: saved.remove(LI, "甲"),
    ):
        act()
        states.append(saved.state())
    assert len(set(states)) == 5 and saved.state() == states[-1]


def test_a_kept_text_is_understood_once_and_another_one_at_once(place, monkeypatch):
    """Another server of the ledger may keep, replace and remove: what the files say now is what counts."""
    kept, fresh = replace(WHOLE, title="understood once"), replace(LEAST, title="kept elsewhere")
    saved.save(LI, "甲", kept)
    (file,), elsewhere = files(place), f"# 甲\n{notation.to_json(fresh)}"
    understood, real = [], notation.parse
    monkeypatch.setattr(notation, "parse", lambda text: understood.append(text) or real(text))
    for _ in range(3):
        assert saved.load("甲") == kept and saved.using(NUMBER.key) == ("甲",)
    assert len(understood) == 1
    file.write_text(elsewhere, "utf-8")
    for _ in range(3):
        assert saved.load("甲") == fresh and saved.using(NUMBER.key) == ()
    assert len(understood) == 2
    file.unlink()
    assert saved.using(NUMBER.key) == () and refused(lambda: saved.load("甲")).key == "briefing.none_saved"


# Disks that fail, writers that die


def failing(real: Callable, at: int) -> Callable:
    """A function of the system that says once, the time `at`, that the disk is full."""
    calls = []

    def called(*given, **more):
        calls.append(given)
        if len(calls) == at:
            raise OSError(28, "No space left on device")
        return real(*given, **more)

    return called


# The file, then its folder.
STEPS = (("fsync", 1), ("fsync", 2), ("replace", 1), ("open", 1))


@pytest.mark.parametrize(("step", "at"), STEPS)
@pytest.mark.parametrize("act", ("first", "again", "remove"))
def test_a_disk_that_fails_at_any_step_leaves_what_was_there(act, step, at, place, monkeypatch):
    before = WHOLE if act != "first" else None
    if before:
        saved.save(LI, "甲", before)
    with monkeypatch.context() as broken:
        broken.setattr(audit, "log", lambda *_, **__: None)
        if step == "open":
            broken.setattr(Path, "open", failing(Path.open, at))
        else:
            broken.setattr(os, step, failing(getattr(os, step), at))
        try:
            saved.remove(LI, "甲") if act == "remove" else saved.save(LI, "甲", OTHER, replace=True)
        except TalentError as error:
            assert error.key == "state_not_writable"
            done = False
        else:
            done = True
    after = {"first": OTHER, "again": OTHER, "remove": None}[act] if done else before
    assert [one.name for one in saved.names()] == (["甲"] if after else [])
    assert after is None or saved.load("甲") == after
    assert [path for path in files(place) if path.suffix != ".txt"] == []


def test_what_a_killed_writer_left_is_passed_over_and_cleared_away(place):
    saved.save(LI, "甲", WHOLE)
    (file,) = files(place)
    left = place / f".{file.name}.part"
    left.write_bytes(b"half")
    assert saved.load("甲") == WHOLE and saved.strays() == ()
    saved.save(LI, "乙", LEAST)
    assert not left.exists()


def test_two_writers_wait_for_each_other(place, monkeypatch):
    from filelock import FileLock

    place.mkdir(parents=True)
    monkeypatch.setattr(shelf, "PATIENCE", 0)
    with FileLock(place / "lock"):
        assert refused(lambda: saved.save(LI, "甲", WHOLE)).key == "ledger.busy"
    saved.save(LI, "甲", WHOLE)
