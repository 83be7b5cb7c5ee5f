"""The page Update: every part in both languages, from a file to a batch and back; nothing without a right."""

import csv
import io
import re
import time

import pytest

from talent import access, ledger, queries, warehouse
from talent.i18n import choice, text
from talent.uploads import commit
from tests.pages.facts import foreign, slips
from tests.pages.opening import LANGUAGES, ROOT, Shown, begun, look, said, started

pytestmark = pytest.mark.usefixtures("own_ledger")
VIEWS = ("file", "paste", "one", "press", "correct", "history")
everywhere = pytest.mark.parametrize("language", LANGUAGES)
# Made-up figures.
SOUND = "城市,指标,期间,数值,单位,来源\n哈尔滨,高新技术企业数,2024,3000,户,daqing-bulletin-2024\n"
PRESS = "哈尔滨召开发布会\n2024年，全市引进各类人才2.35万人。高新技术企业达到3100户。"


class Analyst:
    """Somebody at the page; `may_write` False has not signed in."""

    def __init__(self, view: str, language: str = "zh", *, may_write: bool = True, **params: str) -> None:
        self.language = language
        self.app = begun("update", language, view=view, **params)
        if may_write:
            self.sign_in()
        else:
            self.app.run()

    def sign_in(self) -> Shown:
        self.app.session_state["analyst.token"] = access.sign_in("correct horse battery", "李明", "loopback")
        return self.run()

    def run(self) -> Shown:
        """The page once its work is done."""
        self.app.run()
        while (shown := self.shown()).of_class("t-working"):
            assert self.app.session_state["update.draft"].job.is_done(30)
            self.app.run()
        return shown

    def shown(self) -> Shown:
        found = look(self.app, self.language)
        assert found.crashes == ()
        return found

    def word(self, key: str, **fields: object) -> str:
        return text(key, self.language, **fields)

    def button(self, label: str):
        return next(one for one in self.app.button if one.label == label)

    def press(self, label: str) -> Shown:
        self.button(label).click()
        return self.run()

    def field(self, name: str, value: str) -> Shown:
        key = f"u.{self.view}.{name}.{self.language}"
        kinds = (self.app.text_input, self.app.text_area, self.app.selectbox, self.app.segmented_control)
        next(one for kind in kinds for one in kind if one.key == key).set_value(value)
        return self.run()

    @property
    def view(self) -> str:
        return look(self.app, self.language).address["view"]

    def upload(self, content: str, name: str = "新数据.csv") -> Shown:
        self.app.file_uploader[0].set_value((name, content.encode("gb18030"), "text/csv"))
        return self.run()

    def to_preview(self) -> Shown:
        for box in list(self.app.checkbox):
            box.check()
            self.run()
        return self.press(self.word("updating.preview"))


def step(shown: Shown) -> str:
    """The words of the step the page stands at."""
    (now,) = (e for e in shown.of_class("t-now") if e.tag == "li")
    return "".join(now.itertext()).split(" ", 1)[1]


@everywhere
@pytest.mark.parametrize("view", VIEWS)
def test_every_part_stands_in_its_language_without_slips(view, language, catalogue):
    me = Analyst(view, language, may_write=False)
    for shown in (me.shown(), me.sign_in()):
        assert slips(shown, catalogue) == []
        assert [chunk for chunk in foreign(shown, catalogue) if "李明" not in chunk] == []
        assert choice("pick.views", view, language) in shown.chunks


def test_a_file_goes_through_every_step_and_an_undo_brings_everything_back(house):
    me = Analyst("file")
    assert step(me.upload(SOUND)) == "检查"
    shown = me.to_preview()
    assert step(shown) == "预览" and me.word("report.new") in shown.text
    assert ledger.open_ledger().batches() == ()
    me.field("note", "第一批")
    shown = me.press(choice("updating.commit", "upload", "zh"))
    (batch,) = ledger.open_ledger().batches()
    assert (batch.author, batch.note, batch.file_name) == ("李明", "第一批", "新数据.csv")
    assert ledger.open_ledger().original(batch.id) == SOUND.encode("gb18030")
    version = shown.address["data"]
    assert me.app.success[0].value == me.word("updating.done_upload", batch=batch.id, version=version)
    assert version != house.version and shown.alerts == ()
    assert [r.value for r in queries.readings(warehouse.locate()) if r.batch] == [3000]
    assert me.press(me.word("updating.another")).alerts == ()
    me.upload(SOUND)
    shown = me.to_preview()
    commit_button = me.button(choice("updating.commit", "upload", "zh"))
    assert commit_button.disabled and commit_button.proto.type == "secondary"
    assert me.word("updating.unchanged") in shown.text
    me.app.query_params["view"] = "history"
    shown = me.press(me.word("updating.drop"))
    assert batch.id in shown.text and "李明" in shown.text
    shown = me.press(choice("updating.begin", "undo", "zh"))
    assert me.word("report.gone") in shown.text
    assert me.button(choice("updating.commit", "undo", "zh")).disabled
    me.field("note", "录错了")
    shown = me.press(choice("updating.commit", "undo", "zh"))
    assert shown.address["data"] == house.version
    assert [b.undone for b in ledger.open_ledger().batches()] == [True]


def test_errors_are_shown_all_at_once_where_the_spreadsheet_has_them_and_block():
    language = "en"
    me = Analyst("file", language)
    shown = me.upload(
        SOUND + "德州,高新企业数,2024,12,户,\n长春,常住人口,20224,abc,万人,daqing-bulletin-2024\n"
    )
    if step(shown) == choice("updating.step_file", "meaning", language):
        shown = me.press(me.word("updating.check_file"))
    cells = {"".join(row[0].itertext()) for table in shown.of_class("t-findings") for row in table.iter("tr")}
    assert {"B3", "C4", "D4"} <= cells
    shown = me.press(me.word("updating.preview"))
    assert me.button(choice("updating.commit", "upload", language)).disabled
    assert me.word("updating.errors_left", n=3) in shown.text


def test_a_warning_blocks_until_it_is_ticked_and_no_box_ticks_all():
    me = Analyst("file")
    me.upload(SOUND + "大庆,常住人口,2024,270,万人,city-yearbook-2024\n")
    boxes = len(me.app.checkbox)
    assert boxes >= 1
    shown = me.press(me.word("updating.preview"))
    assert me.button(choice("updating.commit", "upload", "zh")).disabled
    assert me.word("updating.waiting", n=boxes) in shown.text
    me.press(me.word("updating.back"))
    me.to_preview()
    assert not me.button(choice("updating.commit", "upload", "zh")).disabled


def test_who_has_no_right_sees_the_preview_and_cannot_commit():
    me = Analyst("file", may_write=False)
    me.upload(SOUND)
    shown = me.to_preview()
    assert me.word("report.new") in shown.text
    assert me.button(choice("updating.commit", "upload", "zh")).disabled
    assert me.word("updating.sign_in_first") in shown.text
    assert ledger.open_ledger().batches() == ()


def test_where_nobody_can_sign_in_the_preview_does_not_ask_for_it(monkeypatch):
    monkeypatch.delenv(access.HASH)
    me = Analyst("file", may_write=False)
    me.upload(SOUND)
    shown = me.to_preview()
    assert me.word("updating.closed") in shown.text
    assert me.word("updating.sign_in_first") not in shown.text


def test_a_warning_begins_with_what_is_brought_and_what_is_known_row_by_row(catalogue, readings):
    known = next(r for r in readings if (r.city, r.indicator, r.year) == ("daqing", "high_tech_firms", 2024))
    assert known.value == 722
    more = "大庆,高新技术企业数,2024,{},户,{}\n"
    me = Analyst("file")
    me.upload(SOUND + more.format(722, "nbs-city-gdp-2024") + more.format(520, "harbin-bulletin-2025"))
    labels = [box.label for box in me.app.checkbox]
    conflict, in_file = (one for one in labels if "520户 ↔ 722户" in one)
    assert in_file.startswith("**大庆 高新技术企业（2024年末） 520户 ↔ 722户**")
    publisher = catalogue.sources[known.source].publisher.zh
    assert conflict.startswith("**大庆 高新技术企业")
    assert publisher in conflict and f"code={known.statement_id})" in conflict
    (agreement,) = (one for one in labels if "722户 ↔ 722户" in one)
    assert labels.index(conflict) < labels.index(agreement)
    assert me.word("updating.agreeing", n=1) in me.shown().text


def test_a_right_that_ended_before_the_commit_writes_nothing():
    me = Analyst("file")
    me.upload(SOUND)
    me.to_preview()
    access._sessions.clear()
    label = choice("updating.commit", "upload", "zh")
    me.button(label).click()
    me.run()
    assert ledger.open_ledger().batches() == ()


def test_a_draft_outlives_a_change_of_language_and_of_page():
    me = Analyst("file")
    me.upload(SOUND)
    me.app.switch_page(str(ROOT / "pages/explore/compare.py")).run()
    me.app.switch_page(str(ROOT / "pages/data/update.py"))
    me.run()
    assert step(me.shown()) == "检查"
    me.app.segmented_control(key="w.lang").set_value("en")
    me.language = "en"
    assert step(me.run()) == "Check"
    assert step(me.to_preview()) == "Preview"


def test_another_session_sees_nothing_of_a_draft():
    me = Analyst("file")
    draft = me.upload(SOUND).address["draft"]
    other = Analyst("file", draft=draft)
    assert other.word("updating.lost") in look(started("update", "zh", view="file", draft=draft), "zh").alerts
    assert step(other.shown()) == "文件"


def test_who_commits_second_sees_the_new_preview_and_nothing_is_doubled():
    mine, theirs = Analyst("file"), Analyst("file")
    for one, value in ((mine, "3000"), (theirs, "3200")):
        one.upload(SOUND.replace("3000", value))
        one.to_preview()
    mine.press(choice("updating.commit", "upload", "zh"))
    seen = theirs.app.session_state["update.draft"].base
    theirs.press(choice("updating.commit", "upload", "zh"))
    shown = theirs.run()
    assert len(ledger.open_ledger().batches()) == 1
    assert theirs.word("updating.moved", seen=seen, now=warehouse.locate().version) in shown.alerts
    assert step(shown) == "预览" and theirs.word("report.corrected") in shown.text


def test_what_is_committed_is_not_told_as_lost_when_the_page_is_loaded_again():
    me = Analyst("file")
    assert me.upload(SOUND).address["draft"]
    me.to_preview()
    me.press(choice("updating.commit", "upload", "zh"))
    address = me.run().address
    assert "draft" not in address
    again = look(started("update", "zh", view="file", **{"data": address["data"]}), "zh")
    assert again.alerts == ()


@everywhere
def test_who_lost_a_draft_is_sent_to_the_history_that_tells_what_became_of_it(language):
    app = started("update", language, view="file", draft="0123abcd")
    shown = look(app, language)
    assert text("updating.lost", language) in shown.alerts
    assert not re.search("没有写入|nothing was written", shown.text, re.IGNORECASE)
    next(one for one in app.button if one.label == text("updating.to_history", language)).click()
    assert look(app.run(), language).address["view"] == "history"


def test_a_commit_at_work_is_told_with_its_seconds_and_cannot_be_cancelled(monkeypatch):
    me = Analyst("file")
    me.upload(SOUND)
    me.to_preview()
    written = commit.commit
    monkeypatch.setattr(commit, "commit", lambda *given: time.sleep(1.5) or written(*given))
    me.button(choice("updating.commit", "upload", "zh")).click()
    shown = look(me.app.run(), "zh")
    assert any(me.word("updating.writing", name="新数据.csv", seconds=n) in shown.text for n in (0, 1))
    assert me.word("updating.cancel") not in [one.label for one in me.app.button]
    assert "B0001" in me.run().text + me.app.success[0].value


@everywhere
def test_rows_of_the_form_and_of_a_text_are_named_by_what_they_say_and_lead_back(language):
    me = Analyst("one", language)
    for name, value in {
        "row.city": "dezhou", "row.indicator": "high_tech_firms", "row.value": "abc", "row.period": "2024",
        "source": "daqing-bulletin-2024",
    }.items():  # fmt: skip
        me.field(name, value)
    shown = me.press(me.word("updating.check_one"))
    (table,) = shown.of_class("t-findings")
    cells = [said(cell) for cell in table.iter("td")]
    assert re.match("第 1 条：|No. 1: ", cells[0]) and "abc" in cells[0]
    assert cells[1] == choice("column", "value", language)
    assert me.word("updating.cell") not in shown.text
    assert choice("updating.errors_lead", "one", language) in shown.text
    me.press(choice("updating.back_to", "one", language))
    assert step(me.shown()) == choice("updating.step_one", "bring", language)


def test_of_two_proposals_that_say_the_same_each_is_named_by_its_number():
    me = Analyst("press")
    me.field("text", "哈尔滨召开发布会\n2024年，高新技术企业达到3100户。其中，高新技术企业达到3100户。")
    me.field("source", "daqing-bulletin-2024")
    me.press(me.word("updating.find"))
    for _ in range(2):
        me.press(choice("updating.proposal", "take", "zh"))
    shown = me.press(me.word("updating.check_rows", n=2))
    (table,) = shown.of_class("t-findings")
    first, *_, sentence = [said(cell) for cell in table.iter("td")][:4]
    assert first.startswith("第 2 条：") and "第 1 行" in sentence
    assert me.button(choice("updating.back_to", "press", "zh")).proto.type == "primary"


def test_a_new_source_is_held_to_its_rules_while_it_is_typed():
    me = Analyst("press")
    me.field("text", PRESS)
    me.field("source", "new")
    me.field("source_publisher", "市政府")
    for wrong in ("<b>发布会</b>", "发布\u202e会"):
        shown = me.field("source_title", wrong)
        assert any(me.word("updating.field.source_title") in one for one in shown.alerts)
        assert me.button(me.word("updating.find")).disabled
    assert me.field("source_title", "发布会").alerts == ()
    assert not me.button(me.word("updating.find")).disabled


def test_a_pasted_table_without_a_source_is_not_checked_before_one_is_named():
    me = Analyst("paste")
    me.field("table", "城市\t指标\t期间\t数值\t单位\n哈尔滨\t高新技术企业数\t2024\t3000\t户")
    me.press(me.word("updating.read_paste"))
    assert me.button(me.word("updating.check_file")).disabled
    me.field("source", "daqing-bulletin-2024")
    assert step(me.press(me.word("updating.check_file"))) == "检查"


def test_an_empty_paste_is_answered_by_a_sentence_not_by_a_dead_button():
    me = Analyst("paste")
    shown = me.press(me.word("updating.read_paste"))
    assert shown.alerts and step(shown) == "表格"


def test_a_pasted_table_is_read_as_a_file_is():
    me = Analyst("paste")
    me.field("table", "\n".join("\t".join(row) for row in csv.reader(io.StringIO(SOUND))))
    assert step(me.press(me.word("updating.read_paste"))) == "检查"
    assert step(me.to_preview()) == "预览"


def test_one_figure_is_asked_for_field_by_field():
    language = "en"
    me = Analyst("one", language)
    assert me.button(me.word("updating.check_one")).disabled
    fields = {
        "row.city": "dezhou",
        "row.indicator": "high_tech_firms",
        "row.value": "超700户",
        "row.period": "2024",
    }
    for name, value in fields.items():
        shown = me.field(name, value)
    # Nothing is taken without a source.
    assert me.button(me.word("updating.check_one")).disabled
    assert me.word("updating.still_missing", listed=me.word("updating.field.source")) in shown.text
    me.field("source", "daqing-bulletin-2024")
    shown = me.press(me.word("updating.check_one"))
    assert step(shown) == me.word("updating.step.check")
    shown = me.to_preview()
    assert choice("bound_sign", "over", language) in shown.text and "700" in shown.text


def test_a_press_release_gives_proposals_of_which_only_those_taken_are_checked():
    language = "en"
    me = Analyst("press", language)
    me.field("text", PRESS)
    assert me.button(me.word("updating.find")).disabled
    me.field("source", "new")
    for name, value in (("title", "发布会实录"), ("publisher", "市政府"), ("date", "2025-03-01")):
        me.field(f"source_{name}", value)
    shown = me.press(me.word("updating.find"))
    assert len(shown.of_class("t-said")) == 2
    assert [e.text for root in shown.roots for e in root.iter("mark")] == ["2.35万人", "3100户"]
    assert me.button(me.word("updating.check_rows", n=0)).disabled
    me.press(choice("updating.proposal", "take", language))
    me.press(me.word("updating.check_rows", n=1))
    shown = me.to_preview()
    assert "23,500 persons" in shown.text
    me.press(choice("updating.commit", "upload", language))
    (batch,) = ledger.open_ledger().batches()
    assert len(ledger.open_ledger().rows(batch.id)) == 1
    assert batch.sources[0].title.zh == "发布会实录"


def test_a_proposal_can_be_changed_before_it_is_taken():
    me = Analyst("press")
    me.field("text", PRESS)
    me.field("source", "daqing-bulletin-2024")
    me.press(me.word("updating.find"))
    me.press(choice("updating.proposal", "edit", "zh"))
    me.field("row.value", "超2.4万人")
    me.press(me.word("updating.save"))
    me.press(me.word("updating.check_rows", n=1))
    row = me.app.session_state["update.draft"].examined.checked.statements.iloc[0]
    assert (row["value"], row["bound"], row["period_basis"]) == (24000, "over", "year")


def test_a_figure_is_withdrawn_for_a_reason(catalogue):
    language, code = "en", next(iter(catalogue.statements))
    me = Analyst("correct", language, code=code)
    me.field("act", "withdrawal")
    assert me.button(me.word("updating.preview")).disabled
    me.field("note", "x")
    shown = me.press(me.word("updating.preview"))
    assert me.word("report.gone") in shown.text
    me.press(choice("updating.commit", "withdrawal", language))
    (batch,) = ledger.open_ledger().batches()
    assert batch.withdrawn == (code,) and batch.note == "x"


def test_a_conflict_is_decided_for_a_reason(readings):
    open_one = next(r for r in readings if r.conflict and r.adopted is None)
    me = Analyst("correct", code=open_one.statement_id)
    me.field("note", "以组织部为准")
    assert me.button(me.word("updating.preview")).disabled
    assert me.word("updating.adopt_first") in me.shown().text
    me.field("adopted", open_one.statement_id)
    me.press(me.word("updating.preview"))
    me.press(choice("updating.commit", "decision", "zh"))
    (batch,) = ledger.open_ledger().batches()
    assert [a.adopted for a in batch.adoptions] == [open_one.statement_id]


def test_a_correction_begins_with_the_figure_as_it_is_and_keeps_its_code(catalogue):
    me = Analyst("correct", code="DQ-03-001")
    me.field("act", "correction")
    me.press(me.word("updating.to_form"))
    assert me.view == "one"
    me.field("row.value", "99999")
    me.press(me.word("updating.check_one"))
    checked = me.app.session_state["update.draft"].examined.checked
    assert [f.code for f in checked.of("error")] == []
    row = checked.statements.iloc[0]
    assert (row["statement_id"], row["change"], row["source"]) == (
        "DQ-03-001",
        "corrected",
        catalogue.statements["DQ-03-001"].source,
    )


def test_who_looks_back_can_read_the_history_and_change_nothing(catalogue):
    me = Analyst("file")
    me.upload(SOUND)
    me.to_preview()
    me.press(choice("updating.commit", "upload", "zh"))
    (batch,) = ledger.open_ledger().batches()
    shown = look(started("update", "zh", view="file", batch=batch.id), "zh")
    assert me.word("updating.looking_back") in shown.text
    for language in LANGUAGES:
        past = Analyst("history", language, batch=batch.id)
        assert batch.id in past.shown().text
        assert choice("updating.begin", "undo", language) not in [one.label for one in past.app.button]
        assert slips(past.shown(), catalogue) == []


def test_a_file_that_cannot_be_read_is_explained_and_can_be_replaced():
    me = Analyst("file")
    shown = me.upload("")
    assert any("空" in one for one in shown.alerts)
    assert step(me.upload(SOUND)) == "检查"


@everywhere
@pytest.mark.parametrize("view", ("file", "press"))
def test_any_kind_of_file_may_be_chosen_and_a_wrong_one_is_refused_in_the_readers_words(view, language):
    me = Analyst(view, language)
    assert list(me.app.file_uploader[0].proto.type) == []
    shown = me.upload("%PDF-1.7 \n", "发布会.pdf")
    assert len(shown.alerts) == 1
    assert step(shown) == choice(f"updating.step_{view}", "bring", language)


def test_a_label_without_a_unit_is_given_one_where_it_stands():
    me = Analyst("file")
    shown = me.upload("地区,高新技术企业数,高新企业\n,2023年,2024年\n哈尔滨,3001,3002\n大庆,501,502\n")
    assert step(shown) == "含义" and "共读到 4 个数字" in shown.text
    (near,) = (one for one in me.app.selectbox if "高新企业" in one.label and "C1" in one.label)
    near.set_value("indicator:high_tech_firms")
    me.run()
    me.field("source", "harbin-bulletin-2025")
    for left in (2, 1):
        assert me.button(me.word("updating.check_file")).disabled
        units = [one for one in me.app.selectbox if "的单位" in one.label]
        assert len(units) == left and units[0].value == ""
        assert units[0].options[1] == "户"
        units[0].set_value("户")
        me.run()
    shown = me.press(me.word("updating.check_file"))
    assert step(shown) == "检查"
    checked = me.app.session_state["update.draft"].examined.checked
    assert len(checked.statements) == 4 and checked.of("error") == ()


def test_a_part_that_is_not_there_is_refused_aloud():
    shown = look(started("update", "zh", view="secrets"), "zh")
    assert any("secrets" in one for one in shown.alerts) and step(shown) == "文件"


@everywhere
@pytest.mark.parametrize("view", ("file", "press"))
def test_every_step_stands_in_its_language(view, language, catalogue):
    """What is quoted from the file or the text is in its own."""
    me = Analyst(view, language)
    quoted = {"新数据.csv", "李明"}
    if view == "file":
        me.upload(SOUND.replace("daqing-bulletin-2024", ""), "figures.csv")
    else:
        me.field("text", PRESS)
        me.field("source", "daqing-bulletin-2024")
        me.press(me.word("updating.find"))
        quoted |= set(PRESS.split("\n"))
    found = foreign(me.shown(), catalogue)
    assert [chunk for chunk in found if not any(chunk in one or one in chunk for one in quoted)] == []
