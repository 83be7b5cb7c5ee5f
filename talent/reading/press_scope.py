"""What holds for a figure of a press release: its period, its standing, the area it covers."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from talent.catalogue import Area, Catalogue
from talent.reading.numerals import any_of
from talent.reading.press_figures import Setting, Span, pattern, words

Mention = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Running:
    """What earlier paragraphs say for the following ones: an area, a year, and whether it is yet to come."""

    area: str
    year: int | None = None
    planned: bool = False


def sentence_starts(paragraph: str) -> list[int]:
    """Where the sentences of a paragraph begin."""
    return [0, *(stop.end() for stop in re.finditer(f"[{words()['near']['sentence']}]+", paragraph))]


def sentence_start(paragraph: str, starts: Sequence[int], at: int) -> int:
    """Where the sentence of a character begins, or as far back as words still speak of it.

    A sentence that opens with 其中 goes on from the one before.
    """
    number = bisect_right(starts, at) - 1
    while number and paragraph.startswith(tuple(words()["near"]["goes_on"]), starts[number]):
        number -= 1
    return max(starts[number], at - words()["near"]["reach"])


def standing(at: Setting, planned: bool) -> tuple[str, Span | None]:
    """The standing of a figure by the words of its sentence, and those words; `planned` = unless they say."""
    if promise := _promise(at):
        return "policy_term", promise
    if target := _target(at):
        return "planned", target
    if mark := _last_mark(at):
        return mark
    yearly = words()["standing"]["yearly"]
    place = at.piece.rfind(yearly)
    if place >= 0 and not planned and not {"percent", "yuan"} & set(at.one.units):
        start = at.one.start - len(at.piece) + place
        return "in_progress", (start, start + len(yearly))
    return ("planned" if planned else "achieved"), None


_MARKS = {"planned": "planned", "going": "in_progress", "done": "achieved"}


def _last_mark(at: Setting) -> tuple[str, Span] | None:
    """The last words in the sentence that tell done from yet to come, and what they tell.

    A plan stays one to the end of its clause: 计划在去年3000人的基础上引进5000人.
    """
    named = pattern("standing", "plan_names").finditer(at.paragraph, at.begin, at.one.end)
    names = [found.span() for found in named]
    marks = sorted(
        (found.span(), standing)
        for key, standing in _MARKS.items()
        for found in pattern("standing", key).finditer(at.paragraph, at.begin, at.one.end)
        if not any(first <= found.start() < last for first, last in names)
    )
    last: tuple[str, Span] | None = None
    for (start, end), standing in marks:
        if last and last[0] == "planned" and standing == "achieved":
            is_sure = pattern("standing", "done_for_sure").match(at.paragraph, start)
            if not is_sure and not _is_parted(at.paragraph[last[1][1] : start]):
                continue
        last = standing, (start, end)
    return last


def _target(at: Setting) -> Span | None:
    """The words after a figure that call it a target: 引进人才5万人的目标."""
    after = at.paragraph[at.one.last : at.one.last + words()["standing"]["target_within"]]
    found = pattern("standing", "target_after").search(after)
    if not found or pattern("standing", "target_reached").search(at.piece):
        return None
    return at.one.last, at.one.last + found.end()


def _is_parted(words_between: str) -> bool:
    return re.search(f"[{words()['near']['clause']}{words()['near']['sentence']}]", words_between) is not None


def _promise(at: Setting) -> Span | None:
    """The words that promise an amount or a length of time; None where it was paid, or is no such thing."""
    one, units = at.one, set(at.one.units)
    if "year" in units:
        return one.first, one.end
    if units and units != {"place"} and not units & {"yuan", "percent", "times"}:
        return None
    reach = one.end + words()["standing"]["after"]  # 3000元/月
    promised = [
        found.span() for found in pattern("standing", "policy").finditer(at.paragraph, at.begin, reach)
    ]
    paid = [found.start() for found in pattern("standing", "paid").finditer(at.paragraph, at.begin, one.end)]
    if not promised or (paid and paid[-1] > promised[-1][0]):
        return None
    return promised[-1]


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
        known = [*patterns, *(said[key] for key in ("city", "province"))]
        self.pattern = re.compile("|".join(known))
        self.own = {
            *self.by_word,
            *(f"{one.name.zh}{said['of_city']}" for one in catalogue.cities.values() if one.id == city),
        }

    def named(self, paragraph: str) -> list[Mention]:
        """Every mention of an area: start, end, id ("" = one that is not declared)."""
        of_whole, after = pattern("scope", "of_whole"), pattern("scope", "of_whole_after")
        known = [
            (*found.span(), self._id(found.group()))
            for found in self.pattern.finditer(paragraph)
            if not of_whole.search(paragraph, max(0, found.start() - 4), found.start())
            and not after.match(paragraph[found.end() : found.end() + 8])
        ]
        return sorted([*known, *self._elsewhere(paragraph, known)])

    def _elsewhere(self, paragraph: str, known: Sequence[Mention]) -> Iterator[Mention]:
        """Places that are declared nowhere: what is said of one is not said of the city."""
        for found in pattern("scope", "place").finditer(paragraph):
            first, last = found.span()
            is_known = any(start < last and first < end for start, end, _ in known)
            if is_known or found.group() in self.own or pattern("scope", "no_place").search(found.group()):
                continue
            yield first, last, ""

    def _id(self, word: str) -> str:
        if word in self.by_word:
            return self.by_word[word].id
        if re.fullmatch(words()["scope"]["city"], word):
            return self.city
        return self.province if re.fullmatch(words()["scope"]["province"], word) else ""

    def level(self, area: str) -> str:
        return next((one.level for one in self.by_word.values() if one.id == area), "")


def area_of(at: Setting, areas: Areas, mentions: Sequence[Mention], running: str) -> tuple[str, Span | None]:
    """The area a figure covers: the last named in its sentence, else the one spoken of."""
    for first, last, area in reversed(_between(mentions, at.begin, at.one.start)):
        if area == areas.city and areas.level(running) == "sector":
            continue  # 全市 in the mouth of one line of work is that line in the whole city
        return area, (first, last)
    for first, last, area in _between(mentions, at.one.end, at.one.end + words()["near"]["window"]):
        if _is_parted(at.paragraph[at.one.end : first]):
            break
        if (
            areas.level(area) in words()["scope"]["named_after"]
            and at.paragraph[first - 1] == words()["scope"]["of"]
        ):
            return area, (first, last)
    return running, None


def _between(mentions: Sequence[Mention], start: int, end: int) -> Sequence[Mention]:
    return mentions[bisect_left(mentions, (start, 0, "")) : bisect_left(mentions, (end, 0, ""))]


def topic(running: Running, paragraph: str, areas: Areas, mentions: Sequence[Mention]) -> Running:
    """What holds in one paragraph, whose opening may name a programme, or what is yet to come (下一步)."""
    said = words()["scope"]
    opening = [area for first, _, area in mentions if first < said["opening"]]
    named = [area for area in opening if areas.level(area) in said["named_after"]]
    is_planned = pattern("standing", "opening_planned").search(paragraph[: said["opening"]]) is not None
    return replace(running, area=named[0] if named else running.area, planned=running.planned or is_planned)


def moved_on(running: Running, paragraph: str, areas: Areas, mentions: Sequence[Mention]) -> Running:
    """What holds from this paragraph on: headings, speakers and questions name areas, years and plans."""
    said = words()["scope"]
    colon = pattern("scope", "speaker").search(paragraph, 0, said["longest_heading"])
    is_heading = len(paragraph) <= said["longest_heading"] and not _is_sentence(paragraph)
    reach = len(paragraph) if is_heading else colon.start() if colon else 0
    if pattern("scope", "introduces").search(paragraph):
        reach = len(paragraph)
    lasting = [area for first, _, area in mentions if first < reach and areas.level(area) in said["lasting"]]
    if lasting:
        narrow = [area for area in lasting if area != areas.city]
        running = replace(running, area=(narrow or lasting)[0])
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
