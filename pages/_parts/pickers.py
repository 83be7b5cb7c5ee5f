"""Widgets that choose from the catalogue: each gives its choice and keeps it over pages, languages and links.

A widget's key holds page and language, because Streamlit forgets a choice whose label changes; what counts is
the canonical text in `address`.
"""

from collections.abc import Callable, Collection, Container, Mapping, Sequence
from datetime import date

import streamlit as st

from pages._parts import address, store
from pages._parts.language import choice, current, text
from talent import profiles
from talent.catalogue import BENEFITS, STANDINGS, THEMES, City, Indicator, Tier
from talent.charts import compare, marks
from talent.i18n import month_names
from talent.offer import ARRIVALS, LONGEST_ASKED

MODES = (*compare.MODES, "table")
# Up to so many cities are shown side by side; more are searched for.
FEW = 10


def indicator(page: str, among: Collection[str]) -> Indicator:
    """One indicator of these ids, at first what the overview leads with (parameter `indicator`)."""
    language, known = current(), store.catalogue().indicators
    words = {
        i.id: f"{choice('theme', i.theme)} · {i.name[language]}" for i in known.values() if i.id in among
    }
    return known[_one(page, "indicator", words, store.catalogue().lead, st.selectbox)]


def cities(page: str) -> tuple[str, ...]:
    """Ids of at least one city, in the catalogue's order (parameter `cities`)."""
    words = _cities()
    chosen = address.several("cities", words, words, words.__getitem__)
    chosen = tuple(one for one in words if one in chosen)
    key = _seeded(page, "cities", list(chosen))
    settings = {
        "format_func": words.__getitem__,
        "key": key,
        "on_change": _keep_several,
        "args": ("cities", key),
    }
    if len(words) <= FEW:
        st.pills(_label("cities"), list(words), selection_mode="multi", **settings)
    else:
        st.multiselect(_label("cities"), list(words), placeholder=text("updating.choose"), **settings)
    return chosen


def city(page: str) -> City:
    """One city (parameter `cities`, which here holds one)."""
    words = _cities()
    asked = (address.asked("cities") or "").split(",")
    if len(asked) > 1 and all(one in words for one in asked):
        address.refuse("cities", ",".join(asked), words[asked[0]], text("guard.one_city"))
        address.keep("city", asked[0], "cities")
    widget = st.segmented_control if len(words) <= FEW else st.selectbox
    chosen = _one(page, "city", words, next(iter(words)), widget, parameter="cities")
    return store.catalogue().cities[chosen]


def tier(page: str, among: Collection[str]) -> Tier:
    """Whom an offer is for, one of these ids (parameter `tier`)."""
    language, known = current(), store.catalogue().tiers
    words = {t.id: t.name[language] for t in known.values() if t.id in among}
    return known[_one(page, "tier", words, "master", st.selectbox)]


def mode(page: str) -> str:
    """bar, line, multiples or table (parameter `mode`)."""
    return _one(page, "mode", _words("pick.modes", MODES), MODES[0], st.segmented_control)


def measure(page: str) -> str:
    """printed, per_year or per_10k (parameter `measure`)."""
    words = _words("pick.measures", marks.MEASURES)
    return _one(page, "measure", words, marks.MEASURES[0], st.segmented_control)


def anyway(page: str) -> bool:
    """Whether to draw together what the gate keeps apart (parameter `anyway=1`)."""
    on = address.value("anyway", "", ("", "1")) == "1"
    key = _seeded(page, "anyway", on)
    st.toggle(_label("anyway"), key=key, on_change=_keep_flag, args=("anyway", key))
    return on


def months(page: str) -> int:
    """A number of months from 1 to `offer.LONGEST_ASKED` (parameter `months`)."""
    found = int(address.value("months", "36", lambda t: _whole(t) and 1 <= int(t) <= LONGEST_ASKED))
    key = _seeded(page, "months", found)
    st.number_input(
        _label("months"), 1, LONGEST_ASKED, step=1, key=key, on_change=_keep, args=("months", key)
    )
    return found


def month(page: str, default: str) -> date:
    """First day of a month of the `offer.ARRIVALS` (parameter `arrives=YYYY-MM`)."""
    words = month_names(current(), *ARRIVALS)
    return date.fromisoformat(f"{_one(page, 'arrives', words, default, st.selectbox)}-01")


def code(page: str, known: Container[str] | Callable[[str], bool]) -> str | None:
    """A passport code among `known`; None where none is asked, or an unknown one (parameter `code`)."""
    wanted = address.value("code", "", lambda _: True).strip().upper()
    key = _seeded(page, "code", wanted)
    st.text_input(_label("code"), key=key, max_chars=60, width=320, on_change=_keep, args=("code", key))
    if wanted and not (known(wanted) if callable(known) else wanted in known):
        address.refuse("code", wanted)
        return None
    return wanted or None


def view(page: str, among: Sequence[str]) -> str:
    """Which part of a page to show (parameter `view`)."""
    return _one(page, "view", _words("pick.views", among), among[0], st.segmented_control)


def benefit(page: str, among: Collection[str]) -> str:
    """One kind of benefit that policies promise (parameter `benefit`)."""
    words = {one: choice("benefit", one) for one in BENEFITS if one in among}
    return _one(page, "benefit", words, "monthly_subsidy", st.pills)


def filter_by(page: str, name: str) -> str | None:
    """One city, theme or standing to narrow a list to; None = all of them (parameter of the same name)."""
    known = {"city": _cities(), "theme": _words("theme", THEMES), "standing": _words("standing", STANDINGS)}[
        name
    ]
    chosen = _one(page, f"only_{name}", {"all": choice("pick", "all"), **known}, "all", st.selectbox)
    return None if chosen == "all" else chosen


def words(page: str) -> tuple[str, ...] | None:
    """What to search for, as lower-case words without digit grouping; None = everything (parameter `q`)."""
    found = address.value("q", "", lambda _: True)
    key = _seeded(page, "q", found)
    st.text_input(_label("q"), key=key, max_chars=80, on_change=_keep, args=("q", key))
    return profiles.search_words(found)


def _cities() -> dict[str, str]:
    language = current()
    return {c.id: c.name[language] for c in store.catalogue().cities.values()}


def _words(family: str, values: Sequence[str]) -> dict[str, str]:
    return {value: choice(family, value) for value in values}


def _whole(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 6


def _label(name: str) -> str:
    return choice("pick", name)


def _one(page: str, name: str, words: Mapping[str, str], default: str, widget, parameter: str = "") -> str:
    """Draw a choice of one among `words` (id → label in the reader's language); its id."""
    default = default if default in words else next(iter(words))
    found = address.value(name, default, words, words.__getitem__, parameter)
    key = _seeded(page, name, found)
    more = {"required": True} if widget in (st.segmented_control, st.pills) else {}
    more |= {"placeholder": text("updating.choose")} if widget is st.selectbox else {}
    widget(
        _label(name),
        list(words),
        format_func=words.__getitem__,
        key=key,
        on_change=_keep,
        args=(name, key, parameter),
        **more,
    )
    return found


def _seeded(page: str, name: str, value: object) -> str:
    """The widget's key, its state set to the choice in force."""
    key = f"w.{page}.{name}.{current()}"
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    return key


def _keep(name: str, key: str, parameter: str = "") -> None:
    if (chosen := st.session_state[key]) is not None:
        address.keep(name, str(chosen).strip(), parameter)


def _keep_several(name: str, key: str) -> None:
    # Without any choice there is nothing to show: the last one stays.
    if chosen := st.session_state[key]:
        address.keep(name, ",".join(chosen))


def _keep_flag(name: str, key: str) -> None:
    address.keep(name, "1" if st.session_state[key] else "")
