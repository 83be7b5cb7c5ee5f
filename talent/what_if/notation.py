"""Scenarios read and written: TOML files, JSON, links. All that is wrong with one is said at once."""

import base64
import binascii
import json
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from talent.errors import TalentError, clean
from talent.what_if.checking import Checks, plain, shown, under
from talent.what_if.decoding import json_value, utf8
from talent.what_if.scenario import UNCERTAIN, Assumptions, Numbers, Range, Scenario
from talent.what_if.validation import MOST_PEOPLE, WHOLE_ASSUMPTIONS, read

# The version of the model; a link tells which one it was made with.
VERSION = 1
# Bytes of a file, characters of a link.
LARGEST_FILE = 64 * 1024
LARGEST_ANSWER = 1024 * 1024
LONGEST_LINK = 8 * 1024
# Dots in one line of TOML: what it takes to read a dotted key grows with their square.
_DOTS = 100
# Python reads no whole number of thousands of digits, and none is within any range: another that is not
# takes its place, to be refused where it stands.
_HUGE, _TOO_MUCH = re.compile(r"(?<![\w.])\d[\d_]{400,}"), "9" * 20
_AT = re.compile(r" \((?:at line (\d+), column \d+|at end of document)\)$")
_LINK = re.compile(r"[A-Za-z0-9_-]+")
_DATA_VERSION = re.compile(r"[0-9A-Za-z]{0,64}")
_BARE = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True)
class Link:
    """What a link holds; another `version` than VERSION was made with another model: show it, change nothing.

    `data_version` is that of the data it was made with, "" where the link does not tell.
    """

    scenario: Scenario
    version: int
    data_version: str


# Files


def parse_toml(text: str | bytes, defaults: Assumptions) -> Scenario:
    """A scenario file; TalentError as `read`, and for what is no TOML of a sensible size."""
    source = _source(text)
    lines = source.split("\n")
    if any(line.count(".") > _DOTS for line in lines if not line.lstrip().startswith("#")):
        raise TalentError("scenario.too_deep")
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        place = _AT.search(str(error))
        line = int(place[1]) if place and place[1] else len(lines)
        why = clean(_AT.sub("", str(error)))
        raise TalentError(
            "scenario.not_toml", line=line, value=clean(lines[line - 1].strip()), why=why
        ) from error
    except RecursionError as error:
        raise TalentError("scenario.too_deep") from error
    return read(data, defaults)


def parse_json(text: str | bytes, defaults: Assumptions) -> Scenario:
    """A scenario as JSON, or the one inside an exported answer.

    TalentError as `read`, and for what is no JSON of a sensible size.
    """
    raw = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    data = json_value(text, LARGEST_ANSWER if b'"scenario"' in raw else LARGEST_FILE, "scenario")
    # An answer holds the whole scenario beside its results; a scenario has no such key.
    if isinstance(data, dict) and isinstance(data.get("scenario"), dict):
        return read(data["scenario"], defaults)
    utf8(text, LARGEST_FILE, "scenario")
    return read(data, defaults)


def _source(text: str | bytes) -> str:
    """The text without a byte order mark; TalentError where it is too large or no UTF-8."""
    return _HUGE.sub(_TOO_MUCH, utf8(text, LARGEST_FILE, "scenario").replace("\r\n", "\n"))


def to_mapping(scenario: Scenario) -> dict[str, Any]:
    """The mapping `read` gives this scenario for: what is given, and every assumption.

    Assumptions stand in full, so that neither file nor link changes its meaning when the defaults do.
    """
    assumed = scenario.assumptions
    parts = {
        "city": scenario.city,
        "first_year": scenario.first_year,
        "years": scenario.years,
        "arrival": scenario.arrival if isinstance(scenario.arrival, str) else list(scenario.arrival),
        "duration_months": scenario.duration_months,
        "intake": _plain(scenario.intake),
        "baseline": {"rate": _plain(scenario.baseline)} if scenario.baseline else {},
        "reform": {"rate": _plain(scenario.reform)} if scenario.reform else {},
        "cap": scenario.cap
        and {"yuan_per_year": plain(scenario.cap.yuan_per_year), "rule": scenario.cap.rule},
        "assumptions": {
            **{name: _range(getattr(assumed, name)) for name in UNCERTAIN},
            **{name: getattr(assumed, name) for name in WHOLE_ASSUMPTIONS},
            **({"reference_rate": _plain(assumed.reference_rate)} if assumed.reference_rate else {}),
        },
        "solve": scenario.solve
        and {"budget_yuan_per_year": plain(scenario.solve.budget_yuan_per_year), "year": scenario.solve.year},
        "counts": _plain(scenario.counts),
    }
    return {key: value for key, value in parts.items() if value not in (None, {})}


def _plain(table: Numbers) -> dict[str, int | float]:
    """One spelling of one scenario: 1500.0 is 1500."""
    return {key: plain(value) for key, value in table.items()}


def _range(given: Range) -> float | list[float]:
    return given.mode if given.single else [given.low, given.mode, given.high]


def to_toml(scenario: Scenario, comment: str = "") -> str:
    """A scenario file, `comment` before it; `parse_toml` gives back the same scenario."""
    said = [f"# {_visible(line)}".rstrip() for line in comment.splitlines()]
    return "\n".join([*said, *_lines("", to_mapping(scenario))]) + "\n"


def _visible(line: str) -> str:
    return "".join(sign for sign in line if unicodedata.category(sign)[0] != "C")


def _lines(path: str, table: Mapping[str, Any]) -> Iterator[str]:
    own = {key: value for key, value in table.items() if not isinstance(value, dict)}
    if own and path:
        yield f"\n[{path}]"
    for key, value in own.items():
        yield f"{_key(key)} = {_literal(value)}"
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _lines(under(path, _key(key)), value)


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _literal(key)


def _literal(value: Any) -> str:
    """A string, number or list of numbers; JSON's are TOML's too, but for one sign and halves of others."""
    return json.dumps(value, allow_nan=False, ensure_ascii=False).replace("\x7f", "\\u007f")


def to_json(scenario: Scenario) -> str:
    """Compact JSON, keys sorted: one scenario, one text."""
    return _compact(to_mapping(scenario))


def _compact(mapping: Mapping[str, Any]) -> str:
    return json.dumps(mapping, sort_keys=True, separators=(",", ":"), allow_nan=False)


# Links


def to_link(scenario: Scenario, data_version: str) -> str:
    """The whole scenario as base64url without padding; TalentError `scenario.long_link`."""
    said = _compact({**to_mapping(scenario), "v": VERSION, "data": data_version})
    link = base64.urlsafe_b64encode(said.encode()).decode().rstrip("=")
    if len(link) > LONGEST_LINK:
        raise TalentError("scenario.long_link", most=LONGEST_LINK)
    return link


def from_link(text: str, defaults: Assumptions) -> Link:
    """What a link holds; TalentError where it was cut or changed, or holds what a scenario may not.

    A link of another version is read as far as this one understands it whole, else refused as
    `scenario.other_version`.
    """
    if len(text) > LONGEST_LINK:
        raise TalentError("scenario.long_link", most=LONGEST_LINK)
    bare = text.rstrip("=")
    if not _LINK.fullmatch(bare):
        raise TalentError("scenario.bad_link")
    try:
        raw = base64.urlsafe_b64decode(bare + "=" * (-len(bare) % 4))
        data = json_value(raw, LARGEST_FILE, "scenario")
    except binascii.Error as error:
        raise TalentError("scenario.bad_link") from error
    except TalentError as error:
        # What JSON lacks where a link was cut tells a reader nothing.
        if error.key in ("scenario.not_json", "scenario.not_utf8"):
            raise TalentError("scenario.bad_link") from error
        raise
    if not isinstance(data, dict):
        raise TalentError("scenario.bad_link")
    version, seen = data.pop("v", VERSION), data.pop("data", "")
    checks = Checks()
    checks.required("v", version, f"v = {VERSION}")
    version = checks.whole("v", version, 1, MOST_PEOPLE)
    if not (isinstance(seen, str) and _DATA_VERSION.fullmatch(seen)):
        checks.refuse(TalentError("scenario.not_id", path="data", value=shown(seen)))
    checks.settle()
    try:
        return Link(read(data, defaults), version, seen)
    except TalentError as error:
        if version == VERSION:
            raise
        raise TalentError("scenario.other_version", version=version, known=VERSION) from error
