"""Files of made-up figures about real places and indicators, every row another figure; for measuring only."""

import csv
import io
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, product

import xlsxwriter

from talent import i18n, warehouse
from talent.catalogue import Catalogue, Indicator

FIELDS = ("city", "area", "indicator", "definition", "value", "period", "source", "attributed_to")
YEARS = range(1996, 2025)
Row = tuple[str | float, ...]


def rows(count: int) -> list[Row]:
    """So many statements in the order of FIELDS, no two of one figure."""
    return list(islice(_statements(warehouse.curated()), count))


def _statements(found: Catalogue) -> Iterator[Row]:
    usual = {s.indicator: s.value for s in found.statements.values() if s.value > 0}
    places = [area for area in found.areas.values() if area.city]
    counted = [
        (indicator, definition)
        for indicator in found.indicators.values()
        for definition in ("", *indicator.definitions)
        # A preliminary figure is of the same thing as the final one.
        if definition != "preliminary"
    ]
    sources = {
        city: [(s, voice) for s in found.sources.values() if s.city == city for voice in ("", *s.departments)]
        for city in found.cities
    }
    for n, (year, area, (indicator, definition)) in enumerate(product(YEARS, places, counted)):
        source, voice = sources[area.city][n % len(sources[area.city])]
        yield (
            found.cities[area.city].name.zh,
            area.name.zh,
            indicator.name.zh,
            indicator.definitions[definition].zh if definition else "",
            _value(indicator, usual.get(indicator.id), year, n),
            f"{year}",
            source.id,
            source.departments[voice].zh if voice else "",
        )


def _value(indicator: Indicator, usual: float | None, year: int, n: int) -> float:
    """Within the range of the indicator, near what is known of it, and another one each year."""
    size = usual or (indicator.max or 1000) / 2
    grown = size * (0.6 + (year - YEARS[0]) / 80) + n % 7 * size / 1000
    whole = round(grown, 2 if grown < 1000 else 0)
    return min(max(whole, indicator.min), indicator.max or whole)


def header() -> tuple[str, ...]:
    """FIELDS as the template writes them in Chinese."""
    return tuple(i18n.choice("column", field, "zh") for field in FIELDS)


@lru_cache(maxsize=8)
def as_csv(count: int) -> bytes:
    """A CSV file, UTF-8 with BOM, as Excel saves it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerows((header(), *rows(count)))
    return out.getvalue().encode("utf-8-sig")


@lru_cache(maxsize=8)
def as_xlsx(count: int) -> bytes:
    """The same as a workbook with one sheet: figures are numbers, the rest shared texts."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate((header(), *rows(count))):
            sheet.write_row(at, 0, row)
    return out.getvalue()
