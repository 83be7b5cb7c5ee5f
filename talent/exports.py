"""Tables that leave the product: the same rows as CSV, XLSX, JSON, Parquet, or the DuckDB file itself.

Text is data, never a formula. In CSV a text cell that a spreadsheet might evaluate is written with a
leading apostrophe (`neutralised`), which a reader of such a file takes off again (`restored`); together they
give back every text unchanged. XLSX keeps it as text with Excel's own mark, JSON and Parquet as it is.
"""

import csv
import io
import json
import os
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from talent import queries
from talent.errors import TalentError, clean
from talent.i18n import MISSING, text
from talent.ledger import CHANGES, Batch, open_ledger
from talent.warehouse import Warehouse

TABLES = (
    "statements", "readings", "conflicts", "derived", "coverage", "checks", "policies", "indicators", "areas",
    "sources", "cities", "batches",
)  # fmt: skip
FORMATS = ("csv", "xlsx", "json", "parquet", "duckdb")
# These two have their columns fixed, both languages side by side; in the others a pair becomes one column.
_FIXED = ("statements", "policies")
_XLSX_ROWS = 1_048_576
_XLSX_CHARACTERS = 32_767
_WIDTHS = (8, 60)
# A spreadsheet skips blanks, quotes and invisible characters before it looks for what begins a formula.
_SKIPPED = '[\\s"\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\x00]*'
_ACTIVE = re.compile(f"[\t\r\n]|{_SKIPPED}[=+\\-@|%;\uff1d\uff0b\uff0d\uff20]")


def neutralised(cell: str) -> str:
    """The text with a leading apostrophe where a spreadsheet might take it for a formula."""
    return f"'{cell}" if _ACTIVE.match(cell.lstrip("'")) else cell


def restored(cell: str) -> str:
    """The text as it was before `neutralised`."""
    return cell[1:] if cell.startswith("'") and _ACTIVE.match(cell.lstrip("'")) else cell


def table(warehouse: Warehouse, name: str, language: str) -> pd.DataFrame:
    """The rows of one of TABLES; headers are ids, names and notes in `language`, missing = unknown.

    `batches` is the whole history, whatever the warehouse. TalentError `no_such_table`.
    """
    if name not in TABLES:
        raise TalentError("no_such_table", table=name, known=", ".join(TABLES))
    if name == "batches":
        return _batches(open_ledger().batches())
    frame = queries.ask(warehouse, name)
    if name == "policies":
        named = warehouse.catalogue.policies
        for column in ("package", "instrument", "payer"):
            names = [getattr(named[policy_id], column) for policy_id in frame["policy_id"]]
            frame[column] = [None if both is None else both[language] for both in names]
    return frame if name in _FIXED else _in_one_language(frame, language)


def _batches(batches: Iterable[Batch]) -> pd.DataFrame:
    """One row per committed upload; times are UTC."""
    rows = [
        {
            "batch": batch.id,
            "kind": batch.kind,
            "committed": batch.committed.replace(tzinfo=None),
            "author": batch.author,
            "note": batch.note,
            "file": batch.file_name,
            "sha256": batch.file_hash,
            **{change: batch.counts.get(change, 0) for change in CHANGES},
            "withdrawn": ";".join(batch.withdrawn),
            "undone": batch.undone,
            "undone_by": batch.marks[-1].author if batch.undone else None,
            "undone_why": batch.marks[-1].why if batch.undone else None,
        }
        for batch in batches
    ]
    dtypes = {"committed": "datetime64[us]", "undone": "bool"} | dict.fromkeys(CHANGES, "int64")
    columns = (
        "batch", "kind", "committed", "author", "note", "file", "sha256", *CHANGES, "withdrawn", "undone",
        "undone_by", "undone_why",
    )  # fmt: skip
    return pd.DataFrame(rows, columns=list(columns)).astype(dtypes)


def _in_one_language(frame: pd.DataFrame, language: str) -> pd.DataFrame:
    """Each pair of columns `<stem>_zh`, `<stem>_en` as one: `<stem>`, or `<stem>_name` beside an id."""
    stems = [c.removesuffix("_zh") for c in frame if c.endswith("_zh")]
    dropped = [f"{stem}_{other}" for stem in stems for other in ("zh", "en") if other != language]
    names = {f"{stem}_{language}": f"{stem}_name" if stem in frame else stem for stem in stems}
    return frame.drop(columns=dropped).rename(columns=names)


def content(warehouse: Warehouse, name: str, kind: str, language: str, *, bom: bool = True) -> bytes:
    """One of TABLES as the bytes of a file in one of FORMATS; `bom` only concerns CSV.

    `duckdb` is the whole warehouse, whatever the table. Raises as `table` does, and `too_many_rows` for XLSX.
    """
    frame = table(warehouse, name, language)
    if kind == "csv":
        return (b"\xef\xbb\xbf" if bom else b"") + _csv(frame)
    if kind == "xlsx":
        return _xlsx(frame, name, language, warehouse)
    if kind == "json":
        return _json(frame)
    if kind == "parquet":
        return _parquet(frame, name, warehouse)
    # The file is open read-only here, so reading it by path disturbs no lock.
    return warehouse.path.read_bytes()


def file_name(name: str, kind: str, version: str) -> str:
    """What a downloaded file is called; CSV and JSON have no other place for the data version."""
    return f"{name}-{version}.{kind}"


def in_a_folder(path: Path) -> None:
    """TalentError `no_folder` where there is no folder for a file."""
    if not path.parent.is_dir():
        typed = {"file": path, "folder": path.parent, "name": path.name}
        raise TalentError("no_folder", **{key: clean(str(said)) for key, said in typed.items()})


def save(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; TalentError `no_folder`, `cannot_write` say why not."""
    in_a_folder(path)
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)
            return
        try:
            aside.write_bytes(data)
            os.replace(aside, path)
        finally:
            aside.unlink(missing_ok=True)
    except OSError as error:
        why = error.strerror or str(error)
        raise TalentError("cannot_write", file=clean(str(path)), why=why) from error


def plain(thing: object) -> Any:
    """Frozen objects as JSON holds them: fields by name, dates in ISO form, names in both languages."""
    if is_dataclass(thing) and not isinstance(thing, type):
        return {field.name: plain(getattr(thing, field.name)) for field in fields(thing)}
    if isinstance(thing, date):
        return thing.isoformat()
    if isinstance(thing, Mapping):
        return {str(key): plain(value) for key, value in thing.items()}
    if isinstance(thing, (tuple, list)):
        return [plain(value) for value in thing]
    return _whole(thing) if isinstance(thing, float) else thing


# Cells


def _columns(frame: pd.DataFrame) -> list[list]:
    """The cells of each column as plain values: None, bool, int, float, str, date or datetime."""
    return [_cells(frame[column]) for column in frame]


def _cells(column: pd.Series) -> list:
    missing = column.isna().tolist()
    if pd.api.types.is_datetime64_any_dtype(column):
        known = column.dropna()
        days = bool((known == known.dt.normalize()).all())
        values = [v.date() if days and not m else v for v, m in zip(column, missing, strict=True)]
    else:
        values = column.tolist()
    return [None if gone else _whole(value) for value, gone in zip(values, missing, strict=True)]


def _whole(value: object) -> object:
    """Whole floats as int: 52000 persons, not 52000.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _written(cell: object) -> str:
    """A cell as CSV text; empty = unknown."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str):
        return neutralised(cell)
    if isinstance(cell, float):
        return format(Decimal(repr(cell)), "f")
    return str(cell)


def _csv(frame: pd.DataFrame) -> bytes:
    out = io.StringIO(newline="")
    # With both in the line's end, a cell with either of them is quoted.
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([neutralised(str(header)) for header in frame])
    writer.writerows(zip(*([_written(cell) for cell in cells] for cells in _columns(frame)), strict=True))
    return out.getvalue().encode("utf-8")


def _json(frame: pd.DataFrame) -> bytes:
    headers = list(frame)
    rows = zip(*_columns(frame), strict=True)
    records = (dict(zip(headers, row, strict=True)) for row in rows)
    lines = (json.dumps(record, ensure_ascii=False, default=str, allow_nan=False) for record in records)
    return ("[\n" + ",\n".join(lines) + "\n]\n").encode("utf-8")


def _parquet(frame: pd.DataFrame, name: str, warehouse: Warehouse) -> bytes:
    import pyarrow as pa
    from pyarrow import parquet

    arrays = []
    for column, cells in zip(frame, _columns(frame), strict=True):
        arrays.append(pa.array(cells, type=_arrow_type(frame[column].dtype, cells)))
    metadata = {"talent.table": name, "talent.data_version": warehouse.version}
    rows = pa.Table.from_arrays(arrays, names=[str(c) for c in frame]).replace_schema_metadata(metadata)
    out = io.BytesIO()
    parquet.write_table(rows, out)
    return out.getvalue()


def _arrow_type(dtype, cells: list):
    """The column's type by its frame, so that a column without a value keeps it too."""
    import pyarrow as pa

    known = next((cell for cell in cells if cell is not None), None)
    if pd.api.types.is_datetime64_any_dtype(dtype):
        return pa.timestamp("us") if isinstance(known, datetime) else pa.date32()
    if pd.api.types.is_bool_dtype(dtype) or isinstance(known, bool):
        return pa.bool_()
    if pd.api.types.is_integer_dtype(dtype):
        return pa.int64()
    return pa.float64() if pd.api.types.is_float_dtype(dtype) else pa.string()


# XLSX


def _xlsx(frame: pd.DataFrame, name: str, language: str, warehouse: Warehouse) -> bytes:
    import xlsxwriter

    if len(frame) >= _XLSX_ROWS:
        raise TalentError("too_many_rows", rows=len(frame), most=_XLSX_ROWS - 1)
    out = io.BytesIO()
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "in_memory": True,
    }
    day = warehouse.data_date or date(1980, 1, 1)
    with xlsxwriter.Workbook(out, options) as book:
        # The date of the data, not of the export: the same data gives the same file.
        book.set_properties(
            {"title": name, "comments": warehouse.version, "created": datetime.combine(day, time.min)}
        )
        _sheet(book, name, frame)
        about = book.add_worksheet(text("export.about", language))
        about.set_column(0, 0, 16)
        about.set_column(1, 1, 70)
        facts = {
            "table": name,
            "data_version": warehouse.version,
            "data_date": str(warehouse.data_date or MISSING),
            "empty": text("export.empty_means", language),
        }
        for row, (key, value) in enumerate(facts.items()):
            about.write_string(row, 0, text(f"export.{key}", language))
            about.write_string(row, 1, value)
    return out.getvalue()


def _sheet(book, name: str, frame: pd.DataFrame) -> None:
    sheet = book.add_worksheet(name)
    header = book.add_format({"bold": True, "bottom": 1})
    day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
    as_text = book.add_format({"quote_prefix": True})
    for position, (column, cells) in enumerate(zip(frame, _columns(frame), strict=True)):
        sheet.write_string(0, position, str(column), header)
        for row, cell in enumerate(cells, start=1):
            if cell is None or cell == "":
                continue
            if isinstance(cell, str):
                shown = cell if len(cell) <= _XLSX_CHARACTERS else cell[: _XLSX_CHARACTERS - 1] + "\u2026"
                sheet.write_string(row, position, shown, as_text if neutralised(cell) != cell else None)
            elif isinstance(cell, date):
                sheet.write_datetime(row, position, cell, day)
            elif isinstance(cell, bool):
                sheet.write_boolean(row, position, cell)
            else:
                sheet.write_number(row, position, cell)
        sheet.set_column(position, position, _width([str(column), *map(_written, cells[:500])]))
    sheet.freeze_panes(1, 0)
    if len(frame.columns):
        sheet.autofilter(0, 0, len(frame), len(frame.columns) - 1)


def _width(cells: list[str]) -> int:
    """Characters a column needs; a Chinese one takes the room of two."""
    longest = max(sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in cell) for cell in cells)
    return max(_WIDTHS[0], min(_WIDTHS[1], longest + 2))
