"""Interface text in two languages, and numbers as each language writes them."""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType

from talent.errors import TalentError

LANGUAGES = ("zh", "en")
MISSING = "—"
_STRINGS = Path(__file__).parent / "strings"
# Sizes that one of the languages has a word for, and how many decimals may stand before it.
_SIZES = (
    ("billion", Decimal(1_000_000_000), 5),
    ("yi", Decimal(100_000_000), 4),
    ("million", Decimal(1_000_000), 4),
    ("wan", Decimal(10_000), 2),
)


@dataclass(frozen=True)
class Name:
    """A text in both languages: `Name.zh`, `Name.en`, `Name["zh"]`."""

    zh: str
    en: str

    def __getitem__(self, language: str) -> str:
        return {"zh": self.zh, "en": self.en}[language]


@cache
def strings(language: str) -> Mapping[str, str]:
    """All interface texts of one language, by flat dotted key."""
    with (_STRINGS / f"{language}.toml").open("rb") as file:
        return MappingProxyType(dict(_flatten(tomllib.load(file))))


def _flatten(table: Mapping, prefix: str = ""):
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flatten(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def text(key: str, language: str, **fields: object) -> str:
    """The sentence `key` in `language` with its fields filled; KeyError where it is not declared."""
    return strings(language)[key].format(**fields)


def choice(family: str, value: str, language: str) -> str:
    """The word for one value of a closed list: `choice("bound", "over", "zh")`."""
    return strings(language)[f"{family}.{value}"]


def message(error: TalentError, language: str) -> str:
    """What a `TalentError` says to a reader; fields that are a `Name` in the reader's language."""
    fields = {name: one[language] if isinstance(one, Name) else one for name, one in error.fields.items()}
    return text(f"error.{error.key}", language, **fields)


def format_number(
    value: float | None, language: str, decimals: int | None = None, digits: int | None = None
) -> str:
    """A number as the language writes it: 5.2万, 1.2亿 in Chinese; 52,000, 120 million in English.

    Nothing is rounded away: 万 and 亿, million and billion are used only where few decimals remain.
    Computed values are first rounded: to so many `decimals`, or to so many significant `digits`, all of which
    are written (1.50亿).
    """
    if value is None or math.isnan(value):
        return MISSING
    exact = Decimal(repr(float(value)))
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    if digits and exact:
        exact = Decimal(f"{exact:.{digits - 1}e}")
    for name, size, places in _SIZES:
        scaled = exact / size
        word = choice("number", name, language)
        if word and abs(exact) >= size and scaled == round(scaled, places):
            return f"{_plain(scaled, digits)}{word}"
    return _plain(exact, digits)


def _plain(number: Decimal, digits: int | None = None) -> str:
    """Digits with thousands separators, without exponent or a sign on nought.

    Trailing zeros are written only as far as they make up so many significant `digits`.
    """
    if digits and number:
        return f"{number:,.{max(0, digits - 1 - number.adjusted())}f}"
    return f"{number.normalize() + 0:,f}"


def format_value(
    value: float | None,
    unit,
    language: str,
    *,
    high: float | None = None,
    bound: str = "exact",
    decimals: int | None = None,
) -> str:
    """A value with its bound sign and unit: `＞400户`, `≥100,000 persons`, `3万–5万元`; "—" if missing.

    `unit` is a `catalogue.Unit`; values are in base units.
    """
    if value is None or math.isnan(value):
        return MISSING
    number = format_bounded(value, language, high=high, bound=bound, decimals=decimals)
    return with_unit(number, unit.name[language], language)


def format_bounded(
    value: float,
    language: str,
    *,
    high: float | None,
    bound: str,
    decimals: int | None = None,
    digits: int | None = None,
) -> str:
    """A number or range with the sign of its bound, without unit."""
    number = format_number(value, language, decimals, digits)
    if high is not None:
        number = f"{number}–{format_number(high, language, decimals, digits)}"
    return f"{text(f'bound_sign.{bound}', language)}{number}"


def with_unit(number: str, unit: str, language: str) -> str:
    """A written number and the name of its unit, apart as the language has it."""
    return f"{number}{unit}" if language == "zh" or unit == "%" else f"{number} {unit}"


@cache
def month_names(language: str, first: int, last: int) -> Mapping[str, str]:
    """Every month from January `first` to December `last`: `2023-03` → `2023年3月`, `Mar 2023`."""
    # Here, because only a page needs it and it takes long to load.
    from babel.dates import format_skeleton

    days = (date(year, month, 1) for year in range(first, last + 1) for month in range(1, 13))
    return MappingProxyType({f"{day:%Y-%m}": format_skeleton("yMMM", day, locale=language) for day in days})
