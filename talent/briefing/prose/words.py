"""The word lists of `words.toml` as patterns, and a comment cut into what is said at once."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_SENTENCE = re.compile(r"[。！？；\n]|[!?;](?!\d)|(?<!No)(?<!no)\.(?!\d)")
_CLAUSE = re.compile(r"[，。！？；\n]|[,!?;](?!\d)|(?<!No)(?<!no)\.(?!\d)")


@cache
def lists() -> dict:
    """The tables of `words.toml`."""
    with (Path(__file__).parent / "words.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def pattern(table: str, key: str = "words") -> re.Pattern:
    """Any expression of one list; those of Latin letters only as whole words."""
    words = sorted(lists()[table][key], key=len, reverse=True)
    return re.compile("|".join(_whole(word) for word in words), re.IGNORECASE | re.MULTILINE)


def _whole(word: str) -> str:
    is_latin = re.match(r"[a-z(]", word) and not re.search(r"[\u4e00-\u9fff]", word)
    return rf"(?<![A-Za-z])(?:{word})(?![A-Za-z])" if is_latin else f"(?:{word})"


def blanked(text: str, found: re.Pattern) -> str:
    """The text with what is found made blank; positions stay what they were."""
    return found.sub(lambda match: " " * len(match.group()), text)


def sentence(text: str, at: int) -> tuple[int, int]:
    """Where the sentence around a position starts and ends."""
    return _around(text, at, _SENTENCE)


def clause(text: str, at: int) -> tuple[int, int]:
    """Where the clause around a position starts and ends."""
    return _around(text, at, _CLAUSE)


def _around(text: str, at: int, ends: re.Pattern) -> tuple[int, int]:
    before = [match.end() for match in ends.finditer(text, 0, at)]
    after = ends.search(text, at)
    return (before[-1] if before else 0), (after.start() if after else len(text))


def claims(text: str) -> Iterator[tuple[str, str, re.Match]]:
    """Every word that claims an order: its kind (most, least, more, less), its sort (value, merit), where."""
    for kind in ("more", "less", "most", "least"):
        for sort in ("value", "merit"):
            for match in pattern(kind, sort).finditer(text):
                yield kind, sort, match
