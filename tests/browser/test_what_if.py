"""The simulator in a real browser: levers, address, steps back, language, a link for others, a phone."""

import time
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.serving import settle

pytestmark = pytest.mark.xdist_group("what_if")
MAIN = "document.querySelector('[data-testid=\"stMain\"]')"


def asked(page) -> dict[str, str]:
    return {name: values[-1] for name, values in parse_qs(urlsplit(page.url).query).items()}


def heroes(page) -> list[str]:
    return page.locator(".w-hero").all_inner_texts()


def until(page, true, seconds: float = 60) -> None:
    """Wait until the page says so."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        page.wait_for_timeout(50)


def field(page, name: str):
    return page.locator(f'[class*="st-key-what_if-{name}"] input').first


def test_a_slider_moves_numbers_and_address_and_a_link_shows_another_reader_the_same(open_page):
    page = open_page("/what_if")
    before, address = heroes(page), page.url
    box = page.get_by_test_id("stSlider").first.bounding_box()
    page.mouse.click(box["x"] + 0.7 * box["width"], box["y"] + box["height"] - 10)
    until(page, lambda: heroes(page) != before and page.url != address)
    after = heroes(page)
    assert after[0].startswith("+") and field(page, "reform-phd").input_value() != "3000"
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_text("链接", exact=True).first.click()
    page.get_by_role("button", name="复制", exact=True).first.click()
    page.get_by_role("button", name="已复制", exact=True).wait_for()
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert asked(page) == {k: v[-1] for k, v in parse_qs(urlsplit(copied).query).items()}
    parts = urlsplit(copied)
    other = open_page(f"{parts.path}?{parts.query}", lang=None, locale="en-GB")
    until(other, lambda: heroes(other) == after)
    page.keyboard.press("Escape")
    page.get_by_text("撤销", exact=True).click()
    until(page, lambda: heroes(page) == before)


def test_what_lies_around_a_moved_rate_follows_where_it_has_to(open_page):
    page = open_page("/what_if?lang=en", "en")
    page.get_by_text("Apply Changchun's rates", exact=True).first.click()
    lent = page.locator(".w-under").get_by_text("Changchun")
    until(page, lambda: lent.count() == 3)
    page.get_by_text("How this was computed", exact=True).click()
    page.locator(".w-trace").wait_for()
    before = page.locator(".w-trace").inner_text()
    page.get_by_role("slider").first.press("ArrowRight")
    until(page, lambda: lent.count() == 0 and page.locator(".w-trace").inner_text() != before)
    page.get_by_text("Undo", exact=True).click()
    until(page, lambda: lent.count() == 3 and page.locator(".w-trace").inner_text() == before)


def test_the_language_switch_keeps_scenario_and_open_parts(open_page):
    page = open_page("/what_if?cities=changchun")
    entrants = field(page, "intake-master")
    entrants.fill("1200")
    entrants.press("Enter")
    until(page, lambda: "s" in asked(page) and page.locator(".t-warn").count() > 0)
    page.get_by_text("如何算出", exact=True).click()
    page.locator(".w-trace").wait_for()
    scenario = asked(page)["s"]
    page.locator('[class*="st-key-language_"]').get_by_text("English", exact=True).click()
    page.get_by_role("heading", name="What if").wait_for()
    settle(page)
    assert asked(page)["s"] == scenario and asked(page)["cities"] == "changchun"
    assert field(page, "intake-master").input_value() == "1200"
    assert page.locator(".w-trace").count() == 1


def test_a_phone_shows_everything_without_scrolling_sideways_and_the_numbers_beside_the_levers(open_page):
    page = open_page("/what_if?cities=daqing", "en", "dark", (390, 844))
    page.get_by_text("Apply Harbin's rates", exact=True).first.click()
    page.locator(".w-leads").wait_for()
    settle(page)
    assert page.evaluate(f"() => {MAIN}.scrollWidth") <= 390
    assert page.locator(".w-picture").first.bounding_box()["width"] <= 390
    page.evaluate(f"() => {MAIN}.scrollTo(0, 700)")
    until(page, lambda: page.locator(".w-pin").bounding_box()["y"] == 0)
    assert page.locator(".w-pin b").all_inner_texts() == heroes(page)


def shown(page, name: str) -> float | None:
    """The number in a field."""
    value = field(page, name).input_value()
    return float(value) if value else None


def slid(page) -> float:
    """Where the first slider stands."""
    return float(page.get_by_role("slider").first.input_value())


def back(page, value: float) -> None:
    """Step back until the field shows so much: how many steps quick moves are depends on the machine."""
    for _ in range(20):
        if shown(page, "reform-phd") == value:
            return
        page.get_by_text("撤销", exact=True).click()
        page.wait_for_timeout(300)
        settle(page)
    raise AssertionError(f"{value} was not met on the way back")


def test_quick_clicks_and_held_keys_end_where_the_reader_stopped_and_can_be_taken_back(open_page):
    page = open_page("/what_if")
    before = heroes(page)
    box = page.get_by_test_id("stSlider").first.bounding_box()
    for step in range(12):
        page.mouse.click(box["x"] + (0.55 + 0.03 * step) * box["width"], box["y"] + box["height"] - 10)
        page.wait_for_timeout(60)
    until(page, lambda: shown(page, "reform-phd") == slid(page))
    settle(page)
    last = slid(page)
    assert last > 5000 and shown(page, "reform-phd") == last
    page.wait_for_timeout(1600)
    field(page, "reform-phd").focus()
    for _ in range(8):
        page.keyboard.press("ArrowUp")
        page.wait_for_timeout(40)
    until(page, lambda: slid(page) == last + 400)
    assert page.evaluate("() => document.activeElement.tagName") == "INPUT"
    back(page, last)
    back(page, 3000)
    until(page, lambda: heroes(page) == before)
    assert page.locator('[class*="st-key-what_if-undo"] button').first.is_disabled()
