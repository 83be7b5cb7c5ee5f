"""A button that puts a picture on the clipboard, drawn by the browser from the SVG that it asks for."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from pages._parts.language import text

_HERE = Path(__file__)
_picturing = st.components.v2.component(
    "picturing",
    html='<button type="button"><b aria-hidden="true">content_copy</b><span></span></button>'
    '<i role="status"></i>',
    css=_HERE.with_suffix(".css").read_text(encoding="utf-8"),
    js=_HERE.with_suffix(".js").read_text(encoding="utf-8"),
)
_WORDS = ("label", "working", "done", "saved", "failed")


@dataclass(frozen=True)
class Answer:
    """The picture as SVG for the click that asked for it; "" where it is refused."""

    click: int
    svg: str


def show(key: str, file: str, answer: Answer | None) -> None:
    """The button; `file` names the PNG that is saved where the browser allows no clipboard."""
    said = {name: text(f"picturing.{name}") for name in _WORDS}
    given = {"click": answer.click, "svg": answer.svg} if answer else None
    _picturing(
        data={"words": said, "file": file, "answer": given}, key=key, width="content",
        on_asked_change=lambda: _ask(key),
    )  # fmt: skip


def _ask(key: str) -> None:
    st.session_state["picturing.asked"] = (key, int(st.session_state[key]["asked"]))


def asked(key: str) -> int | None:
    """Which click of this button waits for its picture, told once; None where none does."""
    waiting = st.session_state.get("picturing.asked")
    if waiting is None or waiting[0] != key:
        return None
    del st.session_state["picturing.asked"]
    return waiting[1]
