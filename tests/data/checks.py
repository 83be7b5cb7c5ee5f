"""Checks on the curated data: each takes the data and returns what is wrong, one line per finding."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from talent.errors import TalentError
from talent.reading import bounds, documents, numerals

from .loading import Data

COLUMNS = [
    "statement_id",
    "city",
    "area",
    "indicator",
    "definition",
    "value",
    "value_high",
    "unit",
    "bound",
    "standing",
    "period_start",
    "period_end",
    "period_basis",
    "period_years",
    "period_inferred",
    "as_printed",
    "source",
    "attributed_to",
    "paragraph",
    "witnesses",
    "note_zh",
    "note_en",
]
BOUNDS = {"exact", "over", "at_least", "nearly", "at_most", "about"}
STANDINGS = {"achieved", "in_progress", "planned", "policy_term"}
LEVELS = {"city", "district", "county", "sector", "institution", "programme", "province", "national"}
KINDS = {"flow", "stock", "cumulative", "share", "growth", "ratio", "rate", "cap", "duration", "target"}
THEMES = {
    "introduce",
    "develop",
    "keep",
    "employ",
    "money",
    "firms",
    "platforms",
    "housing",
    "services",
    "background",
}
RECIPIENTS = {"person", "team", "employer", "intermediary", "park"}
BENEFIT_TYPES = set(
    [
        "monthly_subsidy",
        "settling_in_grant",
        "one_off_grant",
        "start_up_fund",
        "construction_grant",
        "subsidy_unspecified",
        "award",
        "agency_fee",
        "employer_award",
        "housing_purchase_subsidy",
        "rent_subsidy",
        "loan",
        "loan_ceiling",
        "service",
        "price",
    ]
)
# A figure's key (data.md): two curated rows with one key would be a figure and its correction.
KEY = [
    "city",
    "area",
    "indicator",
    "definition",
    "period_start",
    "period_end",
    "period_basis",
    "period_years",
    "period_inferred",
    "standing",
    "source",
    "attributed_to",
]


def number(text: str) -> Decimal | None:
    """A plain decimal without exponent, sign or not; None for anything else."""
    return Decimal(text) if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text) else None


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


# Identity -----------------------------------------------------------------------------------------


def ids(data: Data) -> Iterator[str]:
    """Ids are unique, and hold the city's code and the source's number."""
    for statement_id, times in Counter(row["statement_id"] for row in data.statements).items():
        if times > 1:
            yield f"{statement_id}: used {times} times"
    for row in data.statements:
        city, source = data.cities.get(row["city"]), data.sources.get(row["source"])
        if city and source:
            expected = rf"{city['code']}-{source['number']:02d}-[0-9]{{3}}"
            if not re.fullmatch(expected, row["statement_id"]):
                yield f"{row['statement_id']}: should look like {city['code']}-{source['number']:02d}-001"


def files(data: Data) -> Iterator[str]:
    """A statement stands in its source's file, or in `further-<city>.csv`."""
    for row in data.statements:
        if set(row) - {"_file"} != set(COLUMNS) or None in row.values():
            yield f"{row['statement_id']}: columns of {row['_file']} are not the agreed ones"
        elif row["_file"] not in (f"{row['source']}.csv", f"further-{row['city']}.csv"):
            yield f"{row['statement_id']}: stands in {row['_file']}"


def keys(data: Data) -> Iterator[str]:
    """No two statements claim to be the same figure of the same source."""
    by_key = defaultdict(list)
    for row in data.statements:
        by_key[tuple(row[column] for column in KEY)].append(row["statement_id"])
    for same in by_key.values():
        if len(same) > 1:
            yield f"{' '.join(same)}: one figure twice; one would read as the other's correction"


# Declared -----------------------------------------------------------------------------------------


def declared(data: Data) -> Iterator[str]:
    """City, area, indicator, definition, unit, source and attribution are declared and belong together."""
    for row in data.statements:
        name = row["statement_id"]
        area, source = data.areas.get(row["area"]), data.sources.get(row["source"])
        indicator = data.indicators.get(row["indicator"])
        if row["city"] not in data.cities:
            yield f"{name}: city {row['city']} is not declared"
        if area is None:
            yield f"{name}: area {row['area']} is not declared"
        elif area["city"] != row["city"]:
            yield f"{name}: area {row['area']} belongs to {area['city']}, not {row['city']}"
        if source is None:
            yield f"{name}: source {row['source']} is not declared"
        else:
            yield from _attribution(row, source)
        if indicator is None:
            yield f"{name}: indicator {row['indicator']} is not declared"
        else:
            known = {definition["id"] for definition in indicator.get("definitions", [])}
            if row["definition"] and row["definition"] not in known:
                yield f"{name}: definition {row['definition']} of {row['indicator']} is not declared"
            if row["unit"] != indicator["unit"]:
                yield f"{name}: unit {row['unit']}, the indicator's is {indicator['unit']}"


def _attribution(row: dict, source: dict) -> Iterator[str]:
    departments = {department["id"] for department in source.get("departments", [])}
    if departments and row["attributed_to"] not in departments:
        yield f"{row['statement_id']}: attributed_to {row['attributed_to']!r} is not one of {departments}"
    if not departments and row["attributed_to"]:
        yield f"{row['statement_id']}: source {source['id']} declares no departments"


def words(data: Data) -> Iterator[str]:
    """Closed lists, notes in both languages or none."""
    for row in data.statements:
        for column, allowed in (("bound", BOUNDS), ("standing", STANDINGS), ("period_basis", set(PERIODS))):
            if row[column] not in allowed:
                yield f"{row['statement_id']}: {column} {row[column]!r}"
        if bool(row["note_zh"]) != bool(row["note_en"]):
            yield f"{row['statement_id']}: a note in one language only"


# Values -------------------------------------------------------------------------------------------


def ranges(data: Data) -> Iterator[str]:
    """Values are plain numbers inside the indicator's range; a range goes upwards."""
    for row in data.statements:
        name, value, high = row["statement_id"], number(row["value"]), number(row["value_high"])
        limits = data.indicators.get(row["indicator"], {})
        if value is None or (high is None and row["value_high"]):
            yield f"{name}: {row['value']!r} {row['value_high']!r} is no plain number"
            continue
        if high is not None and high <= value:
            yield f"{name}: {high} does not exceed {value}"
        for figure in (value, value if high is None else high):
            if not _inside(figure, limits):
                yield f"{name}: {figure} is outside {limits.get('min')}..{limits.get('max')}"


def _inside(figure: Decimal, limits: dict) -> bool:
    low, high = limits.get("min"), limits.get("max")
    return (low is None or figure >= Decimal(str(low))) and (high is None or figure <= Decimal(str(high)))


def column_unit(row: dict) -> str:
    """The unit in a table's heading, as the note of a bare cell says it (栏目单位万元); else nothing."""
    found = re.search("栏目单位([^，。；：]+)", row["note_zh"])
    return found.group(1) if found and re.fullmatch(r"[0-9.,]+", row["as_printed"]) else ""


def values(data: Data) -> Iterator[str]:
    """The printed figure is the value."""
    for row in data.statements:
        name = row["statement_id"]
        if (name, "value") in data.exceptions:
            continue
        try:
            figure = numerals.base_value(row["as_printed"] + column_unit(row), row["unit"])
        except TalentError as error:
            yield f"{name}: {row['as_printed']!r} cannot be read ({error.key})"
            continue
        if (figure.value, figure.high) != (number(row["value"]), number(row["value_high"])):
            printed = f"{figure.value:f}" + (f" to {figure.high:f}" if figure.high is not None else "")
            yield f"{name}: {row['as_printed']!r} is {printed}, not {row['value']} {row['value_high']}"


def bound_words(data: Data) -> Iterator[str]:
    """The words around the printed figure say the bound."""
    for row in data.statements:
        said = bounds.bound_of(row["as_printed"])
        if said != row["bound"] and (row["statement_id"], "bound") not in data.exceptions:
            yield f"{row['statement_id']}: {row['as_printed']!r} says {said}, not {row['bound']}"


def printed_units(data: Data) -> Iterator[str]:
    """Person-times are not persons: the unit word after the figure allows the unit."""
    for row in data.statements:
        allowed = numerals.printed_units(row["as_printed"])
        if allowed and row["unit"] not in allowed and (row["statement_id"], "unit") not in data.exceptions:
            yield f"{row['statement_id']}: {row['as_printed']!r} is not in {row['unit']}"


def sums(data: Data) -> Iterator[str]:
    """Printed parts add up to their printed total."""
    for check in data.checks:
        if check["operation"] != "sum":
            continue
        rows = [data.statement(statement_id) for statement_id in (check["total"], *check["operands"])]
        if None in rows:
            yield f"{check['id']}: names a statement that does not exist"
            continue
        total, *parts = (number(row["value"]) for row in rows)
        if sum(parts) != total and (check["total"], "sum") not in data.exceptions:
            yield f"{check['id']}: parts add up to {sum(parts)}, printed is {total}"


def exceptions_needed(data: Data) -> Iterator[str]:
    """Every exception belongs to a statement that would fail without it."""
    bare = Data(**{**vars(data), "exceptions": set()})
    found = {"value": values, "bound": bound_words, "unit": printed_units}
    failing = {(line.split(":")[0], name) for name, check in found.items() for line in check(bare)}
    failing |= {
        (check["total"], "sum") for check in data.checks for line in sums(bare) if check["id"] in line
    }
    for statement_id, check in sorted(data.exceptions - failing):
        yield f"{statement_id}: exception for {check} is not needed"


# Periods ------------------------------------------------------------------------------------------


def _year(start: date, end: date) -> bool:
    return start == date(start.year, 1, 1) and end == date(start.year, 12, 31)


def _half_year(start: date, end: date) -> bool:
    halves = (((1, 1), (6, 30)), ((7, 1), (12, 31)))
    return start.year == end.year and ((start.month, start.day), (end.month, end.day)) in halves


# Which of start, end, years a basis has ("?" = may have).
PERIODS = {
    "year": ("yes", "yes", "no"),
    "half_year": ("yes", "yes", "no"),
    "months": ("yes", "yes", "no"),
    "multi_year": ("?", "?", "yes"),
    "as_of": ("no", "yes", "no"),
    "since": ("yes", "?", "no"),
    "effective_from": ("yes", "no", "no"),
    "unstated": ("no", "no", "no"),
}


def periods(data: Data) -> Iterator[str]:
    """The period columns say what the basis says."""
    for row in data.statements:
        source, indicator = data.sources.get(row["source"], {}), data.indicators.get(row["indicator"], {})
        for problem in _period(row, source, indicator.get("kind", "")):
            yield f"{row['statement_id']}: {problem}"


def _period(row: dict, source: dict, kind: str) -> Iterator[str]:
    basis = row["period_basis"]
    if basis not in PERIODS:
        return
    try:
        start, end = day(row["period_start"]), day(row["period_end"])
        years = Decimal(row["period_years"]) if row["period_years"] else None
    except (ValueError, InvalidOperation):
        yield "a period column is no date or number"
        return
    for name, given, wanted in zip(
        ("start", "end", "years"), (start, end, years), PERIODS[basis], strict=True
    ):
        if wanted != "?" and (given is not None) != (wanted == "yes"):
            yield f"basis {basis} {'needs' if wanted == 'yes' else 'has no'} period_{name}"
            return
    if row["period_inferred"] not in ("", "true") or (basis == "unstated" and row["period_inferred"]):
        yield f"period_inferred {row['period_inferred']!r} with basis {basis}"
    if row["standing"] == "policy_term" and basis not in ("effective_from", "unstated"):
        yield f"a policy term with basis {basis}"
    if start and end:
        yield from _span(basis, start, end, years, kind)
    published = source.get("published")
    if row["standing"] == "achieved" and end and isinstance(published, date) and end > published:
        yield f"achieved by {end}, but the source is of {published}"


def _span(basis: str, start: date, end: date, years: Decimal | None, kind: str) -> Iterator[str]:
    if start > end:
        yield f"{start} is after {end}"
    elif (basis == "year" and not _year(start, end)) or (basis == "half_year" and not _half_year(start, end)):
        yield f"{start} to {end} is no {basis}"
    elif basis == "months" and (_year(start, end) or _half_year(start, end)):
        yield f"{start} to {end} is a year or half a year, not months"
    elif basis == "multi_year" and kind not in ("growth", "ratio"):  # these compare two periods
        length = Decimal((end + timedelta(days=1) - start).days) / Decimal("365.25")
        if abs(length - years) > Decimal("0.1"):
            yield f"{start} to {end} is not {years} years"
    if basis == "multi_year" and years is not None and years <= 1:
        yield f"multi_year of {years} years"


# Places in the documents --------------------------------------------------------------------------


def witness_places(row: dict) -> list[tuple[str, str]]:
    """The `source:paragraph` pairs of a row."""
    return [tuple(place.rpartition(":")[::2]) for place in row["witnesses"].split(";") if place]


def claims(data: Data, source_id: str) -> dict[int, list[dict]]:
    """The statements that print something in a document, by paragraph, in id order; witnesses included."""
    found = defaultdict(list)
    for row in sorted(data.statements, key=lambda row: row["statement_id"]):
        places = [(row["source"], row["paragraph"]), *witness_places(row)]
        for source, paragraph in places:
            if source == source_id and paragraph.isdigit():
                found[int(paragraph)].append(row)
    return found


def located(data: Data, source_id: str) -> dict[int, list[tuple[dict, documents.Span | None]]]:
    """Each claim of a document with the place it was found at, by paragraph."""
    paragraphs = data.paragraphs[source_id]
    found = {}
    for at, rows in claims(data, source_id).items():
        text = paragraphs[at - 1] if 1 <= at <= len(paragraphs) else ""
        spans = documents.locate(text, [row["as_printed"] for row in rows])
        found[at] = list(zip(rows, spans, strict=True))
    return found


def places(data: Data, source_id: str) -> Iterator[str]:
    """Each statement, and each witness, has an occurrence of its own in its paragraph."""
    for at, pairs in located(data, source_id).items():
        for row, span in pairs:
            if span is None:
                yield f"{row['statement_id']}: {row['as_printed']!r} has no free place in {source_id}:{at}"


def paragraphs_given(data: Data) -> Iterator[str]:
    """Statements of core documents name their paragraph; witnesses are declared, and not the row itself."""
    for row in data.statements:
        name, source = row["statement_id"], data.sources.get(row["source"], {})
        if source.get("grade") == "core" and not row["paragraph"].isdigit():
            yield f"{name}: paragraph {row['paragraph']!r}"
        for witness, paragraph in witness_places(row):
            if witness not in data.sources:
                yield f"{name}: witness {witness!r} is not declared"
            elif data.sources[witness].get("grade") == "core" and not paragraph.isdigit():
                yield f"{name}: witness {witness} without its paragraph"
            if (witness, paragraph) == (row["source"], row["paragraph"]):
                yield f"{name}: is its own witness"


# Coverage -----------------------------------------------------------------------------------------


def not_figure_spans(data: Data, source_id: str) -> list[tuple[dict, int, int, int]]:
    """Each occurrence of a not_figures row in a document: row, paragraph, start, end."""
    found = []
    for row in data.not_figures:
        if row["source"] not in (source_id, "*"):
            continue
        for at, text in enumerate(data.paragraphs[source_id], 1):
            if row["paragraph"] in ("", str(at)):
                places = re.finditer(re.escape(row["text"]), text)
                found += [(row, at, place.start(), place.end()) for place in places]
    return found


def coverage(data: Data, source_id: str) -> Iterator[str]:
    """Every number of a document is a figure in the catalogue or declared to be none, and not both."""
    figures, others = defaultdict(list), defaultdict(list)
    for at, pairs in located(data, source_id).items():
        figures[at] = [(span.start, span.end) for _, span in pairs if span]
    for _, at, start, end in not_figure_spans(data, source_id):
        others[at].append((start, end))
    for at, text in enumerate(data.paragraphs[source_id], 1):
        for span in documents.numbers(text):
            is_figure, is_none = (_covers(stretches[at], span) for stretches in (figures, others))
            around = f"{source_id}:{at} …{text[max(0, span.start - 8) : span.end + 8]}…"
            if not is_figure and not is_none:
                yield f"{around} {span.text} is no statement and in no not_figures row"
            if is_figure and is_none:
                yield f"{around} {span.text} is a statement and in a not_figures row"


def _covers(stretches: list[tuple[int, int]], span: documents.Span) -> bool:
    """Whether the stretches together cover the span."""
    covered = {at for start, end in stretches for at in range(start, end)}
    return covered.issuperset(range(span.start, span.end))


def not_figures_used(data: Data) -> Iterator[str]:
    """Every not_figures row occurs in its document and holds a number."""
    used = set()
    for source_id in data.paragraphs:
        for row, at, start, end in not_figure_spans(data, source_id):
            numbers = documents.numbers(data.paragraphs[source_id][at - 1])
            if any(start < span.end and span.start < end for span in numbers):
                used.add(id(row))
    for row in data.not_figures:
        place = f"{row['_file']}: {row['source']}:{row['paragraph']} {row['text']!r}"
        if row["source"] != "*" and row["source"] not in data.sources:
            yield f"{place}: source is not declared"
        elif id(row) not in used and (row["source"] == "*" or row["source"] in data.paragraphs):
            yield f"{place} covers no number"
        if not re.fullmatch("[a-z]+(_[a-z]+)*", row["reason"]):
            yield f"{place}: reason {row['reason']!r}"


# Declarations -------------------------------------------------------------------------------------


def indicators(data: Data, entries: list[dict]) -> Iterator[str]:
    """Indicators are declared once, whole, in both languages."""
    yield from _once(entries)
    for entry in entries:
        name = entry["id"]
        for key in ("name", "text"):
            if not all(entry.get(key, {}).get(language) for language in ("zh", "en")):
                yield f"{name}: {key} is not in both languages"
        theme = entry.get("theme", entry["_file"].removesuffix(".toml"))
        if theme not in THEMES:
            yield f"{name}: theme {theme}"
        if entry.get("unit") not in data.units:
            yield f"{name}: unit {entry.get('unit')} is not declared"
        if entry.get("kind") not in KINDS or entry.get("better") not in ("higher", "lower", "neither"):
            yield f"{name}: kind {entry.get('kind')}, better {entry.get('better')}"
        if "parent" in entry and (entry["parent"] not in data.indicators or entry["parent"] == name):
            yield f"{name}: parent {entry['parent']}"
        if "min" in entry and "max" in entry and entry["min"] >= entry["max"]:
            yield f"{name}: min {entry['min']} is not below max {entry['max']}"
        definitions = [definition["id"] for definition in entry.get("definitions", [])]
        if len(set(definitions)) < len(definitions):
            yield f"{name}: a definition is declared twice"


def _once(entries: list[dict]) -> Iterator[str]:
    for entry_id, times in Counter(entry["id"] for entry in entries).items():
        if times > 1:
            yield f"{entry_id}: declared {times} times"
        if not re.fullmatch("[a-z][a-z0-9]*([_-][a-z0-9]+)*", entry_id):
            yield f"{entry_id}: no lower-case English id"


def areas(data: Data, entries: list[dict]) -> Iterator[str]:
    """Areas are declared once, belong to a city and have a level of the list."""
    yield from _once(entries)
    for entry in entries:
        if entry["city"] not in data.cities or entry["level"] not in LEVELS:
            yield f"{entry['id']}: city {entry['city']}, level {entry['level']}"


def sources(data: Data, entries: list[dict]) -> Iterator[str]:
    """Sources have ids and numbers of their own; only a declared address may be a link."""
    yield from _once(entries)
    for source_number, times in Counter(entry["number"] for entry in entries).items():
        if times > 1:
            yield f"source number {source_number}: used {times} times"
    for entry in entries:
        if entry["city"] and entry["city"] not in data.cities:
            yield f"{entry['id']}: city {entry['city']}"
        if entry["linkable"] and not re.match("https?://", entry["address"]):
            yield f"{entry['id']}: linkable without an address"
        if entry["grade"] not in ("core", "high", "medium"):
            yield f"{entry['id']}: grade {entry['grade']}"


# Policies -----------------------------------------------------------------------------------------


def policies(data: Data) -> Iterator[str]:
    """Policies name things that exist, and rest on statements of their own city with a fitting unit."""
    by_id = {policy["policy_id"]: policy for policy in data.policies}
    for policy_id, times in Counter(policy["policy_id"] for policy in data.policies).items():
        if times > 1:
            yield f"{policy_id}: declared {times} times"
    for policy in data.policies:
        for problem in (
            *_policy_words(data, policy),
            *_citations(data, policy),
            *_order(by_id, policy),
        ):
            yield f"{policy['policy_id']}: {problem}"


def policy_city(policy: dict) -> str:
    """A policy's city: its key, else the first word of the file's name."""
    return policy.get("city") or re.split("[-.]", policy["_file"])[0]


def _policy_words(data: Data, policy: dict) -> Iterator[str]:
    if policy_city(policy) not in data.cities:
        yield f"city {policy_city(policy)} is not declared"
    if policy["tier"] not in data.tiers:
        yield f"tier {policy['tier']} is not declared"
    if policy["benefit_type"] not in BENEFIT_TYPES or policy["recipient"] not in RECIPIENTS:
        yield f"benefit type {policy['benefit_type']}, recipient {policy['recipient']}"
    if policy["standing"] not in ("policy_term", "encouraged"):
        yield f"standing {policy['standing']}"
    for key in ("package", "instrument", "conditions", "payer", "stacking_note"):
        if key in policy and not all(policy[key].get(language) for language in ("zh", "en")):
            yield f"{key} is not in both languages"


def _citations(data: Data, policy: dict) -> Iterator[str]:
    cited = {key: policy[key] for key in ("amount", "duration") if key in policy}
    if not cited and not (policy.get("source") in data.sources and "paragraph" in policy):
        yield "rests on no statement"
    for key, statement_id in cited.items():
        row = data.statement(statement_id)
        if row is None:
            yield f"{key} {statement_id} does not exist"
            continue
        if row["city"] != policy_city(policy):
            yield f"{key} {statement_id} is of {row['city']}"
        if not fits(policy["benefit_type"], key, row["unit"], data.units):
            yield f"{key} {statement_id} is in {row['unit']}, which does not fit {policy['benefit_type']}"
        start, printed = policy.get("effective_from"), row["period_start"]
        if row["period_basis"] == "effective_from" and start and printed != start.isoformat():
            yield f"in force from {start}, but {statement_id} from {printed}"


def fits(benefit_type: str, key: str, unit: str, units: dict) -> bool:
    """Whether a duration is a time, a monthly subsidy is paid by the month, and money is money or a share."""
    if key == "duration":
        return unit in ("year", "month")
    if benefit_type == "service":
        return True
    if benefit_type == "monthly_subsidy":
        return unit == "yuan_per_month"
    return (
        unit == "percent"
        or (units.get(unit, {}).get("money", False) and unit != "yuan_per_month")
        or (
            benefit_type in ("rent_subsidy", "price", "loan_ceiling")
            and (unit == "times" or unit.startswith("yuan_per"))
        )
    )


def _order(by_id: dict, policy: dict) -> Iterator[str]:
    start, end = policy.get("effective_from"), policy.get("effective_to")
    if start and end and start > end:
        yield f"in force from {start} to {end}"
    for other in policy.get("not_stackable_with", []):
        if other not in by_id or other == policy["policy_id"]:
            yield f"not_stackable_with {other}, which does not exist"
    if policy.get("not_stackable_with") and "stacking_note" not in policy:
        yield "not stackable without a reason"
    if "replaces" not in policy:
        return
    older = by_id.get(policy["replaces"])
    if older is None or older is policy:
        yield f"replaces {policy['replaces']}, which does not exist"
    elif policy_city(older) != policy_city(policy):
        yield f"replaces a policy of another city, {older['policy_id']}"
    elif not start or (older.get("effective_from") and older["effective_from"] >= start):
        yield f"does not begin after {older['policy_id']}, which it replaces"
    elif older.get("effective_to") and older["effective_to"] > start:
        yield f"begins {start}, while {older['policy_id']} runs to {older['effective_to']}"
