"""A study as lines of text, for the command line."""

from collections.abc import Iterator, Mapping
from typing import Any

from talent.i18n import choice, text, with_unit
from talent.what_if import inputs, solving, wording
from talent.what_if.bounds import together
from talent.what_if.outcome import Course, Difference, Outcome, TierRow
from talent.what_if.study import Study, is_cohort


def lines(study: Study, language: str) -> tuple[str, ...]:
    """The study for a reader at a terminal: what it costs, who comes because of it, what it rests on."""
    return tuple(_Told(study, language).all())


_PER_YEAR = "per_additional_person_year"
# What a cap leaves out is called by its rule.
_LEFT_OUT = {"none": "overrun", "arrears": "arrears"}


class _Told:
    def __init__(self, study: Study, language: str) -> None:
        self.study, self.language = study, language
        self.colon = choice("punctuation", "colon", language)

    def say(self, key: str, **fields: object) -> str:
        return text(f"what_if.report.{key}", self.language, **fields)

    def fact(self, name: str, value: str) -> str:
        return f"  {wording.label(name, self.language)}{self.colon}{value}"

    def tier(self, tier: str) -> str:
        return self.study.catalogue.tiers[tier].name[self.language]

    def all(self) -> Iterator[str]:
        study, scenario = self.study, self.study.scenario
        city = study.catalogue.cities[scenario.city].name[self.language]
        first, last = scenario.first_year, scenario.calendar[-1]
        yield self.say("head", city=city, first=first, last=last)
        for tier in scenario.tiers:
            yield f"  {self._tier(tier)}"
        yield from self._missing()
        outcome = study.outcome
        for row in outcome.rows.values():
            yield ""
            yield from self._row(row)
        if outcome.rows:
            yield f"  {wording.sentence(self.language)}"
        yield ""
        if study.partial:
            yield partial_text(study, self.language)
        if study.whole[1].reform is not None:
            yield from self._whole(study.whole[1], None)
        else:
            for tier, found in study.per_thousand.items():
                if found.reform is not None:
                    yield ""
                    yield self.say("per_thousand", tier=self.tier(tier))
                    yield from self._whole(found, tier)
        yield from self._solved()
        yield from self._one_offs()
        yield from self._sources()

    def _tier(self, tier: str) -> str:
        scenario = self.study.scenario
        rates = [
            wording.yuan(table.get(tier), self.language, exact=True, unit="yuan_per_month")
            for table in (scenario.baseline, scenario.reform)
        ]
        count = wording.persons(scenario.intake.get(tier), self.language, exact=True)
        return self.say("tier", tier=self.tier(tier), before=rates[0], after=rates[1], intake=count)

    def _row(self, row: TierRow) -> Iterator[str]:
        """What a recipient costs and what an additional one costs, side by side."""
        language, bound = self.language, self.study.bounds.get(f"per_recipient.{row.tier}")
        yield self.tier(row.tier)
        if row.extrapolated:
            yield self.say("extrapolated", most=wording.full(2 * (row.reference_rate or 0)))
        for name in ("entitlement", "per_recipient"):
            worth = wording.yuan(getattr(row, name), language, exact=True)
            yield self.fact(name, wording.bounded(worth, bound, language))
        yield self.fact("per_but_for_hire", wording.ratio(row.per_but_for_hire, language))
        if row.deadweight is not None:
            band = wording.band(row.deadweight_band, language, "share")
            anyway = wording.share(row.deadweight)
            yield self.fact("deadweight", self.say("spread", value=anyway, band=band))

    def _missing(self) -> Iterator[str]:
        catalogue, evidence = self.study.catalogue, self.study.evidence
        for path in self.study.outcome.missing:
            name = inputs.input_name(path, catalogue, evidence, self.language)
            yield self.say("missing", input=name)

    def _whole(self, outcome: Outcome, tier: str | None) -> Iterator[str]:
        bounds, responds = self.study.bounds_of(tier), self.study.responds(tier)
        if outcome.reform is not None:
            if outcome.change is not None and outcome.change.total != 0 and outcome.baseline is not None:
                yield from self._course("baseline", outcome.baseline, bounds.get("baseline.spend"), True)
            yield from self._course("reform", outcome.reform, bounds.get("reform.spend"), not responds)
        if outcome.anyway_share is not None:
            yield self.fact("deadweight", wording.share(outcome.anyway_share))
        response = [("change", outcome.change), ("programme", outcome.programme)]
        for name, found in response:
            if found is not None and not (name == "change" and _nothing(found)):
                yield from self._difference(name, found)
            elif found is not None:
                yield self.say("no_change")
        if outcome.change is not None or outcome.programme is not None:
            yield f"  {wording.sentence(self.language)}"

    def _course(self, run: str, course: Course, bound: str | None, exact: bool) -> Iterator[str]:
        yield f"  {wording.label(run, self.language)}"

        def money(value) -> str:
            written = wording.yuan(value, self.language, exact=exact)
            return wording.bounded(written, bound, self.language)

        for place, year in enumerate(self.study.scenario.calendar):
            yield f"    {year}{self.colon}{money(course.spend_by_year[place].item())}"
        yield f"  {self.fact('committed_tail', money(course.committed_tail))}"
        if course.owed is not None:
            yield f"  {self.fact('owed', money(course.owed))}"
        # A plan that pays nobody has no share that a budget could carry.
        if course.alpha is not None and course.unmet_by_year is not None and course.spend_by_year.any():
            yield f"  {self.fact('sustained_share', wording.share(course.alpha))}"
            rule = self.study.scenario.cap.rule
            yield f"  {self.fact(_LEFT_OUT.get(rule, 'unmet'), money(course.left_out(rule)))}"

    def _difference(self, name: str, found: Difference) -> Iterator[str]:
        language = self.language
        static_exact = name == "change"
        yield f"  {wording.label(name, language)}"
        yield f"  {self.fact('static', wording.yuan(found.static, language, exact=static_exact))}"
        yield f"  {self.fact('behavioural', wording.yuan(found.behavioural, language, exact=False))}"
        people = wording.persons(found.additional, language, exact=False)
        band = wording.band(found.additional_band, language, "persons")
        spread = self.say("spread", value=people, band=band)
        yield f"  {self.fact('additional', spread)}"
        each, each_year = (wording.per_head(name, found.additional) for name in ("per_additional", _PER_YEAR))
        yield f"  {self.fact(each, wording.ratio(found.per_additional, language))}"
        cost = wording.ratio(found.per_person_year, language, "yuan_per_person_year")
        horizon = self.study.scenario.assumptions.horizon_months
        band = wording.band(found.per_person_year_band, language, "yuan_per_person_year")
        within = self.say("within", value=cost, band=band, horizon=horizon)
        yield f"  {self.fact(each_year, within)}"
        if found.additional != 0:
            yield self.say("under_one", share=wording.share(found.under_one))

    def _solved(self) -> Iterator[str]:
        found, asked = self.study.whole[1].solution, self.study.scenario.solve
        if asked is None:
            return
        if found is None:
            yield self.say("not_solved")
            return
        year = solving.binding_year(self.study)
        for tier, rate in found.rate.items():
            yield self.say(
                "solved",
                year=year,
                tier=self.tier(tier),
                rate=wording.yuan(rate, self.language, exact=False, unit="yuan_per_month"),
                static=wording.yuan(
                    found.static_rate[tier], self.language, exact=False, unit="yuan_per_month"
                ),
            )

    def _one_offs(self) -> Iterator[str]:
        """What else is paid, where a number of cases is typed: of a year, or of a cohort to its end."""
        for one in self.study.one_offs:
            if one.cost is None:
                continue
            price = self.study.prices[one.policy_id]
            costs = [one.cost] if one.cost_high is None else [one.cost, one.cost_high]
            worth = "–".join(wording.full(cost) for cost in costs)
            worth = with_unit(worth, wording.unit_name("yuan", self.language), self.language)
            leaving = self.study.scenario.assumptions.leave_while_paid.mode
            told = {"period": "cohort" if is_cohort(price) else "year", "leave_while_paid": leaving}
            yield self.say(
                "one_off",
                name=price.name[self.language],
                cost=wording.bounded(worth, together([price.bound]), self.language),
                period=period_text(told | {"months": price.months}, self.language),
            )

    def _sources(self) -> Iterator[str]:
        study = self.study
        yield ""
        yield self.say("rest_on")
        for badge in study.badges:
            if badge.kind == "missing":
                continue
            name = inputs.input_name(badge.path, study.catalogue, study.evidence, self.language)
            word = inputs.badge_text(badge, study.catalogue, self.language)
            cited = f" [{' '.join(badge.codes)}]" if badge.codes else ""
            yield f"  {name}{self.colon}{word}{cited}"
        told = inputs.count_text(study.badges, self.language)
        if told:
            yield told
        yield text("cli.version", self.language, version=study.data_version)


def period_text(one: Mapping[str, Any], language: str) -> str:
    """What a one-off's cost is for, and the leaving assumed in it: `one` as the answer tells it."""
    if one["period"] == "year":
        return text("what_if.report.per_year", language)
    leaving = wording.share(one["leave_while_paid"])
    return text("what_if.report.per_cohort", language, months=one["months"], leaving=leaving)


def partial_text(study: Study, language: str) -> str:
    """Which tiers a total counts and which not, where something is missing for some of them."""
    comma = choice("punctuation", "comma", language)
    counted, others = (
        comma.join(study.catalogue.tiers[tier].name[language] for tier in tiers)
        for tiers in (study.counted, study.left_out)
    )
    unknown = all(tier not in study.scenario.intake for tier in study.left_out)
    key = "partial" if unknown else "partial_incomplete"
    return text(f"what_if.report.{key}", language, counted=counted, others=others)


def _nothing(found: Difference) -> bool:
    return found.total == 0 and found.additional == 0
