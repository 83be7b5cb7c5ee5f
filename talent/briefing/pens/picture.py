"""A slide as one picture, SVG or PNG, that says everything by itself; no browser takes part."""

from functools import lru_cache

import typst

from talent.briefing.deck import Slide
from talent.charts.svg.fonts import FOLDER
from talent.charts.svg.page import page
from talent.errors import TalentError
from talent.i18n import text

# Twice as many pixels each way as the SVG has: typst's points are its pixels.
_PPI = 144.0


def svg(slide: Slide, size: tuple[int, int]) -> bytes:
    """The picture as SVG of one of SIZES, its font inside. TalentError `picture.too_full`."""
    return _drawn(slide, size, embed=True).encode()


def png(slide: Slide, size: tuple[int, int]) -> bytes:
    """The same as PNG with twice as many pixels each way."""
    width, height = (f"{side}pt" for side in size)
    source = (
        f"#set page(width: {width}, height: {height}, margin: 0pt)\n"
        f'#image("picture.svg", width: {width}, height: {height})'
    )
    files = {"main.typ": source.encode(), "picture.svg": _drawn(slide, size, embed=False).encode()}
    return typst.compile(files, format="png", ppi=_PPI, font_paths=_fonts())


def fits(slide: Slide, size: tuple[int, int]) -> bool:
    """Whether the picture can be drawn in that size at all."""
    try:
        _drawn(slide, size, embed=False)
    except TalentError:
        return False
    return True


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Our own font and no other: a picture looks the same on every machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)])


def _drawn(slide: Slide, size: tuple[int, int], *, embed: bool) -> str:
    return page(
        slide.content,
        *size,
        link=slide.link,
        comment=slide.comment,
        objections=slide.objections,
        changed=slide.changed,
        product=text("app.name", slide.content.language),
        embed=embed,
    )
