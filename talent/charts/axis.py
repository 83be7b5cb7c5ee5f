"""Round numbers for an axis."""

import math


def ticks(low: float, high: float, most: int) -> list[float]:
    """Round numbers from `low` to `high`, at most `most` of them."""
    span = (high - low) or 1
    size = 10 ** math.floor(math.log10(span / max(most - 1, 1)))
    step = next((s * size for s in (1, 2, 2.5, 5, 10, 20) if span / (s * size) <= most - 1), 20 * size)
    first = math.ceil(low / step - 1e-9)
    return [round(n * step, 10) for n in range(first, math.floor(high / step + 1e-9) + 1)]


def reach(low: float, high: float, most: int) -> list[float]:
    """Round numbers that enclose `low` to `high` and nought, about `most` of them."""
    low, high = min(low, 0.0), max(high, 0.0)
    inside = ticks(low, high, most)
    if len(inside) < 2:
        return [0.0, high] if high > 0 else [low, 0.0] if low < 0 else [0.0, 1.0]
    step = inside[1] - inside[0]
    below = [round(inside[0] - step, 10)] if inside[0] > low + 1e-9 * step else []
    above = [round(inside[-1] + step, 10)] if inside[-1] < high - 1e-9 * step else []
    return [*below, *inside, *above]
