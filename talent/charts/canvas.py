"""A sheet filled from top to bottom in pixels and turned into a plotly figure: text, axes, shapes.

Plotly places things in fractions of a size that is known only at the end, so heights are kept in pixels
from the top until `Canvas.figure`. The width stays fluid: texts are wrapped to the width promised.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import plotly.graph_objects as go

from talent.charts.lettering import width_of, wrap
from talent.i18n import format_number

FAMILY = "Noto Sans CJK SC, Noto Sans SC, PingFang SC, Microsoft YaHei, sans-serif"
SIZES = (19, 16, 14, 12.5, 11)
TITLE, HEADING, VALUE, BODY, SMALL = SIZES
# Plotly sets the lines of one text 1.3 times the type size apart.
_LEADING = 1.3
_RIGHT = 10
_EDGE = 6


@dataclass(frozen=True)
class Theme:
    """Colours of everything that is no city. `ground` is what hatching lets through."""

    ink: str
    dim: str
    line: str
    warn: str
    warn_ground: str
    warn_line: str
    ground: str


LIGHT = Theme("#16202c", "#5b6775", "#dfe4ea", "#8a5a00", "#fff6e0", "#e9cf93", "#ffffff")
DARK = Theme("#e8edf2", "#a6b1bd", "#38444f", "#f0c46a", "#3a2f16", "#7a6430", "#12181f")


def plain(words: str) -> str:
    """Text that plotly shows as it is: its pseudo HTML, formulas and templates are switched off."""
    for letter, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("$", "&#36;"), ("%{", "&#37;{")):
        words = words.replace(letter, entity)
    return words


def broken(lines: Sequence[str]) -> str:
    """Lines of text, each made plain, joined by plotly's line break."""
    return "<br>".join(plain(line) for line in lines)


def coloured(words: str, colour: str) -> str:
    return f'<span style="color:{colour}">{plain(words)}</span>'


def mix(colour: str, ground: str, share: float) -> str:
    """So much of one `#rrggbb` colour in another."""
    channels = (
        round(int(colour[n : n + 2], 16) * share + int(ground[n : n + 2], 16) * (1 - share))
        for n in (1, 3, 5)
    )
    return "#" + "".join(f"{channel:02x}" for channel in channels)


def faint(colour: str, opacity: float) -> str:
    """A `#rrggbb` colour as rgba."""
    red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity:.2f})"


@dataclass
class Canvas:
    """Collects traces, shapes and texts; `y` is how far down the sheet is filled, in pixels."""

    theme: Theme
    language: str
    width: int
    left: int
    y: float = 0
    traces: list = field(default_factory=list)
    shapes: list = field(default_factory=list)
    _texts: list[dict] = field(default_factory=list)
    _axes: list[tuple[float, float, dict, dict]] = field(default_factory=list)

    @property
    def plot_width(self) -> float:
        """Pixels between the axes' ends at the promised width."""
        return self.width - self.left - _RIGHT

    @property
    def text_width(self) -> float:
        return self.width - 2 * _RIGHT

    def write(
        self,
        words: str,
        size: float,
        colour: str,
        *,
        bold: bool = False,
        after: float = 4,
        boxed: bool = False,
    ) -> None:
        """A paragraph over the whole width, wrapped; `boxed` sets it on the warning ground."""
        room = self.text_width - (16 if boxed else 0)
        lines = wrap(words, size * (1.06 if bold else 1), room)
        shown = f"<b>{broken(lines)}</b>" if bold else broken(lines)
        pad = 6 if boxed else 0
        box = (
            {"bgcolor": self.theme.warn_ground, "bordercolor": self.theme.warn_line, "borderpad": pad}
            if boxed
            else {}
        )
        self.text(shown, size, colour, top=self.y, xshift=_EDGE - self.left, **box)
        self.y += (len(lines) * _LEADING + 0.25) * size + 2 * pad + after

    def text(self, shown: str, size: float, colour: str, *, top: float, xshift: float = 0, **more) -> None:
        """Ready pseudo HTML at `top` pixels, `xshift` pixels from the axes' left end."""
        place = {"xref": "paper", "yref": "paper", "x": 0, "y": top, "xshift": xshift, "yanchor": "top"}
        self._texts.append(_annotation(shown, size, colour) | place | more)

    def pin(self, shown: str, size: float, colour: str, axis: str, x, y: float, **more) -> None:
        """Ready pseudo HTML at a point of the panel `axis` ("" for the first, then "2", "3" …)."""
        place = {"xref": f"x{axis}", "yref": f"y{axis}", "x": x, "y": y, "yanchor": "middle"}
        self._texts.append(_annotation(shown, size, colour) | place | more)

    def axes(self, height: float, x: dict, y: dict) -> str:
        """Take `height` pixels for a panel; returns the suffix of its axes."""
        self._axes.append((self.y, height, x, y))
        self.y += height
        return self.next_axis(-1)

    def next_axis(self, offset: int = 0) -> str:
        number = len(self._axes) + 1 + offset
        return "" if number == 1 else str(number)

    def tick_texts(self, values: Sequence[float]) -> list[str]:
        return [format_number(value, self.language) for value in values]

    def figure(self) -> go.Figure:
        """The finished figure: fixed height, fluid width, transparent ground."""
        height = math.ceil(self.y) + 6
        layout: dict = {}
        for number, (top, tall, x, y) in enumerate(self._axes, start=1):
            suffix = "" if number == 1 else str(number)
            common = {
                "fixedrange": True,
                "zeroline": False,
                "tickfont": {"size": SMALL, "color": self.theme.dim},
            }
            layout[f"xaxis{suffix}"] = common | {"domain": [0, 1], "anchor": f"y{suffix}"} | x
            span = [1 - (top + tall) / height, 1 - top / height]
            layout[f"yaxis{suffix}"] = common | {"domain": span, "anchor": f"x{suffix}"} | y
        texts = [
            text | {"y": 1 - text["y"] / height} if text["yref"] == "paper" else text for text in self._texts
        ]
        return go.Figure(
            self.traces,
            go.Layout(
                height=height,
                margin={"l": self.left, "r": _RIGHT, "t": 0, "b": 0, "pad": 0},
                paper_bgcolor="rgba(0,0,0,0)",
                plot_bgcolor="rgba(0,0,0,0)",
                font={"family": FAMILY, "size": BODY, "color": self.theme.ink},
                showlegend=False,
                barmode="overlay",
                bargap=0,
                hovermode="closest",
                dragmode=False,
                hoverlabel={"align": "left", "font": {"family": FAMILY, "size": BODY}},
                annotations=texts,
                shapes=self.shapes,
                **layout,
            ),
        )


def _annotation(shown: str, size: float, colour: str) -> dict:
    """What every text has in plotly, wherever it stands."""
    font = {"size": size, "color": colour, "family": FAMILY}
    common = {"xanchor": "left", "align": "left", "showarrow": False, "borderpad": 0}
    return {"text": shown, "font": font, **common}


def label_width(labels: Sequence[str], least: int, most: int) -> int:
    """Pixels a column of city names needs."""
    return int(min(most, max([least, *(width_of(label, BODY) + 18 for label in labels)])))
