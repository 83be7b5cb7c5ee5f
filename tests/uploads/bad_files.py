"""One whole bad file for every finding of the reader and of layouts: its name and its bytes."""

import io
from collections.abc import Callable, Sequence
from datetime import date

import openpyxl
import xlsxwriter

HEAD = ("城市", "指标", "数值", "期间")
SOUND = ("大庆", "引进人才", "5000", "2020")


def text(*rows: Sequence[str]) -> bytes:
    return "".join(",".join(row) + "\n" for row in rows).encode()


def workbook(change: Callable, rows: Sequence[Sequence] = (HEAD, SOUND)) -> bytes:
    """A workbook of these rows, after `change` was at it."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    change(book, book.active)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def error_cell(book, sheet) -> None:
    sheet["C2"] = "#N/A"
    sheet["C2"].data_type = "e"


def hide(book, sheet) -> None:
    book.create_sheet("数据").append(list(HEAD))
    sheet.sheet_state = "hidden"


def source(book, sheet, **cells: str) -> None:
    """A sheet that describes a source, with these cells instead of sound ones."""
    told = {"标题": "大庆年鉴", "发布单位": "统计局", "发布日期": "2021-05-01", "城市": "大庆"} | cells
    page = book.create_sheet("来源")
    for label, value in told.items():
        page.append([label, value])


def formulas() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate((HEAD, SOUND)):
            sheet.write_row(at, 0, row)
        sheet.write_formula("C2", "=2500+2500")
    return out.getvalue()


def with_value(column: str, value: object) -> bytes:
    return workbook(lambda book, sheet: sheet.__setitem__(f"{column}2", value))


WIDE = ("指标", "2020", "2021")
FILES = {
    "row_too_long": ("a.csv", text(HEAD, (*SOUND, "更多", "再多"))),
    "error_cell": ("a.xlsx", workbook(error_cell)),
    "formula_without_value": ("a.xlsx", with_value("C", "=2500+2500")),
    "formulas_uncomputed": ("a.xlsx", formulas()),
    "date_cell": ("a.xlsx", with_value("D", date(2020, 12, 31))),
    "named_otherwise": ("a.xlsx", text(HEAD, SOUND)),
    "duplicate_header": ("a.csv", text((*HEAD, "数值"), (*SOUND, "1"))),
    "missing_column": ("a.csv", text(HEAD[:3], SOUND[:3])),
    "near_label": ("a.csv", text(WIDE, ("大庆引进人材", "1", "2"))),
    "unclear_label": ("a.csv", text(
        ("2023年", "", ""), ("城市", "人口", "人才总量（万人）"), ("", "常住人口（万人）", ""),
        ("大庆", "1", "2"),
    )),
    "two_meanings": ("a.csv", text(
        ("2023年", "", ""), ("城市", "大庆常住人口（万人）", "人才总量（万人）"), ("哈尔滨", "985", "3"),
    )),
    "needs_meaning": ("a.csv", text(WIDE, ("引进人才", "1", "2"))),
    "no_table": ("a.csv", "大庆市人才工作又上新台阶\n".encode()),
    "source_incomplete": ("a.xlsx", workbook(lambda *at: source(*at, 发布单位=""))),
    "source_date": ("a.xlsx", workbook(lambda *at: source(*at, 发布日期="2021年"))),
    "source_city": ("a.xlsx", workbook(lambda *at: source(*at, 城市="哈尔宾"))),
    "unknown_header": ("a.csv", text((*HEAD, "vallue"), (*SOUND, "2"))),
    "strange_header": ("a.csv", text((*HEAD, "天气"), (*SOUND, "晴"))),
    "left_out": ("a.csv", text(("城市", "2020年引进人才（人）"), ("大庆", "1"), ("齐齐哈尔", "2"))),
    "footnote": ("a.csv", text(
        ("城市", "2020年引进人才（人）"), ("大庆", "5000①"), ("① 不含中央驻庆单位。",),
    )),
    "footnote_preliminary": ("a.csv", text(
        ("城市", "2020年引进人才（人）"), ("大庆", "5000*"), ("* 为初步数。",),
    )),
    "sheet_example": ("a.xlsx", workbook(lambda book, _: book.create_sheet("示例").append(list(HEAD)))),
    "sheet_hidden": ("a.xlsx", workbook(hide)),
    "sheet_without_table": ("a.xlsx", workbook(lambda book, _: book.create_sheet("说明").append(["见年鉴"]))),
}  # fmt: skip
