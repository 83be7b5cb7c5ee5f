"""The builder in a real browser: from links to an ordered list, two writers beside each other, a phone."""

import json
from collections.abc import Iterator

import pytest

from tests.browser.serving import server, settle

pytestmark = pytest.mark.xdist_group("briefing")
LINKS = (
    "/compare?v=1&indicator=high_tech_firms",
    "/compare?v=1&indicator=talent_introduced",
    "/what_if?cities=harbin&part=cost",
    "/what_if?cities=harbin&part=recipients",
)


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> Iterator[str]:
    """A dashboard of its own, where whoever sits here may write."""
    with server(tmp_path_factory.mktemp("briefings"), "--local-analyst") as found:
        yield found


def titles(page) -> list[str]:
    return page.locator(".b-item h3").all_inner_texts()


def until(page, expression: str) -> None:
    page.wait_for_function(f"() => {expression}", timeout=20_000)


def items(page, count: int) -> None:
    """Wait until so many pictures stand there."""
    until(page, f"document.querySelectorAll('.b-item').length == {count}")
    settle(page)


def add(page, link: str, count: int) -> None:
    field = page.locator('[class*="st-key-briefing-link"] input')
    field.fill(link)
    field.press("Enter")
    items(page, count)


def press(page, name: str) -> None:
    page.locator(f'[class*="st-key-briefing-{name}"] button').first.click()


def test_four_links_become_a_list_in_order_that_pages_and_languages_do_not_lose(open_page):
    page = open_page("/briefing")
    for count, link in enumerate(LINKS, start=1):
        add(page, link, count)
    before = titles(page)
    press(page, "down-0")
    until(page, f"document.querySelector('.b-item h3').innerText == {json.dumps(before[1])}")
    # Until the run is over the fields of the picture that stood here stay in the page.
    settle(page)
    comment = page.locator('[class*="st-key-briefing-comment-0"] textarea')
    comment.fill("两市口径不同，不作排名。")
    # Straight from the field to a button: neither the words nor the press is lost.
    press(page, "remove-3")
    items(page, 3)
    page.locator('[class*="st-key-t-briefing-acts-2"] a').click()
    page.wait_for_url("**/what_if*part=cost*")
    settle(page)
    page.locator(".st-key-frame_nav").get_by_text("简报 3", exact=True).click()
    items(page, 3)
    page.locator('[class*="st-key-language_"]').get_by_text("English", exact=True).click()
    page.get_by_role("heading", name="Briefing", exact=True).wait_for()
    settle(page)
    assert titles(page) == [before[1], before[0], before[2]]
    # A field is given its words a moment after it stands.
    field = "document.querySelector('[class*=\"st-key-briefing-comment-0\"] textarea')"
    until(page, f"{field}?.value.startsWith('两市口径')")


def test_two_writers_do_not_mix_and_what_one_keeps_the_other_opens(open_page, address, tmp_path):
    mine, other = open_page("/briefing"), open_page("/briefing", "en")
    add(mine, LINKS[0], 1)
    add(other, LINKS[1], 1)
    # A page of its own, as after a reload or in another tab, has what this browser collected.
    mine.goto(f"{address}/passport?lang=zh")
    mine.locator(".st-key-frame_nav").get_by_text("简报 1", exact=True).click()
    items(mine, 1)
    assert titles(mine) == ["高新技术企业"] and titles(other) == ["Talent introduced"]
    field = mine.locator('[class*="st-key-briefing-save_as"] input')
    field.fill("一季度")
    field.press("Tab")
    press(mine, "save-zh")
    mine.locator('[class*="st-key-briefing-kept"]').first.wait_for()
    other.reload()
    settle(other)
    press(other, "kept-")
    until(other, "document.querySelector('.b-item h3').innerText == '高新技术企业'")
    items(other, 1)
    assert titles(other) == ["高新技术企业"]
    with other.expect_download() as waited:
        press(other, "json")
    held = json.loads(waited.value.path().read_bytes())
    assert (held["language"], len(held["items"])) == ("zh", 1)
    file = tmp_path / "held.json"
    file.write_text(json.dumps({**held, "title": "Brought back"}), "utf-8")
    mine.locator('input[type="file"]').set_input_files(file)
    until(mine, "document.querySelector('.b-paper h3')?.innerText == 'Brought back'")


# The page asked for goes out before the words, as a quick press would have it if links did not wait.
CROSSED = """() => {
    document.querySelector('.st-key-frame_nav a').click();
    setTimeout(() => document.activeElement.blur(), 3);
}"""


def test_words_and_a_press_on_another_page_at_once_lose_nothing(open_page):
    page = open_page("/briefing")
    add(page, LINKS[1], 1)
    title = page.locator('[class*="st-key-briefing-title"] input')
    comment = page.locator('[class*="st-key-briefing-comment-0"] textarea')
    title.fill("四市要情")
    title.press("Tab")
    settle(page)
    comment.press_sequentially("甲")
    page.evaluate(CROSSED)
    page.wait_for_timeout(300)
    settle(page)
    page.locator(".st-key-frame_nav").get_by_text("简报 1", exact=True).click()
    items(page, 1)
    assert title.input_value() == "四市要情"
    comment.fill("口径不同")
    page.locator(".st-key-frame_nav").get_by_text("总览", exact=True).click()
    page.wait_for_url(lambda url: "/briefing" not in url)
    settle(page)
    page.locator(".st-key-frame_nav").get_by_text("简报 1", exact=True).click()
    items(page, 1)
    assert (title.input_value(), comment.input_value()) == ("四市要情", "口径不同")


def test_a_phone_has_room_for_every_button(open_page):
    page = open_page("/briefing", "en", "dark", (390, 844))
    add(page, LINKS[1], 1)
    widest = page.evaluate("() => document.querySelector('[data-testid=\"stMain\"]').scrollWidth")
    buttons = page.locator('[class*="st-key-t-briefing-acts-0"] button').all()
    boxes = [button.bounding_box() for button in buttons]
    assert widest <= 390 and len(boxes) == 3
    assert all(box["height"] >= 40 and box["x"] + box["width"] <= 390 for box in boxes)
