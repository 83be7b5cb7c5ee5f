"""What an upload is made of, from bytes to a change report: frozen values each step hands to the next.

bytes → `Book` (read) → `Staging` (layout) → `Checked` (check) → `Preview` (preview) → a batch of the ledger.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import pandas as pd

from talent import i18n
from talent.catalogue import Source
from talent.i18n import Name

SEVERITIES = ("error", "warning", "info")
# Raw fields of one statement in a file: the columns of a statement as exports name them, and `period`, one
# text such as 2024上半年 that stands for the five period columns.
FIELDS = (
    "statement_id", "city", "area", "indicator", "definition", "value", "value_high", "unit", "bound",
    "standing", "period", "period_start", "period_end", "period_basis", "period_years", "period_inferred",
    "as_printed", "source", "attributed_to", "paragraph", "witnesses", "note_zh", "note_en",
)  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """One thing to say about a file; `code` names the sentence `finding.<code>`, `fields` fill it.

    `row` is the row as a spreadsheet counts it (the header is usually 1), `column` the header as written and
    `letter` the column as a spreadsheet names it ("C"); None and "" where it concerns the whole file. `value`
    is the cell's text (cut to 200 characters), `expected` what would work: ids, names or a pattern, no
    sentence. A field that is a `Name` is said in the reader's language.
    """

    code: str
    severity: str
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    letter: str = ""
    value: str = ""
    expected: str = ""
    fields: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def cell(self) -> str:
        """The place as a spreadsheet names it: `C7`, `7`, `C` or ""."""
        return f"{self.letter}{'' if self.row is None else self.row}"

    def message(self, language: str) -> str:
        """The sentence of this finding; its own value and expectation may be fields too."""
        said = {k: v[language] if isinstance(v, Name) else v for k, v in self.fields.items()}
        return i18n.text(
            f"finding.{self.code}", language, **{"value": self.value, "expected": self.expected, **said}
        )


@dataclass(frozen=True)
class Sheet:
    """One sheet as texts: `rows[r][c]` is spreadsheet row r + 1, column c + 1; "" = empty.

    Every cell is the text a person would have typed: 23127 (never 23127.0), 25.7% where the cell is shown as
    a percentage, an ISO date for a date. Rows are equally long. `merged` holds (first row, first column,
    last row, last column), counted from 0.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False


@dataclass(frozen=True)
class Book:
    """A file as read. `kind` is csv, xlsx or paste; `encoding` and `delimiter` are "" for xlsx."""

    file: str
    kind: str
    sheets: tuple[Sheet, ...]
    encoding: str = ""
    delimiter: str = ""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Choices:
    """What the analyst says of a file that does not say it itself; every field is optional.

    `city`, `area`, `indicator`, `source` are ids, `unit` a unit as written (万人), `period` a text as in a
    file, `standing` an id. `sheets` names the sheets to take (empty = those that hold a table). `meanings`
    gives a label of a wide table its meaning, as `city:harbin`, `indicator:resident_population`,
    `indicator:x/definition`, `area:harbin_new_area`, `period:2024`, `unit:万人`, or `ignore`. `new_source` is
    a source that is not known yet (number 0, id "").
    """

    city: str = ""
    area: str = ""
    indicator: str = ""
    unit: str = ""
    period: str = ""
    standing: str = ""
    source: str = ""
    sheets: tuple[str, ...] = ()
    meanings: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    new_source: Source | None = None
    encoding: str = ""


@dataclass(frozen=True)
class Label:
    """A text of a wide table that gives figures a meaning, for the mapping step.

    `meaning` is what is proposed or was chosen ("" = open), `near` the closest known names (id → words are
    the page's business), `cells` how many figures it governs, `sure` whether the text says it by itself.
    """

    text: str
    sheet: str
    cell: str
    meaning: str
    near: tuple[str, ...]
    cells: int
    sure: bool


@dataclass(frozen=True)
class Place:
    """Where a field of the rows of one sheet stands: the header as written, and the column's letter."""

    header: str
    letter: str


@dataclass(frozen=True)
class Staging:
    """The statements of a file as texts, one row each.

    `rows` has the columns `sheet`, `row` (as the spreadsheet counts), `letter` and `header` of the value's
    cell, and one text column for each of FIELDS ("" = empty). `places` tells, by (sheet, field), where other
    fields stand. `labels` is what a wide table was understood to say. `new_source` is one the file describes.
    """

    file: str
    rows: pd.DataFrame
    places: Mapping[tuple[str, str], Place]
    layouts: Mapping[str, str]
    labels: tuple[Label, ...] = ()
    findings: tuple[Finding, ...] = ()
    new_source: Source | None = None


@dataclass(frozen=True)
class Checked:
    """A file that was checked against one state of the data.

    `statements` has catalogue.STATEMENT_COLUMNS (typed; `statement_id` "" = to be numbered; `source` "" =
    `new_source`) plus `sheet`, `row`, `letter`, `change` (one of CHANGES) and `against` (codes, `;` between);
    rows with errors are left out. `data_version` is the version it was checked against.
    """

    file: str
    data_version: str
    findings: tuple[Finding, ...]
    statements: pd.DataFrame
    new_source: Source | None = None

    def of(self, severity: str) -> tuple[Finding, ...]:
        """The findings of one severity."""
        return tuple(f for f in self.findings if f.severity == severity)
