"""What a chart says, as plain data: every pen (plotly, HTML, slides, SVG) draws the same `Picture`."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Tag:
    """A few words beside a figure; `warn` = it limits what the figure may be compared with."""

    text: str
    warn: bool = False


@dataclass(frozen=True)
class Ink:
    """A city's name, its two colours (on a light and on a dark ground), its place among all cities."""

    city: str
    name: str
    colour: str
    colour_dark: str
    place: int

    def shade(self, dark: bool) -> str:
        """The colour for a ground of that kind."""
        return self.colour_dark if dark else self.colour


class Inked:
    """What is drawn in the colours of cities."""

    inks: tuple[Ink, ...]

    def ink(self, city: str) -> Ink:
        """The city's colours; KeyError for a city that is not in it."""
        return {ink.city: ink for ink in self.inks}[city]


@dataclass(frozen=True)
class Mark:
    """One figure as drawn. `value` and `high_value` (of a printed range) in the unit of the panel.

    `low` and `high` are drawn as a whisker (computed values only; None = none, or open on that side).
    `cap`: "open" = the true value lies above, "faded" = it lies below. `partner` names the conflict it is
    part of, `adopted` whether it was chosen there (None: none was chosen). `start` is the first day of a
    span of several months or years whose two ends are printed, `first` that of any period; `short` says in
    a word or two why the figure would stand alone on a time axis ("" for a full year or day). `bound` and
    `standing` as printed.
    """

    city: str
    label: str
    value: float
    low: float | None
    high: float | None
    high_value: float | None
    text: str
    shape: str  # solid | hatched
    cap: str  # none | open | faded
    tags: tuple[Tag, ...]
    period: str
    code: str
    x: date | None
    inferred: bool
    partner: str | None
    adopted: bool | None
    part: bool
    describe: str
    start: date | None = None
    first: date | None = None
    short: str = ""
    bound: str = "exact"
    standing: str = "achieved"

    @property
    def far(self) -> float:
        """The upper end of all that is drawn for it as a bar, where its words begin."""
        return max(self.value, self.high_value or self.value, self.high or self.value, 0)


@dataclass(frozen=True)
class Line:
    """One city's marks over time: joined within a segment, never between; singles stand alone."""

    city: str
    label: str
    segments: tuple[tuple[Mark, ...], ...]
    singles: tuple[Mark, ...]

    @property
    def marks(self) -> tuple[Mark, ...]:
        return (*(mark for segment in self.segments for mark in segment), *self.singles)


@dataclass(frozen=True)
class Absent:
    """A city with nothing to draw: an empty row and why, never a zero."""

    city: str
    label: str
    text: str


@dataclass(frozen=True)
class Gap:
    """A break in a city's series at `x`."""

    x: date
    city: str
    text: str


@dataclass(frozen=True)
class Panel:
    """Figures that share one axis.

    `top` = the upper end of a value axis shared by panels of lines, else None; panels of bars share theirs
    where they have the same `scale`.
    """

    title: str
    kind: str  # bars | lines
    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]
    missing: tuple[Absent, ...]
    breaks: tuple[Gap, ...]
    verdict_word: str
    verdict_text: str
    unit_text: str
    top: float | None = None
    note: str = ""
    scale: int = 0

    @property
    def drawn(self) -> tuple[Mark, ...]:
        return (*self.marks, *(mark for line in self.lines for mark in line.marks))

    @property
    def pairs(self) -> list[list[Mark]]:
        """Figures for one thing that differ."""
        found: dict[str, list[Mark]] = {}
        for mark in self.drawn:
            if mark.partner:
                found.setdefault(mark.partner, []).append(mark)
        return [pair for pair in found.values() if len(pair) > 1]


@dataclass(frozen=True)
class Picture(Inked):
    """A whole chart with everything that must travel with it.

    `verdict_sentences` give every reason in full, `verdict_fields` name each in a few words;
    `burnt` is the warning drawn into a comparison made against the verdict; `sources` one line per
    source; `codes` the passport codes drawn; `aside` the codes of figures of these cities not drawn.
    `beside` are panels of the same picture drawn elsewhere, whose scales these share.
    """

    title: str
    subtitle: str
    mode: str  # bar | line | multiples
    panels: tuple[Panel, ...]
    verdict_word: str
    verdict_sentences: tuple[str, ...]
    verdict_fields: tuple[str, ...]
    burnt: str | None
    notes: tuple[str, ...]
    sources: tuple[str, ...]
    codes: tuple[str, ...]
    aside: tuple[str, ...]
    inks: tuple[Ink, ...]
    data_version: str
    data_date: str
    language: str
    alt: str
    beside: tuple[Panel, ...] = ()

    @property
    def drawn(self) -> tuple[Mark, ...]:
        return tuple(mark for panel in self.panels for mark in panel.drawn)

    def alike(self, panel: Panel) -> tuple[Mark, ...]:
        """Marks of every panel that shares the scale of this one."""
        return tuple(m for p in (*self.panels, *self.beside) if p.scale == panel.scale for m in p.drawn)
