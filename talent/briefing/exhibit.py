"""What a view shows: its pictures, each with the figures that a sentence about it may rest on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from talent import queries
from talent.briefing import numbers as numbering
from talent.briefing.numbers import Shown, shown
from talent.briefing.view import View
from talent.catalogue import Catalogue, Indicator
from talent.charts.frame import Content
from talent.errors import TalentError, clean
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
class Data:
    """The data of one version, read once for all that is drawn of them."""

    warehouse: Warehouse

    @cached_property
    def evidence(self) -> Evidence:
        """What is known of the simulator's assumptions."""
        return declared.evidence()

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """Every reading in force."""
        return queries.readings(self.warehouse)


@dataclass(frozen=True)
class Opened:
    """The data of one version, for whoever draws a view in `language`."""

    data: Data
    language: str

    @property
    def warehouse(self) -> Warehouse:
        return self.data.warehouse

    @property
    def catalogue(self) -> Catalogue:
        return self.warehouse.catalogue

    @property
    def evidence(self) -> Evidence:
        return self.data.evidence

    @property
    def readings(self) -> tuple[Reading, ...]:
        return self.data.readings


Maker = Callable[[View, Opened], Sequence[Exhibit]]


def exhibits(view: View, warehouse: Warehouse, language: str) -> tuple[Exhibit, ...]:
    """The pictures of a view, or the one its `part` names, in drawn order.

    TalentError `view.unknown_choice`, `view.bad_value` or `view.out_of_range` for a choice the page does not
    have, `view.no_part` for a picture it does not have, and as the page's own functions raise.
    """
    return drawn(view, Opened(Data(warehouse), language))


def drawn(view: View, opened: Opened) -> tuple[Exhibit, ...]:
    """The same from data that are open already, for whoever draws several views."""
    # Here, because each maker needs what stands above.
    from talent.briefing.makers import MAKERS

    found = tuple(MAKERS[view.page](view, opened))
    if view.part:
        named = tuple(one for one in found if one.part == view.part)
        if not named:
            known = ", ".join(one.part for one in found)
            raise TalentError("view.no_part", part=clean(view.part), known=known)
        return named
    return tuple(one for one in found if not one.beside)


def digest(view: View, warehouse: Warehouse) -> str:
    """The digest of every number of a view, as its address holds it; TalentError as `exhibits`."""
    return numbering.digest(one.content for one in exhibits(view, warehouse, LANGUAGES[0]))


def numbers(view: View, warehouse: Warehouse) -> tuple[Shown, ...]:
    """Every number of a view, with its words in both languages."""
    data = Data(warehouse)
    return shown(
        {language: [one.content for one in drawn(view, Opened(data, language))] for language in LANGUAGES}
    )
