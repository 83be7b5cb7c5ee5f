"""One figure in words: period, subject, value with its bound, and all that limits it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from talent.briefing.prose.dates import day, unsaid, when
from talent.charts.labels import definition_text, period_text, scope_text
from talent.charts.marks import View, value_text
from talent.charts.picture import Mark
from talent.comparability import attribution_text
from talent.i18n import choice, format_number, format_value, text, with_unit
from talent.queries import Reading


@dataclass(frozen=True)
class Told:
    """The figures of one picture with the marks they are drawn as."""

    view: View
    marks: Mapping[str, Mark]

    def say(self, key: str, **fields: object) -> str:
        """A text of the section `prose`."""
        return text(f"prose.{key}", self.view.language, **fields)

    def join(self, words: Iterable[str], sign: str) -> str:
        """Words in a row, joined by a sign of the section `prose.sign`."""
        return self.say(f"sign.{sign}").join(filter(None, words))

    def listed(self, words: Iterable[str]) -> str:
        """Words as a list in a sentence: `大庆、德州`, `Daqing and Dezhou`."""
        *front, last = words
        return self.say("list", front=self.join(front, "item"), last=last) if front else last


def adopted_first(readings: Iterable[Reading]) -> list[Reading]:
    """In their order, but what is not adopted after all else."""
    return sorted(readings, key=lambda r: r.adopted is False)


def of_city(readings: Sequence[Reading], told: Told) -> str:
    """One sentence on the figures of one city, in their order; what they share is said once."""
    parts = []
    before: Reading | None = None
    sources: set[str] = set()
    for reading in readings:
        is_known = reading.source in sources
        notes = [*hedges(reading, told), source(reading, told, is_known), reading.statement_id]
        parts.append(_clause(reading, before, told.join(notes, "clause"), told))
        before = reading
        sources.add(reading.source)
    return told.say("sentence", said=told.join(parts, "clause"))


def _clause(reading: Reading, before: Reading | None, notes: str, told: Told) -> str:
    """The first figure of a sentence names city and indicator, the others only what differs."""
    period = when(reading, told.view.language, is_mean(reading, told))
    whose = subject(reading, told)
    is_named = before is not None and subject(before, told) == whose
    if period and not is_named and reading.period_basis != "effective_from":
        period = told.say("opening", when=period)
    amount = predicate(reading, told)
    if before is not None:
        lead = told.say("of", subject=whose)
        if is_named:
            is_again = period == when(before, told.view.language, is_mean(before, told))
            period = "" if is_again else period
            lead = "" if period else told.say("another")
        fields = {"lead": lead, "amount": amount, "when": period, "notes": notes}
        return told.say(f"next.{reading.standing}", **fields)
    return told.say(
        f"first.{reading.standing}",
        subject=whose,
        indicator=told.view.indicator.name[told.view.language],
        amount=amount,
        when=period,
        notes=notes,
    )


def is_mean(reading: Reading, told: Told) -> bool:
    """Whether a total of several years is drawn as what it makes a year."""
    return told.view.measure != "printed" and reading.per_year not in (None, reading.value)


def subject(reading: Reading, told: Told) -> str:
    """Whose figure it is: the city, or the part of it (or what it is a part of) by name."""
    if reading.area == reading.city:
        return told.say("city", city=told.view.city(reading.city))
    return told.say("part", area=told.view.catalogue.areas[reading.area].name[told.view.language])


def predicate(reading: Reading, told: Told) -> str:
    """The value with its verb, where it takes one: `为2,338户`, `超过400户`, `年均1.73万人`."""
    said = said_amount(reading, told)
    is_adverb = told.view.measure == "per_year" and is_mean(reading, told)
    return said if is_adverb else told.say(f"verb.{reading.bound}", amount=said)


def said_amount(reading: Reading, told: Told) -> str:
    """The value as drawn with its unit, its bound in words: `超过400户`, `at least 3,500 firms`."""
    view, mark = told.view, told.marks[reading.statement_id]
    is_computed = mark.value != reading.value
    written = value_text(mark.value, mark.high_value, "exact", view.language, rounded=is_computed)
    amount = with_unit(written, view.indicator.unit.name[view.language], view.language)
    said = told.say(f"bound.{reading.bound}", value=amount)
    if is_mean(reading, told):
        said = told.say("yearly_mean", amount=said)
    elif _is_every_year(reading):
        said = told.say("every_year", amount=said)
    return told.say("per_head", amount=said) if view.measure == "per_10k" else said


def _is_every_year(reading: Reading) -> bool:
    """Whether the document prints a floor for every year and no year: so it is recorded by agreement."""
    kind = (reading.standing, reading.period_basis, reading.bound, reading.kind)
    return kind == ("in_progress", "unstated", "at_least", "flow")


def hedges(reading: Reading, told: Told) -> list[str]:
    """All that limits the figure beside its bound: scope, standing, what is inferred or contested."""
    view, language = told.view, told.view.language
    shown = [scope(reading, told), told.say(f"standing.{reading.standing}"), unsaid(reading, language)]
    scoped = scope_text(reading, view.catalogue, language)
    elsewhere = {
        scoped,
        period_text(reading, language),
        choice("bound", reading.bound, language),
        choice("standing", reading.standing, language),
    }
    if reading.definition:
        defined = definition_text(reading, view.catalogue, language)
        shown.append(told.say("definition", definition=defined))
        elsewhere.add(defined)
    voice = attribution_text(reading, view.catalogue, language)
    if reading.conflict or reading.attributed_to:
        shown.append(told.say("voice", voice=voice))
        elsewhere.add(voice)
    elsewhere |= set(_of_source(reading, told))
    shown += [tag.text for tag in told.marks[reading.statement_id].tags if tag.text not in elsewhere]
    return list(filter(None, [*shown, computed(reading, told)]))


def scope(reading: Reading, told: Told) -> str:
    """`市级口径` where the figure covers the city; beside a definition, which may name a level, nothing."""
    if reading.area == reading.city:
        return "" if reading.definition else told.say("whole_city")
    key = "larger" if reading.area_level in ("province", "national") else "part_only"
    return told.say(key, scope=scope_text(reading, told.view.catalogue, told.view.language))


def computed(reading: Reading, told: Told) -> str:
    """From what a computed value is made, with the limits it lies in; "" for one that is printed."""
    view, mark = told.view, told.marks[reading.statement_id]
    if mark.value == reading.value:
        return ""
    unit, high = view.indicator.unit, reading.value_high
    printed = format_value(reading.value, unit, view.language, high=high)
    printed = told.say(f"bound.{reading.bound}", value=printed)
    steps = [printed]
    if reading.per_year not in (None, reading.value) and reading.period_years:
        steps.append(told.say("by_years", years=format_number(reading.period_years, view.language)))
    if view.measure == "per_10k":
        population = format_number(reading.population, view.language)
        steps.append(
            told.say(
                "by_people", year=reading.population_year, population=population, code=reading.population_id
            )
        )
    made = told.say("made", steps="".join(steps))
    if mark.low is None or mark.high is None:
        return made
    low, high = (value_text(end, None, "exact", view.language, rounded=True) for end in (mark.low, mark.high))
    return made if low == high else told.say("made_between", made=made, low=low, high=high)


def source(reading: Reading, told: Told, is_known: bool = False) -> str:
    """`据《某报道》2023年1月15日，转载`; of one that the sentence has named already, that it is the same."""
    if is_known:
        return told.say("same_source")
    found = told.view.catalogue.sources[reading.source]
    language = told.view.language
    published = day(found.published, language) if found.published else ""
    key = "source" if published else "source_undated"
    named = told.say(key, title=found.title[language], day=published)
    inferred = told.say("date_inferred") if found.published_inferred else ""
    return told.join([named, inferred, *_of_source(reading, told)], "aside")


def _of_source(reading: Reading, told: Told) -> list[str]:
    """The tags of a figure that are about its source: a reprint, or second hand."""
    known = {text("tag.reprint", told.view.language), text("tag.second_hand", told.view.language)}
    return [tag.text for tag in told.marks[reading.statement_id].tags if tag.text in known]
