"""Fields that show what is kept elsewhere: filled from it whenever they are drawn afresh.

Where words and a press on another page's link cross on the way, Streamlit runs the page before again: with
what its fields held, but the browser draws them empty, and would send that back as if it had been typed.
"""

import streamlit as st


def begin(button: str) -> None:
    """Before the fields of a page: whether they are drawn afresh, which the page's button of that key tells.

    What a field held comes back with such a run; that a button was drawn does not.
    """
    st.session_state["seeds.are_fresh"] = button not in st.session_state


def seeded(key: str, value: object) -> str:
    """The key of a field, its state set to what is kept."""
    if st.session_state["seeds.are_fresh"] or st.session_state.get(key) != value:
        st.session_state[key] = value
    return key
