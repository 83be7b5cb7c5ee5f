"""What a view shows: its pictures, each with the figures that a sentence about it may rest on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from talent import queries
from talent.briefing.numbers import Shown, shown
from talent.briefing.view import View
from talent.catalogue import Catalogue, Indicator
from talent.charts.frame import Content
from talent.errors import TalentError
from talent.i18n import LANGUAGES
from talent.queries import Reading
from talent.warehouse import Warehouse
from talent.what_if import evidence as declared
from talent.what_if.evidence import Evidence


@dataclass(frozen=True)
class Exhibit:
    """One picture of a view.

    `part` is its name among those of its view. `readings` are the figures in it, in drawn order, `indicator`
    and `measure` what is compared (None and printed where it is no comparison). `lines` are sentences that
    the picture brings along because its figures are no readings. `beside` = it is drawn only where its part
    is named: another picture of the view says the same with more of it left out.
    """

    view: View
    part: str
    content: Content
    readings: tuple[Reading, ...] = ()
    indicator: Indicator | None = None
    measure: str = "printed"
    lines: tuple[str, ...] = ()
    beside: bool = False


@dataclass(frozen=True)
class Opened:
    """The data of one version, for whoever draws a view in `language`."""

    warehouse: Warehouse
    language: str

    @property
    def catalogue(self) -> Catalogue:
        return self.warehouse.catalogue

    @cached_property
    def evidence(self) -> Evidence:
        """What is known of the simulator's assumptions."""
        return declared.evidence()

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """Every reading in force."""
        return queries.readings(self.warehouse)


Maker = Callable[[View, Opened], Sequence[Exhibit]]


def exhibits(view: View, warehouse: Warehouse, language: str) -> tuple[Exhibit, ...]:
    """The pictures of a view, or the one its `part` names, in drawn order.

    TalentError `view.unknown_choice`, `view.bad_value` or `view.out_of_range` for a choice the page does not
    have, `view.no_part` for a picture it does not have, and as the page's own functions raise.
    """
    # Here, because each maker needs what stands above.
    from talent.briefing.makers import MAKERS

    found = tuple(MAKERS[view.page](view, Opened(warehouse, language)))
    if view.part:
        named = tuple(one for one in found if one.part == view.part)
        if not named:
            known = ", ".join(one.part for one in found)
            raise TalentError("view.no_part", part=view.part[:60], known=known)
        return named
    return tuple(one for one in found if not one.beside)


def numbers(view: View, warehouse: Warehouse) -> tuple[Shown, ...]:
    """Every number of a view, with its words in both languages."""
    contents: Mapping[str, list[Content]] = {
        language: [one.content for one in exhibits(view, warehouse, language)] for language in LANGUAGES
    }
    return shown(dict(contents))
