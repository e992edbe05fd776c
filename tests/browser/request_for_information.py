"""The great story: a request for information, from the registered letter to the last day.

Each act is a function of its own that takes the stage on its day; the story is their order.
"""

import re
from datetime import date
from io import BytesIO

import docx
from playwright.sync_api import FilePayload, expect

from tests.browser import citizens, officers
from tests.browser.examining import examine
from tests.browser.officers import Asked, Known
from tests.browser.telling import Stage, Story
from tests.browser.trace_of_the_request import HAPPENED, TRACE
from tests.factories.case_files import a_word_file
from tests.printing.paper import joined

ASKED_FOR_MORE = date(2026, 9, 22)
MORE_CAME = date(2026, 9, 24)
CONSULTED = date(2026, 9, 29)
OPINED = date(2026, 10, 14)
EXTENDED = date(2026, 11, 2)
LAST_DAY = date(2026, 11, 23)
COMPLAINED = date(2026, 12, 1)
ANSWERED = date(2026, 12, 8)

# Letters of other stories may have been numbered in between.
NUMBER = r"示交公开〔2026〕\d+号"
SUBJECT = "东环路改造工程的合同"
POINTS = "请写明是施工合同还是监理合同，以及合同的年份"
CORRECTION = "政府信息公开申请补正告知书"
EXTENSION = "政府信息公开申请延期答复告知书"
DECISION = "政府信息公开申请答复书"
PARTLY = "部分公开"
PRICE = "每平方米318元"
CONTRACT: FilePayload = {
    "name": "东环路施工合同.docx",
    "mimeType": "application/octet-stream",
    "buffer": a_word_file("第三条 单价为", PRICE[:4], PRICE[4:], "。"),
}


ASKED = {
    "予以公开": ("获取方式和途径",),
    "部分公开": ("获取方式和途径", "不公开的内容", "不予公开的情形", "理由"),
    "属于国家秘密": ("理由",),
    "本机关不掌握相关政府信息": ("依据的条款", "理由"),
}


def posted_request(stage: Stage) -> Story:
    """Asked to be put right, put right, a third party heard across the National Day, extended,
    answered in part on the very last day with a redacted file, and taken to 复议."""
    set_up_letters(stage)
    case = register_what_the_post_brought(stage)
    take_over(stage, case)

    yield ASKED_FOR_MORE
    ask_for_more(stage, case)

    yield MORE_CAME
    answer_what_was_asked(stage, case)

    yield CONSULTED
    asked = ask_a_third_party(stage, case)

    yield OPINED
    hear_the_third_party(stage, asked)

    yield EXTENDED
    extend(stage, case)

    yield LAST_DAY
    take_out_what_is_withheld(stage, case)
    see_only_what_is_asked(stage, case)
    decide(stage, case)
    see_how_it_was(stage, case)

    yield COMPLAINED
    proceeding = register_the_review(stage, case)

    yield ANSWERED
    answer_the_review(stage, proceeding)


def set_up_letters(stage: Stage) -> None:
    office = stage.officer("gongkaiban")
    office.goto("/office/cases/letterhead/")
    officers.fill(
        office.locator("form.gk-form").first,
        {
            "发文机关代字": "示交公开",
            "行政复议机关": "示例市人民政府",
            "管辖的人民法院": "示例市江城区人民法院",
            "文书上的联系方式": "办公室，0000-1234567",
            "回复寄往": "示例市示范路1号办公室，0000-1234567",
        },
    )
    office.get_by_role("button", name="保存", exact=True).click()
    expect(office.get_by_text("文书设置已保存")).to_be_visible()
    examine(office, "letterhead")


def register_what_the_post_brought(stage: Stage) -> Known:
    """A Sunday on which offices work, in exchange for a day of the holiday to come."""
    return officers.register(
        stage.officer("chuangkou"),
        kind=officers.REQUEST,
        channel="挂号信、快递",
        text="请公开东环路改造工程的合同。",
        typed={
            "来件人姓名": "黄示例", "联系电话": "13800138000", "事由": SUBJECT,
            "申请人类别": "自然人", "证件种类": "身份证", "证件号码": "451400199001010014",
            "通信地址": "示例市江城区太平街道新民路8号",
        },
    )  # fmt: skip


def take_over(stage: Stage, case: Known) -> None:
    window = stage.officer("chuangkou")
    officers.hand_over(window, case.address, unit="办公室", reason="合同由办公室保管。")
    clerk = stage.officer("jingban1")
    assert officers.find_offered(clerk, SUBJECT) == case.address
    officers.accept(clerk, case.address)


def ask_for_more(stage: Stage, case: Known) -> None:
    """The notice is written by a clerk, cleared on a phone by the office, and goes by post."""
    clerk = stage.officer("jingban1")
    officers.write_letter(
        clerk, case.address, CORRECTION, {"补正内容": POINTS, "补正期限": "2026-10-12"}
    )
    office = stage.officer("gongkaiban", on_phone=True)
    officers.agree(office, f"审定{CORRECTION}：{SUBJECT}", containing=POINTS)
    officers.send(clerk, case.address, "邮寄", proof="挂号信XA00000000145", notice=CORRECTION)
    expect(clerk.get_by_text("等待申请人").first).to_be_visible()


def answer_what_was_asked(stage: Stage, case: Known) -> None:
    public = stage.citizen(on_phone=True)
    citizens.follow(public, case, "request-to-be-put-right")
    paper = joined(citizens.download_paper(public, CORRECTION))
    assert re.search(NUMBER, paper)
    assert POINTS in paper
    assert "请至迟于2026年10月12日将补正材料送交本机关" in paper
    citizens.clarify(public, "需要的是2025年签订的施工合同和监理合同。")
    expect(public.get_by_text("2026-10-29").first).to_be_visible()


def ask_a_third_party(stage: Stage, case: Known) -> Asked:
    """The contractor is asked two days before the holiday, and is not told who applied."""
    clerk = stage.officer("jingban1")
    asked = officers.consult(
        clerk,
        case.address,
        {
            "信息名称": "东环路改造工程施工合同",
            "涉及对方的内容": "合同第三条的单价",
            "单位名称": "示例建设有限公司",
            "姓名": "黎示例",
            "通信地址": "示例市江城区建设路3号",
        },
    )
    clerk.goto(case.address)
    expect(clerk.get_by_text("征求意见中").first).to_be_visible()
    return asked


def hear_the_third_party(stage: Stage, asked: Asked) -> None:
    public = stage.citizen(on_phone=True)
    citizens.answer_consultation(
        public,
        asked,
        "部分同意公开",
        {"同意公开哪些内容": "单价以外的内容", "理由": "单价是本公司的商业秘密"},
    )
    assert "黄示例" not in public.locator("body").inner_text()


def extend(stage: Stage, case: Known) -> None:
    clerk = stage.officer("jingban1")
    officers.write_letter(
        clerk,
        case.address,
        EXTENSION,
        {"延长的理由": "合同有三百多页，逐页区分需要时间", "延长多少个工作日": "10"},
    )
    office = stage.officer("gongkaiban", on_phone=True)
    officers.agree(office, f"审定{EXTENSION}：{SUBJECT}", containing="2026年11月23日")
    officers.send(clerk, case.address, "网站查询页", notice=EXTENSION)


def see_only_what_is_asked(stage: Stage, case: Known) -> None:
    """A script shows of each document what its outcome asks for."""
    clerk = stage.officer("jingban1")
    clerk.goto(f"{case.address}letters/R-2/")
    first = clerk.get_by_role("group", name="第1项")
    for outcome, asked in ASKED.items():
        first.get_by_label("办理结果").select_option(outcome)
        for label in {label for labels in ASKED.values() for label in labels}:
            expect(first.get_by_label(label)).to_be_visible(visible=label in asked)


def take_out_what_is_withheld(stage: Stage, case: Known) -> None:
    """The price is taken out of the contract, and the copy is what goes out."""
    clerk = stage.officer("jingban1")
    officers.lay_to_be_given(clerk, case.address, CONTRACT)
    officers.redact(clerk, case.address, passage=PRICE, ground="EX15", reason="第三方的商业秘密")


def decide(stage: Stage, case: Known) -> None:
    """One contract is given out, the other is not."""
    clerk = stage.officer("jingban1")
    officers.write_letter(
        clerk,
        case.address,
        PARTLY,
        {"申请内容": "2025年签订的施工合同和监理合同"},
        documents=(
            {
                "信息名称": "施工合同",
                "办理结果": "部分公开",
                "不予公开的情形": "EX15",
                "不公开的内容": "第三条的单价",
                "获取方式和途径": "凭查询码在网站下载",
                "理由": "单价是第三方的商业秘密，第三方不同意公开",
            },
            {
                "信息名称": "监理合同审批稿",
                "办理结果": "属于四类过程性信息",
                "理由": "审批稿是内部讨论形成的过程稿，没有对外生效",
            },
        ),
    )
    office = stage.officer("gongkaiban", on_phone=True)
    officers.agree(office, f"审定{DECISION}：{SUBJECT}", containing="监理合同审批稿：不予公开")
    officers.send(clerk, case.address, "邮寄", proof="挂号信XA00000000245")
    expect(clerk.get_by_text("办结 2026-11-23").first).to_be_visible()


def see_how_it_was(stage: Stage, case: Known) -> None:
    """The page of the applicant tells each day as the test has it written down."""
    public = stage.citizen()
    citizens.follow(public, case, "request-answered")
    assert citizens.trace(public) == TRACE
    assert [re.sub(NUMBER, "（文号）", line) for line in citizens.happened(public)] == HAPPENED
    decision = joined(citizens.download_paper(public, DECISION))
    assert re.search(NUMBER, decision)
    assert "1．施工合同：部分公开。经区分处理，其中第三条的单价属于" in decision
    given = docx.Document(BytesIO(citizens.download_given(public, CONTRACT["name"])))
    (paragraph,) = given.paragraphs
    assert paragraph.text == f"第三条 单价为{'■' * len(PRICE)}。"
    assert "第十六条第二款规定的情形" in decision
    assert "示例市江城区人民法院" in decision
    assert "示例市人民政府" in decision


def register_the_review(stage: Stage, case: Known) -> str:
    """The applicant went to the government for 复议; its term to answer is explained."""
    office = stage.officer("gongkaiban")
    address = officers.register_proceeding(
        office,
        case.address,
        {
            "种类": "行政复议",
            "复议机关或者法院": "示例市人民政府",
            "文号或者案号": "示复议〔2026〕9号",
            "收到副本之日": COMPLAINED.isoformat(),
        },
    )
    expect(office.get_by_text("等待本机关答复").first).to_be_visible()
    return address


def answer_the_review(stage: Stage, address: str) -> None:
    office = stage.officer("gongkaiban")
    office.goto(address)
    officers.fill(office.locator("form").filter(has_text="答复之日"), {"答复之日": "2026-12-08"})
    office.get_by_role("button", name="已经答复").click()
    expect(office.get_by_text("已答复，等待结果").first).to_be_visible()
    examine(office, "proceeding-answered")
