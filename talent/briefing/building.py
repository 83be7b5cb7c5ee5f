"""A briefing, or one view, made ready for the pens: pictures drawn anew, said in words, with every source."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from talent.briefing import numbers
from talent.briefing.briefing import Briefing, Item
from talent.briefing.deck import Deck, Place, Reference, Slide
from talent.briefing.exhibit import Data, Exhibit, Opened, drawn
from talent.briefing.prose import sentences
from talent.briefing.prose.objecting import objections
from talent.briefing.view import View
from talent.catalogue import Catalogue
from talent.charts.frame import Content, frame
from talent.charts.labels import period_text, source_line
from talent.charts.sheet import Cell, Row, Sheet
from talent.errors import TalentError
from talent.i18n import MISSING, message, text
from talent.queries import Reading
from talent.warehouse import Warehouse


def deck(briefing: Briefing, warehouse: Warehouse, link: Callable[[View], str]) -> Deck:
    """The briefing drawn from the data as they are; an item of several pictures has its comment on the first.

    An item that cannot be drawn any more keeps its place, and its slide says what became of it: the rest of a
    briefing need not wait for it, and nothing is left out in silence.
    """
    build = _Building(warehouse, briefing.language, link)
    slides = tuple(
        slide for place, item in enumerate(briefing.items, start=1) for slide in build.slides(item, place)
    )
    return build.deck(briefing.title, briefing.template, slides)


def single(view: View, warehouse: Warehouse, language: str, link: Callable[[View], str]) -> Deck:
    """One view as a deck of its own, with the title of its first picture.

    TalentError as the view's own page raises, `view.no_part` where it has none of that name.
    """
    build = _Building(warehouse, language, link)
    slides = tuple(build.slide(found) for found in build.drawn(view))
    return build.deck(frame(slides[0].content).title, "pictures", slides)


@dataclass(frozen=True)
class _Building:
    """What every slide of one deck is made with."""

    warehouse: Warehouse
    language: str
    link: Callable[[View], str]

    @property
    def catalogue(self) -> Catalogue:
        return self.warehouse.catalogue

    @property
    def data_date(self) -> str:
        day = self.warehouse.data_date
        return day.isoformat() if day else ""

    @cached_property
    def opened(self) -> Opened:
        return Opened(Data(self.warehouse), self.language)

    @cached_property
    def readings(self) -> dict[str, Reading]:
        return {reading.statement_id: reading for reading in self.opened.readings}

    def say(self, key: str, **fields: object) -> str:
        return text(f"building.{key}", self.language, **fields)

    def deck(self, title: str, template: str, slides: tuple[Slide, ...]) -> Deck:
        return Deck(
            title=title,
            language=self.language,
            template=template,
            slides=slides,
            references=self._references(slides),
            data_version=self.warehouse.version,
            data_date=self.data_date,
        )

    def drawn(self, view: View) -> tuple[Exhibit, ...]:
        """The pictures of a view, each under the address that shows it alone; of old data each says so."""
        found = drawn(view, self.opened)
        if view.batch:
            found = tuple(replace(one, content=self._looking_back(one.content, view.batch)) for one in found)
        if len(found) == 1:
            return found
        return tuple(replace(one, view=replace(one.view, part=one.part)) for one in found)

    def _looking_back(self, content: Content, batch: str) -> Content:
        return replace(content, notes=(self.say("as_of", batch=batch), *content.notes))

    def slides(self, item: Item, place: int) -> list[Slide]:
        """The slides of an item, the first with its comment and changes."""
        try:
            first, *others = self.drawn(item.view)
        except TalentError as error:
            return [self._lost(item, place, message(error, self.language))]
        return [self.slide(first, item.comment, self._changes(item)), *map(self.slide, others)]

    def slide(self, exhibit: Exhibit, comment: str = "", changed: tuple[str, ...] = ()) -> Slide:
        content = exhibit.content
        seen = replace(
            exhibit.view,
            language=self.language,
            data=self.warehouse.version,
            digest=numbers.digest([content]),
        )
        populations = [r.population_id for r in exhibit.readings if exhibit.measure == "per_10k"]
        return Slide(
            content=content,
            comment=comment,
            objections=objections(comment, exhibit, self.catalogue, self.language),
            sentences=sentences(exhibit, self.catalogue, self.language),
            places=self._places((*content.codes, *populations)),
            changed=changed,
            address=seen.address,
            link=self.link(seen),
        )

    def _places(self, codes: Iterable[str | None]) -> tuple[Place, ...]:
        """Where each figure is printed, in drawn order, each once."""
        return tuple(
            self._place(self.readings[code]) for code in dict.fromkeys(codes) if code in self.readings
        )

    def _place(self, reading: Reading) -> Place:
        language = self.language
        source = self.catalogue.sources[reading.source]
        published = source_line(source, language)
        where = self.say("source", title=source.title[language], line=published)
        if reading.paragraph is not None:
            where = self.say("paragraph", source=where, number=reading.paragraph)
        label = self.say(
            "label",
            area=self.catalogue.areas[reading.area].name[language],
            indicator=self.catalogue.indicators[reading.indicator].name[language],
            period=period_text(reading, language),
        )
        return Place(reading.statement_id, label, where, reading.as_printed or MISSING)

    def _changes(self, item: Item) -> tuple[str, ...]:
        """What the last refresh changed, a line each, with the data version it was made at."""
        lines = numbers.told(item.changed, self.language)
        return tuple(self.say("change", change=line, version=item.data) for line in lines)

    def _lost(self, item: Item, place: int, why: str) -> Slide:
        """A slide for what cannot be drawn any more: which it was and why, with none of its old numbers."""
        warning = self.say("lost", why=why)
        address = item.view.bare.address
        sheet = Sheet(
            kind="lost",
            title=self.say("lost_title", place=place),
            scope="",
            subtitle="",
            columns=(self.say("lost_view"), self.say("lost_why")),
            rows=(Row((Cell(address), Cell(why))),),
            warnings=(warning,),
            notes=(),
            sources=(),
            codes=(),
            inks=(),
            data_version=self.warehouse.version,
            data_date=self.data_date,
            language=self.language,
            alt=warning,
        )
        unchecked = (self.say("unchecked"),) if item.comment.strip() else ()
        return Slide(sheet, item.comment, unchecked, (warning,), (), (), address, "")

    def _references(self, slides: Sequence[Slide]) -> tuple[Reference, ...]:
        """Every source that a figure of the deck was taken from, by number, with its codes."""
        codes: dict[str, set[str]] = {}
        for place in (place for slide in slides for place in slide.places):
            codes.setdefault(self.readings[place.code].source, set()).add(place.code)
        used = sorted((self.catalogue.sources[one] for one in codes), key=lambda source: source.number)
        return tuple(
            Reference(
                line=source_line(source, self.language),
                title=source.title[self.language],
                # A mirror page is no link, as in a figure's passport.
                address=source.address if source.linkable else "",
                codes=tuple(sorted(codes[source.id])),
            )
            for source in used
        )
