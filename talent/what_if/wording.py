"""How numbers of a study are written: exact ones in full, assumed ones with at most three digits.

Page, pictures, trace, exports and command line all write through here, so the eye can tell the two apart.
"""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from talent.i18n import MISSING, choice, format_number, text, with_unit
from talent.what_if.outcome import Band, Number

DIGITS = 3
_CENTS_BELOW = 10_000
TENTHS_BELOW = 100


def sentence(language: str) -> str:
    """What stands under every figure that rests on an assumed response."""
    return text("what_if.report.sentence", language)


def label(name: str, language: str) -> str:
    """The word for one quantity of a study, such as `additional` or `committed_tail`."""
    return choice("what_if.word", name, language)


def per_head(name: str, additional: Number | None) -> str:
    """The word for a cost per person gained: where people are lost it is what each of them saves."""
    return f"{name}_lost" if additional is not None and additional < 0 else name


def full(value: Number | None) -> str:
    """All digits of an exact number: `352,800,000`; cents only below 10,000; "—" where missing."""
    if value is None:
        return MISSING
    return _to(value, 2 if abs(value) < _CENTS_BELOW else 0).removesuffix(".00")


def heads(value: Number | None) -> str:
    """An exact number of people, whole; an average of few with one decimal: `1,415`, `49.1`."""
    if value is None:
        return MISSING
    return _to(value, 1 if abs(value) < TENTHS_BELOW else 0).removesuffix(".0")


def _to(value: Number, places: int) -> str:
    exact = Decimal(value if isinstance(value, int) else repr(float(value)))
    return minus(f"{exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) + 0:,.{places}f}")


def minus(written: str) -> str:
    """With the sign of a number below nought as wide as a plus, not a hyphen."""
    return written.replace("-", "−")


def rounded(value: Number, digits: int = DIGITS) -> Decimal:
    """The number to so many significant digits."""
    exact = Decimal(repr(float(value)))
    if not exact:
        return Decimal(0)
    return exact.quantize(Decimal(1).scaleb(exact.adjusted() + 1 - digits), ROUND_HALF_UP)


def rough(value: Number | None, language: str) -> str:
    """At most three significant digits: 39.5万 in Chinese, 395,000 in English; "—" where missing."""
    return MISSING if value is None else minus(format_number(float(rounded(value)), language))


def yuan(value: Number | None, language: str, *, exact: bool, unit: str = "yuan") -> str:
    """An amount with its unit (`yuan`, `yuan_per_month`, …): exact in full, else with three digits."""
    in_full = heads if unit == "persons" else full
    return _with(value, in_full(value) if exact else rough(value, language), unit, language)


def persons(value: Number | None, language: str, *, exact: bool, unit: str = "persons") -> str:
    """A number of people, likewise."""
    return yuan(value, language, exact=exact, unit=unit)


def months(value: Number | None, language: str) -> str:
    """Paid months; expected ones with two decimals."""
    return _with(value, full(value), "months", language)


def unit_name(unit: str, language: str) -> str:
    """A unit of a study, such as `yuan` or `persons`, in words."""
    return choice("what_if.unit", unit, language)


def _with(value: Number | None, number: str, unit: str, language: str) -> str:
    return number if value is None else with_unit(number, unit_name(unit, language), language)


def share(value: Number | None) -> str:
    """A share in percent with at most three digits: `10%`, `20.8%`."""
    return MISSING if value is None else f"{minus(format_number(float(rounded(100 * value)), 'en'))}%"


def band(found: Band | Mapping[str, Any] | None, language: str, unit: str) -> str:
    """`P10–P50–P90` of the draws in three digits each: `0–557–1,120 persons`; "—" where missing.

    With one below nought a dash would read as a minus: `−189 to −113 to −50 persons`.
    """
    if found is None:
        return MISSING
    ends = [
        found[end] if isinstance(found, Mapping) else getattr(found, end) for end in ("p10", "p50", "p90")
    ]
    if any(end is None for end in ends):
        return MISSING
    between = text("what_if.report.to", language) if min(ends) < 0 else "–"
    if unit == "share":
        return between.join(share(end) for end in ends)
    written = between.join(rough(end, language) for end in ends)
    return with_unit(written, unit_name(unit, language), language)


def ratio(value: Number | None, language: str, unit: str = "yuan") -> str:
    """A cost per person gained; where nobody is gained it cannot be computed, and says so."""
    if value is None:
        return text("what_if.word.not_computable", language)
    return yuan(value, language, exact=False, unit=unit)


def bounded(written: str, bound: str | None, language: str) -> str:
    """A number that rests on an open bound: `at least 108,000 yuan`; unchanged where it rests on none."""
    if bound in (None, "exact") or written == MISSING:
        return written
    return text(f"what_if.bound.{bound}", language, number=written)


def marked(written: str, bound: str, language: str) -> str:
    """The same with no more than a sign, where there is little room: `≥108,000 yuan`."""
    sign = choice("bound_sign", bound, language) if bound in ("at_least", "at_most") else ""
    return f"{sign}{written}"


def bound_word(bound: str | None, language: str) -> str | None:
    """What an open bound means for a result, in a word; None where there is none."""
    return None if bound in (None, "exact") else text(f"what_if.bound.{bound}", language, number="").strip()
