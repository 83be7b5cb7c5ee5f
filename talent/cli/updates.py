"""Commands of new figures: template, check, apply, withdraw, undo, history, intake."""

import argparse
import sys
from datetime import date
from pathlib import Path

from talent.cli.parser import DONE, REFUSED, Parser, answered, file, tell
from talent.i18n import text


def _file_arguments(parser: Parser) -> None:
    """A file of figures, and what it does not say itself."""
    parser.add("file", metavar="FILE")
    for name in ("city", "area", "indicator", "unit", "period", "standing", "source", "encoding"):
        parser.add(f"--{name}", metavar=name.upper())
    for name in ("title", "publisher", "date", "address", "city"):
        parser.add(f"--source-{name}", metavar=name.upper())
    parser.add("--sheet", action="append", metavar="NAME")
    parser.add("--means", action="append", metavar="LABEL=MEANING")
    parser.add("--json", action="store_true")


def _choices(chosen: argparse.Namespace):
    """What the options say of a file, as `uploads.model.Choices`."""
    from talent import updates, warehouse

    names = ("city", "area", "indicator", "unit", "period", "standing", "source", "encoding")
    names += tuple(f"source_{name}" for name in ("title", "publisher", "date", "address", "city"))
    said = {name: getattr(chosen, name) for name in names}
    return updates.choices(said, chosen.sheet or (), chosen.means or (), warehouse.locate().catalogue)


def _check_arguments(parser: Parser) -> None:
    _file_arguments(parser)
    parser.add("--annotate", type=parser.reads(file, "cli.bad_file"), metavar="FILE")


def _check(chosen: argparse.Namespace, language: str) -> int:
    from talent import updates

    answer, sound = updates.check(Path(chosen.file), _choices(chosen), language, chosen.annotate)
    answered(answer, chosen.json)
    return DONE if sound else REFUSED


def _apply_arguments(parser: Parser) -> None:
    _file_arguments(parser)
    parser.add("--by", required=True, metavar="NAME")
    parser.add("--note", default="", metavar="TEXT")
    parser.add("--accept-warnings", action="store_true")


def _apply(chosen: argparse.Namespace, language: str) -> int:
    from talent import updates

    given = (Path(chosen.file), _choices(chosen), chosen.by, chosen.note, chosen.accept_warnings)
    try:
        return answered(updates.apply(*given, language), chosen.json)
    except updates.Refused as error:
        for line in error.findings:
            tell(line)
        raise


def _withdraw_arguments(parser: Parser) -> None:
    parser.add("code", metavar="CODE")
    parser.add("--by", required=True, metavar="NAME")
    parser.add("--why", required=True, metavar="TEXT")
    parser.add("--json", action="store_true")


def _withdraw(chosen: argparse.Namespace, language: str) -> int:
    from talent import updates

    return answered(updates.withdraw(chosen.code, chosen.by, chosen.why, language), chosen.json)


def _undo_arguments(parser: Parser) -> None:
    parser.add("batch", metavar="BATCH")
    parser.add("--by", required=True, metavar="NAME")
    parser.add("--why", default="", metavar="TEXT")
    parser.add("--json", action="store_true")


def _undo(chosen: argparse.Namespace, language: str) -> int:
    from talent import updates

    return answered(updates.undo(chosen.batch, chosen.by, chosen.why, language), chosen.json)


def _history_arguments(parser: Parser) -> None:
    parser.add("code", metavar="CODE", nargs="?")
    parser.add("--json", action="store_true")


def _history(chosen: argparse.Namespace, language: str) -> int:
    from talent import updates

    return answered(updates.past(chosen.code, language), chosen.json)


def _template_arguments(parser: Parser) -> None:
    parser.add("--layout", choices=("long", "wide"), default="long")
    parser.add("--format", choices=("xlsx", "csv"))
    parser.add("--out", required=True, type=parser.reads(file, "cli.bad_file"), metavar="FILE")


def _template(chosen: argparse.Namespace, language: str) -> int:
    from talent import exports, updates

    kind = chosen.format or ("csv" if chosen.out and chosen.out.suffix.lower() == ".csv" else "xlsx")
    data = updates.empty_template(chosen.layout, kind, language)
    if chosen.out is None:
        sys.stdout.buffer.write(data)
        return DONE
    exports.save(chosen.out, data)
    tell(text("update.template", language, file=chosen.out))
    return DONE


def _intake_arguments(parser: Parser) -> None:
    parser.add("file", metavar="FILE")
    parser.add("--city", metavar="ID")
    parser.add("--published", type=parser.reads(date.fromisoformat, "cli.bad_day"), metavar="YYYY-MM-DD")
    parser.add("--out", type=parser.reads(file, "cli.bad_file"), metavar="FILE")
    parser.add("--json", action="store_true")


def _intake(chosen: argparse.Namespace, language: str) -> int:
    from talent import exports, updates

    name = "-" if chosen.file == "-" else Path(chosen.file).name
    data = sys.stdin.buffer.read() if chosen.file == "-" else updates.content(Path(chosen.file))
    found = updates.intake(data, name, chosen.city, chosen.published)
    if chosen.out:
        exports.save(chosen.out, updates.rows_file(found))
        tell(text("update.rows_written", language, count=len(found), file=chosen.out))
        return DONE
    return answered(updates.proposals(found, language), chosen.json)


COMMANDS = {
    "template": (_template_arguments, _template),
    "check": (_check_arguments, _check),
    "apply": (_apply_arguments, _apply),
    "withdraw": (_withdraw_arguments, _withdraw),
    "undo": (_undo_arguments, _undo),
    "history": (_history_arguments, _history),
    "intake": (_intake_arguments, _intake),
}
