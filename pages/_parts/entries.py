"""What an analyst brings to an update: a file, a paste, one figure; and what such a file leaves to be said.

Whatever is typed or chosen goes into the draft at once, as ids and texts that no language changes.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import streamlit as st

from pages._parts import blocks, drafts, store
from pages._parts.drafts import NEW, Draft
from pages._parts.guard import plain
from pages._parts.language import choice, current, text
from talent.catalogue import STANDINGS
from talent.charts import labels
from talent.uploads import reading, template
from talent.uploads.commit import LONGEST
from talent.uploads.model import Label

# Columns of the grid, and fields of the form for one figure.
GRID = (
    "city",
    "area",
    "indicator",
    "definition",
    "value",
    "unit",
    "period",
    "standing",
    "paragraph",
    "note_zh",
)
_EMPTY_ROWS = 6
# So many understood labels are shown to be changed; of a table its first rows and columns.
_LABELS, _TOP, _WIDE = 60, 10, 12
TABLES, TEXTS = ("csv", "xlsx", "tsv", "txt"), ("txt", "docx")


# Widgets that keep what they hold in the draft


def _key(draft: Draft, name: str, value: object) -> str:
    key = f"u.{draft.view}.{name}.{current()}"
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    return key


def _say(view: str, name: str, key: str) -> None:
    drafts.say(view, name, str(st.session_state[key] or ""))


def _label(name: str) -> str:
    return choice("updating.field", name.removeprefix("row."))


def line(draft: Draft, name: str, *, hint: str = "", longest: int = 200) -> str:
    """One line of text."""
    value = draft.said.get(name, "")
    key = _key(draft, name, value)
    st.text_input(
        _label(name),
        key=key,
        max_chars=longest,
        placeholder=hint,
        on_change=_say,
        args=(draft.view, name, key),
    )
    return value


def lines(draft: Draft, name: str, height: int, hint: str = "", longest: int | None = None) -> str:
    """Several lines of text."""
    value = draft.said.get(name, "")
    key = _key(draft, name, value)
    st.text_area(
        _label(name), key=key, height=height, placeholder=hint, max_chars=longest,
        on_change=_say, args=(draft.view, name, key),
    )  # fmt: skip
    return value


def one_of(draft: Draft, name: str, words: Mapping[str, str]) -> str:
    """One id of `words` (id → label), at first the first."""
    value = draft.said.get(name, "")
    value = value if value in words else next(iter(words))
    key = _key(draft, name, value)
    st.selectbox(
        _label(name), list(words), format_func=words.__getitem__, key=key,
        on_change=_say, args=(draft.view, name, key),
    )  # fmt: skip
    return value


def note(draft: Draft, *, is_reason: bool) -> str:
    """Why, or what for; kept with the batch."""
    value = draft.said.get("note", "")
    key = _key(draft, "note", value)
    st.text_input(
        text("updating.reason" if is_reason else "updating.note"), key=key, max_chars=LONGEST,
        on_change=_say, args=(draft.view, "note", key),
    )  # fmt: skip
    return value


def go(label: str, act: Callable[[], object], *, disabled: bool = False, leads: bool = True) -> None:
    """The one button that leads on; `leads` False where something else has to be done first."""
    if st.button(label, type="primary" if leads else "secondary", key=f"u.go.{current()}", disabled=disabled):
        act()
        st.rerun()


def leave() -> None:
    """One step back, or away with the draft."""
    if st.button(text("updating.back"), key=f"u.back.{current()}"):
        drafts.back()
        st.rerun()
    if st.button(text("updating.drop"), key=f"u.leave.{current()}", type="tertiary"):
        drafts.drop()
        st.rerun()


# Names of things


def cities(first: str) -> dict[str, str]:
    return {"": first} | {c.id: c.name[current()] for c in store.catalogue().cities.values()}


def indicators(first: str) -> dict[str, str]:
    known = store.catalogue().indicators.values()
    return {"": first} | {i.id: f"{i.name[current()]} · {i.unit.name[current()]}" for i in known}


def standings(first: str) -> dict[str, str]:
    return {"": first} | {one: choice("standing", one) for one in STANDINGS}


def areas(city: str) -> dict[str, str]:
    """The areas of a city other than the whole of it."""
    known = store.catalogue().areas.values()
    return {a.id: a.name[current()] for a in known if a.city == city and a.id != city}


def definitions(indicator: str) -> dict[str, str]:
    """The narrower definitions of an indicator."""
    found = store.catalogue().indicators.get(indicator)
    return {id: name[current()] for id, name in found.definitions.items()} if found else {}


# Where the figures are from


def source(draft: Draft, nothing: str) -> bool:
    """The source of all figures that name none, at first `nothing`; whether one is named completely."""
    known = sorted(store.catalogue().sources.values(), key=lambda one: one.number, reverse=True)
    words = {"": nothing, NEW: text("updating.source_new")}
    words |= {one.id: f"{one.title[current()]} · {labels.source_line(one, current())}" for one in known}
    chosen = one_of(draft, "source", words)
    if chosen != NEW:
        return bool(chosen)
    with blocks.box("source"):
        left, right = st.columns(2)
        with left:
            line(draft, "source_title")
            line(draft, "source_address", hint="https://")
        with right:
            line(draft, "source_publisher")
            with blocks.bar("source-date"):
                typed = line(draft, "source_date", hint="2025-03-01", longest=10)
                one_of(draft, "source_city", cities(text("updating.no_city")))
        if typed and drafts.day(typed) is None:
            st.warning(text("updating.bad_day"), icon=":material/event_busy:")
        elif draft.choices.new_source is None:
            blocks.note(text("updating.source_needs"))
    return draft.choices.new_source is not None


# Step 1


def templates() -> None:
    """Empty files to fill in, in the reader's language."""
    language = current()
    blocks.note(text("updating.templates"))
    with blocks.bar("templates"):
        for layout in ("long", "wide"):
            for kind in ("xlsx", "csv"):
                st.download_button(
                    text(f"updating.template_{layout}", kind=kind.upper()),
                    data=_template(layout, kind, language),
                    file_name=f"{text(f'updating.template_name_{layout}')}.{kind}",
                    on_click="ignore",
                    key=f"template.{layout}.{kind}.{language}",
                    type="tertiary",
                    icon=":material/download:",
                )


def _template(layout: str, kind: str, language: str) -> Callable[[], bytes]:
    catalogue = store.catalogue()
    return lambda: template.template(catalogue, layout, kind, language)


def uploader(draft: Draft, kinds: Sequence[str], work: Callable, label: str) -> None:
    """A place for a file; it is taken at once, and read."""
    key = f"u.{draft.view}.file.{draft.id}.{current()}"
    hint = text("updating.drop_file", kinds=" ".join(kinds).upper())
    blocks.uploader_words(text("updating.choose_file"), hint)
    st.file_uploader(label, kinds, key=key, on_change=_took, args=(draft.view, key, work))


def _took(view: str, key: str, work: Callable) -> None:
    """The bytes go into the draft: the widget forgets them when the page is left."""
    found = st.session_state[key]
    if found is None:
        return
    before = drafts.of(view)
    fresh = Draft(view, said=before.said, meanings=before.meanings, picks=before.picks, ticks=before.ticks)
    fresh = replace(fresh, examined=before.examined, id="")
    drafts.start(replace(fresh, name=reading.safe_name(found.name), original=found.getvalue()), work)


def file(draft: Draft) -> None:
    uploader(draft, TABLES, drafts.read_file, text("updating.file"))
    templates()


def paste(draft: Draft) -> None:
    """Text copied from a spreadsheet, or a grid to fill in."""
    words = {"text": text("updating.as_text"), "grid": text("updating.as_grid")}
    way = one_of_few(draft, "way", words)
    if way == "text":
        pasted = lines(draft, "table", 220, text("updating.paste_hint"))
        go(
            text("updating.read_paste"),
            lambda: drafts.start(draft, drafts.read_paste),
            disabled=not pasted.strip(),
        )
    else:
        rows = _grid(draft)
        source(draft, text("updating.choose"))
        begin = replace(drafts.of(draft.view), rows=rows)
        go(
            text("updating.check_rows", n=len(rows)),
            lambda: drafts.start(begin, drafts.read_rows),
            disabled=not rows,
        )
    templates()


def one_of_few(draft: Draft, name: str, words: Mapping[str, str]) -> str:
    """One id of `words`, all of them in sight."""
    value = draft.said.get(name) or next(iter(words))
    key = _key(draft, name, value)
    st.segmented_control(
        _label(name), list(words), format_func=words.__getitem__, key=key, required=True,
        label_visibility="collapsed", on_change=_say, args=(draft.view, name, key),
    )  # fmt: skip
    return value


def _grid(draft: Draft) -> tuple[Mapping[str, str], ...]:
    """The rows of the grid that say something. Ids stand in the cells, names are shown."""
    key = f"u.{draft.view}.grid.{current()}"
    if key not in st.session_state:
        # What the grid starts from must not change while it is open, or it forgets what was typed.
        begin = [dict(row) for row in draft.rows] + [{}] * max(0, _EMPTY_ROWS - len(draft.rows))
        st.session_state[f"u.grid.{current()}"] = [
            {name: row.get(name, "") for name in GRID} for row in begin
        ]
    blank = ""
    choices = {
        "city": cities(blank),
        "area": {"": blank} | {a.id: a.name[current()] for a in store.catalogue().areas.values()},
        "indicator": indicators(blank),
        "standing": standings(blank),
    }
    columns = {
        name: st.column_config.SelectboxColumn(
            _label(name), options=list(choices[name]), format_func=choices[name].__getitem__
        )
        if name in choices
        else st.column_config.TextColumn(_label(name))
        for name in GRID
    }
    shown = st.data_editor(
        st.session_state[f"u.grid.{current()}"], key=key, column_config=columns, num_rows="dynamic",
        hide_index=True, height=280, placeholder=" ",
    )  # fmt: skip
    said = ({name: str(row[name] or "").strip() for name in GRID if row.get(name)} for row in shown)
    rows = tuple(row for row in said if row)
    if rows != draft.rows:
        drafts.keep(replace(drafts.of(draft.view), rows=rows))
    return rows


def one(draft: Draft) -> None:
    """A form for one figure."""
    choose, whole = text("updating.choose"), text("updating.whole_city")
    if code := draft.said.get("row.statement_id"):
        blocks.note(text("updating.correcting", code=code))
    with blocks.box("one"):
        left, right = st.columns(2)
        with left:
            city = one_of(draft, "row.city", cities(choose))
            one_of(draft, "row.area", {"": whole} | areas(city))
            indicator = one_of(draft, "row.indicator", indicators(choose))
            if narrower := definitions(indicator):
                one_of(draft, "row.definition", {"": text("updating.own_definition")} | narrower)
        with right:
            line(draft, "row.value", hint=text("updating.value_hint"))
            line(draft, "row.period", hint=text("updating.period_hint"))
            one_of(draft, "row.standing", {s: choice("standing", s) for s in STANDINGS})
            with blocks.bar("one-place"):
                line(draft, "row.paragraph", longest=6)
                line(draft, "row.note_zh", longest=LONGEST)
    source(draft, text("updating.choose"))
    missing = [name for name in ("city", "indicator", "value", "period") if not draft.said.get(f"row.{name}")]
    filled = replace(draft, rows=(row_of(draft.said),))
    go(text("updating.check_one"), lambda: drafts.start(filled, drafts.read_rows), disabled=bool(missing))
    if missing:
        named = text("punctuation.comma").join(choice("updating.field", name) for name in missing)
        blocks.note(text("updating.still_missing", listed=named))


def row_of(said: Mapping[str, str]) -> Mapping[str, str]:
    """What a form says, as a row of a long table."""
    row = {name.removeprefix("row."): value for name, value in said.items() if name.startswith("row.")}
    return row | {"standing": row.get("standing") or STANDINGS[0]}


# Step 2: what a file leaves to be said


def meaning(draft: Draft) -> None:
    """How the labels of a wide table are meant, what holds for all its figures, and its source."""
    staging = draft.staging
    lead = "updating.labels_all" if staging.labels else "updating.source_missing"
    blocks.section(text("updating.meaning"), text(lead, n=len(staging.rows)))
    if "wide" in staging.layouts.values():
        _top(draft)
    open_ones = [one for one in staging.labels if not one.sure]
    sure = [one for one in staging.labels if one.sure]
    if open_ones:
        blocks.section(text("updating.labels_open", n=len(open_ones)), text("updating.labels_lead"))
        _labels(draft, open_ones)
    if sure:
        with st.expander(
            text("updating.labels_sure", n=len(sure)), expanded=not open_ones and len(sure) < _TOP
        ):
            _labels(draft, sure[:_LABELS])
    blocks.section(text("updating.for_all"), text("updating.for_all_lead"))
    said = text("updating.as_in_file")
    with blocks.bar("for-all"):
        one_of(draft, "city", cities(said))
        one_of(draft, "indicator", indicators(said))
        line(draft, "unit", hint=said, longest=30)
        line(draft, "period", hint=said, longest=40)
        one_of(draft, "standing", standings(said))
    blocks.section(text("updating.source"), text("updating.source_lead"))
    source(draft, text("updating.source_open"))
    undecided = [one for one in staging.labels if not draft.meanings.get(one.text, one.meaning) and one.near]
    if undecided:
        blocks.note(text("updating.undecided", n=len(undecided)))
    with blocks.actions("onward"):
        go(
            text("updating.check_file"),
            lambda: drafts.start(drafts.of(draft.view), drafts.check),
            disabled=bool(undecided),
        )
        leave()


def _top(draft: Draft) -> None:
    """The first rows of the table, as the spreadsheet has them."""
    layouts = draft.staging.layouts
    sheet = next(one for one in draft.book.sheets if layouts.get(one.name) == "wide")
    width = min(_WIDE, len(sheet.rows[0]))
    rows = [
        [blocks.words(str(n)), *(blocks.words(cell) for cell in row[:width])]
        for n, row in enumerate(sheet.rows[:_TOP], start=1)
    ]
    blocks.table(["", *(chr(ord("A") + n) for n in range(width))], rows, "t-sheet")


def _labels(draft: Draft, listed: Sequence[Label]) -> None:
    words = _meanings()
    with st.container(key=f"labels-{'sure' if listed[0].sure else 'open'}"):
        for one in listed:
            _label_choice(draft, one, words)


def _label_choice(draft: Draft, one: Label, words: Mapping[str, str]) -> None:
    """One label of the table and what it is taken for."""
    chosen = draft.meanings.get(one.text, one.meaning)
    options = list(dict.fromkeys(["", *([chosen] if chosen else []), *one.near, *words]))
    known = {**words, **{written: meaning_text(written) for written in options if written not in words}}
    key = _key(draft, f"meaning.{one.sheet}.{one.cell}", chosen)
    label = text("updating.label", label=one.text, cell=one.cell, n=one.cells)
    if one.near:
        near = text("punctuation.comma").join(known[written] for written in one.near)
        label = text("updating.near", label=label, near=near)
    st.selectbox(
        plain(label), options,
        format_func=known.__getitem__, key=key, on_change=_mean, args=(draft.view, one.text, key),
    )  # fmt: skip


def _mean(view: str, label: str, key: str) -> None:
    found = drafts.of(view)
    drafts.keep(replace(found, meanings={**found.meanings, label: st.session_state[key]}))


def _meanings() -> dict[str, str]:
    """Everything a label can be taken for."""
    catalogue, language = store.catalogue(), current()
    found = {"": text("updating.choose"), "ignore": text("updating.ignore")}
    found |= {f"city:{c.id}": c.name[language] for c in catalogue.cities.values()}
    found |= {f"area:{a.id}": a.name[language] for a in catalogue.areas.values() if a.level != "city"}
    for i in catalogue.indicators.values():
        for written in (f"indicator:{i.id}", *(f"indicator:{i.id}/{one}" for one in i.definitions)):
            found[written] = meaning_text(written)
    return found


def meaning_text(written: str) -> str:
    """A meaning in the reader's words: `indicator:gdp;unit:亿元` is 地区生产总值 · 亿元."""
    return " · ".join(_piece(*piece.partition(":")[::2]) for piece in written.split(";"))


def _piece(kind: str, value: str) -> str:
    catalogue = store.catalogue()
    known = {"city": catalogue.cities, "area": catalogue.areas, "indicator": catalogue.indicators}
    id, _, definition = value.partition("/")
    if kind == "standing":
        return choice("standing", value)
    if kind not in known:
        return value
    name = known[kind][id].name[current()]
    if not definition:
        return name
    narrower = catalogue.indicators[id].definitions[definition]
    return text("updating.defined", name=name, definition=narrower[current()])
