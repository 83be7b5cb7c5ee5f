"""Tables of figures as printed, each with its period, tags, source, code and note."""

from collections.abc import Iterable, Sequence

from talent.briefing.exhibit import Opened
from talent.briefing.makers import tables
from talent.catalogue import Indicator
from talent.charts import captions, cells, labels
from talent.charts.marks import View as Measure
from talent.charts.sheet import Cell, Row, Sheet
from talent.i18n import Name, text
from talent.queries import Reading


def of_indicator(
    readings: Sequence[Reading],
    indicator: Indicator,
    measure: str,
    cities: Sequence[str],
    warnings: Iterable[str],
    opened: Opened,
) -> Sheet:
    """All figures of one indicator, each beside its computed value; rows of words for cities without any."""
    language = opened.language
    view = Measure(indicator, opened.catalogue, language, measure)
    unit = view.say("unit", unit=indicator.unit.name[language])
    caveat = [view.say("caveat", caveat=indicator.caveat[language])] if indicator.caveat else []
    columns = _columns(opened, indicator=False, measure=measure)
    present = {r.city for r in readings}
    missing = (_no_figure(city, columns, opened) for city in cities if city not in present)
    return tables.sheet(
        opened,
        "figures",
        text("sheet.figures", language, name=captions.title(view, "bar")),
        columns,
        (*(_row(r, opened, view) for r in readings), *missing),
        scope=tables.scope(opened, readings, cities),
        subtitle=text("sheet.between", language).join((indicator.text[language], unit)),
        warnings=warnings,
        notes=(*caveat, *captions.populations(readings, view)),
        sources=captions.source_ids(readings, view),
    )


def of_many(readings: Sequence[Reading], title: str, opened: Opened, subtitle: str = "") -> Sheet:
    """Figures of several indicators, each named."""
    columns = _columns(opened, indicator=True, measure="printed")
    return tables.sheet(
        opened,
        "figures",
        title,
        columns,
        (_row(r, opened) for r in readings),
        scope=tables.scope(opened, readings, {r.city for r in readings}),
        subtitle=subtitle,
        notes=caveats(readings, opened),
        sources=(r.source for r in readings),
    )


def caveats(readings: Iterable[Reading], opened: Opened) -> list[str]:
    """What to mind of each indicator that occurs."""
    language = opened.language
    used = {r.indicator for r in readings}
    return [
        text("sheet.caveat", language, name=one.name[language], caveat=one.caveat[language])
        for one in opened.catalogue.indicators.values()
        if one.id in used and one.caveat
    ]


def note_text(reading: Reading, language: str) -> str:
    """A figure's own note, and who stands for it where charts draw another witness."""
    own = Name(reading.note_zh, reading.note_en)[language]
    code, by = reading.statement_id, reading.shown_by
    witness = "" if reading.shown else text("chart.witness", language, code=code, by=by)
    return text("sheet.between", language).join(filter(None, (own, witness)))


def place_cell(reading: Reading, opened: Opened) -> Cell:
    """Where a figure is printed."""
    source = opened.catalogue.sources[reading.source]
    return Cell(labels.place_text(source, reading.paragraph, opened.language))


def _columns(opened: Opened, *, indicator: bool, measure: str) -> tuple[str, ...]:
    keys = ["block.city", *(["block.indicator"] if indicator else []), "compare.period", "block.value"]
    keys += ["chart.computed"] if measure != "printed" else []
    return tuple(
        text(key, opened.language) for key in (*keys, "block.as_printed", "block.source", "sheet.note")
    )


def _row(reading: Reading, opened: Opened, view: Measure | None = None) -> Row:
    """One figure; its indicator is named where the table is not of one (`view`)."""
    catalogue, language = opened.catalogue, opened.language
    name = [] if view else [Cell(catalogue.indicators[reading.indicator].name[language])]
    beside = [cells.computed(reading, view)] if view and view.measure != "printed" else []
    return Row(
        (
            Cell(catalogue.cities[reading.city].name[language]),
            *name,
            Cell(labels.period_text(reading, language)),
            cells.figure(reading, catalogue, language),
            *beside,
            Cell(reading.as_printed),
            place_cell(reading, opened),
            Cell(note_text(reading, language)),
        ),
        reading.city,
    )


def _no_figure(city: str, columns: Sequence[str], opened: Opened) -> Row:
    """A city whose documents do not print it: words, never nought."""
    name = opened.catalogue.cities[city].name[opened.language]
    return Row((Cell(name), Cell(""), tables.absent(opened), *tables.words(*[""] * (len(columns) - 3))), city)
