"""What-if: what a living subsidy costs each year, who comes because of it, and how sure that is."""

import streamlit as st

from pages._parts import (
    assumed,
    blocks,
    cards,
    guard,
    levers,
    outcomes,
    scenario,
    sharing,
    sides,
    store,
    workings,
)
from pages._parts.language import text

blocks.heading(text("what_if.page.title"), text("what_if.page.lead"))
scenario.settle()
outcomes.notices()


@st.fragment
def simulator() -> None:
    """All that a lever changes, so that moving one draws nothing else."""
    outcomes.refusal()
    pinned = blocks.pinned("what-if")
    narrow, wide = blocks.narrow_and_wide()
    # Ask
    with narrow:
        badges = store.badges(scenario.current())
        levers.policy(badges)
        assumed.assumptions(badges)
    # Fetch and show
    with wide:
        sharing.toolbar()
    with wide, guard.explained():
        study = outcomes.answered(scenario.current())
        tier = outcomes.basis(study)
        shown = outcomes.lead(study, tier)
        with pinned:
            cards.pin(shown)
        outcomes.pictures(study, tier)
        sides.show()
        workings.details(study, tier)


simulator()
