"""What a figure is of: the indicator whose keywords stand nearest to it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from talent.catalogue import Catalogue, Indicator
from talent.reading.press_figures import Found, pattern, words
from talent.reading.press_lists import Listed

# How much a word counts when something stands between it and the figure.
_COMMA, _LISTED, _SENTENCE, _FIGURE, _BARE = 0.85, 0.9, 0.5, 0.45, 0.9
_AFTER_NEXT = 0.3
# The least a match must weigh: two characters beside the figure; and its nearest word.
_LEAST, _NEAREST = 1.8, 0.7


@dataclass(frozen=True, slots=True)
class Meaning:
    """An indicator with the places of the words that decide it."""

    indicator: Indicator
    definition: str
    spans: tuple[tuple[int, int], ...]
    weight: float


class Keywords:
    """The keywords of a catalogue, found in one pass over a paragraph."""

    def __init__(self, indicators: Iterable[Indicator]) -> None:
        self.keywords = [(one, tuple(k.split())) for one in indicators for k in one.keywords]
        self.of_part: dict[str, list[int]] = {}
        for index, (_, parts) in enumerate(self.keywords):
            for part in parts:
                self.of_part.setdefault(part, []).append(index)
        self.by_first: dict[str, list[str]] = {}
        for part in self.of_part:
            self.by_first.setdefault(part[0], []).append(part)

    def occurrences(self, paragraph: str) -> tuple[list[int], list[str]]:
        """Where parts of keywords stand, in order, and which."""
        places, parts = [], []
        for at, character in enumerate(paragraph):
            for part in self.by_first.get(character, ()):
                if paragraph.startswith(part, at):
                    places.append(at)
                    parts.append(part)
        return places, parts
