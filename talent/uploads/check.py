"""An upload against the data as they are: every finding at once, and what each sound row would do."""

import unicodedata
from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd
import pyarrow as pa

from talent import i18n, queries
from talent.catalogue import STATEMENT_COLUMNS, Catalogue, Source
from talent.i18n import Name
from talent.uploads import origin
from talent.uploads.findings import CODES, finding, in_order, listed
from talent.uploads.model import FIELDS, Checked, Choices, Finding, Staging
from talent.uploads.typed import Typed, typed
from talent.uploads.withdrawn import withdrawn
from talent.warehouse import Warehouse

# Longest title, publisher or address of a source.
LONGEST = 200
# What a reader of files says of a cell it could not take anything from.
_UNREAD = ("error_cell", "formula_without_value")


def check(warehouse: Warehouse, catalogue: Catalogue, staging: Staging, choices: Choices) -> Checked:
    """Every finding of the file, and its sound rows with what each would do to the data.

    `catalogue` is what `warehouse` was built from. Rows with an error and cells that say "no data" are left
    out of `statements`; the findings of the steps before are kept.
    """
    source, described = origin.of_file(staging, choices, catalogue)
    found, new = typed(staging, catalogue, choices, source, described)
    problems = {code: pd.DataFrame(rows) for code, rows in found.problems.items()}
    with queries.staged(warehouse) as rows:
        _hand_over(rows, found, problems)
        rows.register("withdrawn", withdrawn(catalogue))
        rows.create("05_told")
        rows.create("10_identified")
        problems |= _broken(rows, "error")
        rows.register("refused", _refused(problems))
        rows.create("20_related")
        related = rows.rows("related")
        # What to weigh is a matter of sound rows.
        if len(related):
            rows.create("30_yearly")
            problems |= _broken(rows, "warning")
    unchanged = set(related.loc[related["change"] == "unchanged", "n"])
    said = [*_of_layouts(staging), *_about_source(staging, described, new)]
    for code, rows in problems.items():
        # Most rules nobody breaks, and even an empty frame takes its time.
        if rows.empty:
            continue
        # Nothing happens to what stays as it is, so nothing need be weighed.
        if CODES[code] == "warning":
            rows = rows[~rows["n"].isin(unchanged)]
        if code == "empty_cell":
            rows = _in_a_column(rows, staging)
        if code in ("empty_cell", "no_data"):
            rows = _not_said_yet(rows, staging)
        if code == "outside_range":
            rows = _with_limits(rows, catalogue)
        said += listed(code, rows, staging)
    if staging.rows.empty and not any(one.severity == "error" for one in said):
        said.append(finding("no_figures", file=staging.file))
    used = new if new and bool((related["source"] == "").any()) else None
    return Checked(staging.file, warehouse.version, in_order(said), _statements(related, staging), used)


def _hand_over(rows: queries.Staged, found: Typed, problems: Mapping[str, pd.DataFrame]) -> None:
    """Give SQL the texts, and the typed columns of the rows that say something."""
    # Plain columns: of a frame's objects the database would have to guess the types one by one.
    n = np.arange(len(found.rows))
    texts = {name: pa.array(found.rows[name].fillna(""), pa.string()) for name in ("layout", *FIELDS)}
    rows.register("texts", pa.table({**texts, "n": n}))
    staged = pa.table({**{name: pa.array(list(column)) for name, column in found.columns.items()}, "n": n})
    silent = problems["no_data"]["n"] if "no_data" in problems else []
    rows.register("staged", staged.take(np.setdiff1d(n, silent)))


def _broken(rows: queries.Staged, severity: str) -> dict[str, pd.DataFrame]:
    """What breaks the rules of one severity, by code: the name of a rule without its number."""
    codes = {name: name.partition("_")[2] for name in queries.rules()}
    return {code: rows.rule(name) for name, code in codes.items() if CODES[code] == severity}


def _in_a_column(rows: pd.DataFrame, staging: Staging) -> pd.DataFrame:
    """Empty cells whose column is there: that a sheet lacks a whole column was said of its header."""
    lacking = {(one.sheet, one.expected) for one in staging.findings if one.code == "missing_column"}
    if not lacking:
        return rows
    sheets = staging.rows["sheet"].iloc[rows["n"]]
    there = [pair not in lacking for pair in zip(sheets, rows["field"], strict=True)]
    return rows.loc[there]


def _of_layouts(staging: Staging) -> Iterator[Finding]:
    """What the steps before said; rows that name their statement lack no city, indicator or period."""
    rows = staging.rows
    unnamed = set(rows.loc[rows["statement_id"] == "", "sheet"])
    named = set(rows["sheet"]) - unnamed
    for one in staging.findings:
        kept = one.sheet in named and one.expected in ("city", "indicator", "period")
        if one.code != "missing_column" or not kept:
            yield one


def _not_said_yet(rows: pd.DataFrame, staging: Staging) -> pd.DataFrame:
    """The cells without those of which the reader of the file has said what is wrong."""
    unread = {(one.sheet, one.row, one.letter) for one in staging.findings if one.code in _UNREAD}
    if not unread or rows.empty:
        return rows
    records = staging.rows.iloc[rows["n"]]
    cells = [
        (sheet, row, staging.places[sheet, field].letter if (sheet, field) in staging.places else letter)
        for sheet, row, letter, field in zip(
            records["sheet"], records["row"], records["letter"], rows["field"], strict=True
        )
    ]
    return rows.loc[[cell not in unread for cell in cells]]


def _with_limits(rows: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """With what the indicator can be, as each language writes it, in place of the numbers."""
    limits = {}
    for indicator, least, most in (
        rows[["indicator", "least", "most"]].drop_duplicates().itertuples(index=False)
    ):
        unit = catalogue.indicators[indicator].unit
        no_end = pd.isna(most)
        limits[indicator] = [
            i18n.format_value(
                least, unit, language, high=None if no_end else most, bound="at_least" if no_end else "exact"
            )
            for language in i18n.LANGUAGES
        ]
    zh, en = ([limits[one][n] for one in rows["indicator"]] for n in range(2))
    return rows.drop(columns=["indicator", "least", "most"]).assign(limits_zh=zh, limits_en=en)


def _refused(problems: Mapping[str, pd.DataFrame]) -> pa.Table:
    """The rows some error is about."""
    wrong = [rows["n"] for code, rows in problems.items() if CODES[code] == "error" and len(rows)]
    return pa.table({"n": pd.concat(wrong).unique() if wrong else np.empty(0, dtype="int64")})


def _about_source(staging: Staging, described: Source | None, new: Source | None) -> Iterator[Finding]:
    """What there is to say about a source that is not known yet."""
    if new is None:
        return
    if described is None:
        yield finding("source_not_named", file=staging.file, value=staging.file)
    for text in (*_words(new.title), *_words(new.publisher), new.address, new.city):
        if not is_fit(text):
            yield finding("source_text", file=staging.file, value=text[:LONGEST], expected=str(LONGEST))


def is_fit(text: str) -> bool:
    """Whether a text may describe a source: not too long, without angle brackets and hidden characters."""
    signs = (sign for sign in text if sign in "<>" or unicodedata.category(sign) in ("Cc", "Cf"))
    return len(text) <= LONGEST and next(signs, None) is None


def _words(name: Name) -> tuple[str, ...]:
    return tuple(dict.fromkeys((name.zh, name.en)))


def _statements(related: pd.DataFrame, staging: Staging) -> pd.DataFrame:
    """The rows as statements with their place in the file; None where nothing is known, dates as dates."""
    found = related.drop(columns="statement_id").rename(columns={"code": "statement_id"})
    found["statement_id"] = found["statement_id"].fillna("")
    found["letter"] = staging.rows["letter"].to_numpy()[found["n"]]
    for name in ("period_start", "period_end"):
        found[name] = found[name].dt.date
    for name in ("value_high", "period_start", "period_end", "period_years", "paragraph"):
        column = found[name].astype(object)
        found[name] = column.where(column.notna(), None)
    found["paragraph"] = [None if cell is None else int(cell) for cell in found["paragraph"]]
    return found.loc[:, [*STATEMENT_COLUMNS, "sheet", "row", "letter", "change", "against"]]
