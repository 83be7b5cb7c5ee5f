"""Order that a comment claims: whether the figures bear it out, and if not why."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from talent.briefing.exhibit import Exhibit
from talent.briefing.prose import words
from talent.briefing.prose.clauses import Told
from talent.briefing.prose.comparing import why_unranked
from talent.charts.picture import Picture
from talent.i18n import LANGUAGES
from talent.measures import interval, ranks
from talent.queries import Reading

_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class Claim:
    """`word` says that `city` ("" = none is named) is first or last, or above or below `other`."""

    word: str
    kind: str  # most | least | more | less
    is_merit: bool
    city: str
    other: str
    year: int | None


def unproven(comment: str, exhibit: Exhibit, picture: Picture, told: Told) -> list[str]:
    """What is to be said of each claim of order that the figures do not bear out."""
    groups = [(panel.kind, _drawn(panel.drawn, exhibit.readings)) for panel in picture.panels]
    said = [_against(claim, groups, told) for claim in _claims(comment, told)]
    return list(dict.fromkeys(filter(None, said)))


def _drawn(marks, readings: Sequence[Reading]) -> list[Reading]:
    codes = {mark.code for mark in marks}
    return [r for r in readings if r.statement_id in codes]


def _claims(comment: str, told: Told) -> Iterator[Claim]:
    """The claims of a comment, without what doubts, denies or only sounds like one."""
    text = words.blanked(comment, _names(told))
    text = words.blanked(text, words.pattern("passed"))
    taken: list[tuple[int, int]] = []
    for kind, sort, match in words.claims(text):
        start, end = words.clause(text, match.start())
        is_inside = any(first < match.end() and match.start() < last for first, last in taken)
        if is_inside or words.pattern("unclaimed").search(text, start, end):
            continue
        before, after = _cities(text, match, told)
        if kind in ("more", "less") and after == "":
            if not words.pattern("others").search(text, match.start(), end):
                continue
            kind = {"more": "most", "less": "least"}[kind]
        taken.append(match.span())
        in_sentence = words.sentence(text, match.start())
        year = _YEAR.search(text, *in_sentence)
        one = before if kind in ("more", "less") else before or after
        yield Claim(match.group(), kind, sort == "merit", one, after, int(year.group()) if year else None)


def _names(told: Told) -> re.Pattern:
    """Names that may sound like a claim: of the indicator, its definitions, the sources."""
    indicator = told.view.indicator
    named = [
        indicator.name,
        *indicator.definitions.values(),
        *(s.title for s in told.view.catalogue.sources.values()),
    ]
    known = {name[language] for name in named for language in LANGUAGES}
    return re.compile("|".join(re.escape(one) for one in sorted(known, key=len, reverse=True)), re.IGNORECASE)


def _cities(text: str, match: re.Match, told: Told) -> tuple[str, str]:
    """The city a word is said of, back to the start of the sentence, and the first in or after it."""
    start, _ = words.sentence(text, match.start())
    _, end = words.clause(text, match.end())
    before, after = cities(text, start, match.start(), told), cities(text, match.start(), end, told)
    return (before or [""])[-1], (after or [""])[0]


def cities(text: str, start: int, end: int, told: Told) -> list[str]:
    """The cities named in a stretch of a comment, in whichever language, each time they are."""
    known = told.view.catalogue.cities.values()
    ids = {city.name[spoken].lower(): city.id for city in known for spoken in LANGUAGES}
    found = re.compile("|".join(map(re.escape, ids)), re.IGNORECASE)
    return [ids[one.group().lower()] for one in found.finditer(text, start, end)]


def _against(claim: Claim, groups: Sequence[tuple[str, list[Reading]]], told: Told) -> str:
    """What speaks against a claim; "" where nothing does."""
    if claim.city and not any(r.city == claim.city for _, own in groups for r in own):
        return told.say("objection.absent", word=claim.word, city=told.view.city(claim.city))
    if claim.kind in ("more", "less"):
        return _against_pair(claim, groups, told)
    if any(kind == "lines" and _is_peak(claim, own, told) for kind, own in groups):
        return ""
    rows = [_at(claim.year, kind, own) for kind, own in groups]
    rows = [own for own in rows if not claim.city or any(r.city == claim.city for r in own)]
    better = told.view.indicator.better if claim.is_merit else "higher"
    orders = [(own, ranks(own, better, told.view.measure, told.view.catalogue.breaks)) for own in rows]
    first = [_end(own, order, claim) for own, order in orders if order]
    if first:
        if not claim.city or claim.city in first:
            return ""
        city, top = told.view.city(claim.city), told.view.city(first[0])
        return told.say("objection.other", word=claim.word, city=city, top=top)
    largest = max(rows, key=lambda own: len({r.city for r in own}), default=[])
    reasons = told.join(why_unranked(largest, told, better), "clause")
    return told.say("objection.unranked", word=claim.word, reasons=reasons)


def _end(own: Sequence[Reading], order: dict[str, int], claim: Claim) -> str:
    """The city at the end of an order that a claim is about."""
    choose = min if claim.kind == "most" else max
    return choose(own, key=lambda r: order[r.statement_id]).city


def _against_pair(claim: Claim, groups: Sequence[tuple[str, list[Reading]]], told: Told) -> str:
    view = told.view
    if not claim.city or claim.city == claim.other:
        return ""
    if not any(r.city == claim.other for _, own in groups for r in own):
        return told.say("objection.absent", word=claim.word, city=view.city(claim.other))
    pairs = []
    for kind, own in groups:
        pair = [r for r in _at(claim.year, kind, own) if r.city in (claim.city, claim.other)]
        if len({r.city for r in pair}) == 2:
            pairs.append(pair)
    orders = [ranks(pair, "higher", view.measure, view.catalogue.breaks) for pair in pairs]
    above = {
        next(r.city for r in pair if order[r.statement_id] == 1)
        for pair, order in zip(pairs, orders, strict=True)
        if order
    }
    wanted = claim.city if claim.kind == "more" else claim.other
    if wanted in above:
        return ""
    if above:
        one, other = view.city(claim.city), view.city(claim.other)
        # `比德州少` names the other city itself.
        if other in claim.word:
            return told.say("objection.contrary", one=one, word=claim.word)
        return told.say("objection.reversed", one=one, word=claim.word, other=other)
    both = [r for _, own in groups for r in own if r.city in (claim.city, claim.other)]
    reasons = told.join(why_unranked(pairs[0] if pairs else both, told, "higher"), "clause")
    return told.say("objection.unranked", word=claim.word, reasons=reasons)


def _at(year: int | None, kind: str, own: Sequence[Reading]) -> list[Reading]:
    """The figures a claim may mean: all bars; of lines each city's of that year, or its last."""
    if kind == "bars":
        return list(own)
    named = [r for r in own if year is None or r.year == year] or list(own)
    last = {r.city: r for r in sorted(named, key=lambda r: (r.period_end, r.statement_id))}
    return list(last.values())


def _is_peak(claim: Claim, own: Sequence[Reading], told: Told) -> bool:
    """Whether a city's figure of the named year is the end of its own line, with no break in it."""
    line = [r for r in own if r.city == claim.city]
    named = [r for r in line if r.year == claim.year]
    breaks = any(
        (b.city, b.indicator) == (claim.city, told.view.indicator.id) for b in told.view.catalogue.breaks
    )
    if claim.year is None or len(named) != 1 or len(line) < 2 or breaks:
        return False
    limits = interval(named[0], told.view.measure)
    rest = [found for r in line if r is not named[0] and (found := interval(r, told.view.measure))]
    if limits is None or len(rest) < len(line) - 1:
        return False
    if claim.kind == "most":
        return all(one.below(limits) for one in rest)
    return all(limits.below(one) for one in rest)
