"""The story of a request that costs something: the term begins anew once it is paid."""

import re
from datetime import date

from playwright.sync_api import expect

from tests.browser import citizens, officers
from tests.browser.telling import Stage, Story

PAID = date(2026, 9, 22)
SUBJECT = "三年来全部养护工程的验收资料"
FEE = "政府信息公开信息处理费收费通知书"


def request_with_a_fee(stage: Stage) -> Story:
    """Asked by the web, told what it costs, paid, and due anew from the day after."""
    public = stage.citizen()
    case = citizens.ask(
        public,
        "foi",
        {
            "事由": SUBJECT,
            "内容": "请提供2023年至2025年全部养护工程的验收资料。",
            "姓名": "农示例",
            "证件种类": "居民身份证",
            "证件号码": "451400199001010014",
            "电话": "13800138000",
        },
        chosen=("自然人", "电子邮件", "电子文件"),
    )
    clerk = stage.officer("jingban1")
    address = officers.find_offered(clerk, SUBJECT)
    officers.accept(clerk, address)
    officers.write_letter(
        clerk,
        address,
        FEE,
        {"计收方式": "按量（页）", "件数或者页数": "250", "缴纳方式": "网上缴款，缴款码见短信"},
    )
    office = stage.officer("gongkaiban", on_phone=True)
    officers.agree(office, f"审定{FEE}：{SUBJECT}", containing="应缴金额为")
    officers.send(clerk, address, "网站查询页", notice=FEE)
    citizens.follow(public, case, "request-to-be-paid-for")
    expect(public.get_by_text(re.compile(r"应缴\d+元"))).to_be_visible()
    expect(public.get_by_text("在等您缴费")).to_be_visible()
    citizens.tell_payment(public, "9月22日网上缴款")

    yield PAID
    clerk = stage.officer("jingban1")
    officers.enter_step(clerk, address, "申请人缴费", {"说明": "网上缴款回单0922"})
    public = stage.citizen(on_phone=True)
    citizens.follow(public, case, "request-paid-for")
    # Three days of the festival and seven of the National Day are off, 10 October is worked.
    expect(public.get_by_text("2026-10-27").first).to_be_visible()
