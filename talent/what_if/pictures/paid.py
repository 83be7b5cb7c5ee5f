"""Who is paid: persons by year and by year of arrival, and how many would have come anyway."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from talent.charts.model_picture import Bar, Key, ModelPicture, Part, Row, Rows, Table
from talent.what_if import wording
from talent.what_if.outcome import Course
from talent.what_if.pictures.common import View, finished, title_of
from talent.what_if.pictures.runs import (
    assumed_note,
    courses_of,
    exact_persons,
    limit_of,
    nobody,
    of_bars,
)
from talent.what_if.pictures.sharing import plain, shared_out
from talent.what_if.pictures.yearly import heading, shortened, spoken
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
    if why := nobody(view, run, course):
        return finished(view, "recipients", title, title_of(view), why=why)
    rows = shortened(_cohort_rows(view, run, course), view)
    panel = Rows(
        title="",
        unit_text=view.say("unit", unit=view.say("average_persons")),
        rows=tuple(rows),
        top=max(bar.length for row in rows for bar in row.bars),
        later_title=view.say("later_persons", year=view.scenario.calendar[-1]),
        unit=view.say("average_persons"),
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
        notes=[assumed_note(view), view.say("average_note"), *_cap_notes(view, course)],
        tables=[_cohort_table(view, rows, exact_persons(view, run)), *split_table],
        spoken=[spoken(view, rows)],
        rests=(*of_bars(view), *(["but_for"] if split else [])),
        behavioural=view.responds or bool(split),
        drawn=False,
        bounds={view.bound("recipients")},
    )


def _cap_notes(view: View, course: Course) -> list[str]:
    if limit_of(view) is None:
        return []
    if view.scenario.cap.rule == "sustain":
        return [view.say("persons_admitted", alpha=wording.share(course.alpha))]
    return [view.say("persons_uncapped")]


def _cohort_rows(view: View, run: str, course: Course) -> list[Row]:
    first, years = view.scenario.first_year, view.scenario.years
    exact, bound = exact_persons(view, run), view.bound("recipients")
    people = course.paid_recipients
    rows = []
    for place in range(people.shape[1]):
        column = people[:, place]
        if not column.any() and place >= years:
            break
        cohorts = np.flatnonzero(column)[::-1].tolist()
        total, counts = shared_out([column[cohort] for cohort in cohorts], exact)
        parts = tuple(
            Part(
                value=float(column[cohort]),
                look="cohort",
                text=view.say("of_run", run=first + cohort, amount=view.heads(count, exact)),
                label=str(first + cohort),
                age=place - cohort,
            )
            for cohort, count in zip(cohorts, counts, strict=True)
        )
        words = view.heads(total, exact, bound)
        short = wording.marked(plain(total), bound, view.language)
        bar = Bar(view.say("paid_persons"), parts, words, bound == "at_least", short)
        rows.append(Row(str(first + place), "", (bar,), later=place >= years))
    return rows


def _cohort_table(view: View, rows: Sequence[Row], exact: bool) -> Table:
    head = (view.say("year"), view.say("paid_persons"), view.say("by_arrival"))
    body = [
        (
            heading(row, view),
            row.bars[0].text,
            view.listed(_spread_texts(row, view, exact), "semicolon"),
        )
        for row in rows
    ]
    return Table(view.say("recipients"), head, tuple(body))


def _spread_texts(row: Row, view: View, exact: bool) -> list[str]:
    """Persons by year of arrival; in a row for several years by how long ago they arrived."""
    parts = row.bars[0].parts
    _, counts = shared_out([part.value for part in parts], exact)
    return [
        view.say("of_run", run=part.label, amount=view.heads(count, exact))
        for part, count in zip(parts, counts, strict=True)
    ]


def _split(view: View, run: str, course: Course) -> tuple[list[Rows], list[Table], str]:
    """The last year's persons by whether they came because of it: panel, table and a sentence."""
    share = view.outcome.anyway_share if run == "reform" else None
    years = view.scenario.years
    total = float(course.paid_recipients[:, years - 1].sum())
    if share is None or not total:
        return [], [], ""
    year = view.scenario.calendar[-1]
    # Who came because of it is assumed: the whole bears no more digits than its parts.
    shown, counts = shared_out([total * share, total * (1 - share)], exact=False)
    rows = []
    for look, name, part, count in (
        ("anyway", "deadweight", share, counts[0]),
        ("because", "but_for", 1 - share, counts[1]),
    ):
        label = wording.label(name, view.language)
        words = view.say("of_share", amount=view.heads(count, False), share=wording.share(part))
        short = view.say("of_share", amount=plain(count), share=wording.share(part))
        bar = Bar(label, (Part(total * part, look, words),), words, short=short)
        rows.append(Row(label, "", (bar,)))
    title = view.say("split", year=year, total=view.heads(shown, True))
    unit = view.say("average_persons")
    band = _share_band(view)
    said = view.say("split_lead", year=year, share=wording.share(share), band=band)
    table = Table(
        title,
        (view.say("whom"), view.say("paid_persons")),
        tuple((row.label, row.bars[0].text) for row in rows),
    )
    return [Rows(title, view.say("unit", unit=unit), tuple(rows), total, unit=unit)], [table], said


def _share_band(view: View) -> str:
    """The assumed range of those who would have come anyway, where there is one tier and so one range."""
    bands = [row.deadweight_band for row in view.outcome.rows.values() if row.deadweight_band]
    if len(bands) != 1:
        return ""
    return view.say("split_band", low=wording.share(bands[0].p10), high=wording.share(bands[0].p90))
