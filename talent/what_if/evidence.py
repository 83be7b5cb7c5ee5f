"""What `data/assumptions.toml` declares: default ranges, evidence, presets, anchors, and what is left out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from talent import warehouse
from talent.catalogue import Catalogue, as_declared, each_once, load_toml
from talent.errors import TalentError
from talent.i18n import Name
from talent.what_if.scenario import UNCERTAIN, Assumptions, Range

FILE = "assumptions.toml"
# A: same policy and population; B: close analogue; C: far analogue; context: not graded.
GRADES = ("A", "B", "C", "context")
# The original was read, or a secondary source only.
SEEN = ("seen", "seen_2nd")
USES = ("intake", "cap", "context")


@dataclass(frozen=True)
class Parameter:
    """An assumption and its default range, a share [1] of `unit`."""

    id: str
    name: Name
    text: Name
    unit: Name
    low: float
    mode: float
    high: float

    @property
    def range(self) -> Range:
        """The default range."""
        return Range(self.low, self.mode, self.high)


@dataclass(frozen=True)
class Finding:
    """One piece of evidence; `about` names parameters or things left out.

    `low` and `high` are numbers of `measure` (None = no number there), on the scale of the parameter only
    with `on_scale`; `computed` = worked out here from what is printed. `grade` is one of GRADES, `seen` of
    SEEN.
    """

    id: str
    about: tuple[str, ...]
    finding: Name
    measure: Name | None
    low: float | None
    high: float | None
    on_scale: bool
    computed: bool
    citation: str
    address: str | None
    grade: str
    seen: str
    caveat: Name


@dataclass(frozen=True)
class Preset:
    """A ready-made range of one parameter; without numbers it is the parameter's own."""

    id: str
    parameter: str
    name: Name
    text: Name
    evidence: tuple[str, ...]
    not_comparable: bool
    low: float | None
    mode: float | None
    high: float | None


@dataclass(frozen=True)
class LeftOut:
    """Something the model leaves out and says so."""

    id: str
    name: Name
    text: Name


@dataclass(frozen=True)
class Stack:
    """Policies that another reading of the documents adds up; never the default."""

    policies: tuple[str, ...]
    note: Name


@dataclass(frozen=True)
class Anchor:
    """A printed figure that bears on a scenario, and how it may be used (one of USES).

    `derived` and `checks` name the rows of `data/derived.toml` that are shown beside it.
    """

    statement: str
    use: str
    note: Name
    derived: tuple[str, ...]
    checks: tuple[str, ...]


@dataclass(frozen=True)
class Evidence:
    """All of the file, in its order; `grading` says what the grades mean and that none is A."""

    grading: Name
    parameters: Mapping[str, Parameter]
    findings: Mapping[str, Finding]
    presets: Mapping[str, Preset]
    left_out: Mapping[str, LeftOut]
    stacks: tuple[Stack, ...]
    anchors: Mapping[str, Anchor]

    @cached_property
    def defaults(self) -> Assumptions:
        """The assumptions of a scenario that gives none."""
        ranges = {id: parameter.range for id, parameter in self.parameters.items()}
        return Assumptions(
            but_for=ranges["but_for"],
            leave_while_paid=ranges["leave_while_paid"],
            cliff=ranges["cliff"],
            leave_after=ranges["leave_after"],
            take_up=ranges["take_up"],
        )

    def about(self, id: str) -> tuple[Finding, ...]:
        """The evidence on one parameter or one thing left out."""
        return tuple(finding for finding in self.findings.values() if id in finding.about)

    def preset_range(self, id: str) -> Range:
        """The range a preset stands for."""
        preset = self.presets[id]
        if preset.low is None or preset.mode is None or preset.high is None:
            return self.parameters[preset.parameter].range
        return Range(preset.low, preset.mode, preset.high)


def evidence() -> Evidence:
    """What the file of the data in use declares; read again only when the data version changes.

    Raises TalentError as `read` does.
    """
    return _of_version(warehouse.data_version())


@lru_cache(maxsize=2)
def _of_version(version: str) -> Evidence:
    return read(warehouse.DATA, warehouse.declared(version)[0])


# The tables of the file: what each row is, and by what it is known.
_TABLES = {
    "parameter": (Parameter, "id"),
    "evidence": (Finding, "id"),
    "preset": (Preset, "id"),
    "left_out": (LeftOut, "id"),
    "stack": (Stack, "policies"),
    "anchor": (Anchor, "statement"),
}


def read(folder: Path, catalogue: Catalogue) -> Evidence:
    """What `folder/assumptions.toml` declares beside the curated `catalogue`.

    Raises TalentError `assumptions.incomplete` with every problem found, `catalogue_unreadable` where there
    is no such file or it is no TOML.
    """
    tables = load_toml(folder / FILE)
    problems = [f"what is {key}?" for key in tables if key not in (*_TABLES, "grading")]
    rows = {key: list(_rows(tables.get(key, []), key, problems)) for key in _TABLES}
    known = {key: _known(rows[key], key, problems) for key in _TABLES}
    grading = tables.get("grading")
    if not (isinstance(grading, dict) and set(grading) == {"zh", "en"} and all(grading.values())):
        problems.append("grading: cannot be said in both languages")
        grading = {"zh": "", "en": ""}
    found = Evidence(
        grading=Name(**grading),
        parameters=known["parameter"],
        findings=known["evidence"],
        presets=known["preset"],
        left_out=known["left_out"],
        stacks=tuple(known["stack"].values()),
        anchors=known["anchor"],
    )
    problems += [*_faults(found), *_faults_beside(found, catalogue)]
    if problems:
        raise TalentError("assumptions.incomplete", problems="\n".join(problems))
    return found


def _rows(rows: object, key: str, problems: list[str]) -> Iterator:
    if not (isinstance(rows, list) and all(isinstance(row, dict) for row in rows)):
        problems.append(f"[{key}] must be [[{key}]]")
        return
    kind, id = _TABLES[key]
    for row in rows:
        thing, wrong = as_declared(kind, row)
        problems += [f"{key} {row.get(id, '')}: {why}" for why in wrong]
        if not wrong:
            yield thing


def _known(rows: list, key: str, problems: list[str]) -> Mapping:
    wrong: list[str] = []
    found = each_once(wrong, rows, _TABLES[key][1])
    problems += [f"{key} {why}" for why in wrong]
    return found


def _faults(found: Evidence) -> Iterator[str]:
    """Every reference inside the file that leads nowhere and every value outside its closed list."""
    if set(found.parameters) != set(UNCERTAIN):
        yield f"the parameters must be {', '.join(UNCERTAIN)}"
    for parameter in found.parameters.values():
        yield from _faults_of_range(parameter.id, (parameter.low, parameter.mode, parameter.high))
    for finding in found.findings.values():
        if finding.grade not in GRADES or finding.seen not in SEEN:
            yield f"evidence {finding.id}: grade or seen is none of the closed lists"
        for id in finding.about:
            if id not in found.parameters and id not in found.left_out:
                yield f"evidence {finding.id}: no parameter and nothing left out is named {id}"
        if (finding.measure is None) != (finding.low is None and finding.high is None):
            yield f"evidence {finding.id}: a number and its measure go together"
    for preset in found.presets.values():
        if preset.parameter not in found.parameters:
            yield f"preset {preset.id}: no parameter {preset.parameter}"
        yield from (
            f"preset {preset.id}: no evidence {id}" for id in preset.evidence if id not in found.findings
        )
        given = [one for one in (preset.low, preset.mode, preset.high) if one is not None]
        if given:
            yield from _faults_of_range(f"preset {preset.id}", given)


def _faults_of_range(name: str, numbers) -> Iterator[str]:
    if len(numbers) != 3 or list(numbers) != sorted(numbers) or not 0 <= numbers[0] <= numbers[-1] <= 1:
        yield f"{name}: low, mode and high must rise within 0 and 1"


def _faults_beside(found: Evidence, catalogue: Catalogue) -> Iterator[str]:
    """Every reference into the curated data that leads nowhere."""
    for anchor in found.anchors.values():
        if anchor.statement not in catalogue.statements or anchor.use not in USES:
            yield f"anchor {anchor.statement}: no such statement or no use {anchor.use}"
        for id in (*anchor.derived, *anchor.checks):
            if id not in catalogue.derived and id not in catalogue.checks:
                yield f"anchor {anchor.statement}: nothing is computed as {id}"
    for stack in found.stacks:
        terms = [catalogue.policies[id] for id in stack.policies if id in catalogue.policies]
        if len(terms) < max(2, len(stack.policies)) or len({(term.city, term.tier) for term in terms}) > 1:
            yield f"stack {', '.join(stack.policies)}: not two or more policies of one city and tier"
