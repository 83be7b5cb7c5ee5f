"""How each page's view is drawn, from the same functions as the page itself."""

from collections.abc import Mapping
from types import MappingProxyType

from talent.briefing.exhibit import Maker
from talent.briefing.makers import comparison, simulation

MAKERS: Mapping[str, Maker] = MappingProxyType(
    {"compare": comparison.exhibits, "what_if": simulation.exhibits}
)
