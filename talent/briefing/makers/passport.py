"""The view of one figure: where it was printed, how it is read, who agrees, what rests on it."""

from collections.abc import Iterator, Sequence

from talent import passports
from talent.briefing.exhibit import Exhibit, Opened
from talent.briefing.makers import tables
from talent.briefing.view import View
from talent.charts import cells, facts
from talent.charts.sheet import Cell, Row, Sheet
from talent.errors import TalentError
from talent.i18n import choice, text
from talent.passports import Passport


def exhibits(view: View, opened: Opened) -> Sequence[Exhibit]:
    """One table of facts; TalentError `view.no_code`, and as `passports.passport` raises."""
    if not view.get("code"):
        raise TalentError("view.no_code")
    found = passports.passport(opened.catalogue, opened.warehouse, view.get("code"))
    return [Exhibit(view, "passport", _passport(found, opened), (found.reading,), found.indicator)]


def _passport(found: Passport, opened: Opened) -> Sheet:
    language, reading = opened.language, found.reading
    others = (*found.agreeing, *found.conflicting, *([found.population] if found.population else []))
    name = found.indicator.name[language]
    title = text("sheet.passport", language, city=found.city.name[language], indicator=name, code=found.code)
    renamed = text("passport.renamed", language, old=found.renamed_from, new=found.code)
    sheet_of = (reading, *others)
    return tables.sheet(
        opened,
        "passport",
        title,
        (text("sheet.fact", language), text("sheet.said", language)),
        _rows(found, opened),
        scope=tables.scope(opened, [reading], [reading.city]),
        subtitle=found.indicator.caveat[language] if found.indicator.caveat else "",
        notes=[renamed] if found.renamed_from else [],
        sources=(*(r.source for r in sheet_of), *(one.source.id for one in found.witnesses)),
        codes=_codes(found),
    )


def _codes(found: Passport) -> Iterator[str]:
    """The codes that its facts name."""
    for one in found.derived:
        yield from one.operands
    for one in found.checks:
        yield from (*one.operands, *filter(None, [one.total]))
    yield from found.divides


def _rows(found: Passport, opened: Opened) -> Iterator[Row]:
    language, city = opened.language, found.reading.city
    figure = cells.figure(found.reading, opened.catalogue, language)
    yield Row((Cell(text("block.value", language)), figure), city)
    sentence = passports.sentence(found, passports.sources_folder())
    if sentence and sentence.figure:
        said = text("sheet.sentence", language, **vars(sentence))
        yield Row(tables.words(text("passport.sentence", language), said), city)
    elif sentence:
        missed = text("passport.not_in_paragraph", language, printed=found.reading.as_printed)
        said = " ".join(filter(None, (missed, sentence.before)))
        yield Row(tables.words(text("passport.paragraph_as_it_is", language), said), city)
    for fact in facts.facts(found, opened.catalogue, language):
        name = choice("fact", fact.name, language)
        for place, line in enumerate(fact.lines):
            yield Row((Cell(name if place == 0 else ""), _said(line)), city)


def _said(line: facts.Said) -> Cell:
    """One line of a fact; the figure it speaks of has its code beside it, as in any table."""
    code = line.key if line.key in line.codes else ""
    codes = (one for one in line.codes if one != code)
    words = " ".join(filter(None, (line.before, line.number, line.after, *codes)))
    return Cell(words, line.tags, code, line.value, line.key, line.raw)
