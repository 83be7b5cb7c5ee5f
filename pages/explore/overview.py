"""Overview: the four cities in one screen. First useful numbers at once, before anything heavy."""

from pages._parts import blocks, drawings, links, portraits, store, taking
from pages._parts.language import current, text
from talent import profiles

# Fetch
catalogue = store.catalogue()
readings = store.readings()
cards = profiles.cards(catalogue, readings)
lead = next(one for one in store.exhibits(links.current_view(), current()) if one.part == "lead")

# Show
blocks.heading(text("overview.title"), text("overview.lead"))
portraits.cards(cards)
taking.tools("cards")
with blocks.box("overview-lead"):
    name = lead.indicator.name[current()]
    blocks.section(text("overview.comparison", indicator=name), text("overview.comparison_lead"))
    drawings.verdict(lead.content)
    drawings.bars(lead.content)
    taking.tools("lead")
    blocks.page_link("compare", text("overview.go_compare"))
left, right = blocks.two_columns()
with left, blocks.box("overview-coverage"):
    blocks.section(text("overview.coverage"), text("overview.coverage_lead"))
    portraits.matrix(profiles.matrix(catalogue, readings))
with right, blocks.box("overview-first"):
    blocks.section(text("overview.first"))
    portraits.highlights(profiles.highlights(catalogue, readings, cards))
with left, blocks.box("overview-new"):
    blocks.section(text("overview.new"))
    portraits.news(profiles.newest(readings, 6))
