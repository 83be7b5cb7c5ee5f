"""The view of the What-if page: what a scenario costs, who is paid, how uncertain it is and why."""

from collections.abc import Sequence
from dataclasses import replace

from talent.briefing.exhibit import Exhibit, Opened
from talent.briefing.makers import settings, tables
from talent.briefing.prose import simulations
from talent.briefing.view import View
from talent.briefing.view import view as view_of
from talent.errors import TalentError
from talent.i18n import text
from talent.what_if import inputs, notation, pictures
from talent.what_if import study as studies
from talent.what_if.notation import Link
from talent.what_if.study import BASES, Study


def exhibits(view: View, opened: Opened) -> Sequence[Exhibit]:
    """Four pictures: cost, recipients, fan and tornado, of the whole or of 1,000 recipients of a tier.

    TalentError `view.lacks` where an input is missing for any of them, and as the scenario's own functions.
    """
    link = _link(view, opened)
    scenario, unknown = studies.answerable(link.scenario)
    study = studies.study(scenario, opened.catalogue, opened.evidence, opened.warehouse.version)
    tier = _tier(view, study)
    if not _is_drawable(study, tier):
        missing = tables.listed(opened, _lacking(study, opened))
        raise TalentError("view.lacks", listed=missing, example=_example(opened))
    of = "change" if study.of(tier)[1].leading[1] else "programme"
    case = (study, opened.language, tier, opened.warehouse.data_date)
    made = (
        pictures.cost(*case),
        pictures.recipients(*case),
        pictures.fan(*case, of=of),
        pictures.tornado(*case, of=of),
    )
    first = _first(link, unknown, opened)
    shown = [replace(one, lead=(*first, *one.lead)) for one in made]
    return [Exhibit(view, one.kind, one, lines=simulations.sentences(one)) for one in shown]


def _link(view: View, opened: Opened) -> Link:
    if view.get("s"):
        return notation.from_link(view.get("s"), opened.evidence.defaults)
    cities = opened.catalogue.cities
    city = settings.one_of(view, "cities", cities, next(iter(cities)))
    return Link(inputs.start(city, opened.catalogue, opened.evidence), notation.VERSION, "")


def _tier(view: View, study: Study) -> str | None:
    """Whose 1,000 recipients are shown; None = the total (parameters `basis` and `who`)."""
    basis, who = settings.one_of(view, "basis", ("", *BASES), ""), view.get("who")
    if who:
        settings.refuse_unknown("who", [who], study.shown_per_thousand)
    return study.on_view(basis, who)


def _is_drawable(study: Study, tier: str | None) -> bool:
    return tier is not None or study.whole[1].reform is not None


def _example(opened: Opened) -> str:
    """A city that can be drawn as it stands, as a clause with its address; "" where there is none."""
    for city in opened.catalogue.cities:
        start = inputs.start(city, opened.catalogue, opened.evidence)
        found = studies.study(start, opened.catalogue, opened.evidence, opened.warehouse.version)
        if _is_drawable(found, found.on_view("", "")):
            address = view_of("what_if", {"cities": city}).address
            return text("simulated.example", opened.language, address=address)
    return ""


def _lacking(study: Study, opened: Opened) -> list[str]:
    """What is missing for any result, by name."""
    paths = study.blockers("unit")
    return [inputs.input_name(path, opened.catalogue, opened.evidence, opened.language) for path in paths]


def _first(link: Link, unknown: Sequence[str], opened: Opened) -> list[str]:
    """What must be known before any number: another model's link, tiers of which costs alone are told."""
    language, tiers = opened.language, opened.catalogue.tiers
    said = []
    if link.version != notation.VERSION:
        said.append(text("sheet.foreign", language, version=link.version, known=notation.VERSION))
    if unknown:
        names = tables.listed(opened, (tiers[tier].name[language] for tier in unknown))
        said.append(text("what_if.outcome.no_reference", language, listed=names))
    return said
