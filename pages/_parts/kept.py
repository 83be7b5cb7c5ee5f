"""Scenarios kept by name: opened by anybody; saved, replaced and removed by whoever may write."""

from collections.abc import Callable

import streamlit as st

from pages._parts import analyst, blocks, scenario
from pages._parts.blocks import tag, words
from pages._parts.guard import plain
from pages._parts.language import choice, text
from pages._parts.lever import key_of
from talent import access
from talent.errors import TalentError
from talent.ledger import Kept
from talent.what_if import saved

# A name that is a little too long is refused with what is wrong; more than this cannot be typed.
MOST_TYPED = 200


def show() -> None:
    """Every kept scenario, and a name to keep the one on view under."""
    credential = analyst.current()
    blocks.show(tag("h3", words(text("what_if.share.kept"))))
    for place, one in enumerate(saved.names()):
        with st.container(key=f"what-if-kept-{place}", horizontal=True, gap="small"):
            _row(one, may_write=credential is not None)
        if credential and _asked() == ("remove", one.name):
            _question("remove", one.name)
    if credential is None:
        blocks.note(text("what_if.share.no_right" if access.has_passphrase() else "what_if.share.nobody"))
        return
    key = key_of("save_as")
    st.text_input(text("what_if.share.name"), key=key, max_chars=MOST_TYPED)
    act, name = _asked()
    if act == "replace":
        _question("replace", name)
    else:
        st.button(text("what_if.share.save"), key=key_of("save"), on_click=_save, args=(key,))


def _row(one: Kept, *, may_write: bool) -> None:
    label = plain(f"{one.name} · {one.day.isoformat()}")
    st.button(
        label, key=key_of(f"kept.{one.name}"), type="tertiary", on_click=scenario.take,
        args=(saved.load, one.name),
    )  # fmt: skip
    if may_write:
        st.button(
            choice("what_if.keeping", "remove"), key=key_of(f"remove.{one.name}"), type="tertiary",
            icon=":material/delete:", on_click=_ask, args=("remove", one.name),
        )  # fmt: skip


# What cannot be taken back is asked once more


def _asked() -> tuple[str, str]:
    """What is to be confirmed, `remove` or `replace`, and of which scenario; empty where nothing is."""
    return st.session_state.get("what_if.kept", ("", ""))


def _ask(act: str, name: str) -> None:
    st.session_state["what_if.kept"] = (act, name)


def _question(act: str, name: str) -> None:
    blocks.note(text(f"what_if.keeping.{act}_sure", name=name))
    done = {"remove": _remove, "replace": _replace}[act]
    with st.container(horizontal=True, gap="small"):
        label = choice("what_if.keeping", act)
        st.button(label, key=key_of(f"{act}.sure"), type="primary", on_click=done, args=(name,))
        st.button(choice("what_if.keeping", "cancel"), key=key_of(f"{act}.no"), on_click=_ask, args=("", ""))


def _remove(name: str) -> None:
    _ask("", "")
    _try(lambda: saved.remove(analyst.current(), name))


def _replace(name: str) -> None:
    _ask("", "")
    _try(lambda: saved.save(analyst.current(), name, scenario.current(), replace=True))


def _save(key: str) -> None:
    """Keep the scenario on view under the name typed; a name that is taken is asked about."""
    name = st.session_state[key]
    _try(lambda: saved.save(analyst.current(), name, scenario.current()), taken=name)


def _try(act: Callable[[], object], taken: str = "") -> None:
    scenario.refuse(None)
    try:
        act()
    except TalentError as error:
        if taken and error.key == "scenario.name_taken":
            _ask("replace", taken)
        else:
            scenario.refuse(error)
