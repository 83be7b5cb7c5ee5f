"""The fan: extra spending and additional people by year, as a band of assumed values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from talent.charts.model_picture import Fan, Key, Mark, ModelPicture, Table
from talent.i18n import MISSING
from talent.what_if import wording
from talent.what_if.outcome import Band, Difference
from talent.what_if.pictures.common import View, axis, finished, on_axis, title_of
from talent.what_if.pictures.runs import why_nought
from talent.what_if.report import Study


@dataclass(frozen=True)
class _Result:
    """A result over the years: its band, and beside it what it is without any response.

    Against present terms that line is exact; against no subsidy it rests on who would have come anyway.
    """

    name: str
    band: Band
    unit: str
    static: np.ndarray | None = None
    in_full: bool = False


def fan(
    study: Study,
    language: str,
    tier: str | None = None,
    data_date: date | None = None,
    *,
    of: str = "change",
) -> ModelPicture:
    """P10, P50 and P90 of extra spending [yuan], that summed since the first year, and people by year.

    `of` = "change" (reform beside present terms) or "programme" (reform beside no subsidy). The exact line
    is the cost without any response.
    """
    view = View(study, language, tier, data_date)
    found: Difference | None = getattr(view.outcome, of)
    if found is None:
        return finished(view, "fan", view.say(f"fan_{of}"), title_of(view))
    cut = less(found.extra_spend)
    title = view.say(f"fan_{of}_cut" if cut else f"fan_{of}")
    static, in_full = found.static_by_year, of == "change"
    results = [
        _Result("extra_spend", found.extra_spend, "yuan", static, in_full),
        _Result("cumulative_spend", found.cumulative_spend, "yuan", np.cumsum(static), in_full),
        _Result("extra_headcount", found.extra_headcount, "persons"),
    ]
    panels = [_panel(view, one, of) for one in results]
    still = all(panel.nothing for panel in panels)
    flat = not still and all(np.array_equal(one.band.p10, one.band.p90) for one in results)
    legend = [
        Key("band", view.say("legend_band")),
        Key("middle", view.say("legend_middle" if flat else "legend_middle_drawn")),
        Key("exact", view.say(f"legend_exact_{of}_cut" if cut else f"legend_exact_{of}")),
    ]
    return finished(
        view,
        "fan",
        title,
        title_of(view, view.say(f"against_{of}")),
        panels=panels,
        legend=[] if still else legend,
        notes=[view.say("flat_note")] if flat else [] if still else [view.say("band_note")],
        tables=[_table(view, one) for one in results],
        spoken=[_spoken(view, panel) for panel in panels],
        bounds={view.bound("delta" if of == "change" else "reform.spend")},
    )


def less(band: Band) -> bool:
    """Whether a result is a reduction: below nought in the last year at its median."""
    return bool(np.asarray(band.p50)[-1] < 0)


def _title(view: View, one: _Result) -> str:
    return view.say(f"{one.name}_cut" if less(one.band) else one.name)


def _panel(view: View, one: _Result, of: str) -> Fan:
    p10, p50, p90 = (tuple(map(float, getattr(one.band, end))) for end in ("p10", "p50", "p90"))
    exact = () if one.static is None else tuple(map(float, one.static))
    values = (*p10, *p50, *p90, *exact)
    found = axis(view, min(values), max(values), one.unit)
    years = view.scenario.calendar
    return Fan(
        title=_title(view, one),
        axis=found,
        years=years,
        p10=p10,
        p50=p50,
        p90=p90,
        exact=exact,
        ends=_ends(view, (p10[-1], p50[-1], p90[-1]), exact, found),
        readings=tuple(
            view.say("of_year", year=year, values=view.listed(_named(view, on_place)))
            for year, *on_place in zip(
                years,
                *([on_axis(view, value, found) for value in line] for line in (p10, p50, p90, exact) if line),
                strict=True,
            )
        ),
        nothing="" if any(values) else _nothing(view, one, of),
    )


def _nothing(view: View, one: _Result, of: str) -> str:
    why = why_nought(view, of, one.unit == "persons")
    return view.say("between").join((view.say(f"nothing_{one.name}"), why))


def _ends(view: View, last: tuple[float, float, float], exact: tuple[float, ...], found) -> tuple[Mark, ...]:
    """The last year's values in the words of the axis; one word for all where the band has no width."""
    if last[0] == last[2]:
        marks = [Mark(last[1], view.say("all_percentiles", value=on_axis(view, last[1], found)))]
    else:
        marks = [
            Mark(value, view.say("percentile", name=name, value=on_axis(view, value, found)))
            for name, value in zip(("P10", "P50", "P90"), last, strict=True)
        ]
    if exact:
        marks.append(Mark(exact[-1], view.say("exact_end", value=on_axis(view, exact[-1], found))))
    return tuple(marks)


def _values(view: View, one: _Result) -> list[tuple[str, ...]]:
    """Year, P10, P50, P90 and the exact value, in words."""
    rows = []
    for place, year in enumerate(view.scenario.calendar):
        band = (one.band.p10, one.band.p50, one.band.p90)
        ends = [view.amount(float(np.asarray(end)[place]), one.unit, False) for end in band]
        static = [] if one.static is None else [one.static[place].item()]
        exact = [view.amount(value, one.unit, one.in_full) for value in static]
        rows.append((str(year), *ends, *exact))
    return rows


def _named(view: View, values: Sequence[str]) -> list[str]:
    names = ("P10", "P50", "P90", wording.label("static", view.language))
    return [view.say("of_run", run=n, amount=value) for n, value in zip(names, values, strict=False)]


def _table(view: View, one: _Result) -> Table:
    head = (
        view.say("year"),
        "P10",
        "P50",
        "P90",
        *([] if one.static is None else [wording.label("static", view.language)]),
    )
    return Table(_title(view, one), head, tuple(_values(view, one)) or ((MISSING,),))


def _spoken(view: View, panel: Fan) -> str:
    """The first and the last year: the whole is in the table."""
    if panel.nothing:
        return panel.nothing
    said = dict.fromkeys((panel.readings[0], panel.readings[-1]))
    named = view.say("of_share", amount=panel.title, share=panel.axis.unit_text)
    return view.say("of_panel", panel=named, values=view.listed(said, "semicolon"))
