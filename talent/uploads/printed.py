"""How the figure of a row is printed, and whether the value beside it says the same."""

from fractions import Fraction
from math import isclose

from talent.reading.numerals import lexicon
from talent.uploads.values import Cell, Heading, read_cell


def is_given(words: str, text: str) -> bool:
    """Whether the words say more than the cell of the value: layouts fill them in from there."""
    return words not in ("", text)


def is_contradicted(words: str, value: float, high: float | None, heading: Heading, unit: str) -> bool:
    """Whether the printed words say another figure; where no single one can be read they do not."""
    said = read_cell(words, Heading(), unit)
    if said.value is None:
        return False
    sizes = {1, *lexicon()["number"]["multipliers"].values()} if not said.named else {1}
    # The bare cell of a table lacks what stands in its heading.
    return not any(_is_same(said, size, value, high) for size in {*map(Fraction, sizes), heading.factor})


def _is_same(said: Cell, size: Fraction, value: float, high: float | None) -> bool:
    # 20万至5万 is printed with its upper end first.
    low, upper = (said.value, said.high) if said.high is None else sorted((said.value, said.high))
    pairs = ((low, value), (upper, high))
    return all(
        one is other is None or (None not in (one, other) and isclose(one * float(size), other, rel_tol=1e-9))
        for one, other in pairs
    )
