"""A download button gives the data its page shows, however late it is pressed."""

from pages._parts import store
from talent import exports


def test_a_file_is_made_from_the_data_its_button_was_drawn_with(monkeypatch):
    monkeypatch.setattr(store.st, "session_state", {})
    monkeypatch.setattr(exports, "content", lambda warehouse, *_: warehouse)
    monkeypatch.setattr(store, "_newest", lambda as_of: ("old", None))
    store.renew()
    make = store.export("statements", "csv", "zh")
    monkeypatch.setattr(store, "_newest", lambda as_of: ("new", None))
    store.renew()
    assert make() == "old"
    assert store.export("statements", "csv", "zh")() == "new"
