"""Each page runs in both languages, shows what it is for, and every figure as its statement prints it."""

import re
from collections import Counter

import pytest

from talent.catalogue import BENEFITS, Catalogue
from talent.charts import labels
from talent.comparability import whole_city
from talent.i18n import choice, text
from tests.pages.facts import foreign, slips, tight, untrue_rows, value_text
from tests.pages.opening import CODE, LANGUAGES, Shown, opened, said

VIEWS = ("search", "coverage", "checks", "sources", "definitions", "not_figures", "letter")
CITIES = ("harbin", "daqing", "dezhou", "changchun")
EVERY = [
    ("overview", {}),
    ("compare", {}),
    ("passport", {}),
    ("passport", {"code": "DZ-04-008"}),
    ("passport", {"code": "HRB-01-060"}),
    *(("city", {"cities": city}) for city in CITIES),
    *(
        ("policies", {"tier": tier})
        for tier in ("phd", "master", "bachelor", "technician", "graduate", "any")
    ),
    *(("policies", {"benefit": benefit}) for benefit in BENEFITS),
    *(("catalogue", {"view": view}) for view in VIEWS),
]
everywhere = pytest.mark.parametrize("language", LANGUAGES)


@everywhere
@pytest.mark.parametrize(
    ("page", "params"), EVERY, ids=lambda v: v if isinstance(v, str) else "-".join(v.values())
)
def test_a_page_stands_in_its_language_without_slips(page, params, language, catalogue):
    shown = opened(page, language, **params)
    assert shown.crashes == ()
    assert shown.alerts == () or "benefit" in params or "tier" in params
    assert choice("nav", page, language) in shown.chunks
    assert said(shown.of_class("t-heading")[0])
    assert slips(shown, catalogue) == []
    assert foreign(shown, catalogue) == []


@everywhere
@pytest.mark.parametrize(
    ("page", "params"),
    [
        ("overview", {}),
        *(("city", {"cities": city}) for city in CITIES),
        ("catalogue", {"view": "checks"}),
    ],
    ids=lambda v: v if isinstance(v, str) else "-".join(v.values()),
)
def test_every_row_of_a_figure_says_what_its_statement_prints(page, params, language, catalogue):
    shown = opened(page, language, **params)
    assert len(shown.codes) >= 3
    assert untrue_rows(shown, catalogue) == []


@everywhere
def test_the_overview_has_a_card_per_city_with_a_figure_or_not_printed_in_each_row(
    language, catalogue, readings
):
    shown = opened("overview", language)
    cards = [e for e in shown.of_class("t-card") if e.find("h2/a") is not None]
    assert [card.find("h2/a").text for card in cards] == [c.name[language] for c in catalogue.cities.values()]
    for card, city in zip(cards, catalogue.cities, strict=True):
        leads = [e for e in card.iter("div") if "t-lead" in e.get("class", "").split()]
        assert len(leads) == len(catalogue.slots)
        for row, slot in zip(leads, catalogue.slots, strict=True):
            own = [r for r in readings if r.city == city and r.indicator in slot.indicators]
            codes = set(CODE.findall(said(row)))
            assert codes <= {r.statement_id for r in own}
            assert codes or (not own and text("block.not_printed", language) in said(row))


@everywhere
def test_the_overview_leads_with_a_comparison_and_says_how_far_it_goes(language, catalogue, readings):
    shown = opened("overview", language)
    (verdict,) = shown.of_class("t-verdict")
    assert any(
        choice("verdict", word, language) in said(verdict) for word in ("same", "caution", "different")
    )
    lead = catalogue.indicators[catalogue.lead]
    assert lead.name[language] in shown.text
    bars = {CODE.search(said(row)).group() for row in shown.of_class("tc-row") if CODE.search(said(row))}
    assert bars and bars <= {r.statement_id for r in readings if r.indicator == lead.id}


@everywhere
@pytest.mark.parametrize("city", CITIES)
def test_a_city_page_holds_every_figure_of_the_city_once_and_no_other(city, language, catalogue, readings):
    shown = opened("city", language, cities=city)
    tables = shown.of_class("t-theme")
    listed = Counter(
        CODE.findall(said(row))[-1] for table in tables for row in table.iter("tr") if CODE.search(said(row))
    )
    assert listed == Counter(r.statement_id for r in readings if r.city == city)


@everywhere
@pytest.mark.parametrize("city", CITIES)
def test_a_city_page_names_what_only_others_print(city, language, catalogue, readings):
    """Shares, and what is compared per resident, that another city prints for its whole self; no terms."""
    shown = opened("city", language, cities=city)
    asked = {i.id for i in catalogue.indicators.values() if i.per_capita or i.kind == "share"}
    asked -= {i.id for i in catalogue.indicators.values() if i.kind in ("rate", "cap", "duration")}
    own = {r.indicator for r in readings if r.city == city}
    others = {r.indicator for r in readings if whole_city(r) and r.city != city}
    absent = (others & asked) - own
    assert (
        absent and {i for i in absent if catalogue.indicators[i].name[language] not in shown.chunks} == set()
    )


@everywhere
@pytest.mark.parametrize("city", CITIES)
def test_the_letter_asks_for_what_is_missing_in_the_city_and_names_it(city, language, catalogue):
    letter = opened("catalogue", language, view="letter", cities=city).letter
    page = opened("city", language, cities=city)
    assert letter.startswith(text("letter.subject", language, city=catalogue.cities[city].name[language]))
    lines = re.findall(r"^\d+\. ", letter, re.MULTILINE)
    assert len(lines) == len(list(page.of_class("t-columns")[0]))


@everywhere
def test_the_search_finds_every_statement_and_shows_it_as_printed(language, catalogue):
    shown = opened("catalogue", language)
    chunks = Counter(shown.chunks)
    for code, statement in catalogue.statements.items():
        assert chunks[code] == 1
        assert chunks[" ".join(statement.as_printed.split())] >= 1


@everywhere
@pytest.mark.parametrize("place", range(0, 400, 57))
def test_a_printed_number_is_found_by_typing_it(place, language, catalogue):
    statement = list(catalogue.statements.values())[place]
    shown = opened("catalogue", language, q=statement.as_printed)
    assert statement.statement_id in shown.chunks
    assert value_text(statement, catalogue, language) in shown.chunks
    assert len(CODE.findall(shown.text)) < len(catalogue.statements)


def test_the_search_can_be_narrowed_to_a_city(catalogue):
    codes = set(CODE.findall(opened("catalogue", "en", only_city="daqing").text)) & set(catalogue.statements)
    assert codes == {s.statement_id for s in catalogue.statements.values() if s.city == "daqing"}


@everywhere
def test_the_catalogue_defines_every_indicator_and_lists_every_source(language, catalogue):
    definitions = opened("catalogue", language, view="definitions")
    assert {i.name[language] for i in catalogue.indicators.values()} <= set(definitions.chunks)
    sources = opened("catalogue", language, view="sources")
    assert {f"{s.number:02d}" for s in catalogue.sources.values()} <= set(sources.chunks)


@everywhere
def test_the_coverage_has_a_row_for_each_indicator_with_figures(language, catalogue, readings):
    shown = opened("catalogue", language, view="coverage")
    (table,) = shown.of_class("t-matrix")
    rows = list(table.iter("tr"))[1:]
    assert Counter(row[0].text for row in rows) == Counter(
        catalogue.indicators[i].name[language] for i in {r.indicator for r in readings}
    )
    assert all(tight(said(cell)) for row in rows for cell in row)


@everywhere
def test_the_checks_show_every_relation_and_both_sides_of_every_conflict(language, catalogue, readings):
    shown = opened("catalogue", language, view="checks")
    assert {r.statement_id for r in readings if r.conflict} <= shown.codes
    for check in catalogue.checks.values():
        assert check.note[language] in shown.chunks
    for derived in catalogue.derived.values():
        assert set(derived.operands) <= shown.codes


@everywhere
def test_numbers_that_are_no_figures_are_listed_with_their_reasons(language, catalogue):
    shown = opened("catalogue", language, view="not_figures")
    assert {" ".join(n.text.split()) for n in catalogue.not_figures} <= set(shown.chunks)


def sampled(catalogue: Catalogue) -> list[str]:
    """The first figure of some sources."""
    first: dict[str, str] = {}
    for statement in catalogue.statements.values():
        first.setdefault(statement.source, statement.statement_id)
    return list(first.values())[::9]


@everywhere
def test_a_passport_says_where_a_figure_was_printed_and_how_it_is_read(language, catalogue):
    for code in sampled(catalogue):
        statement, shown = catalogue.statements[code], opened("passport", language, code=code)
        source = catalogue.sources[statement.source]
        (value,) = shown.of_class("t-hero")
        assert said(value) == value_text(statement, catalogue, language)
        words = shown.text
        wanted = [
            code,
            " ".join(statement.as_printed.split()),
            catalogue.cities[statement.city].name[language],
            catalogue.indicators[statement.indicator].name[language],
            catalogue.areas[statement.area].name[language],
            choice("standing", statement.standing, language),
            source.title[language],
            source.publisher[language],
        ]
        assert [one for one in wanted if one not in words] == []
        if statement.paragraph:
            assert text("block.paragraph", language, n=statement.paragraph) in words


@everywhere
def test_a_passport_of_a_contested_figure_shows_the_other_one(language, readings):
    for reading in (r for r in readings if r.conflict):
        shown = opened("passport", language, code=reading.statement_id)
        assert {r.statement_id for r in readings if r.conflict == reading.conflict} <= shown.codes
        if reading.adopted is None:
            assert text("passport.adopted_none", language) in shown.chunks


def linked(shown: Shown) -> set[str]:
    return {e.get("href") for root in shown.roots for e in root.iter("a")}


@everywhere
def test_no_page_links_to_an_address_that_may_not_be_linked(language, catalogue):
    barred = {s.address for s in catalogue.sources.values() if s.address and not s.linkable}
    shown = [opened("catalogue", language, view="sources")]
    for source in catalogue.sources.values():
        code = next((s.statement_id for s in catalogue.statements.values() if s.source == source.id), None)
        if code and not source.linkable:
            shown.append(opened("passport", language, code=code))
    assert barred and not any(linked(one) & barred for one in shown)


def test_links_between_pages_carry_the_language():
    for language in LANGUAGES:
        for page in ("overview", "city", "policies"):
            own = {a for a in linked(opened(page, language)) if "://" not in a}
            assert own and all(f"lang={language}" in a for a in own)


@everywhere
def test_the_policies_page_puts_each_printed_amount_under_its_own_city(language, catalogue):
    shown = opened("policies", language, tier="master")
    cards = {e.find("h3/span").text: tight(said(e)) for e in shown.of_class("t-card")}
    assert list(cards) == [c.name[language] for c in catalogue.cities.values()]
    found = [p for p in catalogue.policies.values() if p.tier == "master" and p.amount]
    assert found
    for policy in found:
        card = cards[catalogue.cities[policy.city].name[language]]
        assert tight(value_text(catalogue.statements[policy.amount], catalogue, language)) in card
        assert policy.amount in card
        for other, words in cards.items():
            assert other == catalogue.cities[policy.city].name[language] or policy.amount not in words


@everywhere
def test_terms_stand_in_the_column_of_their_city_and_the_row_of_their_tier(language, catalogue):
    for benefit in BENEFITS:
        policies = [p for p in catalogue.policies.values() if p.benefit_type == benefit]
        if not policies:
            continue
        shown = opened("policies", language, benefit=benefit)
        (table,) = shown.of_class("t-terms")
        rows = {said(row[0]): list(row)[1:] for row in list(table.iter("tr"))[1:]}
        assert set(rows) == {catalogue.tiers[p.tier].name[language] for p in policies}
        for policy in policies:
            place = list(catalogue.cities).index(policy.city)
            cells = rows[catalogue.tiers[policy.tier].name[language]]
            assert policy.instrument[language] in said(cells[place])
            if policy.amount:
                shown_amount = value_text(catalogue.statements[policy.amount], catalogue, language)
                assert shown_amount in said(cells[place])
                assert not any(policy.amount in said(c) for n, c in enumerate(cells) if n != place)


@everywhere
def test_what_is_new_is_the_newest_source_first(language, catalogue, readings):
    shown = opened("overview", language)
    listed = [
        e
        for e in shown.of_class("t-list")
        if e[0].find("span") is not None and "t-city" in e[0].find("span").get("class", "")
    ]
    (news,) = listed
    codes = [CODE.findall(said(item))[-1] for item in news]
    by_code = {r.statement_id: r for r in readings}
    days = [by_code[code].published for code in codes]
    assert days == sorted(days, reverse=True) and days[0] == max(
        r.published for r in readings if whole_city(r) and r.published
    )
    for code, item in zip(codes, news, strict=True):
        assert value_text(catalogue.statements[code], catalogue, language) in said(item)
        assert labels.period_text(by_code[code], language) in said(item)
