"""The view of the Policies page: one person's offer in every city, and the terms of one kind side by side."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from talent import offer
from talent.briefing.exhibit import Exhibit, Opened
from talent.briefing.makers import figures, settings, tables
from talent.briefing.view import View
from talent.catalogue import BENEFITS, Policy
from talent.charts import cells, labels
from talent.charts.picture import Tag
from talent.charts.sheet import Cell, Row, Sheet
from talent.i18n import MISSING, choice, text
from talent.offer import CityOffer, Line
from talent.offer import words as said
from talent.queries import Reading

# Lists of an offer that promise nothing.
_APART = ("encouraged", "not_yet", "ended", "superseded")


def exhibits(view: View, opened: Opened) -> Sequence[Exhibit]:
    """Two tables: `offer`, what each city promises one person, and `terms`, all terms of one benefit type."""
    own = _Terms(opened)
    offered, terms = own.offer(view), own.terms(view)
    return [
        Exhibit(view, "offer", offered, lines=tables.sentences(offered)),
        Exhibit(view, "terms", terms, lines=tables.sentences(terms)),
    ]


def _first(known: Sequence[str], usual: str) -> str:
    return usual if usual in known else known[0]


class _Terms:
    def __init__(self, opened: Opened) -> None:
        self.opened, self.language, self.catalogue = opened, opened.language, opened.catalogue
        self.policies = tuple(self.catalogue.policies.values())
        self.readings = {r.statement_id: r for r in opened.readings}

    def say(self, key: str, **fields: object) -> str:
        return text(key, self.language, **fields)

    def offer(self, view: View) -> Sheet:
        persons = {p.tier for p in self.policies} - set(offer.NOT_PERSONS)
        tiers = [tier for tier in self.catalogue.tiers if tier in persons]
        tier = settings.one_of(view, "tier", tiers, _first(tiers, "master"))
        newest = self.opened.warehouse.data_date
        arrives = settings.month(view, "arrives", *offer.ARRIVALS, newest)
        months = settings.whole(view, "months", 1, offer.LONGEST_ASKED, 36)
        cities = tuple(self.catalogue.cities)
        found = offer.offer(self.policies, self.catalogue.statements, tier, arrives, months, cities)
        late = newest and arrives and arrives > newest
        return self._sheet(
            "offer",
            self.say("policies.offer"),
            ("block.city", "sheet.term", "sheet.amount", "sheet.duration", "sheet.stay", "sheet.status",
             "sheet.conditions"),
            self._offered(found),
            (line.policy_id for one in found for line in _lines(one)),
            scope=tables.parted(
                self.opened,
                tables.city_names(self.opened, cities),
                said.who_text(tier, arrives, months, self.catalogue, self.language),
            ),
            warnings=[self.say("offer.after_newest", date=newest)] if late else [],
            notes=[self.say("offer.no_sum")],
        )  # fmt: skip

    def _sheet(
        self,
        kind: str,
        title: str,
        columns: Iterable[str],
        rows: Iterable[Row],
        policies: Iterable[str],
        *,
        scope: str,
        warnings: Iterable[str] = (),
        notes: Iterable[str] = (),
    ) -> Sheet:
        """A table of terms; sources are those of their figures, and of terms that no figure is printed of."""
        found = tuple(rows)
        used = [self.catalogue.policies[one] for one in policies]
        codes = [code for policy in used for code in (policy.amount, policy.duration) if code]
        shown = [self.readings[code] for code in codes]
        heads = tuple(map(self.say, columns))
        return tables.sheet(
            self.opened,
            kind,
            title,
            heads,
            (self._wide(row, heads) for row in found),
            scope=scope,
            warnings=warnings,
            notes=(*figures.caveats(shown, self.opened), *notes),
            sources={*(r.source for r in shown), *(p.source for p in used if p.source)},
        )

    def _wide(self, row: Row, columns: Sequence[str]) -> Row:
        """A row of as many cells as the table has columns."""
        return Row((*row.cells, *tables.words(*[""] * (len(columns) - len(row.cells)))), row.city, row.heads)

    # What is offered

    def _offered(self, found: Sequence[CityOffer]) -> Iterator[Row]:
        """By kind, since no kind is added to another: each city's lines, then where it is silent."""
        for kind in offer.KINDS:
            rows = [*chain.from_iterable(self._of_kind(one, kind) for one in found)]
            if any(one.of_kind(kind) for one in found):
                yield Row(tables.words(choice("offer.kind", kind, self.language)), heads=True)
                yield from rows
        for status in _APART:
            lines = [(one, line) for one in found for line in getattr(one, status)]
            if lines:
                yield Row(tables.words(choice("offer.status", status, self.language)), heads=True)
                yield from (self._line(line, one) for one, line in lines)
        yield from self._nothing(found)

    def _of_kind(self, one: CityOffer, kind: str) -> Iterator[Row]:
        for line in one.of_kind(kind):
            yield self._line(line, one)
        silent = [silence.benefit_type for silence in one.not_printed if silence.what == "benefit"]
        names = [
            choice("benefit", one, self.language) for one in silent if one and offer.KIND_OF[one] == kind
        ]
        if names:
            listed = Cell(tables.listed(self.opened, names))
            yield Row((self._city(one.city), listed, tables.absent(self.opened)), one.city)

    def _nothing(self, found: Sequence[CityOffer]) -> Iterator[Row]:
        """The cities that offer nothing in force, or say nothing of this tier at all."""
        empty = [one for one in found if not one.offered]
        if empty:
            yield Row(tables.words(self.say("offer.nothing_offered")), heads=True)
        for one in empty:
            silent = any(silence.what == "tier" for silence in one.not_printed)
            why = self.say("offer.silent.tier") if silent else self.say("offer.nothing_offered")
            yield Row((self._city(one.city), Cell(why)), one.city)

    def _city(self, city: str) -> Cell:
        return Cell(self.catalogue.cities[city].name[self.language])

    def _line(self, line: Line, whole: CityOffer) -> Row:
        language = self.language
        policy = self.catalogue.policies[line.policy_id]
        beside = (*said.paid_to(line.recipient, language), *said.alternatives(line, whole, language))
        conditions = [part[language] for part in (line.conditions, line.stacking_note) if part]
        word = choice("offer.status", line.status, language)
        status = Cell(word, tuple(tag for tag in said.dates(line, language) if tag.text != word))
        return Row(
            (
                self._city(line.city),
                self._named(policy),
                self._figure(policy.amount, "block.not_printed", beside),
                self._duration(policy, line.lacks_duration),
                self._stay(line),
                status,
                Cell(self.say("sheet.between").join(conditions)),
            ),
            line.city,
        )

    def _named(self, policy: Policy) -> Cell:
        """Instrument and package; of a term without a figure, where it is printed."""
        language = self.language
        tags = [Tag(policy.package[language])]
        if policy.source:
            source = self.catalogue.sources[policy.source]
            tags.append(Tag(labels.place_text(source, policy.paragraph, language)))
        return Cell(policy.instrument[language], tuple(tags))

    def _figure(self, code: str | None, missing: str, beside: Sequence[Tag] = ()) -> Cell:
        """A printed amount or duration with what limits it, or in words that it is not printed."""
        reading: Reading | None = self.readings.get(code or "")
        if reading is None:
            return Cell(self.say(missing), tuple(beside))
        found = cells.figure(reading, self.catalogue, self.language)
        own = tuple(tag for tag in found.tags if tag not in beside)
        return Cell(found.text, (*beside, *own), found.code, found.value, found.key, found.raw)

    def _duration(self, policy: Policy, lacks: bool) -> Cell:
        """A duration that is not printed is said where an amount is paid by the month."""
        if policy.duration or lacks:
            return self._figure(policy.duration, "policies.no_duration")
        return Cell(MISSING)

    def _stay(self, line: Line) -> Cell:
        """What is paid over the stay, of this one term."""
        found = line.total
        words = said.stay_text(line, self.catalogue, self.language)
        if found is None or line.months is None:
            return Cell(MISSING)
        counts = cells.raw(
            found.value, found.value_high, found.bound, line.months.value, line.months.value_high
        )
        return Cell(words, value=found.value, key=f"{line.policy_id}.stay", raw=counts)

    # Terms side by side

    def terms(self, view: View) -> Sheet:
        present = {p.benefit_type for p in self.policies}
        known = [one for one in BENEFITS if one in present]
        benefit = settings.one_of(view, "benefit", known, _first(known, "monthly_subsidy"))
        found = [p for p in self.policies if p.benefit_type == benefit]
        kinds = {offer.kind_of(policy) for policy in found}
        only = kinds & {"loan", "not_to_person"} if len(kinds) == 1 else ()
        return self._sheet(
            "terms",
            self.say("sheet.terms", benefit=choice("benefit", benefit, self.language)),
            ("block.city", "sheet.term", "sheet.amount", "sheet.duration", "sheet.dates", "sheet.payer",
             "sheet.conditions"),
            self._tiers(found),
            (p.policy_id for p in found),
            scope=tables.city_names(self.opened, self.catalogue.cities),
            warnings=[choice("offer.kind", kind, self.language) for kind in only],
            notes=[self.say("offer.no_sum")],
        )  # fmt: skip

    def _tiers(self, found: Sequence[Policy]) -> Iterator[Row]:
        """By tier the terms of each city, one below the other; a city without one says so."""
        for tier in self.catalogue.tiers.values():
            own = [p for p in found if p.tier == tier.id]
            if not own:
                continue
            yield Row(tables.words(tier.name[self.language]), heads=True)
            for city in self.catalogue.cities:
                terms = [p for p in own if p.city == city]
                yield from (self._term(policy) for policy in terms)
                if not terms:
                    yield Row((self._city(city), tables.absent(self.opened)), city)

    def _term(self, policy: Policy) -> Row:
        language = self.language
        # A printed amount says itself that it is only encouraged.
        limits = (
            said.paid_to(policy.recipient, language) if policy.amount else said.term_limits(policy, language)
        )
        payer = policy.payer[language] if policy.payer else self.say("block.not_printed")
        return Row(
            (
                self._city(policy.city),
                self._named(policy),
                self._figure(policy.amount, "policies.no_amount", limits),
                self._figure(policy.duration, "policies.no_duration") if policy.duration else Cell(MISSING),
                Cell(tables.parted(self.opened, *said.term_dates(policy, language))),
                Cell(payer),
                Cell(policy.conditions[language] if policy.conditions else ""),
            ),
            policy.city,
        )


def _lines(one: CityOffer) -> Iterator[Line]:
    yield from one.offered
    for status in _APART:
        yield from getattr(one, status)
