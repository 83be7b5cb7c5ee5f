"""Photographs every page in both languages into docs/pictures/: `python3 run.py pictures`."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.browser.serving import FIGURE, LOCALES, PAGES, browser_path, server, settle  # noqa: E402

LONGEST = 1800


def main() -> None:
    """One PNG per page and language, at most `LONGEST` high; the overview also dark and on a phone."""
    folder = ROOT / "docs" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    shown = PAGES | {"passport": FIGURE}
    jobs = [(f"{name}-{lang}", path, lang, "light", 1440) for name, path in shown.items() for lang in LOCALES]
    jobs += [(f"overview-{lang}-dark", "/", lang, "dark", 1440) for lang in LOCALES]
    jobs += [(f"overview-{lang}-phone", "/", lang, "light", 390) for lang in LOCALES]
    with (
        tempfile.TemporaryDirectory() as state,
        server(Path(state), "--local-analyst") as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=browser_path())
        for name, path, lang, theme, width in jobs:
            page = browser.new_page(
                locale=LOCALES[lang], color_scheme=theme, viewport={"width": width, "height": 900}
            )
            page.goto(f"{address}{path}{'&' if '?' in path else '?'}lang={lang}")
            settle(page)
            # The page scrolls inside the window: make the window as long as the page.
            height = page.evaluate("() => document.querySelector('[data-testid=\"stMain\"]').scrollHeight")
            page.set_viewport_size({"width": width, "height": min(max(900, height), LONGEST)})
            page.wait_for_timeout(600)
            page.screenshot(path=folder / f"{name}.png")
            page.close()
            print(f"docs/pictures/{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
