"""One fictional case that has every fact a letter may ask for."""

from dataclasses import replace
from datetime import date

from gongkai.rules.fees import FeeMode
from gongkai.rules.letters import CaseFacts, Charge, Ruling

SIGNED = date(2026, 3, 20)
TOLD: dict[str, str | date | int] = {
    "received_on": date(2026, 3, 2),
    "application": "2026012",
    "asked": "清河市2025年农村公路养护资金的分配方案",
    "channel": "当面提交",
    "due_on": date(2026, 3, 30),
    "inquiry_code": "7K3M9P",
    "correction_points": "1．写明所需信息的年度；\n2．写明所需信息涉及的乡镇。",
    "correction_by": date(2026, 4, 3),
    "correction_asked_on": date(2026, 3, 6),
    "information": "清河大桥维修工程竣工图",
    "interest": "图纸中的施工工艺参数",
    "answer_to": "清河市建设路1号交通运输局办公室，电话0000-1234567",
    "extended_to": date(2026, 4, 28),
    "extension_reasons": "申请的信息分存于十二个乡镇，需要逐份调取核对",
    "payment": "凭缴款码到代收银行或者在网上缴款，缴款码随本通知书附送",
    "reasons": "该信息的具体情况已经逐份核对，符合上述情形",
    "how_often": "2026年1月至3月共提出86件申请",
    "reasons_by": date(2026, 4, 3),
    "reasons_asked_on": date(2026, 3, 9),
    "reasons_given": "申请人逾期没有说明理由",
    "delayed_to": date(2026, 6, 30),
    "public_interest": "桥梁的承载状况关系沿线居民的出行安全",
    "released": "竣工图中的结构尺寸和荷载等级",
    "record": "道路运输从业人员登记表中的从业类别",
    "mistake": "原记录为“货运”，更正为“客运”",
    "competent": "清河市水利局",
    "competent_contact": "清河市河滨路2号，电话0000-7654321",
    "evidence": "更正申请表1份、证明材料2份",
    "served_document": "政府信息公开申请答复书（清交公开〔2026〕12号）",
    "served_how": "直接送达",
    "served_at": "清河市建设路1号政务公开窗口",
    "asker": "未留名",
    "asker_contact": "无需回复",
    "matter": "乡镇客运班车的末班时间",
    "asked_on": date(2026, 3, 19),
    "first_asked": "办公室窗口岗",
    "handed_to": "运输管理科公交岗",
    "way": "清河市人民政府网站“交通运输局”栏目",
    "way_time": date(2026, 3, 25),
    "third_party_said": "2026年3月5日书面征求意见，第三方于3月12日答复不同意公开",
    "query_rules": "依照《不动产登记暂行条例》，到清河市不动产登记中心申请查询",
    "search": "检索了本机关档案室和办公系统，检索词为“养护资金”“分配方案”，没有结果",
    "making": "现有12份乡镇报表，没有全市汇总",
    "other_channel": "清河市信访局接待大厅，或者12345热线",
    "earlier_on": date(2026, 1, 15),
    "earlier_number": "清交公开〔2026〕3号",
    "publication_way": "清河市图书馆地方文献室",
    "fee_notified_on": date(2026, 2, 3),
    "fee_sum": 200,
    "fee_paid_by": date(2026, 3, 5),
    "closing": "申请人于2026年3月18日书面撤回申请",
}
ONE_OF_EACH = (
    Ruling(document="《分配方案》正文", outcome="R-1", way="随本答复书附送复制件"),
    Ruling(
        document="《分配方案》附件一",
        outcome="R-2",
        ground="EX15",
        withheld="养护单位负责岗位的家庭住址和电话",
        reasons="公开会损害第三方的个人隐私",
        way="随本答复书附送隐去上述内容的复制件",
    ),
    Ruling(
        document="局长办公会讨论记录",
        outcome="R-3.6",
        ground="EX16-2",
        reasons="该记录是决策过程中的讨论记录，公开会妨碍内部坦率讨论",
    ),
    Ruling(
        document="《分配方案》英文译本",
        outcome="R-4.1",
        article="第三十六条第（四）项",
        reasons="经检索档案室和办公系统，没有制作或者保存过该译本",
    ),
)
FACTS = CaseFacts(
    agency="清河市交通运输局",
    signed_on=SIGNED,
    number="清交公开〔2026〕12号",
    addressee="申请人（登记编号2026012）",
    told=TOLD,
    charge=Charge(mode=FeeMode.PIECES, quantity=12),
    review_body="清河市人民政府",
    court="清河铁路运输法院",
    contact="政务公开办公室，电话0000-1234567",
)


def facts_for(key: str) -> CaseFacts:
    """The case as it must be for a letter: several documents where they differ, annexes, a firm."""
    if key == "R-2":
        return replace(
            FACTS,
            documents=ONE_OF_EACH,
            annexes=("《分配方案》正文", "《分配方案》附件一（隐去部分内容）"),
        )
    if key in ("third-party-asked", "third-party-told"):
        return replace(FACTS, addressee="清河路桥有限公司", is_organisation=True)
    if key in ("joint-maker-asked", "transfer"):
        return replace(FACTS, addressee="清河市水利局")
    return FACTS
