"""What one picture cannot hold: every row once, every picture whole, notes where the others say they are."""

import re
from dataclasses import replace

import pytest

from talent import queries, warehouse
from talent.briefing.deck import SIZES
from talent.charts import timeline
from talent.charts.compare import MODES, compare
from talent.charts.frame import frame
from talent.charts.parting import part, shared, slices
from talent.charts.picture import Tag
from talent.charts.sheet import Cell, Row, Sheet
from talent.charts.svg.layout import Layout
from talent.charts.svg.page import page, pages
from talent.charts.svg.parted import parted
from talent.charts.svg.words import Said
from talent.errors import TalentError
from tests.charts.made import picture
from tests.charts.svg_drawn import boxes, elements, squeezed, words
from tests.charts.test_pens import ROWS
from tests.charts.test_svg_page import LINK, crowded

WORDS = "为何如此，原文逐字照录，不增不减。"


def sheet(rows: int, *, notes: int = 1, lines: int = 1, every: int = 20) -> Sheet:
    """Rows with a code and a tag each, a heading over every so many."""
    made = []
    for n in range(rows):
        if n % every == 0:
            made.append(Row((Cell(f"第{n // every}组"), Cell(""), Cell("")), heads=True))
        value = Cell(f"{n}人", (Tag("仅局部", True),), f"X-{n:03}-1", float(n))
        made.append(Row((Cell(f"第{n}行"), value, Cell(WORDS * lines))))
    return Sheet(
        kind="profile", title="全部数据", scope="某市", subtitle="怎样读", columns=("指标", "数值", "说明"),
        rows=tuple(made), warnings=("不可比较。",), notes=tuple(f"注{n}。{WORDS}" for n in range(notes)),
        sources=tuple(f"{n:02} 某报2023-01-15" for n in range(notes)), codes=(), inks=(),
        data_version="abcd1234", data_date="2026-08-22", language="zh", alt="一张表。",
    )  # fmt: skip


def drawn(content, size, **more) -> list[str]:
    more = {"link": LINK, "product": "城市人才对照"} | more
    return list(pages(content, *size, embed=False, **more))


def within(svg: str, size) -> bool:
    width, height = size
    return all(b.left >= 0 and b.top >= 0 and b.right <= width and b.bottom <= height for b in boxes(svg))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("notes", [1, 60])
def test_every_row_is_on_one_picture_and_every_picture_has_all_that_travels(size, notes):
    made = sheet(60, notes=notes)
    found = drawn(made, size)
    seen = [words(one) for one in found]
    around, total = frame(made), len(found)
    assert total > 2
    for number, (svg, said) in enumerate(zip(found, seen, strict=True), start=1):
        head = (f"{around.title}（{number}/{total}）", around.scope, around.subtitle, *around.warnings)
        assert not [one for one in (*head, around.version, LINK, "城市人才对照") if squeezed(one) not in said]
        assert within(svg, size) and f"（{number}/{total}）</title>" in svg
    together = "".join(seen)
    for n in range(60):
        assert together.count(f"X-{n:03}-1") == 1 and together.count(f"第{n}行") == 1
        (holder,) = [said for said in seen if f"X-{n:03}-1" in said]
        assert all(one in holder for one in (f"第{n}行", "仅局部", "指标", "数值"))
    assert not [one for one in (*made.notes, *made.sources) if squeezed(one) not in together]


def test_notes_with_little_to_say_stand_on_every_picture():
    made = sheet(40)
    for svg in drawn(made, SIZES[0]):
        assert squeezed(made.notes[0]) in words(svg) and "见第" not in words(svg)


@pytest.mark.parametrize("size", SIZES)
def test_many_notes_stand_where_the_other_pictures_say(size):
    made = sheet(30, notes=60)
    seen = [words(one) for one in drawn(made, size)]
    first, last, total = map(int, re.search(r"说明、来源见第(\d+)至(\d+)张，共(\d+)张", seen[0]).groups())
    assert last == total == len(seen)
    for number, said in enumerate(seen, start=1):
        told = f"说明、来源见第{first}至{last}张，共{total}张。" in said
        assert told == (number < first)
        assert ("X-" in said) == (number < first)
    moved = "".join(seen[first - 1 :])
    assert not [one for one in (*made.notes, *made.sources) if squeezed(one) not in moved]


def test_a_heading_stays_with_the_row_below_it_and_is_repeated_where_its_rows_go_on():
    made = sheet(6, every=3)
    assert slices(made) == (0, 2, 3, 4, 6, 7, 8)
    again = part(made, 2, 6)
    assert [row.cells[0].text for row in again.rows] == ["第0组（续）", "第1行", "第2行", "第1组", "第3行"]
    assert again.rows[1:] == made.rows[2:6] and again.rows[0].heads
    assert part(made, 4, 8).rows == made.rows[4:8]


def test_what_is_said_beside_a_picture_is_on_the_first_or_said_to_be_elsewhere():
    made = sheet(40)
    seen = [words(one) for one in drawn(made, SIZES[0], comment="先看限定。", objections=("不可排序。",))]
    assert [("先看限定。" in one, "不可排序。" in one) for one in seen] == [
        (number == 0, number == 0) for number in range(len(seen))
    ]
    long = "".join(f"第{n}句话。" for n in range(900))
    seen = [words(one) for one in drawn(made, SIZES[0], comment=long, changed=("变了。",))]
    assert "批注、说明、来源见第" in seen[0] and "第0句话。" not in seen[0]
    together = "".join(seen)
    assert all(together.count(one) == 1 for one in ("第0句话。", "第899句话。", "变了。"))


@pytest.mark.parametrize("size", SIZES)
def test_panels_are_parted_whole_and_keep_the_scales_of_the_whole_picture(size):
    made = crowded()
    found = drawn(made, size)
    assert len(found) > 1 and all(within(one, size) for one in found)
    together = "".join(map(words, found))
    assert not [mark.code for mark in made.drawn if squeezed(mark.code) not in together]
    assert not [one for one in made.notes if squeezed(one) not in together]
    panels = part(made, 1, 2)
    assert panels.panels == made.panels[1:2] and set(panels.beside) == set(made.panels) - {made.panels[1]}
    assert all(set(panels.alike(one)) == set(made.alike(one)) for one in panels.panels)
    assert timeline.axis(panels, 14, 300) == timeline.axis(made, 14, 300)


def test_what_fits_is_one_picture_as_it_was():
    made = picture(ROWS)
    assert drawn(made, SIZES[0]) == [page(made, *SIZES[0], embed=False, link=LINK, product="城市人才对照")]


def test_a_row_larger_than_a_picture_is_refused_by_name():
    with pytest.raises(TalentError, match=r"picture\.too_tall") as refused:
        drawn(replace(sheet(2, lines=200), title="长表"), SIZES[0])
    assert refused.value.fields["title"] == "长表"


def test_the_same_table_gives_the_same_pictures():
    assert drawn(sheet(30), SIZES[1]) == drawn(sheet(30), SIZES[1])


def test_each_picture_of_several_names_the_source_of_all_that_it_draws():
    """Every indicator with figures enough, in all modes and sizes, languages by turns."""
    data = warehouse.locate()
    known, readings, several = data.catalogue, queries.readings(data), 0
    for n, one in enumerate(known.indicators.values()):
        own = [row for row in readings if row.indicator == one.id]
        for mode in MODES if len(own) > 20 else ():
            made = compare(
                own, one, tuple(known.cities), mode, "printed", False, known, ("zh", "en")[n % 2], "v"
            )
            lines = {line.split(" ")[0]: squeezed(line) for line in made.sources}
            for size in SIZES:
                found = [
                    scene.svg(*size, title="")
                    for _, scene in parted(Layout(made, Said(frame(made)), *size, False))
                ]
                several += len(found) > 1
                for svg in found:
                    said = words(svg)
                    codes = {group.get("data-code") for group in elements(svg, "g")} - {None}
                    assert codes and not [code for code in codes if code not in said]
                    assert not [code for code in codes if lines[code.split("-")[1]] not in said]
                    assert not [
                        note
                        for note in made.notes
                        if note.split("：")[0] in codes and squeezed(note) not in said
                    ]
    assert several > 3


def test_notes_and_sources_go_with_their_rows_and_what_is_of_the_whole_with_each():
    made = replace(
        sheet(4), notes=("X-001-1：只此一行。", "第2行：注意。", "不可加总。"),
        sources=("000 某报", "002 另一报", "77 无行所引"), codes=("X-001-1", "Y-77-1"),
    )  # fmt: skip
    first, last = part(made, 0, 3), part(made, 3, 5)
    assert first.notes == ("X-001-1：只此一行。", "不可加总。") and last.notes == (
        "第2行：注意。",
        "不可加总。",
    )
    assert first.sources == ("000 某报", "77 无行所引") and last.sources == ("002 另一报", "77 无行所引")
    assert first.codes == ("X-001-1", "Y-77-1") and last.codes == ("Y-77-1",)
    assert shared(made).notes == ("不可加总。",) and shared(made).sources == ("77 无行所引",)


def test_a_divisor_named_in_a_note_keeps_its_source_where_others_draw_the_same_source():
    made = replace(sheet(4), notes=("第0行按常住人口计（P-003-9）。",), sources=("000 某报", "003 年鉴"))
    assert part(made, 0, 2).sources == ("000 某报", "003 年鉴")
