"""Runs the command line as a stranger would see it: its status and its two streams.

`run` starts a process, for what only a process has; `here` is the same without one, a second sooner.
"""

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from unittest.mock import patch

from talent.cli import main
from talent.warehouse import ROOT

# What a stranger's machine has not set.
DROPPED = (
    "LC_ALL", "LC_MESSAGES", "TALENT_SOURCES", "TALENT_PUBLIC_URL", "PYTHONUTF8", "PYTHONIOENCODING",
)  # fmt: skip
LOCALE = "en_US.UTF-8"
Settings = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Run:
    status: int
    output: bytes
    messages: str

    @property
    def text(self) -> str:
        return self.output.decode("utf-8")


def _environment(locale: str, more: Settings) -> dict[str, str]:
    inherited = {key: value for key, value in os.environ.items() if key not in DROPPED}
    return inherited | {"LANG": locale} | dict(more)


@cache
def run(*arguments: str, locale: str = LOCALE, environment: Settings = ()) -> Run:
    """One run of `python -m talent`; runs of the same words are shared."""
    done = subprocess.run(
        [sys.executable, "-m", "talent", *arguments],
        cwd=ROOT,
        env=_environment(locale, environment),
        capture_output=True,
        check=False,
        timeout=120,
    )
    return Run(done.returncode, done.stdout, done.stderr.decode("utf-8"))


def here(*arguments: str, locale: str = LOCALE, environment: Settings = ()) -> Run:
    """The same command inside this process, its streams written in bytes as a process writes them."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="ascii", newline="\n") for _ in range(2))
    surroundings = patch.dict(os.environ, _environment(locale, environment), clear=True)
    with surroundings, redirect_stdout(out), redirect_stderr(err):
        try:
            status = main(arguments)
        except SystemExit as stopped:
            status = stopped.code
    for stream in (out, err):
        stream.flush()
    return Run(status, out.buffer.getvalue(), err.buffer.getvalue().decode("utf-8"))
