"""A band over the years as a native chart: its edges, the median and the exact line, each with its end."""

from collections.abc import Sequence
from copy import deepcopy
from datetime import date

from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from talent.charts.draw_fan import apart
from talent.charts.lettering import width_of
from talent.charts.model_picture import Fan, ModelPicture
from talent.charts.slides import native
from talent.charts.slides.native import Label, Series
from talent.charts.slides.paint import DIM, INK, LEADING, Area, tint
from talent.charts.slides.words import Para, broken, rgb
from talent.i18n import text

_LEAST, _TALLEST, _AXIS = 96.0, 300.0, 20.0


def head(panel: Fan, width: float, size: float, language: str) -> tuple[tuple[Para, ...], tuple[Para, ...]]:
    """Title and unit above the panel; where both do not fit a line the unit below it."""
    both = text("chart.dot", language).join([panel.title, panel.axis.unit_text])
    if len(broken(both, size, width * native.TITLE, bold=True)) == 1:
        return (Para(both, size, bold=True),), ()
    return (Para(panel.title, size, bold=True),), (Para(panel.axis.unit_text, max(9, size - 3), DIM),)


def least(picture: ModelPicture, panel: Fan, width: float, size: float) -> float:
    """Points the panel takes at least."""
    above, below = head(panel, width, size, picture.language)
    return native.title_height(above, width) + _LEAST + _AXIS + native.note_height(below, width)


def draw(slide, picture: ModelPicture, panel: Fan, area: Area, size: float, alt: str) -> None:
    """The panel as a chart of at most the area's height; values in the unit its title names."""
    above, under = head(panel, area.width, size, picture.language)
    top, below = native.title_height(above, area.width), _AXIS + native.note_height(under, area.width)
    area = Area(area.left, area.top, area.width, min(area.height, top + _TALLEST + below))
    found = _series(panel, picture)
    days = [date(year, 12, 31) for year in panel.years]
    frame = native.add(slide, XL_CHART_TYPE.LINE_MARKERS, days, found, area)
    native.named(frame, panel.title, alt)
    chart = frame.chart
    native.titled(chart, above, area.width)
    axis = panel.axis
    left = max(width_of(mark.text, size - 3) for mark in axis.marks) + 12
    right = max(width_of(mark.text, size - 2) for mark in panel.ends) + 10
    plot = Area(left, top + 4, area.width - left - right, area.height - top - 4 - below)
    native.plotted(chart, plot, area)
    native.noted(chart.category_axis, under, plot, area, _AXIS)
    step = (axis.marks[1].value - axis.marks[0].value) / axis.size
    native.value_axis(
        chart.value_axis, axis.low / axis.size, axis.high / axis.size, step, size - 3, picture.language
    )
    native.category_axis(chart.category_axis, size - 3)
    most = max(1, int(plot.width / (width_of("2000", size - 3) + 14)))
    native.years(chart.category_axis, -(-len(days) // most), "years")
    *drawn, span = chart.series
    for series, look in zip(drawn, _looks(panel), strict=True):
        _style(series, look, picture.ink.colour)
    _ends(drawn, panel, plot, area.height, size)
    _band(drawn[0], span, picture.ink.colour)


def _looks(panel: Fan) -> list[str]:
    return ["edge", "middle", "edge", *(["exact"] if panel.exact else [])]


def _series(panel: Fan, picture: ModelPicture) -> list[Series]:
    named = {key.look: key.text for key in picture.legend}
    rows = {"P10": panel.p10, "P50": panel.p50, "P90": panel.p90, named.get("exact", ""): panel.exact}
    rows["P10–P90"] = tuple(high - low for low, high in zip(panel.p10, panel.p90, strict=True))
    return [
        Series(name, tuple(value / panel.axis.size for value in values))
        for name, values in rows.items()
        if values
    ]


def _band(low, span, colour: str) -> None:
    """Fill what lies between the edges: a stacked area on the low one, which is drawn as a line as well."""
    base = deepcopy(low._element)
    for series in (base, span._element):
        kept = [series.find(qn(f"c:{tag}")) for tag in ("idx", "order", "tx", "cat", "val")]
        series[:] = kept
    lines = low._element.getparent()
    last = str(len(lines.findall(qn("c:ser"))))
    for tag in ("idx", "order"):
        base.find(qn(f"c:{tag}")).set("val", span._element.find(qn(f"c:{tag}")).get("val"))
        span._element.find(qn(f"c:{tag}")).set("val", last)
    alpha = f'<a:srgbClr val="{rgb(colour)}"><a:alpha val="22000"/></a:srgbClr>'
    fills = {base: "<a:noFill/>", span._element: f"<a:solidFill>{alpha}</a:solidFill>"}
    area = parse_xml(
        f'<c:areaChart {nsdecls("c")}><c:grouping val="stacked"/><c:varyColors val="0"/></c:areaChart>'
    )
    for series, fill in fills.items():
        look = f"<c:spPr {nsdecls('c', 'a')}>{fill}<a:ln><a:noFill/></a:ln></c:spPr>"
        series.find(qn("c:tx")).addnext(parse_xml(look))
        area.append(series)
    area.extend(deepcopy(lines.findall(qn("c:axId"))))
    lines.addprevious(area)


def _style(series, look: str, colour: str) -> None:
    series.smooth = False
    series.marker.style = XL_MARKER_STYLE.NONE
    line = series.format.line
    if look == "exact":
        native.dashed(line, INK, 1.5, MSO_LINE.DASH)
    elif look == "middle":
        native.dashed(line, colour, 2.75)
    else:
        native.dashed(line, tint(colour, 0.6), 1.25)
    series.marker.format.fill.background()


def _ends(drawn: Sequence, panel: Fan, plot: Area, height: float, size: float) -> None:
    """The last year's values in words beside their points, apart from each other."""
    rows = [panel.p10, panel.p50, panel.p90, *([panel.exact] if panel.exact else [])]
    last = len(panel.years) - 1
    span = panel.axis.high - panel.axis.low
    wanted = [plot.height * (panel.axis.high - mark.value) / span for mark in panel.ends]
    tops = apart(wanted, (size - 2) * LEADING, plot.height)
    free = list(range(len(rows)))
    for mark, was, top in zip(panel.ends, wanted, tops, strict=True):
        at = next(n for n in free if rows[n][last] == mark.value)
        free.remove(at)
        label = Label((((mark.text, size - 2, INK, False),),))
        point = drawn[at].points[last]
        native.labelled(point, label, XL_LABEL_POSITION.RIGHT, down=top - was, height=height)
