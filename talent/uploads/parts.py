"""What one sheet gives to a staging, and how its cells are named."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import pandas as pd

from talent.uploads.model import FIELDS, Finding, Label, Place

COLUMNS = ("sheet", "row", "letter", "header", *FIELDS)


@dataclass(frozen=True)
class Part:
    """The statements of one sheet: `rows` with COLUMNS, and where its fields stand."""

    layout: str
    rows: pd.DataFrame
    places: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}))
    labels: tuple[Label, ...] = ()
    findings: tuple[Finding, ...] = ()


def no_rows() -> pd.DataFrame:
    """A staging without rows."""
    return pd.DataFrame(
        {column: pd.Series(dtype="int64" if column == "row" else "str") for column in COLUMNS}
    )


def letter_of(column: int) -> str:
    """The name a spreadsheet gives to a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
