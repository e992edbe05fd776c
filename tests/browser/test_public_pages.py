"""The public pages in a browser: accessible, usable by keyboard alone and without scripts."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from gongkai.inbound.cases.challenge import WAIT_SECONDS
from tests.browser.examining import grave_violations
from tests.browser.site import Site

pytestmark = pytest.mark.browser

FOCUSED = """() => {
  const focused = document.activeElement;
  return focused.matches("a, button, input") ? (focused.labels?.[0] ?? focused).innerText : "";
}"""


@pytest.fixture(scope="module")
def slug(site: Site) -> str:
    """The agency that has something public."""
    (found,) = site.row(
        "SELECT a.slug FROM people_agency a JOIN publishing_record r ON r.agency_id = a.id"
        " WHERE r.live_edition_id IS NOT NULL"
    )
    return str(found)


@pytest.fixture(scope="module")
def document(site: Site) -> int:
    """A public record with a file to download."""
    (record,) = site.row(
        "SELECT r.id FROM publishing_record r JOIN publishing_attachment a"
        " ON a.edition_id = r.live_edition_id WHERE a.part = 'source' AND a.format = 'DOCX'"
    )
    return int(str(record))


@pytest.fixture(scope="module")
def withdrawn(site: Site) -> int:
    (record,) = site.row("SELECT id FROM publishing_record WHERE withdrawn_at IS NOT NULL")
    return int(str(record))


@pytest.fixture(scope="module")
def addresses(slug: str, document: int, withdrawn: int) -> dict[str, str]:
    """One address for every public template."""
    return {
        "platform": "/",
        "home": f"/{slug}/",
        "column": f"/{slug}/columns/notices/",
        "column with columns under it": f"/{slug}/columns/statutory/",
        "catalogue": f"/{slug}/catalogue/",
        "document": f"/documents/{document}/",
        "withdrawn": f"/documents/{withdrawn}/",
        "search": "/search/?q=交通",
        "search without result": "/search/?q=量子纠缠",
        "search without words": "/search/",
        "services": f"/{slug}/services/",
        "ask": f"/{slug}/ask/",
        "oversight": f"/{slug}/oversight/",
        "favourites": "/favourites/",
        "accessibility": "/accessibility/",
        "site map": "/sitemap/",
        "report": f"/documents/{document}/report/",
        "follow": f"/{slug}/follow/",
        "receipt expired": f"/{slug}/ask/receipt/x:y:z/",
        "not found": "/documents/0/",
    }


@pytest.fixture
def examiner(site: Site, browser: Browser) -> Iterator[Page]:
    """A page into which the examining script may be put past the content policy."""
    context = browser.new_context(base_url=site.address, locale="zh-CN", bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("mode", "width"), [("", 1280), ("", 390), ("elder", 390)])
def test_axe_finds_nothing_serious_on_any_template(
    examiner: Page, addresses: dict[str, str], mode: str, width: int
) -> None:
    examiner.set_viewport_size({"width": width, "height": 900})
    examiner.add_init_script(f"localStorage.setItem('gongkai.mode', '{mode}')")
    found = {}
    for name, address in addresses.items():
        examiner.goto(address)
        if violations := grave_violations(examiner):
            found[name] = violations
        assert examiner.evaluate("document.documentElement.scrollWidth") <= width, name
    assert found == {}


def test_nothing_on_any_page_breaks_the_content_policy(
    site: Site, browser: Browser, addresses: dict[str, str]
) -> None:
    page = site.visit(browser)
    complaints: list[str] = []
    page.on(
        "console",
        lambda said: complaints.append(said.text) if "Content Security" in said.text else None,
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for address in addresses.values():
        page.goto(address)
    assert complaints == []


def tab_to(page: Page, name: str, *, presses: int = 120) -> None:
    """Presses Tab until what has the focus is called so."""
    for _ in range(presses):
        page.keyboard.press("Tab")
        if re.search(name, page.evaluate(FOCUSED)):
            return
    pytest.fail(f"{name} was not reached with {presses} presses of Tab")


def test_the_keyboard_alone_searches_and_downloads(
    site: Site, browser: Browser, slug: str, document: int
) -> None:
    (title,) = site.row(
        "SELECT e.title FROM publishing_edition e JOIN publishing_record r"
        " ON e.id = r.live_edition_id WHERE r.id = ?",
        document,
    )
    page = site.visit(browser)
    page.goto(f"/{slug}/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    tab_to(page, "检索公开的文件")
    page.keyboard.type(str(title))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="检索结果")).to_be_visible()
    tab_to(page, re.escape(str(title)))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(str(title))
    with page.expect_download() as waiting:
        tab_to(page, "^下载")
        page.keyboard.press("Enter")
    assert waiting.value.suggested_filename.endswith("docx")


def test_everything_needed_works_without_scripts(
    site: Site, browser: Browser, document: int
) -> None:
    context = browser.new_context(base_url=site.address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/search/?q=交通")
    assert page.locator("ol li h2 a").count() > 0
    page.goto(f"/documents/{document}/")
    for button in ("收藏", "打印", "复制网址", "长者模式"):
        expect(page.get_by_role("button", name=button)).to_be_hidden()
    page.get_by_role("link", name="纠错", exact=True).first.click()
    page.get_by_label("内容有错").check()
    page.get_by_label(re.compile("具体说明")).fill("第二段的数字和附表对不上。")
    page.get_by_role("button", name="提交").click()
    page.wait_for_timeout(WAIT_SECONDS * 1000)
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_role("heading", name="已经收到")).to_be_visible()
    context.close()


def test_a_favourite_stays_in_this_browser_only(
    site: Site, browser: Browser, document: int
) -> None:
    page = site.visit(browser)
    page.goto(f"/documents/{document}/")
    title = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("button", name="收藏").click()
    expect(page.get_by_role("button", name="已收藏")).to_be_visible()
    page.goto("/favourites/")
    expect(page.get_by_role("link", name=title)).to_be_visible()
    assert page.context.cookies() == []
    page.get_by_role("button", name=re.compile("取消收藏")).click()
    expect(page.get_by_text("还没有收藏")).to_be_visible()


def test_elder_mode_is_remembered_and_can_be_left(site: Site, browser: Browser, slug: str) -> None:
    page = site.visit(browser)
    page.goto(f"/{slug}/")
    before = page.evaluate("getComputedStyle(document.body).fontSize")
    page.get_by_role("button", name="长者模式", exact=True).click()
    page.goto("/sitemap/")
    after = page.evaluate("getComputedStyle(document.body).fontSize")
    assert float(after.removesuffix("px")) > float(before.removesuffix("px"))
    expect(page.get_by_role("button", name="朗读本页")).to_be_visible()
    page.get_by_role("button", name="退出长者模式").click()
    expect(page.get_by_role("button", name="朗读本页")).to_be_hidden()


def test_a_long_text_can_be_folded_and_opened(site: Site, browser: Browser, document: int) -> None:
    page = site.visit(browser, on_phone=True)
    page.goto(f"/documents/{document}/")
    body = page.get_by_label("正文", exact=True)
    height = body.bounding_box()["height"]
    page.get_by_role("button", name="收起正文").click()
    assert body.bounding_box()["height"] < height / 2
    page.get_by_role("button", name="展开全文").click()
    assert body.bounding_box()["height"] == height


def test_a_document_prints_without_navigation_and_with_its_number(
    site: Site, browser: Browser, document: int
) -> None:
    page = site.visit(browser)
    page.goto(f"/documents/{document}/")
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="主导航")).to_be_hidden()
    expect(page.get_by_role("search")).to_be_hidden()
    expect(page.get_by_text(re.compile(r"第1版　发布 \d{4}-\d\d-\d\d"))).to_be_visible()


# This computer has no voice: each passage is noted down and ends at once.
VOICE = """
window.said = [];
Object.defineProperty(window, "speechSynthesis", {value: {
  speak(speech) {
    window.said.push(speech.text);
    this.timer = setTimeout(() => speech.dispatchEvent(new Event("end")), 50);
  },
  cancel() { clearTimeout(this.timer); },
}});
window.SpeechSynthesisUtterance = class extends EventTarget {
  constructor(text) { super(); this.text = text; }
};
"""


def test_a_page_is_read_aloud_until_stopped(site: Site, browser: Browser, slug: str) -> None:
    page = site.visit(browser, on_phone=True)
    page.add_init_script(VOICE)
    page.goto(f"/{slug}/ask/")
    page.get_by_role("button", name="长者模式", exact=True).click()
    page.get_by_role("button", name="朗读本页").click()
    page.wait_for_timeout(300)
    page.get_by_role("button", name="停止朗读").click()
    said = page.evaluate("window.said")
    assert said[0] == "咨询申请"
    assert len(said) > 1
    page.wait_for_timeout(300)
    assert page.evaluate("window.said") == said
