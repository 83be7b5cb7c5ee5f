"""Who this browser session is to those that write: the right it shows, the sign-in form, the way out."""

from pathlib import Path

import streamlit as st

from pages._parts.guard import explained, plain
from pages._parts.language import current as language
from pages._parts.language import text
from talent import access, audit
from talent.access import Credential, Token, Visit
from talent.errors import TalentError


def current() -> Credential | None:
    """What this session shows to whoever asks `access.writer`; None where it may only read."""
    shown = (st.session_state.get("analyst.token"), _visit())
    return next((one for one in shown if access.recognised(one)), None)


def _visit() -> Visit:
    return access.visit(st.get_option("server.address"), st.context.headers)


def _client() -> str:
    """Where this session comes from; Streamlit names no address for loopback."""
    return st.context.ip_address or "loopback"


def gate(folder: Path) -> Credential | None:
    """The right to write, with the name it is recorded under drawn small; else the way to get it, drawn.

    It opens the page and protects nothing: what writes asks `access.writer` itself. Signing in and out goes
    into the audit log of `folder`.
    """
    credential = current()
    actor = access.recognised(credential)
    if actor is None:
        with explained():
            _ask(folder)
        return None
    with st.container(key="analyst", horizontal=True, vertical_alignment="center"):
        words = text(
            "analyst.signed_in" if isinstance(credential, Token) else "analyst.local", name=actor.name
        )
        st.caption(plain(words), width="content")
        if isinstance(credential, Token) and st.button(text("analyst.sign_out"), type="tertiary"):
            _sign_out(folder, credential)
            st.rerun()
    return credential


def _ask(folder: Path) -> None:
    """The sign-in form, or how this page could be opened."""
    if not access.has_passphrase():
        st.info(plain(text("analyst.closed")), icon=":material/lock:")
        return
    with st.form(f"analyst.form.{language()}", clear_on_submit=True, width=420):
        st.write(plain(text("analyst.lead")))
        name = st.text_input(text("analyst.name"), max_chars=access.LONGEST_NAME, autocomplete="name")
        passphrase = st.text_input(
            text("analyst.passphrase"), type="password", autocomplete="current-password"
        )
        if st.form_submit_button(text("analyst.sign_in"), type="primary"):
            _sign_in(folder, passphrase, name)
            st.rerun()


def _sign_in(folder: Path, passphrase: str, name: str) -> None:
    """Keep a token for this session. A wrong passphrase is logged without the name given beside it."""
    client = _client()
    try:
        token = access.sign_in(passphrase, name, client)
    except TalentError as error:
        if error.key == "access.wrong":
            audit.log(folder, "sign_in", None, client=client, result="refused")
        raise
    audit.log(folder, "sign_in", access.writer(token), client=client, result="done")
    st.session_state["analyst.token"] = token


def _sign_out(folder: Path, token: Token) -> None:
    actor = access.recognised(token)
    access.sign_out(token)
    st.session_state["analyst.token"] = None
    audit.log(folder, "sign_out", actor, result="done")
