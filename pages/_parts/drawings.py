"""What pages show of pictures: the gate's word on them, charts of readings, pictures of modelled numbers."""

from collections.abc import Iterable, Sequence

import streamlit as st

from pages._parts import blocks, figures, store
from pages._parts.blocks import show, tag, words
from pages._parts.language import current, text
from talent import comparability
from talent.charts import draw_html, draw_model, draw_plotly
from talent.charts.frame import Content
from talent.charts.model_picture import ModelPicture
from talent.charts.picture import Picture
from talent.charts.sheet import Sheet
from talent.i18n import choice
from talent.queries import Reading

# The narrowest a chart is shown at: a phone held upright, and any other window.
PHONE_WIDTH = 340
CHART_WIDTH = 960
# So many rows of a table are shown in little.
SHEET_ROWS = 8


def verdict(picture: Picture, extra: str = "") -> None:
    """The gate's word first, then its reasons, above every comparison; none where nothing is drawn."""
    if not picture.drawn:
        blocks.empty(text("chart.alt_nothing"))
    else:
        _verdict(picture.verdict_word, picture.verdict_sentences, extra)


def verdict_on_table(readings: Sequence[Reading], measure: str) -> None:
    """The gate's word on all figures of a table, which shows more of them than any chart."""
    found = comparability.judge(readings, measure)
    _verdict(found.word, comparability.explained(found, readings, store.catalogue(), current()))


def _verdict(word: str, sentences: Sequence[str], extra: str = "") -> None:
    listed = tag("ul", *(tag("li", words(reason)) for reason in sentences), class_="t-reasons")
    reasons = listed if sentences else words(text("block.no_difference"))
    show(
        tag(
            "div",
            tag("strong", words(text("block.gate", word=choice("verdict", word, current())))),
            tag("div", reasons, tag("p", words(extra)) if extra else ""),
            class_=f"t-verdict t-{word}",
            role="note",
        )
    )


def bars(picture: Picture) -> None:
    """A picture as light HTML: shows before any chart bundle is loaded."""
    show(draw_html.bars(picture))


def chart(picture: Picture, key: str) -> None:
    """A picture as an interactive chart; a click on a figure opens its passport.

    Plotly cannot break lines and nobody tells the server how wide a window is, so a narrow one gets a drawing
    of its own and the style sheet shows one of the two.
    """
    with st.container(key="chart-wide"):
        _drawn(picture, CHART_WIDTH, key)
    with st.container(key="chart-narrow"):
        if picture.mode == "bar":
            bars(picture)
        else:
            _drawn(picture, PHONE_WIDTH, f"{key}.narrow")


def _drawn(picture: Picture, width: int, key: str) -> None:
    picked = st.plotly_chart(
        draw_plotly.figure(picture, dark=st.context.theme.type == "dark", width=width),
        config=draw_plotly.CONFIG,
        theme=None,
        key=key,
        on_select="rerun",
        selection_mode="points",
        alt=picture.alt,
    )
    codes = [point["customdata"] for point in picked.selection.points if point.get("customdata")]
    if codes:
        figures.open_passport(codes[0] if isinstance(codes[0], str) else codes[0][0])


def preview(content: Content, key: str) -> None:
    """A picture small, as light HTML where it can be; `model_style` is to be sent before.

    Its box scrolls, for which a keyboard needs something in it to stand on.
    """
    if isinstance(content, ModelPicture):
        show(tag("div", _model(content), class_="w-pictures", tabindex="0"))
    elif isinstance(content, Sheet):
        _sheet(content)
    elif content.mode == "bar":
        show(tag("div", draw_html.bars(content), tabindex="0"))
    else:
        _drawn(content, PHONE_WIDTH, key)


def _sheet(sheet: Sheet) -> None:
    """The first rows of a table."""
    rows = [
        [words(cell.text) + blocks.tag_row(cell.tags) for cell in row.cells]
        for row in sheet.rows[:SHEET_ROWS]
    ]
    show(blocks.as_table(sheet.columns, rows))
    if len(sheet.rows) > SHEET_ROWS:
        blocks.note(text("briefing.look.rows", n=len(sheet.rows) - SHEET_ROWS))


def models(pictures: Sequence[ModelPicture]) -> None:
    """Pictures of modelled numbers, each a card, in light HTML: a moved slider redraws them fast.

    Their style comes with `model_style`, their values with `model_values`: a browser checks every element of
    every run, also those nobody sees.
    """
    if pictures:
        show(tag("div", *map(_model, pictures), class_="w-pictures"))


def _model(picture: ModelPicture) -> str:
    drawn = draw_model.html(picture, style=False, values=False)
    return tag("div", drawn, class_=f"w-picture w-of-{picture.kind}")


def model_style() -> None:
    """The style of all `models` on a page, to be sent once."""
    show(draw_model.STYLE)


def model_values(pictures: Iterable[ModelPicture]) -> None:
    """All numbers of pictures in tables."""
    show(tag("section", *(draw_model.tables(one) for one in pictures), class_="tm"))
