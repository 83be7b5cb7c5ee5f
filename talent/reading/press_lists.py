"""Lists told apart: 博士、硕士、本科分别3000元、2000元、1500元 gives each figure its own item."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from talent.reading.numerals import any_of
from talent.reading.press_figures import Found, pattern, words


@dataclass(frozen=True, slots=True)
class Listed:
    """What a figure of a list speaks of: its own item, not `hidden`, the items of the others.

    The list of figures stands at `start` to `end`; `said` is the item as it is meant (省 in 国家、省、市级 is
    省级).
    """

    start: int
    end: int
    item: tuple[int, int]
    said: str
    hidden: tuple[tuple[int, int], ...]


def lists(paragraph: str, found: Sequence[Found]) -> Mapping[int, Listed]:
    """The figures, by index, that are listed for items named just before."""
    listed: dict[int, Listed] = {}
    first = 0
    while first < len(found):
        last = first
        while last + 1 < len(found) and _are_joined(paragraph, found[last], found[last + 1]):
            last += 1
        if last > first:
            listed |= _told_apart(paragraph, found, first, last)
        first = last + 1
    return listed


def _are_joined(paragraph: str, one: Found, other: Found) -> bool:
    same_kind = set(one.units) & set(other.units) or one.units == other.units
    return bool(same_kind) and paragraph[one.last : other.first].strip() in words()["listing"]["joins"]


def _told_apart(paragraph: str, found: Sequence[Found], first: int, last: int) -> dict[int, Listed]:
    count = last - first + 1
    begin = max(0, found[first].first - words()["listing"]["far"])
    before = [one.end for one in found[:first][-2:] if not one.needs]
    begin = max([begin, *before, *(m.end() for m in _ends().finditer(paragraph, begin, found[first].first))])
    items = _items(paragraph, begin, found[first].first, count)
    if not items:
        return {}
    start, end = found[first].start, found[last].end
    said = _meant([paragraph[a:b] for a, b in items])
    return {
        first + n: Listed(start, end, items[n], said[n], tuple(span for span in items if span != items[n]))
        for n in range(count)
    }


def _ends() -> re.Pattern:
    return re.compile(f"[{words()['near']['sentence']}]")


def _items(paragraph: str, begin: int, end: int, count: int) -> list[tuple[int, int]]:
    """The spans of the nearest `count` items joined by 、 (before the last perhaps by 和); [] without."""
    joins = [join.span() for join in re.finditer(any_of(words()["listing"]["joins"]), paragraph[begin:end])]
    joins = [(a + begin, b + begin) for a, b in joins]
    for at in range(len(joins) - count + 1, -1, -1):
        chosen = joins[at : at + count - 1]
        outside = [paragraph[joins[at - 1][1] : chosen[0][0]]] if at else []
        if at + count - 1 < len(joins) and _is_plain(paragraph, joins[at + count - 1]):
            outside.append(paragraph[chosen[-1][1] : joins[at + count - 1][0]])
        is_whole = all(len(item) > words()["listing"]["short"] for item in outside)
        inner = [(a[1], b[0]) for a, b in zip(chosen, chosen[1:], strict=False)]
        is_list = all(_is_plain(paragraph, join) for join in chosen[:-1])
        if is_whole and is_list and all(_is_short(paragraph[a:b]) for a, b in inner):
            lead = pattern("listing", "first").search(paragraph, max(begin, chosen[0][0] - 10), chosen[0][0])
            opening = (lead.start() if lead else chosen[0][0], chosen[0][0])
            length = len(paragraph[slice(*(inner[-1] if inner else opening))]) + 1
            return [opening, *inner, (chosen[-1][1], _close(paragraph, chosen[-1][1], length, end))]
    return []


def _is_plain(paragraph: str, join: tuple[int, int]) -> bool:
    return paragraph[join[0] : join[1]] == words()["near"]["enumeration"]


def _is_short(item: str) -> bool:
    return 0 < len(item) <= words()["listing"]["longest"] and not re.search(
        f"[{words()['near']['clause']}]", item
    )


def _close(paragraph: str, start: int, length: int, end: int) -> int:
    """Where the last item ends: after its 级, or where it is about as long as the one before."""
    level = pattern("listing", "levelled").match(paragraph, start, end)
    return level.end() if level else min(start + length, end)


def _meant(items: list[str]) -> list[str]:
    """国家、省、市级 mean 国家级、省级、市级."""
    level = words()["listing"]["level"]
    if not items[-1].endswith(level):
        return items
    return [item + level if item in words()["listing"]["levels"] else item for item in items]
