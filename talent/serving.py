"""Starts the dashboard's server in a process of its own; knows its address, nothing of its pages."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

from talent.errors import TalentError

ROOT = Path(__file__).resolve().parent.parent
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def serve(host: str = "127.0.0.1", port: int = 8501, local_analyst: bool = False) -> int:
    """Serve the dashboard until it is stopped; its exit status (POSIX: this process becomes the server).

    `local_analyst` lets whoever sits at this machine write without a passphrase. TalentError
    `serve.not_local` where others could reach the address, `serve.public` where TALENT_PUBLIC_URL is set.
    """
    environment = dict(os.environ)
    environment.pop("TALENT_LOCAL_ANALYST", None)
    if local_analyst:
        if host not in LOOPBACK:
            raise TalentError("serve.not_local", host=host)
        if address := os.environ.get("TALENT_PUBLIC_URL"):
            raise TalentError("serve.public", address=address)
        environment["TALENT_LOCAL_ANALYST"] = "1"
    command = [sys.executable, str(ROOT / "server.py"), host, str(port)]
    sys.stdout.flush()
    if os.name == "posix":
        # Signals reach the server itself: there is no parent left that could leave it behind.
        os.execve(sys.executable, command, environment)
    return subprocess.run(command, env=environment, check=False).returncode


def settings(host: str, port: int) -> dict[str, object]:
    """Streamlit's settings for an address: the names it may be called by keep DNS rebinding out.

    A server on every address without TALENT_PUBLIC_URL cannot know its names and answers to any.
    """
    public = urlsplit(os.environ.get("TALENT_PUBLIC_URL", "")).hostname
    everywhere = host in ("0.0.0.0", "::")  # noqa: S104  (compared, not bound)
    names = {*LOOPBACK, *([] if everywhere else [host]), *([public] if public else [])}
    allowed = [] if everywhere and not public else sorted(names)
    return {"server.address": host, "server.port": port, "server.allowedHosts": allowed}
