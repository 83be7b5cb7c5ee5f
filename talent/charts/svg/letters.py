"""Letters our font lacks, in files set in it alone: a sign in their place, and a note that names them."""

import unicodedata
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from talent.charts.svg.fonts import advances
from talent.i18n import text

# Stands for a letter that the font lacks, as in Chinese print.
_UNKNOWN = "〓"
# Letters that are not seen: controls, and signs that only steer others; such could turn a line around.
_UNSEEN = ("Cc", "Cf", "Cs")
_VARIANTS = range(0xFE00, 0xFE10)


def seen(words: str) -> str:
    """The words without letters that nobody sees; line breaks and tabs become spaces."""
    spaced = words.replace("\r\n", " ").translate({9: " ", 10: " ", 13: " "})
    return "".join(
        letter
        for letter in spaced
        if unicodedata.category(letter) not in _UNSEEN and ord(letter) not in _VARIANTS
    )


def settable(value: Any, lacking: dict[str, None]) -> Any:
    """The same with all words in letters that the font has; those it lacks are added to `lacking`.

    Looks into mappings, lists, tuples and dataclasses; all else is left as it is.
    """
    if isinstance(value, str):
        return _words(value, lacking)
    if isinstance(value, Mapping):
        return {key: settable(one, lacking) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return tuple(settable(one, lacking) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        names = (field.name for field in fields(value))
        return replace(value, **{name: settable(getattr(value, name), lacking) for name in names})
    return value


def named(lacking: Mapping[str, None], language: str) -> str:
    """The note that names letters by their code points, "" for none."""
    if not lacking:
        return ""
    points = (f"U+{ord(letter):04X}" for letter in lacking)
    return text("document.unknown", language, listed=text("chart.comma", language).join(points))


def _words(said: str, lacking: dict[str, None]) -> str:
    words = seen(said)
    missing = [letter for letter in dict.fromkeys(words) if ord(letter) not in advances()]
    lacking.update(dict.fromkeys(missing))
    return words.translate({ord(letter): _UNKNOWN for letter in missing})
