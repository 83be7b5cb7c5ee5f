"""The states there were, told by data version: before the first batch, after each batch and each undo."""

from dataclasses import replace

import pytest

from talent import history, warehouse
from talent.errors import TalentError
from talent.ledger import SCHEMA, folder, force
from tests.ledger.drafts import draft, nothing, rows, statement


def version(as_of: str) -> str:
    return warehouse.data_version(force.in_force(book_now(), as_of))


def book_now():
    return warehouse.ledger.open_ledger()


def add(book, curated, year: int, base: str = ""):
    seen = base or warehouse.data_version(force.in_force(book))
    return book.append(draft(statement(year=year), base_version=seen), curated, nothing)


def test_before_anything_was_committed_there_are_no_moments_and_no_way_back(book, curated):
    assert force.moments(book.batches()) == {} and history.moment("0000dead") == ""
    with pytest.raises(TalentError, match="no_such_batch"):
        force.in_force(book, force.BEGINNING)


def test_every_state_there_was_is_found_again_by_its_version(book, curated):
    seen = [warehouse.data_version(force.in_force(book))]
    add(book, curated, 2001)
    seen.append(warehouse.data_version(force.in_force(book)))
    add(book, curated, 2002)
    seen.append(warehouse.data_version(force.in_force(book)))
    # The first is undone while the second stands: a state that no batch ends in.
    book.mark("B0001", True, "tester", "", nothing)
    seen.append(warehouse.data_version(force.in_force(book)))
    add(book, curated, 2003)
    seen.append(warehouse.data_version(force.in_force(book)))
    assert len(set(seen)) == 5
    assert list(force.moments(book.batches())) == ["B0000", "B0001", "B0002", "U0003", "B0004"]
    assert [history.moment(one) for one in seen] == ["B0000", "B0001", "B0002", "U0003", "B0004"]
    assert [version(name) for name in force.moments(book.batches())] == seen


def test_an_undo_brings_the_earlier_state_back_and_its_first_name(book, curated):
    seen = warehouse.data_version(force.in_force(book))
    add(book, curated, 2001)
    book.mark("B0001", True, "tester", "", nothing)
    assert version("U0002") == seen and history.moment(seen) == "B0000"


def test_what_happened_last_to_a_figure_between_two_states_is_told_with_its_batch(book, curated):
    add(book, curated, 2001)
    (code,) = book.rows("B0001")["statement_id"].to_pylist()
    corrected = rows(statement(code, year=2001, value=7), change="corrected")
    corrected = corrected.set_column(corrected.schema.get_field_index("revision"), "revision", [[2]])
    book.append(replace(draft(), rows=corrected.cast(SCHEMA)), curated, nothing)
    book.mark("B0002", True, "tester", "", nothing)
    book.append(replace(draft(), kind="withdrawal", withdrawn=(code,)), curated, nothing)

    def told(after: str, until: str) -> list[tuple[str, str]]:
        return [(one.batch, one.kind) for one in history.events({code}, after, until).values()]

    assert told("B0000", "B0001") == [("B0001", "added")]
    assert told("B0000", "B0002") == [("B0002", "corrected")]
    assert told("B0001", "U0003") == [("B0002", "undone")]
    assert told("B0000", "B0004") == [("B0004", "withdrawn")]
    assert told("B0004", "B0004") == [] and history.events({"XX-01-001"}, "B0000", "B0004") == {}


def test_a_version_of_other_curated_files_is_never_taken_for_a_state_of_these(book, curated):
    add(book, curated, 2001, base="0000dead")
    assert history.moment("0000dead") == ""


def test_views_are_bounded_in_size_and_number_and_listed_newest_first(book, monkeypatch):
    with pytest.raises(TalentError, match="large_view"):
        book.keep_view("x" * (64 * 1024 + 1))
    assert book.views() == ()
    monkeypatch.setattr(folder, "MOST_VIEWS", 2)
    kept = [book.keep_view(text) for text in ("a", "b")]
    with pytest.raises(TalentError, match="many_views"):
        book.keep_view("c")
    assert set(book.views()) == set(kept) and book.keep_view("a") == kept[0]


def test_storing_a_damaged_view_again_mends_it(book):
    id = book.keep_view("whole")
    (book.stored / f"{id}.json").write_text("torn")
    assert book.keep_view("whole") == id and book.view(id) == "whole"
