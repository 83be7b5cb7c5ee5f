"""A slide as pictures, SVG or PNG, that say everything by themselves; no browser takes part."""

from dataclasses import replace
from functools import lru_cache
from typing import Any

import typst

from talent.briefing.deck import Slide
from talent.charts.svg import letters
from talent.charts.svg.fonts import FOLDER
from talent.charts.svg.page import page, pages
from talent.errors import TalentError
from talent.i18n import text

# Twice as many pixels each way as the SVG has: typst's points are its pixels.
_PPI = 144.0


def svgs(slide: Slide, size: tuple[int, int]) -> tuple[bytes, ...]:
    """The slide as SVG of one of SIZES, each with its font inside: one picture, or as many as it takes.

    TalentError `picture.too_tall`.
    """
    return tuple(one.encode() for one in pages(slide.content, *size, **_beside(slide)))


def pngs(slide: Slide, size: tuple[int, int]) -> tuple[bytes, ...]:
    """The same as PNG with twice as many pixels each way; letters the font lacks are named in a note."""
    told = _settable(slide)
    return tuple(_dots(one, size) for one in pages(told.content, *size, **_beside(told), embed=False))


def svg(slide: Slide, size: tuple[int, int]) -> bytes:
    """The slide as one SVG. TalentError `picture.too_full` where it takes several."""
    return page(slide.content, *size, **_beside(slide)).encode()


def fits(slide: Slide, size: tuple[int, int]) -> bool:
    """Whether one picture of that size holds it."""
    try:
        page(slide.content, *size, **_beside(slide), embed=False)
    except TalentError:
        return False
    return True


def _settable(slide: Slide) -> Slide:
    """The slide in letters that the font has: a PNG cannot borrow them from the reader's machine."""
    lacking: dict[str, None] = {}
    told = replace(letters.settable(slide, lacking), link=slide.link)
    note = letters.named(lacking, slide.content.language)
    return replace(told, content=replace(told.content, notes=(*told.content.notes, note))) if note else told


def _dots(drawn: str, size: tuple[int, int]) -> bytes:
    width, height = (f"{side}pt" for side in size)
    source = (
        f"#set page(width: {width}, height: {height}, margin: 0pt)\n"
        f'#image("picture.svg", width: {width}, height: {height})'
    )
    files = {"main.typ": source.encode(), "picture.svg": drawn.encode()}
    return typst.compile(files, format="png", ppi=_PPI, font_paths=_fonts())


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Our own font and no other: a picture looks the same on every machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)])


def _beside(slide: Slide) -> dict[str, Any]:
    """What stands on a picture beside its content."""
    return {
        "link": slide.link,
        "comment": slide.comment,
        "objections": slide.objections,
        "changed": slide.changed,
        "product": text("app.name", slide.content.language),
    }
