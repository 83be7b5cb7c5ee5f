"""The frame: language, address, refusals, moving between pages, headers."""

import urllib.request
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.serving import settle


def parameters(page) -> dict[str, str]:
    return {name: values[-1] for name, values in parse_qs(urlsplit(page.url).query).items()}


def go(page, label: str) -> None:
    page.locator(".st-key-frame_nav").get_by_text(label, exact=True).click()
    page.wait_for_timeout(400)
    settle(page)


def switch(page, label: str) -> None:
    page.locator('[class*="st-key-language_"]').get_by_text(label, exact=True).click()
    page.wait_for_timeout(400)
    settle(page)


@pytest.mark.parametrize(("locale", "lang"), (("en-GB", "en"), ("zh-TW", "zh"), ("fr-FR", "zh")))
def test_the_first_visit_follows_the_browser(open_page, locale, lang):
    assert parameters(open_page("/", None, locale=locale))["lang"] == lang


def test_a_choice_outlives_the_language_switch_and_what_follows(open_page):
    page = open_page("/compare?indicator=high_tech_firms&cities=daqing,dezhou")
    switch(page, "English")
    assert parameters(page)["lang"] == "en"
    assert "High-tech" in page.get_by_test_id("stSelectbox").first.inner_html()
    page.get_by_text("Changchun", exact=True).first.click()
    page.wait_for_timeout(400)
    settle(page)
    found = parameters(page)
    assert (found["indicator"], found["cities"]) == ("high_tech_firms", "daqing,dezhou,changchun")
    switch(page, "中文")
    found = parameters(page)
    assert (found["lang"], found["indicator"], found["cities"]) == (
        "zh",
        "high_tech_firms",
        "daqing,dezhou,changchun",
    )


def test_language_and_choices_outlive_moving_between_pages(open_page):
    page = open_page("/compare?indicator=high_tech_firms&cities=daqing,dezhou", "en")
    go(page, "City")
    assert parameters(page)["lang"] == "en"
    go(page, "Compare")
    found = parameters(page)
    assert (found["lang"], found["indicator"], found["cities"]) == ("en", "high_tech_firms", "daqing,dezhou")


def test_a_click_on_a_figure_leads_to_its_passport_and_nothing_of_the_chart_comes_along(open_page):
    page = open_page("/compare", "en")
    page.locator(".js-plotly-plot .bars .point path").first.click(force=True)
    page.wait_for_url("**/passport*")
    settle(page)
    found = parameters(page)
    assert set(found) == {"v", "lang", "code", "data", "n"}
    assert found["code"] in page.locator('[data-testid="stMain"]').inner_text()


def test_what_is_asked_in_vain_is_refused_in_letters_never_as_markup_and_what_is_foreign_stays(open_page):
    hostile = "[x](http://example.com)<b>y</b>![z](http://example.com/z.png)"
    page = open_page(f"/compare?indicator={hostile}&data=0000dead&from=mail", "en")
    alerts = page.get_by_test_id("stAlert")
    assert alerts.locator("a, img, b").count() == 0
    said = "".join(alerts.all_inner_texts())
    assert "<b>y</b>" in said and "0000dead" in said
    found = parameters(page)
    assert set(found) >= {"v", "lang", "cities", "indicator", "mode", "measure", "data"}
    assert (found["v"], found["from"]) == ("1", "mail") and found["data"] != "0000dead"


def test_every_answer_bears_the_security_headers(address):
    for path in ("/", "/compare", "/_stcore/health", "/app/static/fonts/noto-sans-sc-400.woff2"):
        with urllib.request.urlopen(address + path) as answer:  # noqa: S310
            assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_the_tab_names_the_page_in_the_reader_s_language(open_page):
    page = open_page("/city", lang="zh")
    assert page.title() == "城市画像 · 城市人才对照"
    switch(page, "English")
    page.wait_for_function("() => document.title == 'City · City Talent Compass'")
