"""What the command line answers of a comparison, a figure, an offer, a scenario: data and lines of text."""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from talent import comparability, passports, queries, warehouse
from talent import offer as offers
from talent.catalogue import Catalogue, Source
from talent.charts import labels
from talent.errors import TalentError
from talent.exports import plain
from talent.i18n import choice, format_value, text
from talent.offer import Amount, CityOffer, Line
from talent.offer.words import amount_text, silence_text, who_text
from talent.passports import Passport
from talent.queries import Reading
from talent.warehouse import Warehouse
from talent.what_if import notation, report
from talent.what_if.evidence import evidence


@dataclass(frozen=True)
class Answer:
    """`data` for a program, `lines` for a person, `notes` for whoever watches the command run."""

    data: object
    lines: tuple[str, ...]
    notes: tuple[str, ...] = field(default=())


def _opened() -> tuple[Warehouse, Catalogue]:
    found = warehouse.locate()
    return found, found.catalogue


def known(value: str, kind: str, things: Mapping) -> str:
    """`value` if it is the id of one of `things`; else TalentError `no_such_<kind>` names the nearest id."""
    if value in things:
        return value
    # A name in either language leads to its id too.
    said = {
        word.casefold(): id_ for id_, thing in things.items() for word in (thing.name.zh, thing.name.en, id_)
    }
    near = difflib.get_close_matches(value.casefold(), said, n=1, cutoff=0)
    raise TalentError(f"no_such_{kind}", value=value, near=said[near[0]], known=", ".join(things))


# The gate


def gate(indicator: str, cities: str | None, language: str) -> Answer:
    """Whether the figures of one indicator are comparable in `cities` (ids, comma between; None = all)."""
    store, catalogue = _opened()
    known(indicator, "indicator", catalogue.indicators)
    asked = [city.strip() for city in (cities or "").split(",") if city.strip()]
    chosen = [known(city, "city", catalogue.cities) for city in dict.fromkeys(asked)] or list(
        catalogue.cities
    )
    readings = queries.readings(store, indicator=indicator, cities=tuple(chosen))
    lined = comparability.line_up(readings, chosen)
    reasons = [
        {
            "field": reason.field,
            "values": dict(reason.values),
            "message_zh": comparability.explain(reason, lined.readings, catalogue, "zh"),
            "message_en": comparability.explain(reason, lined.readings, catalogue, "en"),
        }
        for reason in lined.verdict.reasons
    ]
    lines = [choice("verdict", lined.verdict.word, language)]
    lines += [f"- {reason[f'message_{language}']}" for reason in reasons]
    if not lined.readings:
        return Answer(
            {"verdict": lined.verdict.word, "reasons": reasons},
            (),
            (text("cli.no_figures", language, indicator=indicator),),
        )
    if lined.missing:
        names = [catalogue.cities[city].name[language] for city in lined.missing]
        lines.append(text("cli.missing", language, cities=_listed(names, language)))
    return Answer({"verdict": lined.verdict.word, "reasons": reasons}, tuple(lines))


def _listed(names: Sequence[str], language: str) -> str:
    return choice("punctuation", "comma", language).join(names)


# A passport


def passport(code: str, language: str) -> Answer:
    """Where one figure comes from, how it is read and what uses it."""
    store, catalogue = _opened()
    found = passports.passport(catalogue, store, code)
    sentence = passports.sentence(found, passports.sources_folder())
    data = {**plain(found), "sentence": plain(sentence), "data_version": store.version}
    notes = ()
    if found.renamed_from:
        notes = (text("passport.renamed", language, old=found.renamed_from, new=found.code),)
    facts = [
        *_origin(found, sentence, language),
        *_company(found, catalogue, language),
        *_uses(found, language),
    ]
    colon = choice("punctuation", "colon", language)
    lines = (found.code, *(f"{text(f'passport.{key}', language)}{colon}{value}" for key, value in facts))
    return Answer(data, lines, notes)


def _value(reading: Reading, found_unit, language: str) -> str:
    return format_value(reading.value, found_unit, language, high=reading.value_high, bound=reading.bound)


def _origin(found: Passport, sentence, language: str) -> Iterator[tuple[str, str]]:
    """The figure, and the place that prints it."""
    reading, source = found.reading, found.source
    unit = found.indicator.unit
    name = found.indicator.name[language]
    if found.definition:
        name = f"{name} ({found.definition[language]})"
    yield "figure", f"{found.city.name[language]} {name} {_value(reading, unit, language)}"
    yield "as_printed", reading.as_printed
    yield "area", found.area.name[language]
    yield "period", labels.period_text(reading, language)
    yield "standing", choice("standing", reading.standing, language)
    yield "source", f"{source.title[language]} · {_place(source, reading.paragraph, language)}"
    if source.address:
        yield "address", source.address
    if found.department:
        yield "department", found.department[language]
    if sentence and sentence.figure:
        yield "sentence", f"{sentence.before}[{sentence.figure}]{sentence.after}"
    elif sentence:
        missed = text("passport.not_in_paragraph", language, printed=reading.as_printed)
        yield "paragraph_as_it_is", " ".join(filter(None, (missed, sentence.before)))
    note = {"zh": reading.note_zh, "en": reading.note_en}[language]
    if note:
        yield "note", note


def _place(source: Source, paragraph: int | None, language: str) -> str:
    """A source with the paragraph in it, where one is known."""
    line = labels.source_line(source, language)
    return f"{line} {text('passport.paragraph', language, number=paragraph)}" if paragraph else line


def _company(found: Passport, catalogue: Catalogue, language: str) -> Iterator[tuple[str, str]]:
    """Who prints the same figure, and who another one."""
    for witness in found.witnesses:
        yield "witness", _place(witness.source, witness.paragraph, language)
    for relation in ("agreeing", "conflicting"):
        for other in getattr(found, relation):
            value = _value(other, found.indicator.unit, language)
            voice = comparability.attribution_text(other, catalogue, language)
            yield relation, f"{other.statement_id} {value} ({other.as_printed}) {voice}"
    if found.conflicting:
        yield "adopted", _adoption(found, language)


def _adoption(found: Passport, language: str) -> str:
    rows = (found.reading, *found.conflicting)
    adopted = next((reading for reading in rows if reading.adopted), None)
    if adopted is None or adopted.adopted_rule is None:
        return text("passport.adopted_none", language)
    rule = choice("tag.rule", adopted.adopted_rule, language)
    if found.adoption:
        rule = f"{rule}{choice('punctuation', 'colon', language)}{found.adoption.reason[language]}"
    return text("passport.adopted_by", language, code=adopted.statement_id, rule=rule)


def _uses(found: Passport, language: str) -> Iterator[tuple[str, str]]:
    """What is computed from the figure, and how often it was revised."""
    for use in found.derived:
        value = format_value(use.value, use.indicator.unit, language, decimals=2)
        yield (
            "derived",
            f"{use.indicator.name[language]} {value} ({use.operation}: {', '.join(use.operands)})",
        )
    for check in found.checks:
        word = text(f"passport.{'holds' if check.holds else 'fails'}", language)
        yield "check", f"{check.note[language]} {word}"
    for policy in found.policies:
        yield "policy", f"{policy.package[language]} · {policy.instrument[language]} ({policy.policy_id})"
    if found.population:
        yield "population", f"{found.population.statement_id} {found.population.as_printed}"
    if found.divides:
        yield "divides", _listed(found.divides, language)
    for revision in found.revisions:
        yield "revision", labels.revision_text(revision, language)


# An offer


def offer(tier: str, arrives: date | None, months: int | None, language: str) -> Answer:
    """What each city promises one person of `tier`."""
    store, catalogue = _opened()
    known(tier, "tier", catalogue.tiers)
    statements = {reading.statement_id: reading for reading in queries.readings(store)}
    answers = offers.offer(
        catalogue.policies.values(), statements, tier, arrives, months, tuple(catalogue.cities)
    )
    data = {
        "tier": tier,
        "arrives": arrives and f"{arrives:%Y-%m}",
        "months": months,
        "data_version": store.version,
        "cities": [plain(answer) for answer in answers],
    }
    who = who_text(tier, arrives, months, catalogue, language)
    cities = (line for answer in answers for line in _city(answer, catalogue, language))
    return Answer(data, (who, *cities, "", text("offer.no_sum", language)))


def _city(answer: CityOffer, catalogue: Catalogue, language: str) -> Iterator[str]:
    yield ""
    yield catalogue.cities[answer.city].name[language]
    if not answer.offered:
        yield f"  {text('offer.nothing_offered', language)}"
    for kind in offers.KINDS:
        lines = answer.of_kind(kind)
        if lines:
            yield f"  {choice('offer.kind', kind, language)}"
            yield from (f"    {_term(line, catalogue, language)}" for line in lines)
    for group in answer.alternatives:
        names = [catalogue.policies[policy].instrument[language] for policy in group]
        yield f"  {text('offer.alternatives', language, names=_listed(names, language))}"
    for status in ("encouraged", "not_yet", "ended", "superseded"):
        for line in getattr(answer, status):
            yield f"  ({choice('offer.status', status, language)}) {_term(line, catalogue, language)}"
    # The line of a term without amount says so itself.
    for silence in (s for s in answer.not_printed if s.what != "amount"):
        yield f"  {silence_text(silence, catalogue, language)}"


def _term(line: Line, catalogue: Catalogue, language: str) -> str:
    """One term in one line: name, amount, months and total, date, whom it is paid to, codes."""

    def shown(amount: Amount) -> str:
        return amount_text(amount, catalogue, language)

    parts = [shown(line.amount)] if line.amount else []
    if line.amount is None and line.kind != "service":
        parts.append(text("passport.not_printed", language))
    if line.total and line.months:
        parts.append(text("offer.over_stay", language, months=shown(line.months), total=shown(line.total)))
    elif line.duration:
        parts.append(text("offer.for_months", language, months=shown(line.duration)))
    if line.effective_from:
        parts.append(text("offer.from", language, date=line.effective_from))
    else:
        parts.append(text("offer.date_not_printed", language))
    if line.effective_to:
        parts.append(text("offer.until", language, date=line.effective_to))
    if line.recipient != "person":
        recipient = choice("recipient", line.recipient, language)
        parts.append(text("offer.paid_to", language, recipient=recipient))
    if line.superseded_by:
        parts.append(text("offer.superseded_by", language, policy=line.superseded_by))
    codes = [code for amount in (line.amount, line.duration) if amount for code in amount.statements]
    cited = f" [{' '.join(codes)}]" if codes else ""
    colon, semicolon = (choice("punctuation", mark, language) for mark in ("colon", "semicolon"))
    return f"{line.instrument[language]}{colon}{semicolon.join(parts)}{cited}"


# A scenario


def what_if(data: bytes, name: str, language: str) -> Answer:
    """What a scenario costs and whom it brings; JSON by the file's `name`, or as standard input begins.

    TalentError as `notation` and `report.study` raise it.
    """
    braced = name == "-" and data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")
    read = notation.parse_json if braced or name.lower().endswith(".json") else notation.parse_toml
    found = report.current(read(data, evidence().defaults))
    return Answer(report.answer(found), report.lines(found, language))
