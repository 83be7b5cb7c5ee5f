"""A QR code drawn by one path."""

from talent.charts.code import QUIET, Code
from talent.charts.svg.scene import Scene

# Pixels a module has at least.
LEAST = 3


def draw(scene: Scene, code: Code, x: float, y: float, module: int) -> None:
    """Draw it with so many whole pixels a module; always dark on white, as readers expect."""
    left, top = round(x), round(y)
    scene.rect(left, top, code.side(module), code.side(module), "#ffffff")
    steps = "".join(
        f"M{left + (column + QUIET) * module},{top + (row + QUIET) * module}"
        f"h{length * module}v{module}h-{length * module}z"
        for column, row, length in code.runs
    )
    scene.define(f'<path data-part="code" shape-rendering="crispEdges" fill="#000000" d="{steps}"/>')
