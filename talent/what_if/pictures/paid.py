"""Who is paid: persons by year and by year of arrival, and how many would have come anyway."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from talent.charts.model_picture import Bar, Key, ModelPicture, Part, Row, Rows, Table
from talent.what_if import wording
from talent.what_if.outcome import Course, Outcome
from talent.what_if.pictures.common import View, finished, title_of
from talent.what_if.pictures.yearly import courses_of, exact_run, heading, limit_of, shortened, spoken
from talent.what_if.report import Study


def recipients(
    study: Study, language: str, tier: str | None = None, data_date: date | None = None
) -> ModelPicture:
    """Average persons paid in each year, by year of arrival; of the last year's, who would have come anyway.

    Of the reform, or of present terms where the reform lacks an input.
    """
    view = View(study, language, tier, data_date)
    run, course = next(reversed(courses_of(view).items()), ("", None))
    title = view.say("recipients")
    if course is None:
        return finished(view, "recipients", title, title_of(view))
    rows = shortened(_cohort_rows(view, run, course), view)
    panel = Rows(
        title="",
        unit_text=view.say("unit", unit=view.say("average_persons")),
        rows=tuple(rows),
        top=max(bar.length for row in rows for bar in row.bars),
        later_title=view.say("later_persons", year=study.scenario.calendar[-1]),
    )
    split, split_table, said = _split(view, run, course)
    named = view.say(run) if view.responds else ""
    return finished(
        view,
        "recipients",
        title,
        title_of(view, named),
        lead=[said] if said else [],
        panels=[panel, *split],
        legend=[Key("cohort", view.say("legend_cohort"))],
        notes=[view.say("average_note"), *([view.say("persons_uncapped")] if limit_of(view) else [])],
        tables=[_cohort_table(view, rows), *split_table],
        spoken=[spoken(view, rows)],
        behavioural=view.responds or bool(split),
        drawn=False,
        bounds={_persons_bound(view)},
    )


def _persons_bound(view: View) -> str:
    """Spending is open where its rate is, persons only where intake or duration are."""
    paths = (
        {"duration_months"}
        if view.tier
        else {"duration_months"}
        | {badge.path for badge in view.study.badges if badge.path.startswith("intake.")}
    )
    found = {badge.bound for badge in view.study.badges if badge.path in paths} - {"exact"}
    if not found:
        return "exact"
    return "at_least" if found <= {"over", "at_least"} else "open"


def _cohort_rows(view: View, run: str, course: Course) -> list[Row]:
    first, years = view.study.scenario.first_year, view.study.scenario.years
    exact, bound = exact_run(view, run), _persons_bound(view)
    rows = []
    for place in range(course.recipients.shape[1]):
        column = course.recipients[:, place]
        if not column.any() and place >= years:
            break
        parts = tuple(
            Part(
                value=float(column[cohort]),
                look="cohort",
                text=view.say(
                    "of_run", run=first + cohort, amount=view.amount(column[cohort], "persons", exact)
                ),
                label=str(first + cohort),
                age=place - cohort,
            )
            for cohort in np.flatnonzero(column)[::-1].tolist()
        )
        words = view.amount(float(column.sum()), "persons", exact, bound)
        bar = Bar(view.say("paid_persons"), parts, words, bound == "at_least")
        rows.append(Row(str(first + place), "", (bar,), later=place >= years))
    return rows


def _cohort_table(view: View, rows: Sequence[Row]) -> Table:
    head = (view.say("year"), view.say("paid_persons"), view.say("by_arrival"))
    body = [
        (
            heading(row, view),
            row.bars[0].text,
            view.listed(
                (_spread_text(part, row, view) for part in row.bars[0].parts),
                "semicolon",
            ),
        )
        for row in rows
    ]
    return Table(view.say("recipients"), head, tuple(body))


def _spread_text(part: Part, row: Row, view: View) -> str:
    if not row.note:
        return part.text
    return view.say("of_run", run=part.label, amount=view.amount(part.value, "persons", not view.responds))


def anyway_share(outcome: Outcome, course: Course) -> float | None:
    """Of those paid, the share who would have come without any subsidy, at the modes: Σ N·(1−β) / Σ N [1].

    None where a tier has no but-for share. Kernel and take-up are the same for all tiers, so the share holds
    for persons paid in any year. Source: what-if.md §3b.
    """
    total, anyway = sum(course.intake.values()), 0.0
    for tier, count in course.intake.items():
        but_for = outcome.rows[tier].but_for if tier in outcome.rows else None
        if count and but_for is None:
            return None
        anyway += count * (1 - (but_for or 0))
    return float(anyway / total) if total else None


def _split(view: View, run: str, course: Course) -> tuple[list[Rows], list[Table], str]:
    """The last year's persons by whether they came because of it: panel, table and a sentence."""
    share = anyway_share(view.outcome, course) if run == "reform" else None
    years = view.study.scenario.years
    total = float(course.recipients[:, years - 1].sum())
    if share is None or not total:
        return [], [], ""
    year = view.study.scenario.calendar[-1]
    rows = []
    for look, name, part in (("anyway", "deadweight", share), ("because", "but_for", 1 - share)):
        label = wording.label(name, view.language)
        words = view.say(
            "of_share", amount=view.amount(total * part, "persons", False), share=wording.share(part)
        )
        bar = Bar(label, (Part(total * part, look, words),), words)
        rows.append(Row(label, "", (bar,)))
    title = view.say("split", year=year, total=view.amount(total, "persons", not view.responds))
    unit = view.say("unit", unit=view.say("average_persons"))
    band = _share_band(view)
    said = view.say("split_lead", year=year, share=wording.share(share), band=band)
    table = Table(
        title,
        (view.say("whom"), view.say("paid_persons")),
        tuple((row.label, row.bars[0].text) for row in rows),
    )
    return [Rows(title, unit, tuple(rows), total)], [table], said


def _share_band(view: View) -> str:
    """The assumed range of those who would have come anyway, where there is one tier and so one range."""
    rows = [row for row in view.outcome.rows.values() if row.but_for_band]
    if len(rows) != 1:
        return ""
    band = rows[0].but_for_band
    return view.say("split_band", low=wording.share(1 - band.p90), high=wording.share(1 - band.p10))
