"""The views of the Catalogue page: what is printed, where, how it fits together; each part a table."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from talent import profiles, queries
from talent.briefing.exhibit import Exhibit, Opened
from talent.briefing.makers import computed, figures, settings, tables
from talent.briefing.view import View
from talent.catalogue import STANDINGS, THEMES, NotFigure
from talent.charts import cells
from talent.charts.picture import Tag
from talent.charts.sheet import Cell, Row, Sheet
from talent.errors import TalentError, clean
from talent.i18n import Name, choice, format_value, text

_ALL = "all"


def exhibits(view: View, opened: Opened) -> Sequence[Exhibit]:
    """The tables of the part that `view` names; a letter is no picture: TalentError `view.letter`."""
    shown = settings.one_of(view, "view", (*_PARTS, "letter"), next(iter(_PARTS)))
    if shown == "letter":
        raise TalentError("view.letter")
    return _PARTS[shown](view, opened)


def _filter(view: View, name: str, known: Sequence[str]) -> str | None:
    chosen = settings.one_of(view, name, (_ALL, *known), _ALL)
    return None if chosen == _ALL else chosen


def _heads(opened: Opened, *keys: str) -> tuple[str, ...]:
    return tuple(text(key, opened.language) for key in keys)


def _table(view: View, part: str, found: Sheet) -> Exhibit:
    """A table that holds no readings speaks for itself."""
    return Exhibit(view, part, found, lines=tables.sentences(found))


def _search(view: View, opened: Opened) -> list[Exhibit]:
    """The figures found, and numbers of the documents that are none; TalentError `view.nothing_found`."""
    words = profiles.search_words(view.get("q"))
    asked = {
        "city": _filter(view, "only_city", tuple(opened.catalogue.cities)),
        "theme": _filter(view, "only_theme", THEMES),
        "standing": _filter(view, "only_standing", STANDINGS),
    }
    codes = [row["statement_id"] for row in queries.records(opened.warehouse, "search", words=words, **asked)]
    by_code = {r.statement_id: r for r in opened.readings}
    found = tuple(by_code[code] for code in codes)
    others = profiles.not_figures_with(opened.catalogue, words)
    if not (found or others):
        raise TalentError("view.nothing_found", words=clean(view.get("q")))
    title = text("sheet.search", opened.language, n=len(found))
    said = _asked(view, asked, opened)
    made = [Exhibit(view, "figures", figures.of_many(found, title, opened, said), found)] if found else []
    return [*made, *([_not_figures(view, others, opened)] if others else [])]


def _asked(view: View, asked: Mapping[str, str | None], opened: Opened) -> str:
    """What was searched for, in words."""
    language = opened.language
    colon = choice("punctuation", "colon", language)
    city, theme, standing = asked["city"], asked["theme"], asked["standing"]
    said = {
        "q": view.get("q"),
        "only_city": opened.catalogue.cities[city].name[language] if city else "",
        "only_theme": choice("theme", theme, language) if theme else "",
        "only_standing": choice("standing", standing, language) if standing else "",
    }
    return tables.parted(
        opened,
        *(f"{choice('guard.parameter', name, language)}{colon}{word}" for name, word in said.items() if word),
    )


def _coverage(view: View, opened: Opened) -> list[Exhibit]:
    catalogue, language = opened.catalogue, opened.language
    theme = _filter(view, "only_theme", THEMES)
    by_cell: dict[tuple[str, str], list[dict]] = {}
    for row in queries.records(opened.warehouse, "coverage"):
        if row["figures"] and theme in (None, row["theme"]):
            by_cell.setdefault((row["indicator"], row["city"]), []).append(row)
    used = {indicator for indicator, _ in by_cell}
    statements = catalogue.statements
    sources = {statements[row["best_id"]].source for rows in by_cell.values() for row in rows}
    rows = (
        Row(
            (
                Cell(one.name[language]),
                *(
                    _covered(by_cell.get((one.id, city), []), one.id, city, language)
                    for city in catalogue.cities
                ),
            )
        )
        for one in catalogue.indicators.values()
        if one.id in used
    )
    found = tables.sheet(
        opened,
        "coverage",
        text("sheet.coverage", language),
        (text("block.indicator", language), *(city.name[language] for city in catalogue.cities.values())),
        rows,
        scope=tables.parted(
            opened,
            tables.city_names(opened, catalogue.cities),
            choice("theme", theme, language) if theme else "",
        ),
        subtitle=_reading(opened),
        sources=sources,
    )
    return [_table(view, "coverage", found)]


def _reading(opened: Opened) -> str:
    """How to read the years, and from which source on their age is counted."""
    said, day = [text("catalogue.coverage_lead", opened.language)], opened.warehouse.data_date
    if day:
        said.append(text("sheet.coverage_read.newest_source", opened.language, day=day.isoformat()))
    return text("sheet.between", opened.language).join(said)


def _covered(rows: Sequence[dict], indicator: str, city: str, language: str) -> Cell:
    """Every year with a figure, how old the newest is, what limits it."""
    key = f"coverage.{city}.{indicator}"
    if not rows:
        return Cell(choice("cell", "missing", language), key=key, raw="missing")
    state, about = profiles.covered(rows, language)
    years = " ".join(profiles.year_text(row, language) for row in rows)
    warn = state in ("part", "definition", "planned", "old", "undated")
    counts = cells.raw(*(f"{row['year']}:{row['state']}:{row['best_id']}" for row in rows))
    tags = (Tag(about, warn),) if about else ()
    return Cell(years, tags, profiles.best_year(rows)["best_id"], key=key, raw=counts)


def _checks(view: View, opened: Opened) -> list[Exhibit]:
    """What should hold and does or not, what is computed, who contradicts whom."""
    contested = tuple(r for r in opened.readings if r.conflict)
    title = text("catalogue.conflicts", opened.language)
    conflicts = [Exhibit(view, "conflicts", figures.of_many(contested, title, opened), contested)]
    return [
        _table(view, "checks", _held(opened)),
        _table(view, "derived", _derived(opened)),
        *(conflicts if contested else []),
    ]


def _held(opened: Opened) -> Sheet:
    language, catalogue = opened.language, opened.catalogue
    rows = queries.records(opened.warehouse, "checks")
    codes = [code for row in rows for code in _involved(row)]
    names = ("what", "kind", "printed", "computed", "state", "codes")
    statements = catalogue.statements
    return tables.sheet(
        opened,
        "checks",
        text("sheet.checks", language),
        _heads(opened, *(f"catalogue.check_{name}" for name in names)),
        (_check(row, opened) for row in rows),
        scope=tables.city_names(opened, (statements[code].city for code in codes)),
        subtitle=text("catalogue.checks_lead", language),
        sources=(statements[code].source for code in codes),
        codes=codes,
    )


def _involved(row: dict) -> list[str]:
    return [*row["operands"].split(";"), *filter(None, [row["total"]])]


def _check(row: dict, opened: Opened) -> Row:
    """A relation, what is printed and what it comes to, in the unit of what it is about."""
    language = opened.language
    # A total and a printed growth come last; two departments' base is of what the first of them counts.
    place = -1 if row["total"] or row["operation"] == "growth" else 0
    about = opened.catalogue.statements[_involved(row)[place]]
    unit = opened.catalogue.units[about.unit]
    word = text("catalogue.holds" if row["holds"] else "catalogue.fails", language)
    printed, reckoned = (
        Cell(
            format_value(row[name], unit, language, decimals=2),
            value=row[name],
            key=f"{row['relation']}.{name}",
            raw=cells.raw(cells.rough(row[name])),
        )
        for name in ("expected", "computed")
    )
    return Row(
        (
            Cell(Name(row["note_zh"], row["note_en"])[language]),
            Cell(choice("operation", row["operation"], language)),
            printed,
            reckoned,
            Cell(
                word,
                () if row["holds"] else (Tag(text("sheet.mind", language), True),),
                key=row["relation"],
                raw=str(row["holds"]),
            ),
            Cell(" ".join(_involved(row))),
        )
    )


def _derived(opened: Opened) -> Sheet:
    language, catalogue = opened.language, opened.catalogue
    rows = queries.records(opened.warehouse, "derived")
    return tables.sheet(
        opened,
        "derived",
        text("sheet.derived", language),
        _heads(
            opened,
            "block.city",
            "block.indicator",
            "compare.period",
            "block.value",
            "block.how",
            "sheet.note",
        ),
        (
            Row(
                (
                    Cell(catalogue.areas[row["area"]].name[language]),
                    Cell(catalogue.indicators[row["indicator"]].name[language]),
                    computed.period(row, opened),
                    computed.value(row, opened),
                    computed.how(row, opened),
                    computed.note(row, language),
                ),
                row["city"],
            )
            for row in rows
        ),
        scope=tables.city_names(opened, (row["city"] for row in rows)),
        subtitle=text("sheet.derived_lead", language),
        sources=computed.sources(rows, opened),
        codes=(code for row in rows for code in row["operands"].split(";")),
    )


def _sources(view: View, opened: Opened) -> list[Exhibit]:
    language, catalogue = opened.language, opened.catalogue
    names = ("number", "title", "publisher", "date", "grade", "figures")
    found = tables.sheet(
        opened,
        "sources",
        text("catalogue.sources", language),
        _heads(opened, *(f"catalogue.source_{name}" for name in names)),
        (_source(row, opened) for row in queries.records(opened.warehouse, "sources")),
        scope=tables.city_names(opened, catalogue.cities),
        # Each row is a source: a line that names all of them again would say nothing.
        sources=(),
    )
    return [_table(view, "sources", found)]


def _source(row: dict, opened: Opened) -> Row:
    language = opened.language
    one = opened.catalogue.sources[row["source"]]
    day = one.published.isoformat() if one.published else text("block.not_printed", language)
    if one.published and one.published_inferred:
        day = text("chart.date_inferred", language, date=day)
    note = (Tag(one.published_note[language]),) if one.published_note else ()
    reprint = (Tag(text("tag.reprint", language), True),) if one.reprint else ()
    return Row(
        (
            Cell(f"{one.number:02d}"),
            Cell(one.title[language]),
            Cell(one.publisher[language]),
            Cell(day, note),
            Cell(choice("grade", one.grade, language), reprint),
            _count(row["figures"], f"source.{one.id}"),
        ),
        one.city,
    )


def _count(count: int, key: str) -> Cell:
    return Cell(str(count), value=count, key=key, raw=str(count))


def _definitions(view: View, opened: Opened) -> list[Exhibit]:
    language = opened.language
    names = ("name", "text", "unit", "kind", "figures")
    heads = _heads(opened, *(f"catalogue.indicator_{name}" for name in names))
    found = tables.sheet(
        opened,
        "definitions",
        text("catalogue.indicators", language),
        heads,
        _defined(opened, heads),
        scope=tables.city_names(opened, opened.catalogue.cities),
        sources=(),
    )
    return [_table(view, "definitions", found)]


def _defined(opened: Opened, heads: Sequence[str]) -> Iterator[Row]:
    """What each indicator counts, by theme; what limits it and its other definitions beside."""
    language, above = opened.language, ""
    for row in queries.records(opened.warehouse, "indicators"):
        one = opened.catalogue.indicators[row["indicator"]]
        if one.theme != above:
            above = one.theme
            yield tables.heading(choice("theme", above, language), heads)
        caveat = (Tag(one.caveat[language], True),) if one.caveat else ()
        yield Row(
            (
                Cell(one.name[language]),
                Cell(
                    one.text[language],
                    (*caveat, *(Tag(other[language]) for other in one.definitions.values())),
                ),
                Cell(one.unit.name[language]),
                Cell(choice("kind", one.kind, language)),
                _count(row["figures"], f"indicator.{one.id}"),
            )
        )


def _no_figures(view: View, opened: Opened) -> list[Exhibit]:
    return [_not_figures(view, opened.catalogue.not_figures, opened)]


def _not_figures(view: View, rows: Sequence[NotFigure], opened: Opened) -> Exhibit:
    """Numbers of the documents that are no figures, with reasons."""
    language, sources = opened.language, opened.catalogue.sources
    names = ("document", "paragraph", "text", "reason")
    found = tables.sheet(
        opened,
        "not_figures",
        text("catalogue.not_figures", language),
        _heads(opened, *(f"catalogue.not_{name}" for name in names)),
        (Row(tables.words(*_not_figure(row, opened))) for row in rows),
        scope=tables.city_names(
            opened, (city for row in rows if row.source in sources and (city := sources[row.source].city))
        ),
        subtitle=text("catalogue.not_figures_lead", language),
        sources={row.source for row in rows if row.source in sources},
    )
    return _table(view, "not_figures", found)


def _not_figure(row: NotFigure, opened: Opened) -> tuple[str, ...]:
    language, sources = opened.language, opened.catalogue.sources
    everywhere = row.source not in sources
    return (
        text("catalogue.all_documents", language) if everywhere else sources[row.source].title[language],
        text("block.paragraph", language, n=row.paragraph) if row.paragraph else "",
        row.text,
        choice("not_figure", row.reason, language),
    )


_PARTS: Mapping[str, Callable[[View, Opened], list[Exhibit]]] = MappingProxyType(
    {
        "search": _search,
        "coverage": _coverage,
        "checks": _checks,
        "sources": _sources,
        "definitions": _definitions,
        "not_figures": _no_figures,
    }
)
