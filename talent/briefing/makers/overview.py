"""The view of the overview: what leads in each city, how far one indicator compares, what is printed."""

from collections.abc import Sequence

from talent import profiles
from talent.briefing.exhibit import Exhibit, Opened
from talent.briefing.makers import figures, tables
from talent.briefing.view import View
from talent.charts import captions, cells, compare, labels
from talent.charts.picture import Tag
from talent.charts.sheet import Cell, Row, Sheet
from talent.i18n import choice, text
from talent.profiles import Card, Lead
from talent.queries import Reading


def exhibits(view: View, opened: Opened) -> Sequence[Exhibit]:
    """The cards as a table, the bars of the leading indicator, the matrix of what is printed."""
    catalogue = opened.catalogue
    cards = profiles.cards(catalogue, opened.readings)
    lead = catalogue.indicators[catalogue.lead]
    leading = {r.statement_id: r for r in opened.readings if r.indicator == lead.id}
    picture = compare.compare(
        leading.values(),
        lead,
        tuple(catalogue.cities),
        "bar",
        "printed",
        False,
        catalogue,
        opened.language,
        opened.warehouse.version,
        opened.warehouse.data_date,
    )
    drawn = tuple(leading[code] for code in picture.codes)
    coverage = _coverage(opened)
    return [
        Exhibit(view, "cards", _cards(cards, opened), _of(cards)),
        Exhibit(view, "lead", picture, drawn, lead),
        Exhibit(view, "coverage", coverage, lines=tables.sentences(coverage)),
    ]


def _of(cards: Sequence[Card]) -> tuple[Reading, ...]:
    """Every figure of the cards, city by city."""
    found = (
        (card.population, *(r for one in card.leads for r in (one.reading, one.other))) for card in cards
    )
    return tuple(reading for row in found for reading in row if reading)


def _cards(cards: Sequence[Card], opened: Opened) -> Sheet:
    language = opened.language
    slots = [one.slot.name[language] for one in cards[0].leads]
    population = opened.catalogue.indicators["resident_population"].name[language]
    readings = _of(cards)
    return tables.sheet(
        opened,
        "cards",
        text("sheet.cards", language),
        (text("block.city", language), population, *slots),
        (row for card in cards for row in _rows(card, opened)),
        scope=tables.scope(opened, readings, (card.city.id for card in cards)),
        subtitle=text("sheet.cards_lead", language),
        warnings=[text("sheet.cards_warning", language)],
        notes=(*figures.caveats(readings, opened), *captions.own_notes(readings, language)),
        sources=(r.source for r in readings),
    )


def _rows(card: Card, opened: Opened) -> list[Row]:
    """One row of a city, and one more where another of its figures contradicts one of these."""
    name = card.city.name[opened.language]
    first = Row(
        (
            Cell(name),
            _figure(card.population, opened),
            *(_figure(one.reading, opened, one) for one in card.leads),
        ),
        card.city.id,
    )
    others = [_figure(one.other, opened, one) if one.other else Cell("") for one in card.leads]
    if not any(one.code for one in others):
        return [first]
    also = text("sheet.also", opened.language, city=name)
    return [first, Row((Cell(also), Cell(""), *others), card.city.id)]


def _figure(reading: Reading | None, opened: Opened, lead: Lead | None = None) -> Cell:
    """A leading figure with its period; another indicator than the row's own is named."""
    if reading is None:
        return tables.absent(opened)
    language = opened.language
    beside = [Tag(labels.period_text(reading, language))]
    if lead and reading.indicator != lead.slot.indicators[0]:
        beside.insert(0, Tag(opened.catalogue.indicators[reading.indicator].name[language], True))
    return cells.figure(reading, opened.catalogue, language, beside)


def _coverage(opened: Opened) -> Sheet:
    """Which figures exist, how old, how whole."""
    catalogue, language = opened.catalogue, opened.language
    matrix = profiles.matrix(catalogue, opened.readings)
    sources = {catalogue.statements[cell.code].source for row in matrix for cell in row if cell.code}
    return tables.sheet(
        opened,
        "coverage",
        text("overview.coverage", language),
        (text("block.city", language), *(cell.slot.name[language] for cell in matrix[0])),
        (
            Row((Cell(row[0].city.name[language]), *(_cell(one, language) for one in row)), row[0].city.id)
            for row in matrix
        ),
        scope=tables.city_names(opened, catalogue.cities),
        subtitle=text("sheet.coverage_lead", language, years=profiles.OLD),
        sources=sources,
    )


def _cell(found: profiles.Cell, language: str) -> Cell:
    """A year or a state in a word, so that no colour is needed to read it."""
    key = f"coverage.{found.city.id}.{found.slot.id}"
    tags = (Tag(choice("cell", found.state, language), True),) if found.state == "old" else ()
    counts = cells.raw(found.state, found.year, found.conflict, found.code)
    return Cell(profiles.cell_text(found, language), tags, found.code or "", key=key, raw=counts)
