"""Uploads made by hand: staged rows from what is special about each, over the core's small data."""

from collections.abc import Iterable, Mapping
from datetime import date

import pandas as pd

from talent.catalogue import STATEMENT_COLUMNS, Source, Statement
from talent.i18n import Name
from talent.uploads.check import check
from talent.uploads.model import FIELDS, Checked, Choices, Place, Staging
from tests.core import made

LETTERS = {field: chr(ord("A") + n) for n, field in enumerate(FIELDS)}
PLAIN = {"city": "alpha", "indicator": "arrivals", "value": "100", "period": "2022", "source": "first"}
YEARBOOK = Source(
    id="", number=0, city="alpha", title=Name("Yearbook", "Yearbook"), publisher=Name("Bureau", "Bureau"),
    published=date(2023, 9, 1), published_inferred=False, published_note=None, kind="yearbook", address="",
    linkable=False, grade="medium", reprint=False, departments={},
)  # fmt: skip


def row(**given: str) -> dict[str, str]:
    """A sound row: 100 arrivals in Alpha in 2022, unless `given` says otherwise."""
    return PLAIN | given


def staging(*rows: Mapping[str, str], layout: str = "long", **more: object) -> Staging:
    """Rows as a long sheet with the columns that some row fills, the header in row 1."""
    used = [field for field in FIELDS if any(row.get(field) for row in rows)]
    records = [
        {
            "sheet": "S",
            "row": n,
            "letter": LETTERS["value"],
            "header": "value",
            **dict.fromkeys(FIELDS, ""),
            **row,
        }
        for n, row in enumerate(rows, start=2)
    ]
    frame = pd.DataFrame(records, columns=["sheet", "row", "letter", "header", *FIELDS])
    places = {("S", field): Place(field, LETTERS[field]) for field in used if field != "value"}
    return Staging("figures.csv", frame, places, {"S": layout}, **more)


def exported(statements: Iterable[Statement]) -> Staging:
    """Statements as the product's own export holds them, every column there."""
    rows = []
    for statement in statements:
        cells = {name: getattr(statement, name) for name in STATEMENT_COLUMNS}
        rows.append({name: _cell(value) for name, value in cells.items()})
    made_of = staging(*rows)
    places = {("S", name): Place(name, LETTERS[name]) for name in STATEMENT_COLUMNS}
    return Staging(made_of.file, made_of.rows, places, made_of.layouts)


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.15g}" if value % 1 else f"{value:.0f}"
    return "" if value is None else str(value)


def checked(
    *rows: Mapping[str, str], known: Iterable[Statement] = (), choices: Choices | None = None, **more: object
) -> Checked:
    """What the check says of these rows, where these statements are known."""
    found = made.catalogue_of(known)
    return check(made.built(found), found, staging(*rows, **more), choices or Choices())


def codes(said: Checked, severity: str = "") -> list[str]:
    """The codes of the findings, in order."""
    return [one.code for one in said.findings if severity in ("", one.severity)]
