"""The choices of a view, judged with the data at hand: what the page has by default, or a refusal."""

from collections.abc import Container, Iterable, Mapping

from talent.briefing.view import View
from talent.errors import TalentError


def one_of(view: View, name: str, known: Container[str], default: str) -> str:
    """A choice of one; TalentError `view.bad_value`."""
    found = view.get(name, default)
    if found not in known:
        raise _bad(name, found)
    return found


def some_of(view: View, name: str, known: Mapping[str, object]) -> tuple[str, ...]:
    """A choice of several, in their own order; all where none is made; TalentError `view.bad_value`."""
    asked = view.get(name).split(",") if view.get(name) else list(known)
    refuse_unknown(name, asked, known)
    return tuple(one for one in known if one in asked)


def refuse_unknown(name: str, asked: Iterable[str], known: Container[str]) -> None:
    """TalentError `view.bad_value` for the first that is not known."""
    for one in asked:
        if one not in known:
            raise _bad(name, one)


def _bad(name: str, value: str) -> TalentError:
    return TalentError("view.bad_value", name=name, value=value[:60])
