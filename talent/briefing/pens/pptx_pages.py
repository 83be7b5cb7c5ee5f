"""A slide of a deck as the slides of a file: the charts with all their words, and what runs over."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Pt

from talent.briefing.deck import Slide
from talent.charts.code import qr_code
from talent.charts.frame import Frame, frame
from talent.charts.sheet import Sheet
from talent.charts.slides import native, pieces, stage
from talent.charts.slides.paint import (
    ACCENT,
    DIM,
    HEIGHT,
    INK,
    RULE,
    WARN,
    WARN_GROUND,
    WARN_LINE,
    WIDTH,
    Area,
)
from talent.charts.slides.words import Para, paged, put, rgb, tall, write
from talent.i18n import text

LEFT = 44.0
FULL = WIDTH - 2 * LEFT
TOP, BOTTOM = 24.0, HEIGHT - 30.0
_ASIDE, _GAP, _APART = 250.0, 26.0, 10.0
_QR = 58.0
# Words no taller than this stand below the charts, others beside them.
_BELOW = 66.0
# Type of the charts' figures, tried from the largest; shares of the other type at each.
_SIZES = ((13.0, 1.0), (12.0, 1.0), (12.0, 0.92), (11.5, 0.84))
_FLOOR = 9.0
# What moves to the next slide where one is too full, in this order; sources last.
_MOVES = (
    (),
    ("notes", "long_link"),
    ("notes", "long_link", "values"),
    ("notes", "long_link", "values", "changed", "objections", "comment"),
)
_WORDS = ("comment", "objections", "changed", "legend", "values", "notes", "long_link")
_ALL = (*_WORDS, "sources", "codes")


@dataclass(frozen=True)
class Section:
    """Paragraphs of one kind, one of _ALL."""

    kind: str
    paras: tuple[Para, ...]


@dataclass(frozen=True)
class Page:
    """One slide: pieces `found` with words `aside` and `below` them, or columns of words (`flow`)."""

    slide: Slide
    frame: Frame
    size: float
    share: float
    found: tuple[pieces.Piece, ...] = ()
    aside: tuple[Section, ...] = ()
    below: tuple[Section, ...] = ()
    foot: tuple[Section, ...] = ()
    flow: tuple[tuple[Para, ...], ...] = ()
    moved: tuple[str, ...] = ()
    number: int = 1
    total: int = 1

    @property
    def title(self) -> str:
        if self.total == 1:
            return self.frame.title
        return text(
            "slides.part", self.frame.language, title=self.frame.title, number=self.number, total=self.total
        )


def planned(slide: Slide) -> list[Page]:
    """The slides that a slide of a deck takes: one where everything fits, else what is left on others."""
    words = frame(slide.content)
    pages = list(_whole(slide, words)) or list(_parted(slide, words))
    return [replace(page, number=n, total=len(pages)) for n, page in enumerate(pages, start=1)]


def _whole(slide: Slide, words: Frame) -> Iterator[Page]:
    """All pieces on one slide, with as many of the words as fit."""
    found = pieces.pieces(slide.content)
    for moved in _MOVES:
        for size, share in _SIZES:
            page = _page(slide, words, found, moved, size, share)
            if _fits(page):
                yield page
                yield from _rest(slide, words, moved)
                return


def _page(slide: Slide, words: Frame, found, moved: Sequence[str], size: float, share: float) -> Page:
    sections = [one for one in _sections(slide, words, share) if one.kind not in moved]
    foot = tuple(one for one in sections if one.kind in ("sources", "codes"))
    below = tuple(one for one in sections if one not in foot)
    sheet = isinstance(slide.content, Sheet)
    if not sheet and tall(_told(below, words.language), FULL) > _BELOW:
        below = tuple(one for one in below if one.kind in ("comment", "objections", "changed"))
    if not sheet and tall(_told(below, words.language), FULL) > _BELOW:
        below = ()
    aside = tuple(one for one in sections if one not in (*foot, *below))
    return Page(slide, words, size, share, tuple(found), aside, below, foot, moved=tuple(moved))


def _follows(page: Page) -> str:
    """What the next slides hold: `注释、来源续下页`."""
    sections = _sections(page.slide, page.frame, page.share)
    named = [text(f"slides.{one.kind}", page.frame.language) for one in sections if one.kind in page.moved]
    if not named:
        return ""
    listed = text("chart.comma", page.frame.language).join(named)
    return text("slides.follows", page.frame.language, listed=listed)


def _sections(slide: Slide, words: Frame, share: float) -> list[Section]:
    """Everything said beside and below the pieces, in order; those that say nothing are left out."""
    small = max(_FLOOR, 10 * share)
    body = max(10.5, 14 * share)
    said = {
        "comment": [
            Para(line, body, after=5, sign="▍", sign_colour=ACCENT)
            for line in slide.comment.splitlines()
            if line.strip()
        ],
        "objections": [Para(line, small + 1, WARN) for line in slide.objections],
        "changed": [Para(line, small + 0.5) for line in slide.changed],
        "legend": pieces.legend(slide.content, small + 0.5),
        "values": pieces.values(slide.content, small + 0.5),
        "notes": [Para(line, small, DIM) for line in words.notes],
        "long_link": [Para(slide.link, small, DIM)] if slide.link and not qr_code(slide.link) else [],
        "sources": [Para(words.sources, max(_FLOOR, 9.5 * share), DIM, after=2)] if words.sources else [],
        "codes": [Para(words.codes, max(_FLOOR, 9.5 * share), DIM, after=2)] if words.codes else [],
    }
    return [Section(kind, tuple(paras)) for kind, paras in said.items() if paras]


def _fits(page: Page) -> bool:
    room = _body(page)
    needs = pieces.least(page.slide.content, page.found, room.width, page.size)
    if page.aside:
        needs = max(needs, tall(_told(page.aside, page.frame.language), _ASIDE))
    return needs <= room.height


def _parted(slide: Slide, words: Frame) -> Iterator[Page]:
    """Pieces over several slides, each with the head and the sources; everything else after them."""
    size, share = _SIZES[-1]
    left = list(pieces.pieces(slide.content))
    # The cells of a sheet bear their codes; its sources would take the room of rows on every slide.
    moved = _ALL if isinstance(slide.content, Sheet) else _WORDS
    while left:
        page = _page(slide, words, left[:1], moved, size, share)
        if not _fits(page) and moved != _ALL:
            moved = _ALL
            continue
        while len(page.found) < len(left) and _fits(fuller := _with(page, left)):
            page = fuller
        left = left[len(page.found) :]
        if not left:
            # The last has room for words, perhaps.
            fuller = (_page(slide, words, page.found, fewer, size, share) for fewer in _MOVES)
            page, moved = next(((one, one.moved) for one in fuller if _fits(one)), (page, moved))
        yield page
    yield from _rest(slide, words, moved)


def _with(page: Page, left: Sequence[pieces.Piece]) -> Page:
    """The page with one more piece."""
    return replace(page, found=tuple(left[: len(page.found) + 1]))


def _rest(slide: Slide, words: Frame, moved: Sequence[str]) -> Iterator[Page]:
    """What moved, on slides of words."""
    empty = Page(slide, words, 12, 1.0)
    room = _body(empty, brief=True)
    tried = []
    for share in (1.05, 0.96, 0.88):
        sections = [one for one in _sections(slide, words, share) if one.kind in moved]
        if not sections:
            return
        tried.append(paged(_told(sections, words.language), _column(room), room.height))
    columns = min(tried, key=lambda found: -(-len(found) // 2))
    for n in range(0, len(columns), 2):
        yield replace(empty, flow=tuple(map(tuple, columns[n : n + 2])))


def _column(room: Area) -> float:
    return (room.width - _GAP) / 2


def _told(sections: Sequence[Section], language: str) -> list[Para]:
    """Sections one below the other, each under its heading; the writer's comment needs none."""
    said = []
    for section in sections:
        if section.kind == "comment":
            said += [*section.paras[:-1], replace(section.paras[-1], after=_APART)]
            continue
        heading = Para(
            text(f"slides.{section.kind}", language), section.paras[0].size, ACCENT, bold=True, leads=True
        )
        said += [heading, *section.paras[:-1], replace(section.paras[-1], after=_APART)]
    return said


# The head: title, scope, how to read it, warnings, lead.


@dataclass
class _Head:
    """Boxes from the top, each with its paragraphs and height; `below` is where the body begins."""

    boxes: list[tuple[str, list[Para], Area]] = field(default_factory=list)
    below: float = TOP

    def add(self, name: str, paras: Sequence[Para], pad: float = 0.0, after: float = 4.0) -> None:
        if not paras:
            return
        high = tall(paras, FULL - 2 * pad) + pad * 1.2
        self.boxes.append((name, list(paras), Area(LEFT, self.below, FULL, high)))
        self.below += high + after


def _head(page: Page, brief: bool = False) -> _Head:
    words, share = page.frame, page.share
    head = _Head()
    # The mark of a continued slide may lengthen the title.
    long = replace(page, total=max(page.total, 2)).title
    head.add("title", [Para(long, 24 * max(share, 0.9), INK, bold=True)], after=2)
    scope = [Para(words.scope, 13 * share, INK, after=1)] if words.scope else []
    subtitle = [Para(words.subtitle, max(10, 11 * share), DIM)] if words.subtitle and not brief else []
    head.add("scope", [*scope, *subtitle], after=7)
    if not brief:
        size = max(10, 12 * share)
        head.add("warnings", [Para(line, size, WARN) for line in words.warnings], pad=8, after=8)
        head.add("lead", [Para(line, max(11, 14 * share)) for line in words.lead], after=8)
    head.below += 2
    return head


def _foot(page: Page) -> list[Para]:
    """Sources, codes, data version, link, and what follows."""
    size = max(_FLOOR, 9.5 * page.share)
    said = [para for section in page.foot for para in section.paras]
    coded = qr_code(page.slide.link)
    link = text("slides.link", page.frame.language, link=page.slide.link) if coded else ""
    version = text("chart.dot", page.frame.language).join(filter(None, (page.frame.version, link)))
    said.append(Para(version, size, DIM, after=2))
    if follows := _follows(page):
        said.append(Para(follows, size, ACCENT, bold=True, after=2))
    return said


def _foot_area(page: Page) -> Area:
    coded = qr_code(page.slide.link)
    width = FULL - (_QR + 18 if coded else 70)
    high = max(tall(_foot(page), width), _QR if coded else 0)
    return Area(LEFT, BOTTOM - high, width, high)


def _body(page: Page, brief: bool = False) -> Area:
    """Between head and foot, left of what stands aside."""
    top = _head(page, brief).below
    width = FULL - (_ASIDE + _GAP if page.aside else 0)
    end = _foot_area(page).top - 12
    if page.below:
        end -= tall(_told(page.below, page.frame.language), FULL) + _APART
    return Area(LEFT, top, width, end - top)


# Drawing


def draw(deck, page: Page) -> object:
    """A page as a slide of the file."""
    slide = stage.add(deck)
    brief = bool(page.flow)
    for name, paras, area in _head(page, brief).boxes:
        if name == "title":
            paras = [replace(paras[0], words=page.title)]
            titled(slide, paras, area)
        else:
            boxed = name == "warnings"
            ground, edge = (WARN_GROUND, WARN_LINE) if boxed else ("", "")
            put(slide, paras, area, name, ground=ground, edge=edge, pad=8 if boxed else 0)
    accent(slide)
    room = _body(page, brief)
    language = page.frame.language
    if page.found:
        pieces.draw(slide, page.slide.content, page.found, room, page.size)
    if page.aside:
        beside = Area(room.right + _GAP, room.top, _ASIDE, room.height)
        rule(slide, Area(room.right + _GAP / 2, room.top, 0, room.height))
        put(slide, _told(page.aside, language), beside, "aside")
    if page.below:
        under = Area(LEFT, room.bottom + _APART, FULL, _foot_area(page).top - 12 - room.bottom - _APART)
        put(slide, _told(page.below, language), under, "below")
    if page.flow:
        for n, column in enumerate(page.flow):
            wide = _column(room)
            put(slide, column, Area(room.left + n * (wide + _GAP), room.top, wide, room.height), "continued")
    foot = _foot_area(page)
    rule(slide, Area(LEFT, foot.top - 6, FULL, 0))
    put(slide, _foot(page), foot, "foot")
    if qr := qr_code(page.slide.link):
        place = (Pt(n) for n in (LEFT + FULL - _QR, foot.bottom - _QR, _QR, _QR))
        image = slide.shapes.add_picture(io.BytesIO(qr.png), *place)
        image.name = "QR"
        image._element.nvPicPr.cNvPr.set("descr", text("slides.qr", language, link=page.slide.link))
    return slide


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
