"""What may be compared in a picture and what not, in what order cities stand, or why in none."""

from collections.abc import Iterable, Sequence
from itertools import combinations

from talent.briefing.prose.clauses import Told, adopted_first, is_mean, said_amount
from talent.briefing.prose.dates import when
from talent.charts.picture import Panel, Picture
from talent.comparability import explain, judge
from talent.i18n import choice
from talent.measures import ranks, unranked
from talent.queries import Reading


def comparison(picture: Picture, readings: Sequence[Reading], told: Told) -> list[str]:
    """The verdict with its reasons, panel by panel where there are several, and what may be ordered."""
    if len({r.city for r in readings}) < 2:
        return _of_one_city(picture, readings, told)
    said = []
    if len(picture.panels) > 1:
        count = len([p for p in picture.panels if p.drawn])
        reasons = told.join(picture.verdict_sentences, "clause")
        said.append(told.say(f"panels.{picture.verdict_word}", count=count, reasons=reasons))
    elif picture.burnt:
        said.append(told.say("sentence", said=picture.burnt))
    for panel in picture.panels:
        drawn = {mark.code for mark in panel.drawn}
        own = [r for r in readings if r.statement_id in drawn]
        if len({r.city for r in own}) > 1:
            said += [*_verdict(picture, panel, own, told), *_order(picture, panel, own, told)]
    if not any(len({m.city for m in p.drawn}) > 1 for p in picture.panels):
        said.append(told.say("unranked_panels"))
    return said


def _of_one_city(picture: Picture, readings: Sequence[Reading], told: Told) -> list[str]:
    """One city alone: nothing to compare it with, but its own figures may still not stand together."""
    said = []
    if picture.verdict_word == "different" and len(readings) > 1:
        reasons = told.join(picture.verdict_sentences, "clause")
        said.append(told.say("verdict.different", of=told.say("all"), reasons=reasons))
    if len(picture.inks) > 1 and readings:
        said.append(refusal(readings, told))
    return said


def _verdict(picture: Picture, panel: Panel, own: Sequence[Reading], told: Told) -> list[str]:
    """The verdict on one panel; [] where it is said already. Along a line years differ by themselves."""
    view, is_alone = told.view, len(picture.panels) == 1
    if picture.burnt or (panel.kind == "lines" and not is_alone):
        return []
    of = told.say("all") if is_alone else told.say("of_panel", panel=panel.title)
    reasons: Sequence[str] = picture.verdict_sentences
    if panel.kind == "bars":
        reasons = [explain(r, own, view.catalogue, view.language) for r in judge(own, view.measure).reasons]
    return [told.say(f"verdict.{panel.verdict_word}", of=of, reasons=told.join(reasons, "clause"))]


def _order(picture: Picture, panel: Panel, own: Sequence[Reading], told: Told) -> list[str]:
    view = told.view
    order = ranks(own, view.indicator.better, view.measure, view.catalogue.breaks)
    if order and not _read_alike(own, told):
        placed = sorted(own, key=lambda r: order[r.statement_id])
        items = [told.say("placed", city=view.city(r.city), amount=said_amount(r, told)) for r in placed]
        return [
            told.say(
                f"ranked.{view.indicator.better}",
                listed=told.listed(items),
                best=view.city(placed[0].city),
            )
        ]
    # Over time a city has a figure for many years: a pair would have to say which.
    if panel.kind == "bars":
        if picture.burnt:
            return [refusal(own, told)]
        of = told.say("all") if len(picture.panels) == 1 else told.say("of_panel", panel=panel.title)
        return [refusal(own, told), *_pairs(own, of, told)]
    return [refusal(own, told, panel.title if len(picture.panels) > 1 else "")]


def refusal(own: Sequence[Reading], told: Told, panel: str = "") -> str:
    """`不排名次：期间不同、…。`, with the panel it is about where nothing else names it."""
    reasons = told.join(why_unranked(own, told), "clause")
    return (
        told.say("unranked_in", panel=panel, reasons=reasons)
        if panel
        else told.say("unranked", reasons=reasons)
    )


def why_unranked(own: Sequence[Reading], told: Told, better: str = "") -> list[str]:
    """In words, why there is no rank; what the gate finds different is named."""
    view = told.view
    found = unranked(own, better or view.indicator.better, view.measure, view.catalogue.breaks)
    said = []
    for reason in ["alone"] if "alone" in found else found or ["alike"]:
        if reason == "different":
            fields = [r.field for r in judge(own, view.measure).reasons if r.level == "different"]
            said += [choice("gate_field", name, view.language) for name in fields]
        else:
            said.append(told.say(f"why.{reason}"))
    return list(dict.fromkeys(said))


def _read_alike(own: Sequence[Reading], told: Told) -> bool:
    """Whether two of the values are written with the same digits: an order of them could not be seen."""
    written = [told.marks[r.statement_id].text for r in own]
    return len(set(written)) < len(written)


def _pairs(own: Sequence[Reading], of: str, told: Told) -> list[str]:
    """Pairs that the gate and their limits put in order though the whole has no rank, each with its day."""
    pairs = list(combinations(own, 2))
    above: dict[str, list[str]] = {}
    for one, other in pairs:
        higher = higher_of(one, other, told)
        if higher:
            lower = other if higher is one else one
            above.setdefault(_dated(higher, told), []).append(_dated(lower, told))
    said = [
        told.say("above", city=city, others=told.listed(dict.fromkeys(below)))
        for city, below in above.items()
    ]
    is_whole = sum(map(len, above.values())) == len(pairs)
    key = "every_pair" if is_whole else "pairs"
    return [told.say(key, of=of, listed=told.join(said, "clause"))] if said else []


def _dated(reading: Reading, told: Told) -> str:
    """`长春（截至2025年11月19日）`: a city in an order, with the period of its figure."""
    period = when(reading, told.view.language, is_mean(reading, told)).strip()
    return told.say("dated", city=told.view.city(reading.city), when=period)


def higher_of(one: Reading, other: Reading, told: Told) -> Reading | None:
    """Which of two figures is the higher for certain; None where gate, limits or digits do not tell."""
    if _read_alike((one, other), told):
        return None
    places = ranks((one, other), "higher", told.view.measure, told.view.catalogue.breaks)
    if places is None:
        return None
    return one if places[one.statement_id] == 1 else other


def disputes(readings: Iterable[Reading], told: Told) -> list[str]:
    """Which figures contradict each other, by their codes, and which is adopted."""
    groups: dict[str, list[Reading]] = {}
    for reading in readings:
        if reading.conflict:
            groups.setdefault(reading.conflict, []).append(reading)
    return [_dispute(found, told) for found in groups.values() if len(found) > 1]


def _dispute(found: Sequence[Reading], told: Told) -> str:
    view, language = told.view, told.view.language
    adopted = next((r for r in found if r.adopted), None)
    settled = told.say("none_adopted")
    if adopted:
        rule = choice("tag.rule", adopted.adopted_rule or "declared", language)
        settled = told.say("adopted", code=adopted.statement_id, rule=rule)
    return told.say(
        "dispute",
        subject=told.say("city", city=view.city(found[0].city)),
        when=when(found[0], language),
        codes=told.listed(r.statement_id for r in adopted_first(found)),
        settled=settled,
    )


def missing(picture: Picture, told: Told) -> list[str]:
    """Cities without any figure in the picture, by what is said of them: never a nought."""
    drawn = {mark.city for mark in picture.drawn}
    said: dict[str, dict[str, None]] = {}
    for panel in picture.panels:
        for absent in panel.missing:
            if absent.city not in drawn:
                said.setdefault(absent.text, {})[absent.label] = None
    return [told.say("missing", cities=told.listed(labels), why=why) for why, labels in said.items()]
