"""What the documents in force promise one person in each city: printed terms, never summed, never ranked."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from talent.catalogue import Policy
from talent.errors import TalentError
from talent.i18n import Name
from talent.terms import PROMISED, STATUSES, number, status, successors
from talent.terms import months as months_of

# What is never added to what: each kind stands apart, and inside a kind each benefit type does.
KINDS = ("monthly", "one_off", "unspecified", "housing", "loan", "not_to_person", "service", "price")
KIND_OF = {
    "monthly_subsidy": "monthly",
    "settling_in_grant": "one_off",
    "one_off_grant": "one_off",
    "start_up_fund": "one_off",
    "construction_grant": "one_off",
    "award": "one_off",
    "subsidy_unspecified": "unspecified",
    "housing_purchase_subsidy": "housing",
    "rent_subsidy": "housing",
    "loan": "loan",
    "loan_ceiling": "loan",
    "agency_fee": "not_to_person",
    "employer_award": "not_to_person",
    "service": "service",
    "price": "price",
}
# A person of the first tier is also meant where a document says the wider one.
WIDER = {
    "phd": ("graduate",),
    "master": ("graduate",),
    "bachelor": ("graduate",),
    "technician": ("skilled",),
    "selected_phd": ("selected_graduate",),
    "selected_master": ("selected_graduate",),
    "selected_bachelor": ("selected_graduate",),
}
NOT_PERSONS = ("team", "employer")
LONGEST_STAY = 600
# What may be asked on a page or in a link: months of a stay, and first and last year of arrival.
LONGEST_ASKED = 120
ARRIVALS = (2015, 2035)
_PAID_BY_MONTH = ("monthly_subsidy", "rent_subsidy")


class Figure(Protocol):
    """What an offer needs of a statement; a `catalogue.Statement` and a `queries.Reading` both have it."""

    statement_id: str
    value: float
    value_high: float | None
    bound: str
    unit: str


@dataclass(frozen=True)
class Amount:
    """A printed amount or a product of printed ones: value or range, bound, and the statements behind it."""

    value: int | float
    value_high: int | float | None
    bound: str
    unit: str
    statements: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """One term for this person; None = not printed.

    `months` is for how many months the term pays during the stay, `total` the yuan over the stay, only where
    rate and duration are both printed. `status` is one of STATUSES; `superseded_by` names the policy that
    replaced it. `alternatives` may not be drawn together with it, or pay the same thing.
    """

    policy_id: str
    city: str
    package: Name
    instrument: Name
    kind: str
    benefit_type: str
    tier: str
    status: str
    amount: Amount | None
    duration: Amount | None
    months: Amount | None
    total: Amount | None
    payer: Name | None
    recipient: str
    conditions: Name | None
    effective_from: date | None
    effective_to: date | None
    superseded_by: str | None
    alternatives: tuple[str, ...]
    stacking_note: Name | None

    @property
    def lacks_duration(self) -> bool:
        """Whether it is paid by the month and nothing says for how long."""
        return _by_month(self.benefit_type, self.amount) and self.duration is None


@dataclass(frozen=True)
class NotPrinted:
    """A silence of the documents: `what` is amount, duration (of a policy), benefit (of a type) or tier."""

    what: str
    policy_id: str | None = None
    benefit_type: str | None = None


@dataclass(frozen=True)
class CityOffer:
    """One city's answer. Only `offered` is promised; the other lists are told apart and promise nothing.

    `offered` holds terms in force and terms whose date is not printed (status `undated`). `alternatives` are
    groups of offered policies of which one person draws one.
    """

    city: str
    offered: tuple[Line, ...]
    alternatives: tuple[tuple[str, ...], ...]
    encouraged: tuple[Line, ...]
    not_yet: tuple[Line, ...]
    ended: tuple[Line, ...]
    superseded: tuple[Line, ...]
    not_printed: tuple[NotPrinted, ...]

    def of_kind(self, kind: str) -> tuple[Line, ...]:
        """The offered lines of one kind."""
        return tuple(line for line in self.offered if line.kind == kind)


def offer(
    policies: Iterable[Policy],
    statements: Mapping[str, Figure],
    tier: str,
    arrives: date | None,
    months: int | None,
    cities: Sequence[str],
) -> tuple[CityOffer, ...]:
    """What each of `cities`, in that order, promises a person of `tier` arriving in the month of `arrives`.

    `policies` may hold those of other cities and tiers; `statements` are those in force, by id. `months` is
    the length of the stay; None = as long as a term pays. Without `arrives` nothing is judged by date, only
    what has been replaced is left out. Raises TalentError `months_out_of_range`.
    """
    if months is not None and not 0 <= months <= LONGEST_STAY:
        raise TalentError("months_out_of_range", months=months, longest=LONGEST_STAY)
    known = tuple(policies)
    news = successors(known)
    lines = [
        _line(policy, statements, months, status(policy, arrives, news.get(policy.policy_id, ())))
        for policy in known
        if policy.city in cities and policy.tier in tiers_for(tier)
    ]
    to_person = [line for line in lines if _promised(line) and line.kind != "not_to_person"]
    wanted = {line.benefit_type for line in to_person}
    return tuple(_city(city, [line for line in lines if line.city == city], known, wanted) for city in cities)


def tiers_for(tier: str) -> tuple[str, ...]:
    """The tiers whose lines a person of `tier` sees: their own first, then the wider ones."""
    everyone = () if tier in (*NOT_PERSONS, "any") else ("any",)
    return (tier, *WIDER.get(tier, ()), *everyone)


def kind_of(policy: Policy) -> str:
    """One of KINDS: what the benefit is, unless it goes to somebody else than the person."""
    kind = KIND_OF[policy.benefit_type]
    to_others = kind in ("monthly", "one_off", "unspecified", "housing") and policy.recipient != "person"
    return "not_to_person" if to_others else kind


def _by_month(benefit_type: str, amount: Amount | None) -> bool:
    return benefit_type in _PAID_BY_MONTH and amount is not None and amount.unit == "yuan_per_month"


def _promised(line: Line) -> bool:
    return line.status in PROMISED


def _city(city: str, lines: list[Line], policies: Sequence[Policy], wanted: Set[str]) -> CityOffer:
    order = {benefit: place for place, benefit in enumerate(KIND_OF)}
    lines = sorted(lines, key=lambda line: (KINDS.index(line.kind), order[line.benefit_type]))
    offered = tuple(line for line in lines if _promised(line))
    apart = {s: tuple(line for line in lines if line.status == s) for s in STATUSES}
    return CityOffer(
        city=city,
        offered=offered,
        alternatives=_alternatives([line.policy_id for line in offered], policies),
        encouraged=apart["encouraged"],
        not_yet=apart["not_yet"],
        ended=apart["ended"],
        superseded=apart["superseded"],
        not_printed=tuple(_silences(offered, lines, wanted)),
    )


def _silences(offered: Sequence[Line], lines: Sequence[Line], wanted: Set[str]) -> Iterable[NotPrinted]:
    """Where the documents of one city say nothing, although another line or city would lead one to ask."""
    if not lines:
        yield NotPrinted("tier")
        return
    for line in offered:
        if line.amount is None and line.kind != "service":
            yield NotPrinted("amount", line.policy_id, line.benefit_type)
        if line.lacks_duration:
            yield NotPrinted("duration", line.policy_id, line.benefit_type)
    spoken_of = {line.benefit_type for line in lines}
    yield from (NotPrinted("benefit", None, b) for b in KIND_OF if b in wanted and b not in spoken_of)


# Amounts


def _line(
    policy: Policy, statements: Mapping[str, Figure], months: int | None, status: tuple[str, str | None]
) -> Line:
    amount = _amount(statements.get(policy.amount or ""))
    duration = _duration(statements.get(policy.duration or ""))
    paid = None if duration is None else _paid_months(duration, months)
    return Line(
        policy_id=policy.policy_id,
        city=policy.city,
        package=policy.package,
        instrument=policy.instrument,
        kind=kind_of(policy),
        benefit_type=policy.benefit_type,
        tier=policy.tier,
        status=status[0],
        amount=amount,
        duration=duration,
        months=paid,
        total=_product(amount, paid) if amount and paid and _by_month(policy.benefit_type, amount) else None,
        payer=policy.payer,
        recipient=policy.recipient,
        conditions=policy.conditions,
        effective_from=policy.effective_from,
        effective_to=policy.effective_to,
        superseded_by=status[1],
        alternatives=policy.not_stackable_with,
        stacking_note=policy.stacking_note,
    )


def _amount(figure: Figure | None) -> Amount | None:
    if figure is None:
        return None
    high = None if figure.value_high is None else number(figure.value_high)
    return Amount(number(figure.value), high, figure.bound, figure.unit, (figure.statement_id,))


def _duration(figure: Figure | None) -> Amount | None:
    """The printed duration in months; None where the statement is no span of months or years."""
    span = months_of(figure)
    if figure is None or span is None:
        return None
    return Amount(*span, figure.bound, "month", (figure.statement_id,))


def _paid_months(duration: Amount, months: int | None) -> Amount:
    """For how many months a term pays somebody who stays `months`: the shorter of the two."""
    if months is None:
        return duration
    value = min(months, duration.value)
    high = None if duration.value_high is None else min(months, duration.value_high)
    # "At least three years" leaves nothing open for who stays one year, nor does any bound for no month.
    settled = duration.bound in ("over", "at_least") and months <= duration.value
    bound = "exact" if settled or months == 0 else duration.bound
    return Amount(value, high if high != value else None, bound, "month", duration.statements)


def _product(rate: Amount, months: Amount) -> Amount | None:
    """Yuan over the months; None where the two bounds point different ways and nothing can be said."""
    bounds = {rate.bound, months.bound} - {"exact"}
    if months.value == 0 and months.value_high is None:
        bounds = set()
    if len(bounds) > 1:
        return None
    low = _times(rate.value, months.value)
    high = _times(
        rate.value if rate.value_high is None else rate.value_high,
        months.value if months.value_high is None else months.value_high,
    )
    bound = bounds.pop() if bounds else "exact"
    return Amount(low, high if high != low else None, bound, "yuan", rate.statements + months.statements)


def _times(rate: float, months: float) -> int | float:
    return number(Decimal(str(rate)) * Decimal(str(months)))


def _alternatives(offered: Sequence[str], policies: Sequence[Policy]) -> tuple[tuple[str, ...], ...]:
    """Groups of offered policies linked by `not_stackable_with` in either direction; singles are left out."""
    links = {
        frozenset((policy.policy_id, other))
        for policy in policies
        for other in policy.not_stackable_with
        if policy.policy_id in offered and other in offered
    }
    groups: list[set[str]] = []
    for link in links:
        joined = [group for group in groups if group & link]
        groups = [group for group in groups if not group & link] + [set(link).union(*joined)]
    ordered = (tuple(sorted(group, key=offered.index)) for group in groups if len(group) > 1)
    return tuple(sorted(ordered, key=lambda group: offered.index(group[0])))
