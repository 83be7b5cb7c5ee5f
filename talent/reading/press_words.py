"""What a figure is of: the indicator whose keywords stand nearest to it."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from talent.catalogue import Indicator
from talent.reading.press_figures import Found, pattern, words
from talent.reading.press_lists import Listed

# How much of its weight a word keeps when something stands between it and the figure.
_COMMA, _LISTED, _SENTENCE, _FIGURE, _BARE = 0.85, 0.9, 0.5, 0.45, 0.9
_AFTER_NEXT, _AFTER_LISTED, _FAINT = 0.3, 0.5, 0.2
# The least all words of a keyword must weigh (characters by nearness), and the nearest of them.
_LEAST, _NEAREST = 1.8, 0.7


@dataclass(frozen=True, slots=True)
class Meaning:
    """An indicator, and the places of the words that decide it."""

    indicator: Indicator
    spans: tuple[tuple[int, int], ...]


class Keywords:
    """The keywords of the indicators, found in one pass over a paragraph."""

    def __init__(self, indicators: Iterable[Indicator]) -> None:
        self.all = [(one, tuple(k.split())) for one in indicators for k in one.keywords]
        self.by_part: dict[str, list[int]] = {}
        for index, (_, parts) in enumerate(self.all):
            for part in parts:
                self.by_part.setdefault(part, []).append(index)
        self.by_first: dict[str, list[str]] = {}
        for part in self.by_part:
            self.by_first.setdefault(part[0], []).append(part)

    def places(self, paragraph: str) -> list[tuple[int, str]]:
        """Where parts of keywords stand, in order, and which."""
        return [
            (at, part)
            for at, character in enumerate(paragraph)
            for part in self.by_first.get(character, ())
            if paragraph.startswith(part, at)
        ]


@dataclass(frozen=True, slots=True)
class Nearness:
    """How much a word counts for one figure, by where it stands: `weights[n]` at character `start` + n."""

    start: int
    weights: list[float]
    listed: Listed | None

    def of(self, at: int) -> float:
        inside = 0 <= at - self.start < len(self.weights)
        return self.weights[at - self.start] if inside else 0.0


def nearness(paragraph: str, found: Sequence[Found], index: int, listed: Listed | None) -> Nearness:
    """How much words around a figure count for it: those of its own piece fully, others less."""
    start = listed.start if listed else found[index].start
    end = listed.end if listed else found[index].end
    before = _before(paragraph, found, _first_at(found, start) - 1, start)
    after = _after(paragraph, found, _first_at(found, end), end)
    weights = before[::-1] + [1.0] * (end - start) + after
    near = Nearness(start - len(before), weights, listed)
    if listed:
        for first, last in listed.hidden:
            for at in range(max(first, near.start), last):
                weights[at - near.start] = 0.0
        for at in range(max(listed.item[0], near.start), listed.item[1]):
            weights[at - near.start] = 1.0
    return near


def _first_at(found: Sequence[Found], at: int) -> int:
    """The index of the first figure that starts at or after a character."""
    return bisect_left(found, at, key=lambda one: one.start)


def _before(paragraph: str, found: Sequence[Found], index: int, start: int) -> list[float]:
    """Weights backwards from the figure, until words count for next to nothing."""
    signs, weight, weights, piece_end = words()["near"], 1.0, [], start
    at = start - 1
    while at >= max(0, start - signs["window"]) and weight > _FAINT:
        if index >= 0 and at < found[index].end:
            weights += [0.0] * (at + 1 - found[index].start)
            weight *= _BARE if _is_bare(paragraph[found[index].end : piece_end]) else _FIGURE
            at = piece_end = found[index].start
            index -= 1
        else:
            weights.append(weight)
            weight *= _kept(paragraph[at])
        at -= 1
    return weights


def _after(paragraph: str, found: Sequence[Found], index: int, end: int) -> list[float]:
    """Weights forwards from the figure to the end of its clause."""
    signs, weight, weights, at, piece_start = words()["near"], 1.0, [], end, end
    while at < min(len(paragraph), end + signs["window"]) and weight > _FAINT:
        if index < len(found) and at == found[index].start:
            between = paragraph[piece_start:at].strip()
            weights += [0.0] * (found[index].end - at)
            weight *= _BARE if not between or between in words()["listing"]["joins"] else _AFTER_NEXT
            at = piece_start = found[index].end
            index += 1
            continue
        if paragraph[at] in signs["clause"] or paragraph[at] in signs["sentence"]:
            break
        weights.append(weight)
        is_join = paragraph[at] == signs["enumeration"] and paragraph[piece_start:at].strip()
        weight *= _AFTER_LISTED if is_join else 1.0
        at += 1
    return weights


def _kept(character: str) -> float:
    signs = words()["near"]
    for kind, factor in (("enumeration", _LISTED), ("clause", _COMMA), ("sentence", _SENTENCE)):
        if character in signs[kind]:
            return factor
    return 1.0


@lru_cache(maxsize=4096)
def _is_bare(piece: str) -> bool:
    """Whether a piece says nothing of its own (其中国家级, 同比增长), so that what was said before holds."""
    return pattern("near", "bare").fullmatch(piece) is not None


def is_growth(paragraph: str, one: Found) -> bool:
    """Whether a share is how much something grew: 增长5%, 每年30%的速度增长."""
    before = paragraph[max(0, one.start - words()["near"]["growth_far"]) : one.start]
    before = before[max((before.rfind(sign) for sign in words()["near"]["clause"]), default=-1) + 1 :]
    after = pattern("near", "growth_after").match(paragraph[one.end : one.end + 8])
    return bool(after or pattern("near", "growth").search(before))


def meaning(keywords: Keywords, places: Sequence[tuple[int, str]], near: Nearness, fits) -> Meaning | None:
    """The indicator that `fits` (a test) and whose words stand nearest; None where none does clearly."""
    best: dict[str, tuple[float, int]] = {}
    end = near.start + len(near.weights)
    for at, part in places[bisect_left(places, (near.start, "")) :]:
        if at >= end:
            break
        if (weight := near.of(at)) > best.get(part, (0.0, 0))[0]:
            best[part] = (weight, at)
    if near.listed:
        said, at = near.listed.said, near.listed.item[0]
        best |= {part: (1.0, at) for _, part in keywords.places(said)}
    chosen, most = None, _LEAST
    for index in sorted({index for part in best for index in keywords.by_part[part]}):
        indicator, parts = keywords.all[index]
        if not all(part in best for part in parts) or max(best[part][0] for part in parts) < _NEAREST:
            continue
        total = sum(len(part) * best[part][0] for part in parts)
        if total > most and fits(indicator):
            chosen, most = (indicator, parts), total
    if chosen is None:
        return None
    spans = tuple(sorted({(best[part][1], best[part][1] + len(part)) for part in chosen[1]}))
    return Meaning(chosen[0], spans)
