"""Bars by calendar year: what is spent, and what would still be owed if no one new were admitted."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from talent.charts.model_picture import Bar, Key, Mark, ModelPicture, Part, Row, Rows, Table
from talent.what_if import wording
from talent.what_if.outcome import Course, Number
from talent.what_if.pictures.common import View, finished, title_of
from talent.what_if.pictures.leads import (
    BOUNDS,
    cost_lead,
    left_words,
    owed_bound,
    owed_by_year,
    owed_words,
)
from talent.what_if.pictures.runs import assumed_note, courses_of, exact_run, limit_of, of_bars
from talent.what_if.report import Study

# More rows than this, and years that are all alike share one.
_MOST_ROWS = 12


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
        later_title=view.say("later", year=view.scenario.calendar[-1], owed=owed_words(view)),
        limit=limit,
        unit=wording.unit_name("yuan", language),
    )
    bounds = {view.bound(name) for run in courses for name in BOUNDS[run].values()}
    return finished(
        view,
        "cost",
        title,
        title_of(view, _sameness(view, courses)),
        lead=cost_lead(view, courses),
        panels=[panel],
        legend=_cost_legend(view, courses, rows, limit),
        notes=[assumed_note(view)],
        tables=[_table(view, rows, view.say("cost_one"), list(courses))],
        spoken=[spoken(view, rows)],
        rests=of_bars(view),
        behavioural=view.responds,
        drawn=False,
        bounds=bounds,
    )


def _unit_text(view: View, rows: Sequence[Row]) -> str:
    """The unit; where the cap cuts a bar in two, also what the two numbers at its end are."""
    said = view.say("unit", unit=wording.unit_name("yuan", view.language))
    cap = view.scenario.cap
    if cap is None or not any(len(bar.parts) > 1 for row in rows for bar in row.bars):
        return said
    return view.say("dot").join((said, view.say(f"two_numbers.{cap.rule}")))


def _sameness(view: View, courses: dict[str, Course]) -> str:
    if len(courses) == 2:
        return ""
    known = view.outcome.baseline and view.outcome.reform
    return view.say("same" if known else f"only_{next(iter(courses))}")


def _cost_rows(view: View, courses: dict[str, Course]) -> list[Row]:
    years = view.scenario.calendar
    return [
        Row(
            label=str(year),
            note="",
            bars=tuple(_cost_bar(view, run, course, place) for run, course in courses.items()),
        )
        for place, year in enumerate(years)
    ]


def _cost_bar(view: View, run: str, course: Course, place: int) -> Bar:
    """What is spent in a year; what the cap cuts off, or what goes beyond it, stands apart."""
    exact, bound = exact_run(view, run), view.bound(BOUNDS[run]["spend"])
    paid, unmet = course.spend_by_year[place], 0
    if course.paid_by_year is not None and course.unmet_by_year is not None:
        paid, unmet = course.paid_by_year[place], course.unmet_by_year[place]
    cap = view.scenario.cap
    over = max(paid - cap.yuan_per_year, 0) if cap and cap.rule == "none" else 0

    def part(value: Number, look: str) -> Part:
        return Part(float(value), look, view.amount(value, "yuan", exact))

    if unmet <= 0 and over <= 0:
        words = view.amount(paid, "yuan", exact, bound)
        short = view.number(paid, exact, bound)
        return Bar(_named(view, run), (part(paid, run),), words, bound == "at_least", short)
    # Where the cap binds, a larger plan is not more paid but more unmet; where it does not, both.
    floor = bound if over else "exact"
    words = view.say(
        "paid_unmet",
        paid=view.amount(paid, "yuan", exact, floor),
        unmet=left_words(view, over or unmet, exact, bound),
    )
    short = view.say(
        "paid_over" if over else "paid_and_unmet",
        paid=view.number(paid, exact, floor),
        unmet=view.number(over or unmet, exact, bound),
    )
    parts = (part(paid - over, run), part(over or unmet, "over" if over else "unmet"))
    return Bar(_named(view, run), parts, words, bool(over) and bound == "at_least", short)


def _tail_rows(view: View, courses: dict[str, Course]) -> list[Row]:
    """What is owed in each year after the last one, as the rule of the cap has it."""
    last = view.scenario.calendar[-1]
    owed = {run: owed_by_year(course) for run, course in courses.items()}
    rows = []
    for place in range(max(map(len, owed.values()))):
        bars = []
        for run, values in owed.items():
            # Runs need not be paid off in the same year.
            value = values[place] if place < len(values) else 0
            bound, exact = owed_bound(view, run, courses[run], value), exact_run(view, run)
            words = view.amount(value, "yuan", exact, bound)
            part = Part(float(value), f"{run}_tail", words)
            short = view.number(value, exact, bound)
            bars.append(Bar(_named(view, run), (part,), words, bound == "at_least", short))
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
        if runs and runs[-1][-1].later == row.later and _alike(runs[-1][-1], row):
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
            found.append(Row(years, view.say("each_year"), bars, run[0].later))
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


def _cost_legend(
    view: View, courses: dict[str, Course], rows: Sequence[Row], limit: Mark | None
) -> list[Key]:
    """What is drawn, and nothing else."""
    drawn = {part.look for row in rows for bar in row.bars for part in bar.parts if part.value > 0}
    keys = []
    for run, course in courses.items():
        keys.append(Key(run, _with_rates(view, run, course)))
    tails = [look for look in (f"{run}_tail" for run in reversed(courses)) if look in drawn]
    keys += [Key(look, view.say("legend_tail")) for look in tails[:1]]
    if limit:
        rule = view.scenario.cap.rule
        looks = [look for look in ("over", "unmet") if look in drawn]
        keys += [Key(look, view.say(f"legend_unmet.{rule}")) for look in looks]
        keys.append(Key("limit", limit.text))
    return keys


def _named(view: View, run: str) -> str:
    """A run by name; one that stands for both is called by both."""
    stands_for_both = run == "reform" and view.outcome.baseline and not view.responds
    return view.say("both" if stands_for_both else run)


def _with_rates(view: View, run: str, course: Course) -> str:
    """A run with its rates, and whose they are where they are another city's."""
    paths = {f"{run}.rate.{tier}" for tier in course.rate}
    lenders = dict.fromkeys(
        badge.from_name[view.language]
        for badge in view.study.badges
        if badge.path in paths and badge.from_name
    )
    named, rates = _named(view, run), _rates(view, course)
    if lenders:
        return view.say("of_borrowed_rates", run=named, rates=rates, city=view.listed(lenders))
    return view.say("of_rates", run=named, rates=rates)


def _rates(view: View, course: Course) -> str:
    """The rates of a run in the order of its tiers: `3,000/2,000/1,500`."""
    return "/".join(wording.full(rate) for rate in course.rate.values())


def _table(view: View, rows: Sequence[Row], title: str, runs: list[str]) -> Table:
    head = (view.say("year"), *(_named(view, run) for run in runs))
    return Table(title, head, tuple((heading(row, view), *(bar.text for bar in row.bars)) for row in rows))


def heading(row: Row, view: View) -> str:
    label = view.say("each", years=row.label) if row.note else row.label
    return view.say("later_year", year=label) if row.later else label


def spoken(view: View, rows: Sequence[Row]) -> str:
    said = []
    for row in rows:
        values = (
            bar.text if len(row.bars) == 1 else view.say("of_run", run=bar.label, amount=bar.text)
            for bar in row.bars
        )
        said.append(view.say("of_year", year=heading(row, view), values=view.listed(values)))
    return view.listed(said, "semicolon")
