"""How modelled marks look: in the city's ink, and told apart by tint, outline and hatching without colour."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from talent.charts.canvas import mix
from talent.charts.svg.scene import LEADING, Scene, fitted

# Type sizes beside that of the body: words at bars, and what is only looked up.
WORDS, SMALL = 0.9, 0.8
# Cohorts older than the last of these share its shade: the share of the city's colour in the ground.
_AGES = (0.46, 0.32, 0.21, 0.12, 0.0)


@dataclass(frozen=True)
class Look:
    """An outline and what fills it.

    `ink` is city, dim or warn; `tint` its share in the ground; `edge` and `dash` in type sizes; `hatch` are
    the angles of its hatching.
    """

    ink: str
    tint: float
    edge: float
    dash: tuple[float, float] | None = None
    hatch: tuple[int, ...] = ()


_REFORM, _BASELINE = Look("city", 0.34, 0.11), Look("dim", 0.06, 0.08)
BARS = {
    "reform": _REFORM,
    "because": _REFORM,
    "at_high": _REFORM,
    "baseline": _BASELINE,
    "anyway": _BASELINE,
    "at_low": Look("city", 0, 0.11),
    "reform_tail": Look("city", 0, 0.11, (0.36, 0.22), (45,)),
    "baseline_tail": Look("dim", 0, 0.08, (0.36, 0.22), (-45,)),
    "over": Look("warn", 0.12, 0.11, None, (45, -45)),
    "unmet": Look("dim", 0, 0.11, (0.1, 0.2)),
}


@dataclass(frozen=True)
class Brush:
    """Draws in one city's colour on a scene; `size` is the type size of the body in pixels."""

    scene: Scene
    colour: str
    size: float

    @property
    def words(self) -> float:
        """Type size of the words at bars."""
        return self.size * WORDS

    @property
    def small(self) -> float:
        """Type size of units, axes and notes."""
        return self.size * SMALL

    def ink(self, name: str) -> str:
        theme = self.scene.theme
        return {"city": self.colour, "dim": theme.dim, "warn": theme.warn}[name]

    def paragraph(
        self, words: str, x: float, y: float, width: float, size: float, colour: str, *, bold: bool = False
    ) -> float:
        """Wrapped lines from the top `y` down; the height they take, nought where there are no words."""
        lines = fitted(words, size, width, bold=bold) if words else []
        return self.scene.stacked(lines, x, y, size, colour, bold=bold)

    def heading(self, title: str, unit_text: str, x: float, y: float, width: float) -> float:
        """A panel's title and unit; the height they take."""
        theme = self.scene.theme
        taken = self.paragraph(title, x, y, width, self.size, theme.ink, bold=True)
        return taken + self.paragraph(unit_text, x, y + taken, width, self.small, theme.dim)

    def nothing(self, words: str, x: float, y: float, width: float) -> float:
        """Why nothing is drawn, in a dashed frame; the height it takes."""
        pad, theme = self.size, self.scene.theme
        lines = fitted(words, self.words, width - 2 * pad)
        height = len(lines) * self.words * LEADING + 2 * pad
        dash = self.dashes((0.3, 0.25))
        self.scene.rect(
            x,
            y,
            width,
            height,
            "none",
            stroke=theme.dim,
            stroke_width=self.size * 0.07,
            stroke_dasharray=dash,
        )
        self.scene.stacked(lines, x + pad, y + pad, self.words, theme.dim)
        return height

    def dashes(self, dash: tuple[float, float] | None) -> str | None:
        return " ".join(f"{self.size * part:.2f}" for part in dash) if dash else None

    def bar(
        self, look: str, x: float, y: float, width: float, height: float, *, age: int = 0, tip: bool = False
    ) -> None:
        """A bar or a part of one; with a `tip` it ends in a point, as what lies above its value does."""
        chosen = Look("city", _AGES[min(age, len(_AGES) - 1)], 0.08) if look == "cohort" else BARS[look]
        colour = self.ink(chosen.ink)
        outline = {
            "fill": mix(colour, self.scene.theme.ground, chosen.tint),
            "stroke": colour,
            "stroke_width": self.size * chosen.edge,
            "stroke_dasharray": self.dashes(chosen.dash),
        }
        if chosen.hatch:
            outline["fill"] = f"url(#{self._hatching(colour, outline['fill'], chosen.hatch)})"
        if not tip:
            self.scene.rect(x, y, width, height, **outline)
            return
        far, back = x + width, x + width - min(width, height * 0.6)
        corners = [(x, y), (back, y), (far, y + height / 2), (back, y + height), (x, y + height)]
        self.scene.path(corners, stroke_linejoin="round", **outline)

    def _hatching(self, colour: str, ground: str, angles: Sequence[int]) -> str:
        """The name of a pattern; alike ones bear one name."""
        step, thick = self.size * 0.42, self.size * 0.11
        turned = "x".join(str(angle % 180) for angle in angles)
        name = escape(f"hatch-{colour[1:]}-{ground[1:]}-{turned}-{step:.2f}".replace(".", "_"), quote=True)
        # Lines along both axes cross where there are two angles.
        drawn = "M0,0V{0:.2f}" + ("M0,0H{0:.2f}" if len(angles) > 1 else "")
        self.scene.define(
            f'<pattern id="{name}" width="{step:.2f}" height="{step:.2f}" patternUnits="userSpaceOnUse" '
            f'patternTransform="rotate({angles[0]})">'
            f'<rect width="{step:.2f}" height="{step:.2f}" fill="{escape(ground)}"/>'
            f'<path d="{drawn.format(step)}" stroke="{mix(colour, ground, 0.6)}" '
            f'stroke-width="{2 * thick:.2f}"/>'
            "</pattern>"
        )
        return name
