"""How each page's view is drawn, from the same functions as the page itself."""

from collections.abc import Mapping
from types import MappingProxyType

from talent.briefing.exhibit import Maker
from talent.briefing.makers import catalogue, city, comparison, overview, passport, policies, simulation

MAKERS: Mapping[str, Maker] = MappingProxyType(
    {
        "": overview.exhibits,
        "compare": comparison.exhibits,
        "city": city.exhibits,
        "policies": policies.exhibits,
        "what_if": simulation.exhibits,
        "catalogue": catalogue.exhibits,
        "passport": passport.exhibits,
    }
)
