"""Policies: one person's offer in every city, and the terms side by side; nothing unlike is summed."""

from pages._parts import blocks, pickers, sheets, store, taking
from pages._parts.language import text
from talent import offer

# Ask
blocks.heading(text("policies.title"), text("policies.lead"))
blocks.section(text("policies.offer"), text("policies.offer_lead"))
catalogue = store.catalogue()
with blocks.bar("policies-ask"):
    tier = pickers.tier(
        "policies", among={p.tier for p in catalogue.policies.values()} - set(offer.NOT_PERSONS)
    )
    arrives = pickers.month("policies", default=f"{store.data_date():%Y-%m}")
    months = pickers.months("policies")

# Fetch
offers = offer.offer(
    catalogue.policies.values(), catalogue.statements, tier.id, arrives, months, tuple(catalogue.cities)
)

# Show
taking.tools("offer")
sheets.offers(offers, arrives)
blocks.section(text("policies.terms"), text("policies.terms_lead"))
benefit = pickers.benefit("policies", among={p.benefit_type for p in catalogue.policies.values()})
taking.tools("terms")
sheets.terms(benefit, tuple(p for p in catalogue.policies.values() if p.benefit_type == benefit))
