"""Paragraphs, numbers and the places of printed pieces."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.reading.documents import Span, find_source, locate, numbers, paragraphs, sentence_around


def test_paragraphs_are_the_lines_with_something_on_them():
    assert paragraphs("\ufeff一\r\n\n \u3000\n  二\n三") == ("一", "  二", "三")


def test_numbers_are_digit_runs_and_numeral_runs():
    text = "近三年引进5.2万人,1,234家,两名,2022年7月,半年"
    found = [span.text for span in numbers(text)]
    assert found == ["三", "5.2", "万", "1,234", "两", "2022", "7", "半"]
    assert all(text[span.start : span.end] == span.text for span in numbers(text))


def test_equal_pieces_claim_their_occurrences_in_order():
    text = "国家级5家、省级5家、市级15家"
    assert locate(text, ["5家", "5家", "5家"]) == (Span(3, 5, "5家"), Span(8, 10, "5家"), None)


def test_a_piece_never_stands_inside_a_number():
    assert locate("建成53家,其中3家", ["3家"]) == (Span(8, 10, "3家"),)
    assert locate("2.3万人、3万", ["3万"]) == (Span(6, 8, "3万"),)


def test_longer_pieces_choose_first():
    text = "分别给予20万至5万元的奖励;给予5万元"
    assert [span.start for span in locate(text, ["5万元", "20万至5万元"])] == [17, 4]


def test_a_piece_that_is_not_there_has_no_place():
    assert locate("没有数字", ["5万人", ""]) == (None, None)


def test_the_sentence_around_a_figure():
    text = "甲市很好。  三年来,引进5.2万人!“成绩不小。”完"
    start = text.index("5.2")
    sentence, first, last = sentence_around(text, start, start + 5)
    assert sentence == "三年来,引进5.2万人!"
    assert sentence[first:last] == "5.2万人"
    start = text.index("成绩")
    assert sentence_around(text, start, start + 2)[0] == "“成绩不小。”"


@given(st.text(alphabet="甲5万。!;”  \n", min_size=1, max_size=30), st.data())
def test_the_sentence_holds_what_it_was_asked_for(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if not text[start:end].strip() or text[end - 1].isspace():
        return
    sentence, first, last = sentence_around(text, start, end)
    assert sentence[first:last] == text[start:end]


@given(st.text(max_size=60), st.lists(st.text(max_size=4), max_size=5))
def test_places_are_where_the_text_is_and_never_overlap(text, pieces):
    found = [span for span in locate(text, pieces) if span]
    assert all(text[span.start : span.end] == span.text for span in found)
    found.sort(key=lambda span: span.start)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))


def test_a_source_is_found_by_the_beginning_of_its_name(tmp_path):
    for name in ("changchun-2022-07-07.txt", "changchunnews.txt", "notes.md"):
        (tmp_path / name).write_text("", "utf-8")
    assert find_source(tmp_path, "changchun") == tmp_path / "changchun-2022-07-07.txt"
    assert find_source(tmp_path, "daqing-daily") is None
    assert find_source(tmp_path / "nowhere", "changchun") is None


@pytest.mark.parametrize("source_id", ["../changchun", "*", ".*"])
def test_a_source_id_is_no_path_and_no_pattern(tmp_path, source_id):
    (tmp_path / "changchun.txt").write_text("", "utf-8")
    assert find_source(tmp_path, source_id) is None
