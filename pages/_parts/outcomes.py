"""What comes of a scenario: three numbers to read first, and the pictures behind them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import streamlit as st

from pages._parts import address, blocks, rates, scenario, store
from pages._parts.blocks import tag, words
from pages._parts.guard import plain
from pages._parts.language import choice, current, text
from pages._parts.lever import key_of, tier_name
from talent.charts.model_picture import ModelPicture
from talent.i18n import MISSING
from talent.what_if import inputs, notation, wording
from talent.what_if import pictures as pen
from talent.what_if.outcome import Band, Difference, Outcome, TierRow
from talent.what_if.study import Study

BASES = ("thousand", "total")


def notices() -> None:
    """What is to be known of the link on view."""
    if (version := scenario.foreign()) is not None:
        said = text("what_if.page.foreign", version=version, known=notation.VERSION)
        st.warning(plain(said), icon=":material/lock:")
    if scenario.seen():
        said = text("guard.other_data", seen=scenario.seen(), now=store.version())
        st.info(plain(said), icon=":material/history:")


def refusal() -> None:
    """Why the lever moved last changed nothing."""
    if said := scenario.refusal():
        st.warning(plain(said), icon=":material/block:")


# The basis


def tiers_of(study: Study) -> list[str]:
    """The tiers that can be shown per 1,000 recipients."""
    # Whatever is listed has a reform rate: only the duration can be missing, and no run is needed to know.
    return [] if study.scenario.duration_months is None else list(study.per_thousand)


def tier_on_view(study: Study) -> str | None:
    """Whether results are for 1,000 recipients of one tier (its id) or for all the intake (None)."""
    tiers = tiers_of(study)
    chosen = address.value("basis", "", ("", *BASES))
    who = address.value("who", "", lambda _: True)
    if not tiers or (study.outcome.reform is not None and chosen != "thousand"):
        return None
    # A tier whose rate changes tells more than one whose rate does not.
    return who if who in tiers else next(filter(study.responds, tiers), tiers[0])


def basis(study: Study, who: str | None) -> None:
    """Choose what results are for."""
    tiers = tiers_of(study)
    whole = study.outcome.reform is not None
    with st.container(key="what-if-basis", horizontal=True, vertical_alignment="center", gap="small"):
        if whole and tiers:
            shown = "thousand" if who else "total"
            _pick("basis", shown, {one: choice("what_if.basis", one) for one in BASES})
        elif tiers:
            blocks.show(tag("p", words(text("what_if.outcome.thousand_only"))), width="content")
        if who:
            _pick("who", who, {tier: tier_name(tier) for tier in tiers})


def _pick(name: str, shown: str, options: Mapping[str, str]) -> None:
    key = key_of(f"{name}.{'.'.join(options)}")
    if st.session_state.get(key) != shown:
        st.session_state[key] = shown
    st.segmented_control(
        choice("guard.parameter", name), list(options), format_func=options.__getitem__, key=key,
        on_change=lambda: address.keep(name, st.session_state[key]), required=True,
        label_visibility="collapsed",
    )  # fmt: skip


# Three numbers


@dataclass(frozen=True)
class Card:
    """A number to read first, by its name in `what_if.lead`, with lines of markup under it."""

    name: str
    hero: str
    lines: tuple[str, ...]


def lead(study: Study, tier: str | None) -> tuple[Card, ...]:
    """Cost, people, cost for each additional one: what a reader takes away."""
    outcome = study.of(tier)[1] if tier or study.outcome.reform else None
    if outcome is None or outcome.reform is None:
        _nothing(study)
        return ()
    cards = (_cost(study, outcome, tier), _people(study, outcome), _each(study, outcome, tier))
    blocks.show(
        tag("div", *(_card(one, study) for one in cards), class_="w-leads"),
        tag("p", words(inputs.count_text(study.badges, current())), class_="w-rests"),
    )
    return cards


def _card(card: Card, study: Study) -> str:
    label = text(f"what_if.lead.{card.name}", year=study.scenario.calendar[-1])
    hero = tag("p", words(card.hero), class_="w-hero")
    return tag("section", tag("h3", words(label)), hero, *card.lines, class_="w-lead")


def pin(cards: Iterable[Card]) -> None:
    """The same numbers in a line that stays in sight on a phone, where the levers lie far above them."""
    shown = (
        tag("div", tag("span", words(choice("what_if.pin", one.name))), tag("b", words(one.hero)))
        for one in cards
    )
    blocks.show(tag("div", *shown, class_="w-pin"))


def leading(outcome: Outcome) -> tuple[Difference | None, bool]:
    """What leads, and whether it is the change; where nothing changes it is the programme as a whole."""
    change = outcome.change
    if change is not None and (change.total or change.additional):
        return change, True
    return outcome.programme, False


def _line(key: str, **fields: object) -> str:
    return tag("p", words(text(f"what_if.outcome.{key}", **fields)))


def _sentence() -> str:
    """Under every figure that rests on an assumed response."""
    return tag("p", words(wording.sentence(current())), class_="w-sentence")


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


def _cost(study: Study, outcome: Outcome, tier: str | None) -> Card:
    """The cost of a yearly cohort; the first year and what is still owed never stay unsaid."""
    course, years = outcome.reform, study.scenario.calendar
    leads, is_change = leading(outcome)
    bounds = study.bounds_of(tier)

    def money(value: float) -> str:
        return wording.bounded(spent(study, tier, value), bounds.get("reform.spend"), current())

    by_year = [value.item() for value in course.spend_by_year]
    owed = text("what_if.outcome.tail", year=years[-1], value=money(course.committed_tail))
    lines = [
        _line("by_year", first=years[0], one=money(by_year[0]), last=years[-1], other=money(by_year[-1])),
        tag("p", tag("b", words(owed))),
    ]
    if course.alpha is not None and course.alpha < 1:
        lines.append(_line("capped", share=wording.share(course.alpha)))
    row = dearest(outcome, tier)
    if row is not None:
        whole = wording.yuan(row.entitlement, current(), exact=True)
        whole = wording.bounded(whole, bounds.get(f"per_recipient.{row.tier}"), current())
        months = study.scenario.duration_months
        lines.append(_line("entitlement", tier=tier_name(row.tier), months=months, value=whole))
    if leads is None:
        return Card("cost_in", money(by_year[-1]), tuple(lines))
    if is_change:
        split = _line("split", static=signed(leads.static, exact=True), behavioural=signed(leads.behavioural))
        hero = wording.bounded(signed(leads.total), bounds.get("delta"), current())
        return Card("cost_change", hero, (split, *lines))
    same = [_line("no_change")] if outcome.change is not None else []
    return Card("cost", money(leads.total), (*lines, *same))


def _people(study: Study, outcome: Outcome) -> Card:
    """Who comes because of it, beside the share that would have come anyway."""
    leads, is_change = leading(outcome)
    name = "more_people" if is_change else "people"
    if leads is None:
        return Card(name, MISSING, (_lacking(study),))
    hero = (
        signed(leads.additional, "persons")
        if is_change
        else wording.persons(leads.additional, current(), exact=False)
    )
    spread = wording.band(leads.additional_band, current(), "persons")
    strip, line = _strip(leads.additional_band), _line("spread", band=spread)
    return Card(name, hero, (strip, line, _anyway(outcome), _sentence()))


def _anyway(outcome: Outcome) -> str:
    """Of those paid, the share that would have come anyway."""
    share = pen.anyway_share(outcome, outcome.reform) if outcome.reform else None
    return tag("p", tag("b", words(text("what_if.outcome.anyway", share=wording.share(share)))))


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


def _each(study: Study, outcome: Outcome, tier: str | None) -> Card:
    """What an additional person-year costs, and one recipient beside one additional hire."""
    leads, _ = leading(outcome)
    if leads is None:
        return Card("each", MISSING, (_pair(study, outcome, tier, None), _lacking(study)))
    lines = (
        _line("horizon", months=study.scenario.assumptions.horizon_months),
        _line("spread", band=wording.band(leads.per_person_year_band, current(), "yuan")),
        _pair(study, outcome, tier, leads),
        _sentence(),
    )
    # Its label says that it is for a person-year.
    return Card("each", wording.ratio(leads.per_person_year, current()), lines)


def dearest(outcome: Outcome, tier: str | None) -> TierRow | None:
    """The tier on view; of all tiers the one that is paid most."""
    rows = [row for one, row in outcome.rows.items() if tier in (None, one)]
    return max(rows, key=lambda row: row.rate, default=None)


def per_recipient(row: TierRow | None) -> str:
    """What one recipient costs: rate times expected months, with nobody's response in it."""
    return wording.yuan(row and row.per_recipient, current(), exact=True)


def _pair(study: Study, outcome: Outcome, tier: str | None, leads: Difference | None) -> str:
    """One recipient and one additional hire, side by side: they are never the same price."""
    row = dearest(outcome, tier)
    one = wording.bounded(per_recipient(row), study.bounds_of(tier).get("per_recipient"), current())
    hire = MISSING if leads is None else wording.ratio(leads.per_additional, current())
    whom = text("what_if.outcome.recipient", tier=tier_name(row.tier)) if row else ""
    return tag(
        "div",
        tag("div", tag("span", words(whom)), tag("b", words(one))),
        tag("div", tag("span", words(text("what_if.outcome.hire"))), tag("b", words(hire))),
        class_="w-pair",
    )


def _missing_names(study: Study) -> list[str]:
    paths = study.outcome.missing
    return [inputs.input_name(path, study.catalogue, study.evidence, current()) for path in paths]


def _lacking(study: Study) -> str:
    """Which inputs are missing, by name."""
    listed = text("punctuation.comma").join(_missing_names(study))
    return tag("p", words(text("what_if.outcome.lacking", listed=listed)), class_="w-missing")


def _nothing(study: Study) -> None:
    """A designed nothing: what is missing, and what would give a result."""
    city = study.catalogue.cities[study.scenario.city].name[current()]
    word = tag("span", words(choice("what_if.badge", "missing")), class_="t-tag t-warn")
    blocks.show(
        tag(
            "div",
            tag("h3", words(text("what_if.outcome.nothing", city=city))),
            tag("ul", *(tag("li", word, words(name)) for name in _missing_names(study))),
            tag("p", words(text("what_if.outcome.nothing_help"))),
            class_="t-empty w-nothing",
            role="status",
        )
    )
    rates.transplants("nothing")


# Pictures


def pictures(study: Study, tier: str | None) -> tuple[ModelPicture, ...]:
    """Cost by year beside who is paid, then how uncertain it is and what that hangs on."""
    outcome = study.of(tier)[1] if tier or study.outcome.reform else None
    if outcome is None or outcome.reform is None:
        return ()
    case = (study, current(), tier, store.data_date())
    of = "change" if leading(outcome)[1] else "programme"
    return pen.cost(*case), pen.recipients(*case), pen.fan(*case, of=of), pen.tornado(*case, of=of)
