"""The briefing a session works on: one frozen draft and those before it, changed through here alone.

The server keeps the draft too: reloading a page begins a new session, which takes up what its browser changed
last. The address of the page Briefing alone names the draft (parameter `draft`), by a random id that gives no
right but to see it. What another session changed meanwhile, or another browser keeps, goes on under an id of
its own as soon as it is changed here.
"""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

import streamlit as st

from pages._parts import address as addresses
from pages._parts import store, visitor
from pages._parts.guard import plain
from pages._parts.language import current as language
from pages._parts.language import text
from talent.briefing import drafts, notation, saved, view, watch
from talent.briefing.briefing import TEMPLATES, Briefing, Item
from talent.briefing.drafts import Draft
from talent.errors import TalentError
from talent.i18n import message

# Steps that can be taken back.
STEPS = 50
# Other drafts of a browser that are offered: each cleared one is kept.
OTHERS = 3


@dataclass(frozen=True)
class Desk:
    """What a session has at hand: the draft, those before it, oldest first; why the last act failed.

    `id` is what the server keeps it under, "" = not at all, and `text` what it kept when the session last saw
    to it. `is_lost` where the address named another one that is gone, `is_copy` where it is that of another
    browser. `cleared` is what the last act put away, if it was to clear.
    """

    briefing: Briefing
    past: tuple[Briefing, ...] = ()
    refused: TalentError | None = None
    id: str = ""
    text: str = ""
    is_lost: bool = False
    is_copy: bool = False
    cleared: "Desk | None" = None


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
    """Whether the address named a draft the server does not have any more; until the next change."""
    return _desk().is_lost


def is_copy() -> bool:
    """Whether the draft is another browser's, and no change has made it one of this browser's yet."""
    return _desk().is_copy


def others() -> Iterator[Draft]:
    """What else this browser keeps, the newest few: drafts cleared, and those tabs went on with apart."""
    kept = drafts.of(visitor.current(), but=_desk().id)
    return islice((one for one in kept if one.briefing.items and one.briefing != current()), OTHERS)


# At the beginning of a run


def settle(*, on_its_page: bool) -> None:
    """A session that has no draft takes one up; on the page Briefing the address counts, and is put right.

    A kept briefing (parameter `kept`) is opened once as a draft of its own.
    """
    asked = addresses.asked("draft") if on_its_page else None
    if not _desk().id:
        found = drafts.found(asked) if asked else None
        _take_up(found or _last())
        if _desk().is_lost != (is_lost := bool(asked) and not found):
            _lay(replace(_desk(), is_lost=is_lost))
    if not on_its_page:
        return
    if name := addresses.asked("kept"):
        addresses.write("kept", "")
        attempt(lambda: _open(saved.load(name)))
    if id := _desk().id:
        addresses.write("draft", id if count() else "")


def _last() -> Draft | None:
    """What this browser changed last, in whatever tab."""
    return next(drafts.of(visitor.current()), None)


def _take_up(found: Draft | None) -> None:
    if found:
        is_copy = not drafts.is_untouched(found.id, visitor.current(), found.text)
        refused = _desk().refused
        _lay(Desk(found.briefing, refused=refused, id=found.id, text=found.text, is_copy=is_copy))


def _open(briefing: Briefing) -> None:
    """Work on another briefing; the draft stays kept as it is."""
    if briefing != current():
        _lay(replace(_desk(), id=""))
        change(briefing)


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
    if not _desk().id:
        # Another tab may have begun a draft since this one was drawn.
        _take_up(_last())
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
        _move(briefing, (*desk.past, desk.briefing)[-STEPS:])


def _move(briefing: Briefing, past: tuple[Briefing, ...]) -> None:
    desk, browser, text = _desk(), visitor.current(), notation.to_json(briefing)
    is_ours = desk.id and drafts.is_untouched(desk.id, browser, desk.text)
    id = desk.id if is_ours else secrets.token_urlsafe(12)
    _lay(Desk(briefing, past, id=id, text=text))
    drafts.keep(id, browser, text)


def switch(id: str) -> None:
    """Work on another draft of this browser; the one at hand stays kept."""
    _take_up(drafts.found(id))


def undo() -> None:
    """One step back."""
    if before := _desk().cleared:
        # Kept all along, it goes on under its own id.
        _lay(before)
        _move(before.briefing, before.past)
    elif past := _desk().past:
        _move(past[-1], past[:-1])


def clear() -> None:
    """Begin anew; one step back brings all of it back, and until then it stays kept beside the new one."""
    before = _desk()
    _lay(replace(before, id=""))
    change(Briefing("", before.briefing.language, before.briefing.template, ()))
    _lay(replace(_desk(), cleared=before))


def refresh() -> None:
    """Take the numbers of the data now; every picture says what that changed."""
    attempt(lambda: change(watch.refreshed(current(), store.now())))


def unmark() -> None:
    """Forget what the last refresh changed."""
    change(replace(current(), items=tuple(replace(item, changed=()) for item in current().items)))
