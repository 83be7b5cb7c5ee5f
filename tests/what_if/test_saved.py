"""Scenarios are kept whole, by whoever may write, under any name a reader can see and no other."""

import json
import os
from datetime import date, datetime
from pathlib import Path

import pytest

from talent import access, audit, i18n
from talent.errors import TalentError
from talent.keeping import LONGEST_NAME
from talent.ledger import Kept, shelf
from talent.what_if import notation, saved
from tests.access.conftest import nobody
from tests.what_if.made import DEFAULTS
from tests.what_if.test_notation import LEAST, WHOLE, read, refused, sayings

__all__ = ["nobody"]

LI = access.Command("李明")


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of this test's scenarios; its ledger lies beside it."""
    monkeypatch.setenv("TALENT_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("TALENT_LEDGER", str(tmp_path / "ledger"))
    return tmp_path / "state" / "scenarios"


@pytest.fixture
def journal(tmp_path: Path):
    """What the audit log says: event, result, name, error."""

    def told() -> list[tuple]:
        lines = (tmp_path / "ledger" / audit.FILE).read_text("utf-8").splitlines()
        found = [json.loads(line) for line in lines]
        return [(e["event"], e["actor"], *map(e["facts"].get, ("result", "note", "error"))) for e in found]

    return told


def files(folder: Path) -> list[str]:
    """What lies in the folder but the lock."""
    return sorted(path.name for path in folder.iterdir() if path.name != "lock")


# Kept, listed, read, dropped


def test_what_is_kept_is_read_back_the_same():
    assert saved.names() == ()
    kept = saved.save(LI, " 哈尔滨：提标方案 A/B ", read(WHOLE))
    assert kept == Kept("哈尔滨：提标方案 A/B", date.today()) and saved.names() == (kept,)
    assert saved.load("哈尔滨：提标方案 A/B", DEFAULTS) == read(WHOLE)


def test_the_list_is_in_order_and_tells_the_day(kept):
    for name in ("乙", "B", "甲", "a" * 60):
        saved.save(LI, name, read(LEAST))
    long_ago = datetime(2024, 2, 29, 12).timestamp()
    for path in kept.glob("*.toml"):
        os.utime(path, (long_ago, long_ago))
    assert [one.name for one in saved.names()] == ["B", "a" * 60, "乙", "甲"]
    assert {one.day for one in saved.names()} == {date(2024, 2, 29)}


def test_one_name_is_one_scenario_however_it_is_composed():
    saved.save(LI, "Café", read(LEAST))
    assert saved.load("Cafe\u0301", DEFAULTS) == read(LEAST)
    assert refused(lambda: saved.save(LI, "Cafe\u0301", read(WHOLE))).key == "scenario.name_taken"


def test_a_name_that_is_taken_is_replaced_only_when_asked(kept):
    saved.save(LI, "甲", read(LEAST))
    error = refused(lambda: saved.save(LI, "甲", read(WHOLE)))
    assert error.key == "scenario.name_taken" and all("甲" in said for said in sayings(error))
    assert saved.load("甲", DEFAULTS) == read(LEAST)
    saved.save(LI, "甲", read(WHOLE), replace=True)
    assert saved.load("甲", DEFAULTS) == read(WHOLE) and len(files(kept)) == 1


def test_what_is_dropped_is_gone(kept):
    saved.save(LI, "甲", read(LEAST))
    saved.save(LI, "甲方案", read(LEAST))
    saved.remove(LI, "甲")
    assert [one.name for one in saved.names()] == ["甲方案"]
    for act in (lambda: saved.load("甲", DEFAULTS), lambda: saved.remove(LI, "甲")):
        error = refused(act)
        assert (error.key, error.fields["near"]) == ("scenario.not_saved", "甲方案")
        assert all("甲方案" in said for said in sayings(error))
    saved.remove(LI, "甲方案")
    assert refused(lambda: saved.load("甲", DEFAULTS)).key == "scenario.none_saved"


# Names and files


@pytest.mark.parametrize("name", [
    "", "  ", "...", "。。", "-/-", "a" * 61, "a\nb", "a\tb", "a\x00", "a\u2028b", "a\u202eb", "a\u200bb",
    "\ud800a", "a\u2066b", "\ufeffa",
])  # fmt: skip
def test_a_name_nobody_could_see_is_refused(name, kept):
    error = refused(lambda: saved.save(LI, name, read(LEAST)))
    key = "scenario.long_name" if len(name) > LONGEST_NAME else "scenario.bad_name"
    assert error.key == key and not kept.exists()
    for said in sayings(error):
        assert "60" in said and said.encode() and "\u202e" not in said and "\n" not in said
    assert refused(lambda: saved.load(name, DEFAULTS)).key == key
    assert refused(lambda: saved.remove(LI, name)).key == key


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "CON", "a.toml", "# [x]", "<b>1", "C:\\1", "~1", "%2e1", "人" * 60]
)
def test_no_name_leaves_the_folder_or_breaks_the_file(name, kept, tmp_path):
    saved.save(LI, name, read(WHOLE))
    (file,) = files(kept)
    assert len(file) == 25 and file[:20].isalnum() and file.endswith(".toml")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ledger", "state"]
    assert saved.names()[0].name == name and saved.load(name, DEFAULTS) == read(WHOLE)
    assert (kept / file).read_text("utf-8").startswith(f"# {name}\n")


def test_strange_files_in_the_folder_are_passed_over(kept):
    saved.save(LI, "甲", read(LEAST))
    (file,) = files(kept)
    (kept / "copy.toml").write_bytes((kept / file).read_bytes())
    (kept / "empty.toml").write_bytes(b"")
    (kept / "noise.toml").write_bytes(b"\xff" * 2000)
    (kept / "folder.toml").mkdir()
    (kept / "gone.toml").symlink_to(kept / "nowhere")
    assert [one.name for one in saved.names()] == ["甲"]


def test_a_kept_file_changed_by_hand_is_read_as_any_other(kept):
    saved.save(LI, "甲", read(LEAST))
    (file,) = files(kept)
    (kept / file).write_text("# 甲\ncity = 1", "utf-8")
    assert refused(lambda: saved.load("甲", DEFAULTS)).key == "scenario.refused"
    (kept / file).write_bytes(b"a" * 70_000)
    assert refused(lambda: saved.load("甲", DEFAULTS)).key == "scenario.too_large"
    (kept / file).unlink()
    (kept / file).mkdir()
    assert refused(lambda: saved.load("甲", DEFAULTS)).key == "cannot_read"


# Who may, and the log


def test_whoever_shows_no_right_writes_nothing(kept, journal):
    saved.save(LI, "甲", read(LEAST))
    visit = access.visit("127.0.0.1", {"host": "localhost:8501"})  # no local analyst on this machine
    for credential in (None, visit, access.Token("made up")):
        for act in (
            lambda who=credential: saved.save(who, "乙", read(LEAST)),
            lambda who=credential: saved.save(who, "甲", read(WHOLE), replace=True),
            lambda who=credential: saved.remove(who, "甲"),
        ):
            assert refused(act).key == "access.denied"
    assert saved.load("甲", DEFAULTS) == read(LEAST) and len(files(kept)) == 1
    assert journal()[2:5] == [
        ("save_scenario", None, "refused", None, "access.denied"),
        ("save_scenario", None, "refused", None, "access.denied"),
        ("remove_scenario", None, "refused", None, "access.denied"),
    ]


def test_every_attempt_is_in_the_log_with_its_name(journal, tmp_path):
    saved.save(LI, "甲", read(LEAST))
    refused(lambda: saved.save(LI, "甲", read(LEAST)))
    saved.remove(LI, "甲")
    assert journal() == [
        ("save_scenario", "李明", "asked", "甲", None),
        ("save_scenario", "李明", "done", "甲", None),
        ("save_scenario", "李明", "asked", "甲", None),
        ("save_scenario", "李明", "refused", "甲", "scenario.name_taken"),
        ("remove_scenario", "李明", "asked", "甲", None),
        ("remove_scenario", "李明", "done", "甲", None),
    ]
    assert audit.verify(tmp_path / "ledger") == ()


# Disks


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_disk_that_fails_midway_leaves_what_was_there(step, kept, monkeypatch):
    saved.save(LI, "甲", read(LEAST))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as failing:
        failing.setattr(audit, "log", lambda *_, **__: None)
        failing.setattr(os, step, full)
        error = refused(lambda: saved.save(LI, "甲", read(WHOLE), replace=True))
    assert error.key == "state_not_writable"
    assert all("No space left" in said and str(kept) not in said for said in sayings(error))
    assert (kept / files(kept)[0]).read_text("utf-8") == notation.to_toml(read(LEAST), "甲")
    assert len(files(kept)) == 1


def test_a_state_folder_that_cannot_be_made_is_told(tmp_path, monkeypatch):
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("TALENT_STATE", str(tmp_path / "file"))
    assert refused(lambda: saved.save(LI, "甲", read(LEAST))).key == "state_not_writable"
    assert saved.names() == ()


def test_two_writers_wait_for_each_other(kept, monkeypatch):
    from filelock import FileLock

    kept.mkdir(parents=True)
    monkeypatch.setattr(shelf, "PATIENCE", 0)
    with FileLock(kept / "lock"):
        assert refused(lambda: saved.save(LI, "甲", read(LEAST))).key == "ledger.busy"
    saved.save(LI, "甲", read(LEAST))


def test_the_refusals_have_their_sentence_in_both_languages():
    for key in ("bad_name", "long_name", "name_taken", "not_saved", "none_saved"):
        for language in i18n.LANGUAGES:
            error = TalentError(f"scenario.{key}", name="甲", near="乙", most=60, length=61)
            assert "甲" in i18n.message(error, language)
