"""Catalogue: every statement, source, definition, gap and check; search and downloads."""

from pages._parts import blocks, figures, pickers, sheets, store, taking
from pages._parts.language import current, text
from talent import letters, profiles

# Ask
blocks.heading(text("catalogue.title"), text("catalogue.lead"))
with blocks.bar("catalogue-view"):
    view = pickers.view(
        "catalogue", ("search", "coverage", "checks", "sources", "definitions", "not_figures", "letter")
    )
    if view != "letter":
        taking.tools()

# Fetch and show
if view == "search":
    with blocks.bar("catalogue-ask"):
        words = pickers.words("catalogue")
        city = pickers.filter_by("catalogue", "city")
        theme = pickers.filter_by("catalogue", "theme")
        standing = pickers.filter_by("catalogue", "standing")
    found = store.records("search", words=words, city=city, theme=theme, standing=standing)
    if found:
        blocks.note(
            text("catalogue.results", n=len(found)) + text("punctuation.semicolon") + text("catalogue.open")
        )
        sheets.found_figures(found)
    else:
        blocks.empty(text("catalogue.no_results"))
    if others := profiles.not_figures_with(store.catalogue(), words):
        blocks.section(text("catalogue.not_figures"), text("catalogue.not_figures_lead"))
        sheets.not_figures(others)
    blocks.section(text("catalogue.downloads"), text("catalogue.downloads_lead"))
    sheets.downloads()
if view == "coverage":
    blocks.section(text("catalogue.coverage"), text("catalogue.coverage_lead"))
    theme = pickers.filter_by("catalogue", "theme")
    sheets.coverage(tuple(r for r in store.records("coverage") if theme in (None, r["theme"])))
if view == "checks":
    blocks.section(text("catalogue.checks"), text("catalogue.checks_lead"))
    sheets.checks(store.records("checks"))
    figures.derived(store.records("derived"))
    blocks.section(text("catalogue.conflicts"))
    figures.table(tuple(r for r in store.readings() if r.conflict), indicator=True)
if view == "sources":
    blocks.section(text("catalogue.sources"))
    sheets.sources(store.records("sources"))
if view == "definitions":
    blocks.section(text("catalogue.indicators"))
    sheets.definitions(store.records("indicators"))
if view == "not_figures":
    blocks.section(text("catalogue.not_figures"), text("catalogue.not_figures_lead"))
    sheets.not_figures(store.catalogue().not_figures)
if view == "letter":
    blocks.section(text("catalogue.letter"), text("catalogue.letter_lead"))
    city = pickers.city("catalogue")
    gaps = store.records("gaps", city=city.id)
    sheets.letter(*letters.data_request(store.catalogue(), gaps, city.id, current(), store.version()))
