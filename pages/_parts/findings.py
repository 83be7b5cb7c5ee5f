"""The step Check of an update: everything found at once, each beside the figure it concerns."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import streamlit as st

from pages._parts import address, blocks, drafts, entries, fields, figures, store, updates
from pages._parts.blocks import tag, words
from pages._parts.drafts import Draft, Row
from pages._parts.guard import plain
from pages._parts.language import choice, current, text
from talent.i18n import Name
from talent.queries import Reading
from talent.uploads.annotation import annotated
from talent.uploads.model import Finding
from talent.uploads.report import Words

# So many warnings have a box of their own each; more stand in a grid. So many rows of a list are drawn.
_BOXES, _DRAWN = 40, 200
_AGREEING = ("agrees_with_known", "agrees_in_file")
_WITH_KNOWN = ("agrees_with_known", "conflicts_with_known", "large_correction")


def check(draft: Draft) -> None:
    """Everything found at once: errors first, then what has to be confirmed, then what is only told."""
    checked = draft.examined.checked
    errors, warnings, infos = (checked.of(severity) for severity in ("error", "warning", "info"))
    updates.tally(draft)
    if not checked.findings:
        blocks.note(text("updating.nothing_found"))
    if errors:
        blocks.section(text("updating.errors", n=len(errors)), choice("updating.errors_lead", _way(draft)))
        findings(draft, errors)
    if warnings:
        title = text("updating.warnings", n=len(warnings), left=len(draft.waiting))
        blocks.section(title, text("updating.warnings_lead"))
        _boxes(draft) if len(warnings) <= _BOXES else _tick_grid(draft)
    if infos:
        blocks.section(text("updating.infos", n=len(infos)))
        findings(draft, infos)
    if checked.findings and not draft.entered:
        _annotated(draft)
    if errors and draft.original and draft.view == "file":
        blocks.section(text("updating.mended"), text("updating.mended_lead"))
        entries.uploader(draft, entries.TABLES, drafts.read_file, text("updating.file"))
    onward(draft, bool(len(checked.statements)))


def onward(draft: Draft, is_something: bool) -> None:
    """On to the preview, or back."""
    if draft.errors:
        blocks.note(text("updating.errors_left", n=len(draft.errors)))
    elif draft.waiting:
        blocks.note(text("updating.waiting", n=len(draft.waiting)))
    with blocks.actions("onward"):
        fields.go(
            text("updating.preview"),
            lambda: drafts.start(drafts.of(draft.view), drafts.foresee),
            disabled=not is_something,
            leads=not draft.errors,
        )
        fields.leave(choice("updating.back_to", _way(draft)), leads=bool(draft.errors))


def _way(draft: Draft) -> str:
    """How the figures came: file, paste (a table), grid, one or press."""
    return "grid" if draft.view == "paste" and draft.entered else draft.view


def findings(draft: Draft, found: Sequence[Finding]) -> None:
    """One row each: where, what stands there, what is wrong and what would work."""
    sheets = len({one.sheet for one in found if one.sheet}) > 1
    head = [
        *([text("updating.sheet")] if sheets else []),
        text("updating.row" if draft.entered else "updating.cell"),
        *(text(f"updating.{one}") for one in ("column", "said", "wrong")),
    ]
    blocks.table(
        head,
        (
            [
                *([words(one.sheet)] if sheets else []),
                tag("b", words(_spot(draft, one))),
                words(choice("column", one.column) if draft.entered and one.column else one.column),
                tag("code", words(one.value)) if one.value else "",
                words(_message(draft, one)),
            ]
            for one in found[:_DRAWN]
        ),
        "t-findings",
    )
    if len(found) > _DRAWN:
        blocks.note(text("updating.more", n=len(found) - _DRAWN))


def place(draft: Draft, one: Finding) -> str:
    """Where a finding is: sheet and cell of a table, or a row typed or taken, by what it says."""
    return " ".join(filter(None, (one.sheet, _spot(draft, one))))


def _spot(draft: Draft, one: Finding) -> str:
    if one.row is None or not draft.entered:
        return one.cell or text(f"updating.whole_{'rows' if draft.entered else 'file'}")
    number = _number(draft, one.row)
    return text("updating.numbered", n=number, what=_row_text(draft.entered[number]))


def _number(draft: Draft, row: int) -> int:
    """Under which number a row is shown that the check, counting a header, calls `row`."""
    return list(draft.entered)[row - 2]


def _row_text(row: Row) -> str:
    """What a row says, in short: figure, indicator, city, period."""
    catalogue, language = store.catalogue(), current()
    indicator = catalogue.indicators.get(row.get("indicator", ""))
    city = catalogue.cities.get(row.get("city", ""))
    figure = row.get("value", "") + (row.get("unit", "") if indicator is None else "")
    pieces = (figure, indicator and indicator.name[language], city and city.name[language], row.get("period"))
    return " ".join(filter(None, pieces))


def _message(draft: Draft, one: Finding) -> str:
    """The sentence of a finding; other rows it speaks of have the number they are shown under."""
    if draft.entered:
        others = {
            n: _number(draft, int(str(one.fields[n]))) for n in ("first", "other_row") if n in one.fields
        }
        one = replace(one, fields={**one.fields, **others})
    return one.message(current())


# Warnings: what is brought beside what is known, in words


def _in_order(draft: Draft) -> Iterator[tuple[str, list[tuple[int, Finding]]]]:
    """The warnings with their numbers, row by row: those to weigh, then those that only agree."""
    warnings = sorted(
        enumerate(draft.examined.checked.of("warning")), key=lambda pair: (pair[1].sheet, pair[1].row or 0)
    )
    for kind, agrees in (("to_weigh", False), ("agreeing", True)):
        if found := [(n, one) for n, one in warnings if (one.code in _AGREEING) is agrees]:
            yield kind, found


def _brought(draft: Draft, sheet: str, row: int | None, letter: str = "") -> Reading | None:
    """What a row brings, as far as it can be worded; None for a row with errors, or several figures."""
    found = draft.examined.checked.statements
    found = found[found["row"] == row]
    found = found[found["sheet"] == sheet] if sheet else found
    if len(found) > 1:
        found = found[found["letter"] == letter]
    if len(found) != 1:
        return None
    said = found.iloc[0].to_dict()
    kind = store.catalogue().indicators[said["indicator"]].kind
    return cast(Reading, SimpleNamespace(**said, kind=kind))


def _concern(draft: Draft, one: Finding) -> tuple[str, tuple[str, ...]]:
    """What a warning is about, in words, and the codes of the known figures it names; "" where unknown."""
    said = Words(store.catalogue(), current())
    brought = _brought(draft, one.sheet, one.row, one.letter)
    if brought is None:
        return "", ()
    figure = said.figure(brought)
    if one.code in _WITH_KNOWN:
        codes = tuple(filter(None, brought.against.split(";")))
        known = [r for code in codes for r in store.readings(code=code)]
        listed = [text("updating.known_as", value=said.value(r), source=_whose(r)) for r in known]
    elif one.code.endswith("_in_file"):
        other = _brought(draft, _other_sheet(draft, one), int(str(one.fields["other_row"])))
        codes, listed = (), [said.value(other)] if other else []
    else:
        codes, listed = (), []
    return " ↔ ".join((figure, *listed)), codes


def _whose(r: Reading) -> str:
    return figures.source_short(store.catalogue().sources[r.source])


def _other_sheet(draft: Draft, one: Finding) -> str:
    """The other sheet a finding speaks of, which it has in words; "" where there is but one."""
    told = one.fields["other_sheet"]
    sheets = draft.examined.checked.statements["sheet"].unique()
    words_of = {text("finding_place.sheet", name=sheet): sheet for sheet in sheets}
    return words_of.get(told[current()] if isinstance(told, Name) else "", "")


def _boxes(draft: Draft) -> None:
    for kind, listed in _in_order(draft):
        blocks.note(text(f"updating.{kind}", n=len(listed)))
        with st.container(key=f"warnings-{kind}"):
            for n, one in listed:
                key = f"u.{draft.id}.tick.{n}.{current()}"
                if st.session_state.get(key) != (n in draft.ticks):
                    st.session_state[key] = n in draft.ticks
                st.checkbox(_label(draft, one), key=key, on_change=_tick, args=(draft.view, n, key))


def _label(draft: Draft, one: Finding) -> str:
    """A warning as Markdown; codes open in a window of their own, so that the draft stays."""
    concern, codes = _concern(draft, one)
    links = (f"[{code}]({address.href('passport', current(), code=code)})" for code in codes)
    where, sentence = plain(place(draft, one)), plain(_message(draft, one))
    pieces = (f"**{plain(concern)}**", *links, sentence, where) if concern else (f"**{where}**", sentence)
    return "　".join(pieces)


def _tick(view: str, n: int, key: str) -> None:
    found = drafts.of(view)
    ticks = found.ticks | {n} if st.session_state[key] else found.ticks - {n}
    drafts.keep(replace(found, ticks=ticks))


def _tick_grid(draft: Draft) -> None:
    """Many warnings: a scrolling grid with a box in every row."""
    key = f"u.{draft.id}.ticks.{current()}"
    edited = st.session_state.get(key, {}).get("edited_rows", {})
    names = [text(f"updating.{one}") for one in ("seen", "cell", "concern", "wrong")]
    numbered = [pair for _, listed in _in_order(draft) for pair in listed]
    # What is edited overrides what stands there: the grid must be handed the same rows again and again.
    ticks = [n in draft.ticks and at not in edited for at, (n, _) in enumerate(numbered)]
    cells = [place(draft, one) for _, one in numbered]
    concerns = [
        " ".join((concern, *codes)) for concern, codes in (_concern(draft, one) for _, one in numbered)
    ]
    said = [_message(draft, one) for _, one in numbered]
    columns = {
        names[0]: st.column_config.CheckboxColumn(width="small"),
        names[2]: st.column_config.TextColumn(width="large"),
        names[3]: st.column_config.TextColumn(width="large"),
    }
    shown = st.data_editor(
        dict(zip(names, (ticks, cells, concerns, said), strict=True)), key=key, hide_index=True,
        disabled=names[1:], height=360, row_height=52, column_config=columns,
    )  # fmt: skip
    found = frozenset(numbered[at][0] for at, tick in enumerate(shown[names[0]]) if tick)
    if found != draft.ticks:
        drafts.keep(replace(drafts.of(draft.view), ticks=found))
        st.rerun()


def _annotated(draft: Draft) -> None:
    book, found, language = draft.book, draft.examined.checked.findings, current()
    kind = "csv" if book.kind == "csv" else "xlsx"
    stem = (draft.name or text("updating.pasted")).rpartition(".")[0] or text("updating.pasted")
    st.download_button(
        text("updating.annotated"), data=lambda: annotated(book, found, language), on_click="ignore",
        file_name=f"{stem}-{text('annotated.header')}.{kind}", key=f"u.annotated.{language}",
        icon=":material/download:",
    )  # fmt: skip
