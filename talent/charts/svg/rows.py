"""Bars of a modelled picture, one below the other, on a scene."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from talent.charts.model_picture import Bar, Row, Rows
from talent.charts.svg.model_brush import Brush
from talent.charts.svg.scene import LEADING, fitted, text_width
from talent.i18n import text

# Shares of the width that labels and the words at the ends may take at most.
_LABELS, _ENDS = 0.3, 0.5


@dataclass
class _Sheet:
    """Where things stand in a panel: bars from `start` on, nought to the top over `reach` pixels."""

    brush: Brush
    panel: Rows
    language: str
    x: float
    start: float
    reach: float
    words: float
    # Heights at which words stand across the line of the limit.
    covered: list[tuple[float, float]] = field(default_factory=list)

    def length(self, value: float) -> float:
        return self.reach * value / self.panel.top if self.panel.top else 0.0

    @property
    def limit(self) -> float:
        return self.start + self.length(self.panel.limit.value if self.panel.limit else 0)


def draw(brush: Brush, panel: Rows, x: float, y: float, width: float, language: str) -> float:
    """Rows with their labels and words at each bar's end, later ones under their own head; the height."""
    size, theme, top = brush.size, brush.scene.theme, y
    sheet = _sheet(brush, panel, x, width, language)
    y += brush.heading(panel.title, panel.unit_text, x, y, width) + size * 0.3
    y = _block(sheet, [row for row in panel.rows if not row.later], y)
    if later := [row for row in panel.rows if row.later]:
        y += size * 0.6
        brush.scene.line(x, y, x + width, y, theme.line, size * 0.07)
        y += size * 0.3
        y += brush.paragraph(panel.later_title, x, y, width, brush.words, theme.ink, bold=True) + size * 0.2
        y = _block(sheet, later, y)
    return y - top


def _sheet(brush: Brush, panel: Rows, x: float, width: float, language: str) -> _Sheet:
    gap = brush.size * 0.6
    labels = [text_width(row.label, brush.words) for row in panel.rows]
    notes = [text_width(row.note, brush.small) for row in panel.rows]
    label = min(max([*labels, *notes]), width * _LABELS)
    words = min(
        max(text_width(bar.end, brush.words) for row in panel.rows for bar in row.bars), width * _ENDS
    )
    start = x + label + gap
    return _Sheet(brush, panel, language, x, start, x + width - start - words - gap, words)


def _block(sheet: _Sheet, rows: Sequence[Row], y: float) -> float:
    """Rows from the top `y` down with their nought line and limit; where they end."""
    brush, top = sheet.brush, y
    between = brush.size * (0.36 if max(len(row.bars) for row in rows) == 1 else 0.6)
    sheet.covered.clear()
    for row in rows:
        y = _row(sheet, row, y + between / 2) + between / 2
    theme = brush.scene.theme
    brush.scene.line(sheet.start, top, sheet.start, y, theme.dim, brush.size * 0.11)
    if sheet.panel.limit:
        _limit(sheet, top, y)
    return y


def _row(sheet: _Sheet, row: Row, y: float) -> float:
    """Its label beside its bars; where it ends."""
    brush, theme = sheet.brush, sheet.brush.scene.theme
    room = sheet.start - sheet.x - brush.size * 0.6
    label = fitted(row.label, brush.words, room)
    note = fitted(row.note, brush.small, room) if row.note else []
    tall = brush.size * (1.3 if len(row.bars) == 1 else 1.0)
    ends = [fitted(bar.end, brush.words, sheet.words) for bar in row.bars]
    heights = [max(tall, len(end) * brush.words * 1.24) + brush.size * 0.2 for end in ends]
    labels = (len(label) * brush.words + len(note) * brush.small) * LEADING
    height = max(labels, sum(heights))
    side = sheet.start - brush.size * 0.6
    at = y + (height - labels) / 2
    at += brush.scene.stacked(label, side, at, brush.words, theme.ink, anchor="end")
    brush.scene.stacked(note, side, at, brush.small, theme.dim, anchor="end")
    at = y + (height - sum(heights)) / 2
    for bar, end, high in zip(row.bars, ends, heights, strict=True):
        _bar(sheet, row, bar, end, at + high / 2, tall)
        at += high
    return y + height


def _bar(sheet: _Sheet, row: Row, bar: Bar, end: Sequence[str], middle: float, tall: float) -> None:
    """Parts one after the other, then the words."""
    brush, theme = sheet.brush, sheet.brush.scene.theme
    brush.scene.begin()
    later = sheet.panel.later_title if row.later else ""
    said = (later, row.label, row.note, bar.label, bar.text)
    brush.scene.describe(text("chart.dot", sheet.language).join(dict.fromkeys(filter(None, said))))
    x, shown = sheet.start, [part for part in bar.parts if part.value > 0]
    for part in shown:
        wide = sheet.length(part.value)
        brush.scene.begin()
        brush.scene.describe(part.text)
        tip = bar.open and part is shown[-1]
        brush.bar(part.look, x, middle - tall / 2, wide, tall, age=part.age, tip=tip)
        if part.label and text_width(part.label, brush.small) + brush.size * 0.4 <= wide:
            baseline = middle + brush.small * 0.36
            brush.scene.text(part.label, x + wide / 2, baseline, brush.small, theme.ink, anchor="middle")
        brush.scene.end()
        x += wide
    left, step = x + brush.size * 0.45, brush.words * 1.24
    top = middle - len(end) * step / 2
    for number, line in enumerate(end):
        brush.scene.text(line, left, top + step * (number + 0.5) + brush.words * 0.36, brush.words, theme.ink)
    wide = max(text_width(line, brush.words) for line in end)
    if sheet.panel.limit and left - brush.size * 0.2 <= sheet.limit <= left + wide + brush.size * 0.2:
        sheet.covered.append((top, top + len(end) * step))
    brush.scene.end()


def _limit(sheet: _Sheet, top: float, bottom: float) -> None:
    """The line of the limit from top to bottom, but for where words stand."""
    brush, free = sheet.brush, sheet.brush.size * 0.1
    starts = [top, *(below + free for _, below in sheet.covered)]
    ends = [*(above - free for above, _ in sheet.covered), bottom]
    brush.scene.begin()
    brush.scene.describe(sheet.panel.limit.text if sheet.panel.limit else "")
    for start, end in zip(starts, ends, strict=True):
        if end - start > 2 * free:
            limit_line(brush, sheet.limit, start, end)
    brush.scene.end()


def limit_line(brush: Brush, x: float, top: float, bottom: float) -> None:
    dash = brush.dashes((0.16, 0.16))
    brush.scene.line(x, top, x, bottom, brush.scene.theme.ink, brush.size * 0.14, stroke_dasharray=dash)
