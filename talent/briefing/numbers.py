"""The numbers a view shows: a digest of them for its link, and what changed since somebody saw them."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from talent.charts.cells import raw, rough
from talent.charts.frame import Content
from talent.charts.model_picture import Fan, ModelPicture, Rows, Table, Tornado
from talent.charts.picture import Picture
from talent.charts.sheet import Sheet
from talent.i18n import LANGUAGES, Name, text, with_unit

_DIGEST = 8


@dataclass(frozen=True)
class Shown:
    """One number: `key` says which, `raw` all of it that counts, whatever the language.

    A figure's key is its passport code; a modelled value's its place in its picture. `label` and `written`
    are for readers.
    """

    key: str
    raw: str
    label: Name
    written: Name


@dataclass(frozen=True)
class Change:
    """A number that is not what it was; `old` or `new` is None where it was not there, or is not any more."""

    key: str
    label: Name
    old: Name | None
    new: Name | None


def digest(contents: Iterable[Content]) -> str:
    """Eight hex digits of the numbers shown; the same in every language and order."""
    return _hashed((key, raw) for content in contents for key, raw, *_ in _numbers(content))


def digest_of(shown: Iterable[Shown]) -> str:
    """The same of numbers kept."""
    return _hashed((one.key, one.raw) for one in shown)


def _hashed(pairs: Iterable[tuple[str, str]]) -> str:
    # A number drawn twice counts as it was drawn first, as in `shown`.
    first: dict[str, str] = {}
    for key, number in pairs:
        first.setdefault(key, number)
    lines = sorted(f"{key}={number}" for key, number in first.items())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:_DIGEST]


def shown(contents: Mapping[str, Sequence[Content]]) -> tuple[Shown, ...]:
    """The numbers of the same pictures in both languages (language → pictures), each once, in drawn order."""
    told = {language: [n for one in contents[language] for n in _numbers(one)] for language in LANGUAGES}
    found: dict[str, Shown] = {}
    for zh, en in zip(told["zh"], told["en"], strict=True):
        found.setdefault(zh[0], Shown(zh[0], zh[1], Name(zh[2], en[2]), Name(zh[3], en[3])))
    return tuple(found.values())


def changes(old: Iterable[Shown], new: Iterable[Shown]) -> tuple[Change, ...]:
    """What differs, in the order of `new`, then what is gone."""
    before, after = {one.key: one for one in old}, {one.key: one for one in new}
    differing = [
        Change(key, one.label, was.written if (was := before.get(key)) else None, one.written)
        for key, one in after.items()
        if key not in before or before[key].raw != one.raw
    ]
    gone = [Change(key, one.label, one.written, None) for key, one in before.items() if key not in after]
    return (*differing, *gone)


def told(found: Iterable[Change], language: str) -> tuple[str, ...]:
    """What changed, a line for each number: old → new, in words where it was not there or is not any more."""
    absent = {name: text(f"briefing.change.{name}", language) for name in ("not_yet", "gone")}
    return tuple(
        text(
            "briefing.change.line",
            language,
            label=one.label[language],
            old=one.old[language] if one.old else absent["not_yet"],
            new=one.new[language] if one.new else absent["gone"],
        )
        for one in found
    )


def _numbers(content: Content) -> Iterator[tuple[str, str, str, str]]:
    """Key, raw, label and words of every number of a picture."""
    if isinstance(content, Picture):
        return _of_picture(content)
    return _of_model(content) if isinstance(content, ModelPicture) else _of_sheet(content)


def _of_picture(picture: Picture) -> Iterator[tuple[str, str, str, str]]:
    """A number is called by its picture, city and period: a list of changes may be of several pictures."""
    dot = text("chart.dot", picture.language)
    for panel in picture.panels:
        for mark in panel.drawn:
            counts = raw(mark.value, mark.high_value, mark.bound, mark.standing, mark.start, mark.x)
            words = with_unit(mark.text, panel.unit_text, picture.language)
            yield mark.code, counts, dot.join((picture.title, mark.label, mark.period)), words


def _of_sheet(sheet: Sheet) -> Iterator[tuple[str, str, str, str]]:
    """A number is called by the heading above it, the words before it in its row, and its column."""
    heading = ""
    for row in sheet.rows:
        if row.heads:
            heading = row.cells[0].text
        words = takewhile(lambda cell: not cell.key, row.cells)
        said = [heading, *(cell.text for cell in words)]
        for column, cell in zip(sheet.columns, row.cells, strict=True):
            if cell.key:
                yield cell.key, cell.raw, " ".join(filter(None, (*said, column))), cell.text


def _of_model(picture: ModelPicture) -> Iterator[tuple[str, str, str, str]]:
    for place, panel in enumerate(picture.panels):
        path = f"{picture.kind}.{place}"
        if isinstance(panel, Rows):
            yield from _of_rows(path, panel)
        elif isinstance(panel, Fan):
            yield from _of_fan(path, panel)
        else:
            yield from _of_tornado(path, panel, picture.tables[place])


def _of_rows(path: str, panel: Rows) -> Iterator[tuple[str, str, str, str]]:
    for r, row in enumerate(panel.rows):
        for b, bar in enumerate(row.bars):
            for p, part in enumerate(bar.parts):
                label = f"{row.label} {row.note} {bar.label}".replace("  ", " ")
                yield f"{path}.{r}.{b}.{p}.{part.look}", rough(part.value), label, part.text


def _of_fan(path: str, panel: Fan) -> Iterator[tuple[str, str, str, str]]:
    for at, year in enumerate(panel.years):
        values = [line[at] for line in (panel.p10, panel.p50, panel.p90, panel.exact) if line]
        yield f"{path}.{year}", raw(*map(rough, values)), f"{panel.title} {year}", panel.readings[at]


def _of_tornado(path: str, panel: Tornado, table: Table) -> Iterator[tuple[str, str, str, str]]:
    middle = f"{panel.middle.text} ({panel.axis.unit_text})"
    yield f"{path}.middle", rough(panel.middle.value), panel.title, middle
    for sway, row in zip(panel.sways, table.rows, strict=True):
        # The table says in words what comes of the input's two values.
        written = f"{row[3]} – {row[4]}"
        yield f"{path}.{sway.name}", raw(rough(sway.at_low), rough(sway.at_high)), sway.label, written
