"""What is behind a passport code: where a figure was printed, how it is read, who agrees, what uses it."""

import difflib
import os
from dataclasses import dataclass, replace
from pathlib import Path

from talent import queries
from talent.catalogue import Adoption, Area, Catalogue, City, Indicator, Policy, Source
from talent.errors import TalentError
from talent.history import Revision, revisions, withdrawals
from talent.i18n import Name
from talent.queries import Reading
from talent.reading import documents
from talent.warehouse import Warehouse


@dataclass(frozen=True)
class Witness:
    """A further place that prints the same; it is counted nowhere."""

    source: Source
    paragraph: int | None


@dataclass(frozen=True)
class DerivedUse:
    """A value computed from this figure among others; None = unbounded or not computable."""

    id: str
    indicator: Indicator
    operation: str
    operands: tuple[str, ...]
    value: float | None
    low: float | None
    high: float | None
    note: Name


@dataclass(frozen=True)
class CheckUse:
    """An arithmetic check this figure takes part in: `computed` from `operands` against `expected`."""

    id: str
    operation: str
    operands: tuple[str, ...]
    total: str | None
    expected: float | None
    computed: float | None
    holds: bool | None
    note: Name


@dataclass(frozen=True)
class Passport:
    """All there is to say about one figure; `renamed_from` is the old code it was asked for by.

    `agreeing` and `conflicting` are other statements of the same figure, `adoption` the declared choice among
    them (another rule stands in `reading.adopted_rule`). `population` is the denominator of its per-capita
    value, `divides` are the codes it is the denominator of. `printed_beside` holds (code, as printed) of all
    statements of its paragraph, in order.
    """

    code: str
    renamed_from: str | None
    reading: Reading
    city: City
    area: Area
    indicator: Indicator
    definition: Name | None
    source: Source
    department: Name | None
    witnesses: tuple[Witness, ...]
    agreeing: tuple[Reading, ...]
    conflicting: tuple[Reading, ...]
    adoption: Adoption | None
    derived: tuple[DerivedUse, ...]
    checks: tuple[CheckUse, ...]
    policies: tuple[Policy, ...]
    population: Reading | None
    divides: tuple[str, ...]
    revisions: tuple[Revision, ...]
    printed_beside: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Sentence:
    """The document's sentence in three pieces, the middle one being the figure.

    Where the paragraph does not print the figure, `figure` is "" and `before` the whole paragraph, "" where
    the document has no such paragraph.
    """

    before: str
    figure: str
    after: str


def passport(catalogue: Catalogue, warehouse: Warehouse, code: str) -> Passport:
    """The passport of one code, in any case and by an old id too.

    Raises TalentError `withdrawn_figure` or `undone_figure` where it was there once, else
    `no_such_figure_near`.
    """
    asked = code.strip().upper()
    renamed = {old.upper(): new for old, new in catalogue.renamed.items()}
    current = renamed.get(asked, asked)
    reading = _reading(warehouse, current)
    if reading is None:
        _say_what_became_of(current)
        near = difflib.get_close_matches(current, catalogue.statements, n=1, cutoff=0)
        raise TalentError("no_such_figure_near", code=code, near="".join(near))
    source = _source(reading.source, catalogue)
    indicator = catalogue.indicators[reading.indicator]
    same = queries.records(warehouse, "same_figure", code=current)
    related = {
        relation: tuple(
            queries.reading(warehouse, row["other_id"]) for row in same if row["relation"] == relation
        )
        for relation in ("agreeing", "conflicting")
    }
    uses = queries.records(warehouse, "uses", code=current)
    used = {
        what: tuple(row["id"] for row in uses if row["what"] == what) for what in {u["what"] for u in uses}
    }
    return Passport(
        code=current,
        renamed_from=asked if asked in renamed else None,
        reading=reading,
        city=catalogue.cities[reading.city],
        area=catalogue.areas[reading.area],
        indicator=indicator,
        definition=indicator.definitions.get(reading.definition),
        source=source,
        department=source.departments.get(reading.attributed_to),
        witnesses=_witnesses(reading, catalogue),
        agreeing=related["agreeing"],
        conflicting=related["conflicting"],
        adoption=next((a for a in catalogue.adoptions if current in (a.adopted, *a.over)), None),
        derived=_derived(warehouse, catalogue, used.get("derived", ())),
        checks=_checks(warehouse, catalogue, used.get("check", ())),
        policies=tuple(catalogue.policies[policy_id] for policy_id in used.get("policy", ())),
        population=_reading(warehouse, reading.population_id) if reading.population_id else None,
        divides=used.get("population_of", ()),
        revisions=revisions(current),
        printed_beside=_beside(reading, catalogue),
    )


def _say_what_became_of(code: str) -> None:
    """TalentError where the figure was there once: `withdrawn_figure`, `undone_figure`."""
    for batch in withdrawals(code):
        if not batch.undone:
            raise TalentError("withdrawn_figure", code=code, batch=batch.id, why=batch.note)
    for revision in reversed(revisions(code)):
        if revision.state == "undone":
            raise TalentError("undone_figure", code=code, batch=revision.batch)


def _reading(warehouse: Warehouse, code: str) -> Reading | None:
    return next(iter(queries.readings(warehouse, code=code)), None)


def _source(source_id: str, catalogue: Catalogue) -> Source:
    """The source; an address that may not be a link is left out, the publisher stands for it."""
    found = catalogue.sources[source_id]
    return found if found.linkable else replace(found, address="")


def _witnesses(reading: Reading, catalogue: Catalogue) -> tuple[Witness, ...]:
    places = (place.partition(":") for place in reading.witnesses.split(";") if place)
    return tuple(
        Witness(_source(source, catalogue), int(paragraph) if paragraph else None)
        for source, _, paragraph in places
    )


def _derived(warehouse: Warehouse, catalogue: Catalogue, ids: tuple[str, ...]) -> tuple[DerivedUse, ...]:
    rows = queries.records(warehouse, "derived") if ids else ()
    return tuple(
        DerivedUse(
            id=row["derived"],
            indicator=catalogue.indicators[row["indicator"]],
            operation=row["operation"],
            operands=tuple(row["operands"].split(";")),
            value=row["value"],
            low=row["low"],
            high=row["high"],
            note=Name(row["note_zh"], row["note_en"]),
        )
        for row in rows
        if row["derived"] in ids
    )


def _checks(warehouse: Warehouse, catalogue: Catalogue, ids: tuple[str, ...]) -> tuple[CheckUse, ...]:
    rows = queries.records(warehouse, "checks") if ids else ()
    return tuple(
        CheckUse(
            id=row["relation"],
            operation=row["operation"],
            operands=tuple(row["operands"].split(";")),
            total=row["total"],
            expected=row["expected"],
            computed=row["computed"],
            holds=row["holds"],
            note=catalogue.checks[row["relation"]].note,
        )
        for row in rows
        if row["relation"] in ids
    )


def _beside(reading: Reading, catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """What the same paragraph prints, this figure included; only curated statements have a paragraph."""
    if reading.paragraph is None:
        return ()
    place = (reading.source, reading.paragraph)
    printed = [
        (s.statement_id, s.as_printed)
        for s in catalogue.statements.values()
        if (s.source, s.paragraph) == place
    ]
    # Codes count up in the order of the text; a fourth digit comes after all codes of three.
    return tuple(sorted(printed, key=lambda pair: (len(pair[0]), pair)))


def sources_folder() -> Path | None:
    """The folder with the documents' texts, if the machine has one (TALENT_SOURCES)."""
    folder = os.environ.get("TALENT_SOURCES")
    return Path(folder) if folder else None


def sentence(found: Passport, folder: Path | None) -> Sentence | None:
    """The sentence said to print the figure; None where its document is not on this machine."""
    reading = found.reading
    path = documents.find_source(folder, reading.source) if folder else None
    if path is None or reading.paragraph is None:
        return None
    paragraphs = documents.paragraphs(path.read_text(encoding="utf-8", errors="replace"))
    paragraph = paragraphs[reading.paragraph - 1] if reading.paragraph <= len(paragraphs) else ""
    # Equal figures of one paragraph claim their places in the order of their codes.
    spans = documents.locate(paragraph, [printed for _, printed in found.printed_beside])
    codes = [code for code, _ in found.printed_beside]
    span = spans[codes.index(found.code)] if found.code in codes else None
    if span is None:
        return Sentence(paragraph, "", "")
    whole, start, end = documents.sentence_around(paragraph, span.start, span.end)
    return Sentence(whole[:start], whole[start:end], whole[end:])
