"""What pages know: the warehouse of one data version, and the only caches, keyed by that version.

What is handed out is frozen or a copy. A page keeps the version its run began with.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from types import MappingProxyType

import pandas as pd
import streamlit as st

from talent import exports, history, passports, queries, warehouse
from talent.briefing import building, exhibit, formats, links, saved, watch
from talent.briefing.briefing import Briefing
from talent.briefing.deck import SIZES, Deck
from talent.briefing.exhibit import Exhibit
from talent.briefing.links import Since, Stored
from talent.briefing.makers import MAKERS
from talent.briefing.numbers import Shown
from talent.briefing.pens import picture
from talent.briefing.view import View, parse
from talent.briefing.watch import Outdated, Stale
from talent.catalogue import Catalogue
from talent.errors import TalentError
from talent.history import Event
from talent.ledger import Batch, Damage, open_ledger
from talent.ledger.force import SetAside, moments
from talent.passports import Passport
from talent.queries import Reading
from talent.warehouse import Warehouse
from talent.what_if import evidence as declared
from talent.what_if import examples as shipped
from talent.what_if import inputs, notation
from talent.what_if import printed as printed_terms
from talent.what_if import study as studies
from talent.what_if.evidence import Evidence
from talent.what_if.examples import Example
from talent.what_if.inputs import Badge
from talent.what_if.printed import Printed
from talent.what_if.scenario import Scenario
from talent.what_if.study import Study


@st.cache_resource(show_spinner=False)
def _last_good() -> list[Warehouse]:
    """The last warehouse that could be opened, for all readers of this process; empty at first."""
    return []


@st.cache_resource(ttl=1, show_spinner=False)
def _newest(as_of: str = "") -> tuple[Warehouse, TalentError | None]:
    """The data as it is now (or was after a batch); in the middle of an edit the last good state, and why."""
    # Looking for new data reads every file of it: once a second is enough for all readers together.
    if as_of:
        return warehouse.locate(as_of), None
    try:
        found = warehouse.locate()
    except TalentError as error:
        if not _last_good():
            raise
        return _last_good()[0], error
    _last_good()[:] = [found]
    return found, None


def renew(as_of: str = "") -> None:
    """Begin a run: take the data as it is now, or was right after the batch `as_of`; all of one version."""
    found = _newest(as_of)
    st.session_state["store.warehouse"], st.session_state["store.trouble"] = found
    st.session_state["store.as_of"] = as_of


def refresh() -> None:
    """After a write: no reader of this process waits to see it."""
    _newest.clear()


def as_of() -> str:
    """The batch whose state this run shows; "" = now."""
    return st.session_state.get("store.as_of", "")


def batches() -> tuple[Batch, ...]:
    """Every committed upload, in order."""
    return open_ledger().batches()


def looked_back() -> tuple[str, ...]:
    """What names each state of the data there was, in order: as `talent.ledger.force.moments`."""
    return tuple(moments(batches()))


def damage() -> tuple[Damage | SetAside, ...]:
    """Committed entries and rows that are left out: changed by hand, or no longer fitting the data."""
    return (*open_ledger().damage(), *now().aside)


def trouble() -> TalentError | None:
    """Why an earlier state of the data is shown, if it is."""
    return st.session_state.get("store.trouble")


def now() -> Warehouse:
    """The warehouse this run shows; what checks and previews start from."""
    found = st.session_state.get("store.warehouse")
    if found is None:
        renew()
        found = st.session_state["store.warehouse"]
    return found


def version() -> str:
    """The data version shown in the footer, in every export and in every link."""
    return now().version


def data_date() -> date | None:
    """The day of the newest source, never today; None where no source is dated."""
    return now().data_date


def catalogue() -> Catalogue:
    """All that is in force: `data/` and what uploads add; frozen."""
    return now().catalogue


def ask(name: str, **params: object) -> pd.DataFrame:
    """The answer to `queries/reads/<name>.sql`, a copy; parameters left out are NULL."""
    return _frame(version(), name, _plain(params), now())


def records(name: str, **params: object) -> tuple[dict, ...]:
    """The same answer as dicts, copies; None for NULL and dates as `datetime.date`."""
    return _records(version(), name, _plain(params), now())


def readings(
    indicator: str | None = None,
    cities: tuple[str, ...] | None = None,
    city: str | None = None,
    code: str | None = None,
) -> tuple[Reading, ...]:
    """Readings in force, by indicator, cities, one city or one code; all where nothing is given."""
    found = _readings(version(), indicator, city, code, now())
    return tuple(r for r in found if cities is None or r.city in cities)


def passport(code: str) -> Passport:
    """What is behind one passport code; TalentError where there is no such figure."""
    return passports.passport(catalogue(), now(), code)


def export(name: str, kind: str, language: str) -> Callable[[], bytes]:
    """What makes one table's file when it is called, from the data this run shows.

    Streamlit calls it later in a thread of its own, where there is no session to ask for the warehouse.
    """
    return partial(exports.content, now(), name, kind, language)


def evidence() -> Evidence:
    """What is known of the simulator's assumptions; frozen."""
    return _evidence(version())


def printed(city: str) -> Printed:
    """The rates, unit prices and anchors a city's documents print."""
    return _printed(version(), now())[city]


def start(city: str) -> Scenario:
    """The scenario a city's documents give to start from."""
    return _start(version(), city, now())


def badges(scenario: Scenario) -> Mapping[str, Badge]:
    """Where each input of a scenario comes from, by its path."""
    return _badges(version(), notation.to_json(scenario), now())


def examples() -> tuple[Example, ...]:
    """The scenarios that come with the data."""
    return _examples(version())


def study(scenario: Scenario) -> Study:
    """All that is said of a scenario, worked out once for all readers; TalentError as `report.study`."""
    return _study(version(), notation.to_json(scenario), now())


def digest(view: View) -> str:
    """The digest of the numbers a view shows; "" where none can be told."""
    try:
        return _digest(version(), view.bare, now()) if view.page in MAKERS else ""
    except TalentError:
        return ""


def stored(id: str) -> Stored:
    """A stored view by its id or the first digits of it; TalentError as `links.stored`."""
    return _stored(_ledger(), id)


def since(seen: View, id: str = "") -> Since:
    """What became of the numbers a view showed with the data `seen.data`; `id` where it is a stored one."""
    return _since(version(), _ledger(), replace(seen.bare, data=seen.data), id, now())


def events(codes: frozenset[str], after: str) -> Mapping[str, Event]:
    """What happened last to each of these figures from the state `after` to the one on view."""
    return _events(version(), _ledger(), codes, after, as_of() or looked_back()[-1])


@st.cache_resource(max_entries=200, show_spinner=False)
def _events(version: str, ledger: str, codes: frozenset[str], after: str, until: str) -> Mapping[str, Event]:
    return history.events(codes, after, until)


def _ledger() -> str:
    """The place of the ledger: what is read there is told apart from what another holds."""
    return str(open_ledger().journal())


@st.cache_resource(max_entries=1000, show_spinner=False)
def _digest(version: str, view: View, _warehouse: Warehouse) -> str:
    return exhibit.digest(view, _warehouse)


@st.cache_resource(max_entries=500, show_spinner=False)
def _stored(ledger: str, id: str) -> Stored:
    return links.stored(id)


@st.cache_resource(max_entries=200, show_spinner=False)
def _since(version: str, ledger: str, seen: View, id: str, _warehouse: Warehouse) -> Since:
    return links.since(seen, _warehouse, links.stored(id) if id else None)


def exhibits(view: View, language: str) -> tuple[Exhibit, ...]:
    """The pictures of a view, or the one its part names; TalentError as `exhibit.exhibits`."""
    return _exhibits(version(), view.bare.address, language, now())


def numbers(view: View) -> tuple[Shown, ...]:
    """Every number of a view as it is now; TalentError as `exhibit.numbers`."""
    return _numbers(version(), view.bare.address, now())


def deck(view: View, language: str, base: str) -> Deck:
    """A view ready for the pens, linked from `base` ("" = not at all); TalentError as `building.single`."""
    return _deck(version(), replace(view.bare, batch=view.batch), language, base, now())


def sizes(view: View, language: str, base: str) -> tuple[tuple[int, int], ...]:
    """The sizes in which the first picture of that deck can be drawn."""
    return _sizes(version(), replace(view.bare, batch=view.batch), language, base, now())


def file(deck: Deck, kind: str, size: tuple[int, int]) -> Callable[[], bytes]:
    """What makes the file of a deck of one view when it is called, several pictures in one zip file."""
    return partial(_content, deck, kind, size)


def _content(deck: Deck, kind: str, size: tuple[int, int]) -> bytes:
    return formats.one_file(formats.files(deck, kind, size), deck.data_version).content


def views_with(code: str) -> tuple[Stored, ...]:
    """The stored views that show a figure, the newest first."""
    return links.using(code)


def briefings_with(code: str) -> tuple[str, ...]:
    """The names of the kept briefings that show a figure."""
    return saved.using(code)


def examined(briefing: Briefing) -> tuple[Stale, ...]:
    """What became of every picture of a briefing."""
    return tuple(watch.stale(item, now(), lambda view, _: numbers(view)) for item in briefing.items)


def out_of_date() -> tuple[Outdated, ...]:
    """The kept briefings that are out of date."""
    return _out_of_date(version(), saved.state(), now())


@st.cache_resource(max_entries=300, show_spinner=False)
def _exhibits(version: str, address: str, language: str, _warehouse: Warehouse) -> tuple[Exhibit, ...]:
    return exhibit.exhibits(parse(address), _warehouse, language)


@st.cache_resource(max_entries=500, show_spinner=False)
def _numbers(version: str, address: str, _warehouse: Warehouse) -> tuple[Shown, ...]:
    return exhibit.numbers(parse(address), _warehouse)


@st.cache_resource(max_entries=100, show_spinner=False)
def _deck(version: str, view: View, language: str, base: str, _warehouse: Warehouse) -> Deck:
    def link(shown: View) -> str:
        return links.short(shown, _warehouse, base) if base else ""

    return building.single(view, _warehouse, language, link)


@st.cache_resource(max_entries=500, show_spinner=False)
def _sizes(
    version: str, view: View, language: str, base: str, _warehouse: Warehouse
) -> tuple[tuple[int, int], ...]:
    slide = _deck(version, view, language, base, _warehouse).slides[0]
    return tuple(size for size in SIZES if picture.fits(slide, size))


@st.cache_resource(max_entries=5, show_spinner=False)
def _out_of_date(version: str, state: str, _warehouse: Warehouse) -> tuple[Outdated, ...]:
    return watch.out_of_date(_warehouse)


@st.cache_resource(max_entries=2, show_spinner=False)
def _evidence(version: str) -> Evidence:
    return declared.evidence()


@st.cache_resource(max_entries=2, show_spinner=False)
def _printed(version: str, _warehouse: Warehouse) -> Mapping[str, Printed]:
    return printed_terms.all_offered(_warehouse.catalogue, _evidence(version))


@st.cache_resource(max_entries=100, show_spinner=False)
def _start(version: str, city: str, _warehouse: Warehouse) -> Scenario:
    return inputs.start(city, _warehouse.catalogue, _evidence(version))


@st.cache_resource(max_entries=2, show_spinner=False)
def _examples(version: str) -> tuple[Example, ...]:
    return shipped.examples()


@st.cache_resource(max_entries=200, show_spinner=False)
def _badges(version: str, scenario: str, _warehouse: Warehouse) -> Mapping[str, Badge]:
    found = notation.parse_json(scenario, _evidence(version).defaults)
    printed = _printed(version, _warehouse)
    told = inputs.badges(found, _warehouse.catalogue, _evidence(version), printed)
    return MappingProxyType({badge.path: badge for badge in told})


@st.cache_resource(max_entries=200, show_spinner=False)
def _study(version: str, scenario: str, _warehouse: Warehouse) -> Study:
    found = notation.parse_json(scenario, _evidence(version).defaults)
    printed = _printed(version, _warehouse)
    return studies.study(found, _warehouse.catalogue, _evidence(version), version, printed)


@st.cache_data(max_entries=500, show_spinner=False)
def _frame(version: str, name: str, params: tuple, _warehouse: Warehouse) -> pd.DataFrame:
    return queries.ask(_warehouse, name, **dict(params))


@st.cache_data(max_entries=500, show_spinner=False)
def _records(version: str, name: str, params: tuple, _warehouse: Warehouse) -> tuple[dict, ...]:
    return queries.records(_warehouse, name, **dict(params))


@st.cache_resource(max_entries=500, show_spinner=False)
def _readings(
    version: str, indicator: str | None, city: str | None, code: str | None, _warehouse: Warehouse
) -> tuple[Reading, ...]:
    return queries.readings(_warehouse, indicator=indicator, city=city, code=code)


def _plain(params: Mapping[str, object]) -> tuple[tuple[str, object], ...]:
    return tuple(sorted((k, tuple(v) if isinstance(v, list) else v) for k, v in params.items()))


def warm_up() -> None:
    """Open the warehouse and load what every first page needs; runs beside the server's start."""
    import plotly.graph_objects  # noqa: F401  (the slowest import; no page may wait for it)

    _newest()
