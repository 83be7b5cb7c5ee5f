"""Links to views: whole ones, short ones that name a stored view, and what became of what they once showed.

A stored view holds no figure that its link would not show: it is the view, and what was seen there.
"""

import hashlib
import json
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from talent import history, ledger, warehouse
from talent.briefing import exhibit, view
from talent.briefing.numbers import Change, Shown, changes, digest_of
from talent.briefing.view import View
from talent.errors import TalentError
from talent.i18n import LANGUAGES, Name
from talent.warehouse import Warehouse

VERSION = 1
SHORT = view.SHORT
PUBLIC = "TALENT_PUBLIC_URL"
# Of all stored views, so many of the newest are looked through for a figure.
MOST_LOOKED_AT = 2_000
_HASH, _BATCH = re.compile(r"[0-9a-f]{8}"), re.compile(r"([BU][0-9]{4,9})?")
_PARTS_OF_A_NUMBER = 6


@dataclass(frozen=True)
class Stored:
    """A stored view: `view` with language, batch, and the data version and digest it was stored with.

    `date` is the day of the newest source then, None where none was dated; `shown` every number then.
    """

    id: str
    view: View
    date: date | None
    shown: tuple[Shown, ...]


@dataclass(frozen=True)
class Since:
    """What became of the numbers of a link.

    `changes` lead from then to now, None where the numbers of then are not known any more. `as_of` names the
    state of then (`force.moments`), "" where it cannot be had back.
    """

    changes: tuple[Change, ...] | None
    as_of: str


# Addresses


def public_base() -> str:
    """The address others reach the dashboard by, without a slash at its end; "" where none is told.

    TalentError `links.bad_public_url` where TALENT_PUBLIC_URL is no http or https address of a place.
    """
    told = os.environ.get(PUBLIC, "")
    if not told:
        return ""
    try:
        split = urlsplit(told)
        is_place = split.scheme in ("http", "https") and bool(split.hostname) and split.port != 0
    except ValueError:
        split, is_place = urlsplit(""), False
    if not is_place or "@" in split.netloc or set(told) & set("?#\\") or not re.fullmatch(r"[!-~]+", told):
        raise TalentError("links.bad_public_url", variable=PUBLIC, value=told[:80])
    return told.rstrip("/")


def whole(view: View, base: str) -> str:
    """The link that holds the view itself."""
    return f"{base}{view.address}"


def short(view: View, warehouse: Warehouse, base: str) -> str:
    """The link that names the view as it is stored with these data; the whole one where it cannot be stored.

    TalentError as `exhibit.numbers`.
    """
    taken = _taken(view, warehouse)
    text = _text(taken)
    book = ledger.open_ledger()
    try:
        named = book.keep_view(text)[:SHORT]
        is_told = book.view(named) == text
    except TalentError:
        is_told, named = False, ""
    return f"{base}/{view.page}?b={named}" if is_told else whole(taken.view, base)


# Stored views


def keep(view: View, warehouse: Warehouse) -> str:
    """Store a view with the numbers it shows with these data; its id, the same for the same view and data.

    TalentError as `exhibit.numbers`, `ledger.large_view`, `ledger.many_views`, `ledger.not_writable`.
    """
    return ledger.open_ledger().keep_view(_text(_taken(view, warehouse)))


def stored(id: str) -> Stored:
    """A stored view by its id or its first ten digits; TalentError `ledger.no_such_view` and as `read`."""
    return read(ledger.open_ledger().view(id))


def using(code: str) -> tuple[Stored, ...]:
    """The stored views that show a figure, of the MOST_LOOKED_AT newest ones, the newest first."""
    ids = ledger.open_ledger().views()[:MOST_LOOKED_AT]
    return tuple(one for one in _readable(ids) if any(shown.key == code for shown in one.shown))


def _readable(ids: Sequence[str]) -> Iterator[Stored]:
    for id in ids:
        try:
            yield _seen(id)
        except TalentError:
            # Damaged, or of another version: whoever opens it is told.
            continue


@lru_cache(maxsize=MOST_LOOKED_AT)
def _seen(id: str) -> Stored:
    """A stored view by its whole id, which is one text for ever: read once, whatever is stored beside it."""
    return stored(id)


def _taken(view: View, warehouse: Warehouse) -> Stored:
    """A view as it would be stored."""
    shown = exhibit.numbers(view, warehouse)
    seen = replace(view, data=warehouse.version, digest=digest_of(shown))
    return Stored("", seen, warehouse.data_date, shown)


def _text(taken: Stored) -> str:
    """One text for one view and data."""
    told = {
        "v": VERSION,
        "address": taken.view.bare.address,
        "lang": taken.view.language,
        "batch": taken.view.batch,
        "data": taken.view.data,
        "n": taken.view.digest,
        "date": taken.date.isoformat() if taken.date else "",
        "shown": [
            (one.key, one.raw, one.label.zh, one.label.en, one.written.zh, one.written.en)
            for one in taken.shown
        ],
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read(text: str) -> Stored:
    """A stored view from its text; TalentError `links.version`, `links.unreadable`, and as `view.parse`."""
    told = _loaded(text)
    if told["v"] != VERSION:
        raise TalentError("links.version", version=str(told["v"])[:20], known=VERSION)
    found = replace(
        view.parse(told["address"]).bare,
        language=told["lang"],
        batch=told["batch"],
        data=told["data"],
        digest=told["n"],
    )
    shown = tuple(Shown(key, raw, Name(*label), Name(*said)) for key, raw, label, said in told["shown"])
    if digest_of(shown) != found.digest:
        raise TalentError("links.unreadable")
    return Stored(hashlib.sha256(text.encode()).hexdigest(), found, told["date"], shown)


def _loaded(text: str) -> dict[str, Any]:
    """The fields of a stored view, each of its own kind."""
    try:
        if len(text.encode()) > ledger.LARGEST_VIEW:
            raise ValueError("too large")
        told = json.loads(text)
        if told["v"] == VERSION:
            _check(told)
            told["date"] = date.fromisoformat(told["date"]) if told["date"] else None
            told["shown"] = [(row[0], row[1], row[2:4], row[4:]) for row in told["shown"]]
        return told
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise TalentError("links.unreadable") from error


def _check(told: dict[str, Any]) -> None:
    """ValueError, TypeError or KeyError where a field is not what it has to be."""
    fields = [told[name] for name in ("address", "lang", "batch", "data", "n", "date")]
    rows = told["shown"]
    if not (isinstance(rows, list) and all(isinstance(row, list) for row in rows)):
        raise TypeError("shown")
    if any(len(row) != _PARTS_OF_A_NUMBER for row in rows):
        raise ValueError("shown")
    # Half a pair of surrogates is no text: it could be printed nowhere.
    "".join([*fields, *(part for row in rows for part in row)]).encode()
    if told["lang"] not in ("", *LANGUAGES) or not _BATCH.fullmatch(told["batch"]):
        raise ValueError("lang or batch")
    if not (_HASH.fullmatch(told["data"]) and _HASH.fullmatch(told["n"])):
        raise ValueError("data or n")


# What changed


def since(seen: View, now: Warehouse, kept: Stored | None = None) -> Since:
    """What became of a link's numbers; `seen.data` is the version it saw, `kept` the stored view it named.

    TalentError as `exhibit.numbers` of the data now.
    """
    as_of = history.moment(seen.data)
    if kept is not None:
        return Since(changes(kept.shown, exhibit.numbers(seen, now)), as_of)
    if not as_of:
        return Since(None, "")
    try:
        old = exhibit.numbers(seen, warehouse.locate(as_of))
    except TalentError:
        # What the view asks for was not there then: the page would refuse it.
        return Since(None, "")
    return Since(changes(old, exhibit.numbers(seen, now)), as_of)
