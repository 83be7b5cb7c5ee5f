"""What is kept by name: opened by anybody; saved, replaced and removed by whoever may write."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from pages._parts import analyst, blocks
from pages._parts.blocks import tag, words
from pages._parts.guard import plain
from pages._parts.language import choice, current, text
from talent import access
from talent.access import Credential
from talent.errors import TalentError
from talent.ledger import Kept

# A name that is a little too long is refused with what is wrong; more than this cannot be typed.
MOST_TYPED = 200


@dataclass(frozen=True)
class Kind:
    """One kind of things kept by name: what to do with them, and the words of it.

    `key` begins the keys of its widgets; `words` and `asking` are families of strings; `taken` is the error
    of a name in use; `refuse` has it said why an act changed nothing. `beside` is said after a name.
    """

    key: str
    words: str
    asking: str
    taken: str
    names: Callable[[], tuple[Kept, ...]]
    open: Callable[[str], None]
    save: Callable[[Credential | None, str, bool], object]
    remove: Callable[[Credential | None, str], object]
    refuse: Callable[[TalentError | None], None]
    beside: Callable[[str], str] = lambda _: ""

    def key_of(self, name: str) -> str:
        """A widget's key: the language is in it, because Streamlit forgets a choice whose label changes."""
        return f"{self.key}.{name}.{current()}"


def show(kind: Kind) -> None:
    """Everything kept, and a name to keep what is on view under."""
    credential = analyst.current()
    blocks.show(tag("h3", words(text(f"{kind.words}.kept"))))
    for place, one in enumerate(kind.names()):
        with st.container(key=f"t-kept-{kind.key}-{place}", horizontal=True, gap="small"):
            _row(kind, one, may_write=credential is not None)
        if credential and _asked(kind) == ("remove", one.name):
            _question(kind, "remove", one.name)
    if credential is None:
        blocks.note(text(f"{kind.words}.{'no_right' if access.has_passphrase() else 'nobody'}"))
        return
    key = kind.key_of("save_as")
    st.text_input(text(f"{kind.words}.name"), key=key, max_chars=MOST_TYPED)
    act, asked = _asked(kind)
    if act == "replace":
        _question(kind, "replace", asked)
    else:
        st.button(text(f"{kind.words}.save"), key=kind.key_of("save"), on_click=_save, args=(kind, key))


def _row(kind: Kind, one: Kept, *, may_write: bool) -> None:
    label = plain(" · ".join(filter(None, (one.name, one.day.isoformat(), kind.beside(one.name)))))
    st.button(
        label, key=kind.key_of(f"kept.{one.name}"), type="tertiary", on_click=_open, args=(kind, one.name)
    )  # fmt: skip
    if may_write:
        st.button(
            choice(kind.asking, "remove"), key=kind.key_of(f"remove.{one.name}"), type="tertiary",
            icon=":material/delete:", on_click=_ask, args=(kind, "remove", one.name),
        )  # fmt: skip


def _open(kind: Kind, name: str) -> None:
    """Open it; what is saved next bears its name, unless another is typed."""
    kind.open(name)
    st.session_state[kind.key_of("save_as")] = name


# What cannot be taken back is asked once more


def _asked(kind: Kind) -> tuple[str, str]:
    """What is to be confirmed, `remove` or `replace`, and of which name; empty where nothing is."""
    return st.session_state.get("kept.asked", {}).get(kind.key, ("", ""))


def _ask(kind: Kind, act: str, name: str) -> None:
    asked = st.session_state.get("kept.asked", {})
    st.session_state["kept.asked"] = {**asked, kind.key: (act, name)}


def _question(kind: Kind, act: str, name: str) -> None:
    blocks.note(text(f"{kind.asking}.{act}_sure", name=name))
    done = {"remove": _remove, "replace": _replace}[act]
    with st.container(horizontal=True, gap="small"):
        label = choice(kind.asking, act)
        st.button(label, key=kind.key_of(f"{act}.sure"), type="primary", on_click=done, args=(kind, name))
        st.button(
            choice(kind.asking, "cancel"), key=kind.key_of(f"{act}.no"), on_click=_ask, args=(kind, "", "")
        )  # fmt: skip


def _remove(kind: Kind, name: str) -> None:
    _ask(kind, "", "")
    _try(kind, lambda: kind.remove(analyst.current(), name))


def _replace(kind: Kind, name: str) -> None:
    _ask(kind, "", "")
    _try(kind, lambda: kind.save(analyst.current(), name, True))


def _save(kind: Kind, key: str) -> None:
    """Keep what is on view under the name typed; a name that is taken is asked about."""
    name = st.session_state[key]
    _try(kind, lambda: kind.save(analyst.current(), name, False), taken=name)


def _try(kind: Kind, act: Callable[[], object], taken: str = "") -> None:
    kind.refuse(None)
    try:
        act()
    except TalentError as error:
        if taken and error.key == kind.taken:
            _ask(kind, "replace", taken)
        else:
            kind.refuse(error)
