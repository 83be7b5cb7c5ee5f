"""How far each assumption moves a result, on a scene."""

from dataclasses import dataclass

from talent.charts.model_picture import Sway, Tornado
from talent.charts.svg import flow
from talent.charts.svg.model_brush import Brush
from talent.charts.svg.scene import LEADING, fitted, text_width
from talent.i18n import text

_BAR, _SWING = 1.15, 1.5


@dataclass(frozen=True)
class _Plot:
    """The panel's sides in pixels; the axis leaves room for the words of the `ends` on either side."""

    panel: Tornado
    x: float
    width: float
    ends: float

    def across(self, value: float) -> float:
        axis, reach = self.panel.axis, self.width - 2 * self.ends
        wide = axis.high - axis.low
        return self.x + self.ends + reach * ((value - axis.low) / wide if wide else 0.5)


def draw(brush: Brush, panel: Tornado, x: float, y: float, width: float, language: str) -> float:
    """One bar for each assumption around the median, its own two values at the ends; the height."""
    size, theme, top = brush.size, brush.scene.theme, y
    y += brush.heading(panel.title, "" if panel.nothing else panel.axis.unit_text, x, y, width)
    if panel.nothing:
        y += size * 0.3
        return y - top + brush.nothing(panel.nothing, x, y, width)
    y += brush.paragraph(panel.note, x, y, width, brush.words, theme.warn) + size * 0.3
    ends = max(
        text_width(words, brush.small) for one in panel.sways for words in (one.low_text, one.high_text)
    )
    plot = _Plot(panel, x, width, ends + size * 0.5)
    _at(brush, plot, panel.middle.value, panel.middle.text, y + brush.small * 1.02)
    y += brush.small * LEADING + size * 0.1
    for one in panel.sways:
        y = _sway(brush, plot, one, y, language)
    brush.scene.line(x + plot.ends, y, x + width - plot.ends, y, theme.dim, size * 0.07)
    for mark in panel.axis.marks:
        at = plot.across(mark.value)
        brush.scene.line(at, y, at, y + size * 0.25, theme.dim, size * 0.07)
        _at(brush, plot, mark.value, mark.text, y + size * 0.25 + brush.small * 1.02)
    return y + size * 0.3 + brush.small * LEADING - top


def _at(brush: Brush, plot: _Plot, value: float, words: str, baseline: float) -> None:
    """Words centred over a value, but within the panel."""
    half = text_width(words, brush.small) / 2
    middle = min(max(plot.across(value), plot.x + half), plot.x + plot.width - half)
    brush.scene.text(words, middle, baseline, brush.small, brush.scene.theme.dim, anchor="middle")


def _sway(brush: Brush, plot: _Plot, sway: Sway, y: float, language: str) -> float:
    """Its name with tags and correlation, then its bar; where it ends."""
    scene, size = brush.scene, brush.size
    scene.begin()
    said = (
        sway.label,
        *((sway.still,) if sway.still else (sway.low_text, sway.high_text)),
        sway.correlation_text,
    )
    scene.describe(text("chart.dot", language).join(said))
    y += size * 0.15
    name = flow.words(sway.label, brush.words, plot.width)
    tags = [flow.tag(tag, brush.words, plot.width) for tag in sway.tags]
    name = flow.beside(name, tags, brush.words, plot.width)
    rank = [flow.Piece((sway.correlation_text,), "dim")]
    y += flow.draw(scene, name, plot.x, y, plot.width, brush.words)
    if flow.line_width([*name[-1], *rank], brush.words) <= plot.width:
        y -= flow.line_height(name[-1], brush.words)
    y += flow.draw(scene, [rank], plot.x, y, plot.width, brush.words, right=True)
    if sway.still:
        y += _still(brush, plot, sway.still, y)
    else:
        _swing(brush, plot, sway, y + size * _SWING / 2)
        y += size * _SWING
    scene.end()
    return y + size * 0.15


def _still(brush: Brush, plot: _Plot, words: str, y: float) -> float:
    """Why there is no bar: beside the line of the median, not across it."""
    lines, dim = fitted(words, brush.words, plot.width), brush.scene.theme.dim
    return brush.scene.stacked(lines, plot.x + plot.width / 2, y, brush.words, dim, anchor="middle")


def _swing(brush: Brush, plot: _Plot, sway: Sway, middle: float) -> None:
    """From the median to each end; from one end to the other where the median lies outside."""
    size, half = brush.size, brush.size * _SWING / 2
    least, most = sorted((sway.at_low, sway.at_high))
    meet = plot.across(min(max(plot.panel.middle.value, least), most))
    ends = (("at_low", sway.at_low, sway.low_text), ("at_high", sway.at_high, sway.high_text))
    for look, value, words in ends:
        start, end = sorted((plot.across(value), meet))
        if end > start:
            brush.bar(look, start, middle - size * _BAR / 2, end - start, size * _BAR)
        side = -1 if (look == "at_low") == (sway.at_low < sway.at_high) else 1
        _end(brush, plot, value, words, side, middle)
    median(brush, plot.across(plot.panel.middle.value), middle - half, middle + half)


def _end(brush: Brush, plot: _Plot, value: float, words: str, side: int, middle: float) -> None:
    """Words outside an end of a bar, and beyond the line of the median where it would run through them."""
    at, line, gap = plot.across(value), plot.across(plot.panel.middle.value), brush.size * 0.35
    if -gap < (line - at) * side < text_width(words, brush.small) + 2 * gap:
        at = line
    baseline, ink = middle + brush.small * 0.36, brush.scene.theme.ink
    anchor = "start" if side > 0 else "end"
    brush.scene.text(words, at + side * gap, baseline, brush.small, ink, anchor=anchor)


def median(brush: Brush, x: float, top: float, bottom: float) -> None:
    brush.scene.line(x, top, x, bottom, brush.scene.theme.ink, brush.size * 0.16)
