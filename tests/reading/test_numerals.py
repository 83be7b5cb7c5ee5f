"""Figures as documents print them, with answers worked by hand."""

from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.errors import TalentError
from talent.reading import numerals

# text, value, high, step
KNOWN = [
    # plain digits
    ("23127人", "23127", None, "1"),
    ("1,234", "1234", None, "1"),
    ("1,234.5", "1234.5", None, "0.1"),
    ("12,345,678元", "12345678", None, "1"),
    ("1 234", "1234", None, "1"),
    ("1577 条", "1577", None, "1"),
    ("20 倍", "20", None, "1"),
    ("1.2e4", "12000", None, "1000"),
    ("１２３", "123", None, "1"),
    ("１，２３４", "1234", None, "1"),
    ("4.7倍", "4.7", None, "0.1"),
    ("每月不低于500元", "500", None, "1"),
    # multipliers
    ("5.2万人", "52000", None, "1000"),
    ("1.2亿", "120000000", None, "10000000"),
    ("5万亿", "5000000000000", None, "1000000000000"),
    ("1.2万元", "12000", None, "1000"),
    ("2.1亿元/年", "210000000", None, "10000000"),
    ("11.52亿元", "1152000000", None, "1000000"),
    ("1000.1萬人", "10001000", None, "1000"),
    ("5億", "500000000", None, "100000000"),
    ("近1.4万", "14000", None, "1000"),
    ("约3千", "3000", None, "1000"),
    ("超过100万", "1000000", None, "10000"),
    ("10万+", "100000", None, "10000"),
    ("3百万", "3000000", None, "1000000"),
    ("2.5 万元", "25000", None, "1000"),
    ("690万次", "6900000", None, "10000"),
    ("30千瓦", "30", None, "1"),
    ("15元/m2", "15", None, "1"),
    # English
    ("over 2 million", "2000000", None, "1000000"),
    ("5 thousand", "5000", None, "1000"),
    ("1.2 Million persons", "1200000", None, "100000"),
    ("2 hundred thousand", "200000", None, "100000"),
    ("2-3 million", "2000000", "3000000", "1000000"),
    ("5 thousandths", "5", None, "1"),
    ("12.5千人", "12500", None, "100"),
    # 余, 多
    ("5800余万元", "58000000", None, "10000"),
    ("10余万", "100000", None, "10000"),
    ("2千余人", "2000", None, "1000"),
    ("1.2万余名", "12000", None, "1000"),
    ("70多家", "70", None, "1"),
    ("百余次", "100", None, "100"),
    ("千余家", "1000", None, "1000"),
    ("十余万", "100000", None, "100000"),
    # shares, in percent
    ("30%", "30", None, "1"),
    ("30.5％", "30.5", None, "0.1"),
    ("12.3‰", "1.23", None, "0.01"),
    ("百分之三十", "30", None, "10"),
    ("百分之17.8", "17.8", None, "0.1"),
    ("千分之五", "0.5", None, "0.1"),
    ("六成", "60", None, "10"),
    ("15成立", "15", None, "1"),
    ("5个百分点", "5", None, "1"),
    ("下降8%", "-8", None, "1"),
    ("-5.2%", "-5.2", None, "0.1"),
    # Chinese numerals
    ("三年", "3", None, "1"),
    ("五届", "5", None, "1"),
    ("六批", "6", None, "1"),
    ("两名", "2", None, "1"),
    ("三十", "30", None, "10"),
    ("两千三", "2300", None, "100"),
    ("廿五", "25", None, "1"),
    ("一百二十三万四千", "1234000", None, "1000"),
    ("零点五", "0.5", None, "0.1"),
    ("三点五万", "35000", None, "1000"),
    ("壹佰", "100", None, "100"),
    ("叁佰伍拾万元", "3500000", None, "100000"),
    ("百亿元", "10000000000", None, "10000000000"),
    ("千万", "10000000", None, "10000000"),
    ("二〇二一", "2021", None, "1"),
    ("两减半", "2", None, "1"),
    ("10万元一次性奖补", "100000", None, "10000"),
    ("人才队伍30万", "300000", None, "10000"),
    # mixed
    ("1万2千", "12000", None, "1000"),
    ("1亿2000万元", "120000000", None, "10000"),
    ("5万2000元", "52000", None, "1"),
    # ranges: low, high, the coarser step
    ("3-5万", "30000", "50000", "10000"),
    ("3-5万元", "30000", "50000", "10000"),
    ("20万至5万元", "50000", "200000", "10000"),
    ("20万元至5万元", "50000", "200000", "10000"),
    ("500-2000元", "500", "2000", "1"),
    ("5000-2万元", "5000", "20000", "10000"),
    ("10%～20%", "10", "20", "1"),
    ("三至五年", "3", "5", "1"),
    ("五至二十年", "5", "20", "10"),
    ("二十至三十万", "200000", "300000", "100000"),
    ("1.5—2亿元", "150000000", "200000000", "100000000"),
]


@pytest.mark.parametrize(("text", "value", "high", "step"), KNOWN, ids=[known[0] for known in KNOWN])
def test_known_figures(text, value, high, step):
    figure = numerals.parse_figure(text)
    assert figure.value == Decimal(value)
    assert figure.high == (None if high is None else Decimal(high))
    assert figure.step == Decimal(step)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "不详",
        "—",
        "…",
        "暂无",
        "数百家",
        "几十人",
        "十几人",
        "三五年",
        "半年",
        ".5万",
        "5G",
        "A5",
        "第二批",
    ],
)
def test_what_is_no_figure_is_refused(text):
    with pytest.raises(TalentError) as refused:
        numerals.parse_figure(text)
    assert refused.value.key == "no_number"
    assert refused.value.fields == {"text": text}


@pytest.mark.parametrize(
    "text",
    [
        "5栋1355套",
        "三分之一",
        "1/3",
        "3万5",
        "1.5万2千",
        "两年半",
        "3，500人",
        "2020年23127人",
        "1,2345",
        "3.5.2",
        "10:21",
    ],
)
def test_several_figures_are_refused_rather_than_guessed(text):
    with pytest.raises(TalentError) as refused:
        numerals.parse_figure(text)
    assert refused.value.key == "several_numbers"


def test_a_circled_digit_is_not_part_of_the_figure():
    assert numerals.parse_figure("①5万").value == 50000


@pytest.mark.parametrize(
    ("text", "unit", "value", "step"),
    [
        ("1.53平方公里", "sqm", 1530000, 10000),
        ("100万平方米", "sqm", 1000000, 10000),
        ("2公顷", "sqm", 20000, 10000),
        ("3年", "month", 36, 12),
        ("24個月", "year", 2, Decimal(1) / 12),
        ("3年", "year", 3, 1),
        ("5.2万人", "person", 52000, 1000),
    ],
)
def test_units_are_converted(text, unit, value, step):
    figure = numerals.base_value(text, unit)
    assert (figure.value, figure.step) == (value, step)
    assert numerals.printed_step(text, unit) == pytest.approx(float(step))


def test_a_range_is_converted_at_both_ends():
    figure = numerals.base_value("1-2平方公里", "sqm")
    assert (figure.value, figure.high) == (1_000_000, 2_000_000)


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("26.4万人次", ("person_times",)),
        ("1972天次", ("person_days",)),
        ("5800余万元", ("yuan", "yuan_per_month", "yuan_per_person", "yuan_per_sqm_month")),
        ("17.8%", ("percent",)),
        ("5.2万人", ("person", "follower")),
        ("47家", ("firm", "institution", "platform", "school", "group")),
        ("2350户", ("firm",)),
        ("12 High-tech Firms", ()),
        ("12 Firms", ("firm",)),
        ("12 itemsets", ()),
        ("5岁", ()),
        ("不详", ()),
    ],
)
def test_the_printed_unit_word_leaves_these_units(text, units):
    assert numerals.printed_units(text) == units


@pytest.mark.parametrize(
    ("text", "rounded"),
    [
        ("5.2万人", True),
        ("2.1亿元", True),
        ("10余万", True),
        ("三万", True),
        ("23127人", False),
        ("百余次", False),
        ("12.5千人", True),
        ("5 thousand", True),
        ("1.2 million", True),
        ("500 persons", False),
    ],
)
def test_rounded_to_wan_or_not(text, rounded):
    assert numerals.printed_with_wan(text) is rounded


def test_a_table_cell_is_stepped_by_the_unit_of_its_column():
    assert numerals.printed_step("982.41", "person", 9824100.0) == 100
    assert numerals.printed_with_wan("982.41", 9824100.0)
    assert numerals.printed_step("759915", "person", 759915.0) == 1
    assert not numerals.printed_with_wan("759915", 759915.0)


def test_steps_are_given_even_where_nothing_can_be_read():
    assert numerals.printed_step("不详") == 0
    assert not numerals.printed_with_wan("不详")


# A slow twin of the Chinese numerals, by repeated division.


def spoken(number: int) -> str:
    """The numeral as it is said, for whole numbers below 10^12."""
    for size, word in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= size:
            rest = number % size
            gap = "零" if 0 < rest < size // 10 else ""
            return spoken(number // size) + word + (gap + spoken(rest) if rest else "")
    return "零一二三四五六七八九"[number]


@given(st.integers(min_value=1, max_value=10**9))
def test_spoken_numbers_are_read_back(number):
    assert numerals.parse_figure(spoken(number)).value == number
    assert cn2an.cn2an(spoken(number), "normal") == number


@given(st.integers(0, 99999), st.sampled_from([("万", 10**4), ("亿", 10**8)]))
def test_figures_with_two_decimals_are_read_back_exactly(hundredths, multiplier):
    word, size = multiplier
    figure = numerals.parse_figure(f"{hundredths // 100}.{hundredths % 100:02d}{word}")
    assert figure.value == hundredths * size // 100
    assert figure.step == size // 100
    assert float(figure.value) == int(figure.value)


@given(st.integers(0, 10**15 - 1))
def test_grouped_digits_are_read_back(number):
    for text in (f"{number:,}", f"{number:,}".replace(",", " "), str(number)):
        assert numerals.parse_figure(text).value == number


@given(st.integers(1, 999), st.integers(1, 999), st.sampled_from(["", "万", "亿"]))
def test_ranges_go_upwards(one, other, word):
    figure = numerals.parse_figure(f"{one}{word}-{other}{word}元")
    size = {"": 1, "万": 10**4, "亿": 10**8}[word]
    assert (figure.value, figure.high) == (min(one, other) * size, max(one, other) * size)


SIGNS = st.text(
    alphabet="0123456789０５.,， 万亿千百十零〇一二两三点半余多几数成%‰-至到近超约第年元人eE壹佰①/",
    max_size=14,
)


@given(st.one_of(st.text(max_size=30), SIGNS))
def test_any_text_is_read_or_refused(text):
    try:
        figure = numerals.parse_figure(text)
    except TalentError as refused:
        assert refused.key in ("no_number", "several_numbers")
    else:
        assert figure.step > 0
        assert figure.high is None or figure.high >= figure.value
    assert numerals.printed_step(text, "sqm", 5.0) >= 0
    assert numerals.printed_with_wan(text) in (True, False)
    assert isinstance(numerals.printed_units(text), tuple)


@given(st.text(max_size=40))
def test_folding_keeps_every_position(text):
    assert len(numerals.folded(text)) == len(text)


@given(st.from_regex(r"[0-9]{1,9}(\.[0-9]{1,4})?", fullmatch=True), st.sampled_from((0, 2, 4, 8)))
def test_a_bare_number_is_stepped_alike_on_the_short_way_and_the_long(words, power):
    value = float(f"{words}e{power}")
    for unit in ("person", "percent", "sqm"):
        step, with_wan = numerals.printed(words, unit, value)
        assert step == (numerals.printed_step(words, unit, value) or 1.0)
        assert with_wan == numerals.printed_with_wan(words, value)
