"""A deck as one HTML file that needs nothing else: no script, no request, its font and drawings inside."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from pathlib import Path

from talent.briefing.deck import Deck, Reference
from talent.briefing.pens import document
from talent.briefing.pens.document import Block, Passports, Section, Table
from talent.charts.lettering import width_of
from talent.charts.model_picture import ModelPicture
from talent.charts.picture import Ink
from talent.charts.sheet import Cell, Row, Sheet
from talent.charts.svg import fonts
from talent.charts.svg.figure import figure
from talent.charts.svg.letters import seen
from talent.i18n import text

_STYLE = Path(__file__).with_name("briefing.css").read_text(encoding="utf-8")
# Nothing may be fetched, sent or run, whatever the text says.
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
    "base-uri 'none'; form-action 'none'"
)
# Each drawing stands twice in the file, for a screen and for a phone: width and type size in pixels.
_DRAWINGS = {"wide": (808, 13), "narrow": (340, 13)}
_REM = 16
_TAG = re.compile(r"<[^>]*>")
# A phone holds so many columns side by side where no cell is longer than so many type sizes, or any two.
_MOST, _PAIR, _WORDY = 4, 2, 14
_ID = re.compile(r'( id="|url\(#|href="#)')

Say = Callable[[str], str]


def write(deck: Deck) -> bytes:
    """The whole deck; the same deck gives the same bytes."""
    say = _words(deck.language)
    passports = document.passports(deck)
    parts = document.sections(deck)
    product, version = text("app.name", deck.language), document.version(deck)
    head = f"{_p('product', product)}<h1>{_set(document.title(deck))}</h1>{_p('version', version)}"
    contents = _contents(deck, parts, say) if deck.template == "report" else ""
    shown = "".join(_section(part, passports, say) for part in parts)
    body = (
        f"<header>{head}</header>{contents}<main>{shown}{_sources(deck, passports, say)}</main>"
        f"<footer>{_p('version', f'{product} · {version}')}</footer>"
    )
    return _page(deck, body).encode()


def _page(deck: Deck, body: str) -> str:
    tongue = document.TONGUES[deck.language]
    style = fonts.face_css(frozenset(body)) + _STYLE
    return (
        f'<!doctype html>\n<html lang="{tongue}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light dark">'
        f"<title>{_set(document.title(deck))}</title><style>{style}</style></head><body>{body}</body></html>\n"
    )


def _words(language: str) -> Say:
    return lambda key: text(f"document.{key}", language)


def _set(words: str) -> str:
    """Words of others, as text."""
    return escape(seen(words))


def _p(kind: str, words: str) -> str:
    return f'<p class="{kind}">{_set(words)}</p>' if words else ""


def _linked(words: str, passports: Passports) -> str:
    """Words in which every code leads to its passport."""
    return "".join(_a(address, part) for part, address in passports.linked(words))


def _ps(lines: Iterable[str], passports: Passports) -> str:
    return "".join(f"<p>{_linked(line, passports)}</p>" for line in lines)


def _div(kind: str, inside: str) -> str:
    return f'<div class="{kind}">{inside}</div>' if inside else ""


def _a(address: str, words: str) -> str:
    shown = _set(words)
    return f'<a href="{escape(address)}" rel="noreferrer">{shown}</a>' if address else shown


def _contents(deck: Deck, parts: Sequence[Section], say: Say) -> str:
    lines = "".join(
        f'<li><a href="#s{part.number}">{_set(part.frame.title)}</a>{_p("scope", part.frame.scope)}</li>'
        for part in parts
    )
    if deck.references:
        lines += f'<li class="last"><a href="#sources">{escape(say("sources"))}</a></li>'
    title = f'<h2 id="contents">{escape(say("contents"))}</h2>'
    return f'<nav aria-labelledby="contents">{title}<ol>{lines}</ol></nav>'


def _section(part: Section, passports: Passports, say: Say) -> str:
    around, name = part.frame, f"s{part.number}"
    places = document.places(part.slide.places, around.language)
    check = f"<p>{escape(say('check'))} {_a(part.link, part.link)}</p>" if part.link else ""
    code = _div("qr", document.qr(part.link, around.language))
    foot = _ps(part.foot, passports) + check
    blocks = "".join(_block(block, passports) for block in part.blocks)
    return (
        f'<section id="{name}" aria-labelledby="{name}-title"><div class="head"><div>'
        f'<h2 id="{name}-title"><span class="number">{part.number}</span> {_set(around.title)}</h2>'
        f"{_p('scope', around.scope)}{_p('subtitle', around.subtitle)}</div>{code}</div>"
        f"{_div('warnings', _ps(around.warnings, passports))}{_div('lead', _ps(around.lead, passports))}"
        f"{_content(part, passports)}{_div('foot', foot)}{_values(part, passports, say)}"
        f"{blocks}{_table(places, passports) if places.rows else ''}</section>"
    )


def _content(part: Section, passports: Passports) -> str:
    """The table, or the drawing."""
    if isinstance(part.content, Sheet):
        return _div("sheet", _tables(part, passports))
    return f"<figure>{''.join(_drawing(part, kind) for kind in _DRAWINGS)}</figure>"


def _values(part: Section, passports: Passports, say: Say) -> str:
    """All values of a drawing, folded away."""
    tables = "" if isinstance(part.content, Sheet) else _tables(part, passports)
    return f"<details><summary>{escape(say('values'))}</summary>{tables}</details>" if tables else ""


def _tables(part: Section, passports: Passports) -> str:
    content = part.content
    inks = (content.ink,) if isinstance(content, ModelPicture) else content.inks
    found = document.tables(content, part.frame.language)
    return "".join(_table(table, passports, inks) for table in found if table.rows)


def _drawing(part: Section, kind: str) -> str:
    width, size = _DRAWINGS[kind]
    drawn = figure(part.content, width, size)
    svg = _TAG.sub(lambda tag: _ID.sub(rf"\1s{part.number}-{kind}-", tag[0]), seen(drawn.svg))
    return f'<div class="drawing {kind}" style="--width:{width / _REM}rem">{svg}</div>'


def _block(block: Block, passports: Passports) -> str:
    listed = block.kind in ("changed", "notes")
    item, around = ("li", "ul") if listed else ("p", "div")
    lines = "".join(f"<{item}>{_linked(line, passports)}</{item}>" for line in block.lines)
    return f'<div class="{block.kind}"><h3>{escape(block.heading)}</h3><{around}>{lines}</{around}></div>'


def _table(table: Table, passports: Passports, inks: Sequence[Ink] = ()) -> str:
    """A table; one that is too wide for a phone has its cells below one another there, each with its head."""
    colours = {ink.city: f"--city:{ink.colour};--city-dark:{ink.colour_dark}" for ink in inks}
    head = "".join(f'<th scope="col">{_set(column)}</th>' for column in table.columns)
    groups = _groups(table, passports, colours)
    rows = "".join(f"<tbody>{''.join(group)}</tbody>" for group in groups)
    return (
        f'<div class="table{" stacked" if _is_wide(table) else ""}"><table>'
        f"<caption>{_set(table.title)}</caption><thead><tr>{head}</tr></thead>{rows}</table></div>"
    )


def _is_wide(table: Table) -> bool:
    """Whether its columns are too many, or its words too long, to stand side by side on a phone."""
    longest = max(
        (width_of(cell.text, 1) for row in table.rows for cell in row.cells if not row.heads), default=0
    )
    return len(table.columns) > (_PAIR if longest > _WORDY else _MOST)


def _groups(table: Table, passports: Passports, colours: dict[str, str]) -> Iterator[list[str]]:
    """The rows, each heading with those below it."""
    group: list[str] = []
    for row in table.rows:
        if row.heads and group:
            yield group
            group = []
        group.append(_over(row, len(table.columns)) if row.heads else _row(row, table, passports, colours))
    yield group


def _over(row: Row, columns: int) -> str:
    words = " ".join(cell.text for cell in row.cells if cell.text)
    return f'<tr class="over"><th scope="rowgroup" colspan="{columns}">{_set(words)}</th></tr>'


def _row(row: Row, table: Table, passports: Passports, colours: dict[str, str]) -> str:
    city = f' class="city" style="{escape(colours[row.city])}"' if row.city in colours else ""
    (first, name), *others = zip(row.cells, document.said(row), strict=True)
    head = _cell(first, name, passports)
    cells = "".join(
        f'<td{" class=number" if numeric else ""} data-head="{_set(column)}">'
        f"{_cell(cell, words, passports)}</td>"
        for (cell, words), column, numeric in zip(others, table.columns[1:], table.numeric[1:], strict=True)
    )
    named = f'<th scope="row">{head}</th>' if head else "<td></td>"
    return f"<tr{city}>{named}{cells}</tr>"


def _cell(cell: Cell, words: str, passports: Passports) -> str:
    code = f'<span class="code">{_a(passports.address(cell.code), cell.code)}</span>' if cell.code else ""
    if cell.code and cell.text == cell.code:
        return code
    tags = (f'<span class="tag{" warn" if tag.warn else ""}">{_set(tag.text)}</span>' for tag in cell.tags)
    return _linked(words, passports) + _div("below", code + "".join(tags))


def _sources(deck: Deck, passports: Passports, say: Say) -> str:
    if not deck.references:
        return ""
    items = "".join(_reference(one, passports) for one in deck.references)
    title = f'<h2 id="sources-title">{escape(say("sources"))}</h2>'
    return f'<section id="sources" aria-labelledby="sources-title">{title}<ol>{items}</ol></section>'


def _reference(one: Reference, passports: Passports) -> str:
    address = document.followed(one.address)
    shown = f'<p class="address">{_a(address, address)}</p>' if address else ""
    codes = _linked(document.codes(one, passports.language), passports)
    told = f'<p class="codes">{codes}</p>' if codes else ""
    return f"<li>{_p('title', one.title)}{_p('line', one.line)}{shown}{told}</li>"
