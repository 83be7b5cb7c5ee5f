"""What of a writer's comment the figures do not bear out. Where in doubt it says nothing."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass

from talent.briefing.exhibit import Exhibit
from talent.briefing.prose import claims, sentences, telling, words
from talent.briefing.prose.clauses import Told, said_amount
from talent.catalogue import Catalogue
from talent.charts.picture import Picture
from talent.errors import TalentError
from talent.i18n import choice, text
from talent.queries import Reading
from talent.reading.bounds import bound_of
from talent.reading.numerals import Figure, base_value, lexicon, parse_figure

# Up to so much a bare number counts cities, points or months.
_SMALL = 12
# How far a number may be rounded: without a word for it, and with one (about, over, nearly).
_BARE, _HEDGED = 0.01, 0.05


@dataclass(frozen=True)
class _Number:
    """A number as a comment writes it, where it stands, and what it may mean in base units."""

    written: str
    start: int
    end: int
    figures: tuple[Figure, ...]

    @property
    def is_share(self) -> bool:
        return self.written[-1] in "%\uff05"


def objections(comment: str, exhibit: Exhibit, catalogue: Catalogue, language: str) -> tuple[str, ...]:
    """A sentence on each claim of order, each number and each lost hedge that the figures do not bear out."""
    if not comment.strip():
        return ()
    told = telling(exhibit, catalogue, language)
    picture = exhibit.content
    ordered = (
        claims.unproven(comment, exhibit, picture, told) if told and isinstance(picture, Picture) else []
    )
    found = list(_numbers(comment, exhibit))
    known = _known(exhibit, catalogue, language)
    drawn = [mark.value for mark in told.marks.values()] if told else []
    said = [text("prose.objection.number", language, number=one) for one in _multiples(comment)]
    strange = [one for one in found if not _is_known(one, comment, known, drawn)]
    said += [text("prose.objection.number", language, number=one.written) for one in strange]
    if told:
        placed = (
            _misplaced(one, comment, exhibit, told) or _lost_hedge(one, comment, exhibit, told)
            for one in found
            if one not in strange
        )
        said += filter(None, placed)
    return tuple(dict.fromkeys([*ordered, *said]))


def _numbers(comment: str, exhibit: Exhibit, small: bool = False) -> Iterator[_Number]:
    """The numbers a picture would have to show: no years, days, codes, aims nor (unless `small`) counts."""
    plain = words.blanked(comment, words.pattern("not_numbers"))
    unit = exhibit.indicator.unit.id if exhibit.indicator else ""
    for match in re.finditer(words.lists()["number"]["pattern"], plain):
        written = match.group().strip()
        figures = _read(written, plain[match.start() : match.end() + 6], unit)
        is_small = written.isdigit() and int(written) <= _SMALL
        is_aim = words.pattern("number", "aims").search(plain, *words.sentence(plain, match.start()))
        if figures and (small or not is_small) and not is_aim:
            yield _Number(written, match.start(), match.start() + len(written), figures)


def _multiples(comment: str) -> Iterator[str]:
    """Multiples in words, as `翻了一番`, that are claimed and not aimed at."""
    plain = words.blanked(comment, words.pattern("not_numbers"))
    for match in words.pattern("number", "multiples").finditer(plain):
        is_aim = words.pattern("number", "aims").search(plain, *words.sentence(plain, match.start()))
        if not is_aim and not words.pattern("unclaimed").search(plain, *words.clause(plain, match.start())):
            yield match.group()


def _read(written: str, around: str, unit: str) -> tuple[Figure, ...]:
    """The number by itself and, where the word after it is a multiple of the unit, in that unit."""
    try:
        figure = parse_figure(written)
    except TalentError:
        return ()
    try:
        return (figure, base_value(around, unit)) if unit else (figure,)
    except TalentError:
        return (figure,)


def _known(exhibit: Exhibit, catalogue: Catalogue, language: str) -> set[tuple[float, bool]]:
    """Every number of the picture, its words and its sentences, and whether it is a share."""
    content = exhibit.content
    titles = [catalogue.sources[r.source].title[language] for r in exhibit.readings]
    found: set[tuple[float, bool]] = set()
    for one in [*_walk(content), *exhibit.lines, *sentences(exhibit, catalogue, language), *titles]:
        if isinstance(one, str):
            found |= {(float(n.figures[0].value), n.is_share) for n in _numbers(one, exhibit, small=True)}
        else:
            found |= {(float(one), False), (float(one), True)}
    return found


def _walk(part: object) -> Iterator[str | float]:
    """Every text and number of a picture."""
    if isinstance(part, str | int | float):
        yield part
    elif is_dataclass(part):
        for one in fields(part):
            yield from _walk(getattr(part, one.name))
    elif isinstance(part, tuple | list):
        for one in part:
            yield from _walk(one)


def _is_known(
    number: _Number, comment: str, known: Iterable[tuple[float, bool]], drawn: Sequence[float]
) -> bool:
    """Whether a number is in the picture, or bounds all that is in it: each over 500 firms."""
    bound = bound_of(_window(number, comment))
    value = float(number.figures[-1].value)
    if drawn and bound in ("over", "at_least", "at_most"):
        beyond = (one <= value if bound == "at_most" else one >= value for one in drawn)
        if all(beyond):
            return True
    far = _BARE if bound == "exact" else _HEDGED
    return any(
        _close(figure, one, far)
        for figure in number.figures
        for one, is_share in known
        if is_share == number.is_share
    )


def _close(figure: Figure, value: float, far: float) -> bool:
    """Whether a number is a value, or the value rounded as the number is written."""
    off = abs(float(figure.value) - value)
    if far == _HEDGED:
        return off <= far * abs(value)
    return off <= min(float(figure.step) / 2, far * abs(value)) + 1e-9 * abs(value)


def _window(number: _Number, comment: str) -> str:
    """The clause around a number without the numbers beside it, those in words too."""
    start, end = words.clause(comment, number.start)
    digit = re.compile(r"[0-9]")
    before = [found.end() for found in digit.finditer(comment, start, number.start)]
    after = digit.search(comment, number.end, max(end, number.end))
    stop = after.start() if after else max(end, number.end)
    first = before[-1] if before else start
    counted = lexicon()["number"]["digits"] + lexicon()["number"]["tens"]
    lead = "".join(" " if sign in counted else sign for sign in comment[first : number.start])
    return lead + comment[number.start : stop]


def _misplaced(number: _Number, comment: str, exhibit: Exhibit, told: Told) -> str:
    """That a number said of one city is only another's figure; "" where it may be meant otherwise."""
    start, end = words.clause(comment, number.start)
    cities = claims.cities(comment, start, end, told)
    city = cities[0] if cities else ""
    same = [r for r in exhibit.readings if any(_is_value(figure, r, told) for figure in number.figures)]
    others = dict.fromkeys(r.city for r in same)
    if not others or set(cities) != {city} or city in others or not _is_plain(number, comment, exhibit):
        return ""
    if not any(r.city == city for r in exhibit.readings) or _is_of(city, number, exhibit, told):
        return ""
    return told.say(
        "objection.misplaced",
        number=number.written,
        city=told.view.city(city),
        other=told.listed(map(told.view.city, others)),
    )


def _is_plain(number: _Number, comment: str, exhibit: Exhibit) -> bool:
    """Whether a number can only be a figure of who is named: no year, bound, comparison nor one of two."""
    if re.fullmatch(r"(?:19|20)[0-9]{2}", number.written) or number.is_share != _in_shares(exhibit):
        return False
    clause = words.clause(comment, number.start)
    if any(
        one.start != number.start and clause[0] <= one.start < clause[1] for one in _numbers(comment, exhibit)
    ):
        return False
    lists = (("elsewhere", "words"), ("unclaimed", "words"), ("more", "value"), ("less", "value"))
    return bound_of(_window(number, comment)) in ("exact", "about") and not any(
        words.pattern(*one).search(comment, *clause) for one in lists
    )


def _in_shares(exhibit: Exhibit) -> bool:
    return exhibit.indicator is not None and exhibit.indicator.unit.id == "percent"


def _is_of(city: str, number: _Number, exhibit: Exhibit, told: Told) -> bool:
    """Whether a number is in anything said of a city, or one of its figures that are not drawn."""
    own = [r for r in exhibit.readings if r.city == city]
    marks = [told.marks[r.statement_id] for r in own]
    said = {one for one in _walk([*own, *marks]) if not isinstance(one, str)}
    texts = (one for one in _walk([*own, *marks]) if isinstance(one, str))
    said |= {float(n.figures[0].value) for one in texts for n in _numbers(one, exhibit, small=True)}
    said |= {
        one.value
        for one in told.view.catalogue.statements.values()
        if (one.city, one.indicator) == (city, told.view.indicator.id)
    }
    return any(_close(figure, float(value), _BARE) for figure in number.figures for value in said)


def _lost_hedge(number: _Number, comment: str, exhibit: Exhibit, told: Told) -> str:
    """What the comment leaves out where each figure of that value is bounded or planned; "" if nothing."""
    same = [r for r in exhibit.readings if any(_is_value(figure, r, told) for figure in number.figures)]
    start, end = words.sentence(comment, number.start)
    said = comment[start:end]
    cities = claims.cities(comment, start, end, told)
    named = [r for r in same if r.city in cities]
    lost = [_lost(r, number, comment, said, told) for r in named or same]
    if not lost or not all(lost):
        return ""
    return told.say(
        "objection.hedge",
        number=number.written,
        amount=said_amount((named or same)[0], told),
        hedge=told.listed(lost[0]),
    )


def _is_value(figure: Figure, reading: Reading, told: Told) -> bool:
    mark = told.marks[reading.statement_id]
    return any(_close(figure, value, _BARE) for value in (mark.value, reading.value))


def _lost(reading: Reading, number: _Number, comment: str, said: str, told: Told) -> Sequence[str]:
    """The words for what limits a figure that a comment does not say beside it."""
    language = told.view.language
    lost = []
    keeps = words.lists()["keeps"].get(reading.bound)
    if keeps and bound_of(_window(number, comment)) not in keeps:
        lost.append(choice("bound", reading.bound, language))
    plans = {"planned": "plans", "in_progress": "under_way"}.get(reading.standing)
    if plans and not words.pattern("number", plans).search(said):
        lost.append(choice("standing", reading.standing, language))
    return lost
