"""A clerk brings guides and dealings in from workbooks, in a browser."""

import io

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Browser

from tests.browser.site import Site

pytestmark = pytest.mark.browser
FREIGHT = "道路普通货物运输经营许可办事指南"


def _sheet(rows: list[list[str]]) -> dict:
    book = Workbook()
    for row in [["办件编号", "受理日期", "办结日期"], *rows]:
        book.active.append(row)
    return _given(book)


def _given(book: Workbook) -> dict:
    kept = io.BytesIO()
    book.save(kept)
    return {"name": "清单.xlsx", "mimeType": "application/octet-stream", "buffer": kept.getvalue()}


def test_a_workbook_with_faults_is_mended_and_brought_in(site: Site, browser: Browser) -> None:
    clerk = site.sign_in(browser, "jingban2")
    clerk.goto("/office/guides/")
    clerk.get_by_role("link", name="从文件导入").click()
    with clerk.expect_download() as taken:
        clerk.get_by_role("link", name="空白工作簿").click()
    book = load_workbook(io.BytesIO(taken.value.path().read_bytes()))
    whole = {row[0].value: row[2] for row in book["要素"].iter_rows()}
    whole["task_name"].value, whole["limit_scene_num"].value = "网络货运经营许可", "一次"
    book["常见问题"].append([1, "要先办公司登记吗？", "要。"])
    book["常见问题"].append([2, "=1+1", "要。"])
    clerk.get_by_label("责任单位").select_option("运输管理科")
    clerk.get_by_label("文件").set_input_files(_given(book))
    clerk.get_by_role("button", name="导入").click()
    problems = clerk.get_by_role("alert")
    assert "到现场次数：“一次”不是整数" in problems.inner_text()
    assert "工作表“常见问题”B3" in problems.inner_text()
    whole["limit_scene_num"].value = 1
    book["常见问题"]["B3"].value = "要多久？"
    clerk.get_by_label("文件").set_input_files(_given(book))
    clerk.get_by_role("button", name="导入").click()
    clerk.get_by_role("heading", name="填写要素").wait_for()
    assert clerk.locator("[name=name]").input_value() == "网络货运经营许可"


def test_dealings_change_what_the_public_page_tells(site: Site, browser: Browser) -> None:
    (record,) = site.row(
        "select r.id from publishing_record r join publishing_edition e on e.id = r.live_edition_id"
        " where e.title = ?",
        FREIGHT,
    )
    visitor = site.visit(browser, on_phone=True)
    visitor.goto(f"/documents/{record}/")
    assert "最近12个月办结24件" in visitor.locator("main").inner_text()
    clerk = site.sign_in(browser, "jingban2", on_phone=True)
    clerk.goto(f"/office/guides/{record}/dealings/")
    clerk.get_by_label("文件").set_input_files(_sheet([["N-1", "2026-09-01", "2026-08-01"]]))
    clerk.get_by_role("button", name="导入办结件").click()
    assert "C2：办结日期" in clerk.get_by_role("alert").inner_text()
    clerk.get_by_label("文件").set_input_files(_sheet([["N-1", "2026-09-01", "2026-09-10"]]))
    clerk.get_by_role("button", name="导入办结件").click()
    clerk.get_by_text("新增1件，更正0件").wait_for()
    visitor.reload()
    assert "最近12个月办结25件" in visitor.locator("main").inner_text()
    assert "最慢7个工作日" in visitor.locator("main").inner_text()
