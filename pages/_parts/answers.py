"""What a moved rate changes, in a fragment of its own: the rate's own fields, the steps back, all results.

After a run the browser looks through all that the run sent, so a slider is answered fastest where little is
sent. What a rate of the reform leaves as it is, the page draws around this.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages._parts import (
    address,
    cards,
    drawings,
    guard,
    links,
    outcomes,
    rates,
    scenario,
    sharing,
    store,
    workings,
)
from talent.briefing import numbers
from talent.what_if.scenario import NOTHING


@dataclass(frozen=True)
class Places:
    """Where the fragment draws outside itself: rates by tier, steps back, the lead numbers once more."""

    rates: Mapping[str, rates.Place]
    steps: DeltaGenerator
    pinned: DeltaGenerator


def around() -> tuple:
    """What is drawn around: all of the scenario, and said of it, but for what the reform pays.

    A part that is open behind the numbers is drawn around too: then it is all of it.
    """
    found = scenario.current()
    said = (scenario.shown_tiers(), scenario.refusal(), scenario.foreign())
    if workings.any_open():
        return found, address.kept("basis"), address.kept("who"), *said
    badges = store.badges(found).items()
    sources = {path: badge for path, badge in badges if not path.startswith("reform.rate.")}
    return replace(found, reform=NOTHING), set(found.reform), sources, *said


def show(places: Places) -> None:
    """The answers to the scenario as it stands, and as a rate of the reform is moved."""
    st.session_state["what_if.around"] = around()
    _answers(places)


@st.fragment
def _answers(places: Places) -> None:
    if st.session_state["what_if.around"] != around():
        # A step back, another scenario, a rate that makes another one its source: all has to be drawn.
        st.rerun()
    # What takes time comes before anything is sent: the browser looks through the page once for each lot.
    shown = drawn = ()
    with guard.explained():
        study = outcomes.answered(scenario.current())
        tier = outcomes.tier_on_view(study)
        drawn = outcomes.pictures(study, tier)
        outcomes.unanswered(scenario.current())
        outcomes.basis(study, tier)
        shown = outcomes.lead(study, tier)
        drawings.models(drawn)
    # Each place is written to in every run: Streamlit keeps none for a fragment that did not use it.
    rates.moving(places.rates)
    with places.steps:
        sharing.steps()
    with places.pinned:
        cards.pin(shown)
    links.follow(numbers.digest(drawn))
