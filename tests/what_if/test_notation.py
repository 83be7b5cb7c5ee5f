"""A scenario is the same after any way of writing it, and whatever else is read is refused in plain words."""

import base64
import json
import os
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talent import i18n
from talent.errors import TalentError
from talent.what_if import notation
from talent.what_if.scenario import Assumptions, Cap, Range, Scenario, Solve
from talent.what_if.validation import known_city
from tests.what_if.made import DEFAULTS, exactly, scenarios
from tests.what_if.told import EXAMPLE

# The example of the interfaces without its comments, and the one table more.
WHOLE = (
    re.sub(r"\s*#[^\n]*", "", EXAMPLE).lstrip()
    + """[counts]
"harbin-2023-start-up-fund" = 40
"""
)
LEAST = 'city = "harbin"\nfirst_year = 2023\nyears = 8\n'
OTHER = Assumptions(*(exactly(0.5) for _ in range(5)), {"phd": 9}, 1, 1, 1)
SHARES = [0.5, 0.5, *[0] * 10]
quick = settings(max_examples=40, deadline=None)


def read(text: str) -> Scenario:
    return notation.parse_toml(text, DEFAULTS)


def refused(act: Callable[[], object]) -> TalentError:
    with pytest.raises(TalentError) as caught:
        act()
    return caught.value


def sayings(error: TalentError) -> Iterator[str]:
    for language in i18n.LANGUAGES:
        yield i18n.message(error, language)


# What is read


def test_the_example_of_the_contract_is_read_whole():
    tiers = ("phd", "master", "bachelor")
    assert read(WHOLE) == Scenario(
        city="harbin",
        first_year=2023,
        years=8,
        arrival="july",
        duration_months=36,
        intake=dict(zip(tiers, (100, 1000, 5000), strict=True)),
        baseline=dict(zip(tiers, (3000, 2000, 1500), strict=True)),
        reform=dict(zip(tiers, (3000, 2000, 2000), strict=True)),
        assumptions=Assumptions(
            Range(0.0, 0.10, 0.25), exactly(0.08), exactly(0.18), exactly(0.05), exactly(1.0), {},
            10_000, 20_230_310, 180,
        ),
        cap=Cap(300_000_000, "sustain"),
        solve=Solve(600_000_000, "steady"),
        counts={"harbin-2023-start-up-fund": 40},
    )  # fmt: skip


def test_what_is_left_out_stays_missing():
    least = read(LEAST)
    assert (least.intake, least.baseline, least.reform, least.counts) == ({}, {}, {}, {})
    assert (least.duration_months, least.cap, least.solve) == (None, None, None)
    assert least.arrival == "july" and least.assumptions == DEFAULTS
    assert read(LEAST + "[intake]\nphd = 0").intake == {"phd": 0}
    assert notation.read({"city": "harbin", "first_year": 2023, "years": 8, "cap": None}, DEFAULTS) == least


def test_the_two_runs_do_not_fill_each_other():
    found = read(LEAST + "[reform.rate]\nphd = 3000\n[baseline.rate]\nmaster = 2000")
    assert (found.baseline, found.reform) == ({"master": 2000}, {"phd": 3000})


def test_a_table_without_rule_or_year_takes_the_first_meaning():
    assert read(LEAST + "[cap]\nyuan_per_year = 5").cap == Cap(5, "sustain")
    assert read(LEAST + "[solve]\nbudget_yuan_per_year = 5").solve == Solve(5, "steady")


def test_one_reference_rate_holds_for_every_tier_of_the_scenario():
    text = LEAST + "[assumptions]\nreference_rate = 1500\n[intake]\nphd = 1\n[reform.rate]\nmaster = 2"
    assert read(text).assumptions.reference_rate == {"phd": 1500, "master": 1500}
    text = LEAST + "[assumptions.reference_rate]\ntechnician = 900.5"
    assert read(text).assumptions.reference_rate == {"technician": 900.5}
    assert read(LEAST + "[assumptions]\nreference_rate = 7").assumptions.reference_rate["bachelor"] == 7


def test_a_reference_rate_left_out_is_the_baseline_whatever_the_defaults():
    assert notation.parse_toml(LEAST, OTHER).assumptions == replace(OTHER, reference_rate={})


def test_whole_numbers_stay_whole_however_they_are_written():
    found = read(LEAST + "[intake]\nphd = 1e3\n[reform.rate]\nphd = 1500.0\nmaster = 1500.5\nbachelor = -0.0")
    assert [repr(value) for value in (*found.intake.values(), *found.reform.values())] == [
        "1000", "1500", "1500.5", "0",
    ]  # fmt: skip
    assert repr(read(LEAST + "[assumptions]\ntake_up = 1").assumptions.take_up.mode) == "1.0"


def test_the_edges_of_every_range_are_inside():
    for text in ("first_year = 1990", "first_year = 2100", "years = 1", "years = 40"):
        key = text.partition(" ")[0]
        kept = [line for line in LEAST.splitlines() if not line.startswith(f"{key} ")]
        assert read("\n".join([text, *kept]))
    for text in (
        "duration_months = 1", "duration_months = 120", "[reform.rate]\nphd = 0\nmaster = 1_000_000",
        "[intake]\nphd = 0\nmaster = 100_000_000", "[assumptions]\nbut_for = [0, 0, 0.95]\ncliff = 0.95",
        "[assumptions]\ntake_up = [0, 1, 1]", "[assumptions]\ndraws = 1\nseed = 9223372036854775807",
        "[assumptions]\ndraws = 20000\nseed = 0\nhorizon_months = 600", "[counts]\na = 100_000_000",
        "[solve]\nbudget_yuan_per_year = 1\nyear = 2030", "[solve]\nbudget_yuan_per_year = 1\nyear = 2023",
    ):  # fmt: skip
        assert read(LEAST + text)


# Round trips


@quick
@given(scenarios())
def test_every_way_of_writing_gives_the_same_scenario_back(scenario):
    assert notation.parse_toml(notation.to_toml(scenario, "a\nb"), OTHER) == scenario
    assert notation.parse_json(notation.to_json(scenario), OTHER) == scenario
    assert notation.read(notation.to_mapping(scenario), OTHER) == scenario
    link = notation.to_link(scenario, "ab12cd34")
    assert notation.from_link(link, OTHER) == notation.Link(scenario, notation.VERSION, "ab12cd34")
    assert notation.to_link(notation.from_link(link, OTHER).scenario, "ab12cd34") == link


@quick
@given(st.text(max_size=80))
def test_no_comment_breaks_a_file(comment):
    assert read(notation.to_toml(read(WHOLE), comment)) == read(WHOLE)


def test_a_file_looks_as_the_contract_shows_it():
    text = notation.to_toml(read(WHOLE), "one\u2028[two]\x00")
    assert text.startswith('# one\n# [two]\ncity = "harbin"\nfirst_year = 2023\n')
    assert "\n\n[baseline.rate]\nphd = 3000\n" in text and "\n[baseline]\n" not in text
    assert "but_for = [0.0, 0.1, 0.25]\nleave_while_paid = 0.08\n" in text


def test_assumptions_stand_in_full_and_nothing_that_was_not_given():
    written = notation.to_mapping(read(LEAST))
    assert sorted(written) == ["arrival", "assumptions", "city", "first_year", "years"]
    assert sorted(written["assumptions"]) == [
        "but_for", "cliff", "draws", "horizon_months", "leave_after", "leave_while_paid", "seed", "take_up",
    ]  # fmt: skip


def test_strings_and_keys_of_any_kind_are_written_so_that_they_cannot_break_out():
    odd = replace(read(LEAST), city='a"\\\n\x7f[b]😀', counts={'x"]\n': 1})
    error = refused(lambda: read(notation.to_toml(odd)))
    assert {problem.key for problem in error.fields["problems"]} == {"scenario.not_id"}


def test_byte_order_mark_windows_lines_and_bytes_are_read():
    assert read("\ufeff" + WHOLE.replace("\n", "\r\n")) == read(WHOLE)
    assert notation.parse_toml(b"\xef\xbb\xbf" + WHOLE.encode(), DEFAULTS) == read(WHOLE)
    assert notation.parse_json(b"\xef\xbb\xbf" + notation.to_json(read(WHOLE)).encode(), OTHER) == read(WHOLE)


def test_json_is_compact_and_sorted():
    text = notation.to_json(read(WHOLE))
    assert " " not in text and list(json.loads(text)) == sorted(json.loads(text))


# What is refused: text after LEAST, the key, the path, what would work


CASES = [
    ("reforms = 1", "unknown_key", "reforms", "reform"),
    ("[assumptions]\nclif = 0.1", "unknown_key", "assumptions.clif", "assumptions.cliff"),
    ("[reform.rate]\ndoctor = 1", "unknown_key", "reform.rate.doctor", "phd, master, bachelor, technician"),
    ("[reform]\nphd = 1", "unknown_key", "reform.phd", "reform.rate"),
    ("intake = 5", "not_table", "intake", "phd, master"),
    ("counts = 5", "not_table", "counts", "policy_id"),
    ("[reform]\nrate = 5", "not_table", "reform.rate", "technician"),
    ('[reform.rate]\nphd = "3000"', "not_number", "reform.rate.phd", "1,000,000"),
    ("[reform.rate]\nphd = true", "not_number", "reform.rate.phd", "true"),
    ("[reform.rate]\nphd = 2023-03-10", "not_number", "reform.rate.phd", "2023-03-10"),
    ("[reform.rate]\nphd = -1", "out_of_range", "reform.rate.phd", "1,000,000"),
    ("[reform.rate]\nphd = 1000000.5", "out_of_range", "reform.rate.phd", "1,000,000"),
    ("[reform.rate]\nphd = nan", "out_of_range", "reform.rate.phd", "nan"),
    ("[baseline.rate]\nphd = inf", "out_of_range", "baseline.rate.phd", "1,000,000"),
    ("[baseline.rate]\nphd = 0x" + "F" * 5000, "out_of_range", "baseline.rate.phd", ">1e15"),
    ("[intake]\nphd = 1.5", "not_whole", "intake.phd", "100,000,000"),
    ("[intake]\nphd = -1", "not_whole", "intake.phd", "100,000,000"),
    ("[intake]\nphd = -inf", "not_whole", "intake.phd", "100,000,000"),
    ("duration_months = 0", "not_whole", "duration_months", "120"),
    ("duration_months = 121", "not_whole", "duration_months", "120"),
    ("[counts]\na = 1.5", "not_whole", "counts.a", "100,000,000"),
    ("[assumptions]\ndraws = 0", "not_whole", "assumptions.draws", "20,000"),
    ("[assumptions]\nseed = -1", "not_whole", "assumptions.seed", "9,223,372,036,854,775,807"),
    ("[assumptions]\nhorizon_months = 601", "not_whole", "assumptions.horizon_months", "600"),
    ("[cap]\nyuan_per_year = 0", "not_positive", "cap.yuan_per_year", "1,000,000,000,000,000"),
    ("[solve]\nbudget_yuan_per_year = false", "not_positive", "solve.budget_yuan_per_year", "false"),
    ("[assumptions]\nreference_rate = 0", "not_positive", "assumptions.reference_rate", "1,000,000"),
    ("[assumptions.reference_rate]\nphd = -3", "not_positive", "assumptions.reference_rate.phd", "-3"),
    ("[cap]\nrule = 'none'", "missing", "cap.yuan_per_year", "300_000_000"),
    ("[solve]\nyear = 'first'", "missing", "solve.budget_yuan_per_year", "600_000_000"),
    ("[assumptions]\nbut_for = 0.96", "not_range", "assumptions.but_for", "0.95"),
    ("[assumptions]\nleave_while_paid = 0.96", "not_range", "assumptions.leave_while_paid", "0.95"),
    ("[assumptions]\nleave_after = 0.96", "not_range", "assumptions.leave_after", "0.95"),
    ("[assumptions]\ncliff = 0.96", "not_range", "assumptions.cliff", "0.95"),
    ("[assumptions]\ncliff = [0.1, 0.2]", "not_range", "assumptions.cliff", "[0.1, 0.2]"),
    ("[assumptions]\ntake_up = [0, 1, 1.01]", "not_range", "assumptions.take_up", "mode"),
    ("[assumptions]\ntake_up = '0.5'", "not_range", "assumptions.take_up", '"0.5"'),
    ("[assumptions]\nleave_after = [true, 0.5, nan]", "not_range", "assumptions.leave_after", "nan"),
    ("[assumptions]\nleave_after = [[[[1]]], 2, 3, 4, 5]", "not_range", "assumptions.leave_after", "…"),
    ("[assumptions]\ncliff = [0.3, 0.2, 0.4]", "not_rising", "assumptions.cliff", "≤"),
    ("[cap]\nyuan_per_year = 1\nrule = 'sustian'", "not_choice", "cap.rule", "sustain"),
    ("arrival = 'juli'", "not_arrival", "arrival", "july, january, uniform"),
    ("arrival = [0.5, 0.5]", "not_arrival", "arrival", "12"),
    (f"arrival = {[-0.5, 1.5, *[0] * 10]}", "not_arrival", "arrival", "july"),
    (f"arrival = {[0.5, 0.50001, *[0] * 10]}", "shares_sum", "arrival", "1.00001"),
    ("[solve]\nbudget_yuan_per_year = 1\nyear = 2031", "year_outside", "solve.year", "2030"),
    ("[solve]\nbudget_yuan_per_year = 1\nyear = '2025'", "year_outside", "solve.year", '"steady"'),
    ("[solve]\nbudget_yuan_per_year = 1\nyear = true", "year_outside", "solve.year", "2023"),
    ("[counts]\n'../A' = 1", "not_id", "counts", '"../A"'),
]


@pytest.mark.parametrize(("text", "key", "path", "remedy"), CASES, ids=[f"{c[1]} {c[0]}"[:50] for c in CASES])
def test_a_refusal_names_the_path_and_what_would_work(text, key, path, remedy):
    error = refused(lambda: read(LEAST + text))
    assert (error.key, error.fields["path"]) == (f"scenario.{key}", path)
    for said in sayings(error):
        assert path in said
    english = i18n.message(error, "en")
    assert remedy in english or (remedy == "12" and "twelve" in english)


@pytest.mark.parametrize(
    ("line", "key", "path"),
    [
        ("", "missing", "city"),
        ('city = ""', "not_id", "city"),
        ("city = 3", "not_id", "city"),
        ('city = "Harbin\u202e"', "not_id", "city"),
        ("", "missing", "first_year"),
        ("first_year = 1989", "not_whole", "first_year"),
        ("first_year = 2101", "not_whole", "first_year"),
        ('first_year = "2023"', "not_whole", "first_year"),
        ("years = 0", "not_whole", "years"),
        ("years = 41", "not_whole", "years"),
        ("years = true", "not_whole", "years"),
    ],
)
def test_what_is_required_is_asked_for(line, key, path):
    kept = [one for one in LEAST.splitlines() if not one.startswith(f"{path} ")]
    error = refused(lambda: read("\n".join([line, *kept])))
    assert (error.key, error.fields["path"]) == (f"scenario.{key}", path)
    for said in sayings(error):
        assert path in said and "\u202e" not in said
        assert not (path == "first_year" and key == "not_whole") or "2100" in said


def test_all_problems_are_told_at_once_in_either_language():
    error = refused(lambda: read("years = 99\nfoo = 1\n[reform.rate]\nphd = -1\n[cap]\nrule = 'x'"))
    assert error.key == "scenario.refused" and error.fields["count"] == 7
    paths = ("years", "foo", "reform.rate.phd", "cap.rule", "cap.yuan_per_year", "city", "first_year")
    for said in sayings(error):
        assert len(said.splitlines()) == 8
        assert all(path in said for path in paths)


def test_a_file_of_another_kind_does_not_fill_the_screen():
    error = refused(lambda: read("".join(f"k{n} = 1\n" for n in range(3000))))
    assert error.fields["count"] == 3003
    assert all(len(said.splitlines()) == 21 for said in sayings(error))


# Files that are none


def jso(text: str | bytes) -> TalentError:
    return refused(lambda: notation.parse_json(text, DEFAULTS))


def test_what_is_no_toml_is_told_by_line():
    for text, line in ((LEAST + "intake = [1,", 4), (LEAST + "years == 3\n# end", 4), ("city = harbin", 1)):
        error = refused(lambda text=text: read(text))
        assert (error.key, error.fields["line"]) == ("scenario.not_toml", line)
        assert all(str(line) in said for said in sayings(error))
    twice = refused(lambda: read(LEAST + "years = 9"))
    assert (twice.key, twice.fields["line"], twice.fields["value"]) == ("scenario.not_toml", 4, "years = 9")
    assert "(at line" not in i18n.message(twice, "en")


def test_what_is_no_json_is_told_by_place():
    error = jso('{"city":\n "harbin",}')
    assert (error.key, error.fields["line"], error.fields["column"]) == ("scenario.not_json", 2, 11)
    assert all("2" in said and "11" in said for said in sayings(error))
    assert jso('{"city": "a", "cap": {"rule": 1, "rule": 2}}').fields["path"] == "rule"
    for text in ("[1]", "3", "null", '"city"'):
        assert jso(text).key == "scenario.no_mapping"
        assert '"city"' in i18n.message(jso(text), "zh")


def test_hostile_files_are_refused_before_they_cost_anything():
    def key(text: str | bytes) -> str:
        return refused(lambda: notation.parse_toml(text, DEFAULTS)).key

    assert key("a" * 70_000) == jso(b" " * 70_000).key == "scenario.too_large"
    assert key("a" * 65_536) != "scenario.too_large"
    assert key(b"city = '\xff'") == jso(b'"\xff"').key == "scenario.not_utf8"
    assert key("x = " + "[" * 30_000) == jso("[" * 30_000).key == "scenario.too_deep"
    assert key("x = " + "{a=" * 15_000) == jso('{"a":' * 10_000).key == "scenario.too_deep"
    assert key("a." * 30_000 + "a = 1") == key("[" + "a." * 101 + "a]") == "scenario.too_deep"
    assert read("# " + "." * 500 + "\n" + LEAST)
    assert jso('{"city": "\\ud800"}').key == "scenario.refused"
    assert all(said.encode() for said in sayings(jso('{"\\ud800": "\\ud800", "years": "\\ud800"}')))


@pytest.mark.parametrize("digits", ["9" * 5000, "-" + "1_0" * 3000, "1" * 500 + ".5"])
def test_a_number_of_thousands_of_digits_is_refused_where_it_stands(digits):
    toml = refused(lambda: read(LEAST + f"[reform.rate]\nphd = {digits}"))
    as_json = jso(json.dumps({"city": "harbin", "first_year": 2023, "years": 8})[:-1] + (
        f', "reform": {{"rate": {{"phd": {digits.replace("_", "")}}}}}}}'
    ))  # fmt: skip
    for error in (toml, as_json):
        assert (error.key, error.fields["path"]) == ("scenario.out_of_range", "reform.rate.phd")


def test_digits_after_a_point_or_in_a_comment_may_be_as_many_as_one_likes():
    third = f"# {'1' * 5000}\n{LEAST}[assumptions]\ncliff = 0.{'3' * 5000}"
    assert read(third).assumptions.cliff.mode == 1 / 3


# Links


def linked(data: object) -> str:
    raw = data if isinstance(data, bytes) else json.dumps(data).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def test_a_link_is_one_word_without_padding():
    link = notation.to_link(read(WHOLE), "ab12")
    assert link.replace("-", "").replace("_", "").isalnum()
    whole = json.loads(base64.urlsafe_b64decode(link + "=" * (-len(link) % 4)))
    assert (whole["v"], whole["data"]) == (1, "ab12")
    assert notation.from_link(link + "==", DEFAULTS).scenario == read(WHOLE)


def test_version_and_data_version_may_be_left_out_of_a_link():
    bare = notation.from_link(linked({"city": "harbin", "first_year": 2023, "years": 8}), DEFAULTS)
    assert bare == notation.Link(read(LEAST), 1, "")


def test_a_link_of_another_version_is_read_as_far_as_it_is_understood():
    given = notation.to_mapping(read(WHOLE)) | {"v": 7}
    found = notation.from_link(linked(given), DEFAULTS)
    assert (found.scenario, found.version) == (read(WHOLE), 7)
    error = refused(lambda: notation.from_link(linked(given | {"tax": 1}), DEFAULTS))
    assert error.key == "scenario.other_version"
    assert all("7" in said and "1" in said for said in sayings(error))


def test_links_that_hold_no_scenario_are_refused():
    def key(text: str) -> str:
        return refused(lambda: notation.from_link(text, DEFAULTS)).key

    link = notation.to_link(read(WHOLE), "ab12")
    for text in (
        "",
        "====",
        "a",
        link[:-7],
        link + "!",
        link[:9] + " " + link[9:],
        "\u0661" * 8,
        linked([1]),
    ):
        assert key(text) == "scenario.bad_link", text
    assert key(linked(b"\xff\xff")) == key(linked(b"{")) == "scenario.bad_link"
    assert key("a" * 9000) == "scenario.long_link"
    assert (
        key(linked({"v": "1"})) == key(linked({"v": True})) == key(linked({"v": 0})) == "scenario.not_whole"
    )
    assert key(linked({"v": None})) == "scenario.missing"
    assert key(linked({"data": "a b"})) == key(linked({"data": 1})) == "scenario.not_id"
    assert key(linked(notation.to_mapping(read(LEAST)) | {"years": 99})) == "scenario.not_whole"


def test_a_scenario_too_long_for_a_link_says_so():
    long = replace(read(LEAST), counts={f"policy-{n:040}": n for n in range(200)})
    assert refused(lambda: notation.to_link(long, "ab12")).key == "scenario.long_link"
    assert read(notation.to_toml(long)) == long


# The catalogue


def test_a_city_or_term_that_is_not_declared_is_refused_with_the_nearest():
    from pathlib import Path

    from talent import catalogue

    found = catalogue.read(Path(catalogue.__file__).parents[1] / "data")
    own = next(p.policy_id for p in found.policies.values() if p.city == "harbin")
    other = next(p.policy_id for p in found.policies.values() if p.city == "changchun")
    good = replace(read(LEAST), counts={own: 3})
    assert known_city(good, found) is found.cities["harbin"]
    error = refused(lambda: known_city(replace(good, city="harbim"), found))
    assert (error.key, error.fields["near"]) == ("no_such_city", "harbin")
    for called, id in (
        ("哈尔滨", "harbin"),
        ("HARBIN", "harbin"),
        ("长春市", "changchun"),
        ("Dezhou", "dezhou"),
    ):
        error = refused(lambda called=called: known_city(read(LEAST.replace("harbin", called)), found))
        assert (error.key, error.fields["near"]) == ("no_such_city", id)
        assert all(city in said for said in sayings(error) for city in found.cities)
    error = refused(lambda: known_city(replace(good, counts={other: 3}), found))
    assert (error.key, error.fields["path"]) == ("scenario.no_such_policy", f"counts.{other}")
    assert found.policies[error.fields["near"]].city == "harbin"


# Anything at all; TALENT_FUZZ is how many texts each parser is given, ten thousand in all for the long run

PIECES = (
    *WHOLE.split(),
    *'[]{}",.=:#\n\r\x00\\-_+', "null", "true", "nan", "inf", "1e999", "0x", "'''", '"""', "[[",
    "\ud800", "\u202e", "\ufeff", "长春", "2023-03-10", "9" * 400, "[" * 40, "a." * 40, "\\u0000", "NaN",
)  # fmt: skip
VALUE = re.compile(r"(?<== )[^\n]+|(?<=:)[^,{}]+")
VALUES = (
    "0", "1", "-1", "0.5", "1.5", "2025", "1e9", "1e308", "-0.0", "1" * 30, "true", '"july"', '"x"', '""',
    "[]",
    "[0, 0.5, 1]", "[1, 0, 0]", "[[]]", "[0.5, 0.5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]", "{}", '"\\u202e"', "3e5",
)  # fmt: skip
COUNT = int(os.environ.get("TALENT_FUZZ", "240"))


def mutated(text: str, chance: random.Random) -> str:
    """The text with a few pieces put in, taken out, exchanged or doubled."""
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(text) + 1)
        end = min(len(text), at + chance.choice((0, 1, 1, 5, 40)))
        piece = chance.choice((chance.choice(PIECES), text[at:end] * 2, "", chr(chance.randrange(0x110000))))
        text = text[:at] + piece + text[end:]
    return text


def exchanged(text: str, chance: random.Random) -> str:
    """The text with some of its values exchanged for others that both TOML and JSON can write."""
    for place in sorted(chance.choices(list(VALUE.finditer(text)), k=chance.randint(1, 3)), key=_backwards):
        text = text[: place.start()] + chance.choice(VALUES) + text[place.end() :]
    return text


def _backwards(place: re.Match) -> int:
    return -place.start()


def mixed(valid: str, chance: random.Random) -> Iterator[str | bytes]:
    """Mutated valid texts, words in any order, and noise."""
    for number in range(COUNT):
        kind = number % 6
        if kind < 2:
            yield mutated(valid, chance)
        elif kind > 3:
            yield exchanged(valid, chance)
        elif kind == 2:
            yield chance.choice(("", " ", "\n")).join(chance.choices(PIECES, k=chance.randint(0, 30)))
        else:
            yield chance.randbytes(chance.randint(0, 60))


@pytest.mark.parametrize("way", ["toml", "json", "link"])
def test_whatever_is_read_is_a_scenario_or_a_refusal_that_can_be_said(way):
    chance = random.Random(20230310)
    whole = read(WHOLE)
    valid = {"toml": WHOLE, "json": notation.to_json(whole), "link": notation.to_json(whole)}[way]
    outcomes: dict[str, int] = {}
    for text in mixed(valid, chance):
        try:
            if way == "toml":
                found = notation.parse_toml(text, DEFAULTS)
            elif way == "json":
                found = notation.parse_json(text, DEFAULTS)
            else:
                raw = text.encode("utf-8", "replace") if isinstance(text, str) else text
                found = notation.from_link(
                    linked(raw) if chance.random() < 0.8 else raw.decode("latin-1"), DEFAULTS
                ).scenario
            assert notation.parse_json(notation.to_json(found), OTHER) == found
            outcomes["read"] = outcomes.get("read", 0) + 1
        except TalentError as error:
            outcomes[error.key] = outcomes.get(error.key, 0) + 1
            for said in sayings(error):
                assert said.encode() and len(said) < 8000
    # The inputs reach the validation, not only the parsers.
    assert outcomes["read"] > COUNT / 100 and len(outcomes) > 8, outcomes


def test_every_sentence_about_a_scenario_was_said_here():
    said = {f"error.scenario.{key}" for _, key, _, _ in CASES} | {
        f"error.scenario.{key}"
        for key in (
            "refused", "no_mapping", "not_toml", "not_json", "not_utf8", "too_large", "too_deep",
            "twice", "bad_link", "long_link", "other_version", "no_such_policy",
            "no_reference",  # said by the model
            "bad_name", "long_name", "name_taken", "not_saved", "none_saved",  # in test_saved.py
        )
    }  # fmt: skip
    assert said == {key for key in i18n.strings("zh") if key.startswith("error.scenario.")}


def test_an_exported_answer_opens_the_scenario_in_it():
    scenario = notation.parse_toml(LEAST, DEFAULTS)
    told = {"city": "x", "note": "y" * 100_000, "scenario": notation.to_mapping(scenario)}
    assert notation.parse_json(json.dumps(told), DEFAULTS) == scenario
    wrong = {"scenario": {"city": "harbin"}}
    assert refused(lambda: notation.parse_json(json.dumps(wrong), DEFAULTS)).key == "scenario.refused"
    big = json.dumps({"scenario": 1, "note": "y" * 100_000})
    assert refused(lambda: notation.parse_json(big, DEFAULTS)).key == "scenario.too_large"


def test_a_refusal_calls_the_input_by_its_name():
    error = refused(lambda: notation.parse_toml(LEAST + "[reform.rate]\nphd = -1", DEFAULTS))
    assert "调整后月补贴标准（博士）[reform.rate.phd]" in i18n.message(error, "zh")
    assert "Monthly rate after the change (PhD) [reform.rate.phd]" in i18n.message(error, "en")
    error = refused(lambda: notation.parse_toml(LEAST + "[assumptions]\ncliff = 2", DEFAULTS))
    assert "到期流失[assumptions.cliff]" in i18n.message(error, "zh")
    error = refused(lambda: notation.parse_toml(LEAST + "[nothing]\nx = 1", DEFAULTS))
    assert "nothing" in i18n.message(error, "zh") and "[nothing]" not in i18n.message(error, "zh")
