"""The view of the Compare page: one indicator, the chosen cities."""

from collections.abc import Sequence

from talent import comparability, queries
from talent.briefing.exhibit import Exhibit, Opened
from talent.briefing.makers import figures, settings
from talent.briefing.view import View
from talent.charts import compare, marks
from talent.charts.frame import verdict


def exhibits(view: View, opened: Opened) -> Sequence[Exhibit]:
    """Bars, lines or small multiples as the page draws them; all figures in a table in the mode `table`.

    The table is there in the other modes too, for whoever asks for the part `figures`: a picture leaves out
    what its chart cannot hold.
    """
    catalogue = opened.catalogue
    indicator = catalogue.indicators[settings.one_of(view, "indicator", catalogue.indicators, catalogue.lead)]
    cities = settings.some_of(view, "cities", catalogue.cities)
    mode = settings.one_of(view, "mode", (*compare.MODES, "table"), compare.MODES[0])
    measure = settings.one_of(view, "measure", marks.MEASURES, marks.MEASURES[0])
    anyway = mode == "bar" and settings.one_of(view, "anyway", ("", "1"), "") == "1"
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
    # A table shows more than any chart, and everything side by side: its verdict is its own.
    judged = comparability.judge(readings, measure)
    reasons = comparability.explained(judged, readings, catalogue, opened.language)
    warnings = verdict(judged.word, reasons, opened.language)
    table = figures.of_indicator(readings, indicator, measure, cities, warnings, opened)
    is_table = mode == "table"
    all_of_them = Exhibit(view, "figures", table, readings, indicator, measure, beside=not is_table)
    if is_table:
        return [all_of_them]
    return [Exhibit(view, "comparison", picture, drawn, indicator, measure), all_of_them]
