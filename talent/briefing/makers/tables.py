"""What every table of a view needs: cells of words, the words around it, and its rows as sentences."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from talent.briefing.exhibit import Opened
from talent.charts import labels
from talent.charts.frame import periods
from talent.charts.sheet import Cell, Row, Sheet
from talent.i18n import MISSING, text
from talent.queries import Reading

# Up to so many rows are spoken by those who read a table aloud; the number of the others is said.
_SPOKEN = 8
# A table of names and what is said of each needs no column named.
_PAIR = 2


def words(*said: str) -> tuple[Cell, ...]:
    """Cells without a number."""
    return tuple(map(Cell, said))


def heading(said: str, columns: Sequence[str]) -> Row:
    """A heading over the rows below it."""
    return Row(words(said, *[""] * (len(columns) - 1)), heads=True)


def absent(opened: Opened) -> Cell:
    """What the documents do not print."""
    return Cell(text("block.not_printed", opened.language))


def listed(opened: Opened, said: Iterable[str]) -> str:
    """Words with commas between them."""
    return text("chart.comma", opened.language).join(said)


def parted(opened: Opened, *said: str) -> str:
    """The parts that are there, with dots between them."""
    return text("chart.dot", opened.language).join(filter(None, said))


def city_names(opened: Opened, cities: Iterable[str]) -> str:
    """Cities by name, in the catalogue's order."""
    wanted = set(cities)
    return listed(
        opened, (c.name[opened.language] for c in opened.catalogue.cities.values() if c.id in wanted)
    )


def scope(opened: Opened, readings: Iterable[Reading], cities: Iterable[str]) -> str:
    """Cities and periods of figures: `哈尔滨、大庆 · 2019–2023年`."""
    rows = tuple(readings)
    said = (labels.period_text(r, opened.language) for r in rows)
    days = (day for r in rows for day in (labels.span_start(r), r.period_end))
    return parted(opened, city_names(opened, cities), periods(said, days, opened.language))


def sheet(
    opened: Opened,
    kind: str,
    title: str,
    columns: Sequence[str],
    rows: Iterable[Row],
    *,
    scope: str,
    sources: Iterable[str],
    subtitle: str = "",
    warnings: Iterable[str] = (),
    notes: Iterable[str] = (),
    codes: Iterable[str] = (),
) -> Sheet:
    """A table with all that must travel with it; `sources` are ids, `codes` those that stand in no cell."""
    catalogue, language, day = opened.catalogue, opened.language, opened.warehouse.data_date
    found = tuple(rows)
    shown = {row.city for row in found}
    in_cells = (cell.code for row in found for cell in row.cells if cell.code)
    warned = tuple(filter(None, warnings))
    return Sheet(
        kind=kind,
        title=title,
        scope=scope,
        subtitle=subtitle,
        columns=tuple(columns),
        rows=found,
        warnings=warned,
        notes=tuple(filter(None, notes)),
        sources=labels.source_lines((catalogue.sources[one] for one in set(sources)), language),
        codes=tuple(dict.fromkeys((*in_cells, *codes))),
        inks=tuple(labels.ink(city, catalogue, language) for city in catalogue.cities if city in shown),
        data_version=opened.warehouse.version,
        data_date=day.isoformat() if day else "",
        language=language,
        alt=_alt(title, scope, warned, columns, found, language),
    )


def _alt(
    title: str,
    scope: str,
    warned: Sequence[str],
    columns: Sequence[str],
    rows: Sequence[Row],
    language: str,
) -> str:
    brief = [row if row.heads else _brief(row) for row in rows]
    said = list(spoken(columns, brief, language))
    more = len(said) - _SPOKEN
    rest = [text("sheet.more", language, count=more)] if more > 0 else []
    stop = text("chart.stop", language)
    whole = [title, scope, *warned, *said[:_SPOKEN], *rest]
    return text("chart.between", language).join(
        one if one.endswith(stop) else f"{one}{stop}" for one in whole if one
    )


def _brief(row: Row) -> Row:
    """A row until its last number: where it is printed and what was noted is said by the table."""
    last = max((place for place, cell in enumerate(row.cells) if cell.key), default=len(row.cells))
    return replace(row, cells=row.cells[: last + 1])


def sentences(found: Sheet) -> tuple[str, ...]:
    """Every row of a table as a sentence that stands alone, its heading, tags and codes included."""
    return tuple(spoken(found.columns, found.rows, found.language))


def spoken(columns: Sequence[str], rows: Iterable[Row], language: str) -> Iterator[str]:
    """The rows below headings as sentences; a row without a name goes on with the one above."""
    above = name = ""
    plain = len(columns) == _PAIR
    for row in rows:
        first, *others = row.cells
        if row.heads:
            above = first.text
            continue
        name = _cell(first, "", language).removesuffix(text("chart.stop", language)) or name
        named = zip(columns[1:], others, strict=False)
        said = [
            _cell(cell, "" if plain else column, language)
            for column, cell in named
            if cell.text not in ("", MISSING)
        ]
        whole = text("chart.dot", language).join(filter(None, (above, name)))
        parts = text("chart.semicolon", language).join(said)
        yield text("sheet.row", language, name=whole, parts=parts) if parts else whole


def _cell(cell: Cell, column: str, language: str) -> str:
    """A cell in words: its column, its text, what limits it, its code."""
    beside = [*(tag.text for tag in cell.tags), *([cell.code] if cell.code else [])]
    said = f"{column} {cell.text}".strip()
    if not beside:
        return said
    limits = text("chart.comma", language).join(beside)
    return text("sheet.tagged", language, words=said, limits=limits)
