"""The repository's data as plain rows and tables, read with the standard library alone."""

import csv
import os
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from talent.reading import documents

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"


@dataclass
class Data:
    """Everything curated. Rows are dicts of strings, as in the CSV files; tables are dicts by id."""

    statements: list[dict]
    not_figures: list[dict]
    cities: dict[str, dict]
    areas: dict[str, dict]
    sources: dict[str, dict]
    units: dict[str, dict]
    tiers: dict[str, dict]
    indicators: dict[str, dict]
    policies: list[dict]
    checks: list[dict]
    derived: list[dict]
    exceptions: set[tuple[str, str]] = field(default_factory=set)
    paragraphs: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def statement(self, statement_id: str) -> dict | None:
        return next((row for row in self.statements if row["statement_id"] == statement_id), None)


def rows(pattern: str) -> list[dict]:
    """The rows of every matching CSV file, each with the file's name under `_file`."""
    found = []
    for path in sorted(DATA.glob(pattern)):
        with path.open(encoding="utf-8", newline="") as file:
            found += [row | {"_file": path.name} for row in csv.DictReader(file)]
    return found


def entries(pattern: str, key: str) -> list[dict]:
    """The `[[key]]` tables of every matching TOML file, each with the file's name under `_file`."""
    found = []
    for path in sorted(DATA.glob(pattern)):
        with path.open("rb") as file:
            found += [entry | {"_file": path.name} for entry in tomllib.load(file).get(key, [])]
    return found


def sources_folder() -> Path | None:
    """The folder with the source texts: TALENT_SOURCES, else `shared/sources` beside the repository."""
    folder = Path(os.environ.get("TALENT_SOURCES") or ROOT.parent / "shared" / "sources")
    return folder if folder.is_dir() else None


def read_paragraphs(sources: dict) -> dict[str, tuple[str, ...]]:
    """The paragraphs of every source whose document is here, by source id."""
    folder = sources_folder()
    found = {id: documents.find_source(folder, id) for id in sources} if folder else {}
    return {id: documents.paragraphs(path.read_text("utf-8")) for id, path in found.items() if path}


def read_indicators() -> dict[str, dict]:
    """The declared indicators, with the definitions that other files add to them."""
    by_id = {entry["id"]: entry for entry in entries("indicators/*.toml", "indicator")}
    for entry in entries("indicators/*.toml", "definition"):
        if entry["indicator"] in by_id:
            indicator = by_id[entry["indicator"]]
            indicator["definitions"] = [*indicator.get("definitions", []), entry]
    return by_id


@cache
def load() -> Data:
    """The curated data of this repository. Shared between tests: never change it, copy it."""

    def by_id(pattern: str, key: str) -> dict[str, dict]:
        return {entry["id"]: entry for entry in entries(pattern, key)}

    sources = by_id("sources*.toml", "source")
    with (Path(__file__).parent / "exceptions.csv").open(encoding="utf-8", newline="") as file:
        exceptions = {(row["statement_id"], row["check"]) for row in csv.DictReader(file)}
    return Data(
        statements=rows("statements/*.csv"),
        not_figures=rows("not_figures*.csv"),
        cities=by_id("cities*.toml", "city"),
        areas=by_id("areas*.toml", "area"),
        sources=sources,
        units=by_id("units*.toml", "unit"),
        tiers=by_id("tiers*.toml", "tier"),
        indicators=read_indicators(),
        policies=entries("policies/*.toml", "policy"),
        checks=entries("derived*.toml", "check"),
        derived=entries("derived*.toml", "derived"),
        exceptions=exceptions,
        paragraphs=read_paragraphs(sources),
    )
