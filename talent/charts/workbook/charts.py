"""Native spreadsheet charts over a block of cells."""

from datetime import date

from xlsxwriter.chart import Chart as NativeChart
from xlsxwriter.workbook import Workbook

from talent.charts.workbook.block import Block, Chart, Series, Value

_DASHES = {"solid": "solid", "dash": "dash", "dot": "round_dot"}
# Pixels; a bar with its words needs about so many.
_WIDTH, _HEIGHT, _BAR = 760, 300, 30
_MOST_YEARS = 12


def chart(book: Workbook, sheet: str, block: Block, top: int, font: str) -> NativeChart | None:
    """The chart of a block whose first row of values is row `top` of the sheet; None where it has none.

    Categories and values refer to cells, so it follows edits; the written words beside a bar are its caveat
    and stay as they are.
    """
    wanted = block.chart
    if wanted is None:
        return None
    kinds = {
        "bars": {"type": "bar", "subtype": "stacked" if len(wanted.series) > 1 else "clustered"},
        "time": {"type": "scatter", "subtype": "straight_with_markers"},
        "lines": {"type": "line"},
    }
    drawn = book.add_chart({key: kind for key, kind in kinds[wanted.kind].items() if kind != "clustered"})
    for series in wanted.series:
        drawn.add_series(_series(series, wanted, block, sheet, top, font))
    small = {"name": font, "size": 9}
    drawn.set_title({"name": _plain(block.title), "name_font": {"name": font, "size": 11}, "overlay": False})
    values = {
        "name": _plain(wanted.unit),
        "name_font": small | {"bold": False},
        "num_font": small,
    }
    if wanted.ends is not None:
        values |= dict(zip(("min", "max"), wanted.ends, strict=True))
    categories = {"num_font": small}
    if wanted.kind == "bars":
        # Rows run down the sheet; bars do too.
        drawn.set_y_axis(categories | {"reverse": True})
        drawn.set_x_axis(values | {"major_gridlines": {"visible": True, "line": {"color": "#dfe4ea"}}})
    else:
        drawn.set_x_axis(categories | (_days(wanted, block) if wanted.kind == "time" else {}))
        drawn.set_y_axis(values)
    # What only carries other bars is nothing to name.
    one = len([series for series in wanted.series if not series.hidden]) == 1
    drawn.set_legend({"none": True} if one else {"position": "bottom", "font": small})
    bars = len(block.rows) * _BAR if wanted.kind == "bars" else 0
    drawn.set_size({"width": _WIDTH, "height": max(_HEIGHT, bars + 90)})
    drawn.show_blanks_as("gap")
    return drawn


def _days(wanted: Chart, block: Block) -> dict:
    """An axis of years around the days of the block, however few they are; a year stands at its end."""
    days = [day for row in block.rows if isinstance(day := row[wanted.categories], date)]
    first, last = date(min(days).year - 1, 12, 31), date(max(days).year + 1, 3, 31)
    step = max(1, (last.year - first.year) // _MOST_YEARS)
    ends = {"min": _serial(first), "max": _serial(last)}
    grid = {"major_gridlines": {"visible": False}, "major_unit": step * 365.25}
    return ends | grid | {"num_format": "yyyy"}


def _serial(day: date) -> int:
    """A day as spreadsheets count them."""
    return (day - date(1899, 12, 30)).days


def _series(series: Series, wanted: Chart, block: Block, sheet: str, top: int, font: str) -> dict:
    first, last = (top + row for row in series.rows)

    def cells(column: int) -> list:
        return [sheet, first, column, last, column]

    found = {
        "name": _plain(series.name),
        "categories": cells(wanted.categories),
        "values": cells(series.values),
    }
    if wanted.kind == "bars":
        found |= _filled(series)
    else:
        found |= _lined(series)
    if series.labels is not None:
        rows = block.rows[series.rows[0] : series.rows[1] + 1]
        custom = [{"value": _plain(str(row[series.labels]))} for row in rows]
        found["data_labels"] = {"value": True, "custom": custom, "font": {"name": font, "size": 9}}
    if series.low is not None or series.high is not None:
        found["y_error_bars"] = _errors(series, block)
    return found


def _plain(name: str) -> str:
    """A name that a spreadsheet takes for no formula."""
    return f" {name}" if name.startswith("=") else name


def _filled(series: Series) -> dict:
    if series.hidden:
        return {"fill": {"none": True}, "border": {"none": True}}
    count = series.rows[1] - series.rows[0] + 1
    colours = (series.colours * count)[:count]
    points = [
        {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": colour, "bg_color": "#ffffff"}}
        if place in series.hatched
        else {"fill": {"color": colour}}
        for place, colour in enumerate(colours)
    ]
    return {"points": points, "fill": {"color": colours[0]}, "gap": 40}


def _lined(series: Series) -> dict:
    colour = series.colours[0]
    line = (
        {"none": True}
        if series.line == "none"
        else {"color": colour, "width": 2, "dash_type": _DASHES[series.line]}
    )
    # White with a rim vanishes in LibreOffice: what joins no line is a paler diamond.
    look = {"type": "diamond", "size": 9} if series.hollow else {"type": "circle", "size": 7}
    fill = {"color": _pale(colour) if series.hollow else colour}
    marker = look | {"fill": fill, "border": {"color": colour, "width": 1.5}}
    return {"line": line, "marker": {"type": "none"} if series.line in ("dash", "dot") else marker}


def _apart(value: Value, limit: Value) -> float:
    """How far a limit lies from its value; nought where there is none."""
    if isinstance(value, int | float) and isinstance(limit, int | float):
        return abs(limit - value)
    return 0


def _pale(colour: str) -> str:
    """Half way to white."""
    return "#" + "".join(f"{(int(colour[at : at + 2], 16) + 255) // 2:02x}" for at in (1, 3, 5))


def _errors(series: Series, block: Block) -> dict:
    """Distances from each value to its limits; nought where there is none on that side."""

    def away(column: int | None) -> list[float]:
        rows = block.rows[series.rows[0] : series.rows[1] + 1]
        pairs = ((row[series.values], row[column] if column is not None else None) for row in rows)
        return [_apart(value, limit) for value, limit in pairs]

    return {
        "type": "custom",
        "plus_values": away(series.high),
        "minus_values": away(series.low),
        "line": {"color": "#16202c", "width": 1.2},
    }
