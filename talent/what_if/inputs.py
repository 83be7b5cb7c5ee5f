"""Where a scenario starts, and of each of its inputs whether it is printed, typed, assumed or missing."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from talent.catalogue import Catalogue
from talent.i18n import choice, text
from talent.warehouse import newest
from talent.what_if.evidence import Evidence
from talent.what_if.printed import Option, Printed, all_offered, offered
from talent.what_if.run import missing
from talent.what_if.scenario import NOTHING, UNCERTAIN, Assumptions, Numbers, Scenario

KINDS = ("printed", "derived", "user", "assumed", "transplanted", "missing")
RUNS = ("baseline", "reform")
YEARS = 8


@dataclass(frozen=True)
class Badge:
    """Where one input comes from.

    `path` as in the scenario file, `kind` one of KINDS. `codes` are the statements that print the number,
    `bound` the one it is printed with, `from_city` the city whose number was taken over. `changed` = an
    assumption is not the default.
    """

    path: str
    kind: str
    codes: tuple[str, ...] = ()
    bound: str = "exact"
    from_city: str | None = None
    changed: bool = False


def start(city: str, catalogue: Catalogue, evidence: Evidence) -> Scenario:
    """The scenario the page opens with: printed rates in both runs, no intake, assumptions as declared.

    Where no rate is printed the rates are empty, the duration is None and the first year is that of the
    newest source.
    """
    defaults = offered(city, catalogue, evidence).defaults
    rates, months = _terms(defaults)
    begun = [option.effective_from for option in defaults.values() if option.effective_from]
    day = min(begun, default=newest(catalogue)) or date.min
    return Scenario(
        city=city,
        first_year=day.year,
        years=YEARS,
        arrival="july",
        duration_months=months,
        intake=NOTHING,
        baseline=rates,
        reform=rates,
        assumptions=evidence.defaults,
    )


def transplant(scenario: Scenario, from_city: str, catalogue: Catalogue, evidence: Evidence) -> Scenario:
    """The same scenario with the other city's printed rates in the reform, for the tiers it prints.

    Only the tiers the scenario speaks of, all where it speaks of none: one more tier without a rate of its
    own would take every difference away. The duration is taken over only where the scenario has none;
    baseline and intake stay as they are.
    """
    printed, months = _terms(offered(from_city, catalogue, evidence).defaults)
    rates = {t: rate for t, rate in printed.items() if t in scenario.tiers or not scenario.tiers}
    return replace(
        scenario,
        reform=MappingProxyType({**scenario.reform, **rates}),
        duration_months=months if scenario.duration_months is None else scenario.duration_months,
    )


def _terms(defaults: Mapping[str, Option]) -> tuple[Numbers, int | None]:
    """Rates by tier and their common duration."""
    months = next((option.duration_months for option in defaults.values()), None)
    return MappingProxyType({tier: option.rate for tier, option in defaults.items()}), months


# Where each input comes from


def badges(
    scenario: Scenario,
    catalogue: Catalogue,
    evidence: Evidence,
    printed: Mapping[str, Printed] | None = None,
) -> tuple[Badge, ...]:
    """One badge for every input, given or missing, in the order of the scenario file.

    `printed` is `printed.all_offered` of the same data, for whoever asks often.

    Nothing about provenance is stored: a number is printed where the city's documents print the same number
    for the same input, and transplanted where a run holds another city's rates, as `transplant` leaves them.
    """
    printed = printed or all_offered(catalogue, evidence)
    own = printed[scenario.city]
    others = [one for city, one in printed.items() if city != scenario.city]
    rates = [badge for run in RUNS for badge in _rate_badges(run, scenario, own, others)]
    found = [
        Badge("arrival", "assumed", changed=scenario.arrival != "july"),
        *_duration_badge(scenario, rates, printed),
        *(_anchored(f"intake.{tier}", "intake", number, own) for tier, number in scenario.intake.items()),
        *rates,
        *([_anchored("cap", "cap", scenario.cap.yuan_per_year, own)] if scenario.cap else []),
        *_assumption_badges(scenario.assumptions, evidence.defaults),
        *([Badge("solve", "user")] if scenario.solve else []),
        *(Badge(f"counts.{policy}", "user") for policy in scenario.counts),
    ]
    return (*found, *(Badge(path, "missing") for path in missing(scenario)))


def _rate_badges(run: str, scenario: Scenario, own: Printed, others: Iterable[Printed]) -> Iterator[Badge]:
    rates: Numbers = getattr(scenario, run)
    here = {tier: _matching(own.options.get(tier, ()), rate, scenario) for tier, rate in rates.items()}
    printed_here = {tier for tier, option in here.items() if option}
    lender = next((other for other in others if _lends(other, rates, printed_here)), None)
    for tier, rate in rates.items():
        option, path = here[tier], f"{run}.rate.{tier}"
        if option:
            kind = "derived" if option.status == "derived" else "printed"
            yield Badge(path, kind, _rate_codes(option), _bound(option, rate))
        elif lender:
            option = lender.defaults[tier]
            yield Badge(path, "transplanted", _rate_codes(option), _bound(option, rate), lender.city)
        else:
            yield Badge(path, "user")


def _matching(options: Iterable[Option], rate: int | float, scenario: Scenario) -> Option | None:
    """The option that prints this rate, one of the scenario's duration before others."""
    same = [option for option in options if rate in (option.rate, option.rate_high)]
    return min(same, key=lambda one: one.duration_months != scenario.duration_months, default=None)


def _lends(other: Printed, rates: Numbers, printed_here: Set[str]) -> bool:
    """Whether all rates are the other city's; or all of the other city's are there, beside printed ones."""
    defaults = other.defaults
    taken = {tier for tier, rate in rates.items() if tier in defaults and defaults[tier].rate == rate}
    rest = set(rates) - taken
    return not rest or (taken == set(defaults) and rest <= printed_here)


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
            yield Badge("duration_months", kind, best.duration_codes, best.duration_bound or "exact", taken)
            return
    yield Badge("duration_months", "user")


def _anchored(path: str, use: str, number: int | float, own: Printed) -> Badge:
    """Printed where an anchor of this use prints the same number."""
    for one in own.of_use(use):
        if one.statement.value == number:
            return Badge(path, "printed", (one.statement.statement_id,), one.statement.bound)
    return Badge(path, "user")


def _assumption_badges(given: Assumptions, defaults: Assumptions) -> Iterator[Badge]:
    for name in (*UNCERTAIN, "horizon_months"):
        changed = getattr(given, name) != getattr(defaults, name)
        yield Badge(f"assumptions.{name}", "assumed", changed=changed)
    for tier in given.reference_rate:
        yield Badge(f"assumptions.reference_rate.{tier}", "assumed", changed=True)


def count_of(badges: Iterable[Badge]) -> Mapping[str, int]:
    """How many inputs are of each kind, in the order of KINDS."""
    counted = Counter(badge.kind for badge in badges)
    return {kind: counted[kind] for kind in KINDS if counted[kind]}


# In words


def badge_text(badge: Badge, catalogue: Catalogue, language: str) -> str:
    """The word on a badge; a number taken over names its city."""
    word = choice("what_if.badge", badge.kind, language)
    if badge.from_city:
        city = catalogue.cities[badge.from_city].name[language]
        return text("what_if.input.taken_from", language, word=word, city=city)
    return text("what_if.input.changed", language, word=word) if badge.changed else word


def input_name(path: str, catalogue: Catalogue, evidence: Evidence, language: str) -> str:
    """What an input is called: `baseline.rate.phd` → "Baseline rate, PhD"."""
    head, _, last = path.rpartition(".")
    if last in evidence.parameters:
        return evidence.parameters[last].name[language]
    if head == "counts":
        return text("what_if.input.counts", language, policy=catalogue.policies[last].instrument[language])
    tier = last if last in catalogue.tiers and head else ""
    name = choice("what_if.input", (head if tier else path).replace(".", "_"), language)
    if not tier:
        return name
    return text("what_if.input.of_tier", language, input=name, tier=catalogue.tiers[tier].name[language])


def count_text(badges: Iterable[Badge], language: str) -> str:
    """What a result rests on: "Rests on 2 user inputs and 5 assumptions"; empty with neither."""
    counted = count_of(badges)
    user, assumed = counted.get("user", 0), counted.get("assumed", 0)
    if user:
        return text("what_if.input.rests_on", language, user=user, assumed=assumed)
    return text("what_if.input.rests_on_assumed", language, assumed=assumed) if assumed else ""
