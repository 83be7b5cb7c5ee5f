"""The choices of a view, judged with the data at hand: what the page has by default, or a refusal."""

import re
from collections.abc import Collection, Iterable
from datetime import date

from talent.briefing.view import View
from talent.errors import TalentError, clean

# Up to so many choices are named where one is refused.
_FEW = 25
_WHOLE = re.compile(r"[0-9]{1,5}")
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


def one_of(view: View, name: str, known: Collection[str], default: str) -> str:
    """A choice of one; TalentError `view.unknown_choice`, `view.bad_value`."""
    found = view.get(name, default)
    refuse_unknown(name, [found], known)
    return found


def some_of(view: View, name: str, known: Collection[str]) -> tuple[str, ...]:
    """A choice of several, in their own order; all where none is made; raises as `one_of`."""
    asked = view.get(name).split(",") if view.get(name) else list(known)
    refuse_unknown(name, asked, known)
    return tuple(one for one in known if one in asked)


def whole(view: View, name: str, first: int, last: int, default: int) -> int:
    """A whole number from `first` to `last`; TalentError `view.out_of_range`."""
    asked = view.get(name)
    if not asked:
        return default
    if not (_WHOLE.fullmatch(asked) and first <= int(asked) <= last):
        raise TalentError("view.out_of_range", name=name, value=clean(asked), first=first, last=last)
    return int(asked)


def month(view: View, name: str, first: int, last: int, default: date | None) -> date | None:
    """First day of a month (`2026-08`) of the years `first` to `last`; TalentError `view.out_of_range`."""
    asked = view.get(name)
    if not asked:
        return default and default.replace(day=1)
    found = _MONTH.fullmatch(asked)
    if not (found and first <= int(found[1]) <= last):
        ends = {"first": f"{first}-01", "last": f"{last}-12"}
        raise TalentError("view.out_of_range", name=name, value=clean(asked), **ends)
    return date(int(found[1]), int(found[2]), 1)


def refuse_unknown(name: str, asked: Iterable[str], known: Collection[str]) -> None:
    """Refuse the first that is not known, naming what is where that is short."""
    for one in asked:
        if one not in known:
            if len(known) > _FEW:
                raise TalentError("view.bad_value", name=name, value=clean(one))
            listed = ", ".join(filter(None, known))
            raise TalentError("view.unknown_choice", name=name, value=clean(one), known=listed)
