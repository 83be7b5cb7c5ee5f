"""Where a figure is met again: compared, in the simulator, in the views and briefings that readers keep."""

from collections import Counter
from collections.abc import Iterator, Sequence

from pages._parts import address, blocks, pickers, store
from pages._parts.blocks import tag, words
from pages._parts.language import choice, current, text
from talent.briefing.links import SHORT, Stored
from talent.briefing.view import View
from talent.charts.marks import MEASURES
from talent.passports import Passport
from talent.what_if import printed
from talent.what_if.printed import Use

_WAYS = {"mode": pickers.MODES, "measure": MEASURES}


def show(found: Passport) -> None:
    """One row for each place, each a link."""
    rows = [tag("dt", words(name)) + tag("dd", *lines) for name, lines in _rows(found) if lines]
    blocks.section(text("passport.used"), text("passport.used_lead"))
    blocks.show(tag("dl", *rows, class_="t-facts"))


def _rows(found: Passport) -> Iterator[tuple[str, list[str]]]:
    indicator, city = found.indicator, found.city
    compared = text("passport.compare", indicator=indicator.name[current()])
    yield choice("nav", "compare"), [_link("compare", compared, indicator=indicator.id)]
    yield choice("nav", "city"), [_link("city", city.name[current()], cities=city.id)]
    uses = printed.uses(found.code, store.printed(city.id))
    yield choice("nav", "what_if"), [_link("what_if", _said(one), cities=city.id) for one in uses]
    terms = {(one.package[current()], one.instrument[current()]): one for one in found.policies}
    yield (
        choice("nav", "policies"),
        [_link("policies", " · ".join(names), benefit=one.benefit_type) for names, one in terms.items()],
    )
    yield text("passport.views"), _views(store.views_with(found.code))
    kept = store.briefings_with(found.code)
    yield text("passport.briefings"), [_link("briefing", name, kept=name) for name in kept]


def _link(page: str, label: str, **params: str) -> str:
    target = address.href(page, current(), **params)
    return tag("div", tag("a", words(label), href=target, target=blocks.window()))


def _said(use: Use) -> str:
    if use.kind == "anchor":
        return text("passport.use_anchor", note=use.name[current()] if use.name else "")
    tier = store.catalogue().tiers[use.tier].name[current()]
    if use.kind == "price" and use.name:
        return text("passport.use_price", name=use.name[current()], tier=tier)
    return text(f"passport.use_{use.kind}", tier=tier)


def _views(stored: Sequence[Stored]) -> list[str]:
    """A link to each; those that would be called alike are told apart by what names them in a link."""
    labels = [_called(one.view) for one in stored]
    alike = Counter(labels)
    ids = [one.id[:SHORT] for one in stored]
    told = (f"{said} {id}" if alike[said] > 1 else said for said, id in zip(labels, ids, strict=True))
    return [_link(one.view.page, said, b=id) for one, said, id in zip(stored, told, ids, strict=True)]


def _called(seen: View) -> str:
    """Page, indicator, cities, the way it is drawn, and the data version."""
    catalogue, language = store.catalogue(), current()
    indicator = catalogue.indicators.get(seen.get("indicator"))
    cities = [
        catalogue.cities[id].name[language] for id in seen.get("cities").split(",") if id in catalogue.cities
    ]
    said = (
        choice("nav", seen.page or "overview"),
        indicator and indicator.name[language],
        text("punctuation.comma").join(cities),
        *(
            choice(f"pick.{name}s", seen.get(name))
            for name, known in _WAYS.items()
            if seen.get(name) in known
        ),
    )
    return text("passport.view", what=" · ".join(filter(None, said)), version=seen.data)
