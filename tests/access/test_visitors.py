"""The cookie that tells browsers apart: given once, with a page alone, and nothing but a random word."""

import asyncio
import re

from pages._parts.visitor import Naming


def given(method: str = "GET", scheme: str = "http", **headers: str) -> dict[bytes, bytes]:
    """The headers of the answer to a request with these headers."""
    sent = []

    async def page(scope, receive, send):
        await send(
            {"type": "http.response.start", "status": 304, "headers": [(b"cache-control", b"no-cache")]}
        )

    async def send(message):
        sent.append(message)

    pairs = [(name.encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": method, "scheme": scheme, "path": "/compare", "headers": pairs}
    asyncio.run(Naming(page)(scope, None, send))
    return dict(sent[0]["headers"])


def test_a_browser_that_opens_a_page_gets_a_random_word_until_it_is_closed_even_where_it_has_the_page():
    first, other = (given(accept="text/html,*/*")[b"set-cookie"].decode() for _ in range(2))
    assert re.fullmatch(r"talent_visitor=[\w-]{22}; Path=/; HttpOnly; SameSite=Lax", first)
    assert first != other
    assert given(accept="text/html")[b"cache-control"] == b"no-store"
    assert given(accept="text/html", scheme="https")[b"set-cookie"].endswith(b"; Secure")


def test_nothing_else_is_given_a_word_nor_is_a_browser_that_has_one_and_a_made_up_one_is_replaced():
    word = given(accept="text/html")[b"set-cookie"].decode().split(";")[0]
    unchanged = {b"cache-control": b"no-cache"}
    assert given(accept="*/*") == unchanged and given() == unchanged
    assert given(accept="text/html", cookie=f"other=1; {word}") == unchanged
    for bad in ("talent_visitor=", "talent_visitor=../../x", "talent_visitor=" + "a" * 500):
        assert b"set-cookie" in given(accept="text/html", cookie=bad)
