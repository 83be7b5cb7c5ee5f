"""What a table says, as plain data: every pen (HTML, slides, PDF, SVG, XLSX) sets the same `Sheet`."""

from dataclasses import dataclass

from talent.charts.picture import Ink, Inked, Tag


@dataclass(frozen=True)
class Cell:
    """One cell: `text` to be read, `tags` that limit it, the passport `code` of its figure.

    `value` is the number in base units for whoever computes on, None for words. `key` names the number
    whatever the language (a code, or what is computed) and `raw` is all of it that counts: two cells of one
    key and different `raw` are a changed number. Words have neither.
    """

    text: str
    tags: tuple[Tag, ...] = ()
    code: str = ""
    value: float | None = None
    key: str = ""
    raw: str = ""


@dataclass(frozen=True)
class Row:
    """Cells, one for each column; `city` lends its colour, `heads` is a heading over the rows below it."""

    cells: tuple[Cell, ...]
    city: str = ""
    heads: bool = False


@dataclass(frozen=True)
class Sheet(Inked):
    """A whole table with everything that must travel with it.

    `scope` says of whom and when, `subtitle` how to read it, `warnings` what must be known before any number;
    `sources` one line per source, `codes` the passport codes in it, `alt` the message in a few sentences.
    """

    # cards | profile | offer | terms | figures | coverage | passport
    # checks | derived | sources | definitions | not_figures
    kind: str
    title: str
    scope: str
    subtitle: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    warnings: tuple[str, ...]
    notes: tuple[str, ...]
    sources: tuple[str, ...]
    codes: tuple[str, ...]
    inks: tuple[Ink, ...]
    data_version: str
    data_date: str
    language: str
    alt: str

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Every cell of every row."""
        return tuple(cell for row in self.rows for cell in row.cells)
