"""A panel over time with the list of all its figures beside or below its chart: no slide has one without
the other."""

from collections.abc import Sequence
from dataclasses import dataclass

from talent.charts import timeline
from talent.charts.picture import Mark, Panel, Picture
from talent.charts.slides import lines
from talent.charts.slides.paint import Area
from talent.charts.slides.words import Para, put, tall
from talent.i18n import text

# From this width on, the list may stand right of its chart, where it takes one of these shares, or in two
# columns.
_WIDE, _SHARES = 560.0, (0.4, 0.5)
_ACROSS, _DOWN, _FLOOR = 18.0, 6.0, 9.0


def crowded(panel: Panel) -> bool:
    """Whether a panel has figures enough for the whole width of a slide."""
    return panel.kind == "lines" and len(panel.drawn) > 3


def listed(picture: Picture, panel: Panel, size: float, full: bool) -> list[Para]:
    """Every figure of a panel in words, by the sign of its city; `full` = with its tags and code."""
    unit, language, letters = panel.unit_text, picture.language, timeline.letters(panel)
    paras = []
    for line in panel.lines:
        ink = picture.ink(line.city)
        for segment in line.segments:
            words = timeline.along_text(segment, unit, language) if full else _brief(segment, language)
            paras.append(Para(words, size, sign=lines.sign(ink)[1], sign_colour=ink.colour))
    for mark in timeline.singles(panel):
        ink = picture.ink(mark.city)
        words = timeline.alone_text(mark, unit, language) if full else _brief([mark], language)
        sign = f"{lines.sign(ink)[2]} {letters[mark.code]}"
        paras.append(Para(words, size, sign=sign, sign_colour=ink.colour))
    return [*paras, *(Para(gap.text, size, sign="┊") for gap in panel.breaks)]


def _brief(marks: Sequence[Mark], language: str) -> str:
    """The city, then every figure with its period and, of one alone, why it is."""
    said = [text("chart.at", language, period=mark.period, value=mark.text) for mark in marks]
    values = text("chart.semicolon", language).join(said)
    short = marks[0].short if len(marks) == 1 and marks[0].short not in marks[0].period else ""
    return text("chart.dot", language).join(filter(None, [marks[0].label, values, short]))


@dataclass(frozen=True)
class _Fit:
    """The chart's width and least height; columns of the list, `beside` or below it, with their width."""

    chart: float
    least: float
    columns: tuple[tuple[Para, ...], ...]
    wide: float
    beside: bool

    @property
    def tall(self) -> float:
        return max(tall(column, self.wide) for column in self.columns)

    @property
    def height(self) -> float:
        return max(self.least, self.tall) if self.beside else self.least + _DOWN + self.tall


def _fit(picture: Picture, panel: Panel, width: float, size: float, full: bool) -> _Fit:
    """The arrangement that takes the least height."""
    paras = listed(picture, panel, max(_FLOOR, size - 2.5), full)
    least = lines.least(picture, panel, width, size)
    below = _Fit(width, least, (tuple(paras),), width, False)
    if width < _WIDE:
        return below
    beside = []
    for share in _SHARES:
        chart = width * (1 - share)
        high = lines.least(picture, panel, chart, size)
        beside.append(_Fit(chart, high, (tuple(paras),), width * share - _ACROSS, True))
    return min(*beside, _halved(below), key=lambda one: one.height)


def _halved(fit: _Fit) -> _Fit:
    """The list below its chart in two columns, where that is lower."""
    (paras,) = fit.columns
    wide = (fit.wide - _ACROSS) / 2
    halves = [(paras[:n], paras[n:]) for n in range(1, len(paras))]
    if not halves:
        return fit
    best = min(halves, key=lambda both: max(tall(half, wide) for half in both))
    return min(fit, _Fit(fit.chart, fit.least, best, wide, False), key=lambda one: one.height)


def least(picture: Picture, panel: Panel, width: float, size: float, full: bool) -> float:
    """Points the panel takes at least, its list included."""
    return _fit(picture, panel, width, size, full).height


def draw(slide, picture: Picture, panel: Panel, area: Area, size: float, alt: str, full: bool) -> None:
    """The chart and its list, both within the area."""
    fit = _fit(picture, panel, area.width, size, full)
    high = area.height if fit.beside else area.height - _DOWN - fit.tall
    chart = lines.draw(slide, picture, panel, Area(area.left, area.top, fit.chart, high), size, alt)
    left = chart.right + _ACROSS if fit.beside else area.left
    top = area.top if fit.beside else chart.bottom + _DOWN
    for n, column in enumerate(fit.columns):
        place = Area(left + n * (fit.wide + _ACROSS), top, fit.wide, area.bottom - top)
        put(slide, column, place, "values")
