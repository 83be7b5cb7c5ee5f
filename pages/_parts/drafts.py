"""The one draft of a session: what an analyst brings, how far it has come, and what moves it on.

A draft is frozen and lives in the session alone, so no other session sees it and neither a change of page nor
of language loses it. Which step to show follows from what it holds.
"""

import secrets
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass, field, replace
from datetime import date
from threading import Event
from time import monotonic
from types import MappingProxyType

import streamlit as st

from pages._parts import address, store
from talent import ledger, warehouse
from talent.access import Credential
from talent.catalogue import Source
from talent.errors import TalentError
from talent.i18n import Name
from talent.ledger import force
from talent.reading import press
from talent.reading.press import Proposal
from talent.uploads import commit, examine, preview, reading
from talent.uploads.check import is_fit
from talent.uploads.commit import Receipt
from talent.uploads.examine import Examined
from talent.uploads.layout import stage
from talent.uploads.model import Book, Choices, Finding, Staging
from talent.uploads.preview import Effects
from talent.warehouse import Warehouse

Row = Mapping[str, str]
# Fields of a choice that hold for a whole file, as `Draft.said` names them.
FOR_ALL = ("city", "indicator", "unit", "period", "standing")
NEW = "new"
# Seconds a page waits for its work before it shows that it is at work.
_AT_ONCE = 0.5


class Job:
    """Work in a thread of its own that gives the next draft; unless it `writes`, it may be told to stop."""

    def __init__(self, work: Callable[[Callable[[], bool]], "Draft"], writes: bool) -> None:
        self._stop = Event()
        self.writes = writes
        self.began = monotonic()
        pool = ThreadPoolExecutor(1)
        self._found: Future[Draft] = pool.submit(work, self._stop.is_set)
        pool.shutdown(wait=False)

    def stop(self) -> None:
        self._stop.set()

    def is_done(self, wait: float = 0) -> bool:
        try:
            self._found.exception(timeout=wait)
        except NotYet:
            return False
        return True

    def found(self) -> "Draft":
        """What came of it; raises what the work raised."""
        return self._found.result()


@dataclass(frozen=True)
class Draft:
    """What an analyst is about to write; `view` is the part of the page it belongs to.

    `act` is what is to be written: upload, withdrawal, decision, undo or redo.

    `said` holds what was typed or chosen, by the name of the field (`row.city` for a field of a form or row).
    `picks` are the proposals taken, by their number, each as a row; `ticks` the numbers of the warnings
    confirmed. `base` is the data version it was worked out against, `seen` the one before if that changed.
    """

    view: str
    act: str = "upload"
    id: str = ""
    said: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    meanings: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    name: str = ""
    original: bytes = b""
    rows: tuple[Row, ...] = ()
    proposals: tuple[Proposal, ...] | None = None
    picks: Mapping[int, Row] = field(default_factory=lambda: MappingProxyType({}))
    dropped: frozenset[int] = frozenset()
    book: Book | None = None
    staging: Staging | None = None
    staged: Choices | None = None
    examined: Examined | None = None
    ticks: frozenset[int] = frozenset()
    effects: Effects | None = None
    base: str = ""
    seen: str = ""
    receipt: Receipt | None = None
    trouble: TalentError | None = None
    job: Job | None = None

    @property
    def step(self) -> str:
        """bring, working, meaning, check, preview or done."""
        if self.job:
            return "working"
        if self.receipt:
            return "done"
        if self.effects:
            return "preview"
        if self.examined:
            return "check"
        return "bring" if self.staging is None and self.proposals is None else "meaning"

    @property
    def waiting(self) -> tuple[Finding, ...]:
        """The warnings nobody confirmed yet."""
        warnings = self.examined.checked.of("warning") if self.examined else ()
        return tuple(one for n, one in enumerate(warnings) if n not in self.ticks)

    @property
    def entered(self) -> Mapping[int, Row]:
        """The rows typed on the page or taken from a text, by the number they are shown under; else none."""
        if self.view == "press":
            return {n + 1: self.picks[n] for n in sorted(self.picks)}
        is_typed = self.view == "one" or (self.view == "paste" and self.said.get("way") == "grid")
        return dict(enumerate(self.rows, start=1)) if is_typed else {}

    @property
    def lacks_source(self) -> bool:
        """Whether figures are left for which nobody said where they are from."""
        said = self.staging.rows["source"] if self.staging else ()
        return len(said) > 0 and self.staging.new_source is None and "" in set(said)

    @property
    def is_restaged(self) -> bool:
        """Whether the table was understood under these choices; the source changes nothing there."""
        here = replace(self.choices, source="", new_source=None)
        return self.staged is not None and here == replace(self.staged, source="", new_source=None)

    @property
    def errors(self) -> tuple[Finding, ...]:
        return self.examined.checked.of("error") if self.examined else ()

    @property
    def choices(self) -> Choices:
        """What was said for the whole file."""
        said, source = self.said, self.said.get("source", "")
        return Choices(
            **{name: said.get(name, "") for name in FOR_ALL},
            source="" if source == NEW else source,
            meanings=self.meanings,
            new_source=_described(said) if source == NEW else None,
        )


def _described(said: Row) -> Source | None:
    """The new source as typed; None while title or publisher is missing, or holds what no source may."""
    title, publisher = (said.get(f"source_{name}", "").strip() for name in ("title", "publisher"))
    where = said.get("source_address", "").strip()
    if not (title and publisher and all(map(is_fit, (title, publisher, where)))):
        return None
    return Source(
        id="", number=0, city=said.get("source_city", ""), title=Name(title, title),
        publisher=Name(publisher, publisher), published=day(said.get("source_date", "")),
        published_inferred=False, published_note=None, kind="report", address=where,
        linkable=where.startswith(("https://", "http://")), grade="medium", reprint=False, departments={},
    )  # fmt: skip


def day(text: str) -> date | None:
    """A day typed as 2025-03-01; None for anything else."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


# The draft of this session


def of(view: str) -> Draft:
    """The session's draft where it belongs to `view`, brought up to date; else an empty one."""
    found = st.session_state.get("update.draft")
    if found is None or found.view != view:
        address.write("draft", "")
        return Draft(view)
    if found.job and found.job.is_done(_AT_ONCE):
        wrote = found.job.writes
        found = keep(_landed(found))
        if wrote:
            _see_anew()
    if not found.job and found.base and not found.receipt and found.base != store.version():
        found = start(replace(found, seen=found.base), _again)
    # What is written needs no draft any more: an address that names one would tell of it as lost.
    address.write("draft", "" if found.receipt else found.id)
    return found


def _see_anew() -> None:
    """Run again with the data as they are after a write."""
    store.refresh()
    # The version in the address is the one before: nobody needs to be told who wrote the next.
    address.keep("data", "")
    st.rerun()


def other(view: str) -> Draft | None:
    """An unfinished draft of another part of the page."""
    found = st.session_state.get("update.draft")
    return found if found and found.view != view and not found.receipt else None


def is_lost() -> bool:
    """Whether the address names a draft this session does not have: it ended, or never was here."""
    return bool(address.asked("draft")) and st.session_state.get("update.draft") is None


def keep(draft: Draft) -> Draft:
    """Make it the draft of this session."""
    draft = draft if draft.id else replace(draft, id=secrets.token_hex(4))
    st.session_state["update.draft"] = draft
    return draft


def drop() -> None:
    """Forget the draft; what it was at work on ends."""
    found = st.session_state.get("update.draft")
    if found and found.job:
        found.job.stop()
    st.session_state["update.draft"] = None
    address.keep("draft", "")


def back() -> None:
    """One step back; what was typed and chosen stays."""
    found = st.session_state["update.draft"]
    if found.effects:
        back = replace(found, effects=None, base=found.base if found.examined else "")
    elif found.examined and found.view in ("file", "paste") and not found.entered:
        back = replace(found, examined=None, base="")
    elif found.examined:
        back = replace(found, book=None, staging=None, examined=None, base="")
    else:
        back = replace(found, book=None, staging=None, proposals=None, name="", original=b"")
    keep(replace(back, seen="", trouble=None))


def say(view: str, name: str, text: str) -> None:
    """Keep one thing typed or chosen."""
    found = of(view)
    keep(replace(found, said=MappingProxyType({**found.said, name: text}), trouble=None))


def start(
    draft: Draft, work: Callable[[Warehouse, Draft, Callable[[], bool]], Draft], *, writes: bool = False
) -> Draft:
    """Set to work; the page shows what comes of it once it is there."""
    now, begun = store.now(), replace(draft, trouble=None, job=None)
    return keep(replace(begun, job=Job(lambda stop: work(now, begun, stop), writes)))


def cancel() -> None:
    """Stop the work; the draft is as before it."""
    found = st.session_state["update.draft"]
    if found.job:
        found.job.stop()
        back = replace(found, job=None, trouble=TalentError("read.cancelled"))
        keep(back if back.book else replace(back, name="", original=b""))


def _landed(draft: Draft) -> Draft:
    try:
        return draft.job.found()
    except TalentError as error:
        return replace(draft, job=None, trouble=error)


# Work: from one draft to the next, away from the page


def read_file(now: Warehouse, draft: Draft, stop: Callable[[], bool]) -> Draft:
    """Read the bytes of a file, and check them where nothing is left to ask."""
    return understood(now, replace(draft, book=reading.read(draft.original, draft.name, stop=stop)), stop)


def read_paste(now: Warehouse, draft: Draft, stop: Callable[[], bool]) -> Draft:
    return understood(now, replace(draft, book=reading.paste(draft.said.get("table", ""))), stop)


def read_rows(now: Warehouse, draft: Draft, stop: Callable[[], bool]) -> Draft:
    """Take the rows of a grid, a form or the proposals picked; a note is the same in both languages."""
    said = ({**row, "note_en": row.get("note_zh", "")} for row in draft.entered.values())
    return check(now, replace(draft, book=examine.rows(said, draft.name)), stop)


def read_document(_now: Warehouse, draft: Draft, stop: Callable[[], bool]) -> Draft:
    """The text of a press release that was brought as a file."""
    text = reading.document(draft.original, draft.name, stop=stop)
    return replace(draft, said=MappingProxyType({**draft.said, "text": text}))


def read_press(now: Warehouse, draft: Draft, _stop: Callable[[], bool]) -> Draft:
    """Find the figures of a press release."""
    text, city = draft.said.get("text", ""), draft.said.get("city", "")
    found = press.propose(text, now.catalogue, city, _published(now, draft))
    return replace(draft, proposals=found, picks=MappingProxyType({}), dropped=frozenset())


def _published(now: Warehouse, draft: Draft) -> date | None:
    """The day of the source that was named, as it is known or typed."""
    source = draft.choices.new_source or now.catalogue.sources.get(draft.choices.source)
    return source.published if source else None


def understood(now: Warehouse, draft: Draft, stop: Callable[[], bool]) -> Draft:
    asked = restage(now, draft, stop)
    return asked if _is_open(asked) else check(now, asked, stop)


def restage(now: Warehouse, draft: Draft, _stop: Callable[[], bool]) -> Draft:
    """What the table says under the choices made so far."""
    staging = stage(draft.book, now.catalogue, draft.choices)
    return replace(draft, staging=staging, staged=draft.choices, examined=None, effects=None)


def _is_open(draft: Draft) -> bool:
    """Whether the file leaves something to say: how a wide table is meant, or where it is from."""
    return "wide" in draft.staging.layouts.values() or draft.lacks_source


def check(now: Warehouse, draft: Draft, _stop: Callable[[], bool]) -> Draft:
    """Check the book as it was read; what was confirmed before stays so where it is said again."""
    examined = examine.book(now, draft.book, draft.choices)
    before = draft.examined.checked.of("warning") if draft.examined else ()
    confirmed = [one for n, one in enumerate(before) if n in draft.ticks]
    ticks = (n for n, one in enumerate(examined.checked.of("warning")) if one in confirmed)
    return replace(
        draft,
        staging=examined.staging,
        examined=examined,
        ticks=frozenset(ticks),
        effects=None,
        base=now.version,
    )


def foresee(now: Warehouse, draft: Draft, _stop: Callable[[], bool]) -> Draft:
    """Work out what it would change."""
    book = ledger.open_ledger()
    if draft.act in ("undo", "redo"):
        standing = force.with_mark(book, draft.said["batch"], draft.act == "undo")
    else:
        standing = force.with_draft(book, _written(now, draft), warehouse.curated())
    return replace(draft, effects=preview.effects(now, standing), base=now.version)


def _again(now: Warehouse, draft: Draft, stop: Callable[[], bool]) -> Draft:
    """The same against the data of now."""
    renewed = check(now, draft, stop) if draft.book else draft
    return foresee(now, renewed, stop) if draft.effects else renewed


def _written(now: Warehouse, draft: Draft) -> ledger.Draft:
    """What would be committed."""
    note = draft.said.get("note", "")
    if draft.act == "withdrawal":
        return commit.withdrawal(now, draft.said["code"], note)
    if draft.act == "decision":
        return commit.decision(now, draft.said["code"], note)
    brought = "text" if draft.view == "press" else "" if draft.entered else "table"
    original = draft.original or draft.said.get(brought, "").encode()
    return commit.upload(draft.examined.checked, note, original)


# Writing


def write(credential: Credential | None, draft: Draft) -> None:
    """Commit the draft as it was previewed; what hinders it is the draft's trouble.

    Where the data have moved on, it is worked out anew and shown again instead.
    """
    start(draft, lambda now, begun, _stop: _committed(credential, now, begun), writes=True)


def _committed(credential: Credential | None, now: Warehouse, draft: Draft) -> Draft:
    try:
        return replace(draft, receipt=_commit(credential, now, draft))
    except TalentError as error:
        if error.key != "commit.moved":
            raise
        return draft


def _commit(credential: Credential | None, now: Warehouse, draft: Draft) -> Receipt:
    note = draft.said.get("note", "")
    if draft.act in ("undo", "redo"):
        return commit.undo(credential, draft.said["batch"], draft.act == "undo", note, draft.base)
    written = replace(_written(now, draft), base_version=draft.base)
    if draft.act != "upload":
        return commit.write(credential, written)
    checked = draft.examined.checked
    accepted = [one for n, one in enumerate(checked.of("warning")) if n in draft.ticks]
    return commit.commit(credential, checked, written, accepted)
