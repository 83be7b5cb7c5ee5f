"""Values computed from printed ones, as rows of a table: labelled as such, with their limits and operands."""

from talent.briefing.exhibit import Opened
from talent.charts import cells, labels
from talent.charts.picture import Tag
from talent.charts.sheet import Cell
from talent.i18n import Name, choice, format_value, text


def value(row: dict, opened: Opened) -> Cell:
    """The value of a row of `derived.sql`, with the range that rounding leaves."""
    language = opened.language
    indicator = opened.catalogue.indicators[row["indicator"]]
    limits = labels.limits_text(row["low"], row["high"], indicator, language)
    return Cell(
        format_value(row["value"], indicator.unit, language, decimals=indicator.decimals),
        (
            Tag(text("block.derived", language), True),
            *([Tag(text("sheet.limits", language, limits=limits))] if " – " in limits else []),
        ),
        value=row["value"],
        key=row["derived"],
        raw=cells.raw(*(cells.rough(row[name]) for name in ("value", "low", "high"))),
    )


def period(row: dict, opened: Opened) -> Cell:
    """The period a computed value is of."""
    return Cell(labels.period_text(opened.catalogue.derived[row["derived"]], opened.language))


def how(row: dict, opened: Opened) -> Cell:
    """How it is computed, and from which figures."""
    operation = choice("operation", row["operation"], opened.language)
    codes = row["operands"].replace(";", " ")
    return Cell(text("sheet.computed_from", opened.language, operation=operation, codes=codes))


def note(row: dict, language: str) -> Cell:
    """What is to be known of it."""
    return Cell(Name(row["note_zh"], row["note_en"])[language])


def sources(rows: tuple[dict, ...], opened: Opened) -> set[str]:
    """The sources of all that they are computed from."""
    statements = opened.catalogue.statements
    return {statements[code].source for row in rows for code in row["operands"].split(";")}
