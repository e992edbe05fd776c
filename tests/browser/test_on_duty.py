"""A sign set by a tap on a phone, and at a door by a scanner that types; the public sees both."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.examining import examine
from tests.browser.site import PHONE, Site

pytestmark = pytest.mark.browser


def test_a_tap_on_the_phone_and_a_scan_at_the_door(site: Site, browser: Browser) -> None:
    clerk = site.sign_in(browser, "jingban1")
    clerk.set_viewport_size(PHONE)
    clerk.goto("/office/whereabouts/")
    own = clerk.get_by_role("region", name=re.compile("^我现在"))
    own.get_by_role("button", name="外出办事").click()
    expect(clerk.get_by_role("heading", name=re.compile("^我现在.*外出办事"))).to_be_visible()
    examine(clerk, "duty-own-sign")
    context = browser.new_context(
        base_url=site.address, locale="zh-CN", viewport=PHONE, bypass_csp=True
    )
    reader = context.new_page()
    reader.goto("/jiaotong/whereabouts/")
    row = reader.get_by_role("row", name=re.compile("文秘岗"))
    expect(row).to_contain_text("外出办事")
    examine(reader, "duty-whereabouts")

    operator = site.sign_in(browser, "guanli")
    operator.goto("/office/whereabouts/doors/")
    operator.get_by_label(re.compile("^单位")).select_option(label="办公室")
    operator.get_by_label(re.compile("^放在哪里")).fill("一楼门口")
    operator.get_by_role("button", name="开通").click()
    link = operator.locator("code").first.inner_text()
    examine(operator, "duty-doors")

    (code,) = site.row(
        "SELECT b.code FROM on_duty_badge b JOIN people_user u ON b.user_id = u.id "
        "WHERE u.username = 'jingban1'"
    )
    door = context.new_page()
    door.goto(re.sub(r"^https?://[^/]+", site.address, link))
    expect(door.get_by_label(re.compile("扫码枪"))).to_be_focused()
    examine(door, "duty-door")
    door.keyboard.type(f"{site.address}/badges/{code}/")
    door.keyboard.press("Enter")
    expect(door.get_by_role("status")).to_contain_text("在岗")
    reader.goto("/jiaotong/whereabouts/")
    expect(row).not_to_contain_text("外出办事")
    reader.goto(f"/badges/{code}/")
    expect(reader.get_by_role("heading", name=re.compile("在岗任职中"))).to_be_visible()
    examine(reader, "duty-badge")
    reader.goto("/jiaotong/roster/")
    examine(reader, "duty-roster")
    assert context.cookies() == []
    for one in (context, clerk.context, operator.context):
        one.close()
