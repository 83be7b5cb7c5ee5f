"""The pictures of the draft in order: what each says, what is written beside it, and where it stands."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st

from pages._parts import blocks, desk, drawings, links, seeds, store
from pages._parts.blocks import show, tag, words
from pages._parts.guard import plain
from pages._parts.language import choice, current, text
from talent.briefing import numbers
from talent.briefing.briefing import LONGEST_COMMENT, LONGEST_TITLE, TEMPLATES, Briefing, Item
from talent.briefing.exhibit import Exhibit
from talent.briefing.numbers import Change
from talent.briefing.prose.objecting import objections
from talent.briefing.view import View
from talent.briefing.watch import Stale
from talent.charts.frame import frame
from talent.charts.model_picture import ModelPicture
from talent.errors import TalentError
from talent.i18n import LANGUAGES, message

PAGES = {
    "": "pages/explore/overview.py",
    "compare": "pages/explore/compare.py",
    "city": "pages/explore/city.py",
    "policies": "pages/explore/policies.py",
    "what_if": "pages/decide/what_if.py",
    "catalogue": "pages/data/catalogue.py",
    "passport": "pages/data/passport.py",
}
# Where a writer finds pictures first.
FIRST = ("compare", "city", "what_if")
LOOKS = ("pictures", "titles")
# Of more pictures than these, titles alone are shown at first.
FEW = 8
# Of the changed numbers of one picture, so many are listed.
_LISTED = 12


def _seeded(name: str, value: object) -> str:
    """The key of a field, its state set to what the draft says."""
    return seeds.seeded(f"briefing.{name}.{current()}", value)


def _typed(key: str, act: Callable[[str], object]) -> None:
    """A field that holds nothing at all was not drawn: it empties nothing."""
    said = st.session_state.get(key)
    if said is not None:
        desk.attempt(lambda: act(said.replace("\t", " ").replace("\r\n", "\n")))


# The whole


def head() -> None:
    """Title, language and template of the briefing, and the way back."""
    seeds.begin(f"briefing.undo.{current()}")
    draft = desk.current()
    with blocks.box("briefing-head"):
        _fields(draft)
        show(tag("h2", words(draft.title or text("briefing.head.untitled")), class_="b-title"))


def _fields(draft: Briefing) -> None:
    with blocks.bar("briefing-head"):
        key = _seeded("title", draft.title)
        st.text_input(
            text("briefing.head.title"), key=key, max_chars=LONGEST_TITLE, on_change=_typed,
            args=(key, lambda said: desk.change(replace(desk.current(), title=said))),
            placeholder=text("briefing.head.untitled"),
        )  # fmt: skip
        _one_of("language", draft.language, LANGUAGES, "app.language")
        _one_of("template", draft.template, TEMPLATES, "briefing.template", text("briefing.head.what"))
        _button("undo", ":material/undo:", desk.undo, disabled=not desk.can_undo())
        _button("clear", ":material/delete_sweep:", desk.clear, disabled=not draft.items)


def _one_of(name: str, value: str, options: Sequence[str], family: str, tip: str | None = None) -> None:
    key, said = _seeded(name, value), {one: choice(family, one) for one in options}
    st.segmented_control(
        choice("briefing.head", name), options, format_func=said.__getitem__, key=key, required=True,
        help=tip, on_change=_typed,
        args=(key, lambda chosen: desk.change(replace(desk.current(), **{name: chosen}))),
    )  # fmt: skip


def _button(name: str, icon: str, act: Callable[[], object], *, disabled: bool = False) -> None:
    key = f"briefing.{name}.{current()}"
    st.button(choice("briefing.do", name), key=key, icon=icon, on_click=act, disabled=disabled)


def adding() -> None:
    """A field for a link of any page, which is taken up at once."""
    key = f"briefing.link.{current()}"
    with blocks.bar("briefing-add"):
        st.text_input(
            text("briefing.add.label"), key=key, on_change=_paste, args=(key,),
            placeholder=text("briefing.add.hint"),
        )  # fmt: skip
        st.button(
            text("briefing.add.button"), key=f"briefing.add.{current()}", icon=":material/playlist_add:",
            on_click=_paste, args=(key,), type="primary",
        )  # fmt: skip


def _paste(key: str) -> None:
    """Take up the link typed; where it is refused it stays, to be mended."""
    if address := (st.session_state.get(key) or "").strip():
        desk.attempt(lambda: _collect(address))
        st.session_state[key] = address if desk.refusal() else ""


def _collect(address: str) -> None:
    links.refuse_foreign(address)
    desk.collect(address)


def nothing() -> None:
    """How to begin, in three steps."""
    steps = (tag("li", tag("b", words(n)), words(text(f"briefing.begin.{n}"))) for n in (1, 2, 3))
    show(
        tag(
            "div",
            tag("h2", words(text("briefing.begin.title"))),
            tag("ol", *steps, class_="b-begin"),
            class_="t-empty",
            role="status",
        )
    )
    with blocks.actions("briefing-begin"):
        for page in FIRST:
            blocks.jump(PAGES[page], choice("nav", page), ":material/add_chart:")


# The pictures


def items(stale: Sequence[Stale]) -> None:
    """Every picture in order, with its look where the reader wants to see them."""
    found = desk.current().items
    with_pictures = _look(len(found)) == LOOKS[0]
    if with_pictures:
        drawings.model_style()
    for place, item in enumerate(found):
        with blocks.box(f"briefing-item-{place}"):
            _item(place, item, stale[place], with_picture=with_pictures)


def _look(count: int) -> str:
    chosen = st.session_state.get("briefing.looks") or LOOKS[count > FEW]
    key, said = _seeded("look", chosen), {one: choice("briefing.look", one) for one in LOOKS}
    st.segmented_control(
        text("briefing.look.label"), LOOKS, format_func=said.__getitem__, key=key,
        required=True, label_visibility="collapsed", on_change=_looked, args=(key,),
    )  # fmt: skip
    return chosen


def _looked(key: str) -> None:
    if chosen := st.session_state.get(key):
        st.session_state["briefing.looks"] = chosen


def _item(place: int, item: Item, stale: Stale, *, with_picture: bool) -> None:
    try:
        shown = store.exhibits(item.view, desk.current().language)
    except TalentError as error:
        shown, stale = (), Stale(trouble=error)
    left, right = st.columns([5, 4], gap="medium") if with_picture and shown else (st.container(), None)
    with left:
        said = tag("p", words(item.comment), class_="t-paper") if with_picture else ""
        show(_title(place, item, shown, stale, with_warnings=with_picture), said)
        _changes(stale.changes or item.changed)
        if with_picture:
            _comment(place, item)
        else:
            blocks.note(item.comment)
        _objections(item, shown)
        _acts(place, item)
    if right:
        with right, st.container(key=f"b-look-{place}"):
            for one in shown:
                drawings.preview(one.content, key=f"briefing.look.{_name(place, item)}.{one.part}")


def _changes(found: Sequence[Change]) -> None:
    """Old and new numbers."""
    lines = numbers.told(found[:_LISTED], current())
    if lines:
        show(tag("ul", *(tag("li", words(line)) for line in lines), class_="t-list b-changes"))
    if len(found) > _LISTED:
        blocks.note(text("briefing.item.more", n=len(found) - _LISTED))


def _name(place: int, item: Item) -> str:
    """What tells the fields of one picture apart: another one at its place has fields of its own."""
    return f"{place}.{hashlib.sha256(item.view.address.encode()).hexdigest()[:8]}"


def _title(place: int, item: Item, shown: Sequence[Exhibit], stale: Stale, *, with_warnings: bool) -> str:
    """Number, title, scope, data version, whether it is still so, what must be known before any number."""
    told = [frame(one.content) for one in shown]
    page = choice("nav", item.view.page or "overview")
    title = told[0].title if told else page
    marks = [tag("span", words(page), class_="t-tag")]
    marks += [tag("span", words(text("briefing.item.data", version=item.data)), class_="t-tag")]
    marks += [_mark("stale")] if stale.changes else [_mark("updated")] if item.changed else []
    marks += [_mark("gone")] if stale.trouble else []
    why = message(stale.trouble, current()) if stale.trouble else ""
    # A modelled picture itself says before its numbers that they are no forecast.
    modelled = any(isinstance(one.content, ModelPicture) for one in shown)
    limits = [said for one in told for said in one.warnings] if with_warnings and not modelled else []
    return tag(
        "div",
        tag("b", words(place + 1), class_="b-place"),
        tag(
            "div",
            tag("h3", words(title)),
            tag("p", words(told[0].scope if told else ""), class_="t-small"),
            tag("p", *marks),
            *(tag("p", words(said), class_="b-warning", title=said) for said in (why, *limits) if said),
        ),
        class_="b-item",
    )


def _mark(name: str) -> str:
    return tag("span", words(choice("briefing.item", name)), class_="t-tag t-warn")


def _comment(place: int, item: Item) -> None:
    key = _seeded(f"comment.{_name(place, item)}", item.comment)
    st.text_area(
        text("briefing.item.comment"), key=key, max_chars=LONGEST_COMMENT, height=80, on_change=_typed,
        args=(key, lambda said: desk.change(desk.current().commented(place, said))),
        placeholder=text("briefing.item.comment_hint"), label_visibility="collapsed",
    )  # fmt: skip


def _objections(item: Item, shown: Sequence[Exhibit]) -> None:
    """What of the comment the figures do not bear out, as the files will say it."""
    if shown and item.comment.strip():
        found = objections(item.comment, shown[0], store.catalogue(), desk.current().language)
        if found:
            show(*(tag("p", words(one), class_="b-warning b-objection") for one in found))


def _acts(place: int, item: Item) -> None:
    """Up, down, to its page, away."""
    last = desk.count() - 1

    def act(name: str, icon: str, change: Callable[[], object], disabled: bool = False) -> None:
        key = f"briefing.{name}.{_name(place, item)}.{current()}"
        label = choice("briefing.do", name)
        st.button(label, key=key, icon=icon, on_click=desk.attempt, args=(change,), disabled=disabled)

    with blocks.actions(f"briefing-acts-{place}"):
        act("up", ":material/arrow_upward:", lambda: _move(place, place - 1), place == 0)
        act("down", ":material/arrow_downward:", lambda: _move(place, place + 1), place == last)
        act("remove", ":material/close:", lambda: desk.change(desk.current().without(place)))
        _open(item.view)


def _move(place: int, to: int) -> None:
    desk.change(desk.current().moved(place, to))


def _open(view: View) -> None:
    """The view on its own page, within this session."""
    asked = {**dict(view.choices), **({"part": view.part} if view.part else {})}
    blocks.jump(PAGES[view.page], text("briefing.item.open"), ":material/open_in_new:", **asked)


# What it comes to


def whole() -> None:
    """Title, contents and sources, as they will be printed."""
    contents = [one.content for one in _drawn()]
    told = [frame(one) for one in contents]
    sources = dict.fromkeys(source for one in contents for source in one.sources)
    listed = (
        tag("li", words(one.title), " ", tag("span", words(one.scope), class_="t-small")) for one in told
    )
    with blocks.box("briefing-whole"):
        blocks.section(text("briefing.whole.title"), text("briefing.whole.lead"))
        show(
            tag(
                "div",
                tag("h3", words(desk.current().title or text("briefing.head.untitled"))),
                tag("h4", words(text("briefing.whole.contents"))),
                tag("ol", *listed),
                tag("h4", words(text("briefing.whole.sources"))),
                tag("ul", *(tag("li", words(source)) for source in sources)),
                class_="b-paper",
                tabindex="0",
            )
        )


def _drawn() -> list[Exhibit]:
    """The pictures that can be drawn."""
    found = []
    for item in desk.current().items:
        try:
            found += store.exhibits(item.view, desk.current().language)
        except TalentError:
            continue
    return found


def notices() -> None:
    """That the draft the address named is gone, or is another's; why the last act changed nothing."""
    if desk.is_copy():
        st.info(text("briefing.desk.copy"), icon=":material/file_copy:")
    if desk.is_lost():
        st.warning(text("briefing.desk.lost"), icon=":material/history_toggle_off:")
    if said := desk.refusal():
        st.warning(plain(said), icon=":material/block:")
