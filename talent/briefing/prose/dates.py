"""Days and periods as a sentence says them: `截至2022年末`, `as of 24 June 2024`."""

from calendar import monthrange
from datetime import date

from talent.charts.labels import period_text
from talent.i18n import choice, format_number, text
from talent.queries import Reading

_COUNTED = 10


def day(moment: date, language: str) -> str:
    """`2023年3月10日`, `10 March 2023`."""
    month = choice("prose.month", str(moment.month), language)
    return text("prose.day", language, year=moment.year, month=month, day=moment.day)


def when(reading: Reading, language: str, is_mean: bool = False) -> str:
    """The period of a figure as it stands in a sentence; "" where none is printed.

    Of several years together, `is_mean` says that the figure is what they make a year.
    """
    start, end = reading.period_start, reading.period_end
    match reading.period_basis:
        case "year" if end:
            return _said("year", language, year=end.year)
        case "half_year" if end:
            return _said("second_half" if end.month > 6 else "first_half", language, year=end.year)
        case "as_of" if end and (end.month, end.day) == (12, 31):
            return _said("year_end", language, year=end.year)
        case "as_of" if end:
            return _said("as_of", language, day=day(end, language))
        case "months" if start and end:
            return _said("span", language, **_span(start, end, language))
        case "multi_year":
            return _together(reading, language, "mean" if is_mean else "together")
        case "since" if start:
            return _since(start, end, reading.period_inferred, language)
        case "effective_from" if start:
            return _said("effective_from", language, day=day(start, language))
    return ""


def _since(start: date, end: date | None, is_inferred: bool, language: str) -> str:
    """From a start as coarse as it is exact; where the dates are our reading it is about then."""
    first = day(start, language)
    if start.day == 1:
        month = choice("prose.month", str(start.month), language)
        coarse = "prose.whole_year" if start.month == 1 else "prose.month_of"
        first = text(coarse, language, year=start.year, month=month)
    if is_inferred:
        first = text("prose.about", language, when=first)
    if end is None:
        return _said("since", language, start=first)
    return _said("since_until", language, start=first, end=day(end, language))


def on(reading: Reading, language: str) -> str:
    """The period of one end of a line: `2022年末` where a sentence of its own says `截至2022年末`."""
    end = reading.period_end
    if reading.period_basis != "as_of" or end is None:
        return when(reading, language)
    if (end.month, end.day) == (12, 31):
        return text("prose.line.year_end", language, year=end.year)
    return text("prose.line.as_of", language, day=day(end, language))


def unsaid(reading: Reading, language: str) -> str:
    """What of the period is not printed; "" where all of it is."""
    if not when(reading, language):
        return period_text(reading, language)
    if reading.period_basis == "multi_year" and not (reading.period_start and reading.period_end):
        return text("prose.no_span", language)
    if reading.period_basis == "since" and not reading.period_end:
        return text("prose.no_end", language)
    return ""


def _together(reading: Reading, language: str, kind: str) -> str:
    years = reading.period_years
    if years is None:
        count = text("prose.several", language)
    elif years == int(years) <= _COUNTED:
        count = choice("tag.count", str(int(years)), language)
    else:
        count = format_number(years, language)
    start, end = reading.period_start, reading.period_end
    if not (start and end):
        return _said(kind, language, count=count)
    return _said(f"dated_{kind}", language, count=count, **_span(start, end, language))


def _span(start: date, end: date, language: str) -> dict[str, str]:
    """Both ends of a span, as coarsely as they are exact: whole years, whole months, else days."""
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return {side: text("prose.whole_year", language, year=d.year) for side, d in _sides(start, end)}
    if start.day == 1 and end.day == monthrange(end.year, end.month)[1]:
        months = {side: choice("prose.month", str(d.month), language) for side, d in _sides(start, end)}
        return {
            side: text("prose.month_of", language, year=d.year, month=months[side])
            for side, d in _sides(start, end)
        }
    return {side: day(d, language) for side, d in _sides(start, end)}


def _sides(start: date, end: date) -> tuple[tuple[str, date], tuple[str, date]]:
    return ("start", start), ("end", end)


def _said(key: str, language: str, **fields: object) -> str:
    return text(f"prose.when.{key}", language, **fields)
