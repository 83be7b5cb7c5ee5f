"""The simulator's page: every city stands, a lever moves the numbers, a link brings back the same ones."""

from dataclasses import replace

import pytest

from pages._parts import scenario as scenario_part
from pages._parts.guard import plain
from talent import access
from talent.i18n import choice, text
from talent.what_if import answering, evidence, examples, export, inputs, notation, saved, study, wording
from talent.what_if.scenario import Scenario
from tests.access.conftest import STORED
from tests.pages.facts import foreign, slips
from tests.pages.opening import LANGUAGES, look, opened, said, started

CITIES = ("harbin", "daqing", "dezhou", "changchun")


@pytest.fixture(scope="module")
def known(house):
    return evidence.evidence()


def heroes(shown) -> list[str]:
    """The three numbers to read first."""
    return [said(one) for one in shown.of_class("w-hero")]


def key(name: str, language: str = "en") -> str:
    return f"what_if.{name}.{language}"


def lever(app, kind: str, name: str, language: str = "en"):
    """A lever as it stands: one that shows another value than the reader gave it has a new key."""
    known = "what_if.renewed" in app.session_state
    times = app.session_state["what_if.renewed"].get(key(name, language), 0) if known else 0
    return getattr(app, kind)(key=key(name, language) + (f".{times}" if times else ""))


def field(app, name: str, language: str = "en"):
    return lever(app, "number_input", name, language)


def held(app, known) -> Scenario:
    """The scenario in the address."""
    found = app.query_params["s"]
    return notation.from_link(found if isinstance(found, str) else found[-1], known.defaults).scenario


def link(scenario: Scenario, house) -> str:
    return notation.to_link(scenario, house.version)


def loaded(example, known) -> Scenario:
    return notation.parse_toml(example.scenario, known.defaults)


def light(house, known) -> str:
    """A link to Harbin's start with few draws, for tests that compute many times."""
    begun = inputs.start("harbin", house.catalogue, known)
    return link(replace(begun, assumptions=replace(begun.assumptions, draws=200)), house)


def opening(app, *names: str):
    """Have parts of the page open at the next run."""
    app.session_state["what_if.opened"] = dict.fromkeys(names, True)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("city", CITIES)
def test_a_city_opens_with_what_its_documents_print_and_nothing_of_another_s(
    city, language, catalogue, known, house
):
    app = started("what_if", language, cities=city)
    shown, found = look(app, language), held(app, known)
    assert (shown.crashes, shown.alerts) == ((), ())
    assert slips(shown, catalogue) == [] and foreign(shown, catalogue) == []
    assert found.city == city and found.intake == {}
    for tier in found.tiers:
        assert field(app, f"baseline.{tier}", language).value == found.baseline[tier]
    lacking = choice("what_if.input", "intake" if found.baseline else "reform_rate", language)
    assert len(heroes(shown)) == (3 if found.baseline else 0)
    assert wording.sentence(language) in shown.text or not found.baseline
    assert found.baseline or lacking in shown.text


def test_a_lever_moves_the_numbers_and_the_address_and_a_step_back_brings_both_back(known):
    app = started("what_if", "en")
    before, start = heroes(look(app, "en")), held(app, known)
    lever(app, "slider", "slide.phd.6000").set_value(3500).run()
    after = look(app, "en")
    assert heroes(after) != before and heroes(after)[0].startswith("+")
    assert held(app, known).reform["phd"] == 3500 and held(app, known).baseline["phd"] == 3000
    assert field(app, "reform.phd").value == 3500
    field(app, "months").set_value(24).run()
    assert held(app, known).duration_months == 24
    app.button(key=key("undo")).click().run()
    assert heroes(look(app, "en")) == heroes(after)
    app.button(key=key("undo")).click().run()
    assert held(app, known) == start and heroes(look(app, "en")) == before
    field(app, "reform.master").set_value(2500).run()
    assert heroes(look(app, "en"))[0].startswith("+") and look(app, "en").address["who"] == "master"
    app.button(key=key("reset")).click().run()
    app.segmented_control(key=key("who.phd.master.bachelor.technician")).set_value("phd").run()
    assert held(app, known) == start and heroes(look(app, "en")) == before


def test_an_emptied_field_is_missing_and_never_nought(known):
    app = started("what_if", "en")
    field(app, "baseline.phd").set_value(None).run()
    found = held(app, known)
    assert "phd" not in found.baseline and found.baseline["master"] == 2000
    field(app, "months").set_value(None).run()
    assert held(app, known).duration_months is None
    assert heroes(look(app, "en")) == [] and choice("what_if.badge", "missing", "en") in look(app, "en").text


def test_totals_show_once_an_intake_is_typed(known):
    app = started("what_if", "en", cities="changchun")
    assert text("what_if.outcome.thousand_only", "en") in look(app, "en").text
    for tier, count in (("phd", 100), ("master", 1000), ("bachelor", 5000)):
        field(app, f"intake.{tier}").set_value(count).run()
    shown, found = look(app, "en"), held(app, known)
    assert found.intake == {"phd": 100, "master": 1000, "bachelor": 5000}
    assert text("what_if.outcome.thousand_only", "en") not in shown.text
    assert choice("what_if.basis", "total", "en") in shown.text


def test_another_city_s_rates_come_on_a_click_and_say_so(known):
    app = started("what_if", "en", cities="daqing")
    app.button(key=key("lend.policy.harbin")).click().run()
    shown, found = look(app, "en"), held(app, known)
    assert found.city == "daqing" and found.reform["phd"] == 3000 and found.baseline == {}
    assert choice("what_if.badge", "transplanted", "en") in shown.text and "HRB-01-007" in shown.codes
    # The programme stands without a baseline: the rates taken over are what the but-for share refers to.
    assert "—" not in heroes(shown) and choice("what_if.input", "intake", "en") not in shown.text


def test_each_city_keeps_its_draft_and_the_language_loses_nothing(known):
    app = started("what_if", "en")
    field(app, "reform.phd").set_value(4000).run()
    lever(app, "segmented_control", "city").set_value("dezhou").run()
    assert held(app, known).city == "dezhou"
    app.query_params["lang"] = "zh"
    app.run()
    lever(app, "segmented_control", "city", "zh").set_value("harbin").run()
    assert held(app, known).reform["phd"] == 4000
    assert field(app, "reform.phd", "zh").value == 4000


@pytest.mark.parametrize(("place", "language"), list(enumerate(LANGUAGES)))
def test_a_link_opens_its_scenario_and_shows_what_the_command_answers(
    place, language, known, house, catalogue
):
    for example in examples.examples()[place :: len(LANGUAGES)]:
        given = loaded(example, known)
        shown = opened("what_if", language, s=link(given, house))
        assert notation.from_link(shown.address["s"], known.defaults).scenario == given
        assert shown.address["cities"] == given.city
        found = study.study(given, catalogue, known, house.version)
        told = answering.answer(found)
        tier = next((one for one in told["per_1000"] if found.responds(one)), next(iter(told["per_1000"])))
        whole = bool(told["reform"]["spend_by_year"])
        figures = told if whole else told["per_1000"][tier]
        assert (shown.crashes, shown.alerts) == ((), ())
        exact = not found.responds(None if whole else tier)
        tail = wording.yuan(figures["reform"]["committed_tail"], language, exact=exact)
        assert tail in said(shown.of_class("w-lead")[0]), example.id
        leads = figures["delta"] if figures["delta"]["total"] else figures["programme"]
        people, each = (said(card) for card in shown.of_class("w-lead")[1:])
        if leads["total"] is None:
            assert "—" in people and "—" in each
            continue
        ratio = leads.get("ratios") or figures["ratios"]
        assert wording.yuan(leads["additional"], language, exact=False, unit="persons") in people
        assert wording.band(leads["additional_band"], language, "persons") in people
        assert wording.ratio(ratio["per_additional_person_year"], language) in each
        assert wording.ratio(ratio["per_additional"], language) in each


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_that_cannot_be_used_is_refused_aloud_and_the_start_is_shown(language, known, house):
    unasked = opened("what_if", language)
    start = notation.from_link(unasked.address["s"], known.defaults).scenario
    outside = notation.to_mapping(start) | {"years": 400}
    spoilt = {"zh": "%%%", "en": unasked.address["s"][:-30]}[language]
    for broken in (spoilt, coded(outside)):
        shown = opened("what_if", language, s=broken)
        (alert,) = shown.alerts
        assert choice("guard.parameter", "s", language) in alert and shown.crashes == ()
        assert shown.address["s"] == unasked.address["s"] and heroes(shown) == heroes(unasked)
    assert "400" in alert


def coded(mapping: dict, **more: object) -> str:
    """A link as somebody might make it by hand."""
    import base64
    import json

    return base64.urlsafe_b64encode(json.dumps(mapping | more).encode()).decode().rstrip("=")


def test_a_link_of_another_model_may_be_looked_at_and_not_changed(known, house):
    start = notation.from_link(opened("what_if", "en").address["s"], known.defaults).scenario
    app = started("what_if", "en", s=coded(notation.to_mapping(start), v=99))
    shown = look(app, "en")
    assert "99" in shown.alerts[0] and len(heroes(shown)) == 3
    assert field(app, "reform.phd").disabled and app.slider[0].disabled
    app.button(key=key("reset")).click().run()
    assert not field(app, "reform.phd").disabled and look(app, "en").alerts == ()


def test_a_link_made_with_other_data_says_so(known, house):
    start = notation.from_link(opened("what_if", "en").address["s"], known.defaults).scenario
    shown = opened("what_if", "en", s=notation.to_link(start, "0000dead"))
    assert "0000dead" in shown.alerts[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_opens_without_slips(language, catalogue, known, house):
    app = started("what_if", language, s=light(house, known))
    for tier, count in (("phd", 100), ("master", 1000), ("bachelor", 5000), ("technician", 500)):
        field(app, f"intake.{tier}", language).set_value(count)
    field(app, "reform.phd", language).set_value(3500).run()
    app.button(key=key("keep_a", language)).click().run()
    opening(app, "assumptions", "budget", "values", "trace", "inputs", "split", "backwards", "prices",
            "anchors", "evidence", "left_out", "sides", "options.phd")  # fmt: skip
    app.run()
    opening(app, "assumptions", "values", "trace", "inputs", "split", "backwards", "prices", "anchors",
            "evidence", "left_out", "sides")  # fmt: skip
    lever(app, "segmented_control", "city", language).set_value("dezhou").run()
    app.button(key=key("keep_b", language)).click().run()
    shown = look(app, language)
    assert (shown.crashes, shown.alerts) == ((), ())
    assert slips(shown, catalogue) == []
    assert choice("what_if.grade", "B", language) in shown.text
    assert text("what_if.side.thousand", language, tier=catalogue.tiers["phd"].name[language]) in shown.text
    assert text("what_if.working.anchors_lead", language) in shown.text


def test_anchors_stand_beside_what_is_computed_and_checked_of_them(catalogue, known):
    app = started("what_if", "zh", cities="dezhou")
    opening(app, "anchors")
    shown = look(app.run(), "zh")
    assert "11,298" in shown.text and catalogue.checks["dezhou-graduates-same-base"].note.zh in shown.text


def test_a_budget_is_solved_for_the_tiers_whose_people_are_typed(known, house):
    app = started("what_if", "en", s=light(house, known))
    opening(app, "budget", "backwards")
    field(app.run(), "intake.bachelor").set_value(1000).run()
    field(app, "solve").set_value(60_000_000).run()
    found = held(app, known)
    solved = study.study(found, house.catalogue, known, house.version).whole[1].solution
    rate = wording.yuan(solved.rate["bachelor"], "en", exact=False, unit="yuan_per_month")
    assert rate in look(app, "en").text


def test_two_readers_who_move_the_same_slider_in_turn_keep_their_own_scenarios(known, house):
    readers = [started("what_if", "en", s=light(house, known)) for _ in range(2)]
    rates = (3500, 4000), (3600, 3500)
    for app, rate in ((app, rates[turn][who]) for turn in range(2) for who, app in enumerate(readers)):
        lever(app, "slider", "slide.phd.6000").set_value(rate).run()
    assert [held(app, known).reform["phd"] for app in readers] == list(rates[-1])
    assert len({tuple(heroes(look(app, "en"))) for app in readers}) == 2


def test_a_range_stays_in_order_whichever_end_is_moved(known, house):
    app = started("what_if", "en", s=light(house, known))
    opening(app, "assumptions")
    app.run()
    field(app, "but_for.low").set_value(30).run()
    assert held(app, known).assumptions.but_for == type(known.defaults.but_for)(0.3, 0.3, 0.3)
    app.button(key=key("preset.tulsa")).click().run()
    assert held(app, known).assumptions.but_for.low == 0.58


def test_a_printed_number_of_people_is_taken_for_the_tier_the_reader_names(known):
    app = started("what_if", "en", cities="dezhou")
    opening(app, "people")
    app.run()
    assert {"DZ-04-008", "DZ-04-037"} <= look(app, "en").codes
    assert text("what_if.lever.anchor_caveat", "en") in look(app, "en").text
    assert not [one for one in app.button if one.key == key("anchor.DZ-04-008")]
    app.segmented_control(key=key("anchor_tier")).set_value("phd").run()
    app.button(key=key("anchor.DZ-04-008")).click().run()
    assert held(app, known).intake == {"phd": 23127}
    assert choice("what_if.note", "not_by_tier", "en").partition(";")[0] in look(app, "en").text


def test_an_example_and_a_file_are_opened_and_a_bad_file_is_refused_aloud(known):
    app = started("what_if", "en")
    app.session_state["what_if.open.scenarios"] = True
    app.run()
    example = next(one for one in examples.examples() if one.id == "daqing-at-harbin-rates")
    app.button(key=key(f"example.{example.id}")).click().run()
    assert held(app, known) == loaded(example, known)
    given = notation.to_toml(loaded(examples.examples()[0], known))
    app.session_state["what_if.open.scenarios"] = True
    app.run()
    app.file_uploader(key=key("upload")).upload("mine.toml", given.encode(), "text/plain").run()
    before = held(app, known)
    assert before == loaded(examples.examples()[0], known)
    app.session_state["what_if.open.scenarios"] = True
    app.run()
    whole = export.json(study.current(loaded(examples.examples()[1], known)))
    app.file_uploader(key=key("upload")).upload("all.json", whole.encode(), "application/json").run()
    before = held(app, known)
    assert before == loaded(examples.examples()[1], known)
    app.session_state["what_if.open.scenarios"] = True
    app.run()
    app.file_uploader(key=key("upload")).upload("bad.toml", b"city = 7", "text/plain").run()
    shown = look(app, "en")
    assert "city" in shown.alerts[0] and shown.crashes == () and held(app, known) == before


def test_a_kept_scenario_is_replaced_and_removed_only_after_it_was_asked_once_more(known, house, monkeypatch):
    monkeypatch.setenv(access.HASH, STORED)
    app = started("what_if", "en", s=light(house, known))
    app.session_state["analyst.token"] = access.sign_in("correct horse battery", "李明", "loopback")

    def press(name: str) -> None:
        app.session_state["what_if.open.scenarios"] = True
        app.button(key=key(name)).click().run()

    def kept() -> Scenario:
        return saved.load("Mine", known.defaults)

    app.session_state["what_if.open.scenarios"] = True
    app.run()
    app.text_input(key=key("save_as")).set_value("x" * 61)
    press("save")
    assert "61" in look(app, "en").alerts[0] and "x" * 21 not in look(app, "en").alerts[0]
    app.text_input(key=key("save_as")).set_value("Mine")
    press("save")
    assert look(app, "en").alerts == ()
    first = kept()
    field(app, "reform.phd").set_value(4000)
    press("save")
    assert kept() == first
    press("replace.no")
    assert kept() == first
    press("save")
    press("replace.sure")
    assert kept().reform["phd"] == 4000
    press("remove.Mine")
    assert kept().reform["phd"] == 4000
    press("remove.sure")
    assert saved.names() == ()


def test_a_number_out_of_range_is_refused_beside_its_lever_and_the_one_in_force_stands(known, house):
    app = started("what_if", "zh", s=light(house, known))
    before = heroes(look(app, "zh"))
    field(app, "reform.phd", "zh").set_value(3_000_000).run()
    shown = look(app, "zh")
    (alert,) = shown.alerts
    assert "3000000" in alert and "3,000,000" not in alert and shown.crashes == ()
    assert heroes(shown) == before and field(app, "reform.phd", "zh").value == 3000
    field(app, "months", "zh").set_value(12.5).run()
    assert plain("12.5") in look(app, "zh").alerts[0] and held(app, known).duration_months == 36
    field(app, "reform.phd", "zh").set_value(3500.5).run()
    assert look(app, "zh").alerts == () and held(app, known).reform["phd"] == 3500.5


def test_moves_of_one_lever_within_a_moment_are_one_step_back(known, house, monkeypatch):
    app = started("what_if", "en", s=light(house, known))
    for rate in (3050, 3100, 3150):
        field(app, "reform.phd").set_value(rate).run()
    monkeypatch.setattr(scenario_part, "PAUSE", 0)
    field(app, "reform.phd").set_value(3200).run()
    for rate in (3150, 3000):
        app.button(key=key("undo")).click().run()
        assert held(app, known).reform["phd"] == rate


def test_what_a_lever_sends_that_was_renewed_meanwhile_undoes_nothing(known, house):
    app = started("what_if", "en", s=light(house, known))
    old = field(app, "reform.phd")
    lever(app, "slider", "slide.phd.6000").set_value(3500).run()
    assert field(app, "reform.phd").value == 3500
    old.set_value(3000).run()
    assert held(app, known).reform["phd"] == 3500


def test_a_total_can_be_seen_as_soon_as_one_tier_has_its_people(known):
    app = started("what_if", "en")
    field(app, "intake.bachelor").set_value(20_000).run()
    shown = look(app, "en")
    assert "20,000 persons. Totals can be shown" in shown.text
    thousand = heroes(shown)
    app.segmented_control(key=key("basis.thousand.total")).set_value("total").run()
    shown = look(app, "en")
    assert heroes(shown) != thousand and "—" not in heroes(shown)
    assert any("PhD" in said(one) for one in shown.of_class("w-under"))


def test_nought_now_without_a_reference_keeps_the_costs_and_names_the_field(known):
    app = started("what_if", "en", cities="daqing")
    field(app, "months").set_value(36).run()
    field(app, "reform.phd").set_value(3000).run()
    shown = look(app, "en")
    assert heroes(shown)[0] != "—" and heroes(shown)[1:] == ["—", "—"]
    assert choice("what_if.input", "assumptions_reference_rate", "en") in said(shown.of_class("w-missing")[0])
    app.button(key=key("none.phd")).click().run()
    shown = look(app, "en")
    assert held(app, known).baseline == {"phd": 0} and heroes(shown)[1:] == ["—", "—"]
    assert shown.alerts == (plain(text("what_if.outcome.no_reference", "en", listed="PhD")),)
    field(app, "reference.phd").set_value(3000).run()
    shown = look(app, "en")
    assert shown.alerts == () and "—" not in heroes(shown)


def test_changed_assumptions_leave_a_mark_on_the_numbers(known, house):
    app = started("what_if", "en", s=light(house, known))
    before = said(look(app, "en").of_class("w-rests")[0])
    assert text("what_if.outcome.changed", "en", n=1) not in before
    assert known.parameters["but_for"].name["en"] in before
    opening(app, "assumptions")
    app.run()
    app.button(key=key("preset.tulsa")).click().run()
    marked = said(look(app, "en").of_class("w-rests")[0])
    assert text("what_if.outcome.changed", "en", n=1) in marked
    assert known.presets["tulsa"].name["en"] in marked


def test_a_cap_that_binds_shows_what_is_paid_and_what_is_not(known, house):
    app = started("what_if", "en", s=light(house, known))
    field(app, "intake.phd").set_value(1000).run()
    opening(app, "budget")
    app.segmented_control(key=key("basis.thousand.total")).set_value("total").run()
    field(app, "cap").set_value(50_000_000).run()
    card = said(look(app, "en").of_class("w-lead")[0])
    assert "50,000,000" in card and "As planned" in card and "The cap binds" in card
    assert "Under the rule of the cap" in card
    field(app, "cap").set_value(500_000_000).run()
    assert "is not reached" in said(look(app, "en").of_class("w-lead")[0])


def test_who_cannot_save_is_told_so(house, monkeypatch):
    monkeypatch.delenv(access.HASH, raising=False)
    app = started("what_if", "en")
    app.session_state["what_if.open.scenarios"] = True
    app.run()
    assert text("what_if.share.nobody", "en") in look(app, "en").text
