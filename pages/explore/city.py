"""One city: all that is known of it by theme, with periods and sources, and what is unknown."""

from pages._parts import blocks, figures, pickers, portraits, store, taking
from pages._parts.language import text
from talent import profiles

# Ask
blocks.heading(text("city.title"), text("city.lead"))
with blocks.bar("city-ask"):
    city = pickers.city("city")

# Fetch
catalogue = store.catalogue()
readings = store.readings(city=city.id)
themes = profiles.themes(catalogue, readings, city.id)
card = next(card for card in profiles.cards(catalogue, readings) if card.city.id == city.id)
gaps = store.records("gaps", city=city.id)
derived = tuple(row for row in store.records("derived") if row["city"] == city.id)

# Show
portraits.city_head(card)
portraits.theme_links(themes)
taking.tools("profile")
for theme in themes:
    blocks.section(portraits.theme_title(theme))
    portraits.theme(theme)
if derived:
    blocks.section(text("city.derived"))
    figures.derived(derived)
blocks.section(text("city.unknown"), text("city.unknown_lead"))
if gaps:
    portraits.gaps(gaps)
else:
    blocks.empty(text("city.no_gaps"))
blocks.page_link("catalogue", text("catalogue.title"))
