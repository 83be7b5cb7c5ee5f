"""The view and its address: each choice has one canonical text, kept for the session and in the URL.

The address counts first (a copied link, the back button), then what the session chose on any page, then the
default. What the address asks and the page cannot give is refused aloud, never replaced in silence.

A browser keeps every address in its history, so a run gives it one, at its end: what is chosen until then
waits here. What completes an address takes its place in the history (`shell.js`).
"""

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

import streamlit as st

VERSION = "1"
LONGEST = 60
# What an address saw, no step in the history (`shell.js`); with another choice it is another view, unseen.
SEEN = ("data", "n", "b")


@dataclass(frozen=True)
class Refusal:
    """What the address asked and the page refused; `shown` is what stands there instead ("" = nothing).

    `why` says what is wrong where naming the value would tell nothing.
    """

    name: str
    value: str
    shown: str
    why: str = ""


@dataclass
class _Run:
    """What one run of the script found out about its address."""

    params: dict[str, str] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)


@dataclass(frozen=True)
class _Waiting:
    """What is to be put into the address `before`, "" = taken out."""

    before: dict[str, str] = field(default_factory=dict)
    params: dict[str, str] = field(default_factory=dict)


def begin() -> None:
    """Forget what the run before refused, and what waits where the browser went elsewhere meanwhile."""
    st.session_state["address.run"] = _Run()
    if _waiting().before != st.query_params.to_dict():
        st.session_state["address.waiting"] = _Waiting()


def _waiting() -> _Waiting:
    return st.session_state.get("address.waiting") or _Waiting()


def _wait(params: dict[str, str]) -> None:
    st.session_state["address.waiting"] = _Waiting(st.query_params.to_dict(), _waiting().params | params)


def _run() -> _Run:
    return st.session_state.setdefault("address.run", _Run())


def refusals() -> tuple[Refusal, ...]:
    """What this run refused so far."""
    return tuple(_run().refusals)


def refuse(name: str, value: str, shown: str = "", why: str = "") -> None:
    """Note that the address asked for `value` in parameter `name`; `frame` says it above the page."""
    refusal = Refusal(name, value[:LONGEST], shown, why)
    if refusal not in _run().refusals:
        _run().refusals.append(refusal)


def asked(name: str) -> str | None:
    """What the address says for `name`, or None."""
    waiting = _waiting().params
    return (waiting[name] or None) if name in waiting else st.query_params.get(name)


def value(
    name: str,
    default: str,
    accept: Container[str] | Callable[[str], bool],
    say: Callable[[str], str] = str,
    parameter: str = "",
) -> str:
    """The text of one choice: from the address, the session or `default`.

    `say` words the default for a reader; `parameter` is its name in the address where that is another.
    """
    accepts = accept if callable(accept) else accept.__contains__
    found = asked(parameter or name)
    if found is not None and not accepts(found):
        refuse(name, found, say(default))
        found = default
    if found is None:
        # An address that once stood, as after going back, tells by leaving it out that a text is empty.
        chosen = default if default == "" and asked("data") else st.session_state.get(f"v.{name}")
        found = chosen if chosen is not None and accepts(chosen) else default
    st.session_state[f"v.{name}"] = found
    write(parameter or name, found)
    return found


def several(
    name: str, default: Iterable[str], accept: Container[str], say: Callable[[str], str] = str
) -> tuple[str, ...]:
    """The texts of a choice of many, at least one; unknown ones are refused one by one."""
    found = asked(name)
    parts = list(dict.fromkeys((found or "").split(","))) if found else []
    kept = [part for part in parts if part in accept]
    if not parts:
        chosen = (st.session_state.get(f"v.{name}") or "").split(",")
        kept = [part for part in chosen if part in accept]
    kept = kept or list(default)
    for part in parts:
        if part not in accept:
            refuse(name, part, ", ".join(say(one) for one in kept))
    text = ",".join(kept)
    st.session_state[f"v.{name}"] = text
    write(name, text)
    return tuple(kept)


def keep(name: str, text: str, parameter: str = "") -> None:
    """A widget's new choice; called from its callback, before the run that shows it."""
    st.session_state[f"v.{name}"] = text
    _wait({parameter or name: text, "v": VERSION, **dict.fromkeys(SEEN, "")})
    # A fragment goes on with what the run before wrote.
    _run().params[parameter or name] = text
    _run().params.pop("n", None)


def speak(language: str) -> None:
    """The address in another language: the view, and what its address saw, stay what they are."""
    _wait({"lang": language})


def other_version() -> str:
    """The version of an address that another version of the product made, "" = none."""
    found = asked("v") or VERSION
    return "" if found == VERSION else found


def fill(params: Mapping[str, str]) -> None:
    """What the address asks beside what it says itself."""
    _wait({name: text for name, text in params.items() if asked(name) is None})


def kept(name: str) -> str:
    """The choice as it stands; "" where none was made."""
    return st.session_state.get(f"v.{name}") or ""


def write(name: str, text: str) -> None:
    """Have `finish` put `name` into the address; an empty text takes it out."""
    _run().params[name] = text


def written() -> Mapping[str, str]:
    """What `finish` will put into the address, as far as this run came."""
    return _run().params


def chosen(name: str) -> str:
    """One choice as this run wrote it, or as it will find it; "" where none was made."""
    found = _run().params.get(name)
    return (asked(name) or kept(name)) if found is None else found


def finish() -> None:
    """Rewrite this page's parameters in one go; foreign ones, and another version, stay as they are."""
    found = st.query_params.to_dict()
    wanted = {**found, **_waiting().params, "v": other_version() or VERSION, **_run().params}
    wanted = {name: text for name, text in wanted.items() if text != ""}
    if wanted != found:
        st.query_params.from_dict(wanted)
    st.session_state["address.waiting"] = _Waiting()


def href(page: str, language: str, **params: str) -> str:
    """Address of another page for a link in HTML; "" is the overview. Who looks back goes on looking back."""
    kept = {"batch": batch} if (batch := _run().params.get("batch")) else {}
    return f"{page or '.'}?{urlencode({'v': VERSION, 'lang': language, **kept, **params})}"
