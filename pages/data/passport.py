"""Passport: one figure, where it was printed, how it is read, witnesses, revisions, what uses it."""

from pages._parts import blocks, pickers, sheets, store, taking, uses
from pages._parts.language import text
from talent import history, passports

# Ask
blocks.heading(text("figure.title"), text("figure.lead"))
catalogue = store.catalogue()
code = pickers.code("passport", lambda one: one in catalogue.statements or one in catalogue.renamed or history.revisions(one))

# Fetch and show
if code:
    found = store.passport(code)
    taking.tools("passport")
    sheets.passport(found, passports.sentence(found, passports.sources_folder()))
    uses.show(found)
    blocks.jump(
        "pages/data/update.py", text("updating.from_passport"), ":material/edit:", view="correct", code=found.code
    )
else:
    blocks.empty(text("figure.ask"))
