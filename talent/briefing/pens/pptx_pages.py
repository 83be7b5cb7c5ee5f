"""A slide of a deck as the slides of a file: the charts with all their words, and what runs over."""

import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Pt

from talent.briefing.deck import Slide
from talent.briefing.pens import pptx_layout as layout
from talent.briefing.pens.pptx_layout import FULL, GAP, LEFT, PLACES, QR, Page
from talent.charts.code import qr_code
from talent.charts.frame import Frame, frame
from talent.charts.sheet import Sheet
from talent.charts.slides import native, pieces, stage
from talent.charts.slides.paint import ACCENT, RULE, WARN_GROUND, WARN_LINE, Area
from talent.charts.slides.words import Para, paged, put, rgb, tall, write
from talent.i18n import text

# Words no taller than this stand below the charts, others beside them.
_BELOW = 66.0
# Type of the charts' figures, tried from the largest; shares of the other type at each.
_SIZES = ((13.0, 1.0), (12.0, 1.0), (12.0, 0.92), (11.5, 0.84))
# What moves to the next slide where one is too full, in this order; sources last.
_MOVES = (
    (),
    ("notes", "long_link"),
    ("notes", "long_link", "values"),
    ("notes", "long_link", "values", "changed", "objections", "comment"),
)
_WORDS = ("comment", "objections", "changed", "legend", "values", "notes", "long_link")
_ALL = (*_WORDS, "sources", "codes")


def planned(slide: Slide) -> list[Page]:
    """The slides that a slide of a deck takes: one where everything fits, else what is left on others."""
    words = frame(slide.content)
    whole = list(_whole(slide, words))
    pages = _better(slide, words, whole) or whole or list(_parted(slide, words, *_SIZES[-1]))
    return [replace(page, number=n, total=len(pages)) for n, page in enumerate(pages, start=1)]


def _better(slide: Slide, words: Frame, whole: Sequence[Page]) -> list[Page]:
    """Charts on several slides where all of them on one leave a slide to words alone; [] for none such."""
    if isinstance(slide.content, Sheet) or not any(page.flow for page in whole):
        return []
    most = math.ceil(len(pieces.pieces(slide.content)) / len(whole))
    tried = (list(_parted(slide, words, size, share, most)) for size, share in _SIZES)
    fuller = (pages for pages in tried if len(pages) <= len(whole) and all(page.found for page in pages))
    return next(fuller, [])


def _whole(slide: Slide, words: Frame) -> Iterator[Page]:
    """All pieces on one slide, with as many of the words as fit."""
    found = pieces.pieces(slide.content)
    for moved in _MOVES:
        for size, share in _SIZES:
            for place in PLACES:
                page = _page(slide, words, found, moved, size, share, place)
                if _fits(page):
                    yield page
                    yield from _rest(slide, words, moved)
                    return


def _page(
    slide: Slide, words: Frame, found, moved: Sequence[str], size: float, share: float, place: str = "plain"
) -> Page:
    sections = [one for one in layout.sections(slide, words, share) if one.kind not in moved]
    foot = tuple(one for one in sections if one.kind in ("sources", "codes"))
    below = tuple(one for one in sections if one not in foot)
    page = Page(slide, words, size, share, tuple(found), foot=foot, moved=tuple(moved), place=place)
    if place != "plain":
        return replace(page, aside=below) if place == "corner" else replace(page, below=below)
    sheet = isinstance(slide.content, Sheet)
    if not sheet and tall(layout.told(below, words.language), FULL) > _BELOW:
        below = tuple(one for one in below if one.kind in ("comment", "objections", "changed"))
    if not sheet and tall(layout.told(below, words.language), FULL) > _BELOW:
        below = ()
    aside = tuple(one for one in sections if one not in (*foot, *below))
    return replace(page, aside=aside, below=below)


def _fits(page: Page) -> bool:
    room = layout.body(page)
    if pieces.least(page.slide.content, page.found, room.width, page.size) > room.height:
        return False
    if not page.aside:
        return True
    beside = layout.beside(page, room)
    return bool(beside) and tall(layout.told(page.aside, page.frame.language), beside.width) <= beside.height


def _parted(slide: Slide, words: Frame, size: float, share: float, most: float = math.inf) -> Iterator[Page]:
    """Pieces over several slides, at most so many on one, each with head and sources; the rest after them."""
    left = list(pieces.pieces(slide.content))
    # The cells of a sheet bear their codes; its sources would take the room of rows on every slide.
    moved = _ALL if isinstance(slide.content, Sheet) else _WORDS
    while left:
        page = _page(slide, words, left[:1], moved, size, share)
        if not _fits(page) and moved != _ALL:
            moved = _ALL
            continue
        while len(page.found) < min(len(left), most) and _fits(fuller := _with(page, left)):
            page = fuller
        left = left[len(page.found) :]
        if not left:
            # The last has room for words, perhaps.
            tried = product(_MOVES, PLACES)
            fuller = (_page(slide, words, page.found, fewer, size, share, place) for fewer, place in tried)
            page, moved = next(((one, one.moved) for one in fuller if _fits(one)), (page, moved))
        yield page
    yield from _rest(slide, words, moved)


def _with(page: Page, left: Sequence[pieces.Piece]) -> Page:
    """The page with one more piece."""
    return replace(page, found=tuple(left[: len(page.found) + 1]))


def _rest(slide: Slide, words: Frame, moved: Sequence[str]) -> Iterator[Page]:
    """What moved, on slides of words."""
    empty = Page(slide, words, 12, 1.0)
    room = layout.body(empty, brief=True)
    tried = []
    for share in (1.05, 0.96, 0.88):
        sections = [one for one in layout.sections(slide, words, share) if one.kind in moved]
        if not sections:
            return
        tried.append(paged(layout.told(sections, words.language), _column(room), room.height))
    columns = min(tried, key=lambda found: -(-len(found) // 2))
    for n in range(0, len(columns), 2):
        yield replace(empty, flow=tuple(map(tuple, columns[n : n + 2])))


def _column(room: Area) -> float:
    return (room.width - GAP) / 2


# Drawing


def draw(deck, page: Page) -> object:
    """A page as a slide of the file."""
    slide = stage.add(deck)
    brief = bool(page.flow)
    for name, paras, area in layout.head(page, brief).boxes:
        if name == "title":
            paras = [replace(paras[0], words=page.title)]
            titled(slide, paras, area)
        else:
            boxed = name == "warnings"
            ground, edge = (WARN_GROUND, WARN_LINE) if boxed else ("", "")
            put(slide, paras, area, name, ground=ground, edge=edge, pad=8 if boxed else 0)
    accent(slide)
    room = layout.body(page, brief)
    language = page.frame.language
    if page.found:
        pieces.draw(slide, page.slide.content, page.found, room, page.size)
    if page.aside and (beside := layout.beside(page, room)):
        if page.place != "corner":
            rule(slide, Area(room.right + GAP / 2, room.top, 0, room.height))
        put(slide, layout.told(page.aside, language), beside, "aside")
    if page.below:
        _columns(slide, layout.under(page), layout.under_area(page, room), "below")
    if page.flow:
        # One column alone keeps the width of two.
        _columns(slide, page.flow if len(page.flow) > 1 else (*page.flow, ()), room, "continued")
    foot = layout.foot_area(page)
    rule(slide, Area(LEFT, foot.top - 6, FULL, 0))
    put(slide, layout.foot(page), foot, "foot")
    if qr := qr_code(page.slide.link):
        place = (Pt(n) for n in (LEFT + FULL - QR, foot.bottom - QR, QR, QR))
        image = slide.shapes.add_picture(io.BytesIO(qr.png), *place)
        image.name = "QR"
        image._element.nvPicPr.cNvPr.set("descr", text("slides.qr", language, link=page.slide.link))
    return slide


def _columns(slide, columns: Sequence[Sequence[Para]], area: Area, name: str) -> None:
    """Columns of words side by side; one without words stays empty."""
    wide = (area.width - GAP * (len(columns) - 1)) / len(columns)
    for n, column in enumerate(columns):
        if column:
            put(slide, column, Area(area.left + n * (wide + GAP), area.top, wide, area.height), name)


def titled(slide, paras: Sequence[Para], area: Area) -> None:
    """The slide's own title, which outlines and screen readers know."""
    title = slide.shapes.title
    title.left, title.top, title.width, title.height = (
        Pt(n) for n in (area.left, area.top, area.width, area.height)
    )
    write(title.text_frame, paras)
    for line in title.text_frame.paragraphs:
        line.alignment = 1


def accent(slide) -> None:
    """The one coloured mark at the top of every slide."""
    mark = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Pt(LEFT), 0, Pt(56), Pt(6))
    mark.name = "accent"
    mark.fill.solid()
    mark.fill.fore_color.rgb = rgb(ACCENT)
    mark.line.fill.background()
    native.unstyled(mark)


def rule(slide, area: Area) -> None:
    """A thin line."""
    ends = (area.left, area.top, area.right, area.bottom)
    native.connected(slide, ends, "rule", RULE, 0.75)
