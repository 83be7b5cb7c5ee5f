"""The words that travel with any picture, in the order in which every pen sets them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from talent.charts.captions import source_text, version_line
from talent.charts.model_picture import ModelPicture
from talent.charts.picture import Picture
from talent.charts.sheet import Sheet
from talent.i18n import choice, text

Content = Picture | ModelPicture | Sheet
# Up to so many different periods are written out; of more, the first and the last year.
_PERIODS = 2


@dataclass(frozen=True)
class Frame:
    """All words around a picture; "" and () where there are none.

    `scope` are the cities and the period, `subtitle` the unit and what the shapes mean. `warnings` stand
    before any number, on a ground of their own: the gate's verdict where it is not `same`, what was drawn
    against it, that modelled numbers are no forecast. `lead` are sentences to read first.
    """

    title: str
    scope: str
    subtitle: str
    warnings: tuple[str, ...]
    lead: tuple[str, ...]
    notes: tuple[str, ...]
    sources: str
    codes: str
    version: str
    alt: str
    language: str

    @property
    def foot(self) -> tuple[str, ...]:
        """Notes, sources, codes and data version, as they stand below a picture."""
        return tuple(filter(None, (*self.notes, self.sources, self.codes, self.version)))


def frame(content: Content) -> Frame:
    """The words around a picture, a modelled picture or a table."""
    if isinstance(content, Picture):
        return _of_picture(content)
    return _of_model(content) if isinstance(content, ModelPicture) else _of_sheet(content)


def _of_picture(picture: Picture) -> Frame:
    return Frame(
        title=picture.title,
        scope=_scope(picture),
        subtitle=picture.subtitle,
        warnings=_verdict(picture),
        lead=(),
        notes=picture.notes,
        sources=source_text(picture),
        codes=_listed(picture.codes, picture.language),
        version=version_line(picture),
        alt=picture.alt,
        language=picture.language,
    )


def _scope(picture: Picture) -> str:
    """Cities and period: `哈尔滨、大庆 · 2021年`."""
    language = picture.language
    cities = text("chart.comma", language).join(ink.name for ink in picture.inks)
    return text("chart.dot", language).join(filter(None, (cities, _periods(picture))))


def _periods(picture: Picture) -> str:
    days = (day for mark in picture.drawn for day in (mark.start, mark.x))
    return periods((mark.period for mark in picture.drawn), days, picture.language)


def periods(said: Iterable[str], days: Iterable[date | None], language: str) -> str:
    """Periods in words, each once; of many the first and the last year of their days, "" without a day."""
    each = list(dict.fromkeys(said))
    if len(each) <= _PERIODS:
        return text("chart.comma", language).join(each)
    known = sorted(day for day in days if day)
    if not known:
        return ""
    first, last = known[0].year, known[-1].year
    if first == last:
        return text("tag.year", language, year=first)
    return text("frame.years", language, first=first, last=last)


def _verdict(picture: Picture) -> tuple[str, ...]:
    """The verdict with its reasons where it is not `same`; what was drawn against it says so itself."""
    if picture.burnt:
        return (picture.burnt,)
    return verdict(picture.verdict_word, picture.verdict_sentences, picture.language) if picture.drawn else ()


def verdict(word: str, sentences: Sequence[str], language: str) -> tuple[str, ...]:
    """The gate's word with its reasons, one warning; () where all is the `same`."""
    if word == "same":
        return ()
    said = text("chart.verdict_line", language, verdict=choice("verdict", word, language))
    reasons = text("chart.semicolon", language).join(sentences)
    return (text("chart.verdict_reasons", language, verdict=said, reasons=reasons) if reasons else said,)


def _of_model(picture: ModelPicture) -> Frame:
    language = picture.language
    limits = text("chart.dot", language).join(tag.text for tag in picture.tags)
    return Frame(
        title=picture.title,
        scope=picture.subtitle,
        subtitle=limits,
        # Costs that rest on no response are computed in full; they are no spending for all that.
        warnings=(picture.sentence or text("frame.modelled", language), *picture.warnings),
        lead=picture.lead,
        notes=picture.notes,
        sources=source_text(picture),
        codes=picture.codes_text,
        version=picture.version_text,
        alt=picture.alt,
        language=language,
    )


def _of_sheet(sheet: Sheet) -> Frame:
    return Frame(
        title=sheet.title,
        scope=sheet.scope,
        subtitle=sheet.subtitle,
        warnings=sheet.warnings,
        lead=(),
        notes=sheet.notes,
        sources=source_text(sheet),
        codes=_codes_beside(sheet),
        version=version_line(sheet),
        alt=sheet.alt,
        language=sheet.language,
    )


def _codes_beside(sheet: Sheet) -> str:
    """The codes that stand in no cell: those of cells are set beside their figures."""
    shown = "\n".join(f"{cell.text}\n{cell.code}" for cell in sheet.cells)
    return _listed([code for code in sheet.codes if code not in shown], sheet.language)


def _listed(codes: Sequence[str], language: str) -> str:
    return text("chart.codes", language, listed=text("chart.comma", language).join(codes)) if codes else ""
