"""How wide a text is about, and where it may be broken: pens that draw SVG have no line breaking."""

import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from functools import lru_cache

# The width in pixels of one line of text at a type size in pixels.
Measure = Callable[[str, float], float]

# Share of the type size that one character takes; rather too wide than too narrow.
_NARROW, _LATIN, _CAPITAL, _FULL = 0.32, 0.57, 0.68, 1.0
_NEVER_LAST = "（《“‘("
_NEVER_FIRST = "，。；：、！？）》”’·,.;:!?)%％"


def width_of(words: str, size: float) -> float:
    """The estimated width in pixels of one line of text at a type size in pixels."""
    return size * sum(map(_share, words))


@lru_cache(maxsize=8192)
def _share(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in "WFA":
        return _FULL
    if letter in " .,:;'|!ijlI-()":
        return _NARROW
    return _CAPITAL if letter.isupper() or letter in "mw%@" else _LATIN


def wrap(words: str, size: float, width: float, measure: Measure = width_of) -> list[str]:
    """The text in lines no wider than `width` pixels: Chinese breaks anywhere, other scripts at spaces."""
    lines, line, used = [], "", 0.0
    for piece in _pieces(words):
        bare = piece.rstrip()
        # A stop may hang over the edge, but not a row of them.
        hangs = piece.strip() in _NEVER_FIRST and used <= width
        if line and used + measure(bare, size) > width and not hangs:
            kept = _kept(line, piece.strip())
            lines.append(kept.rstrip())
            line = line[len(kept) :].lstrip() + piece.lstrip()
            used = measure(line, size)
        else:
            line += piece
            used += measure(piece, size)
        while used > width and measure(line.rstrip(), size) > width and len(line) > 1:
            if " " in line.strip():
                break
            cut = max(1, bisect_right(range(len(line) + 1), width, key=lambda n: measure(line[:n], size)) - 1)
            if cut >= len(line) or all(letter in _NEVER_FIRST for letter in line[cut:]):
                break
            lines.append(line[:cut])
            line = line[cut:]
            used = measure(line, size)
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _kept(line: str, after: str) -> str:
    """How much of a line stays on it when a break comes before `after`."""
    whole = line.rstrip()
    kept = whole.rstrip(_NEVER_LAST)
    if after and after in _NEVER_FIRST:
        # A stop takes the letter or word before it along.
        bare = whole.rstrip(_NEVER_FIRST + " ")
        kept = bare[:-1] if _is_wide(bare[-1:]) else bare[: bare.rfind(" ") + 1]
    return kept.rstrip() or whole


def _is_wide(letter: str) -> bool:
    return bool(letter) and unicodedata.east_asian_width(letter) in "WF"


def _pieces(words: str) -> list[str]:
    """Unbreakable pieces: single wide characters, else runs up to and including a space."""
    pieces, run = [], ""
    for letter in words:
        if _is_wide(letter):
            pieces += [run, letter] if run else [letter]
            run = ""
        else:
            run += letter
            if letter == " ":
                pieces.append(run)
                run = ""
    return [*pieces, run] if run else pieces
