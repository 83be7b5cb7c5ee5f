"""What a picture says in sentences that keep every hedge, and what of a comment it does not bear out."""

from talent.briefing.exhibit import Exhibit
from talent.briefing.prose.clauses import Told, adopted_first, of_city
from talent.briefing.prose.comparing import comparison, disputes, missing
from talent.briefing.prose.timelines import broken, of_line
from talent.catalogue import Catalogue
from talent.charts.marks import View
from talent.charts.picture import Picture
from talent.queries import Reading


def sentences(exhibit: Exhibit, catalogue: Catalogue, language: str) -> tuple[str, ...]:
    """The picture in words: each city, what contradicts itself, what compares, who is missing, how computed.

    A picture whose figures are no readings says its own `lines`, or what it says to those who listen.
    """
    picture = exhibit.content
    told = telling(exhibit, catalogue, language)
    if told is None or not isinstance(picture, Picture):
        return exhibit.lines or (picture.alt,)
    readings = {r.statement_id: r for r in exhibit.readings}
    figures = (
        _over_time(picture, readings, told) if picture.mode != "bar" else _by_city(picture, readings, told)
    )
    is_computed = any(told.marks[code].value != reading.value for code, reading in readings.items())
    measure = [told.say(f"measure.{exhibit.measure}")] if is_computed else []
    return (
        *(figures or [told.say("nothing", indicator=told.view.indicator.name[language])]),
        *disputes(exhibit.readings, told),
        *comparison(picture, exhibit.readings, told),
        *missing(picture, told),
        *measure,
    )


def telling(exhibit: Exhibit, catalogue: Catalogue, language: str) -> Told | None:
    """What sentences on a comparison are made from; None where the exhibit is none."""
    if exhibit.indicator is None or not isinstance(exhibit.content, Picture):
        return None
    view = View(exhibit.indicator, catalogue, language, exhibit.measure)
    return Told(view, {mark.code: mark for mark in exhibit.content.drawn})


def _by_city(picture: Picture, readings: dict[str, Reading], told: Told) -> list[str]:
    """One sentence for each city, all its figures in drawn order, those not adopted last."""
    codes = [mark.code for mark in picture.drawn]
    cities = dict.fromkeys(mark.city for mark in picture.drawn)
    drawn = [readings[code] for code in codes]
    return [of_city(adopted_first(r for r in drawn if r.city == city), told) for city in cities]


def _over_time(picture: Picture, readings: dict[str, Reading], told: Told) -> list[str]:
    said = []
    for panel in picture.panels:
        for line in panel.lines:
            said += [*of_line(line, readings, told), *broken(panel, line, told)]
    # Lines of one city in several panels may break alike.
    return list(dict.fromkeys(said))
