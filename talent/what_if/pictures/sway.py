"""The tornado: how far each assumption moves the result."""

from datetime import date

import numpy as np

from talent.charts.model_picture import Key, Mark, ModelPicture, Sway, Table, Tornado
from talent.charts.picture import Tag
from talent.i18n import MISSING, format_number
from talent.what_if import wording
from talent.what_if.outcome import Difference, Swing
from talent.what_if.pictures.common import View, axis, finished, on_axis, title_of
from talent.what_if.pictures.runs import why_nought
from talent.what_if.report import Study

_UNITS = {"headcount": "persons", "spend": "yuan"}


def tornado(
    study: Study,
    language: str,
    tier: str | None = None,
    data_date: date | None = None,
    *,
    of: str = "change",
) -> ModelPicture:
    """For people in the last year and for spending until then: each input at its P10 and P90, others at P50.

    `of` as for the fan. Beside each bar the rank correlation over the draws; where the two put the inputs in
    another order, "interaction" is said.
    """
    view = View(study, language, tier, data_date)
    found: Difference | None = getattr(view.outcome, of)
    title = view.say("tornado")
    if found is None:
        return finished(view, "tornado", title, title_of(view))
    medians = {"headcount": found.extra_headcount.p50, "spend": found.cumulative_spend.p50}
    panels = [
        _panel(view, name, swings, float(np.asarray(medians[name])[-1]), of, name in found.interaction)
        for name, swings in found.tornado.items()
    ]
    keys = [("at_low", "legend_low"), ("at_high", "legend_high"), ("middle", "legend_median")]
    still = all(panel.nothing for panel in panels)
    return finished(
        view,
        "tornado",
        title,
        title_of(view, view.say(f"against_{of}")),
        panels=panels,
        legend=[] if still else [Key(look, view.say(key)) for look, key in keys],
        notes=[] if still else [view.say("tornado_note"), view.say("correlation_note")],
        tables=[_table(view, p, *one) for p, one in zip(panels, found.tornado.items(), strict=True)],
        spoken=[_spoken(view, p, *one) for p, one in zip(panels, found.tornado.items(), strict=True)],
        bounds={view.bound("delta" if of == "change" else "reform.spend")},
    )


def _panel(
    view: View, name: str, swings: tuple[Swing, ...], middle: float, of: str, interacts: bool
) -> Tornado:
    values = [middle, *(end for swing in swings for end in (swing.at_low, swing.at_high))]
    found = axis(view, min(values), max(values), _UNITS[name], nought=False, most=4)
    return Tornado(
        title=_title(view, name, middle),
        axis=found,
        middle=Mark(middle, view.say("percentile", name="P50", value=on_axis(view, middle, found))),
        sways=tuple(_sway(view, swing) for swing in swings),
        note=view.say("interaction") if interacts else "",
        nothing=_nothing(view, name, swings, values, of),
        middle_text=view.amount(middle, _UNITS[name], False),
    )


def _title(view: View, name: str, middle: float) -> str:
    key = f"result_{name}_cut" if middle < 0 else f"result_{name}"
    return view.say(key, year=view.scenario.calendar[-1])


def _nothing(view: View, name: str, swings: tuple[Swing, ...], values: list[float], of: str) -> str:
    """Why no bar is drawn, "" where one is."""
    if not any(values):
        return view.say("nothing_tornado", why=why_nought(view, of, name == "headcount"))
    single = all(swing.low_input == swing.high_input for swing in swings)
    return view.say("nothing_single") if single else ""


def _sway(view: View, swing: Swing) -> Sway:
    changed = {badge.path for badge in view.study.badges if badge.changed or badge.kind == "user"}
    single = swing.low_input == swing.high_input
    still = ""
    if single:
        still = view.say("single", value=wording.share(swing.low_input))
    elif swing.at_low == swing.at_high:
        still = view.say("unmoved", low=wording.share(swing.low_input), high=wording.share(swing.high_input))
    return Sway(
        label=view.assumption(swing.name),
        tags=(Tag(view.say("changed"), True),) if f"assumptions.{swing.name}" in changed else (),
        at_low=swing.at_low,
        at_high=swing.at_high,
        low_text=view.say("percentile", name="P10", value=wording.share(swing.low_input)),
        high_text=view.say("percentile", name="P90", value=wording.share(swing.high_input)),
        correlation_text=view.say("correlation", value=_correlation(swing)),
        still=still,
        name=swing.name,
        low_input=swing.low_input,
        high_input=swing.high_input,
        correlation=swing.correlation,
    )


def _correlation(swing: Swing) -> str:
    return MISSING if swing.correlation is None else wording.minus(format_number(swing.correlation, "en", 2))


def _table(view: View, panel: Tornado, name: str, swings: tuple[Swing, ...]) -> Table:
    unit = _UNITS[name]
    head = ("column_input", "column_low", "column_high", "column_at_low", "column_at_high", "column_rank")
    rows = [
        (
            view.assumption(swing.name),
            wording.share(swing.low_input),
            wording.share(swing.high_input),
            view.amount(swing.at_low, unit, False),
            view.amount(swing.at_high, unit, False),
            _correlation(swing),
        )
        for swing in swings
    ]
    return Table(panel.title, tuple(view.say(key) for key in head), tuple(rows))


def _spoken(view: View, panel: Tornado, name: str, swings: tuple[Swing, ...]) -> str:
    if panel.nothing:
        return panel.nothing
    widest = swings[0]
    return view.say(
        "tornado_alt",
        panel=panel.title,
        middle=view.say("percentile", name="P50", value=view.amount(panel.middle.value, _UNITS[name], False)),
        widest=panel.sways[0].label,
        low=view.amount(widest.at_low, _UNITS[name], False),
        high=view.amount(widest.at_high, _UNITS[name], False),
        listed=view.listed(sway.label for sway in panel.sways),
    )
