"""The briefing a session works on: one frozen draft and those before it, changed through here alone."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import streamlit as st

from pages._parts import store
from pages._parts.guard import plain
from pages._parts.language import current as language
from pages._parts.language import text
from talent.briefing import notation, view, watch
from talent.briefing.briefing import TEMPLATES, Briefing, Item
from talent.errors import TalentError
from talent.i18n import message

# Steps that can be taken back.
STEPS = 50


@dataclass(frozen=True)
class Desk:
    """What a session has at hand: the draft, those before it, oldest first; why the last act failed."""

    briefing: Briefing
    past: tuple[Briefing, ...] = ()
    refused: TalentError | None = None


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


# What buttons and fields do: called in callbacks, before the run that shows it


def add(address: str, part: str = "") -> None:
    """For buttons of other pages: take up their view, or the one picture of it that `part` names.

    The reader is told, also why it is refused.
    """
    try:
        collect(address, part)
    except TalentError as error:
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
    """Have the next run say why an act changed nothing; None where it did what it should."""
    _lay(replace(_desk(), refused=error))


def change(briefing: Briefing) -> None:
    """Make it the draft; TalentError where no file could hold it."""
    desk = _desk()
    if briefing != desk.briefing:
        notation.to_json(briefing)
        _lay(replace(desk, briefing=briefing, past=(*desk.past, desk.briefing)[-STEPS:], refused=None))


def undo() -> None:
    """One step back."""
    desk = _desk()
    if desk.past:
        _lay(replace(desk, briefing=desk.past[-1], past=desk.past[:-1], refused=None))


def clear() -> None:
    """Begin anew; one step back brings all of it back."""
    change(Briefing("", current().language, current().template, ()))


def refresh() -> None:
    """Take the numbers of the data now; every picture says what that changed."""
    attempt(lambda: change(watch.refreshed(current(), store.now())))


def unmark() -> None:
    """Forget what the last refresh changed."""
    change(replace(current(), items=tuple(replace(item, changed=()) for item in current().items)))
