"""The texts of staged rows as typed columns; whatever cannot be read becomes a finding and stays unknown."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import numpy as np
import pandas as pd

from talent import i18n
from talent.catalogue import BOUNDS, STANDINGS, Area, Catalogue, City, Indicator, Source
from talent.i18n import MISSING, Name
from talent.reading import numerals
from talent.uploads import origin, printed
from talent.uploads.dates import PERIOD, read_period
from talent.uploads.model import Choices, Staging
from talent.uploads.names import Known, Match, Names
from talent.uploads.values import Cell, Heading, read_bound, read_cell, speaks_of_bound

# A new source with more voices than this is a misread column.
DEPARTMENTS = 50
# What a row that names a known statement keeps of it where its sheet has no such column,
_KEPT = ("city", "area", "indicator", "definition", "standing", "source", "attributed_to")
# and what any row keeps of the statement it turns out to be.
LEFT = ("paragraph", "witnesses", "note_zh", "note_en")


@dataclass
class Typed:
    """Columns of the staged rows, each as long as they are, and by code what was found wrong.

    `rows` are the texts after defaults were filled in, `columns` what the SQL of uploads calls `staged`.
    """

    rows: pd.DataFrame
    catalogue: Catalogue
    columns: dict[str, Iterable] = field(default_factory=dict)
    problems: dict[str, list[dict]] = field(default_factory=lambda: defaultdict(list))

    def add(self, code: str, rows: Iterable[int], column: str, expected: str = "", **fields: object) -> None:
        """Something found in one field of these rows, by position."""
        for n in rows:
            self.problems[code].append({"n": int(n), "field": column, "expected": expected, **fields})

    def each(self, texts: Iterable, read: Callable) -> np.ndarray:
        """`read(text, rows)` of every text, called once for each different one with the rows that hold it."""
        cells = np.empty(len(self.rows), dtype=object)
        cells[:] = list(texts)
        codes, distinct = pd.factorize(cells, use_na_sentinel=False)
        order = np.argsort(codes, kind="stable")
        holders = np.split(order, np.cumsum(np.bincount(codes, minlength=len(distinct)))[:-1])
        answers = np.empty(len(distinct), dtype=object)
        answers[:] = [read(text, rows) for text, rows in zip(distinct, holders, strict=False)]
        return answers[codes]

    def named(self, column: str, texts: Iterable, match: Callable) -> np.ndarray:
        """The id each text names; a `Match` of nothing is a finding `unknown_<column>` and None.

        Where `match` answers with a plain id or None, that is settled.
        """

        def read(text, rows) -> str | None:
            found = match(text)
            if not isinstance(found, Match):
                return found
            if not found.id:
                self.add(f"unknown_{column}", rows, column, **self._nearest(column, found.near))
            return found.id or None

        return self.each(texts, read)

    def _nearest(self, column: str, near: Iterable[str]) -> dict[str, str]:
        """The nearest ids, or all there are of a short list, with their names in both languages."""
        known = {
            "city": self.catalogue.cities, "area": self.catalogue.areas,
            "indicator": self.catalogue.indicators, "source": self.catalogue.sources,
        }.get(column, {})  # fmt: skip
        short = {"city": self.catalogue.cities, "standing": STANDINGS, "bound": BOUNDS}
        ids = list(near or short.get(column, ()))
        words = [_name(known[id]) if id in known else Name(id, id) for id in ids]
        if column in ("standing", "bound"):
            words = [_word(column, id) for id in ids]
        said = Name(*(_joined([w[language] for w in words], language) for language in i18n.LANGUAGES))
        return _expected(", ".join(ids), said if ids else Name(MISSING, MISSING))


def _name(thing: City | Area | Indicator | Source) -> Name:
    return thing.title if isinstance(thing, Source) else thing.name


def _word(family: str, value: str) -> Name:
    return Name(*(i18n.choice(family, value, language) for language in i18n.LANGUAGES))


def _joined(words: Iterable[str], language: str) -> str:
    return i18n.choice("punctuation", "comma", language).join(words)


def _expected(plain: str, said: Name) -> dict[str, str]:
    """What would work: for a program, and for readers of either language."""
    return {"expected": plain, "expected_zh": said.zh, "expected_en": said.en}


def typed(
    staging: Staging, catalogue: Catalogue, choices: Choices, source: str, new: Source | None
) -> tuple[Typed, Source | None]:
    """The rows of `staging` with types, and the new source some of them are of.

    Rows without a source of their own are of `source` (an id), or of `new` where that is "".
    """
    found = Typed(_with_defaults(staging, catalogue, choices, is_named=bool(source or new)), catalogue)
    names = Names.of(catalogue)
    _places(found, names)
    if not (source or new) and bool((found.rows["source"] == "").any()):
        cities = set(found.columns["city"]) - {None}
        source, new = origin.unnamed(staging.file, cities.pop() if len(cities) == 1 else "", catalogue)
    voices = _sources(found, names, source)
    _periods(found, new)
    _values(found, names)
    rows = found.rows
    found.columns |= {name: rows[name] for name in ("row", "sheet", "statement_id")}
    # None where the sheet has no such column: what is known stays.
    found.columns |= {name: np.where(_absent(rows, staging, name), None, rows[name]) for name in LEFT}
    if new:
        new = replace(new, departments=MappingProxyType({**new.departments, **voices}))
    return found, new


def _with_defaults(staging: Staging, catalogue: Catalogue, choices: Choices, is_named: bool) -> pd.DataFrame:
    """The rows, empty cells filled with what is known of the statement named and what the analyst chose."""
    # Plain objects: a text of pandas' own kind is slow to take out one by one.
    rows = staging.rows.reset_index(drop=True).astype(object)
    rows["layout"] = rows["sheet"].map(staging.layouts)
    is_known = rows["statement_id"].isin(catalogue.statements.keys())
    if bool(is_known.any()):
        absent = {name: _absent(rows, staging, name) for name in (*_KEPT, *PERIOD, "period")}
        undated = np.logical_and.reduce([absent[name] for name in (*PERIOD, "period")])
        for name in (*_KEPT, *PERIOD):
            kept = is_known & (rows[name] == "") & (undated if name in PERIOD else absent[name])
            if name != "source" or not is_named:
                codes = rows.loc[kept, "statement_id"]
                rows.loc[kept, name] = [_text(getattr(catalogue.statements[code], name)) for code in codes]
    for name in ("city", "area", "indicator", "unit", "standing"):
        if chosen := getattr(choices, name):
            rows[name] = rows[name].where(rows[name] != "", chosen)
    if choices.period:
        undated = np.logical_and.reduce([rows[name] == "" for name in (*PERIOD[:4], "period")])
        rows["period"] = rows["period"].where(~undated, choices.period)
    return rows


def _absent(rows: pd.DataFrame, staging: Staging, name: str) -> np.ndarray:
    """Which rows are of a sheet without a column for this field."""
    without = [sheet for sheet in rows["sheet"].unique() if (sheet, name) not in staging.places]
    return rows["sheet"].isin(without).to_numpy()


def _text(value: object) -> str:
    """A field of a known statement as a file would hold it."""
    if isinstance(value, bool):
        return "true" if value else ""
    return "" if value is None else str(value)


def _places(found: Typed, names: Names) -> None:
    """City, area, indicator, definition and standing of every row."""
    rows = found.rows
    city = found.named("city", rows["city"], lambda text: names.city(text) if text else None)
    # What stands beside an indicator's name holds where the row has no cell for it.
    beside = found.each(rows["indicator"], lambda text, _: names.indicator(text) if text else Match())
    indicator = found.named(
        "indicator", rows["indicator"], lambda text: names.indicator(text) if text else None
    )
    for name in ("definition", "unit"):
        said = np.array([getattr(match, name) for match in beside], dtype=object)
        rows[name] = rows[name].where(rows[name] != "", said)

    def area(pair: tuple) -> Match | str | None:
        own, text = pair
        if not text:
            return own
        near, anywhere = names.area(text, own or ""), names.area(text)
        # An area of another city is known; that it is elsewhere is another finding.
        return near if near.id or not anywhere.id else anywhere

    def definition(pair: tuple) -> Match | str | None:
        own, text = pair
        if not (own and text):
            return ""
        match = names.definition(own, text)
        return match if match.id else Match(near=tuple(found.catalogue.indicators[own].definitions))

    found.columns |= {
        "city": city,
        "indicator": indicator,
        "area": found.named("area", _pairs(city, rows["area"]), area),
        "definition": found.named("definition", _pairs(indicator, rows["definition"]), definition),
        "standing": found.named(
            "standing", rows["standing"], lambda text: names.standing(text) if text else "achieved"
        ),
    }


def _pairs(*columns: Iterable) -> list[tuple]:
    return list(zip(*columns, strict=True))


def _sources(found: Typed, names: Names, default: str) -> dict[str, Name]:
    """Source and voice of every row ("" = the new source, the publisher); the voices of the new source."""
    voices: dict[str, Name] = {}

    def voice(pair: tuple) -> Match | str | None:
        source, text = pair
        if not text or source is None:
            return ""
        if source == "":
            voices[text] = Name(text, text)
            return text
        known = found.catalogue.sources[source].departments
        match = Known({id: [name.zh, name.en] for id, name in known.items()}).match(text)
        return match if match.id else Match(near=tuple(known))

    rows = found.rows
    source = found.named("source", rows["source"], lambda text: names.source(text) if text else default)
    attributed = found.named("attributed_to", _pairs(source, rows["attributed_to"]), voice)
    beyond = set(list(voices)[DEPARTMENTS:])
    many = [
        n
        for n, (one, text) in enumerate(zip(source, attributed, strict=True))
        if one == "" and text in beyond
    ]
    found.add("too_many_departments", many, "attributed_to", str(DEPARTMENTS), count=str(len(voices)))
    found.columns |= {"source": source, "attributed_to": attributed}
    return voices


def _periods(found: Typed, new: Source | None) -> None:
    """The five period columns of every row, dates as ISO texts."""
    rows, columns = found.rows, found.columns
    published = {id: source.published for id, source in found.catalogue.sources.items()}
    published |= {"": new.published if new else None, None: None}
    kinds = {id: one.kind for id, one in found.catalogue.indicators.items()} | {None: "flow"}
    days = [published[source] for source in columns["source"]]
    texts = [rows[name] for name in PERIOD] if any((rows[name] != "").any() for name in PERIOD) else []

    def period(cells: tuple, holders: np.ndarray):
        text, kind, day, *parts = cells
        read = read_period(text, parts, kind, day)
        for problem in read.problems:
            found.add(problem.code, holders, problem.field, problem.expected)
        return read

    kind = [kinds[indicator] for indicator in columns["indicator"]]
    read = found.each(_pairs(rows["period"], kind, days, *texts), period)
    columns |= {name: [getattr(one, name) for one in read] for name in PERIOD}


def _values(found: Typed, names: Names) -> None:
    """Value, upper end, unit, bound and how each is printed; None where it cannot be read."""
    rows, columns = found.rows, found.columns
    units = {id: one.unit for id, one in found.catalogue.indicators.items()}

    def heading(pair: tuple, holders: np.ndarray) -> Heading | None:
        text, indicator = pair
        if not text:
            return Heading()
        measure = names.unit(text)
        if not measure.factors:
            found.add("unknown_unit", holders, "unit", ", ".join(measure.near) or MISSING)
            return None
        if indicator and units[indicator].id not in measure.factors:
            unit = units[indicator]
            found.add("unit_differs", holders, "unit", **_expected(unit.id, unit.name))
            return None
        return Heading.of(text, measure.factors.get(units[indicator].id) if indicator else None)

    headings = found.each(_pairs(rows["unit"], columns["indicator"]), heading)
    wanted = ["" if one is None else units[one].id for one in columns["indicator"]]
    cells = _cells(found, "value", headings, wanted)
    highs = _cells(found, "value_high", headings, wanted)
    for n in np.flatnonzero(
        [c.high is not None and h.value is not None for c, h in zip(cells, highs, strict=True)]
    ):
        found.add("two_upper_ends", [n], "value_high")
    given = [printed.is_given(*pair) for pair in zip(rows["as_printed"], rows["value"], strict=True)]
    worded = [
        words if is_given else cell.printed
        for words, is_given, cell in zip(rows["as_printed"], given, cells, strict=True)
    ]
    values = [cell.value for cell in cells]
    upper = [cell.high if high.value is None else high.value for cell, high in zip(cells, highs, strict=True)]
    stepped = [
        (None, None) if value is None else numerals.printed(words, unit, value)
        for words, unit, value in zip(worded, wanted, values, strict=True)
    ]
    for n in np.flatnonzero(given):
        said = (values[n], upper[n], headings[n], wanted[n])
        if values[n] is not None and printed.is_contradicted(worded[n], *said):
            found.add("printed_differs", [n], "as_printed", figure=values[n])
    columns |= {
        "value": values,
        "value_high": upper,
        "unit": wanted,
        "unit_named": [cell.named for cell in cells],
        "as_printed": worded,
        "printed_given": given,
        "step": [step for step, _ in stepped],
        "with_wan": [with_wan for _, with_wan in stepped],
    }
    _bounds(found, names, cells)


def _cells(found: Typed, column: str, headings: np.ndarray, wanted: list[str]) -> list[Cell]:
    """The figures of one column; problems told, and the unreadable ones without a value."""
    empty = Cell(None)
    texts = found.rows[column]
    if column == "value_high" and bool((texts == "").all()):
        return [empty] * len(texts)
    known: dict[tuple, Cell] = {}
    cells = []
    expected = {unit.id: _expected(unit.id, unit.name) for unit in found.catalogue.units.values()}
    wide = found.rows["layout"] == "wide" if column == "value" else [False] * len(texts)
    for n, (text, heading, unit, is_wide) in enumerate(zip(texts, headings, wanted, wide, strict=True)):
        key = (text, heading and heading.text, unit)
        cell = known.get(key)
        if cell is None:
            cell = known[key] = read_cell(text, heading or Heading(), unit)
        # An empty cell of a long layout is told elsewhere.
        if cell.problem and (text or is_wide):
            found.add(cell.problem, [n], column, **expected.get(unit, {}))
        # Under a unit that cannot be read there is no value either.
        cells.append(empty if heading is None else cell)
    return cells


def _bounds(found: Typed, names: Names, cells: list[Cell]) -> None:
    """The bound of every row: what the column says, else the cell's words."""
    rows = found.rows
    given = found.named("bound", rows["bound"], lambda text: read_bound(text, names) if text else "")
    bounds = [cell.bound if bound == "" else bound for bound, cell in zip(given, cells, strict=True)]
    for n, (bound, cell) in enumerate(zip(given, cells, strict=True)):
        if bound and cell.bound not in ("exact", bound):
            found.add("bound_differs", [n], "bound", **_expected(cell.bound, _word("bound", cell.bound)))
    for name in ("note_zh", "as_printed"):
        speaks = found.each(rows[name], lambda text, _: bool(text) and speaks_of_bound(text))
        for n in np.flatnonzero(speaks.astype(bool)):
            if bounds[n] == "exact":
                found.add("bound_in_note", [n], name)
    found.columns["bound"] = bounds
