"""Where a scenario starts, and in words what each of its inputs is called and where it comes from."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from talent.catalogue import Catalogue
from talent.i18n import choice, text
from talent.warehouse import newest
from talent.what_if.evidence import Evidence
from talent.what_if.paths import input_name
from talent.what_if.printed import Option, offered
from talent.what_if.provenance import KINDS, RUNS, YEARS, Badge, badges, count_of
from talent.what_if.scenario import NOTHING, Numbers, Scenario

__all__ = [
    "KINDS", "RUNS", "YEARS", "Badge", "badge_text", "badges", "count_of", "count_text", "input_name",
    "start", "taken_text", "transplant",
]  # fmt: skip


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

    Only the tiers the scenario speaks of, all where it speaks of none: one more tier without a
    baseline would take every difference away. The duration is taken over only where the scenario has none;
    baseline and intake stay as they are. The but-for share of a tier without a baseline is then assumed at
    the rate taken over: that is its reference.
    """
    printed, months = _terms(offered(from_city, catalogue, evidence).defaults)
    rates = {t: rate for t, rate in printed.items() if t in scenario.tiers or not scenario.tiers}
    references = {tier: rate for tier, rate in rates.items() if tier not in scenario.baseline}
    assumed = scenario.assumptions
    if references:
        found = MappingProxyType({**assumed.reference_rate, **references})
        assumed = replace(assumed, reference_rate=found)
    return replace(
        scenario,
        assumptions=assumed,
        reform=MappingProxyType({**scenario.reform, **rates}),
        duration_months=months if scenario.duration_months is None else scenario.duration_months,
    )


def _terms(defaults: Mapping[str, Option]) -> tuple[Numbers, int | None]:
    """Rates by tier and their common duration."""
    months = next((option.duration_months for option in defaults.values()), None)
    return MappingProxyType({tier: option.rate for tier, option in defaults.items()}), months


# In words


def badge_text(badge: Badge, catalogue: Catalogue, language: str) -> str:
    """The word on a badge; a number taken over names its city, and one not printed quite for this says so."""
    word = choice("what_if.badge", badge.kind, language)
    if badge.from_city:
        city = catalogue.cities[badge.from_city].name[language]
        word = text("what_if.input.taken_from", language, word=word, city=city)
    elif badge.changed:
        word = text("what_if.input.changed", language, word=word)
    if badge.note is None:
        return word
    tier = catalogue.tiers.get(badge.path.rpartition(".")[2])
    note = text(f"what_if.note.{badge.note}", language, tier=tier.name[language] if tier else "")
    return choice("punctuation", "semicolon", language).join((word, note))


def count_text(badges: Iterable[Badge], language: str) -> str:
    """What a result rests on: "User inputs: 2; assumptions: 5"; with cities taken over from."""
    badges = tuple(badges)
    counted = count_of(badges)
    parts = [
        text(f"what_if.input.rests_on_{kind}", language, count=counted[kind])
        for kind in ("user", "assumed")
        if kind in counted
    ]
    taken = Counter(badge.from_name[language] for badge in badges if badge.from_name)
    parts += [
        text("what_if.input.rests_on_taken", language, count=count, city=city)
        for city, count in taken.items()
    ]
    if not parts:
        return ""
    listed = choice("what_if.input", "rests_on_and", language).join(parts)
    return text("what_if.input.rests_on", language, listed=listed[:1].upper() + listed[1:])


def taken_text(badges: Iterable[Badge], catalogue: Catalogue, language: str) -> tuple[str, ...]:
    """By lending city: which tiers' rates are taken over from it, with the statements that print them."""
    taken: dict[str, list[Badge]] = {}
    for badge in badges:
        if badge.from_city:
            taken.setdefault(badge.from_city, []).append(badge)
    comma = choice("punctuation", "comma", language)
    lines = []
    for city, found in taken.items():
        last = dict.fromkeys(badge.path.rpartition(".")[2] for badge in found)
        names = [
            catalogue.tiers[one].name[language]
            if one in catalogue.tiers
            else choice("what_if.input", one, language)
            for one in last
        ]
        codes = " ".join(dict.fromkeys(code for badge in found for code in badge.codes))
        said = {"inputs": comma.join(names), "city": catalogue.cities[city].name[language], "codes": codes}
        lines.append(text("what_if.input.taken_over", language, **said))
    return tuple(lines)
