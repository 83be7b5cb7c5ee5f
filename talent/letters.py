"""The gaps of one city as a data request letter, in words only."""

from collections.abc import Sequence

from talent.catalogue import Catalogue
from talent.i18n import text


def data_request(
    catalogue: Catalogue, gaps: Sequence[dict], city: str, language: str, data_version: str
) -> tuple[str, str]:
    """Subject and body of a letter asking for what `city` does not print; `gaps`: rows of `gaps.sql`."""
    subject = text("letter.subject", language, city=catalogue.cities[city].name[language])
    if not gaps:
        return subject, text("letter.none", language)
    lines = [_line(number, row, catalogue, language) for number, row in enumerate(gaps, start=1)]
    name = catalogue.cities[city].name[language]
    opening = [text("letter.to", language, city=name), "", text("letter.opening", language), ""]
    closing = ["", text("letter.closing", language, version=data_version), "", text("letter.sign", language)]
    return subject, "\n".join([*opening, *lines, *closing])


def _line(number: int, row: dict, catalogue: Catalogue, language: str) -> str:
    indicator = catalogue.indicators[row["indicator"]]
    why = text(f"letter.{row['state']}", language, year=row["newest"])
    return text(
        "letter.line",
        language,
        n=number,
        indicator=indicator.name[language],
        unit=indicator.unit.name[language],
        why=why,
    )
