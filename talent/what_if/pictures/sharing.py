"""A whole and its parts, written so that the parts shown add up to the whole shown."""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from talent.what_if.wording import DIGITS, TENTHS_BELOW, minus


def shared_out(parts: Sequence[float], exact: bool) -> tuple[Decimal, list[Decimal]]:
    """The sum of the parts rounded, and the parts on the same step with the largest remainders rounded up.

    Exact persons are whole, tenths below 100, as `wording.heads` writes them; others have three digits.
    """
    numbers = [Decimal(repr(float(part))) for part in parts]
    whole = sum(numbers, Decimal(0))
    step = _step(whole, exact)
    count = (whole / step).quantize(Decimal(1), ROUND_HALF_UP)
    pieces = [number / step for number in numbers]
    shown = [piece.quantize(Decimal(1), ROUND_FLOOR) for piece in pieces]
    order = sorted(range(len(pieces)), key=lambda place: shown[place] - pieces[place])
    for place in order[: int(count - sum(shown, Decimal(0)))]:
        shown[place] += 1
    return count * step, [one * step for one in shown]


def _step(whole: Decimal, exact: bool) -> Decimal:
    if exact or not whole:
        return Decimal("0.1") if whole < TENTHS_BELOW else Decimal(1)
    return Decimal(1).scaleb(whole.adjusted() + 1 - DIGITS)


def plain(number: Decimal) -> str:
    """The number with all its digits and nothing after them: `42,700`, `49.1`."""
    return minus(f"{number.normalize() + 0:,f}")
