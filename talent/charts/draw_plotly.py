"""A `Picture` as a plotly figure that may travel alone: title, verdict, panels, notes, sources, version."""

import plotly.graph_objects as go

from talent.charts import draw_bars, draw_lines
from talent.charts.canvas import BODY, DARK, HEADING, LIGHT, SMALL, TITLE, Canvas, label_width
from talent.charts.captions import source_text, version_line
from talent.charts.picture import Picture
from talent.i18n import choice, format_number, text

# Nothing leaves the page and nothing in the bar above a chart is needed: pictures are saved by the briefing.
CONFIG = {
    "displayModeBar": False,
    "displaylogo": False,
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "scrollZoom": False,
    "doubleClick": False,
    "responsive": True,
    "locale": "zh-CN",
    "locales": {"zh-CN": {"dictionary": {}}},
    "modeBarButtonsToRemove": ["toImage", "sendDataToCloud", "zoom2d", "pan2d", "select2d", "lasso2d"],
}


def figure(picture: Picture, dark: bool = False, width: int = 720) -> go.Figure:
    """The picture drawn by plotly: computed height, fluid width.

    `width` is the narrowest width in pixels it will be shown at: nothing clips or overlaps there or above
    (plotly cannot break lines, so texts are wrapped beforehand). `customdata` of every mark is its code.
    """
    canvas = Canvas(DARK if dark else LIGHT, picture.language, width, _left(picture))
    _head(canvas, picture)
    for panel in picture.panels:
        draw = draw_bars.panel if panel.kind == "bars" else draw_lines.panel
        draw(canvas, panel, picture, dark)
    _foot(canvas, picture)
    return canvas.figure()


def _left(picture: Picture) -> int:
    """Pixels left of the axes: for city names beside bars, for numbers beside lines."""
    if any(panel.kind == "bars" for panel in picture.panels):
        labels = [m.label for m in picture.drawn] + [a.label for p in picture.panels for a in p.missing]
        return label_width(labels, 56, 108)
    largest = max((abs(m.high_value or m.value) for m in picture.drawn), default=0)
    return label_width([format_number(float(f"{largest:.1e}"), picture.language)], 56, 108)


def _head(canvas: Canvas, picture: Picture) -> None:
    theme, language = canvas.theme, picture.language
    canvas.write(picture.title, HEADING if canvas.width < 500 else TITLE, theme.ink, bold=True, after=0)
    canvas.write(picture.subtitle, BODY, theme.dim, after=6)
    if picture.burnt:
        canvas.write(picture.burnt, BODY, theme.warn, bold=True, boxed=True, after=12)
    elif picture.drawn:
        word = choice("verdict", picture.verdict_word, language)
        words = text("chart.verdict_line", language, verdict=word)
        if picture.verdict_fields:
            reasons = text("chart.comma", language).join(picture.verdict_fields)
            words = text("chart.verdict_reasons", language, verdict=words, reasons=reasons)
        warns = picture.verdict_word != "same"
        canvas.write(words, BODY, theme.warn if warns else theme.dim, boxed=warns, after=12)


def _foot(canvas: Canvas, picture: Picture) -> None:
    language, dim = picture.language, canvas.theme.dim
    for note in picture.notes:
        canvas.write(note, SMALL, dim, after=1)
    if picture.sources:
        canvas.write(source_text(picture), SMALL, dim, after=1)
    if picture.codes:
        listed = text("chart.comma", language).join(picture.codes)
        canvas.write(text("chart.codes", language, listed=listed), SMALL, dim, after=1)
    canvas.write(version_line(picture), SMALL, dim)
