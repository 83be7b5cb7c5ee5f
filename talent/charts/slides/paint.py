"""What every slide shares: its size, its font, its colours, and places on it. All lengths are points."""

from dataclasses import dataclass

from talent.charts.canvas import LIGHT, mix

# On every computer of a Chinese office; others replace it by their own Chinese font.
FONT = "Microsoft YaHei"
WIDTH, HEIGHT = 960.0, 540.0
ACCENT = "#1f5a99"
INK, DIM, RULE, GROUND = LIGHT.ink, LIGHT.dim, LIGHT.line, LIGHT.ground
WARN, WARN_GROUND, WARN_LINE = LIGHT.warn, LIGHT.warn_ground, LIGHT.warn_line
# Lines of one text stand so many type sizes apart.
LEADING = 1.3


@dataclass(frozen=True)
class Area:
    """A rectangle on a slide."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    def below(self, height: float) -> "Area":
        """What is left under the first so many points."""
        return Area(self.left, self.top + height, self.width, self.height - height)


def tint(colour: str, share: float) -> str:
    """A `#rrggbb` colour thinned with white: 1 = the colour, 0 = white."""
    return mix(colour, GROUND, share)
