"""One lever of the simulator: a field that shows what the scenario says and makes a new one when moved."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import streamlit as st

from pages._parts import figures, scenario, store
from pages._parts.blocks import tag, words
from pages._parts.guard import plain
from pages._parts.language import choice, current, text
from talent.what_if import inputs
from talent.what_if.inputs import Badge
from talent.what_if.scenario import Scenario

Edit = Callable[[Scenario, Any], Scenario]
# The largest whole number a browser keeps whole.
MOST = 2**53 - 1
# The letters of a number as they are, without noughts after the point.
AS_TYPED = "%g"


def key_of(name: str) -> str:
    """A widget's key: the language is in it, because Streamlit forgets a choice whose label changes."""
    return f"what_if.{name}.{current()}"


def seeded(name: str, value: object) -> str:
    """The key of a lever whose state is what the scenario says.

    The lever moved keeps its key, and with it the reader's focus. One that must show another value gets a
    new key: a browser sends the state of every lever with every click, and what it sends before it has heard
    of the new value would undo what was just done. Names of levers whose limits or options change differ,
    as Streamlit takes them for other widgets.
    """
    key = _key_now(name)
    if key in st.session_state and st.session_state[key] != value:
        kept = st.session_state.get("what_if.renewed", {})
        st.session_state["what_if.renewed"] = {**kept, key_of(name): kept.get(key_of(name), 0) + 1}
        key = _key_now(name)
    if key not in st.session_state:
        st.session_state[key] = value
    return key


def _key_now(name: str) -> str:
    times = st.session_state.get("what_if.renewed", {}).get(key_of(name), 0)
    return f"{key_of(name)}.{times}" if times else key_of(name)


def moved(name: str, key: str, edit: Edit) -> None:
    """What a lever calls when it was moved; what one sends that is no longer there counts for nothing."""
    if key == _key_now(name):
        value = st.session_state[key]
        whole = isinstance(value, float) and value.is_integer()
        scenario.change(edit(scenario.current(), int(value) if whole else value), name)


def complaint(*names: str) -> None:
    """Beside these levers, why the one moved last changed nothing."""
    said = scenario.refusal()
    if said and scenario.moved_last(*names):
        st.warning(plain(said), icon=":material/block:")


def tier_name(tier: str) -> str:
    return store.catalogue().tiers[tier].name[current()]


def is_locked() -> bool:
    """Whether levers may be looked at only."""
    return scenario.foreign() is not None


def number(name: str, label: str, value: float | None, edit: Edit, step: float = 1, **how) -> None:
    """A number that may be left empty: empty is missing, never nought.

    It has no limits of its own: Streamlit would refuse in English and hide the number, the scenario says why.
    """
    if value is not None and value > MOST:
        st.text_input(label, str(value), key=key_of(f"{name}.far"), disabled=True, **how)
        return
    key = seeded(name, None if value is None else float(value))
    st.number_input(
        label, value=None, step=float(step), format=AS_TYPED, key=key, on_change=moved,
        args=(name, key, edit), placeholder=choice("what_if.badge", "missing"), disabled=is_locked(), **how,
    )  # fmt: skip


def one_of(name: str, label: str, value: str, options: Mapping[str, str], edit: Edit) -> None:
    """One of a closed list, id → word."""
    name = f"{name}.{'.'.join(options)}"
    key = seeded(name, value)
    st.selectbox(
        label, list(options), format_func=options.__getitem__, key=key, on_change=moved,
        args=(name, key, edit), disabled=is_locked(), placeholder=text("updating.choose"),
    )  # fmt: skip


def put(table: Mapping[str, Any], key: str, value: object) -> dict:
    """The table with one number put in, or taken out where it is None."""
    rest = {one: number for one, number in table.items() if one != key}
    return rest if value is None else {**rest, key: value}


def badge(found: Badge | None) -> str:
    """Where an input comes from, as a tag with the codes that print it."""
    if found is None:
        return ""
    warn = found.note is not None or found.kind in ("user", "transplanted", "missing")
    word = inputs.badge_text(found, store.catalogue(), current())
    codes = " ".join(figures.code_link(code, target="_blank") for code in found.codes)
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
