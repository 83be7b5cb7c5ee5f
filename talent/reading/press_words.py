"""What a figure is of: the indicator whose keywords stand nearest to it."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from talent.catalogue import Indicator
from talent.reading.press_figures import Found, Setting, first_at, pattern, piece_start, words
from talent.reading.press_lists import Listed

# How much of its weight a word keeps when something stands between it and the figure.
_COMMA, _LISTED, _SENTENCE, _FIGURE, _BARE = 0.85, 0.98, 0.5, 0.5, 0.9
_EXAMPLE = 0.6
_AFTER_NEXT, _AFTER_LISTED, _FAINT = 0.3, 0.5, 0.1
# The least all words of a keyword must weigh (characters by nearness), and the nearest of them: in the
# figure's own piece, or near a piece that says nothing of its own.
_LEAST, _OWN, _NEAREST = 1.6, 0.9, 0.65
# The share of its parent's weight that a tier needs to be preferred.
_TIER, _BESIDE = 0.6, 0.8


@dataclass(frozen=True, slots=True)
class Meaning:
    """An indicator, the places of the words that decide it, and how surely they do (only to be compared)."""

    indicator: Indicator
    spans: tuple[tuple[int, int], ...]
    sureness: float


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
            if paragraph.startswith(part, at) and not _is_another(paragraph, at, at + len(part))
        ]


@dataclass(frozen=True, slots=True)
class Nearness:
    """How much a word counts for one figure, by where it stands: `weights[n]` at character `start` + n.

    `degrees` are the academic degrees the figure is of (其中博士1200人), all there may be in its keyword.
    """

    start: int
    weights: list[float]
    listed: Listed | None
    least: float
    degrees: frozenset[str]

    def of(self, at: int) -> float:
        inside = 0 <= at - self.start < len(self.weights)
        return self.weights[at - self.start] if inside else 0.0

    def of_word(self, at: int, length: int) -> float:
        """The weight of a word: none where it reaches into the item of another figure (博士、硕士)."""
        return self.of(at) if self.of(at + length - 1) else 0.0


def nearness(at: Setting, listed: Listed | None) -> Nearness:
    """How much words around a figure count for it: those of its own piece fully, others less."""
    paragraph, found, index = at.paragraph, at.found, at.index
    start = listed.start if listed else found[index].start
    end = listed.end if listed else found[index].end
    before = _before(paragraph, found, first_at(found, start) - 1, start)
    after = _after(paragraph, found, first_at(found, end), end)
    weights = before[::-1] + [1.0] * (end - start) + after
    first = listed.start if listed else found[index].first
    own = paragraph[piece_start(paragraph, found, start) : first] + paragraph[end : end + len(after)]
    least = _NEAREST if is_bare(own) else _OWN
    near = Nearness(start - len(before), weights, listed, least, _degrees_of(at, listed))
    if listed:
        for first, last in listed.hidden:
            for place in range(max(first, near.start), last):
                weights[place - near.start] = 0.0
        for place in range(max(listed.item[0], near.start), listed.item[1]):
            weights[place - near.start] = 1.0
    return near


def _degrees_of(at: Setting, listed: Listed | None) -> frozenset[str]:
    """The degrees named in the item of a figure; of people, also in the words before it or just after it."""
    if listed or "person" not in at.one.units:
        return _degrees(listed.said if listed else "")
    following = at.found[at.index + 1].start if at.index + 1 < len(at.found) else len(at.paragraph)
    after = at.paragraph[at.one.end : min(following, at.one.end + words()["near"]["degree_after"])]
    signs = words()["near"]["clause"] + words()["near"]["sentence"] + words()["near"]["enumeration"]
    return _degrees(at.piece) or _degrees(re.split(f"[{signs}]", after, maxsplit=1)[0])


@lru_cache(maxsize=4096)
def _degrees(text: str) -> frozenset[str]:
    return frozenset(pattern("near", "degree").findall(text))


def _before(paragraph: str, found: Sequence[Found], index: int, start: int) -> list[float]:
    """Weights backwards from the figure, until words count for next to nothing."""
    weight, weights, piece_end, at = 1.0, [], start, start - 1
    last = max(0, start - words()["near"]["window"])
    while at >= last and weight > _FAINT:
        if index >= 0 and at < found[index].end:
            weights += [0.0] * (at + 1 - found[index].start)
            says_nothing = is_bare(paragraph[found[index].end : piece_end]) or "year" in found[index].units
            weight *= _BARE if says_nothing else _FIGURE
            at = piece_end = found[index].start
            index -= 1
        else:
            weights.append(weight)
            weight *= _EXAMPLE if _is_example(paragraph, at) else _kept().get(paragraph[at], 1.0)
        at -= 1
    return weights


def _after(paragraph: str, found: Sequence[Found], index: int, end: int) -> list[float]:
    """Weights forwards from the figure to the end of its clause."""
    signs, weight, weights, at, piece_begin = words()["near"], 1.0, [], end, end
    last, stops = min(len(paragraph), end + signs["window"]), signs["clause"] + signs["sentence"]
    while at < last and weight > _FAINT:
        if index < len(found) and at == found[index].start:
            between = paragraph[piece_begin:at].strip()
            leads_on = not between or between in words()["listing"]["joins"] or "year" in found[index].units
            weights += [0.0] * (found[index].end - at)
            weight *= _BARE if leads_on else _AFTER_NEXT
            at = piece_begin = found[index].end
            index += 1
            continue
        if paragraph[at] in stops:
            break
        weights.append(weight)
        at += 1
        leads_on = index < len(found) and found[index].start == at
        weight *= _AFTER_LISTED if paragraph[at - 1] == signs["enumeration"] and not leads_on else 1.0
    return weights


@cache
def _kept() -> Mapping[str, float]:
    """What is left of the weight of words beyond a sign that separates, by sign."""
    factors = {"joining": _LISTED, "clause": _COMMA, "sentence": _SENTENCE}
    return {sign: factor for kind, factor in factors.items() for sign in words()["near"][kind]}


def _is_example(paragraph: str, at: int) -> bool:
    """Whether a list of examples ends here: 创新中心、工作站等."""
    is_sign = paragraph[at] == words()["near"]["and_others"]
    return is_sign and paragraph[at - 1] not in words()["near"]["grades"]


def _is_another(paragraph: str, start: int, end: int) -> bool:
    """Whether a keyword is part of another thing: 市级以上, 人均地区生产总值."""
    level, above = words()["listing"]["level"], words()["listing"]["above"]
    if paragraph.startswith(above, end) and paragraph[end - 1] == level:
        return True
    return paragraph.endswith(_others_before(), max(0, start - 4), start)


@cache
def _others_before() -> tuple[str, ...]:
    return tuple(words()["near"]["other_before"])


@lru_cache(maxsize=4096)
def is_bare(piece: str) -> bool:
    """Whether a piece says nothing of its own (其中国家级, 同比增长), so that what was said before holds."""
    return pattern("near", "bare").fullmatch(piece) is not None


def meaning(keywords: Keywords, places: Sequence[tuple[int, str]], near: Nearness, fits) -> Meaning | None:
    """The indicator that `fits` (a test) and whose words stand nearest; None where none does clearly."""
    best: dict[str, tuple[float, int]] = {}
    end = near.start + len(near.weights)
    for at, part in places[bisect_left(places, (near.start, "")) : bisect_left(places, (end, ""))]:
        if (weight := near.of_word(at, len(part))) > best.get(part, (0.0, 0))[0]:
            best[part] = (weight, at)
    if near.listed:
        said, at = near.listed.said, near.listed.item[0]
        best |= {part: (1.0, at) for _, part in keywords.places(said)}
    scores: dict[str, _Score] = {}
    met = Counter(index for part in best for index in keywords.by_part[part])
    for index, count in sorted(met.items()):
        indicator, parts = keywords.all[index]
        if count < len(parts):
            continue
        weights = tuple(best[part][0] for part in parts)
        if max(weights) < near.least or not _is_of_degrees(parts, near.degrees):
            continue
        weight = sum(len(part) * nearby**2 for part, nearby in zip(parts, weights, strict=True))
        score = _Score(weight, weight / sum(map(len, parts)), indicator, parts, weights)
        known = scores.get(indicator.id)
        if weight > _LEAST and (known is None or score.rank > known.rank) and fits(indicator):
            scores[indicator.id] = score
    if not scores:
        return None
    chosen = _nearest_tier(scores)
    spans = {(best[part][1], best[part][1] + len(part)) for part in chosen.parts}
    return Meaning(chosen.indicator, tuple(sorted(spans)), chosen.rank)


def _is_of_degrees(parts: tuple[str, ...], degrees: frozenset[str]) -> bool:
    """Whether a keyword can be of these degrees: it names one of them and no other; any keyword for none."""
    named = _degrees(" ".join(parts))
    return not degrees or (bool(named) and named <= degrees)


@dataclass(frozen=True, slots=True)
class _Score:
    """How well a keyword of an indicator is met: by all its characters, and by each of them on average."""

    weight: float
    nearness: float
    indicator: Indicator
    parts: tuple[str, ...]
    weights: tuple[float, ...]

    @property
    def rank(self) -> float:
        return self.weight * self.nearness


def _nearest_tier(scores: Mapping[str, _Score]) -> _Score:
    """The best indicator, or of its family a tier named beside the figure, else the nearest on average."""
    best = max(scores.values(), key=lambda score: score.rank)
    family = {best.indicator.id, best.indicator.parent} - {None}
    near = [
        score
        for score in scores.values()
        if family & {score.indicator.id, score.indicator.parent} and score.weight > _TIER * best.weight
    ]
    parents = {part for score in near if score.indicator.id in _parents(near) for part in score.parts}

    def closeness(score: _Score) -> tuple[bool, float]:
        own = [weight for part, weight in zip(score.parts, score.weights, strict=True) if part not in parents]
        return score.indicator.id not in _parents(near) and max(own, default=0.0) > _BESIDE, score.nearness

    return max(near, key=closeness)


def _parents(scores: Iterable[_Score]) -> set[str | None]:
    return {score.indicator.parent for score in scores}
