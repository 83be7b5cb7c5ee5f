"""Of each input of a scenario whether it is printed, typed, assumed, taken over or missing."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace

from talent.catalogue import Catalogue, Statement
from talent.i18n import Name
from talent.warehouse import newest
from talent.what_if.evidence import Evidence
from talent.what_if.printed import Option, Printed, all_offered
from talent.what_if.run import missing
from talent.what_if.scenario import UNCERTAIN, Assumptions, Numbers, Scenario

# What a badge adds where the number is printed, but not quite for this.
NOTES = ("not_by_tier", "encouraged", "other_tier", "period_unstated")
KINDS = ("printed", "derived", "user", "assumed", "transplanted", "missing")
RUNS = ("baseline", "reform")
YEARS = 8


@dataclass(frozen=True)
class Badge:
    """Where one input comes from.

    `path` as in the scenario file, `kind` one of KINDS. `codes` are the statements that print the number,
    `bound` the one it is printed with, `from_city` the city whose number was taken over. `changed` = an
    assumption is not the default. `note` is one of NOTES: an intake is printed for all graduates and not by
    tier, a rate is only encouraged, a duration is printed beside some tiers' rates only, a
    cap without a period.
    """

    path: str
    kind: str
    codes: tuple[str, ...] = ()
    bound: str = "exact"
    from_city: str | None = None
    changed: bool = False
    note: str | None = None
    from_name: Name | None = field(default=None, compare=False)


def badges(
    scenario: Scenario,
    catalogue: Catalogue,
    evidence: Evidence,
    printed: Mapping[str, Printed] | None = None,
) -> tuple[Badge, ...]:
    """One badge for every input, given or missing, in the order of the scenario file.

    `printed` is `printed.all_offered` of the same data, for whoever asks often.

    Nothing about provenance is stored: a number is printed where the city's documents print the same number
    for the same input, and transplanted where it is another city's: any rate of a tier for which the city
    itself prints none, and all rates of a run together where it prints them, as `transplant` leaves them.
    """
    printed = printed or all_offered(catalogue, evidence)
    own = printed[scenario.city]
    others = _lenders(scenario, printed)
    rates = [badge for run in RUNS for badge in _rate_badges(run, scenario, own, others)]
    found = [
        _first_year_badge(scenario, own, catalogue),
        Badge("years", "assumed" if scenario.years == YEARS else "user"),
        Badge("arrival", "assumed", changed=scenario.arrival != "july"),
        *_duration_badge(scenario, rates, printed),
        *(_anchored(f"intake.{tier}", "intake", number, own) for tier, number in scenario.intake.items()),
        *rates,
        *([_anchored("cap", "cap", scenario.cap.yuan_per_year, own)] if scenario.cap else []),
        *_assumption_badges(scenario.assumptions, evidence.defaults),
        *_reference_badges(scenario.assumptions.reference_rate, own, others),
        *([Badge("solve", "user")] if scenario.solve else []),
        *(Badge(f"counts.{policy}", "user") for policy in scenario.counts),
    ]
    named = (
        replace(badge, from_name=catalogue.cities[badge.from_city].name) if badge.from_city else badge
        for badge in found
    )
    return (*named, *(Badge(path, "missing") for path in missing(scenario)))


def _first_year_badge(scenario: Scenario, own: Printed, catalogue: Catalogue) -> Badge:
    """Printed where a term in force begins in that year; without any the year of the newest source stands."""
    begun = [one for one in own.defaults.values() if one.effective_from]
    codes = dict.fromkeys(
        code
        for one in begun
        if one.effective_from and one.effective_from.year == scenario.first_year
        for code in _rate_codes(one)
    )
    if codes:
        return Badge("first_year", "printed", tuple(codes))
    day = newest(catalogue)
    opened = not begun and day is not None and day.year == scenario.first_year
    return Badge("first_year", "assumed" if opened else "user")


def _lenders(scenario: Scenario, printed: Mapping[str, Printed]) -> list[Printed]:
    """The other cities, those first whose rates the scenario holds for most tiers."""
    tables = (scenario.reform, scenario.baseline, scenario.assumptions.reference_rate)

    def lent(other: Printed) -> int:
        return sum(_lent(other, tier, rate) for table in tables for tier, rate in table.items())

    others = [one for city, one in printed.items() if city != scenario.city]
    return sorted(others, key=lent, reverse=True)


def _lent(other: Printed, tier: str, rate: int | float) -> bool:
    """Whether the other city opens with this rate for this tier."""
    return tier in other.defaults and other.defaults[tier].rate == rate


def _lender(
    tier: str, rate: int | float, own: Printed, others: Iterable[Printed], of_run: Printed | None = None
) -> Printed | None:
    """Whose rate it is: of whoever lends the whole run where the city prints one for the tier itself."""
    if tier in own.options:
        return of_run
    return next((other for other in others if _lent(other, tier, rate)), None)


def _rate_badges(run: str, scenario: Scenario, own: Printed, others: Iterable[Printed]) -> Iterator[Badge]:
    rates: Numbers = getattr(scenario, run)
    here = {tier: _matching(own.options.get(tier, ()), rate, scenario) for tier, rate in rates.items()}
    printed_here = {tier for tier, option in here.items() if option}
    of_run = next((other for other in others if _lends(other, rates, printed_here)), None)
    for tier, rate in rates.items():
        option, path = here[tier], f"{run}.rate.{tier}"
        if option:
            kind = "derived" if option.status == "derived" else "printed"
            note = "encouraged" if option.standing == "encouraged" else None
            yield Badge(path, kind, _rate_codes(option), _bound(option, rate), note=note)
        else:
            yield _taken(path, tier, rate, _lender(tier, rate, own, others, of_run))


def _taken(path: str, tier: str, rate: int | float, lender: Printed | None) -> Badge:
    """Transplanted from the lender; the user's without one."""
    if lender is None:
        return Badge(path, "user")
    option = lender.defaults[tier]
    return Badge(path, "transplanted", _rate_codes(option), _bound(option, rate), lender.city)


def _reference_badges(references: Numbers, own: Printed, others: Iterable[Printed]) -> Iterator[Badge]:
    """A reference is another city's rate where `transplant` may have set it; else it was typed."""
    for tier, rate in references.items():
        path = f"assumptions.reference_rate.{tier}"
        yield _taken(path, tier, rate, _lender(tier, rate, own, others))


def _matching(options: Iterable[Option], rate: int | float, scenario: Scenario) -> Option | None:
    """The option that prints this rate, one of the scenario's duration before others."""
    same = [option for option in options if rate in (option.rate, option.rate_high)]
    return min(same, key=lambda one: one.duration_months != scenario.duration_months, default=None)


def _lends(other: Printed, rates: Numbers, printed_here: Set[str]) -> bool:
    """Whether all rates are the other city's; or all of the other city's are there, beside printed ones."""
    taken = {tier for tier, rate in rates.items() if _lent(other, tier, rate)}
    rest = set(rates) - taken
    return not rest or (taken == set(other.defaults) and rest <= printed_here)


def _rate_codes(option: Option) -> tuple[str, ...]:
    return tuple(code for code in option.codes if code not in option.duration_codes)


def _bound(option: Option, rate: int | float) -> str:
    """A number taken from a printed range is open towards its other end."""
    if option.rate_high is None:
        return option.bound
    return "at_least" if rate == option.rate else "at_most"


def _duration_badge(
    scenario: Scenario, rates: Iterable[Badge], printed: Mapping[str, Printed]
) -> Iterator[Badge]:
    """The duration is printed where it stands with any rate of the city, one the scenario uses first."""
    months = scenario.duration_months
    if months is None:
        return
    used = {code for badge in rates for code in badge.codes}
    lenders = dict.fromkeys(badge.from_city for badge in rates if badge.from_city)
    for city in (scenario.city, *lenders):
        options = [
            option
            for by_tier in printed[city].options.values()
            for option in by_tier
            if option.duration_months == months
        ]
        best = min(options, key=lambda one: not used & set(one.codes), default=None)
        if best:
            taken = city if city != scenario.city else None
            kind = "transplanted" if taken else "printed"
            printing = {option.tier for option in options}
            note = None if printing.issuperset(scenario.tiers) else "other_tier"
            bound = best.duration_bound or "exact"
            yield Badge("duration_months", kind, best.duration_codes, bound, taken, note=note)
            return
    yield Badge("duration_months", "user")


def _anchored(path: str, use: str, number: int | float, own: Printed) -> Badge:
    """Printed where an anchor of this use prints the same number."""
    for one in own.of_use(use):
        if one.statement.value == number:
            # What the documents print of an intake is all graduates: which tier they are, the user says.
            note = "not_by_tier" if use == "intake" else _without_period(one.statement)
            return Badge(path, "printed", (one.statement.statement_id,), one.statement.bound, note=note)
    return Badge(path, "user")


def _without_period(statement: Statement) -> str | None:
    """A cap is a sum a year: one printed without any period is that only by the user's reading."""
    return None if statement.period_start or statement.period_end else "period_unstated"


def _assumption_badges(given: Assumptions, defaults: Assumptions) -> Iterator[Badge]:
    for name in (*UNCERTAIN, "horizon_months"):
        changed = getattr(given, name) != getattr(defaults, name)
        yield Badge(f"assumptions.{name}", "assumed", changed=changed)


def count_of(badges: Iterable[Badge]) -> Mapping[str, int]:
    """How many inputs are of each kind, in the order of KINDS."""
    counted = Counter(badge.kind for badge in badges)
    return {kind: counted[kind] for kind in KINDS if counted[kind]}
