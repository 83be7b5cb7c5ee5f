"""What a sheet holds: titled tables of numbers and words, and which native chart stands beside each."""

from dataclasses import dataclass
from datetime import date


class Year(int):
    """A number that is written without a comma."""


class Share(float):
    """A share of one, written in percent."""


Value = str | float | date | Year | Share | None


@dataclass(frozen=True)
class Series:
    """One series of a chart: columns of the block it takes names, values and written labels from.

    `rows` are the rows it runs over, `colours` one `#rrggbb` for each of them, or one for all. `hatched` are
    rows (counted within `rows`) that are planned, `low` and `high` the columns of its error bars. `line` is
    solid, dash or none; `hidden` draws nothing and only carries what stands on it.
    """

    name: str
    values: int
    rows: tuple[int, int]
    colours: tuple[str, ...]
    labels: int | None = None
    hatched: tuple[int, ...] = ()
    low: int | None = None
    high: int | None = None
    line: str = "solid"
    hollow: bool = False
    hidden: bool = False


@dataclass(frozen=True)
class Chart:
    """A native chart over a block: bars (horizontal, stacked where there are several series), or points over
    days (time) or years (lines).

    `ends` of the axis of values where charts share one, so that lengths can be compared; None = its own.
    """

    kind: str  # bars | time | lines
    categories: int
    series: tuple[Series, ...]
    unit: str
    ends: tuple[float, float] | None = None


@dataclass(frozen=True)
class Block:
    """A titled table; cells are numbers in base units, days, or words. `chart` may stand beside it."""

    title: str
    note: str
    head: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    chart: Chart | None = None
