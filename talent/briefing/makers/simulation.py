"""The view of the What-if page: what a scenario costs, who is paid, how uncertain it is and why."""

from collections.abc import Sequence

from talent.briefing.exhibit import Exhibit, Opened
from talent.briefing.makers import settings
from talent.briefing.view import View
from talent.errors import TalentError
from talent.what_if import inputs, lines, notation, pictures
from talent.what_if import study as studies
from talent.what_if.scenario import Scenario
from talent.what_if.study import Study

BASES = ("thousand", "total")


def exhibits(view: View, opened: Opened) -> Sequence[Exhibit]:
    """Four pictures: cost, recipients, fan and tornado, of the whole or of 1,000 recipients of a tier."""
    study = studies.study(
        _scenario(view, opened), opened.catalogue, opened.evidence, opened.warehouse.version
    )
    tier = _tier(view, study)
    made = (pictures.cost, pictures.recipients, pictures.fan, pictures.tornado)
    found = [make(study, opened.language, tier, opened.warehouse.data_date) for make in made]
    said = lines.lines(study, opened.language)
    return [Exhibit(view, picture.kind, picture, lines=said) for picture in found]


def _scenario(view: View, opened: Opened) -> Scenario:
    if view.get("s"):
        return notation.from_link(view.get("s"), opened.evidence.defaults).scenario
    cities = opened.catalogue.cities
    city = settings.one_of(view, "cities", cities, next(iter(cities)))
    return inputs.start(city, opened.catalogue, opened.evidence)


def _tier(view: View, study: Study) -> str | None:
    """Whose 1,000 recipients are shown; None = the total (parameters `basis` and `who`)."""
    basis = settings.one_of(view, "basis", ("", *BASES), "") or ("thousand" if study.partial else "total")
    tiers = [] if study.scenario.duration_months is None else list(study.per_thousand)
    if not tiers or (study.whole[1].reform is not None and basis != "thousand"):
        return None
    who = view.get("who")
    if who and who not in tiers:
        raise TalentError("view.bad_value", name="who", value=who[:60])
    return who or next(filter(study.responds, tiers), tiers[0])
