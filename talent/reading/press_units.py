"""What a figure of a press release counts: the units it may have, the indicators that fit, its value."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from talent.catalogue import Indicator
from talent.errors import TalentError
from talent.reading import numerals
from talent.reading.bounds import bound_of
from talent.reading.press_figures import Setting, pattern, words
from talent.reading.press_words import Meaning, Nearness, is_bare

_TERMS = ("rate", "cap", "duration")
_AMOUNTS = ("yuan", "yuan_per_person")
# How near the words of a narrower definition must stand.
_BESIDE, _IN_REACH = 0.7, 0.4


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure as it is printed at `start` to `end`, in base units."""

    as_printed: str
    value: float
    value_high: float | None
    bound: str
    start: int
    end: int


def units_of(at: Setting, near: Nearness) -> tuple[str, ...]:
    """The units a figure may have, the likeliest first; () where its words leave that open."""
    units = at.one.units or _units_of_bare(at)
    if "yuan" not in units:
        return units
    first = near.listed.start if near.listed else at.one.start
    monthly = pattern("figures", "monthly")
    if monthly.search(at.paragraph, max(at.begin, first - 12), first) or pattern(
        "figures", "per_month_after"
    ).match(at.paragraph[at.one.end : at.one.end + 6]):
        return ("yuan_per_month",)
    if monthly.search(at.paragraph, at.begin, at.one.start):
        return units
    return tuple(unit for unit in units if unit != "yuan_per_month")


def per_person(units: Sequence[str], at: Setting) -> Sequence[str]:
    """The units of an amount printed as one person's (每人20万元); all of the others as they are."""
    is_one = pattern("figures", "per_person").search(at.paragraph, at.one.first, at.one.start)
    return [unit for unit in units if unit == "yuan_per_person"] or units if is_one else units


def _units_of_bare(at: Setting) -> tuple[str, ...]:
    """Units of a bare 万 by what stands around it: 100万大学生, 10万奖励."""
    before = at.paragraph[max(at.begin, at.one.start - 20) : at.one.start]
    after = at.paragraph[at.one.end : at.one.end + 20]
    if pattern("figures", "people_words").search(after) or pattern("figures", "people_before").search(before):
        return ("person",)
    is_money = pattern("figures", "money_words").search(before + after)
    return tuple(words()["measure"][words()["figures"]["money"]]) if is_money else ()


def fitting(at: Setting, units: Sequence[str], standing: str) -> Callable[[Indicator], bool]:
    """Whether an indicator can be of this figure: its unit, growth or level, promised or paid."""
    grows = "percent" in units and is_growth(at)
    is_points = at.one.measure in words()["figures"]["points"]
    is_per_head = pattern("near", "per_head").search(at.piece) is not None
    is_total = is_bare(at.piece) and pattern("near", "total").search(at.piece) is not None
    is_promised = standing == "policy_term"

    def fits(indicator: Indicator) -> bool:
        unit = indicator.unit.id
        if is_points or is_per_head or (units and unit not in units):
            return False
        if is_total and indicator.kind == "flow":
            return False
        if unit == "percent":
            return (indicator.kind == "growth") is grows
        return unit not in _AMOUNTS or is_promised is (indicator.kind in _TERMS)

    return fits


def is_growth(at: Setting) -> bool:
    """Whether a share is how much something grew: 增长5%, 每年30%的速度增长."""
    after = pattern("near", "growth_after").match(at.paragraph[at.one.end : at.one.end + 8])
    return bool(after or pattern("near", "growth").search(at.piece[-words()["near"]["growth_far"] :]))


def printed(at: Setting, unit: str) -> Printed | None:
    """The figure with its value in the base unit; None where no single figure can be read."""
    for start, end in ((at.one.first, at.one.last), (at.one.start, at.one.end)):
        text = at.paragraph[start:end]
        if (read := _read(text, unit)) is not None:
            return Printed(text, *read, start, end)
    return None


@lru_cache(maxsize=4096)
def _read(text: str, unit: str) -> tuple[float, float | None, str] | None:
    try:
        figure = numerals.base_value(text, unit)
    except TalentError:
        return None
    high = None if figure.high is None or figure.high == figure.value else float(figure.high)
    return float(figure.value), high, bound_of(text)


def definition(at: Setting, meant: Meaning, near: Nearness) -> str:
    """The narrower definition whose own words stand beside the figure; "" = the indicator's own."""
    named = {id: _parted(name.zh) for id, name in meant.indicator.definitions.items()}
    before = at.paragraph[at.begin : at.one.start]
    for id, (_, level) in named.items():
        if level and level in before:
            return id
    if was_before(at):
        former = [id for id, (own, _) in named.items() if own.endswith(words()["figures"]["former"])]
        return former[0] if former else ""
    for id, (own, level) in named.items():
        if not level and _is_beside(own, at, near):
            return id
    return ""


def was_before(at: Setting) -> bool:
    """Whether a figure is what a thing was before it was raised: 由58家增加到126家."""
    said = pattern("figures", "from").search(at.paragraph, max(at.begin, at.one.start - 16), at.one.start)
    return bool(said and pattern("figures", "raised").match(at.paragraph, at.one.last))


def _parted(name: str) -> tuple[str, str]:
    """The name of a definition without 仅, and what its brackets add: 人才政策资金兑现（市本级）."""
    own, _, level = name.removeprefix(words()["figures"]["only"]).partition("（")
    return own, level.rstrip("）")


def _is_beside(own: str, at: Setting, near: Nearness) -> bool:
    """Whether a name stands beside a figure, whole or as two words in any order: 兑现人才政策资金."""

    def weight(word: str) -> float:
        place = at.paragraph.rfind(word, max(0, near.start), near.start + len(near.weights))
        return near.of(place) if place >= 0 else 0.0

    splits = [(own[:at], own[at:]) for at in range(2, len(own) - 1)]
    halves = [sorted((weight(one), weight(other))) for one, other in splits]
    return weight(own) >= _BESIDE or any(less >= _IN_REACH and more >= _BESIDE for less, more in halves)
