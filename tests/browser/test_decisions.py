"""A list of penalties with mistakes is mended and imported; the public sees what is shown today."""

import pytest
from playwright.sync_api import Browser, Page, expect

from gongkai.outbound.decisions.sheets import written
from gongkai.rules.decisions.columns import Kind
from tests.browser.examining import examine, photograph
from tests.browser.site import Site
from tests.factories.decisions import penalty, person, table

pytestmark = pytest.mark.browser


def _chosen(page: Page, rows: list[dict[str, str]]) -> None:
    content = written(table(Kind.PENALTY, rows), "xlsx")
    page.get_by_label("表格（必填）").set_input_files(
        {"name": "处罚.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    )
    page.get_by_role("button", name="导入").click()


def test_a_list_with_mistakes_is_mended_and_imported(site: Site, browser: Browser) -> None:
    clerk = site.sign_in(browser, "jingban2")
    clerk.goto("/office/decisions/")
    examine(clerk, "decisions-office")
    photograph(clerk, "decision-office")
    clerk.get_by_role("link", name="导入表格").click()
    clerk.get_by_label("行政处罚").check()
    clerk.get_by_label("批次名称").fill("2026年第9批处罚")
    clerk.get_by_label("责任单位").select_option(index=1)
    wrong = person(92, identity="", severity="中等", decided_on="2026-09-10")
    good = penalty(91, decided_on="2026-09-10")
    _chosen(clerk, [good, wrong])
    expect(clerk.get_by_text("第3行“证件号码”")).to_be_visible()
    expect(clerk.get_by_label("批次名称")).to_have_value("2026年第9批处罚")
    examine(clerk, "decisions-mistakes")
    photograph(clerk, "decision-import")
    _chosen(clerk, [good, person(92, decided_on="2026-09-10")])
    clerk.get_by_text("已导入2行").wait_for()
    clerk.goto("/office/decisions/")
    clerk.get_by_role("link", name="2026年第9批处罚").first.click()
    clerk.get_by_role("link", name="看要素").click()
    clerk.get_by_text("黄某某").first.click()
    expect(clerk.locator("body")).not_to_contain_text("黄大明")
    examine(clerk, "decisions-rows")
    photograph(clerk, "decision-rows")
    clerk.context.close()


@pytest.mark.parametrize("on_phone", [False, True], ids=["desk", "phone"])
def test_the_public_finds_a_decision_and_why_another_is_gone(
    site: Site,
    browser: Browser,
    on_phone: bool,
) -> None:
    (slug,) = site.row("SELECT slug FROM people_agency LIMIT 1")
    page = site.visit(browser, on_phone=on_phone, examined=True)
    page.goto(f"/{slug}/decisions/?kind=penalty")
    photograph(page, "decision-list-phone" if on_phone else "decision-list")
    examine(page, f"decisions-list-{on_phone}")
    page.get_by_label("行政相对人或者文书号").fill("示交罚〔2026〕1号")
    page.get_by_role("button", name="查找").click()
    page.get_by_role("link", name="示交罚〔2026〕1号").click()
    expect(page.get_by_role("heading", name="示交罚〔2026〕1号")).to_be_visible()
    examine(page, f"decisions-single-{on_phone}")
    photograph(page, "decision-single-phone" if on_phone else "decision-single")
    page.get_by_role("link", name="这份决定所在的批次").click()
    expect(page.get_by_text("仍在公示期内")).to_be_visible()
    photograph(page, "decision-batch-phone" if on_phone else "decision-batch")
    (key,) = site.row("SELECT key FROM decisions_endeddisplay LIMIT 1")
    page.goto(f"/{slug}/decisions/{key}/")
    expect(page.get_by_text("经行政复议")).to_be_visible()
    examine(page, f"decisions-ended-{on_phone}")
    photograph(page, "decision-ended-phone" if on_phone else "decision-ended")
    page.context.close()
