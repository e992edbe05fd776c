"""One story for each kind of case but requests for information, from its first day to its last."""

from datetime import date

from playwright.sync_api import expect

from tests.browser import citizens, officers
from tests.browser.telling import Stage, Story

TWO_DAYS_ON = date(2026, 9, 22)
IN_OCTOBER = date(2026, 10, 26)
IN_NOVEMBER = date(2026, 11, 12)
PICTURE_OF_A_TICKET = {
    "name": "车票说明.txt", "mimeType": "text/plain", "buffer": "车票票价12元，收了20元。".encode(),
}  # fmt: skip


def complaint(stage: Stage) -> Story:
    """Handed over to who runs the buses, answered, found wanting, and brought again."""
    subject = "九月十八日江城到太平的班车多收票款"
    text = "九月十八日上午九点江城到太平的班车，票价十二元，收了二十元，不给票。"
    case = citizens.ask(
        stage.citizen(on_phone=True),
        "complaint",
        {"事由": subject, "内容": text, "姓名": "黄示例", "电话": "13800138000"},
        file=PICTURE_OF_A_TICKET,
    )
    office = stage.officer("jingban1")
    address = officers.find_offered(office, subject)
    officers.accept(office, address)
    officers.hand_over(office, address, unit="运输管理科", reason="班车由运输管理科管理。")
    public = stage.citizen()
    citizens.follow(public, case, "complaint-handed-over")
    expect(public.get_by_text("办公室，正在移交给运输管理科")).to_be_visible()
    clerk = stage.officer("jingban2", on_phone=True)
    assert officers.find_offered(clerk, subject) == address
    officers.accept(clerk, address)

    yield TWO_DAYS_ON
    clerk = stage.officer("jingban2")
    officers.answer(clerk, address, "已查实多收八元，责令承运人退还，并对驾驶员批评教育。")
    head = stage.officer("fuzeren2", on_phone=True)
    officers.agree(head, f"审定答复：{subject}", containing="责令承运人退还")
    officers.send(clerk, address, "网站查询页")
    public = stage.citizen(on_phone=True)
    citizens.follow(public, case, "complaint-answered")
    expect(public.get_by_text("责令承运人退还")).to_be_visible()
    citizens.rate(public, "1分：很不满意", "钱还没有退给我。")
    again = citizens.bring_again(
        public,
        {
            "事由": "多收的票款没有退",
            "内容": "答复说已经退还，实际没有收到。",
            "电话": "13800138000",
        },
    )
    assert again.number != case.number
    office = stage.officer("jingban1")
    address = officers.find_offered(office, "多收的票款没有退")
    officers.accept(office, address)
    office.get_by_role("link", name=case.number).click()
    expect(office.get_by_role("heading", name=subject)).to_be_visible()


def suggestion(stage: Stage) -> Story:
    """Nobody says who they are, and the answer is found with number and code all the same."""
    subject = "建议城北站台加遮阳棚"
    public = stage.citizen()
    case = citizens.ask(
        public, "suggestion", {"事由": subject, "内容": "城北站台夏天很晒，建议加一个遮阳棚。"}
    )
    office = stage.officer("jingban1")
    address = officers.find_offered(office, subject)
    officers.accept(office, address)
    expect(office.get_by_text("没有留姓名和联系方式。")).to_be_visible()
    officers.answer(office, address, "您的建议很好，已列入今年第四季度站台改造计划。")
    officers.agree(
        stage.officer("fuzeren1", on_phone=True), f"审定答复：{subject}", containing="站台改造计划"
    )
    officers.send(office, address, "网站查询页")
    citizens.follow(public, case, "suggestion-answered")
    expect(public.get_by_text("已列入今年第四季度站台改造计划")).to_be_visible()
    yield from ()


def should_be_public(stage: Stage) -> Story:
    """Something that ought to have been published; the office says where it now stands."""
    subject = "没有公开今年的公交线路调整"
    case = citizens.ask(
        stage.citizen(on_phone=True),
        "should-be-public",
        {"事由": subject, "内容": "八月调整了三条公交线路，网站上没有公开调整方案。"},
    )
    clerk = stage.officer("jingban1")
    address = officers.find_offered(clerk, subject)
    officers.accept(clerk, address)

    yield TWO_DAYS_ON
    clerk = stage.officer("jingban1")
    officers.answer(clerk, address, "线路调整方案属于应当主动公开的信息，已经在通知公告栏公开。")
    office = stage.officer("gongkaiban", on_phone=True)
    officers.agree(office, f"审定答复：{subject}", containing="应当主动公开")
    officers.send(clerk, address, "网站查询页")
    public = stage.citizen()
    citizens.follow(public, case, "should-be-public-answered")
    expect(public.get_by_text("已经在通知公告栏公开")).to_be_visible()


def petition(stage: Stage) -> Story:
    """On paper to the counter: sixty days, thirty more as the head agrees, answered by post."""
    subject = "新民路征地补偿的分配"
    window = stage.officer("chuangkou")
    case = officers.register(
        window,
        kind="信访",
        channel="当面",
        text="请求查明新民路扩建征地补偿款的分配，并依法处理。",
        typed={
            "来件人姓名": "韦示例", "联系电话": "0771-5800001", "事由": subject,
            "承办单位": "办公室", "通信地址": "示例市江城区太平街道新民路8号",
        },
    )  # fmt: skip
    expect(window.get_by_text("2026-11-19")).to_be_visible()

    yield IN_OCTOBER
    head = stage.officer("fuzeren1", on_phone=True)
    officers.enter_step(head, case.address, "延长办理期限", {"说明": "需要向国土部门核对图纸。"})
    public = stage.citizen()
    citizens.follow(public, case, "petition-extended")
    expect(public.get_by_text("2026-12-21").first).to_be_visible()
    assert citizens.happened(public) == [
        "2026-09-20 收到",
        "2026-10-26 延长办理期限：需要向国土部门核对图纸。",
    ]

    yield IN_NOVEMBER
    window = stage.officer("chuangkou")
    officers.answer(window, case.address, "经查，补偿款已按规定分配到户，明细附后，请核对。")
    head = stage.officer("fuzeren1", on_phone=True)
    officers.agree(head, f"审定答复：{subject}", containing="分配到户")
    officers.send(window, case.address, "邮寄", proof="挂号信XA12345678945")
    public = stage.citizen(on_phone=True)
    citizens.follow(public, case, "petition-answered")
    expect(public.get_by_text("已按规定分配到户")).to_be_visible()


def media(stage: Stage) -> Story:
    """A report in the press, taken down by the office, handed to who answers for it."""
    subject = "示例晚报报道城北客运站洗手间关闭"
    clerk = stage.officer("jingban1")
    case = officers.register(
        clerk,
        kind="媒体曝光",
        channel="上级或者其他单位转来",
        text="示例晚报2026年9月19日第3版报道城北客运站洗手间长期关闭。",
        typed={"事由": subject, "单位名称": "示例晚报", "联系电话": "0771-5800002"},
    )
    officers.hand_over(
        clerk, case.address, unit="道路运输服务中心", reason="客运站由服务中心管理。"
    )
    centre = stage.officer("jingban4", on_phone=True)
    officers.accept(centre, officers.find_offered(centre, subject))

    yield TWO_DAYS_ON
    centre = stage.officer("jingban4")
    officers.answer(centre, case.address, "洗手间水管已经修好，9月21日起开放，并安排每日巡查。")
    head = stage.officer("fuzeren2", on_phone=True)
    officers.agree(head, f"审定答复：{subject}", containing="水管已经修好")
    officers.send(centre, case.address, "电话告知")


def deputy_proposal(stage: Stage) -> Story:
    yield from _proposal(
        stage,
        kind="人大代表建议",
        subject="关于增开乡镇公交线路的建议（第0042号）",
        extension="涉及面广、处理难度大，延长答复期限",
    )


def cppcc_proposal(stage: Stage) -> Story:
    yield from _proposal(
        stage,
        kind="政协提案",
        subject="关于整治客运站周边秩序的提案（第0107号）",
        extension="延长答复期限",
    )


def _proposal(stage: Stage, *, kind: str, subject: str, extension: str) -> Story:
    """Handed down from above: three months, three more, and the answer by post with its proof."""
    clerk = stage.officer("jingban1")
    case = officers.register(
        clerk,
        kind=kind,
        channel="上级或者其他单位转来",
        text=f"{subject}，由市政府督查室交办，请研究办理并答复。",
        typed={"来件人姓名": "梁示例", "联系电话": "0771-5800003", "事由": subject},
    )
    expect(clerk.get_by_text("2026-12-21")).to_be_visible()

    yield IN_OCTOBER
    office = stage.officer("gongkaiban")
    officers.enter_step(office, case.address, extension, {"说明": "需要与三个乡镇协商。"})
    public = stage.citizen(on_phone=True)
    citizens.follow(public, case, "proposal-extended")
    expect(public.get_by_text("2027-03-22").first).to_be_visible()
    expect(public.get_by_text("（暂定）").first).to_be_visible()

    yield IN_NOVEMBER
    clerk = stage.officer("jingban1")
    officers.answer(
        clerk, case.address, f"{subject}收悉。已列入明年工作安排，现将办理情况答复如下。"
    )
    head = stage.officer("fuzeren1", on_phone=True)
    officers.agree(head, f"审定答复：{subject}", containing="列入明年工作安排")
    officers.send(clerk, case.address, "邮寄", proof="公函专递20261112001")
    public = stage.citizen()
    citizens.follow(public, case, "proposal-answered")
    expect(public.get_by_text("列入明年工作安排")).to_be_visible()


def document_report(stage: Stage) -> Story:
    """A reader finds a mistake in a document; the unit it is of looks, answers and is followed."""
    record, title = stage.site.row(
        "SELECT r.id, e.title FROM publishing_record r JOIN publishing_edition e"
        " ON e.id = r.live_edition_id JOIN people_unit u ON u.id = r.unit_id"
        " WHERE u.name = '办公室' ORDER BY r.id LIMIT 1"
    )
    public = stage.citizen(on_phone=True)
    public.goto(f"/documents/{record}/")
    public.get_by_role("link", name="纠错", exact=True).first.click()
    public.get_by_label("内容有错", exact=True).check()
    case = citizens.send(public, {"具体说明": "第二段的电话少了一位。"}, name="report")
    clerk = stage.officer("jingban1")
    address = officers.find_offered(clerk, f"内容有错：{title}")
    officers.accept(clerk, address)
    officers.answer(clerk, address, "核实属实，已经更正，谢谢您指出。")
    head = stage.officer("fuzeren1", on_phone=True)
    officers.agree(head, f"审定答复：内容有错：{title}", containing="核实属实")
    officers.send(clerk, address, "网站查询页")
    public = stage.citizen()
    citizens.follow(public, case, "report-answered")
    expect(public.get_by_role("link", name=str(title)).first).to_be_visible()
    expect(public.get_by_text("核实属实")).to_be_visible()
    yield from ()


STORIES = {
    "document-report": document_report,
    "complaint": complaint,
    "suggestion": suggestion,
    "should-be-public": should_be_public,
    "petition": petition,
    "media": media,
    "deputy-proposal": deputy_proposal,
    "cppcc-proposal": cppcc_proposal,
}
