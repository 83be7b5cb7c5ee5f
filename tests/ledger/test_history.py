"""Any sequence of commits, corrections, withdrawals and undos equals what a plain dict says of it."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from talent.ledger import force, open_ledger
from talent.ledger.folder import Folder
from tests.core import made
from tests.ledger.drafts import draft, nothing, statement

STEPS = int(os.environ.get("TALENT_STEPS", "10"))
EXAMPLES = int(os.environ.get("TALENT_EXAMPLES", "15"))


class Histories(RuleBasedStateMachine):
    """The ledger beside a list of (what a batch puts, what it takes away, whether it counts)."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.book = Folder(self.folder / "ledger")
        self.curated = made.catalogue_of(made.numbered({}, {"year": 2021}))
        self.batches: list[tuple[dict, set, bool]] = []
        self.versions: dict[str, dict] = {}
        self.years = iter(range(1950, 2100))

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    def expected(self, batches=None) -> dict[str, float]:
        values = {code: s.value for code, s in self.curated.statements.items()}
        for puts, takes, counts in self.batches if batches is None else batches:
            if counts:
                values = {c: v for c, v in (values | puts).items() if c not in takes}
        return values

    def found(self, as_of: str | None = None) -> dict[str, float]:
        merged, aside = force.merged(self.curated, force.in_force(self.book, as_of))
        assert aside == ()
        return {code: s.value for code, s in merged.statements.items()}

    @rule(values=st.lists(st.integers(0, 10**9), min_size=1, max_size=3))
    def commit(self, values) -> None:
        rows = [statement(year=next(self.years), value=value) for value in values]
        batch = self.book.append(draft(*rows), self.curated, nothing)
        codes = self.book.rows(batch.id)["statement_id"].to_pylist()
        assert not set(codes) & {c for puts, _, _ in self.batches for c in puts}
        self.batches.append((dict(zip(codes, map(float, values), strict=True)), set(), True))

    @precondition(lambda self: self.expected())
    @rule(data=st.data(), value=st.integers(0, 10**9))
    def correct(self, data, value) -> None:
        code = data.draw(st.sampled_from(sorted(self.expected())))
        now = force.merged(self.curated, force.in_force(self.book))[0].statements[code]
        year = now.period_start.year
        self.book.append(draft(statement(code, year=year, value=value)), self.curated, nothing)
        self.batches.append(({code: float(value)}, set(), True))

    @precondition(lambda self: self.expected())
    @rule(data=st.data())
    def withdraw(self, data) -> None:
        code = data.draw(st.sampled_from(sorted(self.expected())))
        self.book.append(draft(kind="withdrawal", withdrawn=(code,)), self.curated, nothing)
        self.batches.append(({}, {code}, True))

    @precondition(lambda self: self.batches)
    @rule(data=st.data())
    def undo_or_redo(self, data) -> None:
        at = data.draw(st.integers(0, len(self.batches) - 1))
        puts, takes, counts = self.batches[at]
        batch = self.book.batches()[at].id
        self.book.mark(batch, counts, "tester", "", nothing)
        self.batches[at] = (puts, takes, not counts)

    @invariant()
    def the_ledger_says_what_the_dict_says(self) -> None:
        found = self.found()
        assert found == self.expected()
        # Whatever led there, one state has one mark, and another state another.
        mark = force.in_force(self.book).mark
        assert self.versions.setdefault(mark, found) == found

    @invariant()
    def undo_and_its_undo_leave_no_trace(self) -> None:
        if not self.batches:
            return
        last, batch = self.batches[-1], self.book.batches()[-1].id
        before = force.in_force(self.book)
        for undone in (last[2], not last[2]):
            self.book.mark(batch, undone, "tester", "", nothing)
        assert force.in_force(self.book) == before


Histories.TestCase.settings = settings(max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None)
test_any_history_equals_the_plain_model = pytest.mark.usefixtures("place")(Histories.TestCase)


def test_independent_batches_give_the_same_figures_in_any_order(tmp_path, monkeypatch):
    curated = made.catalogue_of(made.numbered({}))
    parts = [statement(year=2023, value=1), statement(city="beta", year=2023, value=2)]
    found = []
    for n, order in enumerate((parts, parts[::-1])):
        monkeypatch.setenv("TALENT_LEDGER", str(tmp_path / str(n)))
        for part in order:
            open_ledger().append(draft(part), curated, nothing)
        merged, _ = force.merged(curated, force.in_force(open_ledger()))
        found.append(dict(merged.statements))
    assert found[0] == found[1]
