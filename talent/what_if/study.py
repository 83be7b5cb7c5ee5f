"""A scenario with all that is said of it: outcome, provenance, unit prices, what assumptions alone change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from talent import warehouse
from talent.catalogue import Catalogue
from talent.what_if import bounds, fiscal, inputs, printed, timing, validation
from talent.what_if.attribution import Attribution, attribution, changed
from talent.what_if.evidence import Evidence, evidence
from talent.what_if.inputs import Badge
from talent.what_if.outcome import OneOff, Outcome
from talent.what_if.printed import Printed, UnitPrice
from talent.what_if.run import blockers, complete, per_thousand, restricted, run
from talent.what_if.scenario import Assumptions, Scenario

# What results can be for: 1,000 recipients of one tier, or all the intake.
BASES = ("thousand", "total")


class PerThousand(Mapping[str, Outcome]):
    """By tier with a reform rate, the outcome for 1,000 recipients a year; computed when it is asked for.

    A page shows one tier at a time: all of them at each move of a slider would be work for nothing.
    """

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._found: dict[str, Outcome] = {}

    def __getitem__(self, tier: str) -> Outcome:
        if tier not in self._scenario.reform:
            raise KeyError(tier)
        if tier not in self._found:
            self._found[tier] = run(per_thousand(self._scenario, tier))
        return self._found[tier]

    def __iter__(self) -> Iterator[str]:
        return (tier for tier in self._scenario.tiers if tier in self._scenario.reform)

    def __len__(self) -> int:
        return len(self._scenario.reform)


@dataclass(frozen=True, eq=False)
class Study:
    """A scenario with all that is said of it.

    `outcome` is of the scenario as it stands, `whole` of the tiers whose inputs are
    complete; `per_thousand` by tier with a reform rate: the outcome for 1,000 recipients a year of that
    tier, which needs no intake. `badges` say of every input whether it is
    printed, typed or assumed, `bounds` which results are only "at least" or "at most" (exact, at_least,
    at_most, open). `one_offs` are what else the city prints a unit price of, `prices` the same as printed.
    `defaults` are the assumptions it starts from.
    """

    scenario: Scenario
    outcome: Outcome
    per_thousand: Mapping[str, Outcome]
    badges: tuple[Badge, ...]
    bounds: Mapping[str, str]
    data_version: str
    catalogue: Catalogue = field(repr=False)
    evidence: Evidence = field(repr=False)
    one_offs: tuple[OneOff, ...] = ()
    prices: Mapping[str, UnitPrice] = field(default_factory=dict)

    @cached_property
    def assumed_effect(self) -> Attribution | None:
        """What changed assumptions do apart from the policy; None where none was changed, or nothing can be
        computed. Three runs for nothing otherwise."""
        if not changed(self.scenario.assumptions, self.defaults):
            return None
        return attribution(self.scenario, self.defaults)

    @cached_property
    def counted(self) -> tuple[str, ...]:
        """The tiers whose totals can be told: all where nothing is missing, none without a duration."""
        return () if self.scenario.duration_months is None else complete(self.scenario)

    @property
    def left_out(self) -> tuple[str, ...]:
        """The tiers that no total counts, because something typed for others is missing for them."""
        return tuple(tier for tier in self.scenario.tiers if tier not in self.counted)

    @property
    def partial(self) -> bool:
        """Whether totals are those of some tiers only."""
        return bool(self.counted and self.left_out)

    @cached_property
    def whole(self) -> tuple[Scenario, Outcome]:
        """The scenario and outcome that totals are told of: of the tiers counted where some are left out.

        A cap and a budget to solve for stay what they are, though those left out would draw on them too.
        """
        if not self.partial:
            return self.scenario, self.outcome
        found = restricted(self.scenario, self.counted)
        return found, run(found)

    @property
    def shown_per_thousand(self) -> tuple[str, ...]:
        """The tiers that can be shown per 1,000 recipients."""
        # Whatever is listed has a reform rate: only the duration can be missing, no run is needed to know.
        return () if self.scenario.duration_months is None else tuple(self.per_thousand)

    def on_view(self, basis: str, who: str) -> str | None:
        """Whether results are for 1,000 recipients of one tier (its id) or for all the intake (None).

        `basis` is thousand, total or "" (what is usual), `who` a tier or "" (one whose rate changes).
        """
        tiers = self.shown_per_thousand
        chosen = basis or ("thousand" if self.partial else "total")
        if not tiers or (self.whole[1].reform is not None and chosen != "thousand"):
            return None
        # A tier whose rate changes tells more than one whose rate does not.
        return who if who in tiers else next(filter(self.responds, tiers), tiers[0])

    def blockers(self, result: str, tier: str | None = None) -> tuple[str, ...]:
        """What of the missing blocks one result (`run.blockers`), of one tier per 1,000 or of the whole."""
        scenario = self.whole[0] if tier is None else per_thousand(self.scenario, tier)
        return blockers(scenario, result)

    @property
    def defaults(self) -> Assumptions:
        """The assumptions of a scenario that gives none."""
        return self.evidence.defaults

    def of(self, tier: str | None) -> tuple[Scenario, Outcome]:
        """The scenario and outcome of one tier per 1,000 recipients; the `whole` without a tier."""
        if tier is None:
            return self.whole
        return per_thousand(self.scenario, tier), self.per_thousand[tier]

    def responds(self, tier: str | None) -> bool:
        """Whether what the reform costs rests on how people respond to another rate, of one tier or of all.

        Where it does not, it follows from rates, months and people as given, and is written in full.
        """
        tiers = self.whole[0].tiers if tier is None else (tier,)
        before, after = self.scenario.baseline, self.scenario.reform
        return any(before[one] != after.get(one) for one in tiers if one in before)

    def bounds_of(self, tier: str | None) -> Mapping[str, str]:
        """The bounds of the same; per 1,000 recipients the printed intake plays no part."""
        if tier is None:
            return bounds.bounds(self.whole[0], self.badges) if self.partial else self.bounds
        kept = [badge for badge in self.badges if not badge.path.startswith("intake.")]
        return bounds.bounds(per_thousand(self.scenario, tier), kept)


def study(
    scenario: Scenario,
    catalogue: Catalogue,
    evidence: Evidence,
    data_version: str,
    offers: Mapping[str, Printed] | None = None,
) -> Study:
    """All that is said of a scenario.

    `offers` is `printed.all_offered` of the same data, for whoever asks often. TalentError `no_such_city`,
    `scenario.no_such_policy` (a count of something the city does not print), and as `run` does.
    """
    validation.known_city(scenario, catalogue)
    offers = offers or printed.all_offered(catalogue, evidence)
    badges = inputs.badges(scenario, catalogue, evidence, offers)
    prices = {one.policy_id: one for one in offers[scenario.city].prices}
    return Study(
        scenario=scenario,
        outcome=run(scenario),
        per_thousand=PerThousand(scenario),
        badges=badges,
        bounds=bounds.bounds(scenario, badges),
        data_version=data_version,
        catalogue=catalogue,
        evidence=evidence,
        one_offs=tuple(one_off(price, scenario) for price in prices.values()),
        prices=prices,
    )


def answerable(scenario: Scenario) -> tuple[Scenario, tuple[str, ...]]:
    """The scenario as far as costs can be told, and the tiers for which nothing tells how people respond.

    These are paid nothing now and something then, without a reference rate: a but-for share then refers to
    no rate. What they cost stands, without a baseline.
    """
    known, now = scenario.assumptions.reference_rate, scenario.baseline
    unknown = tuple(
        tier for tier, rate in scenario.reform.items() if rate and now.get(tier) == 0 and tier not in known
    )
    kept = {tier: rate for tier, rate in now.items() if tier not in unknown}
    return (replace(scenario, baseline=kept) if unknown else scenario), unknown


def current(scenario: Scenario) -> Study:
    """The study of a scenario with the data as they are now."""
    store = warehouse.locate()
    return study(scenario, store.catalogue, evidence(), store.version)


def is_cohort(price: UnitPrice) -> bool:
    """Whether its cost is that of a year's cohort over its lifetime, and not of one year."""
    return price.unit == "yuan_per_month"


def one_off(price: UnitPrice, scenario: Scenario) -> OneOff:
    """What so many cases a year of one printed price cost [yuan], once a count is typed.

    Paid once: price × count. Paid by the month: price × count × expected paid months of its own duration, for
    a yearly cohort over its lifetime; None where that duration is not printed.
    """
    count = scenario.counts.get(price.policy_id)
    times = 1
    if is_cohort(price):
        leaving = scenario.assumptions.leave_while_paid.mode
        times = price.months and timing.survival(leaving, price.months).sum().item()
    paid = None if times is None or count is None else times * count
    return OneOff(
        policy_id=price.policy_id,
        price=price.price,
        price_high=price.price_high,
        count=count,
        cost=fiscal.one_off(price.price, paid),
        cost_high=fiscal.one_off(price.price_high, paid),
    )


def one_off_by_year(price: UnitPrice, scenario: Scenario) -> tuple | None:
    """Yuan in each year of the scenario, low and high; None until a count is typed.

    By the month it is the kernel of its own duration, as for the living subsidy. Source: what-if.md §3a.
    """
    count = scenario.counts.get(price.policy_id)
    if count is None or (is_cohort(price) and price.months is None):
        return None
    high = price.price if price.price_high is None else price.price_high
    if not is_cohort(price):
        return [price.price * count] * scenario.years, [high * count] * scenario.years
    alive = timing.survival(scenario.assumptions.leave_while_paid.mode, price.months or 0)
    kernel = timing.kernel(timing.arrival_shares(scenario.arrival), alive)
    low, high = (fiscal.spend_by_year(one, count, 1, kernel, scenario.years) for one in (price.price, high))
    return low.tolist(), high.tolist()
