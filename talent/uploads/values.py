"""The figure in a cell, in base units: `2.35` under 万人 is 23500, exactly; `近1.4万` is nearly 14000."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache, cached_property
from typing import NamedTuple

from talent import i18n
from talent.catalogue import BOUNDS
from talent.errors import TalentError
from talent.reading import numerals
from talent.reading.bounds import bound_of
from talent.uploads.names import Match, Names

# A bare number is read at once; longer ones go the long way, where they are refused.
_DASHES = "-–—―─…⋯./ "
_PLAIN = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?")


@dataclass(frozen=True)
class Heading:
    """The unit written over a column, and how many base units one of it is."""

    text: str = ""
    factor: Fraction = Fraction(1)

    @classmethod
    def of(cls, text: str, factor: Decimal | None) -> "Heading":
        """The heading `text`, one of which is `factor` base units (None = not known which)."""
        return cls(text, Fraction(1) if factor is None else Fraction(factor))

    @cached_property
    def power(self) -> int | None:
        """The factor as a power of ten; None where it is none."""
        return next((power for power in range(-2, 13) if self.factor == Fraction(10) ** power), None)


class Cell(NamedTuple):
    """A cell as read. `problem` is the code of a finding, then there is no value.

    `printed` is the figure as a reader would write it, `named` whether cell or unit column names a unit.
    """

    value: float | None
    high: float | None = None
    bound: str = "exact"
    printed: str = ""
    named: bool = False
    problem: str = ""


def read_cell(text: str, heading: Heading, wanted: str) -> Cell:
    """The figure in `text` in the base unit `wanted` ("" = not known), under a column with this heading."""
    power = heading.power
    if power is not None and _PLAIN.fullmatch(text):
        # Read with its exponent, so that 0.07 times 100 is 7.
        value = float(f"{text}e{power}")
        # `numerals.printed` understands a bare cell under a heading in 万 or 亿, and no other.
        printed = text if power in (0, 4, 8) else f"{text}{heading.text}"
        return Cell(value, None, "exact", printed, bool(heading.text))
    return _read(text, heading, wanted)


def is_no_data(text: str) -> bool:
    """Whether a cell says that there is no figure: —, …, 暂无, n/a, blank."""
    plain = numerals.folded(text).strip().lower()
    return not plain.strip(_DASHES) or plain in numerals.lexicon()["no_data"]["words"]


def _read(text: str, heading: Heading, wanted: str) -> Cell:
    if is_no_data(text):
        return Cell(None, problem="no_data")
    try:
        figure = numerals.base_value(text, wanted)
    except TalentError as error:
        return Cell(None, problem=error.key)
    own = numerals.printed_units(text)
    if wanted and own and wanted not in own:
        return Cell(None, problem="unit_differs")
    sized = numerals.printed_with_wan(text)
    if heading.factor != 1 and (own or sized):
        return Cell(None, problem="unit_twice")
    high = None if figure.high is None else _times(figure.high, heading.factor)
    printed = text if heading.factor == 1 else f"{text}{heading.text}"
    named = bool(heading.text or own or sized)
    return Cell(_times(figure.value, heading.factor), high, bound_of(text), printed, named)


def _times(number: Decimal, factor: Fraction) -> float:
    return float(Fraction(number) * factor)


@cache
def _bound_words() -> Mapping[str, str]:
    """Every printed word or sign of a bound."""
    signs = {
        i18n.text(f"bound_sign.{bound}", language): bound for bound in BOUNDS for language in i18n.LANGUAGES
    }
    words = {
        word: bound
        for bound, places in numerals.lexicon()["bound"].items()
        for listed in places.values()
        for word in listed
    }
    return {word: bound for word, bound in {**words, **signs}.items() if word}


def read_bound(text: str, names: Names) -> Match:
    """The bound a cell of its own names: id, word, sign (≥) or printed word (超)."""
    match = names.bound(text)
    found = match.id or _bound_words().get(text) or _bound_words().get(numerals.folded(text).strip())
    return Match(found) if found else Match(near=BOUNDS)


def speaks_of_bound(text: str) -> bool:
    """Whether a text puts a bound on some figure, or holds a word that would."""
    return any(word in text for word in _bound_words()) and bound_of(text) != "exact"
