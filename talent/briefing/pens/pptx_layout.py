"""Where everything stands on a slide: the head, the charts' room, words aside and below, the foot."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from talent.briefing.deck import Slide
from talent.charts.code import qr_code
from talent.charts.frame import Frame
from talent.charts.slides import pieces
from talent.charts.slides.paint import ACCENT, DIM, HEIGHT, INK, WARN, WIDTH, Area
from talent.charts.slides.words import Para, tall
from talent.i18n import text

LEFT = 44.0
FULL = WIDTH - 2 * LEFT
_TOP, _BOTTOM = 24.0, HEIGHT - 30.0
_ASIDE, _APART = 250.0, 10.0
GAP, QR = 26.0, 58.0
# Where words stand, tried in this order: below or aside; in what charts leave free; below in two columns.
PLACES = ("plain", "corner", "columns")
_FLOOR = 9.0


@dataclass(frozen=True)
class Section:
    """Paragraphs of one kind, one of _ALL."""

    kind: str
    paras: tuple[Para, ...]


@dataclass(frozen=True)
class Page:
    """One slide: pieces `found` with words `aside` and `below` them, or columns of words (`flow`).

    `place` is one of PLACES.
    """

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
    place: str = "plain"
    number: int = 1
    total: int = 1

    @property
    def full(self) -> bool:
        """Whether the lists beside charts over time have tags and codes: else these follow."""
        return "values" not in self.moved

    @property
    def title(self) -> str:
        if self.total == 1:
            return self.frame.title
        return text(
            "slides.part", self.frame.language, title=self.frame.title, number=self.number, total=self.total
        )


def sections(slide: Slide, words: Frame, share: float) -> list[Section]:
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


def told(sections: Sequence[Section], language: str) -> list[Para]:
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
    below: float = _TOP

    def add(self, name: str, paras: Sequence[Para], pad: float = 0.0, after: float = 4.0) -> None:
        if not paras:
            return
        high = tall(paras, FULL - 2 * pad) + pad * 1.2
        self.boxes.append((name, list(paras), Area(LEFT, self.below, FULL, high)))
        self.below += high + after


def head(page: Page, brief: bool = False) -> _Head:
    """The boxes above the charts; `brief` = above words alone, without what the first slide said."""
    words, share = page.frame, page.share
    found = _Head()
    # The mark of a continued slide may lengthen the title.
    long = replace(page, number=99, total=99).title
    found.add("title", [Para(long, 24 * max(share, 0.9), INK, bold=True)], after=2)
    scope = [Para(words.scope, 13 * share, INK, after=1)] if words.scope else []
    subtitle = [Para(words.subtitle, max(10, 11 * share), DIM)] if words.subtitle and not brief else []
    found.add("scope", [*scope, *subtitle], after=7)
    if not brief:
        size = max(10, 12 * share)
        found.add("warnings", [Para(line, size, WARN) for line in words.warnings], pad=8, after=8)
        found.add("lead", [Para(line, max(11, 14 * share)) for line in words.lead], after=8)
    found.below += 2
    return found


# The words that stand beside and below the charts, and the foot.


def beside(page: Page, room: Area) -> Area | None:
    """Where the words aside stand: right of the charts, or in the corner that they leave free."""
    if page.place == "corner":
        return pieces.corner(page.slide.content, page.found, room, page.size, page.full)
    return Area(room.right + GAP, room.top, _ASIDE, room.height)


def under(page: Page) -> list[list[Para]]:
    """The words below the charts, in one column or two."""
    said = told(page.below, page.frame.language)
    if page.place != "columns":
        return [said]
    wide = (FULL - GAP) / 2
    cuts = [n for n in range(1, len(said)) if not said[n - 1].leads]
    halves = ([said[:n], said[n:]] for n in cuts)
    return min(halves, key=lambda both: max(tall(half, wide) for half in both), default=[said])


def _under_height(page: Page) -> float:
    columns = under(page)
    wide = (FULL - GAP * (len(columns) - 1)) / len(columns)
    return max(tall(column, wide) for column in columns)


def under_area(page: Page, room: Area) -> Area:
    """Where the words below the charts stand, whose `room` ends above."""
    top = room.bottom + _APART
    return Area(LEFT, top, FULL, foot_area(page).top - 12 - top)


def foot(page: Page) -> list[Para]:
    """Sources, codes, data version, link, and what follows."""
    size = max(_FLOOR, 9.5 * page.share)
    said = [para for section in page.foot for para in section.paras]
    if page.found and "sources" in page.moved and page.slide.content.sources:
        said.append(Para(_numbers(page), size, DIM, after=2))
    coded = qr_code(page.slide.link)
    link = text("slides.link", page.frame.language, link=page.slide.link) if coded else ""
    version = text("chart.dot", page.frame.language).join(filter(None, (page.frame.version, link)))
    said.append(Para(version, size, DIM, after=2))
    if follows := _follows(page):
        said.append(Para(follows, size, ACCENT, bold=True, after=2))
    return said


def _numbers(page: Page) -> str:
    """The numbers of the sources, whose lines follow."""
    language = page.frame.language
    numbers = [pieces.numbered(line) for line in page.slide.content.sources]
    return text("slides.numbers", language, listed=text("chart.comma", language).join(numbers))


def _follows(page: Page) -> str:
    """What the next slides hold: `注释、来源续下页`."""
    listed = sections(page.slide, page.frame, page.share)
    named = [text(f"slides.{one.kind}", page.frame.language) for one in listed if one.kind in page.moved]
    if not named:
        return ""
    joined = text("chart.comma", page.frame.language).join(named)
    return text("slides.follows", page.frame.language, listed=joined)


def foot_area(page: Page) -> Area:
    """Where the foot stands, left of the code."""
    coded = qr_code(page.slide.link)
    width = FULL - (QR + 18 if coded else 70)
    high = max(tall(foot(page), width), QR if coded else 0)
    return Area(LEFT, _BOTTOM - high, width, high)


def body(page: Page, brief: bool = False) -> Area:
    """Between head and foot, left of what stands aside."""
    top = head(page, brief).below
    width = FULL - (_ASIDE + GAP if page.aside and page.place != "corner" else 0)
    end = foot_area(page).top - 12
    if page.below:
        end -= _under_height(page) + _APART
    return Area(LEFT, top, width, end - top)
