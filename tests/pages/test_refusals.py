"""What an address asks in vain is refused aloud, in the reader's language, and nothing else changes."""

import pytest
from streamlit.runtime.context import ContextProxy

from talent.i18n import choice, text
from tests.pages.opening import LANGUAGES, look, opened, started

VAIN = (
    ("compare", "indicator", "no such thing"),
    ("compare", "cities", "atlantis"),
    ("compare", "mode", "pie"),
    ("compare", "measure", "per_head"),
    ("compare", "anyway", "yes"),
    ("city", "cities", "harbin,atlantis"),
    ("city", "cities", "Harbin"),
    ("policies", "tier", "king"),
    ("policies", "months", "0"),
    ("policies", "months", "121"),
    ("policies", "months", "-1"),
    ("policies", "months", "\u0663"),
    ("policies", "arrives", "2026-13"),
    ("policies", "benefit", "gold"),
    ("catalogue", "view", "secrets"),
    ("catalogue", "only_city", "atlantis"),
    ("catalogue", "only_theme", "weather"),
    ("catalogue", "only_standing", "dreamt"),
    ("passport", "code", "XX-00-000"),
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("page", "name", "value"), VAIN)
def test_an_unknown_value_is_named_and_the_page_is_what_it_is_without_it(page, name, value, language):
    asked, plain = opened(page, language, **{name: value}), opened(page, language)
    assert asked.crashes == ()
    (alert,) = asked.alerts
    assert value in alert.replace("\\", "")
    assert choice("guard.parameter", name, language) in alert
    without = tuple(chunk for chunk in asked.chunks if chunk != " ".join(alert.split()))
    assert without == plain.chunks
    assert {k: v for k, v in asked.address.items() if k != name} == {
        k: v for k, v in plain.address.items() if k != name
    }


def test_one_unknown_city_among_known_ones_leaves_the_known_ones():
    shown = opened("compare", "en", cities="harbin,atlantis,daqing")
    assert shown.address["cities"] == "harbin,daqing"
    assert "atlantis" in shown.alerts[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_of_one_city_says_so_when_it_is_asked_for_several(language, catalogue):
    shown = opened("city", language, cities="daqing,harbin")
    (alert,) = shown.alerts
    alert = alert.replace("\\", "")
    assert text("guard.one_city", language) in alert and catalogue.cities["daqing"].name[language] in alert
    assert shown.address["cities"] == "daqing"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_that_is_none_is_named_above_the_start_page(language, monkeypatch):
    monkeypatch.setattr(ContextProxy, "url", "http://127.0.0.1:8501/nonsense")
    told = look(started("overview", language), language).alerts
    start = choice("nav", "overview", language)
    assert told == (text("guard.no_page", language, name="nonsense", shown=start),)
    for known in ("", "overview", "compare"):
        monkeypatch.setattr(ContextProxy, "url", f"http://127.0.0.1:8501/{known}")
        assert look(started("overview", language), language).alerts == ()


def test_an_unknown_language_is_refused_and_the_readers_own_is_shown():
    shown = look(started("overview", "fr"), "zh")
    assert "fr" in shown.alerts[0] and choice("nav", "overview", "zh") in shown.chunks


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_address_of_another_version_is_told_and_only_looked_at_until_anything_is_chosen(language):
    app = started("compare", language, v="2", indicator="high_tech_firms")
    shown = look(app, language)
    (alert,) = shown.alerts
    assert alert == text("guard.other_version", language, version="2", known="1")
    assert (shown.address["v"], shown.address["indicator"]) == ("2", "high_tech_firms")
    add = text("taking.add", language)
    assert [one.disabled for one in app.button if one.label == add] == [True]
    other = next(one for one in LANGUAGES if one != language)
    app.segmented_control(key="w.lang").set_value(other).run()
    assert look(app, other).alerts == (text("guard.other_version", other, version="2", known="1"),)
    app.segmented_control(key=f"w.compare.mode.{other}").set_value("line").run()
    shown = look(app, other)
    assert (shown.alerts, shown.address["v"]) == ((), "1")
    assert not any(one.disabled for one in app.button if one.label == text("taking.add", other))


def test_an_old_code_in_any_case_leads_to_the_figure():
    assert "DQ-03-022" in opened("passport", "en", code="dq-03-022").text
    assert opened("passport", "en", code="dq-03-022").alerts == ()


def test_every_choice_stands_in_the_address():
    shown = opened("policies", "zh", tier="phd", arrives="2024-07", months="12", benefit="loan_ceiling")
    wanted = {
        "tier": "phd",
        "arrives": "2024-07",
        "months": "12",
        "benefit": "loan_ceiling",
        "lang": "zh",
        "v": "1",
    }
    assert shown.address.items() >= wanted.items()


def test_a_choice_on_the_page_changes_the_page_and_the_address():
    app = started("policies", "en")
    before = look(app, "en")
    app.selectbox(key="w.policies.tier.en").set_value("phd").run()
    after = look(app, "en")
    assert after.address["tier"] == "phd" and before.address["tier"] == "master"
    assert after.crashes == () and after.text != before.text
