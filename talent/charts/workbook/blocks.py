"""A picture as tables: one block of rows for each of its panels, and which chart stands beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from talent.charts import axis, series
from talent.charts.canvas import LIGHT, mix
from talent.charts.frame import Content
from talent.charts.model_picture import Fan, ModelPicture, Rows, Tornado
from talent.charts.picture import Mark, Panel, Picture
from talent.charts.series import Kind
from talent.charts.sheet import Cell, Sheet
from talent.charts.sheet import Row as SheetRow
from talent.i18n import choice, text


class Year(int):
    """A number that is written without a comma."""


# Beyond the longest bar of a shared axis, and about so many marks on it.
_ROOM, _STEPS = 1.1, 6
Value = str | float | date | Year | None


@dataclass(frozen=True)
class Series:
    """One series of a chart: columns of the block it takes names, values and written labels from.

    `rows` are the rows it runs over, `colours` one `#rrggbb` for each of them, or one for all. `hatched` are
    rows (counted within `rows`) that are planned, `low` and `high` the columns of its error bars. `line` is
    solid, dash or none; `hidden` draws nothing and only carries what stands on it.
    """

    name: str
    values: int
    rows: tuple[int, int]
    colours: tuple[str, ...]
    labels: int | None = None
    hatched: tuple[int, ...] = ()
    low: int | None = None
    high: int | None = None
    line: str = "solid"
    hollow: bool = False
    hidden: bool = False


@dataclass(frozen=True)
class Chart:
    """A native chart over a block: bars (horizontal, stacked where there are several series), or points over
    days (time) or years (lines).

    `ends` of the axis of values where charts share one, so that lengths can be compared; None = its own.
    """

    kind: str  # bars | time | lines
    categories: int
    series: tuple[Series, ...]
    unit: str
    ends: tuple[float, float] | None = None


@dataclass(frozen=True)
class Block:
    """A titled table; cells are numbers in base units, days, or words. `chart` may stand beside it."""

    title: str
    note: str
    head: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    chart: Chart | None = None


def blocks(content: Content, printed: Mapping[str, tuple[str, str]]) -> tuple[Block, ...]:
    """The tables of a picture; `printed` gives source and printed words of a figure by its code."""
    if isinstance(content, Picture):
        return tuple(_of_panel(panel, content, printed) for panel in content.panels)
    if isinstance(content, Sheet):
        return (_of_sheet(content),)
    return tuple(_of_model(panel, content) for panel in content.panels)


# Printed figures


def _of_panel(panel: Panel, picture: Picture, printed: Mapping[str, tuple[str, str]]) -> Block:
    """A row for each mark, then for each city without one; columns that would be empty are left out."""
    marks, language = panel.drawn, picture.language
    rows = [_row(mark, panel, language, printed) for mark in marks]
    rows += [{"city": absent.label, "written": absent.text} for absent in panel.missing]
    columns = [column for column in _COLUMNS if any(row.get(column) not in (None, "") for row in rows)]
    at = {column: place for place, column in enumerate(columns)}
    chart = None
    if marks:
        chart = (_bars if panel.kind == "bars" else _lines)(panel, picture, at)
    return Block(
        panel.title,
        panel.note,
        tuple(choice("workbook.column", column, language) for column in columns),
        tuple(tuple(row.get(column) for column in columns) for row in rows),
        chart,
    )


_COLUMNS = (
    "city", "value", "to", "low", "high", "written", "unit", "bound", "standing", "from", "day", "period",
    "tags", "code", "printed", "source",
)  # fmt: skip


def _row(mark: Mark, panel: Panel, language: str, printed: Mapping[str, tuple[str, str]]) -> dict[str, Value]:
    source, words = printed.get(mark.code, ("", ""))
    return {
        "city": mark.label,
        "value": mark.value,
        "to": mark.high_value,
        "low": mark.low,
        "high": mark.high,
        "written": mark.text,
        "unit": panel.unit_text,
        "bound": choice("bound", mark.bound, language),
        "standing": choice("standing", mark.standing, language),
        "from": mark.first,
        "day": mark.x,
        "period": mark.period,
        "tags": text("chart.dot", language).join(tag.text for tag in mark.tags),
        "code": mark.code,
        "printed": words,
        "source": source,
    }


def _bars(panel: Panel, picture: Picture, at: Mapping[str, int]) -> Chart:
    """One series over all rows, each bar in its city's colour; rows without a value stay empty."""
    bars = Series(
        name=panel.title,
        values=at["value"],
        rows=(0, len(panel.marks) + len(panel.missing) - 1),
        colours=tuple(picture.ink(one.city).colour for one in (*panel.marks, *panel.missing)),
        labels=at["written"],
        hatched=tuple(place for place, mark in enumerate(panel.marks) if mark.shape == "hatched"),
        low=at.get("low"),
        high=at.get("high"),
    )
    alike = [one.drawn for one in picture.panels if one.scale == panel.scale and one.drawn]
    ends = _ends([mark for drawn in alike for mark in drawn]) if len(alike) > 1 else None
    return Chart("bars", at["city"], (bars,), panel.unit_text, ends)


def _ends(marks: Sequence[Mark]) -> tuple[float, float]:
    """Round ends of one axis for all of these, with room for the words behind the longest bar."""
    low = min(0, *(end for mark in marks for end in (mark.value, mark.low) if end is not None))
    far = max(mark.far for mark in marks)
    steps = axis.reach(low, low + (far - low) * _ROOM, _STEPS)
    return steps[0], steps[-1]


def _lines(panel: Panel, picture: Picture, at: Mapping[str, int]) -> Chart:
    """One series for each joined segment and one for each figure that stands alone."""
    place = {mark.code: row for row, mark in enumerate(panel.drawn)}
    series = []
    for line in panel.lines:
        colour = (picture.ink(line.city).colour,)
        for segment in line.segments:
            rows = (place[segment[0].code], place[segment[-1].code])
            series.append(Series(line.label, at["value"], rows, colour))
        for mark in line.singles:
            name = f"{line.label} {mark.short}".strip()
            rows = (place[mark.code], place[mark.code])
            series.append(Series(name, at["value"], rows, colour, line="none", hollow=True))
    ends = None if panel.top is None else _ends(picture.drawn)
    return Chart("time", at["day"], tuple(series), panel.unit_text, ends)


# Modelled numbers


def _of_model(panel: Rows | Fan | Tornado, picture: ModelPicture) -> Block:
    if isinstance(panel, Rows):
        return _of_rows(panel, picture)
    return _of_fan(panel, picture) if isinstance(panel, Fan) else _of_tornado(panel, picture)


def _of_rows(panel: Rows, picture: ModelPicture) -> Block:
    """A row for each bar, a column for each look in it."""
    language = picture.language
    kinds = series.kinds(bar for row in panel.rows for bar in row.bars)
    head = (
        choice("workbook.column", "row", language),
        *(series.called(kind, picture) for kind in kinds),
        choice("workbook.column", "written", language),
    )
    rows = []
    for row in panel.rows:
        for bar in row.bars:
            label = " ".join(filter(None, (row.label, row.note, bar.label)))
            rows.append((_named(label), *(series.value(bar, kind) for kind in kinds), bar.text))
    last = len(rows) - 1
    drawn = tuple(
        Series(head[at], at, (0, last), (_shade(picture, kind),), hatched=_tail(kind[0], last))
        for at, kind in enumerate(kinds, start=1)
    )
    chart = Chart("bars", 0, drawn, panel.unit_text) if rows else None
    return Block(panel.title or picture.title, panel.later_title, head, tuple(rows), chart)


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
    head = (
        choice("workbook.column", "year", language),
        *(choice("workbook.column", name, language) for name in found),
    )
    rows = tuple(
        (Year(year), *(values[at] for values in found.values())) for at, year in enumerate(panel.years)
    )
    styles = {"p10": "dash", "p50": "solid", "p90": "dash", "exact": "dot"}
    series = tuple(
        Series(head[at], at, (0, len(rows) - 1), (picture.ink.colour,), line=styles[name])
        for at, name in enumerate(found, start=1)
    )
    chart = Chart("lines", 0, series, panel.axis.unit_text) if rows and not panel.nothing else None
    return Block(panel.title, panel.nothing, head, rows, chart)


def _of_tornado(panel: Tornado, picture: ModelPicture) -> Block:
    """Bars from the smaller to the larger result: a hidden part up to the smaller one carries them."""
    language = picture.language
    columns = ("input", "at_low", "at_high", "smaller", "span", "input_low", "input_high", "tags")
    head = tuple(choice("workbook.column", column, language) for column in columns)
    rows = tuple(
        (
            sway.label,
            sway.at_low,
            sway.at_high,
            min(sway.at_low, sway.at_high),
            abs(sway.at_high - sway.at_low),
            sway.low_text,
            sway.high_text,
            text("chart.dot", language).join([*(tag.text for tag in sway.tags), sway.still]).strip(),
        )
        for sway in panel.sways
    )
    last = len(rows) - 1
    series = (
        Series(head[3], 3, (0, last), (picture.ink.colour,), hidden=True),
        Series(head[4], 4, (0, last), (picture.ink.colour,)),
    )
    # Stacked bars cannot stand across nought.
    drawable = bool(rows) and not panel.nothing and min(row[3] for row in rows) >= 0
    chart = Chart("bars", 0, series, panel.axis.unit_text) if drawable else None
    middle = text("workbook.middle", language, value=panel.middle.text)
    return Block(panel.title, panel.nothing or middle, head, rows, chart)


# Tables


def _of_sheet(sheet: Sheet) -> Block:
    """The table as it is read; a column with figures has their numbers beside it."""
    numeric = {at for row in sheet.rows for at, cell in enumerate(row.cells) if cell.value is not None}
    head: list[str] = []
    for at, column in enumerate(sheet.columns):
        number = text("workbook.number_of", sheet.language, column=column)
        head += [column, number] if at in numeric else [column]
    return Block(sheet.title, sheet.subtitle, tuple(head), tuple(_cells(row, numeric) for row in sheet.rows))


def _cells(row: SheetRow, numeric: set[int]) -> tuple[Value, ...]:
    cells: list[Value] = []
    for at, cell in enumerate(row.cells):
        cells.append(_words(cell))
        if at in numeric:
            cells.append(cell.value)
    return tuple(cells)


def _words(cell: Cell) -> str:
    """What a cell says, its tags and the code of its figure."""
    return " ".join(filter(None, (cell.text, *(f"[{tag.text}]" for tag in cell.tags), cell.code)))
