"""A deck as PowerPoint: charts that can be edited, speaker notes with the sources, pages of sources."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time

from talent.briefing.deck import Deck, Slide
from talent.briefing.pens import document, pptx_pages
from talent.briefing.pens.pptx_pages import FULL, LEFT, Page
from talent.charts.frame import frame
from talent.charts.slides import stage
from talent.charts.slides.paint import ACCENT, DIM, HEIGHT, INK, Area
from talent.charts.slides.words import Para, clean, paged, put, tall
from talent.i18n import text

# Where the data has no date, files bear the first that a zip can.
_UNDATED = date(1980, 1, 1)
_TOP, _HIGH = 84.0, HEIGHT - 84 - 40
_GAP = 36.0
# Type of the deck's title, tried from the largest, and the room it has before the smallest takes more.
_TITLES, _TITLED = (36.0, 32.0, 28.0, 24.0, 20.0), 100.0
_COLUMN = (FULL - _GAP) / 2


def write(deck: Deck) -> bytes:
    """The deck as a .pptx file; the same deck gives the same bytes."""
    file = stage.blank()
    pages = [pptx_pages.planned(slide) for slide in deck.slides]
    references = _references(deck)
    if deck.template == "report":
        contents = _contents(deck, pages, len(references))
        _cover(file, deck)
        _listed(file, text("slides.contents", deck.language), contents)
    for slide, parts in zip(deck.slides, pages, strict=True):
        _drawn(file, slide, parts)
    _listed(file, text("slides.sources", deck.language), references)
    day = date.fromisoformat(deck.data_date) if deck.data_date else _UNDATED
    author = text("app.name", deck.language)
    return stage.saved(file, document.title(deck), author, datetime.combine(day, time.min), deck.language)


def _drawn(file, slide: Slide, parts: Sequence[Page]) -> None:
    for part in parts:
        drawn = pptx_pages.draw(file, part)
        drawn.notes_slide.notes_text_frame.text = clean("\n".join(_notes(slide)))


def _notes(slide: Slide) -> Iterator[str]:
    """What the speaker has at hand: the picture in words, where each figure is printed, sources, address."""
    words = frame(slide.content)
    language = words.language
    yield from (*words.lead, *slide.sentences)
    if slide.places:
        yield ""
        yield text("slides.places", language)
    for place in slide.places:
        fields = {"code": place.code, "label": place.label, "source": place.source, "printed": place.printed}
        yield text("slides.place", language, **fields)
    yield ""
    yield from filter(None, (words.sources, words.codes, words.version))
    yield text("slides.address", language, address=slide.link or slide.address)


# Title, contents, sources


def _cover(file, deck: Deck) -> None:
    slide = stage.add(file)
    language = deck.language
    pptx_pages.accent(slide)
    size, high = _large(document.title(deck))
    pptx_pages.titled(slide, [Para(document.title(deck), size, bold=True)], Area(LEFT, 150, FULL, high))
    holds = text("slides.holds", language, pictures=len(deck.slides), sources=len(deck.references))
    said = [
        Para(text("app.name", language), 18, ACCENT, bold=True, after=8),
        Para(document.version(deck), 14, DIM),
        Para(holds, 14, DIM),
    ]
    put(slide, said, Area(LEFT, 150 + high + _GAP, FULL, 90), "about")


def _large(title: str) -> tuple[float, float]:
    """The largest type in which a title takes no more than its room, and its height; at least some type."""
    heights = {size: tall([Para(title, size, bold=True)], FULL) for size in _TITLES}
    size = next((size for size, high in heights.items() if high <= _TITLED), _TITLES[-1])
    return size, max(heights[size], _TITLED)


def _contents(deck: Deck, pages: Sequence[Sequence[Page]], sources: int) -> list[list[Para]]:
    """Columns of titles by the numbers of their slides; the list's own slides count too."""
    language = deck.language

    def listed(before: int) -> list[list[Para]]:
        paras, at = [], before + 1
        for slide, parts in zip(deck.slides, pages, strict=True):
            words = frame(slide.content)
            paras.append(
                Para(words.title, 15, INK, after=0, sign=f"{at:02d}", sign_colour=ACCENT, leads=True)
            )
            paras.append(Para(words.scope, 11, DIM, after=9))
            at += len(parts)
        if sources:
            paras.append(Para(text("slides.sources", language), 15, sign=f"{at:02d}", sign_colour=ACCENT))
        return paged(paras, _COLUMN, _HIGH)

    return listed(1 + -(-len(listed(2)) // 2))


def _references(deck: Deck) -> list[list[Para]]:
    """Every source with its title, address and codes, in as many columns as it takes."""
    language = deck.language
    paras = []
    for one in deck.references:
        below = text("chart.dot", language).join(filter(None, (one.address, document.codes(one, language))))
        paras.append(Para(one.line, 12, INK, bold=True, after=1, leads=True))
        paras.append(Para(one.title, 11, INK, after=1, leads=True))
        paras.append(Para(below, 10, DIM, after=9))
    return paged([para for para in paras if para.words], _COLUMN, _HIGH) if paras else []


def _listed(file, title: str, columns: Sequence[Sequence[Para]]) -> None:
    """Columns of paragraphs under one title, two to a slide."""
    for n in range(0, len(columns), 2):
        slide = stage.add(file)
        pptx_pages.accent(slide)
        pptx_pages.titled(slide, [Para(title, 24, bold=True)], Area(LEFT, 24, FULL, 40))
        for side, paras in enumerate(columns[n : n + 2]):
            put(slide, paras, Area(LEFT + side * (_COLUMN + _GAP), _TOP, _COLUMN, _HIGH), "list")
