"""All that is said of one figure, fact by fact: the page of a passport and its picture say the same."""

from collections.abc import Iterator
from dataclasses import dataclass

from talent.catalogue import Catalogue
from talent.charts import labels
from talent.charts.cells import figure_raw, raw, rough
from talent.charts.picture import Tag
from talent.comparability import attribution_text
from talent.i18n import Name, choice, format_number, format_value, text
from talent.passports import CheckUse, DerivedUse, Passport, Witness
from talent.queries import Reading


@dataclass(frozen=True)
class Said:
    """One line of a fact: words before and after a number set off from them, and the codes it rests on.

    `key`, `raw` and `value` are those of the number, as in a cell.
    """

    before: str = ""
    number: str = ""
    after: str = ""
    codes: tuple[str, ...] = ()
    tags: tuple[Tag, ...] = ()
    key: str = ""
    raw: str = ""
    value: float | None = None


@dataclass(frozen=True)
class Fact:
    """A name of the family `fact`, and its lines; none is empty."""

    name: str
    lines: tuple[Said, ...]


def facts(found: Passport, catalogue: Catalogue, language: str) -> tuple[Fact, ...]:
    """The facts of a passport that have something to say, in the order in which they are read."""
    told = _Told(found, catalogue, language)
    pairs = (
        (name, tuple(lines)) for part in (told.figure(), told.origin(), told.uses()) for name, lines in part
    )
    return tuple(Fact(name, lines) for name, lines in pairs if lines)


_Pairs = Iterator[tuple[str, list[Said]]]


def _plain(*words: str) -> list[Said]:
    return [Said(word) for word in words if word]


@dataclass(frozen=True)
class _Told:
    found: Passport
    catalogue: Catalogue
    language: str

    def say(self, key: str, **fields: object) -> str:
        return text(key, self.language, **fields)

    def choose(self, family: str, value: str) -> str:
        return choice(family, value, self.language)

    def figure(self) -> _Pairs:
        """The figure, as printed and as it is read."""
        found, r, language = self.found, self.found.reading, self.language
        key = f"{r.statement_id}.as_printed"
        yield "as_printed", [Said(number=r.as_printed, key=key, raw=r.as_printed)]
        yield "indicator", _plain(found.indicator.text[language])
        yield "definition", _plain(found.definition[language]) if found.definition else []
        yield "area", _plain(found.area.name[language])
        yield "period", _plain(labels.period_text(r, language))
        yield "standing", _plain(self.choose("standing", r.standing))
        yield "interval", [Said(self._interval(), key=f"{r.statement_id}.interval", raw=raw(r.low, r.high))]

    def _interval(self) -> str:
        r = self.found.reading
        if r.low == r.high:
            return self.say("block.exact")
        low, high = (
            self.say("passport.unbounded") if end is None else format_number(end, self.language)
            for end in (r.low, r.high)
        )
        return self.say("passport.between", low=low, high=high)

    def origin(self) -> _Pairs:
        """The place that prints it, and who prints the same or something else."""
        found, r, language = self.found, self.found.reading, self.language
        source = found.source
        yield (
            "source",
            _plain(f"{source.number:02d} {source.title[language]} · {source.publisher[language]}"),
        )
        yield "published", _plain(self._published())
        yield "address", _plain(self._address())
        yield "paragraph", _plain(self.say("block.paragraph", n=r.paragraph)) if r.paragraph else []
        yield "department", _plain(found.department[language]) if found.department else []
        yield "note", _plain(Name(r.note_zh, r.note_en)[language])
        yield "witness", [self._witness(one) for one in found.witnesses]
        yield "agreeing", [self._other(one) for one in found.agreeing]
        yield "conflicting", [*(self._other(one) for one in found.conflicting), *self._adoption()]
        yield "population", [self._other(found.population), *self._per_capita()] if found.population else []

    def _published(self) -> str:
        source = self.found.source
        if source.published is None:
            return self.say("passport.not_printed")
        day = source.published.isoformat()
        shown = self.say("passport.inferred", date=day) if source.published_inferred else day
        note = source.published_note[self.language] if source.published_note else ""
        return f"{shown} {note}".strip()

    def _address(self) -> str:
        """The address where there is one that may be linked; a mirror is named and not linked."""
        source = self.found.source
        if source.linkable and source.address:
            return source.address
        return self.say("passport.no_address" if source.grade == "core" else "passport.mirror")

    def _witness(self, one: Witness) -> Said:
        return Said(labels.place_text(one.source, one.paragraph, self.language))

    def _other(self, reading: Reading) -> Said:
        """Another figure in one line."""
        source = self.catalogue.sources[reading.source]
        by = attribution_text(reading, self.catalogue, self.language)
        return Said(
            number=labels.figure_text(reading, self.catalogue, self.language),
            after=f"{by} · {labels.place_text(source, reading.paragraph, self.language)}",
            codes=(reading.statement_id,),
            key=reading.statement_id,
            raw=figure_raw(reading),
            value=reading.value,
        )

    def _adoption(self) -> list[Said]:
        """Which of contradicting figures is adopted, and why."""
        found, r = self.found, self.found.reading
        if not found.conflicting:
            return []
        if r.adopted is None:
            return _plain(self.say("passport.adopted_none"))
        adopted = (
            r.statement_id if r.adopted else next(o.statement_id for o in found.conflicting if o.adopted)
        )
        rule = self.choose("tag.rule", r.adopted_rule or "declared")
        reason = found.adoption.reason[self.language] if found.adoption else ""
        return [Said(self.say("passport.adopted_by", code=adopted, rule=rule), after=reason)]

    def _per_capita(self) -> list[Said]:
        r = self.found.reading
        if r.per_10k is None:
            return []
        shown = format_value(r.per_10k, self.catalogue.units[r.unit], self.language, decimals=2)
        said = self.say("passport.per_10k", value=shown).strip(" ·\u3000")
        return [Said(said, key=f"{r.statement_id}.per_10k", raw=raw(rough(r.per_10k)), value=r.per_10k)]

    def uses(self) -> _Pairs:
        """What rests on it, and what became of it."""
        found, language = self.found, self.language
        yield "derived", [self._derived(one) for one in found.derived]
        yield "check", [self._check(one) for one in found.checks]
        named = (f"{one.package[language]} · {one.instrument[language]}" for one in found.policies)
        yield "policy", _plain(*named)
        yield "divides", [Said(codes=found.divides)] if found.divides else []
        yield "revision", _plain(*(labels.revision_text(one, language) for one in found.revisions))

    def _derived(self, one: DerivedUse) -> Said:
        language, indicator = self.language, one.indicator
        return Said(
            before=indicator.name[language],
            number=format_value(one.value, indicator.unit, language, decimals=indicator.decimals),
            after=f"{self.choose('operation', one.operation)} · {one.note[language]}",
            codes=one.operands,
            key=one.id,
            raw=raw(rough(one.value), rough(one.low), rough(one.high)),
            value=one.value,
        )

    def _check(self, one: CheckUse) -> Said:
        word = self.say("passport.holds" if one.holds else "passport.fails")
        return Said(
            before=one.note[self.language],
            codes=(*one.operands, *filter(None, [one.total])),
            tags=(Tag(word, not one.holds),),
            key=one.id,
            raw=raw(rough(one.expected), rough(one.computed), one.holds),
        )
