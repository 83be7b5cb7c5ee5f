"""What the documents in force print for one city's scenario: rates, unit prices, anchors."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from talent import terms
from talent.catalogue import Catalogue, Policy, Statement, figure_key
from talent.i18n import Name
from talent.terms import PROMISED
from talent.warehouse import newest
from talent.what_if.evidence import Anchor, Evidence, Stack
from talent.what_if.scenario import TIERS

# Where an option stands at the day of the newest source; what is promised may open a scenario.
STATUSES = (*terms.STATUSES, "derived")
# Benefits that cost the city a known sum each; a loan comes back, and a rent or a price is paid to it.
_PRICED = (
    "monthly_subsidy", "settling_in_grant", "one_off_grant", "start_up_fund", "construction_grant", "award",
    "agency_fee", "employer_award", "housing_purchase_subsidy", "subsidy_unspecified",
)  # fmt: skip
_YUAN = ("yuan", "yuan_per_person", "yuan_per_month")


@dataclass(frozen=True)
class Option:
    """A printed monthly subsidy to persons of one tier, yuan a month; None = not printed.

    `bound` and `duration_bound` are as in `catalogue.BOUNDS`; `codes` are the statements of the rate and
    its duration, `duration_codes` those of the duration alone. `status` is one of STATUSES; `derived` = the
    sum of two clauses.
    """

    tier: str
    rate: int | float
    rate_high: int | float | None
    bound: str
    duration_months: int | None
    duration_bound: str | None
    codes: tuple[str, ...]
    duration_codes: tuple[str, ...]
    policy_ids: tuple[str, ...]
    effective_from: date | None
    status: str
    standing: str
    note: Name | None = None


@dataclass(frozen=True)
class UnitPrice:
    """What one case of a benefit costs, in yuan (a month where `unit` says so): no count is printed for any.

    `kind` is the benefit type, `months` how many months it is paid (None: once, or not printed).
    """

    policy_id: str
    name: Name
    tier: str
    kind: str
    price: int | float
    price_high: int | float | None
    bound: str
    unit: str
    months: int | None
    months_bound: str | None
    recipient: str
    codes: tuple[str, ...]
    status: str


@dataclass(frozen=True)
class PrintedAnchor:
    """A printed figure that bears on the scenario, and how it may be used.

    `against` = anchors that print another number for the same thing; `default` = the one taken of them.
    """

    anchor: Anchor
    statement: Statement
    against: tuple[str, ...]
    default: bool


@dataclass(frozen=True)
class Printed:
    """All that is printed for one city; `options` by tier, the default first, tiers without one left out."""

    city: str
    options: Mapping[str, tuple[Option, ...]]
    prices: tuple[UnitPrice, ...]
    anchors: tuple[PrintedAnchor, ...]

    @property
    def defaults(self) -> Mapping[str, Option]:
        """By tier, the rates a scenario opens with: entitlements with the duration that most tiers print."""
        first = {tier: options[0] for tier, options in self.options.items() if options[0].status in PROMISED}
        counted = Counter(option.duration_months for option in first.values() if option.duration_months)
        months = counted.most_common(1)[0][0] if counted else None
        return {tier: option for tier, option in first.items() if option.duration_months == months}

    def of_use(self, use: str) -> tuple[PrintedAnchor, ...]:
        """The anchors of one use (evidence.USES), the default of a conflict first."""
        found = [one for one in self.anchors if one.anchor.use == use]
        return tuple(sorted(found, key=lambda one: not one.default))


@dataclass(frozen=True)
class Use:
    """Where a figure enters a scenario: as `rate` or `duration` of a tier, as a named `price` or `anchor`."""

    kind: str
    tier: str
    name: Name | None = None


def uses(code: str, found: Printed) -> tuple[Use, ...]:
    """Every place where a city's scenario rests on one statement."""
    options = [(tier, option) for tier, listed in found.options.items() for option in listed]
    pairs = [
        *(Use("duration", tier) for tier, option in options if code in option.duration_codes),
        *(
            Use("rate", tier)
            for tier, option in options
            if code in option.codes and code not in option.duration_codes
        ),
        *(Use("price", price.tier, price.name) for price in found.prices if code in price.codes),
        *(Use("anchor", "", one.anchor.note) for one in found.anchors if one.anchor.statement == code),
    ]
    return tuple(dict.fromkeys(pairs))


def all_offered(catalogue: Catalogue, evidence: Evidence) -> Mapping[str, Printed]:
    """What is printed for every city, by its id; the same for every scenario of one data version."""
    return MappingProxyType({city: offered(city, catalogue, evidence) for city in catalogue.cities})


def offered(city: str, catalogue: Catalogue, evidence: Evidence) -> Printed:
    """What the policies and statements in force print for `city`, as of the day of the newest source."""
    day = newest(catalogue)
    policies = [policy for policy in catalogue.policies.values() if policy.city == city]
    return Printed(
        city=city,
        options=_options(policies, catalogue.statements, evidence.stacks, day),
        prices=tuple(_prices(policies, catalogue.statements, day)),
        anchors=tuple(_anchors(city, catalogue, evidence)),
    )


# Rates


def _options(
    policies: Sequence[Policy],
    statements: Mapping[str, Statement],
    stacks: Sequence[Stack],
    day: date | None,
) -> Mapping[str, tuple[Option, ...]]:
    news = terms.successors(policies)
    single = [
        option
        for policy in policies
        if policy.tier in TIERS and policy.benefit_type == "monthly_subsidy" and policy.recipient == "person"
        if (option := _option(policy, statements, _status(policy, day, news)))
    ]
    by_policy = {option.policy_ids[0]: option for option in single}
    sums = [
        _stacked([by_policy[id] for id in stack.policies], stack)
        for stack in stacks
        if all(id in by_policy for id in stack.policies)
    ]
    ordered = sorted([*single, *sums], key=_rank)
    by_tier = {tier: tuple(option for option in ordered if option.tier == tier) for tier in TIERS}
    return {tier: options for tier, options in by_tier.items() if options}


def _rank(option: Option) -> tuple:
    """Entitlements first, then the newest, then the one with a duration printed plainly."""
    newest_first = -option.effective_from.toordinal() if option.effective_from else 0
    return STATUSES.index(option.status), newest_first, option.duration_bound != "exact"


def _option(policy: Policy, statements: Mapping[str, Statement], status: str) -> Option | None:
    rate = statements.get(policy.amount or "")
    if rate is None or rate.unit != "yuan_per_month":
        return None
    months, bound, codes = _duration(policy, statements)
    return Option(
        tier=policy.tier,
        rate=terms.number(rate.value),
        rate_high=None if rate.value_high is None else terms.number(rate.value_high),
        bound=rate.bound,
        duration_months=months,
        duration_bound=bound,
        codes=(rate.statement_id, *codes),
        duration_codes=codes,
        policy_ids=(policy.policy_id,),
        effective_from=policy.effective_from,
        status=status,
        standing=policy.standing,
    )


def _duration(
    policy: Policy, statements: Mapping[str, Statement]
) -> tuple[int | None, str | None, tuple[str, ...]]:
    """Months, bound and code of the printed duration."""
    printed = statements.get(policy.duration or "")
    span = terms.months(printed)
    if printed is None or span is None:
        return None, None, ()
    return round(span[0]), printed.bound, (printed.statement_id,)


def _stacked(options: Sequence[Option], stack: Stack) -> Option:
    """All clauses paid together, for as long as the shortest of them."""
    shortest = min(
        options, key=lambda option: (option.duration_months or 0, option.duration_bound == "exact")
    )
    bounds = {option.bound for option in options}
    codes, duration_codes = (
        tuple(dict.fromkeys(code for option in options for code in getattr(option, name)))
        for name in ("codes", "duration_codes")
    )
    return replace(
        shortest,
        rate=sum(option.rate for option in options),
        rate_high=None,
        bound=bounds.pop() if len(bounds) == 1 else "about",
        codes=codes,
        duration_codes=duration_codes,
        policy_ids=stack.policies,
        status="derived",
        note=stack.note,
    )


def _status(policy: Policy, day: date | None, news: Mapping[str, tuple[Policy, ...]]) -> str:
    return terms.status(policy, day, news.get(policy.policy_id, ()))[0]


# Unit prices


def _prices(
    policies: Sequence[Policy], statements: Mapping[str, Statement], day: date | None
) -> Iterator[UnitPrice]:
    news = terms.successors(policies)
    for policy in policies:
        printed = statements.get(policy.amount or "")
        monthly = policy.benefit_type == "monthly_subsidy"
        status = _status(policy, day, news)
        if (
            printed is None
            or printed.unit not in _YUAN
            or policy.benefit_type not in _PRICED
            or status not in PROMISED
            or (monthly and policy.tier in TIERS)
        ):
            continue
        months, bound, codes = _duration(policy, statements)
        yield UnitPrice(
            policy_id=policy.policy_id,
            name=policy.instrument,
            tier=policy.tier,
            kind=policy.benefit_type,
            price=terms.number(printed.value),
            price_high=None if printed.value_high is None else terms.number(printed.value_high),
            bound=printed.bound,
            unit=printed.unit,
            months=months,
            months_bound=bound,
            recipient=policy.recipient,
            codes=(printed.statement_id, *codes),
            status=status,
        )


# Anchors


def _anchors(city: str, catalogue: Catalogue, evidence: Evidence) -> Iterator[PrintedAnchor]:
    known = [
        (anchor, catalogue.statements[anchor.statement])
        for anchor in evidence.anchors.values()
        if anchor.statement in catalogue.statements and catalogue.statements[anchor.statement].city == city
    ]
    chosen = {choice.adopted for choice in catalogue.adoptions}
    for anchor, statement in known:
        rivals = [
            other
            for _, other in known
            if figure_key(other) == figure_key(statement)
            and (other.value, other.value_high) != (statement.value, statement.value_high)
        ]
        adopted = chosen & {statement.statement_id, *(other.statement_id for other in rivals)}
        # The file names the one to take first; a decision of the ledger or of conflicts.toml goes before it.
        same = [other.statement_id for _, other in known if other in (statement, *rivals)]
        yield PrintedAnchor(
            anchor=anchor,
            statement=statement,
            against=tuple(other.statement_id for other in rivals),
            default=bool(rivals) and statement.statement_id in (adopted or same[:1]),
        )
