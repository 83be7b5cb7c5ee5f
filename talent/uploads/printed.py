"""How the figure of a row is printed, and whether the value beside it says the same."""

from functools import cache, lru_cache
from math import isclose

from talent.reading.numerals import lexicon
from talent.uploads.values import Cell, Heading, read_cell


def is_given(words: str, text: str) -> bool:
    """Whether the words say more than the cell of the value: layouts fill them in from there."""
    return words not in ("", text)


def is_contradicted(words: str, value: float, high: float | None, heading: Heading, unit: str) -> bool:
    """Whether the printed words say another figure; where no single one can be read they do not."""
    said = _said(words, unit)
    if said.value is None or _is_same(said, 1.0, value, high):
        return False
    # The bare cell of a table lacks what stands in its heading.
    sizes = () if said.named else (*_column_sizes(), float(heading.factor))
    return not any(_is_same(said, size, value, high) for size in sizes)


@lru_cache(maxsize=4096)
def _said(words: str, unit: str) -> Cell:
    return read_cell(words, Heading(), unit)


@cache
def _column_sizes() -> tuple[float, ...]:
    words = lexicon()["number"]
    return tuple(float(words["multipliers"][word]) for word in words["rounded"])


def _is_same(said: Cell, size: float, value: float, high: float | None) -> bool:
    # 20万至5万 is printed with its upper end first.
    low, upper = (said.value, None) if said.high is None else sorted((said.value, said.high))
    pairs = ((low, value), (upper, high))
    return all(
        one is other is None or (None not in (one, other) and isclose(one * size, other, rel_tol=1e-9))
        for one, other in pairs
    )
