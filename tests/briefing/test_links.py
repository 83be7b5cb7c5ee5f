"""Links to views: stored, read again, what became of their numbers, what stands where none can be stored."""

import contextlib
import errno
import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talent import ledger, warehouse
from talent.briefing import exhibit, links, numbers, view
from talent.briefing.numbers import digest_of
from talent.errors import TalentError
from talent.i18n import LANGUAGES
from talent.ledger import folder
from tests.ledger.drafts import draft, nothing, rows

CODE, OTHER = "HRB-13-005", "DQ-03-001"
FIRMS = view.parse("/compare?lang=zh&indicator=high_tech_firms&cities=harbin,changchun&mode=line")
BASE = "https://talent.example.cn"


@pytest.fixture(scope="module", autouse=True)
def place(tmp_path_factory):
    """A ledger of this module's own, over the real data."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TALENT_STATE", str(tmp_path_factory.mktemp("state")))
        patch.setenv("TALENT_LEDGER", str(tmp_path_factory.mktemp("ledger")))
        yield


@pytest.fixture(scope="module")
def before():
    return warehouse.locate()


@pytest.fixture(scope="module")
def kept(before):
    """The view as it was stored before anything was committed."""
    return links.stored(links.keep(FIRMS, before))


@pytest.fixture(scope="module")
def after(before, kept):
    """The data after a batch that corrects one figure."""
    figure = before.catalogue.statements[CODE]
    table = rows(replace(figure, value=2400.0, as_printed="2400户"), change="corrected")
    table = table.set_column(table.schema.get_field_index("revision"), "revision", [[2]])
    correction = replace(draft(base_version=before.version), rows=table.cast(ledger.SCHEMA))
    ledger.open_ledger().append(correction, warehouse.curated(), nothing)
    return warehouse.locate()


def text_of(stored) -> str:
    return ledger.open_ledger().view(stored.id)


def test_a_stored_view_holds_what_its_link_shows_and_nothing_else(before, kept):
    told = json.loads(text_of(kept))
    assert sorted(told) == ["address", "batch", "data", "date", "lang", "n", "shown", "v"]
    assert told["address"] == ("/compare?v=1&cities=harbin%2Cchangchun&indicator=high_tech_firms&mode=line")
    assert (told["v"], told["lang"], told["data"]) == (1, "zh", before.version)
    assert told["date"] == before.data_date.isoformat()
    mine = next(row for row in told["shown"] if row[0] == CODE)
    assert mine[2:] == [
        "高新技术企业（按时间） · 哈尔滨 · 2025年末",
        "High-tech firms (over time) · Harbin · end of 2025",
        "2,338户",
        "2,338 firms",
    ]
    assert {row[0] for row in told["shown"]} == {n.key for n in exhibit.numbers(FIRMS, before)}


def test_the_same_view_and_data_have_one_id_and_are_stored_once(before, kept):
    assert links.keep(FIRMS, before) == kept.id
    assert links.keep(replace(FIRMS, data="0000dead", digest="0000dead"), before) == kept.id
    assert links.keep(replace(FIRMS, language="en"), before) != kept.id


def test_a_view_read_again_is_the_view_stored(before, kept):
    assert kept.view == replace(FIRMS, data=before.version, digest=digest_of(kept.shown))
    assert links.stored(kept.id[:10]) == kept and kept.shown == exhibit.numbers(FIRMS, before)


def test_the_digest_is_one_in_both_languages_and_the_one_stored(before, kept):
    drawn = [exhibit.exhibits(FIRMS, before, language) for language in LANGUAGES]
    told = {numbers.digest(one.content for one in found) for found in drawn}
    assert told == {kept.view.digest} == {exhibit.digest(FIRMS, before)}


def test_a_corrected_figure_is_told_from_then_to_now_with_the_way_back(before, kept, after):
    seen = replace(FIRMS, data=before.version)
    for found in (links.since(seen, after), links.since(seen, after, kept)):
        (change,) = found.changes
        assert (change.key, change.old.zh, change.new.zh) == (CODE, "2,338户", "2,400户")
        assert (change.old.en, change.new.en) == ("2,338 firms", "2,400 firms")
        assert found.as_of == "B0000"
    assert warehouse.locate(found.as_of).version == before.version


def test_a_view_without_the_figure_has_not_changed(before, after):
    elsewhere = view.parse("/compare?indicator=high_tech_firms&cities=daqing&mode=line")
    assert exhibit.digest(elsewhere, before) == exhibit.digest(elsewhere, after)
    assert links.since(replace(elsewhere, data=before.version), after).changes == ()


def test_numbers_of_data_that_cannot_be_had_back_are_told_by_a_stored_view_alone(kept, after):
    lost = replace(FIRMS, data="0000dead")
    assert links.since(lost, after) == links.Since(None, "")
    found = links.since(lost, after, kept)
    assert [one.key for one in found.changes] == [CODE] and found.as_of == ""


def test_the_views_that_use_a_figure_are_found(before, kept):
    other = links.keep(replace(FIRMS, choices=(("cities", "daqing"), *FIRMS.choices[1:])), before)
    assert [one.id for one in links.using(CODE)].count(kept.id) == 1
    assert other not in {one.id for one in links.using(CODE)}
    assert links.using("XX-00-000") == ()


def test_a_view_that_was_read_is_not_read_again_because_another_is_stored(before, kept, monkeypatch):
    links.using(CODE)
    new = links.keep(view.parse("/compare?indicator=gdp&cities=harbin"), before)
    read: list[str] = []
    find = links.stored
    monkeypatch.setattr(links, "stored", lambda id: read.append(id) or find(id))
    links.using(CODE)
    assert read == [new]


# Short and whole


def test_a_short_link_names_the_stored_view(before, kept):
    assert links.short(FIRMS, before, BASE) == f"{BASE}/compare?b={kept.id[:10]}"
    assert view.stored(links.short(FIRMS, before, BASE)) == kept.id[:10]


@pytest.mark.parametrize("trouble", ("full", "locked", "many", "large", "alike"))
def test_where_a_view_cannot_be_stored_the_whole_link_stands(before, kept, monkeypatch, trouble):
    fresh = replace(FIRMS, language="en", choices=(("cities", "harbin"), *FIRMS.choices[1:]))

    def fails(*_):
        raise OSError({"full": errno.ENOSPC, "locked": errno.EROFS}[trouble], trouble)

    if trouble in ("full", "locked"):
        monkeypatch.setattr(folder, "flushed", fails)
    elif trouble == "many":
        monkeypatch.setattr(folder, "MOST_VIEWS", 0)
    elif trouble == "large":
        monkeypatch.setattr(folder, "LARGEST_VIEW", 10)
    else:
        twin = folder.Folder.keep_view

        def alike(self, text):
            id = twin(self, text)
            (self.stored / f"{id[:10]}{'0' * 54}.json").write_text("{}")
            return id

        monkeypatch.setattr(folder.Folder, "keep_view", alike)
    found = links.short(fresh, before, BASE)
    assert found.startswith(f"{BASE}/compare?v=1&lang=en&cities=harbin")
    assert view.parse(found) == replace(fresh, data=before.version, digest=exhibit.digest(fresh, before))


def test_a_choice_the_page_does_not_have_is_refused_and_not_stored(before):
    with pytest.raises(TalentError, match="bad_value"):
        links.short(view.parse("/compare?indicator=weather"), before, BASE)


@pytest.mark.parametrize(
    ("told", "found"),
    (
        ("", ""),
        ("https://talent.example.cn", "https://talent.example.cn"),
        ("https://talent.example.cn/", "https://talent.example.cn"),
        ("http://10.0.0.7:8501/compass/", "http://10.0.0.7:8501/compass"),
    ),
)
def test_the_public_address_is_taken_without_its_last_slash(monkeypatch, told, found):
    monkeypatch.setenv(links.PUBLIC, told)
    assert links.public_base() == found


@pytest.mark.parametrize(
    "told",
    ("talent.example.cn", "ftp://x.cn", "https://", "https://u:p@x.cn", "https://x.cn?a=1", "https://x.cn#a",
     "https://x.cn/ a", "https://x.cn:99999", "javascript:alert(1)", "https://x.cn\\@y.cn", "https://城市.cn",
     "http://[::1", "https://x.cn\n"),
)  # fmt: skip
def test_what_is_no_public_address_is_refused(monkeypatch, told):
    monkeypatch.setenv(links.PUBLIC, told)
    with pytest.raises(TalentError, match="bad_public_url"):
        links.public_base()


# What is not a stored view

FIELDS = ("v", "address", "lang", "batch", "data", "n", "date", "shown")
ODD = (
    None, True, 7, 1.5, float("nan"), "x", "fr", "B1", "b0001", "0000DEAD", "2026-13-01", "\ud800",
    "/nowhere", "/compare?v=9", "/compare?" + "x" * 9000, [], {}, [[]], [["a"] * 5], [["a"] * 7],
    ["abcdef"], [[1] * 6], [[None] * 6], [["\udc00"] * 6], {"a": 1}, "9" * 70_000,
)  # fmt: skip


@pytest.mark.parametrize("field", FIELDS)
def test_a_stored_view_with_a_field_of_another_kind_is_refused_with_a_sentence(kept, field):
    told = json.loads(text_of(kept))
    gone = {name: value for name, value in told.items() if name != field}
    for odd in (gone, *(told | {field: value} for value in ODD if value != told[field])):
        with pytest.raises(TalentError, match=r"links\.|view\."):
            links.read(json.dumps(odd))


@settings(max_examples=25, deadline=None)
@given(at=st.integers(0, 10_000), sign=st.characters(codec="utf-8"))
def test_a_stored_view_with_any_sign_put_in_is_read_or_refused(kept, at, sign):
    text = text_of(kept)
    with contextlib.suppress(TalentError):
        links.read(text[: at % len(text)] + sign + text[at % len(text) :])


@pytest.mark.parametrize(
    ("text", "key"),
    (
        ("", "unreadable"), ("[]", "unreadable"), ("1", "unreadable"), ("{", "unreadable"),
        ("[" * 5000, "unreadable"), ('{"v": 2}', "version"), ('{"v": [1]}', "version"),
        ("9" * 5000, "unreadable"), ("x" * 70_000, "unreadable"),
    ),
)  # fmt: skip
def test_a_text_that_is_no_stored_view_is_refused(text, key):
    with pytest.raises(TalentError, match=rf"links\.{key}"):
        links.read(text)


def test_a_number_changed_in_a_stored_view_shows(kept):
    told = json.loads(text_of(kept))
    told["shown"][0][1] = told["shown"][0][1].replace("|", "0|", 1)
    with pytest.raises(TalentError, match="unreadable"):
        links.read(json.dumps(told))
    told["shown"][0][2] = "\ud800"
    with pytest.raises(TalentError, match="unreadable"):
        links.read(json.dumps(told))


def test_an_unknown_and_a_damaged_view_are_refused(before):
    with pytest.raises(TalentError, match="no_such_view"):
        links.stored("0123456789")
    id = links.keep(replace(FIRMS, choices=(("cities", "daqing,dezhou"), *FIRMS.choices[1:])), before)
    (ledger.open_ledger().stored / f"{id}.json").write_text("{}")
    with pytest.raises(TalentError, match="no_such_view"):
        links.stored(id)
    assert id not in {one.id for one in links.using(CODE)}
