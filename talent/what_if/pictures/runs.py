"""Which runs a picture shows, on what their numbers rest, and why nobody may be paid."""

from talent.charts.model_picture import Mark
from talent.what_if.outcome import Course
from talent.what_if.pictures.common import View


def courses_of(view: View) -> dict[str, Course]:
    """The runs to draw, by name; the reform alone where it is what the baseline is."""
    outcome = view.outcome
    found = {"baseline": outcome.baseline, "reform": outcome.reform}
    if outcome.reform and not view.responds:
        found.pop("baseline")
    return {run: course for run, course in found.items() if course}


def exact_run(view: View, run: str) -> bool:
    """Whether a run's yuan follow from rates, months and people as given."""
    return run == "baseline" or not view.responds


def exact_persons(view: View, run: str) -> bool:
    """Whether a run's persons do: not where some are assumed to leave or not to apply, or a cap cuts in."""
    assumed = view.scenario.assumptions
    certain = assumed.leave_while_paid.mode == 0 and assumed.take_up.mode == 1
    return exact_run(view, run) and certain and limit_of(view) is None


def limit_of(view: View) -> Mark | None:
    """The yearly cap; 1,000 recipients of one tier have none of their own."""
    cap = view.scenario.cap
    if cap is None:
        return None
    words = view.amount(cap.yuan_per_year, "yuan", True)
    return Mark(float(cap.yuan_per_year), view.say("limit", amount=words))


def assumed_note(view: View) -> str:
    """That bars take each assumption at its mode, and whether people move."""
    people = view.say("people_move" if view.responds else "people_stay")
    return view.say("assumed", people=people)


def of_bars(view: View) -> tuple[str, ...]:
    """The assumptions that bars rest on."""
    return ("leave_while_paid", "take_up", *(("but_for",) if view.responds else ()))


def nobody(view: View, run: str, course: Course) -> str:
    """Why a run pays nobody at the modes; "" where it pays somebody."""
    if not any(course.rate.values()):
        return view.say("nobody.rate", run=view.say(run))
    if view.scenario.assumptions.take_up.mode == 0:
        return view.say("nobody.take_up")
    paid = any(course.intake[tier] for tier, rate in course.rate.items() if rate)
    return "" if paid else view.say("nobody.intake")


def why_nought(view: View, of: str, people: bool) -> str:
    """Why a difference is nought in every draw, of spending or of people."""
    scenario = view.scenario
    before = scenario.baseline if of == "change" else dict.fromkeys(scenario.reform, 0)
    moved = [tier for tier in scenario.tiers if before.get(tier) != scenario.reform.get(tier)]
    if not moved:
        reason = "same" if of == "change" else "free"
    elif scenario.assumptions.take_up.high == 0:
        reason = "take_up"
    elif not any(scenario.intake.get(tier) for tier in moved):
        reason = "intake"
    else:
        reason = "but_for" if people and scenario.assumptions.but_for.high == 0 else "other"
    return view.say(f"why.{reason}")
