"""What the checks say about whole drafts."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.gate.checks import run
from gongkai.rules.gate.findings import Attached, Draft, Finding, Severity
from gongkai.rules.gate.rulebook import explain

GOOD = Draft(
    title="关于做好春运期间道路客运服务工作的通知",
    blocks=(
        "各有关单位：",
        "为做好春运期间道路客运服务工作，根据《道路运输条例》，现将有关事项通知如下。",
    ),
    facts={
        "document_number": "崇交发〔2023〕5号",
        "issuer": "崇左市交通运输局",
        "formed_on": date(2023, 1, 5),
        "columns": "通知公告",
    },
    attachments=(),
    required_facts=("document_number", "issuer", "formed_on", "columns"),
    on=date(2023, 1, 6),
)


def findings_of(draft: Draft, *rules: str) -> list[Finding]:
    return [finding for finding in run(draft) if finding.rule in rules]


def with_body(*blocks: str) -> Draft:
    return replace(GOOD, blocks=blocks)


def with_number(number: str) -> Draft:
    return replace(GOOD, facts={**GOOD.facts, "document_number": number})


def test_a_good_draft_has_no_findings() -> None:
    assert run(GOOD) == ()


@pytest.mark.parametrize(
    ("fact", "message"),
    [
        pytest.param("issuer", "没有填写发文机关", id="issuer"),
        pytest.param("columns", "没有填写栏目", id="columns"),
        pytest.param("formed_on", "没有填写成文日期", id="formed-on"),
    ],
)
def test_a_missing_fact_blocks_and_is_never_excused(fact: str, message: str) -> None:
    for nothing in (None, "", "  "):
        draft = replace(GOOD, facts={**GOOD.facts, fact: nothing})
        (finding,) = findings_of(draft, "missing-fact")
        assert finding.message == message
        assert finding.place.part == fact
        assert (finding.severity, finding.excusable) == (Severity.BLOCK, False)


@pytest.mark.parametrize(
    ("draft", "part"),
    [
        pytest.param(replace(GOOD, title="致13812345678的答复"), "title", id="title"),
        pytest.param(with_body("请拨打电话13812345678联系"), "body", id="body"),
        pytest.param(
            replace(GOOD, facts={**GOOD.facts, "source": "13812345678"}), "source", id="fact"
        ),
        pytest.param(
            replace(GOOD, attachments=(Attached("名单.xlsx", "张三 13812345678"),)),
            "attachment",
            id="attachment",
        ),
    ],
)
def test_personal_data_blocks_wherever_it_stands_and_is_shown_masked(
    draft: Draft, part: str
) -> None:
    (finding,) = findings_of(draft, "mobile-number")
    assert finding.place.part == part
    assert finding.excerpt == "138****5678"
    assert (finding.severity, finding.excusable) == (Severity.BLOCK, True)


@pytest.mark.parametrize(
    "draft",
    [
        pytest.param(with_body("机密★10年", "通知正文若干字若干字"), id="first-block"),
        pytest.param(replace(GOOD, title="秘密★1年 关于某事的通知"), id="title"),
        pytest.param(
            replace(GOOD, attachments=(Attached("a.pdf", "绝密\n正文"),)), id="attachment"
        ),
    ],
)
def test_a_secrecy_mark_at_the_start_is_never_excused(draft: Draft) -> None:
    (finding,) = findings_of(draft, "secrecy-mark")
    assert (finding.severity, finding.excusable) == (Severity.BLOCK, False)


def test_a_secrecy_mark_further_on_may_be_excused() -> None:
    draft = with_body("定密工作培训材料。" * 50, "密级标志的写法如“机密★20年”。")
    assert findings_of(draft, "secrecy-mark") == []
    (finding,) = findings_of(draft, "secrecy-mark-in-text")
    assert (finding.severity, finding.excusable) == (Severity.BLOCK, True)


def test_a_secrecy_mark_far_down_an_attachment_may_be_excused() -> None:
    text = "定密工作培训材料。" * 50 + "如“机密★20年”。"
    draft = replace(GOOD, attachments=(Attached("教材.docx", text),))
    assert findings_of(draft, "secrecy-mark") == []
    (finding,) = findings_of(draft, "secrecy-mark-in-text")
    assert finding.place.label == "教材.docx"


def test_a_handling_word_blocks_once_a_block_with_its_count() -> None:
    draft = with_body("这份内部资料请注意保管，内部资料不得带出办公室，看完后放回原处。")
    (finding,) = findings_of(draft, "handling-word", "handling-word-mentioned")
    assert finding.excerpt == "内部资料"
    assert "共 2 处" in finding.message
    assert (finding.severity, finding.excusable) == (Severity.BLOCK, True)


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        pytest.param(
            "全年不予公开的申请有三件，均已书面说明理由。", Severity.INFORM, id="spoken-of"
        ),
        pytest.param("（不予公开）", Severity.BLOCK, id="a-mark-of-its-own"),
    ],
)
def test_a_report_may_speak_of_what_is_withheld(text: str, severity: Severity) -> None:
    (finding,) = findings_of(with_body(text), "handling-word", "handling-word-mentioned")
    assert finding.severity == severity


@pytest.mark.parametrize("word", ["", "略", "无", "见附件", "详见附件。", "短"])
def test_an_empty_body_blocks(word: str) -> None:
    (finding,) = findings_of(with_body(word), "empty-body")
    assert finding.severity is Severity.BLOCK


def test_a_body_without_blocks_blocks() -> None:
    assert findings_of(with_body(), "empty-body")


def test_a_body_that_only_points_to_its_attachment_is_warned_about() -> None:
    draft = replace(with_body("见附件"), attachments=(Attached("决算.pdf", "部门决算"),))
    (finding,) = findings_of(draft, "empty-body")
    assert finding.severity is Severity.WARN


@pytest.mark.parametrize(
    ("block", "excerpt"),
    [
        pytest.param("附件：1.申请表", "申请表", id="numbered"),
        pytest.param("附件：申请表", "申请表", id="single"),
        pytest.param("附件1：申请表", "申请表", id="number-before-colon"),
        pytest.param("具体要求详见附件。", "详见附件", id="pointed-to"),
        pytest.param("名单见附件2。", "见附件2", id="pointed-to-by-number"),
    ],
)
def test_an_attachment_the_text_speaks_of_must_be_there(block: str, excerpt: str) -> None:
    (finding,) = findings_of(with_body("现将有关事项通知如下。", block), "missing-attachment")
    assert finding.excerpt == excerpt
    assert finding.place.block == 2
    assert (finding.severity, finding.excusable) == (Severity.BLOCK, True)


def test_each_attachment_of_a_list_is_looked_for() -> None:
    draft = replace(
        with_body("附件：1.申请表", "2.关于3.15活动的名单", "3.说明"),
        attachments=(Attached("申请表.docx", "表"), Attached("附件3.docx", "说明")),
    )
    (finding,) = findings_of(draft, "missing-attachment")
    assert finding.excerpt == "关于3.15活动的名单"
    assert finding.place.block == 2


def test_a_list_on_one_line_names_several_attachments() -> None:
    findings = findings_of(with_body("附件：1.申请表 2.名单\n3.说明"), "missing-attachment")
    assert [finding.excerpt for finding in findings] == ["申请表", "名单", "说明"]


def test_a_differently_named_file_is_only_a_doubt() -> None:
    draft = replace(with_body("附件：申请表"), attachments=(Attached("scan01.pdf", "表"),))
    (finding,) = findings_of(draft, "missing-attachment")
    assert finding.severity is Severity.WARN


def test_an_attachment_that_follows_in_the_text_is_there() -> None:
    draft = with_body("附件：申请表", "附件", "申请人姓名、单位和联系方式")
    assert findings_of(draft, "missing-attachment") == []


def test_an_attachment_without_text_must_be_answered_for() -> None:
    draft = replace(GOOD, attachments=(Attached("扫描件.pdf", " \n"),))
    (finding,) = findings_of(draft, "unreadable-attachment")
    assert finding.place.label == "扫描件.pdf"
    assert finding.severity is Severity.BLOCK


def test_a_document_may_be_formed_today_but_not_tomorrow() -> None:
    today = replace(GOOD, facts={**GOOD.facts, "formed_on": GOOD.on})
    assert findings_of(today, "formed-in-future") == []
    tomorrow = replace(today, on=GOOD.on - timedelta(days=1))
    (finding,) = findings_of(tomorrow, "formed-in-future")
    assert finding.message == "成文日期2023年1月6日晚于今天"
    assert (finding.severity, finding.excusable) == (Severity.BLOCK, False)


@pytest.mark.parametrize(
    ("number", "suggestion", "fault"),
    [
        pytest.param("交办办【2021】75号", "交办办〔2021〕75号", "六角括号", id="lens-brackets"),
        pytest.param("交办办[2021]75号", "交办办〔2021〕75号", "六角括号", id="square-brackets"),
        pytest.param("交办办（2021）75号", "交办办〔2021〕75号", "六角括号", id="round-brackets"),
        pytest.param("交办办〔21〕75号", "交办办〔2021〕75号", "四位", id="two-digit-year"),
        pytest.param("交办办〔98〕75号", "交办办〔1998〕75号", "四位", id="last-century"),
        pytest.param("交办办〔2021〕第75号", "交办办〔2021〕75号", "第", id="nth"),
        pytest.param("交办办〔2021〕075号", "交办办〔2021〕75号", "补零", id="leading-zero"),
        pytest.param("交办办〔2021〕75", "交办办〔2021〕75号", "“号”", id="no-end"),
        pytest.param("交办办 〔2021〕 75号", "交办办〔2021〕75号", "空格", id="blanks"),
        pytest.param("商交120号", "", "缺少年份", id="no-year"),
        pytest.param("关于通知", "", "不合格式", id="not-a-number"),
    ],
)
def test_a_document_number_is_mended(number: str, suggestion: str, fault: str) -> None:
    (finding,) = findings_of(with_number(number), "document-number")
    assert finding.suggestion == suggestion
    assert fault in finding.message
    assert finding.severity is Severity.WARN


@pytest.mark.parametrize(
    "number",
    [
        "国办函〔2020〕109号",
        "国办公开办函〔2021〕30号",
        "交通运输部令2023年第5号",
        "国务院令第711号",
    ],
)
def test_a_good_document_number_is_left_alone(number: str) -> None:
    assert findings_of(with_number(number), "document-number") == []


@pytest.mark.parametrize(
    ("title", "message"),
    [
        pytest.param("关于做好春运工作的通知。", "末尾不用标点", id="ends-in-a-mark"),
        pytest.param("2023-06", "没有文字", id="without-words"),
        pytest.param("", "没有文字", id="empty"),
        pytest.param("关于" + "认真做好安全检查" * 8 + "的通知", "请精简", id="too-long"),
    ],
)
def test_a_poor_title_is_warned_about(title: str, message: str) -> None:
    (finding,) = [each for each in run(replace(GOOD, title=title)) if each.rule.startswith("title")]
    assert message in finding.message
    assert finding.severity is Severity.WARN


def test_a_damaged_copy_shows_its_faults_grouped_by_block() -> None:
    draft = with_body(
        "〔一〕公开内容,形式,要求",
        "自?条例?施行以来,做到“五上墙〞,行政效\u2002\u2002率提高,按排政务公开公开工作。",
    )
    assert [(finding.rule, finding.place.block, finding.excerpt) for finding in run(draft)] == [
        ("six-cornered-bracket", 1, "〔一〕"),
        ("half-width-mark", 1, ","),
        ("lost-title-mark", 2, "?条例?"),
        ("half-width-mark", 2, ","),
        ("odd-quote", 2, "〞"),
        ("blank-in-word", 2, "效\u2002\u2002率"),
        ("wrong-word/按排", 2, "按排"),
        ("doubled-word", 2, "公开公开"),
    ]


def test_only_the_words_of_an_attachment_are_looked_at() -> None:
    draft = replace(GOOD, attachments=(Attached("表.xlsx", "姓名 单位,按排"),))
    assert [finding.excerpt for finding in findings_of(draft, "wrong-word/按排")] == ["按排"]
    assert findings_of(draft, "half-width-mark", "blank-in-word") == []


@given(
    st.lists(
        st.text(alphabet="公开附件：1.2机密★年（〔《?》〕）,， 见X13812345678〞\n", max_size=40)
    )
)
def test_every_finding_quotes_text_that_is_there(blocks: list[str]) -> None:
    for finding in run(with_body(*blocks)):
        if finding.place.part == "body" and finding.place.block and "*" not in finding.excerpt:
            text = blocks[finding.place.block - 1]
            assert finding.excerpt == text[finding.place.start : finding.place.end]


def test_every_finding_can_be_explained_and_what_blocks_comes_first() -> None:
    draft = with_body("请拨打13812345678联系,按排工作", "本件为内部资料。")
    findings = run(draft)
    assert [finding.severity for finding in findings] == [
        Severity.BLOCK,
        Severity.BLOCK,
        Severity.WARN,
        Severity.WARN,
    ]
    assert all(explain(finding.rule).why and explain(finding.rule).fix for finding in findings)


def test_an_offices_own_words_are_looked_for_in_body_and_attachments() -> None:
    draft = replace(
        with_body("示例市交通局通知如下，请认真执行。"),
        attachments=(Attached("表.xlsx", "示例市交通局"),),
        own_words=(("市交通局", "市交通运输局", "已经更名"),),
    )
    assert [
        (finding.place.part, finding.suggestion)
        for finding in findings_of(draft, "own-word/市交通局")
    ] == [("body", "市交通运输局"), ("attachment", "市交通运输局")]
