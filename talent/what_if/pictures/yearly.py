"""Bars by calendar year: what is spent, and what would still be owed if no one new were admitted."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from talent.charts.model_picture import Bar, Key, Mark, ModelPicture, Part, Row, Rows, Table
from talent.what_if import wording
from talent.what_if.outcome import Course, Number
from talent.what_if.pictures.common import View, finished, title_of
from talent.what_if.report import Study
from talent.what_if.scenario import Cap

# More rows than this, and years that are all alike share one.
_MOST_ROWS = 12
_BOUNDS = {
    "baseline": {"spend": "baseline.spend", "tail": "baseline.spend"},
    "reform": {"spend": "reform.spend", "tail": "committed_tail"},
}


def cost(study: Study, language: str, tier: str | None = None, data_date: date | None = None) -> ModelPicture:
    """Spending in each year under present terms and the reform, then what is owed after the last year.

    With a cap: what is paid, and what is not. Without the rates of one run, the other alone; where both
    runs are the same, one bar. Yuan, nominal.
    """
    view = View(study, language, tier, data_date)
    courses = courses_of(view)
    title = view.say("cost_two" if len(courses) == 2 else "cost_one")
    if not courses:
        return finished(view, "cost", title, title_of(view))
    rows = shortened([*_cost_rows(view, courses), *_tail_rows(view, courses)], view)
    limit = limit_of(view)
    top = max([*(bar.length for row in rows for bar in row.bars), *([limit.value] if limit else [])])
    panel = Rows(
        title="",
        unit_text=_unit_text(view, rows),
        rows=tuple(rows),
        top=float(top),
        later_title=view.say("later", year=study.scenario.calendar[-1]),
        limit=limit,
    )
    bounds = {view.bound(name) for run in courses for name in _BOUNDS[run].values()}
    return finished(
        view,
        "cost",
        title,
        title_of(view, _sameness(view, courses)),
        lead=_cost_lead(view, courses),
        panels=[panel],
        legend=_cost_legend(view, courses, limit),
        notes=[view.say("tail_uncapped")] if limit else [],
        tables=[_table(view, rows, view.say("cost_one"), list(courses))],
        spoken=[spoken(view, rows)],
        behavioural=view.responds,
        drawn=False,
        bounds=bounds,
    )


def _unit_text(view: View, rows: Sequence[Row]) -> str:
    """The unit; where the cap cuts a bar in two, also what the two numbers at its end are."""
    said = view.say("unit", unit=wording.unit_name("yuan", view.language))
    cap = view.study.scenario.cap
    if cap is None or not any(bar.short for row in rows for bar in row.bars):
        return said
    return view.say("dot").join((said, view.say(f"two_numbers.{cap.rule}")))


def courses_of(view: View) -> dict[str, Course]:
    """The runs to draw, by name; the reform alone where it is what the baseline is."""
    outcome = view.outcome
    found = {"baseline": outcome.baseline, "reform": outcome.reform}
    if outcome.reform and not view.responds:
        found.pop("baseline")
    return {run: course for run, course in found.items() if course}


def _sameness(view: View, courses: dict[str, Course]) -> str:
    if len(courses) == 2:
        return ""
    known = view.outcome.baseline and view.outcome.reform
    return view.say("same" if known else f"only_{next(iter(courses))}")


def exact_run(view: View, run: str) -> bool:
    return run == "baseline" or not view.responds


def _cost_rows(view: View, courses: dict[str, Course]) -> list[Row]:
    years = view.study.scenario.calendar
    return [
        Row(
            label=str(year),
            note="",
            bars=tuple(_cost_bar(view, run, course, place) for run, course in courses.items()),
        )
        for place, year in enumerate(years)
    ]


def _cost_bar(view: View, run: str, course: Course, place: int) -> Bar:
    exact, bound = exact_run(view, run), view.bound(_BOUNDS[run]["spend"])

    def part(value: Number, look: str) -> Part:
        return Part(float(value), look, view.amount(value, "yuan", exact))

    if course.paid_by_year is None or course.unmet_by_year is None:
        parts = (part(course.spend_by_year[place], run),)
        return Bar(
            view.say(run), parts, view.amount(parts[0].value, "yuan", exact, bound), bound == "at_least"
        )
    paid, unmet = course.paid_by_year[place], course.unmet_by_year[place]
    if unmet <= 0:
        words = view.amount(paid, "yuan", exact, bound)
        return Bar(view.say(run), (part(paid, run),), words, bound == "at_least")
    # Where the cap binds, a larger plan is not more paid but more unmet.
    left = _unmet(view, unmet, exact, bound)
    words = view.say("paid_unmet", paid=view.amount(paid, "yuan", exact), unmet=left)
    short = f"{view.number(paid, exact)} + {view.number(unmet, exact, bound)}"
    return Bar(view.say(run), (part(paid, run), part(unmet, "unmet")), words, short=short)


def _tail_rows(view: View, courses: dict[str, Course]) -> list[Row]:
    last = view.study.scenario.calendar[-1]
    count = max(len(course.tail_by_year) for course in courses.values())
    rows = []
    for place in range(count):
        bars = []
        for run, course in courses.items():
            bound, value = view.bound(_BOUNDS[run]["tail"]), course.tail_by_year[place]
            words = view.amount(value, "yuan", exact_run(view, run), bound)
            part = Part(float(value), f"{run}_tail", words)
            bars.append(Bar(view.say(run), (part,), words, bound == "at_least"))
        rows.append(Row(str(last + 1 + place), "", tuple(bars), later=True))
    # A kernel may end in a year in which nothing is owed.
    while rows and not any(bar.length for bar in rows[-1].bars):
        rows.pop()
    return rows


def shortened(rows: list[Row], view: View) -> list[Row]:
    """Three or more years alike in one row, where there are many."""
    if len(rows) <= _MOST_ROWS:
        return rows
    runs: list[list[Row]] = []
    for row in rows:
        if runs and not row.later and _alike(runs[-1][-1], row):
            runs[-1].append(row)
        else:
            runs.append([row])
    found = []
    for run in runs:
        if len(run) < 3:
            found += run
        else:
            years = view.years(int(run[0].label), int(run[-1].label))
            bars = tuple(_ageless(bar, view) for bar in run[0].bars)
            found.append(Row(years, view.say("each_year"), bars))
    return found


def _alike(one: Row, other: Row) -> bool:
    def values(row: Row) -> list[tuple[float, ...]]:
        return [tuple(part.value for part in bar.parts) for bar in row.bars]

    return values(one) == values(other)


def _ageless(bar: Bar, view: View) -> Bar:
    """A bar of cohorts that stands for several years: cohorts by how long ago they arrived."""
    if not any(part.look == "cohort" for part in bar.parts):
        return bar
    return replace(bar, parts=tuple(replace(part, label=_age(part.age, view)) for part in bar.parts))


def _age(age: int, view: View) -> str:
    return view.say("age_now") if age == 0 else view.say("age", count=age)


def limit_of(view: View) -> Mark | None:
    cap = view.study.scenario.cap if view.tier is None else None
    if cap is None:
        return None
    words = view.amount(cap.yuan_per_year, "yuan", True)
    return Mark(float(cap.yuan_per_year), view.say("limit", amount=words))


def _cost_lead(view: View, courses: dict[str, Course]) -> list[str]:
    scenario = view.study.scenario
    years = view.years(scenario.first_year, scenario.calendar[-1])

    def of_all(output: str, values: dict[str, Number]) -> str:
        said = {
            run: view.amount(value, "yuan", exact_run(view, run), view.bound(_BOUNDS[run][output]))
            for run, value in values.items()
        }
        return view.listed((_of_run(view, run, words, courses) for run, words in said.items()), "semicolon")

    planned = {run: course.spend_by_year.sum().item() for run, course in courses.items()}
    owed = {run: course.committed_tail for run, course in courses.items()}
    said = [
        view.say("total", years=years, listed=of_all("spend", planned)),
        view.say("tail", year=scenario.calendar[-1], listed=of_all("tail", owed)),
    ]
    if view.tier is None and scenario.cap:
        said.append(_cap_lead(view, courses))
    return said


def _cap_lead(view: View, courses: dict[str, Course]) -> str:
    """The rule, what it leaves out over the years, and the share of a cohort that it carries."""
    cap = view.study.scenario.cap
    said = []
    for run, course in courses.items():
        exact = exact_run(view, run)
        if course.unmet_by_year is None or course.alpha is None:
            continue
        left = _left_out(course, cap)
        words = (
            _unmet(view, left, exact, view.bound(_BOUNDS[run]["spend"])) if left else view.say("within_cap")
        )
        if cap.rule == "sustain" and left:
            words = view.say("sustained", unmet=words, alpha=wording.share(course.alpha))
        said.append(_of_run(view, run, words, courses))
    rule = view.say(f"rule.{cap.rule}")
    return view.say(
        "cap",
        amount=view.amount(cap.yuan_per_year, "yuan", True),
        rule=rule,
        listed=view.listed(said, "semicolon"),
    )


def _left_out(course: Course, cap: Cap) -> float:
    """What the cap leaves unpaid over all years, or what lies above it where all is paid [yuan]."""
    if cap.rule == "none":
        return float(np.maximum(course.spend_by_year - cap.yuan_per_year, 0).sum())
    # Carried arrears are one sum that grows: the last year's is what is left.
    return float(course.unmet_by_year[-1] if cap.rule == "arrears" else course.unmet_by_year.sum())


def _unmet(view: View, value: Number, exact: bool, bound: str) -> str:
    """What the cap leaves out, named as its rule has it."""
    amount = view.amount(value, "yuan", exact, bound)
    return view.say(f"unmet.{view.study.scenario.cap.rule}", amount=amount)


def _of_run(view: View, run: str, words: str, courses: dict[str, Course]) -> str:
    """Words of one run; where there is but one, its name stands in the subtitle."""
    return view.say("of_run", run=view.say(run), amount=words) if len(courses) > 1 else words


def _cost_legend(view: View, courses: dict[str, Course], limit: Mark | None) -> list[Key]:
    keys = []
    for run, course in courses.items():
        alike = run == "reform" and view.outcome.baseline and not view.responds
        named = view.say("both" if alike else run)
        keys.append(Key(run, view.say("of_rates", run=named, rates=_rates(view, course))))
    keys.append(Key(f"{next(reversed(courses))}_tail", view.say("legend_tail")))
    if limit:
        rule = view.study.scenario.cap.rule
        keys += [] if rule == "none" else [Key("unmet", view.say(f"legend_unmet.{rule}"))]
        keys.append(Key("limit", limit.text))
    return keys


def _rates(view: View, course: Course) -> str:
    """The rates of a run in the order of its tiers: `3,000/2,000/1,500`."""
    return "/".join(wording.full(rate) for rate in course.rate.values())


def _table(view: View, rows: Sequence[Row], title: str, runs: list[str]) -> Table:
    head = (view.say("year"), *(view.say(run) for run in runs))
    return Table(title, head, tuple((heading(row, view), *(bar.text for bar in row.bars)) for row in rows))


def heading(row: Row, view: View) -> str:
    if row.later:
        return view.say("later_year", year=row.label)
    return view.say("each", years=row.label) if row.note else row.label


def spoken(view: View, rows: Sequence[Row]) -> str:
    said = []
    for row in rows:
        values = (
            bar.text if len(row.bars) == 1 else view.say("of_run", run=bar.label, amount=bar.text)
            for bar in row.bars
        )
        said.append(view.say("of_year", year=heading(row, view), values=view.listed(values)))
    return view.listed(said, "semicolon")
