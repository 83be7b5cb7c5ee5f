"""A deck as running text in reading order: what the pens of PDF and HTML set."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from talent.briefing.deck import Deck, Place, Reference, Slide
from talent.briefing.view import view
from talent.charts.code import qr_code
from talent.charts.frame import Content, Frame, frame
from talent.charts.picture import Mark, Panel, Picture
from talent.charts.sheet import Cell, Row, Sheet
from talent.charts.svg.code import LEAST, draw
from talent.charts.svg.scene import Scene
from talent.i18n import MISSING, text, with_unit

# What a browser or a reader of PDF calls the language.
TONGUES = {"zh": "zh-CN", "en": "en"}


@dataclass(frozen=True)
class Passports:
    """Where the passports of the `codes` of a deck are: below the public address `root`, "" without one."""

    root: str
    codes: frozenset[str]
    language: str

    def address(self, code: str) -> str:
        """The address of the passport of a code, "" where it has none that may be followed."""
        if not self.root or not code:
            return ""
        return self.root + view("passport", {"code": code}, language=self.language).address

    def linked(self, words: str) -> Iterator[tuple[str, str]]:
        """The words in parts, each with the address it leads to: that of its passport for a code, else ""."""
        for place, part in enumerate(self._known.split(words) if self.root and self.codes else [words]):
            if part:
                yield part, self.address(part) if place % 2 else ""

    @cached_property
    def _known(self) -> re.Pattern[str]:
        either = "|".join(map(re.escape, sorted(self.codes, key=len, reverse=True)))
        return re.compile(f"(?<![0-9A-Za-z_-])({either})(?![0-9A-Za-z_-])")


@dataclass(frozen=True)
class Block:
    """Lines under a heading; `kind` is comment, objections, sentences, changed or notes."""

    kind: str
    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table of words: `rows` may hold headings (Row.heads); the first cell of a row names it."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    @cached_property
    def numeric(self) -> tuple[bool, ...]:
        """Of each column whether it is one of numbers."""
        cells = zip(*(row.cells for row in self.rows if not row.heads), strict=True)
        return tuple(map(_is_numeric, cells)) or (False,) * len(self.columns)


@dataclass(frozen=True)
class Section:
    """A slide with the words around its picture and the blocks below it, in order, none empty."""

    number: int
    slide: Slide
    frame: Frame
    blocks: tuple[Block, ...]

    @property
    def content(self) -> Content:
        return self.slide.content

    @property
    def foot(self) -> tuple[str, ...]:
        """What stands directly below the picture: sources, codes, data version."""
        return tuple(filter(None, (self.frame.sources, self.frame.codes, self.frame.version)))

    @property
    def link(self) -> str:
        """The public link, "" where there is none that may be followed."""
        return followed(self.slide.link)


def sections(deck: Deck) -> tuple[Section, ...]:
    """The slides of a deck, numbered from one."""
    return tuple(_section(number, slide, deck.language) for number, slide in enumerate(deck.slides, start=1))


def _section(number: int, slide: Slide, language: str) -> Section:
    around = frame(slide.content)
    said = {
        "comment": tuple(filter(str.strip, slide.comment.splitlines())),
        # What speaks against the comment stands beside it.
        "objections": slide.objections,
        "sentences": slide.sentences,
        "changed": slide.changed,
        "notes": around.notes,
    }
    blocks = (Block(kind, text(f"document.{kind}", language), lines) for kind, lines in said.items() if lines)
    return Section(number, slide, around, tuple(blocks))


def title(deck: Deck) -> str:
    """The title of the deck, or of the product where it has none: no document goes without."""
    return deck.title.strip() or text("app.name", deck.language)


def version(deck: Deck) -> str:
    """The data version and the day of its newest source."""
    key = "chart.version_dated" if deck.data_date else "chart.version"
    return text(key, deck.language, version=deck.data_version, date=deck.data_date)


def followed(address: str) -> str:
    """The address where it is one of the web, else ""."""
    return address if address.startswith(("https://", "http://")) else ""


def passports(deck: Deck) -> Passports:
    """The passports of all codes of the deck, by its public links."""
    root = next(filter(None, map(_root, deck.slides)), "")
    told = {code for one in deck.references for code in one.codes}
    for slide in deck.slides:
        told |= {*slide.content.codes, *(place.code for place in slide.places)}
        told |= set(slide.content.aside) if isinstance(slide.content, Picture) else set()
    return Passports(root, frozenset(filter(None, told)), deck.language)


def _root(slide: Slide) -> str:
    """The public address of the dashboard without a slash at its end: the link less its page."""
    link = followed(slide.link).partition("?")[0]
    page = urlsplit(slide.address).path
    return link.removesuffix(page) if link.endswith(page) else ""


def qr(link: str, language: str) -> str:
    """The link as a QR code in SVG, white around it; "" without a link or where no code holds it."""
    made, scene = qr_code(link), Scene()
    if made is None:
        return ""
    draw(scene, made, 0, 0, LEAST)
    side = made.side(LEAST)
    return scene.svg(side, side, title=text("document.qr", language, link=link))


def codes(reference: Reference, language: str) -> str:
    """The codes of the figures taken from a source, "" where there are none."""
    listed = text("chart.comma", language).join(reference.codes)
    return text("chart.codes", language, listed=listed) if listed else ""


def places(found: tuple[Place, ...], language: str) -> Table:
    """Where each figure is printed."""
    columns = ("code", "figure", "as_printed", "source")
    rows = (
        Row((Cell(one.code, code=one.code), Cell(one.label), Cell(one.printed), Cell(one.source)))
        for one in found
    )
    return Table(text("document.places", language), _columns(columns, language), tuple(rows))


def tables(content: Content, language: str) -> tuple[Table, ...]:
    """All values of a picture; a sheet is a table already."""
    if isinstance(content, Sheet):
        return (Table(content.title, content.columns, content.rows),)
    if isinstance(content, Picture):
        return tuple(_of_panel(panel, language) for panel in content.panels)
    return tuple(
        Table(one.title, one.head, tuple(Row(tuple(map(Cell, row))) for row in one.rows))
        for one in content.tables
    )


def said(row: Row) -> tuple[str, ...]:
    """What the cells of a row say; missing is a dash, but a row without a name goes on with the one above."""
    if row.heads:
        return tuple(cell.text for cell in row.cells)
    first, *others = row.cells
    return first.text, *(one.text or ("" if one.tags or one.code else MISSING) for one in others)


def _is_numeric(column: Iterable[Cell]) -> bool:
    """Whether most cells of a column that say something are numbers."""
    said = [cell for cell in column if cell.text not in ("", MISSING)]
    return sum(cell.value is not None for cell in said) * 2 > len(said)


def _of_panel(panel: Panel, language: str) -> Table:
    columns = ("city", "period", "value", "code")
    rows = [_of_mark(mark, panel.unit_text, language) for mark in panel.drawn]
    rows += [Row((Cell(none.label), Cell(""), Cell(none.text), Cell(""))) for none in panel.missing]
    return Table(panel.title, _columns(columns, language), tuple(rows))


def _of_mark(mark: Mark, unit: str, language: str) -> Row:
    value = Cell(with_unit(mark.text, unit, language), mark.tags, value=mark.value)
    return Row((Cell(mark.label), Cell(mark.period), value, Cell(mark.code, code=mark.code)), mark.city)


def _columns(keys: tuple[str, ...], language: str) -> tuple[str, ...]:
    return tuple(text(f"document.column.{key}", language) for key in keys)
