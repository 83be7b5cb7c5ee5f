"""The geometry of a wide table: where its titles, headers, labels and figures stand in a sheet."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from talent.reading.numerals import any_of, folded, lexicon
from talent.uploads.labels import Meanings, is_footnote, plain
from talent.uploads.model import Sheet

_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?:19[4-9][0-9]|20[0-9]{2}|2100)")


@dataclass(frozen=True)
class Grid:
    """Rows and columns by what they hold, counted from 0.

    `printed` are the cells as they stand, `cells` have labels repeated wherever they govern.
    `above` are the texts over the table, `header` the rows of its column headers, `body` the rows with
    figures, `headings` rows in between with one text alone; `labels` and `values` are columns.
    """

    printed: Sequence[Sequence[str]]
    cells: Sequence[Sequence[str]]
    above: tuple[str, ...]
    header: tuple[int, ...]
    body: tuple[int, ...]
    headings: tuple[int, ...]
    labels: tuple[int, ...]
    values: tuple[int, ...]


def is_figure(text: str) -> bool:
    """Whether a cell holds a figure and nothing else: 23,127 · 5.2万 · 超40万人 · 3-5万元 · 25.7%."""
    # Most cells that hold no digit are seen at a glance: a sheet may have millions.
    return _DIGIT.search(text) is not None and _figure().fullmatch(folded(without_marks(text))) is not None


def without_marks(text: str) -> str:
    """A cell without the footnote marks at its end, and without its line breaks: 994.8① is 994.8."""
    return re.sub(f"{lexicon()['labels']['marks']}$", "", on_one_line(text)).strip()


def on_one_line(text: str) -> str:
    """A figure with the line breaks in its cell taken out: Alt+Enter before 万 says nothing."""
    return re.sub(r"\s*[\r\n]+\s*", "", text.strip())


def is_missing(text: str) -> bool:
    """Whether a cell says that there is no figure: blank, —, …, 暂无."""
    return not text.strip() or text.strip().lower() in lexicon()["labels"]["missing"]


@cache
def _figure() -> re.Pattern:
    words = lexicon()
    bounds = any_of(word for kind in words["bound"].values() for side in kind.values() for word in side)
    units = any_of({*words["unit_words"], *words["measure_units"]["words"]} - set(words["labels"]["period"]))
    number = r"[+-]?[0-9][0-9, ]*(?:\.[0-9]+)?"
    signs = any_of(words["share_after"])
    size = f"(?: ?{any_of(words['number']['multipliers'])})*"
    more = f"(?:{any_of(words['number']['more'])})?"
    joined = f"(?: ?{any_of(words['number']['ranges'])} ?{number})?"
    return re.compile(
        f"(?:{bounds})? ?{number}{joined}{more}{size}{more} ?(?:{signs}|{units})? ?(?:{bounds})?"
    )


def grid(sheet: Sheet, meanings: Meanings) -> Grid | None:
    """The table of a sheet; None where no row holds a figure."""
    cells = filled(sheet)
    first = _first_row_of_figures(cells, meanings)
    if first is None:
        return None
    top = next((row for row in range(first) if not _stands_above(cells[row])), first)
    header = [row for row in range(top, first) if any(cells[row]) and not _counts_columns(cells[row])]
    while len(header) > 1 and _is_heading(cells, header[-1], first):
        first = header.pop()
    rows = [row for row in range(first, len(cells)) if any(cells[row]) and not is_note(cells[row])]
    repeated = {tuple(cells[row]) for row in header}
    rows = [row for row in rows if tuple(cells[row]) not in repeated]
    labels, values = _columns(cells, header, rows, meanings)
    alone = {row for row in rows if len(set(cells[row]) - {""}) == 1}
    alone -= {row for row in alone if any(map(is_figure, cells[row]))}
    body = [row for row in rows if row not in alone and any(cells[row][column] for column in values)]
    headings = sorted(alone)
    if not sheet.merged:
        _spread_headers(cells, header, values)
    _spread_labels(cells, body, labels, values)
    return Grid(
        sheet.rows,
        cells,
        tuple(text for row in range(top) for text in dict.fromkeys(cells[row]) if text),
        *map(tuple, (header, body, headings, labels, values)),
    )


def filled(sheet: Sheet) -> list[list[str]]:
    """The cells with the text of a merged range in each of its cells."""
    cells = [[cell.strip() for cell in row] for row in sheet.rows]
    for top, left, bottom, right in sheet.merged:
        text = cells[top][left] if top < len(cells) and left < len(cells[top]) else ""
        if not text:
            continue
        for row in range(top, min(bottom + 1, len(cells))):
            for column in range(left, min(right + 1, len(cells[row]))):
                cells[row][column] = text
    return cells


def _first_row_of_figures(cells: Sequence[Sequence[str]], meanings: Meanings) -> int | None:
    had_years = False
    for row, texts in enumerate(cells):
        years = [text for text in texts if _YEAR.fullmatch(text)]
        if _counts_columns(texts):
            continue
        if any(is_figure(text) and not _YEAR.fullmatch(text) for text in texts):
            return row
        if years and (had_years or not _is_row_of_years(texts, years) or _below_years(cells, row, meanings)):
            return row
        had_years = had_years or bool(years)
    return None


def _is_row_of_years(texts: Sequence[str], years: Sequence[str]) -> bool:
    """2021 | 2022 | 2023 are headers; 2012 | 2054 | 2001 are figures that look like years."""
    each = list(map(int, dict.fromkeys(years)))
    steps = {after - before for before, after in pairwise(each)}
    return len(steps) <= 1 or all(step > 0 for step in steps) or all(step < 0 for step in steps)


def _below_years(cells: Sequence[Sequence[str]], row: int, meanings: Meanings) -> bool:
    """Whether the first text of a row stands in a column headed 年份."""
    column = next(column for column, text in enumerate(cells[row]) if text)
    return any(meanings.axis(plain(cells[above][column])) == "period" for above in range(row))


def _stands_above(texts: Sequence[str]) -> bool:
    """Whether a row is a title, a unit line or blank, and no header."""
    said = set(texts) - {""}
    pattern = lexicon()["above"]["unit"]
    return len(said) <= 1 or any(re.match(f"[(]?{pattern}", plain(text), re.IGNORECASE) for text in said)


def _is_heading(cells: Sequence[Sequence[str]], row: int, first: int) -> bool:
    """Whether the row is one text alone, left of the first figure: the heading of the rows below it."""
    figures = [column for column, text in enumerate(cells[first]) if is_figure(text)]
    texts = [column for column, text in enumerate(cells[row]) if text]
    is_one = len(set(cells[row]) - {""}) == 1
    return is_one and bool(figures) and texts[0] < figures[0]


def _counts_columns(texts: Sequence[str]) -> bool:
    """Whether a row numbers the columns: 甲 | 1 | 2 | 3."""
    numbers = [text.strip("()") for text in texts if is_figure(text.strip("()"))]
    others = {text for text in texts if not is_figure(text.strip("()"))}
    counted = [str(number) for number in range(1, len(numbers) + 1)]
    is_named = others <= set(lexicon()["labels"]["column_numbers"])
    return is_named and numbers == counted and len(numbers) > (1 if others - {""} else 2)


def is_note(texts: Sequence[str]) -> bool:
    """Whether a row is a note below the table."""
    first = next(text for text in texts if text)
    return is_footnote(first) and not any(map(is_figure, texts))


def _columns(
    cells: Sequence[Sequence[str]], header: Sequence[int], rows: Sequence[int], meanings: Meanings
) -> tuple[list[int], list[int]]:
    """Columns of labels and columns of figures; a column of line numbers is neither."""
    labels: list[int] = []
    values: list[int] = []
    for column in range(max(map(len, cells))):
        texts = [cells[row][column] for row in rows if not is_missing(cells[row][column])]
        figures = [text for text in texts if is_figure(text)]
        heads = [plain(cells[row][column]) for row in header if cells[row][column]]
        axis = meanings.axis(heads[-1]) if heads else ""
        if not texts or axis == "skip":
            continue
        # The first column of years under no header, or one that names no indicator.
        are_years = len(figures) == len(texts) and all(map(_YEAR.fullmatch, texts)) and len(set(texts)) > 1
        leads = are_years and not labels and not values and not any(meanings.of(h).says for h in heads)
        is_label = bool(axis) or leads or 2 * len(figures) < len(texts)
        (labels if is_label else values).append(column)
    return labels, values


def _spread_headers(cells: list[list[str]], header: Sequence[int], values: Sequence[int]) -> None:
    """Repeat a group's header over its columns: CSV and paste have lost that cells were merged."""
    for position, row in enumerate(header[:-1]):
        below = header[position + 1 :]
        for before, column in pairwise(values):
            if not cells[row][column] and any(cells[lower][column] for lower in below):
                cells[row][column] = cells[row][before]


def _spread_labels(
    cells: list[list[str]], body: Sequence[int], labels: Sequence[int], values: Sequence[int]
) -> None:
    """Repeat a label down to the next one where a further label stands between it and the figures."""
    left = [column for column in labels if column < min(values, default=0)]
    for position, column in enumerate(left[:-1]):
        current = ""
        for row in body:
            current = cells[row][column] or current
            if any(cells[row][inner] for inner in left[position + 1 :]):
                cells[row][column] = current
