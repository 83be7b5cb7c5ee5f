"""How long the simulator's page takes to redraw after a slider is let go, against the floor page's slider.

Both are measured alike: from the key until the last change of what is shown. On the floor that is its bar's
height: Plotly draws twice, and the floor is the first drawing, as the second leaves the bar as it is. On the
simulator's page it is the three numbers to read first and the fan, and both must have become others.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

from bench import measuring, what_if
from bench.measuring import Taken
from talent import warehouse
from talent.what_if import notation
from tests.browser import serving

# On each page: its slider, and what must have become another. Rates of the reform come first.
FLOOR = ("role=slider", [".js-plotly-plot .bars .point path"])
WHAT_IF = ('[class*="st-key-what_if-slide"] >> role=slider', [".w-leads", ".w-of-fan"])
ROUNDS, WARMING = 15, 3
AIM = 2.0
# Still for this long [ms], a page counts as drawn: the floor draws a second time after a while.
STILL = 400
MOVE = """([shown, still]) => new Promise((done, failed) => {
  const main = document.querySelector('[data-testid="stMain"]'), app = document.querySelector('.stApp')
  const seen = selector => main.querySelector(selector)?.outerHTML
  const parts = shown.map(selector => ({selector, now: seen(selector)}))
  let pressed, last
  addEventListener('keydown', () => { pressed = last = performance.now() }, {capture: true, once: true})
  const watch = new MutationObserver(() => {
    last = performance.now()
    for (const part of parts) {
      const now = seen(part.selector)
      if (now && now !== part.now) Object.assign(part, {now, at: last})
    }
  })
  watch.observe(main, {subtree: true, childList: true, characterData: true, attributes: true})
  const timer = setInterval(() => {
    if (!pressed || performance.now() - last < still) return
    const drawn = app.dataset.testScriptState === 'notRunning' && parts.every(part => part.at)
    if (!drawn && performance.now() - last < 50 * still) return
    clearInterval(timer); watch.disconnect()
    if (drawn) done((Math.max(...parts.map(part => part.at)) - pressed) / 1000)
    else failed(new Error(`not drawn: ${parts.filter(part => !part.at).map(part => part.selector)}`))
  }, 20)
})"""


def slider() -> None:
    """The page as it opens, and with four tiers of a made-up intake, against the floor; all in turn."""
    with TemporaryDirectory() as folder, _served(Path(folder)) as addresses:
        took = _moves(addresses)
    floor = took.pop("floor")
    lines = [
        "Seconds from a key on the slider until the last change of what is shown: the floor's bar; the lead "
        f"numbers and the fan. {ROUNDS} moves",
        "each, in turn, in one browser with a window of 1440 × 900. Floor: a title, four bars and a slider, "
        "same versions and settings.",
        f"To reach: {AIM:.1f} × the floor.",
        "",
        "| page | median | p95 | × floor |",
        "|---|---|---|---|",
        f"| floor | {_said(floor)} | |",
        *(f"| {name} | {_said(found)} | **{_ratio(found, floor)}** |" for name, found in took.items()),
    ]
    measuring.record("A slider of the simulator let go", lines)


def _said(found: list[Taken]) -> str:
    return f"{measuring.middle(found).clock:.3f} s | {measuring.high(found):.3f} s"


def _ratio(found: list[Taken], floor: list[Taken]) -> str:
    return f"{measuring.middle(found).clock / measuring.middle(floor).clock:.1f}"


@contextmanager
def _served(folder: Path) -> Iterator[dict[str, str]]:
    """Addresses of what is measured, by the name it has in the table."""
    link = notation.to_link(what_if.scenario("harbin", 100, years=8), warehouse.locate().version)

    page = str(Path(__file__).with_name("floor.py"))

    def floor(port: str) -> list[str]:
        return ["streamlit", "run", page, "--server.address", "127.0.0.1", "--server.port", port]

    with serving.started(floor, "floor.log", folder) as bare, serving.server(folder) as dashboard:
        yield {
            "floor": bare,
            "as it opens": f"{dashboard}/what_if",
            "four tiers, intakes typed": f"{dashboard}/what_if?s={link}",
        }


def _moves(addresses: dict[str, str]) -> dict[str, list[Taken]]:
    found: dict[str, list[Taken]] = {name: [] for name in addresses}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=serving.browser_path())
        pages = {}
        for name, address in addresses.items():
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.goto(address)
            parts = FLOOR if name == "floor" else WHAT_IF
            for shown in parts[1]:
                page.wait_for_selector(shown, state="attached", timeout=60_000)
            pages[name] = page, parts
        for turn in range(WARMING + ROUNDS):
            for name, (page, parts) in pages.items():
                seconds = _move(page, *parts)
                if turn >= WARMING:
                    found[name].append(Taken(seconds, 0))
        browser.close()
    return found


def _move(page: Page, slider: str, shown: list[str]) -> float:
    """Seconds until the page is drawn after one step to the right."""
    page.bring_to_front()
    page.locator(slider).first.focus()
    page.evaluate(f"given => {{ window.moved = ({MOVE})(given) }}", [shown, STILL])
    page.keyboard.press("ArrowRight")
    return page.evaluate("() => window.moved")
