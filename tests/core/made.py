"""Small hand-made data: two cities, a few indicators and sources, and whatever statements a test gives."""

import csv
import dataclasses
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

from talent import catalogue, queries, warehouse
from talent.catalogue import Catalogue, Statement
from talent.i18n import Name
from talent.queries import Reading
from talent.warehouse import Warehouse

DECLARED = {
    "cities.toml": """
[[city]]
id = "alpha"
code = "AA"
name = { zh = "甲市", en = "Alpha" }
province = { zh = "某省", en = "Province" }
colour = "#111111"
colour_dark = "#eeeeee"
[[city]]
id = "beta"
code = "BB"
name = { zh = "乙市", en = "Beta" }
province = { zh = "某省", en = "Province" }
colour = "#222222"
colour_dark = "#dddddd"
""",
    "areas.toml": """
[[area]]
id = "alpha"
city = "alpha"
level = "city"
name = { zh = "甲市全市", en = "Alpha, whole city" }
[[area]]
id = "alpha_district"
city = "alpha"
level = "district"
name = { zh = "甲市新区", en = "Alpha New Area" }
[[area]]
id = "beta"
city = "beta"
level = "city"
name = { zh = "乙市全市", en = "Beta, whole city" }
""",
    "units.toml": "".join(
        f'[[unit]]\nid = "{unit}"\nname = {{ zh = "{zh}", en = "{en}" }}\n'
        for unit, zh, en in (
            ("person", "人", "persons"), ("person_times", "人次", "person-times"), ("percent", "%", "%"),
            ("yuan", "元", "yuan"), ("yuan_per_month", "元/月", "yuan a month"), ("year", "年", "years"),
            ("month", "个月", "months"), ("firm", "户", "firms"),
        )
    ),
    "tiers.toml": '[[tier]]\nid = "phd"\nname = { zh = "博士", en = "PhD" }\n',
    "sources.toml": "".join(
        f"""
[[source]]
id = "{id}"
number = {number}
city = "alpha"
title = {{ zh = "{id}", en = "{id}" }}
publisher = {{ zh = "{publisher}", en = "{publisher}" }}
{f"published = {published}" if published else ""}
kind = "news"
address = ""
grade = "{grade}"
departments = [
  {{ id = "labour", name = {{ zh = "人社局", en = "Labour Bureau" }} }},
  {{ id = "party", name = {{ zh = "组织部", en = "Organisation Department" }} }},
]
"""
        for id, number, publisher, published, grade in (
            ("first", 1, "Gazette", "2023-02-24", "core"), ("second", 2, "Daily", "2022-06-01", "high"),
            ("third", 3, "Gazette", "2024-05-01", "medium"), ("undated", 4, "Unknown", "", "medium"),
        )
    ),
    "indicators/introduce.toml": "".join(
        f"""
[[indicator]]
id = "{id}"
name = {{ zh = "{id}", en = "{id}" }}
text = {{ zh = "{id}", en = "{id}" }}
unit = "{unit}"
kind = "{kind}"
better = "higher"
decimals = 0
min = {low}
{f"max = {high}" if high else ""}
per_capita = {per_capita}
definitions = [
  {{ id = "preliminary", name = {{ zh = "初步数", en = "Preliminary" }} }},
  {{ id = "census_day", name = {{ zh = "普查时点", en = "Census day" }} }},
  {{ id = "narrow", name = {{ zh = "窄口径", en = "Narrow" }} }},
]
"""
        for id, unit, kind, low, high, per_capita in (
            ("arrivals", "person", "flow", 0, "", "true"),
            ("total", "person", "stock", 0, "", "true"),
            ("resident_population", "person", "stock", 0, "", "false"),
            ("ever", "person", "cumulative", 0, "", "true"),
            ("balance", "person", "flow", -1_000_000, "", "false"),
            ("firms", "firm", "stock", 0, "", "true"),
            ("share", "percent", "share", 0, 100, "false"),
            ("growth", "percent", "growth", -100, "", "false"),
            ("subsidy", "yuan_per_month", "rate", 0, "", "false"),
            ("term", "year", "duration", 0, "", "false"),
            ("loan_ceiling", "yuan", "cap", 0, "", "false"),
        )
    ),
    "policies/alpha.toml": "",
    "derived.toml": "",
    "breaks.toml": "",
    "conflicts.toml": "",
    "overview.toml": """
lead = "arrivals"
[[slot]]
id = "talent"
name = { zh = "人才", en = "Talent" }
indicators = ["arrivals"]
""",
    "renamed_ids.csv": "old,new\n",
    "not_figures.csv": "source,paragraph,text,reason\n",
}  # fmt: skip
UNITS = {
    "arrivals": "person", "total": "person", "ever": "person", "balance": "person",
    "resident_population": "person", "firms": "firm", "share": "percent", "growth": "percent",
    "subsidy": "yuan_per_month", "term": "year", "loan_ceiling": "yuan",
}  # fmt: skip
NUMBERS = {"first": 1, "second": 2, "third": 3, "undated": 4}
CODES = {"alpha": "AA", "beta": "BB"}
COLUMNS = {field.name: field for field in dataclasses.fields(Statement)}


def row(n: int = 1, **given: object) -> Statement:
    """A statement: 2022, whole city, exact, printed out in full, unless `given` says otherwise."""
    city, source = given.get("city", "alpha"), given.get("source", "first")
    indicator, value = given.get("indicator", "arrivals"), float(given.get("value", 100))
    year = given.pop("year", 2022 if "period_basis" not in given else None)
    period = {"period_basis": "year"} if year else {}
    if year and given.get("period_basis", "year") == "year":
        period |= {"period_start": date(year, 1, 1), "period_end": date(year, 12, 31)}
    elif year:
        period |= {"period_end": date(year, 12, 31)}
    words = "%" if UNITS.get(indicator) == "percent" else ""
    plain = {
        "statement_id": f"{CODES.get(city, 'CC')}-{NUMBERS.get(source, 1):02}-{n:03}", "city": city,
        "area": city, "indicator": indicator, "definition": "", "value": value, "value_high": None,
        "unit": UNITS.get(indicator, "person"), "bound": "exact", "standing": "achieved",
        "period_start": None, "period_end": None, "period_basis": "year", "period_years": None,
        "period_inferred": False,
        "as_printed": f"{value:.10g}{words}", "source": source, "attributed_to": "", "paragraph": None,
        "witnesses": "", "note_zh": "", "note_en": "",
    }  # fmt: skip
    return Statement(**(plain | period | given | {"value": value}))


def data(folder: Path, statements: Iterable[Statement] = (), **changed: str) -> Path:
    """Write a valid data folder; `changed` replaces declarations: `derived="[[derived]]…"`."""
    for name, content in DECLARED.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(changed.pop(path.stem, content), encoding="utf-8")
    if changed:
        raise TypeError(f"no declaration {sorted(changed)}")
    write_statements(folder, statements)
    return folder


def write_statements(folder: Path, statements: Iterable[Statement], name: str = "first") -> None:
    path = folder / "statements" / f"{name}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(COLUMNS)
        for statement in statements:
            cells = (getattr(statement, column) for column in COLUMNS)
            table.writerow(["" if c in (None, False) else "true" if c is True else c for c in cells])


@cache
def declared() -> Catalogue:
    """The catalogue of the small data without any statement."""
    with TemporaryDirectory() as folder:
        return catalogue.read(data(Path(folder)))


def catalogue_of(statements: Iterable[Statement], **changed: object) -> Catalogue:
    """The small catalogue with these statements; `changed` replaces other parts of it."""
    by_id = MappingProxyType({s.statement_id: s for s in statements})
    parts = {k: MappingProxyType(v) if isinstance(v, Mapping) else v for k, v in changed.items()}
    return dataclasses.replace(declared(), statements=by_id, **parts)


def built(found: Catalogue) -> Warehouse:
    """A warehouse of this catalogue in memory."""
    return warehouse.trial(found)


def readings(*statements: Statement, **changed: object) -> tuple[Reading, ...]:
    """The statements as the warehouse reads them, in the order of their codes."""
    return queries.readings(built(catalogue_of(statements, **changed)))


def numbered(*statements: dict) -> tuple[Statement, ...]:
    """Statements from what is special about each, numbered in order."""
    return tuple(row(n, **given) for n, given in enumerate(statements, start=1))


NAME = Name("某", "some")
