"""What leaves the simulator as a file says the same as the screen, and can be read back."""

import csv
import io
import json
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from talent.errors import TalentError
from talent.i18n import LANGUAGES, Name, message, text
from talent.warehouse import ROOT
from talent.what_if import export, inputs, notation, report, rows, wording
from tests.what_if.told import CATALOGUE, EVIDENCE, EXAMPLE, answer, case, numbers, study


def table(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def draws_of(found, tier: str | None = None) -> list[dict[str, str]]:
    """The draws as a reader that passes over notes has them."""
    marked = export.drawn(found, "zh", tier).decode("utf-8-sig").splitlines(keepends=True)
    return list(csv.DictReader(line for line in marked if not line.startswith("#")))


def _number(cell: str) -> bool:
    try:
        return bool(cell) and float(cell) is not None
    except ValueError:
        return False


def test_json_is_the_answer():
    assert json.loads(export.json(study(EXAMPLE))) == answer(EXAMPLE)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_table_holds_every_number_of_the_answer(language):
    found = table(export.csv(study(EXAMPLE), language))
    told = answer(EXAMPLE)
    assert tuple(found[0]) == rows.COLUMNS
    by_year = {
        (row["section"], row["year"]): float(row["value"])
        for row in found
        if row["name"] == wording.label("spend_by_year", language) and not row["tier"]
    }
    for run in ("baseline", "reform"):
        for year, spend in zip(told["years"], told[run]["spend_by_year"], strict=True):
            assert by_year[run, str(year)] == pytest.approx(spend)
    fan = [
        row
        for row in found
        if row["section"] == "fan" and row["name"] == wording.label("extra_spend", language)
    ]
    assert [(row["year"], float(row["p50"])) for row in fan] == [
        (str(row["year"]), pytest.approx(row["p50"])) for row in told["fan"]["extra_spend"]
    ]
    cells = {float(row[c]) for row in found for c in ("value", "p10", "p50", "p90") if _number(row[c])}
    for section in ("baseline", "reform", "delta", "programme", "ratios", "fan", "rows", "solve"):
        said = {key: value for key, value in told[section].items() if key != "tornado"}
        assert set(map(float, numbers(said))) - set(told["years"]) <= cells, section
    alone = told["per_1000"]["bachelor"]
    assert set(map(float, numbers([alone[key] for key in ("reform", "delta", "ratios")]))) <= cells
    for section in ("months", "delta", "programme", "ratios", "fan", "rows", "solve", "one_offs", "input"):
        assert [row for row in found if row["section"] == section], section


def test_every_figure_of_the_response_bears_the_sentence_and_every_input_its_source():
    found = table(export.csv(study(EXAMPLE), "zh"))
    sentence = "以下为假设推演，非预测；文件未提供本市的政策效果评估。"
    for row in found:
        if row["section"].split(".")[-1] in ("delta", "programme", "ratios", "fan"):
            assert row["note"] == sentence, row
    (duration,) = [row for row in found if row["section"] == "input" and row["name"] == "补贴月数"]
    assert duration["value"] == "36" and duration["codes"] == "HRB-01-010" and duration["status"] == "文件"


def test_a_floor_is_told_beside_its_number():
    found = table(export.csv(study(case(intake="bachelor = 100000", city="changchun")), "en"))
    spend = [row for row in found if row["section"] == "reform" and row["name"] == "Spending by year"]
    assert spend and all(row["note"] == "at least" for row in spend)


def test_what_is_missing_is_empty_and_never_nought():
    start = inputs.start("daqing", CATALOGUE, EVIDENCE)
    found = table(export.csv(report.study(start, CATALOGUE, EVIDENCE, "x"), "en"))
    assert not [row for row in found if row["section"] in ("baseline", "reform", "delta", "fan")]
    missing = [row for row in found if row["status"] == "Missing"]
    assert missing and all(row["value"] == "" for row in missing)


def test_no_cell_is_a_formula():
    found = study(EXAMPLE)
    harbin = replace(CATALOGUE.cities["harbin"], name=Name("=1+1", "=1+1"))
    active = replace(found, catalogue=replace(CATALOGUE, cities={**CATALOGUE.cities, "harbin": harbin}))
    assert table(export.csv(active, "zh"))[0]["value"] == "'=1+1"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_scenario_comes_back_from_its_file_with_what_it_is_in_the_head(language):
    found = study(EXAMPLE)
    written = export.toml(found, language)
    assert notation.parse_toml(written, EVIDENCE.defaults) == found.scenario
    head = [line for line in written.splitlines() if line.startswith("#")]
    said = "\n".join(head)
    city = CATALOGUE.cities["harbin"].name[language]
    for word in (
        city,
        found.data_version,
        wording.sentence(language),
        inputs.count_text(found.badges, language),
    ):
        assert word in said


def test_the_script_prints_the_numbers_of_the_answer(tmp_path):
    script = tmp_path / "scenario.py"
    script.write_text(export.python(study(EXAMPLE), "zh"), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script)],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PATH": "", "PYTHONUTF8": "1", "TALENT_LEDGER": str(tmp_path / "none")},
        capture_output=True,
        check=True,
    )
    printed = json.loads(done.stdout)
    # The data version is that of the data in use.
    assert printed | {"data_version": ""} == answer(EXAMPLE) | {"data_version": ""}


def test_the_draws_give_the_fan_again():
    found = study(EXAMPLE)
    lines = draws_of(found)
    told = answer(EXAMPLE)
    assert len(lines) == told["draws"]
    for column, fan in (
        ("change_extra_spend_last_year", "extra_spend"),
        ("change_extra_headcount_last_year", "extra_headcount"),
    ):
        values = np.sort([float(line[column]) for line in lines])
        for end, share in (("p10", 0.10), ("p50", 0.50), ("p90", 0.90)):
            rank = round(share * len(values)) - 1
            assert told["fan"][fan][-1][end] == pytest.approx(values[rank], rel=1e-5)
    shares = [float(line["but_for"]) for line in lines]
    assert min(shares) >= 0 and max(shares) <= 0.25
    assert {float(line["cliff"]) for line in lines} == {0.18}
    cost = np.sort([float(line["programme_cost_per_person_year"]) for line in lines])
    band = told["programme"]["ratios"]["per_additional_person_year_band"]
    assert band["p50"] == pytest.approx(cost[len(cost) // 2], rel=0.01)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_draws_say_what_they_are_of_and_a_program_passes_over_it(language):
    found = study(EXAMPLE)
    written = export.drawn(found, language, "phd")
    lines = written.decode("utf-8-sig").splitlines()
    said = "\n".join(line for line in lines if line.startswith("# "))
    for word in (
        CATALOGUE.cities["harbin"].name[language],
        CATALOGUE.tiers["phd"].name[language],
        found.data_version,
        "20230310",
        inputs.count_text(found.badges, language),
        wording.sentence(language),
    ):
        assert word in said, word
    read = pd.read_csv(io.BytesIO(written), comment="#")
    assert len(read) == 10_000 and list(read)[:2] == ["but_for", "leave_while_paid"]
    assert read.dtypes.eq(float).sum() + read.dtypes.eq(int).sum() == len(read.columns)


def test_where_nobody_is_additional_a_draw_has_no_cost():
    lines = draws_of(study(case()))
    assert lines == [lines[0]] and lines[0]["change_cost_per_person_year"] == ""
    assert lines[0]["change_extra_spend_last_year"] == "0"


def test_without_an_intake_there_are_draws_per_thousand_only():
    found = study(case().replace("[intake]\nbachelor = 10000\n", ""))
    with pytest.raises(TalentError) as refused:
        export.drawn(found, "zh")
    assert refused.value.fields["missing"] == ("intake",)
    assert "年度新增人数[intake]" in message(refused.value, "zh")
    assert len(draws_of(found, "bachelor")) == 1


def test_what_is_taken_over_is_named_in_every_file():
    base = inputs.transplant(inputs.start("daqing", CATALOGUE, EVIDENCE), "harbin", CATALOGUE, EVIDENCE)
    base = replace(base, reform={**base.reform, "phd": 3500})
    found = report.study(base, CATALOGUE, EVIDENCE, "x")
    for written in (export.toml(found, "zh"), export.python(found, "zh")):
        (line,) = [line for line in written.splitlines() if line.startswith("# 假设移植：")]
        assert "硕士、本科" in line and "取自哈尔滨 [" in line and "HRB-01-008" in line
        assert "个移植自哈尔滨" in written
    assert "# Taken over: " in export.toml(found, "en")
    assert notation.parse_toml(export.toml(found, "zh"), EVIDENCE.defaults) == found.scenario
    told = {badge["path"]: badge for badge in json.loads(export.json(found))["badges"]}
    assert told["reform.rate.master"]["from_city"] == "harbin"
    statuses = [row["status"] for row in table(export.csv(found, "zh")) if row["section"] == "input"]
    assert "假设移植（哈尔滨）" in statuses


def test_a_script_says_where_it_runs():
    assert "# 须在本项目的 Python 环境中运行" in export.python(study(EXAMPLE), "zh")


def test_partial_totals_are_in_the_table():
    found = study(case("phd = 3000\nmaster = 2000", intake="phd = 100"))
    sections = {row["section"]: row["name"] for row in table(export.csv(found, "zh"))}
    assert sections["partial"] == "合计只含博士（硕士未填人数，不计入）"
    assert {"partial.reform", "partial.delta", "partial.programme"} < set(sections)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_file_bears_the_product_s_own_name(language):
    name = text("app.name", language)
    found = study(EXAMPLE)
    assert export.toml(found, language).startswith(f"# {name} ")
    assert export.python(found, language).startswith(f"# {name} ")
    assert export.drawn(found, language).decode("utf-8-sig").startswith(f"# {name} ")
