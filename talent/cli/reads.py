"""Commands that read: serve, passphrase, build, export, gate, passport, offer, what-if, doctor."""

import argparse
import getpass
import sys
from pathlib import Path

from talent.cli.parser import DONE, LACKING, WRONG_USAGE, Parser, answered, file, month, port, send, tell
from talent.errors import TalentError
from talent.i18n import text


def _nothing(parser: Parser) -> None:
    """A command without arguments."""


def _serve_arguments(parser: Parser) -> None:
    parser.add("--host", default="127.0.0.1")
    parser.add("--port", type=parser.reads(port, "cli.bad_port"), default=8501)
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


def _export_arguments(parser: Parser) -> None:
    from talent import exports

    parser.add("table", metavar="TABLE", choices=exports.TABLES)
    parser.add("--format", choices=exports.FORMATS)
    parser.add("--out", type=parser.reads(file, "cli.bad_file"), metavar="FILE")
    parser.add("--as-of", metavar="BATCH")


def _export(chosen: argparse.Namespace, language: str) -> int:
    from talent import exports, warehouse

    suffix = chosen.out.suffix.removeprefix(".").lower() if chosen.out else ""
    kind = chosen.format or (suffix if suffix in exports.FORMATS else "csv")
    binary_to_screen = kind not in ("csv", "json") and bool(sys.stdout) and sys.stdout.isatty()
    if chosen.out is None and (kind == "duckdb" or binary_to_screen):
        tell(text("cli.needs_out", language, format=kind))
        return WRONG_USAGE
    found = warehouse.locate(chosen.as_of and chosen.as_of.strip().upper())
    data = exports.content(found, chosen.table, kind, language, bom=chosen.out is not None)
    if chosen.out is None:
        send(data)
        return DONE
    exports.save(chosen.out, data)
    tell(text("cli.written", language, file=chosen.out, version=found.version))
    return DONE


def _gate_arguments(parser: Parser) -> None:
    parser.add("--indicator", required=True, metavar="ID")
    parser.add("--cities", metavar="A,B")
    parser.add("--json", action="store_true")


def _gate(chosen: argparse.Namespace, language: str) -> int:
    from talent import answers

    return answered(answers.gate(chosen.indicator, chosen.cities, language), chosen.json)


def _passport_arguments(parser: Parser) -> None:
    parser.add("code", metavar="CODE")
    parser.add("--json", action="store_true")


def _passport(chosen: argparse.Namespace, language: str) -> int:
    from talent import answers

    return answered(answers.passport(chosen.code, language), chosen.json)


def _offer_arguments(parser: Parser) -> None:
    parser.add("--tier", required=True, metavar="TIER")
    parser.add("--months", type=int, metavar="N")
    parser.add("--arrives", type=parser.reads(month, "cli.bad_month"), metavar="YYYY-MM")
    parser.add("--json", action="store_true")


def _offer(chosen: argparse.Namespace, language: str) -> int:
    from talent import answers

    return answered(answers.offer(chosen.tier, chosen.arrives, chosen.months, language), chosen.json)


def _what_if_arguments(parser: Parser) -> None:
    parser.add("scenario", type=parser.reads(file, "cli.empty_name"), metavar="SCENARIO.toml")
    parser.add("--json", action="store_true")


def _what_if(chosen: argparse.Namespace, language: str) -> int:
    from talent import answers

    named = chosen.scenario.name if chosen.scenario else "-"
    return answered(answers.what_if(_scenario(chosen.scenario), named, language), chosen.json)


def _scenario(path: Path | None) -> bytes:
    """A file, or standard input without one: no more of it than shows that it is too large."""
    from talent import updates
    from talent.what_if import notation

    if path:
        return updates.content(path, notation.LARGEST_ANSWER)
    try:
        return sys.stdin.buffer.read(notation.LARGEST_ANSWER + 1)
    except OSError as error:
        raise TalentError("cannot_read", file="-", why=error.strerror or str(error)) from error


def _doctor(chosen: argparse.Namespace, language: str) -> int:
    from talent import doctor

    findings = doctor.examine(language)
    for finding in findings:
        print(f"{text(f'doctor.{finding.word}', language)}: {finding.detail}")
    return LACKING if any(finding.word == "missing" for finding in findings) else DONE


COMMANDS = {
    "serve": (_serve_arguments, _serve),
    "passphrase": (_nothing, _passphrase),
    "build": (_nothing, _build),
    "export": (_export_arguments, _export),
    "gate": (_gate_arguments, _gate),
    "passport": (_passport_arguments, _passport),
    "offer": (_offer_arguments, _offer),
    "what-if": (_what_if_arguments, _what_if),
    "doctor": (_nothing, _doctor),
}
