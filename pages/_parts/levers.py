"""The policy a reader moves: for which city, at what rates, for how long, and what may be spent."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from pages._parts import blocks, figures, pickers, rates, scenario, store
from pages._parts.blocks import tag, words
from pages._parts.language import choice, current, text
from pages._parts.lever import (
    Edit,
    badge,
    complaint,
    key_of,
    lazy,
    number,
    one_of,
    put,
    seeded,
    take,
    tier_name,
)
from talent.i18n import format_number
from talent.what_if.inputs import Badge
from talent.what_if.printed import PrintedAnchor
from talent.what_if.scenario import ARRIVALS, RULES, Cap, Scenario, Solve

OWN_SHARES = "own"


def city() -> None:
    """Whose subsidy: each city keeps its own draft."""
    names = {one.id: one.name[current()] for one in store.catalogue().cities.values()}
    key = seeded("city", scenario.current().city)
    widget = st.segmented_control if len(names) <= pickers.FEW else st.selectbox
    more = {"required": True} if widget is st.segmented_control else {"placeholder": text("updating.choose")}
    widget(
        text("what_if.lever.city"), list(names), format_func=names.__getitem__, key=key,
        on_change=lambda: scenario.show_city(st.session_state[key]), **more,
    )  # fmt: skip


def policy(badges: Mapping[str, Badge]) -> Mapping[str, rates.Place]:
    """Rates, intake, timing and budget; where the fields of the changed rates come, by tier."""
    found = scenario.current()
    with blocks.box("what-if-policy"):
        blocks.show(tag("h2", words(text("what_if.lever.policy"))))
        city()
        places = rates.rates(found, badges)
        _intake(found)
        _timing(found, badges)
        _budget(found, badges)
    return places


def _intake(found: Scenario) -> None:
    """Printed numbers of people are offered with what they count, and taken on a click alone."""
    anchors = store.printed(found.city).of_use("intake")
    if anchors:
        with lazy("people", text("what_if.lever.printed_people", n=len(anchors))) as is_open:
            if is_open:
                _anchors(anchors)


def _anchors(anchors: tuple[PrintedAnchor, ...]) -> None:
    """Printed figures for the intake: none is by tier, so the reader says which tier it is to stand for."""
    tiers = {tier: tier_name(tier) for tier in scenario.shown_tiers()}
    blocks.note(text("what_if.lever.anchor_caveat"))
    tier = st.segmented_control(
        text("what_if.lever.anchor_tier"),
        list(tiers),
        format_func=tiers.__getitem__,
        key=key_of("anchor_tier"),
    )
    for one in anchors:
        blocks.show(anchor_line(one))
        if tier in tiers:
            whose = text("what_if.lever.take_as", tier=tiers[tier])
            take(f"anchor.{one.statement.statement_id}", _entrants_of(one, tier), whose)


def _entrants_of(one: PrintedAnchor, tier: str) -> Edit:
    return lambda found, _: rates.entrants(tier)(found, int(one.statement.value))


def anchor_line(one: PrintedAnchor) -> str:
    """A printed figure with what it counts and why it is no more than an anchor."""
    code = one.statement.statement_id
    reading = next((r for r in store.readings(code=code)), None)
    shown = figures.value(reading) if reading else one.statement.as_printed
    name = store.catalogue().indicators[one.statement.indicator].name[current()]
    return tag(
        "p", words(name), " ", tag("b", words(shown)), " ", figures.tags(reading) if reading else "",
        words(one.anchor.note[current()]), " ", figures.code_link(code, target="_blank"), class_="t-small",
    )  # fmt: skip


def _timing(found: Scenario, badges: Mapping[str, Badge]) -> None:
    arrivals = {one: choice("what_if.arrival", one) for one in ARRIVALS}
    value = found.arrival if isinstance(found.arrival, str) else OWN_SHARES
    if value == OWN_SHARES:
        arrivals[OWN_SHARES] = choice("what_if.arrival", OWN_SHARES)
    blocks.show(tag("h3", words(text("what_if.lever.timing"))))
    with st.container(key="what-if-timing", gap=None):
        left, right = st.columns(2, gap="small", wrap=False)
        with left:
            months, first = text("what_if.lever.months"), text("what_if.lever.first_year")
            number("months", months, found.duration_months, _set("duration_months"))
            number("first", first, found.first_year, _kept("first_year"))
        with right:
            one_of("arrival", text("what_if.lever.arrival"), value, arrivals, _arrival)
            number("years", text("what_if.lever.years"), found.years, _kept("years"))
        complaint("months", "first", "years")
    shown = badges.get("duration_months") or Badge("duration_months", "missing")
    blocks.show(tag("p", words(text("what_if.lever.months")), " ", badge(shown), class_="w-under"))


def _set(name: str) -> Edit:
    return lambda found, value: replace(found, **{name: value})


def _kept(name: str) -> Edit:
    """A number that cannot be missing: emptied, it stays what it was."""
    return lambda found, value: found if value is None else replace(found, **{name: value})


def _arrival(found: Scenario, value: str) -> Scenario:
    return found if value == OWN_SHARES else replace(found, arrival=value)


def _budget(found: Scenario, badges: Mapping[str, Badge]) -> None:
    """A cap with its rule, and a budget to find rates for."""
    with lazy("budget", text("what_if.lever.budget"), bool(found.cap or found.solve)) as is_open:
        if not is_open:
            return
        most = found.cap.yuan_per_year if found.cap else None
        number("cap", text("what_if.lever.cap"), most, _cap, 1_000_000)
        if found.cap:
            _echo(most, badges.get("cap"))
            rules = {rule: choice("what_if.rule", rule) for rule in RULES}
            one_of("rule", text("what_if.lever.rule"), found.cap.rule, rules, _rule)
        for one in store.printed(found.city).of_use("cap"):
            blocks.show(anchor_line(one))
            take(f"cap.{one.statement.statement_id}", _cap_of(one))
        budget = found.solve.budget_yuan_per_year if found.solve else None
        number("solve", text("what_if.lever.solve"), budget, _solve, 1_000_000)
        if found.solve:
            _echo(budget, None)
            years = {one: choice("what_if.solve_year", one) for one in ("steady", "first")}
            years |= {str(year): str(year) for year in found.calendar}
            one_of("solve_year", text("what_if.lever.solve_year"), str(found.solve.year), years, _solve_year)
        complaint("cap", "solve")


def _echo(yuan: float | None, found: Badge | None) -> None:
    """A large number as it is said."""
    said = text("what_if.lever.yuan_a_year", number=format_number(yuan, current()))
    blocks.show(tag("p", words(said), " ", badge(found), class_="w-under"))


def _cap(found: Scenario, value: float | None) -> Scenario:
    rule = found.cap.rule if found.cap else "sustain"
    return replace(found, cap=None if value is None else Cap(value, rule))


def _cap_of(one: PrintedAnchor) -> Edit:
    return lambda found, _: _cap(found, int(one.statement.value))


def _rule(found: Scenario, rule: str) -> Scenario:
    return replace(found, cap=found.cap and replace(found.cap, rule=rule))


def _solve(found: Scenario, value: float | None) -> Scenario:
    year = found.solve.year if found.solve else "steady"
    return replace(found, solve=None if value is None else Solve(value, year))


def _solve_year(found: Scenario, year: str) -> Scenario:
    chosen = int(year) if year.isdecimal() else year
    return replace(found, solve=found.solve and replace(found.solve, year=chosen))


def count(policy: str) -> Edit:
    """How many a year draw a one-off or an allowance."""
    return lambda found, value: replace(found, counts=put(found.counts, policy, value))


def rate_as_found(by_tier: Mapping[str, float]) -> Edit:
    """Rates that were reckoned backwards, to the yuan."""
    return lambda found, _: replace(
        found, reform={**found.reform, **{t: round(r) for t, r in by_tier.items()}}
    )
