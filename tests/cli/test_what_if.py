"""The simulator on the command line: the page's numbers, all problems at once, both languages."""

import io
import json
import os
import subprocess
import sys

import pytest

from talent import cli, warehouse
from talent.what_if import export, notation, report
from talent.what_if.evidence import evidence
from tests.what_if.told import EXAMPLE


@pytest.fixture
def scenario(tmp_path):
    path = tmp_path / "scenario.toml"
    path.write_text(EXAMPLE, encoding="utf-8")
    return path


def here(capsys, *words: str) -> tuple[int, str, str]:
    """Status, results and messages of the command run in this process."""
    status = cli.main(["what-if", *words])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_the_command_prints_what_the_page_shows(scenario, capsys):
    status, out, err = here(capsys, str(scenario), "--json")
    assert (status, err) == (0, "")
    found = report.current(notation.parse_toml(EXAMPLE, evidence().defaults))
    assert json.loads(out) == report.answer(found) == json.loads(export.json(found))
    assert json.loads(out)["data_version"] == warehouse.locate().version


def test_json_and_standard_input_are_scenarios_too(scenario, tmp_path, capsys, monkeypatch):
    wanted = here(capsys, str(scenario), "--json")[1]
    as_json = notation.to_json(notation.parse_toml(EXAMPLE, evidence().defaults))
    path = tmp_path / "scenario.JSON"
    path.write_text(as_json, encoding="utf-8")
    assert here(capsys, str(path), "--json")[1] == wanted
    for said in (EXAMPLE, as_json):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(said.encode())))
        assert here(capsys, "-", "--json")[1] == wanted


@pytest.mark.parametrize("language, sentence", [("zh", "以下为假设推演，非预测"), ("en", "not a forecast")])
def test_the_text_holds_the_sentence_the_sources_and_what_is_missing(scenario, capsys, language, sentence):
    status, out, _ = here(capsys, str(scenario), "--lang", language)
    assert status == 0 and sentence in out and "HRB-01-010" in out
    assert {"zh": "静态成本：79,903,152元", "en": "Static cost: 79,903,152 yuan"}[language] in out
    scenario.write_text(EXAMPLE.split("[intake]")[0] + "[reform.rate]\nphd = 3000\n", encoding="utf-8")
    status, out, _ = here(capsys, str(scenario), "--lang", language)
    assert status == 0 and {"zh": "缺：年度新增人数", "en": "Missing: Entrants a year"}[language] in out


def test_a_refused_scenario_tells_all_its_problems(scenario, capsys):
    scenario.write_text('city = "harbin"\nfirst_year = 1800\nyaers = 8\n', encoding="utf-8")
    for language, words in (("en", ("first_year", "yaers", "years")), ("zh", ("first_year", "改正"))):
        status, out, err = here(capsys, str(scenario), "--lang", language)
        assert (status, out) == (1, "")
        assert all(word in err for word in words)


@pytest.mark.parametrize(
    "said, word",
    [
        ("city = \n", "TOML"),
        (EXAMPLE.replace('"harbin"', '"harbn"'), "harbin"),
        (EXAMPLE + "[counts]\nno-such-term = 1\n", "no-such-term"),
    ],
)
def test_what_is_no_scenario_is_refused_with_a_sentence(scenario, capsys, said, word):
    scenario.write_text(said, encoding="utf-8")
    status, out, err = here(capsys, str(scenario), "--lang", "en")
    assert (status, out) == (1, "") and word in err and "error." not in err


def test_a_file_that_is_not_there_is_named(capsys, tmp_path):
    status, out, err = here(capsys, str(tmp_path / "absent.toml"), "--lang", "en")
    assert (status, out) == (1, "") and "absent.toml" in err
    for folder in (str(tmp_path), "/"):
        status, out, err = here(capsys, folder, "--lang", "en")
        assert (status, out) == (1, "") and "The file  cannot" not in err and err.strip()


def test_a_file_without_a_name_is_wrong_usage(capsys, monkeypatch):
    for locale, said in (("en_US.UTF-8", "name the file to read"), ("zh_CN.UTF-8", "请给出文件名")):
        monkeypatch.setenv("LC_ALL", locale)
        with pytest.raises(SystemExit) as stopped:
            cli.main(["what-if", ""])
        assert stopped.value.code == 2 and said in capsys.readouterr().err


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="no /dev/zero here: a file without end")
def test_a_file_without_an_end_is_read_no_further_than_its_limit(capsys, monkeypatch):
    for named in ("/dev/zero", "-"):
        with open("/dev/zero", encoding="latin-1") as endless:
            monkeypatch.setattr(sys, "stdin", endless)
            status, out, err = here(capsys, named, "--lang", "en")
        assert (status, out) == (1, "") and "larger than the limit of 64 KB" in err


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here: a disk without room")
@pytest.mark.parametrize(
    "words",
    [
        ("what-if", "-", "--json"),
        ("what-if", "-", "--lang", "zh"),
        ("--help",),
        ("what-if", "--help"),
        ("export", "statements"),
    ],
)
def test_a_full_disk_on_standard_output_is_told(words):
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "talent", *words],
            cwd=warehouse.ROOT, input=EXAMPLE.encode(), stdout=full, stderr=subprocess.PIPE, check=False,
            env=os.environ | {"LANG": "en_US.UTF-8"},
        )  # fmt: skip
    said = done.stderr.decode()
    assert done.returncode == 3 and "Traceback" not in said and "Exception ignored" not in said
    assert ("标准输出写不下去" if "zh" in words else "Standard output takes no more") in said
