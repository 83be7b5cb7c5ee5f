"""What is behind a code: source, company, uses, and the sentence where its text is at hand."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from talent import passports, queries, warehouse
from talent.errors import TalentError


@pytest.fixture(scope="module")
def store():
    return warehouse.locate()


@pytest.fixture(scope="module")
def catalogue(store):
    return store.catalogue


def test_figures_of_many_sources_have_a_passport(store, catalogue):
    one_of_each = {reading.source: reading for reading in queries.readings(store)}
    for reading in list(one_of_each.values())[::5]:
        found = passports.passport(catalogue, store, reading.statement_id)
        assert found.reading == reading
        assert found.source.id == reading.source
        assert len(found.witnesses) == len([w for w in reading.witnesses.split(";") if w])
        assert (found.code, reading.as_printed) in found.printed_beside or reading.paragraph is None
        assert bool(found.conflicting) == (reading.conflict is not None)


def test_a_code_is_read_in_any_case(store, catalogue):
    assert passports.passport(catalogue, store, " dq-03-001 ").code == "DQ-03-001"


def test_an_old_id_leads_to_the_new_one_and_says_so(store, catalogue):
    renamed = replace(catalogue, renamed=MappingProxyType({"DQ-02-001": "DQ-03-001"}))
    found = passports.passport(renamed, store, "DQ-02-001")
    assert (found.code, found.renamed_from) == ("DQ-03-001", "DQ-02-001")
    assert passports.passport(renamed, store, "DQ-03-001").renamed_from is None


def test_an_unknown_code_names_the_nearest(store, catalogue):
    with pytest.raises(TalentError) as refused:
        passports.passport(catalogue, store, "DQ-03-00X")
    assert refused.value.key == "no_such_figure_near"
    assert refused.value.fields["near"].startswith("DQ-03-0")


def test_both_departments_of_dezhou_see_each_other(store, catalogue):
    code = next(r.statement_id for r in queries.readings(store, city="dezhou") if r.conflict)
    found = passports.passport(catalogue, store, code)
    assert found.conflicting
    for other in found.conflicting:
        back = passports.passport(catalogue, store, other.statement_id)
        assert code in [reading.statement_id for reading in back.conflicting]


def test_a_rate_knows_the_policies_that_rest_on_it(store, catalogue):
    policy = catalogue.policies["harbin-2023-living-master"]
    for code in (policy.amount, policy.duration):
        assert policy in passports.passport(catalogue, store, code).policies


def test_an_operand_knows_what_is_computed_from_it(store, catalogue):
    derived = next(iter(catalogue.derived.values()))
    for operand in derived.operands:
        uses = passports.passport(catalogue, store, operand).derived
        assert derived.id in [use.id for use in uses]
    check = next(iter(catalogue.checks.values()))
    for operand in check.operands:
        assert check.id in [use.id for use in passports.passport(catalogue, store, operand).checks]


def test_a_denominator_is_a_population_and_knows_it_divides(store, catalogue):
    reading = next(r for r in queries.readings(store) if r.population_id)
    found = passports.passport(catalogue, store, reading.statement_id)
    assert found.population.indicator == "resident_population"
    denominator = passports.passport(catalogue, store, found.population.statement_id)
    assert reading.statement_id in denominator.divides


def test_an_address_that_may_not_be_a_link_is_left_out(store, catalogue):
    unlinkable = {
        source.id for source in catalogue.sources.values() if source.address and not source.linkable
    }
    code = next(r.statement_id for r in queries.readings(store) if r.source in unlinkable)
    assert passports.passport(catalogue, store, code).source.address == ""


def test_the_sentence_is_shown_with_the_figure_marked(store, catalogue, tmp_path):
    found = passports.passport(catalogue, store, "DQ-03-001")
    others = [printed for _, printed in found.printed_beside]
    lines = [f"第{n}段。" for n in range(1, found.reading.paragraph)]
    lines.append(f"前一句没有数字。本市已有{'，又有'.join(others)}。后一句。")
    (tmp_path / "daqing-daily.txt").write_text("\n\n".join(lines), encoding="utf-8")
    sentence = passports.sentence(found, tmp_path)
    assert sentence.figure == found.reading.as_printed
    assert sentence.before.startswith("本市已有")
    assert sentence.after.endswith("。")
    assert "后一句" not in sentence.after


def test_a_paragraph_that_does_not_print_the_figure_is_shown_as_it_is(store, catalogue, tmp_path):
    found = passports.passport(catalogue, store, "DQ-03-022")
    file = tmp_path / "daqing-daily.txt"
    lines = [f"第{n}段。" for n in range(1, found.reading.paragraph)] + ["另一个数：9999。下一句。"]
    file.write_text("\n".join(lines), encoding="utf-8")
    assert passports.sentence(found, tmp_path) == passports.Sentence("另一个数：9999。下一句。", "", "")
    file.write_text("一段。", encoding="utf-8")
    assert passports.sentence(found, tmp_path) == passports.Sentence("", "", "")


def test_without_the_text_there_is_no_sentence(store, catalogue, tmp_path, monkeypatch):
    found = passports.passport(catalogue, store, "DQ-03-001")
    assert passports.sentence(found, None) is None
    assert passports.sentence(found, tmp_path) is None
    monkeypatch.delenv("TALENT_SOURCES", raising=False)
    assert passports.sources_folder() is None
    monkeypatch.setenv("TALENT_SOURCES", str(tmp_path))
    assert passports.sources_folder() == tmp_path
