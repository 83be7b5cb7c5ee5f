"""The policy a reader moves: who is paid how much, how many come, for how long, and what may be spent."""

from collections.abc import Mapping
from dataclasses import replace
from math import ceil

import streamlit as st

from pages._parts import assumed, blocks, scenario, store
from pages._parts.blocks import tag, words
from pages._parts.guard import plain
from pages._parts.language import choice, current, text
from pages._parts.lever import (
    Edit,
    badge,
    is_locked,
    key_of,
    lazy,
    moved,
    number,
    one_of,
    put,
    seeded,
    take,
    tier_name,
)
from talent.i18n import MISSING, format_number
from talent.what_if import inputs
from talent.what_if.inputs import Badge
from talent.what_if.printed import Option, PrintedAnchor
from talent.what_if.scenario import ARRIVALS, RULES, TIERS, Cap, Scenario, Solve
from talent.what_if.validation import HIGHEST_RATE, HIGHEST_SUM, MOST_PEOPLE

# Yuan a month between two stops of a slider, and of the arrows beside a number.
STEP = 50
OWN_SHARES = "own"


def city() -> None:
    """Whose subsidy: each city keeps its own draft."""
    names = {one.id: one.name[current()] for one in store.catalogue().cities.values()}
    key = seeded("city", scenario.current().city)
    widget = st.segmented_control if len(names) <= 6 else st.selectbox
    more = {"required": True} if widget is st.segmented_control else {}
    widget(
        text("what_if.lever.city"), list(names), format_func=names.__getitem__, key=key,
        on_change=lambda: scenario.show_city(st.session_state[key]), **more,
    )  # fmt: skip


def policy(badges: Mapping[str, Badge]) -> None:
    """Rates, intake, timing and budget."""
    found = scenario.current()
    with blocks.box("what-if-policy"):
        blocks.show(tag("h2", words(text("what_if.lever.policy"))))
        city()
        _tiers()
        with st.container(key="what-if-rates", gap="small"):
            for tier in scenario.shown_tiers():
                _rates(tier, found, badges)
        transplants("policy")
        _intake(found)
        _timing(found, badges)
        _budget(found, badges)


def _tiers() -> None:
    names = {tier: tier_name(tier) for tier in TIERS}
    key = seeded("tiers", list(scenario.shown_tiers()))
    st.pills(
        text("what_if.lever.tiers"), list(TIERS), selection_mode="multi", format_func=names.__getitem__,
        key=key, on_change=_pick_tiers, args=(key,), disabled=is_locked(), label_visibility="collapsed",
    )  # fmt: skip


def _pick_tiers(key: str) -> None:
    # Without any tier there is nothing to show: the last one stays.
    if chosen := st.session_state[key]:
        scenario.show_tiers(tuple(chosen))


def _rates(tier: str, found: Scenario, badges: Mapping[str, Badge]) -> None:
    """One tier: what is paid now, what is to be paid, and how far that lies from what is known."""
    name = tier_name(tier)
    before, after = found.baseline.get(tier), found.reform.get(tier)
    reference = found.assumptions.reference_rate.get(tier, before)
    with st.container(key=f"what-if-tier-{tier}", gap=None):
        path = "baseline.rate"
        shown = badges.get(f"{path}.{tier}") or Badge(f"{path}.{tier}", "missing")
        blocks.show(tag("p", tag("b", words(name)), " ", badge(shown), class_="w-tier"))
        now, then, people = st.columns(3, gap="small", wrap=False)
        with now:
            _yuan(f"baseline.{tier}", text("what_if.lever.now"), before, _baseline(tier))
        with then:
            _yuan(f"reform.{tier}", text("what_if.lever.then"), after, _rate("reform", tier))
        with people:
            label, entrants = text("what_if.lever.people"), found.intake.get(tier)
            number(f"intake.{tier}", label, entrants, _entrants(tier), 0, MOST_PEOPLE, 100)
        if not before and after is not None:
            _yuan(
                f"reference.{tier}",
                text("what_if.lever.reference"),
                found.assumptions.reference_rate.get(tier),
                assumed.reference(tier),
                1,
                help=plain(text("what_if.lever.reference_help")),
            )
        if reference and after is not None:
            _slider(tier, name, after, reference)
        _tags(tier, shown, badges)
        _options(tier, before, after)


def _tags(tier: str, now: Badge, badges: Mapping[str, Badge]) -> None:
    """Where the changed rate and the intake come from, as far as it is not where the rate now does."""
    paths = {"then": f"reform.rate.{tier}", "people": f"intake.{tier}"}
    found = {name: badges[path] for name, path in paths.items() if path in badges}
    lines = [
        tag("span", words(text(f"what_if.lever.{name}")), " ", badge(one))
        for name, one in found.items()
        if (one.kind, one.codes) != (now.kind, now.codes)
    ]
    if lines:
        blocks.show(tag("p", *lines, class_="w-under"))


def _yuan(name: str, label: str, rate: float | None, edit: Edit, low: int = 0, **how) -> None:
    number(name, label, rate, edit, low, HIGHEST_RATE, STEP, **how)


def _slider(tier: str, name: str, rate: float, reference: float) -> None:
    """From nothing to twice the reference; what lies above the reference is hatched as extrapolation."""
    top = ceil(max(2 * reference, rate))
    key = seeded(f"slide.{tier}.{top}", round(rate))
    st.slider(
        text("what_if.lever.slide", tier=name), 0, top, step=STEP, key=key, on_change=moved,
        args=(key, _rate("reform", tier)), label_visibility="collapsed", disabled=is_locked(),
    )  # fmt: skip
    place = f"{100 * reference / top:.1f}%"
    marks = tag("b", words(format_number(reference, current())), style=f"left: {place}")
    beyond = text("what_if.lever.beyond") if rate > reference else ""
    blocks.show(
        tag(
            "div", tag("i", style=f"left: {place}"), tag("span", words("0")), marks,
            tag("span", words(format_number(top, current()))),
            class_="w-ruler w-beyond" if rate > 2 * reference else "w-ruler",
        ),
        tag("p", words(beyond), class_="w-under") if beyond else "",
    )  # fmt: skip


def _rate(run: str, tier: str) -> Edit:
    return lambda found, value: replace(found, **{run: put(getattr(found, run), tier, value)})


def _baseline(tier: str) -> Edit:
    """What is paid now; what is to be paid follows while it is the same or missing."""

    def edit(found: Scenario, value: float | None) -> Scenario:
        follows = found.reform.get(tier) in (None, found.baseline.get(tier))
        reform = put(found.reform, tier, value) if follows else found.reform
        return replace(found, baseline=put(found.baseline, tier, value), reform=reform)

    return edit


def _options(tier: str, before: float | None, after: float | None) -> None:
    """What else the documents print for this tier, to be taken explicitly."""
    printed = store.printed(scenario.current().city).options.get(tier, ())
    others = [one for one in printed if not (one.rate == before == after)]
    if not others:
        return
    label = text("what_if.lever.printed_rates", n=len(others))
    with lazy(f"options.{tier}", label) as is_open:
        for place, one in enumerate(others if is_open else ()):
            blocks.show(tag("p", *_option_text(one), class_="t-small"))
            take(f"take.{tier}.{place}", _option(one))


def _option_text(one: Option) -> tuple[str, ...]:
    language = current()
    rate = format_number(one.rate, language)
    if one.rate_high is not None:
        rate += f"–{format_number(one.rate_high, language)}"
    months = MISSING if one.duration_months is None else str(one.duration_months)
    said = text(
        "what_if.lever.option", bound=text(f"bound_sign.{one.bound}"), rate=rate, months=months,
        status=choice("what_if.status", one.status),
    )  # fmt: skip
    note = f" {one.note[language]}" if one.note else ""
    names = [store.catalogue().policies[id].instrument[language] for id in one.policy_ids]
    listed = text("punctuation.semicolon").join(dict.fromkeys(names))
    codes = " ".join(blocks.code_link(code, target="_blank") for code in one.codes)
    return tag("b", words(said)), " ", words(f"{listed}{note}"), " ", codes


def _option(one: Option) -> Edit:
    def edit(found: Scenario, _: object) -> Scenario:
        rates = {run: {**getattr(found, run), one.tier: one.rate} for run in inputs.RUNS}
        return replace(found, **rates, duration_months=found.duration_months or one.duration_months)

    return edit


def transplants(place: str) -> None:
    """Another city's printed rates, on an explicit click and never otherwise."""
    known = store.catalogue().cities.values()
    here = scenario.current().city
    with st.container(key=f"what-if-lenders-{place}", horizontal=True, gap="small"):
        for lender in (one for one in known if one.id != here and store.printed(one.id).defaults):
            st.button(
                text("what_if.lever.transplant", city=lender.name[current()]), type="tertiary",
                key=key_of(f"lend.{place}.{lender.id}"), disabled=is_locked(), on_click=_transplant,
                args=(lender.id,), icon=":material/content_copy:",
            )  # fmt: skip


def _transplant(lender: str) -> None:
    found = inputs.transplant(scenario.current(), lender, store.catalogue(), store.evidence())
    scenario.change(found)


def _intake(found: Scenario) -> None:
    """Printed numbers of people are offered with what they count, and taken on a click alone."""
    anchors = store.printed(found.city).of_use("intake")
    if anchors:
        with lazy("people", text("what_if.lever.printed_people", n=len(anchors))) as is_open:
            if is_open:
                _anchors(anchors)


def _entrants(tier: str) -> Edit:
    return lambda found, value: replace(found, intake=put(found.intake, tier, value))


def _anchors(anchors: tuple[PrintedAnchor, ...]) -> None:
    """Printed figures for the intake: none is by tier, so the reader says which tier it is to stand for."""
    tiers = {tier: tier_name(tier) for tier in scenario.shown_tiers()}
    key = key_of("anchor_tier")
    if st.session_state.get(key) not in tiers:
        st.session_state[key] = next(iter(tiers))
    st.segmented_control(
        text("what_if.lever.anchor_tier"), list(tiers), format_func=tiers.__getitem__, key=key, required=True
    )
    for one in anchors:
        blocks.show(anchor_line(one))
        take(f"anchor.{one.statement.statement_id}", _entrants_of(one, key))


def _entrants_of(one: PrintedAnchor, key: str) -> Edit:
    return lambda found, _: _entrants(st.session_state[key])(found, int(one.statement.value))


def anchor_line(one: PrintedAnchor) -> str:
    """A printed figure with what it counts and why it is no more than an anchor."""
    code = one.statement.statement_id
    reading = next((r for r in store.readings(code=code)), None)
    shown = blocks.value(reading) if reading else one.statement.as_printed
    name = store.catalogue().indicators[one.statement.indicator].name[current()]
    return tag(
        "p", words(name), " ", tag("b", words(shown)), " ", blocks.tags(reading) if reading else "",
        words(one.anchor.note[current()]), " ", blocks.code_link(code, target="_blank"), class_="t-small",
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
            number("months", months, found.duration_months, _set("duration_months"), 1, 120)
            number("first", first, found.first_year, _kept("first_year"), 1990, 2100)
        with right:
            one_of("arrival", text("what_if.lever.arrival"), value, arrivals, _arrival)
            number("years", text("what_if.lever.years"), found.years, _kept("years"), 1, 40)
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
        number("cap", text("what_if.lever.cap"), most, _cap, 1, HIGHEST_SUM, 1_000_000)
        if found.cap:
            _echo(most, badges.get("cap"))
            rules = {rule: choice("what_if.rule", rule) for rule in RULES}
            one_of("rule", text("what_if.lever.rule"), found.cap.rule, rules, _rule)
        for one in store.printed(found.city).of_use("cap"):
            blocks.show(anchor_line(one))
            take(f"cap.{one.statement.statement_id}", _cap_of(one))
        budget = found.solve.budget_yuan_per_year if found.solve else None
        number("solve", text("what_if.lever.solve"), budget, _solve, 1, HIGHEST_SUM, 1_000_000)
        if found.solve:
            _echo(budget, None)
            years = {one: choice("what_if.solve_year", one) for one in ("steady", "first")}
            years |= {str(year): str(year) for year in found.calendar}
            one_of("solve_year", text("what_if.lever.solve_year"), str(found.solve.year), years, _solve_year)


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


def rate_as_found(rates: Mapping[str, float]) -> Edit:
    """Rates that were reckoned backwards, to the yuan."""
    return lambda found, _: replace(found, reform={**found.reform, **{t: round(r) for t, r in rates.items()}})
