"""The files an analyst fills in: headers, drop-downs, hints, an example of real statements, a source."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from talent import i18n
from talent.catalogue import STANDINGS, Catalogue, Statement
from talent.reading.numerals import lexicon, printed_units
from talent.uploads.long import column_name

FIELDS = (
    "city", "indicator", "period", "value", "unit", "standing", "area", "definition", "as_printed", "source",
    "attributed_to", "paragraph", "note_zh", "note_en", "statement_id",
)  # fmt: skip
_WIDE = ("city", "indicator", "unit")
SOURCE_FIELDS = ("id", "title", "publisher", "published", "address", "city")
_YEARS, _EXAMPLES, _ROWS = 5, 6, 2000
_LEVELS = ("stock", "cumulative")
# The same catalogue gives the same bytes.
_CREATED = datetime(1980, 1, 1)


def template(catalogue: Catalogue, layout: str, kind: str, language: str) -> bytes:
    """An empty file to fill in: `layout` long or wide, `kind` xlsx or csv, headers in `language`."""
    headers = _headers(catalogue, layout, language)
    if kind == "csv":
        out = io.StringIO(newline="")
        csv.writer(out, lineterminator="\r\n").writerow(headers)
        return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")
    return _xlsx(catalogue, layout, headers, language)


def written_period(row: Statement, kind: str, language: str) -> str:
    """The period of a statement of an indicator of `kind`, as `parse_period` reads it again."""
    start, end = row.period_start, row.period_end
    form, fields = row.period_basis, {"start": start, "end": end, "years": f"{row.period_years or 0:g}"}
    ends_year = end is not None and (end.month, end.day) == (12, 31)
    if form == ("as_of" if kind in _LEVELS else "year") and ends_year:
        return str(end.year)
    if start and end and form != "since":
        form = "span"
    return i18n.text(f"template.period.{form}", language, **fields)


def _headers(catalogue: Catalogue, layout: str, language: str) -> list[str]:
    if layout == "long":
        return [column_name(field)[language] for field in FIELDS]
    return [column_name(field)[language] for field in _WIDE] + [str(year) for year in _years(catalogue)]


def _years(catalogue: Catalogue) -> range:
    """The last years there are statements of."""
    newest = max(row.period_end.year for row in catalogue.statements.values() if _is_yearly(row, catalogue))
    return range(newest - _YEARS + 1, newest + 1)


def _is_yearly(row: Statement, catalogue: Catalogue) -> bool:
    """Whether a statement is of a whole city, achieved, exact and of one year or its end."""
    is_plain = row.area == row.city and row.standing == "achieved" and row.bound == "exact"
    indicator = catalogue.indicators[row.indicator]
    dated = written_period(row, indicator.kind, "en").isdigit()
    return is_plain and dated and not row.definition and row.value_high is None


def _examples(catalogue: Catalogue, layout: str, language: str) -> list[list[str]]:
    """Rows of real statements, laid out as the template."""
    if layout == "wide":
        return _wide_examples(catalogue, language)
    lead = [row for row in catalogue.statements.values() if row.indicator == catalogue.lead]
    return [list(_long_example(row, catalogue, language)) for row in lead[:_EXAMPLES]]


def _long_example(row: Statement, catalogue: Catalogue, language: str) -> Iterator[str]:
    indicator = catalogue.indicators[row.indicator]
    says_unit = bool(printed_units(row.as_printed))
    said = {
        "city": catalogue.cities[row.city].name[language],
        "indicator": indicator.name[language],
        "period": written_period(row, indicator.kind, language),
        "value": row.as_printed if says_unit else f"{row.value:.15g}",
        "unit": "" if says_unit else indicator.unit.name[language],
        "standing": i18n.choice("standing", row.standing, language),
        "area": "" if row.area == row.city else catalogue.areas[row.area].name[language],
        "definition": indicator.definitions[row.definition][language] if row.definition else "",
        "paragraph": "" if row.paragraph is None else str(row.paragraph),
    }
    for field in FIELDS:
        # An example copied into the data sheet is a figure like any other, not a correction of this one.
        yield "" if field == "statement_id" else said.get(field, getattr(row, field, ""))


def _wide_examples(catalogue: Catalogue, language: str) -> list[list[str]]:
    years = _years(catalogue)
    found: dict[str, dict[tuple[str, int], Statement]] = {}
    for row in catalogue.statements.values():
        if _is_yearly(row, catalogue) and row.period_end.year in years:
            found.setdefault(row.indicator, {}).setdefault((row.city, row.period_end.year), row)
    id = max(found, key=lambda one: len(found[one]))
    indicator = catalogue.indicators[id]
    cities = dict.fromkeys(city for city, _ in found[id])
    return [
        [catalogue.cities[city].name[language], indicator.name[language], indicator.unit.name[language]]
        + [f"{found[id][city, year].value:.15g}" if (city, year) in found[id] else "" for year in years]
        for city in cities
    ]


def _lists(catalogue: Catalogue, language: str) -> Mapping[str, list[str]]:
    """What each column may be chosen from."""
    units = Counter(indicator.unit.id for indicator in catalogue.indicators.values())
    names = [catalogue.units[id].name[language] for id, _ in units.most_common()]
    return {
        "city": [city.name[language] for city in catalogue.cities.values()],
        "indicator": [indicator.name[language] for indicator in catalogue.indicators.values()],
        "unit": list(dict.fromkeys([*lexicon()["template"]["units"][language], *names])),
        "standing": [i18n.choice("standing", standing, language) for standing in STANDINGS],
        "area": [area.name[language] for area in catalogue.areas.values() if area.level != "city"],
        "source": list(catalogue.sources),
    }


def _xlsx(catalogue: Catalogue, layout: str, headers: Sequence[str], language: str) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    lists = _lists(catalogue, language)
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_numbers": False}) as book:
        book.set_properties({"created": _CREATED})
        sheets = {
            name: book.add_worksheet(_sheet_name(name, language)) for name in ("data", "source", "example")
        }
        columns = _fill_lists(book, lists, language)
        fields = FIELDS if layout == "long" else _WIDE
        _fill_data(book, sheets["data"], headers, fields, columns, language)
        _fill_source(book, sheets["source"], columns, language)
        example = sheets["example"]
        example.write_string(0, 0, i18n.text("template.example_note", language))
        for row, texts in enumerate([headers, *_examples(catalogue, layout, language)], start=1):
            for column, text in enumerate(texts):
                example.write_string(row, column, text, book.add_format({"bold": True}) if row == 1 else None)
        example.set_column(0, len(headers), 16)
    return out.getvalue()


def _sheet_name(name: str, language: str) -> str:
    return i18n.choice("template.sheet", name, language)


def _fill_lists(book, lists: Mapping[str, list[str]], language: str) -> Mapping[str, str]:
    """A hidden sheet of choices; the range of each."""
    sheet = book.add_worksheet(_sheet_name("lists", language))
    sheet.hide()
    ranges = {}
    for column, (field, choices) in enumerate(lists.items()):
        for row, choice in enumerate([column_name(field)[language], *choices]):
            sheet.write_string(row, column, choice)
        letter = chr(ord("A") + column)
        ranges[field] = f"='{sheet.get_name()}'!${letter}$2:${letter}${len(choices) + 1}"
    return ranges


def _chosen_from(cells: str) -> dict:
    # Other spellings and ids are welcome too; the check of the file answers a miss with the nearest name.
    return {"validate": "list", "source": cells, "error_type": "information"}


def _fill_data(
    book, sheet, headers: Sequence[str], fields: Sequence[str], choices: Mapping, language: str
) -> None:
    bold = book.add_format({"bold": True, "bottom": 1})
    as_text = book.add_format({"num_format": "@"})
    for column, header in enumerate(headers):
        field = fields[column] if column < len(fields) else "value"
        sheet.write_string(0, column, header, bold)
        hint = i18n.choice("template.hint", field, language)
        sheet.write_comment(0, column, hint, {"x_scale": 2, "author": ""})
        # 2-3 and 1/2 stay what was typed.
        sheet.set_column(column, column, 16, as_text)
        if field in choices:
            sheet.data_validation(1, column, _ROWS, column, _chosen_from(choices[field]))
    sheet.freeze_panes(1, 0)


def _fill_source(book, sheet, choices: Mapping[str, str], language: str) -> None:
    bold = book.add_format({"bold": True})
    as_text = book.add_format({"num_format": "@"})
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 50, as_text)
    for row, field in enumerate(SOURCE_FIELDS):
        sheet.write_string(row, 0, i18n.choice("template.source", field, language), bold)
        sheet.write_string(row, 2, i18n.choice("template.source_hint", field, language))
        chosen = {"id": "source", "city": "city"}.get(field)
        if chosen:
            sheet.data_validation(row, 1, row, 1, _chosen_from(choices[chosen]))
