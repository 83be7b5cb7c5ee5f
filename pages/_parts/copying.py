"""A text to be taken along, with a button in the reader's language: Streamlit's own speaks English alone."""

from pathlib import Path

import streamlit as st

from pages._parts.language import text

_HERE = Path(__file__)
_copying = st.components.v2.component(
    "copying",
    html='<div><input readonly><button type="button" aria-live="polite"></button></div>',
    css=_HERE.with_suffix(".css").read_text(encoding="utf-8"),
    js=_HERE.with_suffix(".js").read_text(encoding="utf-8"),
)


def show(written: str, key: str) -> None:
    """The text in a field and a button that copies it; by hand where the browser allows neither way."""
    said = {name: text(f"copying.{name}") for name in ("label", "done", "by_hand")}
    _copying(data={"text": written, **said}, key=key)
