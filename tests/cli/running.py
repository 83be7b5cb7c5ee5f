"""Runs the command line as a stranger would: a process, its status, its two streams."""

import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cache

from talent.warehouse import ROOT


@dataclass(frozen=True)
class Run:
    status: int
    output: bytes
    messages: str

    @property
    def text(self) -> str:
        return self.output.decode("utf-8")


@cache
def run(*arguments: str, locale: str = "en_US.UTF-8", environment: tuple[tuple[str, str], ...] = ()) -> Run:
    """One run of `python -m talent`; runs of the same words are shared."""
    dropped = (
        "LC_ALL",
        "LC_MESSAGES",
        "TALENT_SOURCES",
        "TALENT_PUBLIC_URL",
        "PYTHONUTF8",
        "PYTHONIOENCODING",
    )
    inherited = {key: value for key, value in os.environ.items() if key not in dropped}
    done = subprocess.run(
        [sys.executable, "-m", "talent", *arguments],
        cwd=ROOT,
        env=inherited | {"LANG": locale} | dict(environment),
        capture_output=True,
        check=False,
        timeout=120,
    )
    return Run(done.returncode, done.stdout, done.stderr.decode("utf-8"))
