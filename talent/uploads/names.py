"""Names people write, matched to ids: exactly, or answered with the nearest known ones."""

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache
from types import MappingProxyType
from typing import ClassVar

from talent import i18n
from talent.catalogue import BOUNDS, STANDINGS, Catalogue, Unit
from talent.reading.numerals import any_of, folded, lexicon

_NEAREST = 3
# A unit that says nothing but its size: 万, 亿.
_SIZES = (10**4, 10**8)
_NEVER_SIZED = ("percent", "year", "month", "times")
# A name with one slip in four characters is near; two-character names of places differ by one all the time.
_LIKENESS, _SHORTEST = 0.66, 3
# What is written between a name and its unit: 引进人才（万人）, 引进人才/万人, 引进人才：万人.
_BEFORE_UNIT = re.compile(r"(?P<name>.+?)\s*(?:\((?P<inside>[^()]+)\)|[,:/|;]\s*(?P<after>[^,:/|;()]+))")
# 10,000 persons; 2021年 is no unit.
_SCALE = r"(?P<number>1[0,]*)?"


@dataclass(frozen=True, slots=True)
class Match:
    """The id a text names, "" where it names none; `near` holds the nearest ids then.

    An indicator may have its definition and its unit as written beside it.
    """

    id: str = ""
    near: tuple[str, ...] = ()
    definition: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """A written unit: how many base units one of it is, by each unit id it may stand for; empty = unknown."""

    factors: Mapping[str, Decimal] = field(default_factory=lambda: MappingProxyType({}))
    near: tuple[str, ...] = ()


class Known:
    """Things with several names each, found by any of them."""

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        self.by_key: dict[str, set[str]] = {}
        for id, written in names.items():
            for name in written:
                self.by_key.setdefault(key_of(name), set()).add(id)
        self.by_key.update({key_of(id): {id} for id in names})
        self._holding: dict[str, set[str]] = {}
        for name in self.by_key:
            for character in set(name) if len(name) >= _SHORTEST else ():
                self._holding.setdefault(character, set()).add(name)

    def match(self, text: str, *, near: bool = True) -> Match:
        """The thing `text` names; several of one name, or none, are a miss, perhaps with the nearest."""
        key = key_of(text)
        ids = self.by_key.get(key, set())
        if len(ids) == 1:
            return Match(next(iter(ids)))
        if ids or not near or len(key) < _SHORTEST:
            return Match(near=tuple(sorted(ids)))
        # Only what shares characters can be near: a yearbook names hundreds of other places.
        shared = Counter(name for character in set(key) for name in self._holding.get(character, ()))
        like = sorted(name for name, count in shared.items() if count >= _SHORTEST - 1)
        close = difflib.get_close_matches(key, like, n=2 * _NEAREST, cutoff=_LIKENESS)
        nearest = dict.fromkeys(id for name in close for id in sorted(self.by_key[name]))
        return Match(near=tuple(nearest)[:_NEAREST])


class Names:
    """Matchers for everything the catalogue names, made once by `Names.of`."""

    _last: ClassVar["Names | None"] = None

    def __init__(self, catalogue: Catalogue) -> None:
        ends = lexicon()["names"]["city_ends"]
        self._catalogue = catalogue
        self._cities = Known({city.id: [city.name.zh, city.name.en] for city in catalogue.cities.values()})
        self._city_end = re.compile(f"(?:{any_of(key_of(end) for end in ends)})$")
        self._areas: dict[str, Known] = {}
        old = {new: one for one, new in catalogue.renamed.items()}
        self._indicators = Known(
            {
                one.id: [one.name.zh, one.name.en, old.get(one.id, one.id)]
                for one in catalogue.indicators.values()
            }
        )
        keywords = {
            one.id: [word for word in one.keywords if " " not in word]
            for one in catalogue.indicators.values()
        }
        self._keywords = Known(keywords)
        spoken = {key for known in (self._indicators, self._keywords) for key in known.by_key}
        # The longest first: 高技能人才 before 技能人才.
        self._spoken = re.compile(any_of(key for key in spoken if len(key) > 1))
        self._sources = Known({s.id: [s.title.zh, s.title.en] for s in catalogue.sources.values()})
        self._standings = Known(_choices("standing", STANDINGS))
        self._bounds = Known(_choices("bound", BOUNDS))
        self._units = _written_units(catalogue.units)
        self._counting = [id for id in catalogue.units if id not in _NEVER_SIZED]
        words = lexicon()["names"]
        self._around = re.compile(
            f"(?:{any_of(map(key_of, words['before']))})*(.+?)(?:{any_of(map(key_of, words['after']))})?"
        )

    @classmethod
    def of(cls, catalogue: Catalogue) -> "Names":
        """The names of one catalogue; kept while the same one is asked about."""
        last = cls._last
        if last is None or last._catalogue is not catalogue:
            last = cls._last = cls(catalogue)
        return last

    def city(self, text: str, *, near: bool = True) -> Match:
        """A city by id, Chinese or English name; 哈尔滨市 is 哈尔滨."""
        key = key_of(text)
        return self._cities.match(self._city_end.sub("", key) or key, near=near)

    def area(self, text: str, city: str = "", *, near: bool = True) -> Match:
        """An area of `city` ("" = of any), by id or name, with or without the city's name before it."""
        if city not in self._areas:
            self._areas[city] = Known(self._area_names(city))
        if city and key_of(text) in map(key_of, lexicon()["names"]["whole_city"]):
            return Match(city)
        return self._areas[city].match(text, near=near)

    def _area_names(self, city: str) -> Mapping[str, list[str]]:
        found = {}
        for area in self._catalogue.areas.values():
            if city and area.city not in ("", city):
                continue
            written = [area.name.zh, area.name.en]
            written += [re.sub("\uff08.*\uff09|\\(.*\\)", "", name) for name in written]
            if city:
                own = self._catalogue.cities[city].name
                written += [name.removeprefix(own.zh).removeprefix(f"{own.en}, ") for name in written]
            found[area.id] = [name for name in written if key_of(name)]
        return found

    def indicator(self, text: str, *, near: bool = True) -> Match:
        """An indicator by id or name, with its unit or definition beside it: 引进人才（万人）.

        年末 and 其中 before a name, 数 after it and 一、 or 1. at its beginning change nothing. A keyword
        that is one indicator's alone is a name of it too; a text that holds a name or a keyword is near.
        """
        text = uncounted(text)
        found = self._plain_indicator(text, near)
        beside = _BEFORE_UNIT.fullmatch(folded(text).strip())
        if found.id or beside is None:
            return found
        named = self.indicator(beside["name"], near=near)
        piece = (beside["inside"] or beside["after"]).strip()
        if not named.id:
            return named if named.near else found
        if self.unit(piece).factors and not named.unit:
            return Match(named.id, definition=named.definition, unit=piece)
        definition = self.definition(named.id, piece).id
        if definition and not named.definition:
            return Match(named.id, definition=definition, unit=named.unit)
        return Match(near=(named.id,))

    def _plain_indicator(self, text: str, near: bool) -> Match:
        core = self._around.fullmatch(key_of(text))
        for known in (self._indicators, self._keywords):
            for key in (key_of(text), core[1] if core else ""):
                ids = known.by_key.get(key, set())
                if len(ids) == 1:
                    return Match(next(iter(ids)))
        shared = self._keywords.by_key.get(key_of(text), ())
        found = Match(near=tuple(sorted(shared))) if shared else self._indicators.match(text, near=near)
        return found if found.near or not near else Match(near=self._held(text))

    def _held(self, text: str) -> tuple[str, ...]:
        """The indicators whose name or keyword stands inside a text, unless it is a measure made of them."""
        if re.search(any_of(lexicon()["labels"]["other_measures"]), folded(text), re.IGNORECASE):
            return ()
        keys = self._spoken.findall(key_of(text))
        ids = {
            id: None
            for key in keys
            for known in (self._indicators, self._keywords)
            for id in sorted(known.by_key.get(key, ()))
        }
        return tuple(ids)[:_NEAREST]

    def definition(self, indicator: str, text: str) -> Match:
        """A definition declared with the indicator, by id or name."""
        known = self._catalogue.indicators[indicator].definitions
        return Known({id: [name.zh, name.en] for id, name in known.items()}).match(text)

    def source(self, text: str) -> Match:
        """A known source by id or title."""
        return self._sources.match(text)

    def standing(self, text: str, *, near: bool = True) -> Match:
        """A standing by id or by its word in either language."""
        return self._standings.match(text, near=near)

    def bound(self, text: str) -> Match:
        """A bound by id or by its word in either language."""
        return self._bounds.match(text)

    def unit(self, text: str, *, near: bool = True) -> Measure:
        """A unit as written: 万人, 亿元, ‰, `10,000 persons`, `persons (10,000)`, (万人), 单位：万人.

        万 alone is so many of whatever is counted; `near` of an unknown unit are like it, or in common use.
        """
        key = _unit_key(text)
        either = re.fullmatch(r"([^()/]+)\(([^()/]+)\)", key)
        if either and all(one in self._units for one in either.groups()):
            factors = {id: _decimal(f) for one in either.groups() for id, f in self._units[one].items()}
            return Measure(MappingProxyType(factors))
        turned = re.fullmatch(r"(?P<unit>[^()]+)\((?P<scale>[^()]+)\)", key)
        for written in (key, f"{turned['scale']}{turned['unit']}") if turned else (key,):
            scale, rest = _scale_of(written)
            for size, word in ((1, written), (scale, rest)):
                if word in self._units:
                    factors = {id: _decimal(size * one) for id, one in self._units[word].items()}
                    return Measure(MappingProxyType(factors))
            if written and not rest and scale in _SIZES:
                return Measure(MappingProxyType(dict.fromkeys(self._counting, _decimal(scale))))
        if not near:
            return Measure()
        like = difflib.get_close_matches(key, self._units, n=_NEAREST, cutoff=_LIKENESS)
        return Measure(near=tuple(like or lexicon()["template"]["units"]["zh"]))


@lru_cache(maxsize=4096)
def key_of(name: str) -> str:
    """A name without case, width, spaces and marks: `High-tech firms` is `high_tech_firms`."""
    plain = simplified(unicodedata.normalize("NFKC", name).casefold())
    return "".join(character for character in plain if character.isalnum() or character == "#")


def simplified(text: str) -> str:
    """The text with traditional characters of names as simple ones: 大慶 is 大庆."""
    return text.translate(_simple_forms())


@cache
def _simple_forms() -> Mapping[int, int]:
    words = lexicon()["names"]
    return str.maketrans(words["traditional"], words["simple"])


def uncounted(text: str) -> str:
    """A name without what counts its line off: 一、人才总量, (一)人才总量, 1.人才总量, #其中：人才总量."""
    plain = folded(text).strip()
    return _counted().sub("", plain) or plain


@cache
def _counted() -> re.Pattern:
    return re.compile(f"^(?:{lexicon()['names']['counted']})+", re.IGNORECASE)


def _choices(family: str, values: Iterable[str]) -> Mapping[str, list[str]]:
    return {value: [i18n.choice(family, value, language) for language in i18n.LANGUAGES] for value in values}


def _unit_key(text: str) -> str:
    """A written unit without spaces, the word for unit before it and brackets around it."""
    key = "".join(simplified(unicodedata.normalize("NFKC", text).casefold()).split())
    inside = re.fullmatch(r"[(\[]([^()\[\]]*)[)\]]", key)
    said = re.fullmatch(lexicon()["above"]["unit"].replace(" ", ""), inside[1] if inside else key)
    return said[1] if said else inside[1] if inside else key


def _written_units(units: Mapping[str, Unit]) -> Mapping[str, Mapping[str, Fraction]]:
    """How many of each base unit one of each written unit is, from data/units.toml and the lexicon."""
    words = lexicon()["measure_units"]
    found: dict[str, dict[str, Fraction]] = {}
    for unit in units.values():
        for name in (unit.id, unit.name.zh, unit.name.en):
            found.setdefault(_unit_key(name), {})[unit.id] = Fraction(1)
    for table in (lexicon()["unit_words"], words["words"]):
        for word, ids in table.items():
            found.setdefault(_unit_key(word), {}).update({id: Fraction(1) for id in ids if id in units})
    for word, factors in words["factors"].items():
        exact = {id: Fraction(factor) for id, factor in factors.items() if id in units}
        found[_unit_key(word)] = exact
    return found


def _scale_of(written: str) -> tuple[Fraction, str]:
    """What a unit is multiplied by, and the rest: 万人, 百万元, 10,000 persons, million yuan."""
    sizes = lexicon()["number"]["multipliers"]
    english = {key_of(word): size for word, size in lexicon()["measure_units"]["scales"].items()}
    pattern = f"{_SCALE}(?P<word>{any_of(english)})?(?P<signs>[{''.join(sizes)}]*)(?P<rest>.*)"
    found = re.fullmatch(pattern, written)
    scale = Fraction(int(found["number"].replace(",", "")) if found["number"] else 1)
    scale *= english.get(found["word"] or "", 1)
    for sign in found["signs"]:
        scale *= sizes[sign]
    return scale, found["rest"]


def _decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / number.denominator
