"""A `ModelPicture` as light HTML: bars, bands and lines in CSS alone, with a table of all values below.

No chart script takes part, so a moved slider costs the browser a few kilobytes of markup. Colours come from
the page's variables, as in `draw_html`.
"""

from collections.abc import Sequence
from html import escape
from pathlib import Path

from talent.charts import draw_fan, draw_rows, draw_tornado
from talent.charts.model_picture import Fan, Key, ModelPicture, Panel, Rows, Table

STYLE = f"<style>{Path(__file__).with_name('model.css').read_text(encoding='utf-8')}</style>"


def html(picture: ModelPicture, *, style: bool = True, values: bool = True) -> str:
    """The whole picture, every value escaped.

    `style` brings the style sheet along; leave it out where the page has it already. `values` adds the
    tables of all values; leave them out where the page shows `tables`.
    """
    shown = _tables(picture) if values else ""
    body = (
        f'<section class="tm tm-of-{escape(picture.kind)}" style="{_colour(picture)}">'
        f"{_head(picture)}{_body(picture)}{shown}{_foot(picture)}</section>"
    )
    return STYLE + body if style else body


def _colour(picture: ModelPicture) -> str:
    ink = picture.ink
    own = f"light-dark({escape(ink.colour)},{escape(ink.colour_dark)})"
    return f"--tm-city:var(--city-{escape(ink.city)},{own})"


def _head(picture: ModelPicture) -> str:
    tags = "".join(
        f'<span class="tm-tag{" tm-warn" if tag.warn else ""}">{escape(tag.text)}</span>'
        for tag in picture.tags
    )
    # Before any number it speaks of.
    sentence = f'<p class="tm-sentence">{escape(picture.sentence)}</p>' if picture.sentence else ""
    lead = "".join(f"<p>{escape(said)}</p>" for said in picture.lead)
    return (
        f"<h4>{escape(picture.title)}</h4>"
        f'<div class="tm-sub"><span>{escape(picture.subtitle)}</span>{tags}</div>{sentence}'
        f'<div class="tm-lead">{lead}</div>'
    )


def _body(picture: ModelPicture) -> str:
    if picture.nothing:
        return f'<div class="tm-nothing" role="status">{escape(picture.nothing)}</div>'
    legend = "".join(_key(key) for key in picture.legend)
    panels = "".join(_panel(panel) for panel in picture.panels)
    return (
        f'<div role="img" aria-label="{escape(picture.alt)}">'
        f'<div class="tm-legend">{legend}</div>'
        f'<div class="tm-panels">{panels}</div></div>'
    )


def _key(key: Key) -> str:
    return f'<span class="tm-key"><i class="tm-{escape(key.look)}"></i>{escape(key.text)}</span>'


def _panel(panel: Panel) -> str:
    if isinstance(panel, Rows):
        return draw_rows.panel(panel)
    return draw_fan.panel(panel) if isinstance(panel, Fan) else draw_tornado.panel(panel)


def _tables(picture: ModelPicture) -> str:
    if not picture.tables:
        return ""
    summary = f"<summary>{escape(picture.values_word)}</summary>"
    return f'<details class="tm-values">{summary}{tables(picture)}</details>'


def tables(picture: ModelPicture) -> str:
    """All values of a picture in tables, without the picture."""
    return "".join(_table(table) for table in picture.tables)


def _table(table: Table) -> str:
    head = _cells(table.head, "th", ' scope="col"')
    rows = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>{_cells(row[1:], "td")}</tr>' for row in table.rows
    )
    return (
        f'<div class="tm-scroll" tabindex="0" role="group" aria-label="{escape(table.title)}"><table>'
        f"<caption>{escape(table.title)}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _cells(words: Sequence[str], name: str, attributes: str = "") -> str:
    return "".join(f"<{name}{attributes}>{escape(word)}</{name}>" for word in words)


def _foot(picture: ModelPicture) -> str:
    lines = [*picture.notes, *([picture.codes_text] if picture.codes else []), picture.version_text]
    return f'<div class="tm-foot">{"".join(f"<p>{escape(line)}</p>" for line in lines)}</div>'
