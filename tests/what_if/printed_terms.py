"""The curated data as the simulator reads them, and the same with one figure or term changed."""

from dataclasses import replace
from types import MappingProxyType

from talent import warehouse
from talent.catalogue import Catalogue
from talent.what_if import inputs, printed
from talent.what_if.evidence import evidence
from talent.what_if.inputs import Badge
from talent.what_if.scenario import Scenario

CATALOGUE, EVIDENCE = warehouse.curated(), evidence()


def offered(city: str, catalogue: Catalogue = CATALOGUE) -> printed.Printed:
    return printed.offered(city, catalogue, EVIDENCE)


def start(city: str, **changes) -> Scenario:
    return replace(inputs.start(city, CATALOGUE, EVIDENCE), **changes)


def badges(scenario: Scenario) -> dict[str, Badge]:
    return {badge.path: badge for badge in inputs.badges(scenario, CATALOGUE, EVIDENCE)}


def kinds(scenario: Scenario, *paths: str) -> list[str]:
    found = badges(scenario)
    return [found[path].kind for path in paths]


def with_master(**changes) -> Catalogue:
    """The catalogue with Harbin's rate for master's graduates declared otherwise."""
    policy = replace(CATALOGUE.policies["harbin-2023-living-master"], **changes)
    return replace(CATALOGUE, policies=MappingProxyType({**CATALOGUE.policies, policy.policy_id: policy}))


def with_figure(code: str, **changes) -> Catalogue:
    """The catalogue with one statement printed otherwise."""
    figure = replace(CATALOGUE.statements[code], **changes)
    return replace(CATALOGUE, statements=MappingProxyType({**CATALOGUE.statements, code: figure}))
