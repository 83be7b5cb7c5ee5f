"""What a file leaves to be said: how the labels of a wide table are meant, what holds for all, its source."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from pages._parts import blocks, drafts, entries, fields, store
from pages._parts.drafts import Draft
from pages._parts.guard import plain
from pages._parts.language import choice, current, text
from talent.uploads.model import Finding, Label, Staging

# So many understood labels are shown to be changed; of a table its first rows and columns.
_LABELS, _TOP, _WIDE = 60, 10, 12
# What a label can be given beside its meaning.
_ADDED = ("unit", "period")


def meaning(draft: Draft) -> None:
    """How the labels of a wide table are meant, what holds for all its figures, and its source."""
    if not draft.is_restaged:
        drafts.start(draft, drafts.restage)
        st.rerun()
    staging = draft.staging
    lead = "updating.labels_all" if staging.labels else "updating.source_missing"
    blocks.section(text("updating.meaning"), text(lead, n=_figures(staging)))
    if "wide" in staging.layouts.values():
        _top(draft)
    open_ones = [one for one in staging.labels if not one.sure]
    sure = [one for one in staging.labels if one.sure]
    if open_ones:
        blocks.section(text("updating.labels_open", n=len(open_ones)), text("updating.labels_lead"))
        _labels(draft, open_ones)
    if sure:
        with st.expander(
            text("updating.labels_sure", n=len(sure)), expanded=not open_ones and len(sure) < _TOP
        ):
            _labels(draft, sure[:_LABELS])
    blocks.section(text("updating.for_all"), text("updating.for_all_lead"))
    said = text("updating.as_in_file")
    with blocks.bar("for-all"):
        fields.one_of(draft, "city", fields.cities(said))
        fields.one_of(draft, "indicator", fields.indicators(said))
        fields.line(draft, "unit", hint=said, longest=30)
        fields.line(draft, "period", hint=said, longest=40)
        fields.one_of(draft, "standing", fields.standings(said))
    blocks.section(text("updating.source"), text("updating.source_lead"))
    # A file can stand for its source by its name; what was pasted has none.
    is_pasted = draft.view == "paste" and draft.lacks_source
    is_named = entries.source(draft, text("updating.choose" if is_pasted else "updating.source_open"))
    unnamed = is_pasted and not is_named
    undecided = [one for one in staging.labels if not draft.meanings.get(one.text, one.meaning) and one.near]
    lacking = _lacking(staging)
    for one in lacking:
        blocks.note(one.message(current()))
    if undecided:
        blocks.note(text("updating.undecided", n=len(undecided)))
    if unnamed:
        blocks.note(text("updating.press_needs_source"))
    with blocks.actions("onward"):
        fields.go(
            text("updating.check_file"),
            lambda: drafts.start(drafts.of(draft.view), drafts.check),
            disabled=bool(undecided or unnamed or lacking),
        )
        fields.leave()


def _lacking(staging: Staging) -> list[Finding]:
    """What no label and no choice says of some figures, where a label can be given it."""
    said = (one for one in staging.findings if one.code == "needs_meaning" and one.expected in _ADDED)
    return [one for one in said if any(_may_say(label, one.expected) for label in staging.labels)]


def _may_say(label: Label, attribute: str) -> bool:
    """Whether a label names an indicator and leaves its unit or period open."""
    kinds = {piece.partition(":")[0] for piece in label.meaning.split(";")}
    return "indicator" in kinds and attribute not in kinds


def _figures(staging: Staging) -> int:
    """How many figures the table has, with those that nobody understood yet."""
    lacking = (int(str(one.fields["figures"])) for one in staging.findings if one.code == "needs_meaning")
    unclear = (one.cells for one in staging.labels if not one.meaning)
    return len(staging.rows) + max(lacking, default=0) + sum(unclear)


def _addition(draft: Draft, one: Label, attribute: str) -> None:
    """The unit or the period of one label, to be chosen or typed."""
    key = fields.seeded(draft, f"{attribute}.{one.sheet}.{one.cell}", "")
    label = plain(text(f"updating.{attribute}_of", label=one.text))
    more = {"key": key, "on_change": _add, "args": (draft.view, one, attribute, key)}
    if attribute == "period":
        st.text_input(label, max_chars=40, placeholder=text("updating.period_hint"), **more)
        return
    units = store.catalogue().units
    own = store.catalogue().indicators[_indicator(one)].unit
    # Written as a Chinese table has it: names of units in English are not all understood.
    words = {"": text("updating.choose")} | {
        unit.name.zh: unit.name[current()] for unit in (own, *units.values())
    }
    st.selectbox(
        label, list(words), format_func=words.__getitem__, placeholder=text("updating.choose"), **more
    )


def _indicator(label: Label) -> str:
    pieces = (piece.partition(":") for piece in label.meaning.split(";"))
    return next(value.partition("/")[0] for kind, _, value in pieces if kind == "indicator")


def _add(view: str, label: Label, attribute: str, key: str) -> None:
    if said := st.session_state[key].strip():
        found = drafts.of(view)
        meaning = f"{label.meaning};{attribute}:{said}"
        drafts.keep(replace(found, meanings={**found.meanings, label.text: meaning}))


def _top(draft: Draft) -> None:
    """The first rows of the table, as the spreadsheet has them."""
    layouts = draft.staging.layouts
    sheet = next(one for one in draft.book.sheets if layouts.get(one.name) == "wide")
    width = min(_WIDE, len(sheet.rows[0]))
    rows = [
        [blocks.words(str(n)), *(blocks.words(cell) for cell in row[:width])]
        for n, row in enumerate(sheet.rows[:_TOP], start=1)
    ]
    blocks.table(["", *(chr(ord("A") + n) for n in range(width))], rows, "t-sheet")


def _labels(draft: Draft, listed: Sequence[Label]) -> None:
    words = _meanings()
    with st.container(key=f"labels-{'sure' if listed[0].sure else 'open'}"):
        for one in listed:
            _label_choice(draft, one, words)
            for finding in _lacking(draft.staging):
                if finding.sheet == one.sheet and _may_say(one, finding.expected):
                    _addition(draft, one, finding.expected)


def _label_choice(draft: Draft, one: Label, words: Mapping[str, str]) -> None:
    """One label of the table and what it is taken for."""
    chosen = draft.meanings.get(one.text, one.meaning)
    options = list(dict.fromkeys(["", *([chosen] if chosen else []), *one.near, *words]))
    known = {**words, **{written: meaning_text(written) for written in options if written not in words}}
    key = fields.seeded(draft, f"meaning.{one.sheet}.{one.cell}", chosen)
    label = text("updating.label", label=one.text, cell=one.cell, n=one.cells)
    if one.near:
        near = text("punctuation.comma").join(known[written] for written in one.near)
        label = text("updating.near", label=label, near=near)
    st.selectbox(
        plain(label), options,
        format_func=known.__getitem__, key=key, on_change=_mean, args=(draft.view, one.text, key),
        placeholder=text("updating.choose"),
    )  # fmt: skip


def _mean(view: str, label: str, key: str) -> None:
    found = drafts.of(view)
    drafts.keep(replace(found, meanings={**found.meanings, label: st.session_state[key]}))


def _meanings() -> dict[str, str]:
    """Everything a label can be taken for."""
    catalogue, language = store.catalogue(), current()
    found = {"": text("updating.choose"), "ignore": text("updating.ignore")}
    found |= {f"city:{c.id}": c.name[language] for c in catalogue.cities.values()}
    found |= {f"area:{a.id}": a.name[language] for a in catalogue.areas.values() if a.level != "city"}
    for i in catalogue.indicators.values():
        for written in (f"indicator:{i.id}", *(f"indicator:{i.id}/{one}" for one in i.definitions)):
            found[written] = meaning_text(written)
    return found


def meaning_text(written: str) -> str:
    """A meaning in the reader's words: `indicator:gdp;unit:亿元` is 地区生产总值 · 亿元."""
    return " · ".join(_piece(*piece.partition(":")[::2]) for piece in written.split(";"))


def _piece(kind: str, value: str) -> str:
    catalogue = store.catalogue()
    known = {"city": catalogue.cities, "area": catalogue.areas, "indicator": catalogue.indicators}
    id, _, definition = value.partition("/")
    if kind == "standing":
        return choice("standing", value)
    if kind not in known:
        return value
    name = known[kind][id].name[current()]
    if not definition:
        return name
    narrower = catalogue.indicators[id].definitions[definition]
    return text("updating.defined", name=name, definition=narrower[current()])
