"""Taking a scenario away and bringing one: steps back, sides to compare, links, files, kept scenarios."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages._parts import blocks, copying, kept, links, outcomes, scenario, store
from pages._parts.blocks import tag, words
from pages._parts.guard import explained
from pages._parts.language import choice, current, text
from pages._parts.lever import is_locked, key_of, tier_name
from talent import exports
from talent.i18n import MISSING, format_number
from talent.what_if import export, notation, saved

_KEPT = kept.Kind(
    key="what_if",
    words="what_if.share",
    asking="what_if.keeping",
    taken="scenario.name_taken",
    names=saved.names,
    open=lambda name: scenario.take(saved.load, name),
    save=lambda who, name, replace: saved.save(who, name, scenario.current(), replace),
    remove=saved.remove,
    refuse=scenario.refuse,
)


def toolbar() -> DeltaGenerator:
    """All that is done with a scenario as a whole, though nothing can be computed; the place of `steps`."""
    with blocks.actions("what-if-tools"):
        place = st.container(horizontal=True, vertical_alignment="center", gap="small", width="content")
        link()
        files()
        scenarios()
    return place


def steps() -> None:
    """Back one step, back to the documents, keep as A or B."""
    _button("undo", ":material/undo:", scenario.undo, not scenario.can_undo())
    _button("reset", ":material/restart_alt:", scenario.reset, scenario.is_start() and not is_locked())
    for side in scenario.SIDES:
        _button(f"keep_{side}", ":material/bookmark_add:", scenario.keep_side, False, side)


def _button(name: str, icon: str, act: Callable[..., None], disabled: bool, *args: str) -> None:
    label = choice("what_if.do", name)
    st.button(label, key=key_of(name), icon=icon, on_click=act, args=args, disabled=disabled)


def drop_sides() -> None:
    """A button that ends a comparison."""
    _button("drop_sides", ":material/close:", scenario.drop_sides, False)


@contextmanager
def _popover(name: str, icon: str) -> Iterator[bool]:
    """A small window whose inside is made only while it is open."""
    part = st.popover(choice("what_if.do", name), icon=icon, key=f"what_if.open.{name}", on_change="rerun")
    with part:
        yield bool(part.open)


def link() -> None:
    """The whole address, to be copied."""
    with _popover("link", ":material/link:") as is_open, explained():
        if is_open:
            whole, short = links.share_links()
            blocks.note(text("what_if.share.link"))
            copying.show(whole, key=key_of("copied"))
            if short != whole:
                blocks.note(text("links.short_note"))
                copying.show(short, key=key_of("copied_short"))
            blocks.note(text("what_if.share.caption"))
            copying.show(f"{_caption()} {whole}", key=key_of("captioned"))


def _caption() -> str:
    """The scenario in a line: whose, and what is paid now and then."""
    found = scenario.current()
    rates = (
        text(
            "what_if.share.rate", tier=tier_name(tier), now=_rate(found.baseline.get(tier)), then=_rate(rate)
        )
        for tier, rate in found.reform.items()
    )
    months = MISSING if found.duration_months is None else found.duration_months
    return text(
        "what_if.share.scenario", city=store.catalogue().cities[found.city].name[current()],
        rates=text("punctuation.comma").join(rates) or MISSING, months=months, first=found.calendar[0],
        last=found.calendar[-1],
    )  # fmt: skip


def _rate(rate: float | None) -> str:
    return MISSING if rate is None else format_number(rate, current())


def files() -> None:
    """The scenario and its results as files; each is made on the click."""
    with _popover("export", ":material/download:") as is_open, explained():
        if not is_open:
            return
        study, language = store.study(scenario.current()), current()
        tier = outcomes.tier_on_view(study)
        makers = {
            "toml": ("toml", lambda: export.toml(study, language)),
            "json": ("json", lambda: export.json(study)),
            "csv": ("csv", lambda: export.csv(study, language)),
            "python": ("py", lambda: export.python(study, language)),
            "draws": ("csv", lambda: export.drawn(study, language, tier)),
        }
        if study.of(tier)[1].programme is None:
            del makers["draws"]
        for name, (kind, maker) in makers.items():
            st.download_button(
                choice("what_if.file", name), data=maker, on_click="ignore", type="tertiary",
                file_name=exports.file_name(f"what-if-{study.scenario.city}-{name}", kind, store.version()),
                key=key_of(f"file.{name}"),
            )  # fmt: skip


def scenarios() -> None:
    """Scenarios to look at: those that come with the data, those that were kept, a file."""
    with _popover("scenarios", ":material/folder_open:") as is_open:
        if is_open:
            _examples()
            kept.show(_KEPT)
            _file()


def _examples() -> None:
    blocks.show(tag("h3", words(text("what_if.share.examples"))))
    for one in store.examples():
        st.button(
            one.name[current()], key=key_of(f"example.{one.id}"), type="tertiary", help=one.note[current()],
            on_click=scenario.take, args=(notation.parse_toml, one.scenario),
        )  # fmt: skip


def _file() -> None:
    blocks.show(tag("h3", words(text("what_if.share.file"))))
    blocks.uploader_words(
        text("what_if.share.pick"), text("what_if.share.drop"), text("what_if.share.not_taken")
    )
    key = key_of("upload")
    st.file_uploader(
        text("what_if.share.file"), key=key, on_change=_read, args=(key,), label_visibility="collapsed"
    )  # fmt: skip


def _read(key: str) -> None:
    given = st.session_state[key]
    if given is not None:
        parse = notation.parse_json if given.name.lower().endswith(".json") else notation.parse_toml
        scenario.take(parse, given.getvalue())
