"""A content in pieces that may stand on slides of their own: panels of a picture, rows of a sheet."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from talent.charts import model_picture, picture
from talent.charts.frame import Content, frame
from talent.charts.model_picture import Fan, ModelPicture, Rows
from talent.charts.picture import Picture
from talent.charts.sheet import Row, Sheet
from talent.charts.slides import bars, fan, lines, looks, rows, table, tornado
from talent.charts.slides.paint import DIM, Area
from talent.charts.slides.words import Para, put, tall
from talent.i18n import text

Piece = picture.Panel | model_picture.Panel | Row
# Charts are no narrower than this; so many stand side by side at most.
_NARROWEST, _MOST = 260.0, 4
_NARROWEST_BARS = 280.0
_ACROSS, _DOWN = 22.0, 12.0
# Panels of more bars, printed and modelled, are drawn as several charts.
_ROWS, _BARS = 8, 16


def pieces(content: Content) -> tuple[Piece, ...]:
    """The pieces in drawn order; panels of very many bars are cut into several."""
    if isinstance(content, Sheet):
        return content.rows
    if isinstance(content, ModelPicture):
        parts = () if content.nothing else content.panels
        return tuple(part for panel in parts for part in _cut_rows(panel))
    return tuple(part for panel in content.panels for part in _cut(panel))


def _cut(panel: picture.Panel) -> list[picture.Panel]:
    parts = [panel.marks[n : n + _ROWS] for n in range(0, len(panel.marks), _ROWS)]
    if len(parts) < 2:
        return [panel]
    last = len(parts) - 1
    return [
        replace(panel, marks=part, missing=panel.missing if n == last else ()) for n, part in enumerate(parts)
    ]


def _cut_rows(panel: model_picture.Panel) -> Sequence[model_picture.Panel]:
    """Rows of very many bars as several panels; what comes later is one of its own."""
    if not isinstance(panel, Rows) or sum(len(row.bars) for row in panel.rows) <= _BARS:
        return [panel]
    now = [row for row in panel.rows if not row.later]
    later = [row for row in panel.rows if row.later]
    each = max(1, _BARS // max(len(row.bars) for row in panel.rows))
    parts = [replace(panel, rows=tuple(now[n : n + each])) for n in range(0, len(now), each)]
    rest = replace(panel, title=panel.later_title or panel.title, later_title="")
    return parts + [replace(rest, rows=tuple(later[n : n + each])) for n in range(0, len(later), each)]


def values(content: Content, size: float) -> list[Para]:
    """The figures of lines in words: not all of them fit beside their points."""
    if not isinstance(content, Picture):
        return []
    said: list[Para] = []
    for panel in content.panels:
        if panel.kind == "lines" and panel.drawn:
            titled = [Para(panel.title, size, bold=True, after=1, leads=True)]
            said += [*(titled if len(content.panels) > 1 else []), *lines.key(content, panel, size)]
    return said


def legend(content: Content, size: float) -> list[Para]:
    """What the looks of modelled values mean, and why there is nothing to draw."""
    if not isinstance(content, ModelPicture):
        return []
    nothing = [Para(content.nothing, size, DIM)] if content.nothing else []
    return [*nothing, *looks.key(content, size)]


@dataclass(frozen=True)
class Grid:
    """Pieces in rows of equal columns, with the least height of each row."""

    columns: int
    heights: tuple[float, ...]

    @property
    def least(self) -> float:
        return sum(self.heights) + _DOWN * (len(self.heights) - 1)


def grid(content: Content, found: Sequence[Piece], width: float, size: float) -> Grid:
    """The arrangement that takes the least height; of equals the one with fewer columns."""
    barred = any(isinstance(one, picture.Panel) and one.kind == "bars" for one in found)
    narrow = _NARROWEST_BARS if barred else _NARROWEST
    most = max(1, min(_MOST, len(found), int((width + _ACROSS) / (narrow + _ACROSS))))
    tried = [_arranged(content, found, columns, width, size) for columns in range(1, most + 1)]
    return min(tried, key=lambda one: (one.least, one.columns))


def _arranged(content: Content, found: Sequence[Piece], columns: int, width: float, size: float) -> Grid:
    wide = _wide(width, columns)
    heights = [_least(content, piece, wide, size) for piece in found]
    return Grid(columns, tuple(max(heights[n : n + columns]) for n in range(0, len(found), columns)))


def _wide(width: float, columns: int) -> float:
    return (width - _ACROSS * (columns - 1)) / columns


def least(content: Content, found: Sequence[Piece], width: float, size: float) -> float:
    """Points that pieces take at least, side by side or one below the other."""
    if not found:
        return 0
    if isinstance(content, Sheet):
        return table.height(content, found, width, size)
    return grid(content, found, width, size).least


def corner(content: Content, found: Sequence[Piece], area: Area, size: float) -> Area | None:
    """What the last row of charts leaves free of the area; None where it is full, or where a table stands."""
    if isinstance(content, Sheet) or not found:
        return None
    shape = grid(content, found, area.width, size)
    used = len(found) % shape.columns
    if not used:
        return None
    wide = _wide(area.width, shape.columns)
    high = shape.heights[-1] + _spare(shape, area)
    left = area.left + used * (wide + _ACROSS)
    return Area(left, area.bottom - high, area.right - left, high)


def _spare(shape: Grid, area: Area) -> float:
    """What each row of charts is higher than it must be."""
    return max(0, area.height - shape.least) / len(shape.heights)


def _least(content: Content, piece: Piece, width: float, size: float) -> float:
    if _empty(piece):
        return tall(_said(content, piece, size), width)
    if isinstance(piece, picture.Panel) and piece.kind == "bars":
        return bars.fit(content, piece, width, size).least
    if isinstance(piece, picture.Panel):
        return lines.least(content, piece, width, size)
    if isinstance(piece, Rows):
        return rows.least(content, piece, width, size)
    return (fan if isinstance(piece, Fan) else tornado).least(content, piece, width, size)


def draw(slide, content: Content, found: Sequence[Piece], area: Area, size: float) -> None:
    """Pieces on a slide, all of them within the area."""
    alt = frame(content).alt
    if isinstance(content, Sheet):
        table.draw(slide, content, found, area, size, alt)
        return
    shape = grid(content, found, area.width, size)
    spare = _spare(shape, area)
    wide = _wide(area.width, shape.columns)
    top = area.top
    for row, height in enumerate(shape.heights):
        for column, piece in enumerate(found[row * shape.columns : (row + 1) * shape.columns]):
            left = area.left + column * (wide + _ACROSS)
            _draw(slide, content, piece, Area(left, top, wide, height + spare), size, alt)
        top += height + spare + _DOWN


def _draw(slide, content: Content, piece: Piece, area: Area, size: float, alt: str) -> None:
    if _empty(piece):
        put(slide, _said(content, piece, size), area, piece.title or content.title)
        return
    if isinstance(content, Picture):
        pen = bars.draw if piece.kind == "bars" else lines.draw
    else:
        pen = (rows if isinstance(piece, Rows) else fan if isinstance(piece, Fan) else tornado).draw
    pen(slide, content, piece, area, size, alt)


def _empty(piece: Piece) -> bool:
    """Whether there is nothing to draw: words stand in place of a chart."""
    if isinstance(piece, picture.Panel):
        return not piece.drawn
    return not isinstance(piece, Rows) and bool(piece.nothing)


def _said(content: Content, piece: Piece, size: float) -> list[Para]:
    if isinstance(piece, picture.Panel):
        absent = (text("chart.absent", content.language, city=a.label, why=a.text) for a in piece.missing)
        return [Para(piece.title, size, bold=True), *(Para(words, size, DIM) for words in absent)]
    return [Para(piece.title, size, bold=True), Para(piece.nothing, size, DIM)]
