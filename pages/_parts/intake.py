"""A press release: its text, the figures found in it, and what the analyst makes of each."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from pages._parts import blocks, drafts, entries, fields, figures, store
from pages._parts.blocks import show, tag, words
from pages._parts.drafts import Draft, Row
from pages._parts.language import choice, current, text
from talent.catalogue import STANDINGS
from talent.charts import labels
from talent.i18n import format_value
from talent.queries import Reading
from talent.reading import documents
from talent.reading.press import Proposal, Span
from talent.uploads import examine
from talent.uploads.template import written_period

_SHOWN = 25  # proposals on one page
_KNOWN = 3


def bring(draft: Draft) -> None:
    """The text, or its file, with what the text does not say of itself."""
    pasted = fields.lines(draft, "text", 240, text("updating.press_hint"))
    entries.uploader(draft, entries.TEXTS, drafts.read_document, text("updating.press_file"))
    blocks.section(text("updating.source"), text("updating.press_source"))
    fields.one_of(draft, "city", fields.cities(text("updating.city_found")))
    is_named = entries.source(draft, text("updating.choose"))
    fields.go(
        text("updating.find"),
        lambda: drafts.start(drafts.of(draft.view), drafts.read_press),
        disabled=not (pasted.strip() and is_named),
    )
    if not pasted.strip():
        blocks.note(text("updating.press_needs_text"))
    elif not is_named:
        blocks.note(text("updating.press_needs_source"))


@st.fragment
def proposals(draft: Draft) -> None:
    """Every figure found, beside the words it rests on and what is known; nothing is taken by itself."""
    draft = drafts.of(draft.view)
    found = draft.proposals
    paragraphs = documents.paragraphs(draft.said.get("text", ""))
    blocks.section(
        text("updating.found", n=len(found)),
        text("updating.found_lead", taken=len(draft.picks), left=_left(draft)),
    )
    if not found:
        blocks.empty(text("updating.found_nothing"))
    first = _page(draft, len(found))
    for n, one in enumerate(found[first : first + _SHOWN], start=first):
        with blocks.box(f"proposal-{n}"):
            _one(draft, n, one, paragraphs[one.paragraph - 1])
    with blocks.actions("proposals"):
        fields.go(
            text("updating.check_rows", n=len(draft.picks)),
            lambda: drafts.start(drafts.of(draft.view), drafts.read_rows),
            disabled=not draft.picks,
        )
        fields.leave()


def _left(draft: Draft) -> int:
    return len(draft.proposals) - len(draft.picks) - len(draft.dropped)


def _page(draft: Draft, count: int) -> int:
    """The number of the first proposal shown; long texts are worked through page by page."""
    if count <= _SHOWN:
        return 0
    pages = {str(n): f"{n + 1}–{min(n + _SHOWN, count)}" for n in range(0, count, _SHOWN)}
    return int(fields.one_of_few(draft, "page", pages))


def _one(draft: Draft, n: int, one: Proposal, paragraph: str) -> None:
    """One proposal with the buttons that take, change or drop it."""
    row = draft.picks.get(n) or examine.row(one)
    show(tag("p", *_marked(paragraph, one), class_="t-quote"), _said(row, one), _known(row))
    state = "taken" if n in draft.picks else "dropped" if n in draft.dropped else "waiting"
    with blocks.actions(f"proposal-{n}"):
        said = words(text("updating.numbered", n=n + 1, what=choice("updating.proposal", state)))
        show(tag("span", said, class_=f"t-tag t-{state}"), width="content")
        if state != "taken" and row.get("indicator"):
            _act("take", n, draft, leads=True)
        _act("edit", n, draft, leads=not row.get("indicator"))
        if state != "dropped":
            _act("drop", n, draft)
    if draft.said.get("editing") == str(n):
        _form(draft, n)


def _act(act: str, n: int, draft: Draft, *, leads: bool = False) -> None:
    st.button(
        choice("updating.proposal", act),
        key=f"u.{act}.{n}.{current()}",
        on_click=_done,
        args=(draft.view, act, n),
        type="secondary" if leads else "tertiary",
    )


def _done(view: str, act: str, n: int) -> None:
    """Take a proposal as it stands, drop it, or open it to be changed."""
    found = drafts.of(view)
    one = found.proposals[n]
    row = found.picks.get(n) or examine.row(one)
    others = {number: kept for number, kept in found.picks.items() if number != n}
    if act == "take":
        drafts.keep(replace(found, picks={**others, n: row}, dropped=found.dropped - {n}))
    elif act == "drop":
        drafts.keep(replace(found, picks=others, dropped=found.dropped | {n}))
    else:
        kept = {name: value for name, value in found.said.items() if not name.startswith("row.")}
        fields = {f"row.{name}": value for name, value in {**row, **_written(row, one)}.items()}
        drafts.keep(replace(found, said={**kept, **fields, "editing": str(n)}))


def _written(row: Row, one: Proposal) -> Row:
    """Value and period as somebody would type them: as the text prints the one, in words the other."""
    as_read = examine.row(one)
    return {
        "value": one.as_printed if row.get("value") == as_read.get("value") else row["value"],
        "period": row.get("period") or _period(one),
    }


def _form(draft: Draft, n: int) -> None:
    """The fields of one proposal; saving takes it."""
    choose, whole = text("updating.choose"), text("updating.whole_city")
    with st.container(key="editing"):
        left, right = st.columns(2)
        with left:
            city = fields.one_of(draft, "row.city", fields.cities(choose))
            # A place declared nowhere is never turned into the whole city in silence.
            elsewhere = _undeclared({"area": draft.said.get("row.area", "")})
            first = {elsewhere: elsewhere} if elsewhere else {}
            fields.one_of(draft, "row.area", first | {city: whole} | fields.areas(city))
            indicator = fields.one_of(draft, "row.indicator", fields.indicators(choose))
            if narrower := fields.definitions(indicator):
                own = {"": text("updating.own_definition")}
                fields.one_of(draft, "row.definition", own | narrower)
        with right:
            fields.line(draft, "row.value", hint=text("updating.value_hint"))
            fields.line(draft, "row.period", hint=text("updating.period_hint"))
            fields.one_of(draft, "row.standing", {s: choice("standing", s) for s in STANDINGS})
        st.button(text("updating.save"), key=f"u.save.{current()}", on_click=_save, args=(draft.view, n))


def _undeclared(row: Row) -> str:
    """The place a row names that is declared nowhere; "" = none."""
    area = row.get("area", "")
    return "" if area in store.catalogue().areas else area


def _save(view: str, n: int) -> None:
    """Take the proposal as changed: a value or period typed anew replaces what was read."""
    found = drafts.of(view)
    one = found.proposals[n]
    before = found.picks.get(n) or examine.row(one)
    typed = {
        name.removeprefix("row."): value for name, value in found.said.items() if name.startswith("row.")
    }
    row = {**before, **typed}
    if typed.get("value") == one.as_printed:
        row["value"] = before["value"]
    else:
        row |= dict.fromkeys(("value_high", "bound", "unit", "as_printed"), "")
    if typed.get("period") == _period(one):
        row["period"] = ""
    else:
        row |= {name: "" for name in row if name.startswith("period_")}
    said = {**found.said, "editing": ""}
    drafts.keep(replace(found, picks={**found.picks, n: row}, dropped=found.dropped - {n}, said=said))


def _marked(paragraph: str, one: Proposal) -> Sequence[str]:
    """The paragraph with the figure and the words it rests on marked."""
    spans: list[tuple[Span, str]] = [((one.start, one.end), "mark")]
    spans += [(span, "u") for some in one.evidence.values() for span in some]
    pieces, at = [], 0
    for (start, end), name in sorted(spans, key=lambda pair: (pair[0][0], pair[1])):
        if start < at:
            continue
        pieces += [words(paragraph[at:start]), tag(name, words(paragraph[start:end]))]
        at = end
    return [*pieces, words(paragraph[at:])]


def _said(row: Row, one: Proposal) -> str:
    """What the proposal would say, in the reader's words; what the text does not tell is amber."""
    catalogue, language = store.catalogue(), current()
    indicator = catalogue.indicators.get(row.get("indicator", ""))
    place = catalogue.areas.get(row.get("area", "")) or catalogue.cities.get(row.get("city", ""))
    elsewhere = _undeclared(row)
    unit = indicator.unit if indicator else catalogue.units.get(one.unit)
    value = row.get("value", "")
    if unit and value == examine.row(one).get("value"):
        value = format_value(one.value, unit, language, high=one.value_high, bound=one.bound)
    definition = indicator.definitions.get(row.get("definition", "")) if indicator else None
    told = (
        (indicator and indicator.name[language], "no_indicator"),
        (definition and definition[language], ""),
        (elsewhere or (place and place.name[language]), "no_place"),
        (row.get("period") or _period(one), ""),
        (choice("standing", row.get("standing") or STANDINGS[0]), ""),
    )
    tags = [
        tag(
            "span",
            words(said or choice("updating.proposal", missing)),
            class_="t-tag" if said else "t-tag t-warn",
        )
        for said, missing in told
        if said or missing
    ]
    return tag("p", tag("b", words(value), class_="t-figure"), " ", *tags, class_="t-said")


def _period(one: Proposal) -> str:
    """The period as it would be typed."""
    indicator = store.catalogue().indicators.get(one.indicator)
    return written_period(one, indicator.kind if indicator else "flow", current())


def _known(row: Row) -> str:
    """The newest figures in force of the same city and indicator."""
    if not (row.get("city") and row.get("indicator")):
        return ""
    found = store.readings(indicator=row["indicator"], cities=(row["city"],))
    newest = sorted(found, key=lambda r: r.year or 0, reverse=True)[:_KNOWN]
    known = [_reading(r) for r in newest] or [words(text("updating.known_none"))]
    return tag("p", words(text("updating.known")), " ", *known, class_="t-note")


def _reading(r: Reading) -> str:
    said = f"{figures.value(r)} · {labels.period_text(r, current())}"
    return tag("span", words(said), " ", figures.code_link(r.statement_id, "_blank"), " ")
