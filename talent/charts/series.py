"""Modelled bars as series, for pens with native charts: one a look, in the order of the bars' parts."""

from collections.abc import Iterable

from talent.charts.model_picture import LOOKS, Bar, ModelPicture
from talent.i18n import text

# A look, and of arrivals how many years ago they came, else 0.
Kind = tuple[str, int]


def kinds(bars: Iterable[Bar]) -> list[Kind]:
    """The series that draw these bars: parts stand in each as in the bar, arrivals from the newest."""
    found = {(part.look, part.age) for bar in bars for part in bar.parts}
    return sorted(found, key=lambda kind: (LOOKS.index(kind[0]), kind[1]))


def value(bar: Bar, kind: Kind) -> float | None:
    """What a bar has of a series; None where it has no such part."""
    values = [part.value for part in bar.parts if (part.look, part.age) == kind]
    return sum(values) if values else None


def called(kind: Kind, picture: ModelPicture) -> str:
    """What a series is called: as in the legend; arrivals by how long ago, tails of two runs by their run."""
    look, age = kind
    language = picture.language
    if look == "cohort":
        return (
            text("what_if.chart.age", language, count=age) if age else text("what_if.chart.age_now", language)
        )
    tails = {part.look for bar in picture.bars for part in bar.parts if part.look.endswith("_tail")}
    told = next((key.text for key in picture.legend if key.look == look), "")
    if look in tails and (len(tails) > 1 or not told):
        run = text(f"what_if.chart.{look.removesuffix('_tail')}", language)
        tail = text("what_if.chart.legend_tail", language)
        return text("workbook.tail", language, tail=tail, run=run)
    return told or next(bar.label for bar in picture.bars if any(part.look == look for part in bar.parts))
