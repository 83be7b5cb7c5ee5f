"""A city's figures over time in words: from the first to the last of what may be joined, and what may not."""

from collections.abc import Mapping, Sequence

from talent.briefing.prose.clauses import Told, hedges, of_city, said_amount, source, subject
from talent.briefing.prose.dates import day, on
from talent.charts.captions import break_text
from talent.charts.picture import Line, Panel
from talent.measures import interval
from talent.queries import Reading


def of_line(line: Line, readings: Mapping[str, Reading], told: Told) -> list[str]:
    """Sentences on one line: one for each joined stretch, one for the figures that stand alone."""
    stretches = [[readings[m.code] for m in segment] for segment in line.segments]
    said = [_stretch(found, told) for found in stretches if len(found) > 1]
    alone = [found[0] for found in stretches if len(found) == 1]
    alone += [readings[m.code] for m in line.singles]
    if alone:
        said.append(of_city(sorted(alone, key=_day), told))
    return said


def _day(reading: Reading) -> tuple:
    return (reading.period_end, reading.adopted is False, reading.statement_id)


def broken(panel: Panel, line: Line, told: Told) -> list[str]:
    """That nothing is read across a break of the line, and why it breaks; nor over years without a figure."""
    view = told.view
    drawn = {gap.text for gap in panel.breaks if gap.city == line.city}
    city = told.say("city", city=line.label)
    said = [
        told.say("broken", city=city, day=day(gap.start, view.language), reason=gap.reason[view.language])
        for gap in view.catalogue.breaks
        if gap.indicator == view.indicator.id and gap.city == line.city and break_text(gap, view) in drawn
    ]
    return said or ([told.say("apart", city=city)] if len(line.segments) > 1 else [])


def _stretch(found: Sequence[Reading], told: Told) -> str:
    first, last = found[0], found[-1]
    shared = [h for h in hedges(first, told) if all(h in hedges(r, told) for r in found)]
    between = [_point(r, shared, told) for r in found[1:-1]]
    said = told.say(
        f"line.{_direction(first, last, told)}",
        subject=subject(first, told),
        indicator=told.view.indicator.name[told.view.language],
        notes=told.join(shared, "clause"),
        first=_point(first, shared, told),
        last=_point(last, shared, told),
    )
    if between:
        said = told.say("line.between", said=said, between=told.listed(between))
    return told.say("sentence", said=said)


def _point(reading: Reading, shared: Sequence[str], told: Told) -> str:
    """`2022年的500户（据《…》；DQ-31-005）` with what limits this figure alone."""
    own = [hedge for hedge in hedges(reading, told) if hedge not in shared]
    notes = told.join([*own, source(reading, told), reading.statement_id], "clause")
    return told.say(
        "line.point", when=on(reading, told.view.language), amount=said_amount(reading, told), notes=notes
    )


def _direction(first: Reading, last: Reading, told: Told) -> str:
    """Whether the last value is above or below the first for certain; what is printed may not tell."""
    one, other = interval(first, told.view.measure), interval(last, told.view.measure)
    if one and other and one.below(other):
        return "up"
    return "down" if one and other and other.below(one) else "level"
