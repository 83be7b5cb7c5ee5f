"""Studies of scenario files, for tests of what is said about them."""

from functools import cache

from talent import warehouse
from talent.what_if import notation, report
from talent.what_if.evidence import evidence
from talent.what_if.study import Study

CATALOGUE, EVIDENCE = warehouse.curated(), evidence()
# The example of the design of the interfaces, but for the end of one comment.
EXAMPLE = """
city = "harbin"
first_year = 2023
years = 8
arrival = "july"              # or "january", "uniform", or twelve shares
duration_months = 36
[intake]                      # eligible entrants a year, per tier
phd = 100
master = 1000
bachelor = 5000
[baseline.rate]               # yuan a month
phd = 3000
master = 2000
bachelor = 1500
[reform.rate]
phd = 3000
master = 2000
bachelor = 2000
[cap]                         # optional
yuan_per_year = 300_000_000
rule = "sustain"              # none | prorate | arrears | sustain
[assumptions]                 # a number, or [low, mode, high]
but_for = [0.0, 0.10, 0.25]   # at reference_rate
# reference_rate = 1500       # number or table by tier; default the tier's baseline rate
leave_while_paid = 0.08
cliff = 0.18
leave_after = 0.05
take_up = 1.0
draws = 10000
seed = 20230310
horizon_months = 180          # from arrival, for cost per additional person-year; printed beside the figure
[solve]                       # optional; one multiplier on the reform rates, behavioural, at the modes
budget_yuan_per_year = 600_000_000
year = "steady"               # or "first", or a year
"""
CERTAIN = """
[assumptions]
but_for = 0.15
leave_while_paid = 0
cliff = 0
leave_after = 0
take_up = 1
"""


def case(
    rates: str = "bachelor = 1500",
    after: str | None = None,
    intake: str = "bachelor = 10000",
    more: str = "",
    assumptions: str = CERTAIN,
    years: int = 8,
    city: str = "harbin",
) -> str:
    """A scenario file: three years of payment, July, all assumptions one number."""
    return f"""
city = "{city}"
first_year = 2023
years = {years}
duration_months = 36
[intake]
{intake}
[baseline.rate]
{rates}
[reform.rate]
{rates if after is None else after}
{more}
{assumptions}
"""


@cache
def study(toml: str) -> Study:
    """The study of a scenario file with the curated data."""
    return report.study(notation.parse_toml(toml, EVIDENCE.defaults), CATALOGUE, EVIDENCE, "0123abcd")


@cache
def answer(toml: str) -> dict:
    return report.answer(study(toml))


def found(told: dict, path: str):
    """The value at a dotted path; a number is a place in a list."""
    value = told
    for part in path.split("."):
        value = value[int(part)] if isinstance(value, list) else value[part]
    return value


def numbers(value):
    """Every number in an answer, wherever it stands."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [one for part in value for one in numbers(part)]
    return [value] if isinstance(value, (int, float)) and not isinstance(value, bool) else []
