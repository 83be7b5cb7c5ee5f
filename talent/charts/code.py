"""A link as a QR code: made here for every pen, which only draws it."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import segno

# Modules of white around the code, which readers need.
QUIET = 4


@dataclass(frozen=True)
class Code:
    """Dark modules as runs (column, row, length), how many it is wide without quiet zone; a PNG with it."""

    runs: tuple[tuple[int, int, int], ...]
    modules: int
    png: bytes

    def side(self, module: float) -> float:
        """How wide it is with its quiet zone where a module is so wide."""
        return (self.modules + 2 * QUIET) * module


@lru_cache(maxsize=64)
def qr_code(link: str) -> Code | None:
    """The QR code of a link in the smallest version that holds it.

    None without a link, and for one longer than any version holds.
    """
    try:
        made = segno.make(link, micro=False, error="l", boost_error=True) if link else None
    except segno.DataOverflowError:
        made = None
    if made is None:
        return None
    out = io.BytesIO()
    made.save(out, kind="png", scale=8, border=QUIET)
    runs = tuple(run for number, row in enumerate(made.matrix) for run in _runs(row, number))
    return Code(runs, len(made.matrix), out.getvalue())


def _runs(row: bytearray, number: int) -> Iterator[tuple[int, int, int]]:
    """The dark stretches of a row."""
    column = 0
    for dark, stretch in groupby(row):
        length = len(list(stretch))
        if dark:
            yield column, number, length
        column += length
