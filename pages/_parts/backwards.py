"""The simulator backwards: which rate spends a budget, matches another city, or pays off."""

import streamlit as st

from pages._parts import blocks, figures, scenario, store
from pages._parts.blocks import tag, words
from pages._parts.guard import explained
from pages._parts.language import choice, current, text
from pages._parts.lever import AS_TYPED, key_of, take, tier_name
from pages._parts.levers import rate_as_found
from talent.what_if import solving, wording
from talent.what_if.solving import MEANINGS, Match
from talent.what_if.study import Study

# A rate that lies elsewhere is not offered to be taken.
USABLE = ("within", "unknown")


def show(study: Study, tier: str | None) -> None:
    """Three questions, each with its own answer."""
    _budget(study)
    _like_another(study)
    with explained():
        _worth(study, tier)


def _budget(study: Study) -> None:
    """Rates for the budget asked, with the year that binds; a first year is never sold as every year."""
    blocks.section(text("what_if.back.budget"))
    asked, found = study.scenario.solve, study.whole[1].solution
    if asked is None:
        blocks.note(text("what_if.back.budget_how"))
        return
    year = solving.binding_year(study)
    spend = solving.solved_spend(study)
    if found is None or spend is None or year is None:
        blocks.empty(text("what_if.back.budget_missing"))
        return
    head = [text(f"what_if.back.{name}") for name in ("tier", "rate", "static_rate")]
    blocks.table(
        head,
        [
            [
                words(tier_name(one)),
                tag("b", words(_rate(rate))) + _beyond(one in found.extrapolated),
                words(_rate(found.static_rate[one])),
            ]
            for one, rate in found.rate.items()
        ],
        "w-small",
    )
    last = study.scenario.calendar[-1]
    money = wording.yuan(spend[-1].item(), current(), exact=False)
    budget = wording.yuan(asked.budget_yuan_per_year, current(), exact=True)
    blocks.note(text("what_if.back.binds", year=year, budget=budget, last=last, spend=money))
    blocks.note(wording.sentence(current()))
    take("solved", rate_as_found(found.rate), text("what_if.back.take"))


def _rate(rate: float | None) -> str:
    return wording.yuan(rate, current(), exact=False, unit="yuan_per_month")


def _beyond(is_beyond: bool) -> str:
    return tag("span", words(text("what_if.back.beyond")), class_="t-tag t-warn") if is_beyond else ""


def _like_another(study: Study) -> None:
    """The rate that pays like another city, in the meaning the reader picks."""
    blocks.section(text("what_if.back.match"))
    known = store.catalogue().cities.values()
    others = [one for one in known if one.id != study.scenario.city]
    others.sort(key=lambda one: not store.printed(one.id).defaults)
    cities = {one.id: one.name[current()] for one in others}
    with blocks.bar("what-if-match"):
        city = _chosen("match_city", text("what_if.lever.city"), cities)
        meanings = {one: choice("what_if.meaning", one) for one in MEANINGS}
        meaning = _chosen("match_meaning", text("what_if.back.meaning"), meanings)
    found = [solving.match(study, tier, city, meaning) for tier in scenario.shown_tiers()]
    head = [text(f"what_if.back.{name}") for name in ("tier", "target", "needed", "verdict")]
    blocks.table(head, [_match_row(one) for one in found], "w-small")
    rates = {one.tier: one.rate for one in found if one.rate is not None and one.reach in USABLE}
    if rates:
        take("matched", rate_as_found(rates), text("what_if.back.take"))


def _chosen(name: str, label: str, options: dict[str, str]) -> str:
    """A question of this part alone; the scenario does not hold it."""
    key = key_of(name)
    if st.session_state.get(key) not in options:
        st.session_state[key] = next(iter(options))
    return st.selectbox(
        label, list(options), format_func=options.__getitem__, key=key, placeholder=text("updating.choose")
    )


def _match_row(one: Match) -> list[str]:
    unit = {"same_rate": "yuan_per_month"}.get(one.meaning, "yuan_per_person")
    target = wording.yuan(one.target, current(), exact=one.meaning != "same_spend_per_entrant", unit=unit)
    grants = [store.catalogue().policies[id].instrument[current()] for id in one.one_offs]
    kind = "t-tag" if one.reach == "within" else "t-tag t-warn"
    with_grants = text("what_if.back.with", listed=text("punctuation.comma").join(grants)) if grants else ""
    return [
        words(tier_name(one.tier)),
        words(wording.bounded(target, one.bound, current()))
        + " "
        + " ".join(figures.code_link(code, target="_blank") for code in one.codes)
        + (tag("p", words(with_grants), class_="t-small") if grants else ""),
        tag("b", words(_rate(one.rate))),
        tag("span", words(choice("what_if.reach", one.reach)), class_=kind),
    ]


def _worth(study: Study, tier: str | None) -> None:
    """The smallest but-for share that pays off at what a person-year is worth to the reader."""
    blocks.section(text("what_if.back.worth"))
    key = key_of("worth")
    worth = st.number_input(
        text("what_if.back.worth_label"), value=None, step=1000.0, format=AS_TYPED, key=key, width=260,
        placeholder=choice("what_if.badge", "missing"),
    )  # fmt: skip
    if worth is None:
        blocks.note(text("what_if.back.worth_how"))
        return
    outcome = study.of(tier)[1]
    whole = outcome.change is None or not outcome.change.total
    share = solving.break_even(study, worth, tier, whole=whole)
    if share is None:
        blocks.empty(text("what_if.back.worth_never"))
        return
    mode = wording.share(study.scenario.assumptions.but_for.mode)
    blocks.show(tag("p", words(text("what_if.back.worth_found", share=wording.share(share), mode=mode))))
    blocks.note(wording.sentence(current()))
