"""How a result was computed: each formula in words, the same with its numbers, and the figures it rests on.

What is filled in is arithmetic anybody can do again: × ÷ − ^ exp ln min, numbers with up to ten digits.
"""

from collections.abc import Callable, Iterable, Iterator

from talent.i18n import text
from talent.what_if import fiscal, solving, timing
from talent.what_if.arithmetic import MINUS, OVER, TIMES, geometric, number, product, signed, total
from talent.what_if.modes import at_modes
from talent.what_if.outcome import Number
from talent.what_if.stepping import Step, Stepping
from talent.what_if.study import Study

_SPENT_ON = ("intake", "baseline.rate", "reform.rate", "duration_months")


def steps(study: Study, tier: str | None, language: str) -> tuple[Step, ...]:
    """All steps for one tier per 1,000 recipients, or for the scenario as given without a tier.

    Steps that need what is missing are left out; without a duration there are none.
    """
    scenario, outcome = study.of(tier)
    if outcome.kernel is None:
        return ()
    trace = _Trace(study, scenario, outcome, at_modes(scenario), tier, language)
    parts: Iterable[Callable[[], Iterator[Step]]] = (
        trace.months,
        trace.recipients,
        trace.course,
        trace.response,
        trace.change,
        trace.programme,
        trace.budget,
    )
    return tuple(step for part in parts for step in part())


class _Trace(Stepping):
    """The steps of one scenario; each method yields those of one part."""

    # Months and unit figures

    def months(self) -> Iterator[Step]:
        duration = self.scenario.duration_months or 0
        if self.leaving == 0:
            paid = number(duration)
            yield self.step("months_all", paid, self.outcome.paid_months, "months", ["duration_months"])
        else:
            filled = geometric(self.leaving, duration)
            value = self.outcome.paid_months
            yield self.step("months", filled, value, "months", ["duration_months"])
        kernel = self.outcome.kernel if self.outcome.kernel is not None else ()
        by_lag = total([number(one.item()) for one in kernel])
        yield self.step("kernel", by_lag, self.outcome.paid_months, "months", ["duration_months"])

    def recipients(self) -> Iterator[Step]:
        duration = self.scenario.duration_months or 0
        for tier, row in self.outcome.rows.items():
            paths, named = [f"reform.rate.{tier}", "duration_months"], self.named(tier)
            filled = product(row.rate, duration)
            yield self.step("entitlement", filled, row.entitlement, "yuan", paths, tier=named)
            if self.leaving:
                filled = product(row.rate, self.modes.paid_months)
                yield self.step("per_recipient", filled, row.per_recipient, "yuan", paths, tier=named)

    # One run over the years

    def course(self) -> Iterator[Step]:
        for run in ("baseline", "reform"):
            found = getattr(self.outcome, run)
            if found is None:
                continue
            paths = ["intake", f"{run}.rate"]
            # Both runs known, the reform's intake has responded.
            assumed = run == "reform" and self.outcome.change is not None and self.changes
            parts = [product(found.rate[t], found.intake[t]) for t in self.scenario.tiers]
            month = sum(found.rate[t] * found.intake[t] for t in self.scenario.tiers) * self.modes.take_up
            fields = {"run": text(f"what_if.word.{run}", self.language)}
            filled = f"({total(parts)}){TIMES}{number(self.modes.take_up)}"
            yield self.step(f"month_{run}", filled, month, "yuan_per_month", paths, assumed=assumed)
            yield from self._years(run, month, found, [*paths, "duration_months"], assumed, fields)
            yield from self._cap(month, found, assumed, fields)

    @property
    def changes(self) -> bool:
        scenario = self.scenario
        return any(scenario.baseline.get(t) != rate and self.kappa(t) for t, rate in scenario.reform.items())

    def _years(
        self, run: str, month: Number, found, paths: list[str], assumed: bool, fields: dict
    ) -> Iterator[Step]:
        by_year = fiscal.yearly(self.modes.kernel, self.scenario.years).tolist()
        last = next(n for n, months in enumerate(by_year) if months == by_year[-1])
        for place, year in enumerate(self.scenario.calendar[: last + 1]):
            key = "spend_from" if place == last and last + 1 < self.scenario.years else "spend"
            filled = f"{product(month)}{TIMES}{number(by_year[place])}"
            value = found.spend_by_year[place].item()
            yield self.step(key, filled, value, "yuan", paths, assumed=assumed, year=year, **fields)
        owed = fiscal.owed(self.modes.kernel, self.scenario.years).tolist()
        filled = f"{product(month)}{TIMES}({total([number(one) for one in owed])})"
        year = self.scenario.calendar[-1]
        value = found.committed_tail
        yield self.step("tail", filled, value, "yuan", paths, assumed=assumed, year=year, **fields)

    def _cap(self, month: Number, found, assumed: bool, fields: dict) -> Iterator[Step]:
        if found.alpha is None or self.scenario.cap is None:
            return
        steady = month * self.modes.paid_months
        if steady:
            cap = self.scenario.cap.yuan_per_year
            filled = f"min(1, {number(cap)}{OVER}({product(month, self.modes.paid_months)}))"
            yield self.step("alpha", filled, found.alpha, "share", ["cap"], assumed=assumed, **fields)

    # The response

    def response(self) -> Iterator[Step]:
        share = self.scenario.assumptions.but_for.mode
        for tier, row in self.outcome.rows.items():
            if row.reference_rate is None or row.but_for is None:
                continue
            named, paths = self.named(tier), [f"reform.rate.{tier}"]
            kappa = self.kappa(tier)
            filled = f"−ln(1{MINUS}{number(share)}){OVER}{number(row.reference_rate)}"
            yield self.step("kappa", filled, kappa, "number", paths, assumed=True, tier=named)
            inside = f"exp(−{product(kappa, row.rate)})"
            yield self.step(
                "but_for", f"1{MINUS}{inside}", row.but_for, "share", [], assumed=True, tier=named
            )
            yield self.step("deadweight", inside, row.deadweight, "share", [], assumed=True, tier=named)
            before, after = self.scenario.baseline.get(tier), self.scenario.reform[tier]
            if self.outcome.change is not None and before is not None and before != after:
                paths = [f"intake.{tier}", f"baseline.rate.{tier}", f"reform.rate.{tier}"]
                step = f"({number(after)}{MINUS}{number(before)})"
                filled = f"{number(self.scenario.intake[tier])}{TIMES}exp({number(kappa)}{TIMES}{step})"
                value = self.entrants(tier, after)
                yield self.step("entrants", filled, value, "persons", paths, assumed=True, tier=named)

    def change(self) -> Iterator[Step]:
        """Reform beside baseline: the cost identity and its ratios."""
        if self.outcome.change is not None:
            yield from self._identity("", self.outcome.change, self.scenario.baseline)

    def programme(self) -> Iterator[Step]:
        """Reform beside no subsidy at all."""
        if self.outcome.programme is not None:
            nothing = dict.fromkeys(self.scenario.reform, 0)
            yield from self._identity("programme_", self.outcome.programme, nothing)

    def _identity(self, prefix: str, found, before) -> Iterator[Step]:
        tail = f"{TIMES}{number(self.modes.take_up)}"
        paid = f"{tail}{TIMES}{number(self.modes.paid_months)}"
        static, behavioural, added = [], [], []
        for tier in self.scenario.tiers:
            a, b = before[tier], self.scenario.reform[tier]
            if a == b:
                continue
            first = self.entrants(tier, a)
            more = f"{number(self.entrants(tier, b))}{MINUS}{number(first)}"
            static.append(f"({number(b)}{MINUS}{number(a)}){TIMES}{number(first)}")
            behavioural.append(f"{number(b)}{TIMES}({more})")
            added.append(f"({more})")
        static_assumed = bool(prefix) and any(self.kappa(tier) for tier in self.scenario.tiers)

        def said(
            key: str, filled: str, value: Number | None, unit: str, assumed: bool = True, **fields
        ) -> Step:
            name = f"{prefix}{key}"
            return self.step(name, filled, value, unit, _SPENT_ON, assumed=assumed, **fields)

        yield said("static", f"({total(static)}){paid}", found.static, "yuan", static_assumed)
        yield said("behavioural", f"({total(behavioural)}){paid}", found.behavioural, "yuan")
        both = f"{signed(found.static)} + {signed(found.behavioural)}"
        yield said("total", both, found.total, "yuan")
        yield said("additional", f"({total(added)}){tail}", found.additional, "persons")
        divided = f"{signed(found.total)}{OVER}{signed(found.additional)}"
        lost = "_lost" if found.additional < 0 and not prefix else ""
        yield said(f"per_additional{lost}", divided, found.per_additional, "yuan")
        horizon = self.scenario.assumptions.horizon_months
        years = f"({divided}){OVER}({self._person_years()})"
        value = found.per_person_year
        yield said(f"per_person_year{lost}", years, value, "yuan_per_person_year", horizon=horizon)

    def _person_years(self) -> str:
        """ΣR ÷ 12 within the horizon as arithmetic: the paid months, then what the cliff leaves of them."""
        assumed, horizon = self.scenario.assumptions, self.scenario.assumptions.horizon_months
        duration = self.scenario.duration_months or 0
        parts = [geometric(self.leaving, min(duration, horizon))]
        if horizon > duration:
            left = f"(1{MINUS}{number(self.leaving)})^({number(duration)}{OVER}12)"
            cliff = f"(1{MINUS}{number(assumed.cliff.mode)})"
            after = geometric(assumed.leave_after.mode, horizon - duration)
            parts.append(f"{left}{TIMES}{cliff}{TIMES}({after})")
        return f"({total(parts)}){OVER}{timing.MONTHS}"

    # A budget

    def budget(self) -> Iterator[Step]:
        found, asked = self.outcome.solution, self.scenario.solve
        if found is None or asked is None:
            return
        year = solving.binding_year(self.study)
        for tier, rate in self.scenario.reform.items():
            filled = product(found.multiplier, rate)
            fields = {"tier": self.named(tier), "year": year}
            value, unit = found.rate[tier], "yuan_per_month"
            yield self.step(
                "solve_rate", filled, value, unit, [f"reform.rate.{tier}"], assumed=True, **fields
            )
        parts = [product(rate, self.entrants(tier, rate)) for tier, rate in found.rate.items()]
        tail = f"{TIMES}{number(self.modes.take_up)}{TIMES}{number(found.months)}"
        budget, paths = asked.budget_yuan_per_year, ["intake", "baseline.rate"]
        plain = [product(rate, self.scenario.intake[tier]) for tier, rate in self.scenario.reform.items()]
        filled = f"{number(budget)}{OVER}(({total(plain)}){tail})"
        yield self.step("solve_static", filled, found.static_multiplier, "number", paths, year=year)
        filled = f"({total(parts)}){tail}"
        yield self.step("solve", filled, float(budget), "yuan", paths, assumed=True, year=year)
