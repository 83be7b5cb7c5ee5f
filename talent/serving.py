"""Starts the dashboard's server in a process of its own; knows its address, nothing of its pages."""

import os
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

from talent import access
from talent.access import LOOPBACK
from talent.errors import TalentError

ROOT = Path(__file__).resolve().parent.parent


def serve(host: str = "127.0.0.1", port: int = 8501, local_analyst: bool = False) -> int:
    """Serve the dashboard until it is stopped; its exit status (POSIX: this process becomes the server).

    `local_analyst` lets whoever sits at this machine write without a passphrase. TalentError
    `serve.not_local` where others could reach the address, `serve.public` where TALENT_PUBLIC_URL is set,
    `access.bad_hash` where the analysts' passphrase is set in a way that lets nobody in.
    """
    access.has_passphrase()
    environment = dict(os.environ)
    environment.pop("TALENT_LOCAL_ANALYST", None)
    if local_analyst:
        if host not in LOOPBACK:
            raise TalentError("serve.not_local", host=host)
        if address := os.environ.get("TALENT_PUBLIC_URL"):
            raise TalentError("serve.public", address=address)
        environment["TALENT_LOCAL_ANALYST"] = "1"
    _try_address(host, port)
    command = [sys.executable, str(ROOT / "server.py"), host, str(port)]
    sys.stdout.flush()
    if os.name == "posix":
        # Signals reach the server itself: there is no parent left that could leave it behind.
        os.execve(sys.executable, command, environment)
    return subprocess.run(command, env=environment, check=False).returncode


def trust_nobody_from_outside(host: str) -> None:
    """Forget that whoever sits here may write, for a server others can reach however it was started."""
    if host not in LOOPBACK or os.environ.get("TALENT_PUBLIC_URL"):
        os.environ.pop("TALENT_LOCAL_ANALYST", None)


class Doorkeeper:
    """ASGI middleware that turns away requests made in another site's name, before they reach Streamlit.

    A WebSocket whose Origin is not the host it asks for comes from somebody else's page; Streamlit would
    refuse it too, but looks up this machine's outside address first.
    """

    def __init__(self, app) -> None:
        self.app = app

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] == "websocket" and not _same_site(dict(scope["headers"])):
            await send({"type": "websocket.close", "code": 1008})
            return
        await self.app(scope, receive, send)


def _same_site(headers: dict[bytes, bytes]) -> bool:
    origin, host = (headers.get(name, b"").decode("latin-1") for name in (b"origin", b"host"))
    asked = urlsplit(origin)
    public = urlsplit(os.environ.get("TALENT_PUBLIC_URL", "")).hostname
    return not origin or asked.netloc == host or (public is not None and asked.hostname == public)


def _try_address(host: str, port: int) -> None:
    """TalentError `serve.no_address` where nothing can listen there, or something does already."""
    try:
        kind = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(kind, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        raise TalentError(
            "serve.no_address", host=host, port=port, why=error.strerror or str(error)
        ) from error


def settings(host: str, port: int) -> dict[str, object]:
    """Streamlit's settings for an address: the names it may be called by keep DNS rebinding out.

    A server on every address without TALENT_PUBLIC_URL cannot know its names and answers to any.
    """
    public = urlsplit(os.environ.get("TALENT_PUBLIC_URL", "")).hostname
    everywhere = host in ("0.0.0.0", "::")  # noqa: S104  (compared, not bound)
    names = {*LOOPBACK, *([] if everywhere else [host]), *([public] if public else [])}
    allowed = [] if everywhere and not public else sorted(names)
    return {"server.address": host, "server.port": port, "server.allowedHosts": allowed}
