"""One step of how a result was computed: words, numbers filled in, result, and the documents it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass

from talent.i18n import text
from talent.what_if import wording
from talent.what_if.arithmetic import number
from talent.what_if.modes import Modes
from talent.what_if.outcome import Number, Outcome
from talent.what_if.scenario import Scenario
from talent.what_if.study import Study


@dataclass(frozen=True)
class Step:
    """One step: `formula` in words, `filled` the same with numbers, `result` with its unit.

    `value` is the result before it is rounded, None where it cannot be computed (`filled` is empty then).
    `codes` are the statements that print numbers in it; `assumed` = it rests on the assumed response.
    """

    key: str
    title: str
    formula: str
    filled: str
    result: str
    value: Number | None
    codes: tuple[str, ...]
    assumed: bool


@dataclass(frozen=True)
class Stepping:
    """What the steps of a scenario are made with: one `tier` per 1,000 recipients, or all of it as given."""

    study: Study
    scenario: Scenario
    outcome: Outcome
    modes: Modes
    tier: str | None
    language: str

    @property
    def _own(self) -> tuple[str, ...]:
        return f"baseline.rate.{self.tier}", f"reform.rate.{self.tier}"

    def step(
        self,
        key: str,
        filled: str,
        value: Number | None,
        unit: str,
        paths: Sequence[str],
        *,
        assumed: bool = False,
        **fields: object,
    ) -> Step:
        """A step whose title and formula stand in the strings under `key`."""
        written = self._result(value, unit, exact=not assumed)
        return Step(
            key=key,
            title=text(f"what_if.trace.{key}", self.language, **fields),
            formula=text(f"what_if.trace.{key}_formula", self.language, **fields),
            filled="" if value is None else filled,
            result=written,
            value=value,
            codes=self._codes(paths),
            assumed=assumed,
        )

    def _result(self, value: Number | None, unit: str, *, exact: bool) -> str:
        if value is None:
            return text("what_if.word.not_computable", self.language)
        if unit == "share":
            return wording.share(value)
        if unit == "months":
            return wording.months(value, self.language)
        if unit == "number":
            return number(value)
        return wording.yuan(value, self.language, exact=exact, unit=unit)

    def _codes(self, paths: Sequence[str]) -> tuple[str, ...]:
        found = (
            code
            for badge in self.study.badges
            if any(badge.path == path or badge.path.startswith(f"{path}.") for path in paths)
            # Per 1,000 recipients no other tier plays a part, and no printed intake either.
            and not (self.tier and badge.path.rpartition(".")[0] and badge.path not in self._own)
            and not (badge.path.rpartition(".")[2] in self.study.left_out and not self.tier)
            for code in badge.codes
        )
        return tuple(dict.fromkeys(found))

    def named(self, tier: str) -> str:
        return self.study.catalogue.tiers[tier].name[self.language]

    def kappa(self, tier: str) -> float:
        return self.modes.kappa(tier)

    def entrants(self, tier: str, rate: Number) -> Number:
        return self.modes.entrants(self.scenario, tier, rate)

    @property
    def leaving(self) -> float:
        return self.scenario.assumptions.leave_while_paid.mode
