"""What pictures say: golden sentences in both languages, and what must hold for every picture there is."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from talent import comparability, measures, queries, warehouse
from talent.briefing import exhibit, view
from talent.briefing.exhibit import Exhibit
from talent.briefing.prose import dates, sentences, words
from talent.catalogue import BOUNDS, Catalogue
from talent.charts import compare
from talent.charts.labels import period_text
from talent.charts.marks import MEASURES
from talent.charts.sheet import Sheet
from talent.i18n import LANGUAGES, choice, text
from talent.queries import Reading

GOLDEN = Path(__file__).parent / "golden"
VIEWS = {
    "bar": "indicator=high_tech_firms",
    "line": "indicator=high_tech_firms&mode=line",
    "broken_line": "indicator=technology_contract_turnover&mode=line&cities=harbin,daqing",
    "multiples": "indicator=resident_population&mode=multiples&cities=daqing,changchun",
    "per_year": "indicator=talent_introduced&measure=per_year",
    "per_10k": "indicator=university_students&measure=per_10k",
    "contested": "indicator=graduates_introduced",
    "planned": "indicator=talent_apartments",
    "in_progress": "indicator=graduates_retained",
    "single_city": "indicator=high_tech_firms&cities=harbin",
    "nothing": "indicator=skills_contest_award",
    "ranked": "indicator=gdp",
    "unranked": "indicator=resident_population&cities=dezhou,daqing",
    "terms": "indicator=living_subsidy_phd",
    "ceilings": "indicator=startup_loan_ceiling_individual",
    "anyway": "indicator=high_tech_firms&anyway=1",
}


@pytest.fixture(scope="module")
def data(no_uploads) -> warehouse.Warehouse:
    return warehouse.locate()


@pytest.fixture(scope="module")
def catalogue(data) -> Catalogue:
    return data.catalogue


@pytest.mark.parametrize("name", VIEWS)
def test_each_kind_of_picture_says_what_was_read_and_approved(data, name):
    said = []
    for language in LANGUAGES:
        (drawn,) = exhibit.exhibits(view.parse(f"/compare?{VIEWS[name]}"), data, language)
        said.append("\n".join(sentences(drawn, data.catalogue, language)))
    path = GOLDEN / f"prose-{name}.txt"
    assert "\n\n".join(said) + "\n" == path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def drawn(data) -> list[Exhibit]:
    """Every indicator in every mode and measure, all cities, in both languages; the readings fetched once."""
    known = data.catalogue
    by_indicator: dict[str, list] = {}
    for reading in queries.readings(data):
        by_indicator.setdefault(reading.indicator, []).append(reading)
    return list(_drawn(known, by_indicator))


def _drawn(known: Catalogue, by_indicator: dict[str, list]) -> Iterator[Exhibit]:
    cities = tuple(known.cities)
    for indicator in known.indicators.values():
        own = by_indicator.get(indicator.id, [])
        codes = {r.statement_id: r for r in own}
        # One figure alone is said alike over time and in small multiples.
        for mode in compare.MODES if len(own) > 1 else compare.MODES[:2]:
            for measure in MEASURES:
                if own and all(measures.value(r, measure) is None for r in own):
                    continue  # an empty picture, as those of indicators without figures
                for language in LANGUAGES:
                    picture = compare.compare(
                        own, indicator, cities, mode, measure, False, known, language, "abc123", None
                    )
                    readings = tuple(codes[code] for code in picture.codes)
                    yield Exhibit(view.View("compare"), "comparison", picture, readings, indicator, measure)


@pytest.fixture(scope="module")
def told(drawn, catalogue) -> list[tuple[Exhibit, tuple[str, ...]]]:
    """Each picture with its sentences."""
    return [(one, sentences(one, catalogue, one.content.language)) for one in drawn]


def test_every_figure_is_said_with_its_value_its_code_and_its_source(told, catalogue):
    for one, said in told:
        whole = "".join(said)
        for mark in one.content.drawn:
            number = mark.text.removeprefix(text(f"bound_sign.{mark.bound}", one.content.language))
            assert number in whole
            assert mark.code in whole
        for reading in one.readings:
            assert catalogue.sources[reading.source].title[one.content.language] in whole


def test_every_hedge_of_a_figure_stands_in_its_sentence(told, catalogue):
    for one, said in told:
        language = one.content.language
        marks = {mark.code: mark for mark in one.content.drawn}
        for reading in one.readings:
            (own, *_) = (sentence for sentence in said if reading.statement_id in sentence)
            wanted = [tag.text for tag in marks[reading.statement_id].tags if tag.warn]
            wanted = [w for w in wanted if w not in {choice("bound", reading.bound, language)}]
            wanted = [w for w in wanted if w not in {choice("standing", reading.standing, language)}]
            wanted.append(text(f"prose.standing.{reading.standing}", language))
            bounded = text(f"prose.bound.{reading.bound}", language, value="|").split("|")
            wanted += bounded
            if reading.period_basis == "unstated":
                wanted.append(period_text(reading, language))
            if reading.area == reading.city and not reading.definition:
                wanted.append(text("prose.whole_city", language))
            if catalogue.sources[reading.source].published_inferred:
                wanted.append(text("prose.date_inferred", language))
            if reading.attributed_to:
                source = catalogue.sources[reading.source]
                wanted.append(source.departments[reading.attributed_to][language])
            assert [one for one in wanted if one not in own] == [], own


def test_no_sentence_orders_cities_where_there_is_no_rank(told, catalogue):
    """Pairs whose order is certain are the one exception, and that sentence says so."""
    ordered = 0
    for one, said in told:
        picture = one.content
        better = one.indicator.better
        groups = [
            [r for r in one.readings if r.statement_id in {m.code for m in p.drawn}] for p in picture.panels
        ]
        if any(measures.ranks(own, better, one.measure, catalogue.breaks) for own in groups):
            ordered += 1
            continue
        for sentence in said:
            plain = _without_names(sentence, one, catalogue)
            found = [kind for kind, sort, _ in words.claims(plain)]
            assert found == [] or _orders_pairs(sentence, picture.language), sentence
    assert ordered


def test_a_pair_is_ordered_only_where_the_gate_allows_these_two_an_order(told, catalogue):
    """The sentence names the panel where there are several, both cities, and the period of each."""
    ordered = 0
    for one, said in told:
        picture, language = one.content, one.content.language
        written = {m.code: m.text for m in picture.drawn}
        for sentence in filter(lambda s: _orders_pairs(s, language), said):
            panels = [p for p in picture.panels if len(picture.panels) == 1 or p.title in sentence]
            pairs = [
                pair
                for panel in panels
                for pair in permutations([r for r in one.readings if _is_drawn(r, panel)], 2)
                if _is_ordered(pair, sentence, one, catalogue)
            ]
            assert len(pairs) >= sentence.count(_higher(language)), sentence
            for higher, lower in pairs:
                ordered += 1
                verdict = comparability.judge((higher, lower), one.measure)
                assert verdict.word != "different"
                assert "period" not in [reason.field for reason in verdict.reasons]
                assert not higher.conflict and not lower.conflict
                limits = [measures.interval(r, one.measure) for r in (lower, higher)]
                assert limits[0].below(limits[1])
                assert written[higher.statement_id] != written[lower.statement_id]
    assert ordered > 10


def test_nothing_is_ordered_that_was_put_side_by_side_against_the_verdict(data, catalogue):
    burnt = 0
    by_indicator: dict[str, list] = {}
    for reading in queries.readings(data):
        by_indicator.setdefault(reading.indicator, []).append(reading)
    for name, own in by_indicator.items():
        indicator, cities = catalogue.indicators[name], tuple(catalogue.cities)
        if comparability.line_up(own, cities).verdict.word != "different":
            continue
        picture = compare.compare(
            own, indicator, cities, "bar", "printed", True, catalogue, "zh", "abc123", None
        )
        readings = tuple(r for code in picture.codes for r in own if r.statement_id == code)
        one = Exhibit(view.View("compare"), "comparison", picture, readings, indicator, "printed")
        burnt += bool(picture.burnt)
        for sentence in sentences(one, catalogue, "zh"):
            plain = _without_names(sentence, one, catalogue)
            assert [kind for kind, _, _ in words.claims(plain)] == [], sentence
    assert burnt


def _orders_pairs(sentence: str, language: str) -> bool:
    frames = (text(key, language, of="|", listed="|") for key in ("prose.pairs", "prose.every_pair"))
    return any(all(part in sentence for part in frame.split("|")) for frame in frames)


def _higher(language: str) -> str:
    return text("prose.above", language, city="", others="")


def _is_drawn(reading: Reading, panel) -> bool:
    return reading.statement_id in {m.code for m in panel.drawn}


def _is_ordered(pair, sentence: str, one: Exhibit, catalogue: Catalogue) -> bool:
    """Whether one clause says that the first of two figures is above the second."""
    language = one.content.language
    start, other = (_dated(r, one, catalogue) for r in pair)
    clauses = sentence.split(text("prose.sign.clause", language))
    sides = [clause.partition(start + _higher(language)) for clause in clauses]
    return any(other in below for _, _, below in sides)


def _dated(reading: Reading, one: Exhibit, catalogue: Catalogue) -> str:
    language = one.content.language
    is_mean = one.measure != "printed" and reading.per_year not in (None, reading.value)
    period = dates.when(reading, language, is_mean).strip()
    return text("prose.dated", language, city=catalogue.cities[reading.city].name[language], when=period)


def _without_names(sentence: str, one: Exhibit, catalogue: Catalogue) -> str:
    """A sentence without the names that the data bring along: titles, indicators, definitions, reasons."""
    language = one.content.language
    named = [catalogue.sources[r.source].title for r in one.readings]
    named += [one.indicator.name, *one.indicator.definitions.values()]
    named += [b.reason for b in catalogue.breaks]
    for name in named:
        sentence = sentence.replace(name[language], "")
    # Bounds are hedges of figures, not claims about cities.
    for bound in BOUNDS:
        sentence = sentence.replace(
            choice("punctuation", "colon", language) + choice("bound", bound, language), ""
        )
    return words.blanked(sentence, words.pattern("passed"))


def test_a_sentence_of_one_language_holds_no_word_of_the_other(told, catalogue):
    shared = {name for source in catalogue.sources.values() for name in (source.title.zh,)}
    for one, said in told:
        for sentence in said:
            if one.content.language == "en":
                assert re.findall(r"[\u3000-\u9fff\uff00-\uffef]", sentence) == [], sentence
                continue
            for name in shared:
                sentence = sentence.replace(name, "")
            plain = re.sub(r"[A-Z]{2,3}-\d\d-\d{3,4}", "", _without_names(sentence, one, catalogue))
            assert re.findall(r"[A-Za-z]{2,}|[,;:?!](?!\d)|''", plain) == [], sentence


def test_every_reason_against_a_rank_is_there_exactly_where_there_is_none(drawn, catalogue):
    for one in drawn:
        if one.readings:
            arguments = (one.readings, one.indicator.better, one.measure, catalogue.breaks)
            assert (measures.ranks(*arguments) is None) == bool(measures.unranked(*arguments))


def test_sentences_end_and_have_no_hole(told):
    for one, said in told:
        assert said
        stop = "。" if one.content.language == "zh" else "."
        for sentence in said:
            assert sentence.endswith(stop), sentence
            assert not re.search(
                r"[{}]|None|（）|\(\)|；；|; ;|  |，，|。。|\.\.|（；|\(;|：。|: \.", sentence
            ), sentence


def test_a_table_says_what_it_says_to_those_who_listen(catalogue):
    sheet = Sheet("figures", "t", "", "", (), (), (), (), (), (), (), "v", "", "zh", "两张表。")
    plain = Exhibit(view.View("catalogue"), "figures", sheet)
    assert sentences(plain, catalogue, "zh") == ("两张表。",)
    assert sentences(replace(plain, lines=("一。", "二。")), catalogue, "zh") == ("一。", "二。")


def test_what_has_no_rank_over_time_is_said_of_each_panel_by_its_name(data):
    (drawn,) = exhibit.exhibits(view.parse("/compare?indicator=resident_population&mode=line"), data, "zh")
    unranked = [one for one in sentences(drawn, data.catalogue, "zh") if "不排名次" in one]
    titles = [panel.title for panel in drawn.content.panels]
    assert len(unranked) == len(titles) == 2
    assert all(f"“{title}”" in one for title, one in zip(titles, unranked, strict=True))


@pytest.mark.parametrize(
    ("language", "wanted"), [("zh", "每年10万人以上"), ("en", "at least 100,000 persons every year")]
)
def test_a_floor_for_every_year_says_every_year(data, language, wanted):
    (drawn,) = exhibit.exhibits(view.parse("/compare?indicator=graduates_retained"), data, language)
    assert wanted in sentences(drawn, data.catalogue, language)[0]


def test_the_adopted_of_two_figures_comes_first_and_no_value_is_said_twice(data):
    (drawn,) = exhibit.exhibits(view.parse("/compare?indicator=graduates_introduced"), data, "zh")
    said = "".join(sentences(drawn, data.catalogue, "zh"))
    assert [mark.adopted for mark in drawn.content.drawn] == [True, False]
    assert said.index("为23,127人") < said.index("另一数为2.35万人")
    assert (said.count("23,127"), said.count("2.35万"), said.count("2020年，")) == (1, 1, 1)


@pytest.mark.parametrize(
    ("indicator", "language", "wanted"),
    [
        ("talent_spending", "zh", ("约2022年以来，截至2023年9月12日，", "起止日系推断")),
        ("talent_spending", "en", ("from about 2022 to 12 September 2023", "start or end inferred")),
    ],
)
def test_a_start_that_is_inferred_is_said_with_about_and_why(data, indicator, language, wanted):
    (drawn,) = exhibit.exhibits(view.parse(f"/compare?indicator={indicator}"), data, language)
    (own,) = (s for s in sentences(drawn, data.catalogue, language) if "DZ-40-003" in s)
    assert [one for one in wanted if one not in own] == [], own
