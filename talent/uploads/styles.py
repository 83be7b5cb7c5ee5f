"""What the number formats of a workbook make of its values: which show a percentage, unit or date."""

import re
from typing import NamedTuple

from talent.uploads.markup import elements

_PERCENT = {9, 10}
_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
# Built-in formats that show a month of a year and no day (27, 36, 50, 52, 57 in Chinese and Japanese Excel).
_MONTHS = {17, 27, 36, 50, 52, 57}
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]')

# Digits that show the number itself: no comma at their end (thousands), no sign between them (0!.0).
_NUMBER = re.compile(
    r"(?P<before>[^#0?.,!]*?)(?:general|[#0?](?:[#0?,]*[#0?])?(?:\.[#0?]+)?)(?P<behind>[^#0?.,!]*)",
    re.IGNORECASE,
)
# 2024年 is a year with or without its word.
_UNIT = re.compile(r"(?![\u5e74\u6708\u65e5\u53f7]$)[\u3400-\u9fff\u2030/\u00b2()]+")


class Styles(NamedTuple):
    """`shown`: style number → how `cells.shown` says it; `dates`: whether any style is one of a date."""

    shown: dict[int, str]
    dates: bool


def styles(xml: bytes) -> Styles:
    """The styles of `styles.xml`; TalentError as `elements`."""
    codes: dict[int, str] = {}
    formats: list[int] = []
    inside = False
    for starts, name, attributes, _ in elements(xml):
        if name == "cellXfs":
            inside = starts
        elif starts and name == "numFmt":
            codes[_whole(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif starts and name == "xf" and inside:
            formats.append(_whole(attributes.get("numFmtId")))
    how = [_how(number, codes.get(number)) for number in formats]
    plain = {style: word for style, word in enumerate(how) if word not in ("", "date")}
    return Styles(plain, bool({"date", "month", "year"} & set(how)))


def _how(number: int, code: str | None) -> str:
    if code is None:
        if number in _PERCENT:
            return "percent"
        return "month" if number in _MONTHS else "date" if number in _DATES else ""
    first = code.split(";")[0]
    written = "".join("".join(found) for found in _LITERAL.findall(first))
    bare = _LITERAL.sub("", first).lower()
    if "%" in bare:
        return "percent"
    if "y" in bare and not set("0#?") & set(bare):
        return "date" if set("dhs") & set(bare) else "month" if "m" in bare else "year"
    if set("dhs") & set(bare) and not set("0#?") & set(bare) and "general" not in bare:
        return "date"
    if "%" in written:
        return "percent_sign"
    unit = _unit(first)
    return f"unit:{unit}" if unit else ""


def _unit(code: str) -> str:
    """The Chinese word or sign that a format puts behind a number; "" where it shows another number."""
    literals: list[str] = []

    def kept(found: re.Match) -> str:
        literals.append(found[1] or found[2] or "")
        return "\0"

    shape = _NUMBER.fullmatch(_LITERAL.sub(kept, code))
    if shape is None:
        return ""
    behind = iter(literals[shape["before"].count("\0") :])
    said = "".join(next(behind) if sign == "\0" else sign for sign in shape["behind"]).strip(" ()-")
    return said if _UNIT.fullmatch(said) else ""


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0
