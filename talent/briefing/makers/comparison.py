"""The view of the Compare page: one indicator, the chosen cities."""

from collections.abc import Sequence

from talent import queries
from talent.briefing.exhibit import Exhibit, Opened
from talent.briefing.makers import settings
from talent.briefing.view import View
from talent.charts import compare, marks


def exhibits(view: View, opened: Opened) -> Sequence[Exhibit]:
    """One picture: bars, lines or small multiples as the page draws them."""
    catalogue = opened.catalogue
    indicator = catalogue.indicators[settings.one_of(view, "indicator", catalogue.indicators, catalogue.lead)]
    cities = settings.some_of(view, "cities", catalogue.cities)
    mode = settings.one_of(view, "mode", (*compare.MODES, "table"), compare.MODES[0])
    measure = settings.one_of(view, "measure", marks.MEASURES, marks.MEASURES[0])
    anyway = settings.one_of(view, "anyway", ("", "1"), "") == "1" and mode == "bar"
    readings = queries.readings(opened.warehouse, indicator=indicator.id, cities=cities)
    picture = compare.compare(
        readings,
        indicator,
        cities,
        "bar" if mode == "table" else mode,
        measure,
        anyway,
        catalogue,
        opened.language,
        opened.warehouse.version,
        opened.warehouse.data_date,
    )
    by_code = {reading.statement_id: reading for reading in readings}
    drawn = tuple(by_code[code] for code in picture.codes)
    return [Exhibit(view, "comparison", picture, drawn, indicator, measure)]
