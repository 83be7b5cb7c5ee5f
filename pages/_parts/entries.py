"""What an analyst brings to an update: a file, a paste, one figure; and where it is from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import streamlit as st

from pages._parts import blocks, drafts, fields, store
from pages._parts.drafts import NEW, Draft
from pages._parts.language import choice, current, text
from talent.catalogue import STANDINGS
from talent.charts import labels
from talent.uploads import reading, template
from talent.uploads.check import LONGEST as LONGEST_OF_A_SOURCE
from talent.uploads.check import is_fit
from talent.uploads.commit import LONGEST

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
_TEXTS_OF_A_SOURCE = ("source_title", "source_publisher", "source_address")
TABLES, TEXTS = ("csv", "xlsx", "tsv", "txt"), ("txt", "docx")


# Where the figures are from


def source(draft: Draft, nothing: str) -> bool:
    """The source of all figures that name none, at first `nothing`; whether one is named completely."""
    known = sorted(store.catalogue().sources.values(), key=lambda one: one.number, reverse=True)
    words = {"": nothing, NEW: text("updating.source_new")}
    words |= {one.id: f"{one.title[current()]} · {labels.source_line(one, current())}" for one in known}
    chosen = fields.one_of(draft, "source", words)
    if chosen != NEW:
        return bool(chosen)
    with blocks.box("source"):
        left, right = st.columns(2)
        with left:
            fields.line(draft, "source_title")
            fields.line(draft, "source_address", hint="https://")
        with right:
            fields.line(draft, "source_publisher")
            with blocks.bar("source-date"):
                typed = fields.line(draft, "source_date", hint="2025-03-01", longest=10)
                fields.one_of(draft, "source_city", fields.cities(text("updating.no_city")))
        if typed and drafts.day(typed) is None:
            st.warning(text("updating.bad_day"), icon=":material/event_busy:")
        _unfit(draft)
    return draft.choices.new_source is not None


def _unfit(draft: Draft) -> None:
    """What is still wrong with a new source as typed."""
    unfit = [name for name in _TEXTS_OF_A_SOURCE if not is_fit(draft.said.get(name, "").strip())]
    for name in unfit:
        said = text("updating.unfit_source", field=fields.label_of(name), most=LONGEST_OF_A_SOURCE)
        st.warning(said, icon=":material/spellcheck:")
    if not unfit and draft.choices.new_source is None:
        blocks.note(text("updating.source_needs"))


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
    most = st.get_option("server.maxUploadSize")
    hint = text("updating.drop_file", kinds=" ".join(kinds).upper(), most=most)
    blocks.uploader_words(text("updating.choose_file"), hint, text("updating.too_large", most=most))
    # Any kind may be chosen: Streamlit would refuse in English, the reader of files does it in words.
    st.file_uploader(label, key=key, on_change=_took, args=(draft.view, key, work))


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
    way = fields.one_of_few(draft, "way", words)
    if way == "text":
        fields.lines(draft, "table", 220, text("updating.paste_hint"))
        # Always open: a button that opens only once the text has left its field would miss the first press.
        fields.go(text("updating.read_paste"), lambda: drafts.start(draft, drafts.read_paste))
    else:
        rows = _grid(draft)
        is_named = source(draft, text("updating.choose"))
        begin = replace(drafts.of(draft.view), rows=rows)
        fields.go(
            text("updating.check_rows", n=len(rows)),
            lambda: drafts.start(begin, drafts.read_rows),
            disabled=not (rows and is_named),
        )
        if not is_named:
            blocks.note(text("updating.press_needs_source"))
    templates()


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
        "city": fields.cities(blank),
        "area": {"": blank} | {a.id: a.name[current()] for a in store.catalogue().areas.values()},
        "indicator": fields.indicators(blank),
        "standing": fields.standings(blank),
    }
    columns = {
        name: st.column_config.SelectboxColumn(
            fields.label_of(name), options=list(choices[name]), format_func=choices[name].__getitem__
        )
        if name in choices
        else st.column_config.TextColumn(fields.label_of(name))
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
            city = fields.one_of(draft, "row.city", fields.cities(choose))
            fields.one_of(draft, "row.area", {"": whole} | fields.areas(city))
            indicator = fields.one_of(draft, "row.indicator", fields.indicators(choose))
            if narrower := fields.definitions(indicator):
                fields.one_of(draft, "row.definition", {"": text("updating.own_definition")} | narrower)
        with right:
            fields.line(draft, "row.value", hint=text("updating.value_hint"))
            fields.line(draft, "row.period", hint=text("updating.period_hint"))
            fields.one_of(draft, "row.standing", {s: choice("standing", s) for s in STANDINGS})
            with blocks.bar("one-place"):
                fields.line(draft, "row.paragraph", longest=6)
                fields.line(draft, "row.note_zh", longest=LONGEST)
    is_named = source(draft, text("updating.choose"))
    missing = [name for name in ("city", "indicator", "value", "period") if not draft.said.get(f"row.{name}")]
    missing += [] if is_named else ["source"]
    filled = replace(draft, rows=(row_of(draft.said),))
    fields.go(
        text("updating.check_one"), lambda: drafts.start(filled, drafts.read_rows), disabled=bool(missing)
    )
    if missing:
        named = text("punctuation.comma").join(choice("updating.field", name) for name in missing)
        blocks.note(text("updating.still_missing", listed=named))


def row_of(said: Mapping[str, str]) -> Mapping[str, str]:
    """What a form says, as a row of a long table."""
    row = {name.removeprefix("row."): value for name, value in said.items() if name.startswith("row.")}
    return row | {"standing": row.get("standing") or STANDINGS[0]}
