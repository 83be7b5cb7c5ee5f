"""The frame around every page: style, name, navigation, language, notices, footer."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

import streamlit as st
from streamlit.navigation.page import Page
from streamlit.runtime.scriptrunner import RerunException

from pages._parts import address, blocks, desk, language, links, store
from pages._parts.guard import plain
from pages._parts.language import choice, text
from talent.i18n import MISSING
from talent.ledger import Batch

HERE = Path(__file__).parent
# A chart drawn light on dark is turned round for paper; all else is by print.css.
_ON_PAPER = "@media print{.js-plotly-plot{filter:invert(1) hue-rotate(180deg)}}"
START, BRIEFING = "overview", "briefing"
ICON = HERE.parent.parent / "static" / "icon.png"


def begin() -> None:
    """Settle language and address, name the browser's tab, load the style."""
    address.begin()
    links.open_stored()
    language.begin()
    st.set_page_config(page_title=text("app.name"), page_icon=str(ICON), layout="wide")
    st.html(HERE / "style.css")
    st.html(HERE / "print.css")


def pages(sections: Mapping[str, Sequence[str]]) -> dict[str, list[Page]]:
    """Pages by section; the first of all is the start page. The address of a page is its file's name."""
    first = next(iter(sections.values()))[0]
    return {
        section: [
            st.Page(
                f"pages/{section}/{name}.py",
                title=choice("nav", name),
                url_path=name,
                default=name == first,
            )
            for name in names
        ]
        for section, names in sections.items()
    }


def name_tab(page: Page) -> None:
    """The browser's tab and history tell the pages apart."""
    st.set_page_config(page_title=f"{page.title} · {text('app.name')}")


def header(page: Page, sections: Mapping[str, Sequence[Page]]) -> None:
    """The product's name, the pages by section, the language."""
    # Before the navigation tells how many pictures there are.
    desk.settle(on_its_page=page.url_path == BRIEFING)
    carried = {"lang": language.current()}
    with st.container(key="frame", horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{text('app.name')}**", width="content")
        with st.container(key="frame_nav", horizontal=True, vertical_alignment="center", width="stretch"):
            for section, listed in sections.items():
                st.caption(choice("nav.section", section), width="content")
                for one in listed:
                    st.page_link(one, label=_label(one), query_params=carried)
        with st.container(key=f"language_{language.current()}", width="content"):
            language.switch()


def _label(page: Page) -> str:
    """A page's title; the briefing's with the number of pictures collected so far."""
    collected = desk.count() if page.url_path == BRIEFING else 0
    return f"{page.title} {collected}" if collected else page.title


def as_of() -> str:
    """The batch, or other moment, that the address asks to look back to; "" = now."""
    return address.value("batch", "", lambda one: one in {"", *store.looked_back()})


def _look_back() -> None:
    """Say that this is how things were, and the way back."""
    with st.container(key="look_back", horizontal=True, vertical_alignment="center"):
        st.info(_moment(store.as_of()), icon=":material/history:")
        st.button(
            text("guard.now"), on_click=address.keep, args=("batch", ""), key=f"now.{language.current()}"
        )


def _moment(id: str) -> str:
    """Right after which batch or undo, or before everything."""
    version, batches = store.version(), store.batches()
    for batch in batches:
        if batch.id == id:
            said = text("guard.as_of", batch=id, day=batch.committed.date(), version=version)
            return said + _since_then(batch, was_undone=False)
        for mark in batch.marks:
            if mark.id == id:
                key = "guard.as_of_undo" if mark.undone else "guard.as_of_put_back"
                said = text(key, batch=batch.id, day=mark.time.date(), version=version)
                return said + _since_then(batch, mark.undone)
    return text("guard.as_of_beginning", batch=batches[0].id, version=version)


def _since_then(batch: Batch, was_undone: bool) -> str:
    """That the batch is undone by now, or put back, where it was not in the state that is shown."""
    if batch.undone == was_undone:
        return ""
    key = "guard.undone_since" if batch.undone else "guard.put_back_since"
    return text(key, day=batch.marks[-1].time.date())


def _other_version() -> None:
    if version := address.other_version():
        said = text("guard.other_version", version=plain(version[: address.LONGEST]), known=address.VERSION)
        st.warning(said, icon=":material/lock:")


def _no_such_page(page: Page, sections: Mapping[str, Sequence[Page]]) -> None:
    """Streamlit shows the start page for any name that is none."""
    asked = unquote(urlsplit(st.context.url or "").path).rpartition("/")[2]
    known = {one.url_path for listed in sections.values() for one in listed} | {START}
    if asked not in known and not page.url_path:
        said = text("guard.no_page", name=plain(asked[: address.LONGEST]), shown=page.title)
        st.warning(said, icon=":material/link_off:")


def _left_out() -> None:
    for one in store.damage():
        st.warning(plain(one.message(language.current())), icon=":material/warning:")


@contextmanager
def body(page: Page, sections: Mapping[str, list[Page]]) -> Iterator[None]:
    """The page's place: what the address asked in vain is said above it, its choices go into the address."""
    links.go_to_its_page(page, sections)
    notices = st.container(key="notices")
    links.begin(page.url_path)
    leaving = False
    try:
        st.html(_colours())
        blocks.words_in_style(failed=text("taking.failed"))
        address.write("data", store.version())
        if store.trouble():
            with notices:
                st.warning(text("guard.kept", version=store.version()), icon=":material/warning:")
        with notices:
            _left_out()
            _other_version()
            _no_such_page(page, sections)
            if store.as_of():
                _look_back()
        yield
        with notices:
            links.finish()
    except RerunException:
        # The page sends the reader elsewhere: the address is no longer its own.
        leaving = True
        raise
    finally:
        if not leaving:
            with notices:
                for refusal in address.refusals():
                    st.warning(_sentence(refusal), icon=":material/link_off:")
            address.finish()


def _sentence(refusal: address.Refusal) -> str:
    fields = {"name": choice("guard.parameter", refusal.name), "value": plain(refusal.value)}
    if refusal.why:
        return text("guard.refused_why", **fields, shown=plain(refusal.shown), why=plain(refusal.why))
    if refusal.shown:
        return text("guard.refused", **fields, shown=plain(refusal.shown))
    return text("guard.unknown", **fields)


def _colours() -> str:
    """One variable per city, light and dark, from the catalogue."""
    cities = store.catalogue().cities.values()
    rules = "".join(f"--city-{c.id}:light-dark({c.colour},{c.colour_dark});" for c in cities)
    return f"<style>.stApp{{{rules}}}{_ON_PAPER if st.context.theme.type == 'dark' else ''}</style>"


def footer() -> None:
    """Data version and its date, as every export bears them."""
    with st.container(key="footer"):
        st.caption(text("app.footer", version=store.version(), date=store.data_date() or MISSING))
