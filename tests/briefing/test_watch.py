"""After a commit a briefing knows which of its numbers are no longer so; a refresh takes the new ones."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from talent import access, cli, warehouse
from talent.briefing import exhibit, numbers, saved, watch
from talent.briefing.briefing import Briefing, Item
from talent.briefing.numbers import Change
from talent.briefing.view import View, parse
from talent.briefing.watch import Outdated, Stale
from talent.i18n import Name, text
from talent.uploads import commit
from talent.warehouse import Warehouse

LI = access.Command("李明")
FIRMS = parse("/compare?indicator=high_tech_firms&mode=line&part=comparison")
PEOPLE = parse("/compare?indicator=talent_introduced&part=comparison")
# Withdrawn between the two versions of the data.
CODE = "HRB-13-005"


@pytest.fixture(scope="module")
def versions(tmp_path_factory) -> Iterator[tuple[Warehouse, Warehouse]]:
    """The data before and after a figure was withdrawn."""
    place = tmp_path_factory.mktemp("watch")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TALENT_STATE", str(place / "state"))
        patch.setenv("TALENT_LEDGER", str(place / "ledger"))
        before = warehouse.locate()
        commit.write(LI, commit.withdrawal(before, CODE, "印错"))
        yield before, warehouse.locate()


@pytest.fixture(scope="module")
def before(versions) -> Warehouse:
    return versions[0]


@pytest.fixture(scope="module")
def after(versions) -> Warehouse:
    return versions[1]


def taken(view: View, now: Warehouse) -> Item:
    return Item(view, "", now.version, exhibit.numbers(view, now))


@pytest.fixture(scope="module")
def briefing(before) -> Briefing:
    return Briefing("", "zh", "report", (taken(FIRMS, before), taken(PEOPLE, before)))


def test_a_figure_that_is_gone_makes_its_picture_out_of_date_and_no_other(briefing, after):
    firms, people = watch.examine(briefing, after)
    assert [(one.key, one.old, one.new) for one in firms.changes] == [
        (CODE, Name("2,338户", "2,338 firms"), None)
    ]
    assert firms.outdated and not people.outdated
    assert numbers.told(firms.changes, "zh") == (
        "高新技术企业（按时间） · 哈尔滨 · 2025年末：2,338户 → 已无此数",
    )
    assert numbers.told(firms.changes, "en") == (
        "High-tech firms (over time) · Harbin · end of 2025: 2,338 firms → no longer there",
    )


def test_a_number_that_differs_or_is_new_is_told_from_old_to_new(briefing, before):
    item = briefing.items[0]
    first, second, *rest = item.shown
    old = replace(first, raw="1.0||exact|achieved||2025-12-31", written=Name("1户", "1 firm"))
    aged = replace(item, data="0000", shown=(old, *rest))
    stale = watch.stale(aged, before)
    assert stale.changes == (
        Change(first.key, first.label, old.written, first.written),
        Change(second.key, second.label, None, second.written),
    )
    assert numbers.told(stale.changes, "zh") == (
        "高新技术企业（按时间） · 哈尔滨 · 2025年末：1户 → 2,338户",
        "高新技术企业（按时间） · 大庆 · 2022年末：原无此数 → 500户",
    )


def test_one_taken_from_these_very_data_needs_no_look(briefing, before):
    def never(*_: object):
        raise AssertionError("looked")

    assert watch.stale(briefing.items[0], before, never) == Stale()


def test_what_cannot_be_drawn_any_more_says_why_and_stays_as_it_is(briefing, after):
    lost = replace(briefing.items[0], view=parse("/compare?indicator=nothing&part=comparison"))
    (stale,) = watch.examine(replace(briefing, items=(lost,)), after)
    assert stale.outdated and stale.trouble.key == "view.bad_value"
    assert watch.refreshed(replace(briefing, items=(lost,)), after).items == (lost,)


def test_a_refresh_takes_the_numbers_of_now_and_marks_what_changed(briefing, before, after):
    fresh = watch.refreshed(briefing, after)
    firms, people = fresh.items
    assert {one.data for one in fresh.items} == {after.version}
    assert [one.key for one in firms.changed] == [CODE] and people.changed == ()
    assert CODE not in {one.key for one in firms.shown} and people.shown == briefing.items[1].shown
    assert not any(one.outdated for one in watch.examine(fresh, after))
    assert watch.refreshed(fresh, after) == fresh
    # An undo brings the old numbers back, and the briefing is out of date again.
    (back, _) = watch.examine(fresh, before)
    assert [(one.old, one.new.en) for one in back.changes] == [(None, "2,338 firms")]


def test_kept_briefings_are_counted_and_whoever_writes_is_told(briefing, before, after, capsys):
    assert watch.out_of_date(after) == () and watch.notice((), "zh") == ""
    saved.save(LI, "甲", briefing)
    saved.save(LI, "乙", replace(briefing, items=(briefing.items[0],) * 2))
    saved.save(LI, "丙", watch.refreshed(briefing, after))
    assert watch.out_of_date(before) == (Outdated("丙", 1),)
    found = watch.out_of_date(after)
    assert found == (Outdated("乙", 2), Outdated("甲", 1))
    assert watch.notice(found, "zh") == "已保存的 2 份简报、3 张图已过时。"
    said = text("briefing.watch.out_of_date", "en", briefings=1, pictures=1)
    assert cli.main(["undo", "B0001", "--by", "li", "--why", "right after all", "--lang", "en"]) == 0
    assert said in capsys.readouterr().err


def test_a_kept_briefing_that_cannot_be_read_hinders_nobody(briefing, after):
    place = saved._keeper.shelf()._folder
    saved.save(LI, "坏", briefing)
    broken = next(path for path in place.glob("*.txt") if "坏".encode() in path.read_bytes())
    broken.write_bytes(broken.read_bytes()[:99])
    assert "坏" not in {one.name for one in watch.out_of_date(after)}
