"""The audit log keeps what happened, shows what was done to it, and outlives whoever dies while writing."""

import hashlib
import json
import os
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from talent import audit
from talent.access import Actor
from talent.errors import TalentError
from talent.i18n import LANGUAGES
from tests.house.trees import ROOT

LI = Actor("李明", "command", "liming")


def lines(folder) -> list[bytes]:
    return (folder / audit.FILE).read_bytes().split(b"\n")[:-1]


def kinds(folder) -> list[tuple[int, str]]:
    return [(fault.line, fault.kind) for fault in audit.verify(folder)]


def written(folder, count: int):
    """A log of so many events."""
    for number in range(count):
        audit.log(folder, "commit", LI, batch=f"B-{number:04}", counts={"new": number})
    return folder


def rewrite(folder, content: list[bytes]) -> None:
    (folder / audit.FILE).write_bytes(b"".join(line + b"\n" for line in content))


def test_an_event_is_one_line_of_json(tmp_path):
    folder = tmp_path / "not yet" / "there"
    audit.log(folder, "commit", LI, batch="B-0001", counts={"new": 3}, reason='年鉴\n"2024"', note=None)
    (line,) = lines(folder)
    entry = json.loads(line)
    assert list(entry) == ["time", "event", "actor", "how", "os_user", "facts", "previous", "hash"]
    when = datetime.fromisoformat(entry["time"])
    assert when.utcoffset() == timedelta(0) and abs(datetime.now(UTC) - when) < timedelta(minutes=1)
    assert entry["time"][19] == "." and len(entry["time"]) == len("2026-01-31T08:00:00.123+00:00")
    assert (entry["event"], entry["actor"], entry["how"], entry["os_user"]) == (
        "commit",
        "李明",
        "command",
        "liming",
    )
    assert entry["facts"] == {"batch": "B-0001", "counts": {"new": 3}, "reason": '年鉴\n"2024"'}
    assert entry["previous"] == ""
    assert "李明".encode() in line


def test_the_hashes_are_those_anybody_can_compute(tmp_path):
    first, second = lines(written(tmp_path, 2))
    assert json.loads(second)["previous"] == hashlib.sha256(first).hexdigest()
    entry = json.loads(second)
    told = entry.pop("hash")
    body = json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
    assert told == hashlib.sha256(body.encode()).hexdigest()
    head = json.loads((tmp_path / audit.HEAD).read_text())
    assert head == {
        "size": (tmp_path / audit.FILE).stat().st_size,
        "hash": hashlib.sha256(second).hexdigest(),
    }


def test_an_event_nobody_stands_for(tmp_path):
    audit.log(tmp_path, "sign_in", None, client="10.0.0.1", result="refused")
    entry = json.loads(lines(tmp_path)[0])
    assert (entry["actor"], entry["how"], entry["os_user"]) == (None, None, None)


@pytest.mark.parametrize("name", ("passphrase", "token", "content", "path", "cookie"))
def test_what_has_no_place_in_a_log_is_not_written(tmp_path, name):
    with pytest.raises(ValueError, match=name):
        audit.log(tmp_path, "commit", LI, batch="B-0001", **{name: "x"})
    assert not (tmp_path / audit.FILE).exists()


def test_of_a_file_its_name_is_kept_and_of_a_long_text_its_beginning(tmp_path):
    for path in ("/data/in/年鉴.xlsx", "C:\\data\\年鉴.xlsx", "年鉴.xlsx"):
        audit.log(tmp_path, "commit", LI, file=path, reason="x" * 5000)
    for line in lines(tmp_path):
        assert json.loads(line)["facts"] == {"file": "年鉴.xlsx", "reason": "x" * 1000}


def test_half_a_character_breaks_no_line(tmp_path):
    audit.log(tmp_path, "commit", LI, reason="\ud83d?")
    assert json.loads(lines(tmp_path)[0])["facts"]["reason"] == "\ud83d?"
    assert audit.verify(tmp_path) == ()


def test_an_event_is_on_the_disk_when_it_is_acknowledged(tmp_path, monkeypatch):
    flushed = []
    fsync = os.fsync
    monkeypatch.setattr(os, "fsync", lambda number: flushed.append(os.fstat(number).st_ino) or fsync(number))
    audit.log(tmp_path, "commit", LI)
    assert (tmp_path / audit.FILE).stat().st_ino in flushed
    assert (tmp_path / audit.HEAD).stat().st_ino in flushed
    assert tmp_path.stat().st_ino in flushed


def test_a_place_that_cannot_be_written_is_said_without_its_path(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(TalentError) as error:
        audit.log(tmp_path / "file" / "ledger", "commit", LI)
    assert error.value.key == "cannot_write"
    assert str(tmp_path) not in str(error.value.fields)


def test_no_log_has_no_fault(tmp_path):
    assert audit.verify(tmp_path) == ()


def test_an_untouched_log_has_no_fault(tmp_path):
    assert audit.verify(written(tmp_path, 30)) == ()


def mutated(chance: random.Random, whole: bytes) -> bytes:
    """The log after one act of somebody who would rather it said something else."""
    content = whole.split(b"\n")[:-1]
    one, other = sorted(chance.sample(range(len(content)), 2))
    act = chance.choice(
        ("byte", "cut byte", "add byte", "delete", "swap", "copy", "forge", "renumber", "tail")
    )
    if act in ("byte", "cut byte", "add byte"):
        place = chance.randrange(len(whole))
        put = b"" if act == "cut byte" else bytes([(whole[place] + chance.randrange(1, 256)) % 256])
        return whole[:place] + put + whole[place + (act != "add byte") :]
    if act == "delete":
        del content[one:other]
    elif act == "swap":
        content[one], content[other] = content[other], content[one]
    elif act == "copy":
        content.insert(other, content[one])
    elif act == "forge":
        content.insert(other, audit._chained({"event": "commit", "previous": audit._sha(content[one])}))
    elif act == "renumber":
        # An edit with a fresh hash of its own.
        entry = json.loads(content[one])
        entry["facts"]["batch"] = "B-9999"
        content[one] = audit._chained({key: entry[key] for key in entry if key != "hash"})
    else:
        del content[other:]
    return b"".join(line + b"\n" for line in content)


def test_a_hundred_mutations_are_all_seen(tmp_path):
    whole = (written(tmp_path, 30) / audit.FILE).read_bytes()
    chance = random.Random(20240630)
    for _ in range(100):
        changed = mutated(chance, whole)
        (tmp_path / audit.FILE).write_bytes(changed)
        assert changed == whole or audit.verify(tmp_path), changed
        for fault in audit.verify(tmp_path):
            assert all(fault.message(language) for language in LANGUAGES)
            assert 0 <= fault.line <= 32


def test_faults_name_their_lines(tmp_path):
    a, b, c, d = lines(written(tmp_path, 4))
    for content, expected in (
        ([a, b.replace(b"B-0001", b"B-0007"), c, d], [(2, "edited")]),
        ([a, b, c, d.replace(b"B-0003", b"B-0007")], [(4, "edited")]),
        ([a, c, d], [(2, "broken")]),
        ([b, c, d], [(1, "broken")]),
        ([a, c, b, d], [(2, "moved"), (3, "moved"), (4, "moved")]),
        ([a, b, c], [(3, "truncated")]),
        ([], [(0, "truncated")]),
        ([a, b, c, d], []),
    ):
        rewrite(tmp_path, content)
        assert kinds(tmp_path) == expected


def test_a_tail_cut_off_stays_told_after_the_log_went_on(tmp_path):
    a, b, *_ = lines(written(tmp_path, 4))
    rewrite(tmp_path, [a, b])
    assert kinds(tmp_path) == [(2, "truncated")]
    written(tmp_path, 2)
    assert kinds(tmp_path) == [(3, "broken")]


def test_a_last_line_written_anew_stays_told_after_the_log_went_on(tmp_path):
    a, b = lines(written(tmp_path, 2))
    entry = json.loads(b.replace(b"B-0001", b"B-0007"))
    rewrite(tmp_path, [a, audit._chained({key: entry[key] for key in entry if key != "hash"})])
    assert kinds(tmp_path) == [(2, "edited")]
    written(tmp_path, 1)
    assert kinds(tmp_path) == [(3, "broken")]


@pytest.mark.parametrize("head", (None, b"", b"[]", b"{}", b'{"size": "x", "hash": ""}'))
def test_a_head_taken_away_stays_told_after_the_log_went_on(tmp_path, head):
    a, b, *_ = lines(written(tmp_path, 4))
    rewrite(tmp_path, [a, b])
    (tmp_path / audit.HEAD).unlink() if head is None else (tmp_path / audit.HEAD).write_bytes(head)
    assert kinds(tmp_path) == [(2, "no_head")]
    written(tmp_path, 1)
    assert kinds(tmp_path) == [(3, "broken")]


def test_a_log_deleted_whole_stays_told(tmp_path):
    (written(tmp_path, 3) / audit.FILE).unlink()
    assert kinds(tmp_path) == [(0, "truncated")]
    written(tmp_path, 1)
    assert kinds(tmp_path) == [(1, "broken")]


@pytest.mark.parametrize("kept", (1, 40, -1, None))
@pytest.mark.parametrize("before", (0, 2))
def test_half_a_line_is_told_and_the_next_event_does_not_lose_it(tmp_path, kept, before):
    written(tmp_path, before)
    whole = (tmp_path / audit.FILE).read_bytes() if before else b""
    head = (tmp_path / audit.HEAD).read_bytes() if before else b'{"size": 0, "hash": ""}'
    written(tmp_path, 1)
    died = lines(tmp_path)[-1][:kept]
    (tmp_path / audit.FILE).write_bytes(whole + died)
    (tmp_path / audit.HEAD).write_bytes(head)
    # Only its end is missing from the last of them: that event is whole.
    expected = [] if kept is None else [(before + 1, "torn")]
    assert kinds(tmp_path) == expected
    written(tmp_path, 2)
    assert lines(tmp_path)[before] == died
    assert len(lines(tmp_path)) == before + 3
    assert kinds(tmp_path) == expected
    rewrite(tmp_path, [line for line in lines(tmp_path) if line != died])
    assert kinds(tmp_path) == [(before + 1, "broken")]


def test_half_a_line_hides_no_cut_tail(tmp_path):
    written(tmp_path, 1)
    with (tmp_path / audit.FILE).open("ab") as file:
        file.write(b'{"time"')
    written(tmp_path, 2)
    assert kinds(tmp_path) == [(2, "torn")]
    rewrite(tmp_path, lines(tmp_path)[:-1])
    assert kinds(tmp_path) == [(2, "torn"), (3, "truncated")]


@pytest.mark.parametrize("keys", (1, 3000))
@pytest.mark.parametrize("before", (0, 2))
def test_a_writer_that_dies_between_line_and_head_leaves_no_fault(tmp_path, monkeypatch, before, keys):
    written(tmp_path, before)

    def die(folder, head):
        if head.size:
            raise KeyboardInterrupt
        return write_head(folder, head)

    write_head = audit._write_head
    with monkeypatch.context() as patch:
        patch.setattr(audit, "_write_head", die)
        with pytest.raises(KeyboardInterrupt):
            audit.log(tmp_path, "commit", LI, counts={f"key {n}": n for n in range(keys)})
    assert len(lines(tmp_path)) == before + 1
    assert (len(lines(tmp_path)[-1]) > 4096) == (keys > 1)
    assert audit.verify(tmp_path) == ()
    written(tmp_path, 2)
    assert audit.verify(tmp_path) == ()


def test_processes_and_threads_that_log_at_once_keep_one_chain(tmp_path):
    words = (
        "import sys; from pathlib import Path; from talent import audit\n"
        "for n in range(15): audit.log(Path(sys.argv[1]), 'commit', None, batch=sys.argv[2], base=str(n))"
    )
    processes = [
        subprocess.Popen([sys.executable, "-c", words, str(tmp_path), name], cwd=ROOT) for name in ("p", "q")
    ]
    with ThreadPoolExecutor(3) as pool:
        for name in ("x", "y", "z"):
            pool.submit(
                lambda one: [audit.log(tmp_path, "commit", LI, batch=one, base=str(n)) for n in range(5)],
                name,
            )
    assert [process.wait(60) for process in processes] == [0, 0]
    assert audit.verify(tmp_path) == ()
    facts = [json.loads(line)["facts"] for line in lines(tmp_path)]
    for name, count in {"p": 15, "q": 15, "x": 5, "y": 5, "z": 5}.items():
        assert [one["base"] for one in facts if one["batch"] == name] == [str(n) for n in range(count)]
