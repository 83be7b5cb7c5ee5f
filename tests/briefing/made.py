"""Decks made by hand from the pictures of real views."""

from dataclasses import replace
from pathlib import Path

from talent import warehouse as built
from talent.briefing import exhibit, view
from talent.briefing.deck import Deck, Place, Reference, Slide
from talent.catalogue import Source
from talent.charts.labels import source_line
from talent.warehouse import Warehouse
from talent.what_if import evidence, notation

LINK = "https://talent.example.gov.cn/compare?b=0123456789"
COMPARED = (
    "/compare?indicator=high_tech_firms&mode=line",
    "/compare?indicator=talent_apartments",
    "/compare?indicator=high_tech_firms&measure=per_10k",
)
_SCENARIO = Path(__file__).parents[2] / "data" / "scenarios" / "harbin-bachelor-2000.toml"


def scenario(warehouse: Warehouse) -> str:
    """The address of a scenario that changes something."""
    known = notation.parse_toml(_SCENARIO.read_text(encoding="utf-8"), evidence.evidence().defaults)
    link = notation.to_link(known, warehouse.version)
    return view.view("what_if", {"s": link}).address


def slides(addresses, language: str, link: str = LINK, comment: str = "") -> tuple[Slide, ...]:
    """A slide for every picture of the views."""
    warehouse = built.locate()
    return tuple(
        _slide(one, warehouse, language, link, comment)
        for address in addresses
        for one in exhibit.exhibits(view.parse(address), warehouse, language)
    )


def _slide(one, warehouse: Warehouse, language: str, link: str, comment: str) -> Slide:
    sources = warehouse.catalogue.sources
    places = tuple(
        Place(
            reading.statement_id,
            f"{reading.city} {reading.indicator}",
            source_line(sources[reading.source], language),
            reading.as_printed or "",
        )
        for reading in one.readings
    )
    said = tuple(one.lines) or (one.content.alt,)
    return Slide(one.content, comment, (), said, places, (), replace(one.view, part=one.part).address, link)


def deck(made, language: str, title: str = "人才工作简报", template: str = "report") -> Deck:
    warehouse = built.locate()
    used = {place.code.rsplit("-", 1)[0] for slide in made for place in slide.places}
    sources = [s for s in warehouse.catalogue.sources.values() if any(_of(s, code) for code in used)]
    references = tuple(
        Reference(
            source_line(s, language), s.title[language], s.address,
            tuple(p.code for slide in made for p in slide.places if _of(s, p.code)),
        )
        for s in sources
    )  # fmt: skip
    day = warehouse.data_date.isoformat() if warehouse.data_date else ""
    return Deck(title, language, template, tuple(made), references, warehouse.version, day)


def _of(source: Source, code: str) -> bool:
    return code.split("-")[1] == f"{source.number:02d}"
