"""The source a file names on a sheet of its own: a known one by its id, or a new one described."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from talent import i18n
from talent.catalogue import Source
from talent.errors import TalentError
from talent.i18n import Name
from talent.reading.numerals import lexicon
from talent.reading.periods import parse_period
from talent.uploads.model import Finding, Sheet
from talent.uploads.names import Names, key_of
from talent.uploads.parts import letter_of

FIELDS = ("id", "title", "publisher", "published", "address", "city")
_NEEDED = ("title", "publisher")


@dataclass(frozen=True)
class Named:
    """What a source sheet says: the id of a known source, or a new one; both empty where it is not filled."""

    id: str = ""
    new: Source | None = None
    findings: tuple[Finding, ...] = ()


def named_source(sheet: Sheet, file: str, names: Names) -> Named:
    """The source described on a sheet of labels and values side by side."""
    cells = dict(_cells(sheet))
    texts = {field: text for field, (text, _, _) in cells.items() if text}
    if not texts:
        return Named()
    if "id" in texts:
        found = names.source(texts["id"])
        wrong = () if found.id else (_finding("unknown_source", sheet, file, cells["id"], found.near),)
        return Named(found.id, findings=wrong)
    findings = [
        Finding("source_incomplete", "error", file, sheet.name, expected=field)
        for field in _NEEDED
        if field not in texts
    ]
    published, city = None, ""
    if "published" in texts:
        published = _day(texts["published"])
        if published is None:
            findings.append(_finding("source_date", sheet, file, cells["published"], ("2024-06-30",)))
    if "city" in texts:
        found = names.city(texts["city"])
        city = found.id
        if not city:
            findings.append(_finding("source_city", sheet, file, cells["city"], found.near))
    new = None if findings else described(texts, published, city)
    return Named(new=new, findings=tuple(findings))


def _cells(sheet: Sheet) -> Iterator[tuple[str, tuple[str, int, int]]]:
    """Each field with the text beside its label, and where that stands."""
    known = {key_of(word): field for field, words in lexicon()["source_sheet"].items() for word in words}
    for field in FIELDS:
        own = (i18n.choice("template.source", field, language) for language in i18n.LANGUAGES)
        known |= {key_of(word): field for word in own}
    for row, texts in enumerate(sheet.rows):
        for column, text in enumerate(texts[:-1]):
            if key_of(text) in known:
                yield known[key_of(text)], (texts[column + 1].strip(), row, column + 1)
                break


def _finding(
    code: str, sheet: Sheet, file: str, cell: tuple[str, int, int], near: tuple[str, ...]
) -> Finding:
    text, row, column = cell
    return Finding(
        code, "error", file, sheet.name, row + 1, "", letter_of(column), text[:200], "; ".join(near)
    )


def _day(text: str) -> date | None:
    """A printed day; None for a whole year, or what is no date."""
    try:
        period = parse_period(text, "rate")
    except TalentError:
        return None
    return period.end or period.start if period.basis in ("as_of", "effective_from") else None


def described(texts: Mapping[str, str], published: date | None, city: str) -> Source:
    """A source that is not known yet, from its `title`, `publisher` and perhaps `address`."""
    address = texts.get("address", "")
    return Source(
        id="",
        number=0,
        city=city,
        title=Name(texts["title"], texts["title"]),
        publisher=Name(texts["publisher"], texts["publisher"]),
        published=published,
        published_inferred=False,
        published_note=None,
        kind="report",
        address=address,
        linkable=address.startswith(("https://", "http://")),
        grade="medium",
        reprint=False,
        departments=MappingProxyType({}),
    )
