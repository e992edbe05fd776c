"""The lint of guides: a good one passes, and each way to spoil it is named."""

from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.gate.findings import Severity
from gongkai.rules.guides import GuideDoubt, ServiceGuide, lint, missing_key_elements
from gongkai.rules.guides.service_guides import (
    Basis,
    Contact,
    Fee,
    Handling,
    Material,
    Medium,
    Necessity,
    Origin,
    Original,
    Outcome,
    Place,
    Question,
    ServiceKind,
    SpecialProcedure,
    Step,
    Term,
    TimeUnit,
)
from gongkai.rules.law import law

ON = date(2026, 3, 2)
FORM = Material(
    name="道路客运经营申请表",
    original=Original.ORIGINAL,
    medium=Medium.PAPER,
    copies=1,
    size="A4",
    origin=Origin.APPLICANT,
    necessity=Necessity.NEEDED,
    blank_form="blank.docx",
    sample="sample.pdf",
)
LICENCE = replace(FORM, name="营业执照", origin=Origin.AGENCY, blank_form="", sample="")
GUIDE = ServiceGuide(
    name="道路客运经营许可",
    kind=ServiceKind.LICENCE,
    version="1",
    effective_on=date(2025, 1, 1),
    basic_code="450118010001",
    task_code="12441500196720244T4450118010001",
    handling_code="12441500196720244T445011801000101",
    agency="示例县交通运输局",
    agency_code="12441500196720244T",
    level="县级",
    audiences=("企业法人",),
    basis=(Basis(name="道路运输条例", article="第十条", in_force_from=date(2004, 7, 1)),),
    conditions=("有与其经营业务相适应并经检测合格的车辆。",),
    quantity_limit="无",
    materials=(FORM, LICENCE),
    process=(
        Step(name="受理", role="窗口受理岗", term=Term(number=1)),
        Step(name="审查", role="审查岗", term=Term(number=7)),
        Step(name="决定", role="分管领导岗", term=Term(number=2)),
    ),
    special_procedures=(SpecialProcedure(name="听证", basis="行政许可法第四十六条"),),
    handling=Handling.PROMISED,
    statutory_limit=Term(number=20, article="第十条"),
    promised_limit=Term(number=10),
    visits=1,
    is_charged=False,
    places=(
        Place(
            address="示例县政务服务中心二楼 12 号窗口",
            hours="周一至周五 9:00—12:00，15:00—18:00",
        ),
    ),
    enquiries=(Contact(phone="0771-5812345"),),
    complaints=(Contact(phone="12345"),),
    outcomes=(Outcome(name="道路运输经营许可证", kind="证照", sample="licence.pdf"),),
    questions=(Question(question="要带原件吗？", answer="要带，核对后退还。"),),
)


def doubts_of(guide: ServiceGuide) -> list[tuple[str, Severity]]:
    return [(doubt.element, doubt.severity) for doubt in lint(guide, ON)]


def spoiled(**changes: Any) -> ServiceGuide:
    return replace(GUIDE, **changes)


def with_form(**changes: Any) -> ServiceGuide:
    return replace(GUIDE, materials=(replace(FORM, **changes), LICENCE))


def with_place(**changes: Any) -> ServiceGuide:
    return replace(GUIDE, places=(replace(GUIDE.places[0], **changes),))


def test_a_good_guide_is_beyond_doubt() -> None:
    assert lint(GUIDE, ON) == ()
    assert missing_key_elements(GUIDE) == ()


@pytest.mark.parametrize(
    ("element", "severity"),
    [
        pytest.param(required["element"], Severity(required["severity"]), id=required["element"])
        for required in law("guides")["required"]
    ],
)
def test_an_element_that_is_missing_is_named(element: str, severity: Severity) -> None:
    nothing = getattr(ServiceGuide(), element)
    assert (element, severity) in doubts_of(replace(GUIDE, **{element: nothing}))


def test_an_empty_guide_lacks_every_key_element() -> None:
    assert len(missing_key_elements(ServiceGuide())) == 8
    assert missing_key_elements(with_place(hours=" ")) == ("hours",)


def test_only_a_licence_must_say_how_many_there_are() -> None:
    guide = spoiled(
        kind=ServiceKind.PUBLIC_SERVICE, quantity_limit="", basic_code="", task_code="1" * 31
    )
    assert "quantity_limit" not in {element for element, _ in doubts_of(guide)}


BLOCK, WARN, INFORM = Severity.BLOCK, Severity.WARN, Severity.INFORM
OLD = Basis(name="旧办法", article="第一条", ended_on=date(2025, 12, 31))
NEW = Basis(name="新办法", article="第一条", in_force_from=date(2026, 7, 1))
MONTH = Term(number=1, unit=TimeUnit.MONTHS)
FEE = Fee(name="工本费", price="10 元", basis="《示例公路法》第一条")


@pytest.mark.parametrize(
    ("guide", "element", "severity", "words"),
    [
        pytest.param(
            spoiled(promised_limit=Term(number=25), process=()),
            "promised_limit.number", BLOCK, "长于法定时限", id="promise-too-long",
        ),
        pytest.param(
            spoiled(promised_limit=Term(number=20)),
            "promised_limit.number", INFORM, "相同", id="promise-no-shorter",
        ),
        pytest.param(
            spoiled(promised_limit=Term(number=10, unit=TimeUnit.CALENDAR_DAYS), process=()),
            "promised_limit.unit", WARN, "单位不同", id="promise-in-another-unit",
        ),
        pytest.param(
            spoiled(promised_limit=Term(number=0), process=()),
            "promised_limit.number", WARN, "至少 1 个工作日", id="promise-of-nothing",
        ),
        pytest.param(
            spoiled(promised_limit=Term(number=-1), process=()),
            "promised_limit.number", BLOCK, "负数", id="negative-promise",
        ),
        pytest.param(
            spoiled(handling=Handling.AT_ONCE),
            "promised_limit.number", WARN, "即办件", id="at-once-in-ten-days",
        ),
        pytest.param(
            spoiled(statutory_limit=Term(number=45)),
            "statutory_limit.article", WARN, "20 个工作日内决定", id="long-term-without-article",
        ),
        pytest.param(
            spoiled(promised_limit=Term(number=9)),
            "process", BLOCK, "合计 10 个工作日，超过承诺时限 9 个工作日", id="steps-too-long",
        ),
        pytest.param(
            spoiled(process=(Step(name="审查", role="岗", term=MONTH),)),
            "process", WARN, "无法核对", id="steps-in-another-unit",
        ),
        pytest.param(
            spoiled(process=(Step(name="审查", term=Term(number=1)),)),
            "process.1.role", WARN, "岗位", id="step-without-a-role",
        ),
        pytest.param(
            spoiled(process=(Step(name="审查", role="岗"),)),
            "process.1.term", WARN, "时限", id="step-without-a-term",
        ),
        pytest.param(
            spoiled(special_procedures=(SpecialProcedure(name="检测"),)),
            "special_procedures.1.basis", WARN, "检测", id="special-procedure-without-basis",
        ),
        pytest.param(spoiled(basis=(OLD,)), "basis.1.ended_on", BLOCK, "失效", id="old-basis"),
        pytest.param(spoiled(basis=(NEW,)), "basis.1.in_force_from", BLOCK, "施行", id="new-basis"),
        pytest.param(
            spoiled(basis=(Basis(name="条例"),)), "basis.1.article", WARN, "条款", id="no-article"
        ),
        pytest.param(
            spoiled(basis=(Basis(name=" "),)), "basis.1.name", BLOCK, "名称", id="nameless-basis"
        ),
        pytest.param(
            with_form(name=""), "materials.1.name", BLOCK, "项材料的名称", id="nameless-material"
        ),
        pytest.param(
            with_form(original=None), "materials.1.original", WARN, "原件还是复印件", id="original"
        ),
        pytest.param(with_form(copies=None), "materials.1.copies", WARN, "份数", id="no-copies"),
        pytest.param(
            with_form(copies=0),
            "materials.1.copies", WARN, "不到 1 份", id="zero-copies",
        ),
        pytest.param(
            with_form(necessity=None), "materials.1.necessity", WARN, "必要", id="necessity"
        ),
        pytest.param(
            with_form(necessity=Necessity.LATER), "materials.1.remark", WARN, "补交", id="later"
        ),
        pytest.param(with_form(sample=""), "materials.1.sample", BLOCK, "示范文本", id="no-sample"),
        pytest.param(
            spoiled(materials=(LICENCE,)), "materials", WARN, "没有申请书", id="no-application"
        ),
        pytest.param(
            spoiled(materials=(FORM, LICENCE, LICENCE)), "materials", WARN, "不止一次", id="twice"
        ),
        pytest.param(
            spoiled(materials=(FORM, replace(LICENCE, name="法律规定的其他材料"))),
            "materials.2.name", BLOCK, "兜底", id="catch-all",
        ),
        pytest.param(
            spoiled(materials=(FORM, replace(LICENCE, name="营业执照、章程等"))),
            "materials.2.name", BLOCK, "兜底", id="and-so-on",
        ),
        pytest.param(
            spoiled(materials=(FORM, replace(LICENCE, name="居委会出具的健在证明"))),
            "materials.2.name", WARN, "“健在证明”", id="proof-nobody-gives",
        ),
        pytest.param(
            spoiled(materials=(FORM, replace(LICENCE, name="相关证明"))),
            "materials.2.name", WARN, "“相关证明”太含糊", id="vague-material",
        ),
        pytest.param(
            spoiled(conditions=("视情况决定。",)), "conditions.1", WARN, "视情况", id="vague"
        ),
        pytest.param(
            spoiled(conditions=("法律、法规规定的其他条件",)),
            "conditions.1", WARN, "规定的其他条件", id="catch-all-condition",
        ),
        pytest.param(spoiled(is_charged=True), "fees", BLOCK, "没有收费项目", id="no-fee-named"),
        pytest.param(spoiled(fees=(FEE,)), "fees", BLOCK, "不收费", id="fee-though-free"),
        pytest.param(
            spoiled(is_charged=True, fees=(replace(FEE, basis=""),)),
            "fees.1.basis", BLOCK, "收费依据", id="fee-without-basis",
        ),
        pytest.param(
            spoiled(is_charged=True, fees=(replace(FEE, basis="《示例收费管理办法》"),)),
            "fees.1.basis", WARN, "法律、行政法规", id="fee-of-a-licence-by-lesser-rule",
        ),
        pytest.param(
            spoiled(is_charged=True, fees=(replace(FEE, price=""),)),
            "fees.1.price", BLOCK, "收费标准", id="fee-without-price",
        ),
        pytest.param(
            spoiled(is_charged=True, fees=(replace(FEE, may_be_reduced=True),)),
            "fees.1.reduction_basis", WARN, "减免依据", id="reduction-without-basis",
        ),
        pytest.param(with_place(address=""), "places.1.address", BLOCK, "地址", id="no-address"),
        pytest.param(with_place(address="示例县"), "places.1.address", WARN, "门牌", id="no-door"),
        pytest.param(with_place(hours=""), "places.1.hours", WARN, "办理时间", id="no-hours"),
        pytest.param(
            with_place(hours="工作时间"),
            "places.1.hours", WARN, "几点", id="vague-hours",
        ),
        pytest.param(
            with_place(hours="9:00-12:00"),
            "places.1.hours", WARN, "星期几", id="hours-without-days",
        ),
        pytest.param(
            with_place(hours="周一至周五 17:00-9:00"), "places.1.hours", WARN, "颠倒", id="reversed"
        ),
        pytest.param(
            with_place(hours="周一至周五 9:75-12:00"), "places.1.hours", WARN, "不存在", id="9:75"
        ),
        pytest.param(
            spoiled(enquiries=(Contact(phone="5812345"),)),
            "enquiries.1.phone", WARN, "没有区号", id="no-area-code",
        ),
        pytest.param(
            spoiled(enquiries=(Contact(phone="13812345678"),)),
            "enquiries.1.phone", WARN, "手机号码", id="private-mobile",
        ),
        pytest.param(
            spoiled(enquiries=(Contact(phone="0771-58"),)),
            "enquiries.1.phone", WARN, "不像能拨通", id="half-a-number",
        ),
        pytest.param(
            spoiled(enquiries=(Contact(),)),
            "enquiries.1", WARN, "没有写", id="no-contact",
        ),
        pytest.param(
            spoiled(complaints=(Contact(phone="（0771）5812345"),)),
            "complaints", WARN, "同一个", id="same-phone-for-complaints",
        ),
        pytest.param(
            spoiled(cancelled_on=date(2026, 3, 2)), "cancelled_on", BLOCK, "撤下", id="cancelled"
        ),
        pytest.param(
            spoiled(cancelled_on=date(2024, 1, 1)),
            "cancelled_on", BLOCK, "早于", id="reversed-dates",
        ),
        pytest.param(
            spoiled(effective_on=date(2026, 7, 1)), "effective_on", INFORM, "才生效", id="not-yet"
        ),
        pytest.param(
            spoiled(basic_code="99"), "basic_code", WARN, "应为 12 位", id="wrong-basic-code"
        ),
        pytest.param(
            spoiled(basic_code="450118010002"), "task_code", WARN, "不一致", id="another-basic-code"
        ),
        pytest.param(
            spoiled(agency_code="11370830004335422F"),
            "task_code", WARN, "实施主体", id="other-body",
        ),
        pytest.param(spoiled(level="市级"), "level", WARN, "县级", id="another-level"),
        pytest.param(
            spoiled(kind=ServiceKind.CONFIRMATION), "kind", WARN, "行政许可", id="another-kind"
        ),
        pytest.param(
            spoiled(outcomes=(Outcome(name="许可证"),)),
            "outcomes.1.sample", INFORM, "样本", id="sample",
        ),
        pytest.param(
            spoiled(questions=(Question(question="多久？"),)),
            "questions.1.answer", WARN, "回答", id="question-without-answer",
        ),
    ],
)  # fmt: skip
def test_a_spoiled_guide_is_doubted_where_it_is_spoiled(
    guide: ServiceGuide, element: str, severity: Severity, words: str
) -> None:
    (found,) = [doubt for doubt in lint(guide, ON) if words in doubt.message]
    assert (found.element, found.severity) == (element, severity)
    assert found.message.endswith("。")
    assert found.source


def test_every_demand_names_a_source_and_whether_it_was_read() -> None:
    read = law("guides")
    demands = [*read["required"], *read["demand"].values()]
    assert [one for one in demands if one["source"] not in read["sources"]] == []
    assert [one for one in demands if not isinstance(one["verified"], bool)] == []


def test_every_column_of_the_national_tables_leads_to_an_attribute() -> None:
    lost = [path for path in law("guides")["national_fields"].values() if not _leads(path)]
    assert lost == []


def test_the_codes_of_the_national_tables_mean_values_that_exist() -> None:
    handling = law("guides")["national_codes"]["handling"]
    assert [Handling(handling[code]) for code in "12"] == [Handling.AT_ONCE, Handling.PROMISED]


def _leads(path: str) -> bool:
    owner: Any = ServiceGuide
    for name in path.split("."):
        if name not in {field.name for field in fields(owner)}:
            return False
        hint = get_type_hints(owner)[name]
        inner = [one for one in (hint, *get_args(hint)) if is_dataclass(one)]
        owner = inner[0] if inner else None
    return True


texts = st.text(alphabet="0123456789:：-—（）() 周至等其他材料号。", max_size=40)


@given(texts, texts, texts, st.integers(min_value=-5, max_value=500))
def test_whatever_is_typed_the_lint_answers(name: str, phone: str, hours: str, number: int) -> None:
    guide = spoiled(
        name=name,
        task_code=name,
        materials=(replace(FORM, name=name),),
        places=(Place(address=name, hours=hours),),
        enquiries=(Contact(phone=phone),),
        statutory_limit=Term(number=number),
    )
    assert all(isinstance(doubt, GuideDoubt) and doubt.message for doubt in lint(guide, ON))
