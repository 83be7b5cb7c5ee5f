"""What every picture of a study needs: the words, the numbers as they are written, the notes under it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from talent.catalogue import Catalogue
from talent.charts.axis import reach, ticks
from talent.charts.labels import ink, source_lines
from talent.charts.model_picture import Axis, Key, Mark, ModelPicture, Panel, Table
from talent.charts.picture import Tag
from talent.i18n import choice, format_number, text, with_unit
from talent.what_if import inputs, notation, wording
from talent.what_if.lines import partial_text
from talent.what_if.outcome import Number, Outcome
from talent.what_if.pictures import basis
from talent.what_if.pictures.sharing import plain
from talent.what_if.report import Study
from talent.what_if.run import PER
from talent.what_if.scenario import UNCERTAIN, Scenario

# Words for an axis, largest first: the word, its size, and from where on it is used.
_SCALES = {
    "zh": (("yi", 1e8, 1e8), ("wan", 1e4, 1e5)),
    "en": (("million", 1e6, 1e6), ("thousand", 1e3, 1e5)),
}


@dataclass(frozen=True)
class View:
    """A study as it is shown: in which language, and for which tier (None = the scenario as it stands)."""

    study: Study
    language: str
    tier: str | None
    data_date: date | None

    @property
    def catalogue(self) -> Catalogue:
        return self.study.catalogue

    @cached_property
    def scenario(self) -> Scenario:
        """What is drawn: the tiers of a total, or one tier with its own 1,000 and no cap."""
        return self.study.of(self.tier)[0]

    @cached_property
    def outcome(self) -> Outcome:
        return self.study.of(self.tier)[1]

    @property
    def responds(self) -> bool:
        """Whether the reform's numbers rest on how people respond to another rate."""
        return self.study.responds(self.tier)

    def say(self, key: str, **fields: object) -> str:
        return text(f"what_if.chart.{key}", self.language, **fields)

    def listed(self, words: Iterable[str], sign: str = "comma") -> str:
        return choice("punctuation", sign, self.language).join(words)

    def amount(self, value: Number, unit: str, exact: bool, bound: str = "exact") -> str:
        """A number with the sign of its bound and its unit (`yuan` or `persons`); assumed millions short."""
        word, size = "", 1.0
        if self.language == "en" and not exact:
            word, size = scale(self, abs(value), least=1e6)
        if not word:
            written = wording.yuan(value, self.language, exact=exact, unit=unit)
        else:
            named = self.say(f"scaled_{word}", unit=wording.unit_name(unit, self.language))
            written = with_unit(wording.rough(value / size, self.language), named, self.language)
        return wording.marked(written, bound, self.language)

    def number(self, value: Number, exact: bool, bound: str = "exact") -> str:
        """An amount in the yuan its panel is headed with: no unit, no 万."""
        written = wording.full(value) if exact else plain(wording.rounded(value))
        return wording.marked(written, bound, self.language)

    def heads(self, count: Decimal, exact: bool, bound: str = "exact") -> str:
        """Persons already rounded, with their unit."""
        written = plain(count) if exact else format_number(float(count), self.language)
        named = wording.unit_name("persons", self.language)
        return wording.marked(with_unit(written, named, self.language), bound, self.language)

    def assumption(self, name: str) -> str:
        """What one of the uncertain inputs is called; those of a year say so."""
        named = self.study.evidence.parameters[name].name[self.language]
        return self.say("yearly", name=named) if name in basis.YEARLY else named

    def years(self, first: int, last: int) -> str:
        return str(first) if first == last else f"{first}–{last}"

    def bound(self, output: str) -> str:
        """Which way a result is open: exact, at_least, at_most, or open both ways."""
        return self.study.bounds_of(self.tier).get(output, "exact")


def axis(view: View, low: float, high: float, unit: str, *, nought: bool = True, most: int = 5) -> Axis:
    """An axis whose marks are short: in 万 or 亿, thousands or millions, as its unit says."""
    marks = reach(low, high, most) if nought else ticks(low, high, most) if low < high else []
    ends = (marks[0], marks[-1]) if nought else (low, high)
    word, size = scale(view, max(map(abs, ends)))
    named = wording.unit_name(unit, view.language)
    return Axis(
        low=ends[0],
        high=ends[1],
        marks=tuple(
            Mark(value, wording.minus(format_number(round(value / size, 8), "en"))) for value in marks
        ),
        unit_text=view.say("unit", unit=view.say(f"scaled_{word}", unit=named) if word else named),
        size=size,
        unit=named,
    )


def scale(view: View, largest: float, least: float = 0) -> tuple[str, float]:
    """The word and the size of the unit for numbers up to `largest`; "" and 1 for small ones.

    With `least` only units from that size on are used.
    """
    fitting = (
        (word, size) for word, size, start in _SCALES[view.language] if largest >= start and size >= least
    )
    return next(fitting, ("", 1.0))


def on_axis(view: View, value: float, found: Axis) -> str:
    """A behavioural value in the unit of its axis: no myriads besides."""
    _, size = scale(view, max(abs(found.low), abs(found.high)))
    return wording.minus(wording.rough(value / size, "en"))


def title_of(view: View, *parts: str) -> str:
    """City, whom it is for, the years, and what else is named."""
    scenario = view.scenario
    city = view.catalogue.cities[scenario.city].name[view.language]
    if view.tier is None:
        whom = view.listed(view.catalogue.tiers[tier].name[view.language] for tier in scenario.tiers)
    else:
        name = view.catalogue.tiers[view.tier].name[view.language]
        whom = view.say("per_thousand", count=format_number(PER, "en"), tier=name)
    years = view.say("period", years=view.years(scenario.first_year, scenario.calendar[-1]))
    return view.say("dot").join(filter(None, (city, whom, years, *parts)))


def nothing(view: View) -> str:
    """Why there is no picture: an input is missing."""
    return view.say("missing")


def finished(
    view: View,
    kind: str,
    title: str,
    subtitle: str,
    *,
    lead: Sequence[str] = (),
    panels: Sequence[Panel] = (),
    legend: Sequence[Key] = (),
    notes: Sequence[str] = (),
    tables: Sequence[Table] = (),
    spoken: Sequence[str] = (),
    rests: Sequence[str] = UNCERTAIN,
    behavioural: bool = True,
    drawn: bool = True,
    bounds: Iterable[str] = (),
    why: str = "",
) -> ModelPicture:
    """The picture with all that must travel with it; `drawn` = it rests on the draws, `spoken` = its alt.

    `rests` = the assumptions its numbers rest on; all inputs used are named under it with their values.

    `why` there is nothing to draw; without panels and reason an input is missing.
    """
    said = why or nothing(view)
    if not panels:
        spoken, behavioural, drawn = (said,), False, False
    sentence = wording.sentence(view.language) if behavioural else ""
    badges = basis.used(view.study, view.tier, [name for name in _uncertain(view) if name in rests])
    told = basis.notes(view.study, view.tier, badges, view.language) if panels else []
    codes = tuple(dict.fromkeys(code for badge in badges for code in badge.codes))
    sentences = [title, subtitle, sentence, *lead, *spoken]
    return ModelPicture(
        kind=kind,
        title=title,
        subtitle=subtitle,
        lead=tuple(lead),
        tags=_tags(view, badges, set(bounds)),
        panels=tuple(panels),
        legend=tuple(legend),
        sentence=sentence,
        notes=(*notes, *told, *_general(view, drawn, set(bounds))),
        warnings=tuple(basis.borrowed(view.study, badges, view.language)),
        codes=codes,
        codes_text=text("chart.codes", view.language, listed=view.listed(codes)) if codes else "",
        tables=tuple(tables),
        values_word=view.say("values"),
        ink=ink(view.study.scenario.city, view.catalogue, view.language),
        data_version=view.study.data_version,
        data_date=view.data_date.isoformat() if view.data_date else "",
        version_text=_version(view),
        language=view.language,
        alt=view.say("between").join(_stopped(one, view) for one in sentences if one),
        nothing="" if panels else said,
        sources=_sources(view, codes),
    )


def _sources(view: View, codes: Iterable[str]) -> tuple[str, ...]:
    """One line per source of the printed inputs, by number; what was renamed or withdrawn has none."""
    statements, sources = view.catalogue.statements, view.catalogue.sources
    used = (sources[statements[code].source] for code in codes if code in statements)
    return source_lines(used, view.language)


def _stopped(said: str, view: View) -> str:
    """A sentence that ends in a full stop."""
    stop = view.say("stop")
    return said if said.endswith(stop) else f"{said}{stop}"


def _tags(view: View, badges: Sequence[basis.Badge], bounds: set[str]) -> tuple[Tag, ...]:
    """What limits the result, in a word or two each."""
    kinds = inputs.count_of(badges)
    rests_on = inputs.count_text(badges, view.language)
    changed = sum(badge.changed for badge in badges)
    if rests_on and changed:
        rests_on = view.say("of_which_changed", rests_on=rests_on, count=changed)
    lenders = dict.fromkeys(b.from_city for b in badges if b.kind == "transplanted")
    found = [
        Tag(rests_on, "user" in kinds or changed > 0) if rests_on else None,
        *(Tag(_taken(view, city), True) for city in lenders),
        Tag(wording.label("extrapolated", view.language), True) if view.outcome.extrapolated else None,
        *(Tag(view.say(bound), True) for bound in sorted(bounds - {"exact"})),
    ]
    return tuple(tag for tag in found if tag)


def _taken(view: View, city: str | None) -> str:
    """That rates are another city's, and whose."""
    word = choice("what_if.badge", "transplanted", view.language)
    if city is None:
        return word
    name = view.catalogue.cities[city].name[view.language]
    return text("what_if.input.taken_from", view.language, word=word, city=name)


def _general(view: View, drawn: bool, bounds: set[str]) -> list[str]:
    """Notes that stand under any picture they apply to."""
    tiers = [view.catalogue.tiers[tier].name[view.language] for tier in view.outcome.extrapolated]
    partial = view.tier is None and view.study.partial
    return [
        *([partial_text(view.study, view.language)] if partial else []),
        *([view.say("extrapolated_note", tiers=view.listed(tiers))] if tiers else []),
        *(view.say(f"{bound}_note") for bound in sorted(bounds - {"exact"})),
        *([view.say("uncapped")] if drawn and view.scenario.cap else []),
        *([_draws(view)] if drawn else []),
    ]


def _draws(view: View) -> str:
    assumed = view.scenario.assumptions
    if all(getattr(assumed, name).single for name in _uncertain(view)):
        return view.say("no_draws")
    return view.say("draws", count=format_number(assumed.draws, "en"), seed=assumed.seed)


def _uncertain(view: View) -> tuple[str, ...]:
    """For 1,000 recipients take-up is one: they are recipients already."""
    return tuple(name for name in UNCERTAIN if view.tier is None or name != "take_up")


def _version(view: View) -> str:
    key = "chart.version_dated" if view.data_date else "chart.version"
    data = text(key, view.language, version=view.study.data_version, date=view.data_date or "")
    return view.say("dot").join([view.say("model", version=notation.VERSION), data])
