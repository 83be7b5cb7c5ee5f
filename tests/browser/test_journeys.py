"""What a reader does from page to page, in a real browser."""

import csv
import io
import re
import time
from urllib.parse import parse_qs, urlsplit

import pytest

from talent import exports, warehouse
from talent.catalogue import Catalogue, read
from tests.browser.serving import settle

CODE = re.compile(r"\b[A-Z]{2,3}-\d\d-\d{3,4}\b")
# From colours as the browser reckons them, the ratio of WCAG 2: every text found, with the ground behind it.
CONTRAST = """
(selector) => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].map((v, i) => i == 3 ? v / 255 : v);
  };
  const over = (top, under) => top.slice(0, 3).map((v, i) => v * top[3] + under[i] * (1 - top[3]));
  const ground = (element) => {
    const layers = [];
    for (let e = element; e; e = e.parentElement) {
      const colour = rgba(getComputedStyle(e).backgroundColor);
      if (colour[3] > 0) layers.unshift(colour);
      if (colour[3] == 1) break;
    }
    return layers.reduce((under, top) => over(top, under), [255, 255, 255]);
  };
  const light = (colour) => {
    const linear = (v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    const [r, g, b] = colour.map(v => linear(v / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  return [...document.querySelectorAll(selector)].filter(e => e.innerText?.trim()).map(e => {
    const under = ground(e);
    const [a, b] = [light(over(rgba(getComputedStyle(e).color), under)), light(under)];
    return [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), e.innerText.slice(0, 40)];
  });
}
"""
READABLE = 4.5

pytestmark = pytest.mark.xdist_group("journeys")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read(warehouse.DATA)


def parameters(page) -> dict[str, str]:
    return {name: values[-1] for name, values in parse_qs(urlsplit(page.url).query).items()}


def words(page) -> str:
    return page.locator('[data-testid="stMain"]').inner_text()


def until(page, true, seconds: float = 60) -> None:
    """Wait until the address or the page says so."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        page.wait_for_timeout(100)


def test_a_number_typed_into_the_search_leads_to_its_passport_in_the_same_language(open_page, catalogue):
    statement = catalogue.statements["DQ-03-022"]
    page = open_page("/catalogue", "en")
    search = page.locator('[data-testid="stTextInput"] input').first
    search.fill(statement.as_printed)
    search.press("Enter")
    until(page, lambda: parameters(page).get("q") == statement.as_printed)
    settle(page)
    page.get_by_test_id("stDataFrame").first.click(position={"x": 14, "y": 52})
    page.wait_for_url("**/passport*code=*")
    settle(page)
    found = parameters(page)
    assert found["lang"] == "en"
    chosen = catalogue.statements[found["code"]]
    assert "".join(statement.as_printed.split()) in "".join(chosen.as_printed.split())
    assert chosen.as_printed in words(page) and catalogue.cities[chosen.city].name.en in words(page)


def test_a_code_on_a_card_leads_to_its_passport_and_back(open_page):
    page = open_page("/", "en")
    before = page.locator(".t-cards").first.inner_text()
    link = page.locator(".t-card .t-code").first
    code = link.inner_text()
    link.click()
    page.wait_for_url("**/passport*")
    settle(page)
    assert (parameters(page)["code"], parameters(page)["lang"]) == (code, "en")
    assert code in words(page)
    page.go_back()
    settle(page)
    page.locator(".t-cards").first.wait_for()
    assert page.locator(".t-cards").first.inner_text() == before


def test_a_downloaded_table_is_the_export_with_its_mark_for_excel(
    open_page, catalogue, tmp_path, monkeypatch
):
    page = open_page("/catalogue", "zh")
    with page.expect_download() as waited:
        page.locator('[class*="st-key-download-statements-csv"] button').first.click()
    content = waited.value.path().read_bytes()
    monkeypatch.setenv("TALENT_STATE", str(tmp_path))
    assert content == exports.content(warehouse.locate(), "statements", "csv", "zh")
    assert content.startswith(b"\xef\xbb\xbf") and waited.value.suggested_filename.endswith(".csv")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    codes = [cell for row in rows for cell in row[:1] if CODE.fullmatch(cell)]
    assert sorted(codes) == sorted(catalogue.statements)


def test_tier_and_month_change_the_offer_and_outlive_the_language(open_page):
    page = open_page("/policies?arrives=2016-01", "zh")
    early = page.locator(".t-offers").inner_text()

    def choose(place: int, label: str) -> None:
        page.locator('[data-testid="stSelectbox"] input').nth(place).click()
        page.locator('[data-testid="stSelectboxVirtualDropdown"]').get_by_text(
            label, exact=True
        ).first.click()
        page.wait_for_timeout(400)
        settle(page)

    choose(0, "博士")
    assert parameters(page)["tier"] == "phd"
    changed = page.locator(".t-offers").inner_text()
    assert changed != early
    page.locator('[data-testid="stSelectbox"] input').nth(1).click()
    page.keyboard.type("2025年7月")
    page.wait_for_timeout(400)
    page.keyboard.press("Enter")
    until(page, lambda: parameters(page)["arrives"] == "2025-07")
    settle(page)
    assert page.locator(".t-offers").inner_text() != changed
    codes = CODE.findall(page.locator(".t-offers").inner_text())
    page.locator('[class*="st-key-language_"]').get_by_text("English", exact=True).click()
    until(page, lambda: parameters(page)["lang"] == "en")
    settle(page)
    assert (parameters(page)["tier"], parameters(page)["arrives"]) == ("phd", "2025-07")
    assert CODE.findall(page.locator(".t-offers").inner_text()) == codes


def test_a_narrow_window_gets_the_narrow_drawing_and_a_wide_one_the_wide(open_page):
    page = open_page("/compare?indicator=high_tech_firms", "zh")
    for width, shown, hidden in ((390, "narrow", "wide"), (1440, "wide", "narrow")):
        page.set_viewport_size({"width": width, "height": 900})
        page.locator(f".st-key-chart-{shown}").wait_for(state="visible")
        page.locator(f".st-key-chart-{hidden}").wait_for(state="hidden")


# Words that limit a figure, where they stand.
LIMITING = {
    "/compare?indicator=talent_apartments": (
        (".t-tag.t-warn", ".t-verdict strong", ".t-verdict li", ".t-code", ".t-city", ".t-definition")
    ),
    "/": (".t-card h2 a", ".t-card .t-code", ".tc-warn", ".tc-tag", ".tc-code"),
}


@pytest.mark.parametrize("path", LIMITING)
def test_words_that_limit_a_figure_are_readable_on_their_ground(open_page, path):
    page = open_page(path, "en")
    faint = []
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        page.wait_for_timeout(400)
        settle(page)
        for selector in LIMITING[path]:
            found = page.evaluate(CONTRAST, selector)
            assert found, selector
            faint += [(theme, selector, round(r, 2), said) for r, said in found if r < READABLE]
    assert faint == []
