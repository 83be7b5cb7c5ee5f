"""The toolbar of every picture: what is taken along is what the page shows, with all that travels with it."""

import json
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest

from pages._parts import links, store
from talent import access, warehouse
from talent.briefing import briefing, exhibit, formats, saved
from talent.briefing import links as stored_links
from talent.briefing.building import single
from talent.briefing.deck import FORMATS
from talent.briefing.view import parse, view
from talent.i18n import text
from talent.uploads import commit
from tests.data.loading import sources_folder
from tests.pages.facts import foreign, slips
from tests.pages.opening import LANGUAGES, look, opened, said, started

FIRMS = {"indicator": "high_tech_firms"}
TOOLBARS = (
    ("overview", {}, {"cards", "lead"}),
    ("compare", {}, {"comparison"}),
    ("compare", {"mode": "table"}, {"figures"}),
    ("city", {}, {"profile"}),
    ("policies", {}, {"offer", "terms"}),
    ("what_if", {}, {""}),
    ("catalogue", {}, {""}),
    ("passport", {"code": "DZ-04-008"}, {"passport"}),
)


@pytest.fixture(autouse=True)
def fresh(tmp_path, monkeypatch) -> Iterator[None]:
    """A ledger of its own for each test: links store their views there."""
    monkeypatch.setenv("TALENT_LEDGER", str(tmp_path / "ledger"))
    monkeypatch.delenv("TALENT_PUBLIC_URL", raising=False)
    store.refresh()
    yield
    store.refresh()


def parts(app, language: str = "zh") -> set[str]:
    """The pictures that have a toolbar."""
    start, end = "taking.add.", f".{language}"
    keys = [one.key for one in app.button if (one.key or "").startswith(start)]
    return {key.removeprefix(start).removesuffix(end) for key in keys}


def unfolded(page: str, name: str, part: str, language: str = "zh", **params: str):
    """A page with one part of a toolbar open."""
    app = started(page, language, **params)
    app.session_state[f"taking.{name}.{part}.{language}"] = True
    return app.run()


@pytest.mark.parametrize(("page", "params", "wanted"), TOOLBARS)
def test_every_picture_has_a_toolbar_that_costs_nothing_while_closed(page, params, wanted):
    app = started(page, **params)
    assert parts(app) == wanted
    assert [one for one in app.get("download_button") if "taking" in one.proto.id] == []


def test_a_letter_is_no_picture():
    assert parts(started("catalogue", view="letter")) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_format_is_offered_and_says_nothing_of_the_other_language(language, catalogue):
    app = unfolded("compare", "files", "comparison", language, **FIRMS)
    shown = look(app, language)
    made = [one for one in app.get("download_button") if "taking.file" in one.proto.id]
    assert (shown.crashes, shown.alerts) == ((), ())
    assert len(made) == len(FORMATS) + 1
    assert foreign(shown, catalogue) == [] and slips(shown, catalogue) == []


def test_what_no_picture_can_hold_is_offered_as_several_and_says_so():
    app = unfolded("city", "files", "profile", cities="daqing")
    made = [one.proto.id for one in app.get("download_button") if "taking.file" in one.proto.id]
    assert len([one for one in made if "png" in one or "svg" in one]) == 3 and len(made) == 8
    assert text("taking.packed", "zh") in look(app, "zh").text


def test_of_several_pictures_one_is_chosen():
    app = unfolded("what_if", "pictures", "")
    assert len(app.selectbox(key="taking.which..zh").options) == 4


def test_a_picture_is_collected_as_the_page_shows_it():
    app = started("compare", **FIRMS, mode="line")
    app.button(key="taking.add.comparison.zh").click().run()
    (item,) = app.session_state["briefing.desk"].briefing.items
    assert (item.view.page, item.view.part) == ("compare", "comparison")
    assert (item.view.get("indicator"), item.view.get("mode")) == ("high_tech_firms", "line")
    assert item.shown and look(app, "zh").crashes == ()


def test_nothing_is_collected_while_looking_back(house):
    commit.write(access.Command("李明"), commit.withdrawal(house, "HRB-13-005", "印错"))
    store.refresh()
    key = "taking.add.comparison.zh"
    back, now = (started("compare", **FIRMS, **at).button(key=key) for at in ({"batch": "B0000"}, {}))
    assert (back.disabled, back.help) == (True, text("briefing.looking_back", "zh"))
    assert (now.disabled, now.help) == (False, "")


def test_the_picture_comes_to_whoever_asked_and_once():
    key = "taking.copy.comparison.zh"
    app = started("compare", **FIRMS)
    assert sent(app, key)["answer"] is None
    app.session_state["picturing.asked"] = (key, 7)
    answer = sent(app.run(), key)["answer"]
    assert answer["click"] == 7 and answer["svg"].startswith("<svg") and "HRB-13-005" in answer["svg"]
    assert sent(app.run(), key)["answer"] is None


def test_a_refused_picture_says_why_and_the_button_is_told():
    key = "taking.copy.profile.zh"
    app = started("city", cities="daqing")
    app.session_state["picturing.asked"] = (key, 1)
    app.run()
    assert sent(app, key)["answer"] == {"click": 1, "svg": ""}
    assert [one for one in look(app, "zh").alerts if "PPTX" in one]


def sent(app, key: str) -> dict:
    """What a component was given."""
    (found,) = [one.proto for one in app.get("bidi_component") if f"-{key}" in one.proto.id]
    return json.loads(found.json)


def test_a_caption_holds_what_must_stand_by_the_picture():
    app = unfolded("compare", "link", "comparison", **FIRMS)
    given = [
        json.loads(one.proto.json)["text"]
        for one in app.get("bidi_component")
        if "copying" in one.proto.component_name
    ]
    whole, short, caption = given
    assert "indicator=high_tech_firms" in whole and "b=" in short and len(short) < len(whole)
    for wanted in ("高新技术企业", "可比性判定", "来源", warehouse.locate().version, short):
        assert wanted in caption


@pytest.mark.parametrize(
    ("reached", "given"),
    (
        ("http://127.0.0.1:8501", ""),
        ("http://localhost:8501", ""),
        ("http://[::1]:8501", ""),
        ("", ""),
        ("http://10.0.0.5:8501", "http://10.0.0.5:8501"),
    ),
)
def test_pictures_bear_no_link_that_only_one_machine_can_follow(reached, given, monkeypatch):
    monkeypatch.setattr(links, "_base", lambda: reached)
    assert links.base_for_others() == given
    monkeypatch.setenv("TALENT_PUBLIC_URL", "https://talent.example.cn/")
    assert links.base_for_others() == "https://talent.example.cn"


def rows(shown) -> dict[str, str]:
    """Where a figure is used: name → what is said."""
    found = shown.of_class("t-facts")[-1]
    return dict(zip(map(said, found.iter("dt")), map(said, found.iter("dd")), strict=True))


def test_a_passport_tells_where_its_figure_is_used():
    found = rows(opened("passport", code="HRB-01-007"))
    assert found["补贴推演"] == "月补贴标准：博士"
    assert "高校毕业生生活补贴" in found["政策对照"] and found["城市画像"] == "哈尔滨"
    assert "已存储的视图" not in found and "已保存的简报" not in found


def test_a_passport_names_the_stored_views_and_saved_briefings_that_show_its_figure(house):
    view = parse("/compare?indicator=high_tech_firms&part=comparison").bare
    stored_links.keep(view, house)
    item = briefing.Item(view, "", house.version, exhibit.numbers(view, house))
    saved.save(access.Command("李明"), "一季度", briefing.Briefing("", "zh", "report", (item,)))
    shown = look(started("passport", code="HRB-13-005"), "zh")
    found = rows(shown)
    assert found["已存储的视图"] == f"指标对比 · 高新技术企业（数据版本 {house.version}）"
    assert found["已保存的简报"] == "一季度"
    (link,) = [one.get("href") for root in shown.roots for one in root.iter("a") if said(one) == "一季度"]
    assert parse_qs(urlsplit(link).query)["kept"] == ["一季度"]
    assert "已存储的视图" not in rows(look(started("passport", code="HRB-01-007"), "zh"))


def test_stored_views_that_differ_are_called_differently(house):
    asked = {"indicator": "high_tech_firms", "cities": "harbin,changchun"}
    for more in ({}, {"mode": "line"}, {"mode": "line", "anyway": "1"}):
        stored_links.keep(view("compare", asked | more), house)
    shown = look(started("passport", code="HRB-13-005"), "zh")
    links_to = [said(one) for root in shown.roots for one in root.iter("a") if "b=" in one.get("href", "")]
    assert len(links_to) == len(set(links_to)) == 3
    assert sum(" · 时间（" in one for one in links_to) == 2 and all("哈尔滨、长春" in one for one in links_to)


@pytest.mark.skipif(sources_folder() is None, reason="no folder of documents here")
def test_a_passport_shows_the_sentence_with_its_figure_marked(monkeypatch):
    monkeypatch.setenv("TALENT_SOURCES", str(sources_folder()))
    shown = look(started("passport", code="DZ-04-008"), "zh")
    (mark,) = [one for root in shown.roots for one in root.iter("mark")]
    assert mark.text == "23127人"


def test_every_format_is_made_without_any_browser(house, monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("TALENT_BROWSER", raising=False)
    deck = single(parse("/what_if?cities=harbin&part=cost"), house, "zh", lambda _: "")
    assert all(formats.files(deck, kind)[0].content for kind in FORMATS)


def test_a_short_link_brings_its_view_into_the_briefing_and_a_bold_comment_is_held_against_it(
    house, monkeypatch
):
    monkeypatch.setenv("TALENT_PUBLIC_URL", "https://talent.example.cn")
    view = parse("/compare?indicator=high_tech_firms").bare
    short = stored_links.short(view, house, "https://talent.example.cn")
    app = started("briefing")
    app.text_input(key="briefing.link.zh").set_value(short).run()
    (item,) = app.session_state["briefing.desk"].briefing.items
    assert item.view.get("indicator") == "high_tech_firms" and item.view.part == "comparison"
    (field,) = app.text_area
    field.set_value("哈尔滨高新技术企业已达9876家。").run()
    (told,) = look(app, "zh").of_class("b-objection")
    assert "9876" in said(told)
