"""`python -m talent …`: results on standard output, messages on standard error.

Exit status: 0 done, 1 the input was refused, 2 wrong usage, 3 something this machine lacks. Imports that take
time wait until a command needs them.
"""

import argparse
import errno
import locale
import os
import sys
from collections.abc import Mapping, Sequence

from talent.cli import briefings, reads, updates
from talent.cli.parser import DONE, LACKING, REFUSED, WRONG_USAGE, Parser, tell
from talent.errors import TalentError
from talent.i18n import message, text

COMMANDS = reads.COMMANDS | briefings.COMMANDS | updates.COMMANDS
# These speak of no figure, or of damage themselves.
_WITHOUT_DATA = ("serve", "passphrase", "template", "doctor")
# Errors of the machine, not of what was asked for.
_OF_THE_MACHINE = (
    "state_not_writable", "cannot_write", "no_folder", "serve.no_address", "ledger.not_writable",
    "ledger.busy",
)  # fmt: skip
# Standard output goes to a disk or a quota that is full, to a file that may not grow, or nowhere.
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EBADF)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit status."""
    _speak_utf8()
    language = language_of(os.environ)
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        try:
            if given[:1] in (["-h"], ["--help"]):
                print(_overview(language))
                return DONE
            if not given or given[0] not in COMMANDS:
                key = "cli.no_such_command" if given else "cli.which_command"
                tell(text(key, language, command="".join(given[:1]), known=", ".join(COMMANDS)))
                return WRONG_USAGE
            chosen = _chosen(given, language)
            language = getattr(chosen, "lang", None) or language
            return _status(given[0], chosen, language)
        finally:
            # What is still held back would fail after the last chance to say so.
            if sys.stdout:
                sys.stdout.flush()
    except BrokenPipeError:
        # Whoever reads has enough, as in `… | head`.
        _write_no_more()
        return DONE
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        _write_no_more()
        tell(text("cli.output_full", language, why=error.strerror))
        return LACKING


def _chosen(given: Sequence[str], language: str) -> argparse.Namespace:
    add_arguments, _ = COMMANDS[given[0]]
    parser = Parser(given[0], language)
    add_arguments(parser)
    return parser.parse_args(given[1:])


def _status(command: str, chosen: argparse.Namespace, language: str) -> int:
    _, run = COMMANDS[command]
    try:
        status = run(chosen, language)
        if command not in _WITHOUT_DATA:
            _tell_what_is_left_out(language)
        return status
    except TalentError as error:
        tell(message(error, language))
        return LACKING if error.key in _OF_THE_MACHINE else REFUSED
    except ModuleNotFoundError as error:
        if (error.name or "talent").startswith("talent"):
            raise
        tell(text("doctor.package", language, name=error.name, wanted=""))
        return LACKING


def _write_no_more() -> None:
    """Let what standard output did not take be lost, so that nothing is tried again at exit."""
    if sys.stdout:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _tell_what_is_left_out(language: str) -> None:
    from talent.updates import left_out

    for line in left_out(language):
        tell(line)


def _overview(language: str) -> str:
    commands = (f"  {name:<12}{text(f'cli.help.{name}', language)}" for name in COMMANDS)
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
