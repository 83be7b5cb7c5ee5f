"""What the simulator assumes and cites: as the design prints it, complete, and refused when broken."""

import shutil

import pytest

from talent import i18n, queries, warehouse
from talent.errors import TalentError
from talent.what_if import evidence as module
from talent.what_if.evidence import evidence
from talent.what_if.printed import offered
from talent.what_if.scenario import Range

EVIDENCE = evidence()
CATALOGUE = warehouse.curated()


@pytest.mark.parametrize(
    "name, low, mode, high",
    [
        ("but_for", 0, 0.10, 0.25),
        ("leave_while_paid", 0.04, 0.08, 0.13),
        ("cliff", 0.05, 0.18, 0.40),
        ("leave_after", 0.03, 0.05, 0.09),
        ("take_up", 0.60, 0.80, 0.95),
    ],
)
def test_the_default_ranges_are_those_of_the_design(name, low, mode, high):
    assert getattr(EVIDENCE.defaults, name) == Range(low, mode, high)


def test_run_settings_stay_those_of_the_scenario_file():
    defaults = EVIDENCE.defaults
    assert (defaults.draws, defaults.seed, defaults.horizon_months) == (10_000, 20_230_310, 180)


def test_nothing_is_grade_a_and_the_file_says_so():
    assert "A" not in {finding.grade for finding in EVIDENCE.findings.values()}
    assert "Nothing here is grade A" in EVIDENCE.grading.en and "没有一条达到A级" in EVIDENCE.grading.zh


def test_every_parameter_has_evidence_that_was_seen():
    for parameter in EVIDENCE.parameters:
        assert EVIDENCE.about(parameter), parameter
    second_hand = {f.id for f in EVIDENCE.findings.values() if f.seen == "seen_2nd"}
    assert second_hand == {
        "tulsa-remote", "mycos-2018", "kansas-roz-audit", "tulsa-stay", "provincial-retention",
    }  # fmt: skip


def test_general_knowledge_is_not_cited():
    cited = " ".join(finding.citation for finding in EVIDENCE.findings.values())
    assert not [name for name in ("Tombe", "Kennan", "PIT", "VAT") if name in cited]


@pytest.mark.parametrize(
    "preset, low, mode, high",
    [
        ("cautious", 0, 0.05, 0.10),
        ("neutral", 0, 0.10, 0.25),
        ("kansas", 0.17, 0.17, 0.17),
        ("tulsa", 0.58, 0.64, 0.70),
    ],
)
def test_the_presets_are_those_of_the_design(preset, low, mode, high):
    assert EVIDENCE.preset_range(preset) == Range(low, mode, high)


def test_only_tulsa_is_marked_as_not_comparable():
    assert [one.id for one in EVIDENCE.presets.values() if one.not_comparable] == ["tulsa"]
    assert "not comparable" in EVIDENCE.presets["tulsa"].name.en


def test_numbers_on_the_scale_of_a_parameter_are_shares():
    for finding in EVIDENCE.findings.values():
        if finding.on_scale:
            assert 0 <= finding.low <= finding.high <= 1, finding.id


def test_what_the_pitfalls_name_is_said_to_be_left_out():
    wanted = {
        "rival_matching", "retention_response", "same_leaving", "displacement", "house_prices",
        "provincial_gain", "clawback", "grandfathering", "growth", "present_value",
    }  # fmt: skip
    assert wanted <= set(EVIDENCE.left_out)


# Anchors against the design's table of printed inputs: statement, as printed, use.
ANCHORS = [
    ("HRB-01-060", "3.5万人", "context"),
    ("HRB-01-061", "30%", "context"),
    ("DQ-03-001", "5.2万人", "context"),
    ("DQ-03-009", "1.2亿元", "cap"),
    ("DQ-03-028", "1653万元", "context"),
    ("DQ-03-014", "近1.4万名", "context"),
    ("DZ-04-008", "23127人", "intake"),
    ("DZ-04-037", "2.35万人", "intake"),
    ("DZ-04-043", "1.23万名", "context"),
    ("CC-05-028", "10万人以上", "intake"),
    ("CC-05-007", "突破20亿元", "context"),
    ("CC-05-008", "超40万人", "context"),
    ("CC-05-025", "808人", "context"),
]


@pytest.mark.parametrize("code, printed, use", ANCHORS)
def test_an_anchor_is_printed_and_used_as_the_design_says(code, printed, use):
    assert CATALOGUE.statements[code].as_printed == printed
    assert EVIDENCE.anchors[code].use == use


def test_only_figures_of_the_whole_city_and_one_year_may_become_an_intake():
    for anchor in EVIDENCE.anchors.values():
        if anchor.use == "intake":
            statement = CATALOGUE.statements[anchor.statement]
            assert statement.area == statement.city and statement.unit == "person"
            assert statement.period_basis in ("year", "unstated"), anchor.statement
            assert "未分层次" in anchor.note.zh and "not by tier" in anchor.note.en.lower()


def test_no_city_has_both_a_cap_and_an_intake_to_divide():
    uses: dict[str, set[str]] = {}
    for anchor in EVIDENCE.anchors.values():
        uses.setdefault(CATALOGUE.statements[anchor.statement].city, set()).add(anchor.use)
    assert not [city for city, found in uses.items() if {"cap", "intake"} <= found]


@pytest.fixture(scope="module")
def repository():
    built = warehouse.trial(CATALOGUE)
    yield built
    built.connection.close()


def test_the_default_of_a_conflict_is_the_figure_the_dashboard_adopts(repository):
    adopted = {row["statement_id"] for row in queries.records(repository, "conflicts") if row["adopted"]}
    anchors = [one for city in CATALOGUE.cities for one in offered(city, CATALOGUE, EVIDENCE).anchors]
    contested = [one for one in anchors if one.against]
    assert contested and all(one.default == (one.statement.statement_id in adopted) for one in contested)


def test_both_replies_of_dezhou_are_shown_with_the_base_they_imply(repository):
    """23,127 / 2.047 = 11,298.0 and 23,500 / 2.08 = 11,298.1: coverage or rounding differs, not the trend."""
    rows = {row["derived"]: row for row in queries.records(repository, "derived")}
    implied = [
        rows[id]["value"] for code in ("DZ-04-008", "DZ-04-037") for id in EVIDENCE.anchors[code].derived
    ]
    assert implied == [pytest.approx(11_298.0, abs=0.05), pytest.approx(11_298.1, abs=0.05)]
    assert EVIDENCE.anchors["DZ-04-037"].checks == ("dezhou-graduates-same-base",)


def test_daqing_s_residents_follow_from_its_talent_share(repository):
    rows = {row["derived"]: row for row in queries.records(repository, "derived")}
    (id,) = EVIDENCE.anchors["DQ-03-002"].derived
    assert rows[id]["value"] == pytest.approx(2_792_000, abs=500)


# A broken file


def broken(tmp_path, old: str, new: str) -> list[str]:
    text = (warehouse.DATA / module.FILE).read_text(encoding="utf-8")
    assert text.count(old) >= 1
    (tmp_path / module.FILE).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(TalentError) as refused:
        module.read(tmp_path, CATALOGUE)
    assert refused.value.key == "assumptions.incomplete"
    assert refused.value.fields["problems"] in i18n.message(refused.value, "en")
    return refused.value.fields["problems"].split("\n")


@pytest.mark.parametrize(
    "old, new, said",
    [
        ("mode = 0.10", "mode = 0.30", "but_for: low, mode and high must rise"),
        ("mode = 0.10\n", "", "mode is missing"),
        ('id = "cliff"', 'id = "edge"', "the parameters must be"),
        ('grade = "C"', 'grade = "D"', "bartik-2018: grade or seen"),
        ('seen = "seen"', 'seen = "heard"', "bartik-2018: grade or seen"),
        ('about = ["but_for"]', 'about = ["luck"]', "nothing left out is named luck"),
        ('evidence = ["cui-2022"]', 'evidence = ["nobody"]', "preset cautious: no evidence nobody"),
        ('parameter = "but_for"', 'parameter = "luck"', "no parameter luck"),
        ('statement = "HRB-01-060"', 'statement = "HRB-01-999"', "anchor HRB-01-999: no such statement"),
        ('use = "context"', 'use = "guess"', "no use guess"),
        ('derived = ["daqing-resident-population"]', 'derived = ["moon"]', "nothing is computed as moon"),
        ('"harbin-2023-living-phd-brought-in"]', '"dezhou-2023-living-phd"]', "not two or more policies"),
        ('id = "mycos-2018"', 'id = "cui-2022"', "evidence cui-2022 is declared twice"),
        ("on_scale = true", "on_scales = true", "unknown key on_scales"),
        ("[[stack]]", "[[stacks]]", "what is stacks?"),
        ("grading = {", "gradings = {", "grading: cannot be said"),
    ],
)
def test_a_fault_in_the_file_is_named(tmp_path, old, new, said):
    assert [problem for problem in broken(tmp_path, old, new) if said in problem]


def test_a_number_without_its_measure_is_named(tmp_path):
    assert broken(tmp_path, "measure = {", "#")[0].startswith("evidence bartik-2018: a number and")


def test_no_file_or_no_toml_is_refused(tmp_path):
    for text in (None, "but_for ="):
        if text:
            (tmp_path / module.FILE).write_text(text, encoding="utf-8")
        with pytest.raises(TalentError) as refused:
            module.read(tmp_path, CATALOGUE)
        assert refused.value.key == "catalogue_unreadable"


def test_the_file_is_part_of_the_data_version(tmp_path, monkeypatch):
    folder = tmp_path / "data"
    shutil.copytree(warehouse.DATA, folder)
    monkeypatch.setattr(warehouse, "DATA", folder)
    versions = [warehouse.data_version()]
    assert versions[0] == CATALOGUE_VERSION
    for name in (module.FILE, "scenarios/harbin-printed-terms.json"):
        path = folder / name
        path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        versions.append(warehouse.data_version())
    assert len(set(versions)) == 3


CATALOGUE_VERSION = warehouse.data_version()
