"""Fields of an update that keep what they hold in the draft at once, as ids and texts no language changes."""

from collections.abc import Callable, Mapping

import streamlit as st

from pages._parts import drafts, store
from pages._parts.drafts import Draft
from pages._parts.language import choice, current, text
from talent.catalogue import STANDINGS
from talent.uploads.commit import LONGEST


def seeded(draft: Draft, name: str, value: object) -> str:
    """The key of a field, its state set to what the draft holds."""
    key = f"u.{draft.view}.{name}.{current()}"
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    return key


def _say(view: str, name: str, key: str) -> None:
    drafts.say(view, name, str(st.session_state[key] or ""))


def label_of(name: str) -> str:
    """What a field is called."""
    return choice("updating.field", name.removeprefix("row."))


def line(draft: Draft, name: str, *, hint: str = "", longest: int = 200) -> str:
    """One line of text."""
    value = draft.said.get(name, "")
    key = seeded(draft, name, value)
    st.text_input(
        label_of(name),
        key=key,
        max_chars=longest,
        placeholder=hint,
        on_change=_say,
        args=(draft.view, name, key),
    )
    return value


def lines(draft: Draft, name: str, height: int, hint: str = "", longest: int | None = None) -> str:
    """Several lines of text."""
    value = draft.said.get(name, "")
    key = seeded(draft, name, value)
    st.text_area(
        label_of(name), key=key, height=height, placeholder=hint, max_chars=longest,
        on_change=_say, args=(draft.view, name, key),
    )  # fmt: skip
    return value


def one_of(draft: Draft, name: str, words: Mapping[str, str]) -> str:
    """One id of `words` (id → label), at first the first."""
    value = draft.said.get(name, "")
    value = value if value in words else next(iter(words))
    key = seeded(draft, name, value)
    st.selectbox(
        label_of(name), list(words), format_func=words.__getitem__, key=key,
        on_change=_say, args=(draft.view, name, key), placeholder=text("updating.choose"),
    )  # fmt: skip
    return value


def one_of_few(draft: Draft, name: str, words: Mapping[str, str]) -> str:
    """One id of `words`, all of them in sight."""
    value = draft.said.get(name) or next(iter(words))
    key = seeded(draft, name, value)
    st.segmented_control(
        label_of(name), list(words), format_func=words.__getitem__, key=key, required=True,
        label_visibility="collapsed", on_change=_say, args=(draft.view, name, key),
    )  # fmt: skip
    return value


def note(draft: Draft, *, is_reason: bool) -> str:
    """Why, or what for; kept with the batch."""
    value = draft.said.get("note", "")
    key = seeded(draft, "note", value)
    st.text_input(
        text("updating.reason" if is_reason else "updating.note"), key=key, max_chars=LONGEST,
        on_change=_say, args=(draft.view, "note", key),
    )  # fmt: skip
    return value


def go(label: str, act: Callable[[], object], *, disabled: bool = False, leads: bool = True) -> None:
    """The one button that leads on; `leads` False where something else has to be done first."""
    if st.button(label, type="primary" if leads else "secondary", key=f"u.go.{current()}", disabled=disabled):
        act()
        st.rerun()


def leave(back: str = "", *, leads: bool = False) -> None:
    """One step back, or away with the draft; `back` says where to, `leads` that this is what to do next."""
    kind = "primary" if leads else "secondary"
    if st.button(back or text("updating.back"), type=kind, key=f"u.back.{current()}"):
        drafts.back()
        st.rerun()
    if st.button(text("updating.drop"), key=f"u.leave.{current()}", type="tertiary"):
        drafts.drop()
        st.rerun()


# Names of things


def cities(first: str) -> dict[str, str]:
    return {"": first} | {c.id: c.name[current()] for c in store.catalogue().cities.values()}


def indicators(first: str) -> dict[str, str]:
    known = store.catalogue().indicators.values()
    return {"": first} | {i.id: f"{i.name[current()]} · {i.unit.name[current()]}" for i in known}


def standings(first: str) -> dict[str, str]:
    return {"": first} | {one: choice("standing", one) for one in STANDINGS}


def areas(city: str) -> dict[str, str]:
    """The areas of a city other than the whole of it."""
    known = store.catalogue().areas.values()
    return {a.id: a.name[current()] for a in known if a.city == city and a.id != city}


def definitions(indicator: str) -> dict[str, str]:
    """The narrower definitions of an indicator."""
    found = store.catalogue().indicators.get(indicator)
    return {id: name[current()] for id, name in found.definitions.items()} if found else {}
