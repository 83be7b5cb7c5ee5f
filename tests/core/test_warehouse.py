"""The warehouse file: one per fingerprint, rebuilt when damaged, read-only, safe for many at once."""

import os
import re
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from talent import catalogue, queries, warehouse
from talent.errors import TalentError

from . import made

ROOT = Path(warehouse.__file__).parents[1]


@pytest.fixture
def data(data, monkeypatch):
    """The small data with two statements; what is opened here is forgotten afterwards."""
    made.write_statements(data, made.numbered({}, {"city": "beta", "value": 50}))
    monkeypatch.setattr(warehouse, "_open", warehouse._open.__wrapped__)
    return data


def fresh() -> tuple:
    """The figures as a process would read them that starts now."""
    found = warehouse.locate()
    values = tuple(r.value for r in queries.readings(found))
    found.connection.close()
    return values


def test_the_fingerprint_changes_with_every_data_and_query_file_and_with_nothing_else(
    data, tmp_path, monkeypatch
):
    scripts = tmp_path / "queries"
    for path in warehouse.QUERIES.rglob("*.sql"):
        copy = scripts / path.relative_to(warehouse.QUERIES)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    monkeypatch.setattr(warehouse, "QUERIES", scripts)
    before = warehouse.fingerprint()
    for path in (p for folder in (data, scripts) for p in folder.rglob("*") if p.is_file()):
        content = path.read_bytes()
        path.write_bytes(content + b"\n")
        assert warehouse.fingerprint() != before, path.name
        path.write_bytes(content)
        os.utime(path, (1, 1))
        assert warehouse.fingerprint() == before, "the time of a file is not part of it"
    (data / "notes.md").write_text("not data")
    assert warehouse.fingerprint() == before


def test_a_file_moved_to_another_folder_or_name_changes_the_fingerprint(data):
    before = warehouse.fingerprint(), warehouse.data_version()
    (data / "indicators" / "introduce.toml").rename(data / "indicators" / "keep.toml")
    assert warehouse.fingerprint() != before[0] and warehouse.data_version() != before[1]


def test_the_data_version_depends_on_data_alone(data, monkeypatch):
    version = warehouse.data_version()
    monkeypatch.setattr(warehouse, "QUERIES", data / "nowhere")
    assert warehouse.data_version() == version and re.fullmatch("[0-9a-f]{8}", version)


def test_a_changed_figure_is_there_at_once_in_a_file_of_its_own(data, state):
    assert fresh() == (100, 50)
    made.write_statements(data, [made.row(value=101)])
    assert fresh() == (101,)
    assert len(list(state.glob("*.duckdb"))) == 2 and not list(state.glob("*.building*"))


def test_what_is_unchanged_is_not_built_again(data, state):
    first = warehouse.locate()
    built = first.path.stat().st_ino, first.path.read_bytes()
    first.connection.close()
    assert fresh() and (first.path.stat().st_ino, first.path.read_bytes()) == built
    assert first.path.name == f"warehouse-{warehouse.fingerprint()}.duckdb"
    assert first.version == warehouse.data_version() and str(first.data_date) == "2024-05-01"


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def spoil(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096:] = os.urandom(len(content) - 4096)
    path.write_bytes(content)


def foreign(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE meta (data_version, fingerprint, data_date)")


def another(path: Path) -> None:
    path.unlink()
    with duckdb.connect(path) as other:
        other.execute(
            "CREATE TABLE meta AS SELECT 'v' data_version, 'm' fingerprint, DATE '2020-01-01' data_date"
        )


def empty_meta(path: Path) -> None:
    with duckdb.connect(path) as other:
        other.execute("DELETE FROM meta")


def no_tables(path: Path) -> None:
    path.unlink()
    duckdb.connect(path).close()


DAMAGE = [
    cut,
    spoil,
    foreign,
    another,
    empty_meta,
    no_tables,
    lambda path: path.write_bytes(b""),
    Path.unlink,
]


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda f: f.__name__)
def test_a_damaged_or_foreign_file_is_rebuilt_and_never_believed(data, damage):
    found = warehouse.locate()
    found.connection.close()
    damage(found.path)
    assert fresh() == (100, 50)


HOLD = """
import sys
import duckdb
connection = duckdb.connect(sys.argv[1])
print("held", flush=True)
sys.stdin.read()
"""


def test_a_file_locked_by_another_program_is_replaced(data):
    found = warehouse.locate()
    found.connection.close()
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(found.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout.readline() == b"held\n"
        assert fresh() == (100, 50)
        other.stdin.close()


BUILD = """
import sys
from pathlib import Path
from talent import catalogue, queries, warehouse
warehouse.DATA = Path(sys.argv[1])
print(len(queries.readings(warehouse.locate())))
"""


def test_processes_that_build_at_once_all_succeed(data, state):
    command = [sys.executable, "-c", BUILD, str(data)]
    running = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert [process.communicate(timeout=120)[0].strip() for process in running] == ["2"] * 3
    assert [p.suffix for p in state.iterdir()] == [".duckdb"]


def test_threads_that_ask_at_once_share_one_warehouse(data, monkeypatch):
    monkeypatch.undo()
    monkeypatch.setenv("TALENT_STATE", str(data.parent / "state"))
    monkeypatch.setattr(warehouse, "DATA", data)
    monkeypatch.setattr(warehouse, "declared", warehouse.declared.__wrapped__)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: warehouse.locate(), range(8)))
    assert len({id(one) for one in found}) == 1


def test_cursors_in_many_threads_each_get_their_own_rows(data):
    made.write_statements(data, [made.row(n, year=1900 + n, value=n) for n in range(1, 100)])
    found = warehouse.locate()

    def right(n: int) -> bool:
        code = f"AA-01-{1 + n % 99:03}"
        return queries.reading(found, code).value == 1 + n % 99

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(right, range(120)))
    found.connection.close()


def test_the_last_three_files_are_kept_and_old_scraps_cleared(data, state):
    state.mkdir()
    scrap, young = state / "warehouse-x.1.building", state / "warehouse-y.2.building"
    for path in (scrap, young):
        path.touch()
    os.utime(scrap, (1, 1))
    names = []
    for n in range(5):
        made.write_statements(data, [made.row(value=200 + n)])
        found = warehouse.locate()
        found.connection.close()
        names.append(found.path.name)
        os.utime(found.path, (time.time() + n - 100,) * 2)
    assert sorted(p.name for p in state.glob("*.duckdb")) == sorted(names[-3:])
    assert not scrap.exists() and young.exists(), "a build that may still be running is left alone"


FORBIDDEN = [
    "CREATE TABLE t (x INTEGER)",
    "DELETE FROM statements",
    "UPDATE statements SET value = 0",
    "COPY statements TO '{place}/out.csv'",
    "COPY (SELECT 1) TO '{place}/out.parquet'",
    "ATTACH '{place}/other.duckdb'",
    "SELECT * FROM read_csv('{place}/secret.csv')",
    "SELECT * FROM '{place}/secret.csv'",
    "SELECT * FROM read_text('{place}/secret.csv')",
    "SELECT * FROM glob('{place}/*')",
    "INSTALL httpfs",
    "LOAD httpfs",
    "SET enable_external_access = true",
    "EXPORT DATABASE '{place}/all'",
]


def test_the_open_file_cannot_be_written_and_reaches_nothing_around_it(data, tmp_path):
    (tmp_path / "secret.csv").write_text("a\n1\n")
    found = warehouse.locate()
    before = found.path.read_bytes()
    for sql in FORBIDDEN:
        with pytest.raises(duckdb.Error):
            found.cursor().execute(sql.format(place=tmp_path))
            pytest.fail(f"{sql} was done")
        assert found.path.read_bytes() == before, sql
        assert {p.name for p in tmp_path.iterdir()} == {"data", "state", "secret.csv"}, sql
    found.connection.close()
    assert found.path.read_bytes() == before


@pytest.mark.parametrize("below", ["", "deeper"])
def test_a_state_folder_that_cannot_be_written_is_told(data, tmp_path, monkeypatch, below):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("TALENT_STATE", str(tmp_path / "file" / below))
    with pytest.raises(TalentError) as error:
        warehouse.locate()
    assert error.value.key == "state_not_writable"


def test_a_folder_in_place_of_the_file_is_told(data, state):
    (state / f"warehouse-{warehouse.fingerprint()}.duckdb" / "x").mkdir(parents=True)
    with pytest.raises(TalentError, match="state_not_writable"):
        warehouse.locate()


def test_incomplete_data_leave_no_file_behind(data, state):
    (data / "overview.toml").write_text('lead = "luck"\n')
    with pytest.raises(TalentError, match="catalogue_incomplete"):
        warehouse.locate()
    assert not list(state.glob("*"))


def test_data_that_change_while_they_are_built_are_never_kept_under_the_old_fingerprint(
    data, state, monkeypatch
):
    fill = warehouse.fill

    def fill_while_someone_edits(*given) -> None:
        fill(*given)
        made.write_statements(data, [made.row(value=7)])

    monkeypatch.setattr(warehouse, "fill", fill_while_someone_edits)
    with pytest.raises(TalentError, match="data_changed"):
        warehouse.locate()
    assert not list(state.glob("*.duckdb"))
    monkeypatch.setattr(warehouse, "fill", fill)
    assert fresh() == (7,)


def test_data_that_change_while_they_are_read_are_never_kept_under_the_old_version(data, monkeypatch):
    read, before = catalogue.read, (data / "statements" / "first.csv").read_bytes()

    def read_after_someone_edited(folder: Path) -> catalogue.Catalogue:
        made.write_statements(folder, [made.row(value=7)])
        return read(folder)

    monkeypatch.setattr(catalogue, "read", read_after_someone_edited)
    with pytest.raises(TalentError, match="data_changed"):
        warehouse.locate()
    monkeypatch.setattr(catalogue, "read", read)
    (data / "statements" / "first.csv").write_bytes(before)
    assert fresh() == (100, 50)


def test_the_catalogue_of_a_version_that_is_gone_is_refused(data):
    with pytest.raises(TalentError, match="data_changed"):
        warehouse.declared("00000000")


def test_nothing_dated_and_nothing_stated_can_be_built_too(data, monkeypatch):
    made.write_statements(data, [])
    sources = data / "sources.toml"
    sources.write_text(re.sub("published = .*", "", sources.read_text(encoding="utf-8")), encoding="utf-8")
    found = warehouse.locate()
    assert found.data_date is None and queries.readings(found) == ()
    found.connection.close()


def test_a_question_that_does_not_exist_or_is_asked_wrongly_is_a_bug(data):
    found = warehouse.locate()
    with pytest.raises(KeyError, match="there are"):
        queries.ask(found, "everything")
    with pytest.raises(TypeError, match="not"):
        queries.ask(found, "readings", colour="red")
    found.connection.close()
