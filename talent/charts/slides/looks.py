"""How each part of a modelled picture is filled and drawn: paler than what is printed, as on the screen."""

from pptx.enum.dml import MSO_LINE

from talent.charts.model_picture import Key, ModelPicture
from talent.charts.slides import native
from talent.charts.slides.paint import DIM, GROUND, INK, WARN, WARN_GROUND, tint
from talent.charts.slides.words import Para

# Shares of the city's colour from the newest arrivals to the oldest.
_AGES = (0.62, 0.44, 0.29, 0.17, 0.0)
_SIGNS = {"limit": "┊", "at_low": "□", "band": "▒", "middle": "━", "exact": "┅"}


def fill(format, look: str, age: int, colour: str) -> None:
    """A part of a bar."""
    if look in ("reform_tail", "baseline_tail"):
        own = colour if look == "reform_tail" else DIM
        native.filled(format, tint(own, 0.6), hatched=True)
        native.dashed(format.line, own, 1, MSO_LINE.DASH)
        return
    ground, edge = {
        "baseline": (tint(DIM, 0.22), DIM),
        "anyway": (tint(DIM, 0.22), DIM),
        "over": (WARN_GROUND, WARN),
        "unmet": (GROUND, DIM),
        "at_low": (GROUND, colour),
        "cohort": (tint(colour, _AGES[min(age, len(_AGES) - 1)]), colour),
    }.get(look, (tint(colour, 0.35), colour))
    native.filled(format, ground, edge=edge)
    if look == "unmet":
        native.dashed(format.line, DIM, 1, MSO_LINE.ROUND_DOT)


def key(picture: ModelPicture, size: float) -> list[Para]:
    """The legend in words, with a sign in the colour of the look, but for what a chart's own legend names."""
    drawn = {part.look for bar in picture.bars for part in bar.parts} - {"cohort"}
    return [
        Para(one.text, size, after=2, sign=_SIGNS.get(one.look, "■"), sign_colour=_colour(one, picture))
        for one in picture.legend
        if one.look not in drawn
    ]


def _colour(key: Key, picture: ModelPicture) -> str:
    colour = picture.ink.colour
    return {
        "baseline": tint(DIM, 0.5),
        "anyway": tint(DIM, 0.5),
        "baseline_tail": tint(DIM, 0.5),
        "over": WARN,
        "unmet": tint(DIM, 0.5),
        "limit": INK,
        "exact": INK,
        "band": tint(colour, 0.5),
        "reform_tail": tint(colour, 0.5),
    }.get(key.look, colour)
