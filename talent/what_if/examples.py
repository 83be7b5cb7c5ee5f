"""The scenarios of `data/scenarios/`: each a scenario file, its name, and results worked out by hand."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from talent import warehouse
from talent.errors import TalentError
from talent.i18n import Name

FOLDER = "scenarios"


@dataclass(frozen=True)
class Example:
    """`scenario` is the text of the file; `expected` holds numbers of the answer by dotted path."""

    id: str
    name: Name
    note: Name
    scenario: str
    expected: Mapping[str, int | float]


def examples() -> tuple[Example, ...]:
    """The examples of the data in use, by name; read again only when the data version changes.

    Raises TalentError as `read` does.
    """
    return _of_version(warehouse.data_version())


@lru_cache(maxsize=2)
def _of_version(version: str) -> tuple[Example, ...]:
    return read(warehouse.DATA / FOLDER)


def read(folder: Path) -> tuple[Example, ...]:
    """Every `<id>.toml` of the folder with the `<id>.json` beside it.

    Raises TalentError `assumptions.examples` with every file that is missing, unreadable or incomplete.
    """
    problems: list[str] = []
    ids = sorted({path.stem for path in folder.glob("*") if path.suffix in (".toml", ".json")})
    found = [example for id in ids for example in _example(folder, id, problems)]
    if problems:
        raise TalentError("assumptions.examples", problems="\n".join(problems))
    return tuple(found)


def _example(folder: Path, id: str, problems: list[str]) -> Iterator[Example]:
    try:
        scenario = (folder / f"{id}.toml").read_text(encoding="utf-8")
        tomllib.loads(scenario)
        beside = json.loads((folder / f"{id}.json").read_text(encoding="utf-8"))
    except OSError as error:
        problems.append(f"{Path(str(error.filename)).name}: {error.strerror}")
        return
    except ValueError as error:  # no TOML, no JSON, or no UTF-8
        problems.append(f"{id}: {error}")
        return
    wrong = list(_faults(beside))
    problems += [f"{id}.json: {why}" for why in wrong]
    if not wrong:
        yield Example(
            id=id,
            name=Name(**beside["name"]),
            note=Name(**beside["note"]),
            scenario=scenario,
            expected=MappingProxyType(beside["expected"]),
        )


def _faults(beside: object) -> Iterator[str]:
    if not isinstance(beside, dict) or set(beside) != {"name", "note", "expected"}:
        yield "holds name, note and expected, and nothing else"
        return
    for key in ("name", "note"):
        said = beside[key]
        if not isinstance(said, dict) or set(said) != {"zh", "en"} or not all(said.values()):
            yield f"{key} must be said in both languages"
    numbers = beside["expected"]
    if not isinstance(numbers, dict) or not numbers:
        yield "expected is empty"
    elif not all(type(number) in (int, float) for number in numbers.values()):
        yield "expected holds numbers only"
