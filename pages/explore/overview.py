"""Overview: the four cities in one screen. First useful numbers at once, before anything heavy."""

from pages._parts import blocks, drawings, portraits, store, taking
from pages._parts.language import current, text
from talent import profiles
from talent.charts import compare

# Fetch
catalogue = store.catalogue()
readings = store.readings()
cards = profiles.cards(catalogue, readings)
lead = catalogue.indicators[catalogue.lead]
leading = tuple(r for r in readings if r.indicator == lead.id)
picture = compare.compare(
    leading,
    lead,
    tuple(catalogue.cities),
    "bar",
    "printed",
    False,
    catalogue,
    current(),
    store.version(),
    store.data_date(),
)

# Show
blocks.heading(text("overview.title"), text("overview.lead"))
portraits.cards(cards)
taking.tools("cards")
with blocks.box("overview-lead"):
    blocks.section(
        text("overview.comparison", indicator=lead.name[current()]), text("overview.comparison_lead")
    )
    drawings.verdict(picture)
    drawings.bars(picture)
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
