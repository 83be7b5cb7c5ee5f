"""Every number in the documents is in the catalogue, or is declared to be no figure."""

import copy

import pytest

from . import checks, loading
from .test_statements import expect_none

DATA = loading.load()


@pytest.mark.skipif(not (loading.ROOT.parent / "shared").is_dir(), reason="no folder of documents here")
def test_the_documents_are_here_where_they_should_be():
    """Without documents the tests below are empty; this one says so wherever the documents belong."""
    assert loading.sources_folder() is not None
    core = {id for id, source in DATA.sources.items() if source["grade"] == "core"}
    assert core <= set(DATA.paragraphs)


@pytest.mark.parametrize("source_id", DATA.paragraphs)
def test_every_number_is_a_statement_or_no_figure(source_id):
    expect_none(checks.coverage(DATA, source_id))


def test_every_not_figures_row_covers_a_number():
    if DATA.paragraphs:
        expect_none(checks.not_figures_used(DATA))


@pytest.mark.parametrize("source_id", DATA.paragraphs)
def test_a_forgotten_statement_is_found(source_id):
    data = copy.deepcopy(DATA)
    rows = [row for pairs in checks.located(data, source_id).values() for row, span in pairs if span]
    data.statements.remove(rows[0])
    more = set(checks.coverage(data, source_id)) - set(checks.coverage(DATA, source_id))
    assert any("is no statement" in problem for problem in more)


@pytest.mark.parametrize("source_id", DATA.paragraphs)
def test_a_figure_declared_to_be_none_is_found(source_id):
    data = copy.deepcopy(DATA)
    at, (row, _) = next(
        (at, pairs[0]) for at, pairs in checks.located(data, source_id).items() if pairs[0][1]
    )
    text = row["as_printed"]
    data.not_figures.append(
        {"source": source_id, "paragraph": str(at), "text": text, "reason": "slogan", "_file": ""}
    )
    assert any("and in a not_figures row" in problem for problem in checks.coverage(data, source_id))


def test_an_unused_not_figures_row_is_found():
    if DATA.paragraphs:
        data = copy.deepcopy(DATA)
        source_id = next(iter(DATA.paragraphs))
        for text in ("七十二变", "的"):
            row = {"source": source_id, "paragraph": "", "text": text, "reason": "idiom", "_file": "here"}
            data.not_figures.append(row)
        unused = [problem for problem in checks.not_figures_used(data) if problem.startswith("here:")]
        assert len(unused) == 2
