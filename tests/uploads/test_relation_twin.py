"""How rows relate to what is known and to each other, against slow plain Python."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from talent.catalogue import STATEMENT_COLUMNS, Statement, figure_key
from tests.core import made as core
from tests.core.twin import Twin
from tests.uploads.rows import checked, row

PRINTED = (
    "100",
    "101",
    "1万",
    "1.0万",
    "9800",
    "10200",
    "超9000",
    "近1万",
    "不超过9800",
    "约1万",
    "9000-1万",
)
SOURCES = ("first", "second", "third")
# Shrinking would build a warehouse hundreds of times.
SLOW = settings(
    max_examples=8, deadline=None, derandomize=True, phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


@st.composite
def given_rows(draw, most):
    rows = []
    for _ in range(draw(st.integers(1, most))):
        rows.append(
            row(
                value=draw(st.sampled_from(PRINTED)),
                period=draw(st.sampled_from(("2022", "2022", "2021"))),
                source=draw(st.sampled_from(SOURCES)),
                attributed_to=draw(st.sampled_from(("", "", "labour"))),
                definition=draw(st.sampled_from(("", "", "preliminary", "narrow"))),
                standing=draw(st.sampled_from(("achieved", "achieved", "planned"))),
            )
        )
    return rows


def statements_of(rows) -> list[Statement]:
    """The rows as the check reads them: reading cells is tested elsewhere."""
    found = checked(*rows)
    return [
        Statement(**{name: record[name] for name in STATEMENT_COLUMNS})
        for record in found.statements.to_dict("records")
    ]


def full_key(s: Statement) -> tuple:
    return (*figure_key(s), s.source, s.attributed_to)


def content(s: Statement) -> tuple:
    return s.value, s.value_high, s.bound


def once(statements: list[Statement]) -> list[Statement]:
    return list({full_key(s): s for s in reversed(statements)}.values())[::-1]


def twin_of(known: list[Statement], rows: list[Statement]) -> list[tuple[str, str]]:
    """Change and the codes it is against, row by row."""
    by_key = {full_key(s): s for s in known}
    own = {}
    for n, new in enumerate(rows):
        old = by_key.get(full_key(new))
        if old:
            own[n] = (old.statement_id, "unchanged" if content(old) == content(new) else "corrected")
    # The state the file leads to, each statement with a code of its own.
    named = [replace(new, statement_id=own[n][0] if n in own else f"row-{n}") for n, new in enumerate(rows)]
    after = [s for s in known if s.statement_id not in {s.statement_id for s in named}]
    arithmetic = Twin(core.catalogue_of([*after, *named]))
    relations = {(one, other): relation for one, other, relation in arithmetic.pairs}
    answers = []
    for n, new in enumerate(named):
        if n in own:
            answers.append((own[n][1], own[n][0]))
            continue
        before = [*after, *(named[m] for m in own), *(named[m] for m in range(n) if m not in own)]
        found = {s.statement_id: relations.get((new.statement_id, s.statement_id)) for s in before}
        kind = (
            "conflicting"
            if "conflicting" in found.values()
            else "agreeing"
            if "agreeing" in found.values()
            else "new"
        )
        codes = sorted(
            code for code, relation in found.items() if relation == kind and not code.startswith("row-")
        )
        answers.append((kind, ";".join(codes)))
    return answers


@given(given_rows(14), given_rows(14))
@SLOW
def test_every_row_relates_as_the_design_says(known_rows, new_rows):
    known = [
        replace(s, statement_id=f"AA-01-{n:03}") for n, s in enumerate(once(statements_of(known_rows)), 1)
    ]
    new_rows = list(
        {
            tuple(one[k] for k in ("period", "source", "attributed_to", "definition", "standing")): one
            for one in new_rows
        }.values()
    )
    said = checked(*new_rows, known=known)
    records = said.statements.to_dict("records")
    rows = [Statement(**{name: record[name] for name in STATEMENT_COLUMNS}) for record in records]
    assert len(rows) == len(new_rows)
    assert [(one["change"], one["against"]) for one in records] == twin_of(known, rows)


def test_a_row_by_its_id_may_change_its_key():
    known = (core.row(1),)
    (moved,) = checked(row(statement_id="AA-01-001", period="2021"), known=known).statements.to_dict(
        "records"
    )
    assert (moved["change"], moved["statement_id"], moved["against"]) == (
        "corrected",
        "AA-01-001",
        "AA-01-001",
    )
    assert moved["period_end"] == date(2021, 12, 31)


def test_a_correction_keeps_what_its_file_has_no_column_for():
    known = (core.row(1, note_zh="注", paragraph=4, witnesses="second:2", as_printed="100人"),)
    for named in ({}, {"statement_id": "AA-01-001"}):
        (kept,) = checked(row(value="101", **named), known=known).statements.to_dict("records")
        assert (kept["change"], kept["note_zh"], kept["paragraph"]) == ("corrected", "注", 4)
        assert (kept["witnesses"], kept["as_printed"]) == ("second:2", "101")
    (emptied,) = (
        checked(
            row(value="101", statement_id="AA-01-001", note_zh=""),
            row(period="2020", note_zh="x"),
            known=known,
        )
        .statements.query("row == 2")
        .to_dict("records")
    )
    assert emptied["note_zh"] == ""


def test_a_row_by_its_id_keeps_area_and_period_its_file_does_not_have():
    known = (core.row(1, area="alpha_district", standing="planned", attributed_to="labour", source="second"),)
    code = known[0].statement_id
    (kept,) = checked(
        {"statement_id": code, "city": "alpha", "indicator": "arrivals", "value": "120"}, known=known
    ).statements.to_dict("records")
    assert (kept["area"], kept["standing"], kept["attributed_to"]) == ("alpha_district", "planned", "labour")
    assert (kept["source"], kept["period_end"], kept["change"]) == ("second", date(2022, 12, 31), "corrected")


def test_a_figure_is_compared_with_what_the_file_itself_corrects():
    known = (core.row(1),)
    said = checked(row(source="second", value="200"), row(value="200"), known=known)
    assert list(said.statements["change"]) == ["agreeing", "corrected"]
    assert list(said.statements["against"]) == ["AA-01-001", "AA-01-001"]


def test_a_preliminary_figure_is_compared_with_the_final_one_of_the_same_source():
    said = checked(row(definition="preliminary", value="90"), known=(core.row(1),))
    assert list(said.statements["change"]) == ["conflicting"]


@pytest.mark.parametrize(
    ("value", "bound", "printed", "relation"),
    (
        (10000, "nearly", "10000", "conflicting"), (10000, "nearly", "9999", "agreeing"),
        (9000, "over", "9000", "conflicting"), (9000, "over", "9001", "agreeing"),
        (9000, "at_least", "9000", "agreeing"), (10000, "at_most", "10000", "agreeing"),
    ),
)  # fmt: skip
def test_a_limit_that_is_open_belongs_to_neither(value, bound, printed, relation):
    known = (core.row(1, value=value, bound=bound),)
    assert list(checked(row(source="second", value=printed), known=known).statements["change"]) == [relation]
    turned = (core.row(1, value=float(printed)),)
    words = row(source="second", value=str(value), bound=bound)
    assert list(checked(words, known=turned).statements["change"]) == [relation]
