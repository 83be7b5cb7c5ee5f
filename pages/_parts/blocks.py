"""What pages show: small pieces of HTML, every value escaped, and the charts.

`st.html` is used here alone. Pages hand over readings, cards and verdicts; words come from the strings.
"""

import json
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Literal

import streamlit as st

from pages._parts import address, desk, store
from pages._parts.language import current, text
from talent import comparability, profiles
from talent.catalogue import City, Indicator, Source
from talent.charts import draw_html, draw_model, draw_plotly, labels, marks
from talent.charts.code import qr_code
from talent.charts.frame import Content
from talent.charts.model_picture import ModelPicture
from talent.charts.picture import Picture, Tag
from talent.charts.sheet import Sheet
from talent.i18n import MISSING, Name, choice, format_number, format_value
from talent.queries import Reading

PASSPORT = "pages/data/passport.py"
# The narrowest a chart is shown at: a phone held upright, and any other window.
PHONE_WIDTH = 340
CHART_WIDTH = 960
# So many rows of a table are shown in little.
SHEET_ROWS = 8


def tag(name: str, *inside: str, **attributes: str) -> str:
    """One HTML element; attribute values are escaped, `inside` must already be markup."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"' for key, value in attributes.items()
    )
    return f"<{name}{written}>{''.join(inside)}</{name}>"


def words(value: object) -> str:
    """Text as characters, never as markup."""
    return escape(str(value))


def show(*markup: str, width: Literal["stretch", "content"] | int = "stretch") -> None:
    st.html("".join(markup), width=width)


def heading(title: str, lead: str) -> None:
    """The page's name and one sentence on what it is for."""
    show(tag("div", tag("h1", words(title)), tag("p", words(lead)), class_="t-heading"))


def section(title: str, lead: str = "") -> None:
    show(tag("div", tag("h2", words(title)), tag("p", words(lead)) if lead else "", class_="t-section"))


def note(sentence: str) -> None:
    if sentence:
        show(tag("p", words(sentence), class_="t-note"))


def on_paper(sentence: str) -> None:
    """A note for who prints the page; the screen does not show it."""
    show(tag("p", words(sentence), class_="t-paper"))


def empty(sentence: str) -> None:
    """A designed nothing: why there is nothing to see here."""
    show(tag("div", words(sentence), class_="t-empty", role="status"))


def window() -> str:
    """Where a link in HTML opens: it begins a new session, which a briefing under way must outlive."""
    return "_blank" if desk.count() else "_self"


def code_link(code: str, target: str = "") -> str:
    """The passport code of a figure, one click from where it was printed."""
    where = address.href("passport", current(), code=code)
    return tag("a", words(code), href=where, target=target or window(), class_="t-code")


def tags(reading: Reading) -> str:
    """The tags of a figure: amber ones limit what it may be compared with."""
    return tag_row(labels.tags(reading, store.catalogue(), current()))


def tag_row(found: Iterable[Tag]) -> str:
    """A few words each, the amber ones as warnings."""
    return "".join(
        tag("span", words(one.text), class_="t-tag t-warn" if one.warn else "t-tag") for one in found
    )


def value(reading: Reading) -> str:
    """A figure as printed, with its unit."""
    return labels.figure_text(reading, store.catalogue(), current())


def _number(reading: Reading) -> str:
    """A value with its unit set small."""
    whole = value(reading)
    unit = store.catalogue().indicators[reading.indicator].unit.name[current()]
    number = whole.removesuffix(unit) if unit != "%" else whole
    return tag("b", words(number)) + (tag("i", words(unit)) if unit != "%" else "")


def city_style(city: City) -> str:
    return f"--city: var(--city-{city.id})"


def cards(found: Sequence[profiles.Card]) -> None:
    """One card per city: what leads, its tags, its code; a dashed row where nothing is printed."""
    show(tag("div", *(_card(card) for card in found), class_="t-cards"))


def _card(card: profiles.Card) -> str:
    language = current()
    population = (
        tag(
            "small",
            words(value(card.population)),
            " ",
            tag("span", words(labels.period_text(card.population, language))),
        )
        if card.population
        else ""
    )
    target = address.href("city", language, cities=card.city.id)
    name = tag("a", words(card.city.name[language]), href=target, target=window())
    return tag(
        "section",
        tag("h3", name, population),
        *(_lead(one) for one in card.leads),
        class_="t-card",
        style=city_style(card.city),
    )


def _lead(one: profiles.Lead) -> str:
    if one.reading is None:
        return tag(
            "div",
            tag("div", tag("span", words(one.slot.name[current()]), class_="t-name")),
            tag("div", tag("span", words(text("block.not_printed")), class_="t-none"), class_="t-value"),
            class_="t-lead t-missing",
        )
    indicator = store.catalogue().indicators[one.reading.indicator]
    other = (
        tag(
            "small",
            words(text("block.also_printed", value=value(one.other))),
            " ",
            code_link(one.other.statement_id),
        )
        if one.other
        else ""
    )
    done = one.reading.standing in ("achieved", "policy_term")
    return tag(
        "div",
        tag("div", tag("span", words(indicator.name[current()]), class_="t-name")),
        tag("div", _number(one.reading), class_="t-value" if done else "t-value t-planned"),
        tag(
            "div", tag("div", tags(one.reading), other), code_link(one.reading.statement_id), class_="t-under"
        ),
        class_="t-lead",
    )


def verdict(picture: Picture, extra: str = "") -> None:
    """The gate's word first, then its reasons, above every comparison; none where nothing is drawn."""
    if not picture.drawn:
        empty(text("chart.alt_nothing"))
    else:
        _verdict(picture.verdict_word, picture.verdict_sentences, extra)


def verdict_on_table(readings: Sequence[Reading], measure: str) -> None:
    """The gate's word on all figures of a table, which shows more of them than any chart."""
    found = comparability.judge(readings, measure)
    _verdict(found.word, comparability.explained(found, readings, store.catalogue(), current()))


def _verdict(word: str, sentences: Sequence[str], extra: str = "") -> None:
    listed = tag("ul", *(tag("li", words(reason)) for reason in sentences))
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
        open_passport(codes[0] if isinstance(codes[0], str) else codes[0][0])


def open_passport(code: str) -> None:
    """Go to the passport of a figure, keeping the language."""
    st.switch_page(PASSPORT, query_params={"v": address.VERSION, "lang": current(), "code": code})


def table(head: Sequence[str], rows: Iterable[Sequence[str]], kind: str = "") -> None:
    """A table; cells are markup already escaped by their makers."""
    show(_table(head, rows, kind))


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], kind: str = "") -> str:
    top = tag("thead", tag("tr", *(tag("th", words(one), scope="col") for one in head)))
    body = tag("tbody", *(tag("tr", *(tag("td", cell) for cell in row)) for row in rows))
    return tag(
        "div", tag("table", top, body, class_=f"t-table {kind}".strip()), class_="t-scroll", tabindex="0"
    )


def figures(readings: Iterable[Reading], *, indicator: bool = False, measure: str = "printed") -> None:
    """The figures behind a view: city, value as printed, tags, source, passport; beside it a computed one."""
    catalogue, language = store.catalogue(), current()
    head = [text("block.city"), *([text("block.indicator")] if indicator else [])]
    head += [
        text("block.value"),
        *([text("chart.computed")] if measure != "printed" else []),
        text("block.as_printed"),
        text("block.caveats"),
        text("block.source"),
        text("block.code"),
    ]
    table(
        head,
        (
            [
                _city_name(catalogue.cities[r.city]),
                *([words(catalogue.indicators[r.indicator].name[language])] if indicator else []),
                tag("span", words(value(r)), class_="t-figure"),
                *([words(_computed(r, measure))] if measure != "printed" else []),
                words(r.as_printed),
                tags(r) + _note(r),
                words(source_short(catalogue.sources[r.source], r)),
                code_link(r.statement_id),
            ]
            for r in readings
        ),
    )


def _computed(reading: Reading, measure: str) -> str:
    catalogue = store.catalogue()
    view = marks.View(catalogue.indicators[reading.indicator], catalogue, current(), measure)
    return marks.computed_text(reading, view)


def missing(cities: Iterable[str], readings: Iterable[Reading]) -> None:
    """The cities without any figure, by name; where nothing is drawn no empty row says so."""
    present = {r.city for r in readings}
    named = [store.catalogue().cities[city].name[current()] for city in cities if city not in present]
    if named:
        note(text("chart.alt_missing", listed=text("punctuation.comma").join(named)))


def _note(reading: Reading) -> str:
    sentence = Name(reading.note_zh, reading.note_en)[current()]
    return tag("p", words(sentence), class_="t-small") if sentence else ""


def _city_name(city: City) -> str:
    return tag("span", words(city.name[current()]), class_="t-city", style=city_style(city))


def source_link(source: Source, label: str) -> str:
    """A link to where a source was printed; "" where there is none: a mirror, or no address of the web."""
    if not (source.linkable and source.address.startswith(("https://", "http://"))):
        return ""
    return tag("a", words(label), href=source.address, rel="noopener noreferrer", target="_blank")


def source_short(source: Source, reading: Reading | None = None) -> str:
    """Publisher, date and paragraph of a source in one line."""
    return labels.place_text(source, reading and reading.paragraph, current())


def matrix(rows: Sequence[Sequence[profiles.Cell]]) -> None:
    """Which figures exist, how old, how whole: colour and words both say it."""
    language = current()
    head = ["", *(cell.slot.name[language] for cell in rows[0])]
    body = [[_city_name(row[0].city), *(_cell(cell) for cell in row)] for row in rows]
    table(head, body, "t-matrix")


def _cell(cell: profiles.Cell) -> str:
    inside = words(profiles.cell_text(cell, current()))
    if cell.code:
        target = address.href("passport", current(), code=cell.code)
        inside = tag("a", inside, href=target, target=window(), title=choice("cell", cell.state, current()))
    return tag("span", inside, class_=f"t-cell t-cell-{cell.state}")


def highlights(found: Iterable[profiles.Highlight]) -> None:
    """Computed sentences, each with the codes it rests on."""
    show(tag("ul", *(tag("li", *_sentence(one)) for one in found), class_="t-list"))


def _sentence(one: profiles.Highlight) -> tuple[str, str]:
    catalogue, language = store.catalogue(), current()
    fields = {name: field.name[language] if hasattr(field, "name") else field for name, field in one.fields}
    if one.key == "terms":
        terms = zip(one.readings[::2], one.readings[1::2], fields.pop("instruments"), strict=True)
        fields["listed"] = text("punctuation.semicolon").join(
            text(
                "highlight.term",
                city=catalogue.cities[rate.city].name[language],
                instrument=instrument[language],
                rate=value(rate),
                duration=value(length),
            )
            for rate, length, instrument in terms
        )
    if one.key == "dispute":
        first, second = one.readings
        fields |= {
            "city": catalogue.cities[first.city].name[language],
            "indicator": catalogue.indicators[first.indicator].name[language],
            "period": labels.period_text(first, language),
            "one": value(first),
            "other": value(second),
        }
    fields.setdefault("cities", len(catalogue.cities))
    links = " ".join(code_link(r.statement_id) for r in one.readings)
    return words(text(f"highlight.{one.key}", **fields)) + " ", links


def news(readings: Iterable[Reading]) -> None:
    """The figures printed last."""
    catalogue, language = store.catalogue(), current()
    items = (
        tag(
            "li",
            _city_name(catalogue.cities[r.city]),
            " ",
            words(catalogue.indicators[r.indicator].name[language]),
            " ",
            tag("b", words(value(r))),
            " ",
            tag("span", words(labels.period_text(r, language)), class_="t-small"),
            " ",
            tag("span", words(text("block.published", date=r.published)), class_="t-small"),
            " ",
            code_link(r.statement_id),
        )
        for r in readings
    )
    show(tag("ul", *items, class_="t-list"))


def theme(found: profiles.Theme) -> None:
    """Everything of one theme: one row per figure, the leading one of each indicator first."""
    language = current()
    rows = []
    for entry in found.entries:
        for place, r in enumerate(entry.readings):
            name = words(entry.indicator.name[language]) if place == 0 else ""
            source = store.catalogue().sources[r.source]
            rows.append(
                [
                    name,
                    tag("span", words(value(r)), class_="t-figure"),
                    tags(r) + _note(r),
                    words(source_short(source, r)),
                    code_link(r.statement_id),
                ]
            )
    head = [
        text("block.indicator"),
        text("block.value"),
        text("block.caveats"),
        text("block.source"),
        text("block.code"),
    ]
    table(head, rows, "t-theme")


def gaps(rows: Iterable[dict]) -> None:
    """What a city does not print although others do."""
    catalogue, language = store.catalogue(), current()
    items = (
        tag(
            "li",
            words(catalogue.indicators[row["indicator"]].name[language]),
            " ",
            tag("span", words(choice("gap", row["state"], language)), class_="t-tag t-warn"),
            " ",
            tag("span", words(text("block.others", n=row["others"])), class_="t-small"),
        )
        for row in rows
    )
    show(tag("ul", *items, class_="t-list t-columns"))


def qr(link: str) -> None:
    """A code to scan for a link, none where it is longer than a code holds."""
    if made := qr_code(link):
        source = f"data:image/png;base64,{b64encode(made.png).decode()}"
        show(tag("img", src=source, alt=text("taking.qr"), class_="t-qr"))


def uploader_words(button: str, hint: str, refused: str) -> None:
    """What a place for files says instead of Streamlit's own English."""
    words_in_style(pick=button, drop=hint, refused=refused)


def words_in_style(**said: str) -> None:
    """Words that the style sheet puts in the place of Streamlit's own English, by the names it knows."""
    named = "".join(f"--{name}: {json.dumps(one, ensure_ascii=False)};" for name, one in said.items())
    show(tag("style", f':is(.stApp, [data-testid="stPopoverBody"]) {{{named}}}'))


def bar(key: str):
    """A row that pickers stand in; they wrap on a narrow screen."""
    return st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key=f"t-{key}")


def actions(key: str):
    """A row of buttons and links, the one that leads on first."""
    return st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"t-{key}")


def tools(key: str):
    """A row of quiet buttons that belong to a picture."""
    return st.container(horizontal=True, gap="medium", key=f"t-take-{key}")


def box(key: str):
    """A white card around what is shown inside."""
    return st.container(key=f"card-{key}")


def two_columns():
    """A wide and a narrow column; one below the other on a phone."""
    return st.columns([3, 2], gap="large")


def page_link(page: str, label: str) -> None:
    """A link to another page that keeps the language."""
    target = address.href(page, current())
    show(tag("p", tag("a", words(label), " →", href=target, target=window()), class_="t-more"))


def jump(page: str, label: str, icon: str, **params: str) -> None:
    """A link to another page within this session: the draft of an update stays."""
    st.page_link(page, label=label, icon=icon, query_params={"lang": current(), **params})


def indicator_text(indicator: Indicator) -> None:
    """What the indicator counts, and what to mind."""
    language = current()
    caveat = tag("span", words(indicator.caveat[language]), class_="t-tag t-warn") if indicator.caveat else ""
    unit = tag("span", words(text("block.unit", unit=indicator.unit.name[language])), class_="t-tag")
    show(tag("p", words(indicator.text[language]), " ", unit, caveat, class_="t-definition"))


def ranks(found: Mapping[str, int] | None, readings: Iterable[Reading]) -> None:
    """An order only where no two intervals overlap; otherwise why there is none."""
    if found is None:
        note(text("compare.unranked"))
        return
    cities, language = store.catalogue().cities, current()
    by_place = sorted(
        (found[r.statement_id], cities[r.city].name[language]) for r in readings if r.statement_id in found
    )
    note(
        text(
            "compare.ranked", listed=text("block.before").join(f"{place} {name}" for place, name in by_place)
        )
    )


def changes(rows: Iterable[dict], readings: Iterable[Reading]) -> None:
    """Growth (points of what is in percent) since the previous like figure, and the index of each series."""
    catalogue, language = store.catalogue(), current()
    by_code = {r.statement_id: r for r in readings}
    body = [
        [
            _city_name(catalogue.cities[r.city]) + _scope(r),
            words(labels.period_text(r, language)),
            tag("span", words(value(r)), class_="t-figure"),
            words(value(before)) + " " + code_link(before.statement_id) + _when(before, row["years_between"]),
            _change(row),
            words(format_number(row["index"], language, 1)),
            code_link(r.statement_id),
        ]
        for row in rows
        if (r := by_code.get(row["statement_id"])) and (before := by_code.get(row["previous_id"]))
    ]
    if body:
        section(text("compare.changes"), text("compare.changes_lead"))
        head = [text("block.city"), text("compare.period"), text("block.value"), text("compare.previous")]
        table([*head, text("compare.change"), text("compare.index"), text("block.code")], body)


def _scope(reading: Reading) -> str:
    """What sets a series apart from the city's own: its area, its definition."""
    catalogue, language = store.catalogue(), current()
    said = [labels.scope_text(reading, catalogue, language)] if reading.area != reading.city else []
    said += [labels.definition_text(reading, catalogue, language)] if reading.definition else []
    return tag("p", words(text("punctuation.comma").join(said)), class_="t-small") if said else ""


def _when(before: Reading, years: float) -> str:
    """The period of the previous figure, and how far back it lies where that is more than a year."""
    said = words(labels.period_text(before, current()))
    if years > 1:
        apart = text("compare.years_between", years=format_number(years, current(), 1))
        said += " " + tag("span", words(apart), class_="t-tag t-warn")
    return tag("p", said, class_="t-small")


def _change(row: dict) -> str:
    """A change with its limits, in percent or in percentage points; a dash where there is none."""
    kind = "growth" if row["points"] is None else "points"
    if row[kind] is None:
        return words(MISSING)
    change, low, high = (_signed(row[key], kind) for key in (kind, f"{kind}_low", f"{kind}_high"))
    return words(change) + (tag("p", words(f"{low} – {high}"), class_="t-small") if low != high else "")


def _signed(value: float, kind: str) -> str:
    """A change with its sign and its unit, percent or percentage points."""
    shown = f"{'−' if value < 0 else '+'}{format_number(abs(value), current(), 1 if kind == 'growth' else 2)}"
    return f"{shown}%" if kind == "growth" else text("compare.points", points=shown)


def city_head(card: profiles.Card) -> None:
    """The card of one city, wide."""
    show(tag("div", _card(card), class_="t-cards t-one"))


def theme_title(found: profiles.Theme) -> str:
    return choice("theme", found.id, current())


def theme_links(themes: Iterable[profiles.Theme]) -> None:
    """How many figures each theme has."""
    show(
        tag(
            "p",
            *(
                tag(
                    "span",
                    words(f"{theme_title(one)} {sum(len(e.readings) for e in one.entries)}"),
                    class_="t-tag",
                )
                for one in themes
            ),
            class_="t-themes",
        )
    )


def derived(rows: Iterable[dict]) -> None:
    """Computed values with their operation, limits and the figures they rest on."""
    catalogue, language = store.catalogue(), current()
    body = []
    for row in rows:
        indicator = catalogue.indicators[row["indicator"]]
        shown = format_value(row["value"], indicator.unit, language, decimals=indicator.decimals)
        limits = labels.limits_text(row["low"], row["high"], indicator, language)
        body.append(
            [
                _city_name(catalogue.cities[row["city"]]),
                words(indicator.name[language])
                + tag("p", words(catalogue.areas[row["area"]].name[language]), class_="t-small"),
                tag("span", words(shown), class_="t-figure")
                + tag("span", words(text("block.derived")), class_="t-tag t-warn"),
                words(limits),
                words(choice("operation", row["operation"], language))
                + tag("p", words(Name(row["note_zh"], row["note_en"])[language]), class_="t-small"),
                " ".join(code_link(code) for code in row["operands"].split(";")),
            ]
        )
    table([text(f"block.{key}") for key in ("city", "indicator", "value", "limits", "how", "code")], body)


def aside():
    """A wide column for the parts of something, and a narrow one for what is done with the whole."""
    return st.columns([68, 32], gap="large")


def preview(content: Content, key: str) -> None:
    """A picture small, as light HTML where it can be; `models` need `model_style`."""
    if isinstance(content, ModelPicture):
        models([content])
    elif isinstance(content, Sheet):
        _sheet(content)
    elif content.mode == "bar":
        bars(content)
    else:
        _drawn(content, PHONE_WIDTH, key)


def _sheet(sheet: Sheet) -> None:
    """The first rows of a table."""
    rows = [[words(cell.text) + tag_row(cell.tags) for cell in row.cells] for row in sheet.rows[:SHEET_ROWS]]
    show(_table(sheet.columns, rows))
    if len(sheet.rows) > SHEET_ROWS:
        note(text("briefing.look.rows", n=len(sheet.rows) - SHEET_ROWS))


def narrow_and_wide():
    """A narrow column of levers and a wide one of results; one below the other on a phone."""
    with st.container(key="t-narrow-wide"):
        return st.columns([26, 74], gap="medium")


def pinned(key: str):
    """A place at the top that stays in sight on a narrow screen, and is not there on a wide one."""
    return st.container(key=f"t-pinned-{key}")


def line(key: str):
    """One row of a list with fields in it."""
    return st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"t-line-{key}")


def models(pictures: Sequence[ModelPicture]) -> None:
    """Pictures of modelled numbers, each a card, in light HTML: a moved slider redraws them fast.

    Their style comes with `model_style`, their values with `model_values`: a browser checks every element of
    every run, also those nobody sees.
    """
    drawn = [
        tag("div", draw_model.html(one, style=False, values=False), class_=f"w-picture w-of-{one.kind}")
        for one in pictures
    ]
    if drawn:
        show(tag("div", *drawn, class_="w-pictures"))


def model_style() -> None:
    """The style of all `models` on a page, to be sent once."""
    show(draw_model.STYLE)


def model_values(pictures: Iterable[ModelPicture]) -> None:
    """All numbers of pictures in tables."""
    show(tag("section", *(draw_model.tables(one) for one in pictures), class_="tm"))
