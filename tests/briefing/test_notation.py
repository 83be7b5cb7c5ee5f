"""A briefing written and read is the same, and whatever else is read is refused in plain words."""

import json
import os
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings

from talent import i18n
from talent.briefing import notation
from talent.briefing.briefing import MOST_ITEMS, Briefing
from talent.errors import TalentError
from tests.briefing.drafts import CHANGE, ITEM, LEAST, NUMBER, OTHER, WHOLE, briefings
from tests.what_if.test_notation import PIECES, VALUES, mutated


def refused(act: Callable[[], object]) -> TalentError:
    with pytest.raises(TalentError) as caught:
        act()
    return caught.value


def sayings(error: TalentError) -> list[str]:
    return [i18n.message(error, language) for language in i18n.LANGUAGES]


def read(**changed: object) -> Briefing:
    """The whole briefing with some of its parts exchanged."""
    return notation.parse(json.dumps({**json.loads(notation.to_json(WHOLE)), **changed}))


def key(**changed: object) -> str:
    return refused(lambda: read(**changed)).key


# What is written


def test_a_file_is_for_people_to_read_and_holds_every_number():
    said = notation.to_json(WHOLE)
    assert said.splitlines()[:9] == [
        "{",
        '  "v": 1,',
        '  "title": "标题",',
        '  "language": "zh",',
        '  "template": "report",',
        '  "items": [',
        "    {",
        '      "view": "/compare?v=1&part=comparison&indicator=high_tech_firms&mode=line",',
        '      "comment": "第一行\\n“第二行”",',
    ]
    (line,) = (one.strip() for one in said.splitlines() if "AA-01-001" in one)
    assert json.loads(line) == {
        "key": "AA-01-001",
        "raw": "5.0||exact",
        "label": {"zh": "甲 2024年", "en": "Alpha 2024"},
        "written": {"zh": "5户", "en": "5 firms"},
    }
    assert '"old": {"zh": "1户", "en": "1 firm"}, "new": null' in said
    assert said.endswith("}\n") and "今天" not in said


def test_one_briefing_has_one_text_whoever_wrote_it():
    assert notation.to_json(notation.parse(notation.to_json(WHOLE))) == notation.to_json(WHOLE)
    other = json.dumps(json.loads(notation.to_json(WHOLE)), sort_keys=True, indent=7)
    assert notation.parse("\ufeff" + other) == notation.parse(other.encode()) == WHOLE
    seen = replace(ITEM, view=replace(ITEM.view, language="en", data="abcd", digest="01234567"))
    assert notation.to_json(replace(WHOLE, items=(seen, OTHER))) == notation.to_json(WHOLE)


@settings(max_examples=20, deadline=None)
@given(briefings)
def test_every_briefing_comes_back_the_same(briefing):
    assert notation.parse(notation.to_json(briefing)) == briefing


def test_what_is_left_out_is_empty():
    assert notation.parse('{"v": 1, "language": "en", "template": "pictures"}') == LEAST
    assert notation.parse('{"v": 1, "language": "zh"}').template == "report"
    (item,) = read(
        items=[{"view": "https://talent.example/dash/compare?lang=en&mode=bar&data=0123abcd"}]
    ).items
    assert (item.view.address, item.comment, item.data) == ("/compare?v=1&mode=bar", "", "")
    assert (item.shown, item.changed) == ((), ())


def test_what_cannot_be_read_is_not_written():
    for bad in ("a\x00b", "\u202eabc", "\ud800", "x" * 2_001):
        long = replace(WHOLE, items=(replace(ITEM, comment=bad),))
        assert refused(lambda long=long: notation.to_json(long)).fields["path"] == "items[0].comment"
    huge = replace(WHOLE, items=(replace(ITEM, shown=(NUMBER,) * 1_900),) * 6)
    error = refused(lambda: notation.to_json(huge))
    assert (error.key, error.fields["most"]) == ("briefing.too_large", 1024)


@pytest.mark.parametrize(
    "sign",
    [
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",
        "\u2764\ufe0f\u200d\U0001f525",
        "\U0001f469\U0001f3fd\u200d\u2695\ufe0f",
    ],
)
def test_pictographs_joined_into_one_are_kept_as_they_are(sign):
    said = replace(WHOLE, items=(replace(ITEM, comment=f"a {sign} b"),))
    assert notation.parse(notation.to_json(said)).items[0].comment == f"a {sign} b"


# What is refused


@pytest.mark.parametrize(("path", "changed", "name"), [
    ("titel", {"titel": "x"}, "unknown_key"),
    ("title", {"title": 3}, "not_text"),
    ("title", {"title": "x" * 121}, "long_text"),
    ("title", {"title": "a\nb"}, "hidden_sign"),
    *(("title", {"title": f"a{sign}b"}, "hidden_sign") for sign in "\u00ad\u061c\u200b\u200d\u200f\u2060"),
    ("title", {"title": "\U0001f468\u200d"}, "hidden_sign"),
    ("title", {"title": "\U0001f468\u200d\u200d\U0001f469"}, "hidden_sign"),
    ("items[0].comment", {"items": [{"view": "/", "comment": "a\u202eb"}]}, "hidden_sign"),
    ("language", {"language": "fr"}, "not_choice"),
    ("language", {"language": None}, "missing"),
    ("template", {"template": "reprot"}, "not_choice"),
    ("items", {"items": {}}, "not_list"),
    ("items", {"items": [{"view": "/"}] * (MOST_ITEMS + 1)}, "long_list"),
    ("items[1]", {"items": [{"view": "/"}, 7]}, "not_table"),
    ("items[0]", {"items": [None]}, "missing"),
    ("items[0].vieww", {"items": [{"view": "/", "vieww": 1}]}, "unknown_key"),
    ("items[0].view", {"items": [{"comment": "x"}]}, "missing"),
    ("items[0].view", {"items": [{"view": 1}]}, "not_text"),
    ("items[0].view", {"items": [{"view": "/nowhere"}]}, "bad_view"),
    ("items[0].view", {"items": [{"view": "/compare?v=9"}]}, "bad_view"),
    ("items[0].view", {"items": [{"view": "/compare?batch=B0001"}]}, "looks_back"),
    ("items[0].data", {"items": [{"view": "/", "data": "<b>"}]}, "not_version"),
    ("items[0].shown", {"items": [{"view": "/", "shown": "x"}]}, "not_list"),
    ("items[0].shown[1]", {"items": [{"view": "/", "shown": [{**json.loads(
        '{"key": "", "raw": "", "label": {"zh": "", "en": ""}, "written": {"zh": "", "en": ""}}')}, []]}]},
     "not_table"),
    ("items[0].shown[0].label.en", {"items": [{"view": "/", "shown": [
        {"key": "", "raw": "", "label": {"zh": ""}, "written": {"zh": "", "en": ""}}]}]}, "not_text"),
    ("items[0].changed[0].new", {"items": [{"view": "/", "changed": [
        {"key": "", "label": {"zh": "", "en": ""}, "new": 5}]}]}, "not_table"),
], ids=lambda v: v if isinstance(v, str) else "")  # fmt: skip
def test_what_is_wrong_is_told_with_its_place_and_what_would_work(path, changed, name):
    error = refused(lambda: read(**changed))
    assert (error.key, error.fields["path"]) == (f"briefing.{name}", path)
    for said in sayings(error):
        assert path in said and "{" not in said.replace("{…}", "")
    if name in ("unknown_key", "not_choice"):
        near = {"titel": "title", "template": "report", "items[0].vieww": "items[0].view", "language": "zh"}
        assert error.fields["near"] == near[path]


def test_everything_wrong_is_told_at_once():
    error = refused(lambda: read(title=1, language="x", items=[{"view": "/x"}, {}]))
    assert (error.key, error.fields["count"]) == ("briefing.refused", 4)
    for said in sayings(error):
        assert all(path in said for path in ("title", "language", "items[0].view", "items[1].view"))


def test_another_version_is_refused_and_a_file_without_one():
    for version in (0, 2, "1", True, 1.5, [1], 10**400):
        error = refused(lambda version=version: read(v=version))
        assert error.key == "briefing.other_version" and all("1" in said for said in sayings(error))
    assert key(v=None) == "briefing.missing"


def test_what_is_no_briefing_file_is_told():
    def fault(text: str | bytes) -> TalentError:
        return refused(lambda: notation.parse(text))

    for text in ("[]", "3", "null", '"x"'):
        assert fault(text).key == "briefing.no_mapping"
    error = fault('{"v":\n 1,}')
    assert (error.key, error.fields["line"], error.fields["column"]) == ("briefing.not_json", 2, 4)
    assert fault(b'"\xff"').key == "briefing.not_utf8"
    assert fault(b" " * (1024 * 1024 + 1)).key == "briefing.too_large"
    assert fault("[" * 100_000).key == "briefing.too_deep"
    assert fault('{"v": 1, "v": 1}').fields["path"] == "v"
    for text in ("[]", "{", b"\xff", '{"v": 1, "v": 1}'):
        assert all(said.encode() for said in sayings(fault(text)))


# Anything at all; TALENT_FUZZ is how many texts, ten thousand for the long run

COUNT = int(os.environ.get("TALENT_FUZZ", "300"))
VALID = notation.to_json(WHOLE)
VALUE = re.compile(r"(?<=: )[^,{}\[\]]+")


def given_texts() -> Iterator[str | bytes]:
    chance = random.Random(20230310)
    for number in range(COUNT):
        kind = number % 5
        if kind < 2:
            yield mutated(VALID, chance)
        elif kind < 4:
            place = chance.choice(list(VALUE.finditer(VALID)))
            yield VALID[: place.start()] + chance.choice(VALUES) + VALID[place.end() :]
        else:
            words = "".join(chance.choices(PIECES, k=chance.randint(0, 40)))
            yield words if number % 2 else chance.randbytes(chance.randint(0, 60))


def test_no_text_brings_it_down():
    passed = 0
    for text in given_texts():
        try:
            found = notation.parse(text)
        except TalentError as error:
            assert all(said.encode() and len(said) < 20_000 for said in sayings(error))
        else:
            passed += 1
            assert notation.parse(notation.to_json(found)) == found
    assert 0 < passed < COUNT


def test_the_made_change_is_read_as_it_was():
    assert read().items[0].changed == (CHANGE,)
