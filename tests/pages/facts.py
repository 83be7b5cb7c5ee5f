"""What a row that shows a figure must say, taken from the statement itself."""

import re
from xml.etree.ElementTree import Element

from talent.catalogue import Catalogue, Statement
from talent.i18n import choice, format_value, text
from tests.pages.opening import Shown, said

# What must never be read on a page: a value that slipped through, a field left unfilled.
SLIPPED = re.compile(r"\b(None(?! of )|nan|NaN|NaT|undefined|null)\b|[{}]")
SNAKE = re.compile(r"\b[a-z]+(?:_[a-z0-9]+)+\b")
# File names of sources, in the sources' own titles and notes.
FILE = re.compile(r"[\w./-]+\.(csv|json|xlsx)")
HAN = re.compile(r"[\u4e00-\u9fff]")
SENTENCE = re.compile(r"(?:[A-Za-z][a-z'’]+[ ,]+){2,}[A-Za-z]+")


def value_text(statement: Statement, catalogue: Catalogue, language: str) -> str:
    unit = catalogue.units[statement.unit]
    return format_value(statement.value, unit, language, high=statement.value_high, bound=statement.bound)


def tight(words: str) -> str:
    return "".join(words.split())


def unsaid(row: Element, code: str, catalogue: Catalogue, language: str, computed: bool = False) -> list[str]:
    """What the row of a figure leaves out of what its statement prints: value, scope, standing, period."""
    statement = catalogue.statements[code]
    words = said(row)
    wanted = value_text(statement, catalogue, language)
    if "tc-row" in row.get("class", ""):  # the unit of a bar stands above its panel
        wanted = wanted.removesuffix(catalogue.units[statement.unit].name[language])
        wanted = "" if computed else wanted
    missing = [] if tight(wanted) in tight(words) else [wanted]
    asked = []
    if statement.area != statement.city:
        asked.append(catalogue.areas[statement.area].name[language])
    if statement.standing in ("planned", "in_progress"):
        asked.append(choice("standing", statement.standing, language))
    if statement.period_inferred:
        inferred = {"effective_from": "effect_inferred", "since": "since_inferred"}
        asked.append(text(f"tag.{inferred.get(statement.period_basis, 'inferred')}", language))
    if statement.period_basis in ("year", "half_year", "as_of", "months") and statement.period_end:
        asked.append(str(statement.period_end.year))
    if statement.period_basis == "unstated":
        unknown = [text(f"tag.{key}", language) for key in ("period_unstated", "day_unstated")]
        if not any(one in words for one in unknown):
            missing.append(unknown[0])
    return missing + [one for one in asked if one not in words]


def untrue_rows(shown: Shown, catalogue: Catalogue, computed: bool = False) -> list[str]:
    """Every row of the page that shows a figure and says less, or another city, than the statement.

    `computed`: the bars are per year or per head, so only their words are held to the statement.
    """
    names = {city.name[shown.language]: city.id for city in catalogue.cities.values()}
    found = []
    for code in sorted(shown.codes & set(catalogue.statements)):
        for row in shown.rows(code):
            found += [
                f"{code}: {one} not in “{said(row)}”"
                for one in unsaid(row, code, catalogue, shown.language, computed)
            ]
            named = [
                names[e.text]
                for e in row.iter("span")
                if e.get("class") in ("t-city", "tc-name") and e.text in names
            ]
            if named and named != [catalogue.statements[code].city]:
                found.append(f"{code} stands under {named}")
    return found


def slips(shown: Shown, catalogue: Catalogue) -> list[str]:
    """Pieces of text that no reader should see: empty values, unfilled fields, ids."""
    ids = {
        *catalogue.sources,
        *catalogue.policies,
        *catalogue.derived,
        *catalogue.checks,
        "unstated",
        "multi_year",
    }
    own = {e.text for e in shown.of_class("t-code")}  # the definitions show ids on purpose
    found = []
    for chunk in shown.chunks:
        plain = FILE.sub("", chunk)
        if SLIPPED.search(plain) or (
            chunk not in own and (SNAKE.search(plain) or "unstated" in plain or chunk in ids)
        ):
            found.append(chunk)
    return found


def foreign(shown: Shown, catalogue: Catalogue) -> list[str]:
    """Pieces of text in the other language: Han on an English page, sentences in English on a Chinese one."""
    if shown.language == "zh":
        return [chunk for chunk in shown.chunks if SENTENCE.search(FILE.sub("", chunk))]
    printed = {tight(s.as_printed) for s in catalogue.statements.values()}
    printed |= {tight(one.text) for one in catalogue.not_figures}
    switch = choice("app.language", "zh", "zh")
    found = [
        chunk
        for chunk in shown.chunks
        if HAN.search(chunk) and chunk != switch and tight(chunk) not in printed
    ]
    # What is quoted is as printed.
    left = {chunk: re.sub(r"[“'‘][^“”'’]*[”'’]", "", chunk) for chunk in found}
    return [chunk for chunk in found if HAN.search(left[chunk]) and tight(left[chunk]) not in printed]
