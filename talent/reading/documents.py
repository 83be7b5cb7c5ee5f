"""A document as paragraphs, the numbers in it, and where a printed piece stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from talent.reading.numerals import lexicon


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a paragraph: characters `start` to `end`, and the text there."""

    start: int
    end: int
    text: str


def paragraphs(text: str) -> tuple[str, ...]:
    """The non-empty lines; paragraph n of a statement is `paragraphs(text)[n - 1]`."""
    lines = text.removeprefix("\ufeff").split("\n")
    return tuple(line.removesuffix("\r") for line in lines if line.strip())


def numbers(paragraph: str) -> tuple[Span, ...]:
    """Every run of digits or of Chinese numeral characters, whether it states a quantity or not."""
    return tuple(Span(found.start(), found.end(), found.group()) for found in _number().finditer(paragraph))


@cache
def _number() -> re.Pattern:
    words = lexicon()["number"]
    digit = "[0-9\uff10-\uff19]"
    hanzi = "".join(dict.fromkeys(words["digits"] + words["tens"] + words["units"]))
    return re.compile(f"{digit}+(?:[,.]+{digit}+)*|[{hanzi}]+|{words['half']}")


def locate(paragraph: str, pieces: Sequence[str]) -> tuple[Span | None, ...]:
    """Where each piece stands, in the order given; None for a piece without a free occurrence.

    Equal pieces claim their occurrences in order. Longer pieces choose first, so that `5万元` does not
    take the end of `20万至5万元`; and a piece never begins or ends inside a number: `3家` is not in `53家`.
    """
    placed: list[Span | None] = [None] * len(pieces)
    for index in sorted(range(len(pieces)), key=lambda index: (-len(pieces[index]), index)):
        taken = [span for span in placed if span is not None]
        free = (span for span in _occurrences(paragraph, pieces[index]) if not _overlaps(span, taken))
        placed[index] = next(free, None)
    return tuple(placed)


def _occurrences(paragraph: str, piece: str):
    """Each place of a piece that cuts no number in two."""
    inside = {at for number in numbers(paragraph) for at in range(number.start + 1, number.end)}
    start = paragraph.find(piece) if piece else -1
    while start >= 0:
        end = start + len(piece)
        if start not in inside and end not in inside:
            yield Span(start, end, piece)
        start = paragraph.find(piece, start + 1)


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)


def sentence_around(paragraph: str, start: int, end: int) -> tuple[str, int, int]:
    """The sentence that holds characters `start` to `end`, and where these stand within it."""
    ends, closing = (re.escape(lexicon()["sentence"][key]) for key in ("ends", "closing"))
    stops = [found.end() for found in re.finditer(f"[{ends}]+[{closing}]*", paragraph)]
    first = max((stop for stop in stops if stop <= start), default=0)
    last = min((stop for stop in stops if stop >= end), default=len(paragraph))
    while first < start and paragraph[first].isspace():
        first += 1
    return paragraph[first:last].rstrip(), start - first, end - first


def find_source(folder: Path, source_id: str) -> Path | None:
    """The text file of a source: its name begins with the id; None where there is none."""
    if not folder.is_dir():
        return None
    named = re.compile(re.escape(source_id) + r"(?![A-Za-z0-9]).*\.txt")
    found = [path for path in folder.iterdir() if path.is_file() and named.fullmatch(path.name)]
    return min(found, key=lambda path: (len(path.name), path.name), default=None)
