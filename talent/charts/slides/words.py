"""Text on slides: paragraphs broken, measured and set in boxes that hold all of them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.util import Pt

from talent.charts.lettering import width_of, wrap
from talent.charts.slides.paint import DIM, INK, LEADING, Area

# Bold letters are wider by so much.
_BOLD = 1.06
# Lines are measured a little shorter than they may become: fonts differ.
_SAFE = 0.95
# Shares of the type size that letters take in the widest of the fonts that may stand in for ours.
_BROAD, _CAPITAL, _LETTER, _STOP, _BOLDEST = "mwMW@%", 0.78, 0.62, 0.36, 1.12
# So much wider than other letters digits are in the fonts of LibreOffice.
_DIGIT = 0.07
# Signs that no XML file may hold.
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Para:
    """A paragraph: size and the space `after` it in points; `sign` stands before it in a colour of its own.

    One that `leads` stands on the same page as the next.
    """

    words: str
    size: float
    colour: str = INK
    bold: bool = False
    after: float = 3
    sign: str = ""
    sign_colour: str = DIM
    leads: bool = False

    @property
    def whole(self) -> str:
        return f"{self.sign}  {self.words}" if self.sign else self.words


@lru_cache(maxsize=8192)
def broken(words: str, size: float, width: float, bold: bool = False) -> tuple[str, ...]:
    """Lines no wider than so many points, at the breaks that the text has itself and at others."""
    return tuple(
        line
        for part in words.splitlines() or [""]
        for line in _wrapped(part, size * (_BOLD if bold else 1), width * _SAFE)
    )


def _wrapped(words: str, size: float, width: float) -> list[str]:
    """Lines; a row of letters that itself takes several is measured by the widest font that readers have."""
    endless = any(width_of(word, size) > width for word in words.split(" "))
    return wrap(words, size, width, _widest if endless else _usual)


def _usual(words: str, size: float) -> float:
    """The width in the fonts that mostly stand in for ours, whose digits are wider."""
    return width_of(words, size) + size * _DIGIT * sum(map(str.isdecimal, words))


def _widest(words: str, size: float) -> float:
    return size * sum(map(_share, words))


def _share(letter: str) -> float:
    if letter in _BROAD or unicodedata.east_asian_width(letter) in "WFA":
        return 1.0
    return _CAPITAL if letter.isupper() else _LETTER if letter.isalnum() else _STOP


def wide(para: Para) -> float:
    """Points in which no line of a paragraph is broken, in whatever font."""
    size = para.size * (_BOLDEST if para.bold else 1)
    return max(_widest(line, size) for line in para.whole.splitlines() or [""]) / _SAFE + 1


def tall(paras: Sequence[Para], width: float) -> float:
    """Points that paragraphs take from the top of the first to the bottom of the last."""
    if not paras:
        return 0
    heights = [len(broken(p.whole, p.size, width, p.bold)) * p.size * LEADING + p.after for p in paras]
    return sum(heights) - paras[-1].after


def paged(paras: Sequence[Para], width: float, height: float) -> list[list[Para]]:
    """Paragraphs on pages so high; those too long for one are cut apart."""
    pages: list[list[Para]] = [[]]
    for group in _groups(piece for para in paras for piece in _pieces(para, width, height)):
        if pages[-1] and tall([*pages[-1], *group], width) > height:
            pages.append([])
        pages[-1] += group
    return pages


def _groups(paras: Iterable[Para]) -> Iterator[list[Para]]:
    """Paragraphs with those that lead them."""
    group: list[Para] = []
    for para in paras:
        group.append(para)
        if not para.leads:
            yield group
            group = []
    if group:
        yield group


def _pieces(para: Para, width: float, height: float) -> list[Para]:
    """A paragraph that is taller than a page as several."""
    most = max(1, int(height / (para.size * LEADING)) - 1)
    lines = broken(para.words, para.size, width, para.bold)
    if len(lines) <= most:
        return [para]
    between = " " if " " in para.words else ""
    cuts = [between.join(lines[n : n + most]) for n in range(0, len(lines), most)]
    return [replace(para, words=cut, sign=para.sign if not n else "") for n, cut in enumerate(cuts)]


def put(slide, paras: Sequence[Para], area: Area, name: str, *, ground: str = "", edge: str = "", pad=0.0):
    """A box of text on a slide, on a ground of its own where one is given; returns its shape."""
    box = slide.shapes.add_textbox(*(Pt(n) for n in (area.left, area.top, area.width, area.height)))
    box.name = name
    if ground:
        box.fill.solid()
        box.fill.fore_color.rgb = rgb(ground)
        box.line.color.rgb = rgb(edge or ground)
        box.line.width = Pt(0.75)
    write(box.text_frame, paras, pad)
    return box


def write(frame, paras: Sequence[Para], pad: float = 0.0, anchor=MSO_ANCHOR.TOP) -> None:
    """Paragraphs as the whole text of a frame."""
    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.vertical_anchor = anchor
    frame.margin_left = frame.margin_right = Pt(pad)
    frame.margin_top = frame.margin_bottom = Pt(pad * 0.6)
    for n, para in enumerate(paras):
        line = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
        line.line_spacing = Pt(para.size * LEADING)
        line.space_after = Pt(para.after if n + 1 < len(paras) else 0)
        line.space_before = Pt(0)
        if para.sign:
            run(line, f"{para.sign}  ", para.size, para.sign_colour)
        run(line, para.words, para.size, para.colour, bold=para.bold)


def run(line, words: str, size: float, colour: str, *, bold: bool = False) -> None:
    """More words at the end of a paragraph."""
    added = line.add_run()
    added.text = clean(words)
    added.font.size = Pt(size)
    added.font.bold = bold
    added.font.color.rgb = rgb(colour)


def clean(words: str) -> str:
    """The words without signs that would keep a file from opening."""
    return _UNFIT.sub("", words)


def rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.lstrip("#").upper())
