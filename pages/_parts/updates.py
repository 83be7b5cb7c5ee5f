"""What the page Update shows on the way of a draft: where it stands, what it would change, what is done."""

from collections.abc import Iterable
from time import monotonic

import streamlit as st

from pages._parts import address, blocks, cabinet, drafts, fields, figures, store
from pages._parts.blocks import show, tag, words
from pages._parts.drafts import Draft
from pages._parts.guard import plain
from pages._parts.language import choice, current, text
from talent import access, i18n
from talent.access import Credential
from talent.errors import TalentError
from talent.ledger import CHANGES
from talent.uploads import report
from talent.uploads.commit import counts

COMPARE = "pages/explore/compare.py"
STEPS = ("bring", "meaning", "check", "preview", "done")
# Steps that some kinds of drafts have no need of.
_LEFT_OUT = {"one": ("meaning",), "correct": ("meaning", "check"), "history": ("meaning", "check")}
# So many changes of one kind are drawn.
_DRAWN = 200
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


# Preview


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
                type="secondary" if why else "primary",
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
        return text("updating.sign_in_first" if _can_sign_in() else "updating.closed")
    if draft.errors:
        return text("updating.errors_left", n=len(draft.errors))
    if draft.waiting:
        return text("updating.waiting", n=len(draft.waiting))
    if draft.act in ("undo", "redo") and not draft.said.get("note", "").strip():
        return text("updating.reason_first")
    if draft.act == "upload" and not any(
        n for change, n in counts(draft.examined.checked).items() if change != "unchanged"
    ):
        return text("updating.unchanged")
    return ""


def _can_sign_in() -> bool:
    """Whether there is a way to get the right to write; a passphrase set wrongly was told above the page."""
    try:
        return access.has_passphrase()
    except TalentError:
        return False


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
        figures.code_link(code, "_blank") if code in known else tag("span", words(code), class_="t-code")
        for code in codes
    )


# Done


def done(draft: Draft) -> None:
    """What was written, and what to do next."""
    receipt = draft.receipt
    st.success(
        text(f"updating.done_{draft.act}", batch=receipt.batch, version=receipt.version),
        icon=":material/check_circle:",
    )
    if receipt.counts:
        show(tag("p", words(report.count_text(receipt.counts, current())), class_="t-note"))
    cabinet.line()
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
