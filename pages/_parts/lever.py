"""One lever of the simulator: a field that shows what the scenario says and makes a new one when moved."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import streamlit as st

from pages._parts import blocks, scenario, store
from pages._parts.blocks import tag, words
from pages._parts.language import choice, current, text
from talent.what_if import inputs
from talent.what_if.inputs import Badge
from talent.what_if.scenario import Scenario

Edit = Callable[[Scenario, Any], Scenario]
# The largest whole number a browser keeps whole.
MOST = 2**53 - 1


def key_of(name: str) -> str:
    """A widget's key: the language is in it, because Streamlit forgets a choice whose label changes."""
    return f"what_if.{name}.{current()}"


def seeded(name: str, value: object) -> str:
    """The key of a lever, its state set to what the scenario says.

    Only where it differs: what somebody types into another field meanwhile must stay. So a lever whose limits
    or options change needs another name, as Streamlit takes it for another widget that knows nothing yet.
    """
    key = key_of(name)
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value
    return key


def moved(key: str, edit: Edit) -> None:
    """What a widget calls when it was moved."""
    scenario.change(edit(scenario.current(), st.session_state[key]))


def tier_name(tier: str) -> str:
    return store.catalogue().tiers[tier].name[current()]


def is_locked() -> bool:
    """Whether levers may be looked at only."""
    return scenario.foreign() is not None


def number(name: str, label: str, value: float | None, edit: Edit, low: float, high: float, step=1, **how):
    """A number that may be left empty: empty is missing, never nought."""
    high = min(high, MOST)
    if value is not None and value > high:
        st.text_input(label, str(value), key=key_of(f"{name}.far"), disabled=True, **how)
        return
    whole = value is None or value == int(value)
    kind = int if whole else float
    key = seeded(name if whole else f"{name}.float", None if value is None else kind(value))
    st.number_input(
        label, kind(low), kind(high), value=None, step=kind(step), key=key, on_change=moved, args=(key, edit),
        placeholder=choice("what_if.badge", "missing"), disabled=is_locked(), **how,
    )  # fmt: skip


def one_of(name: str, label: str, value: str, options: Mapping[str, str], edit: Edit) -> None:
    """One of a closed list, id → word."""
    key = seeded(f"{name}.{'.'.join(options)}", value)
    st.selectbox(
        label, list(options), format_func=options.__getitem__, key=key, on_change=moved, args=(key, edit),
        disabled=is_locked(),
    )  # fmt: skip


def put(table: Mapping[str, Any], key: str, value: object) -> dict:
    """The table with one number put in, or taken out where it is None."""
    rest = {one: number for one, number in table.items() if one != key}
    return rest if value is None else {**rest, key: value}


def badge(found: Badge | None) -> str:
    """Where an input comes from, as a tag with the codes that print it."""
    if found is None:
        return ""
    warn = found.kind in ("user", "transplanted", "missing")
    word = inputs.badge_text(found, store.catalogue(), current())
    codes = " ".join(blocks.code_link(code, target="_blank") for code in found.codes)
    return f"{tag('span', words(word), class_='t-tag t-warn' if warn else 't-tag')} {codes}"


def take(name: str, edit: Edit, label: str = "") -> None:
    """A button that puts what stands beside it into the scenario."""
    st.button(
        label or text("what_if.lever.take"), key=key_of(name), type="tertiary", disabled=is_locked(),
        on_click=lambda: scenario.change(edit(scenario.current(), None)), icon=":material/add:",
    )  # fmt: skip


@contextmanager
def lazy(name: str, label: str, is_open: bool = False) -> Iterator[bool]:
    """A part that can be opened; what it yields says whether it is, so that a closed one costs nothing.

    Kept here, because Streamlit forgets it when the label changes.
    """
    key = f"what_if.open.{name}"
    st.session_state[key] = st.session_state.get("what_if.opened", {}).get(name, is_open)
    with st.expander(label, key=key, on_change=_opened, args=(name, key)) as part:
        yield bool(part.open)


def is_open(name: str) -> bool:
    """Whether a part made by `lazy` is open, closed at first."""
    return st.session_state.get("what_if.opened", {}).get(name, False)


def _opened(name: str, key: str) -> None:
    kept = st.session_state.get("what_if.opened", {})
    st.session_state["what_if.opened"] = {**kept, name: st.session_state[key]}
