"""A panel over time on a canvas: lines stop at breaks, doubtful figures stand alone with a letter."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import plotly.graph_objects as go

from talent.charts.canvas import BODY, SMALL, VALUE, Canvas, broken, coloured, plain, ticks
from talent.charts.draw_bars import hover
from talent.charts.lettering import wrap
from talent.charts.picture import Line, Mark, Panel, Picture
from talent.i18n import text

_TALL, _SMALL_PANEL = 260, 150
_AXIS = 26
_ARROW = 17
# A marker and its sign in the key, per city; used again after ten cities.
_SIGNS = (
    ("circle", "●"),
    ("square", "■"),
    ("diamond", "◆"),
    ("triangle-up", "▲"),
    ("triangle-down", "▼"),
    ("star", "★"),
    ("pentagon", "⬟"),
    ("hexagon", "⬢"),
    ("cross", "✚"),
    ("x", "✖"),
)


def panel(canvas: Canvas, panel: Panel, picture: Picture, dark: bool) -> None:
    """Draw the panel: title, plot, then a key with every city's values and every lettered figure."""
    theme = canvas.theme
    canvas.write(panel.title, VALUE, theme.ink, bold=True, after=2 if panel.note else 8)
    if panel.note:
        canvas.write(panel.note, SMALL, theme.dim, after=8)
    if panel.drawn:
        letters = dict(zip((m.code for m in _singles(panel)), _letters(), strict=False))
        _plot(canvas, panel, picture, dark, letters)
        _key(canvas, panel, picture, dark, letters)
    for absent in panel.missing:
        words = text("chart.absent", picture.language, city=absent.label, why=absent.text)
        canvas.write(words, BODY, theme.dim, after=1)
    canvas.y += 10


def _letters() -> Iterator[str]:
    """a to z, then a2 to z2 and so on."""
    round_ = 1
    while True:
        yield from (f"{chr(code)}{round_ if round_ > 1 else ''}" for code in range(ord("a"), ord("z") + 1))
        round_ += 1


def _singles(panel: Panel) -> list[Mark]:
    return sorted((m for line in panel.lines for m in line.singles), key=lambda m: m.x)


def _plot(canvas: Canvas, panel: Panel, picture: Picture, dark: bool, letters: dict[str, str]) -> None:
    marks = panel.drawn
    tall = _TALL if picture.mode == "line" and len(marks) > 2 else _SMALL_PANEL
    # All panels share their years.
    days = [m.x for p in picture.panels for m in p.drawn] + [
        gap.x for p in picture.panels for gap in p.breaks
    ]
    first, last = _span(days)
    low = min(0, *(m.value for m in marks), *(m.low or 0 for m in marks))
    high = panel.top or max(m.high_value or m.high or m.value for m in marks)
    high += (high - low or 1) * 0.16
    levels = ticks(low, high, 5 if tall == _TALL else 4)
    years = _years(first, last, int(canvas.plot_width / 46))
    axis = canvas.axes(
        tall,
        {
            "type": "date",
            "range": [first.isoformat(), last.isoformat()],
            "showgrid": False,
            "linecolor": canvas.theme.dim,
            "tickvals": [date(year, 12, 31).isoformat() for year in years],
            "ticktext": [str(year) for year in years],
            "ticks": "outside",
            "ticklen": 4,
            "tickcolor": canvas.theme.line,
        },
        {
            "range": [low, high],
            "tickvals": levels,
            "ticktext": canvas.tick_texts(levels),
            "gridcolor": canvas.theme.line,
        },
    )
    canvas.y += _AXIS
    for line in panel.lines:
        ink = picture.ink(line.city)
        _line(canvas, line, ink.colour_dark if dark else ink.colour, _SIGNS[ink.place % len(_SIGNS)][0], axis)
    _join(canvas, marks, axis)
    _gaps(canvas, panel, axis, low, high)

    def place(mark: Mark) -> tuple[float, float]:
        across = (mark.x - first).days / max((last - first).days, 1) * canvas.plot_width
        return across, (high - mark.value) / (high - low) * tall

    _letter(canvas, marks, letters, place, axis)


def _span(days: Sequence[date]) -> tuple[date, date]:
    room = timedelta(days=max(150, (max(days) - min(days)).days // 14))
    return min(days) - room, max(days) + room


def _years(first: date, last: date, most: int) -> list[int]:
    """Years whose end lies on the axis, thinned to at most `most`: a year's figure stands at its end."""
    years = [year for year in range(first.year, last.year + 1) if first <= date(year, 12, 31) <= last]
    step = max(1, -(-len(years) // max(most, 1)))
    return years[::-1][::step][::-1]


def _line(canvas: Canvas, line: Line, colour: str, symbol: str, axis: str) -> None:
    for segment in line.segments:
        _points(canvas, segment, colour, symbol, axis, joined=True, dashed=line.dashed)
    for mark in line.singles:
        _points(canvas, [mark], colour, symbol, axis, joined=False, dashed=line.dashed)
        _bound(canvas, mark, colour, axis)


def _points(
    canvas, marks: Sequence[Mark], colour: str, symbol: str, axis: str, *, joined: bool, dashed: bool
):
    hollow = [mark.shape == "hatched" for mark in marks]
    spread = None
    if any(mark.low is not None or mark.high is not None for mark in marks):
        spread = {
            "type": "data",
            "symmetric": False,
            "thickness": 1.2,
            "width": 3,
            "color": colour,
            "array": [0 if m.high is None else m.high - m.value for m in marks],
            "arrayminus": [0 if m.low is None else m.value - m.low for m in marks],
        }
    if any(mark.high_value is not None for mark in marks):
        spread = {
            "type": "data",
            "symmetric": False,
            "thickness": 3,
            "width": 6,
            "color": colour,
            "array": [(m.high_value or m.value) - m.value for m in marks],
            "arrayminus": [0] * len(marks),
        }
    canvas.traces.append(
        go.Scatter(
            x=[mark.x.isoformat() for mark in marks],
            y=[mark.value for mark in marks],
            mode="lines+markers" if joined and len(marks) > 1 else "markers",
            xaxis=f"x{axis}",
            yaxis=f"y{axis}",
            name=plain(marks[0].label),
            error_y=spread,
            line={"color": colour, "width": 2, "dash": "dash" if dashed else "solid"},
            marker={
                "symbol": [f"{symbol}-open" if open_ else symbol for open_ in hollow],
                "size": 10,
                "color": colour,
                "line": {"width": [2 if open_ else 0 for open_ in hollow], "color": colour},
            },
            customdata=[mark.code for mark in marks],
            hovertext=[hover(mark) for mark in marks],
            hoverinfo="text",
            cliponaxis=False,
        )
    )


def _bound(canvas: Canvas, mark: Mark, colour: str, axis: str) -> None:
    """An arrow to the side on which the true value lies."""
    if mark.cap == "none":
        return
    up = mark.cap == "open"
    canvas.pin(
        "",
        SMALL,
        colour,
        axis,
        mark.x.isoformat(),
        mark.value,
        showarrow=True,
        ax=0,
        ay=_ARROW if up else -_ARROW,
        arrowhead=2,
        arrowsize=1,
        arrowwidth=1.8,
        arrowcolor=colour,
        xanchor="center",
        yshift=_ARROW + 4 if up else -_ARROW - 4,
    )


def _join(canvas: Canvas, marks: Sequence[Mark], axis: str) -> None:
    """Two figures for one thing, joined by a thin line."""
    pairs: dict[str, list[Mark]] = {}
    for mark in marks:
        if mark.partner:
            pairs.setdefault(mark.partner, []).append(mark)
    for pair in pairs.values():
        if len(pair) > 1:
            days, values = [m.x.isoformat() for m in pair], [m.value for m in pair]
            canvas.shapes.append(
                {
                    "type": "line",
                    "xref": f"x{axis}",
                    "yref": f"y{axis}",
                    "x0": days[0],
                    "x1": days[-1],
                    "y0": min(values),
                    "y1": max(values),
                    "line": {"color": canvas.theme.ink, "width": 1.5},
                }
            )


def _gaps(canvas: Canvas, panel: Panel, axis: str, low: float, high: float) -> None:
    for gap in panel.breaks:
        day = gap.x.isoformat()
        canvas.shapes.append(
            {
                "type": "line",
                "xref": f"x{axis}",
                "yref": f"y{axis}",
                "x0": day,
                "x1": day,
                "y0": low,
                "y1": high,
                "line": {"color": canvas.theme.dim, "width": 1.4, "dash": "dot"},
            }
        )
        levels = [low + (high - low) * n / 6 for n in range(7)]
        canvas.traces.append(
            go.Scatter(
                x=[day] * len(levels),
                y=levels,
                mode="markers",
                marker={"size": 12, "opacity": 0},
                xaxis=f"x{axis}",
                yaxis=f"y{axis}",
                hoverinfo="text",
                hovertext=broken(wrap(gap.text, BODY, 300)),
            )
        )


def _letter(canvas: Canvas, marks: Sequence[Mark], letters: dict[str, str], place, axis: str) -> None:
    """The letter of every single figure, on the first side where it meets no marker and no other letter."""
    taken = [place(mark) for mark in marks]
    for mark in marks:
        if mark.code not in letters:
            continue
        x, y = place(mark)
        sides = [
            (dx * far, dy * far)
            for far in (12, 20, 28)
            for dx, dy in ((1, 0), (-1, 0), (0.8, 0.9), (-0.8, 0.9), (0.8, -0.9), (-0.8, -0.9))
        ]
        free = next((s for s in sides if all(_apart(x + s[0], y + s[1], other) for other in taken)), sides[0])
        taken.append((x + free[0], y + free[1]))
        canvas.pin(
            plain(letters[mark.code]),
            SMALL,
            canvas.theme.ink,
            axis,
            mark.x.isoformat(),
            mark.value,
            xanchor="center",
            xshift=free[0],
            yshift=-free[1],
        )


def _apart(x: float, y: float, other: tuple[float, float]) -> bool:
    return abs(x - other[0]) > 10 or abs(y - other[1]) > 11


def _key(canvas: Canvas, panel: Panel, picture: Picture, dark: bool, letters: dict[str, str]) -> None:
    """Below the plot: each line from first to last value, each lettered figure with its tags, each break."""
    for line in panel.lines:
        ink = picture.ink(line.city)
        colour, sign = (ink.colour_dark if dark else ink.colour, _SIGNS[ink.place % len(_SIGNS)][1])
        for segment in line.segments:
            words = _single if len(segment) == 1 else _from_to
            _entry(canvas, sign, colour, words(segment, panel.unit_text, picture.language))
    signs = {ink.city: _SIGNS[ink.place % len(_SIGNS)][1] for ink in picture.inks}
    for mark in _singles(panel):
        ink = picture.ink(mark.city)
        head = f"{letters[mark.code]} {signs[mark.city]}"
        _entry(
            canvas,
            head,
            ink.colour_dark if dark else ink.colour,
            _single([mark], panel.unit_text, picture.language),
        )
    for gap in panel.breaks:
        _entry(canvas, "┊", canvas.theme.dim, gap.text)


def _from_to(segment: Sequence[Mark], unit: str, language: str) -> str:
    values = text("chart.arrow", language).join(
        text("chart.at", language, period=m.period, value=_with_unit(m, unit, language))
        for m in (segment[0], segment[-1])
    )
    warnings = dict.fromkeys(tag.text for m in segment for tag in m.tags if tag.warn)
    return text("chart.dot", language).join([f"{segment[0].label} {values}", *warnings])


def _single(marks: Sequence[Mark], unit: str, language: str) -> str:
    mark = marks[0]
    said = [f"{mark.label} {_with_unit(mark, unit, language)}", *(tag.text for tag in mark.tags), mark.code]
    return text("chart.dot", language).join(said)


def _with_unit(mark: Mark, unit: str, language: str) -> str:
    return f"{mark.text}{'' if language == 'zh' or unit == '%' else ' '}{unit}"


def _entry(canvas: Canvas, head: str, colour: str, words: str) -> None:
    """One line of the key: a coloured sign, then words wrapped under themselves."""
    hang = 30
    lines = wrap(words, SMALL, canvas.text_width - hang)
    left = -canvas.left + 6
    canvas.text(coloured(head, colour), SMALL, canvas.theme.ink, top=canvas.y, xshift=left)
    canvas.text(broken(lines), SMALL, canvas.theme.ink, top=canvas.y, xshift=left + hang)
    canvas.y += len(lines) * SMALL * 1.3 + 4
