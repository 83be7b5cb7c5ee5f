"""What the command line writes of a view or a saved briefing: its files, and what to know of them."""

from dataclasses import dataclass, replace
from pathlib import Path

from talent import warehouse
from talent.briefing import building, exhibit, formats, links, notation, saved, watch
from talent.briefing.briefing import Briefing
from talent.briefing.formats import File
from talent.briefing.view import View, parse, stored
from talent.errors import TalentError, clean
from talent.i18n import LANGUAGES, text
from talent.warehouse import Warehouse


@dataclass(frozen=True)
class Written:
    """Files of one data version, and sentences for whoever watches the command run."""

    files: tuple[File, ...]
    version: str
    notes: tuple[str, ...]


def written(
    asked: str, kind: str, size: tuple[int, int], language: str | None, speaks: str = LANGUAGES[0]
) -> Written:
    """A permalink, a saved briefing by name, or a briefing's file (`….json`) in one of `deck.FORMATS`.

    `language` None = the one of the link or briefing; the notes are in the language of whoever runs the
    command (`speaks`). TalentError as parsing, drawing and the pens raise.
    """
    data = _file(asked)
    if data is None and _is_link(asked):
        return _of_view(_view(asked), kind, size, language, speaks)
    found = saved.load(asked) if data is None else notation.parse(data)
    return _of_briefing(found, kind, size, language, speaks)


def _file(asked: str) -> bytes | None:
    """What a briefing's file holds; None where a kept briefing or a link is meant."""
    path = Path(asked)
    if path.suffix != ".json":
        return None
    try:
        if path.is_file():
            return path.read_bytes()
    except OSError as error:
        raise TalentError("cannot_read", file=clean(asked), why=error.strerror) from error
    if path.is_absolute() and "?" not in asked:
        raise TalentError("no_such_file", file=clean(asked))
    return None


def _is_link(asked: str) -> bool:
    """Whether it is an address: names of briefings hold no question mark and no `//`."""
    return "?" in asked or "://" in asked or asked.startswith("/")


def _view(asked: str) -> View:
    """The view of a whole link, or of the stored view it names."""
    if id := stored(asked):
        return links.stored(id).view
    return parse(asked)


def _of_view(view: View, kind: str, size: tuple[int, int], language: str | None, speaks: str) -> Written:
    store = warehouse.locate(view.batch or None)
    spoken = language or view.language or LANGUAGES[0]
    deck = building.single(view, store, spoken, _linking(store))
    return Written(formats.files(deck, kind, size), store.version, _changed(view, store, speaks))


def _changed(view: View, store: Warehouse, language: str) -> tuple[str, ...]:
    """That the numbers are not those the link was made with."""
    if not view.digest or view.digest == exhibit.digest(view, store):
        return ()
    return (text("cli.numbers_changed", language, seen=view.data or view.digest, now=store.version),)


def _of_briefing(
    found: Briefing, kind: str, size: tuple[int, int], language: str | None, speaks: str
) -> Written:
    store = warehouse.locate()
    wanted = replace(found, language=language or found.language)
    stale = sum(one.outdated for one in watch.examine(found, store))
    notes = (text("cli.stale_pictures", speaks, count=stale),) if stale else ()
    deck = building.deck(wanted, store, _linking(store))
    return Written(formats.files(deck, kind, size), store.version, notes)


def _linking(store: Warehouse):
    """What makes the link in a picture; nothing where no public address is known."""
    base = links.public_base()
    return lambda view: links.short(view, store, base) if base else ""
