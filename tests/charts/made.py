"""A small catalogue and readings made by hand: cities, figures and sources that exist nowhere."""

from dataclasses import fields
from datetime import date
from types import MappingProxyType

from talent.catalogue import Area, Break, Catalogue, City, Indicator, Policy, Source, Unit
from talent.charts.compare import compare
from talent.i18n import Name
from talent.queries import Reading

CITIES = ("harbin", "daqing", "dezhou", "changchun")
_COLOURS = {
    "harbin": ("哈尔滨", "Harbin", "HRB", "#1f5a99", "#6fa8e6"),
    "daqing": ("大庆", "Daqing", "DQ", "#b8541c", "#ec9a5e"),
    "dezhou": ("德州", "Dezhou", "DZ", "#1f7a5c", "#57c29d"),
    "changchun": ("长春", "Changchun", "CC", "#7a4796", "#c194dd"),
}
PERSON = Unit("person", Name("人", "persons"))


def indicator(**more) -> Indicator:
    """An indicator counted in persons; any field can be replaced."""
    base = {
        "id": "talent_introduced", "name": Name("引进人才", "Talent introduced"), "text": Name("", ""),
        "theme": "introduce", "unit": PERSON, "kind": "flow", "better": "higher", "decimals": 0, "min": 0,
        "max": None, "per_capita": True, "parent": None, "caveat": None,
        "definitions": MappingProxyType({"college": Name("仅高校毕业生", "Graduates only")}),
    }  # fmt: skip
    return Indicator(**base | more)


def source(id: str, number: int, **more) -> Source:
    base = {
        "id": id, "number": number, "city": "", "title": Name("某报道", "A report"),
        "publisher": Name(f"某报{number}", f"Paper {number}"), "published": date(2023, 1, 15),
        "published_inferred": False, "published_note": None, "kind": "newspaper", "address": "",
        "linkable": False, "grade": "core", "reprint": False,
        "departments": MappingProxyType(
            {"one": Name("组织部", "Organisation Department"), "two": Name("人社局", "Personnel Bureau")}
        ),
    }  # fmt: skip
    return Source(**base | more)


def catalogue(measured: Indicator | None = None, breaks: tuple[Break, ...] = (), policies=()) -> Catalogue:
    areas = {
        city: Area(city, city, "city", Name(f"{c[0]}全市", f"{c[1]}, whole city"))
        for city, c in _COLOURS.items()
    }
    areas["new_area"] = Area("new_area", "harbin", "district", Name("哈尔滨新区", "Harbin New Area"))
    measured = measured or indicator()
    declared = {
        "cities": {
            id: City(id, c[2], Name(c[0], c[1]), Name("", ""), c[3], c[4]) for id, c in _COLOURS.items()
        },
        "areas": areas,
        "indicators": {measured.id: measured},
        "sources": {
            "paper": source("paper", 1),
            "copy": source("copy", 2, reprint=True, published_inferred=True),
            "book": source("book", 3, grade="medium", published=None),
        },
        "policies": {policy.policy_id: policy for policy in policies},
    }
    empty = {field.name: MappingProxyType({}) for field in fields(Catalogue)}
    return Catalogue(**empty | {k: MappingProxyType(v) for k, v in declared.items()} | {"breaks": breaks})


def policy(**more) -> Policy:
    base = {field.name: None for field in fields(Policy)}
    return Policy(**base | more)


def reading(code: str, city: str, value: float, **more) -> Reading:
    """An exact figure of the whole city for the year 2020; any field can be replaced."""
    base = {field.name: None for field in fields(Reading)} | {
        "statement_id": code, "city": city, "area": city, "area_level": "city",
        "indicator": "talent_introduced", "definition": "", "theme": "introduce", "kind": "flow",
        "unit": "person", "value": value, "bound": "exact", "standing": "achieved",
        "period_start": date(2020, 1, 1), "period_end": date(2020, 12, 31), "period_basis": "year",
        "period_inferred": False, "as_printed": str(value), "source": "paper", "attributed_to": "",
        "witnesses": "", "note_zh": "", "note_en": "", "batch": "", "revision": 1, "year": 2020, "low": value,
        "high": value, "low_open": False, "high_open": False, "shown": True, "per_year": value,
        "per_year_low": value, "per_year_high": value, "step": 1.0, "span": "year", "period_label": "2020",
        "grade": "core",
    }  # fmt: skip
    return Reading(**base | more)


def year(code: str, city: str, value: float, number: int, **more) -> Reading:
    """A full year's figure."""
    return reading(
        code,
        city,
        value,
        **{
            "period_start": date(number, 1, 1),
            "period_end": date(number, 12, 31),
            "year": number,
            "period_label": str(number),
        }
        | more,
    )


UNDATED = {
    "period_start": None, "period_end": None, "period_basis": "unstated", "span": "unstated",
    "period_label": "unstated", "year": None, "per_year": None, "per_year_low": None, "per_year_high": None,
}  # fmt: skip
THREE_YEARS = UNDATED | {
    "period_basis": "multi_year", "period_years": 3.0, "span": "multi_year:3",
}  # fmt: skip
HALF = {
    "period_start": date(2021, 1, 1), "period_end": date(2021, 6, 30), "period_basis": "half_year",
    "span": "half_year", "period_label": "2021", "year": 2021, "per_year": None, "per_year_low": None,
    "per_year_high": None,
}  # fmt: skip


def picture(readings, mode="bar", measure="printed", anyway=False, language="zh", cities=CITIES, known=None):
    """The picture of readings of one made indicator."""
    known = known or catalogue()
    measured = next(iter(known.indicators.values()))
    return compare(
        readings, measured, cities, mode, measure, anyway, known, language, "abc123", date(2023, 2, 1)
    )
