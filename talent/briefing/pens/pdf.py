"""A deck as a PDF on A4, set by typst: real text, tagged, with an alternative for every drawing."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from unicodedata import east_asian_width

import numpy as np
import typst

from talent.briefing.deck import Deck, Reference
from talent.briefing.pens import document
from talent.briefing.pens.document import Block, Passports, Section, Table
from talent.charts.lettering import width_of
from talent.charts.sheet import Cell, Row, Sheet
from talent.charts.svg import letters
from talent.charts.svg.figure import figure
from talent.charts.svg.fonts import FOLDER
from talent.charts.svg.table import shared
from talent.errors import TalentError
from talent.i18n import text

_PROGRAM = Path(__file__).with_name("briefing.typ")
_FAMILY = "Noto Sans CJK SC"
# Points of the text's width and height on a page, and the height usually left below a heading.
_WIDE, _TALL, _LEFT = 480, 718, 560
# Pixels of a drawing as wide as the text: the more, the smaller its type, which is _SIZE pixels.
_WIDTHS, _SIZE = (640, 760, 880), 12
# Points on each side of a cell. In type sizes of a table: small type, the room a tag takes beside its words,
# and how much Chinese, and how long a number with its unit, is better not broken.
_PADDING = 4
_SMALL, _GAP, _STRETCH, _NUMBER = 0.8, 1.1, 6, 9
# Letters of an address or the like after which it may be broken anywhere, as briefing.typ does.
_LONGEST = 24
# Type sizes of tables in points, by how many columns they have at most; that of one below a drawing.
_TYPE, _FINE = ((6, 8.5), (9, 7.5), (99, 6.5)), 7.5


def write(deck: Deck) -> bytes:
    """The whole deck as PDF/A-2a and PDF/UA-1; the same deck gives the same bytes.

    TalentError `document.too_tall` for a drawing that no page of A4 holds legibly.
    """
    lacking: dict[str, None] = {}
    told = letters.settable(_told(deck), lacking)
    return typst.compile(
        _PROGRAM,
        root=_PROGRAM.parent,
        font_paths=typst.Fonts(False, False, [FOLDER]),
        format="pdf",
        sys_inputs={"deck": json.dumps({**told, "unknown": letters.named(lacking, deck.language)})},
        pdf_standards=["a-2a", "ua-1"],
    )


def _told(deck: Deck) -> dict:
    """All that the typst program sets."""
    passports = document.passports(deck)
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
        "sections": [_section(one, deck.language, passports) for one in document.sections(deck)],
        "references": [_reference(one, passports) for one in deck.references],
    }


def _section(section: Section, language: str, passports: Passports) -> dict:
    around, content = section.frame, section.content
    tabular = isinstance(content, Sheet)
    return {
        "title": around.title,
        "scope": around.scope,
        "subtitle": around.subtitle,
        "warnings": [_linked(line, passports) for line in around.warnings],
        "lead": [_linked(line, passports) for line in around.lead],
        "alt": around.alt,
        "drawing": None if tabular else _drawing(section),
        "table": _table(document.tables(content, language)[0], passports, content) if tabular else None,
        "blocks": [_block(block, passports) for block in section.blocks],
        "places": _table(document.places(section.slide.places, language), passports),
        "foot": [_linked(line, passports) for line in section.foot],
        "link": section.link,
        "qr": document.qr(section.link, language),
        "qr_alt": text("document.qr", language, link=section.link),
    }


def _block(block: Block, passports: Passports) -> dict:
    return {
        "kind": block.kind,
        "heading": block.heading,
        "lines": [_linked(line, passports) for line in block.lines],
    }


def _linked(words: str, passports: Passports) -> list[dict]:
    """Words in parts, each with the address it leads to, "" where it leads nowhere."""
    return [{"text": part, "address": address} for part, address in passports.linked(words)]


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


def _table(table: Table, passports: Passports, sheet: Sheet | None = None) -> dict:
    colours = {ink.city: ink.colour for ink in sheet.inks} if sheet else {}
    columns = list(zip(*(row.cells for row in table.rows if not row.heads), strict=True))
    fitting = next(size for most, size in _TYPE if len(table.columns) <= most)
    size = fitting if sheet else min(fitting, _FINE)
    return {
        "title": table.title,
        "columns": table.columns,
        "size": size,
        "padding": _PADDING,
        "widths": _widths(table.columns, columns, size) if columns else [],
        "numeric": table.numeric,
        "rows": [_row(row, colours, passports) for row in table.rows],
    }


def _row(row: Row, colours: dict[str, str], passports: Passports) -> dict:
    cells = [
        {
            # A cell that is nothing but its code says it once.
            "words": [] if cell.code and cell.text == cell.code else _linked(words, passports),
            "code": {"text": cell.code, "address": passports.address(cell.code)},
            "tags": [vars(tag) for tag in cell.tags],
        }
        for cell, words in zip(row.cells, document.said(row), strict=True)
    ]
    return {"heads": row.heads, "colour": colours.get(row.city, ""), "cells": cells}


def _widths(heads: Sequence[str], columns: Sequence[Sequence[Cell]], size: float) -> list[float]:
    """Points for each column, shared out so that rows stay low."""
    wanted = [[width_of(head, 1) for head in heads]]
    wanted += [
        [max(width_of(cell.text, 1), _below(cell)) for cell in cells] for cells in zip(*columns, strict=True)
    ]
    least = [
        max(_unbroken(head), *(_least(cell) for cell in column))
        for head, column in zip(heads, columns, strict=True)
    ]
    room = _WIDE / size - 2 * len(heads) * _PADDING / size
    found = shared(np.array(wanted), np.array(least), room)
    return [round(wide * size + 2 * _PADDING, 2) for wide in found]


def _below(cell: Cell) -> float:
    """How wide code and tags are side by side, in type sizes."""
    said = (cell.code, *(tag.text for tag in cell.tags))
    return sum(_SMALL * width_of(words, 1) + _GAP for words in said if words and words != cell.text)


def _least(cell: Cell) -> float:
    """How narrow a cell may be without a number, a code or a word being broken, in type sizes."""
    said = _unbroken(cell.text, _STRETCH if cell.value is None else _NUMBER)
    tags = (_SMALL * _unbroken(tag.text) + _GAP for tag in cell.tags)
    return max(said, (_SMALL if cell.text != cell.code else 1) * width_of(cell.code, 1), *tags)


def _unbroken(words: str, stretch: float = _STRETCH) -> float:
    """The longest stretch that is best left whole: a word of Latin letters, or so much Chinese."""
    latin = "".join(" " if east_asian_width(letter) in "WF" else letter for letter in words)
    runs = (width_of(run[:_LONGEST], 1) for run in latin.split(" "))
    return max(min(width_of(words, 1), stretch), *runs, 0)


def _reference(reference: Reference, passports: Passports) -> dict:
    return {
        "line": reference.line,
        "title": reference.title,
        "address": document.followed(reference.address),
        "codes": _linked(document.codes(reference, passports.language), passports),
    }
