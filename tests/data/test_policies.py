"""The curated policies rest on statements and follow one another without overlap."""

import copy
from datetime import date

import pytest

from . import checks, loading
from .test_statements import expect_none

DATA = loading.load()


def test_policies_pass():
    assert DATA.policies
    expect_none(checks.policies(DATA))


def test_what_counties_are_encouraged_to_pay_is_no_entitlement():
    floors = [policy for policy in DATA.policies if policy.get("amount") == "DZ-04-036"]
    assert floors
    assert {policy["standing"] for policy in floors} == {"encouraged"}


def test_intermediaries_fees_are_not_paid_to_persons():
    fees = [policy for policy in DATA.policies if policy["benefit_type"] == "agency_fee"]
    assert fees
    assert {policy["recipient"] for policy in fees} == {"intermediary"}


def a_policy(**keys) -> dict:
    """A sound policy with some keys changed."""
    monthly = next(policy for policy in DATA.policies if policy["benefit_type"] == "monthly_subsidy")
    return {**copy.deepcopy(monthly), "policy_id": "a-new-one", **keys}


def test_a_sound_policy_passes():
    data = copy.deepcopy(DATA)
    data.policies = [a_policy(not_stackable_with=[])]
    expect_none(checks.policies(data))


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        ({"amount": "HRB-01-999"}, "does not exist"),
        ({"amount": "DZ-04-036"}, "is of dezhou"),
        ({"amount": "HRB-01-003"}, "does not fit monthly_subsidy"),
        ({"duration": "HRB-01-003"}, "does not fit"),
        ({"tier": "wizard"}, "tier wizard"),
        ({"benefit_type": "bribe"}, "benefit type bribe"),
        ({"recipient": "cat"}, "recipient cat"),
        ({"standing": "perhaps"}, "standing perhaps"),
        ({"instrument": {"zh": "补贴"}}, "both languages"),
        ({"replaces": "an-unknown-one"}, "does not exist"),
        ({"replaces": "older", "effective_from": date(2020, 1, 1)}, "does not begin after"),
        ({"replaces": "older", "effective_from": date(2022, 1, 1)}, "runs to 2022-12-31"),
        ({"effective_from": date(2022, 1, 1)}, "in force from 2022-01-01"),
        ({"effective_from": date(2023, 3, 10), "effective_to": date(2022, 1, 1)}, "in force from 2023"),
        ({"not_stackable_with": ["an-unknown-one"]}, "not_stackable_with an-unknown-one"),
        ({"policy_id": "older"}, "declared 2 times"),
    ],
)
def test_a_fault_in_a_policy_is_found(keys, found):
    data = copy.deepcopy(DATA)
    older = a_policy(policy_id="older", effective_from=date(2021, 1, 1), effective_to=date(2022, 12, 31))
    data.policies = [older, a_policy(**keys)]
    assert any(found in problem for problem in checks.policies(data))


def test_a_policy_without_a_citation_is_found():
    data = copy.deepcopy(DATA)
    bare = a_policy()
    data.policies = [{key: value for key, value in bare.items() if key not in ("amount", "duration")}]
    assert any("rests on no statement" in problem for problem in checks.policies(data))
