"""A deck as plain text, UTF-8 without a byte order mark: Notepad, WPS and mail programs read it as it is.

Lines end with a line feed alone. Nothing is markup: what is pasted into a document stays what it says.
"""

from collections.abc import Iterable, Iterator

from talent.briefing.deck import Deck, Slide
from talent.briefing.pens import document
from talent.charts.frame import Frame, frame
from talent.charts.picture import Picture
from talent.charts.sheet import Cell, Sheet
from talent.i18n import choice, text


def write(deck: Deck) -> bytes:
    """Title, each picture in words with all that travels with it, then the sources."""
    parts = [_head(deck)]
    parts += [_slide(slide, n, deck) for n, slide in enumerate(deck.slides, start=1)]
    if deck.references:
        parts.append(_sources(deck))
    return ("\n\n\n".join(parts) + "\n").encode()


def _say(deck: Deck, key: str, **fields: object) -> str:
    return text(f"txt.{key}", deck.language, **fields)


def _head(deck: Deck) -> str:
    dated = "version_dated" if deck.data_date else "version"
    return f"{document.title(deck)}\n{_say(deck, dated, version=deck.data_version, date=deck.data_date)}"


def _slide(slide: Slide, number: int, deck: Deck) -> str:
    words = frame(slide.content)
    is_table = isinstance(slide.content, Sheet)
    # The rows of a table follow: they are all that could be said of it.
    spoken = () if is_table else _spoken(slide, words, deck.language)
    heading = _say(deck, "heading", number=number, title=words.title)
    found = [
        "\n".join(filter(None, (heading, words.scope, words.subtitle))),
        "\n".join(words.warnings),
        "\n".join((*words.lead, *spoken)),
        _block(deck, "table", _rows(slide.content, deck)) if is_table else "",
        _block(deck, "comment", slide.comment.splitlines()),
        _block(deck, "objections", slide.objections),
        _block(deck, "changed", slide.changed),
        _block(deck, "notes", words.notes),
        _block(deck, "places", (_say(deck, "place", **vars(place)) for place in slide.places)),
        "\n".join(filter(None, (words.codes, words.version, _link(slide, deck)))),
    ]
    return "\n\n".join(filter(None, found))


def _spoken(slide: Slide, words: Frame, language: str) -> Iterator[str]:
    """The sentences, without what the warning above them says at length."""
    content = slide.content
    warned = {text("prose.sentence", language, said=warning) for warning in words.warnings}
    clause = choice("prose.sign", "clause", language)
    reasons = clause.join(content.verdict_sentences) if isinstance(content, Picture) and warned else ""
    for one in slide.sentences:
        if one not in warned and one not in words.warnings:
            yield one.replace(reasons, text("txt.once.reasons", language)) if reasons else one


def _rows(sheet: Sheet, deck: Deck) -> Iterator[str]:
    """The rows of a table, each cell after its column's name; a heading over rows stands by itself."""
    for row in sheet.rows:
        if row.heads:
            yield _say(deck, "heads", text=_say(deck, "between").join(c.text for c in row.cells if c.text))
            continue
        cells = [_cell(column, cell, deck) for column, cell in zip(sheet.columns, row.cells, strict=True)]
        yield _say(deck, "apart").join(filter(None, cells))


def _cell(column: str, cell: Cell, deck: Deck) -> str:
    """A cell with its tags and code: `大庆：722户（市级口径、DQ-32-005）`; "" for an empty one."""
    if not cell.text:
        return ""
    said = _say(deck, "cell", column=column, text=cell.text) if column else cell.text
    notes = [*(tag.text for tag in cell.tags), *filter(None, [cell.code])]
    return _say(deck, "noted", text=said, notes=_say(deck, "between").join(notes)) if notes else said


def _link(slide: Slide, deck: Deck) -> str:
    """The link, or without a public address the view from the root of the dashboard."""
    if slide.link:
        return _say(deck, "link", link=slide.link)
    return _say(deck, "address", address=slide.address)


def _block(deck: Deck, key: str, lines: Iterable[str]) -> str:
    """Lines under their heading; "" where there are none."""
    said = [line.strip() for line in lines if line.strip()]
    return "\n".join([_say(deck, key), *(_say(deck, "item", line=line) for line in said)]) if said else ""


def _sources(deck: Deck) -> str:
    lines = [_say(deck, "sources")]
    for reference in deck.references:
        key = "reference_linked" if reference.address else "reference"
        codes = _say(deck, "between").join(reference.codes)
        line = _say(
            deck, key, line=reference.line, title=reference.title, address=reference.address, codes=codes
        )
        lines.append(_say(deck, "item", line=line))
    return "\n".join(lines)
