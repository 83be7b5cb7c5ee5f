"""What a reader sees when something goes wrong: their mistake as a sentence, ours as an apology and a log."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from pages._parts.language import current, text
from talent import i18n
from talent.errors import TalentError

# What Markdown would read as more than letters.
_MARKUP = {ord(sign): f"\\{sign}" for sign in "\\`*_{}[]()#+-.!|<>~$:"}


# Where Markdown would make a link of bare words, an invisible joiner keeps them apart.
_LINKS = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?<=@)", re.IGNORECASE)


def plain(words: str) -> str:
    """`words` as Streamlit's Markdown shows them letter by letter, never as markup or link."""
    return _LINKS.sub("\u2060", " ".join(words.split())).translate(_MARKUP)


@contextmanager
def explained() -> Iterator[None]:
    """Say a `TalentError` in the reader's language; anything else is a bug and goes on."""
    try:
        yield
    except TalentError as error:
        st.error(plain(i18n.message(error, current())), icon=":material/error:")


def on_bug(_error: Exception) -> bool:
    """For `st.App`: the reader's words instead of Streamlit's; the log holds the rest."""
    with st.container(key="bug"):
        st.error(text("guard.bug"), icon=":material/report:")
    return True
