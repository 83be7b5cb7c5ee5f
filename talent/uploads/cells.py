"""Values of a workbook's cells as the texts a person would have typed."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any


def texts(values: Sequence[Any]) -> list[str]:
    """Values of cells as texts; "" = empty."""
    kinds = set(map(type, values))
    if kinds == {str}:
        return list(values)
    if kinds == {float}:
        return _numbers(values)
    return [value if value.__class__ is str else _TEXTS[value.__class__](value) for value in values]


def number(value: float) -> str:
    """At most 15 significant digits, as Excel has them: 23127, 0.3, 1500000000000000; inf and nan as such."""
    text = f"{value:.15g}"
    if "e" in text and 1e-10 < abs(value) < 1e21:
        return f"{Decimal(text):f}"
    return text


def _numbers(values: Sequence[float]) -> list[str]:
    """As `number` says each, in one go: a column of figures is what a table holds most of."""
    written = "%.15g " * len(values) % tuple(values)
    return list(map(number, values)) if "e" in written else written.split()


def shown(value: object, how: str) -> str:
    """A cell whose number format changes what is seen: `percent`, `percent_sign`, `unit:…`, `month`, `year`.

    0.257 → 25.7%; a number with a mere sign or unit behind it, 25.7 → 25.7%, 2.62 → 2.62 and the unit; a day
    that shows as its month or year → 2024-06, 2024. Texts, and values of another kind than the format, stay
    as they are.
    """
    if isinstance(value, float | int) and not isinstance(value, bool) and how.startswith("percent"):
        exact = Decimal(number(value))
        scaled = exact * 100 if how == "percent" and exact.is_finite() else exact
        return f"{scaled.normalize() + 0:f}%"
    if isinstance(value, float | int) and not isinstance(value, bool) and how.startswith("unit:"):
        return number(value) + how.removeprefix("unit:")
    if isinstance(value, date) and how in ("month", "year"):
        return value.isoformat()[: {"month": 7, "year": 4}[how]]
    return texts([value])[0]


def letter(column: int) -> str:
    """The letter of a column counted from 0: A, Z, AA."""
    name = ""
    while column >= 0:
        column, rest = divmod(column, 26)
        name, column = chr(65 + rest) + name, column - 1
    return name


def column(letters: str) -> int:
    """The column of a letter, counted from 0."""
    counted = 0
    for sign in letters.upper():
        counted = counted * 26 + ord(sign) - 64
    return counted - 1


_TEXTS = {
    float: number,
    int: str,
    bool: lambda value: "TRUE" if value else "FALSE",
    date: date.isoformat,
    datetime: lambda value: value.isoformat(" ").removesuffix(" 00:00:00"),
    time: time.isoformat,
    timedelta: str,
}
