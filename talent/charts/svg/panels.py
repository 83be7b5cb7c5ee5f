"""All panels of a comparison, side by side where the width allows."""

from talent.charts.picture import Panel, Picture
from talent.charts.svg import bars, lines
from talent.charts.svg.brush import Brush
from talent.charts.svg.scene import Scene

# Lengths in type sizes: a panel is no narrower than its kind needs.
_LEAST = {"bar": 40, "line": 27, "multiples": 20}
_BETWEEN, _BELOW = 2.6, 1.2


def draw(
    scene: Scene,
    picture: Picture,
    x: float,
    y: float,
    width: float,
    size: float,
    *,
    low: bool = False,
) -> float:
    """Draw every panel from the top `y` down, `width` pixels wide; the height they take.

    `low` makes plots over time as low as can be read.
    """
    brush = Brush(scene, picture, size)
    columns = _columns(picture, width, size)
    wide = (width - (columns - 1) * _BETWEEN * size) / columns
    lefts = [x + n * (wide + _BETWEEN * size) for n in range(columns)]
    return _stacks(brush, lefts, y, wide) if picture.mode == "bar" else _rows(brush, lefts, y, wide, low)


def _columns(picture: Picture, width: float, size: float) -> int:
    """As many as fit, but no more than it takes for that number of rows."""
    most = max(1, int((width + _BETWEEN * size) / ((_LEAST[picture.mode] + _BETWEEN) * size)))
    rows = -(-len(picture.panels) // most)
    return -(-len(picture.panels) // rows)


def _rows(brush: Brush, lefts: list[float], y: float, width: float, low: bool) -> float:
    """Panels over time row by row, their plots level."""
    top = y
    panels, columns = brush.picture.panels, len(lefts)
    rows = [panels[n : n + columns] for n in range(0, len(panels), columns)]
    tall = lines.plot_height(len(rows), low)
    for row in rows:
        head = max(lines.head(brush, panel, width) for panel in row)
        top += max(
            lines.panel(brush, panel, left, top, width, head, tall)
            for panel, left in zip(row, lefts, strict=False)
        )
        top += _BELOW * brush.size
    return top - _BELOW * brush.size - y


def _stacks(brush: Brush, lefts: list[float], y: float, width: float) -> float:
    """Panels of bars down one column after the other, for the least height of all."""
    panels = brush.picture.panels
    if len(lefts) == 1:
        stacks = [list(panels)]
    else:
        heights = [_height(brush, panel, width) for panel in panels]
        stacks = _shared(list(zip(panels, heights, strict=True)), len(lefts))
    return max(_stack(brush, stack, left, y, width) for stack, left in zip(stacks, lefts, strict=False))


def _height(brush: Brush, panel: Panel, width: float) -> float:
    trial = Brush(Scene(), brush.picture, brush.size)
    return bars.panel(trial, panel, 0, 0, width) + _BELOW * brush.size


def _shared(panels: list[tuple[Panel, float]], columns: int) -> list[list[Panel]]:
    """Panels in their order in so many columns, the tallest as low as can be."""
    heights = [height for _, height in panels]
    limits = sorted({sum(heights[a:b]) for a in range(len(panels)) for b in range(a + 1, len(panels) + 1)})
    for limit in limits:
        stacks, used = [[]], 0.0
        for panel, height in panels:
            if stacks[-1] and used + height > limit:
                stacks.append([])
                used = 0.0
            stacks[-1].append(panel)
            used += height
        if len(stacks) <= columns and limit >= max(heights):
            return stacks
    return [[panel for panel, _ in panels]]


def _stack(brush: Brush, panels: list[Panel], x: float, y: float, width: float) -> float:
    top = y
    for panel in panels:
        top += bars.panel(brush, panel, x, top, width) + _BELOW * brush.size
    return top - _BELOW * brush.size - y
