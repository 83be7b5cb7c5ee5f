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
# 2024-06, 2024/6, 2024年6月, 2021-2024, and a bare 2024年.
_YEAR = "(?:19[5-9][0-9]|20[0-9]{2})"
_MONTH = "(?:0?[1-9]|1[0-2])"
# An amount in brackets is below nought in accounts.
_ACCOUNTED = re.compile(r"^\(\s*([0-9][0-9,]*(?:\.[0-9]+)?)\s*\)$")
_MONEY = "yuan"


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

    def after(self, text: str) -> str:
        """A cell with this heading behind it, as it is printed by itself: 12.5千人."""
        if self.text[:1].isdigit() and self.power:
            # 1,000 persons behind a number would read as a second number.
            return f"{text}{_size_word(self.power)}"
        return f"{text} {self.text}" if self.text[:1].isascii() else f"{text}{self.text}"


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
        printed = text if power in (0, 4, 8) else heading.after(text)
        return Cell(value, None, "exact", printed, bool(heading.text))
    return _read(text, heading, wanted)


def is_no_data(text: str) -> bool:
    """Whether a cell says that there is no figure: —, …, 暂无, n/a, blank."""
    plain = numerals.folded(text).strip().lower()
    return not plain.strip(_DASHES) or plain in numerals.lexicon()["no_data"]["words"]


def _read(text: str, heading: Heading, wanted: str) -> Cell:
    if is_no_data(text):
        return Cell(None, problem="no_data")
    if _is_period(text):
        return Cell(None, problem="looks_like_period")
    amount = _ACCOUNTED.sub(r"-\1", numerals.folded(text).strip())
    try:
        figure = numerals.base_value(amount, wanted)
    except TalentError as error:
        return Cell(None, problem=error.key)
    own = numerals.printed_units(amount)
    sized = numerals.printed_with_wan(amount)
    problem = _contradiction(amount, own, wanted)
    if problem or (heading.factor != 1 and (own or sized)):
        return Cell(None, problem=problem or "unit_twice")
    ends = (figure.value, figure.high)
    # The rule on ranges speaks of one whose ends are the wrong way round.
    low, high = reversed(ends) if figure.is_reversed else ends
    return Cell(
        _times(low, heading.factor),
        None if high is None else _times(high, heading.factor),
        bound_of(text),
        text if heading.factor == 1 else heading.after(text),
        bool(heading.text or own or sized),
    )


def _is_period(text: str) -> bool:
    """Whether a cell without a unit says a month, a year or some years."""
    return _periods().fullmatch(numerals.folded(text).strip()) is not None


@cache
def _periods() -> re.Pattern:
    year, month, to = (numerals.lexicon()["period"]["signs"][sign] for sign in ("Y", "M", "-"))
    years, months = numerals.any_of(year), numerals.any_of(month)
    joined = f"[-/~]|{numerals.any_of(to)}"
    day = f"(?: ?(?:{joined}) ?[0-9]{{1,2}})?"
    return re.compile(
        f"{_YEAR} ?{years}(?: ?{_MONTH} ?(?:{months})?)?|{_YEAR} ?(?:{joined}) ?{_MONTH}{day}"
        f"|{_YEAR} ?(?:{joined}) ?{_YEAR}"
    )


def _contradiction(text: str, own: tuple[str, ...], wanted: str) -> str:
    """The code of what words and signs around a figure say that its unit does not allow; "" = nothing."""
    start, end = numerals.figure_span(text)
    before, after = text[:start].strip(), _without_bound(numerals.after_figure(text))
    currency = numerals.lexicon()["currency"]
    signs = [sign for sign in currency["own"] + currency["foreign"] if sign in before.lower()]
    foreign = [sign for sign in signs if sign in currency["foreign"]]
    if wanted and ((own and wanted not in own) or foreign or (signs and not wanted.startswith(_MONEY))):
        return "unit_differs"
    for sign in signs:
        before = before.lower().replace(sign, "")
    if re.search("[a-zA-Z]", _without_bound(before)):
        return "no_number"
    unit = numerals.unit_word(after)
    rest = after[len(unit) :].strip()
    # 5岁 and 3 apples are of no unit there is; 5人/户 and 5人 per household of another.
    is_unknown = (bool(after) and not unit) or re.match("/|[a-zA-Z]", rest) is not None
    return "unit_differs" if is_unknown and not _is_share(text[start:end]) else ""


def _is_share(figure: str) -> bool:
    return any(figure.endswith(sign) for sign in numerals.lexicon()["share_after"])


@cache
def _bounds_around() -> re.Pattern:
    """Words of a bound, brackets and stops, at either end of a piece."""
    words = [word for word in _bound_words() if word]
    latin = [word for word in words if word[-1].isascii() and word[-1].isalpha()]
    others = sorted(set(words) - set(latin))
    return re.compile(
        rf"(?<![a-z]){numerals.any_of(latin)}(?![a-z])|{numerals.any_of(others)}|[()\[\].,;:\s]",
        re.IGNORECASE,
    )


def _without_bound(text: str) -> str:
    """A piece beside a figure without the words that only bound it: 人以上 is 人."""
    found = _bounds_around()
    while (first := found.match(text)) and first.end():
        text = text[first.end() :]
    ends = list(found.finditer(text))
    while ends and ends[-1].end() == len(text):
        text = text[: ends.pop().start()]
    return text


def _size_word(power: int) -> str:
    """A power of ten as a multiplier is written: 千, 百万, 亿."""
    words = {size: word for word, size in numerals.lexicon()["number"]["multipliers"].items()}
    large = 8 if power >= 8 else 4 if power >= 4 else 0
    return words.get(10 ** (power - large), "") + (words[10**large] if large else "")


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
