"""What was committed and what becomes of it: corrections, withdrawals, decisions, history, undo."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from pages._parts import address, blocks, cabinet, drafts, fields, figures, pickers, store
from pages._parts.blocks import show, tag, words
from pages._parts.drafts import Draft
from pages._parts.language import choice, current, text
from talent import history
from talent.catalogue import STANDINGS
from talent.charts import labels
from talent.i18n import format_bounded, with_unit
from talent.ledger import CHANGES, Batch, open_ledger
from talent.passports import Passport
from talent.queries import Reading
from talent.uploads.template import written_period

OVERVIEW = "pages/explore/overview.py"
_DRAWN = 200
_COLUMNS = ("id", "kind", "when", "who", "note", "file", "counts", "state")


def correct(draft: Draft) -> None:
    """A figure by its code: correct it, withdraw it, or decide a conflict it is in."""
    known = store.catalogue()
    code = pickers.code("update", lambda one: one in known.statements or one in known.renamed)
    if not code:
        blocks.note(text("updating.correct_hint"))
        _conflicts()
        return
    found = store.passport(code)
    sides = tuple(sorted((found.reading, *found.conflicting), key=lambda r: r.statement_id))
    figures.table(sides, indicator=True)
    acts = {"withdrawal": text("updating.act_withdraw"), "correction": text("updating.act_correct")}
    if found.conflicting:
        acts = {"decision": text("updating.act_decide")} | acts
    act = fields.one_of_few(draft, "act", acts)
    if act == "correction":
        blocks.note(text("updating.correct_lead"))
        fields.go(text("updating.to_form"), lambda: _to_form(found))
        return
    chosen = found.code
    if act == "decision":
        words_of = {"": text("updating.choose")} | {
            r.statement_id: f"{r.statement_id} · {figures.value(r)} · {_whose(r)}" for r in sides
        }
        chosen = fields.one_of(draft, "adopted", words_of)
    why = fields.note(draft, is_reason=True)
    target = replace(drafts.of(draft.view), act=act, base="")
    said = {**target.said, "code": chosen}
    fields.go(
        text("updating.preview"),
        lambda: drafts.start(replace(target, said=said), drafts.foresee),
        disabled=not (chosen and why.strip()),
    )
    if not chosen:
        blocks.note(text("updating.adopt_first"))
    if not why.strip():
        blocks.note(text("updating.reason_first"))


def _whose(r: Reading) -> str:
    return figures.source_short(store.catalogue().sources[r.source], r)


def _to_form(found: Passport) -> None:
    """The form for one figure, filled with it; a correction keeps code and source."""
    r = found.reading
    row = {
        "statement_id": found.code, "city": r.city, "area": "" if r.area == r.city else r.area,
        "indicator": r.indicator, "definition": r.definition, "value": r.as_printed,
        "period": written_period(store.catalogue().statements[found.code], r.kind, current()),
        "standing": r.standing or STANDINGS[0], "paragraph": str(r.paragraph or ""), "note_zh": r.note_zh,
        "attributed_to": r.attributed_to,
    }  # fmt: skip
    said = {f"row.{name}": value for name, value in row.items()} | {"source": r.source}
    drafts.keep(Draft("one", said=said))
    address.keep("view", "one")


def _conflicts() -> None:
    """Figures that contradict each other, each with the way to decide."""
    found = [r for r in store.readings() if r.conflict]
    blocks.section(
        text("updating.conflicts", n=len({r.conflict for r in found})), text("updating.conflicts_lead")
    )
    if not found:
        blocks.empty(text("updating.no_conflicts"))
        return
    names = {
        r.conflict: f"{store.catalogue().cities[r.city].name[current()]} · "
        f"{store.catalogue().indicators[r.indicator].name[current()]} · {labels.period_text(r, current())}"
        for r in found
    }
    key = f"u.conflict.{current()}"
    st.selectbox(
        text("updating.conflict"), list(names), index=None, format_func=names.__getitem__, key=key,
        placeholder=text("updating.choose"), on_change=_open, args=(key,),
    )  # fmt: skip
    figures.table(found, indicator=True)


def _open(key: str) -> None:
    if st.session_state[key]:
        address.keep("code", st.session_state[key])


# History


def past(draft: Draft, *, may_write: bool) -> None:
    """Every batch, the newest first; one of them in full; the wordings of one figure."""
    batches = tuple(reversed(store.batches()))
    cabinet.line()
    if not batches:
        blocks.empty(text("updating.no_history"))
    else:
        head = [text(f"updating.batch_{name}") for name in _COLUMNS]
        blocks.table(head, [_row(one) for one in batches], "t-batches")
        blocks.section(text("updating.batch"), text("updating.batch_lead"))
        words_of = {
            one.id: f"{one.id} · {_when(one)} · {one.file_name or choice('updating.act', one.kind)}"
            for one in batches
        }
        chosen = fields.one_of(draft, "batch", words_of)
        _in_full(draft, next(one for one in batches if one.id == chosen), may_write=may_write)
    _damage()
    blocks.section(text("updating.wordings"), text("updating.wordings_lead"))
    code = pickers.code("update", lambda one: bool(history.revisions(one)))
    if code:
        _revisions(code)


def _row(one: Batch) -> Sequence[str]:
    state = text("updating.undone") if one.undone else text("updating.in_force")
    return [
        tag("b", words(one.id)), words(choice("updating.act", one.kind)), words(_when(one)),
        words(one.author), _clamped(one.note), _clamped(one.file_name), words(_counts(one)),
        tag("span", words(state), class_="t-tag t-warn" if one.undone else "t-tag"),
    ]  # fmt: skip


def _clamped(said: str) -> str:
    """A long text in few lines, whole where the pointer rests."""
    return tag("span", words(said), class_="t-clamp", title=said) if said else ""


def _when(one: Batch) -> str:
    return f"{one.committed.astimezone():%Y-%m-%d %H:%M}"


def _counts(one: Batch) -> str:
    if one.withdrawn:
        return text("updating.withdrew", codes=" ".join(one.withdrawn))
    if one.adoptions:
        return text("updating.adopted", codes=" ".join(a.adopted for a in one.adoptions))
    told = [f"{choice('change', name)} {one.counts[name]}" for name in CHANGES if one.counts.get(name)]
    return text("punctuation.comma").join(told)


def _in_full(draft: Draft, one: Batch, *, may_write: bool) -> None:
    """One batch: its marks, its rows, its file, the way back to it, and its undo."""
    with blocks.box("batch"):
        for mark in one.marks:
            key = "updating.mark_undone" if mark.undone else "updating.mark_redone"
            blocks.note(
                text(key, who=mark.author, when=f"{mark.time.astimezone():%Y-%m-%d %H:%M}", why=mark.why)
            )
        _rows(one)
        with blocks.actions("batch"):
            if may_write:
                act = "redo" if one.undone else "undo"
                begin = replace(draft, act=act, said={**draft.said, "batch": one.id})
                fields.go(choice("updating.begin", act), lambda: drafts.start(begin, drafts.foresee))
            blocks.jump(OVERVIEW, text("updating.as_of", batch=one.id), ":material/history:", batch=one.id)
            if one.file_name and one.file_hash:
                ledger, id = open_ledger(), one.id
                st.download_button(
                    text("updating.original"),
                    data=lambda: ledger.original(id),
                    file_name=one.file_name,
                    on_click="ignore",
                    key=f"u.original.{id}.{current()}",
                    type="tertiary",
                    icon=":material/download:",
                )


def _rows(one: Batch) -> None:
    """The figures of a batch as they were committed."""
    catalogue, language = store.catalogue(), current()
    rows = open_ledger().rows(one.id).to_pylist()
    if not rows:
        return
    known = catalogue.statements
    blocks.table(
        [
            text("block.code"),
            text("block.city"),
            text("block.indicator"),
            text("block.value"),
            text("block.as_printed"),
            text("updating.change"),
        ],
        [
            [
                figures.code_link(row["statement_id"], "_blank")
                if row["statement_id"] in known
                else tag("span", words(row["statement_id"]), class_="t-code"),
                words(
                    catalogue.cities[row["city"]].name[language]
                    if row["city"] in catalogue.cities
                    else row["city"]
                ),
                words(_indicator(row["indicator"])),
                words(_value(row)),
                words(row["as_printed"]),
                words(choice("change", row["change"])),
            ]
            for row in rows[:_DRAWN]
        ],
    )
    if len(rows) > _DRAWN:
        blocks.note(text("updating.more_rows", n=len(rows) - _DRAWN))


def _indicator(id: str) -> str:
    found = store.catalogue().indicators.get(id)
    return found.name[current()] if found else id


def _value(row: dict) -> str:
    unit = store.catalogue().units.get(row["unit"])
    number = format_bounded(row["value"], current(), high=row["value_high"], bound=row["bound"])
    return with_unit(number, unit.name[current()] if unit else row["unit"], current())


def _damage() -> None:
    if store.damage():
        blocks.note(text("updating.damaged", n=len(store.damage())))


def _revisions(code: str) -> None:
    """Every wording a figure ever had, and withdrawals."""
    found = history.revisions(code)
    show(
        tag("ul", *(tag("li", words(labels.revision_text(one, current()))) for one in found), class_="t-list")
    )
    for batch in history.withdrawals(code):
        blocks.note(text("updating.withdrawn_by", batch=batch.id, why=batch.note, when=_when(batch)))
