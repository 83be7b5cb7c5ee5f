"""What is declared is complete or refused: every fault is named, all at once."""

import dataclasses
import re
import shutil
from pathlib import Path

import pytest

from talent import catalogue, queries, warehouse
from talent.comparability import line_up
from talent.errors import TalentError

from . import made

DESIGN = {
    "LEVELS": "city district county sector institution programme province national",
    "BOUNDS": "exact over nearly at_least at_most about",
    "STANDINGS": "achieved in_progress planned policy_term",
    "BASES": "year half_year months multi_year as_of since effective_from unstated",
    "KINDS": "flow stock cumulative share growth ratio rate cap duration target",
    "BETTER": "higher lower neither",
    "THEMES": "introduce develop keep employ money firms platforms housing services background",
    "OPERATIONS": "sum difference quotient product grow_back full_term",
    "BENEFITS": "monthly_subsidy settling_in_grant one_off_grant start_up_fund construction_grant award"
    " agency_fee employer_award housing_purchase_subsidy rent_subsidy loan loan_ceiling"
    " service price subsidy_unspecified",
    "RECIPIENTS": "person team employer intermediary park",
}


@pytest.mark.parametrize("name", DESIGN)
def test_a_closed_list_is_the_one_of_the_design(name):
    assert tuple(getattr(catalogue, name)) == tuple(DESIGN[name].split())


@pytest.mark.parametrize("script, column, name", [
    ("20_statements", "bound", "BOUNDS"), ("20_statements", "standing", "STANDINGS"),
    ("20_statements", "period_basis", "BASES"), ("10_catalogue", "level", "LEVELS"),
    ("10_catalogue", "kind", "KINDS"), ("10_catalogue", "better", "BETTER"),
    ("10_catalogue", "grade", "GRADES"),
])  # fmt: skip
def test_the_warehouse_checks_the_same_closed_lists(script, column, name):
    sql = (warehouse.QUERIES / "tables" / f"{script}.sql").read_text(encoding="utf-8")
    listed = re.search(rf"CHECK \({column} IN\s*\(([^)]*)\)", sql)[1]
    assert re.findall(r"\w+", listed) == list(getattr(catalogue, name))


def test_the_statement_columns_are_the_twenty_two_of_the_design():
    assert " ".join(catalogue.STATEMENT_COLUMNS) == (
        "statement_id city area indicator definition value value_high unit bound standing"
        " period_start period_end period_basis period_years period_inferred"
        " as_printed source attributed_to paragraph witnesses note_zh note_en"
    )


def problems(folder: Path) -> list[str]:
    with pytest.raises(TalentError) as error:
        catalogue.read(folder)
    assert error.value.key == "catalogue_incomplete"
    return error.value.fields["problems"].split("\n")


BROKEN = [
    ({"city": "gamma"}, "no city gamma"),
    ({"area": "moon"}, "no area moon"),
    ({"area": "beta"}, "area beta is not of alpha"),
    ({"indicator": "luck"}, "no indicator luck"),
    ({"source": "rumour"}, "no source rumour"),
    ({"bound": "maybe"}, "no bound maybe"),
    ({"standing": "hoped"}, "no standing hoped"),
    ({"period_basis": "century"}, "no period_basis century"),
    ({"unit": "firm"}, "unit firm is not person"),
    ({"definition": "loose"}, "no definition loose"),
    ({"attributed_to": "nobody"}, "no department nobody"),
    ({"witnesses": "second:3;hearsay:1"}, "no source hearsay:1"),
    ({"statement_id": "BB-01-001"}, "the code is not of alpha"),
    ({"statement_id": "AA-02-001"}, "the code is not of alpha and source 01"),
    ({"value_high": 50.0}, "no figure or range"),
    ({"value_high": 100.0}, "no figure or range"),
    ({"value": float("nan")}, "no figure or range"),
    ({"value": float("inf")}, "no figure or range"),
    ({"value": -1.0}, "outside the valid range"),
    ({"indicator": "share", "unit": "percent", "value": 101.0}, "outside the valid range"),
    ({"period_end": None}, "another start, end or length"),
    ({"period_basis": "unstated"}, "another start, end or length"),
    ({"period_basis": "multi_year"}, "another start, end or length"),
    ({"period_years": 3.0}, "another start, end or length"),
    ({"period_start": made.row(year=2023).period_start}, "ends before it starts"),
    ({"as_printed": ""}, "as_printed is empty"),
]


@pytest.mark.parametrize("given, fault", BROKEN, ids=lambda value: str(value)[:40])
def test_a_faulty_statement_is_refused_with_its_code(tmp_path, given, fault):
    row = dataclasses.replace(made.row(), **given)
    (found,) = problems(made.data(tmp_path / "data", [row]))
    assert row.statement_id in found and fault in found


@pytest.mark.parametrize("cell, given", [
    ("value", "many"), ("value_high", "x"), ("period_end", "2022-13-01"), ("period_years", "three"),
    ("paragraph", "1.5"), ("period_inferred", "yes"),
])  # fmt: skip
def test_an_unreadable_cell_is_refused_with_file_line_and_code(tmp_path, cell, given):
    folder = made.data(
        tmp_path / "data", [made.row(1), dataclasses.replace(made.row(2, year=2021), **{cell: given})]
    )
    (found,) = problems(folder)
    assert found.startswith("first.csv:3: AA-01-002: ")


def test_doubled_codes_and_doubled_figures_are_refused(tmp_path):
    twice = made.row(1, year=2021)
    again = made.row(2)
    found = "\n".join(problems(made.data(tmp_path / "data", [made.row(1), twice, again])))
    assert "AA-01-001 is declared twice" in found
    assert "AA-01-002: the same figure of the same source as AA-01-001" in found


NAMED = 'name = { zh = "x", en = "x" }'
BECAUSE = 'reason = { zh = "x", en = "x" }'
NOTED = 'note = { zh = "x", en = "x" }'
AREA = f'[[area]]\nid = "x"\ncity = "alpha"\nlevel = "city"\n{NAMED}\n'
BREAK = f'[[break]]\nindicator = "total"\ncity = "alpha"\nfrom = 2020-01-01\n{BECAUSE}\n'
CHOICE = f'[[conflict]]\nadopted = "AA-01-001"\nover = ["AA-01-099"]\n{BECAUSE}\n'
SUM = f"""[[derived]]
id = "d"
city = "alpha"
area = "alpha"
indicator = "total"
operation = "sum"
operands = ["AA-01-001", "AA-01-002"]
{NOTED}
"""
CHECK = f'[[check]]\nid = "c"\noperation = "sum"\noperands = ["AA-01-001"]\n{NOTED}\n'
POLICY = """[[policy]]
policy_id = "p"
package = { zh = "x", en = "x" }
instrument = { zh = "x", en = "x" }
tier = "genius"
benefit_type = "gift"
recipient = "cat"
standing = "said"
amount = "AA-01-099"
duration = "AA-01-001"
replaces = "q"
not_stackable_with = ["r"]
"""
DECLARATIONS = [
    ("areas", AREA.replace('city = "alpha"', 'city = "gamma"'), "no city gamma"),
    ("areas", AREA.replace('"city"', '"planet"'), "no level planet"),
    ("areas", AREA.replace(', en = "x"', ""), "name cannot be"),
    ("areas", AREA.replace(NAMED, ""), "name is missing"),
    ("areas", AREA.replace('city = "alpha"', "city = 7"), "city cannot be 7"),
    ("areas", AREA + "color = 1\n", "unknown key color"),
    ("areas", AREA.replace("area", "aera"), "what is aera?"),
    ("areas", AREA.replace('"x"\ncity', '"alpha"\ncity'), "alpha is declared twice"),
    ("units", f'[[unit]]\nid = "person"\n{NAMED}\n', "person is declared twice"),
    ("breaks", BREAK.replace("[[break]]", "[break]"), "must be [[break]]"),
    ("breaks", BREAK.replace("total", "luck"), "no indicator luck"),
    ("breaks", BREAK.replace("2020-01-01", '"2020"'), "start cannot be '2020'"),
    ("conflicts", CHOICE, "no statement AA-01-099"),
    ("conflicts", CHOICE.replace("099", "002"), "are not of one figure"),
    ("conflicts", CHOICE.replace('"AA-01-099"', ""), "are not of one figure"),
    ("derived", SUM.replace("01-002", "01-099"), "d: no statement AA-01-099"),
    ("derived", SUM.replace('"sum"', '"guess"'), "d: no operation guess of 2 operands"),
    ("derived", SUM.replace(', "AA-01-002"', ""), "d: no operation sum of 1 operands"),
    ("derived", SUM.replace('area = "alpha"', 'area = "moon"'), "d: no area moon"),
    ("derived", SUM.replace('"sum"', '"full_term"'), "AA-01-001 is not in yuan_per_month"),
    ("derived", CHECK, "c: sum with total None"),
    ("derived", CHECK.replace('"sum"', '"growth"'), "c: no operation growth of 1 operands"),
    ("alpha", POLICY,
     "no tier genius|no benefit_type gift|no recipient cat|no standing said|no statement AA-01-099"
     "|AA-01-001 is no duration|no policy q|no policy r"),
    ("overview", 'lead = "luck"\n', "overview.toml: no indicator luck"),
]  # fmt: skip
ADDED = ("areas", "units", "alpha")


@pytest.mark.parametrize("file, text, faults", DECLARATIONS, ids=lambda value: str(value)[-30:])
def test_a_faulty_declaration_is_refused_by_name(tmp_path, file, text, faults):
    plain = next(content for name, content in made.DECLARED.items() if Path(name).stem == file)
    text = plain + text if file in ADDED else text
    rows = [made.row(1), made.row(2, year=2021)]
    found = "\n".join(problems(made.data(tmp_path / "data", rows, **{file: text})))
    assert [fault for fault in faults.split("|") if fault not in found] == []


def test_all_faults_are_told_at_once(tmp_path):
    rows = [
        dataclasses.replace(made.row(n, year=2000 + n), **given) for n, (given, _) in enumerate(BROKEN[:6], 1)
    ]
    found = problems(
        made.data(tmp_path / "data", rows, overview='lead = "luck"\n', derived='[[odd]]\nid = "x"\n')
    )
    assert len(found) >= 8


@pytest.mark.parametrize("name", [name for name in made.DECLARED if "/" not in name])
def test_a_missing_file_is_told_by_its_name_and_never_by_its_place(tmp_path, name):
    folder = made.data(tmp_path / "data", [made.row()])
    (folder / name).unlink()
    with pytest.raises(TalentError) as error:
        catalogue.read(folder)
    told = str(error.value.fields)
    assert error.value.key in ("catalogue_unreadable", "catalogue_incomplete") and str(tmp_path) not in told


@pytest.mark.parametrize("name, content", [
    ("cities.toml", b"[[city"), ("areas.toml", b"\xff\xfe"), ("renamed_ids.csv", b"a,b\n"),
    ("statements/first.csv", b"statement_id,city\n"), ("statements/first.csv", b"\xff\xfe\xff"),
    ("not_figures.csv", b'source,paragraph,text,reason\n"x'),
])  # fmt: skip
def test_a_file_that_is_no_toml_or_csv_is_told_by_its_name(tmp_path, name, content):
    folder = made.data(tmp_path / "data", [made.row()])
    (folder / name).write_bytes(content)
    with pytest.raises(TalentError, match="catalogue_unreadable") as error:
        catalogue.read(folder)
    assert error.value.fields["file"] == Path(name).name


def test_a_row_with_a_cell_too_few_is_refused(tmp_path):
    folder = made.data(tmp_path / "data", [made.row()])
    file = folder / "statements" / "first.csv"
    file.write_text(file.read_text(encoding="utf-8").rstrip().removesuffix(","), encoding="utf-8")
    with pytest.raises(TalentError, match="catalogue_unreadable"):
        catalogue.read(folder)


def test_a_folder_in_place_of_a_file_is_refused(tmp_path):
    folder = made.data(tmp_path / "data")
    (folder / "cities.toml").unlink()
    (folder / "cities.toml").mkdir()
    with pytest.raises(TalentError, match="catalogue_unreadable"):
        catalogue.read(folder)


def test_a_csv_saved_by_a_spreadsheet_with_a_byte_order_mark_is_read(tmp_path):
    folder = made.data(tmp_path / "data", [made.row()])
    file = folder / "statements" / "first.csv"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert set(catalogue.read(folder).statements) == {"AA-01-001"}


def test_nothing_that_is_handed_out_can_be_changed():
    found = made.declared()
    for name in ("cities", "indicators", "sources"):
        mapping = getattr(found, name)
        with pytest.raises(TypeError):
            mapping["new"] = 1
        thing = next(iter(mapping.values()))
        with pytest.raises(dataclasses.FrozenInstanceError):
            thing.id = "other"
        hash(thing.id)
    with pytest.raises(TypeError):
        found.indicators["arrivals"].definitions["x"] = 1


def test_the_repository_s_own_data_are_complete():
    found = catalogue.read(warehouse.DATA)
    assert {city.code for city in found.cities.values()} >= {"HRB", "DQ", "DZ", "CC"}
    assert [s.number for s in found.sources.values()][:5] == [1, 2, 3, 4, 5]


FIFTH = {
    "cities.toml": """
[[city]]
id = "jining"
code = "JN"
name = { zh = "济宁", en = "Jining" }
province = { zh = "山东", en = "Shandong" }
colour = "#333333"
colour_dark = "#cccccc"
""",
    "areas.toml": """
[[area]]
id = "jining"
city = "jining"
level = "city"
name = { zh = "济宁全市", en = "Jining, whole city" }
""",
    "sources.toml": """
[[source]]
id = "jining-daily"
number = 990
city = "jining"
title = { zh = "x", en = "x" }
publisher = { zh = "x", en = "x" }
published = 2023-01-01
kind = "news"
address = ""
grade = "high"
""",
    "indicators/introduce.toml": """
[[indicator]]
id = "bees"
name = { zh = "蜂", en = "Bees" }
text = { zh = "x", en = "x" }
unit = "person"
kind = "flow"
better = "higher"
decimals = 0
min = 0
""",
}


def test_a_fifth_city_with_its_own_indicator_and_source_needs_nothing_but_data(tmp_path, monkeypatch):
    folder = tmp_path / "data"
    shutil.copytree(warehouse.DATA, folder)
    for name, text in FIFTH.items():
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(text)
    rows = [
        dataclasses.replace(made.row(), statement_id=f"JN-990-{n}", city="jining", area="jining",
                            source="jining-daily", indicator=indicator)
        for n, indicator in ((1, "bees"), (2, "talent_introduced"))
    ]  # fmt: skip
    made.write_statements(folder, rows, "further-jining")
    where = made.built(catalogue.read(folder))
    cities = [row["city"] for row in queries.records(where, "cities")]
    assert cities[-1] == "jining" and len(cities) == 5
    bees = line_up(queries.readings(where, indicator="bees"), cities)
    assert [r.city for r in bees.readings] == ["jining"] and len(bees.missing) == 4
    talent = line_up(queries.readings(where, indicator="talent_introduced"), cities)
    assert "jining" in {r.city for r in talent.readings}
    assert len(queries.records(where, "coverage", city="jining")) > 0
