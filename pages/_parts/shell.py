"""What the browser gets before anything is drawn: Streamlit's page with a script of ours ahead of its own.

A component's script would come too late: the address of a page opened by a link may be complete before.
"""

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

_SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
# What the policy in `server.py` knows the script by.
HASH = f"sha256-{b64encode(sha256(_SCRIPT.encode()).digest()).decode()}"
_STREAMLIT_S = Path(st.__file__).with_name("static") / "index.html"
_PAGE = _STREAMLIT_S.read_text(encoding="utf-8").replace("<head>", f"<head><script>{_SCRIPT}</script>", 1)
_NAMES = (path.stem for path in Path(__file__).parents[1].glob("[!_]*/*.py"))


async def _page(_request: Request) -> HTMLResponse:
    return HTMLResponse(_PAGE, headers={"Cache-Control": "no-cache"})


# The address of a page is its file's name.
PAGES = [Route(f"/{name}", _page) for name in ("", *sorted(_NAMES))]
