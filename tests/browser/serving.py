"""A server of its own for tests and pictures, and the browser that looks at it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from talent.doctor import BROWSERS

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "test-results"
PAGES = {
    "overview": "/",
    **{
        name: f"/{name}"
        for name in ("compare", "city", "policies", "what_if", "briefing", "update", "catalogue", "passport")
    },
}
FIGURE = "/passport?code=DZ-04-008"  # two departments print two numbers: the fullest kind of passport
LOCALES = {"zh": "zh-CN", "en": "en-GB"}


def browser_path() -> str:
    """Chromium's path: TALENT_BROWSER or the machine's own; RuntimeError where there is none."""
    found = os.environ.get("TALENT_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found:
        raise RuntimeError("no Chromium: python3 run.py test installs it, or set TALENT_BROWSER")
    return found


@contextmanager
def server(state: Path, *options: str) -> Iterator[str]:
    """Address of a dashboard served from `state`; stopped at the end, its log kept in test-results/."""
    with started(lambda port: ["talent", "serve", "--port", port, *options], "server.log", state) as found:
        yield found


@contextmanager
def started(module: Callable[[str], list[str]], kept: str, state: Path) -> Iterator[str]:
    """Address of what `module` (its name and words, given a port) serves; its log is kept as `kept`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("TALENT_", "STREAMLIT_"))
    }
    environment = inherited | {"TALENT_STATE": str(state)}
    RESULTS.mkdir(exist_ok=True)
    command = [sys.executable, "-m", *module(str(port))]
    with (RESULTS / kept).open("w") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL
        )
        try:
            _wait(f"http://127.0.0.1:{port}", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait(address: str, process: subprocess.Popen, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended; see its log in {RESULTS}")
        try:
            # Any unknown path answers 200 with the page: only the body tells.
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2) as answer:  # noqa: S310
                if answer.read() == b"ok":
                    return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server does not answer")


def settle(page) -> None:
    """Wait until the page stands: the script has run and nothing is a placeholder any more."""
    page.wait_for_selector(".st-key-footer, .st-key-bug", timeout=60_000)
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=60_000)
    page.wait_for_function("() => !document.querySelector('[data-testid=\"stSkeleton\"]')", timeout=60_000)
    page.evaluate("() => document.fonts.ready.then(() => true)")
    page.wait_for_timeout(250)
