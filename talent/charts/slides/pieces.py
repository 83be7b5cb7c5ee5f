"""A content in pieces that may stand on slides of their own: panels of a picture, rows of a sheet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from talent.charts import model_picture, parting, picture
from talent.charts.frame import Content, frame
from talent.charts.model_picture import Fan, ModelPicture, Rows
from talent.charts.picture import Picture
from talent.charts.sheet import Row, Sheet
from talent.charts.slides import bars, fan, keyed, looks, rows, table, tornado
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
    """The figures of lines in words with tags and codes, for where they have no room beside their charts."""
    if not isinstance(content, Picture):
        return []
    said: list[Para] = []
    for panel in content.panels:
        if panel.kind == "lines" and panel.drawn:
            titled = [Para(panel.title, size, bold=True, after=1, leads=True)]
            listed = keyed.listed(content, panel, size, full=True)
            said += [*(titled if len(content.panels) > 1 else []), *listed]
    return said


def part(content: Content, found: Sequence[Piece]) -> Content:
    """A picture with the sources and codes of some of its panels alone, and those that belong to none."""
    if not isinstance(content, Picture):
        return content
    panels = tuple(one for one in found if isinstance(one, picture.Panel))
    # Notes stand where they stand: of what they name alone this slide need not give the source.
    here = parting.own(replace(content, notes=()), replace(content, panels=panels))
    return replace(content, codes=here.codes, sources=here.sources)


def numbered(source: str) -> str:
    """The number at the beginning of the line of a source."""
    return source.partition(" ")[0]


def legend(content: Content, size: float) -> list[Para]:
    """What the looks of modelled values mean, and why there is nothing to draw."""
    if not isinstance(content, ModelPicture):
        return []
    nothing = [Para(content.nothing, size, DIM)] if content.nothing else []
    return [*nothing, *looks.key(content, size)]


@dataclass(frozen=True)
class _Row:
    """Pieces side by side, each as wide as one of so many `columns`, with their least height."""

    pieces: tuple[Piece, ...]
    columns: int
    height: float


@dataclass(frozen=True)
class Grid:
    """Pieces in rows."""

    rows: tuple[_Row, ...]

    @property
    def least(self) -> float:
        return sum(row.height for row in self.rows) + _DOWN * (len(self.rows) - 1)

    def heights(self, area: Area) -> list[float]:
        """The rows stretched to fill an area; rows of crowded panels first."""
        spare = max(0, area.height - self.least)
        rich = [any(map(_crowded, row.pieces)) for row in self.rows]
        growing = rich if any(rich) else [True] * len(rich)
        each = spare / sum(growing)
        return [row.height + each * grows for row, grows in zip(self.rows, growing, strict=True)]


def grid(content: Content, found: Sequence[Piece], width: float, size: float, full: bool) -> Grid:
    """The arrangement that takes the least height; of equals the one with fewer columns."""
    barred = any(isinstance(one, picture.Panel) and one.kind == "bars" for one in found)
    narrow = _NARROWEST_BARS if barred else _NARROWEST
    most = max(1, min(_MOST, len(found), int((width + _ACROSS) / (narrow + _ACROSS))))
    parted = (True, False) if any(map(_crowded, found)) else (False,)
    tried = [
        Grid(tuple(_rows(content, found, columns, width, size, full, apart)))
        for columns in range(1, most + 1)
        for apart in parted
    ]
    return min(tried, key=lambda one: one.least)


def _rows(
    content: Content,
    found: Sequence[Piece],
    columns: int,
    width: float,
    size: float,
    full: bool,
    apart: bool,
) -> Iterator[_Row]:
    """Rows of so many columns; `apart` = crowded panels have rows of their own."""
    rows: list[list[Piece]] = []
    for piece in found:
        alone = apart and rows and (_crowded(piece) or _crowded(rows[-1][-1]))
        if not rows or alone or len(rows[-1]) == columns:
            rows.append([])
        rows[-1].append(piece)
    for row in rows:
        across = 1 if apart and _crowded(row[0]) else columns
        wide = _wide(width, across)
        yield _Row(tuple(row), across, max(_least(content, piece, wide, size, full) for piece in row))


def _crowded(piece: Piece) -> bool:
    return isinstance(piece, picture.Panel) and keyed.crowded(piece)


def _wide(width: float, columns: int) -> float:
    return (width - _ACROSS * (columns - 1)) / columns


def least(content: Content, found: Sequence[Piece], width: float, size: float, full: bool) -> float:
    """Points that pieces take at least, side by side or one below the other.

    `full` = the lists of panels over time have the tags and codes of their figures.
    """
    if not found:
        return 0
    if isinstance(content, Sheet):
        return table.height(content, found, width, size)
    return grid(content, found, width, size, full).least


def corner(content: Content, found: Sequence[Piece], area: Area, size: float, full: bool) -> Area | None:
    """What the last row of charts leaves free of the area; None where it is full, or where a table stands."""
    if isinstance(content, Sheet) or not found:
        return None
    shape = grid(content, found, area.width, size, full)
    last = shape.rows[-1]
    if len(last.pieces) == last.columns:
        return None
    high = shape.heights(area)[-1]
    left = area.left + len(last.pieces) * (_wide(area.width, last.columns) + _ACROSS)
    return Area(left, area.bottom - high, area.right - left, high)


def _least(content: Content, piece: Piece, width: float, size: float, full: bool) -> float:
    if _empty(piece):
        return tall(_said(content, piece, size), width)
    if isinstance(piece, picture.Panel) and piece.kind == "bars":
        return bars.fit(content, piece, width, size).least
    if isinstance(piece, picture.Panel):
        return keyed.least(content, piece, width, size, full)
    if isinstance(piece, Rows):
        return rows.least(content, piece, width, size)
    return (fan if isinstance(piece, Fan) else tornado).least(content, piece, width, size)


def draw(slide, content: Content, found: Sequence[Piece], area: Area, size: float, full: bool) -> None:
    """Pieces on a slide, all of them within the area."""
    alt = frame(content).alt
    if isinstance(content, Sheet):
        table.draw(slide, content, found, area, size, alt)
        return
    shape = grid(content, found, area.width, size, full)
    top = area.top
    for row, height in zip(shape.rows, shape.heights(area), strict=True):
        wide = _wide(area.width, row.columns)
        for column, piece in enumerate(row.pieces):
            left = area.left + column * (wide + _ACROSS)
            _draw(slide, content, piece, Area(left, top, wide, height), size, alt, full)
        top += height + _DOWN


def _draw(slide, content: Content, piece: Piece, area: Area, size: float, alt: str, full: bool) -> None:
    if _empty(piece):
        put(slide, _said(content, piece, size), area, piece.title or content.title)
    elif isinstance(piece, picture.Panel) and piece.kind == "lines":
        keyed.draw(slide, content, piece, area, size, alt, full)
    elif isinstance(piece, picture.Panel):
        bars.draw(slide, content, piece, area, size, alt)
    else:
        pen = rows if isinstance(piece, Rows) else fan if isinstance(piece, Fan) else tornado
        pen.draw(slide, content, piece, area, size, alt)


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
