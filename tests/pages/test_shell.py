"""The page the server answers with."""

import asyncio
import re
from base64 import b64encode
from hashlib import sha256

from starlette.requests import Request

from pages._parts import shell
from tests.browser.serving import PAGES


def test_every_page_has_the_script_its_policy_names_ahead_of_streamlit_s():
    assert {path.split("?")[0] for path in PAGES.values()} <= {route.path for route in shell.PAGES}
    for route in shell.PAGES:
        page = asyncio.run(route.endpoint(Request({"type": "http"}))).body.decode()
        first = re.search("<script[^>]*>(.*?)</script>", page, re.DOTALL)
        assert first and "history.pushState" in first[1] and '<div id="root">' in page
        assert f"sha256-{b64encode(sha256(first[1].encode()).digest()).decode()}" == shell.HASH
