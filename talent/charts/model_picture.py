"""What a picture of modelled numbers says, as plain data: whoever draws it needs nothing else.

Modelled values are no achieved figures: they have looks of their own (`LOOKS`), named in the legend.
"""

from dataclasses import dataclass

from talent.charts.picture import Ink, Tag

# How a mark is drawn, in the order in which parts stand in a bar: what is paid before what is over or unmet.
# `cohort` shades go from the newest arrivals to the oldest.
LOOKS = (
    "baseline",
    "reform",
    "baseline_tail",
    "reform_tail",
    "over",
    "unmet",
    "limit",
    "band",
    "middle",
    "exact",
    "at_low",
    "at_high",
    "anyway",
    "because",
    "cohort",
)


@dataclass(frozen=True)
class Key:
    """One line of the legend: a look and what it means."""

    look: str
    text: str


@dataclass(frozen=True)
class Part:
    """A piece of a bar, in the unit of its panel; `label` may stand in it where there is room.

    `age` = how many years before the row's year its people arrived (look `cohort`), else 0.
    """

    value: float
    look: str
    text: str
    label: str = ""
    age: int = 0


@dataclass(frozen=True)
class Bar:
    """A bar of one or several parts and what it says; `open` = the true value lies above.

    `short` stands at its end where the legend and the unit of the panel make shorter words plain.
    """

    label: str
    parts: tuple[Part, ...]
    text: str
    open: bool = False
    short: str = ""

    @property
    def end(self) -> str:
        """The words at the end of the bar."""
        return self.short or self.text

    @property
    def length(self) -> float:
        return sum(part.value for part in self.parts)


@dataclass(frozen=True)
class Row:
    """Bars that belong to one label, such as a year; `later` = after the last year of the scenario.

    `note` says what the label means where it is not one year ("each year").
    """

    label: str
    note: str
    bars: tuple[Bar, ...]
    later: bool = False


@dataclass(frozen=True)
class Mark:
    """A place on an axis and its words."""

    value: float
    text: str


@dataclass(frozen=True)
class Rows:
    """Bars one below the other from nought to `top`; `later_title` heads the rows that come later.

    `unit` is the bare name of the unit its values are in, `unit_text` what is said of it.
    """

    title: str
    unit_text: str
    rows: tuple[Row, ...]
    top: float
    later_title: str = ""
    limit: Mark | None = None
    unit: str = ""


@dataclass(frozen=True)
class Axis:
    """A value axis from `low` to `high` with its marks; `unit_text` says in what their words are.

    `size` is one of that unit in base units: 10,000 where the words are in ten thousands; `unit` is what a
    base unit is called.
    """

    low: float
    high: float
    marks: tuple[Mark, ...]
    unit_text: str
    size: float = 1.0
    unit: str = ""


@dataclass(frozen=True)
class Fan:
    """A band over the years: 10th, 50th and 90th percentile of the draws, and an exact line beside them.

    `ends` are the words at the last year, by look; `readings` all values of each year in words; `nothing`
    is said in place of a plot where every value is nought.
    """

    title: str
    axis: Axis
    years: tuple[int, ...]
    p10: tuple[float, ...]
    p50: tuple[float, ...]
    p90: tuple[float, ...]
    exact: tuple[float, ...]
    ends: tuple[Mark, ...]
    readings: tuple[str, ...]
    nothing: str = ""


@dataclass(frozen=True)
class Sway:
    """A result with one input at its 10th and 90th percentile, all others at their 50th.

    `low_text` and `high_text` are the input's two values in words, `low_input` and `high_input` the shares
    themselves, `correlation` that over the draws (None = none); `still` says why there is no bar, `name` is
    the input's own, whatever the language.
    """

    label: str
    tags: tuple[Tag, ...]
    at_low: float
    at_high: float
    low_text: str
    high_text: str
    correlation_text: str
    still: str = ""
    name: str = ""
    low_input: float | None = None
    high_input: float | None = None
    correlation: float | None = None


@dataclass(frozen=True)
class Tornado:
    """Sways of one result around its median, widest first; `middle_text` is the median with its unit."""

    title: str
    axis: Axis
    middle: Mark
    sways: tuple[Sway, ...]
    note: str = ""
    nothing: str = ""
    middle_text: str = ""


Panel = Rows | Fan | Tornado


@dataclass(frozen=True)
class Table:
    """The values of a panel in words, for those who cannot see it or want them all."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class ModelPicture:
    """A whole picture with everything that must travel with it.

    `lead` are the sentences to read first; `tags` what limits the result; `sentence` that it is no forecast,
    shown before any number ("" where no response is assumed); `notes` how to read it and with what it was
    made; `nothing` why there is nothing to draw; `values_word` and `version_text` the words of the table and
    of the data; `sources` one line per source of the printed inputs; `warnings` stand beside the `sentence`.
    """

    kind: str  # cost | fan | tornado | recipients
    title: str
    subtitle: str
    lead: tuple[str, ...]
    tags: tuple[Tag, ...]
    panels: tuple[Panel, ...]
    legend: tuple[Key, ...]
    sentence: str
    notes: tuple[str, ...]
    codes: tuple[str, ...]
    codes_text: str
    tables: tuple[Table, ...]
    values_word: str
    ink: Ink
    data_version: str
    data_date: str
    version_text: str
    language: str
    alt: str
    nothing: str = ""
    sources: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def bars(self) -> tuple[Bar, ...]:
        """Every bar of every panel of rows."""
        panels = (panel for panel in self.panels if isinstance(panel, Rows))
        return tuple(bar for panel in panels for row in panel.rows for bar in row.bars)
