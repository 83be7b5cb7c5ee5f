"""One reading as one cell of a table: as printed, with its tags, its code, and all of it that counts."""

from collections.abc import Iterable

from talent.catalogue import Catalogue
from talent.charts import labels, marks
from talent.charts.picture import Tag
from talent.charts.sheet import Cell
from talent.measures import value as measured
from talent.queries import Reading

# Computed values are told apart to so many digits: the last ones differ between processors.
_DIGITS = 6


def raw(*counts: object) -> str:
    """What counts of a number, in one text that is the same in every language."""
    return "|".join("" if one is None else str(one) for one in counts)


def rough(value: float | None) -> str:
    """A computed value as far as it can be told from another."""
    return "" if value is None else f"{float(value):.{_DIGITS - 1}e}"


def figure_raw(reading: Reading) -> str:
    """The same of a figure as printed, as the mark of a chart has it."""
    start, end = labels.span_start(reading), reading.period_end
    return raw(reading.value, reading.value_high, reading.bound, reading.standing, start, end)


def figure(reading: Reading, catalogue: Catalogue, language: str, beside: Iterable[Tag] = ()) -> Cell:
    """A figure with all its tags but its period, after those `beside`; for a row that says the period."""
    period = Tag(labels.period_text(reading, language))
    tags = tuple(tag for tag in labels.tags(reading, catalogue, language) if tag != period)
    return Cell(
        labels.figure_text(reading, catalogue, language),
        (*beside, *tags),
        reading.statement_id,
        reading.value,
        reading.statement_id,
        figure_raw(reading),
    )


def computed(reading: Reading, view: marks.View) -> Cell:
    """A figure's computed value in the measure of the view, with its limits, or why there is none."""
    value = measured(reading, view.measure)
    said = marks.computed_text(reading, view)
    if value is None:
        return Cell(said)
    key = f"{reading.statement_id}.{view.measure}"
    return Cell(said, marks.measure_tags(reading, view), value=value, key=key, raw=raw(rough(value)))
