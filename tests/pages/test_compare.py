"""Compare over everything there is: never an exception, an empty page, a mark without its code."""

from collections import Counter
from collections.abc import Iterator
from functools import cache

import pytest

from talent.catalogue import Catalogue
from talent.charts import compare, draw_html
from talent.charts.picture import Picture
from talent.i18n import choice, text
from talent.queries import Reading
from tests.pages.facts import SLIPPED, foreign, slips, tight, untrue_rows, value_text
from tests.pages.opening import LANGUAGES, drawn_words, opened, said

MODES = ("bar", "line", "multiples")
MEASURES = ("printed", "per_year", "per_10k")
everywhere = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(scope="module")
def by_indicator(readings) -> dict[str, tuple[Reading, ...]]:
    found: dict[str, list[Reading]] = {}
    for reading in readings:
        found.setdefault(reading.indicator, []).append(reading)
    return {name: tuple(rows) for name, rows in found.items()}


def faults(picture: Picture, own: tuple[Reading, ...], anyway: bool, catalogue: Catalogue) -> Iterator[str]:
    """What is wrong with one picture of all figures of one indicator."""
    codes = [mark.code for mark in picture.drawn]
    by_code = {r.statement_id: r for r in own}
    if Counter(codes) != Counter(picture.codes) or len(set(codes)) < len(codes):
        yield "drawn figures and listed codes differ, or one is drawn twice"
    accounted = {*codes, *picture.aside}
    said_aside = " ".join(picture.notes)
    yield from (
        f"{c} is neither drawn nor named" for c in by_code if c not in accounted and c not in said_aside
    )
    named = {absent.city for panel in picture.panels for absent in panel.missing}
    silent = set(catalogue.cities) - {r.city for r in own}
    yield from (f"{city} is drawn nowhere and not named" for city in silent - named)
    yield from (
        f"{a.label} is missing without a word" for p in picture.panels for a in p.missing if not a.text
    )
    for mark in picture.drawn:
        statement = catalogue.statements[mark.code]
        if (
            mark.city != statement.city
            or mark.label != catalogue.cities[statement.city].name[picture.language]
        ):
            yield f"{mark.code} is drawn as {mark.city}"
        printed = value_text(statement, catalogue, picture.language)
        if mark.value == statement.value and not tight(printed).startswith(tight(mark.text)):
            yield f"{mark.code} is written {mark.text}, printed {printed}"
    if picture.verdict_word not in ("same", "caution", "different") or not picture.alt:
        yield "no verdict or no words for who listens"
    if (picture.verdict_word == "same") == bool(picture.verdict_sentences):
        yield "verdict without reasons, or reasons without verdict"
    if bool(picture.burnt) != (anyway and picture.verdict_word == "different"):
        yield f"burnt in: {picture.burnt}, verdict {picture.verdict_word}"
    if not anyway and any(
        panel.verdict_word == "different" and panel.kind == "bars" for panel in picture.panels
    ):
        one = [
            p
            for p in picture.panels
            if p.verdict_word == "different" and len({(m.city, m.part) for m in p.marks}) > 1
        ]
        yield from (
            f"one axis for what differs in kind: {p.title}" for p in one if not all(m.part for m in p.marks)
        )
    words = [picture.title, picture.subtitle, picture.alt, *picture.verdict_sentences, *picture.notes]
    words += [picture.burnt or "", *picture.sources]
    words += [tag.text for mark in picture.drawn for tag in mark.tags] + [m.describe for m in picture.drawn]
    yield from (f"slipped through: {one}" for one in words if SLIPPED.search(one))


@everywhere
def test_every_indicator_in_every_mode_and_measure_gives_a_whole_picture(
    language, catalogue, by_indicator, house
):
    found = []
    cities = tuple(catalogue.cities)
    for name, own in by_indicator.items():
        for mode in MODES:
            for measure in MEASURES:
                for anyway in (False, True)[: 2 if mode == "bar" else 1]:
                    picture = compare.compare(
                        own,
                        catalogue.indicators[name],
                        cities,
                        mode,
                        measure,
                        anyway,
                        catalogue,
                        language,
                        house.version,
                    )
                    where = f"{name} {mode} {measure} {'anyway' if anyway else ''}"
                    found += [f"{where}: {one}" for one in faults(picture, own, anyway, catalogue)]
                    if mode == "bar":
                        light = draw_html.bars(picture, style=False)
                        found += [
                            f"{where}: {c} is not among the bars"
                            for c in picture.codes
                            if f">{c}<" not in light
                        ]
                        if picture.burnt and "tc-burnt" not in light:
                            found.append(f"{where}: the reason is not burnt into the bars")
    assert found == []


def _traits(own: tuple[Reading, ...]) -> set[str]:
    """What makes the page of an indicator special."""
    return {
        *(f"basis {r.period_basis}" for r in own),
        *(f"bound {r.bound}" for r in own),
        *(f"standing {r.standing}" for r in own),
        *(f"level {r.area_level}" for r in own),
        *(f"unit {r.unit}" for r in own),
        *("conflict" for r in own if r.conflict),
        *("witness" for r in own if not r.shown),
        *("range" for r in own if r.value_high),
        *("per head" for r in own if r.per_10k),
        *("per year" for r in own if r.per_year),
        f"cities {len({r.city for r in own})}",
    }


@cache
def _chosen(rows: tuple[tuple[str, tuple[Reading, ...]], ...]) -> tuple[str, ...]:
    """A few indicators that together have every trait, the richest first."""
    left = {name: _traits(own) for name, own in rows}
    wanted, chosen = set().union(*left.values()), []
    while wanted:
        best = max(left, key=lambda name: len(left[name] & wanted))
        wanted -= left.pop(best)
        chosen.append(best)
    return tuple(chosen)


@pytest.fixture(scope="module")
def chosen(by_indicator) -> tuple[str, ...]:
    return _chosen(tuple(by_indicator.items()))


def page_faults(
    name: str, language: str, catalogue: Catalogue, own: tuple[Reading, ...], **params: str
) -> list[str]:
    shown = opened("compare", language, indicator=name, **params)
    if shown.crashes or shown.alerts:
        return [*shown.crashes, *shown.alerts]
    computed = params.get("measure", "printed") != "printed"
    found = [*untrue_rows(shown, catalogue, computed), *slips(shown, catalogue), *foreign(shown, catalogue)]
    verdicts = shown.of_class("t-verdict")
    words = [choice("verdict", word, language) for word in ("same", "caution", "different")]
    drawn = {code for spec in shown.drawings for code in in_drawing(spec)}
    nothing = text("chart.alt_nothing", language) in map(said, shown.of_class("t-empty"))
    if not nothing and (len(verdicts) != 1 or not any(word in said(verdicts[0]) for word in words)):
        found.append("neither a verdict nor a word that nothing can be drawn")
    if nothing and (drawn or verdicts):
        found.append("a verdict, or a drawing, of nothing")
    listed = shown.codes
    found += [f"{code} is drawn and not on the page" for code in drawn - listed]
    found += [f"{r.statement_id} is nowhere on the page" for r in own if r.statement_id not in listed]
    found += [
        f"{city.name[language]} is not named as missing"
        for city in catalogue.cities.values()
        if city.id not in {r.city for r in own}
        and not any(
            city.name[language] in chunk and tight(chunk) != city.name[language] for chunk in shown.chunks
        )
    ]
    if (params.get("mode", "bar") == "table") == bool(shown.drawings):
        found.append("a drawing where there should be none, or none where there should be")
    return [f"{name} {params} {language}: {one}" for one in found]


def in_drawing(spec: dict) -> set[str]:
    """The codes of the figures a drawing draws."""
    return {
        code if isinstance(code, str) else code[0]
        for trace in spec["data"]
        for code in (trace.get("customdata") or ())
        if code
    }


@everywhere
@pytest.mark.parametrize("mode", (*MODES, "table"))
@pytest.mark.parametrize("measure", MEASURES)
def test_the_page_holds_in_every_mode_and_measure(language, mode, measure, catalogue, by_indicator, chosen):
    found = []
    # The richest indicators in every way, the others in some: all of them are walked through.
    turn = (*MODES, "table").index(mode) * len(MEASURES) + MEASURES.index(measure)
    for name in (*chosen[:2], *chosen[2 + turn :: 12]):
        found += page_faults(name, language, catalogue, by_indicator[name], mode=mode, measure=measure)
    assert found == []


@everywhere
def test_figures_in_the_chart_are_those_of_the_chart(language, catalogue, by_indicator, chosen):
    """The table below the bars lists what is drawn, whatever the measure."""
    for measure in MEASURES:
        shown = opened("compare", language, indicator=chosen[0], measure=measure)
        drawn = {code for spec in shown.drawings for code in in_drawing(spec)}
        table = shown.of_class("t-table")[0] if drawn else None
        if table is not None:
            assert {row[-1][0].text for row in table.find("tbody")} == drawn


@everywhere
def test_a_computed_measure_stands_beside_what_is_printed_and_the_rest_is_counted(
    language, catalogue, by_indicator, house
):
    name = "talent_introduced"
    for measure in MEASURES:
        shown = opened("compare", language, indicator=name, measure=measure)
        picture = compare.compare(
            by_indicator[name],
            catalogue.indicators[name],
            tuple(catalogue.cities),
            "bar",
            measure,
            False,
            catalogue,
            language,
            house.version,
        )
        heads = {said(cell) for cell in shown.of_class("t-table")[0].iter("th")}
        assert (text("chart.computed", language) in heads) == (measure != "printed")
        rows = {row[-1][0].text: said(row) for row in shown.of_class("t-table")[0].find("tbody")}
        assert list(rows) == list(picture.codes)
        assert all(mark.text in rows[mark.code] for mark in picture.drawn)
        counted = text("compare.set_aside", language, n=len(picture.aside))
        assert (counted in shown.chunks) == bool(picture.aside)


@everywhere
def test_where_nothing_can_be_drawn_nothing_is_called_comparable(language, catalogue, by_indicator):
    """An indicator whose figures cannot be divided by residents has no verdict of sameness."""
    barren = next(
        n for n, own in by_indicator.items() if len(own) > 1 and all(r.per_10k is None for r in own)
    )
    shown = opened("compare", language, indicator=barren, measure="per_10k")
    assert shown.of_class("t-verdict") == []
    assert text("block.no_difference", language) not in shown.chunks
    assert text("chart.alt_nothing", language) in shown.chunks
    assert text("compare.drawn", language) not in shown.chunks


@everywhere
def test_compare_anyway_burns_the_reason_into_both_drawings(language, catalogue, by_indicator):
    shown = opened("compare", language, indicator="talent_apartments", anyway="1")
    different = choice("verdict", "different", language)
    (burnt,) = shown.of_class("tc-burnt")
    assert different in said(burnt)
    (spec,) = shown.drawings
    drawn = " ".join(drawn_words(spec))
    assert tight(different) in tight(drawn.replace("<br>", ""))
    assert text("compare.anyway_note", language) in shown.chunks
    planned = choice("standing", "planned", language)
    assert planned in said(burnt) and planned in drawn
    plain = opened("compare", language, indicator="talent_apartments")
    assert plain.of_class("tc-burnt") == []


@everywhere
def test_a_city_without_any_figure_is_named_and_gets_no_bar(language, catalogue, by_indicator):
    name = next(n for n, own in by_indicator.items() if len({r.city for r in own}) == 3)
    (absent,) = set(catalogue.cities) - {r.city for r in by_indicator[name]}
    shown = opened("compare", language, indicator=name)
    rows = [e for e in shown.of_class("tc-row") if catalogue.cities[absent].name[language] in said(e)]
    assert rows and all("tc-none" in {x.get("class") for x in row.iter()} for row in rows)
    assert all(text("chart.not_printed", language) in said(row) for row in rows)


def test_the_table_is_judged_by_its_own_figures_not_by_those_of_a_chart():
    """Bars show one year, of which nothing differs; the table has six, some of them preliminary."""
    (bars,) = opened("compare", "zh", indicator="gdp").of_class("t-verdict")
    (table,) = opened("compare", "zh", indicator="gdp", mode="table").of_class("t-verdict")
    assert choice("verdict", "same", "zh") in said(bars)
    assert choice("verdict", "different", "zh") in said(table) and "初步核算" in said(table)


def test_the_chosen_cities_alone_are_drawn(catalogue):
    for mode in (*MODES, "table"):
        shown = opened("compare", "en", indicator="high_tech_firms", cities="daqing,dezhou", mode=mode)
        assert {catalogue.statements[code].city for code in shown.codes} == {"daqing", "dezhou"}


def test_swapping_two_cities_on_the_page_would_be_seen(catalogue, by_indicator):
    """The rows are held to the statements: under another city, value or unit they are refused."""
    shown = opened("compare", "en", indicator="high_tech_firms")
    code = sorted(shown.codes)[0]
    row = next(r for r in shown.rows(code) if r.tag == "tr")
    name = next(e for e in row.iter("span") if e.get("class") == "t-city")
    kept, figure = name.text, next(e for e in row.iter("span") if e.get("class") == "t-figure")
    others = [c.name.en for c in catalogue.cities.values() if c.name.en != kept]
    try:
        name.text = others[0]
        assert untrue_rows(shown, catalogue)
    finally:
        name.text = kept
    kept = figure.text
    try:
        figure.text = kept.replace("firms", "persons")
        assert untrue_rows(shown, catalogue)
    finally:
        figure.text = kept
    assert untrue_rows(shown, catalogue) == []
