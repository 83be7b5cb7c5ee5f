"""Bars of a modelled picture, one below the other, in HTML."""

from html import escape

from talent.charts.model_picture import Bar, Mark, Part, Row, Rows

# Cohorts older than this share the palest shade.
_SHADES = 4


def ems(words: str) -> float:
    """About how wide words are, in type sizes."""
    return sum(1 if ord(letter) > 0x2E80 else 0.58 for letter in words)


def panel(found: Rows) -> str:
    """Rows with their labels and words at the end of each bar; what comes later under its own head."""
    label = max((ems(row.label) for row in found.rows), default=3)
    words = max((ems(bar.end) for row in found.rows for bar in row.bars), default=4)
    size = f"--tm-label:{min(label * 13 + 8, 132):.0f}px;--tm-words:min({words * 12.5 + 14:.0f}px,54%)"
    now = "".join(_row(row, found) for row in found.rows if not row.later)
    later = "".join(_row(row, found) for row in found.rows if row.later)
    if later:
        later = f'<div class="tm-later">{escape(found.later_title)}</div>{later}'
    title = f"<h5>{escape(found.title)}</h5>" if found.title else ""
    crowded = " tm-crowded" if len(found.rows) > 16 else ""
    return (
        f'<div class="tm-panel{crowded}" style="{size}">{title}'
        f'<div class="tm-unit">{escape(found.unit_text)}</div>{now}{later}</div>'
    )


def _row(row: Row, found: Rows) -> str:
    bars = "".join(_bar(bar, found.top, found.limit) for bar in row.bars)
    note = f"<small>{escape(row.note)}</small>" if row.note else ""
    return (
        f'<div class="tm-row"><div class="tm-year">{escape(row.label)}{note}</div>'
        f'<div class="tm-area">{bars}</div></div>'
    )


def _wide(value: float, top: float) -> str:
    """A length along the bars, which leave room for the words behind the longest."""
    return f"calc((100% - var(--tm-words)) * {value / top if top else 0:.5f})"


def _bar(bar: Bar, top: float, limit: Mark | None) -> str:
    """Parts, then the limit, then the words: they cover the limit where they lie on it."""
    parts = "".join(_part(part, bar.length) for part in bar.parts if part.value > 0)
    line = f'<i class="tm-limit" style="left:{_wide(limit.value, top)}"></i>' if limit else ""
    opened = " tm-open" if bar.open else ""
    return (
        f'<div class="tm-bar"><span class="tm-track{opened}" style="width:{_wide(bar.length, top)}">'
        f'{parts}</span>{line}<span class="tm-words">{escape(bar.end)}</span></div>'
    )


def _part(part: Part, length: float) -> str:
    shade = f" tm-age{min(part.age, _SHADES)}" if part.look == "cohort" else ""
    # Words stand in a part only where it is wide enough for them: see the container rules of the style.
    long = ' class="tm-long"' if ems(part.label) > 3 else ""
    label = f"<b{long}>{escape(part.label)}</b>" if part.label else ""
    share = f"flex:0 0 {100 * part.value / length:.3f}%"
    return (
        f'<span class="tm-part tm-{escape(part.look)}{shade}" style="{share}" title="{escape(part.text)}">'
        f"{label}</span>"
    )
