"""Update: bring new figures, see what they would change, commit them, take them back."""

from pages._parts import analyst, batches, blocks, drafts, entries, findings, intake, mapping, pickers, store, updates
from pages._parts.language import text
from talent.ledger import open_ledger

# Ask
blocks.heading(text("updating.title"), text("updating.lead"))
is_now = not store.as_of()
credential = analyst.gate(open_ledger().journal()) if is_now else None
view = pickers.view("update", ("file", "paste", "one", "press", "correct", "history"))

# Fetch and show
if not is_now and view != "history":
    blocks.empty(text("updating.looking_back"))
else:
    draft = drafts.of(view)
    updates.notices(draft)
    if view != "history" or draft.step != "bring":
        updates.stepper(draft)
    match draft.step, view:
        case "working", _:
            updates.working(draft)
        case "bring", "file":
            entries.file(draft)
        case "bring", "paste":
            entries.paste(draft)
        case "bring", "one":
            entries.one(draft)
        case "bring", "press":
            intake.bring(draft)
        case "bring", "correct":
            batches.correct(draft)
        case "bring", _:
            batches.past(draft, may_write=credential is not None)
        case "meaning", "press":
            intake.proposals(draft)
        case "meaning", _:
            mapping.meaning(draft)
        case "check", _:
            findings.check(draft)
        case "preview", _:
            updates.preview(draft, credential)
        case _:
            updates.done(draft)
