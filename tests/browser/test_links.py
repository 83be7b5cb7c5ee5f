"""Links in a real browser: one link before a batch, after it, as it was, after the undo; and the way back."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest

from talent import warehouse
from talent.briefing import links, view
from tests.browser.serving import server, settle
from tests.cli.running import here

pytestmark = pytest.mark.xdist_group("links")
CODE = "HRB-13-005"
FIRMS = "/compare?indicator=high_tech_firms&cities=harbin,changchun&mode=line"
ELSEWHERE = "/compare?indicator=high_tech_firms&cities=daqing&mode=line"
# Made up: another number for a figure that is drawn.
CORRECTED = "城市,指标,期间,数值,单位,来源\n哈尔滨,高新技术企业数,截至2025年末,2400,户,harbin-bulletin-2025\n"
# Every address a page has had since, in order.
WATCH = """
() => {
  window.addresses = [];
  for (const name of ['pushState', 'replaceState']) {
    const kept = history[name].bind(history);
    history[name] = (...given) => { kept(...given); window.addresses.push(location.search); };
  }
}
"""


@pytest.fixture(scope="module")
def state(tmp_path_factory):
    return tmp_path_factory.mktemp("links")


@pytest.fixture(scope="module")
def address(state) -> Iterator[str]:
    """A dashboard of its own, whose data change under its readers."""
    with server(state) as found:
        yield found


@pytest.fixture
def command(state, monkeypatch):
    """`command(words)` runs a command on the data the dashboard serves."""
    monkeypatch.setenv("TALENT_STATE", str(state))
    monkeypatch.setenv("TALENT_LEDGER", str(state / "ledger"))

    def run(*words: str) -> None:
        done = here(*words)
        assert done.status == 0, done.messages

    return run


def asked(page) -> dict[str, str]:
    return {name: values[-1] for name, values in parse_qs(urlsplit(page.url).query).items()}


def of(link: str) -> str:
    """A copied link without the place it was copied at."""
    parts = urlsplit(link)
    return f"{parts.path}?{parts.query}"


def press(page, label: str) -> None:
    page.get_by_role("button", name=label).first.click()
    page.wait_for_timeout(300)
    settle(page)


def switch(page, label: str) -> None:
    page.locator('[class*="st-key-language_"]').get_by_text(label, exact=True).click()
    page.wait_for_timeout(300)
    settle(page)


def steps(page) -> int:
    """How many addresses the browser's history has since its blank page."""
    return page.evaluate("() => history.length") - 1


def rows(page) -> list[str]:
    return page.locator(".t-changes tbody tr").all_inner_texts()


def alerts(page) -> list[str]:
    return page.get_by_test_id("stAlert").all_inner_texts()


def test_a_link_is_told_what_changed_shows_it_as_it_was_and_is_quiet_after_the_undo(
    open_page, command, tmp_path
):
    # Before: one digest in both languages, one entry in the browser's history for each choice.
    page = open_page(FIRMS)
    before = asked(page)
    switch(page, "English")
    assert {**asked(page), "lang": "zh"} == before and len(before["n"]) == 8
    assert steps(page) == 2
    link = of(page.url)
    untouched, scenario = (open_page(path, None) for path in (ELSEWHERE, "/what_if?cities=harbin"))
    quiet, model = of(untouched.url), of(scenario.url)
    kept = links.keep(view.parse(f"{FIRMS}&lang=en"), warehouse.locate())[:10]

    file = tmp_path / "corrected.csv"
    file.write_text(CORRECTED, encoding="utf-8")
    command("apply", str(file), "--by", "tester", "--accept-warnings")

    # After: old and new number, in both languages.
    page = open_page(link, None)
    (row,) = rows(page)
    assert steps(page) == 1
    assert "2,338 firms" in row and "2,400 firms" in row and CODE in row and len(alerts(page)) == 1
    after = asked(page)
    assert after["data"] != before["data"] and after["n"] != before["n"]
    switch(page, "中文")
    assert "2,338户" in rows(page)[0] and "2,400户" in rows(page)[0]
    press(page, "按当时数据显示")
    assert asked(page) == before | {"batch": "B0000"}
    main = page.get_by_test_id("stMain").inner_text()
    assert "正在回看" in main and "2,338" in main and "2,400" not in main
    press(page, "回到现在的数据")
    assert asked(page) == after | {"lang": "zh"} and len(rows(page)) == 1
    press(page, "知道了")
    assert rows(page) == [] and alerts(page) == []

    # Where nothing that is shown has changed, it is said in a line.
    page = open_page(quiet, None)
    assert (alerts(page), rows(page)) == ([], []) and asked(page)["data"] == after["data"]
    assert page.locator(".st-key-since").get_by_text(before["data"]).count() == 1

    # A stored view: its own language, its own numbers; a change of view leaves it.
    page = open_page(f"/?b={kept}", None)
    assert urlsplit(page.url).path == "/compare" and asked(page)["lang"] == "en"
    assert steps(page) == 1
    assert asked(page)["b"] == kept and "2,338 firms" in rows(page)[0]
    page.reload()
    settle(page)
    assert asked(page)["b"] == kept and "2,338 firms" in rows(page)[0]
    page.get_by_text("Bars", exact=True).click()
    page.wait_for_timeout(300)
    settle(page)
    assert "b" not in asked(page) and rows(page) == []
    page = open_page("/compare?b=0123456789")
    assert "0123456789" in alerts(page)[0] and "b" not in asked(page)

    # A scenario: the line goes with the first move, and no address ever holds another one's digest.
    page = open_page(model, None)
    assert page.locator(".st-key-since").count() == 1 and alerts(page) == []
    page.evaluate(WATCH)
    for _ in range(3):
        page.get_by_role("slider").first.press("ArrowRight")
        page.wait_for_timeout(400)
    settle(page)
    assert page.locator(".st-key-since").count() == 0
    held = [parse_qs(one.lstrip("?")) for one in page.evaluate("() => window.addresses")]
    digests = {one["s"][0]: {other["n"][0] for other in held if other["s"] == one["s"]} for one in held}
    assert len(digests) > 1 and all(len(found) == 1 for found in digests.values())
    assert len({min(found) for found in digests.values()}) == len(digests)

    # Undone: the data are those the link saw.
    command("undo", "B0001", "--by", "tester")
    page = open_page(link, None)
    assert {**asked(page), "lang": "zh"} == before
    assert (alerts(page), rows(page), page.locator(".st-key-since").count()) == ([], [], 0)


def test_each_page_opened_and_each_choice_made_is_one_step_back(open_page):
    page = open_page("/compare?indicator=high_tech_firms")
    assert steps(page) == 1
    views = [page.url]

    def go(act) -> None:
        before = page.url
        act()
        page.wait_for_function("(before) => location.href != before", arg=before)
        settle(page)

    # A choice, a page by the menu, the language.
    for act in (
        lambda: page.get_by_text("表格", exact=True).click(),
        lambda: page.get_by_role("link", name="出处", exact=True).click(),
        lambda: page.get_by_text("English", exact=True).click(),
    ):
        go(act)
        views.append(page.url)
    for view_before in reversed(views[:-1]):
        go(page.go_back)
        assert page.url == view_before
    page.get_by_role("radio", name="条形", checked=True).wait_for()
    # A page opened by the script.
    go(lambda: page.locator(".js-plotly-plot .bars .point path").first.click(force=True))
    assert urlsplit(page.url).path == "/passport"
    go(page.go_back)
    assert page.url == views[0]
    # Streamlit may be quicker with a page's parameters than with its path.
    page.evaluate(
        "() => ['compare', 'passport'].forEach(one => history.pushState({}, '', `${one}?data=0&code=1`))"
    )
    assert steps(page) == 2
