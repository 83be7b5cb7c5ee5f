"""Briefings as JSON, with every number as it was. All that is wrong with a file is said at once."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from talent.briefing.briefing import LONGEST_COMMENT, LONGEST_TITLE, MOST_ITEMS, TEMPLATES, Briefing, Item
from talent.briefing.numbers import Change, Shown
from talent.briefing.view import LONGEST as LONGEST_ADDRESS
from talent.briefing.view import View
from talent.briefing.view import parse as view_of
from talent.errors import TalentError
from talent.i18n import LANGUAGES, Name
from talent.what_if.checking import Checks, Problems, shown
from talent.what_if.decoding import json_value

# The version of this notation.
VERSION = 1
# Bytes of a file.
LARGEST = 1024 * 1024
# Numbers of one picture; characters of what is said of one.
MOST_NUMBERS = 2_000
LONGEST_WORDS = 1_000
KEYS = ("v", "title", "language", "template", "items")
_ITEM = ("view", "comment", "data", "shown", "changed")
_SHOWN = ("key", "raw", "label", "written")
_CHANGE = ("key", "label", "old", "new")
_DATA = re.compile(r"[0-9A-Za-z]{0,64}")
# Controls, signs nobody sees or that turn a line around, halves of characters: they make two titles look
# alike, and no file of an office program takes them all. Between two pictographs a joiner is seen: it makes
# a family of three persons.
_PICTOGRAPH = r"\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
_HIDDEN = re.compile(
    rf"(?!(?<=[{_PICTOGRAPH}\ufe0f])\u200d[{_PICTOGRAPH}])"
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    r"\ufeff\ufff9-\ufffb\ud800-\udfff\ufffe\uffff]"
)
_T = TypeVar("_T")
# What stands for something refused until all that is wrong is told.
_NO_NAME = Name("", "")
_NO_NUMBER = Shown("", "", _NO_NAME, _NO_NAME)
_NO_CHANGE = Change("", _NO_NAME, None, None)
_NO_ITEM = Item(View(""), "", "", ())


# Writing


def to_json(briefing: Briefing) -> str:
    """A briefing as JSON for people to read, a line for each number; one briefing, one text.

    TalentError as `parse`: what is written can be read.
    """
    said = _written(briefing)
    parse(said)
    return said


def _written(briefing: Briefing) -> str:
    head = {"v": VERSION, "title": briefing.title, "language": briefing.language}
    fields = [_field(key, value) for key, value in {**head, "template": briefing.template}.items()]
    items = _listed([_item(item) for item in briefing.items], 2)
    return "{\n  " + ",\n  ".join([*fields, f'"items": {items}']) + "\n}\n"


def _item(item: Item) -> str:
    fields = [
        _field("view", item.view.bare.address),
        _field("comment", item.comment),
        _field("data", item.data),
    ]
    fields += [f'"shown": {_listed([_plain(_of_shown(one)) for one in item.shown], 6)}']
    fields += [f'"changed": {_listed([_plain(_of_change(one)) for one in item.changed], 6)}']
    return "{\n      " + ",\n      ".join(fields) + "\n    }"


def _listed(written: list[str], indent: int) -> str:
    """A list with every part on a line of its own; `indent` is that of the line the list begins on."""
    if not written:
        return "[]"
    inner, outer = "\n" + " " * (indent + 2), "\n" + " " * indent
    return f"[{inner}" + f",{inner}".join(written) + f"{outer}]"


def _field(key: str, value: object) -> str:
    return f"{_plain(key)}: {_plain(value)}"


def _plain(value: object) -> str:
    # Half a character cannot be encoded; its escape is JSON, to be refused where it stands.
    written = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return written.encode("utf-8", "backslashreplace").decode()


def _of_shown(one: Shown) -> dict:
    return {"key": one.key, "raw": one.raw, "label": _both(one.label), "written": _both(one.written)}


def _of_change(one: Change) -> dict:
    return {"key": one.key, "label": _both(one.label), "old": _both(one.old), "new": _both(one.new)}


def _both(name: Name | None) -> dict[str, str] | None:
    return name and {language: name[language] for language in LANGUAGES}


# Reading


def parse(data: bytes | str) -> Briefing:
    """The briefing a file holds, its views bare.

    TalentError `briefing.refused` with all that is wrong, each with its path (`items[3].view`), or the one
    thing; `briefing.other_version`; and for what is no JSON of a sensible size.
    """
    given = json_value(data, LARGEST, "briefing")
    if not isinstance(given, Mapping):
        raise TalentError("briefing.no_mapping", value=shown(given))
    checks = _Checks("briefing")
    checks.required("v", given.get("v"), f'"v": {VERSION}')
    if given.get("v") not in (None, VERSION) or given.get("v") is True:
        raise TalentError("briefing.other_version", version=shown(given["v"]), known=VERSION)
    table = checks.table("", given, KEYS)
    checks.required("language", table.get("language"), f'"language": "{LANGUAGES[0]}"')
    found = Briefing(
        title=checks.words("title", table.get("title", ""), LONGEST_TITLE, lines=False),
        language=checks.choice("language", table.get("language"), LANGUAGES),
        template=checks.choice("template", table.get("template", TEMPLATES[0]), TEMPLATES),
        items=checks.each("items", table.get("items"), MOST_ITEMS, checks.item),
    )
    checks.settle()
    return found


class _Checks(Checks):
    """What a briefing is made of; what is refused leaves an empty value, as `settle` raises in the end."""

    def words(self, path: str, value: object, most: int, *, lines: bool = True) -> str:
        """A text of so many characters that every file can hold; `lines` = it may have several lines."""
        if not isinstance(value, str):
            self.fault("not_text", path=path, value=shown(value), most=most)
        elif len(value) > most:
            self.fault("long_text", path=path, length=len(value), most=most)
        elif found := _HIDDEN.search(value) or (None if lines else re.search("\n", value)):
            self.fault("hidden_sign", path=path, sign=f"U+{ord(found[0]):04X}", place=found.start() + 1)
        else:
            return value
        return ""

    def each(self, path: str, value: object, most: int, look: Callable[[str, Any], _T]) -> tuple[_T, ...]:
        """A list of so many; every one seen by `look` with its path. None where nothing is given."""
        if value is None:
            return ()
        if not isinstance(value, list):
            self.fault("not_list", path=path, value=shown(value))
        elif len(value) > most:
            self.fault("long_list", path=path, length=len(value), most=most)
        else:
            return tuple(look(f"{path}[{place}]", one) for place, one in enumerate(value))
        return ()

    def row(self, path: str, value: object, known: tuple[str, ...]) -> Mapping[str, Any] | None:
        """A table with no other than the known keys; None, refused, where it is none."""
        self.required(path, value, "{…}")
        found = self.table(path, value, known)
        return found if isinstance(value, Mapping) else None

    def item(self, path: str, value: object) -> Item:
        given = self.row(path, value, _ITEM)
        if given is None:
            return _NO_ITEM
        return Item(
            view=self.view(f"{path}.view", given.get("view")),
            comment=self.words(f"{path}.comment", given.get("comment", ""), LONGEST_COMMENT),
            data=self.version(f"{path}.data", given.get("data", "")),
            shown=self.each(f"{path}.shown", given.get("shown"), MOST_NUMBERS, self.number),
            changed=self.each(f"{path}.changed", given.get("changed"), MOST_NUMBERS, self.change),
        )

    def view(self, path: str, value: object) -> View:
        """A view by its address, without language and data version: those are the briefing's."""
        self.required(path, value, '"/compare?v=1&indicator=high_tech_firms"')
        address = "" if value is None else self.words(path, value, LONGEST_ADDRESS, lines=False)
        try:
            found = view_of(address)
        except TalentError as error:
            self.fault("bad_view", path=path, why=Problems((error,)))
            return View("")
        if found.batch:
            self.fault("looks_back", path=path, batch=found.batch[:20])
        return found.bare

    def version(self, path: str, value: object) -> str:
        if isinstance(value, str) and _DATA.fullmatch(value):
            return value
        self.fault("not_version", path=path, value=shown(value))
        return ""

    def number(self, path: str, value: object) -> Shown:
        given = self.row(path, value, _SHOWN)
        if given is None:
            return _NO_NUMBER
        key, raw = (self.words(f"{path}.{name}", given.get(name), LONGEST_WORDS) for name in ("key", "raw"))
        label, written = (self.name(f"{path}.{name}", given.get(name)) for name in ("label", "written"))
        return Shown(key, raw, label, written)

    def change(self, path: str, value: object) -> Change:
        given = self.row(path, value, _CHANGE)
        if given is None:
            return _NO_CHANGE
        key = self.words(f"{path}.key", given.get("key"), LONGEST_WORDS)
        label = self.name(f"{path}.label", given.get("label"))
        sides = ((f"{path}.{side}", given.get(side)) for side in ("old", "new"))
        old, new = (None if said is None else self.name(where, said) for where, said in sides)
        return Change(key, label, old, new)

    def name(self, path: str, value: object) -> Name:
        """A text in both languages."""
        given = self.row(path, value, LANGUAGES)
        if given is None:
            return _NO_NAME
        return Name(*(self.words(f"{path}.{one}", given.get(one), LONGEST_WORDS) for one in LANGUAGES))
