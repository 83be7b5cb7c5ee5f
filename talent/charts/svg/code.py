"""A link as a QR code drawn by one path."""

from dataclasses import dataclass
from functools import lru_cache

import segno

from talent.charts.svg.scene import Scene

# Modules of white around the code, which readers need, and pixels a module has at least.
QUIET = 4
LEAST = 3


@dataclass(frozen=True)
class Code:
    """Its dark modules as runs (column, row, length), and how many modules it is wide without quiet zone."""

    runs: tuple[tuple[int, int, int], ...]
    modules: int

    def side(self, module: float) -> float:
        """Pixels it is wide with its quiet zone."""
        return (self.modules + 2 * QUIET) * module

    def draw(self, scene: Scene, x: float, y: float, module: int) -> None:
        """Draw it with so many whole pixels a module; always dark on white, as readers expect."""
        left, top = round(x), round(y)
        scene.rect(left, top, self.side(module), self.side(module), "#ffffff")
        steps = "".join(
            f"M{left + (column + QUIET) * module},{top + (row + QUIET) * module}"
            f"h{length * module}v{module}h-{length * module}z"
            for column, row, length in self.runs
        )
        scene.define(f'<path data-part="code" shape-rendering="crispEdges" fill="#000000" d="{steps}"/>')


@lru_cache(maxsize=64)
def code(link: str) -> Code | None:
    """The QR code of a link, in the smallest version that holds it; None for a link longer than any holds."""
    try:
        made = segno.make(link, micro=False, error="l", boost_error=True)
    except segno.DataOverflowError:
        return None
    rows = [list(row) for row in made.matrix]
    runs = []
    for number, row in enumerate(rows):
        start = None
        for column, dark in enumerate([*row, 0]):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                runs.append((start, number, column - start))
                start = None
    return Code(tuple(runs), len(rows))
