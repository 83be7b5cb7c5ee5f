"""Drafts of batches for tests."""

from dataclasses import astuple
from datetime import date
from types import MappingProxyType

import pyarrow as pa

from talent.catalogue import STATEMENT_COLUMNS, Source, Statement
from talent.i18n import Name
from talent.ledger import SCHEMA, Draft
from tests.core import made

NEW = Source(
    id="",
    number=0,
    city="alpha",
    title=Name("新公报", "New bulletin"),
    publisher=Name("统计局", "Statistics Bureau"),
    published=date(2025, 3, 1),
    published_inferred=False,
    published_note=None,
    kind="bulletin",
    address="",
    linkable=False,
    grade="medium",
    reprint=False,
    departments=MappingProxyType({}),
)


def rows(*statements: Statement, change: str = "new") -> pa.Table:
    """Statements as the rows of a batch."""
    columns = list(zip(*map(astuple, statements), strict=True)) or [()] * len(STATEMENT_COLUMNS)
    count = len(statements)
    more = {
        "revision": [0] * count,
        "change": [change] * count,
        "sheet": [""] * count,
        "row": list(range(2, 2 + count)),
    }
    return pa.table(dict(zip(STATEMENT_COLUMNS, columns, strict=True)) | more, schema=SCHEMA)


def draft(*statements: Statement, **given: object) -> Draft:
    """A draft of an upload; what is not given is empty."""
    given = {"kind": "upload", "author": "tester", "note": "", "base_version": "", **given}
    return Draft(rows=rows(*statements), **given)


def statement(code: str = "", **given: object) -> Statement:
    """A statement of the small data; without a code it asks for a number."""
    found = made.row(1, **given)
    return Statement(**{**found.__dict__, "statement_id": code})


def nothing() -> None:
    """The data are always those of the preview."""
