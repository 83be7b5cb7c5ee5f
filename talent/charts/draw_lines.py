"""A panel over time on a canvas: lines stop at breaks, figures that join no line are hollow with a letter."""

from collections.abc import Callable, Sequence
from datetime import date

import plotly.graph_objects as go

from talent.charts import timeline
from talent.charts.axis import ticks
from talent.charts.canvas import BODY, SMALL, VALUE, Canvas, broken, coloured, plain
from talent.charts.draw_bars import hover
from talent.charts.lettering import width_of, wrap
from talent.charts.picture import Ink, Line, Mark, Panel, Picture
from talent.charts.placing import Room, Spot
from talent.i18n import text, with_unit

_TALL, _SMALL_PANEL = 260, 150
_AXIS = 26
# Where a letter goes when every place beside its point is taken.
_FULL = (12, 0)
# A marker and its signs in the key, filled and hollow, per city; used again after ten cities.
_SIGNS = (
    ("circle", "●", "○"),
    ("square", "■", "□"),
    ("diamond", "◆", "◇"),
    ("triangle-up", "▲", "△"),
    ("triangle-down", "▼", "▽"),
    ("star", "★", "☆"),
    ("pentagon", "⬟", "⬠"),
    ("hexagon", "⬢", "⬡"),
    ("cross", "✚", "✛"),
    ("x", "✖", "✕"),
)


def panel(canvas: Canvas, panel: Panel, picture: Picture, dark: bool) -> None:
    """Draw the panel: title, plot, then a key with every city's values and every lettered figure."""
    theme = canvas.theme
    canvas.write(panel.title, VALUE, theme.ink, bold=True, after=2 if panel.note else 8)
    if panel.note:
        canvas.write(panel.note, SMALL, theme.dim, after=8)
    if panel.drawn:
        letters = timeline.letters(panel)
        _plot(canvas, panel, picture, dark, letters)
        _key(canvas, panel, picture, dark, letters)
    for absent in panel.missing:
        words = text("chart.absent", picture.language, city=absent.label, why=absent.text)
        canvas.write(words, BODY, theme.dim, after=1)
    canvas.y += 10


def _sign(ink: Ink) -> tuple[str, str, str]:
    """A city's marker, and the signs for it in the key."""
    return _SIGNS[ink.place % len(_SIGNS)]


def _plot(canvas: Canvas, panel: Panel, picture: Picture, dark: bool, letters: dict[str, str]) -> None:
    marks = panel.drawn
    tall = _TALL if picture.mode == "line" and len(marks) > 2 else _SMALL_PANEL
    days = timeline.axis(picture, SMALL, canvas.plot_width)
    low, high = timeline.reach(panel)
    levels = ticks(low, high, 5 if tall == _TALL else 4)
    axis = canvas.axes(
        tall,
        {
            "type": "date",
            "range": [days.first.isoformat(), days.last.isoformat()],
            "showgrid": False,
            "linecolor": canvas.theme.dim,
            "tickvals": [day.isoformat() for day, _ in days.ticks],
            "ticktext": [words for _, words in days.ticks],
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
        _line(canvas, line, ink.shade(dark), _sign(ink)[0], axis)
    _join(canvas, panel, axis)
    _gaps(canvas, panel, axis, low, high)

    def place(day: date, value: float) -> Spot:
        return Spot(days.share(day), 0, (high - value) / (high - low) * tall)

    _letter(canvas, panel, letters, place, Room(canvas.plot_width, tall), axis)


def _line(canvas: Canvas, line: Line, colour: str, symbol: str, axis: str) -> None:
    for segment in line.segments:
        _points(canvas, segment, colour, symbol, axis)
    for mark in line.singles:
        _over(canvas, mark, colour, axis)
        _points(canvas, [mark], colour, f"{symbol}-open", axis)
        _bound(canvas, mark, colour, axis)


def _over(canvas: Canvas, mark: Mark, colour: str, axis: str) -> None:
    """A thin level line over the span of a figure for several months or years."""
    if mark.start is None:
        return
    here = {"type": "line", "xref": f"x{axis}", "yref": f"y{axis}", "layer": "below"}
    first, last = mark.start.isoformat(), mark.x.isoformat()
    line = {"color": colour, "width": 1.2}
    canvas.shapes.append(here | {"x0": first, "x1": last, "y0": mark.value, "y1": mark.value, "line": line})
    end = {"ysizemode": "pixel", "yanchor": mark.value, "y0": -4, "y1": 4}
    canvas.shapes.append(here | {"x0": first, "x1": first, "line": line} | end)


def _points(canvas: Canvas, marks: Sequence[Mark], colour: str, symbol: str, axis: str) -> None:
    """Figures that a line joins; one by itself where there is but one."""
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
            mode="lines+markers" if len(marks) > 1 else "markers",
            xaxis=f"x{axis}",
            yaxis=f"y{axis}",
            name=plain(marks[0].label),
            error_y=spread,
            line={"color": colour, "width": 2},
            marker={
                "symbol": symbol,
                "size": 10,
                "color": colour,
                "line": {"width": 2 if symbol.endswith("-open") else 0, "color": colour},
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
        ay=timeline.ARROW if up else -timeline.ARROW,
        arrowhead=2,
        arrowsize=1,
        arrowwidth=1.8,
        arrowcolor=colour,
        xanchor="center",
        yshift=timeline.ARROW + 4 if up else -timeline.ARROW - 4,
    )


def _join(canvas: Canvas, panel: Panel, axis: str) -> None:
    """Two figures for one thing, joined by a thin line."""
    for pair in panel.pairs:
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


def _letter(
    canvas: Canvas,
    panel: Panel,
    letters: dict[str, str],
    place: Callable[[date, float], Spot],
    room: Room,
    axis: str,
) -> None:
    """The letter of every single figure and why it stands alone, where both meet nothing else."""
    timeline.take(panel, place, room)
    for mark in timeline.singles(panel):
        letter = letters[mark.code]
        point = place(mark.x, mark.value)
        words = f"{letter} {mark.short}" if mark.short else letter
        free = room.beside(point, width_of(words, SMALL))
        if free is None:
            words = letter
            free = room.beside(point, width_of(words, SMALL)) or _FULL
        canvas.pin(
            plain(words),
            SMALL,
            canvas.theme.ink,
            axis,
            mark.x.isoformat(),
            mark.value,
            xanchor="center",
            xshift=free[0],
            yshift=-free[1],
        )


def _key(canvas: Canvas, panel: Panel, picture: Picture, dark: bool, letters: dict[str, str]) -> None:
    """Below the plot: each line from first to last value, each lettered figure with its tags, each break."""
    for line in panel.lines:
        ink = picture.ink(line.city)
        for segment in line.segments:
            words = _along(segment, panel.unit_text, picture.language)
            _entry(canvas, _sign(ink)[1], ink.shade(dark), words)
    for mark in timeline.singles(panel):
        ink = picture.ink(mark.city)
        head = f"{letters[mark.code]} {_sign(ink)[2]}"
        words = timeline.alone_text(mark, panel.unit_text, picture.language)
        _entry(canvas, head, ink.shade(dark), words)
    for gap in panel.breaks:
        _entry(canvas, "┊", canvas.theme.dim, gap.text)


def _along(segment: Sequence[Mark], unit: str, language: str) -> str:
    if len(segment) == 1:
        return timeline.alone_text(segment[0], unit, language)
    values = text("chart.arrow", language).join(
        text("chart.at", language, period=m.period, value=with_unit(m.text, unit, language))
        for m in (segment[0], segment[-1])
    )
    warnings = dict.fromkeys(tag.text for m in segment for tag in m.tags if tag.warn)
    return text("chart.dot", language).join([f"{segment[0].label} {values}", *warnings])


def _entry(canvas: Canvas, head: str, colour: str, words: str) -> None:
    """One line of the key: a coloured sign, then words wrapped under themselves."""
    hang = 30
    lines = wrap(words, SMALL, canvas.text_width - hang)
    left = -canvas.left + 6
    canvas.text(coloured(head, colour), SMALL, canvas.theme.ink, top=canvas.y, xshift=left)
    canvas.text(broken(lines), SMALL, canvas.theme.ink, top=canvas.y, xshift=left + hang)
    canvas.y += len(lines) * SMALL * 1.3 + 4
