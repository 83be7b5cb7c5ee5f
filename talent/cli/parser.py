"""What every command needs: arguments in the reader's language, exit statuses, two streams to speak on."""

import argparse
import errno
import json
import os
import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from talent.i18n import LANGUAGES, text

DONE, REFUSED, WRONG_USAGE, LACKING = 0, 1, 2, 3


def tell(words: str) -> None:
    print(words, file=sys.stderr)


def send(data: bytes) -> None:
    """Bytes to standard output; OSError also where it is closed, so that nobody waits for a file in vain."""
    if sys.stdout is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


class Parser(argparse.ArgumentParser):
    """The arguments of one command; what they are for and wrong usage in the reader's language."""

    def __init__(self, command: str, language: str) -> None:
        self.language = language
        words = text(f"cli.help.{command}", language)
        super().__init__(prog=f"python -m talent {command}", description=words, allow_abbrev=False)
        self.add("--lang", choices=LANGUAGES)

    def error(self, message: str):
        self.print_usage(sys.stderr)
        tell(text("cli.wrong_usage", self.language, detail=message))
        raise SystemExit(WRONG_USAGE)

    def print_help(self, file=None) -> None:
        # argparse itself passes over a disk that is full.
        print(self.format_help(), end="", file=file)

    def add(self, name: str, says: str = "", **options: object) -> None:
        """An argument with its help, a sentence under its own name or the one that `says` it better."""
        key = says or name.removeprefix("--").replace("-", "_")
        self.add_argument(name, help=text(f"cli.help.{key}", self.language), **options)

    def reads(self, read: Callable[[str], object], key: str) -> Callable[[str], object]:
        """`read` as the type of an argument; what it raises ValueError for is told by the sentence `key`."""

        def reading(value: str) -> object:
            try:
                return read(value)
            except ValueError as error:
                raise argparse.ArgumentTypeError(text(key, self.language, value=value)) from error

        return reading


def answered(answer, as_json: bool) -> int:
    """Print an `answers.Answer` as JSON or as lines."""
    for note in answer.notes:
        tell(note)
    print(json.dumps(answer.data, ensure_ascii=False, indent=2) if as_json else "\n".join(answer.lines))
    return DONE


def port(value: str) -> int:
    if value.isascii() and value.isdigit() and 0 < int(value) < 65536:
        return int(value)
    raise ValueError(value)


def file(value: str) -> Path | None:
    """A file; `-`, None here, is standard output to a command that writes one, else standard input."""
    if not value:
        raise ValueError(value)
    return None if value == "-" else Path(value)


def month(value: str) -> date:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}", value):
        return date.fromisoformat(f"{value}-01")
    raise ValueError(value)
