"""What the numbers of one picture rest on: each input with its value, told apart by where it comes from."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from talent.i18n import choice, text
from talent.what_if import inputs, wording
from talent.what_if.provenance import KINDS, RUNS, Badge
from talent.what_if.scenario import Range
from talent.what_if.study import Study

# Shares of those who leave in a year, not once.
YEARLY = ("leave_while_paid", "leave_after")
_ALWAYS = ("first_year", "years", "arrival", "duration_months")


def used(study: Study, tier: str | None, assumptions: Collection[str]) -> tuple[Badge, ...]:
    """The badges of the inputs that a picture uses, of the whole or of 1,000 recipients of a tier.

    `assumptions` are those its numbers rest on. What prints other tiers alone is not cited.
    """
    scenario, _ = study.of(tier)
    rates = [f"{run}.rate.{one}" for run in RUNS for one in getattr(scenario, run)]
    paths = {*_ALWAYS, *rates, *(f"assumptions.{name}" for name in assumptions)}
    if tier is None:
        paths |= {f"intake.{one}" for one in scenario.intake}
    if scenario.cap:
        paths.add("cap")
    if "but_for" in assumptions:
        paths |= {f"assumptions.reference_rate.{one}" for one in scenario.tiers}
    found = [badge for badge in study.badges if badge.path in paths and badge.kind != "missing"]
    cited = {code for badge in found if badge.path != "first_year" for code in badge.codes}
    return tuple(_citing(badge, cited) if badge.path == "first_year" else badge for badge in found)


def _citing(badge: Badge, cited: Collection[str]) -> Badge:
    """A first year is printed with every tier's rate: with those the picture uses, where it uses any."""
    codes = tuple(code for code in badge.codes if code in cited)
    return replace(badge, codes=codes or badge.codes)


def notes(study: Study, tier: str | None, badges: Iterable[Badge], language: str) -> list[str]:
    """One note for each kind of input, printed ones first: names, values, ranges, codes."""
    found = tuple(badges)
    comma = choice("punctuation", "comma", language)
    semicolon = choice("punctuation", "semicolon", language)
    said = []
    for kind in KINDS:
        listed = [_one(study, tier, badge, language) for badge in found if badge.kind == kind]
        if listed:
            cities = dict.fromkeys(b.from_name[language] for b in found if b.kind == kind and b.from_name)
            said.append(
                text(
                    f"what_if.chart.rests.{kind}",
                    language,
                    listed=semicolon.join(listed),
                    city=comma.join(cities),
                )
            )
    return said


def borrowed(study: Study, badges: Iterable[Badge], language: str) -> list[str]:
    """A warning for each city whose printed terms stand in for the city's own: how many, which, the codes."""
    by_city: dict[str, list[Badge]] = {}
    for badge in badges:
        if badge.from_name:
            by_city.setdefault(badge.from_name[language], []).append(badge)
    comma = choice("punctuation", "comma", language)
    own = study.catalogue.cities[study.scenario.city].name[language]
    return [
        text(
            "what_if.chart.rests.borrowed",
            language,
            own=own,
            city=city,
            count=len(found),
            listed=comma.join(
                inputs.input_name(badge.path, study.catalogue, study.evidence, language) for badge in found
            ),
            codes=comma.join(dict.fromkeys(code for badge in found for code in badge.codes)),
        )
        for city, found in by_city.items()
    ]


def _one(study: Study, tier: str | None, badge: Badge, language: str) -> str:
    name = inputs.input_name(badge.path, study.catalogue, study.evidence, language)
    if badge.path.rpartition(".")[2] in YEARLY:
        name = text("what_if.chart.yearly", language, name=name)
    value = _value(study, tier, badge.path, language)
    if badge.changed:
        value = text("what_if.input.changed", language, word=value)
    said = text(
        "what_if.chart.rests.one", language, name=name, value=wording.marked(value, badge.bound, language)
    )
    if badge.note:
        of = study.catalogue.tiers.get(badge.path.rpartition(".")[2])
        note = text(f"what_if.note.{badge.note}", language, tier=of.name[language] if of else "")
        said = text("what_if.chart.rests.noted", language, said=said, note=note)
    return " ".join((said, *badge.codes))


def _value(study: Study, tier: str | None, path: str, language: str) -> str:
    """An input's value in words; of an assumed share the most likely one and its range."""
    scenario, _ = study.of(tier)
    head, _, last = path.rpartition(".")
    match path.split("."):
        case ["first_year"]:
            return str(scenario.first_year)
        case ["years"]:
            return text("what_if.chart.rests.count", language, count=scenario.years)
        case ["arrival"]:
            named = isinstance(scenario.arrival, str)
            return choice("what_if.arrival", scenario.arrival if named else "own", language)
        case ["duration_months"]:
            return wording.months(scenario.duration_months, language)
        case ["cap"]:
            return wording.yuan(scenario.cap.yuan_per_year if scenario.cap else None, language, exact=True)
        case ["intake", _]:
            return wording.persons(scenario.intake[last], language, exact=True)
        case ["assumptions", name]:
            return _range(getattr(scenario.assumptions, name), language)
        case ["assumptions", *_]:
            rates = scenario.assumptions.reference_rate
        case _:
            rates = getattr(scenario, head.partition(".")[0])
    return wording.yuan(rates[last], language, exact=True, unit="yuan_per_month")


def _range(found: Range, language: str) -> str:
    mode = wording.share(found.mode)
    if found.single:
        return mode
    low, high = wording.share(found.low), wording.share(found.high)
    return text("what_if.chart.rests.ranged", language, mode=mode, low=low, high=high)
