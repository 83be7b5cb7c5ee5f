"""Taking along in a real browser: a picture on the clipboard, files, pictures collected, paper."""

import base64
import io
import zipfile

import pytest
from PIL import Image

from tests.browser.serving import LOCALES, settle

READ = """async () => {
  const [item] = await navigator.clipboard.read();
  const reader = new FileReader();
  reader.readAsDataURL(await item.getType('image/png'));
  await new Promise(done => { reader.onload = done });
  return reader.result
}"""
# How each kind of file begins.
BEGINS = {
    "PNG 图片 16:9": b"\x89PNG",
    "PNG 图片 4:5": b"\x89PNG",
    "SVG 图片": b"<svg",
    "PPTX 幻灯片": b"PK\x03\x04",
    "PDF 文档": b"%PDF-",
    "HTML 网页": b"<!doctype html>",
    "XLSX 数据": b"PK\x03\x04",
    "TXT 文字": "高新技术企业".encode(),
}

# The letters of a chart that stands: how many, which leave it, which lie upon one another.
LETTERS = """() => {
  const chart = [...document.querySelectorAll('.st-key-chart-wide, .st-key-chart-narrow')]
    .find(one => one.getClientRects().length && one.offsetHeight);
  const all = [...chart.querySelectorAll('.js-plotly-plot text, :is(.tc-name, .tc-value, .tc-code, .tc-tag)')]
    .filter(one => one.textContent.trim()).map(one => [one.textContent, one.getBoundingClientRect()]);
  const {left, right, top, bottom} = chart.getBoundingClientRect(), paper = Math.min(right, innerWidth);
  const out = all.filter(([, b]) => b.left < left - 1 || b.right > paper + 1)
    .concat(all.filter(([, b]) => b.top < top - 1 || b.bottom > bottom + 1));
  const upon = all.flatMap(([a, b], place) => all.slice(place + 1)
    .filter(([, c]) => Math.min(b.right, c.right) - Math.max(b.left, c.left) > 2
      && Math.min(b.bottom, c.bottom) - Math.max(b.top, c.top) > 2)
    .map(([d]) => `${a} | ${d}`));
  return [all.length, out.map(([a]) => a), upon]
}"""


# Of a briefing on paper: the pictures whose end lies below the box of their item, what is dark.
PAPER = """() => {
  const items = [...document.querySelectorAll('[class*="st-key-card-briefing-item-"]')];
  const over = items.filter(one => [...one.querySelectorAll('[class*="st-key-b-look-"] *')]
    .some(part => part.getBoundingClientRect().bottom > one.getBoundingClientRect().bottom + 1));
  const grounds = ['.stApp', '[class*="card-briefing-item-0"]', '[data-testid="stAlertContainer"]']
    .map(one => document.querySelector(one))
    .map(one => getComputedStyle(one).backgroundColor.match(/[0-9.]+/g).slice(0, 3));
  const dark = grounds.filter(ground => Math.min(...ground) < 128);
  return [items.length, over.length, dark.length]
}"""


def pixels(png: bytes) -> tuple[int, int]:
    return Image.open(io.BytesIO(png)).size


def inks(png: bytes) -> set[tuple]:
    """The colours of a picture, a few pixels of it."""
    small = Image.open(io.BytesIO(png)).convert("RGB").resize((192, 108))
    return {colour for _, colour in small.getcolors(192 * 108)}


def test_a_picture_comes_to_the_clipboard_whole_and_at_double_density(open_page, reader):
    profile = reader(LOCALES["zh"])
    profile.grant_permissions(["clipboard-read", "clipboard-write"])
    page = open_page("/compare?indicator=high_tech_firms")
    page.get_by_role("button", name="复制图片").click()
    page.get_by_role("button", name="图片已复制").wait_for()
    assert page.get_by_role("status").filter(has_text="图片已复制").count() == 1
    png = base64.b64decode(page.evaluate(READ).partition(",")[2])
    profile.clear_permissions()
    assert pixels(png) == (3840, 2160)
    assert len(inks(png)) > 40


def test_where_the_clipboard_is_forbidden_the_same_button_saves_the_picture(open_page):
    page = open_page("/passport?code=DZ-04-008", "en")
    page.evaluate("() => Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    with page.expect_download() as waited:
        page.get_by_role("button", name="Copy picture").click()
    page.get_by_role("button", name="Saved as PNG").wait_for()
    assert waited.value.suggested_filename.startswith("passport-")
    assert pixels(waited.value.path().read_bytes()) == (3840, 2160)


def test_a_table_too_long_for_a_picture_says_what_to_do_instead(open_page):
    page = open_page("/city?cities=daqing", "en")
    page.get_by_role("button", name="Copy picture").click()
    page.get_by_text("This holds more than one picture can").wait_for()
    assert page.get_by_role("button", name="Not copied").count() == 1


def test_every_kind_of_file_is_made_on_the_click(open_page):
    page = open_page("/compare?indicator=high_tech_firms")
    page.get_by_role("button", name="导出").click()
    files = {}
    for label in BEGINS:
        with page.expect_download() as waited:
            page.get_by_test_id("stPopoverBody").get_by_role("button", name=label).click()
        files[label] = waited.value.path().read_bytes()
    assert [label for label, start in BEGINS.items() if not files[label].startswith(start)] == []
    assert (pixels(files["PNG 图片 16:9"]), pixels(files["PNG 图片 4:5"])) == ((3840, 2160), (2160, 2700))
    assert "ppt/charts" in "".join(zipfile.ZipFile(io.BytesIO(files["PPTX 幻灯片"])).namelist())


def test_pictures_of_three_pages_meet_in_the_briefing(open_page):
    page = open_page("/compare?indicator=high_tech_firms")
    for collected, step in enumerate(("", "城市画像", "补贴推演"), start=1):
        if step:
            page.locator(".st-key-frame_nav").get_by_text(step, exact=True).click()
            page.get_by_role("heading", name=step, exact=True).wait_for()
            settle(page)
        page.get_by_role("button", name="加入简报").click()
        pictures = collected + 3 if step == "补贴推演" else collected
        page.locator(".st-key-frame_nav").get_by_text(f"简报 {pictures}", exact=True).wait_for()
    page.locator(".st-key-frame_nav").get_by_text("简报 6", exact=True).click()
    page.wait_for_function("() => document.querySelectorAll('.b-item').length == 6")
    settle(page)
    tags = page.locator(".b-item .t-tag").all_inner_texts()
    assert [name for name in ("指标对比", "城市画像", "补贴推演") if name not in tags] == []


def test_paper_holds_all_of_a_page_and_nothing_to_press(open_page):
    page = open_page("/", theme="dark")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 794, "height": 1123})
    gone = page.locator(".st-key-frame_nav, [class*='st-key-t-take-'], [class*='st-key-language_']")
    assert gone.count() >= 4 and not any(one.is_visible() for one in gone.all())
    height, ground, wide = page.evaluate(
        """() => [document.documentElement.scrollHeight,
          getComputedStyle(document.querySelector('.t-card')).backgroundColor,
          document.documentElement.scrollWidth]"""
    )
    assert height > 1.5 * 1123 and ground == "rgb(255, 255, 255)" and wide <= 794
    assert page.locator(".st-key-footer").is_visible()


def test_a_briefing_on_paper_is_whole_and_light_with_its_title_and_comments(open_page):
    page = open_page("/briefing", theme="dark")
    for field, words in (
        ("link-zh", "/compare?indicator=high_tech_firms"),
        ("title-zh", "一季度简报"),
        ("comment-0", "两市口径不同。"),
        ("link-zh", "/nowhere"),
    ):
        page.locator(f'[class*="st-key-briefing-{field}"] :is(input, textarea)').fill(words)
        page.keyboard.press("Tab")
        page.locator(".b-item").wait_for()
        settle(page)
    page.get_by_test_id("stAlertContainer").wait_for()
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 794, "height": 1123})
    assert page.evaluate(PAPER) == [1, 0, 0]
    assert page.get_by_role("heading", name="一季度简报", level=2).is_visible()
    assert page.locator(".t-paper", has_text="两市口径不同。").is_visible()
    pressed = page.locator('[data-testid="stMain"] :is(button, input, textarea, a[href*="draft"])')
    assert pressed.count() > 10 and not any(one.is_visible() for one in pressed.all())
    assert not page.get_by_role("heading", name="导出", exact=True).is_visible()


@pytest.mark.parametrize("mode", ("bar", "line", "multiples"))
def test_on_paper_a_chart_stands_whole_though_the_browser_lays_it_out_anew(open_page, mode):
    page = open_page(f"/compare?indicator=high_tech_firms&mode={mode}")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 794, "height": 1123})
    page.wait_for_timeout(1000)
    letters, out, upon = page.evaluate(LETTERS)
    assert letters > 10 and (out, upon) == ([], [])


def test_a_phone_has_room_for_the_toolbar(open_page):
    page = open_page("/compare", "en", "dark", (390, 844))
    row = page.locator(".st-key-t-take-comparison")
    boxes = [one.bounding_box() for one in row.get_by_role("button").all()]
    assert len(boxes) == 4
    assert all(box["height"] >= 40 and box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in boxes)
    middles = [box["y"] + box["height"] / 2 for box in boxes]
    assert max(middles) - min(middles) <= 2
