"""A band over the years in HTML: polygons cut out of coloured boxes."""

from collections.abc import Sequence
from html import escape

from talent.charts.draw_rows import ems
from talent.charts.model_picture import Fan, Mark

# Pixels of the plot's height and between two words at its right.
HEIGHT = 210
_APART = 15
# As many years are written below the axis.
_YEARS = 6
Points = Sequence[tuple[float, float]]


def panel(found: Fan) -> str:
    """The plot with its axes, the last year's values in words, and each year's under the pointer."""
    title = f"<h5>{escape(found.title)}</h5>"
    if found.nothing:
        return f'<div class="tm-panel">{title}<div class="tm-nothing">{escape(found.nothing)}</div></div>'
    left = max(ems(mark.text) for mark in found.axis.marks) * 11 + 8
    right = max(ems(mark.text) for mark in found.ends) * 12 + 10
    size = f"--tm-left:{left:.0f}px;--tm-right:{right:.0f}px;--tm-tall:{HEIGHT}px"
    lines = "".join(_grid(mark, found) for mark in found.axis.marks)
    years = "".join(
        f'<span style="left:{_across(place, len(found.years)):.2f}%">{found.years[place]}</span>'
        for place in shown_years(len(found.years))
    )
    return (
        f'<div class="tm-panel" style="{size}">{title}'
        f'<div class="tm-unit">{escape(found.axis.unit_text)}</div>'
        f'<div class="tm-plot">{lines}{_shapes(found)}{_ends(found)}{_readings(found)}</div>'
        f'<div class="tm-years">{years}</div></div>'
    )


def shown_years(count: int, most: int = _YEARS) -> list[int]:
    """Places of the years that are written: evenly apart from the first, and the last."""
    step = -(-count // most)
    return [*range(0, count - step, step), count - 1]


def _across(place: int, count: int) -> float:
    return 100 * (place + 0.5) / count


def _down(value: float, found: Fan) -> float:
    """Percent from the top of the plot."""
    return 100 * (found.axis.high - value) / (found.axis.high - found.axis.low)


def _points(values: Sequence[float], found: Fan) -> Points:
    """Places in percent; one year alone is drawn as wide as a bar."""
    if len(values) == 1:
        return [(30, _down(values[0], found)), (70, _down(values[0], found))]
    return [(_across(place, len(values)), _down(value, found)) for place, value in enumerate(values)]


def _grid(mark: Mark, found: Fan) -> str:
    nought = " tm-nought" if mark.value == 0 else ""
    place = f'style="top:{_down(mark.value, found):.2f}%"'
    return f'<div class="tm-grid{nought}" {place}><b>{escape(mark.text)}</b></div>'


def _shapes(found: Fan) -> str:
    low, middle, high = (_points(values, found) for values in (found.p10, found.p50, found.p90))
    shapes = [
        _shape("band", [*_moved(high, 0), *_moved(low, 0)[::-1]]) if found.p10 != found.p90 else "",
        _line("edge", low, 0.6),
        _line("edge", high, 0.6),
        _line("exact", _points(found.exact, found), 1) if found.exact else "",
        _line("middle", middle, 1.4),
    ]
    return "".join(shapes)


def _line(look: str, points: Points, half: float) -> str:
    """A line as a thin polygon, `half` pixels to either side."""
    return _shape(look, [*_moved(points, -half), *_moved(points, half)[::-1]])


def _moved(points: Points, pixels: float) -> list[str]:
    """Corners of a polygon, so many pixels below the points."""
    if not pixels:
        return [f"{x:.2f}% {y:.2f}%" for x, y in points]
    return [f"{x:.2f}% calc({y:.2f}% {'+' if pixels > 0 else '-'} {abs(pixels)}px)" for x, y in points]


def _shape(look: str, corners: Sequence[str]) -> str:
    return f'<div class="tm-shape tm-{look}" style="clip-path:polygon({",".join(corners)})"></div>'


def _ends(found: Fan) -> str:
    tops = apart([HEIGHT * _down(mark.value, found) / 100 for mark in found.ends])
    return "".join(
        f'<span class="tm-end" style="top:{top:.1f}px">{escape(mark.text)}</span>'
        for mark, top in zip(found.ends, tops, strict=True)
    )


def apart(wanted: Sequence[float], least: float = _APART, tall: float = HEIGHT) -> list[float]:
    """Heights near those wanted, in their order, far enough apart to be read and within the plot."""
    order = sorted(range(len(wanted)), key=lambda place: (wanted[place], -place))
    tops = [0.0] * len(wanted)
    above = -float("inf")
    for place in order:
        above = tops[place] = max(wanted[place], above + least, 0)
    below = float(tall)
    for place in reversed(order):
        tops[place] = min(tops[place], below)
        below = tops[place] - least
    return tops


def _readings(found: Fan) -> str:
    """One strip a year, over the plot; its words stand above the plot while the pointer is on it."""
    strips = "".join(f"<div><span>{escape(words)}</span></div>" for words in found.readings)
    return f'<div class="tm-readings">{strips}</div>'
