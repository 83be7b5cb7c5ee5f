"""A warehouse file that goes bad is built again from the truth; the reader never sees a wrong number."""

import os

import pytest

from talent import queries, warehouse
from talent.errors import TalentError


@pytest.fixture
def built(tmp_path, monkeypatch):
    monkeypatch.setenv("TALENT_STATE", str(tmp_path))
    warehouse._open.cache_clear()
    yield warehouse.locate()
    warehouse._open.cache_clear()


def test_a_corrupt_block_is_noticed_when_the_file_is_opened(built, caplog):
    before = queries.records(built, "statements")
    built.connection.close()
    warehouse._open.cache_clear()
    size = built.path.stat().st_size
    with built.path.open("r+b") as file:
        # Every data block in the middle of the file, so that one in use is hit.
        file.seek(size // 4)
        file.write(b"\0" * (size // 2))
    assert queries.records(warehouse.locate(), "statements") == before
    assert "damaged" in caplog.text


def test_a_file_cut_while_it_is_open_is_replaced_and_the_answer_is_right(built):
    before = queries.records(built, "checks")
    built.connection.execute("SELECT 1").fetchall()
    os.truncate(built.path, 4096)
    fresh = warehouse.reopen(built)
    assert fresh is not built
    assert queries.records(fresh, "checks") == before


def test_a_dead_handle_still_gets_answers(built):
    before = queries.records(built, "checks")
    built.connection.close()
    assert queries.records(built, "checks") == before


def test_a_full_disk_is_said_and_nothing_is_left_behind(tmp_path, monkeypatch):
    monkeypatch.setenv("TALENT_STATE", str(tmp_path))
    warehouse._open.cache_clear()

    def full(*_):
        raise warehouse.duckdb.TransactionException(
            "Failed to commit: Could not write file: No space left on device"
        )

    monkeypatch.setattr(warehouse, "fill", full)
    with pytest.raises(TalentError) as refused:
        warehouse.locate()
    assert refused.value.key == "state_not_writable"
    assert list(tmp_path.iterdir()) == []
