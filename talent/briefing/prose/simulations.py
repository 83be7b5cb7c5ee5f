"""A what-if in sentences: each year once, what comes after the last one, and how far assumptions move it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from talent.charts.model_picture import Bar, Fan, ModelPicture, Row, Rows, Sway, Table, Tornado
from talent.i18n import MISSING, choice, text

# Joins the first and the last year of a row that stands for several.
_THROUGH = "–"


def sentences(picture: ModelPicture) -> tuple[str, ...]:
    """Every number of the picture as it is written there; why there is none where there is none.

    The lead and the warning of the picture are not said again: every file has them.
    """
    told = _Told(picture)
    said = [
        one
        for panel, table in zip(picture.panels, picture.tables, strict=True)
        for one in told.of(panel, table)
    ]
    return tuple(map(told.stopped, filter(None, (picture.nothing, *said, *told.explained()))))


@dataclass(frozen=True)
class _Told:
    picture: ModelPicture

    def say(self, key: str, **fields: object) -> str:
        return text(f"simulated.{key}", self.picture.language, **fields)

    def chart(self, key: str, **fields: object) -> str:
        return text(f"what_if.chart.{key}", self.picture.language, **fields)

    def stopped(self, said: str) -> str:
        stop = self.chart("stop")
        return said if said.endswith(stop) else f"{said}{stop}"

    def joined(self, said: Iterable[str], sign: str = "semicolon") -> str:
        return choice("punctuation", sign, self.picture.language).join(said)

    def of(self, panel: Rows | Fan | Tornado, table: Table) -> Iterator[str]:
        if isinstance(panel, Rows):
            return self.split(panel) if _is_split(panel) else self.yearly(panel)
        return self.spread(panel, table) if isinstance(panel, Fan) else self.sways(panel, table)

    def yearly(self, panel: Rows) -> Iterator[str]:
        """A sentence for each run, then one for what it still pays later."""
        for later in (False, True):
            rows = [row for row in panel.rows if row.later is later]
            for bars in zip(*(row.bars for row in rows), strict=True):
                amounts = ((row.label, self.amount(row, bar)) for row, bar in zip(rows, bars, strict=True))
                fields = {"run": self.run(bars[0]), "listed": self.by_year(amounts)}
                kind = "persons" if self.picture.kind == "recipients" else "spend"
                key = f"{kind}_later" if later else kind
                yield self.say(key, later=panel.later_title, **fields)

    def run(self, bar: Bar) -> str:
        """The terms of a bar of spending."""
        if bar.label == self.chart("both"):
            return self.say("run.both")
        return self.say(f"run.{'baseline' if bar.label == self.chart('baseline') else 'reform'}")

    def amount(self, row: Row, bar: Bar) -> str:
        """What a bar says; of persons also how long ago they arrived."""
        if not any(part.look == "cohort" for part in bar.parts):
            return bar.text
        year = int(row.label.partition(_THROUGH)[0])
        arrived = [
            self.say(
                "arrived",
                when=self.chart("age", count=part.age) if part.age else self.chart("age_now"),
                count=part.text.removeprefix(self.chart("of_run", run=year - part.age, amount="")),
            )
            for part in bar.parts
        ]
        return self.say("of_whom", amount=bar.text, listed=self.joined(arrived, "comma"))

    def by_year(self, amounts: Iterable[tuple[str, str]]) -> str:
        """Each year with its words; years alike that follow each other at once."""
        runs: list[tuple[str, str, str]] = []
        for label, amount in amounts:
            first, _, last = label.partition(_THROUGH)
            if runs and runs[-1][2] == amount:
                first = runs.pop()[0]
            runs.append((first, last or label, amount))
        return self.joined(
            self.say("year", year=first, amount=amount)
            if first == last
            else self.say("years", first=first, last=last, amount=amount)
            for first, last, amount in runs
        )

    def split(self, panel: Rows) -> Iterator[str]:
        items = (self.say("share", label=row.label, amount=row.bars[0].text) for row in panel.rows)
        yield self.say("split", title=panel.title, listed=self.joined(items))

    def spread(self, panel: Fan, table: Table) -> Iterator[str]:
        """Where eight results in ten lie in each year, and the cost without response."""
        if panel.nothing:
            yield panel.nothing
            return
        ranges = ((year, self.between(*ends)) for year, *ends in (row[:4] for row in table.rows))
        yield self.say(
            "flat" if panel.p10 == panel.p90 else "spread", title=panel.title, listed=self.by_year(ranges)
        )
        if panel.exact:
            listed = self.by_year((row[0], row[4]) for row in table.rows)
            yield self.say("static", name=table.head[4], title=panel.title, listed=listed)

    def between(self, low: str, middle: str, high: str) -> str:
        return middle if low == high else self.say("between", low=low, middle=middle, high=high)

    def sways(self, panel: Tornado, table: Table) -> Iterator[str]:
        """The result with each assumption at the ends of its range, widest first."""
        if panel.nothing:
            yield self.say("unmoved", title=panel.title, middle=panel.middle_text, why=panel.nothing)
            return
        moved = [self.sway(sway, row) for sway, row in zip(panel.sways, table.rows, strict=True)]
        yield self.say("sways", title=panel.title, middle=panel.middle_text, listed=self.joined(moved))
        yield panel.note

    def sway(self, sway: Sway, row: tuple[str, ...]) -> str:
        _, low, high, at_low, at_high, rank = row
        label = sway.label
        if sway.tags:
            label = self.say(
                "marked", label=label, tags=self.joined((tag.text for tag in sway.tags), "comma")
            )
        if sway.still:
            said = self.say("still", label=label, why=sway.still)
        else:
            said = self.say("sway", label=label, low=low, high=high, at_low=at_low, at_high=at_high)
        return said if rank == MISSING else self.say("ranked", said=said, rank=rank)

    def explained(self) -> Iterator[str]:
        """What the lines of a band stand for, which a picture says in its legend."""
        fans = [panel for panel in self.picture.panels if isinstance(panel, Fan) and not panel.nothing]
        looks = {"exact", *(["middle"] if any(fan.p10 != fan.p90 for fan in fans) else [])}
        return (key.text for key in self.picture.legend if fans and key.look in looks)


def _is_split(panel: Rows) -> bool:
    """Whether rows are kinds of people, not years."""
    looks = {part.look for row in panel.rows for bar in row.bars for part in bar.parts}
    return bool(looks) and looks <= {"anyway", "because"}
