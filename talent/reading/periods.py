"""The period a piece of text names: `2024上半年` is 2024-01-01 to 2024-06-30, a half year."""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from talent.errors import TalentError
from talent.reading.numerals import any_of, folded, lexicon, parse_figure

FIRST_YEAR, LAST_YEAR = 1949, 2100
# What stands at the end of its period, and what holds from a day on.
_LEVELS = ("stock", "cumulative")
_TERMS = ("rate", "cap", "duration")
# Alone in a cell it is a year typed into a column of dates far more often than a day.
_NEW_YEAR = re.compile(r"(\d{4})[-/.]0?1[-/.]0?1")
_YEAR, _HALVES = (1, 1, 12, 31), ((1, 1, 6, 30), (7, 1, 12, 31))
# English puts the year last: as the signs of the lexicon say it, and as Chinese would.
_REORDERED = (
    (r"(\d{1,2})<(\d+)>(\d{4})", r"\3Y\2M\1D"),
    (r"<(\d+)>(\d{1,2}) (\d{4})", r"\3Y\1M\2D"),
    (r"<(\d+)>-<(\d+)>(\d{4})", r"\3Y\1M-\2M"),
    (r"(\d{4})<(\d+)>-<(\d+)>", r"\1Y\2M-\3M"),
    (r"<(\d+)>(\d{4})", r"\2Y\1M"),
    (r"(\d{4})<(\d+)>", r"\1Y\2M"),
    (r"P(\d+)([MQ])", r"1\2-\1\2"),
    (r"(H\d|Q\d|\d+[MQ]-\d+[MQ]|\dQ)(\d{4})", r"\2Y\1"),
    (r"(\d{4}-\d\d-\d\d)/(\d{4})", r"\1-\2"),
    (r"YY", r"Y"),
)
_SPANS = (
    ("year", r"(\d{4,5})Y?"),
    ("half", r"(\d{4})Y?H([12])"),
    ("quarter", r"(\d{4})[Y-]?(?:Q([1-4])|([1-4])Q)"),
    ("month", r"(\d{4})(?:Y(\d{1,2})M|[-/.](\d{1,2})M?)"),
    ("day", r"(\d{4})(?:Y(\d{1,2})M(\d{1,2})D?|([-/.])(\d{1,2})\4(\d{1,2}))"),
    ("day", r"(\d{4})YO"),
)
_WITHOUT_YEAR = re.compile(r"[AF]?(?:H[12]|[1-4]Q|\d{1,2}[MQ]?-\d{1,2}[MQ]|\d{1,2}M)")


@dataclass(frozen=True, slots=True)
class Period:
    """The five period columns of a statement; `basis` is one of catalogue.BASES, None = not printed."""

    start: date | None = None
    end: date | None = None
    basis: str = "unstated"
    years: float | None = None
    inferred: bool = False


def parse_period(text: str, kind: str = "flow", published: date | None = None) -> Period:
    """The period `text` names for an indicator of `kind`; "" names none (basis `unstated`).

    A plain year, half, quarter or month of a stock or cumulative indicator is its last day. Relative words
    (去年, 今年以来, 截至目前, a half or month without a year) are resolved against `published`, the day of
    the document, and marked `inferred`. Whole years, halves and single years are named so however they are
    written: 1-6月 is the half year. Raises TalentError `no_period`, `undated_period` (a relative word and no
    `published`), `no_such_year` (outside 1949 to 2100) or `year_as_date` (2019-01-01, which a spreadsheet
    makes of a year, for what is no term of a policy).
    """
    plain = folded(text).strip().lower()
    new_year = _NEW_YEAR.fullmatch(plain)
    if new_year and kind not in _TERMS:
        raise TalentError("year_as_date", text=text, year=new_year[1])
    if not plain or plain in lexicon()["period"]["unstated"]:
        return Period()
    signs, is_relative = _resolved(_signs(plain), text, published)
    found = _period(signs, kind, published)
    if found is None:
        raise TalentError("no_period", text=text)
    for day in (found.start, found.end):
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise TalentError("no_such_year", text=text, first=FIRST_YEAR, last=LAST_YEAR)
    return replace(found, inferred=is_relative)


def lacks_year(text: str) -> bool:
    """Whether `text` names a part of a year and not which year: 1-6月, 上半年, 三季度."""
    signs = _signs(folded(text).strip().lower())
    return _lacks_year(signs) and _period(f"2000Y{signs.lstrip('AF')}", "flow", None) is not None


def _lacks_year(signs: str) -> bool:
    return _WITHOUT_YEAR.fullmatch(signs.rstrip("E")) is not None


@cache
def _words() -> tuple[re.Pattern, re.Pattern, Mapping[str, str]]:
    """A pattern for every word of a period, one for runs of numeral characters, and each word's sign."""
    signs = {word: sign for sign, words in lexicon()["period"]["signs"].items() for word in words}
    english = [word for word in signs if word.isascii() and word[-1].isalnum()]
    others = [word for word in signs if word not in english]
    pattern = f"(?<![a-z]){any_of(english)}(?![a-z])|{any_of(others)}"
    numerals = f"[{lexicon()['number']['digits']}{lexicon()['number']['tens'][0]}]+"
    return re.compile(pattern), re.compile(numerals), signs


def _signs(plain: str) -> str:
    """The text in the signs of the lexicon: 二〇二四年前三季度 as 2024Y1Q-3Q."""
    pattern, numerals, signs = _words()
    # Words first: 十四五 is no numeral.
    read = pattern.sub(lambda word: f" {signs[word.group()]} ", plain)
    read = numerals.sub(lambda run: _digits(run.group()), read)
    # A day and the year after it stay apart: June 30, 2024.
    read = re.sub(r"(<\d+>)\s*(\d{1,2})\s+(\d{4})", r"\1\2_\3", read)
    read = re.sub(r"\s+", "", read).replace("_", " ")
    for written, meant in _REORDERED:
        read = re.sub(written, meant, read)
    return read


def _digits(run: str) -> str:
    try:
        return str(parse_figure(run).value)
    except TalentError:
        return run


def _resolved(signs: str, text: str, published: date | None) -> tuple[str, bool]:
    """The signs with years for relative words, and whether there were any."""
    if not (_lacks_year(signs) or re.search("[TUN]", signs)):
        return signs, False
    if published is None:
        raise TalentError("undated_period", text=text)
    if _lacks_year(signs):
        signs = re.sub("^[AF]?", r"\g<0>T", signs)
    today = f"{published.year}Y{published.month}M{published.day}D"
    signs = signs.replace("T", f"{published.year}Y").replace("U", f"{published.year - 1}Y")
    return re.sub("A?N", f"A{today}", signs).replace("YY", "Y"), True


def _period(signs: str, kind: str, published: date | None) -> Period | None:
    """What signs without relative words say; None where they say no period."""
    if length := re.fullmatch(r"(?:L(\d{1,2})Y?W?|(\d{1,2})YW)", signs):
        years = float(length[1] or length[2])
        return Period(basis="multi_year", years=years) if years else None
    shape = re.fullmatch(r"(?P<before>[AEFSV-]{0,2})(?P<span>\d.*?)(?P<after>E?[SBV]?)", signs)
    if shape is None:
        return None
    span = _span(shape["span"])
    before, after = shape["before"], shape["after"]
    if span is None:
        return _range(shape["span"]) if before in ("", "F") and not after else None
    level, start, end = span
    if "S" in before + after:
        until = published if published and published >= start else None
        return Period(start, until, "since")
    if set("FBV") & set(before + after):
        return _from(start, level, kind, "V" in before + after)
    if set("AE-") & set(before + after) or (kind in _LEVELS and level != "day"):
        return Period(None, end, "as_of")
    if level == "day":
        return Period(start, None, "effective_from") if kind in _TERMS else Period(None, end, "as_of")
    return _between(start, end)


def _from(start: date, level: str, kind: str, in_force: bool) -> Period:
    """From a day on a measure holds; from a year on something is counted, unless it is a policy's term."""
    holds = in_force or level == "day" or kind in _TERMS
    return Period(start, None, "effective_from" if holds else "since")


def _range(signs: str) -> Period | None:
    """Two spans joined, the second perhaps without its year: `2022-2024`, `2024Y1M-9M`."""
    for join in re.finditer("-", signs):
        first, last = signs[: join.start()], signs[join.end() :]
        unit = re.fullmatch(r"\d{1,2}([MQ])", last)
        if unit and first[-1:].isdigit() and "Y" in first:
            first += unit[1]
        one = _span(first)
        two = _span(last) or _span(f"{first[:4]}Y{last}")
        if one and two and one[1] < two[2]:
            return _between(one[1], two[2])
    return None


def _between(start: date, end: date) -> Period:
    """The period from the first to the last day, named by what it spans; years are whole or nearly so."""
    days = (start.month, start.day, end.month, end.day)
    years = end.year - start.year + 1 if days == _YEAR else round((end - start).days / 365.25)
    if years > 2 or (years == 2 and days == _YEAR):
        return Period(start, end, "multi_year", float(years))
    is_half = start.year == end.year and days in _HALVES
    return Period(start, end, "year" if days == _YEAR else "half_year" if is_half else "months")


def _span(signs: str) -> tuple[str, date, date] | None:
    """What kind of single span the signs name, its first and its last day; None where they name none."""
    for level, pattern in _SPANS:
        found = re.fullmatch(pattern, signs)
        if found:
            year, *rest = (int(part) for part in found.groups() if part and part.isdigit())
            try:
                return level, *_days(level, year, rest)
            except ValueError:  # a month 13, a 30th of February, year 0
                return None
    return None


def _days(level: str, year: int, rest: list[int]) -> tuple[date, date]:
    if level == "day":
        day = date(year, *(rest or (1, 1)))
        return day, day
    months = {"year": 12, "half": 6, "quarter": 3, "month": 1}[level]
    first = 1 + (rest[0] - 1) * months if rest else 1
    last = first + months - 1
    # A mistyped year such as 20224 is still a year, to be refused as one.
    shown = min(year, LAST_YEAR + 1)
    return date(shown, first, 1), date(shown, last, monthrange(shown, last)[1])
