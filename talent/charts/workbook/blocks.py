"""A picture as tables: one block of rows for each of its panels, and which chart stands beside it."""

from collections.abc import Mapping, Sequence

from talent.charts import axis
from talent.charts.frame import Content
from talent.charts.picture import Mark, Panel, Picture
from talent.charts.sheet import Cell, Sheet
from talent.charts.sheet import Row as SheetRow
from talent.charts.workbook.block import Block, Chart, Series, Value
from talent.charts.workbook.modelled import of_model
from talent.i18n import choice, text

# Beyond the longest bar of a shared axis, and about so many marks on it.
_ROOM, _STEPS = 1.1, 6


def blocks(content: Content, printed: Mapping[str, tuple[str, str]]) -> tuple[Block, ...]:
    """The tables of a picture; `printed` gives source and printed words of a figure by its code."""
    if isinstance(content, Picture):
        return tuple(_of_panel(panel, content, printed) for panel in content.panels)
    if isinstance(content, Sheet):
        return (_of_sheet(content),)
    return tuple(of_model(panel, content) for panel in content.panels)


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
