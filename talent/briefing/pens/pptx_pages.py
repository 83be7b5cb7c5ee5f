"""A slide of a deck as the slides of a file: the charts with all their words, and what runs over."""

import io
import math
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from itertools import product

from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Pt

from talent.briefing.deck import Slide
from talent.briefing.pens import pptx_layout as layout
from talent.briefing.pens.pptx_layout import FULL, GAP, LEFT, PLACES, QR, Page, Section
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
# What may follow on the next slide, the first first. Sources leave their numbers on that of the charts;
# without "values" the lists beside charts over time say no tags and codes.
_LAST = ("notes", "long_link")
_FAR = ("sources", "codes")
_ALL = ("comment", "objections", "changed", "legend", "values", *_LAST, *_FAR)
_LATER = (
    _LAST,
    (*_LAST, *_FAR),
    (*_LAST, "legend", "values"),
    (*_LAST, "legend", "values", *_FAR),
    _ALL,
)
_MOVES = ((), *_LATER)


def planned(slide: Slide) -> list[Page]:
    """The slides that a slide of a deck takes: one where everything fits, else what is left on others."""
    words = frame(slide.content)
    whole = list(_whole(slide, words))
    pages = _better(slide, words, whole) or whole or _even(slide, words)
    return [replace(page, number=n, total=len(pages)) for n, page in enumerate(pages, start=1)]


def _better(slide: Slide, words: Frame, whole: Sequence[Page]) -> list[Page]:
    """Charts on several slides where all of them on one leave a slide to words alone; [] for none such."""
    if isinstance(slide.content, Sheet) or not any(page.flow for page in whole):
        return []
    most = math.ceil(len(pieces.pieces(slide.content)) / len(whole))
    tried = [list(_parted(slide, words, size, share, most)) for size, share in _SIZES]
    fuller = [pages for pages in tried if len(pages) <= len(whole) and all(page.found for page in pages)]
    return min(fuller, key=_flaws, default=[])


def _even(slide: Slide, words: Frame) -> list[Page]:
    """Pieces over as few slides as there may be, charts spread evenly among them."""
    fewest = list(_parted(slide, words, *_SIZES[-1]))
    if isinstance(slide.content, Sheet):
        return fewest
    most = math.ceil(len(pieces.pieces(slide.content)) / sum(bool(page.found) for page in fewest))
    tried = [list(_parted(slide, words, size, share, most)) for size, share in _SIZES]
    return min((pages for pages in tried if len(pages) <= len(fewest)), key=_flaws, default=fewest)


def _flaws(pages: Sequence[Page]) -> tuple[bool, bool]:
    """Whether a slide is too full, and whether what is said of the charts follows them."""
    return not all(_fits(page) for page in pages if page.found), "comment" in pages[0].moved


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
    slide: Slide,
    words: Frame,
    found: Sequence[pieces.Piece],
    moved: Sequence[str],
    size: float,
    share: float,
    place: str = "plain",
    said: Set[str] = frozenset(),
) -> Page:
    """A page of pieces with all words but those `moved` to the next and those `said` on one before.

    Sources and codes said before stand again, those of what is shown here.
    """
    sheet = isinstance(slide.content, Sheet)
    here = frame(pieces.part(slide.content, found)) if "sources" in said else words
    sections = [one for one in layout.sections(slide, here, share) if one.kind not in (*moved, "values")]
    foot = tuple(one for one in sections if one.kind in _FAR and not (sheet and one.kind in said))
    rest = tuple(one for one in sections if one.kind not in (*_FAR, *said))
    page = Page(slide, words, size, share, tuple(found), foot=foot, moved=tuple(moved), place=place)
    if place != "plain":
        return replace(page, aside=rest) if place == "corner" else replace(page, below=rest)
    below = rest
    if not sheet and tall(layout.told(below, words.language), FULL) > _BELOW:
        below = tuple(one for one in below if one.kind in ("comment", "objections", "changed"))
    if not sheet and tall(layout.told(below, words.language), FULL) > _BELOW:
        below = ()
    return replace(page, aside=tuple(one for one in rest if one not in below), below=below)


def _fits(page: Page) -> bool:
    room = layout.body(page)
    if pieces.least(page.slide.content, page.found, room.width, page.size, page.full) > room.height:
        return False
    if not page.aside:
        return True
    beside = layout.beside(page, room)
    return bool(beside) and tall(layout.told(page.aside, page.frame.language), beside.width) <= beside.height


def _parted(slide: Slide, words: Frame, size: float, share: float, most: float = math.inf) -> Iterator[Page]:
    """Pieces over several slides, at most so many on one; what is said of them stands on the first.

    What had no room there stands on the last, or after it.
    """
    left = list(pieces.pieces(slide.content))
    said: frozenset[str] = frozenset()
    page = None
    while left:
        moves = list(_due(slide, said, page.moved if page else ()))
        tried = (_page(slide, words, left[:1], moved, size, share, said=said) for moved in moves[1:])
        page = next((one for one in tried if _fits(one)), None)
        page = page or _page(slide, words, left[:1], moves[-1], size, share, said=said)
        while len(page.found) < min(len(left), most):
            more = left[: len(page.found) + 1]
            fuller = _page(slide, words, more, page.moved, size, share, said=said)
            if not _fits(fuller):
                break
            page = fuller
        left = left[len(page.found) :]
        if not left:
            # The last has room for words, perhaps.
            tries = product(moves, PLACES)
            fuller = (
                _page(slide, words, page.found, moved, size, share, place, said) for moved, place in tries
            )
            page = next(filter(_fits, fuller), page)
        yield page
        said = frozenset(_ALL).difference(page.moved)
    if page:
        yield from _rest(slide, words, page.moved)


def _due(slide: Slide, said: Set[str], before: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """What of the words not yet said may follow on the next slide; `before` = what did on the last."""
    # The cells of a sheet bear their codes; its sources would take the room of rows on every slide.
    far = isinstance(slide.content, Sheet) or "sources" in before
    for n, moved in enumerate(_MOVES):
        more = _FAR if n and far else ()
        listed = ("values",) if "values" in (*before, *moved) else ()
        kinds = {*moved, *more}.difference(said, ("values",))
        yield (*(kind for kind in _ALL if kind in kinds), *listed)


def _rest(slide: Slide, words: Frame, moved: Sequence[str]) -> Iterator[Page]:
    """What moved, on slides of words."""
    empty = Page(slide, words, 12, 1.0)
    room = layout.body(empty, brief=True)
    tried = []
    for share in (1.05, 0.96, 0.88):
        sections = [one for one in layout.sections(slide, words, share) if one.kind in moved]
        if not sections:
            return
        for said in ([_apart(one, words.language) for one in sections], sections):
            tried.append(paged(layout.told(said, words.language), _column(room), room.height))
    columns = min(tried, key=lambda found: -(-len(found) // 2))
    for n in range(0, len(columns), 2):
        yield replace(empty, flow=tuple(map(tuple, columns[n : n + 2])))


def _apart(section: Section, language: str) -> Section:
    """Sources one below the other, where that takes no more slides."""
    if section.kind != "sources":
        return section
    between = text("chart.semicolon", language)
    (para,) = section.paras
    *lines, last = para.words.split(between)
    said = [*(f"{line}{between}".rstrip() for line in lines), last]
    return replace(section, paras=tuple(replace(para, words=line, after=1) for line in said))


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
        pieces.draw(slide, page.slide.content, page.found, room, page.size, page.full)
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
