"""The view of one city: all that is known of it by theme, and what is not."""

from collections.abc import Iterator, Sequence

from talent import profiles, queries
from talent.briefing.exhibit import Exhibit, Opened
from talent.briefing.makers import computed, figures, settings, tables
from talent.briefing.view import View
from talent.charts import cells, labels
from talent.charts.picture import Tag
from talent.charts.sheet import Cell, Row, Sheet
from talent.i18n import choice, text
from talent.profiles import Theme
from talent.queries import Reading


def exhibits(view: View, opened: Opened) -> Sequence[Exhibit]:
    """One table: the figures of each theme, what is computed from them, what the city does not print."""
    cities = opened.catalogue.cities
    city = settings.one_of(view, "cities", cities, next(iter(cities)))
    themes = profiles.themes(opened.catalogue, opened.readings, city)
    readings = tuple(r for theme in themes for entry in theme.entries for r in entry.readings)
    return [Exhibit(view, "profile", _profile(city, themes, readings, opened), readings)]


def _profile(city: str, themes: Sequence[Theme], readings: Sequence[Reading], opened: Opened) -> Sheet:
    language, catalogue = opened.language, opened.catalogue
    derived = tuple(row for row in queries.records(opened.warehouse, "derived") if row["city"] == city)
    keys = ("block.indicator", "compare.period", "block.value", "block.source", "sheet.note")
    columns = tuple(text(key, language) for key in keys)
    sources = {r.source for r in readings} | computed.sources(derived, opened)
    name = catalogue.cities[city].name[language]
    counts = [
        text(
            "sheet.theme_count",
            language,
            theme=choice("theme", one.id, language),
            count=sum(len(entry.readings) for entry in one.entries),
        )
        for one in themes
    ]
    return tables.sheet(
        opened,
        "profile",
        text("sheet.profile", language, city=name),
        columns,
        (
            *_of_themes(themes, columns, opened),
            *_computed(derived, columns, opened),
            *_unknown(city, columns, opened),
        ),
        scope=tables.scope(opened, readings, [city]),
        subtitle=tables.listed(opened, counts),
        notes=[*figures.caveats(readings, opened), text("city.unknown_lead", language)],
        sources=sources,
    )


def _of_themes(themes: Sequence[Theme], columns: Sequence[str], opened: Opened) -> Iterator[Row]:
    """A row per figure, the leading one of each indicator first."""
    language = opened.language
    for theme in themes:
        yield tables.heading(choice("theme", theme.id, language), columns)
        for entry in theme.entries:
            for reading in entry.readings:
                yield Row(
                    (
                        Cell(entry.indicator.name[language]),
                        Cell(labels.period_text(reading, language)),
                        cells.figure(reading, opened.catalogue, language),
                        figures.place_cell(reading, opened),
                        Cell(figures.note_text(reading, language)),
                    )
                )


def _computed(derived: Sequence[dict], columns: Sequence[str], opened: Opened) -> Iterator[Row]:
    if derived:
        yield tables.heading(text("city.derived", opened.language), columns)
    for row in derived:
        name = opened.catalogue.indicators[row["indicator"]].name[opened.language]
        yield Row(
            (
                Cell(name, _part(row, opened)),
                computed.period(row, opened),
                computed.value(row, opened),
                computed.how(row, opened),
                computed.note(row, opened.language),
            )
        )


def _part(row: dict, opened: Opened) -> tuple[Tag, ...]:
    """The part of a city that a computed value covers, where it is one."""
    if row["area"] == row["city"]:
        return ()
    area = opened.catalogue.areas[row["area"]].name[opened.language]
    return (Tag(text("tag.only", opened.language, area=area), True),)


def _unknown(city: str, columns: Sequence[str], opened: Opened) -> Iterator[Row]:
    """What others print and this city does not, or not wholly."""
    language = opened.language
    yield tables.heading(text("city.unknown", language), columns)
    gaps = queries.records(opened.warehouse, "gaps", city=city)
    if not gaps:
        yield Row(tables.words(text("city.no_gaps", language), "", "", "", ""))
    for row in gaps:
        name = opened.catalogue.indicators[row["indicator"]].name[language]
        state = choice("gap", row["state"], language)
        counts = cells.raw(row["state"], row["newest"], row["others"])
        others = text("block.others", language, n=row["others"])
        key = f"gap.{city}.{row['indicator']}"
        yield Row((*tables.words(name, ""), Cell(state, key=key, raw=counts), *tables.words("", others)))
