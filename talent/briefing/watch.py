"""What has become of a briefing since it was taken: which numbers changed, what cannot be drawn any more."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from talent.briefing import exhibit, saved
from talent.briefing.briefing import Briefing, Item
from talent.briefing.numbers import Change, Shown, changes
from talent.briefing.view import View
from talent.errors import TalentError
from talent.i18n import text
from talent.warehouse import Warehouse

Numbers = Callable[[View, Warehouse], tuple[Shown, ...]]


@dataclass(frozen=True)
class Stale:
    """What became of one picture: `changes` of its numbers, `trouble` where it cannot be drawn any more.

    Neither where its numbers are those of today.
    """

    changes: tuple[Change, ...] = ()
    trouble: TalentError | None = None

    @property
    def outdated(self) -> bool:
        """Whether it says anything that is not so any more."""
        return bool(self.changes) or self.trouble is not None


@dataclass(frozen=True)
class Outdated:
    """A kept briefing with `pictures` that are out of date."""

    name: str
    pictures: int


def examine(briefing: Briefing, warehouse: Warehouse) -> tuple[Stale, ...]:
    """Every picture of a briefing against the data."""
    return tuple(stale(item, warehouse) for item in briefing.items)


def stale(item: Item, warehouse: Warehouse, numbers: Numbers = exhibit.numbers) -> Stale:
    """One picture against the data; taken from these very data it needs no look."""
    if item.data == warehouse.version:
        return Stale()
    try:
        return Stale(changes(item.shown, numbers(item.view, warehouse)))
    except TalentError as error:
        return Stale(trouble=error)


def refreshed(briefing: Briefing, warehouse: Warehouse) -> Briefing:
    """The briefing with the numbers of these data; each picture says what that changed.

    A picture that cannot be drawn any more stays as it is.
    """
    return replace(briefing, items=tuple(_refreshed(item, warehouse) for item in briefing.items))


def _refreshed(item: Item, warehouse: Warehouse) -> Item:
    if item.data == warehouse.version:
        return item
    try:
        new = exhibit.numbers(item.view, warehouse)
    except TalentError:
        return item
    return replace(item, data=warehouse.version, shown=new, changed=changes(item.shown, new))


def out_of_date(warehouse: Warehouse) -> tuple[Outdated, ...]:
    """The kept briefings with pictures that are out of date; one that cannot be read is passed over."""
    seen: dict[View, tuple[Shown, ...]] = {}

    def numbers(view: View, now: Warehouse) -> tuple[Shown, ...]:
        if view not in seen:
            seen[view] = exhibit.numbers(view, now)
        return seen[view]

    found = []
    for kept in saved.names():
        try:
            items = saved.load(kept.name).items
        except TalentError:
            continue
        pictures = sum(stale(item, warehouse, numbers).outdated for item in items)
        found += [Outdated(kept.name, pictures)] if pictures else []
    return tuple(found)


def notice(found: Sequence[Outdated], language: str) -> str:
    """How many kept briefings and pictures are out of date, in a sentence; "" where none is."""
    if not found:
        return ""
    pictures = sum(one.pictures for one in found)
    return text("briefing.watch.out_of_date", language, briefings=len(found), pictures=pictures)
