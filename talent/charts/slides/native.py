"""Native charts with a workbook inside: the parts of python-pptx's that it leaves to its users."""

import math
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.enum.chart import XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE, MSO_PATTERN
from pptx.enum.shapes import MSO_CONNECTOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt, lazyproperty
from xlsxwriter import Workbook

from talent.charts.lettering import width_of
from talent.charts.slides import ticks
from talent.charts.slides.paint import DIM, GROUND, INK, LEADING, RULE, Area
from talent.charts.slides.words import Para, broken, clean, rgb, run

# Between the names of an axis and the end of the chart; readers break names that come too near.
BESIDE = 20.0
# Titles take so much of a chart's width; readers break longer ones themselves.
TITLE = 0.82
# Workbooks bear no time of their own.
_MADE = datetime(1980, 1, 1)


class _Writer(CategoryWorkbookWriter):
    """A workbook whose text is never a formula or a link and that does not say when it was made."""

    @contextmanager
    def _open_worksheet(self, xlsx_file):
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        workbook = Workbook(xlsx_file, options)
        workbook.set_properties({"created": _MADE})
        yield workbook, workbook.add_worksheet()
        workbook.close()


class _Data(CategoryChartData):
    @lazyproperty
    def _workbook_writer(self):
        return _Writer(self)


@dataclass(frozen=True)
class Series:
    """A named row of values, None where there is none."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Label:
    """Words at a point: lines of (words, size, colour, bold)."""

    lines: tuple[tuple[tuple[str, float, str, bool], ...], ...]


def add(slide, kind, categories: Sequence[str | date], series: Sequence[Series], area: Area):
    """A chart on a slide without title, legend or lines of its own."""
    values = [value for one in series for value in one.values if value is not None]
    whole = all(float(value).is_integer() for value in values)
    data = _Data(number_format="#,##0" if whole else "#,##0.00")
    data.categories = [clean(one) if isinstance(one, str) else one for one in categories]
    for one in series:
        data.add_series(clean(one.name), one.values)
    place = (Pt(n) for n in (area.left, area.top, area.width, area.height))
    frame = slide.shapes.add_chart(kind, *place, data)
    chart = frame.chart
    chart.font.size = Pt(10)
    chart.font.color.rgb = rgb(INK)
    chart.has_title = False
    chart.has_legend = False
    for number in chart._chartSpace.iter(qn("c:axId"), qn("c:crossAx")):
        # The library numbers axes below nought, which the format forbids; LibreOffice reads 31 bits.
        number.set("val", str(int(number.get("val")) % 2**31))
    return frame


def named(frame, name: str, alt: str) -> None:
    """What the chart is called, and what it says to those who do not see it."""
    frame.name = name
    about = frame._element.nvGraphicFramePr.cNvPr
    about.set("descr", alt)
    about.set("title", name)


def titled(chart, paras: Sequence[Para], width: float) -> None:
    """A title of several lines at the top left, broken at a width."""
    chart.has_title = True
    _set(chart.chart_title, paras, width, 0.0)
    for line in chart.chart_title.text_frame.paragraphs:
        line.alignment = 1


def _set(title, paras: Sequence[Para], width: float, y: float) -> None:
    """Lines of a title at the left of a chart `width` wide, `y` of its height below its top."""
    frame = title.text_frame
    lines = [
        (words, para) for para in paras for words in broken(para.words, para.size, width * TITLE, para.bold)
    ]
    for n, (words, para) in enumerate(lines):
        line = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
        run(line, words, para.size, para.colour, bold=para.bold)
    for old in title._element.findall(qn("c:layout")):
        title._element.remove(old)
    title._element.find(qn("c:tx")).addnext(_layout({"x": 0.0, "y": y}, inner=False))


def _layout(places: dict[str, float], *, inner: bool):
    target = '<c:layoutTarget val="inner"/>' if inner else ""
    modes = "".join(f'<c:{axis}Mode val="edge"/>' for axis in "xy")
    numbers = "".join(f'<c:{name} val="{share:.5f}"/>' for name, share in places.items())
    inside = f"<c:manualLayout>{target}{modes}{numbers}</c:manualLayout>"
    return parse_xml(f"<c:layout {nsdecls('c')}>{inside}</c:layout>")


def plotted(chart, plot: Area, area: Area) -> None:
    """Put the axes' rectangle at `plot`, counted from the corner of the chart's `area`."""
    shares = {
        "x": plot.left / area.width,
        "y": plot.top / area.height,
        "w": plot.width / area.width,
        "h": plot.height / area.height,
    }
    space = chart._chartSpace.chart.plotArea
    for old in space.findall(qn("c:layout")):
        space.remove(old)
    space.insert(0, _layout(shares, inner=True))


def title_height(paras: Sequence[Para], width: float) -> float:
    """Points that a title takes."""
    lines = ((p.size, len(broken(p.words, p.size, width * TITLE, p.bold))) for p in paras)
    return sum(size * LEADING * count for size, count in lines) + 6 if paras else 2


def noted(axis, paras: Sequence[Para], plot: Area, area: Area, below: float) -> None:
    """Words under the plot as the title of its lower axis, `below` points from the plot."""
    if not paras:
        return
    axis.has_title = True
    _set(axis.axis_title, paras, area.width, (plot.bottom + below) / area.height)


def note_height(paras: Sequence[Para], width: float) -> float:
    """Points that words under a plot take."""
    return sum(p.size * LEADING * len(broken(p.words, p.size, width * TITLE)) for p in paras)


def crossing(axis, tag: str, value: str) -> None:
    """Where an axis meets the other: `crosses` min or max, or `crossesAt` a value."""
    element = axis._element
    for old in (*element.findall(qn("c:crosses")), *element.findall(qn("c:crossesAt"))):
        element.remove(old)
    element.find(qn("c:crossAx")).addnext(parse_xml(f'<c:{tag} {nsdecls("c")} val="{value}"/>'))


def value_axis(axis, low: float, high: float, step: float, size: float, language: str) -> None:
    """A value axis from `low` to `high` with a mark at each step."""
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = low, high, step
    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.color.rgb = rgb(RULE)
    axis.major_gridlines.format.line.width = Pt(0.5)
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.format.line.fill.background()
    small(axis, size)
    axis.tick_labels.number_format = ticks.written(low, high, step, language)
    axis.tick_labels.number_format_is_linked = False


def small(axis, size: float, colour: str = DIM) -> None:
    """The type of an axis."""
    axis.tick_labels.font.size = Pt(size)
    axis.tick_labels.font.color.rgb = rgb(colour)


def category_axis(axis, size: float) -> None:
    """An axis of names at the low side, whatever the values."""
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    axis.format.line.color.rgb = rgb(DIM)
    axis.format.line.width = Pt(0.75)
    small(axis, size, INK)
    # Every name is written, however close the rows.
    axis._element.find(qn("c:txPr")).find(qn("a:bodyPr")).set("rot", "0")


def years(axis, step: int, apart: str, written: str = "yyyy") -> None:
    """Make an axis of days one of years, a mark every so many of them; points are `apart` as days or years.

    Readers thin an axis of days as they are told; the names of one of words they turn or break.
    """
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = written, False
    element = axis._element
    values = {"baseTimeUnit": apart, "majorUnit": step, "majorTimeUnit": "years"}
    for tag, value in values.items():
        for old in element.findall(qn(f"c:{tag}")):
            element.remove(old)
        element.append(parse_xml(f'<c:{tag} {nsdecls("c")} val="{value}"/>'))


def labelled(point, label: Label, position=None, *, down: float = 0.0, height: float = 1.0) -> None:
    """Words at a point in lines of their own, `down` points below their place in a chart so high."""
    tag = point.data_label
    frame = tag.text_frame
    frame.word_wrap = False
    for n, line in enumerate(label.lines):
        para = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
        para.alignment = 1
        for words, size, colour, bold in line:
            run(para, words, size, colour, bold=bold)
    if position is not None:
        tag.position = position
    if down:
        moved = f'<c:manualLayout><c:x val="0"/><c:y val="{down / height:.5f}"/></c:manualLayout>'
        tag._dLbl.find(qn("c:idx")).addnext(parse_xml(f"<c:layout {nsdecls('c')}>{moved}</c:layout>"))


def whiskers(
    series,
    plus: Sequence[float],
    minus: Sequence[float],
    colour: str,
    width: float = 1.25,
) -> None:
    """Error bars of so much above and below each value; 0 = none there."""
    sides = "".join(
        f"<c:{name}><c:numLit><c:formatCode>General</c:formatCode>"
        f'<c:ptCount val="{len(values)}"/>'
        + "".join(f'<c:pt idx="{n}"><c:v>{value!r}</c:v></c:pt>' for n, value in enumerate(values))
        + f"</c:numLit></c:{name}>"
        for name, values in (("plus", plus), ("minus", minus))
    )
    line = (
        f'<c:spPr><a:ln w="{Pt(width)}" cap="flat"><a:solidFill><a:srgbClr val="{rgb(colour)}"/>'
        "</a:solidFill></a:ln></c:spPr>"
    )
    bars = parse_xml(
        f'<c:errBars {nsdecls("c", "a")}><c:errBarType val="both"/><c:errValType val="cust"/>'
        f'<c:noEndCap val="0"/>{sides}{line}</c:errBars>'
    )
    series._element.find(qn("c:cat")).addprevious(bars)


def filled(format, colour: str, *, edge: str = "", hatched: bool = False) -> None:
    """A solid or hatched fill, with an edge where one is named."""
    fill = format.fill
    if hatched:
        fill.patterned()
        fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
        fill.fore_color.rgb, fill.back_color.rgb = rgb(colour), rgb(GROUND)
    else:
        fill.solid()
        fill.fore_color.rgb = rgb(colour)
    if edge or hatched:
        format.line.color.rgb = rgb(edge or colour)
        format.line.width = Pt(1)
    else:
        format.line.fill.background()


def faded(format, colour: str) -> None:
    """A fill that fades to its end: the true value lies below."""
    fill = format.fill
    fill.gradient()
    fill.gradient_angle = 0
    stops = fill.gradient_stops
    stops[0].color.rgb, stops[0].position = rgb(colour), 0.7
    stops[1].color.rgb, stops[1].position = rgb("#ffffff"), 1.0
    format.line.fill.background()


def dashed(line, colour: str, width: float, dash: MSO_LINE | None = None) -> None:
    line.color.rgb = rgb(colour)
    line.width = Pt(width)
    if dash is not None:
        line.dash_style = dash


def unstyled(shape) -> None:
    """Take the library's own style, which throws a shadow, off a shape."""
    style = shape._element.find(qn("p:style"))
    if style is not None:
        shape._element.remove(style)


def connected(slide, ends: Sequence[float], name: str, colour: str, width: float, dash=None) -> None:
    """A straight line on a slide from (x, y) to (x, y), without the shadow of the library's own."""
    line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *(Pt(n) for n in ends))
    line.name = name
    unstyled(line)
    dashed(line.line, colour, width, dash)


def spanning(chart) -> None:
    """Join the values of a series over blanks between them; nothing beyond its first and last."""
    space = chart._chartSpace.chart
    blanks = space.find(qn("c:dispBlanksAs"))
    if blanks is None:
        blanks = parse_xml(f"<c:dispBlanksAs {nsdecls('c')}/>")
        space.find(qn("c:plotVisOnly")).addnext(blanks)
    blanks.set("val", "span")


def legend_height(names: Sequence[str], width: float, size: float) -> float:
    """Points that a legend of these names takes."""
    wide = sum(width_of(name, size) + 42 for name in names)
    return math.ceil(wide / width) * size * 1.7 if names else 0


def legend(chart, shown: Sequence[int], area: Area, top: float, size: float) -> None:
    """A legend across the chart at `top`, with the entries of some series only."""
    series = list(chart.series)
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.TOP
    chart.legend.include_in_layout = False
    chart.legend.font.size = Pt(size)
    element = chart.legend._element
    for old in element.findall(qn("c:layout")):
        element.remove(old)
    last = element.find(qn("c:legendPos"))
    for n in range(len(series)):
        if n not in shown:
            entry = f'<c:idx val="{n}"/><c:delete val="1"/>'
            last.addnext(parse_xml(f"<c:legendEntry {nsdecls('c')}>{entry}</c:legendEntry>"))
            last = last.getnext()
    high = legend_height([series[n].name for n in shown], area.width, size)
    wide = min(1.0, (sum(width_of(series[n].name, size) + 42 for n in shown) + 10) / area.width)
    shares = {"x": 0.0, "y": top / area.height, "w": wide, "h": high / area.height}
    last.addnext(_layout(shares, inner=False))
