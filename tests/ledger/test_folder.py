"""A folder of batches: whole or not there, numbered once, undone and put back, damage named."""

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from talent import ledger, queries, warehouse
from talent.catalogue import Adoption
from talent.errors import TalentError
from talent.i18n import Name
from talent.ledger import folder
from tests.ledger.drafts import NEW, draft, nothing, statement

ROOT = Path(ledger.__file__).parents[2]


def codes(found: warehouse.Warehouse) -> dict[str, float]:
    return {r.statement_id: r.value for r in queries.readings(found)}


def test_a_batch_is_there_with_all_that_was_given(book, curated):
    given = draft(
        statement(year=2023, value=7), note="a note", counts={"new": 1}, file_name="a.csv", original=b"bytes"
    )
    batch = book.append(given, curated, nothing)
    assert (batch.id, batch.position, batch.kind, batch.author, batch.note) == (
        "B0001", 1, "upload", "tester", "a note",
    )  # fmt: skip
    assert batch.counts == {"new": 1} and batch.file_name == "a.csv" and not batch.undone
    assert book.original("B0001") == b"bytes" and book.rows("B0001")["value"].to_pylist() == [7]
    assert ledger.open_ledger().batches() == (batch,)


def test_numbers_come_after_the_largest_ever_used_and_are_never_given_again(book, curated):
    for year in (2023, 2024):
        book.append(draft(statement(year=year)), curated, nothing)
    book.mark("B0002", True, "tester", "", nothing)
    book.append(draft(statement(year=2024)), curated, nothing)
    given = [book.rows(batch.id)["statement_id"].to_pylist() for batch in book.batches()]
    assert given == [["AA-01-002"], ["AA-01-003"], ["AA-01-004"]]


def test_a_damaged_batch_keeps_its_numbers(book, curated):
    book.append(draft(statement(year=2023)), curated, nothing)
    (book.entries / "B0001" / "rows.parquet").write_bytes(b"")
    assert book.append(draft(statement(year=2024)), curated, nothing).id == "B0002"
    assert book.rows("B0002")["statement_id"].to_pylist() == ["AA-01-003"]


def test_a_new_source_gets_the_next_number_and_travels_with_its_batch(book, curated):
    batch = book.append(draft(statement(source="", year=2024), new_source=NEW), curated, nothing)
    assert [(s.id, s.number) for s in batch.sources] == [("upload-05", 5)]
    assert book.rows(batch.id)["statement_id"].to_pylist() == ["AA-05-001"]
    assert warehouse.locate().catalogue.sources["upload-05"].title.en == "New bulletin"
    book.mark(batch.id, True, "tester", "", nothing)
    assert "upload-05" not in warehouse.locate().catalogue.sources
    again = book.append(draft(statement(source="", year=2024), new_source=NEW), curated, nothing)
    assert [s.number for s in again.sources] == [6]


def test_a_correction_keeps_its_code_and_gets_the_next_revision(book, curated):
    for value in (5, 6):
        book.append(draft(statement("AA-01-001", value=value)), curated, nothing)
    found = queries.reading(warehouse.locate(), "AA-01-001")
    assert (found.value, found.revision, found.batch) == (6, 3, "B0002")
    book.mark("B0002", True, "tester", "", nothing)
    found = queries.reading(warehouse.locate(), "AA-01-001")
    assert (found.value, found.revision, found.batch) == (5, 2, "B0001")


def test_undo_brings_back_every_figure_and_the_fingerprint_and_its_undo_too(book, curated):
    before = warehouse.fingerprint(), warehouse.locate().version
    book.append(draft(statement(year=2023), statement("AA-01-001", value=9)), curated, nothing)
    after = warehouse.locate()
    assert codes(after) == {"AA-01-001": 9, "AA-01-002": 100} and after.version != before[1]
    assert book.mark("B0001", True, "other", "wrong", nothing).undone
    assert codes(warehouse.locate()) == {"AA-01-001": 100} and warehouse.locate().version == before[1]
    book.mark("B0001", False, "other", "right after all", nothing)
    assert codes(warehouse.locate()) == codes(after) and warehouse.locate().version == after.version
    assert [(mark.id, mark.undone, mark.why) for mark in book.batches()[0].marks] == [
        ("U0002", True, "wrong"), ("U0003", False, "right after all"),
    ]  # fmt: skip


def test_the_data_as_of_a_batch_ignore_later_undos(book, curated):
    for year in (2023, 2024):
        book.append(draft(statement(year=year, value=year)), curated, nothing)
    book.mark("B0001", True, "tester", "", nothing)
    assert sorted(codes(warehouse.locate("B0001")).values()) == [100, 2023]
    assert sorted(codes(warehouse.locate("B0002")).values()) == [100, 2023, 2024]
    assert sorted(codes(warehouse.locate()).values()) == [100, 2024]
    with pytest.raises(TalentError, match=r"ledger\.no_such_batch"):
        warehouse.locate("B0009")


def test_a_withdrawn_statement_is_gone_with_what_rests_on_it_until_that_is_undone(book, curated, data):
    (data / "derived.toml").write_text(
        '[[derived]]\nid = "twice"\ncity = "alpha"\narea = "alpha"\nindicator = "arrivals"\n'
        'operation = "sum"\noperands = ["AA-01-001", "AA-01-001"]\nnote = { zh = "两倍", en = "twice" }\n',
        encoding="utf-8",
    )
    assert len(queries.records(warehouse.locate(), "derived")) == 1
    book.append(draft(kind="withdrawal", withdrawn=("AA-01-001",)), curated, nothing)
    assert codes(warehouse.locate()) == {} and not queries.records(warehouse.locate(), "derived")
    book.mark("B0001", True, "tester", "", nothing)
    assert codes(warehouse.locate()) == {"AA-01-001": 100} and queries.records(warehouse.locate(), "derived")


def test_of_two_decisions_on_one_conflict_the_later_one_counts(book, curated):
    book.append(draft(statement(value=200, source="second")), curated, nothing)
    pairs = (("AA-01-001", "AA-02-001"), ("AA-02-001", "AA-01-001"))
    for adopted, other in pairs:
        reason = Name("理由", "reason")
        decision = draft(kind="decision", adoptions=(Adoption(adopted, (other,), reason),))
        book.append(decision, curated, nothing)
        found = queries.reading(warehouse.locate(), adopted)
        assert found.adopted and found.adopted_rule == "declared"
    book.mark("B0003", True, "tester", "", nothing)
    assert queries.reading(warehouse.locate(), "AA-01-001").adopted


def test_a_source_stays_for_figures_that_a_later_batch_took_from_it(book, curated):
    book.append(draft(statement(source="", year=2024), new_source=NEW), curated, nothing)
    book.append(draft(statement(source="upload-05", year=2025, value=3)), curated, nothing)
    book.mark("B0001", True, "tester", "", nothing)
    assert codes(warehouse.locate()) == {"AA-01-001": 100, "AA-05-002": 3}


def test_a_row_that_no_longer_fits_the_curated_data_is_left_out_and_named(book, curated, data):
    book.append(draft(statement(year=2023), statement(city="beta", year=2023)), curated, nothing)
    path = data / "statements" / "first.csv"
    taken = path.read_text(encoding="utf-8").replace("AA-01-001", "AA-01-900").replace("2022-", "2023-")
    path.write_text(taken, encoding="utf-8")
    found = warehouse.locate()
    assert codes(found) == {"AA-01-900": 100, "BB-01-001": 100}
    assert [(row.batch, row.code) for row in found.aside] == [("B0001", "AA-01-002")]


def test_undoing_twice_is_refused_and_changes_nothing(book, curated):
    book.append(draft(statement(year=2023)), curated, nothing)
    with pytest.raises(TalentError, match="in_force"):
        book.mark("B0001", False, "tester", "", nothing)
    book.mark("B0001", True, "tester", "", nothing)
    with pytest.raises(TalentError, match="already_undone"):
        book.mark("B0001", True, "tester", "", nothing)
    with pytest.raises(TalentError, match="no_such_batch"):
        book.mark("B0002", True, "tester", "", nothing)
    assert len(list(book.entries.iterdir())) == 2


def test_data_that_moved_since_the_preview_stop_the_commit(book, curated):
    def moved():
        raise TalentError("ledger.busy", seconds=0)

    with pytest.raises(TalentError):
        book.append(draft(statement(year=2023)), curated, moved)
    assert book.batches() == () and list(book.entries.iterdir()) == []


DAMAGE = {
    "rows cut": ("rows.parquet", lambda content: content[:-1]),
    "rows changed": ("rows.parquet", lambda content: content[:-9] + b"x" + content[-8:]),
    "original changed": ("original", lambda content: content + b"x"),
    "manifest changed": ("manifest.json", lambda content: content.replace(b"tester", b"taster")),
    "manifest cut": ("manifest.json", lambda content: content[:50]),
    "manifest of no object": ("manifest.json", lambda content: b"[]"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_batch_changed_by_hand_is_named_and_set_aside_and_the_rest_is_served(book, curated, damage):
    for year in (2023, 2024):
        book.append(draft(statement(year=year, value=year)), curated, nothing)
    file, change = DAMAGE[damage]
    path = book.entries / "B0001" / file
    path.write_bytes(change(path.read_bytes()))
    assert [d.id for d in book.damage()] == ["B0001"] and file in book.damage()[0].why
    assert sorted(codes(warehouse.locate()).values()) == [100, 2024]


@pytest.mark.parametrize("undone_by_hand", [True, False])
def test_a_batch_whose_mark_was_changed_by_hand_counts_in_neither_way(book, curated, undone_by_hand):
    book.append(draft(statement(year=2023)), curated, nothing)
    book.mark("B0001", True, "tester", "", nothing)
    if not undone_by_hand:
        book.mark("B0001", False, "tester", "", nothing)
    path = book.entries / ("U0002" if undone_by_hand else "U0003") / "manifest.json"
    path.write_bytes(path.read_bytes().replace(b"tester", b"taster"))
    assert {d.id for d in book.damage()} == {"B0001", path.parent.name}
    assert codes(warehouse.locate()) == {"AA-01-001": 100}


@pytest.mark.parametrize("lost", [1, 2, 3])
def test_an_entry_that_is_gone_is_named_and_its_number_not_given_again(book, curated, lost):
    for year in (2023, 2024, 2025):
        book.append(draft(statement(year=year)), curated, nothing)
    shutil.rmtree(book.entries / f"B{lost:04}")
    assert [(d.id, d.why) for d in book.damage()] == [(f"{lost:04}", ledger.MISSING)]
    assert book.append(draft(statement(year=2026)), curated, nothing).id == "B0004"


def test_a_lost_file_of_a_batch_is_damage_too(book, curated):
    book.append(draft(statement(year=2023)), curated, nothing)
    (book.entries / "B0001" / "original").unlink()
    assert [d.id for d in book.damage()] == ["B0001"]
    (book.entries / "B0001" / "manifest.json").unlink()
    assert [d.id for d in book.damage()] == ["B0001"]


def test_what_a_killed_writer_left_is_no_batch_and_is_cleared_by_the_next(book, curated):
    book.append(draft(statement(year=2023)), curated, nothing)
    left = book.entries / ".B0002.0123"
    shutil.copytree(book.entries / "B0001", left)
    assert len(book.batches()) == 1 and book.damage() == ()
    book.append(draft(statement(year=2024)), curated, nothing)
    assert not left.exists() and [b.id for b in book.batches()] == ["B0001", "B0002"]


def test_each_file_and_folder_is_flushed_before_the_batch_is_acknowledged(book, curated, monkeypatch):
    events = []
    fsync, rename = os.fsync, os.rename
    monkeypatch.setattr(folder.os, "fsync", lambda handle: (events.append("flush"), fsync(handle)))
    monkeypatch.setattr(folder.os, "rename", lambda *paths: (events.append("rename"), rename(*paths)))
    book.append(draft(statement(year=2023)), curated, nothing)
    # Three files and their folder, then into place, then the folder of all entries, then its number.
    assert events == ["flush"] * 4 + ["rename", "flush", "flush"]


@pytest.mark.parametrize("step", range(1, 8))
def test_a_disk_that_fails_at_any_step_leaves_the_ledger_as_it_was(book, curated, monkeypatch, step):
    book.append(draft(statement(year=2023)), curated, nothing)
    calls = iter(range(1, 100))

    def failing(call):
        def tried(*given, **named):
            if next(calls) == step:
                raise OSError(28, "No space left on device")
            return call(*given, **named)

        return tried

    monkeypatch.setattr(folder, "flushed", failing(folder.flushed))
    monkeypatch.setattr(folder.os, "fsync", failing(os.fsync))
    with pytest.raises(TalentError, match="No space left"):
        book.append(draft(statement(year=2024)), curated, nothing)
    monkeypatch.undo()
    monkeypatch.setenv("TALENT_LEDGER", str(book.place))
    assert [b.id for b in ledger.open_ledger().batches()] == ["B0001"] and book.damage() == ()


def test_a_ledger_that_cannot_be_written_says_so(tmp_path, monkeypatch, curated):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("TALENT_LEDGER", str(tmp_path / "file" / "ledger"))
    assert ledger.open_ledger().batches() == ()
    with pytest.raises(TalentError, match=r"ledger\.not_writable"):
        ledger.open_ledger().append(draft(statement(year=2023)), curated, nothing)


def test_a_place_of_another_kind_is_refused(monkeypatch):
    monkeypatch.setenv("TALENT_LEDGER", "postgresql://somewhere/talent")
    with pytest.raises(TalentError, match="unknown_place"):
        ledger.open_ledger()


def test_without_a_place_of_its_own_the_ledger_is_in_the_state_folder(monkeypatch, tmp_path):
    monkeypatch.delenv("TALENT_LEDGER")
    monkeypatch.setenv("TALENT_STATE", str(tmp_path))
    assert ledger.open_ledger().journal() == tmp_path / "ledger"


def test_many_writers_at_once_have_one_order_and_lose_nothing(book, curated):
    def write(n: int) -> None:
        ledger.open_ledger().append(draft(statement(year=1960 + n)), curated, nothing)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(24)))
    found = book.batches()
    assert [batch.position for batch in found] == list(range(1, 25))
    given = [book.rows(batch.id)["statement_id"].to_pylist()[0] for batch in found]
    assert given == [f"AA-01-{n:03}" for n in range(2, 26)]


WRITE = """
import sys
from tests.ledger.drafts import draft, nothing, statement
from tests.core import made
from talent import ledger, warehouse
from pathlib import Path
warehouse.DATA = Path(sys.argv[1])
curated = warehouse.declared(warehouse.data_version())[0]
for n in range(6):
    ledger.open_ledger().append(draft(statement(year=int(sys.argv[2]) + n)), curated, nothing)
"""


def test_processes_that_write_at_once_have_one_order_and_lose_nothing(book, curated, data):
    running = [
        subprocess.Popen([sys.executable, "-c", WRITE, str(data), str(year)], cwd=ROOT)
        for year in (1960, 1980)
    ]
    assert [process.wait(120) for process in running] == [0, 0]
    assert [batch.position for batch in book.batches()] == list(range(1, 13)) and book.damage() == ()
    assert len(codes(warehouse.locate())) == 13


def test_views_are_found_by_the_first_digits_of_their_hash(book):
    text = json.dumps({"page": "compare", "城市": "甲"}, ensure_ascii=False)
    id = book.keep_view(text)
    assert book.view(id[:10]) == text == book.view(id) and book.keep_view(text) == id
    for wrong in ("", id[:9], "0" * 10, "../manifest"):
        with pytest.raises(TalentError, match="no_such_view"):
            book.view(wrong)
    (book.stored / f"{id}.json").write_text("changed")
    with pytest.raises(TalentError, match="no_such_view"):
        book.view(id)
