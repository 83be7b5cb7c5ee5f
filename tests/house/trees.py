"""The tree and its syntax, for the tests of the house rules."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HAN = re.compile(r"[\u3400-\u9fff]")


def files(pattern: str) -> list[Path]:
    """Files of the project by pattern, in order."""
    return sorted(ROOT.glob(pattern))


PAGES = [path for path in files("pages/*/*.py") if path.parent.name != "_parts"]
PARTS = files("pages/_parts/*.py")
TALENT = files("talent/**/*.py")
SCREEN = [ROOT / "app.py", ROOT / "server.py", *PAGES, *PARTS]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), path.name)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> set[str]:
    """Dotted names a file imports, `from a import b` as `a.b` and `a`."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def docstrings(path: Path) -> set[int]:
    """Ids of the constants that are docstrings."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                found.add(id(first.value))
    return found


def strings(path: Path) -> Iterator[ast.Constant]:
    """String constants that are no docstrings, parts of f-strings included."""
    skipped = docstrings(path)
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            yield node


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call with its dotted name (`st.html`, `text`)."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node
