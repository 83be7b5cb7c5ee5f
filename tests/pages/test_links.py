"""Links on pages: digest in the address, what an old link is told, the way back, links that are stored."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from pages._parts import store
from talent import ledger, warehouse
from talent.briefing import exhibit, links, view
from talent.i18n import choice, text
from talent.what_if import notation
from tests.ledger.drafts import draft, nothing, rows
from tests.pages.opening import LANGUAGES, ROOT, elements, look, said, started

CODE = "HRB-13-005"
FIRMS = {"indicator": "high_tech_firms", "cities": "harbin,changchun", "mode": "line"}
ELSEWHERE = {**FIRMS, "cities": "daqing"}


@pytest.fixture(scope="module", autouse=True)
def old(state, house, tmp_path_factory):
    """The data before one drawn figure was corrected; the ledger is this module's own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TALENT_LEDGER", str(tmp_path_factory.mktemp("ledger")))
        figure = house.catalogue.statements[CODE]
        table = rows(replace(figure, value=2400.0, as_printed="2400户"), change="corrected")
        table = table.set_column(table.schema.get_field_index("revision"), "revision", [[2]])
        correction = replace(draft(base_version=house.version), rows=table.cast(ledger.SCHEMA))
        ledger.open_ledger().append(correction, warehouse.curated(), nothing)
        store.refresh()
        yield house
    store.refresh()


@pytest.fixture(scope="module")
def now(old):
    return warehouse.locate()


def seen(old, **choices: str) -> dict[str, str]:
    """A link to the Compare page as it was made with the old data."""
    made = view.view("compare", choices)
    return {**choices, "data": old.version, "n": exhibit.digest(made, old)}


def table(shown) -> list[str]:
    """The rows of what changed."""
    return [said(row) for one in shown.of_class("t-changes") for row in one.iter("tr")][1:]


def press(app, label: str) -> None:
    next(one for one in app.button if one.label == label).click().run()


def captions(app) -> list[str]:
    return [one.value for one in app.caption]


def test_the_address_holds_one_digest_of_the_numbers_in_either_language(now):
    found = {look(started("compare", one), one).address["n"] for one in LANGUAGES}
    assert found == {exhibit.digest(view.parse("/compare"), now)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_old_link_is_told_what_changed_from_then_to_now(language, old, now):
    shown = look(started("compare", language, **seen(old, **FIRMS)), language)
    then, today = {"zh": ("2,338户", "2,400户"), "en": ("2,338 firms", "2,400 firms")}[language]
    (row,) = table(shown)
    assert then in row and today in row and row.index(then) < row.index(today) and CODE in row
    day = ledger.open_ledger().batches()[0].committed.date()
    what = choice("links.event", "corrected", language)
    assert text("links.happened", language, batch="B0001", what=what, day=day) in row
    assert len(shown.alerts) == 1 and old.version in shown.alerts[0] and now.version in shown.alerts[0]
    assert (shown.address["data"], shown.address["n"]) == (
        now.version,
        exhibit.digest(view.view("compare", FIRMS), now),
    )


def test_a_link_whose_numbers_are_the_same_is_told_so_in_a_line(old, now):
    app = started("compare", "en", **seen(old, **ELSEWHERE))
    assert look(app, "en").alerts == () and table(look(app, "en")) == []
    assert text("links.same", "en", seen=old.version, now=now.version) in captions(app)


def test_the_notice_stays_through_runs_and_languages_and_goes_when_something_else_is_chosen(old):
    app = started("compare", "zh", **seen(old, **FIRMS))
    app.run()
    assert len(table(look(app, "zh"))) == 1
    app.segmented_control(key="w.lang").set_value("en").run()
    assert "2,338 firms" in table(look(app, "en"))[0]
    app.segmented_control(key="w.compare.mode.en").set_value("bar").run()
    assert table(look(app, "en")) == [] and look(app, "en").alerts == ()
    app.segmented_control(key="w.compare.mode.en").set_value("line").run()
    assert table(look(app, "en")) == []


def test_a_dismissed_notice_does_not_come_back(old):
    app = started("compare", "en", **seen(old, **FIRMS))
    press(app, text("links.dismiss", "en"))
    assert table(look(app, "en")) == [] and look(app, "en").alerts == ()
    app.segmented_control(key="w.lang").set_value("zh").run()
    assert table(look(app, "zh")) == []


def test_the_view_is_shown_as_it_was_and_again_as_it_is(old, now):
    app = started("compare", "en", **seen(old, **FIRMS))
    press(app, text("links.as_it_was", "en"))
    shown = look(app, "en")
    assert "2,338" in shown.text and "2,400" not in shown.text and table(shown) == []
    assert shown.alerts == (text("guard.as_of_beginning", "en", batch="B0001", version=old.version),)
    link = seen(old, **FIRMS)
    assert {name: shown.address[name] for name in ("batch", "data", "n")} == {
        "batch": "B0000", "data": link["data"], "n": link["n"],
    }  # fmt: skip
    press(app, text("guard.now", "en"))
    shown = look(app, "en")
    assert len(table(shown)) == 1 and "batch" not in shown.address and shown.address["data"] == now.version


def test_the_browser_s_back_leads_from_the_view_as_it_was_to_the_notice(old, now):
    app = started("compare", "en", **seen(old, **FIRMS))
    before = look(app, "en").address
    press(app, text("links.as_it_was", "en"))
    app.query_params.clear()
    app.query_params.update(before)
    app.run()
    shown = look(app, "en")
    assert shown.address == before and "2,400" in table(shown)[0]


def test_going_back_to_now_is_no_link_with_other_numbers(old):
    app = started("compare", "en", batch="B0000", **seen(old, **FIRMS))
    press(app, text("guard.now", "en"))
    assert look(app, "en").alerts == () and table(look(app, "en")) == [] and captions(app) != []


def test_numbers_of_data_that_cannot_be_had_back_are_said_to_be_lost(old):
    link = seen(old, **FIRMS) | {"data": "0000dead"}
    shown = look(started("compare", "en", **link), "en")
    assert len(shown.alerts) == 1 and "0000dead" in shown.alerts[0] and table(shown) == []
    assert text("links.untold", "en") in shown.text


@pytest.mark.parametrize(("name", "value"), (("data", "no hash"), ("n", "123")))
def test_what_no_link_can_have_seen_is_refused_aloud(name, value):
    shown = look(started("compare", "en", **{name: value}), "en")
    (alert,) = shown.alerts
    assert value in alert and choice("guard.parameter", name, "en") in alert


# Stored views


@pytest.fixture(scope="module")
def kept(old) -> str:
    """The id of a view stored in English with the old data."""
    return links.keep(view.view("compare", FIRMS, language="en"), old)[:10]


def test_a_stored_view_brings_its_choices_and_language_and_says_what_changed(kept):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    app.query_params["b"] = kept
    app.switch_page("pages/explore/compare.py").run()
    shown = look(app, "en")
    assert shown.crashes == () and shown.address.items() >= {**FIRMS, "b": kept, "lang": "en"}.items()
    assert "2,338 firms" in table(shown)[0]
    app.segmented_control(key="w.compare.mode.en").set_value("bar").run()
    assert "b" not in look(app, "en").address and table(look(app, "en")) == []


def test_a_stored_view_is_shown_in_the_language_the_address_asks_for(kept):
    app = started("compare", "zh", b=kept)
    assert "2,338户" in table(look(app, "zh"))[0]
    app.segmented_control(key="w.lang").set_value("en").run()
    assert look(app, "en").address["b"] == kept and "2,338 firms" in table(look(app, "en"))[0]


def test_a_choice_beside_a_stored_view_counts_and_makes_it_another(kept):
    shown = look(started("compare", "en", b=kept, cities="daqing"), "en")
    assert shown.address["cities"] == "daqing" and "b" not in shown.address and table(shown) == []


def test_a_stored_view_opens_on_its_own_page(kept):
    shown = look(started("overview", "en", b=kept), "en")
    assert shown.crashes == () and shown.address.items() >= {**FIRMS, "b": kept, "lang": "en"}.items()
    assert said(shown.of_class("t-heading")[0]).startswith(text("compare.title", "en"))


def test_looking_back_from_a_stored_view_is_no_longer_the_view_stored(kept, old):
    app = started("compare", "en", b=kept)
    press(app, text("links.as_it_was", "en"))
    address = look(app, "en").address
    assert address["batch"] == "B0000" and "b" not in address and address["data"] == old.version
    press(app, text("guard.now", "en"))
    assert look(app, "en").address["b"] == kept


@pytest.mark.parametrize("id", ("0123456789", "../../etc"))
def test_an_unknown_stored_view_is_refused_aloud(id):
    shown = look(started("compare", "en", b=id), "en")
    assert len(shown.alerts) == 1 and choice("guard.parameter", "b", "en") in shown.alerts[0]
    assert "b" not in shown.address and shown.crashes == ()


def test_a_moved_rate_has_the_digest_of_its_pictures_and_a_stored_one_opens_with_other_data(
    old, now, monkeypatch
):
    app = started("what_if", "en")
    before = look(app, "en").address["n"]
    monkeypatch.setenv(links.PUBLIC, "https://talent.example.cn/")
    app.session_state["what_if.open.link"] = True
    app.number_input(key="what_if.reform.phd.en").set_value(3500).run()
    found = look(app, "en").address
    moved = {name: said for name, said in found.items() if name in view.PAGES["what_if"]}
    asked = view.view("what_if", moved, language="en")
    assert found["n"] != before and found["n"] == exhibit.digest(asked, now)
    # What is to be copied: the whole link and the short one, from the public address.
    copied = "".join(str(node.proto) for node in elements(app._tree[0]))
    whole = links.whole(replace(asked, data=now.version, digest=found["n"]), "https://talent.example.cn")
    assert whole in copied
    assert f"https://talent.example.cn/what_if?b={links.keep(asked, now)[:10]}" in copied
    scenario = notation.from_link(moved["s"], store.evidence().defaults).scenario
    id = links.keep(
        view.view("what_if", {**moved, "s": notation.to_link(scenario, old.version)}, language="en"), old
    )
    shown = look(started("what_if", "en", b=id[:10]), "en")
    assert shown.address["b"] == id[:10] and shown.address["n"] == found["n"] and table(shown) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_looking_back_to_a_batch_says_that_it_was_undone_since(old, language):
    book = ledger.open_ledger()
    mark = book.mark("B0001", True, "tester", "", nothing)
    (said_so,) = look(started("compare", language, batch="B0001"), language).alerts
    assert said_so.endswith(text("guard.undone_since", language, day=mark.time.date()))
    # In the state it was undone in, that is what is said anyway.
    (said_so,) = look(started("compare", language, batch=mark.id), language).alerts
    assert text("guard.undone_since", language, day=mark.time.date()) not in said_so
    book.mark("B0001", False, "tester", "", nothing)
