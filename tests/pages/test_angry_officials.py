"""The fourteen things a careful official would be angry about, on the pages themselves, in both languages."""

import re
from itertools import combinations

import pytest

from talent import offer, queries
from talent.i18n import choice, format_number, format_value, text
from tests.pages.facts import tight, unsaid, value_text
from tests.pages.opening import CODE, LANGUAGES, opened, said
from tests.pages.test_compare import in_drawing

CITIES = ("harbin", "daqing", "dezhou", "changchun")
TIERS = ("phd", "master", "bachelor", "technician")
everywhere = pytest.mark.parametrize("language", LANGUAGES)


def panels(shown):
    """For each panel of bars: its title and the rows by code."""
    for panel in shown.of_class("tc-panel"):
        rows = {
            CODE.search(said(row)).group(): row
            for row in panel.iter("div")
            if row.get("class") == "tc-row" and CODE.search(said(row))
        }
        yield panel.find("h4").text, rows


def compared(indicator: str, language: str, **params: str):
    return opened("compare", language, indicator=indicator, **params)


def traces(shown):
    return [trace for spec in shown.drawings for trace in spec["data"] if trace.get("customdata")]


@everywhere
def test_01_a_district_is_never_drawn_as_its_city(language, catalogue, readings):
    area = catalogue.areas["harbin_new_area"].name[language]
    parts = {r.statement_id for r in readings if r.area == "harbin_new_area"}
    assert {catalogue.statements[code].value for code in parts} >= {925, 35_000}
    for indicator in sorted(
        {
            catalogue.statements[code].indicator
            for code in parts
            if catalogue.statements[code].value in (925, 35_000)
        }
    ):
        shown = compared(indicator, language)
        for title, rows in panels(shown):
            assert not rows.keys() & parts or (rows.keys() <= parts and area in title)
        for code in shown.codes & parts:
            assert all(area in said(row) for row in shown.rows(code))
    for page in (opened("overview", language), opened("city", language, cities="harbin")):
        for code in page.codes & parts:
            assert all(area in said(row) for row in page.rows(code))
    code = next(c for c in parts if catalogue.statements[c].value == 925)
    assert area in opened("passport", language, code=code).text


@everywhere
def test_02_planned_apartments_never_stand_beside_apartments_in_use(language, catalogue):
    planned = choice("standing", "planned", language)
    shown = compared("talent_apartments", language)
    found = [
        ({catalogue.statements[code].standing for code in rows}, title, rows) for title, rows in panels(shown)
    ]
    assert {s for standings, _, _ in found for s in standings} >= {"achieved", "planned"}
    for standings, _, rows in found:
        assert len(standings) == 1
        for row in rows.values():
            hatched = any("tc-hatch" in e.get("class", "") for e in row.iter())
            assert hatched == (standings <= {"planned", "in_progress"})
            assert standings != {"planned"} or planned in said(row)
    together = compared("talent_apartments", language, anyway="1")
    assert planned in said(together.of_class("tc-burnt")[0])


@everywhere
def test_03_a_target_is_never_a_result(language, catalogue, readings):
    """Neither on a card where there is a result, nor in a line, nor without its word in any row."""
    word = choice("standing", "planned", language)
    overview = opened("overview", language)
    planned = {r.statement_id for r in readings if r.standing == "planned"}
    for code in overview.codes & planned:
        assert all(word in said(row) for row in overview.rows(code))
    for indicator in sorted({catalogue.statements[code].indicator for code in planned})[:6]:
        shown = compared(indicator, language, mode="line")
        for trace in traces(shown):
            if "lines" in trace.get("mode", ""):
                assert not in_drawing({"data": [trace]}) & planned
        for code in shown.codes & planned:
            assert all(word in said(row) for row in shown.rows(code))


@everywhere
@pytest.mark.parametrize("tier", TIERS)
def test_04_loans_are_never_added_to_grants(tier, language, catalogue):
    """They stand under their own heading, which says so, and no sum of them is anywhere in a card."""
    shown = opened("policies", language, tier=tier)
    loans = {p.amount for p in catalogue.policies.values() if p.benefit_type in ("loan", "loan_ceiling")} - {
        None
    }
    yuan = catalogue.units["yuan"]
    for kind in shown.of_class("t-kind"):
        codes = set(CODE.findall(said(kind)))
        if codes & loans:
            assert "t-kind-loan" in kind.get("class") and kind.find("h4").text == choice(
                "offer.kind", "loan", language
            )
            assert codes <= loans | {p.duration for p in catalogue.policies.values()}
    for card in shown.of_class("t-card"):
        amounts = {
            catalogue.statements[code].value
            for code in CODE.findall(said(card))
            if catalogue.statements[code].unit == "yuan"
        }
        printed = {format_value(v, yuan, language) for v in amounts}
        sums = {format_value(a + b, yuan, language) for a, b in combinations(sorted(amounts), 2)} - printed
        assert not sums & {said(b) for b in card.iter("b")}
    assert text("offer.no_sum", language) in shown.chunks


@everywhere
def test_05_a_joint_sum_says_who_shares_it_and_a_sum_without_a_period_says_so(language, catalogue, readings):
    shown = compared("talent_spending", language)
    unknown = text("tag.period_unstated", language)
    found = [r for r in readings if r.indicator == "talent_spending"]
    joint = [r for r in found if "county" in r.note_en]
    assert joint and any(r.period_basis == "unstated" for r in found)
    for reading in found:
        rows = [row for row in shown.rows(reading.statement_id) if row.tag == "tr"]
        assert rows and all((reading.note_zh, reading.note_en)[language == "en"] in said(row) for row in rows)
        assert reading.period_basis != "unstated" or all(unknown in said(row) for row in rows)
    overview = opened("overview", language)
    for reading in joint:
        definition = catalogue.indicators["talent_spending"].definitions[reading.definition][language]
        for row in overview.rows(reading.statement_id):
            assert definition in said(row)
            assert reading.period_basis != "unstated" or unknown in said(row)


@everywhere
def test_06_two_departments_are_both_shown_and_named_and_never_averaged(language, catalogue, readings):
    pairs: dict[str, list] = {}
    for reading in readings:
        if reading.conflict:
            pairs.setdefault(reading.conflict, []).append(reading)
    assert pairs
    overview = opened("overview", language)
    for one, other in pairs.values():
        both = {one.statement_id, other.statement_id}
        shown = compared(one.indicator, language)
        drawn = {code for spec in shown.drawings for code in in_drawing(spec)}
        assert both <= drawn
        mean = format_number((one.value + other.value) / 2, language)
        assert not any(mean in tight(chunk) for chunk in shown.chunks)
        for reading in (one, other):
            source = catalogue.sources[reading.source]
            voice = source.departments[reading.attributed_to][language]
            assert all(voice in said(row) for row in shown.rows(reading.statement_id))
        if overview.codes & both:
            assert both <= overview.codes


@everywhere
def test_07_a_part_of_a_year_is_no_point_of_a_line_and_no_change(language, catalogue, readings):
    partial = {r.statement_id for r in readings if r.period_basis in ("half_year", "months")}
    for indicator in sorted({catalogue.statements[code].indicator for code in partial}):
        shown = compared(indicator, language, mode="line")
        for trace in traces(shown):
            if "lines" in trace.get("mode", ""):
                assert not in_drawing({"data": [trace]}) & partial
        changes = [
            e for e in shown.of_class("t-table") if text("compare.change", language) in said(e.find("thead"))
        ]
        assert not any(code in partial for table in changes for code in CODE.findall(said(table)))


@everywhere
def test_08_one_event_that_two_papers_report_is_drawn_once_and_its_twin_named(language, readings):
    twins = [r for r in readings if not r.shown]
    assert twins
    for twin in twins:
        shown = compared(twin.indicator, language)
        drawn = {code for spec in shown.drawings for code in in_drawing(spec)}
        assert twin.statement_id not in drawn
        assert text("chart.witness", language, code=twin.statement_id, by=twin.shown_by)[:40] in tight_chunks(
            shown
        )


def tight_chunks(shown) -> str:
    """All text with the line breaks of drawings taken out."""
    return " ".join(" ".join(shown.chunks).split())


@everywhere
def test_09_missing_is_words_and_never_nought(language, catalogue, readings):
    for indicator in ("talent_introduced", "graduates_introduced", "high_tech_firms"):
        own = [r for r in readings if r.indicator == indicator]
        shown = compared(indicator, language)
        for row in shown.of_class("tc-row"):
            if not CODE.search(said(row)):
                assert not re.search(r"\d", said(row)) and any(
                    e.get("class") == "tc-none" for e in row.iter()
                )
        assert all(r.value for r in own)
        values = [v for t in traces(shown) for v in t.get("x", ()) if isinstance(v, int | float)]
        assert values and 0 not in values
    for row in opened("overview", language).of_class("t-missing"):
        assert text("block.not_printed", language) in said(row) and not re.search(r"\d", said(row))


@everywhere
def test_10_person_times_keep_their_unit_wherever_they_stand(language, catalogue):
    unit = catalogue.units["person_times"].name[language]
    times = [s for s in catalogue.statements.values() if s.unit == "person_times"]
    assert times
    for city in sorted({s.city for s in times}):
        shown = opened("city", language, cities=city)
        for statement in (s for s in times if s.city == city):
            row = next(r for r in shown.rows(statement.statement_id) if r.tag == "tr")
            figure = next(e for e in row.iter("span") if e.get("class") == "t-figure")
            assert figure.text.endswith(unit)


@everywhere
def test_11_what_counties_are_only_encouraged_to_pay_is_no_offer(language, catalogue):
    encouraged = [p for p in catalogue.policies.values() if p.standing == "encouraged"]
    word, mark = choice("offer.status", "encouraged", language), text("tag.encouraged", language)
    assert encouraged
    for policy in encouraged:
        shown = opened("policies", language, tier=policy.tier, benefit=policy.benefit_type)
        assert not any(policy.amount in said(kind) for kind in shown.of_class("t-kind"))
        details = [e for root in shown.roots for e in root.iter("details") if policy.amount in said(e)]
        assert details and all(word in said(e.find("summary")) for e in details)
        terms = [e for e in shown.of_class("t-term") if policy.amount in said(e)]
        assert terms and all(word in said(e) for e in terms)
        statement = catalogue.statements[policy.amount]
        drawn = compared(statement.indicator, language)
        assert all(mark in said(row) for row in drawn.rows(policy.amount))


@everywhere
def test_12_figures_of_different_years_on_one_axis_say_so(language, catalogue, readings):
    by_code = {r.statement_id: r for r in readings}
    seen = 0
    for indicator in ("resident_population", "high_tech_firms", "talent_apartments"):
        shown = compared(indicator, language)
        (verdict,) = shown.of_class("t-verdict")
        for _, rows in panels(shown):
            years = {str(by_code[code].year) for code in rows if by_code[code].year}
            if len(years) > 1:
                seen += 1
                assert "t-same" not in verdict.get("class")
                for code, row in rows.items():
                    assert unsaid(row, code, catalogue, language) == []
    assert seen


@everywhere
def test_13_over_400_stays_over_400(language, catalogue, readings):
    """Every bounded figure keeps its sign in its city's list, on its passport and in its bar."""
    bounded = [r for r in readings if r.bound != "exact"]
    assert {r.bound for r in bounded} >= {"over", "nearly", "at_least", "at_most"}
    for city in CITIES:
        shown = opened("city", language, cities=city)
        for reading in (r for r in bounded if r.city == city):
            rows = shown.rows(reading.statement_id)
            wanted = value_text(catalogue.statements[reading.statement_id], catalogue, language)
            assert rows and all(tight(wanted) in tight(said(row)) for row in rows)
            assert wanted != format_value(reading.value, catalogue.units[reading.unit], language)
    over = next(r for r in bounded if r.bound == "over")
    for row in compared(over.indicator, language).rows(over.statement_id):
        assert text("bound_sign.over", language).strip() in said(row)
    hero = opened("passport", language, code=over.statement_id).of_class("t-hero")[0]
    assert text("bound_sign.over", language).strip() in said(hero)


@everywhere
def test_14_a_time_line_holds_printed_figures_alone(language, catalogue, readings, house):
    """No point of a series is computed: every one is a statement, at its printed value and its own date."""
    computed = {row["derived"] for row in queries.records(house, "derived")}
    kinds = {
        catalogue.statements[r.statement_id].indicator for r in readings if r.kind in ("cumulative", "growth")
    }
    for indicator in (*sorted(kinds)[::5], "talent_introduced", "high_tech_firms"):
        shown = compared(indicator, language, mode="line")
        for trace in traces(shown):
            codes = [code if isinstance(code, str) else code[0] for code in trace["customdata"]]
            assert not set(codes) & computed
            if isinstance(trace.get("y"), list):
                printed = [{catalogue.statements[c].value, catalogue.statements[c].value_high} for c in codes]
                assert all(
                    y in p for y, p in zip(trace["y"], printed, strict=True) if isinstance(y, int | float)
                )


def test_no_choice_of_person_and_month_hides_a_term_or_shows_one_twice(catalogue):
    """A term in force is in its city's card, whoever asks and whenever they come."""
    for tier, month in (("master", "2019-06"), ("phd", "2024-03"), ("bachelor", "2026-01")):
        shown = opened("policies", "en", tier=tier, arrives=month)
        cards = {e.find("h3/span").text: said(e) for e in shown.of_class("t-card")}
        for policy in catalogue.policies.values():
            if policy.tier in offer.tiers_for(tier) and policy.amount:
                assert cards[catalogue.cities[policy.city].name.en].count(policy.amount) >= 1
