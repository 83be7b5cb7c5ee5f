"""Who is paid how much, by tier: typed, moved, or taken from what a document prints."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import ceil

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages._parts import assumed, blocks, figures, scenario, store
from pages._parts.blocks import tag, words
from pages._parts.language import choice, current, text
from pages._parts.lever import (
    Edit,
    badge,
    complaint,
    is_locked,
    key_of,
    lazy,
    moved,
    number,
    put,
    seeded,
    take,
    tier_name,
)
from talent.i18n import MISSING, format_number
from talent.what_if import inputs
from talent.what_if.inputs import Badge
from talent.what_if.printed import Option
from talent.what_if.scenario import TIERS, Scenario

# Yuan a month between two stops of a slider, and of the arrows beside a number.
STEP = 50


@dataclass(frozen=True)
class Place:
    """Where the fields of a tier's changed rate come: the number beside what is paid now, the rest below."""

    number: DeltaGenerator
    below: DeltaGenerator


def rates(found: Scenario, badges: Mapping[str, Badge]) -> Mapping[str, Place]:
    """The tiers with what is paid now and how many come, and places for `moving`."""
    _tiers()
    with st.container(key="what-if-rates", gap="small"):
        places = {tier: _rates(tier, found, badges) for tier in scenario.shown_tiers()}
    transplants("policy")
    return places


def moving(places: Mapping[str, Place]) -> None:
    """What is to be paid, by tier: number, slider, and how far that lies from what is known."""
    found = scenario.current()
    badges = store.badges(found)
    for tier, place in places.items():
        before, after = found.baseline.get(tier), found.reform.get(tier)
        reference = found.assumptions.reference_rate.get(tier, before)
        with place.number:
            _yuan(f"reform.{tier}", text("what_if.lever.then"), after, _rate("reform", tier))
        with place.below:
            ruler = _slider(tier, after, reference) if reference and after is not None else ""
            blocks.show(tag("div", ruler, _tags(tier, badges)))
            complaint(*(f"{lever}.{tier}" for lever in ("baseline", "reform", "intake", "reference")))
            _options(tier, before, after)


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


def _rates(tier: str, found: Scenario, badges: Mapping[str, Badge]) -> Place:
    """One tier: what is paid now and where that is printed, how many come, and places for the rest."""
    before, after = found.baseline.get(tier), found.reform.get(tier)
    with st.container(key=f"what-if-tier-{tier}", gap=None):
        name, source = tag("b", words(tier_name(tier))), badge(_source(tier, badges))
        blocks.show(tag("p", name, " ", source, class_="w-tier"))
        now, then, people = st.columns(3, gap="small", wrap=False)
        with now:
            _yuan(f"baseline.{tier}", text("what_if.lever.now"), before, _baseline(tier))
        with people:
            label, count = text("what_if.lever.people"), found.intake.get(tier)
            number(f"intake.{tier}", label, count, entrants(tier), 100)
        if not before and after is not None:
            _unknown(tier, before, found)
        return Place(then, st.container(gap=None))


def _source(tier: str, badges: Mapping[str, Badge]) -> Badge:
    """Where the rate paid now comes from."""
    path = f"baseline.rate.{tier}"
    return badges.get(path) or Badge(path, "missing")


def _tags(tier: str, badges: Mapping[str, Badge]) -> str:
    """Where the changed rate and the intake come from, as far as it is not where the rate now does."""
    now = _source(tier, badges)
    paths = {"then": f"reform.rate.{tier}", "people": f"intake.{tier}"}
    found = {name: badges[path] for name, path in paths.items() if path in badges}
    lines = [
        tag("span", words(text(f"what_if.lever.{name}")), " ", badge(one))
        for name, one in found.items()
        if (one.kind, one.codes) != (now.kind, now.codes)
    ]
    return tag("p", *lines, class_="w-under") if lines else ""


def _yuan(name: str, label: str, rate: float | None, edit: Edit) -> None:
    number(name, label, rate, edit, STEP)


def _unknown(tier: str, before: float | None, found: Scenario) -> None:
    """Where nothing is paid now, or nobody knows what: the rate the but-for share is to refer to."""
    label, given = text("what_if.lever.reference"), found.assumptions.reference_rate.get(tier)
    _yuan(f"reference.{tier}", label, given, assumed.reference(tier))
    blocks.show(tag("p", words(text("what_if.lever.reference_short")), class_="w-under"))
    if before is None:
        take(f"none.{tier}", lambda now, _: _rate("baseline", tier)(now, 0), text("what_if.lever.none_now"))


def _slider(tier: str, rate: float, reference: float) -> str:
    """From nothing to twice the reference; its ruler, where what lies above is hatched as extrapolation."""
    most = ceil(max(2 * reference, rate))
    lever = f"slide.{tier}.{most}"
    key = seeded(lever, round(rate))
    st.slider(
        text("what_if.lever.slide", tier=tier_name(tier)), 0, most, step=STEP, key=key, on_change=moved,
        args=(lever, key, _rate("reform", tier)), label_visibility="collapsed", disabled=is_locked(),
    )  # fmt: skip
    place, twice = (f"left: {100 * times * reference / most:.1f}%" for times in (1, 2))
    marks = tag("b", words(format_number(reference, current())), style=place)
    above = "beyond" if rate > 2 * reference else "above" if rate > reference else ""
    ruler = tag(
        "div", tag("i", style=twice), tag("span", words("0")), marks,
        tag("span", words(format_number(most, current()))), class_="w-ruler",
    )  # fmt: skip
    return ruler + (tag("p", words(text(f"what_if.lever.{above}")), class_="w-under") if above else "")


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
    codes = " ".join(figures.code_link(code, target="_blank") for code in one.codes)
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


def entrants(tier: str) -> Edit:
    """How many of a tier come in a year."""
    return lambda found, value: replace(found, intake=put(found.intake, tier, value))
