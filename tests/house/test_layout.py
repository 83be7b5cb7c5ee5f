"""Who may import whom, what a page may hold, who may cache: the rules of the house."""

import ast
import re
import subprocess
import sys

import pytest

from tests.house.trees import (
    HAN,
    PAGES,
    PARTS,
    ROOT,
    SCREEN,
    TALENT,
    calls,
    files,
    imports,
    name,
    strings,
    tree,
)

THIN = ("duckdb", "pandas", "plotly", "numpy")
LIMITS = {"server.py": 60, "app.py": 40}


def test_layers_hold():
    words = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", words, "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_script_lies_directly_in_pages():
    assert files("pages/*.py") == []


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_page_defines_no_function_or_class(path):
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    defined = [node for node in ast.walk(tree(path)) if isinstance(node, kinds)]
    fragments = [d for d in defined if any("fragment" in ast.unparse(w) for w in d.decorator_list)]
    assert len(defined) == len(fragments) <= 1


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_page_asks_for_no_data_itself_and_knows_no_other_page(path):
    found = imports(path)
    assert not [one for one in found if one.split(".")[0] in THIN]
    assert not [one for one in found if one.startswith("pages.") and not one.startswith("pages._parts")]


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_page_holds_no_sentence(path):
    spoken = [
        node.value
        for node in strings(path)
        if HAN.search(node.value) or re.search(r"[a-z] [a-z]", node.value)
    ]
    assert spoken == []


@pytest.mark.parametrize("path", SCREEN, ids=name)
def test_only_the_store_caches(path):
    if path.name != "store.py":
        assert not [word for word, _ in calls(path) if "cache" in word.split(".")[-1]]
        assert not re.search(r"@(st\.)?cache|functools", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", [*SCREEN, *TALENT], ids=name)
def test_sql_is_run_by_queries_and_warehouse_alone(path):
    if path.name not in ("queries.py", "warehouse.py"):
        assert "duckdb" not in {one.split(".")[0] for one in imports(path)}


@pytest.mark.parametrize("path", SCREEN, ids=name)
def test_html_is_written_in_blocks_alone(path):
    written = {word for word, _ in calls(path)} & {"st.html", "st.iframe"}
    allowed = path.name in ("blocks.py", "frame.py")  # the frame puts in the style sheet, nothing else
    assert not written or allowed
    unsafe = [
        k.arg for _, call in calls(path) for k in call.keywords if k.arg and k.arg.startswith("unsafe_")
    ]
    assert unsafe == []


def test_every_key_of_the_session_belongs_to_one_file():
    owners: dict[str, set[str]] = {}
    for path in [*PARTS, *PAGES]:
        for node in ast.walk(tree(path)):
            key = None
            if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "st.session_state":
                key = node.slice
            elif isinstance(node, ast.Call) and ast.unparse(node.func).startswith("st.session_state."):
                key = node.args[0] if node.args else None
            if isinstance(key, ast.JoinedStr):
                key = key.values[0]
            if isinstance(key, ast.Constant):
                owners.setdefault(key.value, set()).add(name(path))
    assert {key: files for key, files in owners.items() if len(files) > 1} == {}


@pytest.mark.parametrize("path", [*TALENT, *SCREEN], ids=name)
def test_code_holds_no_han(path):
    assert [node.value for node in strings(path) if HAN.search(node.value)] == []


@pytest.mark.parametrize("path", [*TALENT, *SCREEN], ids=name)
def test_no_bug_is_swallowed(path):
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None
            assert ast.unparse(node.type) not in ("Exception", "BaseException")


@pytest.mark.parametrize("file", LIMITS)
def test_the_entry_points_stay_small(file):
    assert len((ROOT / file).read_text(encoding="utf-8").splitlines()) <= LIMITS[file]


def test_every_page_named_by_the_app_is_there_and_no_other():
    tables = [node for node in ast.walk(tree(ROOT / "app.py")) if isinstance(node, ast.Dict)]
    named = {
        f"pages/{s}/{p}.py" for s, pages in ast.literal_eval(ast.unparse(tables[0])).items() for p in pages
    }
    assert named == {name(path) for path in PAGES}
