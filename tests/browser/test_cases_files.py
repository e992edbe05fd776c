"""Files of a case in a browser: laid to it, redacted, judged on a phone, taken by the sender."""

import re
from io import BytesIO
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, expect

from tests.browser.examining import examine
from tests.browser.site import Site
from tests.factories.case_files import a_word_file

pytestmark = pytest.mark.browser

SUBJECT = "东环路改造工程的合同"
FILE = {
    "name": "东环路合同.docx",
    "mimeType": "application/octet-stream",
    "buffer": a_word_file("施工单位为示例公司，联系人", "张", "三丰", "，手机13800138000。"),
}


def test_a_file_goes_out_without_what_is_withheld(site: Site, browser: Browser) -> None:
    clerk = site.sign_in(browser, "jingban1")
    clerk.goto("/office/cases/new/")
    clerk.get_by_label("来件人姓名").fill("黄示例")
    clerk.get_by_label("联系电话").fill("0771-5800000")
    clerk.get_by_label("内容").fill("想要一份东环路改造工程的合同。")
    clerk.get_by_label("事由").fill(SUBJECT)
    clerk.get_by_label("事由").press("Enter")
    expect(clerk.get_by_role("heading", name="首问登记单")).to_be_visible()
    number, code = clerk.locator(".gk-slip__sign").all_inner_texts()
    follow = re.search(r"https?://\S+?/follow/", clerk.locator(".gk-slip").inner_text())
    assert follow
    case = re.sub(r"slip/.*$", "", clerk.url)
    clerk.goto(f"{case}files/")
    clerk.get_by_label("用途", exact=False).select_option("拟提供的信息")
    clerk.locator("input[type=file]").set_input_files(FILE)  # type: ignore[arg-type]
    clerk.get_by_role("button", name="添加").click()
    clerk.get_by_role("link", name="处理后提供").click()
    row = clerk.get_by_role("group", name="第1段")
    row.get_by_label("要隐去的文字").fill("张三丰")
    row.get_by_label("不予公开的情形").select_option("EX15")
    row.get_by_label("理由", exact=True).fill("第三方的个人隐私")
    clerk.get_by_label("隐去证件号").check()
    examine(clerk, "files-release")
    clerk.get_by_role("button", name="做副本").click()
    expect(clerk.get_by_role("heading", name="要提供的副本")).to_be_visible()
    examine(clerk, "files-files")
    clerk.goto(case)
    examine(clerk, "files-case")
    clerk.goto(f"{case}reply/")
    clerk.get_by_label("答复内容").fill("合同随附，其中第三方的个人信息不予公开。")
    clerk.get_by_role("button", name="保存并送审").click()
    expect(clerk.get_by_text("送审中").first).to_be_visible()
    head = site.sign_in(browser, "fuzeren1", on_phone=True)
    head.goto(f"{case}review/")
    expect(head.get_by_text("隐去“张三丰” 1处")).to_be_visible()
    examine(head, "files-review")
    head.locator("summary", has_text="打开要提供的副本").click()
    opened = head.locator("details[open]", has_text="打开要提供的副本")
    opened.get_by_label("查看的用途").fill("审定答复")
    with head.expect_download() as downloading:
        opened.get_by_role("button", name="下载查看").click()
    _is_redacted(downloading.value.path())
    head.get_by_role("button", name="同意").click()
    expect(head.get_by_text("已审定，可以送出")).to_be_visible()
    clerk.goto(f"{case}reply/")
    clerk.get_by_label("送达方式").select_option("网站查询页")
    clerk.get_by_role("button", name="送出答复").click()
    expect(clerk.get_by_text("已办结").first).to_be_visible()
    _the_sender_takes_it(site, browser, re.sub(r"^https?://[^/]+", "", follow[0]), number, code)


def _the_sender_takes_it(site: Site, browser: Browser, follow: str, number: str, code: str) -> None:
    sender = site.visit(browser, on_phone=True, examined=True)
    sender.goto(follow)
    sender.get_by_label("编号").fill(number)
    sender.get_by_label("查询码").fill(code)
    sender.get_by_label("查询码").press("Enter")
    expect(sender.get_by_role("heading", name="提供给您的文件")).to_be_visible()
    examine(sender, "files-opened")
    with sender.expect_download() as downloading:
        sender.get_by_role("link", name="东环路合同.docx").click()
    assert downloading.value.suggested_filename == "东环路合同.docx"
    _is_redacted(downloading.value.path())


def _is_redacted(path: Path) -> None:
    (paragraph,) = docx.Document(BytesIO(path.read_bytes())).paragraphs
    assert paragraph.text == "施工单位为示例公司，联系人■■■，手机138****8000。"
