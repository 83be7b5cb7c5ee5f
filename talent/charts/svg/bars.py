"""A panel of horizontal bars: how long and in which rows; `bar` draws the single one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from talent.charts.axis import ticks
from talent.charts.picture import Mark, Panel, Tag
from talent.charts.svg import bar
from talent.charts.svg.brush import GAP, Brush, middle
from talent.charts.svg.scene import LEADING, text_width, wrap
from talent.i18n import format_number

# Lengths in type sizes.
_ROW = 2.5
_AXIS = 2.1
_NAME = 8.5
# Tags stand beside the value as long as that leaves this share of the width to the bars.
_BESIDE = 0.5
# What stands at a bar's end never takes more than this share.
_WORDS = 0.72


@dataclass(frozen=True)
class _Field:
    """Where values lie: from `low` at pixel `left` to `high`, `width` pixels further right."""

    left: float
    width: float
    low: float
    high: float

    def at(self, value: float) -> float:
        """The pixel of a value."""
        return self.left + self.width * (value - self.low) / (self.high - self.low)


@dataclass(frozen=True)
class _Row:
    """A mark, the middle of its bar, and its tags in lines beside or below the bar."""

    mark: Mark
    middle: float
    lines: list[list[Tag]]
    left: float


def _name_width(brush: Brush) -> float:
    """Pixels for the names of cities left of all bars of the picture, with the space after them."""
    picture = brush.picture
    names = [m.label for m in picture.drawn] + [a.label for p in picture.panels for a in p.missing]
    widest = max((text_width(name, brush.size) for name in names), default=0)
    return min(widest, _NAME * brush.size) + GAP * brush.size


def panel(brush: Brush, panel: Panel, x: float, y: float, width: float) -> float:
    """Draw the panel: head, one row per mark and per absent city, the axis below; the height it takes."""
    top = y + brush.head(panel.title, panel.note, x, y, width, brush.theme.warn) + 0.3 * brush.size
    names = _name_width(brush)
    # A plan shares the scale of what is built: the small one must not look as long as the large one.
    alike = brush.picture.alike(panel)
    field, beside = _field(brush, alike, panel.marks, x + names, width - names)
    rows, bottom = _rows(brush, panel.marks, field, beside, top)
    absent = [bottom + n * _ROW * brush.size for n in range(len(panel.missing))]
    bottom += len(panel.missing) * _ROW * brush.size
    if panel.marks:
        _axis(brush, field, alike, top, bottom)
    for row in rows:
        _draw(brush, row, field, beside)
    middles = {row.mark.code: row.middle for row in rows}
    for pair in panel.pairs:
        bar.join(brush, [(mark, middles[mark.code]) for mark in pair], field.at)
    for here, one in zip(absent, panel.missing, strict=True):
        _empty(brush, one.label, one.text, here, field)
    return bottom + (_AXIS if panel.marks else 0.4) * brush.size - y


def _field(
    brush: Brush, alike: Sequence[Mark], own: Sequence[Mark], left: float, width: float
) -> tuple[_Field, bool]:
    """The scale with room for every value's words, and whether all tags of the panel stand beside them."""
    low = min([0, *(m.value for m in alike), *(m.low for m in alike if m.low is not None)])
    full = {m.code: _words_width(brush, m, tags=True) for m in alike}
    beside = all(wide <= width * _BESIDE for wide in full.values())
    wanted = full if beside else {m.code: _words_width(brush, m, tags=False) for m in alike}
    high = low
    for mark in alike:
        share = min(_WORDS, wanted[mark.code] / width)
        high = max(high, low + (mark.far - low) / (1 - share))
    field = _Field(left, width, low, high if high > low else low + 1)
    ends = {m.code: field.at(m.far) for m in own}
    return field, all(ends[m.code] + full[m.code] <= left + width for m in own)


def _words_width(brush: Brush, mark: Mark, *, tags: bool) -> float:
    """Pixels of a value and its code at a bar's end, with the space around them."""
    wide = bar.after(brush, mark) + text_width(mark.text, brush.value, bold=True)
    wide += (GAP + 0.4) * brush.size + text_width(mark.code, brush.small)
    return wide + (sum(_tag_width(brush, tag) for tag in mark.tags) if tags else 0)


def _tag_width(brush: Brush, tag: Tag) -> float:
    return text_width(tag.text, brush.small) + GAP * brush.size


def _rows(
    brush: Brush, marks: Sequence[Mark], field: _Field, beside: bool, top: float
) -> tuple[list[_Row], float]:
    rows, size = [], brush.size
    for mark in marks:
        row = _Row(mark, top + _ROW * size / 2, [], field.left)
        names = len(_name(brush, mark.label)) * size * LEADING
        if not beside:
            row = _with_lines(brush, row, field)
        tall = _ROW * size + len(row.lines) * brush.small * LEADING + (0.4 * size if row.lines else 0)
        rows.append(row)
        top += max(tall, names + 0.5 * size)
    return rows, top


def _with_lines(brush: Brush, row: _Row, field: _Field) -> _Row:
    """Tags under the bar, on that side of a line to a second figure which has more room."""
    left, right = field.left, field.left + field.width
    if row.mark.partner:
        ends = [field.at(m.value) for m in brush.picture.drawn if m.partner == row.mark.partner]
        before, after = min(ends) - brush.size, max(ends) + brush.size
        left, right = (left, before) if before - left > right - after else (after, right)
    return replace(row, lines=_broken(brush, row.mark.tags, right - left - 0.35 * brush.size), left=left)


def _broken(brush: Brush, tags: Sequence[Tag], room: float) -> list[list[Tag]]:
    """Tags in lines no wider than `room` pixels; an overlong tag is broken."""
    lines: list[list[Tag]] = [[]]
    for tag in tags:
        for n, piece in enumerate(wrap(tag.text, brush.small, room)):
            part = Tag(piece, tag.warn)
            used = sum(_tag_width(brush, one) for one in [*lines[-1], part]) - GAP * brush.size
            if lines[-1] and (n or used > room):
                lines.append([])
            lines[-1].append(part)
    return [line for line in lines if line]


def _name(brush: Brush, label: str) -> list[str]:
    return wrap(label, brush.size, _NAME * brush.size)


def _draw(brush: Brush, row: _Row, field: _Field, beside: bool) -> None:
    """City at the left, the bar, value and code at its end, tags beside them or in lines below."""
    scene, theme, mark = brush.scene, brush.theme, row.mark
    brush.open(mark)
    _write_name(brush, mark.label, row.middle, field.left - GAP * brush.size)
    bar.draw(brush, mark, row.middle, field.at)
    x = field.at(mark.far) + bar.after(brush, mark)
    line = middle(row.middle, brush.value)
    scene.text(mark.text, x, line, brush.value, theme.ink, bold=True)
    x += text_width(mark.text, brush.value, bold=True) + GAP * brush.size
    scene.text(mark.code, x, line, brush.small, theme.dim)
    if beside:
        _tags(brush, mark.tags, x + text_width(mark.code, brush.small) + GAP * brush.size, line)
    for n, tags in enumerate(row.lines):
        below = row.middle + bar.THICK / 2 * brush.size + brush.small * (1.22 + n * LEADING)
        _tags(brush, tags, row.left + 0.35 * brush.size, below)
    scene.end()


def _write_name(brush: Brush, label: str, y: float, right: float) -> None:
    lines = _name(brush, label)
    first = middle(y, brush.size) - (len(lines) - 1) * brush.size * LEADING / 2
    for n, words in enumerate(lines):
        below = first + n * brush.size * LEADING
        brush.scene.text(words, right, below, brush.size, brush.theme.ink, anchor="end")


def _tags(brush: Brush, tags: Sequence[Tag], x: float, y: float) -> None:
    for tag in tags:
        colour = brush.theme.warn if tag.warn else brush.theme.dim
        brush.scene.text(tag.text, x, y, brush.small, colour)
        x += _tag_width(brush, tag)


def _empty(brush: Brush, label: str, words: str, top: float, field: _Field) -> None:
    """A row without a bar: why, then a dashed line."""
    scene, size, theme = brush.scene, brush.size, brush.theme
    y = top + _ROW * size / 2
    _write_name(brush, label, y, field.left - GAP * size)
    scene.text(words, field.left + 0.4 * size, middle(y, size), size, theme.dim)
    x = field.left + text_width(words, size) + 1.2 * size
    dash = {"stroke_dasharray": f"{0.35 * size:.2f} {0.28 * size:.2f}", "opacity": 0.6}
    scene.line(x, y, field.left + field.width, y, theme.dim, brush.hair, **dash)


def _axis(brush: Brush, field: _Field, alike: Sequence[Mark], top: float, bottom: float) -> None:
    """The line of nought and round numbers up to the longest bar."""
    scene, theme, size = brush.scene, brush.theme, brush.size
    far = max(mark.far for mark in alike)
    shown, texts = _ticks(brush, field, far)
    for value, words in zip(shown, texts, strict=True):
        x = field.at(value)
        scene.line(x, bottom, x, bottom + 0.35 * size, theme.line, brush.hair)
        scene.text(words, x, bottom + 1.35 * size, brush.small, theme.dim, anchor="middle")
    scene.line(field.left, bottom, field.left + field.width, bottom, theme.line, brush.hair)
    zero = field.at(0)
    scene.line(zero, top, zero, bottom, theme.dim, brush.hair)


def _ticks(brush: Brush, field: _Field, far: float) -> tuple[list[float], list[str]]:
    """Round numbers up to `far` and their words, as many as stand apart."""
    for most in range(max(3, int(field.width / (6.5 * brush.size))), 1, -1):
        shown = ticks(field.low, far, most)
        texts = [format_number(value, brush.picture.language) for value in shown]
        widest = max((text_width(words, brush.small) for words in texts), default=0)
        if len(shown) < 2 or field.at(shown[1]) - field.at(shown[0]) > widest + brush.size:
            break
    return shown, texts
