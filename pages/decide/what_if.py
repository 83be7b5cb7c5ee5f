"""What-if: what a living subsidy costs each year, who comes because of it, and how sure that is."""

import streamlit as st

from pages._parts import (
    answers,
    assumed,
    blocks,
    drawings,
    guard,
    levers,
    outcomes,
    scenario,
    sharing,
    sides,
    store,
    taking,
    workings,
)
from pages._parts.language import text

with blocks.bar("what-if-head"):
    blocks.heading(text("what_if.page.title"), text("what_if.page.lead"))
    taking.tools(link=False)
scenario.settle()
outcomes.notices()
drawings.model_style()


@st.fragment
def simulator() -> None:
    """All that a lever changes, so that moving one draws nothing else."""
    outcomes.refusal()
    pinned = blocks.pinned("what-if")
    narrow, wide = blocks.narrow_and_wide()
    # Ask
    with narrow:
        badges = store.badges(scenario.current())
        places = levers.policy(badges)
        assumed.assumptions(badges)
    # Fetch and show
    with wide:
        steps = sharing.toolbar()
        answers.show(answers.Places(places, steps, pinned))
    with wide, guard.explained():
        sides.show()
        workings.details(outcomes.answered(scenario.current()))


simulator()
