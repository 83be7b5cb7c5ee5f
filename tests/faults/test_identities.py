"""A commit and its undo leave every export as it was; an export brought back changes nothing.

TALENT_EXAMPLES is how many histories are tried.
"""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from talent import access, exports, warehouse
from talent.errors import TalentError
from talent.uploads import commit, examine
from talent.uploads.model import Choices
from tests.faults import figures

EXAMPLES = int(os.environ.get("TALENT_EXAMPLES", "4"))
STEPS = 4
TABLES = tuple(name for name in exports.TABLES if name != "batches")
UPLOADS = st.dictionaries(st.sampled_from(figures.PLACES[:5]), st.sampled_from((0.0, 7.0, 80.0)), min_size=1)


class Histories(RuleBasedStateMachine):
    """Uploads, undos and undos of undos over a ledger, beside a plain list of what was done."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        os.environ["TALENT_LEDGER"] = str(Path(self.folder.name) / "ledger")
        self.batches: dict[str, tuple[bool, figures.Figures]] = {}
        self.brought_back = False
        # By the batches in force: the data version, and every table as it leaves the product.
        self.seen: dict[tuple[str, ...], tuple[str, dict[str, bytes]]] = {}

    @rule(upload=UPLOADS)
    def commits(self, upload: dict) -> None:
        now = warehouse.locate()
        draft = figures.drafted(now.catalogue, now.version, upload)
        batch = commit.write(access.by_command("tester"), draft).batch
        assert batch not in self.batches
        self.batches[batch] = (False, upload)

    @precondition(lambda self: self.batches)
    @rule(data=st.data())
    def undoes_or_puts_back(self, data: st.DataObject) -> None:
        batch = data.draw(st.sampled_from(sorted(self.batches)))
        undone, upload = self.batches[batch]
        try:
            figures.marked(batch, not undone)
        except TalentError as error:
            # The figure came anew while the batch was out of force.
            assert undone and error.key == "commit.collides"
        else:
            self.batches[batch] = (not undone, upload)

    @precondition(lambda self: self.batches and not self.brought_back)
    @rule()
    def brings_an_export_back(self) -> None:
        self.brought_back = True
        now = warehouse.locate()
        content = exports.content(now, "statements", "csv", "en")
        found = examine.file(now, content, "statements.csv", Choices()).checked
        assert commit.counts(found)["unchanged"] == len(now.catalogue.statements) == len(found.statements)
        assert not found.of("error") and figures.commit_all(found).batch == ""

    @invariant()
    def is_as_it_was(self) -> None:
        now = warehouse.locate()
        assert figures.served() == figures.replayed(self.batches.values())
        in_force = tuple(batch for batch, (undone, _) in self.batches.items() if not undone)
        found = now.version, {name: exports.content(now, name, "csv", "en") for name in TABLES}
        assert self.seen.setdefault(in_force, found) == found

    def teardown(self) -> None:
        self.folder.cleanup()


@pytest.mark.usefixtures("world")
def test_whatever_is_undone_leaves_every_table_as_it_was_and_put_back_brings_it_again():
    quiet = settings(
        max_examples=EXAMPLES,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Histories, settings=quiet)
