"""A browser session: what it shows for itself, signing in and out, and a right that ends while it is open."""

import json

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from pages._parts import analyst
from pages._parts.guard import plain
from talent import access, audit
from talent.i18n import text
from tests.pages.opening import LANGUAGES


def page():
    """A page that writes: by a button, a callback, a form and a fragment, each past the page's own gate."""
    import os
    from pathlib import Path

    import streamlit as st

    from pages._parts import analyst, guard
    from talent import access

    def commit(credential):
        with guard.explained():
            st.session_state.setdefault("committed", []).append(access.writer(credential))

    st.session_state["v.lang"] = st.query_params["lang"]
    credential = analyst.gate(Path(os.environ["TALENT_TEST_LEDGER"]))
    kept = st.session_state.setdefault("kept", credential) or credential
    if credential:
        st.session_state["kept"] = credential

    @st.fragment
    def part():
        if st.button("fragment", key="fragment"):
            commit(kept)

    part()
    st.button("callback", key="callback", on_click=commit, args=(kept,))
    if st.button("inline", key="inline"):
        commit(kept)
    with st.form("form"):
        if st.form_submit_button("form", key="submit"):
            commit(kept)


@pytest.fixture
def opened(monkeypatch, tmp_path):
    monkeypatch.setenv("TALENT_TEST_LEDGER", str(tmp_path / "ledger"))
    monkeypatch.setattr(analyst, "_client", lambda: "10.0.0.1")

    def run(language: str = "zh") -> AppTest:
        app = AppTest.from_function(page, default_timeout=30)
        app.query_params["lang"] = language
        return app.run()

    return run


@pytest.fixture
def events(tmp_path):
    def read() -> list[dict]:
        path = tmp_path / "ledger" / audit.FILE
        return (
            [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
            if path.exists()
            else []
        )

    return read


def fill(app: AppTest, language: str, name: str, passphrase: str) -> AppTest:
    named = {one.label: one for one in app.text_input}
    named[text("analyst.name", language)].set_value(name)
    named[text("analyst.passphrase", language)].set_value(passphrase)
    return press(app, text("analyst.sign_in", language))


def press(app: AppTest, label: str) -> AppTest:
    return next(one for one in app.button if one.label == label).click().run()


def kept(app: AppTest) -> dict:
    """All that the session holds, the values of widgets included."""
    state = app.session_state._state._state
    return (
        dict(state._new_session_state) | dict(state._old_state) | {"widgets": state._new_widget_state.states}
    )


def words(app: AppTest) -> str:
    shown = (*app.caption, *app.info, *app.error, *app.markdown)
    return " ".join(one.value.replace("\\", "") for one in shown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_passphrase_the_page_says_how_it_could_be_opened(opened, language, events):
    app = opened(language)
    assert words(app) == text("analyst.closed", language)
    assert list(app.text_input) == [] and not app.exception
    assert press(app, "inline").error[0].value
    assert "committed" not in app.session_state or app.session_state["committed"] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_signing_in_gives_the_name_and_signing_out_takes_it(opened, passphrase, language, events):
    app = fill(opened(language), language, "李明 [x](y)", passphrase)
    assert not app.exception and not app.error
    assert text("analyst.signed_in", language, name="李明 [x](y)") in words(app)
    assert app.caption[0].value.endswith(plain(text("analyst.signed_in", language, name="李明 [x](y)")))
    assert passphrase not in repr(kept(app))
    app = press(app, "inline")
    assert [one.name for one in app.session_state["committed"]] == ["李明 [x](y)"]
    app = press(app, text("analyst.sign_out", language))
    assert text("analyst.lead", language) in words(app)
    assert access._sessions == {}
    assert [(one["event"], one["actor"], one["facts"].get("result")) for one in events()] == [
        ("sign_in", "李明 [x](y)", "done"),
        ("sign_out", "李明 [x](y)", "done"),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_passphrase_is_told_and_nothing_typed_is_kept(opened, passphrase, language, events):
    app = opened(language)
    # The browser empties the form, whatever becomes of it.
    assert app.main.children[0].proto.form.clear_on_submit
    for _ in range(access.FOR_ONE):
        app = fill(app, language, "Geheimnis", "Geheimnis am See")
        assert text("error.access.wrong", language, most=5, minutes=10) in words(app)
    app = fill(app, language, "Geheimnis", passphrase)
    assert text("error.access.wait", language, minutes=10) in words(app)
    # What is typed in place of a name may be the passphrase.
    assert "Geheimnis" not in json.dumps(events())
    assert [one["facts"] for one in events()] == [
        {"client": "10.0.0.1", "result": "refused"}
    ] * access.FOR_ONE


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_malformed_hash_is_told_and_opens_nothing(opened, monkeypatch, language):
    monkeypatch.setenv(access.HASH, "correct horse battery")
    app = opened(language)
    assert words(app) == text("error.access.bad_hash", language, variable=access.HASH)
    assert list(app.text_input) == []


@pytest.mark.parametrize("end", ("signed out elsewhere", "other passphrase", "too late"))
def test_a_right_that_ends_while_the_page_is_open_ends_for_every_button(
    opened, passphrase, monkeypatch, later, end
):
    app = fill(opened("en"), "en", "Li Ming", passphrase)
    for key in ("inline", "callback", "submit", "fragment"):
        app = next(one for one in app.button if one.key == key).click().run()
    assert len(app.session_state["committed"]) == 4
    if end == "too late":
        later(access.IDLE)
    elif end == "other passphrase":
        monkeypatch.setenv(access.HASH, access.passphrase_hash("another passphrase"))
    else:
        access.sign_out(app.session_state["analyst.token"])
    for key in ("callback", "inline", "submit", "fragment"):
        app = next(one for one in app.button if one.key == key).click().run()
        assert text("error.access.denied", "en") in words(app)
    assert len(app.session_state["committed"]) == 4


def test_whoever_sits_at_the_machine_needs_no_passphrase(opened, passphrase, monkeypatch):
    monkeypatch.setenv("TALENT_LOCAL_ANALYST", "1")
    assert text("analyst.lead", "en") in words(opened("en"))
    shown = access.visit("127.0.0.1", {"Host": "localhost:8501"})
    monkeypatch.setattr(analyst, "_visit", lambda: shown)
    app = opened("en")
    assert words(app) == text("analyst.local", "en", name=access.os_user())
    app = press(app, "inline")
    assert [one.how for one in app.session_state["committed"]] == ["local"]
    monkeypatch.setenv("TALENT_PUBLIC_URL", "https://talent.example.org")
    app = press(app, "callback")
    assert len(app.session_state["committed"]) == 1


def test_a_session_shows_the_address_the_server_is_bound_to(monkeypatch):
    for bound in ("127.0.0.1", "0.0.0.0", None):
        monkeypatch.setattr(st, "get_option", {"server.address": bound}.__getitem__)
        assert analyst._visit().bound == (bound or "")
