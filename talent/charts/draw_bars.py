"""A panel of horizontal bars on a canvas."""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from talent.charts.axis import ticks
from talent.charts.canvas import BODY, SMALL, VALUE, Canvas, broken, coloured, faint, plain
from talent.charts.lettering import width_of, wrap
from talent.charts.picture import Mark, Panel, Picture, Tag

_BAR = 22
_ROW = 32
_TAG_LINE = SMALL * 1.4
_CAP = 9
_AXIS = 26
# A nearly or at-most bar fades over its last part, in so many steps.
_FADE_FROM, _FADE_STEPS = 0.7, 12
# Tags stand beside the value as long as they leave this share of the width to the bars.
_BESIDE = 0.46
_BETWEEN = "  "


def panel(canvas: Canvas, panel: Panel, picture: Picture, dark: bool) -> None:
    """Draw the panel: title, one row per mark and per absent city, the axis below."""
    theme = canvas.theme
    canvas.write(panel.title, VALUE, theme.ink, bold=True, after=1 if panel.note else 4)
    if panel.note:
        canvas.write(panel.note, SMALL, theme.warn, after=4)
    # A plan shares the scale of what is built: the small one must not look as long as the large one.
    alike = picture.alike(panel)
    low, high, beside = _range(canvas, alike)
    tags = {m.code: _tag_lines(m, _tag_room(canvas, m, low, high)) for m in panel.marks}
    tops, height = _rows(panel.marks, tags, beside)
    absent_top = height
    height += len(panel.missing) * _ROW
    far = max((mark.far for mark in alike), default=0)
    shown = ticks(low, far, max(3, int(canvas.plot_width / 140))) if panel.marks else []
    axis = canvas.axes(
        height,
        {
            "range": [low, high],
            "tickvals": shown,
            "ticktext": canvas.tick_texts(shown),
            "showgrid": False,
            "showline": False,
            "ticks": "outside",
            "ticklen": 4,
            "tickcolor": theme.line,
        },
        {"range": [height, 0], "visible": False},
    )
    middles = {}
    for mark, middle in zip(panel.marks, tops, strict=True):
        _bar(canvas, mark, middle, picture.ink(mark.city).shade(dark), axis)
        _words(canvas, mark, middle, axis, None if mark.code in beside else tags[mark.code])
        middles[mark.code] = middle
    for pair in panel.pairs:
        _join(canvas, [(mark, middles[mark.code]) for mark in pair], axis)
    for number, absent in enumerate(panel.missing):
        _empty_row(canvas, absent.label, absent.text, absent_top + number * _ROW + _ROW / 2, axis)
    _zero(canvas, axis, height)
    canvas.y += _AXIS if panel.marks else 10


def _range(canvas: Canvas, marks: Sequence[Mark]) -> tuple[float, float, frozenset[str]]:
    """The axis' ends with room for every value's words, and the codes whose tags stand beside the value."""
    far = {m.code: m.far for m in marks}
    low = min([0, *(m.value for m in marks), *(m.low for m in marks if m.low is not None)])
    most = canvas.plot_width * _BESIDE
    words = {m.code: _value_width(m) for m in marks}
    full = {m.code: words[m.code] + _tags_width(m.tags) + 10 for m in marks}
    beside = frozenset(code for code, wide in full.items() if wide <= most)
    high = low
    for code, end in far.items():
        share = min(0.7, (full[code] if code in beside else words[code]) / canvas.plot_width)
        high = max(high, low + (end - low) / (1 - share))
    room = {code: canvas.plot_width * (1 - (far[code] - low) / ((high - low) or 1)) for code in far}
    fitting = frozenset(code for code, wide in full.items() if wide <= room[code])
    return low, high or 1, beside | fitting


def _value_width(mark: Mark) -> float:
    return width_of(mark.text, VALUE * 1.08) + _CAP + 16


def _tags_width(tags: Sequence[Tag]) -> float:
    return width_of(_BETWEEN.join(tag.text for tag in tags), SMALL)


def _tag_room(canvas: Canvas, mark: Mark, low: float, high: float) -> float:
    """How wide tags under a bar may be: the plot, or up to the line that joins the mark to its partner."""
    if not mark.partner:
        return canvas.plot_width - 8
    return max(130, canvas.plot_width * (mark.value - low) / (high - low) - 14)


def _tag_lines(mark: Mark, room: float) -> list[list[Tag]]:
    """Tags in lines under the bar, each no wider than `room` pixels; an overlong tag is broken."""
    lines: list[list[Tag]] = [[]]
    for tag in mark.tags:
        for n, piece in enumerate(wrap(tag.text, SMALL, room)):
            part = Tag(piece, tag.warn)
            if lines[-1] and (n or _tags_width([*lines[-1], part]) > room):
                lines.append([])
            lines[-1].append(part)
    return [line for line in lines if line]


def _rows(
    marks: Sequence[Mark], tags: Mapping[str, list], beside: frozenset[str]
) -> tuple[list[float], float]:
    """The middle of every bar in pixels from the panel's top, and the height of all rows."""
    middles, top = [], 0.0
    for mark in marks:
        middles.append(top + _ROW / 2)
        top += _ROW
        if mark.code not in beside:
            top += len(tags[mark.code]) * _TAG_LINE + 2
    return middles, top


def _bar(canvas: Canvas, mark: Mark, middle: float, colour: str, axis: str) -> None:
    parts = [(0.0, mark.value, 1.0)]
    if mark.cap == "faded":
        start = mark.value * _FADE_FROM
        step = (mark.value - start) / _FADE_STEPS
        fading = [(start + n * step, step, 1 - (n + 1) / (_FADE_STEPS + 1)) for n in range(_FADE_STEPS)]
        parts = [(0.0, start, 1.0), *fading]
    if mark.high_value is not None:
        parts.append((mark.value, mark.high_value - mark.value, 0.4))
    hatch = {
        "shape": "/",
        "fillmode": "overlay",
        "size": 7,
        "solidity": 0.42,
        "fgcolor": canvas.theme.ground,
        "fgopacity": 0.8,
    }
    hatched = mark.shape == "hatched"
    canvas.traces.append(
        go.Bar(
            orientation="h",
            xaxis=f"x{axis}",
            yaxis=f"y{axis}",
            width=_BAR,
            y=[middle] * len(parts),
            base=[part[0] for part in parts],
            x=[part[1] for part in parts],
            customdata=[mark.code] * len(parts),
            hovertext=hover(mark),
            hoverinfo="text",
            name=plain(mark.label),
            marker={
                "color": [faint(colour, part[2]) for part in parts],
                "line": {"width": 1 if hatched and len(parts) == 1 else 0, "color": colour},
                "pattern": hatch if hatched else None,
            },
        )
    )
    here = {"xref": f"x{axis}", "yref": f"y{axis}"}
    if mark.cap == "open":
        half = _BAR / 2
        end = mark.high_value or mark.value
        canvas.shapes.append(
            dict(
                type="path",
                path=f"M-1,{-half} L0,{-half} L{_CAP},0 L0,{half} L-1,{half} Z",
                xsizemode="pixel",
                ysizemode="pixel",
                xanchor=end,
                yanchor=middle,
                fillcolor=colour,
                line={"width": 0},
                **here,
            )
        )
    _whisker(canvas, mark, middle, here)


def _whisker(canvas: Canvas, mark: Mark, middle: float, here: dict) -> None:
    if mark.low is None and mark.high is None:
        return
    ends = [mark.value if end is None else end for end in (mark.low, mark.high)]
    line = {"width": 1.4, "color": canvas.theme.ink}
    canvas.shapes.append(dict(type="line", x0=ends[0], x1=ends[1], y0=middle, y1=middle, line=line, **here))
    for end in (mark.low, mark.high):
        if end is not None:
            canvas.shapes.append(
                dict(type="line", x0=end, x1=end, y0=middle - 4, y1=middle + 4, line=line, **here)
            )


def hover(mark: Mark) -> str:
    return broken(wrap(mark.describe, BODY, 300))


def _words(canvas: Canvas, mark: Mark, middle: float, axis: str, below: list[list[Tag]] | None) -> None:
    """City at the left, value at the bar's end, tags beside it or in lines below."""
    theme = canvas.theme
    _city(canvas, mark.label, middle, axis)
    end = mark.far
    value = f"<b>{plain(mark.text)}</b>"
    if below is None:
        value += f'<span style="font-size:{SMALL}px">{_BETWEEN}{_tags(canvas, mark.tags)}</span>'
    shift = 6 + (_CAP if mark.cap == "open" else 0)
    canvas.pin(value, VALUE, theme.ink, axis, end, middle, xshift=shift)
    for n, line in enumerate(below or []):
        top = middle + _BAR / 2 + 1 + n * _TAG_LINE
        canvas.pin(_tags(canvas, line), SMALL, theme.dim, axis, 0, top, xref="paper", yanchor="top", xshift=2)


def _city(canvas: Canvas, label: str, middle: float, axis: str) -> None:
    """A city's name at the left of its row."""
    beside = {"xref": "paper", "xanchor": "right", "xshift": -8, "align": "right"}
    canvas.pin(plain(label), BODY, canvas.theme.ink, axis, 0, middle, **beside)


def _tags(canvas: Canvas, tags: Sequence[Tag]) -> str:
    return _BETWEEN.join(coloured(t.text, canvas.theme.warn if t.warn else canvas.theme.dim) for t in tags)


def _join(canvas: Canvas, pair: Sequence[tuple[Mark, float]], axis: str) -> None:
    """Two figures for one thing: their ends joined, the adopted one filled."""
    ink = canvas.theme.ink
    canvas.traces.append(
        go.Scatter(
            x=[mark.value for mark, _ in pair],
            y=[middle for _, middle in pair],
            mode="lines+markers",
            xaxis=f"x{axis}",
            yaxis=f"y{axis}",
            line={"color": ink, "width": 1.5},
            marker={
                "size": 8,
                "color": [ink if mark.adopted else canvas.theme.ground for mark, _ in pair],
                "line": {"width": 1.5, "color": ink},
                "opacity": 1,
            },
            customdata=[mark.code for mark, _ in pair],
            hovertext=[hover(mark) for mark, _ in pair],
            hoverinfo="text",
        )
    )


def _empty_row(canvas: Canvas, label: str, words: str, middle: float, axis: str) -> None:
    theme = canvas.theme
    _city(canvas, label, middle, axis)
    canvas.pin(plain(words), BODY, theme.dim, axis, 0, middle, xref="paper", xshift=4)
    canvas.shapes.append(
        {
            "type": "line",
            "xref": "paper",
            "yref": f"y{axis}",
            "x0": 0,
            "x1": 1,
            "y0": middle + 12,
            "y1": middle + 12,
            "line": {"color": theme.dim, "width": 1, "dash": "4px,3px"},
            "opacity": 0.6,
        }
    )


def _zero(canvas: Canvas, axis: str, height: float) -> None:
    line = {"color": canvas.theme.dim, "width": 1}
    canvas.shapes.append(
        {
            "type": "line",
            "xref": f"x{axis}",
            "yref": f"y{axis}",
            "x0": 0,
            "x1": 0,
            "y0": 0,
            "y1": height,
            "line": line,
        }
    )
