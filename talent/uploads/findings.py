"""What can be said about an upload: every code with its severity, and how findings are listed."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

import pandas as pd

from talent import i18n
from talent.i18n import Name
from talent.uploads.model import SEVERITIES, Finding, Staging

# Of each code so many are listed, then one says how many more there are.
LISTED = 1000
_SHOWN = 200
_CHECKS = {
    "error": (
        "empty_cell", "forbidden_character", "too_long", "no_paragraph", "unknown_witness",
        "unknown_city", "unknown_area", "unknown_indicator", "unknown_definition", "unknown_source",
        "unknown_attributed_to", "unknown_unit", "unknown_standing", "unknown_bound", "area_elsewhere",
        "no_number", "several_numbers", "unit_differs", "unit_twice", "two_upper_ends", "outside_range",
        "range_reversed", "no_period", "undated_period", "year_as_date", "no_such_year", "date_serial",
        "no_date", "period_parts", "period_reversed", "duplicate_row", "unknown_statement", "other_statement",
        "statement_twice", "key_taken", "source_text", "too_many_departments",
        "looks_like_period", "printed_differs", "no_figures", "withdrawn_statement",
    ),
    "warning": (
        "source_not_named", "agrees_with_known", "conflicts_with_known", "agrees_in_file",
        "conflicts_in_file", "ten_times", "unit_left_out", "same_as_another_year", "large_correction",
        "planned_without_period", "achieved_in_future", "later_than_source", "bound_in_note", "bound_differs",
        "fraction", "was_withdrawn",
    ),
    "info": ("no_data", "and_more"),
}  # fmt: skip
_LAYOUTS = {
    "error": (
        "duplicate_header", "missing_column", "near_label", "unclear_label", "two_meanings", "needs_meaning",
        "no_table", "source_incomplete", "source_date", "source_city",
    ),
    "warning": ("unknown_header", "strange_header", "footnote_preliminary"),
    "info": ("footnote", "left_out", "sheet_example", "sheet_hidden", "sheet_without_table"),
}  # fmt: skip
_READER = {
    "error": ("row_too_long", "error_cell", "formula_without_value"),
    "warning": ("formulas_uncomputed",),
    "info": ("date_cell", "named_otherwise"),
}  # fmt: skip
# Every code there is, by who says it, with its severity: the one place where a code is declared.
BY_ROOM: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        room: MappingProxyType({code: severity for severity, codes in said.items() for code in codes})
        for room, said in (("reader", _READER), ("layouts", _LAYOUTS), ("checks", _CHECKS))
    }
)
CODES: Mapping[str, str] = MappingProxyType(
    {code: severity for said in BY_ROOM.values() for code, severity in said.items()}
)


def finding(code: str, **place: object) -> Finding:
    """A finding of one of CODES with the severity it has there."""
    return Finding(code, CODES[code], **place)


def listed(code: str, found: pd.DataFrame, staging: Staging) -> Iterator[Finding]:
    """Rows of one code as findings in the order of the file: the first LISTED, then how many more there are.

    `found` has `n` (position in `staging.rows`), `field` ("" = the whole row), perhaps `expected`, and the
    fields of the sentence: numbers are written as each language does, `<stem>_zh` and `<stem>_en` are a name.
    """
    ordered = found.sort_values("n", kind="stable")
    shown = ordered.head(LISTED)
    records = staging.rows.iloc[shown["n"]].to_dict("records")
    first = None
    for row, record in zip(shown.to_dict("records"), records, strict=True):
        said = _placed(code, row, record, staging)
        first = first or said
        yield said
    if first is not None and len(ordered) > LISTED:
        example = Name(*(first.message(language) for language in i18n.LANGUAGES))
        fields = MappingProxyType({"count": str(len(ordered) - LISTED), "example": example})
        yield finding("and_more", file=staging.file, sheet=first.sheet, fields=fields)


def _placed(code: str, row: Mapping, record: Mapping, staging: Staging) -> Finding:
    fields = _fields({key: value for key, value in row.items() if key not in ("n", "field", "expected")})
    sheet, field = record["sheet"], row["field"]
    header, letter = ("", "") if not field else (record["header"], record["letter"])
    # In a wide table the heading over the value tells what has no column of its own.
    place = staging.places.get((sheet, field)) if field != "value" else None
    if place is not None:
        header, letter = place.header, place.letter
    return finding(
        code, file=staging.file, sheet=sheet, row=int(record["row"]), column=header, letter=letter,
        value=record[field][:_SHOWN] if field else "", expected=row.get("expected") or "", fields=fields,
    )  # fmt: skip


def _fields(row: Mapping[str, object]) -> Mapping[str, object]:
    fields: dict[str, object] = {}
    for key, value in row.items():
        stem, _, language = key.rpartition("_")
        if key.endswith("sheet"):
            fields[key] = _sheet(str(value))
        elif language == "zh":
            fields[stem] = Name(str(value), str(row[f"{stem}_en"]))
        elif isinstance(value, float):
            fields[key] = Name(*(i18n.format_number(value, one) for one in i18n.LANGUAGES))
        elif language != "en":
            fields[key] = str(value)[:_SHOWN]
    return MappingProxyType(fields)


def _sheet(name: str) -> Name:
    """The name of a sheet as part of a place; nothing where a file has but one."""
    if not name:
        return Name("", "")
    return Name(*(i18n.text("finding_place.sheet", language, name=name) for language in i18n.LANGUAGES))


def in_order(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Errors first, then warnings, then what is only told; each in the order of the file."""
    return tuple(sorted(found, key=lambda one: (SEVERITIES.index(one.severity), one.sheet, one.row or 0)))
