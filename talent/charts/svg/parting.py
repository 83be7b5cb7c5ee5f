"""Where rows of a table and panels of a picture may be parted, and the parts."""

from dataclasses import replace

from talent.charts.frame import Content
from talent.charts.picture import Picture
from talent.charts.sheet import Row, Sheet
from talent.i18n import text


def slices(content: Content) -> tuple[int, ...]:
    """Where content may be parted, from 0 to its end: between rows or panels, not behind a heading."""
    if isinstance(content, Sheet):
        rows = content.rows
        inner = (n for n in range(1, len(rows)) if not rows[n - 1].heads)
        return (0, *inner, len(rows))
    return tuple(range(len(content.panels) + 1)) if content.panels else (0, 0)


def part(content: Content, start: int, stop: int) -> Content:
    """Its rows or panels from `start` until before `stop`, headings that go on repeated."""
    if isinstance(content, Sheet):
        again = _again(content, start)
        return replace(content, rows=(*again, *content.rows[start:stop]))
    chosen = content.panels[start:stop]
    if isinstance(content, Picture):
        beside = (*content.panels[:start], *content.panels[stop:])
        return replace(content, panels=chosen, beside=beside)
    return replace(content, panels=chosen)


def _again(sheet: Sheet, start: int) -> tuple[Row, ...]:
    """The headings over row `start` once more, where it is not the first below them."""
    rows = sheet.rows
    if not 0 < start < len(rows) or rows[start].heads or rows[start - 1].heads:
        return ()
    last = next((n for n in range(start - 1, -1, -1) if rows[n].heads), None)
    return () if last is None else (_continued(rows[last], sheet.language),)


def _continued(row: Row, language: str) -> Row:
    """A heading that says that its rows go on; its figures and codes stand where it stood first."""
    first, *others = row.cells
    said = text("picture.continued", language, heading=first.text) if first.text else ""
    return replace(row, cells=(replace(first, text=said, code="", tags=()), *others))
