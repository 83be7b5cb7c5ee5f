"""Arithmetic written out as a reader would do it again: × ÷ − ^ exp ln min, numbers with up to ten digits."""

from collections.abc import Sequence

from talent.what_if import wording
from talent.what_if.outcome import Number

DIGITS = 10
MINUS, TIMES, OVER = " − ", " × ", " ÷ "


def number(value: Number) -> str:
    """A number as the arithmetic has it: whole ones in full, others with ten significant digits."""
    if value == int(value):
        return f"{int(value):,}".replace("-", MINUS.strip())
    short = f"{wording.rounded(value, DIGITS):,f}"
    return (short.rstrip("0").rstrip(".") if "." in short else short).replace("-", MINUS.strip())


def product(*factors: Number) -> str:
    """Factors with × between them."""
    return TIMES.join(signed(one) for one in factors)


def signed(value: Number) -> str:
    """A number, in brackets where it is below nought."""
    return f"({number(value)})" if value < 0 else number(value)


def total(parts: Sequence[str]) -> str:
    """Terms with + between them; nought without any."""
    return " + ".join(parts) or "0"


def geometric(leaving: float, months: int) -> str:
    """(1 − s^D) ÷ (1 − s) with s = (1 − q)^(1/12), written out; the months themselves where nobody leaves."""
    if leaving == 0:
        return number(months)
    left = f"(1{MINUS}{number(leaving)})"
    return f"(1{MINUS}{left}^({number(months)}{OVER}12)){OVER}(1{MINUS}{left}^(1{OVER}12))"
