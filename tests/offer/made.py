"""Hand-made policies and figures: small enough to know every answer by heart."""

from dataclasses import dataclass
from datetime import date

from talent.catalogue import Policy
from talent.i18n import Name
from talent.offer import offer


@dataclass(frozen=True)
class Figure:
    statement_id: str
    value: float
    unit: str = "yuan_per_month"
    bound: str = "exact"
    value_high: float | None = None


FIGURES = {
    figure.statement_id: figure
    for figure in (
        Figure("R-3000", 3000.0),
        Figure("R-2000", 2000.0),
        Figure("R-1500", 1500.0),
        Figure("R-RANGE", 500.0, value_high=2000.0),
        Figure("R-MOST", 10000.0, bound="at_most"),
        Figure("R-LEAST", 450.0, bound="at_least"),
        Figure("Y-3", 3.0, "year"),
        Figure("Y-3-MOST", 3.0, "year", "at_most"),
        Figure("Y-3-LEAST", 3.0, "year", "at_least"),
        Figure("Y-2-3", 2.0, "year", value_high=3.0),
        Figure("M-24", 24.0, "month"),
        Figure("L-200000", 200000.0, "yuan", "at_most"),
        Figure("G-50000", 50000.0, "yuan"),
        Figure("P-550", 5.5, "yuan_per_sqm_month"),
    )
}
OLD, NEW = Name("旧", "old package"), Name("新", "new package")


def term(policy_id: str, amount: str | None = "R-3000", duration: str | None = "Y-3", **changed) -> Policy:
    """A monthly subsidy for a PhD of city `north`, in force from 10 March 2023, unless changed."""
    return Policy(
        **{
            "policy_id": policy_id,
            "city": "north",
            "package": OLD,
            "instrument": Name("补贴", policy_id),
            "tier": "phd",
            "benefit_type": "monthly_subsidy",
            "amount": amount,
            "duration": duration,
            "payer": None,
            "recipient": "person",
            "conditions": None,
            "effective_from": date(2023, 3, 10),
            "effective_to": None,
            "replaces": None,
            "standing": "policy_term",
            "not_stackable_with": (),
            "stacking_note": None,
        }
        | changed
    )


def answer(
    *policies: Policy, tier="phd", arrives: date | None = date(2023, 7, 1), months=36, cities=("north",)
):
    """The offer of the first city."""
    return offer(policies, FIGURES, tier, arrives, months, cities)[0]
