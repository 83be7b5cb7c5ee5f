"""Office files as packages: what their programs refuse or repair although every part is well formed."""

import io
import posixpath
import re
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import datetime

import openpyxl
import pytest
from lxml import etree

from talent.briefing.pens import pptx, xlsx
from tests.briefing.test_pptx import bars, deck, model, sheet, slide

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
LINKED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
SHOWN = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_EPOCH = datetime(1899, 12, 30)


@pytest.fixture(scope="module")
def files() -> dict[str, dict[str, bytes]]:
    """The parts of one deck in both formats: bars, a fan, a table."""
    _, fan, _ = model("zh")
    contents = (slide(bars("zh")), slide(fan, link=""), slide(sheet("zh"), link=""))
    found = deck(*contents, language="zh")
    return {"pptx": parts(pptx.write(found)), "xlsx": parts(xlsx.write(replace(found, slides=contents[:2])))}


def parts(file: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        return {name: package.read(name) for name in package.namelist()}


def roots(found: dict[str, bytes], pattern: str) -> dict:
    return {name: etree.fromstring(held) for name, held in found.items() if re.fullmatch(pattern, name)}


def relations(found: dict[str, bytes], name: str) -> dict[str, tuple[str, str]]:
    """Kind and target of each relation of a part, by its id; "" = the package."""
    folder, file = posixpath.split(name)
    held = found.get(posixpath.join(folder, "_rels", f"{file}.rels"))
    links = etree.fromstring(held) if held else ()
    target = {one: posixpath.normpath(posixpath.join("/", folder, one.get("Target"))) for one in links}
    return {one.get("Id"): (one.get("Type").rsplit("/", 1)[-1], target[one].lstrip("/")) for one in links}


@pytest.mark.parametrize("kind", ["pptx", "xlsx"])
def test_every_part_is_linked_and_known_and_every_link_leads_to_one(files, kind):
    found = files[kind]
    kinds = etree.fromstring(found["[Content_Types].xml"])
    known = {one.get("PartName") or one.get("Extension") for one in kinds}
    reached = {target for name in ("", *found) for _, target in relations(found, name).values()}
    held = {name for name in found if not name.endswith(".rels") and name != "[Content_Types].xml"}
    assert reached == held
    assert all(f"/{name}" in known or not name.endswith(".xml") for name in held)
    assert {name.rpartition(".")[2] for name in held} <= {one.rpartition(".")[2] for one in known}
    for name, root in roots(found, r"(?!.*\.rels$).*\.xml").items():
        asked = {said for one in root.iter() for key, said in one.attrib.items() if key.startswith(LINKED)}
        assert asked <= set(relations(found, name)), name


def test_shapes_of_a_slide_have_numbers_and_names_of_their_own(files):
    for name, root in roots(files["pptx"], r"ppt/slides/[^/]+\.xml").items():
        about = list(root.iter(f"{SHOWN}cNvPr"))
        assert len({one.get("id") for one in about}) == len(about), name
        names = Counter(one.get("name") for one in about)
        assert max(names.values()) == 1, (name, names)


def test_a_slide_and_its_notes_know_each_other_and_the_deck_their_master(files):
    found = files["pptx"]
    (master,) = roots(found, r"ppt/presentation\.xml")["ppt/presentation.xml"].iter(f"{SHOWN}notesMasterId")
    assert relations(found, "ppt/presentation.xml")[master.get(f"{LINKED}id")][0] == "notesMaster"
    noted = 0
    for name in roots(found, r"ppt/slides/[^/]+\.xml"):
        for kind, notes in relations(found, name).values():
            if kind == "notesSlide":
                noted += 1
                assert ("slide", name) in relations(found, notes).values()
    assert noted == 3


def test_axes_have_numbers_that_every_program_reads(files):
    for found in files.values():
        for name, root in roots(found, r".*/charts/chart\d+\.xml").items():
            axes = {
                axis.find(f"{CHART}axId").get("val")
                for axis in root.find(f".//{CHART}plotArea")
                if axis.tag.endswith("Ax")
            }
            used = {one.get("val") for one in root.iter(f"{CHART}axId", f"{CHART}crossAx")}
            assert used == axes and all(0 <= int(one) < 2**31 for one in axes), name


def test_a_chart_shows_the_numbers_of_its_workbook(files):
    found = files["pptx"]
    charts = roots(found, r"ppt/charts/chart\d+\.xml")
    assert len(charts) >= 3
    for name, root in charts.items():
        (book,) = (target for kind, target in relations(found, name).values() if kind == "package")
        compare(root, openpyxl.load_workbook(io.BytesIO(found[book])))


def test_a_chart_of_a_workbook_shows_its_cells(files):
    found = files["xlsx"]
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as package:
        for name, held in found.items():
            package.writestr(name, held)
    charts = roots(found, r"xl/charts/chart\d+\.xml")
    assert len(charts) >= 3
    book = openpyxl.load_workbook(whole)
    for root in charts.values():
        compare(root, book)


def compare(root, book) -> None:
    """Each reference of a chart beside the cells it names."""
    for one in root.iter(f"{CHART}numRef", f"{CHART}strRef"):
        name, _, area = one.findtext(f"{CHART}f").rpartition("!")
        sheet = book[name.strip("'").replace("''", "'")]
        cells = sheet[area.replace("$", "")]
        cells = [cell for row in cells for cell in row] if isinstance(cells, tuple) else [cells]
        kept = {int(point.get("idx")): point.findtext(f"{CHART}v") for point in one.iter(f"{CHART}pt")}
        (count,) = (int(n.get("val")) for n in one.iter(f"{CHART}ptCount"))
        assert count == len(cells)
        shown = [kept.get(n) for n in range(count)]
        if one.tag.endswith("strRef"):
            assert shown == [None if cell.value is None else str(cell.value) for cell in cells]
        else:
            assert [said and float(said) for said in shown] == [number(cell.value) for cell in cells]


def number(value) -> float | None:
    """What a cell holds as a number; a text is none and fails."""
    assert not isinstance(value, str)
    return (value - _EPOCH).days if isinstance(value, datetime) else value


def test_the_band_of_a_fan_stands_unseen_on_its_low_edge(files):
    (root,) = (
        root
        for root in roots(files["pptx"], r"ppt/charts/chart\d+\.xml").values()
        if root.find(f".//{CHART}areaChart") is not None
    )
    base, span = root.find(f".//{CHART}areaChart").iter(f"{CHART}ser")
    assert [values(base), values(span)] == [[1.0, 2.0], [4.0, 5.0]]
    assert base.find(f"{CHART}spPr")[0].tag.endswith("noFill")
    assert base.findtext(f".//{CHART}val//{CHART}f") == next(
        one.findtext(f".//{CHART}val//{CHART}f")
        for one in root.find(f".//{CHART}lineChart").iter(f"{CHART}ser")
    )
    assert root.find(f".//{CHART}legend") is None


def values(series) -> list[float]:
    return [float(one.text) for one in series.findall(f"{CHART}val//{CHART}v")]
