"""The curated statements: identity, declarations, values, periods, and their places in the documents."""

import copy
import itertools

import pytest

from . import checks, loading

DATA = loading.load()


def expect_none(problems):
    """Fails with the problems, one to a line."""
    found = list(problems)
    if found:
        pytest.fail("\n".join(found), pytrace=False)


@pytest.mark.parametrize(
    "check",
    [
        checks.files,
        checks.ids,
        checks.keys,
        checks.declared,
        checks.words,
        checks.ranges,
        checks.values,
        checks.bound_words,
        checks.printed_units,
        checks.periods,
        checks.paragraphs_given,
        checks.sums,
        checks.exceptions_needed,
    ],
    ids=lambda check: check.__name__,
)
def test_statements_pass(check):
    expect_none(check(DATA))


def test_there_are_statements_of_every_core_document():
    core = {id for id, source in DATA.sources.items() if source["grade"] == "core"}
    assert core == {
        "harbin-press-conference",
        "harbin-newspaper",
        "daqing-daily",
        "dezhou-replies",
        "changchun",
    }
    told = {row["source"] for row in DATA.statements}
    told |= {source for row in DATA.statements for source, _ in checks.witness_places(row)}
    assert core <= told


@pytest.mark.parametrize("source_id", DATA.paragraphs)
def test_every_statement_and_witness_is_printed_in_its_paragraph(source_id):
    expect_none(checks.places(DATA, source_id))


def test_indicators_are_declared_once_and_whole():
    expect_none(checks.indicators(DATA, loading.entries("indicators/*.toml", "indicator")))


def test_definitions_are_added_to_indicators_that_exist():
    added = loading.entries("indicators/*.toml", "definition")
    assert not [entry["id"] for entry in added if entry["indicator"] not in DATA.indicators]


def test_areas_units_tiers_and_sources_are_declared_once():
    expect_none(checks.areas(DATA, loading.entries("areas*.toml", "area")))
    expect_none(checks.sources(DATA, loading.entries("sources*.toml", "source")))
    for pattern, key in (("units*.toml", "unit"), ("tiers*.toml", "tier")):
        ids = [entry["id"] for entry in loading.entries(pattern, key)]
        assert len(ids) == len(set(ids))


def test_every_city_is_an_area_of_its_own():
    assert {DATA.areas[city]["level"] for city in DATA.cities} == {"city"}


def test_derived_values_and_checks_name_statements_that_exist():
    known = {row["statement_id"] for row in DATA.statements} | {entry["id"] for entry in DATA.derived}
    for entry in itertools.chain(DATA.derived, DATA.checks):
        named = {*entry["operands"], *filter(None, [entry.get("total")])}
        assert named <= known, entry["id"]
        assert entry.get("area", "") in {*DATA.areas, ""}, entry["id"]
        assert entry.get("indicator", "") in {*DATA.indicators, ""}, entry["id"]


# What a careful official would be angry about, on the figures themselves.


@pytest.mark.parametrize(
    ("source", "as_printed", "expected"),
    [
        ("harbin-press-conference", "3.5万人", {"area": "harbin_new_area", "value": "35000"}),
        ("harbin-press-conference", "925户", {"area": "harbin_new_area", "standing": "achieved"}),
        ("harbin-press-conference", "3-5万元", {"value": "30000", "value_high": "50000"}),
        ("harbin-press-conference", "26.4万人次", {"unit": "person_times", "value": "264000"}),
        ("harbin-press-conference", "1.53平方公里", {"unit": "sqm", "value": "1530000"}),
        ("changchun", "2万套", {"standing": "planned", "value": "20000", "unit": "apartment"}),
        ("changchun", "超40万人", {"bound": "over", "value": "400000"}),
        ("changchun", "10万人以上", {"bound": "at_least", "standing": "in_progress"}),
        ("daqing-daily", "突破400家", {"bound": "over", "value": "400"}),
        ("daqing-daily", "1972天次", {"unit": "person_days"}),
        ("daqing-daily", "11.52亿元", {"value": "1152000000"}),
        ("dezhou-replies", "1.23万名", {"period_basis": "half_year", "value": "12300"}),
        ("dezhou-replies", "4.7倍", {"unit": "times", "value": "4.7"}),
    ],
)
def test_known_figures_are_read_as_they_are_meant(source, as_printed, expected):
    rows = [row for row in DATA.statements if row["source"] == source and row["as_printed"] == as_printed]
    assert rows, f"{as_printed} is not in the catalogue"
    for row in rows:
        assert expected.items() <= row.items()


# The checks can fail: each finds the one fault put into a copy of the data.


def broken(index_of=lambda row: True, **columns) -> loading.Data:
    """The data with one statement changed (the first that `index_of` accepts)."""
    data = copy.deepcopy(DATA)
    next(row for row in data.statements if index_of(row)).update(columns)
    return data


def dated(basis: str):
    return lambda row: row["period_basis"] == basis and row["standing"] == "achieved"


@pytest.mark.parametrize(
    ("check", "which", "change", "found"),
    [
        (checks.ids, None, {"statement_id": "XX-01-001"}, "XX-01-001"),
        (checks.ids, None, {"statement_id": DATA.statements[1]["statement_id"]}, "used 2 times"),
        (checks.files, None, {"source": "harbin-newspaper", "_file": "daqing-daily.csv"}, "stands in"),
        (checks.keys, None, {key: DATA.statements[1][key] for key in checks.KEY}, "one figure twice"),
        (checks.declared, None, {"area": "atlantis"}, "area atlantis"),
        (checks.declared, None, {"city": "daqing", "area": "harbin"}, "belongs to harbin"),
        (checks.declared, None, {"indicator": "happiness"}, "indicator happiness"),
        (checks.declared, None, {"definition": "generous"}, "definition generous"),
        (checks.declared, None, {"unit": "parsec"}, "unit parsec"),
        (checks.declared, None, {"attributed_to": "nobody"}, "declares no departments"),
        (checks.declared, lambda row: row["city"] == "dezhou", {"attributed_to": ""}, "is not one of"),
        (checks.words, None, {"bound": "roughly"}, "roughly"),
        (checks.words, None, {"note_zh": "注", "note_en": ""}, "one language"),
        (checks.ranges, None, {"value": "1e5"}, "no plain number"),
        (checks.ranges, None, {"value": "5", "value_high": "3"}, "does not exceed"),
        (checks.ranges, lambda row: row["unit"] == "percent", {"value": "-101"}, "outside"),
        (checks.values, None, {"value": "123456789"}, "not 123456789"),
        (checks.values, None, {"as_printed": "若干人"}, "no_number"),
        (checks.values, None, {"as_printed": "5栋1355套"}, "several_numbers"),
        (checks.bound_words, lambda row: row["bound"] == "over", {"bound": "exact"}, "says over"),
        (checks.printed_units, lambda row: "人次" in row["as_printed"], {"unit": "person"}, "not in person"),
        (checks.periods, dated("year"), {"period_start": "2018-02-01"}, "no year"),
        (checks.periods, dated("as_of"), {"period_start": "2020-01-01"}, "has no period_start"),
        (checks.periods, dated("as_of"), {"period_end": "2099-01-01"}, "but the source is of"),
        (checks.periods, dated("as_of"), {"period_end": "soon"}, "no date"),
        (checks.periods, dated("multi_year"), {"period_years": ""}, "needs period_years"),
        (checks.periods, dated("unstated"), {"period_inferred": "true"}, "period_inferred"),
        (checks.periods, dated("half_year"), {"period_basis": "months"}, "not months"),
        (checks.paragraphs_given, None, {"witnesses": "gossip:1"}, "not declared"),
        (checks.sums, lambda row: row["statement_id"] == "DZ-04-019", {"value": "145"}, "3423"),
    ],
)
def test_the_check_can_fail(check, which, change, found):
    before = set(check(DATA))
    after = set(check(broken(which or (lambda row: True), **change)))
    assert any(found in problem for problem in after - before)


def test_an_exception_that_is_not_needed_is_found():
    data = copy.deepcopy(DATA)
    data.exceptions.add(("DZ-04-019", "value"))
    assert "DZ-04-019: exception for value is not needed" in list(checks.exceptions_needed(data))


@pytest.mark.parametrize("source_id", DATA.paragraphs)
def test_a_piece_that_is_not_printed_is_found(source_id):
    def of_document(row):
        return row["source"] == source_id or any(
            place[0] == source_id for place in checks.witness_places(row)
        )

    data = broken(of_document, as_printed="98765人")
    assert any("98765人" in problem for problem in checks.places(data, source_id))
