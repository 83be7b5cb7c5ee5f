"""Values of a decoded file looked at one by one: what is wrong is collected, never guessed at."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from types import MappingProxyType
from typing import Any, TypeGuard

from talent.errors import LONGEST, TalentError, clean, nearest
from talent.i18n import message
from talent.what_if.paths import Path
from talent.what_if.scenario import TIERS, Numbers, Range

# Problems told at once; a file with more than these is not of this kind at all.
TOLD = 20
# Whole numbers with more digits are not repeated.
_HUGE = 10**15
_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")


class Problems(tuple[TalentError, ...]):
    """What is wrong, a sentence a line, in the language asked for: `{problems:zh}` in a string."""

    def __format__(self, language: str) -> str:
        return "\n".join(message(problem, language) for problem in self)


class Checks:
    """Looks at values and keeps what is wrong with them.

    Every look gives back the value, or None where nothing is given or what is given is refused. `path` is
    where the value stands in the file, as `reform.rate.phd`; `kind` names the file's sentences.
    """

    def __init__(self, kind: str = "scenario") -> None:
        self.kind = kind
        self.problems: list[TalentError] = []
        self.untold = 0

    def settle(self) -> None:
        """Raise the one problem there is, or `<kind>.refused` with all of them; nothing where none is."""
        if len(self.problems) == 1:
            raise self.problems[0]
        if self.problems:
            told = Problems(self.problems[:TOLD])
            raise TalentError(f"{self.kind}.refused", count=len(self.problems) + self.untold, problems=told)

    def fault(self, name: str, **fields: object) -> None:
        """Keep a problem by the name of its sentence."""
        self.refuse(TalentError(f"{self.kind}.{name}", **fields))

    def refuse(self, problem: TalentError) -> None:
        """Keep a problem, with paths that say what stands there."""
        for name in ("path", "near"):
            if name in problem.fields:
                problem.fields[name] = Path(problem.fields[name])
        self.problems.append(problem)

    def keys(self, path: str, table: Mapping, known: Sequence[str]) -> None:
        """Refuse every key of a table that is not known, naming the nearest one."""
        unknown = [str(key) for key in table if key not in known]
        for key in unknown[:TOLD]:
            where, near = under(path, clean(key)), under(path, nearest(key, known))
            self.fault("unknown_key", path=where, near=near, known=", ".join(known))
        # Looking for the nearest takes long where there are thousands.
        self.untold += len(unknown[TOLD:])

    def required(self, path: str, value: object, example: str) -> None:
        """Refuse where nothing is given."""
        if value is None:
            self.fault("missing", path=path, example=example)

    def table(self, path: str, value: object, known: Sequence[str]) -> Mapping[str, Any]:
        """A table with no other than the known keys; an empty one where none is given."""
        if value is None:
            return {}
        if not isinstance(value, Mapping):
            listed = ", ".join(known)
            self.fault("not_table", path=path, value=shown(value), known=listed)
            return {}
        self.keys(path, value, known)
        return value

    def by_tier(self, path: str, value: object, look: Callable[[str, object], Any]) -> Numbers:
        """A table by tier, every value seen by `look`; tiers without a value are left out."""
        given = self.table(path, value, TIERS)
        found = {tier: look(under(path, tier), given.get(tier)) for tier in TIERS}
        return MappingProxyType({tier: number for tier, number in found.items() if number is not None})

    def number(self, path: str, value: object, low: float, high: float) -> Any:
        """A number from low to high; a whole one becomes an int, so that one scenario has one spelling."""
        if value is None:
            return None
        limits: dict[str, Any] = {"low": written(low), "high": written(high)}
        if not is_number(value):
            self.fault("not_number", path=path, value=shown(value), **limits)
        elif not low <= value <= high:
            self.fault("out_of_range", path=path, value=shown(value), **limits)
        else:
            return plain(value)
        return None

    def positive(self, path: str, value: object, high: float) -> Any:
        """A number above 0, up to high; whole ones as `number` has them."""
        if value is None:
            return None
        if is_number(value) and 0 < value <= high:
            return plain(value)
        self.fault("not_positive", path=path, value=shown(value), high=written(high))
        return None

    def whole(self, path: str, value: object, low: int, high: int) -> Any:
        """A whole number from low to high."""
        if value is None:
            return None
        if is_number(value) and low <= value <= high and value == int(value):
            return int(value)
        self.fault("not_whole", path=path, value=shown(value), low=written(low), high=written(high))
        return None

    def share_range(self, path: str, value: object, high: float) -> Any:
        """One share from 0 to high, or low, mode and high of it that do not fall."""
        if value is None:
            return None
        given: Any = value if isinstance(value, Sequence) and not isinstance(value, str) else (value,) * 3
        if len(given) != 3 or not all(is_number(one) and 0 <= one <= high for one in given):
            self.fault("not_range", path=path, value=shown(value), high=written(high))
        elif not given[0] <= given[1] <= given[2]:
            self.fault("not_rising", path=path, value=shown(value))
        else:
            # Nought has no sign here.
            return Range(*(float(one) + 0.0 for one in given))
        return None

    def choice(self, path: str, value: object, known: Sequence[str]) -> Any:
        """One word of a closed list."""
        if value is None or (isinstance(value, str) and value in known):
            return value
        near, listed = nearest(str(value)[:LONGEST], known), ", ".join(known)
        told = {"path": path, "value": shown(value), "near": near, "known": listed}
        self.fault("not_choice", **told)
        return None

    def id(self, path: str, value: object) -> Any:
        """An id as `data/` writes them; whether it is declared there is looked up elsewhere."""
        if value is None or (isinstance(value, str) and _ID.fullmatch(value)):
            return value
        self.fault("not_id", path=path, value=shown(value))
        return None


def under(path: str, key: str) -> str:
    """The path of a key of the table at `path`; "" is the file itself."""
    return f"{path}.{key}" if path else key


def is_number(value: object) -> TypeGuard[int | float]:
    """Whether it is an int or a float; a truth value is none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def plain(value: int | float) -> int | float:
    """A finite number, as an int where it is whole."""
    return int(value) if value == int(value) else float(value)


def written(limit: float) -> str:
    """A limit as a sentence has it; years without a comma."""
    return f"{limit:,}" if limit >= 10_000 else str(limit)


def shown(value: object) -> str:
    """A value as the file has it, cut short: text in quotes, a table or list by what it begins with."""
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case int():
            return str(value) if abs(value) < _HUGE else ("<-1e15" if value < 0 else ">1e15")
        case float():
            return repr(float(value))
        case str():
            return f'"{clean(value)}"'
        case Mapping():
            return "{…}"
        case date() | time():
            return value.isoformat()
        case list() | tuple():
            inner = [shown(one) if not isinstance(one, list | tuple) else "[…]" for one in value[:4]]
            return f"[{', '.join([*inner, *(['…'] if len(value) > 4 else [])])}]"
    return clean(str(value))
