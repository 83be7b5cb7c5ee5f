"""Larger things pages show: offers, terms, the passport of a figure, the catalogue's tables."""

from collections.abc import Iterable, Sequence
from datetime import date

import streamlit as st

from pages._parts import address, blocks, figures, store
from pages._parts.blocks import note, section, show, table, tag, words
from pages._parts.figures import code_link
from pages._parts.guard import plain
from pages._parts.language import choice, current, text
from talent import exports, offer, passports, profiles
from talent.catalogue import NotFigure, Policy, Statement
from talent.charts import facts, labels
from talent.charts.picture import Tag
from talent.i18n import Name, format_number
from talent.offer import words as terms_said

# Pixels for the name of a table before its download buttons.
DOWNLOAD_NAME = 320


def _amount(amount: offer.Amount | None, missing: str) -> str:
    """A printed amount with its codes, or what is not printed."""
    if amount is None:
        return tag("span", words(missing), class_="t-none")
    return tag("b", words(_printed(amount)))


def _printed(amount: offer.Amount | Statement) -> str:
    return terms_said.amount_text(amount, store.catalogue(), current())


def offers(found: Sequence[offer.CityOffer], arrives: date) -> None:
    """One column per city; kinds stand apart and are never added up."""
    newest = store.data_date()
    if newest and arrives > newest:
        note(text("offer.after_newest", date=newest))
    show(tag("div", *(_offer(one) for one in found), class_="t-cards t-offers"))
    note(text("offer.no_sum"))


def _offer(one: offer.CityOffer) -> str:
    city = store.catalogue().cities[one.city]
    kinds = [(kind, one.of_kind(kind)) for kind in offer.KINDS]
    body = [_kind(kind, lines, one) for kind, lines in kinds if lines]
    if not body:
        body = [tag("p", words(text("offer.nothing_offered")), class_="t-none")]
    silent = [
        tag("li", words(terms_said.silence_text(gap, store.catalogue(), current())))
        for gap in one.not_printed
    ]
    others = [
        _others(name, getattr(one, name))
        for name in ("encouraged", "not_yet", "ended", "superseded")
        if getattr(one, name)
    ]
    return tag(
        "section",
        tag("h3", tag("span", words(city.name[current()]))),
        *body,
        *others,
        tag("details", tag("summary", words(text("policies.silent", n=len(silent)))), tag("ul", *silent))
        if silent
        else "",
        class_="t-card",
        style=figures.city_style(city),
    )


def _kind(kind: str, lines: Sequence[offer.Line], whole: offer.CityOffer) -> str:
    return tag(
        "div",
        tag("h4", words(choice("offer.kind", kind))),
        *(_line(line, whole) for line in lines),
        class_=f"t-kind t-kind-{kind}",
    )


def _line(line: offer.Line, whole: offer.CityOffer | None = None) -> str:
    language = current()
    stay = terms_said.stay_text(line, store.catalogue(), language)
    lacks = not stay and line.lacks_duration
    extra = [
        *([Tag(stay)] if stay else []),
        *([Tag(text("policies.no_duration"), True)] if lacks else []),
        *terms_said.dates(line, language),
        *(Tag(one, True) for one in _limits(line)),
        *terms_said.paid_to(line.recipient, language),
        *(terms_said.alternatives(line, whole, language) if whole else ()),
    ]
    conditions = [part[language] for part in (line.conditions, line.stacking_note) if part]
    codes = [code for amount in (line.amount, line.duration) if amount for code in amount.statements]
    return tag(
        "div",
        tag("div", tag("span", words(line.instrument[language]), class_="t-name")),
        tag("div", _amount(line.amount, text("block.not_printed")), class_="t-value"),
        tag(
            "div",
            blocks.tag_row(extra),
            *(tag("p", words(one), class_="t-small") for one in conditions),
            tag(
                "p",
                words(line.package[language]),
                " ",
                *(code_link(code) + " " for code in codes),
                class_="t-small",
            ),
            class_="t-wide",
        ),
        class_="t-lead",
    )


def _limits(line: offer.Line) -> Iterable[str]:
    """What its statements say against reading a term as the whole city's, dated as printed."""
    catalogue = store.catalogue()
    codes = [code for amount in (line.amount, line.duration) if amount for code in amount.statements]
    printed = [catalogue.statements[code] for code in dict.fromkeys(codes)]
    for area in dict.fromkeys(s.area for s in printed if s.area != s.city):
        yield text("tag.only", area=catalogue.areas[area].name[current()])
    if any(s.period_inferred for s in printed):
        yield text("offer.date_inferred")


def _others(status: str, lines: Sequence[offer.Line]) -> str:
    """Lines that promise nothing: encouraged, not in force yet, ended, replaced."""
    return tag(
        "details",
        tag("summary", words(f"{choice('offer.status', status)} ({len(lines)})")),
        *(_line(line) for line in lines),
    )


def terms(benefit: str, found: Sequence[Policy]) -> None:
    """All printed terms of one benefit type: a row per tier and instrument, a column per city."""
    catalogue = store.catalogue()
    kinds = {offer.kind_of(policy) for policy in found}
    if len(kinds) == 1 and kinds <= {"loan", "not_to_person"}:
        note(choice("offer.kind", *kinds))
    tiers = [tier for tier in catalogue.tiers.values() if any(p.tier == tier.id for p in found)]
    rows = [
        [
            tag("b", words(tier.name[current()])),
            *(
                "".join(_term(p) for p in found if p.tier == tier.id and p.city == city)
                or tag("span", words(text("block.not_printed")), class_="t-none")
                for city in catalogue.cities
            ),
        ]
        for tier in tiers
    ]
    table(
        [text("policies.tier"), *(city.name[current()] for city in catalogue.cities.values())],
        rows,
        "t-terms",
    )


def _term(policy: Policy) -> str:
    """One printed term in its city's column."""
    language, statements = current(), store.catalogue().statements
    amount, duration = (statements.get(code or "") for code in (policy.amount, policy.duration))
    shown = [_printed(one) for one in (amount, duration) if one]
    value = (
        tag("b", words(" × ".join(shown)))
        if amount
        else tag("span", words(text("policies.no_amount")), class_="t-none")
    )
    dates = (Tag(one) for one in terms_said.term_dates(policy, language))
    payer = text(
        "policies.payer", payer=policy.payer[language] if policy.payer else text("block.not_printed")
    )
    codes = " ".join(code_link(code) for code in (policy.amount, policy.duration) if code)
    if policy.source:
        source = store.catalogue().sources[policy.source]
        codes = words(labels.place_text(source, policy.paragraph, language))
    return tag(
        "div",
        tag("div", words(policy.instrument[language]), class_="t-name"),
        value,
        tag("div", blocks.tag_row((*terms_said.term_limits(policy, language), *dates))),
        tag("p", words(policy.conditions[language]) if policy.conditions else "", class_="t-small"),
        tag("p", words(policy.package[language]), " · ", words(payer), " ", codes, class_="t-small"),
        class_="t-term",
    )


def passport(found: passports.Passport, sentence: passports.Sentence | None) -> None:
    """One figure: the number large, then everything known about where it comes from."""
    language, r = current(), found.reading
    show(
        tag(
            "section",
            tag("h2", tag("span", words(found.city.name[language])), tag("small", words(found.code))),
            tag("p", words(found.indicator.name[language]), class_="t-name"),
            tag("p", words(figures.value(r)), class_="t-hero"),
            tag("div", figures.tags(r)),
            tag("p", words(text("passport.renamed", old=found.renamed_from, new=found.code)), class_="t-note")
            if found.renamed_from
            else "",
            class_="t-card",
            style=figures.city_style(found.city),
        )
    )
    if sentence:
        _sentence(sentence, found)
    rows = (
        tag("dt", words(choice("fact", one.name)))
        + tag("dd", *(_said(line, one.name, found) for line in one.lines))
        for one in facts.facts(found, store.catalogue(), language)
    )
    show(tag("dl", *rows, class_="t-facts"))


def _sentence(sentence: passports.Sentence, found: passports.Passport) -> None:
    """What the document prints; where it is not the figure, that is said before it."""
    if sentence.figure:
        section(text("passport.sentence"))
    else:
        section(text("passport.paragraph_as_it_is"))
        said = text("passport.not_in_paragraph", printed=found.reading.as_printed)
        st.warning(plain(said), icon=":material/warning:")
    marked = tag("mark", words(sentence.figure)) if sentence.figure else ""
    if sentence.before or marked:
        show(tag("blockquote", words(sentence.before), marked, words(sentence.after)))


def _said(line: facts.Said, name: str, found: passports.Passport) -> str:
    """One line of a fact; an address is a link only where the page may be linked."""
    if name == "address" and (link := figures.source_link(found.source, line.before)):
        return link
    number = tag("b", words(line.number)) if line.number else ""
    codes = " ".join(code_link(code) for code in line.codes)
    parts = (blocks.tag_row(line.tags), words(line.before), number, words(line.after), codes)
    return tag("div", " ".join(filter(None, parts)))


def found_figures(rows: Sequence[dict]) -> None:
    """Search results; selecting a row opens its passport."""
    catalogue, language = store.catalogue(), current()
    by_code = {r.statement_id: r for r in store.readings()}
    columns = [
        text(f"block.{key}")
        for key in ("code", "city", "indicator", "value", "as_printed", "caveats", "source")
    ]
    lines = [
        (
            row["statement_id"],
            catalogue.cities[row["city"]].name[language],
            catalogue.indicators[row["indicator"]].name[language],
            figures.value(by_code[row["statement_id"]]),
            row["as_printed"],
            " · ".join(one.text for one in labels.tags(by_code[row["statement_id"]], catalogue, language)),
            figures.source_short(catalogue.sources[row["source"]], by_code[row["statement_id"]]),
        )
        for row in rows
    ]
    blocks.on_paper(text("taking.on_paper"))
    picked = st.dataframe(
        {name: [line[place] for line in lines] for place, name in enumerate(columns)},
        hide_index=True,
        height=460,
        on_select="rerun",
        selection_mode="single-row",
        key=f"catalogue.table.{language}",
    )
    if picked.selection.rows:
        figures.open_passport(lines[picked.selection.rows[0]][0])


def checks(rows: Iterable[dict]) -> None:
    """Arithmetic relations that should hold; those that fail come first."""
    body = [
        [
            tag(
                "span",
                words(text("catalogue.holds" if row["holds"] else "catalogue.fails")),
                class_="t-tag" if row["holds"] else "t-tag t-warn",
            ),
            words(choice("operation", row["operation"])),
            words(Name(row["note_zh"], row["note_en"])[current()]),
            words(format_number(row["expected"], current(), 2)),
            words(format_number(row["computed"], current(), 2)),
            " ".join(
                code_link(code) for code in (*row["operands"].split(";"), *filter(None, [row["total"]]))
            ),
        ]
        for row in rows
    ]
    table(
        [
            text(f"catalogue.check_{name}")
            for name in ("state", "kind", "what", "printed", "computed", "codes")
        ],
        body,
    )


def coverage(rows: Sequence[dict]) -> None:
    """City by indicator: newest year with a figure, its state, and why a cell is empty."""
    catalogue, language = store.catalogue(), current()
    cells: dict[tuple[str, str], list[dict]] = {}
    for row in rows:
        cells.setdefault((row["indicator"], row["city"]), []).append(row)
    names = list(dict.fromkeys(row["indicator"] for row in rows if row["figures"]))
    body = [
        [
            words(catalogue.indicators[name].name[language]),
            *(_covered(cells[name, city]) for city in catalogue.cities),
        ]
        for name in names
    ]
    head = [text("block.indicator"), *(city.name[language] for city in catalogue.cities.values())]
    table(head, body, "t-matrix")


def _covered(cell: Sequence[dict]) -> str:
    """One cell: every year with a figure and how old the newest is, else why there is none."""
    filled = [row for row in cell if row["figures"]]
    if not filled:
        return tag("span", words(choice("cell", "missing")), class_="t-cell")
    years = " ".join(_year(row) for row in filled)
    state, said = profiles.covered(filled, current())
    about = tag("small", words(said)) if said else ""
    return tag("span", years, " ", about, class_=f"t-cell t-years t-cell-{state}")


def _year(row: dict) -> str:
    """A year that leads to its figure."""
    target = address.href("passport", current(), code=row["best_id"])
    named = choice("cell", profiles.covered_state(row))
    return tag(
        "a", words(profiles.year_text(row, current())), href=target, target=blocks.window(), title=named
    )


def sources(rows: Iterable[dict]) -> None:
    """Documents and pages, numbered as in the passport codes."""
    catalogue, language = store.catalogue(), current()
    body = []
    for row in rows:
        source = catalogue.sources[row["source"]]
        link = figures.source_link(source, text("catalogue.page"))
        marks = [text("tag.reprint")] if source.reprint else []
        body.append(
            [
                words(f"{source.number:02d}"),
                words(source.title[language]) + " " + link,
                words(source.publisher[language]),
                words(source.published.isoformat() if source.published else text("block.not_printed"))
                + (
                    tag("p", words(source.published_note[language]), class_="t-small")
                    if source.published_note
                    else ""
                ),
                words(choice("grade", source.grade))
                + "".join(tag("span", words(m), class_="t-tag t-warn") for m in marks),
                words(str(row["figures"])),
            ]
        )
    table(
        [
            text(f"catalogue.source_{name}")
            for name in ("number", "title", "publisher", "date", "grade", "figures")
        ],
        body,
    )


def definitions(rows: Iterable[dict]) -> None:
    """What each indicator counts."""
    catalogue, language = store.catalogue(), current()
    body = []
    for row in rows:
        one = catalogue.indicators[row["indicator"]]
        variants = "".join(
            tag("span", words(name[language]), class_="t-tag") for name in one.definitions.values()
        )
        body.append(
            [
                words(choice("theme", one.theme)),
                tag("b", words(one.name[language])) + tag("p", words(one.id), class_="t-code"),
                words(one.text[language])
                + (tag("p", words(one.caveat[language]), class_="t-small") if one.caveat else "")
                + variants,
                words(one.unit.name[language]),
                words(choice("kind", one.kind)),
                words(str(row["figures"])),
            ]
        )
    table(
        [
            text(f"catalogue.indicator_{name}")
            for name in ("theme", "name", "text", "unit", "kind", "figures")
        ],
        body,
    )


def not_figures(rows: Iterable[NotFigure]) -> None:
    """Numbers of the documents that are no figures, with reasons."""
    catalogue, language = store.catalogue(), current()
    body = [
        [
            words(
                catalogue.sources[row.source].title[language]
                if row.source != "*"
                else text("catalogue.all_documents")
            ),
            words(text("block.paragraph", n=row.paragraph) if row.paragraph else ""),
            words(row.text),
            words(choice("not_figure", row.reason)),
        ]
        for row in rows
    ]
    table([text(f"catalogue.not_{name}") for name in ("document", "paragraph", "text", "reason")], body)


def downloads() -> None:
    """Every table in every format; files are made on the click, not before."""
    for name in exports.TABLES:
        with blocks.bar(f"download-{name}"):
            show(tag("p", tag("b", words(choice("export_table", name)))), width=DOWNLOAD_NAME)
            for kind in exports.FORMATS:
                if kind != "duckdb":
                    _download(name, kind)
    with blocks.bar("download-duckdb"):
        show(tag("p", tag("b", words(text("catalogue.whole")))), width=DOWNLOAD_NAME)
        _download("statements", "duckdb")


def _download(name: str, kind: str) -> None:
    language = current()
    st.download_button(
        kind.upper(),
        data=store.export(name, kind, language),
        file_name=exports.file_name(name if kind != "duckdb" else "talent", kind, store.version()),
        on_click="ignore",
        key=f"download.{name}.{kind}.{language}",
        type="tertiary",
    )


def letter(subject: str, body: str) -> None:
    """A letter as text to copy or keep."""
    st.code(f"{subject}\n\n{body}", language=None, wrap_lines=True)
    st.download_button(
        text("catalogue.letter_save"),
        data=f"\ufeff{subject}\n\n{body}\n".encode(),
        file_name=f"data-request-{store.version()}.txt",
        on_click="ignore",
        key=f"letter.{current()}",
    )
