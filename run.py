"""Set up and start on a fresh machine, with nothing but Python 3.11 or newer.

python3 run.py [--port N]       set up, build the data, serve at http://127.0.0.1:8501
python3 run.py test [ARGS]      set up, run all tests (ARGS go to pytest)
python3 run.py check            format, lint, layers, types, tests
python3 run.py bench [NAMES]    measure into docs/benchmarks.md (check, commit, growth, model, slider; or all)
python3 run.py pictures         photograph every page into docs/pictures/
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
# Three tests at a time keep two cores busy: those in a browser wait a third of their time. Those of one group
# share a server and its ledger.
TESTS = ("-m", "pytest", "-n", "3", "--dist", "loadgroup")
LACKING = 3  # exit status: this machine lacks something
STOPPED = 130  # exit status: stopped by Ctrl+C
BROWSERS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
)


def main(words: list[str]) -> int:
    """Do what the first word says; the exit status."""
    options = not words or words[0] in ("--port", "--host")
    task, more = ("serve", words) if options else (words[0], words[1:])
    tasks = {"serve": serve, "test": test, "check": check, "bench": bench, "pictures": pictures}
    if task not in tasks:
        print(__doc__, file=sys.stderr)
        return 2
    if sys.version_info < (3, 11):  # noqa: UP036  (this file runs before any tool could refuse)
        return lack(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    os.chdir(ROOT)
    return tasks[task](more)


def serve(more: list[str]) -> int:
    """Set up, build, serve to this machine only."""
    if status := set_up("requirements.txt"):
        return status
    if status := run("-m", "talent", "build", say="Building the data"):
        return status
    print("Serving, by default at http://127.0.0.1:8501 (stop with Ctrl+C)", flush=True)
    command = [str(PYTHON), "-m", "talent", "serve", "--local-analyst", *more]
    if os.name == "posix":
        # The server takes this process's place: whoever stops this stops the server.
        os.execv(command[0], command)
    return run(*command[1:])


def test(more: list[str]) -> int:
    """Set up with test tools and run pytest."""
    return tools() or run(*TESTS, *more, say="Running the tests")


def check(more: list[str]) -> int:
    """All that a machine can judge; every step runs, the first failure is the status."""
    if status := tools():
        return status
    steps = (
        ("-m", "ruff", "format", "--check"),
        ("-m", "ruff", "check"),
        ("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"),
        ("-m", "pyright"),
        (*TESTS, *more),
    )
    failed = [status for step in steps if (status := run(*step, say=" ".join(step[1:3])))]
    return failed[0] if failed else 0


def bench(more: list[str]) -> int:
    """Take the measurements named, or all."""
    return tools() or run("-m", "bench", *more, say="Measuring")


def pictures(more: list[str]) -> int:
    """Photograph every page in both languages."""
    return tools() or run("tests/browser/pictures.py", *more, say="Taking pictures")


def tools() -> int:
    """Everything tests and pictures need; 0, or why not."""
    return set_up("requirements-dev.txt") or browser()


def set_up(wanted: str) -> int:
    """The virtual environment with what the file `wanted` lists; does nothing when it is up to date."""
    if not PYTHON.exists() or subprocess.run([PYTHON, "-c", "import pip"], capture_output=True).returncode:
        print("Creating .venv", flush=True)
        if subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)]).returncode:
            return lack("Python's venv module is missing; on Debian or Ubuntu: apt-get install python3-venv")
    names = ["requirements.txt", *({wanted} - {"requirements.txt"})]
    mark = hashlib.sha256(b"".join((ROOT / name).read_bytes() for name in names)).hexdigest()
    stamp = VENV / f"{wanted}.stamp"
    if stamp.exists() and stamp.read_text() == mark:
        return 0
    print(f"Installing {wanted}", flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    uv = [PYTHON, "-m", "uv", "--version"]
    if subprocess.run(uv, **quiet).returncode:
        subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", "uv"], check=False)
    # Compiled once here, or Python would compile on every start where it may not write bytecode.
    install = [PYTHON, "-m", "uv", "pip", "install", "--quiet", "--compile-bytecode", "--python", PYTHON]
    if subprocess.run([*install, "-r", wanted]).returncode:
        print("uv did not manage; trying pip", flush=True)
        if status := run("-m", "pip", "install", "--quiet", "-r", wanted):
            return status
    stamp.write_text(mark)
    return 0


def browser() -> int:
    """A Chromium and a Chinese font for it; installs Debian's where it may."""
    named = os.environ.get("TALENT_BROWSER")
    if named:
        return 0 if Path(named).exists() else lack(f"TALENT_BROWSER names {named}, which does not exist.")
    missing = [] if any(map(shutil.which, BROWSERS)) else ["chromium-headless-shell"]
    fonts = shutil.which("fc-list") and subprocess.run(["fc-list", ":lang=zh-cn"], capture_output=True).stdout
    missing += [] if fonts else ["fonts-noto-cjk"]
    if not missing:
        return 0
    order = ["apt-get", "install", "-y", *missing]
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        print(f"Installing {' and '.join(missing)}", flush=True)
        quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
        for step in (["apt-get", "update"], order):
            done = subprocess.run(step, env=quiet, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        if done.returncode == 0:
            return 0
    return lack(
        f"The tests need {' and '.join(missing)}: {' '.join(order)} (as root), or TALENT_BROWSER=path"
    )


def run(*words: str, say: str = "") -> int:
    """Run Python in the environment with `words`; its exit status."""
    if say:
        print(say, flush=True)
    try:
        return subprocess.run([PYTHON, *words]).returncode
    except KeyboardInterrupt:
        return STOPPED


def lack(what: str) -> int:
    """Say what this machine lacks."""
    print(what, file=sys.stderr)
    return LACKING


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
