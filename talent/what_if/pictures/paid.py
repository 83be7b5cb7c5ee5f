"""Who is paid: persons by year and by year of arrival, and how many would have come anyway."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from talent.charts.model_picture import Bar, Key, ModelPicture, Part, Row, Rows, Table
from talent.what_if import wording
from talent.what_if.outcome import Course, Outcome
from talent.what_if.pictures.common import View, finished, title_of
from talent.what_if.pictures.runs import assumed_note, courses_of, exact_persons, limit_of, nobody
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


def _cap_notes(view: View, course: Course) -> list[str]:
    if limit_of(view) is None:
        return []
    if view.scenario.cap.rule == "sustain":
        return [view.say("persons_admitted", alpha=wording.share(course.alpha))]
    return [view.say("persons_uncapped")]


def paid_persons(view: View, course: Course) -> np.ndarray:
    """Average persons paid, as `Course.recipients`, of the tiers whose rate is not nought.

    Where a cap is sustained, of every cohort only the share that it admits.
    """
    total = sum(course.intake.values())
    paid = sum(course.intake[tier] for tier, rate in course.rate.items() if rate)
    admitted = 1.0 if course.admitted is None else course.admitted
    return course.recipients * (paid / total * admitted if total else 0)


def _cohort_rows(view: View, run: str, course: Course) -> list[Row]:
    first, years = view.scenario.first_year, view.scenario.years
    exact, bound = exact_persons(view, run), _persons_bound(view)
    people = paid_persons(view, course)
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


def anyway_share(outcome: Outcome, course: Course) -> float | None:
    """Of those paid, the share who would have come without any subsidy, at the modes: Σ N·(1−β) / Σ N [1].

    Tiers whose rate is nought are not paid. None where a tier has no but-for share. Kernel and take-up are
    the same for all tiers, so the share holds for persons paid in any year. Source: what-if.md §3b.
    """
    intake = {tier: count for tier, count in course.intake.items() if course.rate.get(tier)}
    total, anyway = sum(intake.values()), 0.0
    for tier, count in intake.items():
        but_for = outcome.rows[tier].but_for if tier in outcome.rows else None
        if count and but_for is None:
            return None
        anyway += count * (1 - (but_for or 0))
    return float(anyway / total) if total else None


def _split(view: View, run: str, course: Course) -> tuple[list[Rows], list[Table], str]:
    """The last year's persons by whether they came because of it: panel, table and a sentence."""
    share = anyway_share(view.outcome, course) if run == "reform" else None
    years = view.scenario.years
    total = float(paid_persons(view, course)[:, years - 1].sum())
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
