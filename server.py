"""`app.py` with security headers and a warm start: `python server.py HOST PORT`, as `talent serve` does."""

import asyncio
import sys
from contextlib import asynccontextmanager
from importlib import import_module

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from streamlit.runtime.pages_manager import PagesManager

from pages._parts import guard, shell, visitor
from talent import serving

# Streamlit writes styles into the page (`unsafe-inline`); its one inline script and ours are named by hash.
# It loads the script of our component from a blob, which only a script that runs already can make.
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; "
    f"script-src 'self' 'sha256-THxz9J9+wf7rhwR2YkXJoSZ13UCmYyC+3lNDv2+8ugA=' '{shell.HASH}' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; worker-src 'self' blob:; "
    "font-src 'self' data:; frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Headers:
    """ASGI middleware that puts `HEADERS` on every answer."""

    def __init__(self, app) -> None:
        self.app = app

    async def __call__(self, scope, receive, send) -> None:
        async def with_headers(message):
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


@asynccontextmanager
async def lifespan(_app):
    """Warm up beside the first requests; the store comes late because its caches want the running server."""
    warming = asyncio.create_task(asyncio.to_thread(lambda: import_module("pages._parts.store").warm_up()))
    yield
    await warming


# Or the first reader after a start who opens any page but the first is told it does not exist.
PagesManager.uses_pages_directory = False
layers = [Middleware(serving.Doorkeeper), Middleware(Headers), Middleware(visitor.Naming)]
app = st.App("app.py", routes=shell.PAGES, lifespan=lifespan, middleware=layers, on_script_error=guard.on_bug)

if __name__ == "__main__":
    serving.trust_nobody_from_outside(sys.argv[1])
    app.run(config=serving.settings(sys.argv[1], int(sys.argv[2])))
