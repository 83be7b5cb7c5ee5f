"""The words around a picture: title, how to read it, notes, sources, and the text for those who listen."""

from collections.abc import Iterable, Sequence

from talent.catalogue import Break
from talent.charts.labels import source_lines
from talent.charts.marks import View, mark, refusal
from talent.charts.model_picture import ModelPicture
from talent.charts.picture import Mark, Panel, Picture
from talent.charts.sheet import Sheet
from talent.i18n import Name, choice, format_number, text, with_unit
from talent.queries import Reading

# Up to so many codes of figures set aside are written out; more are counted.
_LISTED = 6


def title(view: View, mode: str) -> str:
    name = view.indicator.name[view.language]
    if view.measure != "printed":
        name = view.say(view.measure, indicator=name)
    return name if mode == "bar" else view.say("over_time", indicator=name)


def subtitle(panels: Sequence[Panel], view: View) -> str:
    """The unit, and what the shapes that occur mean."""
    marks = [m for p in panels for m in p.drawn]
    lines = any(p.kind == "lines" for p in panels)
    alone = [m for p in panels for line in p.lines for m in line.singles]
    hatched = not lines and any(m.shape == "hatched" for m in marks)
    occurs = {
        "legend_solid": hatched and any(m.shape == "solid" for m in marks),
        "legend_hatched": hatched,
        "legend_hollow": bool(alone),
        "legend_span": any(m.start for m in alone),
        "legend_open": any(m.cap == "open" for m in marks),
        "legend_faded_line" if lines else "legend_faded": any(m.cap == "faded" for m in marks),
        "legend_range": any(m.high_value is not None for m in marks),
        "legend_whisker": any(m.low is not None or m.high is not None for m in marks),
        "legend_pair": len({m.code for m in marks if m.partner}) > 1,
    }
    units = dict.fromkeys(p.unit_text for p in panels)
    said = [view.say("unit", unit=view.listed(units)), *(view.say(k) for k, there in occurs.items() if there)]
    return view.say("dot").join(said)


def sources(readings: Iterable[Reading], view: View) -> tuple[str, ...]:
    """One line per source, by number."""
    known = view.catalogue.sources
    return source_lines((known[one] for one in source_ids(readings, view)), view.language)


def source_ids(readings: Iterable[Reading], view: View) -> set[str]:
    """The sources of figures and, per head, of the residents they are divided by."""
    rows = tuple(readings)
    people = {r.population_id for r in rows} if view.measure == "per_10k" else set()
    declared = view.catalogue.statements
    return {r.source for r in rows} | {declared[code].source for code in people if code in declared}


def break_text(gap: Break, view: View) -> str:
    reason = gap.reason[view.language]
    return view.say("break", city=view.city(gap.city), day=gap.start.isoformat(), reason=reason)


def notes(
    own: Sequence[Reading], drawn: Sequence[Reading], view: View, mode: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a reader must know beside the marks; and the codes of what could be drawn but is not."""
    used = {r.statement_id for r in drawn}
    left = [r for r in own if r.statement_id not in used]
    refused = [r for r in left if r.shown and refusal(r, view)]
    undated = [r for r in left if mode != "bar" and r.shown and r not in refused and not r.period_end]
    coarse = [r for r in left if not r.shown]
    named = {r.statement_id for r in (*refused, *undated, *coarse)}
    aside = tuple(r.statement_id for r in left if r.statement_id not in named)
    said = [
        *populations(drawn, view),
        *own_notes(drawn, view.language),
        *_refusals(refused, view),
        *([view.say("undated", listed=view.listed(_named(undated, view)))] if undated else []),
        *(view.say("witness", code=r.statement_id, by=r.shown_by) for r in coarse),
        *_aside(aside, view),
    ]
    if view.indicator.caveat:
        said.insert(0, view.say("caveat", caveat=view.indicator.caveat[view.language]))
    return tuple(said), aside


def own_notes(drawn: Iterable[Reading], language: str) -> list[str]:
    """Notes of the figures drawn, each once, with the codes they belong to."""
    codes: dict[str, list[str]] = {}
    for reading in drawn:
        note = Name(reading.note_zh, reading.note_en)[language]
        if note:
            codes.setdefault(note, []).append(reading.statement_id)
    comma = text("chart.comma", language)
    return [text("chart.note", language, codes=comma.join(found), note=note) for note, found in codes.items()]


def populations(drawn: Sequence[Reading], view: View) -> list[str]:
    """The residents that values per head are divided by; none for another measure."""
    if view.measure != "per_10k":
        return []
    return list(
        dict.fromkeys(
            view.say(
                "population",
                city=view.catalogue.areas[r.area].name[view.language],
                year=r.population_year,
                population=format_number(r.population, view.language),
                code=r.population_id,
            )
            for r in drawn
            if r.population_id
        )
    )


def _refusals(refused: Sequence[Reading], view: View) -> list[str]:
    reasons: dict[str, list[Reading]] = {}
    for reading in refused:
        reasons.setdefault(refusal(reading, view) or "", []).append(reading)
    return [
        view.say(
            "refused",
            reason=view.say(why),
            codes=view.listed(f"{view.city(r.city)} {r.statement_id}" for r in found),
        )
        for why, found in reasons.items()
    ]


def _named(readings: Iterable[Reading], view: View) -> list[str]:
    """Figures in a row of words: city, value, unit, code."""
    unit = view.indicator.unit.name[view.language]
    marks = [mark(r, view) for r in readings]
    return [f"{m.label} {with_unit(m.text, unit, view.language)} {m.code}" for m in marks]


def _aside(codes: Sequence[str], view: View) -> list[str]:
    if not codes:
        return []
    key = "aside_listed" if len(codes) <= _LISTED else "aside"
    return [view.say(key, count=len(codes), codes=view.listed(codes))]


def alt(panels: Sequence[Panel], word: str, sentences: Sequence[str], view: View) -> str:
    """The message in a few sentences: verdict and why, the values with their tags, who has none."""
    verdict = choice("verdict", word, view.language)
    if not any(p.drawn for p in panels):
        said = [view.say("alt_nothing")]
    else:
        reasons = view.listed(sentences, "semicolon")
        said = [view.say("verdict_alt" if reasons else "verdict_alone", verdict=verdict, reasons=reasons)]
        said += [_spoken(panel, view) for panel in panels if panel.drawn]
    absent = dict.fromkeys(f"{a.label} {a.text}" for p in panels for a in p.missing)
    if absent:
        said.append(view.say("alt_missing", listed=view.listed(absent)))
    name = f"{view.indicator.name[view.language]}{view.say('stop')}"
    return view.say("between").join([name, *said])


def _spoken(panel: Panel, view: View) -> str:
    values = panel.marks or tuple(_last(line.marks) for line in panel.lines if line.marks)
    listed = view.listed((_one(m, panel.unit_text, view) for m in values), "semicolon")
    return view.say("alt_values", panel=panel.title, listed=listed)


def _last(marks: Sequence[Mark]) -> Mark:
    return max(marks, key=lambda m: (m.x is not None, m.x))


def _one(found: Mark, unit: str, view: View) -> str:
    tags = view.listed(tag.text for tag in found.tags)
    value = with_unit(found.text, unit, view.language)
    return view.say("alt_value", city=found.label, value=value, tags=tags)


def source_text(picture: Picture | ModelPicture | Sheet) -> str:
    """The line that names the sources of everything drawn, "" where it has none."""
    if not picture.sources:
        return ""
    between = text("chart.semicolon", picture.language)
    return text("chart.source", picture.language, listed=between.join(picture.sources))


def version_line(picture: Picture | Sheet) -> str:
    """`数据版本 7c41e9 · 2026-11-21`"""
    key = "chart.version_dated" if picture.data_date else "chart.version"
    return text(key, picture.language, version=picture.data_version, date=picture.data_date)
