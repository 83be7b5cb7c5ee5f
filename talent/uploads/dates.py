"""The five period columns of a statement from the cells of a row, and what is wrong with them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from talent.catalogue import BASES
from talent.errors import TalentError
from talent.reading.periods import FIRST_YEAR, LAST_YEAR, parse_period

PERIOD = ("period_start", "period_end", "period_basis", "period_years", "period_inferred")
# How a spreadsheet counts the days of the years 2000 to 2099, and from when.
_SERIALS, _FIRST_DAY = range(36526, 73051), date(1899, 12, 30)
_TRUTHS = {"": False, "false": False, "true": True}


@dataclass(frozen=True, slots=True)
class Problem:
    """A code of a finding, the field it is about and what would work."""

    code: str
    field: str
    expected: str = ""


@dataclass(frozen=True, slots=True)
class PeriodRead:
    """The period columns as the database takes them (dates as ISO texts); no basis where it is unreadable."""

    period_start: str | None = None
    period_end: str | None = None
    period_basis: str | None = None
    period_years: float | None = None
    period_inferred: bool = False
    problems: tuple[Problem, ...] = field(default=())


def read_period(text: str, parts: Sequence[str], kind: str, published: date | None) -> PeriodRead:
    """The period of a row: from its five columns (PERIOD) where one of them is filled, else from the text."""
    return _from_columns(*parts) if any(parts) else _from_text(text, kind, published)


def _from_text(text: str, kind: str, published: date | None) -> PeriodRead:
    if not text:
        # That it is missing is told elsewhere.
        return PeriodRead()
    if re.fullmatch("[0-9]{5}", text) and int(text) in _SERIALS:
        day = _FIRST_DAY + timedelta(days=int(text))
        return PeriodRead(problems=(Problem("date_serial", "period", day.isoformat()),))
    try:
        found = parse_period(text, kind, published)
    except TalentError as error:
        return PeriodRead(problems=(Problem(error.key, "period"),))
    start, end = (None if day is None else day.isoformat() for day in (found.start, found.end))
    return PeriodRead(start, end, found.basis, found.years, found.inferred)


def _from_columns(start: str, end: str, basis: str, years: str, inferred: str) -> PeriodRead:
    problems = tuple(_faults(start, end, basis, years, inferred))
    if problems:
        return PeriodRead(problems=problems)
    length = float(years) if years else None
    return PeriodRead(start or None, end or None, basis, length, _TRUTHS[inferred.lower()])


def _faults(start: str, end: str, basis: str, years: str, inferred: str) -> Iterator[Problem]:
    for name, text in (("period_start", start), ("period_end", end)):
        if text and not _is_day(text):
            yield Problem("no_date", name, f"{FIRST_YEAR}-01-01 … {LAST_YEAR}-12-31")
    if years and not (re.fullmatch(r"[0-9]{1,2}(\.[0-9]+)?", years) and float(years) > 0):
        yield Problem("period_parts", "period_years", "1 … 99")
    if inferred.lower() not in _TRUTHS:
        yield Problem("period_parts", "period_inferred", "true, false")
    if basis not in BASES:
        yield Problem("period_parts", "period_basis", ", ".join(BASES))
    elif (
        "".join(sign for sign, part in zip("sey", (start, end, years), strict=True) if part)
        not in BASES[basis]
    ):
        columns = dict(zip("sey", PERIOD[:2] + PERIOD[3:4], strict=True))
        wanted = (" + ".join(columns[sign] for sign in parts) or "—" for parts in BASES[basis])
        yield Problem("period_parts", "period_basis", f"{basis}: {' / '.join(wanted)}")


def _is_day(text: str) -> bool:
    try:
        return re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text) is not None and (
            FIRST_YEAR <= date.fromisoformat(text).year <= LAST_YEAR
        )
    except ValueError:
        return False
