"""Bound words, and words that only look like them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.reading.bounds import bound_of

KNOWN = {
    "exact": [
        "5.2万人",
        "达到49.7万人",
        "三年",
        "近三年",
        "近3年",
        "近三年引进人才5.2万人",
        "5个多功能厅",
        "多家",
        "不详",
        "",
        "17.8%",
        "3-5万元",
        "线上5万人",
        "overall 5000",
        "2020~2022",
    ],
    "over": [
        "超40万人",
        "超过4600人",
        "突破20亿元",
        "6500余人",
        "5800余万元",
        "百余次",
        "千余家",
        "70多家",
        "800多名",
        "2千余人",
        "1.2万余名",
        "150余万人次",
        "3年多",
        "10万+",
        "逾3万",
        "＞400",
        "超過5萬",
        "over 2 million",
        "More than 5000 persons",
    ],
    "at_least": [
        "10万人以上",
        "60%以上",
        "不低于500元",
        "每月不低于500元",
        "不少于3年",
        "至少5家",
        "≥100",
        "上万人",
        "at least 3",
        "not less than 3",
        "5000 or more",
    ],
    "nearly": ["近1.4万名", "近5万人", "接近5万", "近300天次", "nearly 5000 persons", "almost 5000"],
    "at_most": [
        "不超过3年",
        "最高不超过10%",
        "最高20万元",
        "上限为300万元",
        "至多5人",
        "30人以内",
        "未超过5万",
        "up to 300",
        "no more than 5",
        "less than 3",
    ],
    "about": [
        "约3千",
        "5万左右",
        "大约100家",
        "约5萬",
        "十来个",
        "about 500",
        "approx. 500",
        "~500",
        "～500",
        "≈500",
    ],
}


@pytest.mark.parametrize(
    ("text", "bound"), [(text, bound) for bound, texts in KNOWN.items() for text in texts]
)
def test_known_bounds(text, bound):
    assert bound_of(text) == bound


@given(st.text(max_size=30))
def test_any_text_has_a_bound(text):
    assert bound_of(text) in KNOWN
