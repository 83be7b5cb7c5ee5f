"""What every page is built of: small pieces of HTML, every value escaped, and the places they stand in.

`st.html` is used here alone; words come from the strings.
"""

import json
from base64 import b64encode
from collections.abc import Iterable, Sequence
from html import escape
from typing import Literal

import streamlit as st

from pages._parts import address, desk
from pages._parts.language import current, text
from talent.charts.code import qr_code
from talent.charts.picture import Tag

# The kind of a table that a narrow window shows in one column.
STACKED = "t-stacked"


def tag(name: str, *inside: str, **attributes: str) -> str:
    """One HTML element; attribute values are escaped, `inside` must already be markup."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"' for key, value in attributes.items()
    )
    return f"<{name}{written}>{''.join(inside)}</{name}>"


def words(value: object) -> str:
    """Text as characters, never as markup."""
    return escape(str(value))


def show(*markup: str, width: Literal["stretch", "content"] | int = "stretch") -> None:
    st.html("".join(markup), width=width)


def heading(title: str, lead: str) -> None:
    """The page's name and one sentence on what it is for."""
    show(tag("div", tag("h1", words(title)), tag("p", words(lead)), class_="t-heading"))


def section(title: str, lead: str = "") -> None:
    show(tag("div", tag("h2", words(title)), tag("p", words(lead)) if lead else "", class_="t-section"))


def note(sentence: str) -> None:
    if sentence:
        show(tag("p", words(sentence), class_="t-note"))


def on_paper(sentence: str) -> None:
    """A note for who prints the page; the screen does not show it."""
    show(tag("p", words(sentence), class_="t-paper"))


def empty(sentence: str) -> None:
    """A designed nothing: why there is nothing to see here."""
    show(tag("div", words(sentence), class_="t-empty", role="status"))


def table(head: Sequence[str], rows: Iterable[Sequence[str]], kind: str = "") -> None:
    """A table; cells are markup already escaped by their makers."""
    show(as_table(head, rows, kind))


def as_table(head: Sequence[str], rows: Iterable[Sequence[str]], kind: str = "") -> str:
    """The same as markup."""
    top = tag("thead", tag("tr", *(tag("th", words(one), scope="col") for one in head)))
    lines = (zip(head, row, strict=True) for row in rows)
    body = tag("tbody", *(tag("tr", *(_cell(cell, one, kind) for one, cell in line)) for line in lines))
    return tag(
        "div", tag("table", top, body, class_=f"t-table {kind}".strip()), class_="t-scroll", tabindex="0"
    )


def _cell(inside: str, column: str, kind: str) -> str:
    """A cell; of a table that stands in one column on a phone each bears its column's name."""
    return tag("td", inside, data_label=column) if kind == STACKED else tag("td", inside)


def tag_row(found: Iterable[Tag]) -> str:
    """A few words each, the amber ones as warnings."""
    return "".join(
        tag("span", words(one.text), class_="t-tag t-warn" if one.warn else "t-tag") for one in found
    )


def window() -> str:
    """Where a link in HTML opens: it begins a new session, which a briefing under way must outlive."""
    return "_blank" if desk.count() else "_self"


def page_link(page: str, label: str) -> None:
    """A link to another page that keeps the language."""
    target = address.href(page, current())
    show(tag("p", tag("a", words(label), " →", href=target, target=window()), class_="t-more"))


def jump(page: str, label: str, icon: str, **params: str) -> None:
    """A link to another page within this session: the draft of an update stays."""
    st.page_link(page, label=label, icon=icon, query_params={"lang": current(), **params})


def qr(link: str) -> None:
    """A code to scan for a link, none where it is longer than a code holds."""
    if made := qr_code(link):
        source = f"data:image/png;base64,{b64encode(made.png).decode()}"
        show(tag("img", src=source, alt=text("taking.qr"), class_="t-qr"))


def uploader_words(button: str, hint: str, refused: str) -> None:
    """What a place for files says instead of Streamlit's own English."""
    words_in_style(pick=button, drop=hint, refused=refused)


def words_in_style(**said: str) -> None:
    """Words that the style sheet puts in the place of Streamlit's own English, by the names it knows."""
    named = "".join(f"--{name}: {json.dumps(one, ensure_ascii=False)};" for name, one in said.items())
    show(tag("style", f':is(.stApp, [data-testid="stPopoverBody"]) {{{named}}}'))


def bar(key: str):
    """A row that pickers stand in; they wrap on a narrow screen."""
    return st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key=f"t-{key}")


def actions(key: str):
    """A row of buttons and links, the one that leads on first."""
    return st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"t-{key}")


def tools(key: str):
    """A row of quiet buttons that belong to a picture."""
    return st.container(horizontal=True, gap="medium", key=f"t-take-{key}")


def box(key: str):
    """A white card around what is shown inside."""
    return st.container(key=f"card-{key}")


def two_columns():
    """A wide and a narrow column; one below the other on a phone."""
    return st.columns([3, 2], gap="large")


def aside():
    """A wide column for the parts of something, and a narrow one for what is done with the whole."""
    return st.columns([68, 32], gap="large")


def narrow_and_wide():
    """A narrow column of levers and a wide one of results; one below the other on a phone."""
    with st.container(key="t-narrow-wide"):
        return st.columns([26, 74], gap="medium")


def pinned(key: str):
    """A place at the top that stays in sight on a narrow screen, and is not there on a wide one."""
    return st.container(key=f"t-pinned-{key}")


def line(key: str):
    """One row of a list with fields in it."""
    return st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"t-line-{key}")
