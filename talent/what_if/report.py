"""What page, command and exports say of a scenario, put together once so that they cannot disagree."""

from collections.abc import Mapping
from dataclasses import dataclass

from talent.what_if.outcome import Outcome
from talent.what_if.scenario import Scenario


@dataclass(frozen=True)
class Study:
    """A scenario with all that is said of it.

    `outcome` is of the scenario as it stands; `per_thousand` by tier with a reform rate: the outcome for
    1,000 recipients a year of that tier, which needs no intake. `badges` (inputs.Badge) say of every input
    whether it is printed, typed or assumed, `bounds` which results are only "at least" or "at most".
    `assumed_effect` = what assumptions changed by the reader do to the baseline's yearly cost [yuan] and to
    the but-for share, None where none is changed or nothing can be computed.
    """

    scenario: Scenario
    outcome: Outcome
    per_thousand: Mapping[str, Outcome]
    badges: tuple
    bounds: Mapping[str, str]
    data_version: str
