"""What tests of views need: the data as they are, pictures by address, refusals with what they say."""

from collections.abc import Callable
from functools import cache

import pytest

from talent import i18n, warehouse
from talent.briefing import exhibit, view
from talent.briefing.exhibit import Exhibit
from talent.charts.frame import Content
from talent.charts.sheet import Cell, Row, Sheet
from talent.errors import TalentError
from talent.warehouse import Warehouse

# Each page as it opens, and what else has tables of its own.
ADDRESSES = (
    "/",
    "/compare",
    "/compare?mode=table&measure=per_10k",
    "/compare?indicator=resident_population&mode=line&part=figures",
    "/city?cities=daqing",
    "/policies",
    "/policies?tier=phd&arrives=2019-05&months=12&benefit=loan_ceiling",
    "/what_if",
    "/catalogue?q=公寓",
    "/catalogue?view=coverage&only_theme=money",
    "/catalogue?view=checks",
    "/catalogue?view=sources",
    "/catalogue?view=definitions",
    "/catalogue?view=not_figures",
    "/passport?code=DZ-04-008",
)


def data() -> Warehouse:
    return warehouse.locate()


@cache
def shown(address: str, language: str = "zh") -> tuple[Exhibit, ...]:
    """The pictures behind an address, with the data as they are."""
    return exhibit.exhibits(view.parse(address), data(), language)


def contents(address: str) -> dict[str, list[Content]]:
    """The pictures of an address in both languages."""
    return {language: [one.content for one in shown(address, language)] for language in i18n.LANGUAGES}


def sheet(address: str, part: str, language: str = "zh") -> Sheet:
    """One table of a view."""
    found = next(one.content for one in shown(address, language) if one.part == part)
    assert isinstance(found, Sheet)
    return found


def rows(found: Sheet, *words: str) -> list[Row]:
    """The rows that have these words in their cells, headings left out."""
    return [row for row in found.rows if not row.heads and {*words} <= {cell.text for cell in row.cells}]


def cell(found: Sheet, code: str) -> Cell:
    """The cell of one passport code."""
    return next(one for one in found.cells if one.code == code)


def refused(act: Callable[[], object]) -> TalentError:
    """The refusal of an act, once it can be said in both languages."""
    with pytest.raises(TalentError) as caught:
        act()
    for language in i18n.LANGUAGES:
        assert i18n.message(caught.value, language)
    return caught.value
