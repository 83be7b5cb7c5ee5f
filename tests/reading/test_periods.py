"""What a written period says: known answers, relative words, and what is no period at all."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.catalogue import BASES, KINDS
from talent.errors import TalentError
from talent.i18n import LANGUAGES, text
from talent.reading.periods import Period, parse_period

PUBLISHED = date(2024, 8, 20)


def period(start: str, end: str, basis: str, years: float | None = None, inferred: bool = False) -> Period:
    first, last = (date.fromisoformat(day) if day else None for day in (start, end))
    return Period(first, last, basis, years, inferred)


YEAR = period("2024-01-01", "2024-12-31", "year")
FIRST_HALF = period("2024-01-01", "2024-06-30", "half_year")
NINE_MONTHS = period("2024-01-01", "2024-09-30", "months")
THIRD_QUARTER = period("2024-07-01", "2024-09-30", "months")
THREE_YEARS = period("2022-01-01", "2024-12-31", "multi_year", 3)
MID_YEAR = period("", "2024-06-30", "as_of")
YEAR_END = period("", "2024-12-31", "as_of")
SINCE = period("2020-01-01", "", "since")
IN_FORCE = period("2023-03-10", "", "effective_from")

KNOWN = {
    YEAR: [
        "2024",
        "2024年",
        "2024年度",
        " 2024 年 ",
        "２０２４年",
        "二〇二四年",
        "二零二四年",
        "2024年全年",
        "year 2024",
        "2024年1-12月",
        "2024-01-01..2024-12-31",
        "2024-01-01/2024-12-31",
        "2024年1月1日至12月31日",
    ],
    FIRST_HALF: [
        "2024上半年",
        "2024年上半年",
        "2024H1",
        "2024 H1",
        "H1 2024",
        "first half of 2024",
        "2024年1-6月",
        "2024年1—6月",
        "Jan-Jun 2024",
        "the first half of 2024",
    ],
    period("2024-07-01", "2024-12-31", "half_year"): ["2024年下半年", "2024H2", "second half of 2024"],
    NINE_MONTHS: [
        "2024年1-9月",
        "2024年1至9月",
        "2024年1月至9月",
        "2024年前三季度",
        "2024年1-3季度",
        "Jan-Sep 2024",
        "January to September 2024",
        "2024年前9个月",
        "first nine months of 2024",
        "二〇二四年一至九月",
        "2024年1月1日至2024年9月30日",
        "2024-01至2024-09",
    ],
    THIRD_QUARTER: [
        "2024年第三季度",
        "2024年三季度",
        "2024年3季度",
        "2024Q3",
        "2024 Q3",
        "Q3 2024",
        "2024年7-9月",
        "third quarter of 2024",
        "2024-Q3",
    ],
    period("2024-06-01", "2024-06-30", "months"): [
        "2024年6月",
        "2024-06",
        "2024年06月份",
        "June 2024",
        "2024/6",
        "2024.6",
    ],
    period("2024-02-01", "2024-02-29", "months"): ["2024年2月", "二〇二四年二月"],
    period("2024-11-01", "2024-12-31", "months"): ["2024年十一月至十二月", "2024年11-12月"],
    period("2023-07-01", "2024-06-30", "months"): ["2023年7月-2024年6月", "Jul 2023 - Jun 2024"],
    period("2024-01-01", "2024-03-18", "months"): ["2024年初至3月18日", "2024年1月1日至3月18日"],
    THREE_YEARS: [
        "2022-2024",
        "2022—2024年",
        "2022年至2024年",
        "2022–2024",
        "2022~2024年",
        "2022年到2024年",
        "2022 to 2024",
        "自2022年至2024年",
        "2022-01-01..2024-12-31",
    ],
    period("2019-01-01", "2021-12-23", "multi_year", 3): [
        "2019-01-01..2021-12-23",
        "2019年初至2021年12月23日",
    ],
    period("2023-01-01", "2024-06-30", "months"): ["2023年1月至2024年6月"],
    period("2021-01-01", "2025-12-31", "multi_year", 5): ["“十四五”期间", "十四五时期"],
    period("", "", "multi_year", 3): [
        "近三年",
        "三年来",
        "近3年",
        "最近三年",
        "过去三年",
        "近三年来",
        "3年间",
        "last 3 years",
        "past three years",
        "近３年",
    ],
    period("", "", "multi_year", 10): ["近十年", "十年来"],
    MID_YEAR: [
        "截至2024年6月底",
        "截至2024-06-30",
        "截至2024年6月30日",
        "2024年6月末",
        "as of 2024-06-30",
        "2024-06-30",
        "as of 30 June 2024",
        "as of June 30, 2024",
        "end of June 2024",
        "截止2024年6月",
        "2024/6/30",
        "截至2024年上半年",
        "2024年6月30日",
        "2024.06.30",
    ],
    YEAR_END: [
        "2024年末",
        "2024年底",
        "2024年年底",
        "截至2024年",
        "end of 2024",
        "year-end 2024",
        "截至2024年底",
        "到2024年",
        "2024年12月31日",
        "截至2024年四季度末",
    ],
    SINCE: [
        "2020年以来",
        "since 2020",
        "自2020年以来",
        "2020年至今",
        "2020年1月以来",
        "自2020年起",
        "since January 2020",
    ],
    IN_FORCE: [
        "自2023年3月10日起",
        "2023-03-10起施行",
        "2023年3月10日起施行",
        "自2023年3月10日起实施",
        "from 2023-03-10",
        "effective from 10 March 2023",
        "2023/3/10起",
    ],
    Period(): ["", "  ", "未注明", "unstated", "—"],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_pages_say_of_a_period_that_is_not_printed_is_understood(language):
    for key in (
        "tag.period_unstated",
        "tag.day_unstated",
        "passport.not_printed",
        "template.period.unstated",
        "basis.unstated",
    ):
        assert parse_period(text(key, language)) == Period()
    assert parse_period(text("tag.since", language, first="2016")).basis == "since"


@pytest.mark.parametrize(
    ("text", "answer"), [(text, answer) for answer, texts in KNOWN.items() for text in texts]
)
def test_a_written_period_says_what_it_says(text, answer):
    assert parse_period(text) == answer


@pytest.mark.parametrize("kind", ["stock", "cumulative"])
@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("2024", YEAR_END),
        ("2024年", YEAR_END),
        ("2024年6月", MID_YEAR),
        ("2024上半年", MID_YEAR),
        ("2024年末", YEAR_END),
        ("2022-2024", THREE_YEARS),
        ("2024年1-9月", NINE_MONTHS),
        ("近三年", period("", "", "multi_year", 3)),
    ],
)
def test_a_plain_year_of_what_is_counted_at_a_day_is_its_last_day(kind, text, answer):
    assert parse_period(text, kind) == answer


@pytest.mark.parametrize("kind", ["rate", "cap", "duration"])
def test_a_day_or_a_year_from_which_a_term_of_a_policy_holds(kind):
    assert parse_period("2023-03-10", kind) == IN_FORCE
    assert parse_period("自2023年起", kind) == period("2023-01-01", "", "effective_from")
    assert parse_period("2024", kind) == YEAR


RELATIVE = {
    "去年": period("2023-01-01", "2023-12-31", "year", inferred=True),
    "上年末": period("", "2023-12-31", "as_of", inferred=True),
    "去年年底": period("", "2023-12-31", "as_of", inferred=True),
    "今年以来": period("2024-01-01", "2024-08-20", "since", inferred=True),
    "年初以来": period("2024-01-01", "2024-08-20", "since", inferred=True),
    "上半年": period("2024-01-01", "2024-06-30", "half_year", inferred=True),
    "今年上半年": period("2024-01-01", "2024-06-30", "half_year", inferred=True),
    "今年1-7月": period("2024-01-01", "2024-07-31", "months", inferred=True),
    "1-7月": period("2024-01-01", "2024-07-31", "months", inferred=True),
    "前三季度": period("2024-01-01", "2024-09-30", "months", inferred=True),
    "截至6月底": period("", "2024-06-30", "as_of", inferred=True),
    "截至目前": period("", "2024-08-20", "as_of", inferred=True),
    "目前": period("", "2024-08-20", "as_of", inferred=True),
    "截至今年6月底": period("", "2024-06-30", "as_of", inferred=True),
    "自去年以来": period("2023-01-01", "2024-08-20", "since", inferred=True),
}


@pytest.mark.parametrize("text", RELATIVE)
def test_a_relative_word_is_resolved_against_the_day_of_the_document_only(text):
    assert parse_period(text, published=PUBLISHED) == RELATIVE[text]
    with pytest.raises(TalentError) as raised:
        parse_period(text)
    assert raised.value.key == "undated_period"


def test_what_began_in_a_printed_year_ends_with_the_document_and_is_not_inferred():
    assert parse_period("2020年以来", published=PUBLISHED) == period("2020-01-01", "2024-08-20", "since")
    assert parse_period("2025年以来", published=PUBLISHED) == period("2025-01-01", "", "since")


@pytest.mark.parametrize(
    "text",
    [
        "45657",
        "20224",
        "20224年",
        "1948年",
        "2101",
        "2024年13月",
        "2024-02-30",
        "2024年第五季度",
        "三五年",
        "五年",
        "23127",
        "人才",
        "2024年人才",
        "2024-2022",
        "2024年9-1月",
        "2024Q5",
        "二四年",
        "'24",
        "2022、2023",
        "0年",
        "近零年",
        "年",
        "以来",
    ],
)
def test_what_is_no_period_is_refused(text):
    with pytest.raises(TalentError) as raised:
        parse_period(text)
    assert raised.value.key in ("no_period", "no_such_year")


@given(
    st.text(alphabet="二〇四年月日至到-—0123456789上半季度前第近来以截底末起自今去目 QHof", max_size=14),
    st.sampled_from(KINDS),
)
def test_any_text_is_a_period_of_a_known_shape_or_refused(text, kind):
    try:
        found = parse_period(text, kind, PUBLISHED)
    except TalentError:
        return
    printed = (("s", found.start), ("e", found.end), ("y", found.years))
    assert "".join(letter for letter, part in printed if part is not None) in BASES[found.basis]
    assert found.start is None or found.end is None or found.start <= found.end


@given(st.dates(date(1949, 1, 1), date(2100, 12, 31)), st.dates(date(1949, 1, 1), date(2100, 12, 31)))
def test_a_span_in_iso_form_keeps_its_days(one, other):
    first, last = sorted((one, other))
    if first < last:
        found = parse_period(f"{first}..{last}")
        assert (found.start, found.end) == (first, last)
        assert found == parse_period(f"{first}/{last}") == parse_period(f"{first} to {last}")


@pytest.mark.parametrize("text", ["2019-01-01", "2019/1/1", "2019.01.01"])
@pytest.mark.parametrize("kind", ["flow", "growth", "stock", "cumulative"])
def test_a_year_that_a_spreadsheet_made_a_date_of_is_asked_about(text, kind):
    with pytest.raises(TalentError) as raised:
        parse_period(text, kind)
    assert (raised.value.key, raised.value.fields["year"]) == ("year_as_date", "2019")


def test_the_first_of_january_is_a_day_where_it_is_said_to_be_or_begins_a_term():
    assert (
        parse_period("截至2019年1月1日")
        == parse_period("as of 2019-01-01")
        == period("", "2019-01-01", "as_of")
    )
    assert parse_period("2019-01-01", "rate") == period("2019-01-01", "", "effective_from")
    assert parse_period("2019-01-02") == period("", "2019-01-02", "as_of")
