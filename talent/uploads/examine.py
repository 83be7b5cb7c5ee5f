"""From what an analyst brings to what it says: a file, a paste, rows of a grid, a press release."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from talent.reading.press import Proposal
from talent.uploads import reading
from talent.uploads.check import check
from talent.uploads.layout import stage
from talent.uploads.model import FIELDS, Book, Checked, Choices, Sheet, Staging
from talent.warehouse import Warehouse


@dataclass(frozen=True)
class Examined:
    """An upload at every step of its way, checked against one state of the data."""

    book: Book
    staging: Staging
    checked: Checked


def file(
    now: Warehouse, data: bytes, name: str, choices: Choices, stop: Callable[[], bool] | None = None
) -> Examined:
    """A CSV or XLSX file; TalentError `read.…` where it cannot be read, or `stop` says so."""
    return book(now, reading.read(data, name, choices.encoding, stop=stop), choices)


def book(now: Warehouse, found: Book, choices: Choices) -> Examined:
    """What was read already: with other choices, or against newer data."""
    staging = stage(found, now.catalogue, choices)
    return Examined(found, staging, check(now, now.catalogue, staging, choices))


def rows(found: Iterable[Mapping[str, str]], name: str = "") -> Book:
    """Statements as texts by FIELDS, from a grid or a form; empty rows keep their place and say nothing."""
    body = tuple(tuple(str(row.get(field) or "") for field in FIELDS) for row in found)
    return Book(name, "paste", (Sheet("", (FIELDS, *body)),))


def row(proposal: Proposal) -> dict[str, str]:
    """A proposal as the row of a long table; what it does not say stays empty.

    A place that is declared nowhere stands as it is printed: an empty area would mean the whole city.
    """
    said = {field: getattr(proposal, field, None) for field in FIELDS} | {
        "area": proposal.area or proposal.place
    }
    return {field: _written(value) for field, value in said.items() if value not in (None, "")}


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:.15g}" if isinstance(value, float) else str(value)
