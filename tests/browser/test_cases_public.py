"""A request from the first look to the reply, in a browser: by desk, phone, and without scripts."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.examining import grave_violations, photograph
from tests.browser.site import DESK, PHONE, Site

pytestmark = pytest.mark.browser

TYPED = {
    "事由": "农村公路建设计划",
    "内容": "请提供本市今年的农村公路建设计划和补助政策。",
    "姓名": "黄示例",
    "证件号码": "451400199001010014",
    "电话": "13800138000",
}


@pytest.fixture(scope="module")
def slug(site: Site) -> str:
    (found,) = site.row(
        "SELECT a.slug FROM people_agency a JOIN publishing_record r ON r.agency_id = a.id"
        " WHERE r.live_edition_id IS NOT NULL"
    )
    return str(found)


def _fill(page: Page) -> None:
    page.get_by_label("自然人").check()
    for label, words in TYPED.items():
        page.get_by_label(re.compile(f"^{label}")).fill(words)
    page.get_by_label("电子邮件", exact=True).check()
    page.get_by_label("电子文件", exact=True).check()
    page.get_by_label(re.compile("^证件种类")).select_option("居民身份证")


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_a_request_is_sent_and_followed(
    site: Site, browser: Browser, slug: str, viewport: dict[str, int]
) -> None:
    context = browser.new_context(
        base_url=site.address, locale="zh-CN", viewport=viewport, bypass_csp=True
    )
    page = context.new_page()
    wide, found = viewport["width"], {}

    def examine(name: str) -> None:
        photograph(page, f"{name}-{wide}")
        if violations := grave_violations(page):
            found[name] = violations
        assert page.evaluate("document.documentElement.scrollWidth") <= wide, name

    page.goto(f"/{slug}/ask/")
    examine("choose")
    page.get_by_role("link", name=re.compile("^申请公开")).click()
    examine("form")
    page.get_by_role("button", name="提交", exact=True).click()
    page.get_by_role("heading", name="还不能提交").wait_for()
    examine("wrong")
    page.get_by_role("link", name="请填写事由。").click()
    expect(page.get_by_label(re.compile("^事由"))).to_be_focused()
    _fill(page)
    page.get_by_label("附件").set_input_files(
        {"name": "说明.txt", "mimeType": "text/plain", "buffer": "补充说明。".encode()}
    )
    page.get_by_role("button", name="提交", exact=True).click()
    page.get_by_role("heading", name="已经收到").wait_for()
    page.get_by_text("逐日说明").first.click()
    examine("receipt")
    number, code = (page.locator("dl.receipt dd").nth(n).inner_text() for n in (0, 1))
    page.get_by_role("link", name="查询办件", exact=True).click()
    page.get_by_label(re.compile("^编号")).fill(number)
    page.get_by_label(re.compile("^查询码")).fill(code.lower())
    examine("follow")
    page.get_by_role("button", name="查询", exact=True).click()
    page.get_by_role("heading", name="办件进展").wait_for()
    examine("opened")
    assert code not in page.url
    assert number not in page.url
    page.get_by_role("button", name="撤回这一件").click()
    page.get_by_label(re.compile("我确认撤回")).check()
    page.get_by_role("button", name="撤回这一件").click()
    page.get_by_role("heading", name=re.compile("已经办结")).wait_for()
    examine("closed")
    assert found == {}
    assert context.cookies() == []
    context.close()


def test_without_scripts_the_form_goes_through_after_the_wait(
    site: Site, browser: Browser, slug: str
) -> None:
    context = browser.new_context(base_url=site.address, locale="zh-CN", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"/{slug}/ask/suggestion/")
    page.get_by_label(re.compile("^事由")).fill("建议早一点开门")
    page.get_by_label(re.compile("^内容")).fill("建议窗口八点半开门。")
    page.get_by_role("button", name="看看有没有已经公开的").click()
    expect(page.get_by_label(re.compile("^内容"))).to_have_value("建议窗口八点半开门。")
    page.get_by_role("button", name="提交", exact=True).click()
    told = page.get_by_text(re.compile(r"请再等\d+秒")).inner_text()
    seconds = re.search(r"(\d+)秒", told)
    assert seconds is not None
    page.wait_for_timeout(int(seconds[1]) * 1000 + 500)
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_role("heading", name="已经收到")).to_be_visible()
    context.close()


def test_a_draft_comes_back_without_who_wrote_it(site: Site, browser: Browser, slug: str) -> None:
    page = site.visit(browser)
    page.goto(f"/{slug}/ask/foi/")
    _fill(page)
    page.wait_for_timeout(1000)
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert TYPED["内容"] in kept
    for secret in ("姓名", "证件号码", "电话"):
        assert TYPED[secret] not in kept
    page.reload()
    page.get_by_role("button", name="恢复草稿").click()
    expect(page.get_by_label(re.compile("^内容"))).to_have_value(TYPED["内容"])
    expect(page.get_by_label(re.compile("^姓名"))).to_have_value("")
    page.context.close()


def test_what_is_public_shows_while_typing(site: Site, browser: Browser, slug: str) -> None:
    (title,) = site.row(
        "SELECT e.title FROM publishing_edition e JOIN publishing_record r"
        " ON r.live_edition_id = e.id JOIN people_agency a ON a.id = r.agency_id WHERE a.slug = ?",
        slug,
    )
    page = site.visit(browser)
    page.goto(f"/{slug}/ask/foi/")
    page.get_by_label(re.compile("^事由")).press_sequentially(str(title)[:12])
    expect(page.get_by_role("link", name=str(title))).to_be_visible()
    page.context.close()
