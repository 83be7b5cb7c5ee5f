"""The commands as other programs call them: exit status, streams, shapes, both languages."""

import csv
import io
import json

import pytest

from talent import exports, warehouse
from talent.cli import language_of
from tests.cli.running import here, run

COMMANDS = (
    "serve", "passphrase", "build", "export", "gate", "passport", "offer", "template", "check", "apply",
    "withdraw", "undo", "history", "intake", "what-if", "doctor",
)  # fmt: skip
FIELDS = {
    "area", "standing", "definition", "unit", "period_basis", "bound", "period", "attribution", "precision",
}  # fmt: skip


def status(*arguments) -> int:
    return here(*arguments).status


def test_an_unknown_command_lists_the_known_ones():
    for arguments in ((), ("publish", "x.csv"), ("what-of",)):
        done = run(*arguments)
        assert done.status == 2
        assert done.output == b""
        assert all(command in done.messages for command in COMMANDS)


def test_help_names_every_command():
    done = here("--help")
    assert done.status == 0
    assert all(command in done.text for command in COMMANDS)


def test_build_prints_path_and_version():
    done = here("build")
    path, line = done.text.splitlines()
    assert done.status == 0
    assert path.endswith(".duckdb")
    assert warehouse.locate().version in line


def test_statements_go_to_standard_output_as_csv_without_a_mark():
    done = run("export", "statements", "--lang", "zh")
    assert done.status == 0
    assert not done.output.startswith(b"\xef\xbb\xbf")
    assert done.output == exports.content(warehouse.locate(), "statements", "csv", "zh", bom=False)
    header, *rows = csv.reader(io.StringIO(done.text, newline=""))
    assert header[0] == "statement_id"
    assert "DQ-03-001" in [row[0] for row in rows]


def test_a_csv_file_bears_the_mark_excel_needs(tmp_path):
    path = tmp_path / "statements.csv"
    done = here("export", "statements", "--out", str(path))
    assert (done.status, done.output) == (0, b"")
    assert path.read_bytes().startswith(b"\xef\xbb\xbfstatement_id,")
    assert warehouse.locate().version in done.messages


def test_the_suffix_of_the_file_chooses_the_format_unless_one_is_given(tmp_path):
    assert status("export", "cities", "--out", str(tmp_path / "a.xlsx")) == 0
    assert (tmp_path / "a.xlsx").read_bytes().startswith(b"PK")
    assert (
        status("export", "cities", "--format", "json", "--out", str(tmp_path / "a.txt"), "--lang", "zh") == 0
    )
    assert json.loads((tmp_path / "a.txt").read_text(encoding="utf-8"))[0]["name"] == "哈尔滨"
    assert status("export", "cities", "--out", str(tmp_path / "a.duckdb")) == 0
    assert (tmp_path / "a.duckdb").stat().st_size > 10_000


def test_wrong_usage_of_export():
    assert status("export", "figures") == 2
    assert status("export", "cities", "--format", "ods") == 2
    assert status("export", "cities", "--format", "duckdb") == 2
    assert status("export") == 2


def test_an_unknown_batch_is_refused():
    done = run("export", "statements", "--as-of", "B-0001")
    assert (done.status, done.output) == (1, b"")
    assert "B-0001" in done.messages


def test_a_place_that_cannot_be_written_is_the_machines_fault(tmp_path):
    done = here("export", "cities", "--out", str(tmp_path / "absent" / "a.csv"))
    assert done.status == 3
    assert "Traceback" not in done.messages


def test_gate_answers_in_the_promised_shape():
    done = here(
        "gate", "--indicator", "talent_apartments", "--cities", "harbin,daqing,dezhou,changchun", "--json"
    )
    answer = json.loads(done.output)
    assert done.status == 0
    assert set(answer) == {"verdict", "reasons"}
    assert answer["verdict"] in ("same", "caution", "different")
    assert answer["reasons"]
    for reason in answer["reasons"]:
        assert list(reason) == ["field", "values", "message_zh", "message_en"]
        assert reason["field"] in FIELDS
        assert all(isinstance(value, str) for value in reason["values"].values())


def test_gate_speaks_the_language_of_the_locale():
    assert "不可比" in run("gate", "--indicator", "talent_apartments", locale="zh_CN.UTF-8").text
    assert "ot comparable" in here("gate", "--indicator", "talent_apartments").text


@pytest.mark.parametrize(
    ("arguments", "nearest"),
    [
        (("gate", "--indicator", "talent_apartment"), "talent_apartments"),
        (("gate", "--indicator", "talent_apartments", "--cities", "haerbin"), "harbin"),
        (("offer", "--tier", "masters"), "master"),
        (("offer", "--tier", "硕士"), "master"),
        (("passport", "DQ-03-00l"), "DQ-03-00"),
    ],
)
def test_what_is_not_known_is_refused_with_the_nearest_that_is(arguments, nearest):
    for locale, word in (("en_US.UTF-8", "no"), ("zh_CN.UTF-8", "没有")):
        done = here(*arguments, locale=locale)
        assert (done.status, done.output) == (1, b"")
        assert nearest in done.messages
        assert word in done.messages


def test_offer_answers_for_every_city_in_declared_order():
    done = here("offer", "--tier", "master", "--months", "36", "--arrives", "2023-07", "--json")
    answer = json.loads(done.output)
    assert done.status == 0
    assert (answer["tier"], answer["arrives"], answer["months"]) == ("master", "2023-07", 36)
    assert [city["city"] for city in answer["cities"]] == ["harbin", "daqing", "dezhou", "changchun"]
    lines = {line["policy_id"]: line for line in answer["cities"][0]["offered"]}
    total = lines["harbin-2023-living-master"]["total"]
    assert (total["value"], total["bound"], total["unit"]) == (72000, "exact", "yuan")
    assert total["statements"]
    assert not any("total" in key or "sum" in key or "rank" in key for key in answer | answer["cities"][0])


def test_offer_speaks_both_languages():
    arguments = ("offer", "--tier", "bachelor", "--months", "36", "--arrives", "2023-07")
    assert "5.4万元" in here(*arguments, locale="zh_CN.UTF-8").text
    assert "54,000 yuan" in here(*arguments).text
    assert "未载" in here(*arguments, locale="zh_CN.UTF-8").text


def test_wrong_usage_of_offer():
    assert status("offer") == 2
    assert status("offer", "--tier", "master", "--arrives", "2023-13") == 2
    assert status("offer", "--tier", "master", "--arrives", "July") == 2
    assert status("offer", "--tier", "master", "--months", "three") == 2
    assert status("offer", "--tier", "master", "--months", "-1") == 1


def test_passport_tells_where_a_figure_comes_from():
    answer = json.loads(here("passport", "dq-03-001", "--json").output)
    assert answer["code"] == "DQ-03-001"
    assert answer["source"]["id"] == "daqing-daily"
    assert answer["data_version"] == warehouse.locate().version
    shown = here("passport", "DQ-03-001", locale="zh_CN.UTF-8").text
    assert answer["reading"]["as_printed"] in shown
    assert "大庆日报" in shown


def test_serve_refuses_to_trust_whoever_comes_from_outside():
    for arguments, environment in (
        (("serve", "--local-analyst", "--host", "0.0.0.0"), ()),
        (("serve", "--local-analyst"), (("TALENT_PUBLIC_URL", "https://example.org"),)),
    ):
        done = run(*arguments, environment=environment)
        assert (done.status, done.output) == (1, b"")
        assert done.messages.strip()
    assert status("serve", "--port", "0") == 2
    assert status("serve", "--port", "http") == 2


def test_doctor_says_what_it_looked_at():
    for locale in ("en_US.UTF-8", "zh_CN.UTF-8"):
        done = here("doctor", locale=locale)
        assert done.status in (0, 3)
        assert "Python" in done.text
        assert warehouse.locate().version in done.text


def test_doctor_misses_a_state_folder_it_cannot_write(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = here("doctor", environment=(("TALENT_STATE", str(tmp_path / "file" / "state")),))
    assert done.status == 3
    assert "TALENT_STATE" in done.text


def test_a_state_folder_that_cannot_be_written_stops_a_build(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = run("build", environment=(("TALENT_STATE", str(tmp_path / "file" / "state")),))
    assert (done.status, done.output) == (3, b"")
    assert "Traceback" not in done.messages


def test_output_is_utf8_whatever_the_locale():
    environment = (("LC_ALL", "C"), ("PYTHONCOERCECLOCALE", "0"), ("PYTHONUTF8", "0"))
    done = run("export", "cities", "--format", "json", "--lang", "zh", environment=environment)
    assert "哈尔滨" in done.text
    done = run(
        "passport", "DQ-03-001", locale="C", environment=(("PYTHONCOERCECLOCALE", "0"), ("PYTHONUTF8", "0"))
    )
    assert "近" in done.text or "万" in done.text or done.text.isascii() is False


def test_the_language_follows_the_locale():
    assert language_of({"LANG": "zh_CN.UTF-8"}) == "zh"
    assert language_of({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}) == "en"
    assert language_of({"LC_ALL": "", "LC_MESSAGES": "zh_TW", "LANG": "en_US"}) == "zh"
    assert language_of({"LANG": "C.UTF-8"}) == "en"
