"""New figures brought by an analyst in a real browser: from a file or a text to what others see, and back."""

import io
import re
from collections.abc import Iterator

import openpyxl
import pytest

from tests.browser.serving import server, settle

# Made-up figures.
SAVED_BY_EXCEL = (
    "城市,指标,期间,数值,单位\n"
    "哈尔滨,高新技术企业数,2024,3456,户\n"
    "大庆市,高新企业,2024,520,户\n"
    "大庆,常住人口,2024,270,万人\n"
)  # fmt: skip
YEARBOOK = (
    ("2-3 企业情况（2019—2020年）",),
    ("", "单位：户"),
    ("地区", "指标", "2019年", "2020年"),
    ("德州市", "高新企业", "311", "322"),
    ("长春市", "高新企业", "1411", "1522"),
    ("吉林市", "高新企业", "111", "122"),
    ("注：本表数字为测试用。",),
)
# True once nothing has been going on for a while.
QUIET = """
() => {
  const busy = ['.t-working', '[data-testid="stSkeleton"]',
                '[data-testid="stApp"]:not([data-test-script-state="notRunning"])'];
  const now = performance.now();
  if (document.querySelector(busy.join()) || window.quietSince === undefined) window.quietSince = now;
  return now - window.quietSince > 250;
}
"""
RELEASE = "德州市召开新闻发布会\n2024年，全市引进各类人才2.35万人。截至2024年末，高新技术企业达到877户。"

pytestmark = pytest.mark.xdist_group("update")


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> Iterator[str]:
    """A dashboard of its own, where whoever sits here may write."""
    with server(tmp_path_factory.mktemp("updates"), "--local-analyst") as found:
        yield found


def settled(page) -> None:
    """The page once its work is done."""
    page.evaluate("() => { window.quietSince = undefined; }")
    page.wait_for_function(QUIET)


def press(page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).first.click()
    settled(page)


def fill(page, label: str, words: str) -> None:
    page.get_by_label(label, exact=True).first.fill(words)
    page.keyboard.press("Tab")
    settled(page)


def choose(page, label: str | re.Pattern, option: str) -> None:
    page.get_by_label(label).first.click()
    page.keyboard.type(option)
    page.wait_for_timeout(200)
    page.keyboard.press("Enter")
    settled(page)


def upload(page, name: str, content: bytes) -> None:
    page.locator('input[type="file"]').first.set_input_files(
        {"name": name, "mimeType": "", "buffer": content}
    )
    settled(page)


def tick_all(page) -> None:
    for box in page.locator('[data-testid="stCheckbox"] label').all():
        box.click()
        settled(page)


def new_source(page, title: str) -> None:
    page.get_by_label("来源", exact=True).first.click()
    page.keyboard.type("新来源")
    page.wait_for_timeout(200)
    page.keyboard.press("Enter")
    settled(page)
    for label, words in (("标题", title), ("发布单位", "测试局"), ("发布日期", "2025-03-01")):
        fill(page, label, words)


def step(page) -> str:
    return page.locator(".t-steps .t-now").inner_text().split()[-1]


def main(page) -> str:
    return page.locator('[data-testid="stMain"]').inner_text()


def version(page) -> str:
    return re.search(r"数据版本 (\w{8})", page.locator(".st-key-footer").inner_text()).group(1)


def test_a_csv_as_excel_in_china_saves_it_is_mended_committed_seen_by_others_and_undone(open_page):
    page = open_page("/update?view=file")
    before = version(page)
    upload(page, "新数据.csv", SAVED_BY_EXCEL.encode("gb18030"))
    press(page, "检查数据")
    assert page.locator(".t-findings tbody tr b").first.inner_text() == "B3"
    mended = SAVED_BY_EXCEL.replace("高新企业,", "高新技术企业,")
    upload(page, "新数据.csv", mended.encode("gb18030"))
    if step(page) == "含义":
        press(page, "检查数据")
    assert page.locator(".t-findings").count() == 0
    tick_all(page)
    press(page, "预览变动")
    assert "3,456户" in main(page) and version(page) == before
    press(page, "提交")
    assert "B0001" in page.get_by_test_id("stAlert").first.inner_text()
    page.reload()
    settle(page)
    # Nothing is lost: what was written needs no draft.
    assert page.get_by_test_id("stAlert").count() == 0
    page.goto(page.url.replace("view=file", "view=history"))
    settle(page)
    reader = open_page("/compare?indicator=high_tech_firms")
    assert "3,456户" in main(reader) and version(reader) != before
    press(page, "撤销：先看会变什么")
    fill(page, "理由（必填，记入历史）", "录错了")
    press(page, "撤销此批次")
    assert version(page) == before
    reader = open_page("/compare?indicator=high_tech_firms")
    assert "3,456" not in main(reader) and version(reader) == before


def test_a_yearbook_table_is_committed_once_its_names_have_a_meaning(open_page):
    made = openpyxl.Workbook()
    for row in YEARBOOK:
        made.active.append(row)
    content = io.BytesIO()
    made.save(content)
    page = open_page("/update?view=file")
    upload(page, "年鉴2-3.xlsx", content.getvalue())
    assert step(page) == "含义"
    assert page.get_by_role("button", name="检查数据").is_disabled()
    choose(page, re.compile("^高新企业"), "高新技术企业")
    new_source(page, "年鉴")
    press(page, "检查数据")
    assert step(page) == "检查"
    tick_all(page)
    press(page, "预览变动")
    assert "德州 高新技术企业（2019年末） 311户" in main(page) and "111户" not in main(page)
    press(page, "提交")
    assert step(page) == "提交" and "B" in page.get_by_test_id("stAlert").first.inner_text()


def test_two_proposals_of_a_press_release_are_taken_and_committed(open_page):
    page = open_page("/update?view=press")
    fill(page, "新闻稿全文", RELEASE)
    new_source(page, "发布会实录")
    press(page, "找出其中的数据")
    assert page.locator("mark").all_inner_texts() == ["2.35万人", "877户"]
    for _ in range(2):
        press(page, "采纳")
    press(page, "检查这 2 条")
    tick_all(page)
    press(page, "预览变动")
    assert "877户" in main(page) and "2.35万人" in main(page)
    press(page, "提交")
    assert step(page) == "提交"


def test_of_two_who_saw_the_same_data_the_second_is_shown_what_it_would_change_now(open_page):
    pages = [open_page("/update?view=file") for _ in range(2)]
    for page, value in zip(pages, ("611", "622"), strict=True):
        row = f"长春,高新技术企业,2018,{value},户,city-yearbook-2024"
        upload(page, "长春.csv", f"城市,指标,期间,数值,单位,来源\n{row}\n".encode())
        tick_all(page)
        press(page, "预览变动")
        assert f"{value}户" in main(page)
    press(pages[0], "提交")
    assert step(pages[0]) == "提交"
    press(pages[1], "提交")
    assert step(pages[1]) == "预览"
    assert "有人更新了数据" in main(pages[1]) and "611户 → 622户" in main(pages[1])


def test_a_draft_lost_by_a_reload_sends_to_the_history(open_page):
    page = open_page("/update?view=file")
    upload(page, "长春.csv", "城市,指标,期间,数值,单位\n长春,高新技术企业,2017,511,户\n".encode())
    page.wait_for_url("**draft=*")
    page.reload()
    settle(page)
    assert "是否已经提交，请看历史" in page.get_by_test_id("stAlert").first.inner_text()
    press(page, "查看历史或撤销")
    assert "view=history" in page.url


def test_a_table_just_pasted_is_read_at_the_first_press(open_page):
    page = open_page("/update?view=paste")
    page.get_by_label("表格文字").fill(
        "城市\t指标\t期间\t数值\t单位\t来源\n长春\t高新技术企业\t2017\t511\t户\tcity-yearbook-2024"
    )
    press(page, "读取表格")
    assert step(page) == "检查"


def test_a_phone_shows_where_one_is_and_what_is_wrong_with_a_file(open_page, tmp_path):
    page = open_page("/update?view=file", size=(390, 844))
    here = page.locator(".st-key-frame_nav").get_by_text("更新数据", exact=True).bounding_box()
    assert here["x"] >= 0 and here["x"] + here["width"] <= 390
    (tmp_path / "大.csv").write_bytes(bytes(64 * 2**20 + 1))
    page.locator('input[type="file"]').first.set_input_files(tmp_path / "大.csv")
    page.wait_for_selector('[data-testid="stFileChip"][aria-invalid="true"]')
    drawn = "e => getComputedStyle(e, '::after').content"
    assert page.locator('[data-testid="stFileChipDeleteBtn"] button').evaluate(drawn) in ("none", "normal")
    assert "超过 64 MB" in page.get_by_test_id("stFileUploader").evaluate(drawn)
    assert page.get_by_text("or smaller").locator("visible=true").count() == 0
    upload(page, "错.csv", "城市,指标,期间,数值,单位,来源\n长春,高新,2017,x,户,\n".encode())
    if step(page) == "含义":
        press(page, "检查数据")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator(".t-findings").evaluate("e => e.getBoundingClientRect().right") <= 390
