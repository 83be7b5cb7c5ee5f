"""Briefing: pictures collected from all pages, put in order, said in words, taken along as files."""

from pages._parts import blocks, cabinet, desk, exporting, outline, store
from pages._parts.language import text

# Ask
blocks.heading(text("briefing.title"), text("briefing.lead"))

# Fetch and show
if store.as_of():
    blocks.empty(text("briefing.looking_back"))
else:
    stale = store.examined(desk.current())
    cabinet.notices(stale)
    outline.notices()
    cabinet.others()
    outline.head()
    wide, narrow = blocks.aside()
    with wide:
        outline.adding()
        if desk.count():
            outline.items(stale)
        else:
            outline.nothing()
    with narrow:
        exporting.show()
        if desk.count():
            outline.whole()
        cabinet.shelf()
        cabinet.files()
