"""What a reader takes along from a page: into the briefing, to the clipboard, as a file, as a link.

Opening a part of a toolbar draws nothing else; what it shows is made while it is open.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import streamlit as st

from pages._parts import address, blocks, copying, desk, links, picturing, store
from pages._parts.guard import explained, plain
from pages._parts.language import choice, current, text
from talent import exports
from talent.briefing.deck import SIZES, Deck
from talent.briefing.exhibit import Exhibit
from talent.briefing.pens import picture
from talent.briefing.view import View
from talent.charts.frame import frame
from talent.errors import TalentError
from talent.i18n import message

WHOLE = ("pptx", "pdf", "html", "xlsx", "txt")


def tools(part: str = "", *, link: bool = True) -> None:
    """The toolbar of one picture of the page by its name; without one, of all that the page shows.

    `link` = False where the page itself offers links.
    """
    refused = _not_to_add()
    with blocks.tools(part or "all"):
        # Outside the fragment: the frame tells how many pictures are collected.
        st.button(
            text("taking.add"), key=_key("add", part), icon=":material/playlist_add:", type="tertiary",
            on_click=_add, args=(part,), disabled=bool(refused), help=refused or None,
        )  # fmt: skip
        _others(part, link)


@st.fragment
def _others(part: str, link: bool) -> None:
    with blocks.tools(f"{part or 'all'}-more"):
        refused = _copy(part) if part else ""
        with _popover("files" if part else "pictures", ":material/download:", part) as is_open, explained():
            if is_open:
                _files(part)
        if link:
            with _popover("link", ":material/link:", part) as is_open, explained():
                if is_open:
                    _links(part)
    if refused:
        st.warning(refused, icon=":material/block:")


def _key(name: str, part: str) -> str:
    """The language is in it: Streamlit forgets a choice whose label changes."""
    return f"taking.{name}.{part}.{current()}"


@contextmanager
def _popover(name: str, icon: str, part: str) -> Iterator[bool]:
    """A small window whose inside is made only while it is open."""
    found = st.popover(
        choice("taking", name), icon=icon, key=_key(name, part), type="tertiary", on_change="rerun"
    )  # fmt: skip
    with found:
        yield bool(found.open)


def _view(part: str) -> View:
    """What the page shows now, or one picture of it."""
    return replace(links.current_view(), language=current(), part=part)


# Into the briefing


def _not_to_add() -> str:
    """Why what the page shows cannot be taken into the briefing; "" where it can."""
    if store.as_of():
        return text("briefing.looking_back")
    return text("taking.other_version") if address.other_version() else ""


def _add(part: str) -> None:
    """Called before the run that shows it: fragments may have gone on since the button was drawn."""
    desk.add(_view("").bare.address, part)


# To the clipboard


def _copy(part: str) -> str:
    """The button that copies a picture; why it is refused, "" where it is not."""
    key, answer, refused = _key("copy", part), None, ""
    click = picturing.asked(key)
    if click is not None:
        svg = ""
        try:
            deck, sizes = _made(part)
            if sizes:
                svg = picture.svg(deck.slides[0], sizes[0]).decode()
            else:
                refused = text("taking.too_full")
        except TalentError as error:
            refused = message(error, current())
        answer = picturing.Answer(click, svg)
    picturing.show(key, _name(part, "png"), answer)
    return plain(refused)


def _made(part: str) -> tuple[Deck, tuple[tuple[int, int], ...]]:
    """The picture with all that travels with it, and the sizes it can be drawn in."""
    asked = _view(part), current(), links.base_for_others()
    return store.deck(*asked), store.sizes(*asked)


def _name(part: str, kind: str, size: str = "") -> str:
    """`compare-comparison-1920x1080-<data version>.png`"""
    said = dict.fromkeys((_view("").page or "overview", part, *filter(None, [size])))
    return exports.file_name("-".join(said), kind, store.version())


# As files


def _files(part: str) -> None:
    """The picture in every format, each made on the click."""
    if not part:
        part = _pick(store.exhibits(_view(""), current()))
        refused = _copy(part)
        if refused:
            st.warning(refused, icon=":material/block:")
    deck, sizes = _made(part)
    for size in SIZES:
        wide = choice("taking.size", "wide" if size == SIZES[0] else "tall")
        _file(deck, part, "png", size, wide, packed=size not in sizes)
    _file(deck, part, "svg", sizes[0] if sizes else SIZES[0], packed=not sizes)
    if len(sizes) < len(SIZES):
        blocks.note(text("taking.packed"))
    for kind in WHOLE:
        _file(deck, part, kind)


def _pick(shown: Sequence[Exhibit]) -> str:
    titles = {one.part: frame(one.content).title for one in shown}
    if len(titles) == 1:
        return next(iter(titles))
    return st.selectbox(
        text("taking.which"),
        list(titles),
        format_func=titles.__getitem__,
        key=_key("which", ""),
        placeholder=text("updating.choose"),
    )


def _file(
    deck: Deck, part: str, kind: str, size: tuple[int, int] = SIZES[0], more: str = "", packed: bool = False
) -> None:
    """`packed` = it is several pictures in one zip file."""
    name = _name(part, "zip" if packed else kind, "x".join(map(str, size)) if more else "")
    st.download_button(
        " ".join(filter(None, (choice("briefing.format", kind), more))), data=store.file(deck, kind, size),
        file_name=name, on_click="ignore",
        type="tertiary", key=_key(f"file.{kind}.{size[0]}", part), help=choice("briefing.made_as", kind),
    )  # fmt: skip


# As a link


def _links(part: str) -> None:
    """The whole link, the short one with its code to scan, and a line to paste below the picture."""
    whole, short = links.share_links()
    blocks.note(text("taking.whole"))
    copying.show(whole, key=_key("whole", part))
    if short != whole:
        blocks.note(text("links.short_note"))
        copying.show(short, key=_key("short", part))
        blocks.qr(short)
    blocks.note(text("taking.caption"))
    shown = store.exhibits(_view(part), current())
    copying.show(_caption(shown[0], short), key=_key("caption", part))


def _caption(shown: Exhibit, link: str) -> str:
    """What must stand by a picture wherever it goes, in one line."""
    said = frame(shown.content)
    title = text("taking.titled", title=said.title, scope=said.scope) if said.scope else said.title
    parts = (title, *said.warnings, said.sources, said.version, link)
    return " ".join(" ".join(one.split()) for one in parts if one)
