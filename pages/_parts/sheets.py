"""Larger things pages show: offers, terms, the passport of a figure, the catalogue's tables."""

from collections.abc import Iterable, Sequence
from datetime import date

import streamlit as st

from pages._parts import address, blocks, store
from pages._parts.blocks import code_link, note, section, show, table, tag, words
from pages._parts.language import choice, current, text
from talent import exports, offer, passports, profiles
from talent.catalogue import NotFigure, Policy, Statement
from talent.charts import labels
from talent.comparability import attribution_text
from talent.i18n import Name, format_number, format_value
from talent.queries import Reading

# Pixels for the name of a table before its download buttons.
DOWNLOAD_NAME = 320


def _amount(amount: offer.Amount | None, missing: str) -> str:
    """A printed amount with its codes, or what is not printed."""
    if amount is None:
        return tag("span", words(missing), class_="t-none")
    return tag("b", words(_printed(amount)))


def _printed(amount: offer.Amount | Statement) -> str:
    return offer.amount_text(amount, store.catalogue(), current())


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
        tag("li", words(offer.silence_text(gap, store.catalogue(), current()))) for gap in one.not_printed
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
        style=blocks.city_style(city),
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
    extra = []
    if line.months and line.total:
        stay = text("offer.over_stay", months=_printed(line.months), total=_printed(line.total))
        extra.append(tag("span", words(stay), class_="t-tag"))
    elif line.lacks_duration:
        extra.append(tag("span", words(text("policies.no_duration")), class_="t-tag t-warn"))
    if line.effective_from:
        day = line.effective_from.isoformat()
        extra.append(tag("span", words(text("offer.from", date=day)), class_="t-tag"))
        end = text("offer.until", date=line.effective_to) if line.effective_to else text("offer.no_end")
        extra.append(tag("span", words(end), class_="t-tag"))
    elif line.status == "undated":
        extra.append(tag("span", words(text("offer.date_not_printed")), class_="t-tag t-warn"))
    extra += [tag("span", words(one), class_="t-tag t-warn") for one in _limits(line)]
    if line.recipient != "person":
        paid = text("offer.paid_to", recipient=choice("recipient", line.recipient))
        extra.append(tag("span", words(paid), class_="t-tag t-warn"))
    if line.alternatives and whole:
        names = {p.policy_id: p.instrument[language] for p in whole.offered}
        listed = [names[one] for one in line.alternatives if one in names]
        if listed:
            only = text("offer.alternatives", names=text("punctuation.comma").join(dict.fromkeys(listed)))
            extra.append(tag("span", words(only), class_="t-tag t-warn"))
    conditions = [part[language] for part in (line.conditions, line.stacking_note) if part]
    codes = [code for amount in (line.amount, line.duration) if amount for code in amount.statements]
    return tag(
        "div",
        tag("div", tag("span", words(line.instrument[language]), class_="t-name")),
        tag("div", _amount(line.amount, text("block.not_printed")), class_="t-value"),
        tag(
            "div",
            *extra,
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
    dates = [
        text("offer.from", date=policy.effective_from.isoformat())
        if policy.effective_from
        else text("offer.date_not_printed"),
        *([text("offer.until", date=policy.effective_to.isoformat())] if policy.effective_to else []),
    ]
    warn = [choice("offer.status", "encouraged")] if policy.standing == "encouraged" else []
    if policy.recipient != "person":
        warn.append(text("offer.paid_to", recipient=choice("recipient", policy.recipient)))
    payer = text(
        "policies.payer", payer=policy.payer[language] if policy.payer else text("block.not_printed")
    )
    codes = " ".join(code_link(code) for code in (policy.amount, policy.duration) if code)
    if policy.source:
        source = store.catalogue().sources[policy.source]
        codes = words(f"{labels.source_line(source, language)} {text('block.paragraph', n=policy.paragraph)}")
    return tag(
        "div",
        tag("div", words(policy.instrument[language]), class_="t-name"),
        value,
        tag(
            "div",
            *(tag("span", words(one), class_="t-tag t-warn") for one in warn),
            *(tag("span", words(one), class_="t-tag") for one in dates),
        ),
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
            tag("h3", tag("span", words(found.city.name[language])), tag("small", words(found.code))),
            tag("p", words(found.indicator.name[language]), class_="t-name"),
            tag("p", words(blocks.value(r)), class_="t-hero"),
            tag("div", blocks.tags(r)),
            tag("p", words(text("passport.renamed", old=found.renamed_from, new=found.code)), class_="t-note")
            if found.renamed_from
            else "",
            class_="t-card t-passport",
            style=blocks.city_style(found.city),
        )
    )
    if sentence:
        section(text("passport.sentence"))
        show(
            tag(
                "blockquote",
                words(sentence.before),
                tag("mark", words(sentence.figure)),
                words(sentence.after),
            )
        )
    rows = [(choice("fact", name), inside) for name, inside in _facts(found) if inside]
    show(tag("dl", *(tag("dt", words(name)) + tag("dd", inside) for name, inside in rows), class_="t-facts"))


def _facts(found: passports.Passport) -> Iterable[tuple[str, str]]:
    """The rows of a passport: name of the row, its markup ("" = nothing to say)."""
    language, r, source = current(), found.reading, found.source
    yield "as_printed", tag("b", words(r.as_printed))
    yield "indicator", words(found.indicator.text[language])
    if found.definition:
        yield "definition", words(found.definition[language])
    yield "area", words(found.area.name[language])
    yield "period", words(labels.period_text(r, language))
    yield "standing", words(choice("standing", r.standing))
    yield "interval", words(_interval(found))
    yield "source", words(f"{source.number:02d} {source.title[language]} · {source.publisher[language]}")
    yield "published", words(_published(found))
    yield "address", _address(found)
    yield "paragraph", words(text("block.paragraph", n=r.paragraph)) if r.paragraph else ""
    yield "department", words(found.department[language]) if found.department else ""
    yield "note", words(Name(r.note_zh, r.note_en)[language])
    yield "witness", "".join(tag("div", words(_witness(one))) for one in found.witnesses)
    yield "agreeing", "".join(_other(one) for one in found.agreeing)
    yield "conflicting", "".join(_other(one) for one in found.conflicting) + _adoption(found)
    yield "population", _other(found.population) + words(_per_capita(r)) if found.population else ""
    yield "derived", "".join(_derived(one) for one in found.derived)
    yield "check", "".join(_check(one) for one in found.checks)
    yield (
        "policy",
        "".join(
            tag("div", words(f"{p.package[language]} · {p.instrument[language]}")) for p in found.policies
        ),
    )
    yield "divides", " ".join(code_link(code) for code in found.divides)
    yield (
        "revision",
        "".join(tag("div", words(labels.revision_text(one, language))) for one in found.revisions),
    )


def _interval(found: passports.Passport) -> str:
    r = found.reading
    ends = [
        format_number(end, current()) if end is not None else text("passport.unbounded")
        for end in (r.low, r.high)
    ]
    return text("passport.between", low=ends[0], high=ends[1]) if r.low != r.high else text("block.exact")


def _published(found: passports.Passport) -> str:
    source, language = found.source, current()
    if source.published is None:
        return text("passport.not_printed")
    day = source.published.isoformat()
    shown = text("passport.inferred", date=day) if source.published_inferred else day
    return f"{shown} {source.published_note[language] if source.published_note else ''}".strip()


def _address(found: passports.Passport) -> str:
    """A link only where the page may be linked; a mirror is named and not linked."""
    source = found.source
    link = blocks.source_link(source, source.address)
    return link or words(text("passport.no_address" if source.grade == "core" else "passport.mirror"))


def _witness(one: passports.Witness) -> str:
    where = text("block.paragraph", n=one.paragraph) if one.paragraph else ""
    return f"{labels.source_line(one.source, current())} {where}".strip()


def _other(reading: Reading) -> str:
    """Another figure in one line."""
    source = store.catalogue().sources[reading.source]
    return tag(
        "div",
        tag("b", words(blocks.value(reading))),
        " ",
        words(
            f"{attribution_text(reading, store.catalogue(), current())} · "
            f"{blocks.source_short(source, reading)}"
        ),
        " ",
        code_link(reading.statement_id),
    )


def _adoption(found: passports.Passport) -> str:
    if not found.conflicting:
        return ""
    r = found.reading
    if r.adopted is None:
        return tag("div", words(text("passport.adopted_none")), class_="t-note")
    adopted = r.statement_id if r.adopted else next(o.statement_id for o in found.conflicting if o.adopted)
    rule = choice("tag.rule", r.adopted_rule or "declared")
    reason = found.adoption.reason[current()] if found.adoption else ""
    return tag(
        "div",
        words(text("passport.adopted_by", code=adopted, rule=rule)),
        " ",
        words(reason),
        class_="t-note",
    )


def _per_capita(reading: Reading) -> str:
    if reading.per_10k is None:
        return ""
    unit = store.catalogue().units[reading.unit]
    shown = format_value(reading.per_10k, unit, current(), decimals=2)
    return text("passport.per_10k", value=shown)


def _derived(one: passports.DerivedUse) -> str:
    shown = format_value(one.value, one.indicator.unit, current(), decimals=one.indicator.decimals)
    operands = " ".join(code_link(code) for code in one.operands)
    how = f"{choice('operation', one.operation)} · {one.note[current()]}"
    return tag(
        "div",
        words(one.indicator.name[current()]),
        " ",
        tag("b", words(shown)),
        " ",
        words(how),
        " ",
        operands,
    )


def _check(one: passports.CheckUse) -> str:
    word = text("passport.holds") if one.holds else text("passport.fails")
    return tag(
        "div",
        tag("span", words(word), class_="t-tag" if one.holds else "t-tag t-warn"),
        " ",
        words(one.note[current()]),
        " ",
        " ".join(code_link(code) for code in (*one.operands, *filter(None, [one.total]))),
    )


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
            blocks.value(by_code[row["statement_id"]]),
            row["as_printed"],
            " · ".join(one.text for one in labels.tags(by_code[row["statement_id"]], catalogue, language)),
            blocks.source_short(catalogue.sources[row["source"]], by_code[row["statement_id"]]),
        )
        for row in rows
    ]
    picked = st.dataframe(
        {name: [line[place] for line in lines] for place, name in enumerate(columns)},
        hide_index=True,
        height=460,
        on_select="rerun",
        selection_mode="single-row",
        key=f"catalogue.table.{language}",
    )
    if picked.selection.rows:
        blocks.open_passport(lines[picked.selection.rows[0]][0])


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
        return tag("span", words(choice("cell", "missing")), class_="t-cell t-cell-missing")
    best = max(filled, key=lambda row: (row["state"] == "printed", row["year"] or 0))
    years = " ".join(_year(row) for row in filled)
    state = _cell_state(best)
    said = [choice("cell", state)] if state in ("part", "definition", "planned") else []
    said += [text("catalogue.age", n=best["age"])] if best["age"] else []
    about = tag("small", words(text("punctuation.comma").join(said))) if said else ""
    return tag("span", years, " ", about, class_=f"t-cell t-years t-cell-{state}")


def _year(row: dict) -> str:
    """A year that leads to its figure; in brackets where the figure is not the whole city's or not done."""
    shown = str(row["year"] or choice("cell", "undated"))
    whole = row["state"] == "printed"
    return tag(
        "a",
        words(shown if whole else f"({shown})"),
        href=address.href("passport", current(), code=row["best_id"]),
        target=blocks.window(),
        title=choice("cell", _cell_state(row)),
    )


def _cell_state(row: dict) -> str:
    """How a cell is shaded, as in the overview's matrix."""
    if row["state"] != "printed":
        return row["state"]
    if row["year"] is None:
        return "undated"
    return "old" if row["age"] > profiles.OLD else "new"


def sources(rows: Iterable[dict]) -> None:
    """Documents and pages, numbered as in the passport codes."""
    catalogue, language = store.catalogue(), current()
    body = []
    for row in rows:
        source = catalogue.sources[row["source"]]
        link = blocks.source_link(source, text("catalogue.page"))
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
