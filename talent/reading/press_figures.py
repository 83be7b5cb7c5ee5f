"""The figures of a paragraph: numbers with a measure word that state a quantity, with their printed words."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from talent.reading.numerals import any_of, folded, lexicon


@cache
def words() -> Mapping:
    """The word lists of `press.toml`."""
    with (Path(__file__).parent / "press.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def pattern(section: str, key: str) -> re.Pattern:
    """A pattern of `press.toml`."""
    return re.compile(words()[section][key])


@dataclass(frozen=True, slots=True)
class Found:
    """A figure in a paragraph: number and measure at `start` to `end`, as printed at `first` to `last`.

    `units` are the unit ids the measure word allows, () for a bare 万 or 亿. `needs` = a figure only where the
    words around it say of what.
    """

    start: int
    end: int
    first: int
    last: int
    measure: str
    units: tuple[str, ...]
    needs: bool = False


def figures(paragraph: str) -> tuple[Found, ...]:
    """Every figure of the paragraph, in order."""
    plain, names = folded(paragraph), _names(paragraph)
    rent = [_term(plain, span) for span in _terms_of_rent(plain)]
    found = [one for match in _figure().finditer(plain) if (one := _judged(plain, match, names))]
    return tuple(sorted(_with_shared_units(plain, found) + rent, key=lambda one: one.start))


@cache
def _number() -> str:
    number = lexicon()["number"]
    han = "".join(dict.fromkeys(number["digits"] + number["tens"] + number["units"]))
    more, sizes = any_of(number["more"]), any_of(number["rounded"])
    small = "[" + "".join(c for c in number["units"][1:] if c not in number["rounded"]) + "]"
    arabic = r"(?<![0-9A-Za-z.+])(?<![0-9],)(?:[0-9]{1,3}(?:,[0-9]{3})++(?![0-9])|[0-9]++)(?:\.[0-9]++)?"
    multiplier = f"(?:(?: ?{more})? ?{small}?{sizes}{{1,2}}|{small})?"
    spoken = f"(?<![{han}])[{han}]++(?:{number['point']}[{number['digits']}]++{sizes}?)?"
    share = any_of(lexicon()["share_before"])
    return f"(?:{share})?(?:{arabic}{multiplier}|{spoken})(?: ?{more})?"


@cache
def _figure() -> re.Pattern:
    measure, join = any_of(words()["measure"]), any_of(lexicon()["number"]["ranges"])
    wrong = any_of(words()["figures"]["not_measures"])
    joined = f"(?: ?{measure})? ?{join} ?(?P<high>{_number()})"
    return re.compile(f"(?P<low>{_number()})(?:{joined})?(?: ?(?!{wrong})(?P<measure>{measure}))?")


def _names(paragraph: str) -> bytearray:
    """One flag a character: whether it stands in a title, a document number or a short name in quotes."""
    inside = bytearray(len(paragraph))
    spans = [match.span() for match in pattern("figures", "titles").finditer(paragraph)]
    longest, speech = words()["figures"]["longest_name"], words()["figures"]["speech"]
    for opening, closing in words()["figures"]["quotes"]:
        name = f"{opening}[^{opening}{closing}{speech}]{{1,{longest}}}{closing}"
        spans += [match.span() for match in re.finditer(name, paragraph)]
    for start, end in spans:
        inside[start:end] = b"\1" * (end - start)
    return inside


def _judged(plain: str, match: re.Match, names: bytearray) -> Found | None:
    """The number as a figure; None where it states no quantity."""
    start, end, measure = match.start(), match.end(), match["measure"] or ""
    number = plain[start : match.end("high") if match["high"] else match.end("low")]
    before, after = plain[max(0, start - 24) : start], plain[end : end + 24]
    if names[start] or before.endswith(lexicon()["number"]["ordinal"]) or _is_word(number, before):
        return None
    if re.match(any_of(lexicon()["share_before"]), number):
        return _printed(plain, start, end, "%", ("percent",))
    if not measure:
        is_amount = number[0].isascii() and pattern("figures", "wan").search(number.rstrip())
        stands_alone = is_amount and pattern("figures", "wan_after").match(after)
        return _printed(plain, start, end, "", ()) if stands_alone else None
    if "year" in words()["measure"][measure]:
        return _term(plain, (start, end)) if _is_term(plain, start, end) else None
    if _is_class_or_name(measure, number, before, after):
        return None
    needs = not number[0].isascii() and _is_small(number) and measure in words()["figures"]["weak"]
    rank = bool(pattern("figures", "rank").search(before))
    if rank and "place" not in words()["measure"][measure]:
        return None
    units = ("place",) if rank else tuple(words()["measure"][measure])
    return _printed(plain, start, end, measure, units, needs or rank)


def _is_word(number: str, before: str) -> bool:
    """Numerals that count nothing: 一 (一家, 一批), 百 and 万 alone (百家, 万人), 数百, 十几."""
    number = number.strip()
    if number[0].isascii():
        return False
    units, more = lexicon()["number"]["units"], lexicon()["number"]["more"]
    is_unit_alone = all(character in units[1:] for character in number)
    is_one = not number.strip(lexicon()["number"]["digits"][2])
    return is_one or is_unit_alone or before[-1:] in (*lexicon()["number"]["vague"], *more)


def _is_small(number: str) -> bool:
    return not any(
        sign in number for sign in (*lexicon()["number"]["units"][1:], *lexicon()["number"]["more"])
    )


def _is_class_or_name(measure: str, number: str, before: str, after: str) -> bool:
    """亿元以上项目, 人才新政30条, 每引进1人, 月薪6500元, 二十届三中全会, 1200万美元."""
    said = words()["figures"]
    if measure == said["articles"] and pattern("figures", "policy_names").search(before):
        return True
    if number.strip() in ("1", lexicon()["number"]["digits"][2]) and pattern("figures", "basis").search(
        before
    ):
        return True
    if "edition" in words()["measure"][measure] and pattern("figures", "congress").match(after):
        return True
    if "yuan" not in words()["measure"][measure]:
        return False
    is_class = pattern("figures", "threshold").match(after) and after.startswith(
        tuple(said["threshold_marks"])
    )
    is_coin = not number[0].isascii() and _is_small(number)
    return bool(is_class or is_coin or pattern("figures", "private").search(before))


def _is_term(plain: str, start: int, end: int) -> bool:
    """Whether years or months are how long a benefit lasts, not a date, an age or a record."""
    before = plain[max(0, start - 16) : start]
    sentence = plain[max(0, start - 60) : end + 30]
    return bool(
        pattern("figures", "term_before").search(before)
        and pattern("figures", "term_sentence").search(sentence)
        and not pattern("figures", "term_record").match(plain[end : end + 6])
    )


def _term(plain: str, span: tuple[int, int]) -> Found:
    return _printed(plain, *span, words()["figures"]["term"], ("year", "month"))


def _terms_of_rent(plain: str) -> list[tuple[int, int]]:
    """三免两减半: three years free, two at half."""
    found = []
    for match in pattern("figures", "free_half").finditer(plain):
        found += [(match.start(), match.start(2)), (match.start(2), match.end())]
    return found


def _printed(
    plain: str, start: int, end: int, measure: str, units: tuple[str, ...], needs: bool = False
) -> Found:
    """The figure with the words that belong to it: bounds, 每月, 连续, 以上, 下降."""
    before = plain[max(0, start - 32) : start]
    first = start
    leads = ["lead_near", "lead_per"] if "yuan" in units or not units else ["lead_near"]
    for lead in [*leads, "lead_term"] if "year" in units else leads:
        found = pattern("figures", lead).search(before[: len(before) - (start - first)])
        first -= len(found.group()) if found else 0
    far = pattern("figures", "lead_far").search(before)
    first = min(first, start - len(far.group())) if far else first
    after = pattern("figures", "tail").match(plain, end)
    return Found(start, end, first, after.end() if after else end, measure, units, needs)


def _with_shared_units(plain: str, found: list[Found]) -> list[Found]:
    """5万和2万元: a bare number takes the unit of the next one it is listed with."""
    shared: list[Found] = []
    for one, following in zip(reversed(found), [None, *reversed(found)], strict=False):
        between = plain[one.last : following.first].strip() if following else None
        if not one.units and following and between in words()["listing"]["joins"]:
            following = shared[-1]
            one = replace(one, measure=following.measure, units=following.units)
        shared.append(one)
    return shared[::-1]
