"""The page Briefing: pictures come by link, are put in order, renewed, kept; nothing is lost on the way."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
import streamlit as st

from pages._parts import cabinet, exporting, outline, seeds, store, visitor
from pages._parts.desk import OTHERS, Desk
from pages._parts.guard import plain
from talent import access, warehouse
from talent.briefing import drafts, exhibit, links, notation, saved
from talent.briefing.briefing import Briefing, Item
from talent.briefing.view import parse
from talent.errors import TalentError
from talent.i18n import choice, text
from talent.uploads import commit
from tests.pages.facts import foreign, slips
from tests.pages.opening import LANGUAGES, Shown, begun, look, said, started

pytestmark = pytest.mark.usefixtures("own_ledger")
LI = access.Command("李明")
FIRMS = "/compare?v=1&indicator=high_tech_firms&mode=line"
PEOPLE = "http://localhost:8501/compare?v=1&lang=en&indicator=talent_introduced&data=00000000"
CODE = "HRB-13-005"


@pytest.fixture(scope="module")
def items(house) -> tuple[Item, ...]:
    """Two pictures with their numbers."""
    views = [parse(f"{link}&part=comparison").bare for link in (FIRMS, PEOPLE)]
    return tuple(Item(one, "", house.version, exhibit.numbers(one, house)) for one in views)


class Writer:
    """Somebody at the page with these pictures on the desk; signed in where `may_write`."""

    def __init__(
        self,
        language: str = "en",
        items: tuple[Item, ...] = (),
        *,
        may_write: bool = False,
        **params: str,
    ) -> None:
        self.language = language
        self.app = begun("briefing", language, **params)
        if items:
            self.app.session_state["briefing.desk"] = Desk(Briefing("", language, "report", items))
        if may_write:
            token = access.sign_in("correct horse battery", "李明", "loopback")
            self.app.session_state["analyst.token"] = token
        self.app.run()

    def shown(self) -> Shown:
        found = look(self.app, self.language)
        assert found.crashes == ()
        return found

    def key(self, name: str) -> str:
        return f"briefing.{name}.{self.language}"

    def add(self, *links: str) -> Shown:
        for link in links:
            self.app.text_input(key=self.key("link")).set_value(link).run()
        return self.shown()

    def press(self, name: str, place: int | None = None) -> Shown:
        """A button of the whole, or of the picture at a place."""
        start = self.key(name) if place is None else f"briefing.{name}.{place}."
        next(one for one in self.app.button if (one.key or "").startswith(start)).click().run()
        return self.shown()

    def comment(self, place: int, words: str) -> Shown:
        start = f"briefing.comment.{place}."
        next(one for one in self.app.text_area if one.key.startswith(start)).set_value(words).run()
        return self.shown()

    def upload(self, file: str) -> Shown:
        given = ("briefing.json", file.encode(), "application/json")
        self.app.file_uploader(key=self.key("upload")).set_value(given).run()
        return self.shown()

    @property
    def draft(self) -> Briefing:
        return self.app.session_state["briefing.desk"].briefing

    @property
    def titles(self) -> list[str]:
        return [said(one.find("div/h3")) for one in self.shown().of_class("b-item")]


def held(id: str) -> Briefing | None:
    """What the server keeps under the id of a draft."""
    found = drafts.found(id)
    return found and found.briefing


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_page_tells_how_to_begin_and_a_full_one_stands_in_its_language(language, catalogue):
    me = Writer(language)
    shown = me.shown()
    assert [len(one.findall("li")) for one in shown.of_class("b-begin")] == [3]
    assert shown.alerts == () and slips(shown, catalogue) == [] and foreign(shown, catalogue) == []
    shown = me.add(FIRMS, "/what_if?cities=harbin")
    assert [item.view.part for item in me.draft.items] == [
        "comparison",
        "cost",
        "recipients",
        "fan",
        "tornado",
    ]
    assert len(me.titles) == 5 and shown.of_class("b-begin") == []
    assert shown.alerts == () and slips(shown, catalogue) == [] and foreign(shown, catalogue) == []
    assert f"{choice('nav', 'briefing', language)} 5" in shown.chunks


def test_a_link_is_taken_up_once_whoever_sent_it_and_one_that_cannot_be_is_refused_and_stays(items):
    me = Writer()
    shown = me.add(PEOPLE)
    assert me.draft.items == (items[1],) and shown.of_class("tc-bars")
    me.add(f"{PEOPLE}&part=comparison")
    assert [one.value for one in me.app.toast] == [text("briefing.desk.there_already", "en")]
    assert len(me.draft.items) == 1
    for link in ("/nowhere", "/compare?batch=B0001", "/compare?b=0123456789", "//evil.example/compare?x=1"):
        shown = me.add(link)
        assert len(shown.alerts) == 1 and len(me.draft.items) == 1
        assert [one.value for one in me.app.toast] == list(shown.alerts)
        assert me.app.text_input(key=me.key("link")).value == link
    assert plain("evil.example") in shown.alerts[0]
    me.app.segmented_control(key=me.key("look")).set_value("titles")
    assert me.add(FIRMS).alerts == () and me.app.text_input(key=me.key("link")).value == ""
    assert me.shown().of_class("tc-bars") == [] and len(me.titles) == 2


def test_a_short_link_at_the_public_address_is_taken_up_as_the_view_it_stands_for(items, monkeypatch):
    monkeypatch.setenv("TALENT_PUBLIC_URL", "https://talent.example.org")
    short = links.keep(items[1].view, warehouse.locate())[:10]
    me = Writer()
    assert me.add(f"https://talent.example.org/compare?b={short}").alerts == ()
    assert me.draft.items == (items[1],)


def test_pictures_are_put_in_order_and_taken_out_and_every_step_can_be_taken_back(items):
    me = Writer(items=items)
    first, second = me.titles
    assert first.startswith("High-tech") and second == "Talent introduced"
    me.comment(0, "Firms\tfirst.")
    me.press("down", 0)
    assert me.titles == [second, first]
    assert [one.value for one in me.app.text_area] == ["", "Firms first."]
    assert [item.comment for item in me.draft.items] == ["", "Firms first."]
    me.press("remove", 1)
    assert me.titles == [second]
    me.press("clear")
    assert me.titles == []
    for _ in range(2):
        me.press("undo")
    assert me.titles == [second, first]


def test_the_language_of_the_reader_changes_nothing_in_the_briefing(items):
    me = Writer(items=items[:1])
    me.comment(0, "As printed.")
    me.app.text_input(key=me.key("title")).set_value("Four cities")
    me.app.segmented_control(key=me.key("template")).set_value("pictures").run()
    before = me.draft
    assert (before.title, before.language, before.template) == ("Four cities", "en", "pictures")
    me.app.query_params["lang"] = "zh"
    me.app.run()
    me.language = "zh"
    assert me.draft == before and me.titles[0].startswith("High-tech")
    assert me.app.text_area[0].value == "As printed."
    me.app.segmented_control(key=me.key("language")).set_value("zh").run()
    assert me.titles[0].startswith("高新技术企业") and me.draft.items == before.items


def test_a_field_that_was_not_drawn_changes_nothing():
    for act in (
        lambda key: outline._typed(key, pytest.fail),
        outline._paste,
        outline._looked,
        cabinet._read,
        lambda key: exporting._picked("format", key),
    ):
        act("briefing.not_drawn")
    assert [st.session_state.get(key) for key in ("briefing.looks", "briefing.chosen.format")] == [None] * 2


@pytest.mark.parametrize(("held", "is_set"), [((), True), (("there",), False)])
def test_fields_are_filled_anew_where_their_page_is_drawn_anew_whatever_they_held(held, is_set, monkeypatch):
    class State(dict):
        changed = ()

        def __setitem__(self, key, value):
            self.changed += (key,)
            super().__setitem__(key, value)

    state = State(dict.fromkeys(("field", *held), "Title"))
    monkeypatch.setattr(seeds.st, "session_state", state)
    seeds.begin("there")
    assert seeds.seeded("field", "Title") == "field"
    assert ("field" in state.changed) == is_set


def test_a_new_session_with_the_address_takes_the_draft_up_and_two_never_edit_one(items):
    me = Writer(items=items)
    assert "draft" not in me.shown().address
    me.comment(0, "As printed.")
    me.app.segmented_control(key=me.key("template")).set_value("pictures").run()
    mine = me.shown().address["draft"]
    other = Writer("zh", draft=mine)
    assert other.draft == me.draft and len(other.titles) == 2
    assert other.shown().address["draft"] == mine
    assert f"{choice('nav', 'briefing', 'zh')} 2" in other.shown().chunks
    changed = other.comment(0, "Otherwise.")
    assert changed.address["draft"] != mine and changed.alerts == ()
    assert [one.draft.items[0].comment for one in (me, other)] == ["As printed.", "Otherwise."]
    assert held(mine) == me.draft
    assert held(changed.address["draft"]) == other.draft
    assert other.comment(0, "Once more.").address["draft"] == changed.address["draft"]
    assert "draft" not in me.press("clear").address
    assert me.press("undo").address["draft"] == mine
    assert held(mine) == me.draft


@pytest.fixture
def browser(monkeypatch, tmp_path):
    """`browser(word)` has the sessions that follow belong to the browser of that word."""
    # Drafts alone: the warehouse stays where the other tests have it.
    monkeypatch.setattr(drafts, "_folder", lambda: tmp_path / "drafts")
    return lambda word: monkeypatch.setattr(visitor, "current", lambda: word)


def test_a_new_session_on_any_page_takes_up_what_its_browser_changed_last_and_nobody_else_s(browser, items):
    browser("mine")
    me = Writer(items=items[:1])
    me.comment(0, "As printed.")
    id = me.shown().address["draft"]
    again = started("compare", "en")
    assert again.session_state["briefing.desk"].briefing == me.draft
    assert f"{choice('nav', 'briefing', 'en')} 1" in look(again, "en").chunks
    again.button(key="taking.add.comparison.en").click().run()
    # A reload goes on under the same id.
    assert again.session_state["briefing.desk"].id == id and held(id) != me.draft
    browser("another's")
    assert "briefing.desk" not in started("compare", "en").session_state
    theirs = Writer(draft=id)
    assert theirs.draft == held(id) and theirs.shown().address["draft"] == id
    assert theirs.shown().alerts == (text("briefing.desk.copy", "en"),)
    changed = theirs.comment(0, "Theirs.")
    assert changed.address["draft"] != id and changed.alerts == ()
    assert held(id) == again.session_state["briefing.desk"].briefing


def test_two_tabs_go_on_apart_and_each_is_told_of_the_other_one_click_away(browser, items):
    browser("mine")
    me = Writer(items=items)
    me.comment(0, "First.")
    tab = Writer()
    assert tab.draft == me.draft and tab.shown().alerts == ()
    tab.comment(0, "Second.")
    me.comment(0, "Third.")
    untitled = plain(text("briefing.head.untitled", "en"))
    told = text("briefing.desk.other", "en", title=untitled, n=2)
    assert [one.draft.items[0].comment for one in (me, tab)] == ["Third.", "Second."]
    third = me.draft
    assert me.shown().alerts == (told,) and next(drafts.of("mine")).briefing == third
    assert me.press("switch").alerts == (told,) and me.draft == tab.draft
    assert [one.briefing for one in drafts.of("mine", but=me.shown().address["draft"])] == [third]


def test_what_was_cleared_outlives_a_reload_as_another_draft_and_is_not_told_of_once_it_is_back(
    browser, items
):
    browser("mine")
    me = Writer(items=items)
    me.comment(0, "Of an hour's work.")
    full, id = me.draft, me.shown().address["draft"]
    me.press("clear")
    again = Writer()
    assert again.draft.items == () and len(again.shown().alerts) == 1
    shown = again.press("switch")
    assert again.draft == full and shown.address["draft"] == id and shown.alerts == ()
    shown = me.press("undo")
    assert me.draft == full and shown.address["draft"] == id and shown.alerts == ()
    assert next(drafts.of("mine")).briefing == full


def test_a_tab_that_waited_adds_to_what_another_began_meanwhile(browser):
    browser("mine")
    waiting, busy = started("compare", "en"), Writer()
    busy.add(PEOPLE)
    waiting.button(key="taking.add.comparison.en").click().run()
    assert len(waiting.session_state["briefing.desk"].briefing.items) == 2


def test_a_link_to_a_kept_briefing_leaves_the_draft_as_it_is(browser, items):
    saved.save(LI, "一季度", Briefing("", "en", "report", items))
    browser("mine")
    me = Writer(items=items[:1])
    me.comment(0, "Mine.")
    other = Writer(kept="一季度")
    assert len(other.draft.items) == 2
    assert [one.briefing for one in drafts.of("mine")] == [other.draft, me.draft]


def test_a_draft_the_server_does_not_have_is_told_as_lost_until_there_is_another(items):
    me = Writer(draft="gone")
    assert me.shown().alerts == (text("briefing.desk.lost", "en"),)
    assert len(me.shown().of_class("b-begin")) == 1
    shown = me.add(PEOPLE)
    assert shown.alerts == () and shown.address["draft"] not in ("", "gone")


def test_pages_other_than_the_briefing_keep_the_draft_and_do_not_name_it():
    app = started("compare", "en")
    app.button(key="taking.add.comparison.en").click().run()
    desk = app.session_state["briefing.desk"]
    assert held(desk.id) == desk.briefing
    assert "draft" not in look(app, "en").address


def test_links_to_passports_open_beside_a_briefing_under_way_as_they_begin_a_new_session(items):
    targets = set()
    for desk in (None, Desk(Briefing("", "en", "report", items[:1]))):
        app = begun("compare", "en")
        app.session_state["briefing.desk"] = desk
        codes = look(app.run(), "en").of_class("t-code")
        targets |= {(desk is None, one.get("target")) for one in codes}
    assert targets == {(True, "_self"), (False, "_blank")}


def test_a_file_brings_back_the_whole_briefing_and_a_bad_one_changes_nothing(items):
    kept = Briefing("甲", "en", "pictures", (items[0], replace(items[1], comment="Second.")))
    me = Writer("zh")
    me.upload(notation.to_json(kept))
    assert me.draft == kept and len(me.titles) == 2
    shown = me.upload(notation.to_json(kept).replace("pictures", "x"))
    assert "template" in shown.alerts[0] and me.draft == kept


def test_a_file_is_made_on_the_click_taken_away_with_the_next_change_and_what_hinders_it_is_said(
    items, house, monkeypatch
):
    asked = []

    def files(deck: Briefing, kind: str, size: tuple[int, int]) -> tuple:
        asked.append((deck.title, kind, size))
        if kind == "png":
            raise TalentError("briefing.full", most=60)
        return (SimpleNamespace(name=f"b.{kind}", content=b"bytes"),)

    for name, fake in {
        "building": SimpleNamespace(deck=lambda briefing, now, link: briefing),
        "formats": SimpleNamespace(files=files, one_file=lambda made, version: made[0]),
    }.items():
        monkeypatch.setattr(exporting, name, fake)
    me = Writer(items=items[:1])
    untitled = text("briefing.head.untitled", "en")
    shown = me.press("make")
    assert asked == [(untitled, "pptx", (1920, 1080))] and shown.alerts == ()
    take, _ = me.app.get("download_button")
    assert take.label == text("briefing.export.take", "en", name="b.pptx")
    me.comment(0, "More.")
    assert len(me.app.get("download_button")) == 1
    me.app.segmented_control(key=me.key("format")).set_value("png").run()
    me.app.segmented_control(key=me.key("size")).set_value("1080×1350").run()
    shown = me.press("make")
    assert asked[1:] == [(untitled, "png", (1080, 1350))]
    assert len(shown.alerts) == 1 and "60" in shown.alerts[0] and len(me.app.get("download_button")) == 1


def test_of_all_drafts_that_were_cleared_the_newest_few_are_offered(browser):
    browser("mine")
    me = Writer()
    for link in ("/policies", "/", "/compare?indicator=high_tech_firms", "/passport?code=DZ-04-008"):
        me.add(link)
        assert me.draft.items
        me.press("clear")
    offered = [one for one in me.app.button if (one.key or "").startswith(me.key("switch"))]
    assert len(offered) == OTHERS == 3
    me.press("switch")
    assert me.draft.items[0].view.page == "passport"


def test_a_picture_that_cannot_be_drawn_any_more_says_why_and_the_others_stand(items):
    lost = replace(items[1], view=parse("/compare?indicator=gone_for_good"), data="00000000")
    me = Writer(items=(lost, items[0]))
    shown = me.shown()
    assert text("briefing.item.gone", "en") in shown.text and "gone_for_good" in shown.text
    assert me.titles == [choice("nav", "compare", "en"), "High-tech firms (over time)"]


def test_a_kept_briefing_is_opened_by_anybody_and_replaced_or_removed_only_after_one_more_question(items):
    me = Writer(items=items[:1], may_write=True)
    me.app.text_input(key=me.key("save_as")).set_value("Mine")
    me.press("save")
    first = saved.load("Mine")
    assert first == me.draft and me.shown().alerts == ()
    me.comment(0, "More.")
    me.press("save")
    assert saved.load("Mine") == first
    me.press("replace.sure")
    assert saved.load("Mine") == me.draft != first
    other = Writer("zh")
    assert text("briefing.kept.no_right", "zh") in other.shown().text
    other.press("kept.Mine")
    assert other.draft == me.draft and not [b for b in other.app.button if "remove.Mine" in (b.key or "")]
    me.press("remove.Mine")
    assert saved.names() != ()
    me.press("remove.sure")
    assert saved.names() == ()


def test_a_link_opens_a_kept_briefing_once_and_the_address_then_names_the_draft(items):
    kept = Briefing("", "en", "report", items)
    saved.save(LI, "一季度", kept)
    me = Writer(kept="一季度")
    address = me.shown().address
    assert me.draft == kept and me.shown().alerts == ()
    assert "kept" not in address and held(address["draft"]) == kept
    me.comment(0, "More.")
    assert me.draft != kept
    assert "gone" in Writer(kept="gone").shown().alerts[0]


def test_what_the_data_left_behind_is_listed_old_and_new_and_renewed_at_one_click(items, house):
    saved.save(LI, "甲", Briefing("", "zh", "report", items))
    commit.write(LI, commit.withdrawal(house, CODE, "印错"))
    store.refresh()
    me = Writer("zh", items, may_write=True)
    shown, now = me.shown(), warehouse.locate().version
    gone = " · 哈尔滨 · 2025年末：2,338户 → 已无此数"
    assert gone in shown.text and text("briefing.item.stale", "zh") in shown.text
    kept = text("briefing.watch.out_of_date", "zh", briefings=1, pictures=1)
    assert set(shown.alerts) == {text("briefing.watch.draft", "zh", n=1), kept}
    page = look(started("update", "zh", view="history"), "zh")
    assert kept in page.alerts
    shown = me.press("refresh")
    assert {item.data for item in me.draft.items} == {now} != {house.version}
    assert gone in shown.text and text("briefing.item.updated", "zh") in shown.text
    assert set(shown.alerts) == {text("briefing.watch.renewed", "zh", n=1), kept}
    shown = me.press("unmark")
    assert gone not in shown.text and me.draft.items[0].changed == ()
    shown = me.press("refresh_kept")
    assert shown.alerts == () and [change.key for change in saved.load("甲").items[0].changed] == [CODE]
    shown = look(started("briefing", "en", batch="B0001"), "en")
    assert text("briefing.looking_back", "en") in shown.text and shown.of_class("b-begin") == []
