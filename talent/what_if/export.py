"""A study as a file: JSON, CSV, the scenario as TOML, a Python script that prints the same, and the draws."""

import csv as writer_of_csv
import io
import json as writer_of_json
from collections.abc import Iterable
from dataclasses import asdict
from decimal import Decimal

from talent.errors import TalentError
from talent.exports import neutralised
from talent.i18n import choice, text
from talent.what_if import comparing, draws, inputs, notation, wording
from talent.what_if.answering import answer
from talent.what_if.modes import at_modes
from talent.what_if.paths import Path, Paths
from talent.what_if.rows import COLUMNS, rows
from talent.what_if.run import blockers
from talent.what_if.scenario import UNCERTAIN
from talent.what_if.study import Study

_MARK = b"\xef\xbb\xbf"
# What follows in each draw, as `comparing.last_year_by_draw` gives it.
_DRAWN = ("extra_spend_last_year", "extra_headcount_last_year", "cost_per_person_year")
_SCRIPT = '''\
# {head}
# {version}
{rests_on}
# {sentence}
# {needs}
import json

from talent.what_if import notation, report
from talent.what_if.evidence import evidence

SCENARIO = """
{scenario}"""

scenario = notation.parse_toml(SCENARIO, evidence().defaults)
print(json.dumps(report.answer(report.current(scenario)), ensure_ascii=False, indent=2))
'''


def json(study: Study) -> str:
    """What `what-if --json` prints."""
    return writer_of_json.dumps(answer(study), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def csv(study: Study, language: str) -> bytes:
    """One long table (rows.COLUMNS) with a mark, so that Excel reads Chinese; text is never a formula."""
    lines = ([asdict(row)[column] for column in COLUMNS] for row in rows(study, language))
    return _table(COLUMNS, lines)


def toml(study: Study, language: str) -> str:
    """The scenario as a file, in its head the product, the city, the data version and what it rests on."""
    return notation.to_toml(study.scenario, "\n".join(_said(study, language)))


def python(study: Study, language: str) -> str:
    """A script that prints the answer of this scenario, for whoever has the product installed.

    It holds the whole scenario, assumptions included, and calls what the command calls.
    """
    said = (
        inputs.count_text(study.badges, language),
        *inputs.taken_text(study.badges, study.catalogue, language),
    )
    scenario = notation.to_toml(study.scenario).replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    return _SCRIPT.format(
        head=_head(study, language),
        version=text("cli.version", language, version=study.data_version),
        rests_on="\n".join(f"# {line}" for line in said if line),
        sentence=wording.sentence(language),
        needs=text("what_if.report.script_needs", language),
        scenario=scenario,
    )


def _said(study: Study, language: str) -> tuple[str, ...]:
    """Product and city, data version, what the scenario rests on, and the what-if sentence."""
    said = (
        _head(study, language),
        text("cli.version", language, version=study.data_version),
        inputs.count_text(study.badges, language),
        *inputs.taken_text(study.badges, study.catalogue, language),
        wording.sentence(language),
    )
    return tuple(line for line in said if line)


def _head(study: Study, language: str) -> str:
    city = study.catalogue.cities[study.scenario.city].name[language]
    return text("what_if.report.file_head", language, product=text("app.name", language), city=city)


def drawn(study: Study, language: str, tier: str | None = None) -> bytes:
    """CSV of the draws: the five inputs and, for change and programme, what follows from them in each draw.

    Per draw: extra spend [yuan] and extra headcount [persons] in the last year, cost per additional
    person-year within the horizon [yuan], empty where nobody is additional. Without a baseline there is no
    change to follow. Of one tier per 1,000 recipients with `tier`. Lines before the header begin with `#`:
    what the draws are of, data version, seed, what they rest on, and the what-if sentence.
    TalentError `what_if.no_draws` where an input is missing.
    """
    scenario, outcome = study.of(tier)
    if outcome.programme is None:
        lacking = blockers(scenario, "programme")
        raise TalentError("what_if.no_draws", missing=Paths(Path(one) for one in lacking))
    modes = at_modes(scenario)
    found = draws.drawn(scenario.assumptions, scenario.arrival, scenario.duration_months or 0, scenario.years)
    columns = {name: found.inputs[name] for name in UNCERTAIN}
    befores = {"change": scenario.baseline} if outcome.change is not None else {}
    befores["programme"] = dict.fromkeys(scenario.reform, 0)
    for name, before in befores.items():
        results = comparing.last_year_by_draw(scenario, modes, found, before, scenario.reform)
        columns |= {f"{name}_{result}": values for result, values in zip(_DRAWN, results, strict=True)}
    lists = (column.tolist() for column in columns.values())
    return _table(tuple(columns), zip(*lists, strict=True), _drawn_from(study, tier, language))


def _drawn_from(study: Study, tier: str | None, language: str) -> Iterable[str]:
    yield from _said(study, language)
    if tier:
        named = study.catalogue.tiers[tier].name[language]
        yield text("what_if.report.per_thousand", language, tier=named)
    assumed, colon = study.scenario.assumptions, choice("punctuation", "colon", language)
    yield f"{wording.label('seed', language)}{colon}{assumed.seed}"
    yield f"{wording.label('model_version', language)}{colon}{notation.VERSION}"
    yield text("what_if.report.draws_head", language)


def _table(header: Iterable[str], lines: Iterable[Iterable[object]], head: Iterable[str] = ()) -> bytes:
    out = io.StringIO(newline="")
    out.writelines(f"# {line}\r\n" for line in head)
    writer = writer_of_csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_cell(value) for value in line] for line in lines)
    return _MARK + out.getvalue().encode("utf-8")


def _cell(value: object) -> str:
    """Empty for what is unknown; whole numbers without a point, none with an exponent."""
    if value is None or value != value:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")
    return neutralised(value) if isinstance(value, str) else str(value)
