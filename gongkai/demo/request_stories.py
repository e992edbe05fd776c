"""How requests for information came in at the demo bureau, and how far they are."""

from collections.abc import Iterator

from django.utils.timezone import localdate

from gongkai.demo import paper
from gongkai.demo.office import Office, new_seed
from gongkai.demo.stories import Story
from gongkai.inbound.cases import actions
from gongkai.inbound.cases.intake import NewConsultation
from gongkai.inbound.cases.models import Case, CaseFile
from gongkai.inbound.foi import actions as foi
from gongkai.inbound.foi.intake import NewProceeding
from gongkai.rules.annual_report.proceedings import ProceedingKind
from gongkai.rules.annual_report.register import ApplicantKind
from gongkai.rules.cases import Sender
from gongkai.rules.exemptions import Withheld
from gongkai.rules.letters import Ruling

# No region of GB/T 2260 is 999999, so the numbers are nobody's.
VILLAGER = Sender(
    name="黄示例",
    identity_kind="居民身份证",
    identity_number="999999199001010016",
    phone="13800138000",
    address="示例市江城镇示范街8号",
)
DRIVER = Sender(
    name="陆示例",
    identity_kind="居民身份证",
    identity_number="999999198506120021",
    phone="13800138000",
    address="示例市太平镇示范街3号",
)
TEACHER = Sender(
    name="梁示例",
    identity_kind="居民身份证",
    identity_number="999999197809230039",
    phone="0771-5800000",
    address="示例市江城镇文化路1号",
)
COMPANY = Sender(
    organisation="示例物流有限公司",
    identity_kind="统一社会信用代码",
    identity_number="91999999MA00000008",
    phone="0771-5800000",
    address="示例市工业路1号",
)
CONTRACT = "东外环路养护工程施工合同"
CONTRACT_TEXT = """发包人：示例市公路事业发展中心
承包人：示例路桥有限公司
一、工程内容
东外环路K3至K9段路面修补、边沟清理和标线复划，合同工期60日。
二、合同价款
合同总价86.5万元，按验收合格的工程量结算。
三、现场负责人
承包人的现场负责人为莫示例，联系电话13800138000。
四、质量保证
质量保证期一年，保证期内出现坑槽的，承包人在三日内修补。
"""
NAME_IN_CONTRACT = Withheld("莫示例", "EX15", "现场负责人的姓名和电话属于个人隐私，与工程信息无关")
AT_THE_WINDOW = "凭本答复书到示例市示范路1号政务服务窗口领取复制件"


def requests(office: Office) -> Iterator[Story]:
    yield _granted_in_part(office)
    yield _waiting_for_clarification(office)
    yield _waiting_for_the_third_party(office)
    yield _extended(office)
    yield _refused_and_reviewed(office)
    yield _nearly_due(office)
    yield _granted(office, "农村客运班线运营补贴的发放标准和金额", DRIVER, came=44, answered=37)
    yield _granted(office, "农村客运班线运营补贴的发放金额", TEACHER, came=24, answered=16)


def _asked(
    office: Office, subject: str, text: str, sender: Sender, *, came: int, by: str = "jingban1"
) -> Case:
    at = office.at(came)
    is_business = bool(sender.organisation)
    kind = ApplicantKind.BUSINESS if is_business else ApplicantKind.NATURAL_PERSON
    new = office.case("foi", subject, text, sender=sender, applicant_kind=kind, at=at)
    return office.accept(office.receive(new, at=at), by=by, at=at)


def _granted_in_part(office: Office) -> Story:
    yield office.at(26)
    case = _asked(office, CONTRACT, f"申请公开{CONTRACT}，需要电子文件。", COMPANY, came=26)
    yield (at := office.at(25))
    reason = "合同由公路事业发展中心签订，存规划建设科。"
    case = office.pass_on(case, "GHK", reason, by="jingban1", to="jingban3", at=at)
    yield (at := office.at(20))
    clerk = office.person("jingban3")
    file = actions.SentFile(f"{CONTRACT}.docx", paper.word(CONTRACT, CONTRACT_TEXT), CONTRACT_TEXT)
    case = actions.add_files(case, [file], part=CaseFile.Part.RELEASED, by=clerk, at=at)
    laid = case.files.to_be_given().get()
    actions.release(laid, passages=[NAME_IN_CONTRACT], masks_numbers=True, by=clerk, at=at)
    ruling = Ruling(
        document=CONTRACT,
        outcome="R-2",
        ground="EX15",
        reasons=NAME_IN_CONTRACT.reason,
        withheld="现场负责人的姓名和电话",
        way="随本答复提供电子文件，可以在查询页下载",
    )
    reply = office.write(
        case, "R-2", documents=(ruling,), asked=CONTRACT, by="jingban3", at=at
    )  # fmt: skip
    yield (at := office.at(19))
    office.give(reply, cleared_by="fuzeren3", by="jingban3", channel="web", at=at)


def _waiting_for_clarification(office: Office) -> Story:
    yield office.at(8)
    text = "申请公开近几年道路运输方面的全部材料。"
    case = _asked(office, "近几年道路运输方面的材料", text, TEACHER, came=8)
    yield (at := office.at(5))
    reply = office.write(
        case,
        "correction-asked",
        asked="近几年道路运输方面的全部材料",
        correction_points="请写明需要哪一年、哪一类（客运、货运或者维修）的材料，例如许可、处罚或者统计",
        correction_by=office.ahead(10),
        answer_to="示例市示范路1号办公室",
        by="jingban1",
        at=at,
    )
    yield (at := office.at(5, hours=2))
    office.give(
        reply, cleared_by="fuzeren1", by="jingban1",
        channel="post", proof="XA00000000011", at=at,
    )  # fmt: skip


def _waiting_for_the_third_party(office: Office) -> Story:
    yield office.at(11)
    subject = "江城至太平客运班线的经营合同"
    case = _asked(office, subject, f"申请公开现行有效的{subject}。", VILLAGER, came=11)
    yield (at := office.at(10))
    reason = "班线经营合同由运输管理科保存。"
    case = office.pass_on(case, "YSK", reason, by="jingban1", to="jingban2", at=at)
    yield (at := office.at(6))
    party = Sender(organisation="示例客运有限公司", phone="0771-5800000", address="示例市站前路2号")
    new = NewConsultation(
        kind="third-party",
        party=party,
        information="江城至太平客运班线经营合同",
        interest="合同第五条的承包费用和结算账户",
    )
    clerk = office.person("jingban2")
    asked = actions.consult(case, new, seed=new_seed(), by=clerk, at=at)
    yield (at := office.at(4))
    actions.letter_arrived(asked, told_on=localdate(at), by=clerk, at=at)


def _extended(office: Office) -> Story:
    yield office.at(17)
    subject = "水毁公路修复项目的立项和验收材料"
    text = "申请公开近三年水毁公路修复项目的立项批复和验收材料。"
    case = _asked(office, subject, text, COMPANY, came=17)
    yield (at := office.at(3))
    reply = office.write(
        case,
        "extended",
        asked=subject,
        extension_reasons="材料分存在四个养护站，需要逐卷调阅",
        days=20,
        by="jingban1",
        at=at,
    )
    yield (at := office.at(3, hours=1))
    office.give(reply, cleared_by="gongkaiban", by="jingban1", channel="web", at=at)


def _refused_and_reviewed(office: Office) -> Story:
    yield office.at(40)
    subject = "东外环路改线方案的讨论记录"
    case = _asked(office, subject, f"申请公开局务会议{subject}。", VILLAGER, came=40)
    yield (at := office.at(30))
    reply = office.write(
        case,
        "R-3.6",
        asked=subject,
        reasons="方案正在研究，尚未审定，会议的讨论记录属于行政机关内部讨论的过程性信息；"
        "方案审定以后将依法公开",
        by="jingban1",
        at=at,
    )
    yield (at := office.at(29))
    case = office.give(
        reply, cleared_by="gongkaiban", by="jingban1",
        channel="post", proof="XA00000000028", at=at,
    )  # fmt: skip
    yield (at := office.at(7))
    review = NewProceeding(
        kind=ProceedingKind.REVIEW,
        body="示例市人民政府",
        document_number=f"示府复〔{localdate(at).year}〕6号",
        notified_on=localdate(at),
    )
    foi.register(case, review, by=office.person("gongkaiban"), at=at)


def _nearly_due(office: Office) -> Story:
    """Two workdays are left, and the reply lies with the head of the unit."""
    yield office.at(18)
    subject = "城北客运站发车班次和客流统计"
    case = _asked(office, subject, f"申请公开今年{subject}。", DRIVER, came=18)
    yield (at := office.at(17))
    reason = "客运站统计由运输管理科汇总。"
    case = office.pass_on(case, "YSK", reason, by="jingban1", to="jingban2", at=at)
    yield (at := office.at(1))
    office.write(
        case,
        "R-1",
        asked=f"今年{subject}",
        way=AT_THE_WINDOW,
        way_time=office.ahead(2),
        by="jingban2",
        at=at,
    )


def _granted(office: Office, subject: str, sender: Sender, *, came: int, answered: int) -> Story:
    yield office.at(came)
    case = _asked(office, subject, f"申请公开{subject}。", sender, came=came)
    yield (at := office.at(came, hours=2))
    reason = "补贴由运输管理科审核发放。"
    case = office.pass_on(case, "YSK", reason, by="jingban1", to="jingban2", at=at)
    yield (at := office.at(answered + 1))
    reply = office.write(
        case,
        "R-1",
        asked=subject,
        way=AT_THE_WINDOW,
        way_time=localdate(office.at(answered)),
        by="jingban2",
        at=at,
    )
    yield (at := office.at(answered))
    office.give(
        reply, cleared_by="fuzeren2", by="jingban2",
        channel="counter", proof="本人签收", at=at,
    )  # fmt: skip
