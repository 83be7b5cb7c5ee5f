"""One server and one browser for all browser tests; every page opened is watched."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.serving import LOCALES, browser_path, server, settle

# Streamlit tries these two below a page's own address on a deep link; answering them would break the page.
PROBES = re.compile(r"/[a-z_]+/_stcore/(health|host-config)$")


@pytest.fixture(scope="session")
def address(tmp_path_factory) -> Iterator[str]:
    """Where the dashboard under test is served."""
    with server(tmp_path_factory.mktemp("state")) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=browser_path())
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def reader(browser: Browser) -> Iterator[Callable[[str], BrowserContext]]:
    """`reader(locale)` is one browser profile per locale.

    Pages are sessions of their own whatever profile they are in; sharing it, they load the scripts of the
    dashboard once.
    """
    profiles: dict[str, BrowserContext] = {}

    def found(locale: str) -> BrowserContext:
        if locale not in profiles:
            profiles[locale] = browser.new_context(locale=locale)
        return profiles[locale]

    yield found
    for profile in profiles.values():
        profile.close()


@pytest.fixture
def open_page(address: str, reader: Callable[[str], BrowserContext]) -> Iterator[Callable[..., Page]]:
    """`open_page(path, lang, theme, size, locale)` gives a settled page.

    At the end of the test every page is held to: no request to another host, nothing in the console but
    the two probes, no exception shown.
    """
    pages, complaints = [], []

    def watch(page: Page) -> None:
        page.on("request", lambda request: _foreign(request.url, address, complaints))
        page.on("websocket", lambda socket: _foreign(socket.url, address, complaints))
        page.on("console", lambda message: _console(message, complaints))
        page.on("pageerror", lambda error: complaints.append(f"script error: {error}"))

    def opened(
        path: str = "/",
        lang: str | None = "zh",
        theme: str = "light",
        size: tuple[int, int] = (1440, 900),
        locale: str | None = None,
    ) -> Page:
        page = reader(locale or LOCALES[lang or "zh"]).new_page()
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.emulate_media(color_scheme=theme)
        watch(page)
        pages.append(page)
        joint = "&" if "?" in path else "?"
        page.goto(f"{address}{path}{joint}lang={lang}" if lang else f"{address}{path}")
        settle(page)
        return page

    yield opened
    for page in pages:
        if page.locator('.st-key-bug, [data-testid="stException"]').count():
            complaints.append(f"an exception is shown at {page.url}")
    for page in pages:
        # Or the next test would take up the briefing that this one collected.
        page.context.clear_cookies()
        page.close()
    assert not complaints, "\n".join(complaints)


def _foreign(url: str, address: str, complaints: list[str]) -> None:
    parts = urlsplit(url)
    if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != urlsplit(address).netloc:
        complaints.append(f"request to another host: {url}")


def _console(message, complaints: list[str]) -> None:
    where = message.location.get("url", "")
    if message.type == "error" and not ("404" in message.text and PROBES.search(urlsplit(where).path)):
        complaints.append(f"console: {message.text} {where}")
