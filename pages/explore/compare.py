"""Compare cities: one indicator, every chosen city, only as far as the figures are comparable."""

from pages._parts import blocks, drawings, figures, links, pickers, store, taking
from pages._parts.language import current, text
from talent import measures

# Ask
blocks.heading(text("compare.title"), text("compare.lead"))
with blocks.bar("compare-ask"):
    indicator = pickers.indicator("compare", among={r.indicator for r in store.readings()})
    cities = pickers.cities("compare")
    mode = pickers.mode("compare")
    measure = pickers.measure("compare")
    anyway = mode == "bar" and pickers.anyway("compare")

# Fetch
readings = store.readings(indicator=indicator.id, cities=cities)
first = store.exhibits(links.current_view(), current())[0]
picture, drawn = first.content, first.readings

# Show
if not readings:
    figures.indicator_text(indicator)
    blocks.empty(text("compare.nothing", indicator=indicator.name[current()]))
else:
    with blocks.bar("compare-what"):
        figures.indicator_text(indicator)
        taking.tools("figures" if mode == "table" else "comparison")
    if mode == "table":
        drawings.verdict_on_table(readings, measure)
    else:
        drawings.verdict(picture, text("compare.anyway_note") if anyway else "")
    if mode != "table":
        drawings.chart(picture, key=f"compare.chart.{current()}")
    if mode == "bar":
        figures.ranks(measures.ranks(drawn, indicator.better, measure, store.catalogue().breaks), drawn)
        if drawn:
            blocks.section(text("compare.drawn"))
            figures.table(drawn, measure=measure)
        if picture.aside:
            blocks.note(text("compare.set_aside", n=len(picture.aside)))
    if mode in ("line", "multiples"):
        figures.changes(store.records("changes", indicator=indicator.id), readings)
    if mode != "bar" or len(drawn) < len(readings):
        blocks.section(text("compare.all"))
        figures.table(readings, measure=measure)
    if mode == "table":
        figures.missing(cities, readings)
