"""One indicator, several cities, drawn only as far as the figures are comparable."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from talent import comparability
from talent.catalogue import Break, Catalogue, Indicator
from talent.charts import captions
from talent.charts.labels import definition_text, span_text
from talent.charts.marks import View, mark, refusal, unit_text
from talent.charts.picture import Absent, Gap, Line, Mark, Panel, Picture
from talent.comparability import PanelKey, Reason, Series, Verdict
from talent.i18n import choice
from talent.queries import Reading

MODES = ("bar", "line", "multiples")


@dataclass(frozen=True)
class _Drawing:
    """Panels, the figures in them, and the verdict on those that stand side by side."""

    panels: tuple[Panel, ...]
    readings: tuple[Reading, ...]
    verdict: Verdict


def compare(
    readings: Iterable[Reading],
    indicator: Indicator,
    cities: Sequence[str],
    mode: str,
    measure: str,
    anyway: bool,
    catalogue: Catalogue,
    language: str,
    data_version: str,
    data_date: date | None = None,
) -> Picture:
    """The picture of one indicator.

    `mode` is bar, line or multiples; `measure` printed, per_year or per_10k. Readings of other cities or
    indicators are ignored; every other one is drawn, or named in `notes` or `aside`. `anyway` puts
    all bars on one axis and burns the verdict into the picture where it is `different`.
    """
    view = View(indicator, catalogue, language, measure)
    own = tuple(r for r in readings if r.indicator == indicator.id and r.city in cities)
    usable = [r for r in own if r.shown and refusal(r, view) is None]
    draw = {"bar": _bars, "line": _time, "multiples": _multiples}[mode]
    drawing = draw(usable, own, cities, view, anyway)
    drawing = replace(drawing, panels=_with_units(drawing.panels, view))
    verdict = drawing.verdict
    sentences = comparability.explained(verdict, drawing.readings, catalogue, language)
    against = anyway and mode == "bar" and verdict.word == "different"
    burnt = view.say("burnt", reasons=view.listed(sentences, "semicolon")) if against else None
    notes, aside = captions.notes(own, drawing.readings, view, mode)
    return Picture(
        title=captions.title(view, mode),
        subtitle=captions.subtitle(drawing.panels, view),
        mode=mode,
        panels=drawing.panels,
        verdict_word=verdict.word,
        verdict_sentences=sentences,
        verdict_fields=tuple(dict.fromkeys(_field_text(reason, view) for reason in verdict.reasons)),
        burnt=burnt,
        notes=notes,
        sources=captions.sources(drawing.readings, view),
        codes=tuple(r.statement_id for r in drawing.readings),
        aside=aside,
        inks=view.inks(cities),
        data_version=data_version,
        data_date=data_date.isoformat() if data_date else "",
        language=language,
        alt=captions.alt(drawing.panels, verdict.word, sentences, view),
    )


def _with_units(panels: tuple[Panel, ...], view: View) -> tuple[Panel, ...]:
    """Panels of different units say theirs in their titles."""
    if len({p.unit_text for p in panels if p.drawn}) < 2:
        return panels
    return tuple(
        replace(p, title=view.heading(p.title, view.say("unit", unit=p.unit_text))) if p.drawn else p
        for p in panels
    )


def _field_text(reason: Reason, view: View) -> str:
    """A reason in a few words; years of populations are not years of figures."""
    if reason.of_population:
        return view.say("other_population")
    return choice("gate_field", reason.field, view.language)


def _absent(cities: Iterable[str], own: Sequence[Reading], why: str, view: View) -> tuple[Absent, ...]:
    """Empty rows: `why` for cities that have figures of some sort, "not printed" for the others."""
    known = {r.city for r in own}
    return tuple(
        Absent(city, view.city(city), view.say(why if city in known else "not_printed")) for city in cities
    )


# Bars


def _bars(usable, own, cities, view: View, anyway: bool) -> _Drawing:
    lined = comparability.line_up(usable, cities, anyway=anyway, measure=view.measure)
    panels = _with_scales(lined.panels, [_bar_panel(p, cities, view, anyway) for p in lined.panels], view)
    why = "not_here" if view.measure == "printed" else "not_computable"
    missing = _absent(lined.missing, own, why, view)
    if not panels:
        panels = [_empty(missing, "bars", view)]
    elif len(panels) <= 2:
        panels = [replace(p, missing=_not_here(p, cities, missing, view)) for p in panels]
    else:
        # With many panels the empty rows would drown the figures: each city's absence is said once.
        panels[0] = replace(panels[0], missing=missing)
    return _Drawing(tuple(panels), lined.readings, lined.verdict)


def _with_scales(keyed: Sequence[comparability.Panel], panels: Sequence[Panel], view: View) -> list[Panel]:
    """Panels that differ in standing alone share a scale: a plan beside what is built; others say so."""
    kinds = [
        (replace(p.key, standing_group=""), drawn.unit_text) for p, drawn in zip(keyed, panels, strict=True)
    ]
    numbers = {kind: number for number, kind in enumerate(dict.fromkeys(kinds))}
    if len(numbers) < 2:
        return list(panels)
    return [
        replace(
            panel,
            scale=numbers[kind],
            note=view.say("own_scale_bars" if kinds.count(kind) == 1 else "kind_scale_bars"),
        )
        for kind, panel in zip(kinds, panels, strict=True)
    ]


def _not_here(panel: Panel, cities, missing: tuple[Absent, ...], view: View) -> tuple[Absent, ...]:
    """Every chosen city without a bar in this panel: without any figure, or without one on this basis."""
    present = {m.city for m in panel.marks}
    known = {absent.city: absent for absent in missing}
    return tuple(
        known.get(city) or Absent(city, view.city(city), view.say("not_here"))
        for city in cities
        if city not in present
    )


def _bar_panel(panel: comparability.Panel, cities, view: View, anyway: bool) -> Panel:
    marks = tuple(mark(r, view) for r in panel.readings)
    title = (
        view.heading(view.say("side_by_side")) if anyway else panel_title(panel.key, panel.readings[0], view)
    )
    return Panel(
        title=title,
        kind="bars",
        marks=marks if anyway else _largest_first(marks, cities),
        lines=(),
        missing=(),
        breaks=(),
        verdict_word=panel.verdict.word,
        verdict_text=choice("verdict", panel.verdict.word, view.language),
        unit_text=unit_text(panel.readings, view),
    )


def _largest_first(marks: Sequence[Mark], cities: Sequence[str]) -> tuple[Mark, ...]:
    """Cities by their largest figure, the two sides of a conflict together, the one not adopted last."""
    top = {m.city: max(x.value for x in marks if x.city == m.city) for m in marks}
    return tuple(
        sorted(marks, key=lambda m: (-top[m.city], cities.index(m.city), m.adopted is False, -m.value))
    )


def panel_title(key: PanelKey, reading: Reading, view: View) -> str:
    """What the figures of a panel share: standing, area, definition, basis of the period."""
    language = view.language
    area = _area_text(key.area, key.definition, view)
    definition = definition_text(reading, view.catalogue, language) if key.definition else ""
    standing = choice("standing", key.standing_group, language)
    return view.heading(standing, definition, area, span_text(reading, language))


def _area_text(area: str, definition: str, view: View) -> str:
    """A part of a city by name; "whole city" only where no definition may name a level of its own."""
    if area:
        return view.catalogue.areas[area].name[view.language]
    return "" if definition else view.say("whole_city")


def _empty(missing: tuple[Absent, ...], kind: str, view: View) -> Panel:
    verdict = choice("verdict", "same", view.language)
    unit = unit_text((), view)
    return Panel(view.say("nothing"), kind, (), (), missing, (), "same", verdict, unit)


# Time


def _time(usable, own, cities, view: View, anyway: bool) -> _Drawing:
    return _over_time(usable, own, cities, view, lambda s: ("" if s.area == s.city else s.area, s.definition))


def _multiples(usable, own, cities, view: View, anyway: bool) -> _Drawing:
    """One panel per city (and area, definition); one scale for all where the verdict allows it."""
    drawing = _over_time(
        usable, own, cities, view, lambda s: (cities.index(s.city), s.area != s.city, s.area, s.definition)
    )
    if drawing.verdict.word == "different":
        note = view.say("own_scale")
        return replace(drawing, panels=tuple(replace(p, note=note) for p in drawing.panels))
    top = max((m.high_value or m.value for p in drawing.panels for m in p.drawn), default=None)
    note = view.say("shared_scale")
    return replace(drawing, panels=tuple(replace(p, top=top, note=note) for p in drawing.panels))


def _over_time(usable, own, cities, view: View, key) -> _Drawing:
    """Panels of lines; `key` of a series says which panel it is drawn in, and the panels' order."""
    breaks = [b for b in view.catalogue.breaks if b.indicator == view.indicator.id and b.city in cities]
    found = sorted(comparability.series(usable, breaks), key=lambda s: (key(s), cities.index(s.city)))
    groups = {k: [s for s in found if key(s) == k] for k in dict.fromkeys(map(key, found))}
    panels = [_line_panel(group, breaks, view) for group in groups.values()]
    readings = tuple(r for s in found for r in _of(s))
    present = {r.city for r in readings}
    why = "not_dated" if view.measure == "printed" else "not_computable"
    missing = _absent([c for c in cities if c not in present], own, why, view)
    if panels:
        panels[0] = replace(panels[0], missing=missing)
    else:
        panels = [_empty(missing, "lines", view)]
    return _Drawing(tuple(panels), readings, _judged(readings, view))


def _of(series: Series) -> tuple[Reading, ...]:
    return (*(r for segment in series.segments for r in segment), *series.alone)


def _judged(readings: Sequence[Reading], view: View) -> Verdict:
    """The verdict on every figure over time: printed years differ along a line, that is no fault."""
    contested = {r.statement_id for r in readings if r.conflict}
    reasons = [_along(reason, contested) for reason in comparability.judge(readings, view.measure).reasons]
    kept = tuple(reason for reason in reasons if reason.values)
    return Verdict(max((r.level for r in kept), key=comparability.WORDS.index, default="same"), kept)


def _along(reason: Reason, contested: set[str]) -> Reason:
    """A reason as it holds along a line: no plain years, and of a dispute only who takes part in it."""
    keeps = {
        "period": lambda code, value: not value.isdecimal(),
        "attribution": lambda code, value: code in contested,
    }.get(reason.field)
    if keeps is None:
        return reason
    return replace(
        reason, values={code: value for code, value in reason.values.items() if keeps(code, value)}
    )


def _line_panel(group: Sequence[Series], breaks: Sequence[Break], view: View) -> Panel:
    readings = [r for s in group for r in _of(s)]
    verdict = _judged(readings, view)
    shown = {s.city for s in group}
    return Panel(
        title=_line_title(group[0], {s.city for s in group}, view),
        kind="lines",
        marks=(),
        lines=tuple(_line(s, view) for s in group),
        missing=(),
        breaks=tuple(
            Gap(_break_day(b, readings), b.city, captions.break_text(b, view))
            for b in breaks
            if b.city in shown and _spans(b, readings)
        ),
        verdict_word=verdict.word,
        verdict_text=choice("verdict", verdict.word, view.language),
        unit_text=unit_text(readings, view),
    )


def _spans(gap: Break, readings: Sequence[Reading]) -> bool:
    own = [r.period_end for r in readings if r.city == gap.city]
    return bool(own) and min(own) < gap.start <= max(own)


def _break_day(gap: Break, readings: Sequence[Reading]) -> date:
    """Where a break is drawn: between its start and the first figure after it.

    A year's figure stands at its end, so a line at the break's own first of January would run through
    the figures of the year before.
    """
    after = min(r.period_end for r in readings if r.city == gap.city and r.period_end >= gap.start)
    return gap.start + (after - gap.start) / 2


def _line_title(series: Series, cities: set[str], view: View) -> str:
    area = _area_text("" if series.area == series.city else series.area, series.definition, view)
    definition = ""
    if series.definition:
        definition = view.indicator.definitions[series.definition][view.language]
    city = view.city(series.city) if len(cities) == 1 and series.area == series.city else ""
    return view.heading(city, definition, area)


def _line(series: Series, view: View) -> Line:
    return Line(
        city=series.city,
        label=view.city(series.city),
        segments=tuple(tuple(mark(r, view) for r in segment) for segment in series.segments),
        singles=tuple(mark(r, view) for r in series.alone),
    )
