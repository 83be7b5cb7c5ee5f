"""A briefing as it is kept: views in order, a comment on each, and every number as it was when taken."""

from dataclasses import dataclass, replace

from talent.briefing.numbers import Change, Shown
from talent.briefing.view import View
from talent.errors import TalentError

# report = title, contents, pictures, sources; pictures = pictures and sources alone.
TEMPLATES = ("report", "pictures")
MOST_ITEMS = 60
LONGEST_TITLE = 120
LONGEST_COMMENT = 2_000


@dataclass(frozen=True)
class Item:
    """One picture of a briefing: its bare view with `part`, the writer's comment, and what it showed.

    `data` is the data version it was taken at, `shown` the numbers then. `changed` is what the last refresh
    changed, () before any.
    """

    view: View
    comment: str
    data: str
    shown: tuple[Shown, ...]
    changed: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Briefing:
    """What is said, in which language, in which order; `template` is one of TEMPLATES."""

    title: str
    language: str
    template: str
    items: tuple[Item, ...]

    def with_item(self, item: Item) -> "Briefing":
        """The briefing with one more picture at its end; TalentError `briefing.full`."""
        if len(self.items) >= MOST_ITEMS:
            raise TalentError("briefing.full", most=MOST_ITEMS)
        return replace(self, items=(*self.items, item))

    def without(self, place: int) -> "Briefing":
        """The briefing without the picture at a place, counted from nought."""
        return replace(self, items=(*self.items[:place], *self.items[place + 1 :]))

    def moved(self, place: int, to: int) -> "Briefing":
        """The briefing with the picture at one place moved to another."""
        items = list(self.items)
        items.insert(to, items.pop(place))
        return replace(self, items=tuple(items))

    def commented(self, place: int, comment: str) -> "Briefing":
        """The briefing with another comment at a place."""
        item = replace(self.items[place], comment=comment)
        return replace(self, items=(*self.items[:place], item, *self.items[place + 1 :]))
