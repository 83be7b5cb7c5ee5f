"""How the value axis of a native chart writes its numbers."""

from talent.charts.lettering import width_of
from talent.i18n import choice, format_number


def written(low: float, high: float, step: float, language: str) -> str:
    """How an axis writes its values: as they are said, `1,500亿` for 150,000,000,000 in Chinese.

    Office scales by thousands alone: noughts that are then missing stand behind the digits, digits that are
    too many behind a point.
    """
    yi, wan = (choice("number", name, language) for name in ("yi", "wan"))
    plain = "#,##0" if float(step).is_integer() else "#,##0.0##"
    if not yi or low < 0 or high < 1e4 or step % 1e3:
        return plain
    if step % 1e9 == 0:
        parts = [f'[>=100000000000]0\\,00,,,"0{yi}"', f'[>=1000000000]0,,,"0{yi}"']
    elif high >= 1e8 and step % 1e6 == 0:
        parts = [f'[>=100000000]0\\.00,,"{yi}"', f'[>=1000000]0,,"00{wan}"']
    elif step % 1e6 == 0:
        parts = [f'[>=10000000]0\\,0,,"00{wan}"', f'[>=1000000]0,,"00{wan}"']
    else:
        parts = [f'[>=10000]0\\.0,"{wan}"']
    return ";".join([*parts, plain])


def wide(low: float, high: float, size: float, language: str) -> float:
    """Points that the widest value of an axis takes."""
    return max(width_of(f"{format_number(n, language)}.00", size) for n in (low, high))
