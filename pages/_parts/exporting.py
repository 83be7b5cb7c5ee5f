"""The draft as a file for others: made when asked for, so that what hinders it can be said."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from pages._parts import blocks, desk, links, seeds, store
from pages._parts.guard import explained
from pages._parts.language import choice, current, text
from talent import i18n
from talent.briefing import building, formats
from talent.briefing.briefing import Briefing
from talent.briefing.deck import FORMATS, SIZES
from talent.briefing.links import short

# What leads: the file most writers come for.
USUAL = "pptx"
# One file for each picture, of a size to choose.
SINGLE = ("png", "svg")


def show() -> None:
    """Format, size, the button that makes the file, and the one that takes it away."""
    draft = desk.current()
    with blocks.box("briefing-export"):
        blocks.show(blocks.tag("h3", blocks.words(text("briefing.export.title"))))
        kind = _pick("format", USUAL, {one: choice("briefing.format", one) for one in FORMATS})
        size = SIZES[0]
        if kind in SINGLE:
            known = {f"{width}×{height}": (width, height) for width, height in SIZES}
            size = known[_pick("size", next(iter(known)), {one: one for one in known})]
        blocks.note(choice("briefing.made_as", kind))
        asked = (draft, kind, size, store.version())
        label = text("briefing.export.make", kind=kind.upper())
        pressed = st.button(
            label, type="primary", icon=":material/build:", disabled=not draft.items,
            key=f"briefing.make.{current()}",
        )  # fmt: skip
        if pressed:
            with explained(), st.spinner(text("briefing.export.making")):
                st.session_state["briefing.made"] = (asked, _made(draft, kind, size))
        made = st.session_state.get("briefing.made")
        if made and made[0] == asked:
            name, content = made[1]
            st.download_button(
                text("briefing.export.take", name=name), data=content, file_name=name, on_click="ignore",
                key=f"briefing.take.{current()}", icon=":material/download:", type="primary",
            )  # fmt: skip


def _pick(name: str, usual: str, options: Mapping[str, str]) -> str:
    """One of a few ids (id → word), kept for the session."""
    chosen = st.session_state.get(f"briefing.chosen.{name}", usual)
    key = seeds.seeded(f"briefing.{name}.{current()}", chosen)
    st.segmented_control(
        choice("briefing.export", name), list(options), format_func=options.__getitem__, key=key,
        required=True, on_change=_picked, args=(name, key),
    )  # fmt: skip
    return chosen


def _picked(name: str, key: str) -> None:
    if chosen := st.session_state.get(key):
        st.session_state[f"briefing.chosen.{name}"] = chosen


def _made(draft: Briefing, kind: str, size: tuple[int, int]) -> tuple[str, bytes]:
    """Name and content of the file; of several files one that holds them all."""
    now, base = store.now(), links.base_for_others()
    titled = replace(draft, title=draft.title or i18n.text("briefing.head.untitled", draft.language))
    deck = building.deck(titled, now, lambda view: short(view, now, base) if base else "")
    made = formats.one_file(formats.files(deck, kind, size), now.version)
    return made.name, made.content
