"""Bytes of a file made text and values: too large, no UTF-8, no JSON is said in the words of its `kind`."""

import json
from typing import Any

from talent.errors import TalentError, clean
from talent.what_if.paths import Path

# Python reads no whole number of thousands of digits; none of so many is within any range.
_DIGITS = 20


def utf8(given: str | bytes, most: int, kind: str) -> str:
    """The text without a byte order mark; TalentError `<kind>.too_large` (bytes), `<kind>.not_utf8`."""
    raw = given.encode("utf-8", "surrogatepass") if isinstance(given, str) else given
    if len(raw) > most:
        raise TalentError(f"{kind}.too_large", most=most // 1024)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TalentError(f"{kind}.not_utf8", byte=error.start + 1) from error


def json_value(given: str | bytes, most: int, kind: str) -> Any:
    """What JSON says; TalentError as `utf8`, `<kind>.not_json`, `<kind>.too_deep`, `<kind>.twice`."""

    def each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found: dict[str, object] = {}
        for key, value in pairs:
            if key in found:
                raise TalentError(f"{kind}.twice", path=Path(clean(key)))
            found[key] = value
        return found

    try:
        return json.loads(utf8(given, most, kind), object_pairs_hook=each_once, parse_int=_whole)
    except json.JSONDecodeError as error:
        where = {"line": error.lineno, "column": error.colno}
        raise TalentError(f"{kind}.not_json", **where, why=error.msg) from error
    except RecursionError as error:
        raise TalentError(f"{kind}.too_deep") from error


def _whole(digits: str) -> int:
    return int(digits[:_DIGITS])
