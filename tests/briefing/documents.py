"""A deck with one of each kind of picture, every field filled, and the words of a PDF."""

import re
import zlib
from functools import cache

from talent.briefing.deck import Deck, Place, Reference, Slide
from talent.charts.frame import frame
from talent.charts.picture import Tag
from talent.charts.sheet import Cell, Row, Sheet
from talent.what_if.pictures import cost
from tests.charts.made import HALF, picture, reading, year
from tests.what_if.studies import ASSUMED, scenario, study

EVIL = '#read("/etc/passwd") *b* $x$ [#c] <script>alert(1)</script>\'"&amp; = 1 // x @y \\ `z`'
LINK = "https://talent.example.org/city"


def contents(language: str):
    """A picture with a warning and notes, a modelled one, and a table over two pages."""
    drawn = picture(
        [
            reading("HRB-1", "harbin", 12000, note_zh="只计全市。", note_en="The whole city only."),
            reading("DQ-1", "daqing", 500, bound="over", **HALF),
            year("DZ-1", "dezhou", 3000, 2019, area="new_area", area_level="district"),
            reading("CC-1", "changchun", 800, standing="planned"),
        ],
        language=language,
    )
    return drawn, cost(study(scenario(assumptions=ASSUMED)), language), sheet(drawn, 40)


def sheet(drawn, rows: int) -> Sheet:
    cells = (
        Row(
            (
                Cell(f"row {number}"),
                Cell(f"{number}", (Tag("planned", True),), f"HRB-{number}", float(number), f"HRB-{number}"),
            ),
            "harbin",
        )
        for number in range(rows)
    )
    head = Row((Cell("a heading"), Cell("")), heads=True)
    return Sheet(
        "figures", "A sheet", "its scope", "its subtitle", ("name", "number"), (head, *cells), ("a warning",),
        ("a note",), ("a source",), ("HRB-1",), drawn.inks, "abc123", "2023-02-01", drawn.language, "an alt",
    )  # fmt: skip


@cache
def deck(language: str = "zh", template: str = "report", link: str = LINK) -> Deck:
    slides = tuple(
        Slide(
            content,
            f"comment {number}\nsecond line {number}",
            (f"objection {number}",),
            (f"sentence {number}", f"another {number}"),
            (
                Place(
                    f"HRB-{number}", f"label {number}", f"source {number}, paragraph 2", f"printed {number}"
                ),
            ),
            (f"old {number} to new {number}",),
            "/compare?v=1",
            f"{link}/compare?b={number}abcdef012" if link else "",
        )
        for number, content in enumerate(contents(language))
    )
    references = (
        Reference("01 a paper", "a title", "https://example.org/a?b=1&c=2", ("HRB-1", "DQ-1")),
        Reference("02 a book", "another title", "", ()),
    )
    return Deck("A briefing", language, template, slides, references, "abc123", "2023-02-01")


def slide_words(slide: Slide) -> list[str]:
    """Every word of a slide but those in its picture."""
    around = frame(slide.content)
    said = [around.title, around.scope, around.subtitle, *around.warnings, *around.lead, *around.foot]
    said += [*slide.comment.splitlines(), *slide.objections, *slide.sentences, *slide.changed, slide.link]
    return said + [one for place in slide.places for one in vars(place).values()]


def spoken(value) -> list[str]:
    """Every text in plain data."""
    if isinstance(value, str):
        return [value]
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else ()
    return [one for part in inside for one in spoken(part)]


def pdf_pages(made: bytes) -> list[str]:
    """The words of each page as they can be selected, spaces left out."""
    return ["".join("".join(words for _, words in page).split()) for page in pdf_pieces(made)]


def pdf_pieces(made: bytes) -> list[list[tuple[float, str]]]:
    """The pieces of lines of each page, each with the point from the left at which it begins."""
    objects = {int(m[1]): m[2] for m in re.finditer(rb"(\d+) 0 obj\n(.*?)\nendobj", made, re.S)}
    pages = [one for one in objects.values() if one.startswith(b"<</Type/Page/")]
    return [_pieces(one, objects) for one in pages]


def _pieces(page: bytes, objects: dict[int, bytes]) -> list[tuple[float, str]]:
    letters = {
        name: _letters(_stream(objects[_ref(rb"/ToUnicode", objects[int(font)])]))
        for name, font in re.findall(rb"/(f\d+) (\d+) 0 R", objects[_ref(rb"/Resources", page)])
    }
    found = []
    drawing = _stream(objects[_ref(rb"/Contents", page)])
    for left, line in re.findall(rb"q 1 0 0 -1 ([\d.]+) [^\n]*\n(BT .*?)ET\n", drawing, re.S):
        font, shown = letters[re.search(rb"/(f\d+) ", line)[1]], ""
        for plain, coded in re.findall(rb"\((%b)\)|<([0-9A-F]+)>" % _string(4), line, re.S):
            raw = bytes.fromhex(coded.decode()) if coded else _plain(plain)
            shown += "".join(font.get(raw[at : at + 2], "") for at in range(0, len(raw), 2))
        found.append((float(left), shown))
    return found


def _string(depth: int) -> bytes:
    """What may stand in a string of PDF: brackets in pairs, others after a backslash."""
    inside = rb"|\(%b\)" % _string(depth - 1) if depth else b""
    return rb"(?:\\.|[^\\()]%b)*" % inside


def _ref(key: bytes, of: bytes) -> int:
    return int(re.search(key + rb" (\d+) 0 R", of)[1])


def _stream(found: bytes) -> bytes:
    start, end = found.index(b"stream\n") + 7, found.rindex(b"\nendstream")
    return zlib.decompress(found[start:end])


def _letters(table: bytes) -> dict[bytes, str]:
    pairs = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>", table)
    return {bytes.fromhex(a.decode()): bytes.fromhex(b.decode()).decode("utf-16-be") for a, b in pairs}


def _plain(raw: bytes) -> bytes:
    """The bytes of a string of PDF, its escapes undone."""
    signs = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
    return re.sub(
        rb"\\([0-7]{1,3}|.)",
        lambda m: bytes([int(m[1], 8)]) if m[1][:1].isdigit() else signs.get(m[1], m[1]),
        raw,
        flags=re.S,
    )
