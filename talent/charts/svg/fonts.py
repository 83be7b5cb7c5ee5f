"""Our own font: how wide its letters are, and as many of them as a file that travels has written."""

import base64
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from talent.charts import lettering

FOLDER = Path(__file__).resolve().parents[3] / "static" / "fonts"
_WEIGHTS = (400, 700)
# Tables for vertical setting and signatures: nothing here is set so.
_DROPPED = ("vhea", "vmtx", "VORG", "BASE", "DSIG")


@lru_cache(maxsize=32)
def subset(letters: frozenset[str], bold: bool = False) -> bytes:
    """The font with these letters as WOFF; those it does not have are left to the next family."""
    options = Options()
    options.flavor = "woff"
    options.layout_features = ["kern"]
    options.name_IDs = []
    options.drop_tables += _DROPPED
    path = FOLDER / f"noto-sans-sc-{_WEIGHTS[bold]}.otf"
    with TTFont(path, recalcTimestamp=False, lazy=True) as font:
        subsetter = Subsetter(options)
        subsetter.populate(text="".join(sorted(letters)))
        subsetter.subset(font)
        font.flavor = "woff"
        out = BytesIO()
        font.save(out)
    return out.getvalue()


def face_css(letters: frozenset[str]) -> str:
    """Both weights of the family 'Noto Sans SC' as @font-face rules that need no other file."""
    return "".join(
        f"@font-face{{font-family:'Noto Sans SC';font-weight:{weight};"
        f"src:url(data:font/woff;base64,{_encoded(letters, weight == 700)}) format('woff')}}"
        for weight in _WEIGHTS
    )


def _encoded(letters: frozenset[str], bold: bool) -> str:
    return base64.b64encode(subset(letters, bold)).decode("ascii")


def width_of(words: str, size: float) -> float:
    """The width of one line of text in pixels, as our font sets it without kerning."""
    return size * sum(map(_share, words))


@lru_cache(maxsize=8192)
def _share(letter: str) -> float:
    """The part of the type size that a letter takes; estimated where the font lacks it."""
    return advances().get(ord(letter)) or lettering.width_of(letter, 1)


@lru_cache(maxsize=1)
def advances() -> dict[int, float]:
    """Every letter the font has, by code point: the part of the type size that it takes."""
    with TTFont(FOLDER / "noto-sans-sc-400.otf", lazy=True) as font:
        em, wide = font["head"].unitsPerEm, font["hmtx"].metrics
        return {code: wide[glyph][0] / em for code, glyph in font.getBestCmap().items()}
