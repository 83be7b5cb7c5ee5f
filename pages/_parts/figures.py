"""What pages show of printed figures: each with its tags and code, in tables, in order, as they changed."""

from collections.abc import Iterable, Mapping

import streamlit as st

from pages._parts import address, blocks, store
from pages._parts.blocks import show, tag, words
from pages._parts.language import current, text
from talent.catalogue import City, Indicator, Source
from talent.charts import labels, marks
from talent.i18n import MISSING, Name, choice, format_number, format_value
from talent.queries import Reading

PASSPORT = "pages/data/passport.py"


def city_style(city: City) -> str:
    return f"--city: var(--city-{city.id})"


def city_name(city: City) -> str:
    return tag("span", words(city.name[current()]), class_="t-city", style=city_style(city))


def value(reading: Reading) -> str:
    """A figure as printed, with its unit."""
    return labels.figure_text(reading, store.catalogue(), current())


def code_link(code: str, target: str = "") -> str:
    """The passport code of a figure, one click from where it was printed."""
    where = address.href("passport", current(), code=code)
    return tag("a", words(code), href=where, target=target or blocks.window(), class_="t-code")


def open_passport(code: str) -> None:
    """Go to the passport of a figure, keeping the language."""
    st.switch_page(PASSPORT, query_params={"v": address.VERSION, "lang": current(), "code": code})


def tags(reading: Reading) -> str:
    """The tags of a figure: amber ones limit what it may be compared with."""
    return blocks.tag_row(labels.tags(reading, store.catalogue(), current()))


def table(readings: Iterable[Reading], *, indicator: bool = False, measure: str = "printed") -> None:
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
    blocks.table(
        head,
        (
            [
                city_name(catalogue.cities[r.city]),
                *([words(catalogue.indicators[r.indicator].name[language])] if indicator else []),
                tag("span", words(value(r)), class_="t-figure"),
                *([words(_computed(r, measure))] if measure != "printed" else []),
                words(r.as_printed),
                tags(r) + remark(r),
                words(source_short(catalogue.sources[r.source], r)),
                code_link(r.statement_id),
            ]
            for r in readings
        ),
        blocks.STACKED,
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
        blocks.note(text("chart.alt_missing", listed=text("punctuation.comma").join(named)))


def remark(reading: Reading) -> str:
    """What is to be known of this one figure; "" where nothing is."""
    sentence = Name(reading.note_zh, reading.note_en)[current()]
    return tag("p", words(sentence), class_="t-small") if sentence else ""


def source_link(source: Source, label: str) -> str:
    """A link to where a source was printed; "" where there is none: a mirror, or no address of the web."""
    if not (source.linkable and source.address.startswith(("https://", "http://"))):
        return ""
    return tag("a", words(label), href=source.address, rel="noopener noreferrer", target="_blank")


def source_short(source: Source, reading: Reading | None = None) -> str:
    """Publisher, date and paragraph of a source in one line."""
    return labels.place_text(source, reading and reading.paragraph, current())


def indicator_text(indicator: Indicator) -> None:
    """What the indicator counts, and what to mind."""
    language = current()
    caveat = tag("span", words(indicator.caveat[language]), class_="t-tag t-warn") if indicator.caveat else ""
    unit = tag("span", words(text("block.unit", unit=indicator.unit.name[language])), class_="t-tag")
    show(tag("p", words(indicator.text[language]), " ", unit, caveat, class_="t-definition"))


def ranks(found: Mapping[str, int] | None, readings: Iterable[Reading]) -> None:
    """An order only where no two intervals overlap; otherwise why there is none."""
    if found is None:
        blocks.note(text("compare.unranked"))
        return
    cities, language = store.catalogue().cities, current()
    by_place = sorted(
        (found[r.statement_id], cities[r.city].name[language]) for r in readings if r.statement_id in found
    )
    blocks.note(
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
            city_name(catalogue.cities[r.city]) + _scope(r),
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
        blocks.section(text("compare.changes"), text("compare.changes_lead"))
        head = [text("block.city"), text("compare.period"), text("block.value"), text("compare.previous")]
        blocks.table(
            [*head, text("compare.change"), text("compare.index"), text("block.code")], body, blocks.STACKED
        )


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
                city_name(catalogue.cities[row["city"]]),
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
    blocks.table(
        [text(f"block.{key}") for key in ("city", "indicator", "value", "limits", "how", "code")], body
    )
