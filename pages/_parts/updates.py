"""What the page Update shows on the way of a draft: where it stands, findings, changes, what is done."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from time import monotonic

import streamlit as st

from pages._parts import address, blocks, drafts, entries, fields, store
from pages._parts.blocks import show, tag, words
from pages._parts.drafts import Draft, Row
from pages._parts.guard import plain
from pages._parts.language import choice, current, text
from talent import i18n
from talent.access import Credential
from talent.ledger import CHANGES
from talent.uploads import report
from talent.uploads.annotation import annotated
from talent.uploads.commit import counts
from talent.uploads.model import Finding

COMPARE = "pages/explore/compare.py"
STEPS = ("bring", "meaning", "check", "preview", "done")
# Steps that some kinds of drafts have no need of.
_LEFT_OUT = {"one": ("meaning",), "correct": ("meaning", "check"), "history": ("meaning", "check")}
# So many warnings have a box of their own each; more stand in a grid. So many rows of a list are drawn.
_BOXES, _DRAWN = 40, 200
_PULSE = 0.5


def stepper(draft: Draft) -> None:
    """Where the draft stands."""
    steps = [one for one in STEPS if one not in _LEFT_OUT.get(draft.view, ())]
    step = "bring" if draft.step == "working" else draft.step
    at = steps.index(step)
    items = []
    for n, one in enumerate(steps):
        state = "now" if n == at else "past" if n < at else "next"
        name = choice(f"updating.step_{draft.view}" if one in ("bring", "meaning") else "updating.step", one)
        current_step = {"aria-current": "step"} if n == at else {}
        items.append(tag("li", tag("b", str(n + 1)), " ", words(name), class_=f"t-{state}", **current_step))
    name = tag("li", words(draft.name), class_="t-file") if draft.name else ""
    show(tag("ol", *items, name, class_="t-steps"))


def notices(draft: Draft) -> None:
    """What went wrong, what changed meanwhile, what else is still open."""
    if drafts.is_lost():
        with blocks.bar("lost"):
            st.warning(text("updating.lost"), icon=":material/history_toggle_off:")
            if draft.view != "history":
                _to_history()
    if other := drafts.other(draft.view):
        with st.container(key="other_draft", horizontal=True, vertical_alignment="center"):
            st.info(text("updating.other", view=choice("pick.views", other.view), name=plain(other.name)),
                    icon=":material/draft:")  # fmt: skip
            drop = st.button(text("updating.drop_other"), key=f"u.drop.{current()}")
        if drop:
            drafts.drop()
            st.rerun()
    if draft.trouble:
        is_wished = draft.trouble.key == "read.cancelled"
        tell = st.info if is_wished else st.error
        tell(
            plain(i18n.message(draft.trouble, current())),
            icon=":material/info:" if is_wished else ":material/error:",
        )
    if draft.seen and draft.step in ("check", "preview"):
        st.warning(text("updating.moved", seen=draft.seen, now=draft.base), icon=":material/sync:")


@st.fragment(run_every=_PULSE)
def working(draft: Draft) -> None:
    """At work: how long already, and a way to stop what writes nothing; the page goes on by itself."""
    if draft.job.is_done():
        st.rerun()
    key = "updating.writing" if draft.job.writes else "updating.working"
    seconds = int(monotonic() - draft.job.began)
    name = draft.name or choice("pick.views", draft.view)
    with st.container(key="working", horizontal=True, vertical_alignment="center"):
        show(
            tag(
                "div",
                tag("span", class_="t-pulse"),
                words(text(key, name=name, seconds=seconds)),
                class_="t-working",
            ),
            width="content",
        )
        if not draft.job.writes and st.button(text("updating.cancel"), key=f"u.cancel.{current()}"):
            drafts.cancel()
            st.rerun()


# Findings


def check(draft: Draft) -> None:
    """Everything found at once: errors first, then what has to be confirmed, then what is only told."""
    checked = draft.examined.checked
    errors, warnings, infos = (checked.of(severity) for severity in ("error", "warning", "info"))
    tally(draft)
    if not checked.findings:
        blocks.note(text("updating.nothing_found"))
    if errors:
        blocks.section(text("updating.errors", n=len(errors)), choice("updating.errors_lead", _way(draft)))
        findings(draft, errors)
    if warnings:
        title = text("updating.warnings", n=len(warnings), left=len(draft.waiting))
        blocks.section(title, text("updating.warnings_lead"))
        _boxes(draft, warnings) if len(warnings) <= _BOXES else _tick_grid(draft, warnings)
    if infos:
        blocks.section(text("updating.infos", n=len(infos)))
        findings(draft, infos)
    if checked.findings and not draft.entered:
        _annotated(draft)
    if errors and draft.original and draft.view == "file":
        blocks.section(text("updating.mended"), text("updating.mended_lead"))
        entries.uploader(draft, entries.TABLES, drafts.read_file, text("updating.file"))
    onward(draft, bool(len(checked.statements)))


def tally(draft: Draft) -> None:
    """How many rows would be new, corrected and so on."""
    found = counts(draft.examined.checked)
    show(
        tag(
            "div",
            *(
                tag("div", tag("b", words(found[one])), tag("span", words(choice("change", one))))
                for one in CHANGES
            ),
            class_="t-tally",
        )
    )


def onward(draft: Draft, is_something: bool) -> None:
    """On to the preview, or back."""
    if draft.errors:
        blocks.note(text("updating.errors_left", n=len(draft.errors)))
    elif draft.waiting:
        blocks.note(text("updating.waiting", n=len(draft.waiting)))
    with blocks.actions("onward"):
        fields.go(
            text("updating.preview"),
            lambda: drafts.start(drafts.of(draft.view), drafts.foresee),
            disabled=not is_something,
            leads=not draft.errors,
        )
        fields.leave(choice("updating.back_to", _way(draft)), leads=bool(draft.errors))


def _way(draft: Draft) -> str:
    """How the figures came: file, paste (a table), grid, one or press."""
    return "grid" if draft.view == "paste" and draft.entered else draft.view


def findings(draft: Draft, found: Sequence[Finding]) -> None:
    """One row each: where, what stands there, what is wrong and what would work."""
    sheets = len({one.sheet for one in found if one.sheet}) > 1
    head = [
        *([text("updating.sheet")] if sheets else []),
        text("updating.row" if draft.entered else "updating.cell"),
        *(text(f"updating.{one}") for one in ("column", "said", "wrong")),
    ]
    blocks.table(
        head,
        (
            [
                *([words(one.sheet)] if sheets else []),
                tag("b", words(_spot(draft, one))),
                words(choice("column", one.column) if draft.entered and one.column else one.column),
                tag("code", words(one.value)) if one.value else "",
                words(_message(draft, one)),
            ]
            for one in found[:_DRAWN]
        ),
        "t-findings",
    )
    if len(found) > _DRAWN:
        blocks.note(text("updating.more", n=len(found) - _DRAWN))


def place(draft: Draft, one: Finding) -> str:
    """Where a finding is: sheet and cell of a table, or a row typed or taken, by what it says."""
    return " ".join(filter(None, (one.sheet, _spot(draft, one))))


def _spot(draft: Draft, one: Finding) -> str:
    if one.row is None or not draft.entered:
        return one.cell or text(f"updating.whole_{'rows' if draft.entered else 'file'}")
    number = _number(draft, one.row)
    return text("updating.numbered", n=number, what=_row_text(draft.entered[number]))


def _number(draft: Draft, row: int) -> int:
    """Under which number a row is shown that the check, counting a header, calls `row`."""
    return list(draft.entered)[row - 2]


def _row_text(row: Row) -> str:
    """What a row says, in short: figure, indicator, city, period."""
    catalogue, language = store.catalogue(), current()
    indicator = catalogue.indicators.get(row.get("indicator", ""))
    city = catalogue.cities.get(row.get("city", ""))
    figure = row.get("value", "") + (row.get("unit", "") if indicator is None else "")
    pieces = (figure, indicator and indicator.name[language], city and city.name[language], row.get("period"))
    return " ".join(filter(None, pieces))


def _message(draft: Draft, one: Finding) -> str:
    """The sentence of a finding; other rows it speaks of have the number they are shown under."""
    if draft.entered:
        others = {
            n: _number(draft, int(str(one.fields[n]))) for n in ("first", "other_row") if n in one.fields
        }
        one = replace(one, fields={**one.fields, **others})
    return one.message(current())


def _boxes(draft: Draft, warnings: Sequence[Finding]) -> None:
    with st.container(key="warnings"):
        for n, one in enumerate(warnings):
            key = f"u.{draft.id}.tick.{n}.{current()}"
            if st.session_state.get(key) != (n in draft.ticks):
                st.session_state[key] = n in draft.ticks
            label = f"**{plain(place(draft, one))}**　{plain(_message(draft, one))}"
            st.checkbox(label, key=key, on_change=_tick, args=(draft.view, n, key))


def _tick(view: str, n: int, key: str) -> None:
    found = drafts.of(view)
    ticks = found.ticks | {n} if st.session_state[key] else found.ticks - {n}
    drafts.keep(replace(found, ticks=ticks))


def _tick_grid(draft: Draft, warnings: Sequence[Finding]) -> None:
    """Many warnings: a scrolling grid with a box in every row."""
    key = f"u.{draft.id}.ticks.{current()}"
    edited = st.session_state.get(key, {}).get("edited_rows", {})
    names = [text("updating.seen"), text("updating.cell"), text("updating.wrong")]
    # What is edited overrides what stands there: the grid must be handed the same rows again and again.
    ticks = [n in draft.ticks and n not in edited for n in range(len(warnings))]
    cells = [place(draft, one) for one in warnings]
    said = [_message(draft, one) for one in warnings]
    columns = {
        names[0]: st.column_config.CheckboxColumn(width="small"),
        names[2]: st.column_config.TextColumn(width="large"),
    }
    shown = st.data_editor(
        dict(zip(names, (ticks, cells, said), strict=True)), key=key, hide_index=True, disabled=names[1:],
        height=360, row_height=52, column_config=columns,
    )  # fmt: skip
    found = frozenset(n for n, tick in enumerate(shown[names[0]]) if tick)
    if found != draft.ticks:
        drafts.keep(replace(drafts.of(draft.view), ticks=found))
        st.rerun()


def _annotated(draft: Draft) -> None:
    book, found, language = draft.book, draft.examined.checked.findings, current()
    kind = "csv" if book.kind == "csv" else "xlsx"
    stem = (draft.name or text("updating.pasted")).rpartition(".")[0] or text("updating.pasted")
    st.download_button(
        text("updating.annotated"), data=lambda: annotated(book, found, language), on_click="ignore",
        file_name=f"{stem}-{text('annotated.header')}.{kind}", key=f"u.annotated.{language}",
        icon=":material/download:",
    )  # fmt: skip


# Preview


def preview(draft: Draft, credential: Credential | None) -> None:
    """What it would change, and the button that makes it so."""
    blocks.section(text("updating.preview_title"), text("updating.preview_lead"))
    if draft.examined:
        tally(draft)
    changes(draft)
    with blocks.box("commit"):
        if draft.act in ("withdrawal", "decision"):
            blocks.note(text("updating.because", why=draft.said.get("note", "")))
        else:
            fields.note(draft, is_reason=draft.act in ("undo", "redo"))
        why = _hindrance(draft, credential)
        if why:
            blocks.note(why)
        with blocks.actions("commit"):
            pressed = st.button(
                choice("updating.commit", draft.act),
                type="primary",
                disabled=bool(why),
                key=f"u.commit.{current()}",
            )
            fields.leave()
    if pressed:
        drafts.write(credential, drafts.of(draft.view))
        st.rerun()


def _hindrance(draft: Draft, credential: Credential | None) -> str:
    """Why it cannot be committed now; "" where it can."""
    if credential is None:
        return text("updating.no_right")
    if draft.errors:
        return text("updating.errors_left", n=len(draft.errors))
    if draft.waiting:
        return text("updating.waiting", n=len(draft.waiting))
    if draft.act in ("undo", "redo") and not draft.said.get("note", "").strip():
        return text("updating.reason_first")
    return ""


def changes(draft: Draft) -> None:
    """The change report, kind by kind."""
    catalogue = store.catalogue()
    sections = report.report(draft.effects, catalogue, current())
    if not sections:
        blocks.empty(text("report.nothing"))
    for one in sections:
        with blocks.box(f"change-{one.key}"):
            blocks.section(text("updating.counted", title=one.title, n=len(one.lines)))
            show(
                tag(
                    "ul",
                    *(tag("li", words(line.text), " ", _codes(line.codes)) for line in one.lines[:_DRAWN]),
                    class_="t-list",
                )
            )
            if len(one.lines) > _DRAWN:
                blocks.note(text("updating.more_changes", n=len(one.lines) - _DRAWN))


def _codes(codes: Iterable[str]) -> str:
    """Codes; those in force open in a window of their own, so that the draft stays."""
    known = store.catalogue().statements
    return " ".join(
        blocks.code_link(code, "_blank") if code in known else tag("span", words(code), class_="t-code")
        for code in codes
    )


# Done


def done(draft: Draft) -> None:
    """What was written, and what to do next."""
    receipt = draft.receipt
    if not receipt.batch:
        st.info(text("updating.unchanged"), icon=":material/check:")
    else:
        st.success(
            text(f"updating.done_{draft.act}", batch=receipt.batch, version=receipt.version),
            icon=":material/check_circle:",
        )
    if receipt.counts:
        show(tag("p", words(report.count_text(receipt.counts, current())), class_="t-note"))
    with blocks.actions("next"):
        if st.button(text("updating.another"), type="primary", key=f"u.another.{current()}"):
            drafts.drop()
            st.rerun()
        if first := next((f.after for f in draft.effects.figures if f.after), None):
            blocks.jump(COMPARE, text("updating.see"), ":material/bar_chart:", indicator=first.indicator)
        _to_history()


def _to_history() -> None:
    st.button(
        text("updating.to_history"),
        key=f"u.history.{current()}",
        on_click=address.keep,
        args=("view", "history"),
        icon=":material/undo:",
        type="tertiary",
    )
