"""From a file as read to one row per statement: which sheets hold a table, and how it is laid out."""

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

from talent.catalogue import Catalogue
from talent.reading.numerals import lexicon
from talent.uploads.labels import Meanings
from talent.uploads.long import header_of, stage_long
from talent.uploads.model import Book, Choices, Finding, Place, Sheet, Staging
from talent.uploads.names import Names, key_of
from talent.uploads.parts import Part, no_rows
from talent.uploads.sources import Named, named_source
from talent.uploads.wide import stage_wide


def stage(book: Book, catalogue: Catalogue, choices: Choices | None = None) -> Staging:
    """The statements of a file as texts, with every problem of its layout as a finding.

    Fields of a wide table are ids, or periods and units as written; fields of a long one are its texts.
    `choices` fills what the file does not say, and decides labels that are not understood. The findings of
    reading the book come first.
    """
    choices = choices or Choices()
    meanings = Meanings(catalogue, Names.of(catalogue), choices)
    parts: dict[str, Part] = {}
    source = Named()
    findings = list(book.findings)
    for sheet in book.sheets:
        if _is_named(sheet, "source") and not choices.sheets:
            source = named_source(sheet, book.file, meanings.names)
            findings += source.findings
            continue
        part = _part(sheet, book.file, meanings, choices)
        parts[sheet.name] = part
        findings += part.findings
    layouts = {
        sheet.name: parts[sheet.name].layout if sheet.name in parts else "source" for sheet in book.sheets
    }
    if not {"long", "wide"} & set(layouts.values()):
        findings.append(Finding("no_table", "error", book.file))
    new_source = choices.new_source or (None if choices.source else source.new)
    rows = _together(parts)
    known = "" if choices.new_source else choices.source or source.id
    if known:
        rows["source"] = rows["source"].mask(rows["source"] == "", known)
    return Staging(
        book.file,
        rows,
        MappingProxyType(_places(parts)),
        MappingProxyType(layouts),
        tuple(label for part in parts.values() for label in part.labels),
        tuple(findings),
        new_source,
    )


def _part(sheet: Sheet, file: str, meanings: Meanings, choices: Choices) -> Part:
    """What one sheet holds; a sheet without a table, or left out, has the layout `none`."""
    if choices.sheets:
        if sheet.name not in choices.sheets:
            return _nothing()
    elif _is_named(sheet, "lists") or not any(map(any, sheet.rows)):
        return _nothing()
    elif _is_named(sheet, "example"):
        return _nothing(Finding("sheet_example", "info", file, sheet.name, value=sheet.name))
    elif sheet.hidden:
        return _nothing(Finding("sheet_hidden", "info", file, sheet.name, value=sheet.name))
    header = header_of(sheet, meanings)
    if header:
        return stage_long(sheet, header, file, meanings, choices)
    found = None if _is_named(sheet, "about") else stage_wide(sheet, file, meanings, choices)
    return found or _nothing(Finding("sheet_without_table", "info", file, sheet.name, value=sheet.name))


def _nothing(*findings: Finding) -> Part:
    return Part("none", no_rows(), findings=findings)


def _is_named(sheet: Sheet, kind: str) -> bool:
    """Whether a sheet bears one of the names of its kind, alone or in both languages: 来源/Source."""
    words = {key_of(word) for word in lexicon()["sheets"][kind]}
    return key_of(sheet.name) in words or all(
        key_of(piece) in words for piece in sheet.name.replace("／", "/").split("/")
    )


def _together(parts: Mapping[str, Part]) -> pd.DataFrame:
    frames = [part.rows for part in parts.values() if len(part.rows)]
    return pd.concat(frames, ignore_index=True) if frames else no_rows()


def _places(parts: Mapping[str, Part]) -> dict[tuple[str, str], Place]:
    return {(name, field): place for name, part in parts.items() for field, place in part.places.items()}
