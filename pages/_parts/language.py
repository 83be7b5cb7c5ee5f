"""The reader's language: what it is, words in it, and the switch."""

import streamlit as st

from pages._parts import address
from talent import i18n

DEFAULT = "zh"


def current() -> str:
    """Its id, zh or en, as `begin` settled it for this run."""
    return st.session_state.get("v.lang") or _settled()


def _settled() -> str:
    """What the address says, else what was chosen, else what the browser prefers."""
    asked = address.asked("lang")
    return asked if asked in i18n.LANGUAGES else st.session_state.get("v.lang") or _preferred()


def _preferred() -> str:
    language = (st.context.locale or "").split("-")[0].lower()
    return language if language in i18n.LANGUAGES else DEFAULT


def text(key: str, **fields: object) -> str:
    """The sentence `key` in the reader's language."""
    return i18n.text(key, current(), **fields)


def choice(family: str, value: str) -> str:
    """The word for one value of a closed list, in the reader's language."""
    return i18n.choice(family, value, current())


def begin() -> None:
    """Settle the language of this run and have it stand in the address."""
    asked = address.asked("lang")
    language = _settled()
    if asked is not None and asked != language:
        address.refuse("lang", asked, i18n.choice("app.language", language, language))
    st.session_state["v.lang"] = language
    address.write("lang", language)


def switch() -> None:
    """Draw the switch; every choice on the page outlives it."""
    language = current()
    if st.session_state.get("w.lang") != language:
        st.session_state["w.lang"] = language
    st.segmented_control(
        text("app.language_label"),
        i18n.LANGUAGES,
        format_func=lambda one: i18n.choice("app.language", one, one),
        key="w.lang",
        required=True,
        on_change=_switched,
        label_visibility="collapsed",
    )


def _switched() -> None:
    st.session_state["v.lang"] = st.session_state["w.lang"]
    address.speak(st.session_state["w.lang"])
