"""The briefing a session works on: one frozen draft and those before it, changed through here alone.

The server keeps the draft too, under a random id that stands in the address of the page Briefing alone
(parameter `draft`): reloading a page begins a new session, which takes the draft up again. The id gives no
right but to see the draft.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace

import streamlit as st

from pages._parts import address as addresses
from pages._parts import store
from pages._parts.guard import plain
from pages._parts.language import current as language
from pages._parts.language import text
from talent.briefing import notation, saved, view, watch
from talent.briefing.briefing import TEMPLATES, Briefing, Item
from talent.errors import TalentError
from talent.i18n import message

# Steps that can be taken back.
STEPS = 50


@dataclass(frozen=True)
class Desk:
    """What a session has at hand: the draft, those before it, oldest first; why the last act failed.

    `id` is what the server keeps it under, "" = not at all. `is_taken_up` until the first change, which gives
    it an id of its own: another session may be at work under the one it was taken up by.
    """

    briefing: Briefing
    past: tuple[Briefing, ...] = ()
    refused: TalentError | None = None
    id: str = ""
    is_taken_up: bool = False


def _desk() -> Desk:
    return st.session_state.get("briefing.desk") or Desk(Briefing("", language(), TEMPLATES[0], ()))


def _lay(desk: Desk) -> None:
    st.session_state["briefing.desk"] = desk


def current() -> Briefing:
    """The draft."""
    return _desk().briefing


def count() -> int:
    """How many pictures it has."""
    return len(current().items)


def can_undo() -> bool:
    return bool(_desk().past)


def refusal() -> str:
    """Why the last act changed nothing; "" where it did."""
    error = _desk().refused
    return message(error, language()) if error else ""


def is_lost() -> bool:
    """Whether the address names a draft the server does not have any more, and there is no other."""
    return bool(addresses.asked("draft")) and not _desk().id


# At the beginning of a run of the page Briefing


def settle() -> None:
    """Take up what the address names, a draft where the session has none; have it name the session's draft.

    A kept briefing (parameter `kept`) is opened once, then the address names the draft it became.
    """
    asked = addresses.asked("draft")
    if asked and not _desk().id and (found := store.kept_draft(asked)):
        _lay(Desk(found, id=asked, is_taken_up=True))
    if name := addresses.asked("kept"):
        addresses.write("kept", "")
        attempt(lambda: change(saved.load(name)))
    if id := _desk().id:
        addresses.write("draft", id if count() else "")


# What buttons and fields do: called in callbacks, before the run that shows it


def add(address: str, part: str = "") -> None:
    """For buttons of other pages: take up their view, or the one picture of it that `part` names.

    The reader is told, also why it is refused.
    """
    try:
        collect(address, part)
    except TalentError as error:
        _tell(error)


def _tell(error: TalentError) -> None:
    st.toast(plain(message(error, language())), icon=":material/block:", duration="long")


def collect(address: str, part: str = "") -> None:
    """Take up what an address shows and tell the reader; TalentError where that cannot be."""
    before = count()
    change(_with(current(), address, part))
    if count() == before:
        st.toast(plain(text("briefing.desk.there_already")), icon=":material/info:")
    else:
        told = text("briefing.desk.added", n=count() - before, all=count())
        st.toast(plain(told), icon=":material/playlist_add_check:")


def _with(briefing: Briefing, address: str, part: str) -> Briefing:
    there = {item.view for item in briefing.items}
    for item in _items(_meant(address), part):
        briefing = briefing if item.view in there else briefing.with_item(item)
    return briefing


def _meant(address: str) -> view.View:
    """The view of an address, which must be of the data now; TalentError."""
    short = view.stored(address)
    found = store.stored(short).view if short else view.parse(address)
    if batch := found.batch or store.as_of():
        raise TalentError("briefing.looks_back", path=found.bare.address, batch=batch)
    return found.bare


def _items(meant: view.View, part: str) -> list[Item]:
    """A picture each, with its numbers now."""
    shown = store.exhibits(replace(meant, part=part or meant.part), language())
    views = (replace(meant, part=one.part) for one in shown)
    return [Item(one, "", store.version(), store.numbers(one)) for one in views]


def attempt(act: Callable[[], object]) -> None:
    """Do something that may be refused, and have it said why."""
    refuse(None)
    try:
        act()
    except TalentError as error:
        refuse(error)


def refuse(error: TalentError | None) -> None:
    """Say why an act changed nothing, now and in the next run; None where it did what it should."""
    _lay(replace(_desk(), refused=error))
    if error:
        # On a phone the notice at the top of the page may be out of sight.
        _tell(error)


def change(briefing: Briefing) -> None:
    """Make it the draft; TalentError where no file could hold it."""
    desk = _desk()
    if briefing != desk.briefing:
        notation.to_json(briefing)
        _move(briefing, (*desk.past, desk.briefing)[-STEPS:])


def _move(briefing: Briefing, past: tuple[Briefing, ...]) -> None:
    desk = _desk()
    id = desk.id if desk.id and not desk.is_taken_up else secrets.token_urlsafe(12)
    _lay(Desk(briefing, past, id=id))
    store.keep_draft(id, briefing)


def undo() -> None:
    """One step back."""
    if past := _desk().past:
        _move(past[-1], past[:-1])


def clear() -> None:
    """Begin anew; one step back brings all of it back."""
    change(Briefing("", current().language, current().template, ()))


def refresh() -> None:
    """Take the numbers of the data now; every picture says what that changed."""
    attempt(lambda: change(watch.refreshed(current(), store.now())))


def unmark() -> None:
    """Forget what the last refresh changed."""
    change(replace(current(), items=tuple(replace(item, changed=()) for item in current().items)))
