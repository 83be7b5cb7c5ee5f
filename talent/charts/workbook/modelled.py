"""Modelled numbers as tables: bars by year, bands, and how far each assumption moves a result."""

from collections.abc import Iterable

from talent.charts import series
from talent.charts.canvas import LIGHT, mix
from talent.charts.model_picture import Fan, ModelPicture, Rows, Tornado
from talent.charts.series import Kind
from talent.charts.workbook.block import Block, Chart, Series, Share, Year
from talent.i18n import choice, text


def of_model(panel: Rows | Fan | Tornado, picture: ModelPicture) -> Block:
    """The table of one panel, its numbers in base units, and its chart."""
    if isinstance(panel, Rows):
        return _of_rows(panel, picture)
    return _of_fan(panel, picture) if isinstance(panel, Fan) else _of_tornado(panel, picture)


def _of_rows(panel: Rows, picture: ModelPicture) -> Block:
    """A row for each bar, a column for each look in it; what comes after the last year says so."""
    language = picture.language
    kinds = series.kinds(bar for row in panel.rows for bar in row.bars)
    later = [panel.later_title if row.later else "" for row in panel.rows for _ in row.bars]
    head = (
        *_words(["row"], language),
        *(series.called(kind, picture) for kind in kinds),
        *_words(["written", "unit", *(["tags"] if any(later) else [])], language),
    )
    named = any(len(row.bars) > 1 for row in panel.rows)
    rows = []
    for row in panel.rows:
        for bar in row.bars:
            label = " ".join(filter(None, (row.label, row.note, bar.label if named else "")))
            values = (series.value(bar, kind) for kind in kinds)
            notes = [later[len(rows)]] if any(later) else []
            rows.append((_named(label), *values, bar.text, panel.unit, *notes))
    last = len(rows) - 1
    drawn = tuple(
        Series(head[at], at, (0, last), (_shade(picture, kind),), hatched=_tail(kind[0], last))
        for at, kind in enumerate(kinds, start=1)
    )
    chart = Chart("bars", 0, drawn, panel.unit_text) if rows else None
    return Block(panel.title or picture.title, "", head, tuple(rows), chart)


def _words(columns: Iterable[str], language: str) -> tuple[str, ...]:
    return tuple(choice("workbook.column", column, language) for column in columns)


def _named(label: str) -> str | Year:
    """A year as a number: a chart takes a column of digits for one, whatever its cells are."""
    return Year(label) if label.isdecimal() else label


def _tail(look: str, last: int) -> tuple[int, ...]:
    return tuple(range(last + 1)) if look.endswith("_tail") else ()


# Of two runs the present one is grey; shades of people who arrived earlier go towards white.
_GREY, _PALE = "#8a949e", 0.2


def _shade(picture: ModelPicture, kind: Kind) -> str:
    look, age = kind
    if look.startswith("baseline") or look in ("anyway", "at_low"):
        return _GREY
    share = min(_PALE * age, 0.8) + (0.35 if look in ("unmet", "over") else 0)
    return mix(LIGHT.ground, picture.ink.colour, min(share, 0.85))


def _of_fan(panel: Fan, picture: ModelPicture) -> Block:
    language = picture.language
    lines = {"p10": panel.p10, "p50": panel.p50, "p90": panel.p90, "exact": panel.exact}
    found = {name: values for name, values in lines.items() if values}
    head = _words(["year", *found, "unit"], language)
    rows = tuple(
        (Year(year), *(values[at] for values in found.values()), panel.axis.unit)
        for at, year in enumerate(panel.years)
    )
    styles = {"p10": "dash", "p50": "solid", "p90": "dash", "exact": "dot"}
    drawn = tuple(
        Series(head[at], at, (0, len(rows) - 1), (picture.ink.colour,), line=styles[name])
        for at, name in enumerate(found, start=1)
    )
    chart = Chart("lines", 0, drawn, _unit(panel, language)) if rows and not panel.nothing else None
    return Block(panel.title, panel.nothing, head, rows, chart)


def _of_tornado(panel: Tornado, picture: ModelPicture) -> Block:
    """Bars from the smaller to the larger result: a hidden part up to the smaller one carries them."""
    language = picture.language
    columns = (
        "input",
        "input_low",
        "input_high",
        "at_low",
        "at_high",
        "smaller",
        "span",
        "unit",
        "rank",
        "tags",
    )
    head = _words(columns, language)
    rows = tuple(
        (
            sway.label,
            _share(sway.low_input),
            _share(sway.high_input),
            sway.at_low,
            sway.at_high,
            min(sway.at_low, sway.at_high),
            abs(sway.at_high - sway.at_low),
            panel.axis.unit,
            sway.correlation,
            text("chart.dot", language).join(filter(None, [*(tag.text for tag in sway.tags), sway.still])),
        )
        for sway in panel.sways
    )
    last = len(rows) - 1
    smaller, span = columns.index("smaller"), columns.index("span")
    drawn = (
        Series(head[smaller], smaller, (0, last), (picture.ink.colour,), hidden=True),
        Series(head[span], span, (0, last), (picture.ink.colour,)),
    )
    # Stacked bars cannot stand across nought.
    drawable = bool(rows) and not panel.nothing and min(row[smaller] for row in rows) >= 0
    chart = Chart("bars", 0, drawn, _unit(panel, language)) if drawable else None
    middle = text("workbook.middle", language, value=panel.middle_text)
    return Block(panel.title, panel.nothing or middle, head, rows, chart)


def _unit(panel: Fan | Tornado, language: str) -> str:
    """The cells are in base units, so the axis beside them is too."""
    return text("chart.unit", language, unit=panel.axis.unit)


def _share(value: float | None) -> Share | None:
    return None if value is None else Share(value)
