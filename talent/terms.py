"""The dated terms of a policy: which holds on a day, and its printed numbers in months and yuan."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol

from talent.catalogue import Policy

# Where a term stands on a day; only the first two are promised.
STATUSES = ("in_force", "undated", "encouraged", "not_yet", "ended", "superseded")
PROMISED = ("in_force", "undated")
_MONTHS_IN = {"month": 1, "year": 12}


class Span(Protocol):
    """What is needed of a printed duration."""

    value: float
    value_high: float | None
    unit: str


def successors(policies: Sequence[Policy]) -> Mapping[str, tuple[Policy, ...]]:
    """By policy id, what replaces it: the policy that says so, or one whose package replaces its package."""
    by_id = {policy.policy_id: policy for policy in policies}
    found: dict[str, list[Policy]] = {}
    for new in policies:
        old = by_id.get(new.replaces or "")
        if old is None:
            continue
        found.setdefault(old.policy_id, []).append(new)
        for mate in policies:
            # A package is older only where both dates are printed; lines without a date stay.
            if (
                mate.city == old.city
                and mate.policy_id != old.policy_id
                and mate.package == old.package != new.package
                and mate.effective_from
                and new.effective_from
                and mate.effective_from < new.effective_from
            ):
                found.setdefault(mate.policy_id, []).append(new)
    return {policy_id: tuple(news) for policy_id, news in found.items()}


def status(policy: Policy, day: date | None, replaced_by: Sequence[Policy]) -> tuple[str, str | None]:
    """One of STATUSES in the month of `day`, and the policy that replaced this one.

    Without a day nothing is judged by date, only what has been replaced is.
    """
    for new in replaced_by:
        if day is None or new.effective_from is None or _month(new.effective_from) <= _month(day):
            return "superseded", new.policy_id
    if day and policy.effective_from and _month(policy.effective_from) > _month(day):
        return "not_yet", None
    if day and policy.effective_to and policy.effective_to < day.replace(day=1):
        return "ended", None
    if policy.standing == "encouraged":
        return "encouraged", None
    return ("in_force" if policy.effective_from else "undated"), None


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def months(span: Span | None) -> tuple[int | float, int | float | None] | None:
    """A printed duration in months, and its other end; None where it is no span of months or years."""
    if span is None or span.unit not in _MONTHS_IN:
        return None
    size = _MONTHS_IN[span.unit]
    return number(span.value * size), None if span.value_high is None else number(span.value_high * size)


def number(value: float | Decimal) -> int | float:
    """A whole number as int, so that yuan stay exact and print without a point."""
    exact = Decimal(str(value))
    return int(exact) if exact == exact.to_integral_value() else float(exact)
