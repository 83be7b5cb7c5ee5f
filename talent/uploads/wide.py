"""Wide tables as yearbooks print them: what each figure's headers, row labels and titles say of it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from talent import i18n
from talent.errors import TalentError
from talent.i18n import Name
from talent.reading.numerals import lexicon, printed_units
from talent.reading.periods import lacks_year, parse_period
from talent.uploads.footnotes import Footnotes
from talent.uploads.grid import Grid, grid, is_missing, on_one_line, without_marks
from talent.uploads.labels import IGNORED, NOTHING, UNKNOWN, Meaning, Meanings, is_period, plain
from talent.uploads.model import Choices, Finding, Label, Place, Sheet
from talent.uploads.parts import COLUMNS, Part, letter_of, no_rows

_NEEDED = ("city", "indicator", "period", "unit")
_MOST_EXAMPLES, _ROWS_SEARCHED = 6, 30
# A longer text alone in its row is a remark.
_LONGEST_HEADING = 40


@dataclass(frozen=True, slots=True)
class _Said:
    """A text that governs figures: its meaning, its place, and the line of labels it stands in."""

    text: str
    meaning: Meaning
    row: int
    column: int
    line: tuple[str, int]


@dataclass
class _Told:
    """What was met while the figures of a sheet were read."""

    governed: Counter = field(default_factory=Counter)
    labels: dict[str, _Said] = field(default_factory=dict)
    unclear: set[str] = field(default_factory=set)
    left_out: dict[str, int] = field(default_factory=Counter)
    missing: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    conflicts: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)


def stage_wide(sheet: Sheet, file: str, meanings: Meanings, choices: Choices) -> Part | None:
    """The figures of a wide table; None where no table names a city, an indicator or a period."""
    table = grid(sheet, meanings)
    if table is None:
        return Part("wide", no_rows()) if _has_header(sheet, meanings) else None
    reading = _Reading(table, meanings, choices)
    if not reading.is_table:
        return None
    rows = list(reading.rows())
    frame = pd.DataFrame(rows, columns=[c for c in COLUMNS if c != "sheet"]).assign(sheet=sheet.name)
    told = reading.told
    return Part(
        "wide",
        frame[list(COLUMNS)] if rows else no_rows(),
        _places(reading),
        tuple(_labels(told, sheet.name)),
        (*_findings(told, file, sheet.name, meanings), *reading.footnotes.findings(file, sheet.name)),
    )


def _has_header(sheet: Sheet, meanings: Meanings) -> bool:
    """Whether a sheet without figures begins as a wide table: 城市 | 指标 | 2023."""
    for texts in sheet.rows[:_ROWS_SEARCHED]:
        labels = [plain(text) for text in texts if text]
        axes = {meanings.axis(label) for label in labels} & {"city", "indicator"}
        if axes and len(axes) + sum(is_period(label) for label in labels) > 1:
            return True
    return False


class _Reading:
    """One table being read figure by figure."""

    def __init__(self, table: Grid, meanings: Meanings, choices: Choices) -> None:
        self.table, self.meanings, self.told = table, meanings, _Told()
        self.footnotes = Footnotes.of(table.printed)
        self._blockers: dict[tuple[tuple[int, int], ...], str] = {}
        self.context = {
            name: getattr(choices, name)
            for name in ("city", "area", "indicator", "unit", "period", "standing")
            if getattr(choices, name)
        } | meanings.above(table.above)
        cells = table.cells
        self.stacks = {
            column: self._chain([(cells[row][column], row, column, ("header", row)) for row in table.header])
            for column in table.values
        }
        self.side = {row: self._row_labels(row) for row in table.body}
        self.heading = self._headings()
        self.axes: dict[tuple[str, int], set[str]] = {}
        everything = (*self.stacks.values(), *self.side.values(), self.heading.values())
        for said in (one for chain in everything for one in chain if one):
            axes = self.axes.setdefault(said.line, set())
            axes |= set(said.meaning.says) & set(_NEEDED)
        for column in table.labels:
            named = self._axis(column)
            self.axes.setdefault(("labels", column), set()).update({named} & set(_NEEDED))

    @property
    def is_table(self) -> bool:
        """Whether any text around the figures is understood."""
        return any(self.axes.values())

    def _axis(self, column: int) -> str:
        """What the header of a label column says its labels are."""
        heads = [plain(self.table.cells[row][column]) for row in self.table.header]
        return next((axis for head in reversed(heads) if (axis := self.meanings.axis(head))), "")

    def _row_labels(self, row: int) -> list[_Said]:
        """The labels of a row, the outermost first."""
        texts = [
            (self.table.cells[row][column], row, column, ("labels", column)) for column in self.table.labels
        ]
        return self._chain(texts)

    def _chain(self, texts: Sequence[tuple[str, int, int, tuple[str, int]]]) -> list[_Said]:
        """Labels from the outermost to the innermost, each read under those before it."""
        chain: list[_Said] = []
        parent: _Said | None = None
        for text, row, column, line in texts:
            label = plain(text)
            if not label or (chain and chain[-1].text == label):
                continue
            meaning = self._meaning(label, line, parent)
            below = parent is not None and meaning is not NOTHING and not meaning.is_chosen
            is_part = below and (meaning is UNKNOWN or (line[0] == "header" and not meaning.is_known))
            shown = f"{parent.text} / {label}" if is_part else label
            said = _Said(shown, meaning, row, column, line)
            chain.append(said)
            parent = said if meaning.says.get("indicator") else parent
        return chain

    def _meaning(self, label: str, line: tuple[str, int], parent: _Said | None) -> Meaning:
        axis = self._axis(line[1]) if line[0] == "labels" else ""
        if axis in ("unit", "note_zh"):
            return Meaning({axis: label})
        if parent is None:
            found = self.meanings.of(label)
        else:
            found = self.meanings.under(parent.meaning, parent.text, label)
        # A total of an indicator's columns is the indicator; a row called total is another place.
        if found is IGNORED and line[0] == "header" and parent is not None and self.meanings.is_total(label):
            return NOTHING
        if axis == "period" and not found.is_known:
            return Meaning({"period": label})
        return found

    def _headings(self) -> dict[int, _Said | None]:
        """The heading in force at each row of figures."""
        current, found = None, {}
        for row in sorted((*self.table.headings, *self.table.body)):
            if row in self.side:
                found[row] = current
                continue
            column, text = next((c, t) for c, t in enumerate(self.table.cells[row]) if t)
            if len(text) <= _LONGEST_HEADING:
                label = plain(text)
                current = _Said(label, self.meanings.of(label), row, column, ("headings", 0))
        return found

    def rows(self) -> Iterator[tuple]:
        """One row of the staging for each figure that is understood, in the order of the cells."""
        for row in self.table.body:
            for column in self.table.values:
                text = on_one_line(self.table.printed[row][column])
                if is_missing(text):
                    continue
                said = self._figure(row, column, text)
                if said is not None:
                    yield self._staged(row, column, text, self._noted(row, column, text, said))

    def _noted(self, row: int, column: int, text: str, said: dict[str, str]) -> dict[str, str]:
        """What is said of a figure, with the definition that its footnote gives it."""
        labels = [*self._before(row, column), *self.stacks[column]] if self.footnotes.notes else []
        marked = [text, *(self.table.cells[one.row][one.column] for one in labels)]
        declared = self.meanings.catalogue.indicators[said["indicator"]].definitions
        noted = self.footnotes.definition(marked, row, column, declared)
        return said if said.get("definition") else said | {"definition": noted}

    def _staged(self, row: int, column: int, text: str, said: Mapping[str, str]) -> tuple:
        heads = [self.table.cells[head][column] for head in self.table.header]
        values = {
            "row": row + 1,
            "letter": letter_of(column),
            "header": next((head for head in reversed(heads) if head), ""),
            "value": without_marks(text),
            "as_printed": text,
            **said,
        }
        return tuple(values.get(name, "") for name in COLUMNS if name != "sheet")

    def _figure(self, row: int, column: int, text: str) -> dict[str, str] | None:
        """All that is said of one figure; None where a label leaves it out or something is missing."""
        side = self._before(row, column)
        after = [one for one in self.side[row] if one.column > column and one.meaning.is_known]
        stack = self.stacks[column]
        heading = self._heading(row, side)
        chains = (side, stack, heading)
        for one in (*side, *stack, *heading, *after):
            if one.meaning is not NOTHING:
                self.told.labels.setdefault(one.text, one)
                self.told.governed[one.text] += 1
        if blocked := self._blocked(chains):
            self.told.left_out[blocked] += 1
            return None
        nearest = [*reversed(side), *reversed(stack), *heading, *after]
        said: dict[str, str] = dict(self.context)
        for one in reversed(nearest):
            if one.meaning.says.get("indicator"):
                said.pop("definition", None)
            said |= one.meaning.says
        if not self._agree(side, stack, row, column):
            return None
        period = self._period([*heading, *stack, *side], row, column)
        return None if period is None else self._complete(said | {"period": period}, text, row, column)

    def _before(self, row: int, column: int) -> list[_Said]:
        """The labels left of a figure; of two tables side by side, those of its own."""
        side = [one for one in self.side[row] if one.column < column]
        edge = max((value for value in self.table.values if side and value < side[-1].column), default=-1)
        kinds = {name for one in side if one.column > edge for name in self.axes[one.line]}
        return [one for one in side if one.column > edge or not kinds & self.axes[one.line]]

    def _heading(self, row: int, side: Sequence[_Said]) -> list[_Said]:
        """The heading over a row, unless the row says the same kind of thing itself, or it says nothing."""
        heading = self.heading[row]
        kinds = self.axes.get(("headings", 0), set())
        own = {name for one in side for name in one.meaning.says}
        lines = {name for one in side for name in self.axes.get(one.line, ())}
        return [] if heading is None or not kinds or kinds <= own | lines else [heading]

    def _blocked(self, chains: Sequence[Sequence[_Said]]) -> str:
        """The label that keeps a figure out, because it is left out or not understood; "" for none."""
        for chain in chains:
            # The same labels govern a whole row or column.
            places = tuple((one.row, one.column) for one in chain)
            if places not in self._blockers:
                self._blockers[places] = self._blocker(chain)
            if self._blockers[places]:
                return self._blockers[places]
        return ""

    def _blocker(self, chain: Sequence[_Said]) -> str:
        for one in chain:
            if one.meaning.is_ignored:
                return one.text
            cities = [other.meaning.says.get("city", "") for other in chain]
            if one.meaning.is_known or self.meanings.is_province(one.text, cities):
                continue
            kinds = self.axes.get(one.line, set())
            others = {
                name
                for other in chain
                if other is not one
                for name in ("city", "indicator")
                if other.meaning.says.get(name)
            }
            if others and (not kinds or others & kinds):
                self.told.unclear.add(one.text)
            return one.text
        return ""

    def _agree(self, side: Sequence[_Said], stack: Sequence[_Said], row: int, column: int) -> bool:
        """Whether the row and the column of a figure name the same city and indicator, if both do."""
        for name in ("city", "indicator"):
            one, other = (
                next((said for said in reversed(chain) if said.meaning.says.get(name)), None)
                for chain in (side, stack)
            )
            if one and other and one.meaning.says[name] != other.meaning.says[name]:
                self.told.conflicts.setdefault((one.text, other.text), (row, column))
                return False
        return True

    def _period(self, said: Sequence[_Said], row: int, column: int) -> str | None:
        """The period of a figure: one text, or a year and a part of it put together; None for a conflict."""
        texts = list(
            dict.fromkeys(one.meaning.says["period"] for one in said if one.meaning.says.get("period"))
        )
        if len(texts) == 1 and lacks_year(texts[0]) and (year := _year(self.context.get("period", ""))):
            return f"{year}{texts[0]}"
        if len(texts) < 2:
            return texts[0] if texts else self.context.get("period", "")
        parts = [text for text in texts if lacks_year(text)]
        years = {_year(text) for text in texts if not lacks_year(text)}
        if len(parts) == 1 and len(years) == 1 and (year := years.pop()):
            return f"{year}{parts[0]}"
        self.told.conflicts.setdefault((texts[0], texts[-1]), (row, column))
        return None

    def _complete(self, said: dict[str, str], text: str, row: int, column: int) -> dict[str, str] | None:
        catalogue = self.meanings.catalogue
        area = catalogue.areas.get(said.get("area", ""))
        if area and area.city != said.get("city"):
            said["area"] = ""
        indicator = catalogue.indicators.get(said.get("indicator", ""))
        if indicator and said.get("definition", "") not in indicator.definitions:
            said["definition"] = ""
        if printed_units(text):
            said.pop("unit", None)
        needed = [name for name in _NEEDED if name != "unit" or not printed_units(text)]
        lacking = [name for name in needed if not said.get(name)]
        for name in lacking:
            self.told.missing.setdefault(name, []).append((row, column))
        return None if lacking else said


def _year(text: str) -> str:
    """A plain year as text with its word, 2023年; "" for any other period."""
    try:
        period = parse_period(text)
    except TalentError:
        return ""
    return f"{period.start.year}{lexicon()['period']['signs']['Y'][0]}" if period.basis == "year" else ""


def _places(reading: _Reading) -> dict[str, Place]:
    """Where the row labels of each kind stand."""
    found: dict[str, Place] = {}
    for column in reading.table.labels:
        heads = [reading.table.cells[row][column] for row in reading.table.header]
        header = next((head for head in reversed(heads) if head), "")
        for name in reading.axes[("labels", column)]:
            found.setdefault(name, Place(header, letter_of(column)))
    return found


def _labels(told: _Told, sheet: str) -> Iterator[Label]:
    for said in told.labels.values():
        meaning = said.meaning
        is_open = not meaning.is_known
        proposed = "ignore" if is_open and not _must_be_chosen(said, told) else meaning.written
        cell = f"{letter_of(said.column)}{said.row + 1}"
        is_sure = meaning.is_known and not meaning.is_chosen
        yield Label(said.text, sheet, cell, proposed, meaning.near, told.governed[said.text], is_sure)


def _must_be_chosen(said: _Said, told: _Told) -> bool:
    """Whether a label that is not understood may hide something known."""
    return not said.meaning.is_known and bool(said.meaning.near or said.text in told.unclear)


def _findings(told: _Told, file: str, sheet: str, meanings: Meanings) -> Iterator[Finding]:
    at = _At(file, sheet)
    blockers = [said for text, said in told.labels.items() if text in told.left_out]
    for said in blockers:
        if _must_be_chosen(said, told):
            near = said.meaning.near
            code = "near_label" if near else "unclear_label"
            fields = {"nearest": meanings.words(near)} if near else {}
            yield at.finding(code, "error", said.row, said.column, said.text, ";".join(near), fields)
    for (one, other), (row, column) in told.conflicts.items():
        yield at.finding(
            "two_meanings", "error", row, column, f"{one} / {other}", "", {"one": one, "other": other}
        )
    for name, cells in told.missing.items():
        said = {"attribute": Name(*(i18n.choice("column", name, language) for language in ("zh", "en")))}
        yield at.finding("needs_meaning", "error", *cells[0], "", name, said | {"figures": len(cells)})
    others = [said for said in blockers if not _must_be_chosen(said, told)]
    if others:
        figures = sum(told.left_out[said.text] for said in others)
        shown = [said.text for said in others[:_MOST_EXAMPLES]]
        examples = "; ".join(shown) + ("; …" if len(others) > len(shown) else "")
        yield Finding(
            "left_out",
            "info",
            file,
            sheet,
            value=examples,
            fields={"figures": figures, "labels": len(others)},
        )


@dataclass(frozen=True, slots=True)
class _At:
    """A sheet of a file, to say findings of its cells."""

    file: str
    sheet: str

    def finding(
        self, code: str, severity: str, row: int, column: int, value: str, expected: str, fields: Mapping
    ) -> Finding:
        return Finding(
            code,
            severity,
            self.file,
            self.sheet,
            row + 1,
            "",
            letter_of(column),
            value[:200],
            expected,
            fields,
        )
