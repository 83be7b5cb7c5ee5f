"""One bad file for every code of a finding: the rows, what is known, and what else goes with them."""

from dataclasses import asdict, replace
from datetime import date
from unittest.mock import patch

import pyarrow as pa

from talent.i18n import Name
from tests.core import made as core
from tests.uploads.rows import YEARBOOK, checked, row

KNOWN = (core.row(1), core.row(2, year=2021, value=95))

NEXT_YEAR = str(date.today().year + 1)


def of(*rows, known=(), **more):
    """A file of these rows, to be checked where `known` is known."""
    return lambda: checked(*rows, known=known, **more)


def without(code, *rows):
    """A file of these rows, to be checked where one of KNOWN was withdrawn by batch 7."""
    taken = next(asdict(one) for one in KNOWN if one.statement_id == code) | {"batch": "7"}
    texts = {name: None if value is None else str(value) for name, value in taken.items()}
    gone = pa.table({name: pa.array([words], pa.string()) for name, words in texts.items()})

    def said():
        with patch("talent.uploads.check.withdrawn", lambda _: gone):
            return checked(*rows, known=[one for one in KNOWN if one.statement_id != code])

    return said


def columns(**given):
    """A row with the five period columns in place of one text."""
    return row(period="", **({"period_basis": "year"} | given))


FILES = {
    "empty_cell": of(row(period="2022", city="")),
    "forbidden_character": of(row(city="甲\u202e市")),
    "too_long": of(row(note_zh="长" * 2001)),
    "no_paragraph": of(row(paragraph="0")),
    "unknown_witness": of(row(witnesses="second:3;nobody:1")),
    "unknown_city": of(row(city="gamma")),
    "unknown_area": of(row(area="alpha_distrct")),
    "unknown_indicator": of(row(indicator="arrival")),
    "unknown_definition": of(row(definition="broad")),
    "unknown_source": of(row(source="frist")),
    "unknown_attributed_to": of(row(attributed_to="police")),
    "unknown_unit": of(row(unit="斤")),
    "unknown_standing": of(row(standing="done")),
    "unknown_bound": of(row(bound="more")),
    "area_elsewhere": of(row(city="beta", area="alpha_district")),
    "no_number": of(row(value="inf")),
    "several_numbers": of(row(value="100和200")),
    "unit_differs": of(row(value="3元")),
    "unit_twice": of(row(value="2.35万", unit="万人")),
    "two_upper_ends": of(row(value="3-5万", value_high="60000")),
    "outside_range": of(row(value="-5")),
    "range_reversed": of(row(value="100", value_high="90")),
    "no_period": of(row(period="whenever")),
    "undated_period": of(row(period="今年以来", source="undated")),
    "year_as_date": of(row(period="2022-01-01")),
    "no_such_year": of(row(period="20224")),
    "date_serial": of(row(period="45657")),
    "no_date": of(columns(period_start="2022-13-01", period_end="2022-12-31")),
    "period_parts": of(columns(period_end="2022-12-31")),
    "period_reversed": of(columns(period_start="2023-01-01", period_end="2022-12-31")),
    "duplicate_row": of(row(), row(value="200")),
    "unknown_statement": of(row(statement_id="AA-01-999")),
    "other_statement": of(row(statement_id="AA-01-001", city="beta"), known=KNOWN),
    "statement_twice": of(
        row(statement_id="AA-01-001", value="101"), row(statement_id="AA-01-001", period="2020"), known=KNOWN
    ),
    "key_taken": of(row(statement_id="AA-01-001", period="2021"), known=KNOWN),
    "source_text": of(row(source=""), new_source=replace(YEARBOOK, title=Name("<b>", "<b>"))),
    "too_many_departments": of(
        *(row(source="", period=str(1960 + n), attributed_to=f"Office {n}") for n in range(51)),
        new_source=YEARBOOK,
    ),
    "looks_like_period": of(row(value="2024-06")),
    "printed_differs": of(row(value="101", as_printed="100人")),
    "no_figures": of(),
    "withdrawn_statement": without("AA-01-002", row(statement_id="AA-01-002", value="101")),
    "source_not_named": of(row(source="")),
    "agrees_with_known": of(row(source="second"), known=KNOWN),
    "conflicts_with_known": of(row(source="second", value="120"), known=KNOWN),
    "agrees_in_file": of(row(), row(source="second")),
    "conflicts_in_file": of(row(), row(source="second", value="120")),
    "ten_times": of(row(period="2023", value="1000"), known=KNOWN),
    "unit_left_out": of(row(period="2023", value="2.35"), known=(core.row(1, value=23000),)),
    "same_as_another_year": of(row(period="2023", value="1234"), known=(core.row(1, value=1234),)),
    "large_correction": of(row(value="151"), known=KNOWN),
    "planned_without_period": of(row(standing="planned", period="未注明")),
    "achieved_in_future": of(row(period=NEXT_YEAR)),
    "later_than_source": of(row(period="2024")),
    "bound_in_note": of(row(note_zh="文中称超过100人")),
    "bound_differs": of(row(value="超100", bound="at_most")),
    "fraction": of(row(value="0.5")),
    "was_withdrawn": without("AA-01-002", row(period="2021", value="95")),
    "no_data": of(row(value="—")),
    "and_more": of(
        *(row(period=str(1950 + n), value="?") for n in range(75)),
        *(row(period=f"{1950 + n}-{month:02}", value="?") for n in range(75) for month in range(1, 14)),
    ),
}
