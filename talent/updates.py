"""What the commands that bring new figures answer: check, apply, withdraw, undo, history, intake."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from talent import access, exports, history, ledger, warehouse
from talent.answers import Answer, known
from talent.briefing import saved, watch
from talent.catalogue import Catalogue, Indicator, Source
from talent.charts import labels
from talent.errors import TalentError
from talent.i18n import choice, format_value, text
from talent.ledger import Batch, Draft, force
from talent.reading import press
from talent.uploads import annotation, commit, examine, preview, reading, report, sources
from talent.uploads.commit import Receipt
from talent.uploads.examine import Examined
from talent.uploads.model import FIELDS, Choices, Finding
from talent.warehouse import Warehouse


def check(path: Path, choices: Choices, language: str, annotate: Path | None = None) -> tuple[Answer, bool]:
    """Findings and change report of a file, and whether it could be committed; no figure is written.

    With `annotate` the file itself, with a column of findings, is written there.
    """
    now = warehouse.locate()
    found = _examined(now, path, choices)
    checked = found.checked
    if annotate:
        exports.save(annotate, annotation.annotated(found.book, checked.findings, language))
    counts = commit.counts(checked)
    data = {
        "data_version": checked.data_version,
        "errors": len(checked.of("error")),
        "warnings": len(checked.of("warning")),
        "findings": [_plain(finding) for finding in checked.findings],
        "changes": counts,
    }
    lines = [*(_line(finding, language) for finding in checked.findings), report.count_text(counts, language)]
    if not checked.of("error"):
        lines += _effects(now, commit.upload(checked), language)
    return Answer(data, tuple(lines)), not checked.of("error")


def _examined(now: Warehouse, path: Path, choices: Choices) -> Examined:
    return examine.file(now, content(path), path.name, choices)


def content(path: Path, most: int | None = None) -> bytes:
    """The bytes of a file; TalentError `no_such_file`, `cannot_read`.

    One of more than `most` bytes, be it a device without end, is read no further than one byte beyond.
    """
    try:
        with path.open("rb") as file:
            return file.read(-1 if most is None else most + 1)
    except FileNotFoundError as error:
        raise TalentError("no_such_file", file=path.name) from error
    except OSError as error:
        # The root of a disk has no name.
        why, file = error.strerror or str(error), path.name or str(path)
        raise TalentError("cannot_read", file=file, why=why) from error


def _plain(finding: Finding) -> dict:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "file": finding.file,
        "sheet": finding.sheet,
        "row": finding.row,
        "column": finding.column,
        "cell": finding.cell,
        "value": finding.value,
        "expected": finding.expected,
        "message_zh": finding.message("zh"),
        "message_en": finding.message("en"),
    }


def _line(finding: Finding, language: str) -> str:
    """One finding: how grave, where, what."""
    where = " ".join(filter(None, (finding.sheet, finding.cell, finding.column)))
    place = f" {where}" if where else ""
    colon = choice("punctuation", "colon", language)
    return f"{choice('severity', finding.severity, language)}{place}{colon}{finding.message(language)}"


def left_out(language: str) -> tuple[str, ...]:
    """What of the record of commits is not shown, as every command that reads data must say."""
    damage = ledger.open_ledger().damage()
    aside = warehouse.locate().aside if ledger.open_ledger().batches() else ()
    return tuple(one.message(language) for one in (*damage, *aside))


def _effects(now: Warehouse, draft: Draft, language: str) -> list[str]:
    """The change report of a draft as lines."""
    standing = force.with_draft(ledger.open_ledger(), draft, warehouse.curated())
    return _report(now, standing, language)


def _report(now: Warehouse, standing: force.Force, language: str) -> list[str]:
    sections = report.report(preview.effects(now, standing), now.catalogue, language)
    lines = []
    for section in sections:
        lines += ["", section.title]
        lines += [f"- {line.text}{_codes(line.codes)}" for line in section.lines]
    return lines or [text("report.nothing", language)]


def _codes(codes: tuple[str, ...]) -> str:
    return f" [{' '.join(dict.fromkeys(codes))}]" if codes else ""


def apply(path: Path, choices: Choices, by: str, note: str, accept: bool, language: str) -> Answer:
    """Commit a file; with `accept` its warnings count as confirmed.

    Raises TalentError as `commit.commit` does; `notes` of the answer hold the findings.
    """
    credential = access.by_command(by)
    original = content(path)
    now = warehouse.locate()
    checked = examine.file(now, original, path.name, choices).checked
    draft = commit.upload(checked, note, original)
    accepted = checked.of("warning") if accept else ()
    try:
        receipt = commit.commit(credential, checked, draft, accepted)
    except TalentError as error:
        raise Refused(error, _why_refused(error, path, choices, language)) from error
    return _done(receipt, language)


def _why_refused(error: TalentError, path: Path, choices: Choices, language: str) -> tuple[str, ...]:
    """The findings that stand in the way; where the data moved meanwhile, the preview as it is now."""
    answer, _ = check(path, choices, language)
    return answer.lines if error.key in ("commit.errors", "commit.warnings", "commit.moved") else ()


class Refused(TalentError):
    """A commit that was refused, with the findings that say why."""

    def __init__(self, error: TalentError, findings: tuple[str, ...]) -> None:
        super().__init__(error.key, **error.fields)
        self.findings = findings


def _done(receipt: Receipt, language: str) -> Answer:
    data = {
        "batch": receipt.batch or None,
        "data_version": receipt.version,
        "changes": dict(receipt.counts),
    }
    key = "update.done" if receipt.batch else "update.nothing"
    lines = [text(key, language, batch=receipt.batch, version=receipt.version)]
    if receipt.counts:
        lines.append(report.count_text(receipt.counts, language))
    return Answer(data, tuple(lines), _briefings(language))


def _briefings(language: str) -> tuple[str, ...]:
    """Which kept briefings the data have left behind, after a write."""
    said = watch.notice(watch.out_of_date(warehouse.locate()), language) if saved.names() else ""
    return (said,) if said else ()


def withdraw(code: str, by: str, why: str, language: str) -> Answer:
    """Take a wrong statement out of force."""
    credential = access.by_command(by)
    now = warehouse.locate()
    draft = commit.withdrawal(now, code.strip().upper(), why)
    lines = _effects(now, draft, language)
    done = _done(commit.write(credential, draft), language)
    return Answer(done.data, (*done.lines, *lines), done.notes)


def undo(batch: str, by: str, why: str, language: str) -> Answer:
    """Take a batch out of force, or put it back where it is undone; an undo goes by its own id too."""
    credential = access.by_command(by)
    now = warehouse.locate()
    found = _batch(batch.strip().upper())
    undone = not found.undone
    lines = _report(now, force.with_mark(ledger.open_ledger(), found.id, undone), language)
    receipt = commit.undo(credential, found.id, undone, why, now.version)
    said = text(
        "update.undone" if undone else "update.redone", language, batch=found.id, version=receipt.version
    )
    data = {"batch": found.id, "undone": undone, "data_version": receipt.version}
    return Answer(data, (said, *lines), _briefings(language))


def _batch(id: str) -> Batch:
    for batch in ledger.open_ledger().batches():
        if id == batch.id or id in (mark.id for mark in batch.marks):
            return batch
    raise TalentError("ledger.no_such_batch", batch=id)


def past(code: str | None, language: str) -> Answer:
    """Every batch; or the wordings of one figure by its passport code."""
    if code:
        return _wordings(code.strip().upper(), language)
    book = ledger.open_ledger()
    data = [exports.plain(_record(batch)) for batch in book.batches()]
    lines = [line for batch in book.batches() for line in _told(batch, language)]
    return Answer(data, tuple(lines or [text("update.no_history", language)]))


def _record(batch: Batch) -> dict:
    return {
        "batch": batch.id,
        "kind": batch.kind,
        "committed": batch.committed.isoformat(),
        "author": batch.author,
        "note": batch.note,
        "file": batch.file_name,
        "sha256": batch.file_hash,
        "base_version": batch.base_version,
        "changes": dict(batch.counts),
        "withdrawn": list(batch.withdrawn),
        "adopted": [adoption.adopted for adoption in batch.adoptions],
        "sources": [source.id for source in batch.sources],
        "undone": batch.undone,
        "marks": [
            {"id": m.id, "undone": m.undone, "author": m.author, "why": m.why, "time": m.time.isoformat()}
            for m in batch.marks
        ],
    }


def _told(batch: Batch, language: str) -> Iterator[str]:
    """One batch in a line, and a line for each time it was undone or put back."""
    fields = {
        "batch": batch.id,
        "time": _moment(batch.committed),
        "author": batch.author,
        "kind": choice("batch_kind", batch.kind, language),
        "state": choice("batch_state", "undone" if batch.undone else "in_force", language),
    }
    about = [batch.file_name, batch.note, *batch.withdrawn]
    counted = report.count_text(batch.counts, language) if batch.counts else ""
    yield " · ".join(filter(None, (text("update.batch", language, **fields), counted, *about)))
    for mark in batch.marks:
        what = choice("batch_mark", "undone" if mark.undone else "redone", language)
        yield "  " + " · ".join(filter(None, (mark.id, _moment(mark.time), mark.author, what, mark.why)))


def _moment(time: datetime) -> str:
    return f"{time:%Y-%m-%d %H:%M} UTC"


def _wordings(code: str, language: str) -> Answer:
    found = history.revisions(code)
    if not found:
        raise TalentError("no_such_figure", code=code)
    data = [exports.plain(one) for one in found]
    now = warehouse.locate().catalogue
    unit = next((now.indicators[s.indicator].unit for s in [now.statements.get(code)] if s), None)
    lines = []
    for one in found:
        value = format_value(one.value, unit, language, high=one.value_high, bound=one.bound) if unit else ""
        state = choice("revision", one.state, language)
        lines.append(
            " · ".join(filter(None, (str(one.number), one.as_printed, value, one.batch, one.author, state)))
        )
    return Answer(data, tuple(lines))


def empty_template(layout: str, kind: str, language: str) -> bytes:
    """The file an analyst fills in."""
    from talent.uploads import template

    return template.template(warehouse.locate().catalogue, layout, kind, language)


def intake(data: bytes, name: str, city: str | None, published: date | None) -> tuple[press.Proposal, ...]:
    """The statements a press release seems to make."""
    catalogue = warehouse.locate().catalogue
    if city:
        known(city, "city", catalogue.cities)
    return press.propose(reading.document(data, name), catalogue, city or "", published)


def proposals(found: tuple[press.Proposal, ...], language: str) -> Answer:
    """Proposals as data and as lines."""
    catalogue = warehouse.locate().catalogue
    data = [_proposal(one) for one in found]
    lines = [_spoken(one, catalogue, language) for one in found]
    return Answer(data, tuple(lines or [text("update.no_proposals", language)]))


def _proposal(one: press.Proposal) -> dict:
    return {key: value for key, value in exports.plain(one).items() if key != "evidence"}


def _spoken(one: press.Proposal, catalogue: Catalogue, language: str) -> str:
    indicator = catalogue.indicators.get(one.indicator)
    area = catalogue.areas.get(one.area)
    unit = catalogue.units.get(one.unit)
    number = (
        format_value(one.value, unit, language, high=one.value_high, bound=one.bound)
        if unit
        else one.as_printed
    )
    named = indicator.name[language] if indicator else text("update.no_indicator", language)
    place = text("update.place", language, paragraph=one.paragraph, printed=one.as_printed)
    where = area.name[language] if area else ""
    period, standing = _period(one, indicator, language), choice("standing", one.standing, language)
    return " ".join(filter(None, (place, where, named, number, period, standing)))


def _period(one: press.Proposal, indicator: Indicator | None, language: str) -> str:
    """The period of a proposal in words, with what is inferred said."""
    said = labels.period_text(one, language, indicator.kind if indicator else "flow")
    return text("reason.inferred", language, year=said) if one.period_inferred else said


def rows_file(found: tuple[press.Proposal, ...]) -> bytes:
    """The proposals as a long CSV file, to be corrected and committed with `apply`."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, FIELDS, lineterminator="\r\n")
    writer.writeheader()
    for one in found:
        writer.writerow({field: exports.neutralised(cell) for field, cell in examine.row(one).items()})
    return out.getvalue().encode("utf-8-sig")


def choices(
    given: Mapping[str, str | None], sheets: Sequence[str], means: Sequence[str], catalogue: Catalogue
) -> Choices:
    """What the options of a command say of a file; TalentError for an id that is none."""
    said = {key: value.strip() for key, value in given.items() if value and value.strip()}
    for kind, things in (
        ("city", catalogue.cities),
        ("indicator", catalogue.indicators),
        ("area", catalogue.areas),
    ):
        if kind in said:
            known(said[kind], kind, things)
    if said.get("source", "") not in {"", *catalogue.sources}:
        raise TalentError("update.no_such_source", value=said["source"])
    meanings = dict(map(_meaning, means))
    named = {key.removeprefix("source_"): said.pop(key) for key in list(said) if key.startswith("source_")}
    new = _source(named) if named else None
    return Choices(**said, sheets=tuple(sheets), meanings=meanings, new_source=new)


def _meaning(option: str) -> tuple[str, str]:
    label, sign, meaning = option.rpartition("=")
    if not sign or not label.strip() or not meaning.strip():
        raise TalentError("update.bad_meaning", option=option)
    return label.strip(), meaning.strip()


def _source(said: Mapping[str, str]) -> Source:
    if missing := [key for key in ("title", "publisher", "city") if key not in said]:
        raise TalentError("update.source_incomplete", missing=", ".join(f"--source-{key}" for key in missing))
    try:
        published = date.fromisoformat(said["date"]) if "date" in said else None
    except ValueError as error:
        raise TalentError("update.bad_date", value=said["date"]) from error
    return sources.described(said, published, said["city"])
