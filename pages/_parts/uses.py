"""Where a figure is met again: compared, in the simulator, in the views and briefings that readers keep."""

from collections.abc import Iterator

from pages._parts import address, blocks, store
from pages._parts.blocks import tag, words
from pages._parts.language import choice, current, text
from talent.briefing.links import SHORT, Stored
from talent.passports import Passport
from talent.what_if import printed
from talent.what_if.printed import Use


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
    yield text("passport.views"), [_stored(one) for one in store.views_with(found.code)]
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


def _stored(one: Stored) -> str:
    known = store.catalogue().indicators.get(one.view.get("indicator"))
    said = filter(None, (choice("nav", one.view.page or "overview"), known and known.name[current()]))
    label = text("passport.view", what=" · ".join(said), version=one.view.data)
    return _link(one.view.page, label, b=one.id[:SHORT])
