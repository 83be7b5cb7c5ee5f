"""One browser told from another: by a random word in a cookie, which it forgets when it is closed."""

import re
import secrets

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection

COOKIE = "talent_visitor"
_WORD = re.compile(r"[0-9A-Za-z_-]{22}")


class Naming:
    """ASGI middleware that gives the cookie to a browser that opens a page without it."""

    def __init__(self, app) -> None:
        self.app = app

    async def __call__(self, scope, receive, send) -> None:
        async def with_cookie(message):
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                safe = "; Secure" if scope["scheme"] == "https" else ""
                word = secrets.token_urlsafe(16)
                headers.append("Set-Cookie", f"{COOKIE}={word}; Path=/; HttpOnly; SameSite=Lax{safe}")
                # Or a cache on the way could give one word to many.
                headers["Cache-Control"] = "no-store"
            await send(message)

        await self.app(scope, receive, with_cookie if _opens_page(scope) else send)


def _opens_page(scope) -> bool:
    """Whether a browser asks for a page, not for what belongs to one, and has no word yet."""
    if scope["type"] != "http" or "text/html" not in Headers(scope=scope).get("accept", ""):
        return False
    return not _WORD.fullmatch(HTTPConnection(scope).cookies.get(COOKIE, ""))


def current() -> str:
    """The word of this session's browser; one of the session's own where the browser takes no cookie."""
    word = str(st.context.cookies.get(COOKIE, ""))
    if _WORD.fullmatch(word):
        return word
    return st.session_state.setdefault("visitor.word", secrets.token_urlsafe(16))
