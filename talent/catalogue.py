"""What is declared in `data/`: frozen, read whole, complete or refused.

Adding a city, indicator, source, statement or policy touches `data/` only. `read` checks that every
reference resolves and says all that is wrong at once.
"""

import csv
import math
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType, NoneType, UnionType
from typing import get_args, get_type_hints

from talent.errors import TalentError
from talent.i18n import Name

THEMES = (
    "introduce", "develop", "keep", "employ", "money", "firms", "platforms", "housing", "services",
    "background",
)  # fmt: skip
LEVELS = ("city", "district", "county", "sector", "institution", "programme", "province", "national")
KINDS = ("flow", "stock", "cumulative", "share", "growth", "ratio", "rate", "cap", "duration", "target")
BETTER = ("higher", "lower", "neither")
BOUNDS = ("exact", "over", "nearly", "at_least", "at_most", "about")
STANDINGS = ("achieved", "in_progress", "planned", "policy_term")
# Which of start, end and length a period of each basis may print, as letters.
BASES = {
    "year": ("se",), "half_year": ("se",), "months": ("se",), "multi_year": ("sey", "y"), "as_of": ("e",),
    "since": ("s", "se"), "effective_from": ("s",), "unstated": ("",),
}  # fmt: skip
# Fewest and most operands of each operation.
OPERATIONS = {
    "sum": (2, 99), "difference": (2, 2), "quotient": (2, 2), "product": (2, 2), "grow_back": (2, 2),
    "full_term": (2, 2),
}  # fmt: skip
CHECKS = {"sum": (1, 99), "product": (2, 2), "growth": (3, 3), "same_base": (4, 4)}
GRADES = ("core", "high", "medium")
BENEFITS = (
    "monthly_subsidy", "settling_in_grant", "one_off_grant", "start_up_fund", "construction_grant", "award",
    "agency_fee", "employer_award", "housing_purchase_subsidy", "rent_subsidy", "loan", "loan_ceiling",
    "service", "price", "subsidy_unspecified",
)  # fmt: skip
RECIPIENTS = ("person", "team", "employer", "intermediary", "park")
POLICY_STANDINGS = ("policy_term", "encouraged")


@dataclass(frozen=True)
class City:
    id: str
    code: str
    name: Name
    province: Name
    colour: str
    colour_dark: str


@dataclass(frozen=True)
class Area:
    id: str
    city: str
    level: str
    name: Name
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unit:
    id: str
    name: Name
    money: bool = False


@dataclass(frozen=True)
class Tier:
    id: str
    name: Name


@dataclass(frozen=True)
class Indicator:
    """A declared indicator; `min` and `max` bound its valid values in base units."""

    id: str
    name: Name
    text: Name
    theme: str
    unit: Unit
    kind: str
    better: str
    decimals: int
    min: float
    max: float | None
    per_capita: bool
    parent: str | None
    caveat: Name | None
    definitions: Mapping[str, Name]
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    id: str
    number: int
    city: str
    title: Name
    publisher: Name
    published: date | None
    published_inferred: bool
    published_note: Name | None
    kind: str
    address: str
    linkable: bool
    grade: str
    reprint: bool
    departments: Mapping[str, Name]


@dataclass(frozen=True)
class Statement:
    """One thing that one document says; columns as in the design of the data. None = unknown."""

    statement_id: str
    city: str
    area: str
    indicator: str
    definition: str
    value: float
    value_high: float | None
    unit: str
    bound: str
    standing: str
    period_start: date | None
    period_end: date | None
    period_basis: str
    period_years: float | None
    period_inferred: bool
    as_printed: str
    source: str
    attributed_to: str
    paragraph: int | None
    witnesses: str
    note_zh: str
    note_en: str


@dataclass(frozen=True)
class Policy:
    """One dated term of one package; `amount` and `duration` are statement ids, None = not printed.

    A term without any printed number names the `source` and `paragraph` that speak of it.
    """

    policy_id: str
    city: str
    package: Name
    instrument: Name
    tier: str
    benefit_type: str
    amount: str | None
    duration: str | None
    payer: Name | None
    recipient: str
    conditions: Name | None
    effective_from: date | None
    effective_to: date | None
    replaces: str | None
    standing: str
    not_stackable_with: tuple[str, ...]
    stacking_note: Name | None
    source: str | None = None
    paragraph: int | None = None


@dataclass(frozen=True)
class Derived:
    """A value computed from statements by a named operation; labelled as such wherever it shows."""

    id: str
    city: str
    area: str
    indicator: str
    operation: str
    operands: tuple[str, ...]
    period_basis: str
    period_start: date | None
    period_end: date | None
    note: Name


@dataclass(frozen=True)
class Check:
    """An arithmetic relation that should hold between statements; `total` for sums and products."""

    id: str
    operation: str
    operands: tuple[str, ...]
    total: str | None
    note: Name


@dataclass(frozen=True)
class Break:
    """A break in a series: no line, growth or index crosses `start`."""

    indicator: str
    city: str
    start: date
    reason: Name


@dataclass(frozen=True)
class Adoption:
    """A declared choice among conflicting statements."""

    adopted: str
    over: tuple[str, ...]
    reason: Name


@dataclass(frozen=True)
class Slot:
    """A row of an overview card, or a column of its matrix: the first of `indicators` with a figure leads."""

    id: str
    name: Name
    indicators: tuple[str, ...]


@dataclass(frozen=True)
class NotFigure:
    """A number in a document that is no figure, with the reason; source "*" = every document."""

    source: str
    paragraph: int | None
    text: str
    reason: str


@dataclass(frozen=True)
class Catalogue:
    """Everything declared; `origins` has revision and batch of statements that uploads brought or changed."""

    cities: Mapping[str, City]
    areas: Mapping[str, Area]
    units: Mapping[str, Unit]
    tiers: Mapping[str, Tier]
    indicators: Mapping[str, Indicator]
    sources: Mapping[str, Source]
    statements: Mapping[str, Statement]
    policies: Mapping[str, Policy]
    derived: Mapping[str, Derived]
    checks: Mapping[str, Check]
    breaks: tuple[Break, ...]
    adoptions: tuple[Adoption, ...]
    slots: tuple[Slot, ...]
    columns: tuple[Slot, ...]
    lead: str
    renamed: Mapping[str, str]
    not_figures: tuple[NotFigure, ...]
    origins: Mapping[str, tuple[int, str]] = field(default_factory=lambda: MappingProxyType({}))


def read(folder: Path) -> Catalogue:
    """Everything declared under `folder` (the project's `data/`).

    Raises TalentError `catalogue_incomplete` with every problem found, `catalogue_unreadable` for a file
    that is not there, or is no TOML or CSV of the expected shape.
    """
    problems: list[str] = []
    rows = partial(_rows, folder, problems)
    by_id = partial(each_once, problems)
    units = by_id(rows("units*.toml", "unit", Unit))
    found = Catalogue(
        cities=by_id(rows("cities.toml", "city", City)),
        areas=by_id(rows("areas*.toml", "area", Area)),
        units=units,
        tiers=by_id(rows("tiers*.toml", "tier", Tier)),
        indicators=by_id(rows("indicators/*.toml", "indicator", Indicator, adapt=partial(_themed, units))),
        sources=by_id(rows("sources*.toml", "source", Source)),
        statements=by_id(_statements(folder, problems), "statement_id"),
        policies=by_id(rows("policies/*.toml", "policy", Policy, adapt=_of_city), "policy_id"),
        derived=by_id(rows("derived*.toml", "derived", Derived, adapt=_perhaps_undated)),
        checks=by_id(rows("derived*.toml", "check", Check)),
        breaks=tuple(rows("breaks.toml", "break", Break, adapt=_starting)),
        adoptions=tuple(rows("conflicts.toml", "conflict", Adoption)),
        slots=tuple(rows("overview.toml", "slot", Slot)),
        columns=tuple(rows("overview.toml", "column", Slot)),
        lead=load_toml(folder / "overview.toml").get("lead", ""),
        renamed=MappingProxyType(
            {row["old"]: row["new"] for _, row in _lines(folder / "renamed_ids.csv", ("old", "new"))}
        ),
        not_figures=tuple(
            NotFigure(
                row["source"], int(row["paragraph"]) if row["paragraph"] else None, row["text"], row["reason"]
            )
            for _, row in _lines(folder / "not_figures.csv", ("source", "paragraph", "text", "reason"))
        ),
    )
    problems += _faults(found)
    if problems:
        raise TalentError("catalogue_incomplete", problems="\n".join(problems))
    return found


def load_toml(path: Path) -> dict:
    """The tables of one file; TalentError `catalogue_unreadable` where it is not there or is no TOML."""
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except OSError as error:
        raise TalentError("catalogue_unreadable", file=path.name, why=error.strerror) from error
    except ValueError as error:  # no TOML, or no UTF-8
        raise TalentError("catalogue_unreadable", file=path.name, why=error) from error


def _lines(path: Path, columns: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """The rows of a CSV file with their line numbers; every row has a cell in each of these columns."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            rows = [(reader.line_num, row) for row in reader]
    except OSError as error:
        raise TalentError("catalogue_unreadable", file=path.name, why=error.strerror) from error
    except (ValueError, csv.Error) as error:
        raise TalentError("catalogue_unreadable", file=path.name, why=error) from error
    uneven = [line for line, row in rows if None in row or None in row.values()]
    if tuple(reader.fieldnames or ()) != tuple(columns):
        uneven = [1]
    if uneven:
        raise TalentError("catalogue_unreadable", file=path.name, why=f"columns, line {uneven[0]}")
    return rows


def _rows(
    folder: Path, problems: list[str], pattern: str, key: str, kind: type, adapt=lambda row, path: row
) -> Iterator:
    """The `[[key]]` tables of the files as dataclasses of `kind`; what is wrong goes to `problems`."""
    alone = [] if "/" in pattern else [folder / pattern.replace("*", "")]
    for path in sorted(folder.glob(pattern)) or alone:
        tables = load_toml(path)
        problems += [f"{path.name}: what is {name}?" for name in set(tables) - {key, *_TOGETHER.get(key, ())}]
        rows = tables.get(key, [])
        if not (isinstance(rows, list) and all(isinstance(row, dict) for row in rows)):
            problems.append(f"{path.name}: [{key}] must be [[{key}]]")
            continue
        for row in rows:
            thing, wrong = as_declared(kind, adapt(row, path))
            problems += [
                f"{path.name}: {row.get('id') or row.get('policy_id') or key}: {why}" for why in wrong
            ]
            if not wrong:
                yield thing


def _themed(units: Mapping[str, Unit], row: Mapping, path: Path) -> Mapping:
    unit = row.get("unit")
    return {"theme": path.stem, **row, "unit": units.get(unit, unit)}


def _of_city(row: Mapping, path: Path) -> Mapping:
    return {"city": path.stem, **row}


def _perhaps_undated(row: Mapping, path: Path) -> Mapping:
    return {"period_basis": "unstated", **row}


def _starting(row: Mapping, path: Path) -> Mapping:
    # No field can be named "from".
    return {"start" if key == "from" else key: row[key] for key in row}


def each_once(problems: list[str], things: Iterable, id: str = "id") -> Mapping:
    """Declared things by what they are known by; a second of one name goes to `problems`."""
    found: dict = {}
    for thing in things:
        if found.setdefault(getattr(thing, id), thing) is not thing:
            problems.append(f"{getattr(thing, id)} is declared twice")
    return MappingProxyType(found)


_hints = cache(get_type_hints)


def as_declared(kind: type, row: Mapping) -> tuple[object, list[str]]:
    """A table as a dataclass of `kind`, and what is wrong with it.

    The annotations say what may be left out: what can be None, a truth value (then false), a list.
    """
    wrong = [f"unknown key {key}" for key in row if key not in _hints(kind)]
    values = {}
    for key, wanted in _hints(kind).items():
        try:
            values[key] = _value(row.get(key), wanted)
        except ValueError as error:
            wrong.append(f"{key} {error}")
    return (None if wrong else kind(**values)), wrong


def _value(value: object, wanted) -> object:
    """A TOML value as the annotated type; ValueError where it is of another."""
    kinds = get_args(wanted) if isinstance(wanted, UnionType) else (wanted,)
    kind = kinds[0]
    if value is None:
        empty = {bool: False, tuple[str, ...]: (), Mapping[str, Name]: MappingProxyType({})}
        if NoneType not in kinds and kind not in empty:
            raise ValueError("is missing")
        return empty.get(kind)
    if kind is Name and isinstance(value, dict) and set(value) == {"zh", "en"} and all(value.values()):
        return Name(**value)
    if kind == tuple[str, ...] and isinstance(value, list):
        return tuple(_value(item, str) for item in value)
    if kind == Mapping[str, Name] and isinstance(value, list):
        return MappingProxyType({_value(row.get("id"), str): _value(row.get("name"), Name) for row in value})
    if type(value) is kind or (kind is float and type(value) is int):
        return kind(value) if kind is float else value
    raise ValueError(f"cannot be {value!r}")


# Kinds of tables that share their files.
_TOGETHER = {
    "derived": ("check",), "check": ("derived",), "slot": ("column", "lead"), "column": ("slot", "lead"),
}  # fmt: skip
STATEMENT_COLUMNS = tuple(column.name for column in fields(Statement))


def _statements(folder: Path, problems: list[str]) -> Iterator[Statement]:
    for path in sorted((folder / "statements").glob("*.csv")):
        for line, row in _lines(path, STATEMENT_COLUMNS):
            try:
                yield _statement(row)
            except (ValueError, KeyError) as error:
                problems.append(f"{path.name}:{line}: {row['statement_id']}: {error}")


def _statement(row: Mapping[str, str]) -> Statement:
    return Statement(
        **{
            **row,
            "value": float(row["value"]),
            "value_high": float(row["value_high"]) if row["value_high"] else None,
            "period_start": date.fromisoformat(row["period_start"]) if row["period_start"] else None,
            "period_end": date.fromisoformat(row["period_end"]) if row["period_end"] else None,
            "period_years": float(row["period_years"]) if row["period_years"] else None,
            "period_inferred": {"": False, "false": False, "true": True}[row["period_inferred"]],
            "paragraph": int(row["paragraph"]) if row["paragraph"] else None,
        }
    )


def figure_key(row: Statement) -> tuple:
    """What makes two statements speak of the same figure, apart from who says it."""
    return (
        row.city, row.area, row.indicator, row.definition, row.standing,
        row.period_start, row.period_end, row.period_basis, row.period_years, row.period_inferred,
    )  # fmt: skip


def statement_key(row: Statement) -> tuple:
    """What makes two statements one: the same figure, said by the same voice."""
    return (*figure_key(row), row.source, row.attributed_to)


def _faults(found: Catalogue) -> Iterator[str]:
    """Every reference that leads nowhere and every value outside its closed list."""
    yield from _faults_of_declarations(found)
    yield from _faults_of_statements(found)
    yield from _faults_of_policies(found)
    yield from _faults_of_arithmetic(found)
    statements = found.statements
    for row in found.breaks:
        if row.indicator not in found.indicators or row.city not in found.cities:
            yield f"break: no indicator {row.indicator} or no city {row.city}"
    for choice in found.adoptions:
        codes = (choice.adopted, *choice.over)
        yield from (f"conflict: no statement {code}" for code in codes if code not in statements)
        # A final figure may be chosen over a preliminary one.
        known = [replace(statements[code], definition="") for code in codes if code in statements]
        if not choice.over or len(set(map(figure_key, known))) > 1:
            yield f"conflict: {', '.join(codes)} are not of one figure"


def _faults_of_declarations(found: Catalogue) -> Iterator[str]:
    for area in found.areas.values():
        if area.level not in LEVELS or (area.city and area.city not in found.cities):
            yield f"area {area.id}: no level {area.level} or no city {area.city}"
    for city in found.cities.values():
        if city.id not in found.areas or found.areas[city.id].level != "city":
            yield f"city {city.id}: no area of that id with level city"
        if not all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in (city.colour, city.colour_dark)):
            yield f"city {city.id}: a colour is not written like #1f5a99"
    for source in found.sources.values():
        if source.linkable and not source.address.startswith(("http://", "https://")):
            yield f"source {source.id}: only an http address can be a link"
        if source.grade not in GRADES or (source.city and source.city not in found.cities):
            yield f"source {source.id}: no grade {source.grade} or no city {source.city}"
    for name, used in (
        ("number of a source", [source.number for source in found.sources.values()]),
        ("code of a city", [city.code for city in found.cities.values()]),
    ):
        if len(set(used)) < len(used):
            yield f"a {name} is used twice"
    for indicator in found.indicators.values():
        if indicator.theme not in THEMES or indicator.kind not in KINDS or indicator.better not in BETTER:
            yield f"indicator {indicator.id}: theme, kind or better is none of the closed lists"
        if indicator.parent == indicator.id or (
            indicator.parent and indicator.parent not in found.indicators
        ):
            yield f"indicator {indicator.id}: no parent {indicator.parent}"
    leading = [one for slot in (*found.slots, *found.columns) for one in slot.indicators]
    for indicator in (found.lead, *leading):
        if indicator not in found.indicators:
            yield f"overview.toml: no indicator {indicator}"


def _faults_of_statements(found: Catalogue) -> Iterator[str]:
    keys: dict[tuple, str] = {}
    for row in found.statements.values():
        yield from (f"{row.statement_id}: {fault}" for fault in faults_of_statement(row, found))
        twin = keys.setdefault(statement_key(row), row.statement_id)
        if twin != row.statement_id:
            yield f"{row.statement_id}: the same figure of the same source as {twin}"


def faults_of_statement(row: Statement, found: Catalogue) -> Iterator[str]:
    """All that keeps one statement from standing among what `found` declares."""
    lists = (
        ("city", found.cities), ("area", found.areas), ("indicator", found.indicators),
        ("source", found.sources), ("bound", BOUNDS), ("standing", STANDINGS), ("period_basis", BASES),
    )  # fmt: skip
    missing = [name for name, known in lists if getattr(row, name) not in known]
    if missing:
        yield from (f"no {name} {getattr(row, name)}" for name in missing)
    else:
        yield from _faults_beside(row, found)


def _faults_beside(row: Statement, found: Catalogue) -> Iterator[str]:
    """What is wrong with a statement whose references all lead somewhere."""
    indicator, source = found.indicators[row.indicator], found.sources[row.source]
    if row.statement_id.split("-")[:2] != [found.cities[row.city].code, f"{source.number:02}"]:
        yield f"the code is not of {row.city} and source {source.number:02}"
    if row.unit != indicator.unit.id:
        yield f"unit {row.unit} is not {indicator.unit.id} of {indicator.id}"
    if row.definition and row.definition not in indicator.definitions:
        yield f"no definition {row.definition} of {indicator.id}"
    if row.attributed_to and row.attributed_to not in source.departments:
        yield f"no department {row.attributed_to} of {source.id}"
    if found.areas[row.area].city not in ("", row.city):
        yield f"area {row.area} is not of {row.city}"
    if not row.as_printed:
        yield "as_printed is empty"
    high = row.value if row.value_high is None else row.value_high
    is_range = row.value_high is None or row.value < row.value_high
    if not (math.isfinite(row.value) and math.isfinite(high) and is_range):
        yield f"no figure or range {row.value} to {high}"
    elif row.value < indicator.min or (indicator.max is not None and high > indicator.max):
        yield f"{row.value} is outside the valid range of {indicator.id}"
    printed = (("s", row.period_start), ("e", row.period_end), ("y", row.period_years))
    if "".join(letter for letter, part in printed if part is not None) not in BASES[row.period_basis]:
        yield f"a period of basis {row.period_basis} has another start, end or length"
    if row.period_start and row.period_end and row.period_start > row.period_end:
        yield "the period ends before it starts"
    if row.period_years is not None and not 0 < row.period_years < 100:
        yield f"a period of {row.period_years} years"
    for witness in filter(None, row.witnesses.split(";")):
        if witness.partition(":")[0] not in found.sources:
            yield f"no source {witness}"


def _faults_of_policies(found: Catalogue) -> Iterator[str]:
    for policy in found.policies.values():
        lists = (
            ("city", found.cities), ("tier", found.tiers), ("benefit_type", BENEFITS),
            ("recipient", RECIPIENTS), ("standing", POLICY_STANDINGS),
        )  # fmt: skip
        yield from (
            f"{policy.policy_id}: no {name} {getattr(policy, name)}"
            for name, known in lists
            if getattr(policy, name) not in known
        )
        for code in filter(None, (policy.amount, policy.duration)):
            if code not in found.statements:
                yield f"{policy.policy_id}: no statement {code}"
            elif found.statements[code].city != policy.city:
                yield f"{policy.policy_id}: {code} is of another city"
        duration = found.statements.get(policy.duration)
        if duration and duration.unit not in ("month", "year"):
            yield f"{policy.policy_id}: {policy.duration} is no duration"
        if not (policy.amount or policy.duration or policy.source in found.sources):
            yield f"{policy.policy_id}: rests on no statement and no source"
        for other in filter(None, (policy.replaces, *policy.not_stackable_with)):
            if other not in found.policies:
                yield f"{policy.policy_id}: no policy {other}"


def _faults_of_arithmetic(found: Catalogue) -> Iterator[str]:
    for thing, operations in (
        *((derived, OPERATIONS) for derived in found.derived.values()),
        *((check, CHECKS) for check in found.checks.values()),
    ):
        total = thing.total if isinstance(thing, Check) else None
        for operand in (*thing.operands, *filter(None, [total])):
            if operand not in found.statements:
                yield f"{thing.id}: no statement {operand}"
            elif thing.operation == "full_term":
                units = ("yuan_per_month",) if operand == thing.operands[0] else ("month", "year")
                if found.statements[operand].unit not in units:
                    yield f"{thing.id}: {operand} is not in {' or '.join(units)}"
        fewest, most = operations.get(thing.operation, (0, -1))
        if not fewest <= len(thing.operands) <= most:
            yield f"{thing.id}: no operation {thing.operation} of {len(thing.operands)} operands"
        if isinstance(thing, Check) and (total is None) == (thing.operation in ("sum", "product")):
            yield f"{thing.id}: {thing.operation} with total {total}"
    for derived in found.derived.values():
        lists = (
            ("city", found.cities), ("area", found.areas), ("indicator", found.indicators),
            ("period_basis", BASES),
        )  # fmt: skip
        yield from (
            f"{derived.id}: no {name} {getattr(derived, name)}"
            for name, known in lists
            if getattr(derived, name) not in known
        )
