"""What holds for a figure of a press release: its period, its standing, the area it covers."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from talent.catalogue import Area, Catalogue
from talent.errors import TalentError
from talent.reading.numerals import any_of, folded
from talent.reading.periods import Period, parse_period
from talent.reading.press_figures import Found, pattern, words

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Running:
    """What earlier paragraphs say for the following ones: an area, a year, and whether it is yet to come."""

    area: str
    year: int | None = None
    planned: bool = False


def sentence_starts(paragraph: str) -> list[int]:
    """Where the sentences of a paragraph begin."""
    return [0, *(stop.end() for stop in re.finditer(f"[{words()['near']['sentence']}]+", paragraph))]


def sentence_start(starts: Sequence[int], at: int) -> int:
    return starts[bisect_right(starts, at) - 1]


# Periods


@cache
def _phrases() -> re.Pattern:
    return re.compile("|".join(f"(?:{one})" for one in words()["period"]["phrase"]))


def phrases(paragraph: str) -> list[Span]:
    """The words of time that figures may rest on: 近三年, 2020年以来, 截至6月底; not those compared with."""
    plain = folded(paragraph)
    return [
        found.span()
        for found in _phrases().finditer(plain)
        if not pattern("period", "base_before").search(plain, max(0, found.start() - 4), found.start())
        and not pattern("period", "base_after").match(plain, found.end())
    ]


def governing(paragraph: str, spans: Sequence[Span], starts: Sequence[int], one: Found) -> Span | None:
    """The last words of time before a figure in its sentence; a sentence with 其中 goes on from the one before."""
    begin = sentence_start(starts, one.start)
    if begin and paragraph.startswith(tuple(words()["period"]["goes_on"]), begin):
        begin = sentence_start(starts, begin - 1)
    last = bisect_right(spans, (one.first, len(paragraph))) - 1
    return spans[last] if last >= 0 and spans[last][0] >= begin else None


def period(text: str, kind: str, planned: bool, published: date | None, year: int | None) -> Period:
    """The period of words of time; `unstated` where they cannot be dated."""
    said = words()["period"]
    if re.fullmatch(said["whole_year"], text):
        text = said["of_year"].format(year) if year else text
    elif re.match(said["no_year"], text) and year:
        text = said["of_year"].format(year) + text.removeprefix(said["year"])
    elif text == said["now"]:
        text = said["until_now"]
    elif text == said["this_year"] and not planned:
        text = said["since_this_year"]
    elif found := re.fullmatch(said["until_year"], text):
        return Period(None, date(int(found[1]), 12, 31), "as_of")
    return _parsed(text, kind, published)


@lru_cache(maxsize=1024)
def _parsed(text: str, kind: str, published: date | None) -> Period:
    try:
        return parse_period(text, kind, published)
    except TalentError:
        return Period()


def in_force(text: str, published: date | None) -> Period | None:
    """From when the measures of a text hold (自7月1日起施行); None where it does not say so."""
    found = pattern("period", "in_force").search(folded(text))
    if not found or not (found[1] or published):
        return None
    year = int(found[1][:4]) if found[1] else published.year
    try:
        return Period(date(year, int(found[2]), int(found[3])), None, "effective_from", None, not found[1])
    except ValueError:  # a 30th of February
        return None


def date_of(text: str) -> date | None:
    """The first whole date in the opening of a text, taken as the day it was published."""
    for found in pattern("period", "published").finditer(folded(text[: words()["period"]["opening"]])):
        try:
            return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:  # a month 13
            continue
    return None


# Standing


def standing(paragraph: str, start: int, one: Found, planned: bool) -> tuple[str, Span | None]:
    """The standing of a figure in the sentence from `start`, and the words it rests on."""
    before = paragraph[start : one.end]
    if policy := _policy(before, one):
        return "policy_term", (start + policy[0], start + policy[1])
    marks = [(found.end(), kind, found) for kind in _MARKS for found in _mark(kind).finditer(before)]
    if marks:
        _, kind, found = max(marks, key=lambda mark: mark[0])
        if kind != "done":
            return _MARKS[kind], (start + found.start(), start + found.end())
        return "achieved", (start + found.start(), start + found.end())
    yearly = before.rfind(words()["standing"]["yearly"])
    if yearly >= 0 and not planned and not {"percent", "yuan"} & set(one.units):
        return "in_progress", (start + yearly, start + yearly + len(words()["standing"]["yearly"]))
    return ("planned" if planned else "achieved"), None


_MARKS = {"planned": "planned", "going": "in_progress", "done": "achieved"}


def _mark(kind: str) -> re.Pattern:
    return pattern("standing", kind)


def _policy(before: str, one: Found) -> Span | None:
    """The words that promise an amount or a length of time; None where it was paid, or is no money."""
    if "year" in one.units:
        return (len(before) - (one.end - one.first), len(before))
    if one.units and not {"yuan", "percent", "times", "place"} & set(one.units):
        return None
    promises = list(_mark("policy").finditer(before))
    if not promises:
        return None
    paid = [found.start() for found in _mark("paid").finditer(before)]
    last = promises[-1]
    return None if paid and paid[-1] > last.start() else last.span()


def opens_with_plan(paragraph: str) -> bool:
    """Whether a paragraph opens with what is yet to come: 下一步, 建成后."""
    return pattern("standing", "opening_planned").search(paragraph[:20]) is not None


# Areas


class Areas:
    """The declared areas of a city, found by their names and keywords."""

    def __init__(self, catalogue: Catalogue, city: str) -> None:
        self.city = city
        self.by_word: dict[str, Area] = {}
        for area in catalogue.areas.values():
            if area.city == city and city:
                for word in (area.name.zh, *area.keywords):
                    self.by_word.setdefault(word, area)
        said = words()["scope"]
        self.province = next((a.id for a in self.by_word.values() if a.level == "province"), "")
        patterns = [any_of(self.by_word)] if self.by_word else []
        self.pattern = re.compile(
            "|".join([*patterns, *(said[key] for key in ("city", "province", "country"))])
        )

    def named(self, paragraph: str) -> list[tuple[int, int, str]]:
        """Every mention of an area: start, end, id ("" = one that is not declared)."""
        of_whole = pattern("scope", "of_whole")
        return [
            (*found.span(), self._id(found.group()))
            for found in self.pattern.finditer(paragraph)
            if not of_whole.search(paragraph, max(0, found.start() - 4), found.start())
        ]

    def _id(self, word: str) -> str:
        if word in self.by_word:
            return self.by_word[word].id
        if re.fullmatch(words()["scope"]["city"], word):
            return self.city
        return self.province if re.fullmatch(words()["scope"]["province"], word) else ""

    def level(self, area: str) -> str:
        return next((one.level for one in self.by_word.values() if one.id == area), "")


def area_of(
    areas: Areas, mentions: Sequence[tuple[int, int, str]], start: int, one: Found, running: str
) -> tuple[str, Span | None]:
    """The area a figure covers: the last named in its sentence, else the one spoken of."""
    for first, last, area in reversed(mentions[: bisect_right(mentions, (one.start, 0, ""))]):
        if first < start:
            break
        if area == areas.city and areas.level(running) == "sector":
            continue  # 全市 in the mouth of one line of work is that line in the whole city
        return area, (first, last)
    return running, None


def moved_on(
    running: Running, paragraph: str, areas: Areas, mentions: Sequence[tuple[int, int, str]]
) -> Running:
    """What holds from this paragraph on: headings, speakers and questions name areas, years and plans."""
    said = words()["scope"]
    colon = pattern("scope", "speaker").search(paragraph, 0, said["longest_heading"])
    is_heading = len(paragraph) <= said["longest_heading"] and not _is_sentence(paragraph)
    reach = len(paragraph) if is_heading else colon.start() if colon else 0
    if pattern("scope", "introduces").search(paragraph):
        reach = len(paragraph)
    lasting = [area for first, _, area in mentions if first < reach and areas.level(area) in said["lasting"]]
    if lasting:
        running = replace(running, area=lasting[-1])
    if not is_heading:
        return running
    year = pattern("period", "heading_year").search(paragraph)
    if year and pattern("period", "reports").search(paragraph):
        running = replace(running, year=int(year[1]))
    if pattern("standing", "heading_planned").search(paragraph):
        return replace(running, planned=True)
    if pattern("standing", "heading_done").search(paragraph):
        return replace(running, planned=False)
    return running


def _is_sentence(paragraph: str) -> bool:
    return re.search(f"[{words()['near']['sentence']}]", paragraph) is not None
