"""A reception day from its plan to the sheet on the table, in a browser, by desk and by phone."""

import os
import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.examining import examine
from tests.browser.site import DESK, PHONE, Site
from tests.factories.cases import BEIJING

pytestmark = pytest.mark.browser

# Far enough ahead for everybody, and the same weekday whenever this runs.
TODAY = datetime.now(BEIJING).date()
ON = (TODAY + timedelta(days=15 - TODAY.weekday())).isoformat()
SLOTS = 4


@pytest.fixture(scope="module")
def address(site: Site, browser: Browser) -> str:
    """The office's address of a day that one planned and another announced."""
    office = site.sign_in(browser, "gongkaiban")
    office.goto("/office/reception/")
    office.get_by_role("link", name="安排接访日").click()
    office.get_by_label("日期").fill(ON)
    office.get_by_label("这一天是休息日").check()
    office.get_by_label("接访领导").fill("局长")
    office.get_by_label("陪同单位").select_option(index=1)
    office.get_by_label("名额", exact=False).first.fill(str(SLOTS))
    office.get_by_label("主题").fill("农村公路建设和养护")
    # Filled in as for the last day.
    office.get_by_label("地点").fill("")
    office.get_by_role("button", name="保存").click()
    office.get_by_text("地点：请填写地点。").wait_for()
    examine(office, "reception-wrong-plan")
    office.get_by_label("地点").fill("办公楼一楼接访室")
    office.get_by_role("button", name="保存").click()
    office.get_by_role("heading", name="还没有公布").wait_for()
    planned = office.url
    leader = site.sign_in(browser, "fenguan")
    leader.get_by_role("link", name=re.compile("^核对并公布")).click()
    examine(leader, "reception-to-announce")
    leader.get_by_role("button", name="公布").click()
    leader.get_by_text("已公布").first.wait_for()
    examine(leader, "reception-announced")
    leader.context.close()
    office.context.close()
    return planned


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_a_slot_is_booked_moved_and_given_up(
    site: Site, browser: Browser, address: str, viewport: dict[str, int]
) -> None:
    (slug,) = site.row(
        "SELECT a.slug FROM people_agency a JOIN reception_receptionday d ON d.agency_id = a.id"
    )
    context = browser.new_context(
        base_url=site.address, locale="zh-CN", viewport=viewport, bypass_csp=True
    )
    page = context.new_page()
    wide = viewport["width"]

    page.goto(f"/{slug}/ask/")
    page.get_by_role("link", name=re.compile("^预约领导接访")).click()
    examine(page, "reception-days")
    page.get_by_role("link", name=f"预约{ON}").click()
    examine(page, "reception-book")
    page.get_by_role("button", name="提交", exact=True).click()
    page.get_by_role("link", name="请选择接访时间。").click()
    expect(page.get_by_label(re.compile("^接访时间"))).to_be_focused()
    examine(page, "reception-book-wrong")
    page.get_by_label(re.compile("^接访时间")).select_option(index=1)
    page.get_by_label(re.compile("^事由")).fill("村道路灯不亮")
    page.get_by_label(re.compile("^内容")).fill("村道路灯坏了三个月没有人修。")
    page.get_by_label(re.compile("^姓名")).fill(f"黄示例{wide}")
    page.get_by_label(re.compile("^电话")).fill(f"1380013{wide:04}")
    page.get_by_role("button", name="提交", exact=True).click()
    page.get_by_role("heading", name="已经收到").wait_for()
    number, code = (page.locator("dl.receipt dd").nth(n).inner_text() for n in (0, 1))
    page.get_by_role("link", name="查询办件", exact=True).click()
    page.get_by_label(re.compile("^编号")).fill(number)
    page.get_by_label(re.compile("^查询码")).fill(code)
    page.get_by_role("button", name="查询", exact=True).click()
    page.get_by_role("heading", name="接访预约").wait_for()
    examine(page, "reception-followed")
    page.get_by_role("link", name="改时间或者取消预约").click()
    examine(page, "reception-mine")
    page.get_by_label(re.compile("^接访时间")).select_option(index=2)
    page.get_by_role("button", name="改到这个时间").click()
    page.get_by_role("heading", name="接访预约").wait_for()
    assert number not in page.url
    assert context.cookies() == []
    context.close()


def test_the_sheet_of_the_day_is_one_page_of_a4(site: Site, browser: Browser, address: str) -> None:
    office = site.sign_in(browser, "gongkaiban")
    office.goto(address)
    examine(office, "reception-day")
    office.goto("/office/reception/")
    examine(office, "reception-days")
    office.goto(f"{address}sheet/")
    examine(office, "reception-sheet")
    office.emulate_media(media="print")
    expect(office.get_by_role("heading", name="当日接访单")).to_be_hidden()
    # What A4 leaves between these margins, at 96 dots an inch.
    office.set_viewport_size({"width": 672, "height": 900})
    box = office.locator(".gk-table-box")
    assert box.evaluate("box => box.scrollWidth <= box.clientWidth")
    printed = office.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    assert b"/MediaBox [0 0 594.95" in printed or b"/MediaBox [0 0 595" in printed
    if folder := os.environ.get("CASE_PICTURES"):
        (Path(folder) / "sheet.pdf").write_bytes(printed)
    office.context.close()
