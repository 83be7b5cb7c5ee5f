"""The link a reader came by: what it saw, what became of its numbers, and links to the view for others.

An address holds a digest of the numbers on view (`n`) beside the data version it saw (`data`) and, while the
view is one that was stored, its id (`b`). What a link saw is kept while the reader looks at the same view.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

import streamlit as st
from streamlit.navigation.page import Page

from pages._parts import address, blocks, figures, store
from pages._parts.blocks import tag, words
from pages._parts.language import choice, current, text
from talent.access import LOOPBACK
from talent.briefing import links, view
from talent.briefing.links import Since, Stored
from talent.briefing.numbers import Change
from talent.briefing.view import View
from talent.errors import TalentError, clean
from talent.history import Event
from talent.i18n import Name, message
from talent.what_if import notation

_HASH, _CODE = re.compile(r"[0-9a-f]{8}"), re.compile(r"[A-Z]+-[0-9]{2,}-[0-9]{3,}")


@dataclass(frozen=True)
class Arrival:
    """The link a reader came by: its view, with the data version and digest it saw.

    `id` is that of the stored view it named, "" = none.
    """

    view: View
    id: str = ""
    dismissed: bool = False


@dataclass
class _Run:
    """What one run knows of its link; `is_done` once the page around its fragments stands."""

    page: str = ""
    data: str = ""
    digest: str = ""
    kept: Stored | None = None
    refused: TalentError | None = None
    is_done: bool = False


def _run() -> _Run:
    return st.session_state["links.run"]


def _arrival() -> Arrival | None:
    return st.session_state.get("links.arrival")


# At the beginning of a run


def open_stored() -> None:
    """Fill in what the address leaves to the stored view it names."""
    run = st.session_state["links.run"] = _Run()
    named = address.asked("b")
    if named is None:
        return
    try:
        run.kept = store.stored(named)
    except TalentError as error:
        run.refused = error
        return
    asked = run.kept.view
    address.fill({**dict(asked.choices), "lang": asked.language, "batch": asked.batch})


def go_to_its_page(page: Page, sections: Mapping[str, list[Page]]) -> None:
    """Where the stored view is one of another page, go there."""
    kept = _run().kept
    if kept is None or kept.view.page == page.url_path:
        return
    target = next(one for pages in sections.values() for one in pages if one.url_path == kept.view.page)
    st.switch_page(target, query_params={"b": kept.id[: links.SHORT], "lang": current()})


def begin(page: str) -> None:
    """Note what the address saw, before the page rewrites it."""
    run = _run()
    run.page = page
    run.data, run.digest = (_seen(name) for name in ("data", "n"))
    # Until it is known what of them still holds.
    address.write("n", "")
    address.write("b", "")
    if run.refused is not None:
        shown = choice("nav", page or "overview")
        address.refuse("b", address.asked("b") or "", shown, why=message(run.refused, current()))
    link = address.asked("s")
    if page == "what_if" and link and not run.data:
        run.data = _seen_by_scenario(link)


def _seen(name: str) -> str:
    found = address.asked(name) or ""
    if found and not _HASH.fullmatch(found):
        address.refuse(name, found)
        return ""
    return found


def _seen_by_scenario(link: str) -> str:
    """The data version a scenario's link was made with; "" where it does not tell."""
    try:
        return notation.from_link(link, store.evidence().defaults).data_version
    except TalentError:
        return ""


# The view


def current_view() -> View:
    """The view on this page (of `view.PAGES`) and its data, also before the page has asked for all of it."""
    written, page = address.written(), _run().page
    return view.view(
        page,
        {name: address.chosen(name) for name in view.PAGES[page]},
        language=current(),
        batch=written.get("batch", ""),
        data=store.version(),
        digest=written.get("n", ""),
    )


def share_links() -> tuple[str, str]:
    """The whole link to the view and the short one, which stores it; both whole where it cannot be stored."""
    shown = current_view()
    shown = replace(shown, digest=shown.digest or store.digest(shown.bare))
    base = links.public_base() or _base()
    whole = links.whole(shown, base)
    try:
        return whole, links.short(shown, store.now(), base)
    except TalentError:
        # What cannot be drawn outside its page has numbers nobody could keep.
        return whole, whole


def base_for_others() -> str:
    """The address for what travels: as told, or as this browser came; "" where that is its own machine."""
    if told := links.public_base():
        return told
    host = urlsplit(_base()).hostname or "localhost"
    return "" if _is_this_machine(host) else _base()


def refuse_foreign(address: str) -> None:
    """TalentError where a link names another host than this dashboard's; one without a host is its own."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        # What cannot be read is said where the link is read.
        return
    ours = [urlsplit(base).hostname for base in (links.public_base(), _base()) if base]
    if host and host not in ours and not _is_this_machine(host):
        raise TalentError("links.foreign", host=clean(host))


def _is_this_machine(host: str) -> bool:
    return host in LOOPBACK or host.startswith("127.")


def _base() -> str:
    """The address of the dashboard as this browser reached it."""
    here = urlsplit(st.context.url or "")
    path = here.path.rstrip("/").removesuffix(_run().page).rstrip("/")
    return f"{here.scheme}://{here.netloc}{path}" if here.netloc else ""


# At the end of a run


def follow(digest: str) -> None:
    """A fragment has drawn its numbers: have the address follow it, and what is said of an old link go."""
    address.write("n", digest)
    if not _run().is_done:
        return
    shown, came = current_view(), _arrival()
    if came is not None and not _is_same(came.view, shown):
        st.rerun()
    _name_stored(came, shown)
    address.finish()


def finish() -> None:
    """Put what the view shows into the address; say what became of the numbers the link saw."""
    run = _run()
    run.is_done = True
    shown = current_view() if run.page in view.PAGES else None
    came = st.session_state["links.arrival"] = _came(shown) if shown else None
    if shown is None:
        return
    if not shown.digest:
        shown = replace(shown, digest=store.digest(shown.bare))
        address.write("n", shown.digest)
    _name_stored(came, shown)
    if came is not None and not came.dismissed and came.view.data != shown.data:
        with st.container(key="since"):
            _say(came, shown)


def _name_stored(came: Arrival | None, shown: View) -> None:
    """The address names the stored view as long as it shows it as it was stored."""
    is_it = came is not None and came.view.batch == shown.batch
    address.write("b", came.id[: links.SHORT] if came and is_it else "")


def _came(shown: View) -> Arrival | None:
    """The link the view on this page was opened by, if the data it saw are known."""
    run, before = _run(), _arrival()
    if before is not None and _is_same(before.view, shown):
        return before
    if run.kept is not None and _is_same(shown, run.kept.view, run.kept.view.choices):
        seen = run.kept.view
        return Arrival(replace(seen, choices=shown.choices, language=shown.language), run.kept.id)
    if run.data in ("", shown.data):
        return None
    return Arrival(replace(shown, data=run.data, digest=run.digest))


def _is_same(one: View, other: View, choices: tuple = ()) -> bool:
    """Whether two views make the same choices, whatever the data: all of them, or only those of `choices`."""
    names = dict(choices) or {**dict(one.choices), **dict(other.choices)}
    return one.page == other.page and all(
        one.get(name) == other.get(name)
        or (name == "s" and _is_same_scenario(one.get(name), other.get(name)))
        for name in names
    )


def _is_same_scenario(one: str, other: str) -> bool:
    """Whether two links hold one scenario: they tell the data version too."""
    known = store.evidence().defaults
    try:
        return notation.from_link(one, known).scenario == notation.from_link(other, known).scenario
    except TalentError:
        return False


# What became of the numbers


def _say(came: Arrival, shown: View) -> None:
    """In a line that all is as it was; else what changed, and the ways on."""
    versions, found = {"seen": came.view.data, "now": shown.data}, _since(came, shown)
    if found.changes == ():
        st.caption(text("links.same", **versions))
        return
    is_certain = found.changes is not None or bool(came.view.digest and shown.digest)
    said = text("links.changed" if is_certain else "guard.other_data", **versions)
    st.warning(said, icon=":material/history:")
    if found.changes is not None:
        _table(found)
    if is_certain and not found.as_of:
        blocks.note(text("links.no_way_back" if found.changes else "links.untold"))
    with st.container(horizontal=True, gap="small"):
        if found.as_of:
            st.button(
                text("links.as_it_was"), key=f"links.as_it_was.{current()}", icon=":material/history:",
                on_click=address.keep, args=("batch", found.as_of),
            )  # fmt: skip
        st.button(text("links.dismiss"), key=f"links.dismiss.{current()}", on_click=_dismiss)


def _since(came: Arrival, shown: View) -> Since:
    if not shown.digest:
        return Since(None, "")
    return Since((), "") if came.view.digest == shown.digest else store.since(came.view, came.id)


def _dismiss() -> None:
    if (came := _arrival()) is not None:
        st.session_state["links.arrival"] = replace(came, dismissed=True)


def _table(found: Since) -> None:
    """Old beside new; and by which batch, where the state of then is known and the batch came after it."""
    changes = found.changes or ()
    codes = frozenset(one.key for one in changes if _CODE.fullmatch(one.key))
    events = store.events(codes, found.as_of) if found.as_of else {}
    columns = ("number", "then", "now", *(["batch"] if events else []), "code")
    head = [choice("links.column", name) for name in columns]
    blocks.table(head, [_row(one, events) for one in changes], kind="t-changes")


def _row(one: Change, events: Mapping[str, Event]) -> tuple[str, ...]:
    code = figures.code_link(one.key) if _CODE.fullmatch(one.key) else ""
    event = [_happened(events.get(one.key))] if events else []
    return words(one.label[current()]), _number(one.old), _number(one.new), *event, code


def _happened(event: Event | None) -> str:
    if event is None:
        return ""
    what = choice("links.event", event.kind)
    return words(text("links.happened", batch=event.batch, what=what, day=event.time.date().isoformat()))


def _number(written: Name | None) -> str:
    if written is None:
        return tag("span", words(text("links.not_shown")), class_="t-small")
    return tag("b", words(written[current()]))
