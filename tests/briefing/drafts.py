"""Briefings made by hand, for tests of how they are written, kept and watched."""

from hypothesis import strategies as st

from talent.briefing.briefing import LONGEST_TITLE, TEMPLATES, Briefing, Item
from talent.briefing.notation import _HIDDEN
from talent.briefing.numbers import Change, Shown
from talent.briefing.view import view
from talent.i18n import LANGUAGES, Name

NUMBER = Shown("AA-01-001", "5.0||exact", Name("甲 2024年", "Alpha 2024"), Name("5户", "5 firms"))
CHANGE = Change("AA-01-002", Name("乙", "Beta"), Name("1户", "1 firm"), None)
ITEM = Item(
    view("compare", {"indicator": "high_tech_firms", "mode": "line"}, part="comparison"),
    "第一行\n“第二行”", "d0351b1b", (NUMBER,), (CHANGE,),
)  # fmt: skip
OTHER = Item(view("what_if", {"cities": "harbin"}, part="cost"), "", "", ())
WHOLE = Briefing("标题", "zh", "report", (ITEM, OTHER))
LEAST = Briefing("", "en", "pictures", ())

# Letters of any kind but those that no file takes.
_letters = st.sampled_from(
    [chr(n) for n in (10, *range(0x20, 0x3000, 7), 0x4E2D, 0xFF08, 0x1F600) if not _HIDDEN.match(chr(n))]
)


def _words(most: int) -> st.SearchStrategy[str]:
    return st.text(_letters, max_size=most)


_names = st.builds(Name, _words(20), _words(20))
_numbers = st.builds(Shown, _words(20), _words(20), _names, _names)
_changes = st.builds(Change, _words(20), _names, st.none() | _names, st.none() | _names)
_views = st.builds(
    lambda choices, part: view("catalogue", choices, part=part),
    st.dictionaries(st.sampled_from(("view", "cities", "q")), _words(10), max_size=3),
    _words(5),
)
_items = st.builds(
    Item, _views, _words(80), st.text("0123456789abcdef", max_size=8),
    st.lists(_numbers, max_size=3).map(tuple), st.lists(_changes, max_size=2).map(tuple),
)  # fmt: skip
briefings = st.builds(
    Briefing,
    _words(LONGEST_TITLE).map(lambda title: title.replace("\n", "")),
    st.sampled_from(LANGUAGES),
    st.sampled_from(TEMPLATES),
    st.lists(_items, max_size=3).map(tuple),
)
