"""Compare cities: one indicator, every chosen city, only as far as the figures are comparable."""

from pages._parts import blocks, pickers, store
from pages._parts.language import current, text
from talent import comparability, measures
from talent.charts import compare

# Ask
blocks.heading(text("compare.title"), text("compare.lead"))
with blocks.bar("compare-ask"):
    indicator = pickers.indicator("compare", among={r.indicator for r in store.readings()})
    cities = pickers.cities("compare")
with blocks.bar("compare-how"):
    mode = pickers.mode("compare")
    measure = pickers.measure("compare")
    anyway = mode == "bar" and pickers.anyway("compare")

# Fetch
readings = store.readings(indicator=indicator.id, cities=cities)
line_up = comparability.line_up(readings, cities, anyway=anyway)
picture = compare.compare(
    readings,
    indicator,
    cities,
    "bar" if mode == "table" else mode,
    measure,
    anyway,
    store.catalogue(),
    current(),
    store.version(),
    store.data_date(),
)

# Show
blocks.indicator_text(indicator)
if not readings:
    blocks.empty(text("compare.nothing", indicator=indicator.name[current()]))
else:
    blocks.verdict(picture, text("compare.anyway_note") if anyway else "")
    if mode != "table":
        blocks.chart(picture, key=f"compare.chart.{current()}")
    if mode == "bar":
        blocks.ranks(measures.ranks(line_up.readings, indicator.better, measure), line_up.readings)
        blocks.section(text("compare.drawn"))
        blocks.figures(line_up.readings)
        blocks.note(text("compare.set_aside", n=line_up.set_aside) if line_up.set_aside else "")
    if mode in ("line", "multiples"):
        blocks.changes(store.records("changes", indicator=indicator.id), readings)
    if mode != "bar" or line_up.set_aside:
        blocks.section(text("compare.all"))
        blocks.figures(readings)
