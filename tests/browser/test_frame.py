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


@pytest.mark.parametrize(
    ("locale", "lang"), (("zh-CN", "zh"), ("en-GB", "en"), ("zh-TW", "zh"), ("fr-FR", "zh"))
)
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


def test_the_address_holds_the_whole_view(open_page):
    found = parameters(open_page("/compare"))
    assert set(found) >= {"v", "lang", "cities", "indicator", "mode", "measure", "data"}
    assert found["v"] == "1"


@pytest.mark.parametrize(
    ("path", "named"),
    (
        # A choice, a number, a code; every other one is refused in tests/pages/test_refusals.py.
        ("/compare?cities=harbin,atlantis", "atlantis"),
        ("/policies?months=900", "900"),
        ("/passport?code=XX-00-000", "XX-00-000"),
    ),
)
def test_what_an_address_asks_in_vain_is_refused_aloud(open_page, path, named):
    page = open_page(path, "en")
    assert any(named in words for words in page.get_by_test_id("stAlert").all_inner_texts())


def test_a_refused_value_is_shown_as_letters_never_as_markup(open_page):
    page = open_page("/compare?indicator=[x](http://example.com)<b>y</b>![z](http://example.com/z.png)", "en")
    alert = page.get_by_test_id("stAlert").first
    assert alert.locator("a, img, b").count() == 0
    assert "<b>y</b>" in alert.inner_text()


def test_a_link_made_with_other_data_says_so(open_page):
    page = open_page("/compare?data=0000dead", "en")
    assert "0000dead" in page.get_by_test_id("stAlert").first.inner_text()
    assert parameters(page)["data"] != "0000dead"


def test_foreign_parameters_stay(open_page):
    assert parameters(open_page("/compare?from=mail"))["from"] == "mail"


def test_every_answer_bears_the_security_headers(address):
    for path in ("/", "/compare", "/_stcore/health", "/app/static/fonts/noto-sans-sc-400.woff2"):
        with urllib.request.urlopen(address + path) as answer:  # noqa: S310
            assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_the_tab_names_the_page_in_the_reader_s_language(open_page):
    assert open_page("/city", lang="zh").title() == "城市画像 · 城市人才对照"
    assert open_page("/city", lang="en").title() == "City · City Talent Compass"
