"""Two scenarios side by side: which inputs differ, what comes of each; cities are never ranked."""

from pages._parts import blocks, cards, lever, outcomes, scenario, sharing, store, workings
from pages._parts.blocks import tag, words
from pages._parts.language import choice, current, text
from talent.i18n import MISSING
from talent.what_if import inputs, wording
from talent.what_if.outcome import Difference
from talent.what_if.study import Study

RESULTS = (
    "cap", "cost", "people", "spread", "each", "recipient", "hire", "tail", "cost_change", "more_people",
    "each_change", "hire_change",
)  # fmt: skip


def show() -> None:
    """A beside B, once both are kept."""
    kept = {name: scenario.side(name) for name in scenario.SIDES}
    given = {name: outcomes.answered(one) for name, one in kept.items() if one is not None}
    for one in given:
        outcomes.unanswered(kept[one])
    if not given:
        return
    with lever.lazy("sides", text("what_if.side.title"), is_open=True) as is_open:
        if not is_open:
            return
        if len(given) < len(kept):
            blocks.note(text("what_if.side.other"))
        else:
            _differences(given)
            _results(given)
        sharing.drop_sides()


def _heads(given: dict[str, Study]) -> list[str]:
    cities = store.catalogue().cities
    return [f"{name.upper()} · {cities[one.scenario.city].name[current()]}" for name, one in given.items()]


def _differences(given: dict[str, Study]) -> None:
    """The inputs that are not the same, each with where it comes from."""
    first, second = ({badge.path: badge for badge in one.badges} for one in given.values())
    rows = []
    for path in dict.fromkeys((*first, *second)):
        cells = [_input(study, path) for study in given.values()]
        if cells[0] != cells[1]:
            catalogue, evidence = store.catalogue(), store.evidence()
            rows.append([words(inputs.input_name(path, catalogue, evidence, current())), *cells])
    if not rows:
        blocks.note(text("what_if.side.same"))
        return
    blocks.table([text("what_if.side.input"), *_heads(given)], rows, "w-sides")


def _input(study: Study, path: str) -> str:
    found = next((badge for badge in study.badges if badge.path == path), None)
    if found is None:  # what a scenario need not have, such as a cap
        return words(MISSING)
    return tag("span", words(workings.value_text(study, found)), class_="t-figure") + " " + lever.badge(found)


def _results(given: dict[str, Study]) -> None:
    """The lead numbers and cost by year, on the basis both have; what one side lacks is not compared."""
    whole = all(study.whole[1].reform is not None for study in given.values())
    first, second = (study.shown_per_thousand for study in given.values())
    common = [tier for tier in first if tier in second]
    if not whole and not common:
        _not_comparable()
        return
    tier = None if whole else common[0]
    if tier:
        blocks.note(text("what_if.side.thousand", tier=lever.tier_name(tier)))
    rows = []
    for name in RESULTS:
        cells = (words(_result(study, tier, name)) for study in given.values())
        rows.append([words(choice("what_if.side_result", name)), *cells])
    for year in sorted({year for study in given.values() for year in study.scenario.calendar}):
        label = text("what_if.side.spend", year=year)
        rows.append([words(label), *(words(_spend(study, tier, year)) for study in given.values())])
    blocks.table([text("what_if.side.result"), *_heads(given)], rows, "w-sides")
    blocks.note(wording.sentence(current()))


def _not_comparable() -> None:
    word, why = choice("verdict", "different"), text("what_if.side.not_comparable")
    inside = (tag("strong", words(word)), tag("div", words(why)))
    blocks.show(tag("div", *inside, class_="t-verdict t-different", role="note"))


def _result(study: Study, tier: str | None, name: str) -> str:
    """One lead number; a dash where an input of it is missing."""
    outcome = study.of(tier)[1]
    # The programme of both, and the change of both: never one beside the other.
    leads, change = outcome.programme, outcome.change
    match name:
        case "cap":
            cap = study.scenario.cap
            return (
                text("what_if.side.no_cap")
                if cap is None
                else wording.yuan(cap.yuan_per_year, current(), exact=True)
            )
        case "tail":
            return cards.spent(study, tier, outcome.reform and outcome.reform.committed_tail)
        case "recipient":
            return cards.per_recipient(cards.dearest(outcome, tier))
        case _ if leads is None:
            return MISSING
        case "cost":
            return cards.spent(study, tier, leads.total)
        case "people":
            return cards.rough(leads.additional, "persons")
        case "cost_change":
            return cards.signed(change and change.total)
        case "more_people":
            return cards.signed(change and change.additional, "persons")
        case "spread":
            return wording.band(leads.additional_band, current(), "persons")
        case "each" | "hire":
            return _ratio(name, leads)
    return _ratio(name.removesuffix("_change"), change)


def _ratio(name: str, found: Difference | None) -> str:
    """A cost for each one gained, by the name it has on the cards: of the programme, or of the change."""
    if found is None or not (found.total or found.additional):
        return MISSING
    return wording.ratio(found.per_person_year if name == "each" else found.per_additional, current())


def _spend(study: Study, tier: str | None, year: int) -> str:
    course, years = study.of(tier)[1].reform, study.scenario.calendar
    if course is None or year not in years:
        return MISSING
    return cards.spent(study, tier, course.spend_by_year[years.index(year)].item())
