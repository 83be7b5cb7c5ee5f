"""The view and its address: each choice has one canonical text, kept for the session and in the URL.

The address counts first (a copied link, the back button), then what the session chose on any page, then the
default. What the address asks and the page cannot give is refused aloud, never replaced in silence.
"""

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

VERSION = "1"
LONGEST = 60


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


def begin() -> None:
    """Forget what the run before refused."""
    st.session_state["address.run"] = _Run()


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
    return st.query_params.get(name)


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
        chosen = st.session_state.get(f"v.{name}")
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
    _put({parameter or name: text})


def kept(name: str) -> str:
    """The choice as it stands; "" where none was made."""
    return st.session_state.get(f"v.{name}") or ""


def write(name: str, text: str) -> None:
    """Have `finish` put `name` into the address; an empty text takes it out."""
    _run().params[name] = text


def finish() -> None:
    """Rewrite this page's parameters in one go; foreign ones stay as they are."""
    _put({"v": VERSION, **_run().params})


def _put(params: dict[str, str]) -> None:
    wanted = {name: st.query_params[name] for name in st.query_params} | params
    wanted = {name: text for name, text in wanted.items() if text != ""}
    if wanted != st.query_params.to_dict():
        st.query_params.from_dict(wanted)


def whole() -> str:
    """The address of this view as a link for others."""
    here = urlsplit(st.context.url or "")
    return urlunsplit((here.scheme, here.netloc, here.path, urlencode(st.query_params.to_dict()), ""))


def href(page: str, language: str, **params: str) -> str:
    """Address of another page for a link in HTML; "" is the overview. Who looks back goes on looking back."""
    kept = {"batch": batch} if (batch := _run().params.get("batch")) else {}
    return f"{page or '.'}?{urlencode({'v': VERSION, 'lang': language, **kept, **params})}"
