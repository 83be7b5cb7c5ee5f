"""Where rows of a table and panels of a picture may be parted; the parts, with the words that are theirs."""

import re
from collections.abc import Sequence
from dataclasses import replace

from talent.charts.frame import Content
from talent.charts.model_picture import ModelPicture
from talent.charts.picture import Picture
from talent.charts.sheet import Row, Sheet
from talent.i18n import choice, text

# The city's letters, the number of the source (that of its line), the figure's own.
_CODE = re.compile(r"[A-Z][A-Z0-9]*-(\d+)-\d+")


def slices(content: Content) -> tuple[int, ...]:
    """Where content may be parted, from 0 to its end: between rows or panels, not behind a heading."""
    if isinstance(content, Sheet):
        rows = content.rows
        inner = (n for n in range(1, len(rows)) if not rows[n - 1].heads)
        return (0, *inner, len(rows))
    return tuple(range(len(content.panels) + 1)) if content.panels else (0, 0)


def part(content: Content, start: int, stop: int) -> Content:
    """Its rows or panels from `start` until before `stop`, headings that go on repeated.

    Notes, sources and codes that belong to other rows or panels alone are left to those.
    """
    if isinstance(content, ModelPicture):
        return replace(content, panels=content.panels[start:stop])
    if isinstance(content, Sheet):
        again = _again(content, start)
        return own(content, replace(content, rows=(*again, *content.rows[start:stop])))
    beside = (*content.panels[:start], *content.panels[stop:])
    return own(content, replace(content, panels=content.panels[start:stop], beside=beside))


def shared(content: Content) -> Content:
    """The same with those notes, sources and codes alone that belong to no row or panel, but to the whole.

    Panels of modelled numbers rest on the same sources: these are left to each.
    """
    if isinstance(content, ModelPicture):
        return replace(content, sources=(), codes=(), codes_text="")
    named = _named(content)
    return replace(
        content,
        notes=tuple(note for note in content.notes if not _of_note(note, content.language) & named),
        sources=tuple(line for line in content.sources if not _of_source(line) & named),
        codes=tuple(code for code in content.codes if code not in named),
    )


def without(content: Content, notes: Sequence[str], sources: Sequence[str], codes: Sequence[str]) -> Content:
    """The same without some of its notes, sources and codes."""
    return replace(
        content,
        notes=tuple(note for note in content.notes if note not in notes),
        sources=tuple(line for line in content.sources if line not in sources),
        codes=tuple(code for code in content.codes if code not in codes),
    )


def own(whole: Picture | Sheet, some: Picture | Sheet) -> Content:
    """Some rows or panels of the whole, without the notes, sources and codes that belong to others alone."""
    there, here = _named(whole), _named(some)

    def stays(about: set[str]) -> bool:
        return not about & there or bool(about & here)

    notes = tuple(note for note in whole.notes if stays(_of_note(note, whole.language)))
    # What is divided by is named in a note, and has a source like any other.
    here |= {found[1] for note in notes for found in _CODE.finditer(note)}
    return replace(
        some,
        notes=notes,
        sources=tuple(line for line in whole.sources if stays(_of_source(line))),
        codes=tuple(code for code in whole.codes if stays({code})),
    )


def _named(content: Picture | Sheet) -> set[str]:
    """What rows or panels show: the codes of figures and the numbers of their sources, a table's words."""
    if isinstance(content, Picture):
        words, written = set(), "\n".join(mark.code for mark in content.drawn)
    else:
        words = {cell.text for cell in content.cells if cell.text}
        # The sources of a cell with several figures stand in what counts of it.
        written = "\n".join(f"{cell.text}\n{cell.code}\n{cell.raw}" for cell in content.cells)
    codes = list(_CODE.finditer(written))
    return words | {found[0] for found in codes} | {found[1] for found in codes}


def _of_note(note: str, language: str) -> set[str]:
    """The codes a note speaks of, or the name before its colon."""
    head, colon, _ = note.partition(choice("punctuation", "colon", language).strip())
    return {found[0] for found in _CODE.finditer(note)} | ({head} if colon else set())


def _of_source(line: str) -> set[str]:
    """The number a source's line begins with; a table may name the source by the whole line."""
    return {line.split(" ", 1)[0], line}


def _again(sheet: Sheet, start: int) -> tuple[Row, ...]:
    """The headings over row `start` once more, where it is not the first below them."""
    rows = sheet.rows
    if not 0 < start < len(rows) or rows[start].heads or rows[start - 1].heads:
        return ()
    last = next((n for n in range(start - 1, -1, -1) if rows[n].heads), None)
    return () if last is None else (_continued(rows[last], sheet.language),)


def _continued(row: Row, language: str) -> Row:
    """A heading that says that its rows go on; its figures and codes stand where it stood first."""
    first, *others = row.cells
    said = text("picture.continued", language, heading=first.text) if first.text else ""
    return replace(row, cells=(replace(first, text=said, code="", tags=()), *others))
