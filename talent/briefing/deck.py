"""A briefing with its pictures drawn from the data: all that any pen needs to write a file of it."""

from dataclasses import dataclass

from talent.charts.frame import Content

# What a deck is written as; png and svg are one file or several for each.
FORMATS = ("png", "svg", "pptx", "pdf", "html", "xlsx", "txt")
# Those whose pictures have a size: width and height in pixels; png has twice as many each way.
SIZED = ("png", "svg")
SIZES = ((1920, 1080), (1080, 1350))


@dataclass(frozen=True)
class Place:
    """Where one figure is printed: its code, what it is, the source with paragraph, the figure as printed."""

    code: str
    label: str
    source: str
    printed: str


@dataclass(frozen=True)
class Slide:
    """One picture and what is said of it.

    `comment` is the writer's, `objections` what of it the figures do not bear out. `sentences` say the
    picture in words; `places` where its figures are printed; `changed` what a refresh changed, a line each.
    `address` is the view from the root of the dashboard, `link` the whole of it, short where it can be, ""
    without a public address.
    """

    content: Content
    comment: str
    objections: tuple[str, ...]
    sentences: tuple[str, ...]
    places: tuple[Place, ...]
    changed: tuple[str, ...]
    address: str
    link: str


@dataclass(frozen=True)
class Reference:
    """A source on a sources page: its line, title, address ("" = none), and the codes taken from it."""

    line: str
    title: str
    address: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Deck:
    """Slides in order; `data_date` is the day of the newest source, never today ("" = none is dated)."""

    title: str
    language: str
    template: str
    slides: tuple[Slide, ...]
    references: tuple[Reference, ...]
    data_version: str
    data_date: str
