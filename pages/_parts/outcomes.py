"""What comes of a scenario: on which basis it is shown, what is missing for it, and its pictures."""

from collections.abc import Mapping

import streamlit as st

from pages._parts import address, blocks, cards, rates, scenario, store
from pages._parts.blocks import tag, words
from pages._parts.guard import plain
from pages._parts.language import choice, current, text
from pages._parts.lever import complaint, key_of, tier_name
from talent.charts.model_picture import ModelPicture
from talent.what_if import lines, notation, wording
from talent.what_if import pictures as pen
from talent.what_if import study as studies
from talent.what_if.scenario import Scenario
from talent.what_if.study import BASES, Study


def notices() -> None:
    """What is to be known of the link on view."""
    if (version := scenario.foreign()) is not None:
        said = text("what_if.page.foreign", version=version, known=notation.VERSION)
        st.warning(plain(said), icon=":material/lock:")
    if scenario.seen():
        said = text("guard.other_data", seen=scenario.seen(), now=store.version())
        st.info(plain(said), icon=":material/history:")


def refusal() -> None:
    """Why the last act changed nothing; where it was a lever, this stands beside it."""
    complaint()


def answered(found: Scenario) -> Study:
    """The study of a scenario; costs alone where nothing tells how people respond."""
    return store.study(studies.answerable(found)[0])


def unanswered(found: Scenario) -> None:
    """Say aloud of which tiers `answered` tells costs alone."""
    if unknown := studies.answerable(found)[1]:
        listed = text("punctuation.comma").join(tier_name(tier) for tier in unknown)
        st.warning(plain(text("what_if.outcome.no_reference", listed=listed)), icon=":material/info:")


# The basis


def tier_on_view(study: Study) -> str | None:
    """Whether results are for 1,000 recipients of one tier (its id) or for all the intake (None)."""
    basis = address.value("basis", "", ("", *BASES))
    return study.on_view(basis, address.value("who", "", lambda _: True))


def basis(study: Study, who: str | None) -> None:
    """Choose what results are for."""
    tiers = study.shown_per_thousand
    whole = study.whole[1].reform is not None
    with st.container(key="what-if-basis", horizontal=True, vertical_alignment="center", gap="small"):
        if whole and tiers:
            shown = "thousand" if who else "total"
            _pick("basis", shown, {one: choice("what_if.basis", one) for one in BASES})
        elif tiers:
            blocks.show(tag("p", words(text("what_if.outcome.thousand_only"))), width="content")
        if who:
            _pick("who", who, {tier: tier_name(tier) for tier in tiers})
    if whole and study.partial:
        said = _can_total(study) if who else lines.partial_text(study, current())
        blocks.show(tag("p", words(said), class_="w-under"))


def _can_total(study: Study) -> str:
    """Whose intake is typed, so that a total can be seen though others have none."""
    intake = study.scenario.intake
    typed = (
        f"{tier_name(tier)} {wording.persons(intake[tier], current(), exact=True)}" for tier in study.counted
    )
    return text("what_if.outcome.can_total", listed=text("punctuation.comma").join(typed))


def _pick(name: str, shown: str, options: Mapping[str, str]) -> None:
    key = key_of(f"{name}.{'.'.join(options)}")
    if st.session_state.get(key) != shown:
        st.session_state[key] = shown
    st.segmented_control(
        choice("guard.parameter", name), list(options), format_func=options.__getitem__, key=key,
        on_change=lambda: address.keep(name, st.session_state[key]), required=True,
        label_visibility="collapsed",
    )  # fmt: skip


# Three numbers, or what is missing for them


def lead(study: Study, tier: str | None) -> tuple[cards.Card, ...]:
    """What a reader takes away; without it, what is missing."""
    if tier or study.whole[1].reform is not None:
        return cards.lead(study, tier)
    _nothing(study)
    return ()


def _nothing(study: Study) -> None:
    """A designed nothing: what is missing, and what would give a result."""
    city = study.catalogue.cities[study.scenario.city].name[current()]
    lacking = cards.names_of(study.blockers("unit"), study)
    word = tag("span", words(choice("what_if.badge", "missing")), class_="t-tag t-warn")
    blocks.show(
        tag(
            "div",
            tag("h3", words(text("what_if.outcome.nothing", city=city))),
            tag("ul", *(tag("li", word, words(name)) for name in lacking)),
            tag("p", words(text("what_if.outcome.nothing_help"))),
            class_="t-empty w-nothing",
            role="status",
        )
    )
    rates.transplants("nothing")


# Pictures


def pictures(study: Study, tier: str | None) -> tuple[ModelPicture, ...]:
    """Cost by year beside who is paid, then how uncertain it is and what that hangs on."""
    if tier is None and study.whole[1].reform is None:
        return ()
    outcome = study.of(tier)[1]
    case = (study, current(), tier, store.data_date())
    of = "change" if outcome.leading[1] else "programme"
    return pen.cost(*case), pen.recipients(*case), pen.fan(*case, of=of), pen.tornado(*case, of=of)
