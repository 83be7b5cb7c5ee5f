"""A study as one long table: a row per number, with its unit, where it comes from and what it rests on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from talent.i18n import choice
from talent.what_if import inputs, lines, wording
from talent.what_if.answering import answer
from talent.what_if.bounds import together
from talent.what_if.study import Study

COLUMNS = (
    "section", "tier", "year", "name", "unit", "value", "p10", "p50", "p90", "status", "codes", "note",
)  # fmt: skip
# What a number of the answer is counted in; a name that is not here is a share or a plain number.
_UNITS = {
    "kernel": "months", "paid_months": "months", "horizon_months": "months", "duration_months": "months",
    "intake": "persons", "additional": "persons", "additional_band": "persons", "extra_headcount": "persons",
    "headcount": "persons",
    "recipients": "persons", "recipients_by_cohort": "persons", "but_for_persons": "persons",
    "person_years": "person_years",
    "rate": "yuan_per_month",
    "static_rate": "yuan_per_month", "reference_rate": "yuan_per_month",
    "per_additional_person_year": "yuan_per_person_year",
    "per_additional_person_year_band": "yuan_per_person_year",
}  # fmt: skip
_YUAN = (
    "spend_by_year", "spend_by_tier", "committed_tail", "tail_by_year", "paid_by_year", "unmet_by_year",
    "arrears_by_year", "owed_by_year", "owed",
    "overrun_by_year", "cohort_cost", "spend_all",
    "static", "behavioural", "total", "static_by_year", "per_additional",
    "per_additional_resident", "per_recipient", "entitlement", "per_but_for_hire", "marginal", "extra_spend",
    "cumulative_spend", "spend", "cost", "cost_high", "price", "price_high", "cost_by_year",
    "cost_high_by_year", "budget_yuan_per_year",
)  # fmt: skip
# What a stage calls as bars of a tornado and shares are called too.
_STAGE = {"spend": "spend_all", "but_for": "but_for_persons"}
# Costs per person gained, which are savings per person lost where the reform loses people.
_SAVED = (
    "per_additional", "per_additional_person_year", "per_additional_person_year_band",
    "per_additional_resident",
)  # fmt: skip
# Which bound of the study a section's spending bears.
_BOUNDS = {"baseline": "baseline.spend", "reform": "reform.spend", "delta": "delta"}
# Sections whose numbers rest on the assumed response.
_RESPONSE = ("delta", "programme", "ratios", "fan", "tornado", "assumed")


@dataclass(frozen=True)
class Row:
    """One line of the table; None = nothing to say. `section` is an id, `name` in the reader's language."""

    section: str
    name: str
    value: Any = None
    tier: str | None = None
    year: int | None = None
    unit: str | None = None
    p10: Any = None
    p50: Any = None
    p90: Any = None
    status: str | None = None
    codes: str | None = None
    note: str | None = None


def rows(study: Study, language: str) -> Iterator[Row]:
    """All numbers of a study, its inputs first."""
    told = answer(study)
    yield from _about(study, told, language)
    yield from _inputs(study, told["scenario"], language)
    table = _Table(language, told["years"])
    yield from table.listed("months", "kernel", told["kernel"])
    yield table.row("months", "paid_months", told["paid_months"])
    yield from table.results("", told, study.bounds)
    if "partial" in told:
        yield Row("partial", lines.partial_text(study, language))
        yield from table.results("partial.", told["partial"], told["partial"]["bounds"])
    for tier, figures in told["rows"].items():
        yield from table.named("rows", figures, tier=tier, bound=study.bounds.get(f"per_recipient.{tier}"))
    for key, value in told.get("solve", {}).items():
        yield from table.valued("solve", key, value)
    for stage, figures in (told["assumed"] or {}).items():
        if isinstance(figures, dict):
            named = {_STAGE.get(key, key): number for key, number in figures.items()}
            yield from table.named(f"assumed.{stage}", named)
    for one in told["one_offs"]:
        yield from _one_off(table, one, language)
    for tier, figures in told["per_1000"].items():
        yield from table.results("per_1000.", figures, figures["bounds"], tier)


def _about(study: Study, told: Mapping[str, Any], language: str) -> Iterator[Row]:
    city = study.catalogue.cities[study.scenario.city].name[language]
    yield Row("about", wording.label("city", language), city, note=wording.sentence(language))
    for key in ("data_version", "model_version", "seed", "draws"):
        yield Row("about", wording.label(key, language), told[key])
    yield Row("about", wording.label("badges", language), inputs.count_text(study.badges, language))


def _inputs(study: Study, given: Mapping[str, Any], language: str) -> Iterator[Row]:
    for badge in study.badges:
        head, _, last = badge.path.rpartition(".")
        value, spread = _given(badge.path, given)
        bound = "" if badge.bound == "exact" else choice("bound", badge.bound, language)
        yield Row(
            section="input",
            tier=last if head and last in study.catalogue.tiers else None,
            name=inputs.input_name(badge.path, study.catalogue, study.evidence, language),
            value=value,
            status=inputs.badge_text(badge, study.catalogue, language),
            codes=" ".join(badge.codes) or None,
            note=spread or bound or None,
        )


def _given(path: str, given: Mapping[str, Any]) -> tuple[Any, str | None]:
    """The input at a path of the scenario: its value, or its mode and the range as text."""
    found: Any = given
    for part in path.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    if isinstance(found, Mapping):
        found = found.get("yuan_per_year", found.get("budget_yuan_per_year"))
    if isinstance(found, list):
        spread = "–".join(str(one) for one in found)
        return (found[1], spread) if len(found) == 3 else (None, spread)
    return found, None


def _one_off(table: "_Table", one: Mapping[str, Any], language: str) -> Iterator[Row]:
    note = one[f"name_{language}"]
    cited = " ".join(one["codes"])
    unit = choice("what_if.unit", one["unit"], language)
    bound = wording.bound_word(together([one["bound"]]), language)
    for key in ("price", "price_high", "cost", "cost_high"):
        if one[key] is not None:
            priced = unit if key.startswith("price") else choice("what_if.unit", "yuan", language)
            name = wording.label(key, language)
            over = "" if key.startswith("price") else lines.period_text(one, language)
            said = choice("punctuation", "semicolon", language).join(filter(None, (note, over, bound)))
            yield Row("one_offs", name, one[key], unit=priced, codes=cited, note=said)
    for key in ("cost_by_year", "cost_high_by_year"):
        for place, cost in enumerate(one[key] or ()):
            name, year = wording.label(key, language), table.years[place]
            yield Row("one_offs", name, cost, year=year, unit=table.yuan, codes=cited, note=note)


@dataclass(frozen=True)
class _Table:
    language: str
    years: list[int]

    @property
    def yuan(self) -> str:
        return choice("what_if.unit", "yuan", self.language)

    def row(self, section: str, key: str, value: Any, **more: Any) -> Row:
        known = key.removesuffix("_lost")
        unit = "yuan" if known in _YUAN else _UNITS.get(known)
        return Row(
            section=section,
            name=wording.label(key, self.language),
            value=value,
            unit=unit and choice("what_if.unit", unit, self.language),
            **more,
        )

    def results(
        self, prefix: str, told: Mapping[str, Any], bounds: Mapping[str, str], tier: str | None = None
    ) -> Iterator[Row]:
        """Both runs, their difference, the programme, ratios, fan and tornado."""
        lost = (told["delta"]["additional"] or 0) < 0
        for section in ("baseline", "reform", "delta", "programme", "ratios", "fan", "tornado"):
            if section == "ratios" and lost:
                saved = told["ratios"].items()
                told = {**told, "ratios": {f"{k}_lost" if k in _SAVED else k: one for k, one in saved}}
            if told[section] is not None:
                bound = bounds.get(_BOUNDS.get(section, ""))
                yield from self.named(f"{prefix}{section}", told[section], tier=tier, bound=bound)
        if told["anyway_share"] is not None:
            note = wording.sentence(self.language)
            yield self.row(f"{prefix}reform", "anyway_share", told["anyway_share"], tier=tier, note=note)

    def named(
        self, section: str, figures: Mapping[str, Any], tier: str | None = None, bound: str | None = None
    ) -> Iterator[Row]:
        """Every value of a table of the answer; tables inside it become sections of their own."""
        own = section.rpartition(".")[2]
        for key, value in figures.items():
            note = wording.bound_word(bound, self.language) if key in _YUAN else None
            if own in _RESPONSE or section.startswith("assumed") or ".programme" in section:
                note = wording.sentence(self.language)
            if key in ("ratios", "fan") or (key == "tornado" and value):
                yield from self.named(f"{section}.{key}", value, tier=tier)
            else:
                yield from self.valued(section, key, value, tier=tier, note=note)

    def valued(self, section: str, key: str, value: Any, **more: Any) -> Iterator[Row]:
        """One value: a number, a band, a list by year, a fan, a table by tier, or the bars of a tornado."""
        if isinstance(value, dict) and "p10" in value:
            yield self.row(section, key, None, **{**more, **value})
        elif isinstance(value, dict):
            for tier, one in value.items():
                yield from self.valued(section, key, one, **{**more, "tier": tier})
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for one in value:
                yield self._entry(section, key, one, more)
        elif isinstance(value, list) and value and isinstance(value[0], list):
            for place, cohort in enumerate(value):
                yield from self._cohort(section, key, place, cohort, more)
        elif isinstance(value, list):
            yield from self.listed(section, key, value, **more)
        elif value is not None:
            yield self.row(section, key, value, **more)

    def _entry(self, section: str, key: str, one: Mapping[str, Any], more: Mapping[str, Any]) -> Row:
        """A year of a fan, or a bar of a tornado: its ends in p10 and p90, its correlation as the value."""
        if "year" in one:
            return self.row(section, key, None, **{**more, **one})
        ends = {"p10": one["at_low"], "p90": one["at_high"]}
        return self.row(
            f"{section}.{one['name']}", key, one["correlation"], **{**more, **ends, "status": "correlation"}
        )

    def _cohort(
        self, section: str, key: str, place: int, persons: list, more: Mapping[str, Any]
    ) -> Iterator[Row]:
        """Persons of one cohort by calendar year, its year of arrival as the status."""
        own = {**more, "status": str(self.years[place])}
        for later, count in enumerate(persons):
            if count:
                yield self.row(section, key, count, **{**own, "year": self.years[0] + later})

    def listed(self, section: str, key: str, values: list | None, **more: Any) -> Iterator[Row]:
        """Values by calendar year; those of the tail come after the last year, a kernel's by lag."""
        start = self.years[0] if key not in ("tail_by_year", "owed_by_year") else self.years[-1] + 1
        for place, value in enumerate(values or ()):
            if isinstance(value, (int, float)):
                # A kernel goes by calendar years from arrival.
                own = {"status": str(place)} if key == "kernel" else {"year": start + place}
                yield self.row(section, key, value, **{**more, **own})
            else:
                yield self.row(section, key, value, **more)
