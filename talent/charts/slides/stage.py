"""A blank deck of ours, and its bytes: one font in every script, and the same slides give the same file."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RELATIONSHIP
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from talent.charts.slides.paint import ACCENT, FONT, HEIGHT, WIDTH, Area

_TITLE_ONLY = "Title Only"
# The place of the slide's number, the same on every slide.
NUMBER = Area(WIDTH - 44 - 60, HEIGHT - 27, 60, 15)
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_LANGUAGES = {"zh": "zh-CN", "en": "en-US"}
_PROPERTIES = ("a:rPr", "a:defRPr", "a:endParaRPr")
_FACES = ("a:latin", "a:ea", "a:cs")
# What stands after the fonts among the properties of a run.
_AFTER_FACES = tuple(map(qn, ("a:sym", "a:hlinkClick", "a:hlinkMouseOver", "a:rtl", "a:extLst")))
# Parts of the library's blank deck that say when and with what it was made.
_LEFTOVERS = ("thumbnail", "printerSettings", "extended-properties")


def blank():
    """An empty deck of 13.333 × 7.5 inches with one layout: a title and the slide's number."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    for layout in list(deck.slide_layouts):
        if layout.name != _TITLE_ONLY:
            deck.slide_layouts.remove(layout)
    for holder in (deck.slide_master, deck.slide_layouts[0]):
        for shape in list(holder.placeholders):
            kind = shape.element.find(f".//{qn('p:ph')}").get("type")
            if kind in ("dt", "ftr", "body"):
                shape.element.getparent().remove(shape.element)
            elif kind in ("title", "sldNum"):
                _place(shape, Area(44, 22, WIDTH - 88, 34) if kind == "title" else NUMBER)
    for part in (deck.part, deck.part.package):
        for key, relation in list(part._rels.items()):
            if relation.reltype.rsplit("/", 1)[-1] in _LEFTOVERS:
                part._rels.pop(key)
    return deck


def _place(shape, area: Area) -> None:
    shape.left, shape.top, shape.width, shape.height = (
        Pt(n) for n in (area.left, area.top, area.width, area.height)
    )


def add(deck):
    """A new slide with its number in the corner."""
    layout = deck.slide_layouts[0]
    slide = deck.slides.add_slide(layout)
    for shape in layout.placeholders:
        found = shape.element.find(f".//{qn('p:ph')}")
        if found.get("type") == "sldNum":
            number = parse_xml(etree.tostring(shape.element))
            number.find(f".//{qn('a:t')}").text = str(len(deck.slides))
            number.find(f".//{qn('a:rPr')}").set("sz", "1000")
            number.find(f".//{qn('p:cNvPr')}").set("id", str(slide.shapes._next_shape_id))
            slide.shapes._spTree.append(number)
    return slide


def saved(deck, title: str, author: str, day: datetime, language: str) -> bytes:
    """The deck as a file: fonts and language on every run, every shape with a name, dated with the data."""
    _list_notes(deck)
    for slide in deck.slides:
        _name_apart(slide)
    for part in deck.part.package.iter_parts():
        if hasattr(part, "_element"):
            _letter(part._element, language)
    about = deck.core_properties
    about.title, about.author, about.last_modified_by = title, author, author
    about.created = about.modified = day
    about.revision, about.language = 1, _LANGUAGES[language]
    out = io.BytesIO()
    deck.save(out)
    return _repeatable(out.getvalue())


def _list_notes(deck) -> None:
    """Name the master of the notes in the presentation, which the library leaves out."""
    keys = [key for key, one in deck.part.rels.items() if one.reltype == RELATIONSHIP.NOTES_MASTER]
    masters = deck.part._element.find(qn("p:sldMasterIdLst"))
    for key in keys:
        inside = f'<p:notesMasterId r:id="{key}"/>'
        masters.addnext(parse_xml(f"<p:notesMasterIdLst {nsdecls('p', 'r')}>{inside}</p:notesMasterIdLst>"))


def _name_apart(slide) -> None:
    """Number the shapes of one name from the second on."""
    seen: Counter[str] = Counter()
    for shape in slide.shapes:
        name = shape.name
        seen[name] += 1
        if seen[name] > 1:
            shape.name = f"{name} {seen[name]}"


def _repeatable(package: bytes) -> bytes:
    """A package with the same parts and our theme, none of which bears the time of writing."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as read, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = sorted(read.namelist(), key=lambda name: (not name.startswith("["), name))
        for name in names:
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            held = read.read(name)
            new.writestr(entry, _themed(held) if "/theme/" in name else held)
    return out.getvalue()


def _letter(root, language: str) -> None:
    """The font for every script on all text below an element, and its language."""
    for line in root.iter(qn("a:r"), qn("a:fld")):
        if line.find(qn("a:rPr")) is None:
            line.insert(0, line.makeelement(qn("a:rPr"), {}))
    for properties in _of_text(root):
        for tag in _FACES:
            for old in properties.findall(qn(tag)):
                properties.remove(old)
        at = next((n for n, child in enumerate(properties) if child.tag in _AFTER_FACES), len(properties))
        for n, tag in enumerate(_FACES):
            properties.insert(at + n, properties.makeelement(qn(tag), {"typeface": FONT}))
        properties.set("lang", _LANGUAGES[language])
        if language == "zh":
            properties.set("altLang", _LANGUAGES["en"])


def _of_text(root) -> Iterator[etree._Element]:
    for tag in _PROPERTIES:
        yield from list(root.iter(qn(tag)))


def _themed(theme: bytes) -> bytes:
    """A theme with our font in every script and our colour as its first accent."""
    named = theme.decode("utf-8")
    named = re.sub(r'(<a:(?:latin|ea|cs) typeface=)"[^"]*"', rf'\1"{FONT}"', named)
    named = re.sub(r'(<a:font script="Han[st]" typeface=)"[^"]*"', rf'\1"{FONT}"', named)
    accent = ACCENT.lstrip("#").upper()
    return re.sub(r'(<a:accent1><a:srgbClr val=)"\w+"', rf'\1"{accent}"', named).encode("utf-8")
