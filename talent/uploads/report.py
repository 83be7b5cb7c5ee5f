"""The change report in words: what a batch would do to figures, verdicts, ranks, cards and coverage."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from talent.catalogue import Catalogue
from talent.charts import labels
from talent.i18n import MISSING, choice, format_number, format_value, text
from talent.ledger import CHANGES
from talent.queries import Reading
from talent.uploads.preview import Computed, Effects, Verdict


@dataclass(frozen=True)
class Line:
    """One thing that changes, in words, with the passport codes it concerns."""

    text: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """The changes of one kind; `key` names the kind, `title` says it."""

    key: str
    title: str
    lines: tuple[Line, ...]


def count_text(counts: Mapping[str, int], language: str) -> str:
    """How many rows are new, corrected, agreeing, conflicting and unchanged, in one line."""
    comma = choice("punctuation", "comma", language)
    return comma.join(
        text("report.count", language, change=choice("change", change, language), n=counts.get(change, 0))
        for change in CHANGES
    )


def report(effects: Effects, catalogue: Catalogue, language: str) -> tuple[Section, ...]:
    """Everything that would change, by kind, without empty kinds; `catalogue` is the one in force now."""
    said = Words(catalogue, language)
    added = [f.after for f in effects.figures if f.after and f.before is None]
    both = [(f.before, f.after) for f in effects.figures if f.before and f.after]
    kinds: dict[str, Iterable[Line]] = {
        "new": (said.new(r) for r in added if not r.conflict and r.shown),
        "conflicting": (said.new(r) for r in added if r.conflict),
        "agreeing": (said.new(r) for r in added if not r.conflict and not r.shown),
        "corrected": (said.corrected(old, new) for old, new in both if _reworded(old, new)),
        "disputed": (said.disputed(new) for old, new in both if not _reworded(old, new)),
        "gone": (said.gone(f.before) for f in effects.figures if f.before and f.after is None),
        "verdicts": (line for v in effects.verdicts for line in said.verdict(v)),
        "leads": (
            Line(
                text(
                    "report.lead",
                    language,
                    city=lead.city.name[language],
                    before=said.figure(lead.before),
                    after=said.figure(lead.after),
                ),
                tuple(r.statement_id for r in (lead.before, lead.after) if r),
            )
            for lead in effects.leads
        ),
        "coverage": (
            Line(
                text(
                    "report.cell",
                    language,
                    city=catalogue.cities[cell.city].name[language],
                    indicator=catalogue.indicators[cell.indicator].name[language],
                    year=cell.year or choice("cell", "undated", language),
                    before=choice("state", cell.before, language),
                    after=choice("state", cell.after, language),
                )
            )
            for cell in effects.coverage
        ),
        "derived": map(said.derived, effects.derived),
        "checks": map(said.check, effects.checks),
        "policies": (
            Line(
                f"{catalogue.policies[id].package[language]} · {catalogue.policies[id].instrument[language]}"
            )
            for id in effects.policies
        ),
        "aside": (Line(row.message(language)) for row in effects.aside),
    }
    found = ((kind, tuple(lines)) for kind, lines in kinds.items())
    return tuple(Section(kind, text(f"report.{kind}", language), lines) for kind, lines in found if lines)


def _reworded(old: Reading, new: Reading) -> bool:
    """Whether the figure itself says something else, not only its company."""
    names = ("value", "value_high", "bound", "area", "definition", "standing", "period_start", "period_end",
             "period_basis", "as_printed", "source", "attributed_to", "note_zh", "note_en")  # fmt: skip
    return any(getattr(old, name) != getattr(new, name) for name in names)


@dataclass(frozen=True)
class Words:
    """Figures and verdicts in words."""

    catalogue: Catalogue
    language: str

    def value(self, r: Reading) -> str:
        unit = self.catalogue.indicators[r.indicator].unit
        return format_value(r.value, unit, self.language, high=r.value_high, bound=r.bound)

    def subject(self, r: Reading) -> str:
        """Of what a figure speaks: area, indicator, period."""
        area = self.catalogue.areas[r.area].name if r.area != r.city else self.catalogue.cities[r.city].name
        indicator = self.catalogue.indicators[r.indicator]
        named = indicator.definitions.get(r.definition, indicator.name)
        name = indicator.name[self.language]
        if r.definition:
            name = f"{name} ({named[self.language]})"
        period = labels.period_text(r, self.language)
        return text("report.subject", self.language, area=area[self.language], indicator=name, period=period)

    def figure(self, r: Reading | None) -> str:
        return MISSING if r is None else f"{self.subject(r)} {self.value(r)}"

    def new(self, r: Reading) -> Line:
        relation = ""
        if r.conflict:
            relation = text("report.in_conflict", self.language)
        elif not r.shown:
            relation = text("report.as_witness", self.language, code=r.shown_by)
        return Line(self.figure(r) + relation, (r.statement_id,))

    def corrected(self, old: Reading, new: Reading) -> Line:
        fields = {"subject": self.subject(new), "old": self.value(old), "new": self.value(new)}
        return Line(
            text("report.change", self.language, **fields, difference=self._difference(old, new)),
            (new.statement_id,),
        )

    def _difference(self, old: Reading, new: Reading) -> str:
        """How far the value moved, in its unit and in percent; "" where it did not."""
        moved = new.value - old.value
        if not moved:
            return ""
        sign = "+" if moved > 0 else "−"
        unit = self.catalogue.indicators[new.indicator].unit
        amount = f"{sign}{format_value(abs(moved), unit, self.language)}"
        if not old.value or unit.id == "percent":
            return text("report.difference", self.language, amount=amount)
        percent = f"{sign}{format_number(abs(100 * moved / old.value), self.language, 1)}%"
        return text("report.difference_percent", self.language, amount=amount, percent=percent)

    def disputed(self, new: Reading) -> Line:
        if new.conflict:
            key = {True: "adopted", False: "contradicted", None: "undecided"}[new.adopted]
        else:
            key = "undisputed" if new.shown else "hidden"
        return Line(text(f"report.{key}", self.language, figure=self.figure(new)), (new.statement_id,))

    def gone(self, r: Reading) -> Line:
        return Line(self.figure(r), (r.statement_id,))

    def verdict(self, v: Verdict) -> Iterator[Line]:
        name = v.indicator.name[self.language]
        if v.before != v.after:
            words = [choice("verdict", one, self.language) if one else MISSING for one in (v.before, v.after)]
            yield Line(text("report.verdict", self.language, indicator=name, before=words[0], after=words[1]))
        if v.ranks_before != v.ranks_after:
            places = [self._places(one) for one in (v.ranks_before, v.ranks_after)]
            yield Line(text("report.rank", self.language, indicator=name, before=places[0], after=places[1]))

    def _places(self, ranks: Mapping[str, int] | None) -> str:
        if ranks is None:
            return text("report.unranked", self.language)
        comma = choice("punctuation", "comma", self.language)
        ordered = sorted(ranks, key=lambda city: ranks[city])
        return comma.join(
            f"{ranks[city]} {self.catalogue.cities[city].name[self.language]}" for city in ordered
        )

    def derived(self, one: Computed) -> Line:
        indicator = self.catalogue.indicators[str(one.indicator)]
        values = [
            text("report.not_computed", self.language)
            if value is None
            else format_value(value, indicator.unit, self.language, decimals=indicator.decimals)
            for value in (one.before, one.after)
        ]
        fields = {
            "city": self.catalogue.cities[str(one.city)].name[self.language],
            "indicator": indicator.name[self.language],
            "note": one.note[self.language],
        }
        return Line(text("report.computed", self.language, **fields, before=values[0], after=values[1]))

    def check(self, one: Computed) -> Line:
        word = "holds" if one.after else "fails" if one.after is False else "dropped"
        return Line(text(f"report.check_{word}", self.language, note=one.note[self.language]))
