"""The README's tables of pages and commands are those of the tree."""

import itertools
import re
import subprocess
import sys

from tests.house.trees import PAGES, ROOT

README = ROOT / "README.md"


def rows(head: str) -> list[str]:
    """Rows of the table whose first column is named `head`."""
    lines = README.read_text(encoding="utf-8").splitlines()
    start = next((n for n, line in enumerate(lines) if re.match(rf"\|\s*{head}\s*\|", line)), None)
    assert start is not None, f"README has no table | {head} | … |"
    return list(itertools.takewhile(lambda line: line.startswith("|"), lines[start + 2 :]))


def test_pages():
    """Each row holds the page's address in backticks: `/`, `/compare`."""
    told = [found for row in rows("page") for found in re.findall(r"`(/\w*)`", row)]
    assert sorted(told) == sorted("/" if path.stem == "overview" else f"/{path.stem}" for path in PAGES)


def test_commands():
    """The first cell holds the command in backticks, its own name first: `export TABLE`."""
    told = [re.match(r"\|\s*`([a-z-]+)", row) for row in rows("command")]
    words = [sys.executable, "-m", "talent", "--help"]
    answer = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    there = re.findall(r"^  ([a-z][a-z-]*)  ", answer, re.MULTILINE)
    assert sorted(found.group(1) for found in told if found) == sorted(there)
