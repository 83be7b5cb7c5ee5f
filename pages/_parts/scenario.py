"""The scenario a session works on: one canonical text, in the session and in the address (parameter `s`).

Each city has a draft of its own with what was before it; the address counts first. Levers change the scenario
in callbacks, through here alone.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from time import monotonic
from types import MappingProxyType
from typing import Any

import streamlit as st

from pages._parts import address, store
from pages._parts.language import current as language
from pages._parts.language import text
from talent.errors import TalentError
from talent.i18n import message
from talent.what_if import notation, validation
from talent.what_if.scenario import TIERS, Assumptions, Scenario

# Steps that can be taken back.
STEPS = 50
# Seconds within which moves of one lever are one step.
PAUSE = 1.5
SIDES = ("a", "b")


@dataclass(frozen=True)
class Draft:
    """One city's scenario and those before it, oldest first; `tiers` have fields though nothing is typed."""

    scenario: Scenario
    past: tuple[Scenario, ...] = ()
    tiers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Desk:
    """What a session has at hand.

    `link` is the text the address holds for it; `foreign` the model version of a link that may only be looked
    at; `sides` the scenarios kept to be compared. `lever` is the one moved last, at the clock's `moment`;
    `refused` why it, or another act without a lever, changed nothing.
    """

    city: str = ""
    drafts: Mapping[str, Draft] = field(default_factory=lambda: MappingProxyType({}))
    link: str = ""
    foreign: int | None = None
    sides: Mapping[str, Scenario] = field(default_factory=lambda: MappingProxyType({}))
    lever: str = ""
    moment: float = 0
    refused: TalentError | None = None

    @property
    def draft(self) -> Draft:
        return self.drafts[self.city]


def _desk() -> Desk:
    return st.session_state.get("what_if.desk") or Desk()


def _lay(desk: Desk) -> None:
    st.session_state["what_if.desk"] = desk


def current() -> Scenario:
    """The scenario on view."""
    return _desk().draft.scenario


def shown_tiers() -> tuple[str, ...]:
    """The tiers with fields: those the scenario speaks of and those asked for; all where there are none."""
    draft = _desk().draft
    wanted = {*draft.scenario.tiers, *draft.tiers} or set(TIERS)
    return tuple(tier for tier in TIERS if tier in wanted)


def foreign() -> int | None:
    """The model version of a link made with another model, which may be looked at and not changed."""
    return _desk().foreign


def can_undo() -> bool:
    return bool(_desk().draft.past) and foreign() is None


def is_start() -> bool:
    """Whether it stands as the city's documents give it."""
    return current() == store.start(_desk().city)


def side(name: str) -> Scenario | None:
    """The scenario kept as `a` or `b`."""
    return _desk().sides.get(name)


def before() -> Scenario | None:
    """The scenario one step back."""
    past = _desk().draft.past
    return past[-1] if past else None


def moved_last(*levers: str) -> bool:
    """Whether one of these was moved last; without any, whether it was no lever at all."""
    return _desk().lever in (levers or ("",))


def refusal() -> str:
    """Why the last act changed nothing; "" where it did."""
    error = _desk().refused
    return message(error, language()) if error else ""


# At the beginning of a run


def settle() -> None:
    """Take over what the address asks; without a scenario there, the session's draft of the city it names."""
    asked, desk = address.asked("s"), _desk()
    if asked and asked != desk.link:
        _open(asked)
    elif not asked:
        cities = store.catalogue().cities
        first = next(iter(cities))
        _show(address.value("city", first, cities, lambda one: cities[one].name[language()], "cities"))
    desk = _desk()
    address.write("s", desk.link)
    address.write("cities", desk.city)


def _open(link: str) -> None:
    """A link as it came: its scenario, or why it is refused and what stands there instead."""
    try:
        found = notation.from_link(link, store.evidence().defaults)
        validation.known_city(found.scenario, store.catalogue())
    except TalentError as error:
        cities = store.catalogue().cities
        named = address.asked("cities")
        city = _desk().city or (named if named in cities else next(iter(cities)))
        shown = text("what_if.page.scenario_of", city=cities[city].name[language()])
        address.refuse("s", "", shown, why=message(error, language()))
        _show(city)
        return
    _put(found.scenario)
    if found.version != notation.VERSION:
        _lay(replace(_desk(), foreign=found.version, link=link))


def _show(city: str) -> None:
    """Lay a city's draft on the desk; what the documents give where there is none yet."""
    desk = _desk()
    _place(city, desk.drafts.get(city) or Draft(store.start(city)))


def _put(scenario: Scenario, lever: str = "") -> None:
    """Make it the draft of its city; what stood there can be brought back.

    A lever held down or clicked fast is one step, not one for each stop on its way.
    """
    desk, now = _desk(), monotonic()
    before = desk.drafts.get(scenario.city) or Draft(store.start(scenario.city))
    goes_on = lever and lever == desk.lever and desk.refused is None and now - desk.moment < PAUSE
    if scenario != before.scenario:
        past = before.past if goes_on and before.past else (*before.past, before.scenario)[-STEPS:]
        before = replace(before, scenario=scenario, past=past)
    _place(scenario.city, before)
    _lay(replace(_desk(), lever=lever, moment=now))


def _place(city: str, draft: Draft) -> None:
    desk = _desk()
    drafts = MappingProxyType({**desk.drafts, city: draft})
    link = notation.to_link(draft.scenario, store.version())
    _lay(replace(desk, city=city, drafts=drafts, link=link, foreign=None, refused=None, lever=""))
    address.keep("city", city, "cities")
    address.keep("s", link)


# What levers do: called in callbacks, before the run that shows it


def change(scenario: Scenario, lever: str = "") -> None:
    """The scenario as a lever makes it; refused aloud, beside the lever, where it is none the model takes."""
    try:
        checked = notation.parse_json(notation.to_json(scenario), store.evidence().defaults)
        validation.known_city(checked, store.catalogue())
    except TalentError as error:
        refuse(error, lever)
        return
    _follow(current(), checked)
    _put(checked, lever)


def _follow(before: Scenario, after: Scenario) -> None:
    """Turn the results for 1,000 recipients to the one tier whose rate is moved."""
    tables = [(getattr(before, run), getattr(after, run)) for run in ("baseline", "reform")]
    moved = [tier for tier in TIERS if any(old.get(tier) != new.get(tier) for old, new in tables)]
    if len(moved) == 1 and moved[0] in after.reform:
        address.keep("who", moved[0])


def take(reader: Callable[[Any, Assumptions], Scenario], given: str | bytes) -> None:
    """Take over a scenario from elsewhere, or have it said why not."""
    try:
        found = reader(given, store.evidence().defaults)
        validation.known_city(found, store.catalogue())
    except TalentError as error:
        refuse(error)
        return
    change(found)


def refuse(error: TalentError | None, lever: str = "") -> None:
    """Have the next run say why an act changed nothing; None where it did what it should."""
    _lay(replace(_desk(), refused=error, lever=lever))


def show_city(city: str) -> None:
    """Turn to another city's draft."""
    _show(city)


def show_tiers(tiers: tuple[str, ...]) -> None:
    """Have fields for these tiers; the numbers of the others leave the scenario."""
    desk = _desk()
    kept = {
        table: {tier: number for tier, number in getattr(current(), table).items() if tier in tiers}
        for table in ("intake", "baseline", "reform")
    }
    _lay(replace(desk, drafts=MappingProxyType({**desk.drafts, desk.city: replace(desk.draft, tiers=tiers)})))
    change(replace(current(), **kept))


def undo() -> None:
    """One step back."""
    draft = _desk().draft
    if draft.past:
        _follow(draft.scenario, draft.past[-1])
        _place(_desk().city, replace(draft, scenario=draft.past[-1], past=draft.past[:-1]))


def reset() -> None:
    """Back to what the city's documents give."""
    city = _desk().city
    _lay(
        replace(_desk(), drafts=MappingProxyType({**_desk().drafts, city: replace(_desk().draft, tiers=())}))
    )
    _put(store.start(city))


def keep_side(name: str) -> None:
    """Keep the scenario on view as `a` or `b`."""
    desk = _desk()
    _lay(replace(desk, sides=MappingProxyType({**desk.sides, name: desk.draft.scenario})))


def drop_sides() -> None:
    _lay(replace(_desk(), sides=MappingProxyType({})))
