"""What the parts of a figure are drawn with: the scene, the picture, the type size."""

from dataclasses import dataclass

from talent.charts.canvas import Theme
from talent.charts.picture import Mark, Picture
from talent.charts.svg.scene import LEADING, Scene, wrap

# Type sizes and lengths as multiples of the size of running text.
VALUE, SMALL = 1.12, 0.88
GAP = 0.7


@dataclass(frozen=True)
class Brush:
    """`size` in pixels is the size of running text."""

    scene: Scene
    picture: Picture
    size: float

    @property
    def theme(self) -> Theme:
        return self.scene.theme

    @property
    def value(self) -> float:
        """The type size of figures and headings."""
        return self.size * VALUE

    @property
    def small(self) -> float:
        """The type size of tags, codes, axes and notes."""
        return self.size * SMALL

    @property
    def hair(self) -> float:
        """The width of a thin line."""
        return max(1.0, self.size * 0.07)

    def colour(self, city: str) -> str:
        return self.picture.ink(city).shade(self.scene.dark)

    def open(self, mark: Mark) -> None:
        """Begin the group of a mark, which says itself under the pointer."""
        self.scene.begin(data_code=mark.code)
        self.scene.describe(mark.describe)

    def head(self, title: str, note: str, x: float, y: float, width: float, colour: str) -> float:
        """A panel's title and what must be known before it is read; the height they take."""
        tall = self.scene.paragraph(title, x, y, width, self.value, self.theme.ink, bold=True)
        if note:
            tall += self.scene.paragraph(note, x, y + tall, width, self.small, colour)
        return tall


def head_height(title: str, note: str, width: float, size: float) -> float:
    """How tall such a head is."""
    tall = len(wrap(title, size * VALUE, width, bold=True)) * size * VALUE * LEADING
    return tall + (len(wrap(note, size * SMALL, width)) * size * SMALL * LEADING if note else 0)


def middle(y: float, size: float) -> float:
    """The baseline of a line of text whose middle lies at `y`."""
    return y + size * 0.36
