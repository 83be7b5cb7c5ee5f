"""What is said above the bars: totals, what is still owed, and what a cap does."""

import numpy as np

from talent.what_if import wording
from talent.what_if.outcome import Course, Number
from talent.what_if.pictures.common import View
from talent.what_if.pictures.runs import exact_run, nobody

# Whose bound an amount bears, by run.
BOUNDS = {
    "baseline": {"spend": "baseline.spend", "tail": "baseline.spend"},
    "reform": {"spend": "reform.spend", "tail": "committed_tail"},
}


def owed_by_year(course: Course) -> np.ndarray:
    """What is still paid in each year after the last one [yuan]: the tail, or what a cap lets through."""
    return course.tail_by_year if course.owed_by_year is None else course.owed_by_year


def owed_words(view: View) -> str:
    """What that is, by the rule of the cap."""
    cap = view.scenario.cap
    return view.say(f"owed.{cap.rule if cap else 'none'}")


def owed_bound(view: View, run: str, course: Course, value: Number) -> str:
    """Where the cap binds, a larger plan is not more paid: fewer are admitted, or the rest waits."""
    cap = view.scenario.cap
    binds = course.admitted is not None and course.admitted < 1
    if cap and cap.rule in ("prorate", "arrears"):
        binds = value == cap.yuan_per_year
    return "exact" if binds else view.bound(BOUNDS[run]["tail"])


def cost_lead(view: View, courses: dict[str, Course]) -> list[str]:
    """Totals of all years, what is owed after them, what a cap does, and why nobody is paid."""
    scenario = view.scenario
    years = view.years(scenario.first_year, scenario.calendar[-1])

    def of_all(values: dict[str, Number], bounds: dict[str, str]) -> str:
        said = {
            run: view.amount(value, "yuan", exact_run(view, run), bounds[run])
            for run, value in values.items()
        }
        return view.listed((_of_run(view, run, words, courses) for run, words in said.items()), "semicolon")

    planned = {run: course.spend_by_year.sum().item() for run, course in courses.items()}
    owed = {run: c.committed_tail if c.owed is None else c.owed for run, c in courses.items()}
    of_plan = {run: view.bound(BOUNDS[run]["spend"]) for run in courses}
    of_owed = {run: owed_bound(view, run, course, owed[run]) for run, course in courses.items()}
    capped = scenario.cap is not None and scenario.cap.rule != "none"
    said = [
        view.say("total_planned" if capped else "total", years=years, listed=of_all(planned, of_plan)),
        view.say("tail", year=scenario.calendar[-1], owed=owed_words(view), listed=of_all(owed, of_owed)),
    ]
    if scenario.cap:
        said.append(_cap_lead(view, courses))
    return [*said, *filter(None, [nobody(view, *next(reversed(courses.items())))])]


def _cap_lead(view: View, courses: dict[str, Course]) -> str:
    """The rule, what it leaves out over the years, and the share of a cohort that it carries."""
    cap = view.scenario.cap
    said = []
    for run, course in courses.items():
        exact = exact_run(view, run)
        left = course.left_out(cap.rule)
        if left is None:
            continue
        words = (
            left_words(view, left, exact, view.bound(BOUNDS[run]["spend"]))
            if left
            else view.say("within_cap")
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


def left_words(view: View, value: Number, exact: bool, bound: str) -> str:
    """What the cap leaves out, named as its rule has it."""
    amount = view.amount(value, "yuan", exact, bound)
    return view.say(f"unmet.{view.scenario.cap.rule}", amount=amount)


def _of_run(view: View, run: str, words: str, courses: dict[str, Course]) -> str:
    """Words of one run; where there is but one, its name stands in the subtitle."""
    return view.say("of_run", run=view.say(run), amount=words) if len(courses) > 1 else words
