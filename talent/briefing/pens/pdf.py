"""A deck as a PDF on A4, set by typst: real text, tagged, with an alternative for every drawing."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import typst
from fontTools.ttLib import TTFont

from talent.briefing.deck import Deck, Reference
from talent.briefing.pens import document
from talent.briefing.pens.document import Section, Table
from talent.charts.lettering import width_of
from talent.charts.sheet import Row, Sheet
from talent.charts.svg.figure import figure
from talent.charts.svg.fonts import FOLDER
from talent.errors import TalentError
from talent.i18n import text

_PROGRAM = Path(__file__).with_name("briefing.typ")
_FAMILY = "Noto Sans CJK SC"
# Points of the text's width and height on a page, and the height usually left below a heading.
_WIDE, _TALL, _LEFT = 480, 718, 560
# Pixels of a drawing as wide as the text: the more, the smaller its type, which is _SIZE pixels.
_WIDTHS, _SIZE = (640, 760, 880), 12
# Stands for a letter that the font lacks, as in Chinese print.
_UNKNOWN = "〓"
# Widths of columns in type sizes: what stands beside the words, and from where more words count less.
_PADDING, _PLAIN = 1.4, 12
# Type sizes of tables in points, by how many columns they have at most.
_TYPE = ((6, 8.5), (9, 7.5), (99, 6.5))


def write(deck: Deck) -> bytes:
    """The whole deck as PDF/A-2a and PDF/UA-1; the same deck gives the same bytes.

    TalentError `document.too_tall` for a drawing that no page of A4 holds legibly.
    """
    lacking: dict[str, None] = {}
    told = _settable(_told(deck), lacking)
    return typst.compile(
        _PROGRAM,
        root=_PROGRAM.parent,
        font_paths=typst.Fonts(False, False, [FOLDER]),
        format="pdf",
        sys_inputs={"deck": json.dumps({**told, "unknown": _named(lacking, deck.language)})},
        pdf_standards=["a-2a", "ua-1"],
    )


def _told(deck: Deck) -> dict:
    """All that the typst program sets."""
    link = document.passports(deck)
    lang, _, region = document.TONGUES[deck.language].partition("-")
    day = date.fromisoformat(deck.data_date) if deck.data_date else None
    keys = ("sources", "check")
    return {
        "title": document.title(deck),
        "template": deck.template,
        "product": text("app.name", deck.language),
        "version": document.version(deck),
        "date": [day.year, day.month, day.day] if day else None,
        "lang": lang,
        "region": region.lower() or None,
        "font": _FAMILY,
        "words": {key: text(f"document.{key}", deck.language) for key in keys},
        "sections": [_section(one, deck.language, link) for one in document.sections(deck)],
        "references": [_reference(one, deck.language) for one in deck.references],
    }


def _section(section: Section, language: str, link) -> dict:
    around, content = section.frame, section.content
    tabular = isinstance(content, Sheet)
    return {
        "title": around.title,
        "scope": around.scope,
        "subtitle": around.subtitle,
        "warnings": around.warnings,
        "lead": around.lead,
        "alt": around.alt,
        "drawing": None if tabular else _drawing(section),
        "table": _table(document.tables(content, language)[0], link, content) if tabular else None,
        "blocks": [vars(block) for block in section.blocks],
        "places": _table(document.places(section.slide.places, language), link),
        "foot": section.foot,
        "link": section.link,
        "qr": document.qr(section.link, language),
        "qr_alt": text("document.qr", language, link=section.link),
    }


def _drawing(section: Section) -> dict:
    """The drawing and its height in points where it is as wide as the text."""
    height = 0.0
    for width in _WIDTHS:
        drawn = figure(section.content, width, _SIZE)
        height = drawn.height * _WIDE / width
        if height <= _LEFT:
            break
    else:
        if height > _TALL:
            raise TalentError("document.too_tall", number=section.number, title=section.frame.title)
    return {"svg": drawn.svg, "height": round(height, 2)}


def _table(table: Table, link, sheet: Sheet | None = None) -> dict:
    colours = {ink.city: ink.colour for ink in sheet.inks} if sheet else {}
    body = [row for row in table.rows if not row.heads]
    return {
        "title": table.title,
        "columns": table.columns,
        "size": next(size for most, size in _TYPE if len(table.columns) <= most),
        "weights": [_weight(head, at, body) for at, head in enumerate(table.columns)],
        "numeric": [_is_numeric(at, body) for at in range(len(table.columns))],
        "rows": [_row(row, colours, link) for row in table.rows],
    }


def _row(row: Row, colours: dict[str, str], link) -> dict:
    cells = [
        {
            "text": cell.text,
            "code": cell.code,
            "address": link(cell.code),
            "tags": [vars(tag) for tag in cell.tags],
        }
        for cell in row.cells
    ]
    return {"heads": row.heads, "colour": colours.get(row.city, ""), "cells": cells}


def _weight(head: str, at: int, body: list[Row]) -> float:
    """How wide a column is beside the others: as its longest words, very long ones less and less."""
    longest = max((width_of(words, 1) for words in (head, *(row.cells[at].text for row in body))), default=0)
    return round(_PADDING + min(max(longest, 3), _PLAIN) + max(0, longest - _PLAIN) ** 0.6, 2)


def _is_numeric(at: int, body: list[Row]) -> bool:
    """Whether most cells of a column are numbers."""
    return sum(row.cells[at].value is not None for row in body) * 2 > len(body)


def _reference(reference: Reference, language: str) -> dict:
    return {
        "line": reference.line,
        "title": reference.title,
        "address": document.followed(reference.address),
        "codes": document.codes(reference, language),
    }


def _settable(value: Any, lacking: dict[str, None]) -> Any:
    """The same data with letters that the font can set; those it lacks are added to `lacking`."""
    if isinstance(value, dict):
        return {key: _settable(one, lacking) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_settable(one, lacking) for one in value]
    if not isinstance(value, str):
        return value
    words = document.seen(value)
    missing = [letter for letter in dict.fromkeys(words) if ord(letter) not in _letters()]
    lacking.update(dict.fromkeys(missing))
    return words.translate({ord(letter): _UNKNOWN for letter in missing})


@cache
def _letters() -> frozenset[int]:
    """What the font can set."""
    with TTFont(FOLDER / "noto-sans-sc-400.otf", lazy=True) as font:
        return frozenset(font.getBestCmap() or ())


def _named(lacking: dict[str, None], language: str) -> str:
    """The note that names letters by their code points."""
    if not lacking:
        return ""
    points = (f"U+{ord(letter):04X}" for letter in lacking)
    return text("document.unknown", language, listed=text("chart.comma", language).join(points))
