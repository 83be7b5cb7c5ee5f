"""The numbers to read first: what it costs, who comes because of it, and what each of them costs."""

from collections.abc import Iterable
from dataclasses import dataclass

from pages._parts import blocks
from pages._parts.blocks import tag, words
from pages._parts.language import choice, current, text
from pages._parts.lever import tier_name
from talent.i18n import MISSING
from talent.what_if import inputs, wording
from talent.what_if.outcome import Band, Course, Difference, Outcome, TierRow
from talent.what_if.scenario import UNCERTAIN, Scenario
from talent.what_if.study import Study


@dataclass(frozen=True)
class Card:
    """A number to read first, by its name in `what_if.lead`, with lines of markup above and under it."""

    name: str
    hero: str
    lines: tuple[str, ...]
    behavioural: bool = True


def lead(study: Study, tier: str | None) -> tuple[Card, ...]:
    """Cost, people, cost for each additional one: what a reader takes away."""
    outcome = study.of(tier)[1]
    cards = (_cost(study, outcome, tier), _people(study, outcome, tier), _each(study, outcome, tier))
    blocks.show(
        tag("div", *(_card(one, study) for one in cards), class_="w-leads"),
        tag("p", *_rests(study, outcome), class_="w-rests"),
    )
    return cards


def _card(card: Card, study: Study) -> str:
    label = text(f"what_if.lead.{card.name}", year=study.scenario.calendar[-1])
    hero = tag("p", words(card.hero), class_="w-hero")
    said = tag("p", words(wording.sentence(current())), class_="w-sentence") if card.behavioural else ""
    return tag("section", tag("h3", words(label)), said, hero, *card.lines, class_="w-lead")


def pin(cards: Iterable[Card]) -> None:
    """The same numbers in a line that stays in sight where the levers lie far from them."""
    shown = (
        tag("div", tag("span", words(choice("what_if.pin", one.name))), tag("b", words(one.hero)))
        for one in cards
    )
    blocks.show(tag("div", *shown, class_="w-pin"))


def _rests(study: Study, outcome: Outcome) -> list[str]:
    """What the numbers rest on, and what of it somebody changed."""
    said = [words(inputs.count_text(study.badges, current()))]
    changed = sum(one.changed for one in study.badges if one.path.startswith("assumptions."))
    if changed:
        said.append(_warning(text("what_if.outcome.changed", n=changed)))
    given, known = study.scenario.assumptions, study.evidence
    for preset in known.presets.values():
        found = known.preset_range(preset.id)
        taken = found == getattr(given, preset.parameter) != getattr(study.defaults, preset.parameter)
        if taken:
            name = known.parameters[preset.parameter].name[current()]
            label = text("what_if.outcome.preset", name=name, preset=preset.name[current()])
            said.append(_warning(label))
    leads, _ = outcome.leading
    if leads is not None and (driver := _driver(study, leads)):
        said.append(words(text("what_if.outcome.driver", name=driver)))
    if leads is not None:
        said.append(words(text("what_if.outcome.modes")))
    return [tag("span", one) for one in said]


def _warning(said: str) -> str:
    return tag("span", words(said), class_="t-tag t-warn")


def _driver(study: Study, leads: Difference) -> str:
    """The assumption that moves the number of people most; "" where none does."""
    widest = next(iter(leads.tornado["headcount"]), None)
    if widest is None or widest.at_low == widest.at_high or widest.name not in UNCERTAIN:
        return ""
    return study.evidence.parameters[widest.name].name[current()]


def _line(key: str, **fields: object) -> str:
    return tag("p", words(text(f"what_if.outcome.{key}", **fields)))


def _bold(key: str, **fields: object) -> str:
    return tag("p", tag("b", words(text(f"what_if.outcome.{key}", **fields))))


def rough(value: float | None, unit: str = "yuan") -> str:
    """A number that rests on assumptions, with its unit."""
    return wording.yuan(value, current(), exact=False, unit=unit)


def signed(value: float | None, unit: str = "yuan", *, exact: bool = False) -> str:
    """A change with its sign, in at most three digits where it rests on assumptions."""
    if value is None:
        return MISSING
    sign = "−" if value < 0 else "+" if value > 0 else ""
    return sign + wording.yuan(abs(value), current(), exact=exact, unit=unit)


def spent(study: Study, tier: str | None, value: float | None) -> str:
    """What the reform costs, written as in the pictures: in full where nobody's response is in it."""
    return wording.yuan(value, current(), exact=not study.responds(tier))


# Cost


def _cost(study: Study, outcome: Outcome, tier: str | None) -> Card:
    """The cost of a yearly cohort; the first year and what is still owed never stay unsaid."""
    course, years = outcome.reform, study.scenario.calendar
    leads, is_change = outcome.leading
    bounds = study.bounds_of(tier)

    def money(value: float) -> str:
        return wording.bounded(spent(study, tier, value), bounds.get("reform.spend"), current())

    by_year = [value.item() for value in course.spend_by_year]
    planned = "planned_" if course.paid_by_year is not None else ""
    lines = [
        _line(
            f"{planned}by_year",
            first=years[0],
            one=money(by_year[0]),
            last=years[-1],
            other=money(by_year[-1]),
        ),
        _bold(f"{planned}tail", year=years[-1], value=money(course.committed_tail)),
        *_capped(study, course, tier),
    ]
    row = dearest(outcome, tier)
    if row is not None and row.rate:
        whole = wording.yuan(row.entitlement, current(), exact=True)
        whole = wording.bounded(whole, bounds.get(f"per_recipient.{row.tier}"), current())
        months = study.scenario.duration_months
        lines.append(_line("entitlement", tier=tier_name(row.tier), months=months, value=whole))
    if leads is None:
        return Card("cost_in", money(by_year[-1]), tuple(lines), behavioural=False)
    if is_change:
        split = _line("split", static=signed(leads.static, exact=True), behavioural=signed(leads.behavioural))
        hero = wording.bounded(signed(leads.total), bounds.get("delta"), current())
        return Card("cost_change", hero, (split, *lines))
    same = [_line("no_change")] if outcome.change is not None else []
    return Card("cost", money(leads.total), (*lines, *same), behavioural=study.responds(tier))


def _capped(study: Study, course: Course, tier: str | None) -> list[str]:
    """Under a cap that binds: what is paid in its dearest year, and what not; else that it does not bind."""
    cap = study.scenario.cap
    if cap is None:
        return []
    if course.paid_by_year is None or course.unmet_by_year is None:
        return [_line("cap_of_total")]
    over = course.overrun_by_year
    if over is None or not over.any():
        return [_line("cap_holds", cap=wording.yuan(cap.yuan_per_year, current(), exact=True))]
    worst = int(over.argmax())
    plan, paid, unmet, above = (
        spent(study, tier, values[worst].item())
        for values in (course.spend_by_year, course.paid_by_year, course.unmet_by_year, over)
    )
    year = study.scenario.calendar[worst]
    if cap.rule == "none":
        return [_bold("overrun", year=year, plan=plan, over=above)]
    lines = [_bold("cap_binds", year=year, plan=plan, paid=paid, unmet=unmet)]
    if course.owed is not None:
        lines.append(_bold("owed", value=spent(study, tier, course.owed)))
    if course.alpha is not None and course.alpha < 1:
        lines.append(_line("capped", share=wording.share(course.alpha)))
    return lines


# People


def _people(study: Study, outcome: Outcome, tier: str | None) -> Card:
    """Who comes because of it, beside the share that would have come anyway."""
    leads, is_change = outcome.leading
    name = "more_people" if is_change else "people"
    if leads is None:
        return Card(name, MISSING, (_lacking(study, tier),), behavioural=False)
    hero = (
        signed(leads.additional, "persons")
        if is_change
        else wording.persons(leads.additional, current(), exact=False)
    )
    spread = wording.band(leads.additional_band, current(), "persons")
    strip, line = _strip(leads.additional_band), _line("spread", band=spread)
    return Card(name, hero, (strip, line, _anyway(study.of(tier)[0], outcome)))


def _anyway(found: Scenario, outcome: Outcome) -> str:
    """Of those paid, the share that would have come anyway; or why nobody is paid."""
    if not any(outcome.reform.rate.values()):
        return _bold("no_subsidy")
    if not found.assumptions.take_up.high:
        return _bold("no_take_up")
    return _bold("anyway", share=wording.share(outcome.anyway_share))


def _strip(band: Band) -> str:
    """The range as a bar from nought to its far end, with the median marked: how sure it is, at a glance."""
    ends = (band.p10, band.p50, band.p90)
    far = max(abs(end) for end in ends) or 1
    low, middle, high = (100 * (end / far + 1) / 2 if min(ends) < 0 else 100 * end / far for end in ends)
    return tag(
        "div",
        tag("i", style=f"left: {low:.1f}%; right: {100 - high:.1f}%"),
        tag("b", style=f"left: {middle:.1f}%"),
        class_="w-strip",
    )


# Each


def _each(study: Study, outcome: Outcome, tier: str | None) -> Card:
    """What an additional person-year costs, and one recipient beside one additional hire."""
    leads, is_change = outcome.leading
    if leads is None:
        lines = (_pair(study, outcome, tier, "hire"), _lacking(study, tier))
        return Card("each", MISSING, lines, behavioural=False)
    fewer = is_change and leads.additional < 0
    kind = "_saved" if fewer else "_change" if is_change else ""
    lines = (
        _line("horizon", months=study.scenario.assumptions.horizon_months),
        _line("spread", band=wording.band(leads.per_person_year_band, current(), "yuan")),
        _pair(study, outcome, tier, f"hire{kind}"),
    )
    # Its label says that it is for a person-year.
    return Card(f"each{kind}", wording.ratio(leads.per_person_year, current()), lines)


def dearest(outcome: Outcome, tier: str | None) -> TierRow | None:
    """The tier on view; of all tiers the one that is paid most."""
    rows = [row for one, row in outcome.rows.items() if tier in (None, one)]
    return max(rows, key=lambda row: row.rate, default=None)


def per_recipient(row: TierRow | None) -> str:
    """What one recipient costs: rate times expected months, with nobody's response in it."""
    return wording.yuan(row and row.per_recipient, current(), exact=True)


def _pair(study: Study, outcome: Outcome, tier: str | None, name: str) -> str:
    """One recipient and one additional hire, side by side: they are never the same price."""
    row, leads = dearest(outcome, tier), outcome.leading[0]
    one = wording.bounded(per_recipient(row), study.bounds_of(tier).get("per_recipient"), current())
    hire = MISSING if leads is None else wording.ratio(leads.per_additional, current())
    whom = text("what_if.outcome.recipient", tier=tier_name(row.tier)) if row else ""
    return tag(
        "div",
        tag("div", tag("span", words(whom)), tag("b", words(one))),
        tag("div", tag("span", words(text(f"what_if.outcome.{name}"))), tag("b", words(hire))),
        class_="w-pair",
    )


def names_of(paths: Iterable[str], study: Study) -> list[str]:
    """What inputs are called."""
    return [inputs.input_name(path, study.catalogue, study.evidence, current()) for path in paths]


def _lacking(study: Study, tier: str | None) -> str:
    """Which inputs are missing for it, by name, and no others."""
    listed = text("punctuation.comma").join(names_of(study.blockers("programme", tier), study))
    return tag("p", words(text("what_if.outcome.lacking", listed=listed)), class_="w-missing")
