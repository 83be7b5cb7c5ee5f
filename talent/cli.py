"""`python -m talent …`: results on standard output, messages on standard error.

Exit status: 0 done, 1 the input was refused, 2 wrong usage, 3 something this machine lacks. Imports that take
time wait until a command needs them.
"""

import argparse
import getpass
import json
import locale
import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from talent.errors import TalentError
from talent.i18n import LANGUAGES, message, text

DONE, REFUSED, WRONG_USAGE, LACKING = 0, 1, 2, 3
# Errors of the machine, not of what was asked for.
_OF_THE_MACHINE = (
    "state_not_writable", "cannot_write", "serve.no_address", "ledger.not_writable", "ledger.busy",
)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit status."""
    _speak_utf8()
    language = language_of(os.environ)
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] in (["-h"], ["--help"]):
        print(_overview(language))
        return DONE
    if not given or given[0] not in _COMMANDS:
        key = "cli.no_such_command" if given else "cli.which_command"
        _tell(text(key, language, command="".join(given[:1]), known=", ".join(_COMMANDS)))
        return WRONG_USAGE
    add_arguments, run = _COMMANDS[given[0]]
    parser = _Parser(given[0], language)
    add_arguments(parser)
    chosen = parser.parse_args(given[1:])
    language = getattr(chosen, "lang", None) or language
    try:
        return run(chosen, language)
    except TalentError as error:
        _tell(message(error, language))
        return LACKING if error.key in _OF_THE_MACHINE else REFUSED
    except ModuleNotFoundError as error:
        if (error.name or "talent").startswith("talent"):
            raise
        _tell(text("doctor.package", language, name=error.name, wanted=""))
        return LACKING
    except BrokenPipeError:
        # Whoever reads has enough, as in `… | head`; nothing more may be written at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _overview(language: str) -> str:
    commands = (f"  {name:<12}{text(f'cli.help.{name}', language)}" for name in _COMMANDS)
    return "\n".join((text("cli.description", language), "", *commands))


def language_of(environment: Mapping[str, str]) -> str:
    """The language of the locale: Chinese where it says so, else English."""
    named = next((environment[k] for k in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(k)), None)
    if named is None:
        named = locale.getlocale()[0] or ""
    return "zh" if named.lower().startswith(("zh", "chinese")) else "en"


def _speak_utf8() -> None:
    """UTF-8 whatever the locale; what cannot be said in it is escaped, never a crash."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _tell(words: str) -> None:
    print(words, file=sys.stderr)


class _Parser(argparse.ArgumentParser):
    """The arguments of one command; what they are for and wrong usage in the reader's language."""

    def __init__(self, command: str, language: str) -> None:
        self.language = language
        words = text(f"cli.help.{command}", language)
        super().__init__(prog=f"python -m talent {command}", description=words, allow_abbrev=False)

    def error(self, message: str):
        self.print_usage(sys.stderr)
        _tell(text("cli.wrong_usage", self.language, detail=message))
        raise SystemExit(WRONG_USAGE)

    def add(self, name: str, **options: object) -> None:
        """An argument with its help, a sentence under its own name."""
        key = name.removeprefix("--").replace("-", "_")
        self.add_argument(name, help=text(f"cli.help.{key}", self.language), **options)

    def reads(self, read: Callable[[str], object], key: str) -> Callable[[str], object]:
        """`read` as the type of an argument; what it raises ValueError for is told by the sentence `key`."""

        def reading(value: str) -> object:
            try:
                return read(value)
            except ValueError as error:
                raise argparse.ArgumentTypeError(text(key, self.language, value=value)) from error

        return reading


# Commands: the arguments of each, and what it does


def _nothing(parser: _Parser) -> None:
    """A command without arguments."""


def _serve_arguments(parser: _Parser) -> None:
    parser.add("--host", default="127.0.0.1")
    parser.add("--port", type=parser.reads(_port, "cli.bad_port"), default=8501)
    parser.add("--local-analyst", action="store_true")


def _serve(chosen: argparse.Namespace, language: str) -> int:
    from talent import serving

    return serving.serve(chosen.host, chosen.port, chosen.local_analyst)


def _passphrase(chosen: argparse.Namespace, language: str) -> int:
    from talent import access

    print(access.passphrase_hash(_asked_twice(language) if sys.stdin.isatty() else _line_of_input()))
    return DONE


def _asked_twice(language: str) -> str:
    """A passphrase typed at a terminal, where it is not shown; TalentError `access.differ`."""
    once = getpass.getpass(text("cli.passphrase.once", language))
    if getpass.getpass(text("cli.passphrase.again", language)) != once:
        raise TalentError("access.differ")
    return once


def _line_of_input() -> str:
    """One line of standard input without its end; TalentError `access.not_text`."""
    try:
        return sys.stdin.buffer.readline().decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError:
        # Without its cause, which holds what was typed.
        raise TalentError("access.not_text") from None


def _build(chosen: argparse.Namespace, language: str) -> int:
    from talent import warehouse

    found = warehouse.locate()
    print(found.path)
    print(text("cli.version", language, version=found.version))
    return DONE


def _export_arguments(parser: _Parser) -> None:
    from talent import exports

    parser.add("table", metavar="TABLE", choices=exports.TABLES)
    parser.add("--format", choices=exports.FORMATS)
    parser.add("--out", type=parser.reads(_file, "cli.bad_file"), metavar="FILE")
    parser.add("--as-of", metavar="BATCH")
    parser.add("--lang", choices=LANGUAGES)


def _export(chosen: argparse.Namespace, language: str) -> int:
    from talent import exports, warehouse

    suffix = chosen.out.suffix.removeprefix(".").lower() if chosen.out else ""
    kind = chosen.format or (suffix if suffix in exports.FORMATS else "csv")
    binary_to_screen = kind not in ("csv", "json") and sys.stdout.isatty()
    if chosen.out is None and (kind == "duckdb" or binary_to_screen):
        _tell(text("cli.needs_out", language, format=kind))
        return WRONG_USAGE
    found = warehouse.locate(chosen.as_of)
    data = exports.content(found, chosen.table, kind, language, bom=chosen.out is not None)
    if chosen.out is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return DONE
    exports.save(chosen.out, data)
    _tell(text("cli.written", language, file=chosen.out, version=found.version))
    return DONE


def _gate_arguments(parser: _Parser) -> None:
    parser.add("--indicator", required=True, metavar="ID")
    parser.add("--cities", metavar="A,B")
    parser.add("--json", action="store_true")


def _gate(chosen: argparse.Namespace, language: str) -> int:
    from talent import answers

    return _answer(answers.gate(chosen.indicator, chosen.cities, language), chosen.json)


def _passport_arguments(parser: _Parser) -> None:
    parser.add("code", metavar="CODE")
    parser.add("--json", action="store_true")


def _passport(chosen: argparse.Namespace, language: str) -> int:
    from talent import answers

    return _answer(answers.passport(chosen.code, language), chosen.json)


def _offer_arguments(parser: _Parser) -> None:
    parser.add("--tier", required=True, metavar="TIER")
    parser.add("--months", type=int, metavar="N")
    parser.add("--arrives", type=parser.reads(_month, "cli.bad_month"), metavar="YYYY-MM")
    parser.add("--json", action="store_true")


def _offer(chosen: argparse.Namespace, language: str) -> int:
    from talent import answers

    return _answer(answers.offer(chosen.tier, chosen.arrives, chosen.months, language), chosen.json)


def _file_arguments(parser: _Parser) -> None:
    """A file of figures, and what it does not say itself."""
    parser.add("file", metavar="FILE")
    for name in ("city", "area", "indicator", "unit", "period", "standing", "source", "encoding"):
        parser.add(f"--{name}", metavar=name.upper())
    for name in ("title", "publisher", "date", "address", "city"):
        parser.add(f"--source-{name}", metavar=name.upper())
    parser.add("--means", action="append", metavar="LABEL=MEANING")
    parser.add("--lang", choices=LANGUAGES)
    parser.add("--json", action="store_true")


def _choices(chosen: argparse.Namespace):
    """What the options say of a file, as `uploads.model.Choices`."""
    from talent import updates, warehouse

    names = ("city", "area", "indicator", "unit", "period", "standing", "source", "encoding")
    names += tuple(f"source_{name}" for name in ("title", "publisher", "date", "address", "city"))
    said = {name: getattr(chosen, name) for name in names}
    return updates.choices(said, chosen.means, warehouse.locate().catalogue)


def _check(chosen: argparse.Namespace, language: str) -> int:
    from talent import updates

    answer, sound = updates.check(Path(chosen.file), _choices(chosen), language)
    _answer(answer, chosen.json)
    return DONE if sound else REFUSED


def _apply_arguments(parser: _Parser) -> None:
    _file_arguments(parser)
    parser.add("--by", required=True, metavar="NAME")
    parser.add("--note", default="", metavar="TEXT")
    parser.add("--accept-warnings", action="store_true")


def _apply(chosen: argparse.Namespace, language: str) -> int:
    from talent import updates

    given = (Path(chosen.file), _choices(chosen), chosen.by, chosen.note, chosen.accept_warnings)
    try:
        return _answer(updates.apply(*given, language), chosen.json)
    except updates.Refused as error:
        _tell("\n".join(error.findings))
        raise


def _withdraw_arguments(parser: _Parser) -> None:
    parser.add("code", metavar="CODE")
    parser.add("--by", required=True, metavar="NAME")
    parser.add("--why", required=True, metavar="TEXT")
    parser.add("--json", action="store_true")


def _withdraw(chosen: argparse.Namespace, language: str) -> int:
    from talent import updates

    return _answer(updates.withdraw(chosen.code, chosen.by, chosen.why, language), chosen.json)


def _undo_arguments(parser: _Parser) -> None:
    parser.add("batch", metavar="BATCH")
    parser.add("--by", required=True, metavar="NAME")
    parser.add("--why", default="", metavar="TEXT")
    parser.add("--json", action="store_true")


def _undo(chosen: argparse.Namespace, language: str) -> int:
    from talent import updates

    return _answer(updates.undo(chosen.batch, chosen.by, chosen.why, language), chosen.json)


def _history_arguments(parser: _Parser) -> None:
    parser.add("code", metavar="CODE", nargs="?")
    parser.add("--json", action="store_true")


def _history(chosen: argparse.Namespace, language: str) -> int:
    from talent import updates

    return _answer(updates.past(chosen.code, language), chosen.json)


def _template_arguments(parser: _Parser) -> None:
    parser.add("--layout", choices=("long", "wide"), default="long")
    parser.add("--format", choices=("xlsx", "csv"))
    parser.add("--out", required=True, type=parser.reads(_file, "cli.bad_file"), metavar="FILE")
    parser.add("--lang", choices=LANGUAGES)


def _template(chosen: argparse.Namespace, language: str) -> int:
    from talent import exports, updates

    kind = chosen.format or ("csv" if chosen.out and chosen.out.suffix.lower() == ".csv" else "xlsx")
    data = updates.empty_template(chosen.layout, kind, language)
    if chosen.out is None:
        sys.stdout.buffer.write(data)
        return DONE
    exports.save(chosen.out, data)
    _tell(text("update.template", language, file=chosen.out))
    return DONE


def _intake_arguments(parser: _Parser) -> None:
    parser.add("file", metavar="FILE")
    parser.add("--city", metavar="ID")
    parser.add("--published", type=parser.reads(date.fromisoformat, "cli.bad_day"), metavar="YYYY-MM-DD")
    parser.add("--out", type=parser.reads(_file, "cli.bad_file"), metavar="FILE")
    parser.add("--json", action="store_true")


def _intake(chosen: argparse.Namespace, language: str) -> int:
    from talent import exports, updates

    name = "-" if chosen.file == "-" else Path(chosen.file).name
    data = sys.stdin.buffer.read() if chosen.file == "-" else updates.content(Path(chosen.file))
    found = updates.intake(data, name, chosen.city, chosen.published)
    if chosen.out:
        exports.save(chosen.out, updates.rows_file(found))
        _tell(text("update.rows_written", language, count=len(found), file=chosen.out))
        return DONE
    return _answer(updates.proposals(found, language), chosen.json)


def _doctor(chosen: argparse.Namespace, language: str) -> int:
    from talent import doctor

    findings = doctor.examine(language)
    for finding in findings:
        print(f"{text(f'doctor.{finding.word}', language)}: {finding.detail}")
    return LACKING if any(finding.word == "missing" for finding in findings) else DONE


def _answer(answer, as_json: bool) -> int:
    """Print an `answers.Answer` as JSON or as lines."""
    for note in answer.notes:
        _tell(note)
    print(json.dumps(answer.data, ensure_ascii=False, indent=2) if as_json else "\n".join(answer.lines))
    return DONE


def _port(value: str) -> int:
    if value.isascii() and value.isdigit() and 0 < int(value) < 65536:
        return int(value)
    raise ValueError(value)


def _file(value: str) -> Path | None:
    """A file to write; `-` is standard output, as without the option."""
    if not value:
        raise ValueError(value)
    return None if value == "-" else Path(value)


def _month(value: str) -> date:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}", value):
        return date.fromisoformat(f"{value}-01")
    raise ValueError(value)


_COMMANDS = {
    "serve": (_serve_arguments, _serve),
    "passphrase": (_nothing, _passphrase),
    "build": (_nothing, _build),
    "export": (_export_arguments, _export),
    "gate": (_gate_arguments, _gate),
    "passport": (_passport_arguments, _passport),
    "offer": (_offer_arguments, _offer),
    "template": (_template_arguments, _template),
    "check": (_file_arguments, _check),
    "apply": (_apply_arguments, _apply),
    "withdraw": (_withdraw_arguments, _withdraw),
    "undo": (_undo_arguments, _undo),
    "history": (_history_arguments, _history),
    "intake": (_intake_arguments, _intake),
    "doctor": (_nothing, _doctor),
}
