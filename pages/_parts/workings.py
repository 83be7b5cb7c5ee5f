"""What stands behind the numbers of a scenario: how they were computed, from what, and what is left out."""

from pages._parts import assumed, backwards, blocks, cards, drawings, figures, outcomes, sheets, store
from pages._parts.blocks import tag, words
from pages._parts.language import choice, current, text
from pages._parts.lever import badge, complaint, is_open, lazy, number, tier_name
from pages._parts.levers import anchor_line, count
from talent.i18n import MISSING, format_number, format_value
from talent.what_if import inputs, notation, trace, wording
from talent.what_if.attribution import Stage
from talent.what_if.printed import UnitPrice
from talent.what_if.study import Study

SPLIT = ("default_baseline", "by_assumptions", "own_baseline", "by_policy", "own_reform")


PARTS = (
    "values", "trace", "inputs", "split", "backwards", "prices", "anchors", "evidence", "left_out",
)  # fmt: skip


def any_open() -> bool:
    """Whether any part is open, so that it must follow the scenario."""
    return any(map(is_open, PARTS))


def details(study: Study) -> None:
    """Everything behind the numbers, each part made only when it is opened."""
    tier = outcomes.tier_on_view(study)
    parts = {
        "values": lambda: drawings.model_values(outcomes.pictures(study, tier)),
        "trace": lambda: _trace(study, tier),
        "inputs": lambda: _inputs(study),
        "split": lambda: _split(study),
        "backwards": lambda: backwards.show(study, tier),
        "prices": lambda: _prices(study),
        "anchors": lambda: _anchors(study),
        "evidence": assumed.evidence,
        "left_out": assumed.left_out,
    }
    for name in PARTS:
        with lazy(name, choice("what_if.part", name)) as shows:
            if shows:
                parts[name]()


def _trace(study: Study, tier: str | None) -> None:
    """Each formula in words, the same with its numbers, and the figures it rests on."""
    steps = trace.steps(study, tier, current())
    if not steps:
        blocks.empty(text("what_if.outcome.nothing_help"))
        return
    blocks.note(text("what_if.working.trace_lead"))
    items = (
        tag(
            "li",
            tag("b", words(one.title)),
            tag("span", words(one.formula), class_="t-small"),
            tag("code", words(f"{one.filled} = " if one.filled else ""), tag("strong", words(one.result))),
            *(figures.code_link(code, target="_blank") for code in one.codes),
            tag("span", words(choice("what_if.badge", "assumed")), class_="t-tag") if one.assumed else "",
        )
        for one in steps
    )
    blocks.show(tag("ol", *items, class_="w-trace"))
    if any(one.assumed for one in steps):
        blocks.note(wording.sentence(current()))


def _inputs(study: Study) -> None:
    """Every input, where it comes from, and the figures that print it."""
    blocks.note(inputs.count_text(study.badges, current()))
    head = [text(f"what_if.working.{name}") for name in ("input", "source", "value")]
    rows = [
        [
            words(inputs.input_name(one.path, study.catalogue, study.evidence, current())),
            badge(one),
            tag("span", words(value_text(study, one)), class_="t-figure"),
        ]
        for one in study.badges
    ]
    blocks.table(head, rows, "w-inputs")


def value_text(study: Study, one: inputs.Badge) -> str:
    """What stands at a path of the scenario, with the bound it was printed with."""
    found = notation.to_mapping(study.scenario)
    for part in one.path.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    match found:
        case None:
            return MISSING
        case str():
            return choice("what_if.arrival", found)
        case dict():
            return format_number(next(iter(found.values())), current())
        case [*ends] if one.path == "arrival":
            return text("punctuation.comma").join(wording.share(end) for end in ends)
        case [*ends]:
            return " – ".join(wording.share(end) for end in ends)
        case float() if one.path.startswith("assumptions.") and found <= 1:
            return wording.share(found)
    return f"{text(f'bound_sign.{one.bound}')}{format_number(found, current())}"


def _split(study: Study) -> None:
    """What changed assumptions do, apart from what the policy does."""
    found = study.assumed_effect
    if found is None:
        blocks.empty(text("what_if.working.split_missing"))
        return
    if not found.changed:
        blocks.note(text("what_if.working.split_same"))
    blocks.note(text("what_if.working.split_lead"))
    head = ["", *(text(f"what_if.working.{name}") for name in ("cohort_cost", "recipients", "but_for"))]
    rows = [_stage(name, getattr(found, name)) for name in SPLIT]
    blocks.table(head, rows, "w-split")
    blocks.note(wording.sentence(current()))


def _stage(name: str, stage: Stage) -> list[str]:
    step = name.startswith("by_")
    told = (
        (stage.cohort_cost, "yuan"),
        (stage.recipients, "persons"),
        (stage.but_for, "persons"),
    )
    cells = [cards.signed(number, unit) if step else cards.rough(number, unit) for number, unit in told]
    kind = "b" if step else "span"
    return [tag(kind, words(choice("what_if.stage", name))), *(tag(kind, words(cell)) for cell in cells)]


def _prices(study: Study) -> None:
    """What else the city prints a price of: a unit price, and a sum once a count is typed."""
    if not study.one_offs:
        blocks.empty(text("what_if.working.no_prices"))
        return
    blocks.note(text("what_if.working.prices_lead"))
    costs = {one.policy_id: one for one in study.one_offs}
    for price in study.prices.values():
        one = costs[price.policy_id]
        id = price.policy_id
        with blocks.line(f"price-{id}"):
            blocks.show(_price(price))
            label, given = text("what_if.working.count"), study.scenario.counts.get(id)
            number(f"count.{id}", label, given, count(id), width=130)
            cost = wording.yuan(one.cost, current(), exact=True)
            if one.cost_high is not None:
                cost += f" – {wording.yuan(one.cost_high, current(), exact=True)}"
            blocks.show(tag("p", tag("b", words(cost)), class_="w-cost"), width=180)
        complaint(f"count.{id}")


def _price(price: UnitPrice) -> str:
    unit = store.catalogue().units[price.unit]
    shown = format_value(price.price, unit, current(), high=price.price_high, bound=price.bound)
    months = text("what_if.working.months", n=price.months) if price.months else ""
    codes = " ".join(figures.code_link(code, target="_blank") for code in price.codes)
    whom = tag("span", words(tier_name(price.tier)), class_="t-tag")
    parts = (words(price.name[current()]), whom, tag("b", words(shown)), words(months), codes)
    return tag("p", " ".join(parts))


def _anchors(study: Study) -> None:
    """Printed figures that bear on the scenario; none of them is a result of the policy."""
    blocks.note(text("what_if.working.anchors_lead"))
    anchors = store.printed(study.scenario.city).anchors
    if not anchors:
        blocks.empty(text("what_if.working.no_anchors"))
    blocks.show(tag("div", *(anchor_line(one) for one in anchors), class_="w-anchors"))
    derived = {id for one in anchors for id in one.anchor.derived}
    if computed := [row for row in store.records("derived") if row["derived"] in derived]:
        figures.derived(computed)
    checks = {id for one in anchors for id in one.anchor.checks}
    if checked := [row for row in store.records("checks") if row["relation"] in checks]:
        sheets.checks(checked)
