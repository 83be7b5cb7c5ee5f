"""Names the pages, draws the frame, runs the chosen page."""

import streamlit as st

from pages._parts import frame, guard, store

SECTIONS = {
    "explore": ("overview", "compare", "city", "policies"),
    "decide": ("what_if", "briefing"),
    "data": ("update", "catalogue", "passport"),
}

frame.begin()
sections = frame.pages(SECTIONS)
page = st.navigation(sections, position="hidden")
frame.name_tab(page)
frame.header(page, sections)
with guard.explained():
    store.renew(frame.as_of())
    with frame.body(page, sections), guard.explained():
        page.run()
    frame.footer()
