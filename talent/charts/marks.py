"""One reading as one mark: which value, how it is written, its shape and cap, its tags."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from talent.catalogue import Catalogue, Indicator
from talent.charts import labels
from talent.charts.picture import Ink, Mark, Tag
from talent.i18n import format_bounded, text, with_unit
from talent.measures import interval
from talent.measures import value as measured
from talent.queries import Reading

MEASURES = ("printed", "per_year", "per_10k")
_CAPS = {"over": "open", "at_least": "open", "nearly": "faded", "at_most": "faded"}
# Digits of a computed value that mean something beside its interval.
_DIGITS = 3


@dataclass(frozen=True)
class View:
    """What is asked of every reading of one picture."""

    indicator: Indicator
    catalogue: Catalogue
    language: str
    measure: str

    def say(self, key: str, **fields: object) -> str:
        return text(f"chart.{key}", self.language, **fields)

    def city(self, city: str) -> str:
        return self.catalogue.cities[city].name[self.language]

    def listed(self, words: Iterable[str], separator: str = "comma") -> str:
        return self.say(separator).join(words)

    def heading(self, *parts: str) -> str:
        """The parts that are there, as a heading."""
        words = self.say("dot").join(filter(None, parts))
        return words[:1].upper() + words[1:]

    def inks(self, cities: Sequence[str]) -> tuple[Ink, ...]:
        return tuple(labels.ink(city, self.catalogue, self.language) for city in cities)


def refusal(reading: Reading, view: View) -> str | None:
    """Why the measure cannot be computed from a reading (a key of `chart`), None where it can."""
    if measured(reading, view.measure) is not None:
        return None
    if view.measure == "per_year":
        if reading.kind != "flow":
            return "why_not_flow"
        undated = reading.year is None
        return "why_period_unstated" if undated else "why_part_year"
    if not view.indicator.per_capita:
        return "why_no_per_capita"
    if reading.conflict and not reading.adopted:
        return "why_undecided" if reading.adopted is None else "why_not_adopted"
    return "why_no_day" if reading.year is None else "why_no_population"


def unit_text(readings: Sequence[Reading], view: View) -> str:
    """The unit of the axis as drawn: `人`, `人/年`, `人/每万常住人口`."""
    name = view.indicator.unit.name[view.language]
    yearly = bool(readings) and all(r.per_year is not None for r in readings)
    if view.measure == "per_year" or (view.measure == "per_10k" and yearly):
        name = view.say("per_year_unit", unit=name)
    return view.say("per_10k_unit", unit=name) if view.measure == "per_10k" else name


def mark(reading: Reading, view: View) -> Mark:
    """A reading as it is drawn. Its measure must be computable (`refusal` is None)."""
    value = measured(reading, view.measure)
    computed = value != reading.value
    low = high = high_value = None
    if computed:
        low, high = (getattr(reading, f"{view.measure}_low"), getattr(reading, f"{view.measure}_high"))
    else:
        high_value = reading.value_high
    written = value_text(value, high_value, reading.bound, view.language, rounded=computed)
    spoken = with_unit(written, unit_text([reading], view), view.language) if computed else None
    return Mark(
        city=reading.city,
        label=view.city(reading.city),
        value=value,
        low=_finite(low),
        high=_finite(high),
        high_value=high_value,
        text=written,
        shape="hatched" if reading.standing in ("planned", "in_progress") else "solid",
        cap=_CAPS.get(reading.bound, "none"),
        tags=(*labels.tags(reading, view.catalogue, view.language), *measure_tags(reading, view)),
        period=labels.period_text(reading, view.language),
        code=reading.statement_id,
        x=reading.period_end,
        inferred=reading.period_inferred,
        partner=reading.conflict,
        adopted=reading.adopted,
        part=reading.area != reading.city,
        describe=labels.describe(
            reading, view.catalogue, view.language, measure=view.measure, value_text=spoken
        ),
        start=labels.span_start(reading),
        first=reading.period_start,
        short=labels.short_text(reading, view.language),
        bound=reading.bound,
        standing=reading.standing,
    )


def measure_tags(reading: Reading, view: View) -> tuple[Tag, ...]:
    """A total over several years, divided, says so; so does a value per head of another year's residents."""
    divided = view.measure != "printed" and reading.per_year not in (None, reading.value)
    tags = [Tag(text("tag.yearly_mean", view.language))] if divided else []
    if view.measure == "per_10k" and reading.population_year not in (None, reading.year):
        tags.append(Tag(text("tag.population_of", view.language, year=reading.population_year), True))
    return tuple(tags)


def computed_text(reading: Reading, view: View) -> str:
    """The computed value with its unit and limits, or why there is none."""
    value, limits = measured(reading, view.measure), interval(reading, view.measure)
    if value is None or limits is None:
        return view.say(refusal(reading, view) or "not_computable")
    written = value_text(value, None, reading.bound, view.language, rounded=True)
    whole = with_unit(written, unit_text([reading], view), view.language)
    low, high = _finite(limits.low), _finite(limits.high)
    ends = [
        value_text(end, None, "exact", view.language, rounded=True) for end in (low, high) if end is not None
    ]
    if len(set(ends)) < 2:  # an open end is said by the sign of the bound
        return whole
    return view.say("computed_limits", value=whole, low=ends[0], high=ends[1])


def _finite(limit: float | None) -> float | None:
    return limit if limit is not None and math.isfinite(limit) else None


def value_text(value: float, high: float | None, bound: str, language: str, *, rounded: bool = False) -> str:
    """A number with the sign of its bound, without unit; computed ones to three significant digits."""
    return format_bounded(value, language, high=high, bound=bound, digits=_DIGITS if rounded else None)
