"""What the texts around the figures of a wide table mean: a city, an indicator, a period, a unit."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from talent import i18n
from talent.catalogue import Catalogue
from talent.errors import TalentError
from talent.i18n import Name
from talent.reading.numerals import any_of, folded, lexicon
from talent.reading.periods import lacks_year, parse_period
from talent.uploads.model import Choices
from talent.uploads.names import Names, key_of, simplified, uncounted

# What a label can say about the figures it governs.
ATTRIBUTES = ("city", "area", "indicator", "definition", "unit", "period", "standing")
AXES = ("city", "indicator", "period", "unit", "note_zh", "skip")
_HAN = lexicon()["labels"]["han"]
_LATIN_TAIL = re.compile(f"(.*[{_HAN}][^a-z]*?)([(]?[a-z][^{_HAN}]*)", re.IGNORECASE | re.DOTALL)
_RINGS = "".join(map(chr, range(0x2460, 0x2474)))
_BRACKETS = re.compile(r"(?P<name>[^()]*)\((?P<inside>[^()]*)\)(?P<rest>[^()]*)")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a text says: attributes by name, or that its figures are left out; `near` where it is unknown.

    `near` and the texts of `written` are meanings as `Choices.meanings` spells them.
    """

    says: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    is_known: bool = True
    is_ignored: bool = False
    near: tuple[str, ...] = ()
    is_chosen: bool = False

    @property
    def written(self) -> str:
        """The meaning as a choice is written: `indicator:gdp;unit:亿元`, `ignore`, or "" for none."""
        if self.is_ignored:
            return "ignore"
        said = dict(self.says)
        if said.get("definition"):
            said["indicator"] += f"/{said['definition']}"
        said.pop("definition", None)
        if said.get("area"):
            said.pop("city")
        return ";".join(f"{name}:{value}" for name, value in said.items() if value)


NOTHING = Meaning()
UNKNOWN = Meaning(is_known=False)
IGNORED = Meaning(is_ignored=True)


class Meanings:
    """The meanings of texts under one catalogue and the choices made for a file."""

    def __init__(self, catalogue: Catalogue, names: Names, choices: Choices) -> None:
        self.names = names
        self.catalogue = catalogue
        self._chosen = {key_of(text): self._choice(meaning) for text, meaning in choices.meanings.items()}
        self._city = choices.city
        self._seen: dict[str, Meaning] = {}
        words = lexicon()["labels"]
        self._quiet = {key_of(word) for word in words["neutral"]}
        self._axes = {key_of(word): axis for axis in reversed(AXES) for word in words[axis]}
        self._elsewhere = {key_of(word) for word in words["elsewhere"]}
        cities = (name for city in catalogue.cities.values() for name in _both(city.name))
        self._planned = {key_of(word) for word in (*words["planned"], *words["planned_after"])}
        self._begins_with_plan = re.compile(f"({any_of(words['planned'])})(.+)")
        self._ends_with_plan = re.compile(f"(.+?)({any_of(words['planned_after'])})")
        ends = any_of(lexicon()["names"]["city_ends"])
        self._begins_with_city = re.compile(f"({any_of(cities)}) ?(?:{ends})?(.*)", re.IGNORECASE)

    def of(self, text: str) -> Meaning:
        """The meaning of one label."""
        if text not in self._seen:
            self._seen[text] = self._found(plain(text))
        return self._seen[text]

    def chosen(self, text: str) -> Meaning | None:
        """What the analyst chose for a label; None where nothing was chosen."""
        return self._chosen.get(key_of(text))

    def axis(self, text: str) -> str:
        """Which of AXES a header names: 城市 is "city"; "" for none."""
        return self._axes.get(key_of(text), "")

    def is_total(self, text: str) -> bool:
        """Whether a label is the total of what stands beside it."""
        return key_of(text) in {key_of(word) for word in lexicon()["labels"]["total"]}

    def is_province(self, text: str, cities: Iterable[str]) -> bool:
        """Whether a label is the province of one of these cities."""
        known = self.catalogue.cities
        names = {key_of(name) for id in cities if id in known for name in _both(known[id].province)}
        return bool(
            {key_of(text), re.sub(f"{lexicon()['labels']['province_end']}$", "", key_of(text))} & names
        )

    def words(self, near: Iterable[str]) -> Name:
        """Meanings as a reader knows them: `city:harbin` is 哈尔滨."""
        tables = {
            "city": self.catalogue.cities,
            "area": self.catalogue.areas,
            "indicator": self.catalogue.indicators,
        }
        pairs = [one.partition(":") for one in near]
        names = [tables[kind][id].name for kind, _, id in pairs]
        return Name(
            *(
                i18n.choice("punctuation", "comma", language).join(name[language] for name in names)
                for language in i18n.LANGUAGES
            )
        )

    def _choice(self, written: str) -> Meaning:
        if written == "ignore":
            return Meaning(is_ignored=True, is_chosen=True)
        says: dict[str, str] = {}
        for piece in written.split(";"):
            attribute, _, value = piece.partition(":")
            if attribute == "indicator":
                value, _, says["definition"] = value.partition("/")
            if attribute == "area" and value in self.catalogue.areas:
                says["city"] = self.catalogue.areas[value].city
            if attribute in ATTRIBUTES:
                says[attribute] = value
        return Meaning(MappingProxyType(says), is_chosen=True)

    def _found(self, text: str) -> Meaning:
        key = key_of(text)
        if key in self._chosen:
            return self._with_unit(self._chosen[key], text)
        text = simplified(uncounted(text))
        if self._is_elsewhere(text):
            return IGNORED
        says = self._says(text)
        if says is not None:
            return Meaning(MappingProxyType(says)) if says else NOTHING
        return Meaning(is_known=False, near=self._near(text))

    def _with_unit(self, chosen: Meaning, text: str) -> Meaning:
        """A chosen indicator keeps unit and period that its label says beside it: 2023年高新企业（户）."""
        if "indicator" not in chosen.says:
            return chosen
        besides: dict[str, str] = {}
        brackets = re.search(r"\(([^()]+)\) ?$", folded(text))
        if brackets and self.names.unit(brackets[1].strip()).factors:
            besides["unit"] = brackets[1].strip()
        period = re.match(lexicon()["above"]["period"], text)
        if period and is_period(period.group()):
            besides["period"] = period.group()
        return replace(chosen, says=MappingProxyType({**besides, **chosen.says})) if besides else chosen

    def _is_elsewhere(self, text: str) -> bool:
        """Whether a label, without its English and its brackets, names other places: 市辖区 (万人)."""
        return key_of(_without_brackets(text)) in self._elsewhere

    def _says_nothing(self, text: str) -> bool:
        """Whether a text adds nothing: 绝对数, 城市, and the corner of a table, 指标\\年份."""
        key = key_of(text)
        return key in self._quiet or re.fullmatch(f"(?:{any_of(self._axes)})*", key) is not None

    def _says(self, text: str) -> dict[str, str] | None:
        """The attributes of a text and of its pieces; None unless every piece is understood."""
        whole = self._whole(text)
        if whole is not None or not key_of(text):
            return whole
        for pieces in self._splits(text):
            said = [self._says(piece) for piece in pieces if key_of(piece)]
            if said and None not in said:
                joined = {name: value for piece in said for name, value in piece.items()}
                if len(joined) == sum(map(len, said)):
                    return joined
        # Yearbooks print the English beside the Chinese: the same once more.
        tail = _LATIN_TAIL.fullmatch(text)
        return self._says(tail[1].strip()) if tail else None

    def _splits(self, text: str) -> Iterable[tuple[str, ...]]:
        """Ways to take a text apart: brackets, a period before or after, a city or a plan before."""
        brackets = _BRACKETS.fullmatch(text)
        if brackets:
            yield f"{brackets['name']}{brackets['rest']}", brackets["inside"]
        for period in re.finditer(lexicon()["above"]["period"], text):
            if period.start() == 0 or period.end() == len(text):
                yield period.group(), text[: period.start()], text[period.end() :]
        city = self._begins_with_city.fullmatch(text)
        if city and city[2]:
            yield city[1], city[2]
        planned = self._begins_with_plan.fullmatch(text) or self._ends_with_plan.fullmatch(text)
        if planned:
            yield planned.groups()

    def _whole(self, text: str) -> dict[str, str] | None:
        if self._says_nothing(text):
            return {}
        names = self.names
        if city := names.city(text, near=False).id:
            return {"city": city}
        if area := names.area(text, self._city, near=False).id or names.area(text, near=False).id:
            return {"city": self.catalogue.areas[area].city, "area": area}
        named = names.indicator(text, near=False)
        if named.id:
            said = {"indicator": named.id, "definition": named.definition, "unit": named.unit}
            return {name: value for name, value in said.items() if value or name == "indicator"}
        unit = re.fullmatch(lexicon()["above"]["unit"], text, re.IGNORECASE)
        written = (unit[1] if unit else text).strip(" ()")
        if names.unit(written, near=False).factors:
            return {"unit": written}
        if is_period(text):
            return {"period": text}
        standing = "planned" if key_of(text) in self._planned else names.standing(text, near=False).id
        return {"standing": standing} if standing else None

    def _near(self, text: str) -> tuple[str, ...]:
        """The nearest meanings of a text that is none itself."""
        begins = self._begins_with_city.fullmatch(text)
        if begins and re.match(lexicon()["labels"]["part_of_city"], begins[2]):
            return ()
        near = [f"city:{id}" for id in self.names.city(text).near]
        if begins and not near:
            near = [f"city:{self.names.city(begins[1]).id}"]
        near += [f"area:{id}" for id in self.names.area(text, self._city).near if not near]
        bare = _without_brackets(text)
        near += [f"indicator:{id}" for id in self.names.indicator(bare).near]
        return tuple(near[:3])

    def under(self, parent: Meaning, heading: str, text: str) -> Meaning:
        """What a label says below another that names an indicator: 增速 below 一般公共预算支出."""
        if chosen := self.chosen(f"{heading} / {text}") or self.chosen(text):
            return chosen
        own, unit = self._and_unit(simplified(uncounted(text)))
        if not key_of(own):
            return self.of(text)
        whole = parent.says["indicator"]
        joined = self.names.indicator(f"{_without_brackets(heading)}{own}")
        if joined.id:
            return Meaning(MappingProxyType({"indicator": joined.id, **unit}))
        if definition := self.names.definition(whole, own).id:
            return Meaning(MappingProxyType({"indicator": whole, "definition": definition, **unit}))
        if re.search(any_of(lexicon()["labels"]["other_measures"]), own, re.IGNORECASE):
            return IGNORED
        found = self.of(text)
        part = self.catalogue.indicators.get(found.says.get("indicator", ""))
        # 高技能人才 below 引进人才 are those introduced, not all there are.
        return UNKNOWN if part and whole not in (part.id, part.parent) else found

    def _and_unit(self, text: str) -> tuple[str, dict[str, str]]:
        """A label without the unit in its brackets, and that unit."""
        pieces = _BRACKETS.fullmatch(text)
        if pieces and self.names.unit(pieces["inside"]).factors:
            return pieces["name"] + pieces["rest"], {"unit": pieces["inside"]}
        return text, {}

    def above(self, lines: Iterable[str]) -> dict[str, str]:
        """What the title and unit lines above a table say of all its figures."""
        said: dict[str, set[str]] = {}
        for line in lines:
            text = simplified(plain(line))
            if is_footnote(text):
                continue
            for attribute, value in self._title(text).items():
                said.setdefault(attribute, set()).add(value)
        return {attribute: values.pop() for attribute, values in said.items() if len(values) == 1}

    def _title(self, text: str) -> dict[str, str]:
        patterns = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in lexicon()["above"].items()}
        said: dict[str, str] = {}
        if unit := patterns["unit"].search(text):
            if self.names.unit(unit[1].strip()).factors:
                said["unit"] = unit[1].strip()
            text = f"{text[: unit.start()]} {text[unit.end() :]}"
        text = patterns["range"].sub(" ", patterns["edition"].sub(" ", text))
        periods = {found.group() for found in patterns["period"].finditer(text) if is_period(found.group())}
        if len(periods) == 1:
            said["period"] = periods.pop()
        text = patterns["noise"].sub(" ", patterns["period"].sub(" ", text)).strip()
        places, rest = self._places(text)
        indicator = self.names.indicator(rest)
        if indicator.id:
            said |= {"indicator": indicator.id, "definition": indicator.definition}
            said |= {"unit": indicator.unit} if indicator.unit else {}
        elif self.names.unit(rest.strip()).factors:
            said["unit"] = rest.strip()
        return said | places

    def _places(self, text: str) -> tuple[dict[str, str], str]:
        """The one city or area a title names, and the title without it; none for a part of a city."""
        areas = [
            (name, area)
            for area in self.catalogue.areas.values()
            for name in _both(area.name)
            if area.level != "city" and name.casefold() in text.casefold()
        ]
        if areas:
            name, area = max(areas, key=lambda pair: len(pair[0]))
            return {"city": area.city, "area": area.id}, _without(name, text)
        named = {
            city.id: name
            for city in self.catalogue.cities.values()
            for name in _both(city.name)
            if name.casefold() in text.casefold()
        }
        if len(named) != 1:
            return {}, text
        ((id, name),) = named.items()
        ends = any_of(lexicon()["names"]["city_ends"])
        after = re.split(f"{re.escape(name)} ?(?:{ends})?", text, maxsplit=1, flags=re.IGNORECASE)
        if re.match(lexicon()["labels"]["part_of_city"], after[1].strip()):
            return {}, text
        return {"city": id}, " ".join(after).strip()


def plain(text: str) -> str:
    """A label in half width on one line, without spaces between Chinese characters: 哈　尔　滨 is 哈尔滨."""
    # The ring of a footnote mark is kept: NFKC would make it a digit.
    wide = re.sub(lexicon()["labels"]["marks"] + "$", "", text.strip()).lstrip(_RINGS)
    half = " ".join(unicodedata.normalize("NFKC", wide).split())
    return re.sub(f"(?<=[{_HAN}]) (?=[{_HAN}])", "", half)


def is_period(text: str) -> bool:
    """Whether a label names a period by itself, or a part of a year another label names."""
    try:
        return parse_period(text).basis != "unstated"
    except TalentError as error:
        # What it should say instead is told of its figures.
        return error.key == "year_as_date" or lacks_year(text)


def is_footnote(text: str) -> bool:
    """Whether a line begins as notes and sources below a table do."""
    words = any_of(lexicon()["labels"]["footnotes"])
    begins = f"[(]?(?:{words}(?:$|[0-9]{{0,2}} ?[:.、)])|{lexicon()['labels']['marks']}.)"
    return re.match(begins, folded(text).strip(), re.IGNORECASE) is not None


def _both(name) -> tuple[str, str]:
    return name.zh, name.en


def _without_brackets(text: str) -> str:
    tail = _LATIN_TAIL.fullmatch(text)
    return _BRACKETS.sub(r"\g<name>\g<rest>", tail[1] if tail else text).strip()


def _without(name: str, text: str) -> str:
    return re.sub(re.escape(name), " ", text, flags=re.IGNORECASE).strip()
