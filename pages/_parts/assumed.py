"""What no document prints: the assumed ranges, apart from the policy, with presets and evidence."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from pages._parts import blocks, scenario, store
from pages._parts.blocks import tag, words
from pages._parts.language import choice, current, text
from pages._parts.lever import Edit, badge, complaint, is_locked, key_of, lazy, number, put, tier_name
from talent.i18n import format_number
from talent.what_if import wording
from talent.what_if.evidence import Finding, Parameter
from talent.what_if.inputs import Badge
from talent.what_if.scenario import Range, Scenario

ENDS = ("low", "mode", "high")
WHOLE = ("horizon_months", "draws", "seed")


def assumptions(badges: Mapping[str, Badge]) -> None:
    """Every assumed number, closed at first: nobody should take one for policy."""
    changed = sum(one.changed for path, one in badges.items() if path.startswith("assumptions."))
    label = text("what_if.assumed.changed", n=changed) if changed else text("what_if.assumed.title")
    with lazy("assumptions", label) as is_open:
        if is_open:
            blocks.note(text("what_if.assumed.lead"))
            for one in store.evidence().parameters.values():
                _range(one, badges)
            _references()
            _whole()


def _range(one: Parameter, badges: Mapping[str, Badge]) -> None:
    given: Range = getattr(scenario.current().assumptions, one.id)
    name, said = one.name[current()], f"{one.text[current()]} {one.unit[current()]}"
    blocks.show(
        tag("p", tag("b", words(name)), " ", badge(badges.get(f"assumptions.{one.id}")), class_="w-tier"),
        tag("p", words(said), class_="t-small"),
    )
    ends = [getattr(given, end) for end in ENDS]
    with st.container(key=f"what-if-range-{one.id}", horizontal=True, gap="small"):
        for end, share in zip(ENDS, ends, strict=True):
            percent = round(100 * share, 4)
            number(f"{one.id}.{end}", choice("what_if.end", end), percent, _end(one.id, end), width=92)
    levers = [f"{one.id}.{end}" for end in ENDS]
    complaint(*levers)
    if scenario.moved_last(*levers) and _ends_moved(one.id) > 1:
        said = text("what_if.assumed.widened", range=" – ".join(wording.share(end) for end in ends))
        blocks.show(tag("p", words(said), class_="w-under w-missing"))
    _presets(one)


def _ends_moved(name: str) -> int:
    """How many ends of a range the last step changed: more than one where the others had to give way."""
    before = scenario.before()
    if before is None:
        return 0
    now, then = (getattr(one.assumptions, name) for one in (scenario.current(), before))
    return sum(getattr(now, end) != getattr(then, end) for end in ENDS)


def _end(name: str, end: str) -> Edit:
    """One end of a range; the others give way so that it stays low ≤ mode ≤ high."""

    def edit(found: Scenario, percent: float | None) -> Scenario:
        if percent is None:
            return found
        share = round(percent / 100, 6)
        given: Range = getattr(found.assumptions, name)
        place = ENDS.index(end)
        ends = [
            share if n == place else min(value, share) if n < place else max(value, share)
            for n, value in enumerate((given.low, given.mode, given.high))
        ]
        return _assume(found, name, Range(*ends))

    return edit


def _assume(found: Scenario, name: str, value: object) -> Scenario:
    return replace(found, assumptions=replace(found.assumptions, **{name: value}))


def _presets(one: Parameter) -> None:
    """Ready-made ranges, each with where it is from."""
    presets = [preset for preset in store.evidence().presets.values() if preset.parameter == one.id]
    with st.container(key=f"what-if-presets-{one.id}", horizontal=True, gap="small"):
        for preset in presets:
            found = store.evidence().preset_range(preset.id)
            cited = [store.evidence().findings[id].citation for id in preset.evidence]
            st.button(
                preset.name[current()], key=key_of(f"preset.{preset.id}"), disabled=is_locked(),
                help="\n\n".join([preset.text[current()], *cited]), on_click=_preset, args=(one.id, found),
            )  # fmt: skip


def _preset(name: str, found: Range) -> None:
    scenario.change(_assume(scenario.current(), name, found))


def _references() -> None:
    """The rate a but-for share refers to, where it is not what is paid now."""
    blocks.show(
        tag("p", tag("b", words(text("what_if.lever.reference"))), class_="w-tier"),
        tag("p", words(text("what_if.lever.reference_help")), class_="t-small"),
    )
    given = scenario.current().assumptions.reference_rate
    with st.container(key="what-if-references", horizontal=True, gap="small"):
        for tier in scenario.shown_tiers():
            label = tier_name(tier)
            number(f"assumed_reference.{tier}", label, given.get(tier), reference(tier), 50, width=118)
    complaint(*(f"assumed_reference.{tier}" for tier in scenario.shown_tiers()))


def reference(tier: str) -> Edit:
    """A tier's reference rate; emptied, it is the tier's baseline rate again."""
    return lambda found, value: _assume(
        found, "reference_rate", put(found.assumptions.reference_rate, tier, value)
    )


def _whole() -> None:
    blocks.show(tag("p", tag("b", words(text("what_if.assumed.reckoning"))), class_="w-tier"))
    given = scenario.current().assumptions
    with st.container(key="what-if-whole", horizontal=True, gap="small"):
        for name in WHOLE:
            number(name, choice("what_if.whole", name), getattr(given, name), _whole_of(name), width=118)
    complaint(*WHOLE)


def _whole_of(name: str) -> Edit:
    return lambda found, value: found if value is None else _assume(found, name, value)


def evidence() -> None:
    """All that is known of the assumptions: finding, number, citation, grade."""
    known = store.evidence()
    blocks.note(known.grading[current()])
    names = {one.id: one.name[current()] for one in (*known.parameters.values(), *known.left_out.values())}
    head = [text(f"what_if.evidence.{name}") for name in ("about", "finding", "number", "grade", "citation")]
    blocks.table(head, [_evidence_row(one, names) for one in known.findings.values()], "w-evidence")


def _evidence_row(one: Finding, names: Mapping[str, str]) -> list[str]:
    listed = text("punctuation.comma").join(names[id] for id in one.about)
    grade = choice("what_if.grade", one.grade)
    seen = choice("what_if.seen", one.seen)
    return [
        words(listed),
        words(one.finding[current()]) + tag("p", words(one.caveat[current()]), class_="t-small"),
        words(_number_text(one)),
        tag("span", words(grade), class_="t-tag") + tag("span", words(seen), class_="t-tag"),
        words(one.citation) + (tag("p", words(one.address), class_="t-small") if one.address else ""),
    ]


def _number_text(one: Finding) -> str:
    """The number found, as its measure has it; computed ones say so."""
    ends = [format_number(end, current()) for end in (one.low, one.high) if end is not None]
    if not ends or one.measure is None:
        return ""
    said = "–".join(dict.fromkeys(ends))
    computed = f" ({text('what_if.evidence.computed')})" if one.computed else ""
    return f"{said} {one.measure[current()]}{computed}"


def left_out() -> None:
    """What the model leaves out, said beside its results."""
    known = store.evidence().left_out.values()
    items = (
        tag(
            "li",
            tag("b", words(one.name[current()])),
            words(text("punctuation.colon")),
            words(one.text[current()]),
        )
        for one in known
    )
    blocks.show(tag("ul", *items, class_="t-list"))
