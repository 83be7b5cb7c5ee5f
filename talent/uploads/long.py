"""Long tables: one statement per row under headers in Chinese or English, in any order."""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import pandas as pd

from talent import i18n
from talent.exports import restored
from talent.i18n import Name
from talent.reading.numerals import lexicon
from talent.uploads.footnotes import Footnotes
from talent.uploads.grid import filled, on_one_line, without_marks
from talent.uploads.labels import Meanings, is_footnote, is_period, plain
from talent.uploads.model import FIELDS, Choices, Finding, Place, Sheet
from talent.uploads.names import key_of
from talent.uploads.parts import COLUMNS, Part, letter_of, no_rows

_NEEDED = ("city", "indicator", "value", "period")
_PERIOD = tuple(name for name in FIELDS if name.startswith("period"))
# What the analyst, a title or a unit line can say for all rows.
_FOR_ALL = ("city", "area", "indicator", "unit", "period", "standing")
_ROWS_SEARCHED = 30
_LIKENESS = 0.6


@dataclass(frozen=True)
class Header:
    """The header row, counted from 0: which field each column holds, and the texts that name none."""

    row: int
    fields: Mapping[int, str]
    unknown: Mapping[int, str]
    unit: str


def column_name(field: str) -> Name:
    """The header of a field in both languages."""
    return Name(*(i18n.choice("column", field, language) for language in i18n.LANGUAGES))


@cache
def _known() -> tuple[Mapping[str, str], frozenset[str]]:
    """Fields by every header that names them, and headers that carry no input."""
    words = dict(lexicon()["headers"])
    quiet = frozenset(key_of(word) for word in words.pop("quiet"))
    fields = {key_of(word): field for field, synonyms in words.items() for word in synonyms}
    for field in FIELDS:
        name = column_name(field)
        fields |= {key_of(word): field for word in (field, name.zh, name.en)}
    return fields, quiet


def header_of(sheet: Sheet, meanings: Meanings) -> Header | None:
    """The header row of a long table; None where the sheet is laid out otherwise."""
    for row, texts in enumerate(sheet.rows[:_ROWS_SEARCHED]):
        found = _header(row, texts, meanings)
        if found is not None:
            return found
    return None


def _header(row: int, texts: Sequence[str], meanings: Meanings) -> Header | None:
    known, quiet = _known()
    fields: dict[int, str] = {}
    unknown: dict[int, str] = {}
    unit = ""
    for column, text in enumerate(texts):
        label = plain(text)
        bare = re.sub(r"\(.*\)$", "", label)
        field = known.get(key_of(label)) or known.get(key_of(bare))
        if field:
            fields[column] = field
            if field == "value" and bare != label and meanings.names.unit(label[len(bare) + 1 : -1]).factors:
                unit = label[len(bare) + 1 : -1]
        elif key_of(label) and key_of(label) not in quiet:
            unknown[column] = text.strip()
    named = set(fields.values())
    if len(named) < 2 or len(fields) < len(unknown):
        return None
    # 城市 | 指标 | 2022 | 2023 is the head of a wide table.
    is_wide = any(is_period(plain(text)) or meanings.of(text).says for text in unknown.values())
    if "value" not in named and (is_wide or len(named) < 3):
        return None
    return Header(row, fields, unknown, unit)


def stage_long(sheet: Sheet, header: Header, file: str, meanings: Meanings, choices: Choices) -> Part:
    """The rows below the header as texts; blank rows and notes below the table are left out."""
    columns: dict[str, int] = {}
    for column, field in header.fields.items():
        columns.setdefault(field, column)
    lines = [text for row in sheet.rows[: header.row] for text in row if text]
    chosen = {name: getattr(choices, name) for name in _FOR_ALL if getattr(choices, name)}
    for_all = chosen | meanings.above(lines) | ({"unit": header.unit} if header.unit else {})
    findings = tuple(_findings(sheet, header, file, columns, for_all))
    places = {field: Place(sheet.rows[header.row][at], letter_of(at)) for field, at in columns.items()}
    if "value" not in columns:
        return Part("long", no_rows(), places, findings=findings)
    rows = _rows(sheet, header.row, columns)
    for field, text in for_all.items():
        if field != "period" or not set(_PERIOD) & set(columns):
            rows[field] = rows[field].mask(rows[field] == "", text) if field in rows else text
    printed = rows["as_printed"] if "as_printed" in rows else rows["value"]
    rows["as_printed"] = printed.mask(printed == "", rows["value"])
    notes = Footnotes.of(sheet.rows)
    _take_marks_off(rows, notes, columns["value"], meanings)
    findings = (*findings, *notes.findings(file, sheet.name))
    value = places["value"]
    same = dict.fromkeys(COLUMNS, "") | {"sheet": sheet.name, "letter": value.letter, "header": value.header}
    whole = {name: rows[name] if name in rows else same[name] for name in COLUMNS}
    return Part("long", pd.DataFrame(whole, index=rows.index, copy=False), places, findings=findings)


def _take_marks_off(rows: pd.DataFrame, notes: Footnotes, column: int, meanings: Meanings) -> None:
    """Figures without the footnote marks behind them, and the definition that a note gives them."""
    marked = rows["value"].str.contains(f"{lexicon()['labels']['marks']}$")
    for n in marked.to_numpy().nonzero()[0]:
        text = rows.at[n, "value"]
        known = meanings.catalogue.indicators.get(meanings.names.indicator(rows.at[n, "indicator"]).id)
        noted = notes.definition([text], rows.at[n, "row"] - 1, column, known.definitions if known else ())
        rows.at[n, "value"] = without_marks(text)
        if noted and "definition" not in rows:
            rows["definition"] = ""
        if noted and not rows.at[n, "definition"]:
            rows.at[n, "definition"] = noted


def _rows(sheet: Sheet, head: int, columns: Mapping[str, int]) -> pd.DataFrame:
    """The fields of the rows below the header, and `row` as a spreadsheet counts."""
    import pyarrow as pa
    from pyarrow import compute

    body = filled(sheet)[head + 1 :] if sheet.merged else sheet.rows[head + 1 :]
    texts = list(zip(*body, strict=True)) or [()] * len(sheet.rows[head])
    if sheet.merged:
        # A city may stand once for many rows, a figure never does.
        texts[columns["value"]] = tuple(row[columns["value"]] for row in sheet.rows[head + 1 :])
    # Straight into columns: a file of 100,000 rows has millions of cells.
    each = {
        field: compute.utf8_trim_whitespace(pa.array(texts[at], pa.large_string()))
        for field, at in columns.items()
    }
    for field in {"value", "value_high"} & set(each):
        if compute.any(compute.match_substring_regex(each[field], "[\\r\\n]")).as_py():
            each[field] = pa.array(map(on_one_line, each[field].to_pylist()), pa.large_string())
    for field, cells in each.items():
        if compute.any(compute.starts_with(cells, "'")).as_py():
            each[field] = pa.array(map(restored, cells.to_pylist()), pa.large_string())
    rows = pa.table(each).to_pandas()
    said = (rows != "").sum(axis=1)
    rows["row"] = range(head + 2, head + 2 + len(rows))
    alone = ((said == 1) & (rows["value"] == "")).to_numpy().nonzero()[0]
    notes = [at for at in alone if is_footnote("".join(body[at]))]
    kept = (said > 0) & ~rows.index.isin(notes)
    return rows if kept.all() else rows.loc[kept].reset_index(drop=True)


def _findings(
    sheet: Sheet, header: Header, file: str, columns: Mapping[str, int], for_all: Mapping[str, str]
):
    texts, row = sheet.rows[header.row], header.row + 1
    for column, field in header.fields.items():
        if columns[field] != column:
            other = f"{letter_of(columns[field])}{row}"
            yield Finding(
                "duplicate_header", "error", file, sheet.name, row, texts[column], letter_of(column),
                texts[column][:200], "", {"other": other, "attribute": column_name(field)},
            )  # fmt: skip
    for column, text in header.unknown.items():
        field = _nearest(text)
        yield Finding(
            "unknown_header" if field else "strange_header", "warning", file, sheet.name, row, text,
            letter_of(column), text[:200], field, {"nearest": column_name(field)} if field else {},
        )  # fmt: skip
    for field in _NEEDED:
        said = set(columns) | set(for_all)
        if field not in said and not (field == "period" and said & set(_PERIOD)):
            yield Finding(
                "missing_column", "error", file, sheet.name, row, expected=field,
                fields={"attribute": column_name(field)},
            )  # fmt: skip


def _nearest(text: str) -> str:
    """The field whose header is nearest to a text; "" where none is."""
    known, _ = _known()
    near = difflib.get_close_matches(key_of(text), known, n=1, cutoff=_LIKENESS)
    return known[near[0]] if near else ""
