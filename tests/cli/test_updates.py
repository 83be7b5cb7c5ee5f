"""The commands that bring new figures: check, apply, withdraw, undo, history, template, intake."""

import io
import json
import sys
from pathlib import Path

import pytest

from talent import cli, exports, ledger, warehouse

PUBLIC = "daqing-bulletin-2024"  # a source of the shipped data
HEADER = "城市,指标,数值,期间,来源\n"
KEYS = {"code", "severity", "file", "sheet", "row", "column", "value", "expected", "message_zh", "message_en"}


@pytest.fixture(scope="module")
def state(tmp_path_factory) -> Path:
    """Where these tests build: what is not yet committed to need not be built for each."""
    return tmp_path_factory.mktemp("state")


@pytest.fixture
def place(tmp_path, monkeypatch, state) -> Path:
    """A ledger of this test's own."""
    monkeypatch.setenv("TALENT_LEDGER", str(tmp_path / "ledger"))
    monkeypatch.setenv("TALENT_STATE", str(state))
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def table(place: Path, *rows: str, name: str = "new.csv", encoding: str = "gb18030") -> str:
    path = place / name
    path.write_bytes((HEADER + "".join(f"{row}\n" for row in rows)).encode(encoding))
    return str(path)


def run(capsys, *words: str) -> tuple[int, str, str]:
    """Status, results and messages of a command."""
    status = cli.main(words)
    said = capsys.readouterr()
    return status, said.out, said.err


def answer(capsys, *words: str):
    """What a command that succeeds says as JSON."""
    status, out, err = run(capsys, *words, "--json")
    assert status == 0, err
    return json.loads(out)


def export(as_of: str | None = None) -> bytes:
    """The table of statements as CSV, as a script reads it."""
    return exports.content(warehouse.locate(as_of), "statements", "csv", "en", bom=False)


NEW = f"大庆,引进人才,1.5万,2031,{PUBLIC}"


def test_a_check_tells_findings_and_changes_and_writes_nothing(place, capsys):
    before = sorted(place.rglob("*"))
    found = answer(capsys, "check", table(place, NEW, "大庆,高新技术企业,722,2024," + PUBLIC))
    assert set(found) == {"data_version", "errors", "warnings", "findings", "changes"}
    assert found["changes"] == {"new": 1, "corrected": 0, "agreeing": 0, "conflicting": 0, "unchanged": 1}
    assert found["data_version"] == warehouse.data_version() and found["errors"] == 0
    assert not (place / "ledger").exists() and before == sorted(place.rglob("*"))[: len(before)]


def test_every_finding_names_its_place_in_both_languages(place, capsys):
    status, out, _ = run(capsys, "check", table(place, "大床,引进人才,1.5万,2031,"), "--json")
    found = json.loads(out)
    assert status == 1 and found["errors"] >= 1
    assert all(set(finding) >= KEYS for finding in found["findings"])
    wrong = next(f for f in found["findings"] if f["value"] == "大床")
    assert (wrong["file"], wrong["row"], wrong["column"], wrong["severity"]) == (
        "new.csv",
        2,
        "城市",
        "error",
    )
    assert "大庆" in wrong["message_zh"] and "Daqing" in wrong["message_en"] + wrong["expected"]


def test_an_applied_file_is_there_undone_it_is_gone_and_undone_again_it_is_back(place, capsys):
    before, version = export(), warehouse.locate().version
    done = answer(capsys, "apply", table(place, NEW), "--by", "tester", "--accept-warnings")
    assert done["batch"] == "B0001" and done["changes"]["new"] == 1 and done["data_version"] != version
    after = export()
    assert len(after.splitlines()) == len(before.splitlines()) + 1 and b",B0001" in after
    undone = answer(capsys, "undo", "B0001", "--by", "tester", "--why", "wrong file")
    assert undone == {"batch": "B0001", "undone": True, "data_version": version}
    assert export() == before and export("B0001") == after
    assert answer(capsys, "undo", "B0001", "--by", "tester")["data_version"] == done["data_version"]
    assert export() == after
    assert answer(capsys, "undo", "U0003", "--by", "tester")["undone"] is True


def test_the_same_file_again_commits_nothing_and_says_so(place, capsys):
    words = ("apply", table(place, NEW), "--by", "tester", "--accept-warnings")
    answer(capsys, *words)
    again = answer(capsys, *words)
    assert again["batch"] is None and again["changes"]["unchanged"] == 1
    assert len(ledger.open_ledger().batches()) == 1


def test_an_export_applied_again_changes_nothing(place, capsys):
    answer(capsys, "apply", table(place, NEW), "--by", "tester", "--accept-warnings")
    path = place / "all.csv"
    path.write_bytes(b"\xef\xbb\xbf" + export())
    rows = len(warehouse.locate().catalogue.statements)
    found = answer(capsys, "check", str(path))
    assert found["changes"]["unchanged"] == rows and sum(found["changes"].values()) == rows
    assert found["errors"] == 0


def test_warnings_must_be_confirmed_and_errors_always_block(place, capsys):
    conflict = table(place, "大庆,高新技术企业,500,2024,harbin-newspaper")
    status, out, err = run(capsys, "apply", conflict, "--by", "tester")
    assert (status, out) == (1, "") and "Warning C2" in err and "nothing was written" in err
    broken = table(place, "大庆,高新技术企业,many,2031," + PUBLIC)
    status, out, err = run(capsys, "apply", broken, "--by", "tester", "--accept-warnings")
    assert (status, out) == (1, "") and "Error C2" in err and not ledger.open_ledger().batches()


def test_a_correction_shows_old_and_new_and_keeps_its_code(place, capsys):
    path = table(place, f"大庆,高新技术企业,723,2024,{PUBLIC}")
    status, out, _ = run(capsys, "check", path)
    assert status == 0 and "722 firms → 723 firms (+1 firms, +0.1%)" in out
    assert answer(capsys, "apply", path, "--by", "tester", "--accept-warnings")["changes"]["corrected"] == 1
    found = answer(capsys, "history", "DQ-32-005")
    assert [(one["number"], one["value"], one["state"]) for one in found] == [
        (1, 722, "replaced"), (2, 723, "in_force"),
    ]  # fmt: skip


def test_a_withdrawn_figure_is_gone_until_that_is_undone(place, capsys):
    before = export()
    done = answer(capsys, "withdraw", "DQ-32-005", "--by", "tester", "--why", "misread")
    assert done["batch"] == "B0001" and b"DQ-32-005" not in export()
    status, _, err = run(capsys, "passport", "DQ-32-005")
    assert status == 1 and "withdrawn in batch B0001: misread" in err
    answer(capsys, "undo", "B0001", "--by", "tester")
    assert export() == before


@pytest.mark.parametrize(
    "words",
    [
        ("withdraw", "DQ-99-999", "--by", "tester", "--why", "x"),
        ("withdraw", "DQ-32-005", "--by", "tester", "--why", " "),
        ("withdraw", "DQ-32-005", "--by", "<b>", "--why", "x"),
        ("undo", "B0007", "--by", "tester"),
        ("history", "DQ-99-999"),
        ("check", "no such file.csv"),
        ("check", "no such file.csv", "--source", "nobody"),
        ("check", "no such file.csv", "--city", "nowhere"),
        ("check", "no such file.csv", "--means", "label"),
        ("intake", "no such file.txt"),
        ("export", "statements", "--as-of", "B0007"),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_sentence(place, capsys, words):
    status, out, err = run(capsys, *words)
    assert (status, out) == (1, "") and err.strip() and "error." not in err
    assert not ledger.open_ledger().batches()


def test_the_history_tells_who_when_what_and_whether_it_counts(place, capsys):
    assert answer(capsys, "history") == []
    answer(capsys, "apply", table(place, NEW), "--by", "测试员", "--note", "年报", "--accept-warnings")
    answer(capsys, "undo", "B0001", "--by", "other", "--why", "too early")
    (batch,) = answer(capsys, "history")
    assert (batch["batch"], batch["author"], batch["note"], batch["file"]) == (
        "B0001", "测试员", "年报", "new.csv",
    )  # fmt: skip
    assert batch["undone"] and [mark["why"] for mark in batch["marks"]] == ["too early"]
    assert "undone" in run(capsys, "history")[1]


def test_a_new_source_comes_with_its_file_and_goes_with_it(place, capsys):
    path = table(place, "大庆,引进人才,1.5万,2031,")
    words = (
        "--source-title", "大庆年鉴2032", "--source-publisher", "大庆统计局", "--source-date", "2032-05-01",
        "--source-city", "daqing",
    )  # fmt: skip
    answer(capsys, "apply", path, "--by", "tester", *words, "--accept-warnings")
    (source,) = ledger.open_ledger().batches()[0].sources
    assert warehouse.locate().catalogue.sources[source.id].title.zh == "大庆年鉴2032"
    again = answer(capsys, "apply", path, "--by", "tester", *words, "--accept-warnings")
    assert again["batch"] is None, "a source described the same way is the same source"
    answer(capsys, "undo", "B0001", "--by", "tester")
    assert source.id not in warehouse.locate().catalogue.sources


def test_a_source_described_by_halves_is_refused(place, capsys):
    path = table(place, "大庆,引进人才,1.5万,2031,")
    status, _, err = run(capsys, "check", path, "--source-title", "x")
    assert status == 1 and "--source-publisher" in err and "--source-city" in err


def test_a_wide_table_is_understood_with_what_its_options_say(place, capsys):
    path = place / "wide.csv"
    path.write_text("指标,2031,2032\n引进人才,1.2,1.3\n", encoding="utf-8")
    words = ("--city", "daqing", "--unit", "万人", "--source", PUBLIC)
    assert answer(capsys, "check", str(path), *words)["changes"]["new"] == 2


def test_intake_proposes_what_apply_then_commits(place, capsys, monkeypatch):
    text = place / "news.txt"
    text.write_text("大庆市2031年引进人才1.5万人。\n联系电话：12345678\n", encoding="utf-8")
    (found,) = answer(capsys, "intake", str(text), "--city", "daqing")
    assert (found["as_printed"], found["value"], found["indicator"], found["paragraph"]) == (
        "1.5万人", 15000, "talent_introduced", 1,
    )  # fmt: skip
    assert text.read_text(encoding="utf-8").splitlines()[0][found["start"] : found["end"]] == "1.5万人"
    rows = place / "rows.csv"
    assert run(capsys, "intake", str(text), "--city", "daqing", "--out", str(rows))[0] == 0
    done = answer(capsys, "apply", str(rows), "--by", "tester", "--source", PUBLIC, "--accept-warnings")
    assert done["changes"]["new"] == 1
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.read_bytes())))
    assert answer(capsys, "intake", "-", "--city", "daqing") == [found]


@pytest.mark.parametrize("layout", ["long", "wide"])
@pytest.mark.parametrize("name", ["t.xlsx", "t.csv"])
def test_a_template_says_nothing_until_it_is_filled_in(place, capsys, layout, name):
    path = place / name
    assert run(capsys, "template", "--layout", layout, "--out", str(path), "--lang", "zh")[0] == 0
    status, out, _ = run(capsys, "check", str(path), "--json")
    found = json.loads(out)
    assert sum(found["changes"].values()) == 0 and status in (0, 1)


def test_every_command_that_reads_data_says_what_is_left_out_of_them(place, capsys):
    answer(capsys, "apply", table(place, NEW), "--by", "tester", "--accept-warnings")
    path = place / "ledger" / "entries" / "B0001" / "manifest.json"
    path.write_bytes(path.read_bytes().replace(b"tester", b"taster"))
    for words in (("check", table(place, NEW)), ("passport", "DQ-32-005"), ("history",)):
        status, _, err = run(capsys, *words)
        assert status == 0 and "B0001" in err, words
    status, _, err = run(capsys, "apply", table(place, NEW), "--by", "tester", "--accept-warnings")
    assert status == 1 and "Restore them from a backup" in err


def test_a_figure_that_went_with_its_batch_or_was_withdrawn_twice_says_so(place, capsys):
    answer(capsys, "apply", table(place, NEW), "--by", "tester", "--accept-warnings")
    code = ledger.open_ledger().rows("B0001")["statement_id"].to_pylist()[0]
    answer(capsys, "undo", "B0001", "--by", "tester")
    assert "undone together with batch B0001" in run(capsys, "passport", code)[2]
    answer(capsys, "withdraw", "DQ-32-005", "--by", "tester", "--why", "misread")
    again = run(capsys, "withdraw", "DQ-32-005", "--by", "tester", "--why", "misread")
    assert again[0] == 1 and "withdrawn in batch B0003" in again[2]


def test_undoing_a_withdrawal_names_the_policy_terms_that_come_back(place, capsys):
    term = next(p for p in warehouse.locate().catalogue.policies.values() if p.amount)
    there = run(capsys, "withdraw", term.amount, "--by", "tester", "--why", "misread")[1]
    back = run(capsys, "undo", "B0001", "--by", "tester")[1]
    for said in (there, back):
        assert "Policy terms that rest on these figures" in said and term.instrument.en in said


def test_a_file_comes_back_with_its_findings_beside_the_rows(place, capsys):
    out = place / "found.csv"
    status, _, _ = run(
        capsys, "check", table(place, f"大床,引进人才,1,2031,{PUBLIC}"), "--annotate", str(out)
    )
    header, row = out.read_text(encoding="utf-8-sig").splitlines()[:2]
    assert status == 1 and header.startswith("城市,指标") and "There is no city called '大床'" in row
