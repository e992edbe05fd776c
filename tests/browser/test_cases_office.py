"""Cases in a browser: taken down at the counter, handed over, answered, judged on a phone."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.site import DESK, PHONE, Site

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[1] / "vendor" / "axe-core" / "axe.min.js"
GRAVE = {"serious", "critical"}
SUBJECT = "江城到太平的班车几点发车"
ANSWER = "首班车六点半发车，末班车十九点发车，中间每半小时一班。"


@pytest.fixture(scope="module")
def clerk(site: Site, browser: Browser) -> Page:
    return site.sign_in(browser, "jingban1")


@pytest.fixture(scope="module")
def case(clerk: Page) -> str:
    """The address of a case that the clerk took down by telephone."""
    clerk.goto("/office/cases/new/")
    clerk.get_by_label("渠道").select_option("电话")
    expect(clerk.get_by_text("依申请公开还要填")).to_be_hidden()
    clerk.get_by_label("种类", exact=False).first.select_option("依申请公开")
    expect(clerk.get_by_text("依申请公开还要填")).to_be_visible()
    clerk.get_by_label("种类", exact=False).first.select_option("咨询")
    clerk.get_by_label("来件人姓名").fill("黄示例")
    clerk.get_by_label("联系电话").fill("0771-5800000")
    clerk.get_by_label("内容").fill("想知道节假日的班车时刻。")
    clerk.get_by_label("事由").fill(SUBJECT)
    clerk.get_by_label("事由").press("Enter")
    expect(clerk.get_by_role("heading", name="首问登记单")).to_be_visible()
    expect(clerk.locator(".gk-slip svg")).to_be_visible()
    return re.sub(r"slip/.*$", "", clerk.url)


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("path", ["/office/cases/", "/office/cases/new/",
                                  "/office/cases/register/?q=ZX2", "", "reply/"])  # fmt: skip
def test_each_screen_fits_and_is_accessible(
    clerk: Page, case: str, path: str, viewport: dict[str, int]
) -> None:
    clerk.set_viewport_size(viewport)  # type: ignore[arg-type]
    clerk.goto(path if path.startswith("/") else f"{case}{path}")
    expect_to_fit(clerk)
    ids = clerk.eval_on_selector_all(".gk [id]", "all => all.map(one => one.id)")
    assert len(ids) == len(set(ids))
    clerk.evaluate(AXE.read_text("utf-8"))
    found = clerk.evaluate("axe.run('.gk').then(told => told.violations)")
    assert [one["id"] for one in found if one["impact"] in GRAVE] == []


def test_an_enquiry_from_the_call_to_the_answer(
    site: Site, browser: Browser, clerk: Page, case: str
) -> None:
    clerk.goto(f"{case}reply/")
    clerk.get_by_label("答复内容").fill(ANSWER)
    clerk.get_by_role("button", name="保存并检查").click()
    expect(clerk.get_by_text("没有要处理的问题")).to_be_visible()
    clerk.get_by_role("button", name="保存并送审").click()
    expect(clerk.get_by_text("送审中").first).to_be_visible()
    head = site.sign_in(browser, "fuzeren1", on_phone=True)
    head.get_by_role("link", name=f"审定答复：{SUBJECT}").click()
    expect(head.get_by_text(ANSWER)).to_be_visible()
    expect_to_fit(head)
    head.get_by_role("button", name="同意").click()
    expect(head.get_by_text("已审定，可以送出")).to_be_visible()
    clerk.goto(f"{case}reply/")
    clerk.get_by_label("送达方式").select_option("电话告知")
    clerk.get_by_role("button", name="送出答复").click()
    expect(clerk.get_by_text("已办结").first).to_be_visible()


def expect_to_fit(page: Page) -> None:
    """Nothing sticks out to the side."""
    wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wider <= 0
