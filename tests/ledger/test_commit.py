"""Writing through the service: who may, what is expected of the data, what the log says; a rehearsal."""

import json

import pandas as pd
import pytest

from talent import access, audit, exports, queries, warehouse
from talent.errors import TalentError
from talent.ledger import SCHEMA, force
from talent.uploads import commit, preview
from talent.uploads.model import Checked, Finding
from tests.core import made
from tests.ledger.drafts import draft, nothing, statement

ME = access.by_command("tester")


def checked(*statements, changes=None, findings=()) -> Checked:
    """A checked file with these statements."""
    rows = pd.DataFrame([s.__dict__ for s in statements], columns=list(SCHEMA.names[:22]), dtype=object)
    count = len(statements)
    rows = rows.assign(
        sheet="", row=range(2, 2 + count), letter="C", change=changes or ["new"] * count, against=""
    )
    return Checked("a.csv", warehouse.locate().version, tuple(findings), rows)


def told(book) -> list[tuple]:
    lines = (book.journal() / audit.FILE).read_text(encoding="utf-8").splitlines()
    return [(e["event"], e["actor"], e["facts"]["result"]) for e in map(json.loads, lines)]


def test_a_commit_is_logged_before_and_after_with_who_and_what(book, curated):
    file = checked(statement(year=2023))
    receipt = commit.commit(ME, file, commit.upload(file, "note", b"abc"))
    assert receipt.batch == "B0001" and receipt.version == warehouse.locate().version
    assert told(book) == [("upload", "tester", "asked"), ("upload", "tester", "done")]
    facts = json.loads((book.journal() / audit.FILE).read_text(encoding="utf-8").splitlines()[-1])["facts"]
    assert facts["batch"] == "B0001" and facts["counts"]["new"] == 1 and facts["version"] == receipt.version
    assert facts["sha256"] == book.batches()[0].file_hash and audit.verify(book.journal()) == ()


def test_without_a_right_nothing_is_written_and_the_attempt_is_logged(book, curated):
    file = checked(statement(year=2023))
    for attempt in (
        lambda: commit.commit(None, file, commit.upload(file)),
        lambda: commit.undo(None, "B0001", True, "", ""),
        lambda: commit.write(None, draft(kind="withdrawal", withdrawn=("AA-01-001",))),
    ):
        with pytest.raises(TalentError, match=r"access\.denied"):
            attempt()
    assert book.batches() == () and {line[1:] for line in told(book)} == {(None, "refused")}


def test_errors_and_open_warnings_stop_a_commit(book, curated):
    error, warning = Finding("unknown_city", "error"), Finding("ten_times", "warning", row=2)
    file = checked(statement(year=2023), findings=[error, warning])
    with pytest.raises(TalentError, match=r"commit\.errors"):
        commit.commit(ME, file, commit.upload(file), [warning])
    file = checked(statement(year=2023), findings=[warning])
    for accepted in ((), [Finding("ten_times", "warning", row=3)]):
        with pytest.raises(TalentError, match=r"commit\.warnings"):
            commit.commit(ME, file, commit.upload(file), accepted)
    assert book.batches() == ()
    assert commit.commit(ME, file, commit.upload(file), [warning]).batch == "B0001"


def test_whoever_saw_older_data_is_sent_back_to_the_preview(book, curated):
    first, second = checked(statement(year=2023)), checked(statement(year=2024))
    commit.commit(ME, first, commit.upload(first))
    with pytest.raises(TalentError, match=r"commit\.moved"):
        commit.commit(ME, second, commit.upload(second))
    assert len(book.batches()) == 1 and told(book)[-1] == ("upload", "tester", "refused")


def test_rows_that_change_nothing_make_no_batch(book, curated):
    file = checked(statement("AA-01-001"), changes=["unchanged"])
    receipt = commit.commit(ME, file, commit.upload(file))
    assert receipt.batch == "" and receipt.counts["unchanged"] == 1 and book.batches() == ()


def test_nothing_is_built_upon_a_damaged_record(book, curated):
    first, second = checked(statement(year=2023)), checked(statement(year=2024))
    commit.commit(ME, first, commit.upload(first))
    path = book.entries / "B0001" / "manifest.json"
    path.write_bytes(path.read_bytes().replace(b"tester", b"taster"))
    for attempt in (
        lambda: commit.commit(ME, second, commit.upload(second)),
        lambda: commit.undo(ME, "B0001", True, "", ""),
    ):
        with pytest.raises(TalentError, match=r"commit\.damaged.*B0001"):
            attempt()
    assert len(list(book.entries.iterdir())) == 1


def test_a_commit_that_the_log_could_not_note_is_told_as_committed(book, curated, monkeypatch):
    log = audit.log

    def full(folder, event, actor, **facts):
        if facts["result"] == "done":
            raise TalentError("cannot_write", file="audit.jsonl", why="No space left on device")
        log(folder, event, actor, **facts)

    monkeypatch.setattr(audit, "log", full)
    file = checked(statement(year=2023))
    with pytest.raises(TalentError, match=r"commit\.unlogged.*B0001"):
        commit.commit(ME, file, commit.upload(file))
    assert [batch.id for batch in book.batches()] == ["B0001"]


def test_a_batch_that_no_longer_fits_is_not_put_back(book, curated):
    book.append(draft(statement(year=2023)), curated, nothing)
    commit.undo(ME, "B0001", True, "", warehouse.locate().version)
    book.append(draft(statement(year=2023, value=5)), curated, nothing)
    with pytest.raises(TalentError, match=r"commit\.collides"):
        commit.undo(ME, "B0001", False, "", warehouse.locate().version)
    assert len(queries.readings(warehouse.locate())) == 2


def test_a_decision_needs_a_conflict_and_a_reason(book, curated):
    now = warehouse.locate()
    with pytest.raises(TalentError, match=r"commit\.no_conflict"):
        commit.decision(now, "AA-01-001", "because")
    book.append(draft(statement(value=200, source="second")), curated, nothing)
    now = warehouse.locate()
    with pytest.raises(TalentError, match=r"commit\.no_reason"):
        commit.decision(now, "AA-02-001", " ")
    commit.write(ME, commit.decision(now, "AA-02-001", "the later count"))
    assert queries.reading(warehouse.locate(), "AA-02-001").adopted
    assert warehouse.locate().catalogue.adoptions[0].over == ("AA-01-001",)


def test_a_withdrawal_needs_a_figure_and_a_reason(book, curated):
    for code, why in (("AA-01-009", "x"), ("AA-01-001", "")):
        with pytest.raises(TalentError):
            commit.withdrawal(warehouse.locate(), code, why)


def tables() -> dict[str, bytes]:
    names = [name for name in exports.TABLES if name != "batches"]
    now = warehouse.locate()
    return {name: exports.content(now, name, "csv", "zh") for name in names}


DRAFTS = {
    "new": lambda: draft(statement(year=2023, value=7), statement(city="beta", year=2023)),
    "corrected": lambda: draft(statement("AA-01-001", value=9)),
    "conflicting": lambda: draft(statement(value=200, source="second")),
    "agreeing": lambda: draft(statement(value=100, source="second")),
    "withdrawn": lambda: draft(kind="withdrawal", withdrawn=("AA-01-001",)),
}


@pytest.mark.parametrize("kind", DRAFTS)
def test_the_rehearsal_is_what_the_commit_then_does(book, curated, kind):
    before = tables()
    given = DRAFTS[kind]()
    foreseen = preview.effects(warehouse.locate(), force.with_draft(book, given, curated))
    assert tables() == before, "a preview writes nothing"
    now = warehouse.locate()
    batch = book.append(given, curated, nothing)
    then = warehouse.locate()
    assert preview.compared(now, then) == foreseen and foreseen.version == then.version
    assert foreseen.figures
    undo = preview.effects(then, force.with_mark(book, batch.id, True))
    assert undo.version == now.version
    assert [(f.after, f.before) for f in undo.figures] == [(f.before, f.after) for f in foreseen.figures]


def test_effects_name_verdicts_ranks_cards_and_coverage(book, curated):
    given = draft(statement(city="beta", year=2022, value=50))
    found = preview.effects(warehouse.locate(), force.with_draft(book, given, curated))
    (verdict,) = found.verdicts
    assert (verdict.before, verdict.after) == ("same", "same")
    assert verdict.ranks_before is None and verdict.ranks_after == {"alpha": 1, "beta": 2}
    assert [(lead.city.id, lead.before, lead.after.value) for lead in found.leads] == [("beta", None, 50)]
    assert [(cell.city, cell.year, cell.before, cell.after) for cell in found.coverage] == [
        ("beta", 2022, "empty", "printed")
    ]


def test_a_figure_that_only_joins_a_dispute_is_told(book, curated):
    given = draft(statement(value=200, source="second"))
    found = preview.effects(warehouse.locate(), force.with_draft(book, given, curated))
    assert [(f.code, f.before is None) for f in found.figures] == [("AA-01-001", False), ("AA-02-001", True)]
    assert found.figures[0].after.conflict and made.row().value == found.figures[0].after.value
