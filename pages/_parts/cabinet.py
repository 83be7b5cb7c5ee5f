"""Where briefings lie: other drafts, kept by name, as files; which of them the data have left behind."""

from collections.abc import Sequence

import streamlit as st

from pages._parts import analyst, blocks, desk, kept, store
from pages._parts.blocks import tag, words
from pages._parts.guard import plain
from pages._parts.language import current, text
from talent import exports
from talent.briefing import notation, saved, watch
from talent.briefing.watch import Stale

PAGE = "pages/decide/briefing.py"


# Drafts of other tabs


def others() -> None:
    """The drafts that other tabs of this browser went on with, and the way there."""
    for draft in desk.others():
        with blocks.actions(f"briefing-other-{draft.id}"):
            title = plain(draft.briefing.title or text("briefing.head.untitled"))
            said = text("briefing.desk.other", title=title, n=len(draft.briefing.items))
            st.info(said, icon=":material/tab_duplicate:")
            key = f"briefing.switch.{current()}.{draft.id}"
            st.button(text("briefing.desk.switch"), key=key, on_click=desk.switch, args=(draft.id,))


# Kept by name


def shelf() -> None:
    """Every kept briefing, and a name to keep the draft under."""
    old = {one.name: one.pictures for one in store.out_of_date()}
    kind = kept.Kind(
        key="briefing",
        words="briefing.kept",
        asking="briefing.keeping",
        taken="briefing.name_taken",
        names=saved.names,
        open=_open,
        save=lambda who, name, replace: saved.save(who, name, desk.current(), replace),
        remove=saved.remove,
        refuse=desk.refuse,
        beside=lambda name: text("briefing.kept.outdated", n=old[name]) if name in old else "",
    )
    with blocks.box("briefing-kept"):
        kept.show(kind)
        if strays := saved.strays():
            blocks.note(text("briefing.kept.strays", listed=text("punctuation.comma").join(strays)))


def _open(name: str) -> None:
    desk.attempt(lambda: desk.change(saved.load(name)))


# As files


def files() -> None:
    """The draft as a file with all its numbers, and the way back from one."""
    with blocks.box("briefing-files"):
        blocks.show(tag("h3", words(text("briefing.file.title"))))
        draft = desk.current()
        name = exports.file_name(text("briefing.title"), "json", store.version())
        st.download_button(
            text("briefing.file.save"), data=lambda: notation.to_json(draft).encode(), on_click="ignore",
            file_name=name, mime="application/json",
            key=f"briefing.json.{current()}", icon=":material/download:", disabled=not draft.items,
        )  # fmt: skip
        blocks.uploader_words(
            text("briefing.file.pick"), text("briefing.file.drop"), text("briefing.file.not_taken")
        )
        key = f"briefing.upload.{current()}"
        st.file_uploader(text("briefing.file.read"), key=key, on_change=_read, args=(key,))


def _read(key: str) -> None:
    given = st.session_state.get(key)
    if given is not None:
        desk.attempt(lambda: desk.change(notation.parse(given.getvalue())))


# What the data have left behind


def notices(stale: Sequence[Stale]) -> None:
    """How many pictures of the draft are out of date, or were renewed; how many of the kept briefings."""
    if changed := sum(bool(one.changes) for one in stale):
        with blocks.actions("briefing-stale"):
            st.warning(text("briefing.watch.draft", n=changed), icon=":material/update:")
            _button("refresh", ":material/refresh:", desk.refresh, leads=True)
    elif renewed := sum(bool(item.changed) for item in desk.current().items):
        with blocks.actions("briefing-renewed"):
            st.info(text("briefing.watch.renewed", n=renewed), icon=":material/published_with_changes:")
            _button("unmark", ":material/ink_eraser:", desk.unmark)
    if said := watch.notice(store.out_of_date(), current()):
        with blocks.actions("briefing-outdated"):
            st.info(said, icon=":material/history:")
            if analyst.current():
                _button("refresh_kept", ":material/refresh:", _refresh_kept)


def _button(name: str, icon: str, act, *, leads: bool = False) -> None:
    kind = "primary" if leads else "secondary"
    key = f"briefing.{name}.{current()}"
    st.button(text(f"briefing.do.{name}"), key=key, icon=icon, on_click=act, type=kind)


def _refresh_kept() -> None:
    """Renew every kept briefing that is out of date; it says what that changed when it is opened."""

    def renew() -> None:
        for one in store.out_of_date():
            fresh = watch.refreshed(saved.load(one.name), store.now())
            saved.save(analyst.current(), one.name, fresh, replace=True)

    desk.attempt(renew)


def line() -> None:
    """On other pages: which kept briefings are out of date, and the way there."""
    if said := watch.notice(store.out_of_date(), current()):
        with blocks.actions("briefings-outdated"):
            st.info(plain(said), icon=":material/history:")
            blocks.jump(PAGE, text("briefing.watch.go"), ":material/slideshow:")
